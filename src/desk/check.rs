//! The look before the leap: right before a booking goes out, the time it takes is read once more. A check that
//! fails, or takes too long, never keeps a booking back: then the server decides.

use std::time::Duration;

use crate::booking::{Agenda, Appointment, Basis, Booking, Change, Failure, Free, Problem, Slot, Spot, time};
use crate::i18n::say;

use super::form::{Row, Rows};
use super::slots::lasts;
use super::{Action, Desk, Effect, Pane, Sent, Submission, Ticket, note};

/// How long a booking waits for the check, on the clock nobody sets.
const PATIENCE: Duration = Duration::from_secs(3);
/// How many others are offered for a time that is gone.
const OFFERED: usize = 3;

impl Desk {
    /// Reads once more what a change is about: the time of a booking, or the appointment that is altered. A booking
    /// without a time, or with nobody, goes out at once.
    pub(super) fn check(&mut self, sent: Sent) -> Vec<Effect> {
        let ticket = self.ticket();
        let effect = match sent.change.appointment() {
            Some(of) => Effect::Open(ticket, of.vendor, of.id.clone()),
            None => match self.check_of_time(ticket, &sent.change) {
                Some(effect) => effect,
                None => return self.launch(sent),
            },
        };
        self.show_progress(&sent.change);
        self.checks_under(ticket, sent, self.moment.up);
        vec![effect]
    }

    fn checks_under(&mut self, ticket: Ticket, sent: Sent, since: Duration) {
        self.submission = Submission::Checking { ticket, attempt: Box::new(sent), since };
    }

    /// What reads the time that a change takes up.
    fn check_of_time(&self, ticket: Ticket, change: &Change) -> Option<Effect> {
        let booking = change.target()?;
        let (provider, days) = booking.provider().zip(self.days_of(booking))?;
        let listed = self.free_times().is_some_and(|free| is_exact(free.basis)) && change.booking().is_some();
        Some(match self.fortnight_of(booking) {
            Some(days) if listed && self.is_from_list(booking) => {
                Effect::FreeTimes(ticket, provider, days, booking.minutes())
            }
            _ => Effect::Day(ticket, provider, days),
        })
    }

    /// Whether what is looked at before a change goes out comes under this ticket.
    pub(super) fn checks(&self, answered: Ticket) -> bool {
        matches!(self.submission, Submission::Checking { ticket, .. } if ticket == answered)
    }

    /// The appointment that is to be altered: where it is as it was, its new time is looked at next, if it gets one.
    pub(super) fn appointment_was_checked(
        &mut self,
        answered: Ticket,
        answer: Result<Appointment, Failure>,
    ) -> Vec<Effect> {
        let Some((sent, since)) = self.checked(answered) else { return Vec::new() };
        if let (Ok(appointment), Some(of)) = (answer, sent.change.appointment())
            && !of.is_still(&appointment)
        {
            return self.has_changed_meanwhile(&sent.change, appointment);
        }
        let ticket = self.ticket();
        match self.check_of_time(ticket, &sent.change) {
            Some(effect) if !sent.change.backend().can().sees_several => {
                self.checks_under(ticket, sent, since);
                vec![effect]
            }
            _ => self.launch(sent),
        }
    }

    /// Goes on without the answer, where it has been waited for long enough.
    pub(super) fn check_is_over(&mut self) -> Vec<Effect> {
        match std::mem::replace(&mut self.submission, Submission::Idle) {
            Submission::Checking { attempt, since, .. } if self.moment.up >= since + PATIENCE => {
                self.launch(*attempt)
            }
            submission => {
                self.submission = submission;
                Vec::new()
            }
        }
    }

    /// The booking that waits for the answer under this ticket, which waits no longer, and since when it has.
    pub(super) fn checked(&mut self, answered: Ticket) -> Option<(Sent, Duration)> {
        match std::mem::replace(&mut self.submission, Submission::Idle) {
            Submission::Checking { ticket, attempt, since } if ticket == answered => Some((*attempt, since)),
            submission => {
                self.submission = submission;
                None
            }
        }
    }

    /// The free times around a time that was taken from a list: it goes out if it is still among them.
    pub(super) fn free_was_checked(&mut self, sent: Sent, free: Result<Free, Failure>) -> Vec<Effect> {
        match free {
            Ok(free) => match sent.change.booking().filter(|booking| is_gone(&free, booking)) {
                Some(booking) => self.time_is_gone(&booking.clone(), Some(free)),
                None => self.launch(sent),
            },
            Err(_) => self.launch(sent),
        }
    }

    /// The appointments of the day: it goes out if nothing new stands against it.
    pub(super) fn day_was_checked(
        &mut self,
        sent: Sent,
        day: Result<Agenda, Failure>,
        as_of: Duration,
    ) -> Vec<Effect> {
        let backend = sent.change.backend();
        let Ok(agenda) = day else { return self.launch(sent) };
        if let Change::Move(moved) = &sent.change {
            let against = self.against_move(moved, &agenda, as_of);
            let known = sent.in_spite_of.as_ref().map_or(&[][..], |record| &record.conflicts);
            let is_news = Desk::as_recorded(&against).iter().any(|conflict| !known.contains(conflict));
            return if is_news { self.ask_about_move(&sent, against) } else { self.launch(sent) };
        }
        let before = self.overridden(backend);
        let Some(booking) = sent.change.booking().cloned() else { return self.launch(sent) };
        if let Some((provider, days)) = booking.provider().zip(self.days_of(&booking)) {
            self.day_was_read(provider, days, agenda, as_of);
        }
        self.weigh(backend, false);
        if self.overridden(backend).iter().all(|conflict| before.contains(conflict)) {
            return self.launch(sent);
        }
        if self.is_from_list(&booking) {
            return self.time_is_gone(&booking, None);
        }
        self.ask_about_warnings(backend);
        Vec::new()
    }

    /// Someone was quicker. Nothing was sent: says so, and offers others in the place of the time.
    fn time_is_gone(&mut self, booking: &Booking, free: Option<Free>) -> Vec<Effect> {
        let backend = booking.backend();
        self.slots.gone = booking.provider().zip(booking.subject().1);
        // Who wants it all the same is asked, as for any other time.
        self.forms[backend].taken = None;
        let (zone, language) = (self.setting_of(backend).clock.zone, self.setup.language);
        let start = booking.subject().1.map(|start| time::to_the_minute(start, zone, language));
        let problem = Problem::error(
            Spot::Field(backend.start_field()),
            say!(language, "gone-taken", time = start.unwrap_or_default()),
            say!(language, "gone-take-another"),
        );
        self.forms[backend].told(booking.clone(), vec![problem]);
        self.refresh_all();
        if self.backend != backend {
            let (name, key) = (backend.name(), self.setup.keys.key(Action::OtherBackend));
            self.note = Some(note!("gone-time-elsewhere", backend = name, key = key));
            return Vec::new();
        }
        let mut effects = self.focus_on(backend.start_field());
        effects.retain(|effect| !matches!(effect, Effect::FreeTimes(..)));
        effects.extend(self.list_instead(booking, free));
        let picker = &mut self.form_mut().picker;
        (picker.open, picker.chosen) = (true, Some(0));
        self.bring_to_front(Pane::Problems);
        effects
    }

    /// Lists free times around that of a booking: those that have been read, or asks for them.
    fn list_instead(&mut self, booking: &Booking, free: Option<Free>) -> Option<Effect> {
        let day = self.days_of(booking)?.first();
        self.slots.free = None;
        match free {
            Some(free) => {
                self.read_about(day, free);
                None
            }
            None => self.ask_about(day),
        }
    }

    /// The next free times in the place of one that is gone, while it still stands in the form.
    pub(super) fn rows_instead(&self) -> Rows {
        let still = |booking: &&Booking| {
            self.slots.gone.is_some() && booking.provider().zip(booking.subject().1) == self.slots.gone
        };
        let booking = self.form().review().booking.as_ref().filter(still);
        let Some((booking, (_, gone))) = booking.zip(self.slots.gone.as_ref()) else {
            return Rows::default();
        };
        let Some(free) = self.free_times() else { return self.free_rows(OFFERED) };
        let later = free.slots.iter().filter(|slot| slot.start > *gone && fits(&free, slot, booking));
        let rows: Vec<Row> = later.take(OFFERED).map(|slot| self.row_of(slot)).collect();
        let remark = rows.is_empty().then(|| {
            say!(self.setup.language, "gone-none-soon", key = self.setup.keys.key(Action::FreeTimes))
        });
        Rows { rows, remark, ..Rows::default() }
    }
}

/// Whether free times resting on that are the same ones whenever they are asked for. Those worked out from hours
/// move as others are booked.
fn is_exact(basis: Basis) -> bool {
    matches!(basis, Basis::Slots | Basis::Availability)
}

/// Whether the time of a booking is free no more, as far as all that is free has been told.
fn is_gone(free: &Free, booking: &Booking) -> bool {
    let start = booking.subject().1;
    let is_its = |slot: &Slot| Some(slot.start) == start && fits(free, slot, booking);
    free.complete && is_exact(free.basis) && !free.slots.iter().any(is_its)
}

fn fits(free: &Free, slot: &Slot, booking: &Booking) -> bool {
    lasts(free, slot, booking.length().unwrap_or_default())
}

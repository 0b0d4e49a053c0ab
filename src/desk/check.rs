//! The look before the leap: right before a booking goes out, the time it takes is read once more. A check that
//! fails, or takes too long, never keeps a booking back: then the server decides.

use std::time::Duration;

use crate::booking::{Agenda, Basis, Booking, Failure, Free, Problem, Slot, Spot, time};
use crate::i18n::say;

use super::form::{Row, Rows};
use super::slots::lasts;
use super::{Action, Desk, Effect, Pane, Sent, Submission, Ticket, note};

/// How long a booking waits for the check, on the clock nobody sets.
const PATIENCE: Duration = Duration::from_secs(3);
/// How many others are offered for a time that is gone.
const OFFERED: usize = 3;

impl Desk {
    /// Reads the time of a booking once more; one without a time, or with nobody, goes out at once.
    pub(super) fn check(&mut self, sent: Sent) -> Vec<Effect> {
        let Some(provider) = sent.booking.provider() else { return self.launch(sent) };
        let Some(days) = self.days_of(&sent.booking) else { return self.launch(sent) };
        let ticket = self.ticket();
        let listed = self.free_times().is_some_and(|free| is_exact(free.basis));
        let effect = match self.fortnight_of(&sent.booking) {
            Some(days) if listed && self.is_from_list(&sent.booking) => {
                Effect::FreeTimes(ticket, provider, days, sent.booking.minutes())
            }
            _ => Effect::Day(ticket, provider, days),
        };
        self.submission = Submission::Checking { ticket, attempt: Box::new(sent), since: self.moment.up };
        self.bring_to_front(Pane::Appointment);
        vec![effect]
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
            Ok(free) if is_gone(&free, &sent.booking) => self.time_is_gone(&sent.booking, Some(free)),
            _ => self.launch(sent),
        }
    }

    /// The appointments of the day: it goes out if nothing new stands against it.
    pub(super) fn day_was_checked(
        &mut self,
        sent: Sent,
        day: Result<Agenda, Failure>,
        as_of: Duration,
    ) -> Vec<Effect> {
        let backend = sent.booking.backend();
        let Ok(agenda) = day else { return self.launch(sent) };
        let before = self.overridden(backend);
        if let Some((provider, days)) = sent.booking.provider().zip(self.days_of(&sent.booking)) {
            self.day_was_read(provider, days, agenda, as_of);
        }
        self.weigh(backend, false);
        if self.overridden(backend).iter().all(|conflict| before.contains(conflict)) {
            return self.launch(sent);
        }
        if self.is_from_list(&sent.booking) {
            return self.time_is_gone(&sent.booking, None);
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

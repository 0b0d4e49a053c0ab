//! The look before the leap: right before a booking goes out, the time it takes is read once more. A check that
//! fails, or takes too long, never keeps a booking back: then the server decides.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::booking::{
    Agenda, Backend, Basis, Booking, Days, Failure, Free, Problem, Provider, Slot, Spot, time,
};

use super::free::takes_free_time;
use super::hold::{last_of, lasts};
use super::model::{Ask, Flight, Pane, Sent};
use super::pick::{Row, Rows};
use super::{Desk, Effect, FreeTimes, Ticket};

/// How long a booking waits for the check, on the clock nobody sets.
const PATIENCE: Duration = Duration::from_secs(3);
/// How many days of free times are read, so that there are others to offer.
const DAYS_READ: u64 = 7;
/// How far ahead Aniva tells what is free, in days from today (Aniva availability, `end_date`).
const AVAILABILITY_AHEAD: u64 = 90;
/// How many others are offered for a time that is gone.
const OFFERED: usize = 3;

impl Desk {
    /// Reads the time of a booking once more; one without a time, or with nobody, goes out at once.
    pub(super) fn check(&mut self, sent: Sent) -> Vec<Effect> {
        let Some(provider) = sent.booking.provider() else { return self.launch(sent) };
        let Some((start, days)) = sent.booking.subject().1.zip(self.days_of(&sent.booking)) else {
            return self.launch(sent);
        };
        let ticket = self.ticket();
        let from_list = self.taken_from_list == Some((provider.clone(), start));
        let effect = match self.days_to_offer(&days, provider.backend()) {
            Some(days) if from_list => Effect::FreeTimes(ticket, provider, days),
            _ => Effect::Day(ticket, provider, days),
        };
        self.flight = Flight::Checking { ticket, attempt: Box::new(sent), since: self.moment.up };
        self.bring_to_front(Pane::Appointment);
        vec![effect]
    }

    fn days_to_offer(&self, days: &Days, backend: Backend) -> Option<Days> {
        let last = last_of(days.first(), DAYS_READ)?;
        let today = self.moment.now.with_timezone(&days.zone()).date_naive();
        let last = match backend {
            Backend::Clinik => last,
            Backend::Aniva => last.min(last_of(today, AVAILABILITY_AHEAD)?),
        };
        Days::new(days.first(), last, days.zone())
    }

    /// Goes on without the answer, where it has been waited for long enough.
    pub(super) fn check_is_over(&mut self) -> Vec<Effect> {
        match std::mem::replace(&mut self.flight, Flight::Idle) {
            Flight::Checking { attempt, since, .. } if self.moment.up >= since + PATIENCE => {
                self.launch(*attempt)
            }
            flight => {
                self.flight = flight;
                Vec::new()
            }
        }
    }

    /// The booking that waits for the answer under this ticket, which waits no longer.
    pub(super) fn checked(&mut self, answered: Ticket) -> Option<Sent> {
        match std::mem::replace(&mut self.flight, Flight::Idle) {
            Flight::Checking { ticket, attempt, .. } if ticket == answered => Some(*attempt),
            flight => {
                self.flight = flight;
                None
            }
        }
    }

    /// The free times of a time that was taken from a list: it goes out if it is still among them.
    pub(super) fn free_was_checked(&mut self, sent: Sent, free: Result<Free, Failure>) -> Vec<Effect> {
        match (free, sent.booking.provider().zip(sent.booking.subject().1)) {
            (Ok(free), Some((provider, start))) if is_gone(&free, start, &sent.booking) => {
                self.slot_is_gone(&sent.booking, provider, start, free)
            }
            _ => self.launch(sent),
        }
    }

    /// The appointments of the day of a time that was typed: it goes out if nothing new stands against it.
    pub(super) fn day_was_checked(&mut self, sent: Sent, day: Result<Agenda, Failure>) -> Vec<Effect> {
        let backend = sent.booking.backend();
        let Ok(agenda) = day else { return self.launch(sent) };
        let before = self.overridden(backend);
        if let Some((provider, days)) = sent.booking.provider().zip(self.days_of(&sent.booking)) {
            self.day_was_read(provider, days, agenda);
        }
        self.weigh(backend, false);
        if self.overridden(backend).iter().all(|conflict| before.contains(conflict)) {
            return self.launch(sent);
        }
        if self.backend == backend {
            self.bring_to_front(Pane::Problems);
            self.ask = Some(Ask::Warnings(self.form().listed.len()));
        } else {
            self.note = Some(format!("{backend}: nothing was sent, someone was quicker. Ctrl-T shows more."));
        }
        Vec::new()
    }

    /// Nothing was sent: says so, and offers others in the place of the time.
    fn slot_is_gone(
        &mut self,
        booking: &Booking,
        provider: Provider,
        start: DateTime<Utc>,
        free: Free,
    ) -> Vec<Effect> {
        let backend = booking.backend();
        let wall = start.with_timezone(&self.setup.zone).format("%H:%M");
        let problem = Problem::error(
            Spot::Field(backend.start_field()),
            format!("{wall} has just been taken. Nothing was sent."),
            "Take one of the next times by its digit, or type another.",
        );
        self.gone = Some((provider.clone(), start));
        self.free = Some(FreeTimes::read(provider, self.moment.now, free));
        self.forms[backend as usize].told(vec![problem]);
        self.refresh_all();
        self.bring_to_front(Pane::Problems);
        if self.backend != backend {
            self.note = Some(format!("{backend}: nothing was sent, the time is taken. Ctrl-T shows more."));
            return Vec::new();
        }
        let effects = self.focus_on(backend.start_field());
        let picker = &mut self.form_mut().picker;
        (picker.open, picker.chosen) = (true, Some(0));
        effects
    }

    /// The next free times in the place of one that is gone, while it still stands in the form.
    pub(super) fn rows_instead(&self) -> Rows {
        let Some((provider, gone)) = &self.gone else { return Rows::default() };
        let booking = self.form().review().booking.as_ref();
        let still = booking.is_some_and(|booking| {
            booking.subject().1 == Some(*gone) && booking.provider().as_ref() == Some(provider)
        });
        if !still || !takes_free_time(self.form().focus()) {
            return Rows::default();
        }
        let (Some(free), Some(booking)) = (self.free_times(), booking) else { return Rows::default() };
        let later = free.slots.iter().filter(|slot| slot.start > *gone && fits(free, slot, booking));
        let rows: Vec<Row> = later.take(OFFERED).map(|slot| self.row_of(slot)).collect();
        let remark = rows.is_empty().then(|| "nothing free in the week after; type a time".to_owned());
        Rows { rows, remark }
    }

    fn row_of(&self, slot: &Slot) -> Row {
        let zone = self.setup.zone;
        Row {
            label: time::echo(slot.start, zone),
            detail: time::distance(slot.start, self.moment.now, zone),
            text: time::print(slot.start, zone),
            ..Row::default()
        }
    }
}

/// Whether a time is free no more. Where nothing is published, or not all was read, nobody can say so.
fn is_gone(free: &Free, start: DateTime<Utc>, booking: &Booking) -> bool {
    let told = free.complete && free.basis != Basis::NoSchedule;
    told && !free.slots.iter().any(|slot| slot.start == start && fits(free, slot, booking))
}

fn fits(free: &Free, slot: &Slot, booking: &Booking) -> bool {
    lasts(free, slot, booking.length().map_or(0, |length| length.num_minutes()))
}

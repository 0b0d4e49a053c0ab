//! The free times of whoever, or wherever, the form names: asked for when a time is, picked from a list.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::booking::time::{self, Minutes};
use crate::booking::{Backend, Basis, Booking, Days, FieldId, Free, PractitionerId, Provider};

use super::hold::last_of;
use super::pick::{Row, Rows};
use super::{Desk, Effect, Remote, Ticket};

/// How far ahead free times are listed, in days.
const AHEAD: u64 = 14;
/// After this long, in seconds, free times are asked for anew (Aniva's own answers may be 30 s old).
const FRESH_FOR: i64 = 30;

/// Free times, as far as they are known.
#[derive(Clone, Debug)]
pub struct FreeTimes {
    provider: Provider,
    /// The length of visit that was asked for, where the form said one.
    length: Option<Minutes>,
    asked: DateTime<Utc>,
    times: Remote<Free>,
}

impl FreeTimes {
    /// Free times for the place of a booking that can't be made, as far as they are known.
    pub(super) fn instead(booking: &Booking, now: DateTime<Utc>, times: Remote<Free>) -> Option<FreeTimes> {
        Some(FreeTimes { provider: booking.provider()?, length: booking.minutes(), asked: now, times })
    }

    /// Whether they would be others for a visit of another length.
    fn depends_on_length(&self) -> bool {
        self.times.value().is_some_and(|free| free.basis == Basis::Hours)
    }
}

impl Desk {
    /// Whom or where the form in front books with, if it says so readably.
    #[must_use]
    pub fn provider(&self) -> Option<Provider> {
        let draft = self.form().draft();
        match self.backend {
            Backend::Clinik => {
                PractitionerId::new(draft.text(FieldId::Practitioner).trim()).map(Provider::Practitioner)
            }
            Backend::Aniva => {
                Uuid::try_parse(draft.text(FieldId::Location).trim()).ok().map(Provider::Location)
            }
        }
    }

    /// Whether a blank in this field, while it is empty, lists free times.
    #[must_use]
    pub fn offers_free_times(&self, id: FieldId) -> bool {
        takes_free_time(id) && self.provider().is_some()
    }

    /// Asks for free times, if the cursor is where one goes and what is known is of someone else, or old.
    pub(super) fn ask_for_free_times(&mut self) -> Option<Effect> {
        if takes_free_time(self.form().focus()) { self.request_free_times() } else { None }
    }

    /// Asks for the free times of whom the form names, if what is known is of someone else, or old.
    pub(super) fn request_free_times(&mut self) -> Option<Effect> {
        let provider = self.provider()?;
        let now = self.moment.now;
        let known = self.free.as_ref().filter(|free| free.provider == provider);
        let length = self.length();
        let fits = |free: &FreeTimes| free.length == length || !free.depends_on_length();
        let fresh = known.is_some_and(|free| (now - free.asked).num_seconds() < FRESH_FOR && fits(free));
        if fresh && known.is_some_and(|free| !free.times.wants_asking()) {
            return None;
        }
        let first = self.free_from();
        let days = Days::new(first, last_of(first, AHEAD)?, self.setup.zone)?;
        let ticket = self.ticket();
        let stale = self.free.take().filter(|free| free.provider == provider);
        let mut times = stale.map(|free| free.times).unwrap_or_default();
        times.ask(ticket);
        self.free = Some(FreeTimes { provider: provider.clone(), length, asked: now, times });
        Some(Effect::FreeTimes(ticket, provider, days, length))
    }

    /// The length of the visit in the form, where it says one; a blood draw has none of its own.
    fn length(&self) -> Option<Minutes> {
        match self.backend {
            Backend::Clinik => Minutes::new(self.form().draft().text(FieldId::Minutes).trim().parse().ok()?),
            Backend::Aniva => None,
        }
    }

    pub(super) fn free_times_are(&mut self, ticket: Ticket, answer: Result<Free, crate::booking::Failure>) {
        if let Some(free) = &mut self.free {
            free.times.answer(ticket, answer);
            if !matches!(free.times, Remote::Loading(..)) {
                self.hold_first_free();
            }
        }
    }

    /// The free times of whom the form names, if they are known.
    #[must_use]
    pub fn free_times(&self) -> Option<&Free> {
        let free = self.free.as_ref().filter(|free| self.provider().as_ref() == Some(&free.provider))?;
        free.times.value()
    }

    /// The free times still to come, as rows to pick from, and what they rest on.
    pub(super) fn free_rows(&self, most: usize) -> Rows {
        let Some(free) = self.free.as_ref().filter(|free| self.provider().as_ref() == Some(&free.provider))
        else {
            return Rows::default();
        };
        let zone = self.setup.zone;
        let Some(known) = free.times.value() else {
            let remark = match free.times {
                Remote::Failed(..) => "free times can't be had now; type a time",
                _ => "asking for free times…",
            };
            return Rows { rows: Vec::new(), remark: Some(remark.to_owned()) };
        };
        let coming = known.slots.iter().filter(|slot| slot.start > self.moment.now);
        let rows: Vec<Row> = coming
            .take(most)
            .map(|slot| Row {
                label: time::echo(slot.start, zone, self.setup.language),
                detail: time::distance(slot.start, self.moment.now, zone, self.setup.language),
                text: time::print(slot.start, zone),
                ..Row::default()
            })
            .collect();
        let asked = free.asked.with_timezone(&zone).format("%H:%M");
        let remark = match (known.basis, rows.is_empty()) {
            (Basis::NoSchedule, _) => "neither schedule nor hours are published; type a time".to_owned(),
            (_, true) => format!("nothing free in the next {AHEAD} days, as of {asked}"),
            (Basis::Slots, false) => format!("free by the published slots, as of {asked}"),
            (Basis::Hours, false) => format!("free by their hours and appointments, as of {asked}"),
            (Basis::Availability, false) => format!("free by the location's own answer, as of {asked}"),
        };
        Rows { rows, remark: Some(remark) }
    }

    /// A picked slot is looked at once more before it is booked, and brings its length along where none has been
    /// given.
    pub(super) fn take_slot(&mut self, start: Option<DateTime<Utc>>) {
        self.taken_from_list = self.provider().zip(start);
        let length = self.free.as_ref().and_then(|free| free.times.value()).and_then(|free| free.minutes);
        let draft = self.form().draft();
        let open =
            draft.text(FieldId::End).trim().is_empty() && draft.text(FieldId::Minutes).trim().is_empty();
        if let (Some(minutes), true, Backend::Clinik) = (length, open, self.backend) {
            self.form_mut().put(FieldId::Minutes, minutes.to_string());
        }
    }
}

/// Whether a field holds the moment an appointment begins.
pub(super) fn takes_free_time(id: FieldId) -> bool {
    matches!(id, FieldId::Start | FieldId::ScheduledAt)
}

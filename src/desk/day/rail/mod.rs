//! The day of whom the form names, or the line above it, beside the form: what is there already, and where the visit would
//! go.

mod layout;
mod view;

use chrono::{DateTime, TimeDelta, Utc};

use crate::booking::{
    CalendarEntry, DayLine, Days, Hold, Provider, RecordedChange, Slot, Subject, USUAL_LENGTH, day_plan, time,
};
use crate::desk::problems::is_itself;
use crate::desk::{Desk, FreeTimes, Shape};

pub(in crate::desk) use view::draw;

/// A day, as far as it is known.
struct DayInView {
    provider: Provider,
    days: Days,
    lines: Vec<DayLine>,
    held: Vec<Hold>,
    open: Vec<Slot>,
    draft: Option<Slot>,
    /// Whom the visit is for, as lists name people.
    patient: Option<String>,
}

impl Desk {
    /// Whose day stands beside the form, and which: that of the visit that is being typed into the line, else that of the
    /// visit in the form, else that of what was just booked with them, else the next day on which anybody comes. None where
    /// nobody is named, and where there is no room for it.
    pub(in crate::desk) fn day_beside_form(&self) -> Option<(Provider, Days)> {
        if self.geometry().shape != Shape::Wide {
            return None;
        }
        let (provider, date, zone) = match self.visit_on_line() {
            Some(typed) => {
                let start = typed.slot.map(|slot| slot.start.with_timezone(&typed.zone).date_naive());
                (typed.provider.clone(), start.or(typed.date), typed.zone)
            }
            None => {
                let (provider, zone) = (self.listed_provider()?, self.zone());
                let start = self.start_in_form().or_else(|| self.start_booked_with(&provider));
                (provider, start.map(|start| start.with_timezone(&zone).date_naive()), zone)
            }
        };
        let date = date.or_else(|| self.busy_day());
        let date = date.unwrap_or_else(|| self.moment.now.with_timezone(&zone).date_naive());
        Some((provider, Days::new(date, date, zone)?))
    }

    /// Whom, or where, the form names, where that is one that is listed.
    pub(in crate::desk) fn listed_provider(&self) -> Option<Provider> {
        self.provider()
            .filter(|provider| self.lists.entry(self.backend.providers(), &provider.id()).is_some())
    }

    fn day_in_view(&self) -> Option<DayInView> {
        let (provider, days) = self.day_beside_form()?;
        // A booking that is on its way stands there as the visit in the form.
        let counts = |change: &RecordedChange| !is_itself(change, self.backend);
        let entries = self.book.calendar(&[Subject::provider(&provider)], counts);
        let meets =
            |entry: &CalendarEntry<'_>| entry.start().is_some_and(|start| days.meet(start, entry.end()));
        let entries: Vec<CalendarEntry<'_>> = entries.into_iter().filter(meets).collect();
        let is_forms = self.provider().as_ref() == Some(&provider);
        let free = self.asked_for().filter(|_| is_forms).and_then(FreeTimes::known);
        let lines = day_plan(&entries, free, &days);
        let held = self.held_with(&provider).filter(|hold| days.meet(hold.slot.start, Some(hold.slot.end)));
        let held = held.cloned().collect();
        let hours = self.hours_with(&provider);
        let open = hours.map(|hours| hours.open_slots(days.first(), days.zone())).unwrap_or_default();
        let typed = self.visit_on_line();
        let draft = typed.map_or_else(|| self.slot_in_form(), |typed| typed.slot);
        let patient = typed.map_or_else(|| self.patient_named(self.backend), |typed| &typed.patient);
        let patient = self.name_of_person(self.backend, patient);
        Some(DayInView { provider, days, lines, held, open, draft, patient })
    }

    /// When the visit in the form starts, whether the rest of it is filled in or not.
    fn start_in_form(&self) -> Option<DateTime<Utc>> {
        let booking = self.form().review().booking.as_ref();
        let typed = || {
            let text = self.form().draft().text(self.backend.start_field());
            time::read(text, &self.setting().clock).ok()
        };
        booking.and_then(|booking| booking.subject().1).or_else(typed)
    }

    /// When the booking that was just made starts, if it is with them.
    fn start_booked_with(&self, provider: &Provider) -> Option<DateTime<Utc>> {
        let shown = self.appointment.shown.as_ref().filter(|_| self.shows_booking())?;
        shown.appointment.start.filter(|_| shown.named().provider().as_ref() == Some(provider))
    }

    /// When it takes place; for as long as is usual, where it does not say for how long.
    fn slot_in_form(&self) -> Option<Slot> {
        if let Some(booking) = &self.form().review().booking {
            return self.slot_of(booking);
        }
        let start = self.start_in_form()?;
        let length = self.length().map_or(USUAL_LENGTH, |length| TimeDelta::minutes(length.get().into()));
        Some(Slot { start, end: start.checked_add_signed(length)? })
    }
}

//! The free times of the provider named in the form: requested when the time field needs them, and picked
//! from a list.

use chrono::{DateTime, NaiveDate, Utc};

use booking::time::Wish;
use booking::{Basis, FieldId, Free};
use i18n::{Language, say};

use crate::current::{length, patient_named, provider, requested_free_times, today};
use crate::slots::first_free::{day_for_others, day_for_wish, doubtful_start};
use crate::slots::grid::day_for_grid;
use crate::{Action, Desk, Effect, Forms, Part, Rows};
use office::{FreeTimes, FreeTimesQuestion, Known, Search, VisitNeeds, last_day, takes_free_time};

/// Returns whether a space in this field lists free times while it is empty.
pub(crate) fn offers_free_times(desk: &Desk, id: FieldId) -> bool {
    takes_free_time(desk.form().draft(), id)
}

/// Returns the last day that may have free times.
pub(super) fn last_day_offered(desk: &Desk) -> NaiveDate {
    last_day(desk.clinic, today(desk))
}

/// Returns what the visit in the form needs of its time.
pub(crate) fn needs_of_form(desk: &Desk) -> VisitNeeds {
    let draft = desk.form().draft();
    desk.office.needs_of_form(draft, &desk.setting().clock)
}

/// Returns the first and the last day of the search for a time of the visit in the form.
pub(super) fn days_searched(desk: &Desk, wish: Option<&Wish>) -> (NaiveDate, NaiveDate) {
    let needs = needs_of_form(desk);
    let search = Search {
        wish,
        ..needs.search()
    };
    search.days(today(desk), last_day_offered(desk), desk.zone())
}

/// Returns the question of the current form.
fn question(desk: &Desk) -> Option<FreeTimesQuestion> {
    Some(
        desk.office
            .free_times_question(provider(desk)?, length(desk)),
    )
}

/// Returns whether the known free times answer the current form's question.
pub(super) fn is_up_to_date(desk: &Desk) -> bool {
    let question = question(desk);
    desk.slots
        .free
        .as_ref()
        .zip(question)
        .is_some_and(|(free, question)| free.answers(&question))
}

/// Returns how much is known of the provider's free times on a day.
pub(super) fn known_of(desk: &Desk, day: NaiveDate) -> Known {
    requested_free_times(desk).map_or(Known::Unasked, |free| free.of_day(day))
}

/// Returns why the free times of a day can't be read, with advice.
pub(super) fn why_not_free(desk: &Desk, day: NaiveDate) -> Option<&'static str> {
    let failure = requested_free_times(desk)?.failure(day)?;
    Some(desk.words().why_not_free(failure))
}

/// Returns the upcoming free times as rows to pick from, with their basis.
pub(crate) fn free_rows(desk: &Desk) -> Rows {
    let Some(times) = requested_free_times(desk) else {
        return Rows::default();
    };
    desk.words().rows_of_free_times(
        times,
        needs_of_form(desk).search(),
        &desk.setting().clock,
        &key_to_look_further(desk),
    )
}

/// Returns the name of the key that looks for further free times.
pub(super) fn key_to_look_further(desk: &Desk) -> String {
    let key = desk.setup.keys.key(Action::FreeTimes);
    key.shown(desk.setup.language)
}

impl Part<'_, Forms> {
    /// Requests free times if the focused field takes one, and the known ones are of another provider or old.
    pub(crate) fn ask_for_free_times(&mut self) {
        let (day, _) = days_searched(self, None);
        let reads_ahead = self.office.reads_ahead_at(self.clinic);
        if reads_ahead && self.form().focus() == self.clinic.start_field() {
            self.ask_about(day);
        }
    }

    /// Requests the free times around that day, if the known ones are of another provider or old.
    pub(crate) fn ask_about(&mut self, day: NaiveDate) {
        let Some(question) = question(self) else {
            return;
        };
        if self
            .slots
            .free
            .as_ref()
            .is_none_or(|free| !free.answers(&question))
        {
            self.slots_mut().free = Some(FreeTimes::new(question.clone()));
        }
        self.request_by(|part, moment, tickets| {
            let wanted = part
                .slots_mut()
                .free
                .as_mut()
                .filter(|free| free.wants(day, moment));
            wanted.and_then(|free| free.request(day, question.length, moment, tickets))
        });
    }

    /// Sets free times for the form's provider that were read separately.
    pub(crate) fn read_about(&mut self, day: NaiveDate, free: Free) {
        if let Some(question) = question(self) {
            let mut times = FreeTimes::new(question);
            times.read(day, free, self.office.moment);
            self.slots_mut().free = Some(times);
        }
    }

    /// Requests the free times that a wish, an open grid or a doubtful time still needs.
    pub(crate) fn sync_free_times(&mut self) {
        let patient = patient_named(self, self.clinic);
        let awaits_patient = self.office.awaits_upcoming_of(self.clinic, patient);
        if self.slots.awaits_patient && !awaits_patient {
            self.slots_mut().awaits_patient = false;
            self.enter_first_free();
        }
        self.ask_for_first_available();
        let doubtful = doubtful_start(self);
        let wanted = day_for_grid(self).or_else(|| day_for_wish(self));
        if let Some(day) = wanted.or_else(|| day_for_others(self, doubtful?)) {
            self.ask_about(day);
        }
        if let Some(start) = doubtful {
            self.offer_others(start);
        }
    }

    /// Abandons the requests for free times.
    pub(crate) fn stop_asking_for_free_times(&mut self) {
        let tickets = self
            .slots_mut()
            .free
            .as_mut()
            .map(FreeTimes::give_up)
            .unwrap_or_default();
        self.request(tickets.into_iter().map(Effect::Abandon));
    }
}

/// Returns the text for the basis of free times and their age.
pub(crate) fn basis_words(
    basis: Basis,
    as_of: DateTime<Utc>,
    now: DateTime<Utc>,
    language: Language,
) -> String {
    let age = match (now - as_of).num_seconds() {
        ..1 => say!(language, "free-just-now").to_owned(),
        seconds @ 1..60 => say!(language, "free-seconds-ago", count = seconds),
        seconds => say!(language, "time-minutes-ago", count = seconds / 60),
    };
    match basis {
        Basis::Slots => say!(language, "free-from-slots", age),
        Basis::Availability => say!(language, "free-from-availability", age),
        Basis::Hours => say!(language, "free-from-hours", age),
        Basis::NoSchedule => say!(language, "free-from-nothing", age),
    }
}

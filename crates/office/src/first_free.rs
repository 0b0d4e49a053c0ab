//! The first free time that a wish admits, and the next ones.

use std::borrow::Cow;

use chrono::{DateTime, Days as DayCount, NaiveDate, TimeDelta, Utc};
use zones::Zone;

use booking::time::{Minutes, Wish};
use booking::{Basis, CalendarEntry, ClinicId, Free, Slot, Subject, USUAL_LENGTH, VisitRules};

use super::free_times::MOST_DAYS_KEPT;
use super::{FreeTimes, Known, Office};

/// The maximum number of days searched for a free time.
const SEARCHED: u64 = 90;

// A search that forgot its first days would ask for them again and again.
const _: () = assert!(SEARCHED < MOST_DAYS_KEPT);

/// A visit for which a free time is wanted.
#[derive(Clone, Copy, Debug)]
pub struct WantedVisit<'a> {
    /// The length, if that is known.
    pub length: Option<Minutes>,
    /// The rules of its kind.
    pub rules: &'a VisitRules,
    /// The id of the patient, if it is not for the one in question.
    pub patient: Option<&'a str>,
}

/// The result of a search among the free times that are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FreeSearch {
    /// A free time is there.
    Found {
        /// The first that the wish admits.
        first: DateTime<Utc>,
        /// Whether an earlier one would do, had the patient no other appointment then.
        is_passed_over: bool,
    },
    /// The answer is awaited.
    Awaited,
    /// No known time fits; the days from this one have to be requested next.
    Further(NaiveDate),
    /// There is none.
    Ended(NoFreeTime),
}

/// Why a search has found no free time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFreeTime {
    /// No time is published.
    Unpublished,
    /// The free times of a wished day could not be read.
    Unread,
    /// No free time fits the wish.
    NoneFits,
}

impl FreeTimes {
    /// Sets the rules of the kind of visit that they are for: a search keeps to them.
    pub fn keep_to(&mut self, rules: &VisitRules) {
        self.rules.clone_from(rules);
    }

    /// Returns the rules that a search keeps to.
    pub fn rules(&self) -> &VisitRules {
        &self.rules
    }
}

impl Office {
    /// Returns the known free times without those taken since they were read or held elsewhere.
    pub fn known_free<'a>(&self, times: &'a FreeTimes) -> Option<Cow<'a, Free>> {
        Some(times.known()?.without(&self.taken_of(times)))
    }

    /// Searches the known free times for a visit of that length.
    pub fn search_free(
        &self,
        times: &FreeTimes,
        length: Option<Minutes>,
        first_day: NaiveDate,
        wish: &Wish,
    ) -> FreeSearch {
        let free = self.known_free(times);
        let first = self.starts_admitted(times, length, wish).next();
        match (free, first) {
            (Some(free), Some(first)) => {
                let zone = times.question().zone;
                let is_before = |slot: &Slot| {
                    slot.start < first
                        && wish.admits(slot.start, zone)
                        && self.keeps_to_rules(times, slot.start)
                };
                let is_passed_over = self.proposable(&free, length).any(is_before);
                FreeSearch::Found {
                    first,
                    is_passed_over,
                }
            }
            (Some(free), None) if free.basis == Basis::NoSchedule => {
                FreeSearch::Ended(NoFreeTime::Unpublished)
            }
            _ if has_failed_to_search(times, first_day, wish) => {
                FreeSearch::Ended(NoFreeTime::Unread)
            }
            (None, _) => FreeSearch::Awaited,
            (Some(_), None) if times.is_asking() => FreeSearch::Awaited,
            (Some(_), None) => match day_to_search(times, first_day, wish) {
                Some(day) => FreeSearch::Further(day),
                None => FreeSearch::Ended(NoFreeTime::NoneFits),
            },
        }
    }

    /// Returns the starts of the free times that the wish admits, without those at which the patient in question has an
    /// appointment.
    pub fn starts_admitted(
        &self,
        times: &FreeTimes,
        length: Option<Minutes>,
        wish: &Wish,
    ) -> impl Iterator<Item = DateTime<Utc>> {
        let zone = times.question().zone;
        let starts = self.starts_for_patient(times, length).into_iter();
        starts.filter(move |start| wish.admits(*start, zone))
    }

    /// Returns the starts of the free times that may be proposed, have that length and keep to the rules of the kind of
    /// visit, without those at which the patient in question has an appointment.
    pub fn starts_for_patient(
        &self,
        times: &FreeTimes,
        length: Option<Minutes>,
    ) -> Vec<DateTime<Utc>> {
        let visit = WantedVisit {
            length,
            rules: times.rules(),
            patient: None,
        };
        self.starts_of_visit(times, visit)
    }

    /// Returns the starts of the free times at which this visit may be proposed, whatever visit they were read for, without
    /// those at which its patient has an appointment, as far as that is known.
    pub(crate) fn starts_of_visit(
        &self,
        times: &FreeTimes,
        visit: WantedVisit<'_>,
    ) -> Vec<DateTime<Utc>> {
        let Some(free) = self.known_free(times) else {
            return Vec::new();
        };
        let question = times.question();
        let clinic = question.provider.clinic();
        let own = self.appointments_of(clinic, visit.patient);
        let is_away = |slot: Slot| own.iter().any(|entry| entry.meets(slot));
        let slots = self.proposable(&free, visit.length);
        let mut starts: Vec<_> = slots.map(|slot| slot.start).collect();
        starts.dedup();
        starts.retain(|start| {
            let is_away = visit_from(*start, visit.length).is_some_and(is_away);
            !is_away && self.keeps_to(visit.rules, *start, question.zone)
        });
        starts
    }

    /// Returns the appointments of a patient, `None` for the one in question, as far as they are known: those of days that
    /// were read for everybody, too.
    pub(crate) fn appointments_of(
        &self,
        clinic: ClinicId,
        patient: Option<&str>,
    ) -> Vec<CalendarEntry<'_>> {
        let Some(patient) = patient.filter(|id| self.upcoming_of(clinic, id).is_none()) else {
            let coming = self.coming_up(clinic);
            return coming.map(|(_, entries)| entries).unwrap_or_default();
        };
        self.coming_of(&[Subject::person(clinic, patient)])
    }

    /// Whether a visit with this start would keep to the rules of its kind about the time, and to the holidays.
    pub fn keeps_to_rules(&self, times: &FreeTimes, start: DateTime<Utc>) -> bool {
        self.keeps_to(times.rules(), start, times.question().zone)
    }

    fn keeps_to(&self, rules: &VisitRules, start: DateTime<Utc>, zone: Zone) -> bool {
        let day = start.with_timezone(&zone).date_naive();
        let is_holiday = self.setup.holidays.on(day).is_some();
        !is_holiday && rules.admit(start, self.moment.now, zone)
    }

    /// Returns the free times that are long enough and not sooner than any is proposed.
    pub(crate) fn proposable<'a>(
        &self,
        free: &'a Free,
        length: Option<Minutes>,
    ) -> impl Iterator<Item = &'a Slot> {
        let earliest = self.earliest_proposed();
        let length = TimeDelta::minutes(length.map_or(0, |minutes| minutes.get().into()));
        free.bookable(self.moment.now, length)
            .filter(move |slot| slot.start >= earliest)
    }
}

/// Returns the first and the last day of a search: from `first` if the wish names no later day, within the days from
/// `today` to `last` that may have free times.
pub fn days_searched(
    first: NaiveDate,
    today: NaiveDate,
    last: NaiveDate,
    wish: Option<&Wish>,
) -> (NaiveDate, NaiveDate) {
    let from = wish.map_or(first, |wish| wish.from).max(today);
    let far = from
        .checked_add_days(DayCount::new(SEARCHED))
        .unwrap_or(NaiveDate::MAX);
    let to = wish.map_or(far, |wish| wish.to.min(far));
    (from, to.min(last))
}

/// Returns the first of the searched days whose free times have not been requested; `None` while an answer is awaited.
pub fn day_to_search(times: &FreeTimes, first: NaiveDate, wish: &Wish) -> Option<NaiveDate> {
    let (from, to) = days_of_search(times, first, wish);
    if times.is_asking() {
        return None;
    }
    times.first_unasked(from, to)
}

/// Returns the first and the last day of a search among these free times.
pub(crate) fn days_of_search(
    times: &FreeTimes,
    first: NaiveDate,
    wish: &Wish,
) -> (NaiveDate, NaiveDate) {
    let question = times.question();
    days_searched(first, question.today, question.last, Some(wish))
}

/// Whether the free times of one of the wished days could not be read.
fn has_failed_to_search(times: &FreeTimes, first: NaiveDate, wish: &Wish) -> bool {
    let (from, to) = days_of_search(times, first, wish);
    let first_open = times.first_unasked(from, to).unwrap_or(to);
    from.iter_days()
        .take_while(|day| *day <= first_open)
        .any(|day| times.of_day(day) == Known::Failed)
}

/// Returns the time that a visit with this start takes: its length, else the usual one.
pub fn visit_from(start: DateTime<Utc>, length: Option<Minutes>) -> Option<Slot> {
    let length = length.map_or(USUAL_LENGTH, |length| {
        TimeDelta::minutes(length.get().into())
    });
    let end = start.checked_add_signed(length)?;
    Some(Slot { start, end })
}

//! The search for a free time among the known ones: all that fit a visit, the first of them, and the next.
//!
//! Every face uses it: to propose a time, to list times under a field, to replace a time that is gone, and to move a
//! visit.

use std::borrow::Cow;

use chrono::{DateTime, Days as DayCount, DurationRound, NaiveDate, TimeDelta, Utc};
use zones::Zone;

use booking::time::{Minutes, Wish};
use booking::{
    AppointmentRef, Basis, CalendarEntry, ClinicId, Free, Hold, Provider, Slot, Subject,
    USUAL_LENGTH, VisitRules,
};

use super::free_times::MOST_DAYS_KEPT;
use super::{FreeTimes, Known, Office};

/// The maximum number of days searched for a free time.
const SEARCHED: u64 = 90;

/// The most times held by other desks that are listed after the free ones.
const MOST_HELD: usize = 2;

// A search whose first days were forgotten would request them again and again.
const _: () = assert!(SEARCHED < MOST_DAYS_KEPT);

/// A search for a time of a visit.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// The length, if it was specified; otherwise the visit is as long as the slot.
    pub length: Option<Minutes>,
    /// The rules of its kind of visit.
    pub rules: &'a VisitRules,
    /// The patient, whose other visits it must not overlap.
    pub patient: VisitOf<'a>,
    /// The appointment that is moved, if any. It does not conflict with itself.
    pub moved: Option<&'a AppointmentRef>,
    /// Appointments that leave their times before: these are free by then.
    pub leaving: &'a [AppointmentRef],
    /// The wish for a time; any time will do without one.
    pub wish: Option<&'a Wish>,
    /// Whether the patient needs time to come.
    pub notice: Notice,
}

/// The patient of a visit whose time is searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisitOf<'a> {
    /// The patient in question.
    InQuestion,
    /// The patient with this id at the clinic.
    Patient(&'a str),
    /// The patient is unknown.
    Nobody,
}

/// How soon a time may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Not sooner than a caller can come.
    ForCaller,
    /// Any time in the future.
    None,
    /// Whoever it is for is there: the visit can begin within a slot that has begun, if all of it is free from then on.
    AtOnce,
}

/// The result of a search among the known free times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FreeSearch {
    /// There is a free time.
    Found {
        /// The first that fits the wish.
        first: DateTime<Utc>,
        /// Whether an earlier one would fit if the patient had no other appointment then.
        is_passed_over: bool,
    },
    /// The answer is awaited.
    Awaited,
    /// No known time fits. The days from this one on have to be requested next.
    Further(NaiveDate),
    /// There is no free time.
    Ended(NoFreeTime),
}

/// Why a search found no free time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFreeTime {
    /// No time is published.
    Unpublished,
    /// The free times of a wished day could not be read.
    Unread,
    /// No free time fits the wish.
    NoneFits,
}

impl NoFreeTime {
    /// Returns whether the free times of a wished day could not be read.
    pub fn is_unread(self) -> bool {
        self == NoFreeTime::Unread
    }
}

impl FreeTimes {
    /// Sets the rules that a search applies, which belong to the kind of visit.
    pub fn keep_to(&mut self, rules: &VisitRules) {
        self.rules.clone_from(rules);
    }

    /// Returns the rules that a search applies.
    pub fn rules(&self) -> &VisitRules {
        &self.rules
    }

    /// Creates a search for any time of a visit of this kind, with the patient in question.
    pub fn search(&self, length: Option<Minutes>) -> Search<'_> {
        Search {
            length,
            rules: &self.rules,
            patient: VisitOf::InQuestion,
            moved: None,
            leaving: &[],
            wish: None,
            notice: Notice::ForCaller,
        }
    }
}

impl<'a> Search<'a> {
    /// Creates a search for another time of an appointment, with the rules of its kind.
    pub fn of_move(of: &'a AppointmentRef, rules: &'a VisitRules) -> Search<'a> {
        Search {
            length: of.minutes(),
            rules,
            patient: of
                .person
                .as_deref()
                .map_or(VisitOf::Nobody, VisitOf::Patient),
            moved: Some(of),
            leaving: &[],
            wish: None,
            notice: Notice::ForCaller,
        }
    }

    /// Returns the search with a wish for a time.
    pub fn with_wish(self, wish: &'a Wish) -> Search<'a> {
        Search {
            wish: Some(wish),
            ..self
        }
    }

    /// Returns how soon a time may be. A wish for now overrides the time reserved for a caller.
    fn notice(&self) -> Notice {
        match self.wish {
            Some(wish) if wish.at_once => Notice::AtOnce,
            _ => self.notice,
        }
    }

    /// Returns how long the time has to be. For a visit without a length, any slot is long enough.
    fn least_length(&self) -> TimeDelta {
        self.length.map_or(TimeDelta::zero(), Minutes::delta)
    }

    /// Returns the time of the visit if it begins with a slot.
    fn visit_in(&self, slot: &Slot) -> Slot {
        let end = match self.length {
            Some(length) => slot.start.checked_add_signed(length.delta()),
            None if slot.end > slot.start => Some(slot.end),
            None => slot.start.checked_add_signed(USUAL_LENGTH),
        };
        Slot {
            start: slot.start,
            end: end.unwrap_or(slot.end),
        }
    }
}

/// A search among the free times of one practitioner or location, with the values that all of them share.
struct SearchAmong<'s> {
    office: &'s Office,
    search: Search<'s>,
    provider: &'s Provider,
    zone: Zone,
    /// The known other appointments of the patient.
    own: Vec<CalendarEntry<'s>>,
    earliest: DateTime<Utc>,
}

impl SearchAmong<'_> {
    /// Returns whether the visit can begin with a slot that is long enough.
    fn admits(&self, slot: &Slot) -> bool {
        let search = &self.search;
        if slot.start < self.earliest {
            return false;
        }
        if let Some(of) = search.moved
            && of.start == Some(slot.start)
            && of.is_with(self.provider)
        {
            return false;
        }
        if let Some(wish) = search.wish
            && !wish.admits(slot.start, self.zone)
        {
            return false;
        }
        let visit = search.visit_in(slot);
        self.office.keeps_to(search.rules, slot.start, self.zone)
            && !self.own.iter().any(|entry| entry.meets(visit))
    }
}

impl Office {
    /// Returns the known free times, without those taken since they were read or held by other desks.
    pub fn known_free<'a>(&self, times: &'a FreeTimes) -> Option<Cow<'a, Free>> {
        Some(times.known()?.without(&self.taken_of(times)))
    }

    /// Returns the known free times at which a visit can be, in order, one for each start. They are long enough, not
    /// too soon, and fit the wish and the rules of the kind of visit. None is on a holiday or overlaps another known
    /// visit of the patient at any clinic.
    pub fn offers(&self, times: &FreeTimes, search: Search<'_>) -> Vec<Slot> {
        let mut offers = self.places_offered(times, search);
        offers.dedup_by_key(|slot| slot.start);
        offers
    }

    /// Returns the same free times with every free place. Several may have the same start.
    pub fn places_offered(&self, times: &FreeTimes, search: Search<'_>) -> Vec<Slot> {
        let Some(free) = self.known_free(times) else {
            return Vec::new();
        };
        let free = free.with(&times_left_with(search.leaving, &times.question().provider));
        let among = self.search_among(times, search);
        let now = self.moment.now;
        let length = search.least_length();
        let mut slots: Vec<Slot> = free.bookable(now, length).copied().collect();
        if search.notice() == Notice::AtOnce {
            let length = search.length.map(Minutes::delta);
            slots.extend(free.rests(now, next_five_minutes(now), length));
            slots.sort_unstable();
        }
        slots.retain(|slot| among.admits(slot));
        slots
    }

    /// Returns the starts of the known free times at which a visit can be, in order.
    pub fn starts_offered(&self, times: &FreeTimes, search: Search<'_>) -> Vec<DateTime<Utc>> {
        let offers = self.offers(times, search).into_iter();
        offers.map(|slot| slot.start).collect()
    }

    /// Returns the first times that would be free if no other desk held them: a few, to be listed after the free ones.
    /// `fits` decides which of them are relevant.
    pub fn offers_held(
        &self,
        times: &FreeTimes,
        search: Search<'_>,
        fits: impl Fn(&Slot) -> bool,
    ) -> Vec<(Slot, &Hold)> {
        let Some(known) = times.known() else {
            return Vec::new();
        };
        let free = known.without(&self.taken_but_for_holds(times));
        let among = self.search_among(times, search);
        let held = |slot: &Slot| Some((*slot, self.hold_meeting(among.provider, slot)?));
        free.bookable(self.moment.now, search.least_length())
            .filter(|slot| among.admits(slot) && fits(slot))
            .filter_map(held)
            .take(MOST_HELD)
            .collect()
    }

    fn search_among<'s>(&'s self, times: &'s FreeTimes, search: Search<'s>) -> SearchAmong<'s> {
        let question = times.question();
        let clinic = question.provider.clinic();
        let mut own = match search.patient {
            VisitOf::InQuestion => self.appointments_of(clinic, None),
            VisitOf::Patient(id) => self.appointments_of(clinic, Some(id)),
            VisitOf::Nobody => Vec::new(),
        };
        let out_of_the_way = search.moved.into_iter().chain(search.leaving);
        for of in out_of_the_way {
            own.retain(|entry| {
                entry
                    .on_record()
                    .is_none_or(|booked| booked.key() != of.key())
            });
        }
        let earliest = match search.notice() {
            Notice::ForCaller => self.earliest_proposed(),
            Notice::None | Notice::AtOnce => self.moment.now,
        };
        SearchAmong {
            office: self,
            search,
            provider: &question.provider,
            zone: question.zone,
            own,
            earliest,
        }
    }

    /// Searches the known free times for the first that fits.
    pub fn search_free(
        &self,
        times: &FreeTimes,
        search: Search<'_>,
        first_day: NaiveDate,
        wish: &Wish,
    ) -> FreeSearch {
        let search = search.with_wish(wish);
        let first = self.starts_offered(times, search).into_iter().next();
        match (times.known(), first) {
            (Some(_), Some(first)) => FreeSearch::Found {
                first,
                is_passed_over: self.has_passed_over(times, search, first),
            },
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

    /// Returns whether a time before `start` would fit if the patient had no other appointment then.
    pub(crate) fn has_passed_over(
        &self,
        times: &FreeTimes,
        search: Search<'_>,
        start: DateTime<Utc>,
    ) -> bool {
        let whoever = Search {
            patient: VisitOf::Nobody,
            ..search
        };
        let starts = self.starts_offered(times, whoever);
        starts.first().is_some_and(|first| *first < start)
    }

    /// Returns the times to offer if none fits a wish, at most `most`, in order. Times at a wished hour are preferred.
    pub fn alternatives(
        &self,
        times: &FreeTimes,
        search: Search<'_>,
        wish: &Wish,
        most: usize,
    ) -> Vec<DateTime<Utc>> {
        let any_time = Search {
            wish: None,
            // A patient who is present needs no time to come.
            notice: search.with_wish(wish).notice(),
            ..search
        };
        let mut starts = self.starts_offered(times, any_time);
        let zone = times.question().zone;
        starts.sort_by_key(|start| (!wish.admits_hour(*start, zone), *start));
        starts.truncate(most);
        starts.sort_unstable();
        starts
    }

    /// Returns the known appointments of a patient (`None` for the one in question), including those on days that were
    /// read for everybody.
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

    /// Returns whether a visit with this start would be on no holiday and keep to the rules of its kind about the time.
    fn keeps_to(&self, rules: &VisitRules, start: DateTime<Utc>, zone: Zone) -> bool {
        let day = start.with_timezone(&zone).date_naive();
        let is_holiday = self.setup.holidays.on(day).is_some();
        !is_holiday && rules.admit(start, self.moment.now, zone)
    }
}

/// Returns the times with this practitioner or location that appointments leave.
pub(crate) fn times_left_with(leaving: &[AppointmentRef], provider: &Provider) -> Vec<Slot> {
    let theirs = leaving.iter().filter(|of| of.is_with(provider));
    theirs.filter_map(AppointmentRef::time).collect()
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

/// Returns the first searched day whose free times were not requested; `None` while an answer is awaited.
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

/// Returns whether the free times of a wished day could not be read.
fn has_failed_to_search(times: &FreeTimes, first: NaiveDate, wish: &Wish) -> bool {
    let (from, to) = days_of_search(times, first, wish);
    let first_open = times.first_unasked(from, to).unwrap_or(to);
    from.iter_days()
        .take_while(|day| *day <= first_open)
        .any(|day| times.of_day(day) == Known::Failed)
}

/// Returns the next moment that is a whole number of five minutes, which is easy to say.
fn next_five_minutes(now: DateTime<Utc>) -> DateTime<Utc> {
    let five = TimeDelta::minutes(5);
    now.duration_trunc(five).unwrap_or(now) + five
}

/// Returns the time of a visit with this start and length, or the usual one.
pub fn visit_from(start: DateTime<Utc>, length: Option<Minutes>) -> Option<Slot> {
    let length = length.map_or(USUAL_LENGTH, Minutes::delta);
    let end = start.checked_add_signed(length)?;
    Some(Slot { start, end })
}

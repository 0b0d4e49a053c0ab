//! The search for a free time among the known ones: all that fit a visit, the first of them, and the next.
//!
//! Every face uses it: to propose a time, to list times under a field, to replace a time that is gone, and to move a
//! visit.

use std::borrow::Cow;

use chrono::{DateTime, Days as DayCount, DurationRound, NaiveDate, TimeDelta, Utc};
use zones::Zone;

use booking::time::{Clock, Minutes, Wish};
use booking::{
    AppointmentRef, Basis, CalendarEntry, ClinicId, Draft, FieldRole, Free, Hold, Provider, Slot,
    Subject, USUAL_LENGTH, VisitRules, Wished,
};

use super::free_times::MOST_DAYS_KEPT;
use super::{FreeTimes, Known, Office};

/// The maximum number of days searched for a free time.
const SEARCHED: u64 = 90;

/// The most times held by other desks that are listed after the free ones.
const MOST_HELD: usize = 2;

// A search whose first days were forgotten would request them again and again.
const _: () = assert!(SEARCHED < MOST_DAYS_KEPT);

/// What a visit needs of its time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VisitNeeds {
    /// The length, if it was specified; otherwise the visit is as long as the slot.
    pub length: Option<Minutes>,
    /// The rules of its kind of visit.
    pub rules: VisitRules,
    /// The times that the patient wishes on the waiting list.
    pub wished: Option<Wished>,
}

/// A search for a time of a visit.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// The length, if it was specified; otherwise the visit is as long as the slot.
    pub length: Option<Minutes>,
    /// The rules of its kind of visit.
    pub rules: &'a VisitRules,
    /// The times that the patient wishes on the waiting list. They count until a person names a time.
    pub wished: Option<&'a Wished>,
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

impl VisitNeeds {
    /// Creates a search for any time of such a visit, with the patient in question.
    pub fn search(&self) -> Search<'_> {
        Search {
            length: self.length,
            rules: &self.rules,
            wished: self.wished.as_ref(),
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
            wished: None,
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

    /// Returns the first and the last day to search, on the clock of `zone`: those of the wish, within the days from
    /// `today` to `last` that may have free times.
    pub fn days(&self, today: NaiveDate, last: NaiveDate, zone: Zone) -> (NaiveDate, NaiveDate) {
        let mut from = today;
        let mut to = last;
        if let Some(wish) = self.wish {
            from = from.max(wish.from);
            to = to.min(wish.to);
        }
        if let Some(wished) = self.wished_times(zone) {
            let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
            let bounds = wished.bounds();
            from = bounds
                .start
                .map_or(from, |start| from.max(day(start).min(last)));
            to = bounds.end.map_or(to, |end| to.min(day(end)));
        }
        let far = from
            .checked_add_days(DayCount::new(SEARCHED))
            .unwrap_or(NaiveDate::MAX);
        (from, to.min(far))
    }

    /// Returns the first and the last day to search among these free times.
    pub fn days_among(&self, times: &FreeTimes) -> (NaiveDate, NaiveDate) {
        let question = times.question();
        self.days(question.today, question.last, question.zone)
    }

    /// Returns the times wished on the waiting list, unless a person has named a time.
    pub fn wished_times(&self, zone: Zone) -> Option<&'a Wished> {
        match self.wish {
            Some(wish) if !wish.is_any_time(zone) => None,
            _ => self.wished,
        }
    }

    /// Returns whether the wish admits a visit at this time.
    fn wish_admits(&self, visit: &Slot, zone: Zone) -> bool {
        let is_named = self.wish.is_none_or(|wish| wish.admits(visit.start, zone));
        is_named
            && self
                .wished_times(zone)
                .is_none_or(|wished| wished.holds(visit))
    }

    /// Returns how soon a time may be. A wish for now overrides the time reserved for a caller.
    pub(crate) fn notice(&self) -> Notice {
        match self.wish {
            Some(wish) if wish.at_once => Notice::AtOnce,
            _ => self.notice,
        }
    }

    /// Returns whether the appointment that is moved is with this provider at this time.
    fn is_there_already(&self, provider: &Provider, start: DateTime<Utc>) -> bool {
        let moved = self.moved;
        moved.is_some_and(|of| of.start == Some(start) && of.is_with(provider))
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

impl Office {
    /// Returns what the visit in a form needs of its time. Its wish is the one in the form if that is for the waiting
    /// list, else that of the waiting patient for whom the form was filled. `clock` is that of the form.
    pub fn needs_of_form(&self, draft: &Draft, clock: &Clock) -> VisitNeeds {
        let wished = if draft.asks_for_wish() {
            Wished::read(draft.text_of(FieldRole::Wished), clock).ok()
        } else {
            self.waiting.wish_for_form(draft).cloned()
        };
        VisitNeeds {
            length: draft.minutes(),
            rules: self.setup.templates.rules_of(draft),
            wished,
        }
    }

    /// Returns the known free times, without those taken since they were read or held by other desks.
    pub fn known_free<'a>(&self, times: &'a FreeTimes) -> Option<Cow<'a, Free>> {
        Some(times.known()?.without(&self.taken_of(times)))
    }

    /// Returns the known free times at which a visit can be, in order, one for each start.
    pub fn offers(&self, times: &FreeTimes, search: Search<'_>) -> Vec<Slot> {
        let mut offers = self.places_offered(times, search);
        offers.dedup_by_key(|slot| slot.start);
        offers
    }

    /// Returns the same free times with every free place. Several may have the same start.
    pub fn places_offered(&self, times: &FreeTimes, search: Search<'_>) -> Vec<Slot> {
        match self.known_free(times) {
            Some(free) => self.places_among(&free, times, search),
            None => Vec::new(),
        }
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
        let provider = &times.question().provider;
        let mut held = Vec::new();
        for slot in self.places_among(&free, times, search) {
            if fits(&slot)
                && let Some(hold) = self.hold_meeting(provider, &slot)
            {
                held.push((slot, hold));
            }
        }
        held.truncate(MOST_HELD);
        held
    }

    /// Returns the places among free times of a provider at which a visit can be, in order. A list of moves leaves some
    /// of them out, and proposes those nearest to the old time. A place is one of them if
    ///
    /// 1. it is free as long as the visit lasts, also by what other appointments leave, and begins in the future. For a
    ///    patient who is there, the rest of a slot that has begun counts, too;
    /// 2. a caller has the time to come;
    /// 3. the visit is not there already;
    /// 4. the wish admits it: a named time, or else the times wished on the waiting list;
    /// 5. it is on no holiday, and by the rules of the kind of visit;
    /// 6. no other known visit of the patient overlaps it, at any clinic.
    ///
    /// `free` lacks the times that are taken although the clinic lists them, by bookings made since, by absences and by
    /// other desks. [`Office::suited`] decides with whom a visit can be, before free times are read.
    fn places_among(&self, free: &Free, times: &FreeTimes, search: Search<'_>) -> Vec<Slot> {
        let now = self.moment.now;
        let free = free.with(&times_left_with(search.leaving, &times.question().provider));
        let mut places: Vec<Slot> = free.bookable(now, search.least_length()).copied().collect();
        if search.notice() == Notice::AtOnce {
            let length = search.length.map(Minutes::delta);
            places.extend(free.rests(now, next_five_minutes(now), length));
            places.sort_unstable();
        }
        let question = times.question();
        self.retain_suitable(&mut places, &question.provider, question.zone, search);
        places
    }

    /// Keeps the places that the rules 2 to 6 admit.
    fn retain_suitable(
        &self,
        places: &mut Vec<Slot>,
        provider: &Provider,
        zone: Zone,
        search: Search<'_>,
    ) {
        let earliest = match search.notice() {
            Notice::ForCaller => self.earliest_proposed(),
            Notice::None | Notice::AtOnce => self.moment.now,
        };
        places.retain(|place| {
            place.start >= earliest
                && !search.is_there_already(provider, place.start)
                && search.wish_admits(&search.visit_in(place), zone)
                && self.keeps_to(search.rules, place.start, zone)
        });
        if places.is_empty() {
            return;
        }
        let others = self.other_visits(provider.clinic(), search);
        places.retain(|place| {
            let visit = search.visit_in(place);
            !others.iter().any(|entry| entry.meets(visit))
        });
    }

    /// Returns whether a time with a provider would be offered if it were free: the rules 2 to 6 admit it.
    pub(crate) fn suits(&self, provider: &Provider, time: Slot, search: Search<'_>) -> bool {
        let zone = self.zone_at(provider.clinic(), provider.id());
        let mut places = vec![time];
        self.retain_suitable(&mut places, provider, zone, search);
        !places.is_empty()
    }

    /// Returns the known visits of the patient of a search that stay where they are.
    fn other_visits(&self, clinic: ClinicId, search: Search<'_>) -> Vec<CalendarEntry<'_>> {
        let mut others = match search.patient {
            VisitOf::InQuestion => self.appointments_of(clinic, None),
            VisitOf::Patient(id) => self.appointments_of(clinic, Some(id)),
            VisitOf::Nobody => Vec::new(),
        };
        for of in search.moved.into_iter().chain(search.leaving) {
            others.retain(|entry| {
                entry
                    .on_record()
                    .is_none_or(|booked| booked.key() != of.key())
            });
        }
        others
    }

    /// Searches the known free times for the first that fits.
    pub fn search_free(&self, times: &FreeTimes, search: Search<'_>) -> FreeSearch {
        let first = self.starts_offered(times, search).into_iter().next();
        match (times.known(), first) {
            (Some(_), Some(first)) => FreeSearch::Found {
                first,
                is_passed_over: self.has_passed_over(times, search, first),
            },
            (Some(free), None) if free.basis == Basis::NoSchedule => {
                FreeSearch::Ended(NoFreeTime::Unpublished)
            }
            _ if has_failed_to_search(times, search) => FreeSearch::Ended(NoFreeTime::Unread),
            (None, _) => FreeSearch::Awaited,
            (Some(_), None) if times.is_asking() => FreeSearch::Awaited,
            (Some(_), None) => match day_to_search(times, search) {
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

    /// Returns the known appointments of a patient (`None` for the one in question), including those on days that were
    /// read for everybody.
    pub(crate) fn appointments_of(
        &self,
        clinic: ClinicId,
        patient: Option<&str>,
    ) -> Vec<CalendarEntry<'_>> {
        let Some(patient) = patient.filter(|id| self.upcoming_of(clinic, id).is_none()) else {
            let coming = self.coming_up();
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

/// Returns the first searched day whose free times were not requested; `None` while an answer is awaited.
pub fn day_to_search(times: &FreeTimes, search: Search<'_>) -> Option<NaiveDate> {
    if times.is_asking() {
        return None;
    }
    let (from, to) = search.days_among(times);
    times.first_unasked(from, to)
}

/// Returns whether the free times of a searched day could not be read.
fn has_failed_to_search(times: &FreeTimes, search: Search<'_>) -> bool {
    let (from, to) = search.days_among(times);
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

//! Absences of practitioners: where one can be entered, who is booked in it, which are coming, and the work of entering
//! and taking back. Each day is a separate change (`work`).

mod asked;
mod times_away;
mod work;

use std::time::Duration;

use booking::{
    AWAY_REASON_LIMIT, AbsenceStanding, AwayTime, AwayWish, Blocked, Booked, CalendarEntry,
    ClinicId, Days, Failure, Meaning, Provider, Slot, Subject, Text,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use zones::Zone;

use super::{CalendarKey, ClinicCall, Effect, Office, Query, Submission, Ticket};

pub use asked::{AbsenceObstacle, AbsenceTask, AskedAbsence};
pub use times_away::{TimesAway, WhyAway};
pub use work::{AbsenceStep, AbsenceWork, StepState};

/// The age above which calendars are read again before an absence is shown.
const FRESH_FOR: Duration = Duration::from_secs(5);
/// The age above which the calendar is read again while an absence is shown.
const SHOWN_FRESH_FOR: Duration = Duration::from_secs(60);
/// The age above which it is read again whether a clinic accepts absences of a practitioner.
const PLACE_FRESH_FOR: Duration = Duration::from_secs(600);
/// The longest time between two days of one absence: a weekend, and a night on either side.
const LONGEST_GAP: TimeDelta = TimeDelta::hours(80);
/// Days ahead with listed absences.
const DAYS_AHEAD: u64 = 92;

/// The facts about absences that are not in the book, and the work under way.
#[derive(Clone, Debug, Default)]
pub struct AbsenceFacts {
    /// Whether an absence of a practitioner can be entered at the clinic.
    places: Vec<Query<Provider, bool>>,
    /// The absence that is being entered or taken back, or the last one.
    work: Option<AbsenceWork>,
    /// The practitioners whose hours are still to be requested for the list of coming absences.
    pub(crate) hours_to_read: Vec<Provider>,
}

/// The place where an absence of a practitioner is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbsencePlace {
    /// The clinic's own calendar.
    Clinic,
    /// The records of the desks, because the clinic has no place for it.
    Desks,
}

/// A day of an absence.
#[derive(Clone, Debug)]
pub struct AbsenceDay {
    /// The time of the absence.
    pub time: AwayTime,
    /// The appointments that take up time within it, by start.
    pub booked: Vec<Booked>,
    /// Its state: entered, or being entered or taken back.
    pub standing: AbsenceStanding,
}

/// An absence that is coming.
#[derive(Clone, Debug)]
pub struct ComingAbsence {
    /// The practitioner.
    pub provider: Provider,
    /// The time, and the reason.
    pub blocked: Blocked,
    /// The place that names it.
    pub source: AbsenceSource,
}

/// The place that names an absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbsenceSource {
    /// A calendar: the clinic's, or the desks' own records. It can be taken back there.
    Calendar,
    /// The practitioner's hours at the clinic, which are not changed here.
    Hours,
}

/// The absences that take up some of a time and can be taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AbsencesMet {
    /// Those within the time, by start.
    pub within: Vec<Blocked>,
    /// The ones that extend beyond it, by start.
    pub beyond: Vec<Blocked>,
}

impl AbsencesMet {
    /// Returns all of them, by start.
    pub fn into_all(self) -> Vec<Blocked> {
        let mut all = self.within;
        all.extend(self.beyond);
        all.sort_by_key(|absence| absence.slot);
        all
    }
}

impl ComingAbsence {
    /// Creates a coming absence from a calendar.
    pub fn in_calendar(provider: Provider, blocked: Blocked) -> ComingAbsence {
        ComingAbsence {
            provider,
            blocked,
            source: AbsenceSource::Calendar,
        }
    }
}

impl Office {
    /// Requests the data to show with an absence: the practitioner's calendar on its days, and whether the clinic
    /// accepts absences. Data that were requested before are requested again only if they are old.
    pub fn want_absence(&mut self, wish: &AwayWish) {
        let clinic = wish.provider.clinic();
        if self.is_unreachable(clinic) {
            return;
        }
        if let Some(key) = self.calendar_of_absence(wish) {
            self.read_calendar_older_than(&key, FRESH_FOR);
        }
        let now = self.moment;
        let places = &mut self.absences.places;
        let place = match places.iter().position(|query| query.is_of(&wish.provider)) {
            Some(place) => place,
            None => {
                places.push(Query::default());
                places.len() - 1
            }
        };
        let tickets = &mut self.tickets;
        let wanted = Some(wish.provider.clone());
        let ticket = || tickets.issue();
        let request = places[place].want_fresh(wanted, PLACE_FRESH_FOR, now, ticket);
        let effect = request.map(|(ticket, provider)| {
            Effect::Clinic(ticket, ClinicCall::EntersAbsences(provider.clone()))
        });
        self.request(effect);
    }

    /// Requests the calendar of an absence again after it has been shown for a while.
    pub fn refresh_absence(&mut self, wish: &AwayWish) {
        let key = self.calendar_of_absence(wish);
        if let Some(key) = key
            && !self.is_unreachable(wish.provider.clinic())
        {
            self.read_calendar_older_than(&key, SHOWN_FRESH_FOR);
        }
    }

    /// Returns the time until the calendar of an absence may have to be read again.
    pub fn absence_is_due_in(&self, wish: &AwayWish) -> Option<Duration> {
        let key = self.calendar_of_absence(wish)?;
        Some(self.calendar(&key)?.shows_in(self.moment.up))
    }

    /// Handles the answer whether an absence can be entered at the clinic.
    pub(crate) fn on_enters_absences(&mut self, ticket: Ticket, answer: Result<bool, Failure>) {
        Query::answer_one(&mut self.absences.places, ticket, answer, self.moment);
    }

    fn calendar_of_absence(&self, wish: &AwayWish) -> Option<CalendarKey> {
        let days = self.days_of_times(&wish.provider, &wish.times)?;
        Some(CalendarKey::Provider(wish.provider.clone(), days))
    }

    /// Returns the days of these times on the clock of a practitioner.
    fn days_of_times(&self, provider: &Provider, times: &[Slot]) -> Option<Days> {
        let zone = self.zone_at(provider.clinic(), provider.id());
        let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let (first, last) = times.first().zip(times.last())?;
        Days::new(day(first.start), day(last.start), zone)
    }

    /// Returns where an absence of a practitioner is kept; `None` if that is not known.
    pub fn absence_place(&self, provider: &Provider) -> Option<AbsencePlace> {
        let mut places = self.absences.places.iter();
        let takes = places.find_map(|query| query.value_of(provider))?;
        Some(if *takes {
            AbsencePlace::Clinic
        } else {
            AbsencePlace::Desks
        })
    }

    /// Returns why the facts about an absence could not be read.
    pub fn why_absence_unread(&self, wish: &AwayWish) -> Option<&Failure> {
        let mut places = self.absences.places.iter();
        let place = places.find(|query| query.is_of(&wish.provider));
        let calendar = self.calendar_of_absence(wish);
        let unread = calendar.and_then(|key| self.why_unread(&key));
        unread.or_else(|| place.and_then(Query::failure))
    }

    /// Returns whether all data to show with an absence were read, and are not being read again.
    pub fn has_read_absence(&self, wish: &AwayWish) -> bool {
        let calendar = self.calendar_of_absence(wish);
        let is_reading = calendar.is_none_or(|key| self.is_reading(&key));
        !is_reading && self.knows_absence(wish)
    }

    /// Returns whether all data to show with an absence are known, perhaps from before.
    pub fn knows_absence(&self, wish: &AwayWish) -> bool {
        let calendar = self.calendar_of_absence(wish);
        let read = calendar.as_ref().and_then(|key| self.calendar(key));
        read.is_some_and(|read| read.value().is_some())
            && self.absence_place(&wish.provider).is_some()
    }

    /// Returns an absence day by day, as known from its practitioner's calendar.
    pub fn absence_days(&self, wish: &AwayWish) -> Vec<AbsenceDay> {
        let day = |time: AwayTime| AbsenceDay {
            booked: self.booked_in(&wish.provider, time.time()),
            standing: self.absence_standing(&wish.provider, time.time()),
            time,
        };
        wish.each().map(day).collect()
    }

    /// Returns the known absences that the time of a wish takes back: the ones within it are meant, and others that
    /// extend beyond it may not be.
    pub fn absences_met(&self, wish: &AwayWish) -> AbsencesMet {
        let mut met = AbsencesMet::default();
        for known in self.book.absences(&wish.provider) {
            let is_met = wish.times.iter().any(|time| known.slot.meets(time));
            if !is_met || !known.can_be_taken_back() {
                continue;
            }
            if wish.covers(known.slot) {
                met.within.push(known);
            } else {
                met.beyond.push(known);
            }
        }
        met
    }

    /// Returns the state of an absence at a time. It is unknown while this desk looks it up.
    pub fn absence_standing(&self, provider: &Provider, time: Slot) -> AbsenceStanding {
        let is_of_time = |open: &Submission| {
            let of = open.change().away_time();
            of.is_some_and(|of| {
                of.provider().as_ref() == Some(provider) && of.time().start == time.start
            })
        };
        let is_looked_up = |open: &Submission| open.meaning() == Some(Meaning::Unknown);
        match self.book.absence_standing(provider, time) {
            AbsenceStanding::SentElsewhere(_)
                if self
                    .changes
                    .iter()
                    .any(|open| is_of_time(open) && is_looked_up(open)) =>
            {
                AbsenceStanding::Unknown
            }
            standing => standing,
        }
    }

    /// Returns the appointments with a practitioner that take up time within a slot, by start.
    pub fn booked_in(&self, provider: &Provider, slot: Slot) -> Vec<Booked> {
        let entries = self
            .book
            .calendar(&[Subject::provider(provider)], |change| change.is_live());
        let mut booked: Vec<Booked> = entries
            .into_iter()
            .filter_map(|entry| match entry {
                CalendarEntry::OnRecord(booked) if entry.meets(slot) && booked.is_open() => {
                    Some(booked.clone())
                }
                _ => None,
            })
            .collect();
        booked.sort_by_key(|booked| booked.start);
        booked
    }

    /// Requests the coming absences again after they have been listed for a while.
    pub fn refresh_coming_absences(&mut self) {
        self.read_coming_older_than(SHOWN_FRESH_FOR);
    }

    /// Requests the coming absences of all clinics.
    pub fn read_coming_absences(&mut self) {
        self.read_coming_older_than(FRESH_FOR);
    }

    fn read_coming_older_than(&mut self, fresh_for: Duration) {
        for clinic in self.setup.clinics {
            let key = self.coming_absences_key(clinic);
            if let Some(key) = key
                && !self.is_unreachable(clinic)
            {
                self.read_calendar_older_than(&key, fresh_for);
            }
        }
        self.read_listed_hours();
    }

    /// Returns whether the coming absences of some clinic are being read.
    pub fn is_reading_coming_absences(&self) -> bool {
        let clinics = self.setup.clinics.into_iter();
        let mut keys = clinics.filter_map(|clinic| self.coming_absences_key(clinic));
        keys.any(|key| self.is_reading(&key)) || self.is_reading_listed_hours()
    }

    /// Returns the read of a clinic's coming absences, if the clinic keeps any.
    pub fn coming_absences_key(&self, clinic: ClinicId) -> Option<CalendarKey> {
        if !clinic.publishes_slots() {
            return None;
        }
        let days = self.coming_days(self.zone_at(clinic, ""))?;
        Some(CalendarKey::Absences(clinic, days))
    }

    /// Returns the last day for which the coming absences are read, on the desk's clock.
    pub fn last_coming_day(&self) -> Option<NaiveDate> {
        self.coming_days(self.setup.zone).map(|days| days.last())
    }

    fn coming_days(&self, zone: Zone) -> Option<Days> {
        let today = self.moment.now.with_timezone(&zone).date_naive();
        let last = today.checked_add_days(chrono::Days::new(DAYS_AHEAD))?;
        Days::new(today, last, zone)
    }

    /// Returns the whole absence that a coming one is a day of, as staff would enter it: the adjacent days, also across
    /// a weekend, on which the same practitioner is away for the same reason.
    pub fn whole_absence(&self, of: &ComingAbsence) -> AwayWish {
        let is_alike = |other: &ComingAbsence| {
            other.provider == of.provider
                && other.blocked.why == of.blocked.why
                && other.source == of.source
        };
        let mut coming = self.coming_absences();
        coming.retain(is_alike);
        let goes_on = |one: &ComingAbsence, next: &ComingAbsence| {
            next.blocked.slot.start - one.blocked.slot.end <= LONGEST_GAP
        };
        let mut wholes = coming.chunk_by(goes_on);
        let whole = wholes.find(|whole| whole.iter().any(|day| day.blocked == of.blocked));
        let days = whole.unwrap_or(std::slice::from_ref(of));
        AwayWish {
            provider: of.provider.clone(),
            times: days.iter().map(|day| day.blocked.slot).collect(),
            why: Text::new(&of.blocked.why, AWAY_REASON_LIMIT),
        }
    }

    /// Returns the known absences that are not over, by start.
    pub fn coming_absences(&self) -> Vec<ComingAbsence> {
        let clinics = self.setup.clinics.into_iter();
        let absences = clinics.flat_map(|clinic| self.book.absences_at(clinic));
        let mut coming: Vec<ComingAbsence> = absences
            .map(|(provider, blocked)| ComingAbsence::in_calendar(provider, blocked))
            .collect();
        let covers = |known: &ComingAbsence, other: &ComingAbsence| {
            let [known_at, other_at] = [known, other].map(|absence| absence.blocked.slot);
            known.provider == other.provider
                && known_at.start <= other_at.start
                && other_at.end <= known_at.end
        };
        let mut of_hours = self.absences_of_hours();
        of_hours.retain(|other| !coming.iter().any(|known| covers(known, other)));
        coming.extend(of_hours);
        coming.retain(|coming| coming.blocked.slot.end > self.moment.now);
        coming.sort_by(|one, other| {
            let slots = one.blocked.slot.cmp(&other.blocked.slot);
            slots.then_with(|| one.provider.id().cmp(other.provider.id()))
        });
        coming
    }

    /// Returns the coming absences in the hours of practitioners that were read.
    fn absences_of_hours(&self) -> Vec<ComingAbsence> {
        let known = self.hours.iter().filter_map(|query| {
            let hours = query.value()?.as_ref()?;
            Some((query.key()?, hours))
        });
        let mut coming = Vec::new();
        for (provider, hours) in known {
            let zone = self.zone_at(provider.clinic(), provider.id());
            let days = self.coming_days(zone);
            let absences = days.iter().flat_map(|days| hours.absences_on(days));
            coming.extend(absences.map(|(slot, why)| ComingAbsence {
                provider: provider.clone(),
                blocked: Blocked {
                    id: String::new(),
                    provider: Some(provider.id().to_owned()),
                    slot,
                    why,
                    is_absence: true,
                    note: None,
                },
                source: AbsenceSource::Hours,
            }));
        }
        coming
    }
}

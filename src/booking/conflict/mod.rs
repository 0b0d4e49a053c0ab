//! What stands against a booking at its time: every conflict, the gravest first. Each asks before the booking goes
//! out, and none blocks it.

mod say;
mod surroundings;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use strum::{EnumDiscriminants, IntoStaticStr};

use super::{Booked, CalendarEntry, Claim, ClaimState, Hold, OpenRange, RecordedChange, Standing, Vendor};

pub use say::{Names, Telling, initials};
pub use surroundings::Surroundings;

/// How long something is taken to last whose length nobody says: the step from one draw to the next.
pub const USUAL_LENGTH: TimeDelta = TimeDelta::minutes(15);

/// A booking, as far as it can be in the way of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where it would be booked.
    pub backend: Vendor,
    /// The id of whose it is there.
    pub person: String,
    /// The id of the practitioner or location there, where one is named.
    pub provider: Option<String>,
    /// When it starts.
    pub start: DateTime<Utc>,
    /// How long it takes the provider's time up.
    pub length: TimeDelta,
    /// How long it takes the patient's time up: a visit template may know more than the location does.
    pub stay: TimeDelta,
}

/// What a booking is held against.
#[derive(Clone, Debug)]
pub struct Circumstances<'a> {
    /// The patient's own appointments, at whichever backend.
    pub own: Vec<CalendarEntry<'a>>,
    /// The provider's appointments.
    pub theirs: Vec<CalendarEntry<'a>>,
    /// The provider's times that other desks have in hand.
    pub held: Vec<Hold>,
    /// The clock on the wall where it takes place, else the desk's.
    pub zone: Tz,
    /// Today on that clock.
    pub today: NaiveDate,
    /// How it stands to the provider's hours, where they are known.
    pub standing: Option<Standing>,
    /// How far ahead such a visit is usually booked.
    pub horizon: Option<Horizon>,
}

/// How far ahead a visit of a template is usually booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// What the desk calls the visit.
    pub visit: String,
    /// The most days ahead.
    pub days: u32,
}

/// One thing that stands against a booking, the gravest first.
#[derive(Clone, Debug, EnumDiscriminants, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
#[strum_discriminants(name(ConflictKind), vis(), derive(PartialOrd, Ord))]
pub enum Conflict {
    /// The same person is booked with the same provider at the same moment.
    SameVisit(Booked),
    /// The records hold another change for the same visit, or for a part of its time.
    OnRecord(Claim),
    /// The same has gone out before from this desk, and may have been booked.
    SentBefore,
    /// The patient has something else at that time.
    PatientBusy(Booked),
    /// The practitioner, or the location, has someone else at that time.
    ProviderBusy(Booked),
    /// A booking that was sent from here takes that time of the patient or the provider up, if it was made.
    MayBeBusy(RecordedChange),
    /// Another desk is filling in a part of that time of the practitioner or the location.
    Held(Hold),
    /// The practitioner, or the location, is away then: why, where the backend says so.
    ProviderAway(String),
    /// The day has no hours.
    ClosedDay(Weekday),
    /// A part of it lies outside the hours of the day, which are these.
    OutsideHours(Vec<OpenRange>),
    /// It is on a Saturday or Sunday, and nobody says what the hours are.
    Weekend(Weekday),
    /// It is further ahead than such a visit is usually booked.
    TooFarAhead {
        /// How many days ahead it is.
        days: i64,
        /// How many are usual.
        horizon: Horizon,
    },
}

impl Conflict {
    /// Its kind in a word, for the record; never changes.
    pub fn kind(&self) -> &'static str {
        self.into()
    }

    /// The id of the appointment that is in the way, where it is known.
    pub fn appointment_id(&self) -> Option<&str> {
        match self {
            Conflict::OnRecord(claim) => claim.appointment.as_deref(),
            conflict => conflict.appointment().map(|booked| booked.id.as_str()),
        }
    }

    /// The change on record that is in the way, if it is one.
    pub fn on_record(&self) -> Option<&Claim> {
        match self {
            Conflict::OnRecord(claim) => Some(claim),
            _ => None,
        }
    }

    /// The appointment that is in the way, if it is one.
    pub fn appointment(&self) -> Option<&Booked> {
        match self {
            Conflict::SameVisit(booked) | Conflict::PatientBusy(booked) | Conflict::ProviderBusy(booked) => {
                Some(booked)
            }
            _ => None,
        }
    }

    /// Whether the visit itself is booked already, or may be; otherwise its time, or something else, is in the way.
    pub fn is_same_visit(&self) -> bool {
        match self {
            Conflict::SameVisit(_) | Conflict::SentBefore => true,
            Conflict::OnRecord(claim) => claim.is_same_visit,
            _ => false,
        }
    }

    /// Whether the visit itself was sent before, and nobody knows yet whether it is booked: no warning, for it is answered
    /// by looking it up.
    pub fn is_unsettled(&self) -> bool {
        match self {
            Conflict::SentBefore => true,
            Conflict::OnRecord(claim) => {
                claim.is_same_visit && matches!(claim.state, ClaimState::Sending | ClaimState::Unknown)
            }
            _ => false,
        }
    }

    /// Whether somebody else's appointment takes up the time of whom it is with.
    pub fn is_of_provider(&self) -> bool {
        match self {
            Conflict::ProviderBusy(_) => true,
            Conflict::OnRecord(claim) => !claim.is_same_visit,
            _ => false,
        }
    }

    /// The lower, the graver.
    pub fn rank(&self) -> impl Ord + use<> {
        ConflictKind::from(self)
    }
}

impl Candidate {
    /// Whether a change is for the same visit.
    pub fn is_visit(&self, change: &RecordedChange) -> bool {
        change.is_of(self.backend, &self.person)
            && change.start == Some(self.start)
            && same_id(change.provider.as_deref(), self.provider.as_deref())
    }

    /// Everything that stands against it, the gravest first.
    pub fn conflicts(&self, circumstances: &Circumstances<'_>) -> Vec<Conflict> {
        let own = circumstances.own.iter().filter_map(|entry| self.against_own(*entry));
        let theirs = circumstances.theirs.iter().filter_map(|entry| self.against_theirs(*entry));
        let in_hand =
            |hold: &&Hold| overlap((self.start, self.start + self.length), (hold.slot.start, hold.slot.end));
        let held = circumstances.held.iter().filter(in_hand).cloned().map(Conflict::Held);
        let mut found: Vec<Conflict> = own.chain(theirs).chain(held).collect();
        found.extend(self.against_calendar(circumstances));
        found.sort_by_key(Conflict::rank);
        found
    }

    fn against_own(&self, entry: CalendarEntry<'_>) -> Option<Conflict> {
        let booked = match entry {
            CalendarEntry::OnRecord(booked) => booked,
            CalendarEntry::Unsettled(change) => return self.against_unsettled(change, self.stay),
        };
        let same = booked.backend == self.backend
            && booked.start == Some(self.start)
            && same_id(booked.provider.as_deref(), self.provider.as_deref());
        match (same && booked.is_live(), self.meets(entry, self.stay)) {
            (true, _) => Some(Conflict::SameVisit(booked.clone())),
            (false, true) => Some(Conflict::PatientBusy(booked.clone())),
            (false, false) => None,
        }
    }

    fn against_theirs(&self, entry: CalendarEntry<'_>) -> Option<Conflict> {
        // What is the patient's own stands among those.
        let another = !same_id(entry.person(), Some(&self.person));
        match entry {
            CalendarEntry::Unsettled(change) if another => self.against_unsettled(change, self.length),
            CalendarEntry::OnRecord(booked) if another && self.meets(entry, self.length) => {
                Some(Conflict::ProviderBusy(booked.clone()))
            }
            _ => None,
        }
    }

    /// What is the same visit was sent before, which is said apart.
    fn against_unsettled(&self, change: &RecordedChange, length: TimeDelta) -> Option<Conflict> {
        let same = change.is_of(self.backend, &self.person) && change.start == Some(self.start);
        let meets = self.meets(CalendarEntry::Unsettled(change), length);
        (meets && !same).then(|| Conflict::MayBeBusy(change.clone()))
    }

    /// Whether something that stands takes up a part of the time from the start on.
    fn meets(&self, entry: CalendarEntry<'_>, length: TimeDelta) -> bool {
        let Some(start) = entry.start().filter(|_| entry.is_live()) else { return false };
        overlap((self.start, self.start + length), (start, end_of(entry, start)))
    }

    fn against_calendar(&self, circumstances: &Circumstances<'_>) -> Vec<Conflict> {
        let date = self.start.with_timezone(&circumstances.zone).date_naive();
        let day = date.weekday();
        let mut found = Vec::new();
        match circumstances.standing.clone().unwrap_or(Standing::Unknown) {
            Standing::Away { why } => found.push(Conflict::ProviderAway(why)),
            Standing::ClosedDay => found.push(Conflict::ClosedDay(day)),
            Standing::Outside { open } => found.push(Conflict::OutsideHours(open)),
            Standing::Unknown if matches!(day, Weekday::Sat | Weekday::Sun) => {
                found.push(Conflict::Weekend(day));
            }
            Standing::Unknown | Standing::Open => {}
        }
        let days = (date - circumstances.today).num_days();
        let horizon = circumstances.horizon.as_ref().filter(|horizon| days > i64::from(horizon.days));
        found.extend(horizon.map(|horizon| Conflict::TooFarAhead { days, horizon: horizon.clone() }));
        found
    }
}

/// When something ends that starts then: when it says, else after the usual length.
fn end_of(entry: CalendarEntry<'_>, start: DateTime<Utc>) -> DateTime<Utc> {
    entry.end().filter(|end| *end > start).unwrap_or(start + USUAL_LENGTH)
}

/// Whether two stretches of time share a moment. The end of each is the first moment after it.
fn overlap(one: (DateTime<Utc>, DateTime<Utc>), other: (DateTime<Utc>, DateTime<Utc>)) -> bool {
    one.0 < other.1 && other.0 < one.1
}

/// Ids are compared without regard to case: a UUID may be written either way.
pub(super) fn same_id(one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

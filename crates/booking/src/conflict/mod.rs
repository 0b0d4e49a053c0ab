//! Conflicts of a booking at its time, the gravest first. A person is asked about each before the booking is
//! sent, and none blocks it.

mod others;
mod say;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc, Weekday};
use strum::{EnumDiscriminants, IntoStaticStr};
use zones::Zone;

use super::{
    Booked, CalendarEntry, Claim, ClaimState, ClinicId, Hold, HolidayFinding, Holidays, HoursFit,
    OpenRange, RecordedChange,
};
use crate::clinic::same_id;
use crate::{
    Blocked, Booking, BrokenRule, Hours, NoteText, PublishedFit, PublishedTimes, RecordState, Slot,
    Template, TranslatedText, USUAL_LENGTH,
};
use i18n::Language;

pub use others::{OtherCalendar, Participant};
pub use say::{ConflictWording, Names};

/// The facts about a booking that can conflict with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The clinic.
    pub clinic: ClinicId,
    /// The patient's id at the clinic.
    pub person: String,
    /// The id of the practitioner or location, if there is one.
    pub provider: Option<String>,
    /// The start.
    pub start: DateTime<Utc>,
    /// How long it takes up the provider's time.
    pub length: TimeDelta,
    /// How long it takes up the patient's time, which a visit template may know better than the location does.
    pub stay: TimeDelta,
}

/// The facts that a booking is checked against.
#[derive(Clone, Debug)]
pub struct Circumstances<'a> {
    /// The patient's own appointments, at any clinic.
    pub own: Vec<CalendarEntry<'a>>,
    /// The provider's appointments.
    pub theirs: Vec<CalendarEntry<'a>>,
    /// The calendars of the other participants.
    pub others: Vec<OtherCalendar<'a>>,
    /// The provider's times that other desks hold.
    pub held: Vec<Hold>,
    /// The state of the patient's record, if it is not in use.
    pub record: Option<RecordState>,
    /// The warnings that the desks have noted about the patient.
    pub notes: Vec<NoteText>,
    /// Whether the clinic has no patient under this id.
    pub is_unknown: bool,
    /// Whether the practitioner is inactive.
    pub is_retired: bool,
    /// The provider's taken times without an appointment.
    pub blocked: Vec<Blocked>,
    /// The zone of the place, else the desk's.
    pub zone: Zone,
    /// Today in that zone.
    pub today: NaiveDate,
    /// How the booking relates to the provider's hours, if known.
    pub standing: Option<HoursFit>,
    /// How it relates to the times that the provider publishes, if they were read.
    pub published: Option<PublishedFit>,
    /// The holiday on that day, if it is one or may be.
    pub holiday: Option<HolidayFinding>,
    /// How far ahead this kind of visit is usually booked.
    pub horizon: Option<Horizon>,
    /// The rules for such visits that this one breaks.
    pub broken: Vec<AgainstRule>,
    /// The age of a grown-up patient in years, and the specialty, if the practitioner treats children.
    pub grown_up: Option<(u32, String)>,
}

/// A rule for a kind of visit that a booking breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgainstRule {
    /// The desk's name for the visit.
    pub visit: TranslatedText,
    /// The rule.
    pub rule: BrokenRule,
}

/// How far ahead a visit of a template is usually booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// The desk's name for the visit.
    pub visit: String,
    /// Days ahead, at most.
    pub days: u32,
}

impl Horizon {
    /// Returns how far ahead a visit of this template is usually booked, if the template says so.
    pub fn of(template: &Template, language: Language) -> Option<Horizon> {
        Some(Horizon {
            visit: template.name(language).to_owned(),
            days: template.horizon_days?,
        })
    }
}

/// A conflict of a booking; the variants are in order of gravity, the gravest first.
#[derive(Clone, Debug, EnumDiscriminants, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
#[strum_discriminants(name(ConflictKind), vis(), derive(PartialOrd, Ord))]
pub enum Conflict {
    /// The clinic has no patient under this id.
    PatientUnknown,
    /// The patient's record is not in use.
    PatientRecord(RecordState),
    /// The desks have noted a warning about the patient.
    PatientNote(NoteText),
    /// This person already has a booking with this provider at this moment.
    SameVisit(Booked),
    /// The records hold another change for the same visit, or for a part of its time.
    OnRecord(Claim),
    /// An identical booking was sent from this desk before, and may have been made.
    SentBefore,
    /// The patient has another appointment at that time.
    PatientBusy(Booked),
    /// The practitioner or location has another patient at that time.
    ProviderBusy(Booked),
    /// A further patient or practitioner of the visit has another appointment at that time.
    OtherBusy(Participant, Booked),
    /// A booking that was sent from here takes up that time of the patient or the provider, if it was made.
    MayBeBusy(RecordedChange),
    /// Another desk is filling in a part of that time of the practitioner or location.
    Held(Hold),
    /// A part of that time is blocked in the provider's calendar.
    Blocked(Blocked),
    /// The practitioner publishes times, but none on that day.
    Unpublished(NaiveDate),
    /// The practitioner is inactive.
    ProviderRetired,
    /// The practitioner or location is away then; holds the reason, if the clinic gives one.
    ProviderAway(String),
    /// The day is a holiday of this name.
    Holiday(NaiveDate, String),
    /// The day may be a holiday: the event of this name can't be read, or the file can't.
    HolidayUnknown(NaiveDate, Option<String>),
    /// The provider has no hours on that day.
    ClosedDay(Weekday),
    /// A part of the visit is outside the day's hours; holds these hours.
    OutsideHours(Vec<OpenRange>),
    /// A part of the visit is outside the times that the provider publishes for the day, and the hours are not known;
    /// holds these times.
    OutsidePublished(Vec<OpenRange>),
    /// Nothing is published for the day yet, and a part of the visit is outside the usual times of its weekday; holds
    /// these times.
    OutsideUsual(Weekday, Vec<OpenRange>),
    /// The visit is on a Saturday or Sunday, and the hours are not known.
    Weekend(Weekday),
    /// The practitioner's specialty is for children, and the patient is older.
    GrownUp {
        /// The patient's age in years.
        age: u32,
        /// The specialty.
        specialty: String,
    },
    /// The visit breaks a rule of its kind.
    AgainstRule(AgainstRule),
    /// The visit is further ahead than usual.
    TooFarAhead {
        /// The number of days ahead.
        days: i64,
        /// The usual limit.
        horizon: Horizon,
    },
}

impl Conflict {
    /// Returns the kind's word for the records, which never changes.
    pub fn kind(&self) -> &'static str {
        self.into()
    }

    /// Returns whether a person has to say why the booking is sent all the same. A note about a patient is only read.
    pub fn needs_reason(&self) -> bool {
        !matches!(self, Conflict::PatientNote(_))
    }

    /// Whether somebody has that time, or the practitioner is away then. Hours, holidays and rules are none of this: a visit
    /// that goes back to its time had it despite them.
    pub fn is_of_taken_time(&self) -> bool {
        matches!(
            self,
            Conflict::SameVisit(_)
                | Conflict::OnRecord(_)
                | Conflict::SentBefore
                | Conflict::PatientBusy(_)
                | Conflict::ProviderBusy(_)
                | Conflict::OtherBusy(..)
                | Conflict::MayBeBusy(_)
                | Conflict::Held(_)
                | Conflict::Blocked(_)
                | Conflict::ProviderAway(_)
        )
    }

    /// Returns the clinic and the id of the conflicting appointment, if known.
    pub fn appointment_key(&self) -> Option<(ClinicId, &str)> {
        match self {
            Conflict::OnRecord(claim) => claim.appointment_key(),
            conflict => conflict.appointment().map(Booked::key),
        }
    }

    /// Returns the conflicting change on record, if it is one.
    pub fn on_record(&self) -> Option<&Claim> {
        match self {
            Conflict::OnRecord(claim) => Some(claim),
            _ => None,
        }
    }

    /// Returns the conflicting appointment, if it is one.
    pub fn appointment(&self) -> Option<&Booked> {
        match self {
            Conflict::SameVisit(booked)
            | Conflict::PatientBusy(booked)
            | Conflict::ProviderBusy(booked)
            | Conflict::OtherBusy(_, booked) => Some(booked),
            _ => None,
        }
    }

    /// Returns whether the visit itself is or may be booked already; otherwise its time or something else conflicts.
    pub fn is_same_visit(&self) -> bool {
        match self {
            Conflict::SameVisit(_) | Conflict::SentBefore => true,
            Conflict::OnRecord(claim) => claim.is_same_visit,
            _ => false,
        }
    }

    /// Returns whether the visit itself is booked at the clinic, or is on record as made.
    pub fn is_standing_visit(&self) -> bool {
        match self {
            Conflict::SameVisit(_) => true,
            Conflict::OnRecord(claim) => claim.is_same_visit && claim.state == ClaimState::Booked,
            _ => false,
        }
    }

    /// Returns whether the visit itself was sent before with an unknown outcome. This is no warning, because a look-up
    /// answers it.
    pub fn is_unsettled(&self) -> bool {
        match self {
            Conflict::SentBefore => true,
            Conflict::OnRecord(claim) => {
                claim.is_same_visit
                    && matches!(claim.state, ClaimState::Sending | ClaimState::Unknown)
            }
            _ => false,
        }
    }

    /// Returns whether another patient's appointment takes up the provider's time.
    pub fn is_of_provider(&self) -> bool {
        match self {
            Conflict::ProviderBusy(_) | Conflict::OtherBusy(Participant::Provider(_), _) => true,
            Conflict::OnRecord(claim) => !claim.is_same_visit,
            _ => false,
        }
    }

    /// Returns the rank; lower is graver.
    pub fn rank(&self) -> impl Ord + use<> {
        ConflictKind::from(self)
    }
}

impl Candidate {
    /// Returns whether a change is for the same visit.
    pub fn is_visit(&self, change: &RecordedChange) -> bool {
        change.is_of(self.clinic, &self.person)
            && change.start == Some(self.start)
            && same_id(change.provider.as_deref(), self.provider.as_deref())
    }

    /// Returns all conflicts, the gravest first.
    pub fn conflicts(&self, circumstances: &Circumstances<'_>) -> Vec<Conflict> {
        let own = circumstances
            .own
            .iter()
            .filter_map(|entry| self.against_own(*entry));
        let theirs = circumstances
            .theirs
            .iter()
            .filter_map(|entry| self.against_theirs(*entry));
        let end = self.start + self.length;
        let overlaps = |hold: &&Hold| self.start < hold.slot.end && hold.slot.start < end;
        let held = circumstances
            .held
            .iter()
            .filter(overlaps)
            .cloned()
            .map(Conflict::Held);
        let blocked = circumstances
            .blocked
            .iter()
            .filter(|blocked| self.start < blocked.slot.end && blocked.slot.start < end)
            .cloned()
            .map(Conflict::Blocked);
        let mut conflicts: Vec<Conflict> = own.chain(theirs).chain(held).chain(blocked).collect();
        for other in &circumstances.others {
            self.add_against_other(other, &mut conflicts);
        }
        let record = circumstances.record.clone();
        conflicts.extend(record.map(Conflict::PatientRecord));
        let notes = circumstances.notes.iter().cloned();
        conflicts.extend(notes.map(Conflict::PatientNote));
        conflicts.extend(circumstances.is_unknown.then_some(Conflict::PatientUnknown));
        conflicts.extend(
            circumstances
                .is_retired
                .then_some(Conflict::ProviderRetired),
        );
        conflicts.extend(self.against_calendar(circumstances));
        let grown_up = circumstances.grown_up.clone();
        conflicts.extend(grown_up.map(|(age, specialty)| Conflict::GrownUp { age, specialty }));
        let broken = circumstances.broken.iter().cloned();
        conflicts.extend(broken.map(Conflict::AgainstRule));
        conflicts.sort_by_key(Conflict::rank);
        conflicts
    }

    fn against_own(&self, entry: CalendarEntry<'_>) -> Option<Conflict> {
        let booked = match entry {
            CalendarEntry::OnRecord(booked) => booked,
            CalendarEntry::Unsettled(change) => return self.against_unsettled(change, self.stay),
        };
        let is_same = booked.clinic == self.clinic
            && booked.start == Some(self.start)
            && match &self.provider {
                Some(provider) => booked.is_with(provider),
                None => booked.provider.is_none(),
            };
        if is_same && booked.is_live() {
            Some(Conflict::SameVisit(booked.clone()))
        } else if self.meets(entry, self.stay) {
            Some(Conflict::PatientBusy(booked.clone()))
        } else {
            None
        }
    }

    fn against_theirs(&self, entry: CalendarEntry<'_>) -> Option<Conflict> {
        // The patient's own appointments are reported by `against_own`.
        let is_other = !entry.is_of(&self.person);
        match entry {
            CalendarEntry::Unsettled(change) if is_other => {
                self.against_unsettled(change, self.length)
            }
            CalendarEntry::OnRecord(booked) if is_other && self.meets(entry, self.length) => {
                Some(Conflict::ProviderBusy(booked.clone()))
            }
            CalendarEntry::OnRecord(_) | CalendarEntry::Unsettled(_) => None,
        }
    }

    /// Adds the conflicts with the calendar of another participant. An appointment of several of them is listed once.
    fn add_against_other(&self, other: &OtherCalendar<'_>, conflicts: &mut Vec<Conflict>) {
        for entry in other
            .entries
            .iter()
            .filter(|entry| self.meets(**entry, self.length))
        {
            let conflict = match entry {
                CalendarEntry::OnRecord(booked) => {
                    Some(Conflict::OtherBusy(other.whom.clone(), (*booked).clone()))
                }
                CalendarEntry::Unsettled(change) => self.against_unsettled(change, self.length),
            };
            let is_told = |new: &Conflict| {
                let key = new.appointment_key();
                let same = |known: &Conflict| {
                    known == new || key.is_some() && known.appointment_key() == key
                };
                conflicts.iter().any(same)
            };
            let new = conflict.filter(|new| !is_told(new));
            conflicts.extend(new);
        }
        let end = self.start + self.length;
        let blocked = other.blocked.iter();
        let met =
            blocked.filter(|blocked| self.start < blocked.slot.end && blocked.slot.start < end);
        let new = met.cloned().map(Conflict::Blocked);
        conflicts.extend(new);
    }

    /// Returns the conflict with a change of unknown outcome, except one for the same visit, which is reported as
    /// [`Conflict::SentBefore`].
    fn against_unsettled(&self, change: &RecordedChange, length: TimeDelta) -> Option<Conflict> {
        let is_same = change.is_of(self.clinic, &self.person) && change.start == Some(self.start);
        let meets = self.meets(CalendarEntry::Unsettled(change), length);
        (meets && !is_same).then(|| Conflict::MayBeBusy(change.clone()))
    }

    /// Returns whether an entry overlaps `length` from the start on.
    fn meets(&self, entry: CalendarEntry<'_>, length: TimeDelta) -> bool {
        entry.meets(Slot {
            start: self.start,
            end: self.start + length,
        })
    }

    fn against_calendar(&self, circumstances: &Circumstances<'_>) -> Vec<Conflict> {
        let date = self.start.with_timezone(&circumstances.zone).date_naive();
        let day = date.weekday();
        let mut conflicts = Vec::new();
        match circumstances.holiday.clone() {
            Some(HolidayFinding::Is(name)) => conflicts.push(Conflict::Holiday(date, name)),
            Some(HolidayFinding::MayBe(name)) => {
                conflicts.push(Conflict::HolidayUnknown(date, name));
            }
            None => {}
        }
        match circumstances.standing.clone().unwrap_or(HoursFit::Unknown) {
            HoursFit::Away { why } => conflicts.push(Conflict::ProviderAway(why)),
            HoursFit::ClosedDay => conflicts.push(Conflict::ClosedDay(day)),
            HoursFit::Outside { open } => conflicts.push(Conflict::OutsideHours(open)),
            HoursFit::Unknown => {
                let published = circumstances.published.clone();
                let published = published.unwrap_or(PublishedFit::Unknown);
                conflicts.extend(against_published(published, day));
            }
            HoursFit::Open => {}
        }
        let days = (date - circumstances.today).num_days();
        let horizon = circumstances
            .horizon
            .as_ref()
            .filter(|horizon| days > i64::from(horizon.days));
        conflicts.extend(horizon.map(|horizon| Conflict::TooFarAhead {
            days,
            horizon: horizon.clone(),
        }));
        conflicts
    }
}

/// Returns the conflict with the times that a practitioner publishes, on a day whose hours are not known.
fn against_published(published: PublishedFit, day: Weekday) -> Option<Conflict> {
    match published {
        PublishedFit::Within => None,
        PublishedFit::OutsideOfDay(open) => Some(Conflict::OutsidePublished(open)),
        PublishedFit::OutsideOfWeekday(open) => Some(Conflict::OutsideUsual(day, open)),
        PublishedFit::NoneThatDay(date) => Some(Conflict::Unpublished(date)),
        PublishedFit::Unknown => {
            matches!(day, Weekday::Sat | Weekday::Sun).then_some(Conflict::Weekend(day))
        }
    }
}

/// The facts about the place of a booking, and about its kind of visit.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The zone of the place, else the desk's.
    pub zone: Zone,
    /// The present.
    pub now: DateTime<Utc>,
    /// The hours of the practitioner or location, if known.
    pub hours: Option<&'a Hours>,
    /// The times that the practitioner publishes around the visit, if they were read.
    pub published: Option<&'a PublishedTimes>,
    /// The days on which nobody is there.
    pub holidays: &'a Holidays,
    /// The template of the booking, if there is one.
    pub template: Option<&'a Template>,
    /// The length of the location's slots, if known.
    pub slots: Option<TimeDelta>,
    /// The language in which the visit is named.
    pub language: Language,
}

impl Surroundings<'_> {
    /// Returns the facts of a booking that can conflict with others; `None` if it takes no time or has no start.
    pub fn candidate(&self, booking: &Booking) -> Option<Candidate> {
        if !booking.takes_time() {
            return None;
        }
        let start = booking.start()?;
        let length = self.length(booking).unwrap_or(USUAL_LENGTH);
        let stay = self
            .template
            .map(|template| TimeDelta::minutes(template.minutes().into()));
        Some(Candidate {
            clinic: booking.clinic(),
            person: booking.patient(),
            provider: booking.provider().map(|provider| provider.id().to_owned()),
            start,
            length,
            stay: booking.length().or(stay).unwrap_or(length),
        })
    }

    /// Returns the circumstances of a booking with this start, without anyone's appointments.
    pub fn circumstances<'c>(&self, booking: &Booking, start: DateTime<Utc>) -> Circumstances<'c> {
        let end = self.length(booking).map(|length| start + length);
        Circumstances {
            own: Vec::new(),
            theirs: Vec::new(),
            others: Vec::new(),
            held: Vec::new(),
            blocked: Vec::new(),
            record: None,
            notes: Vec::new(),
            is_unknown: false,
            is_retired: false,
            zone: self.zone,
            today: self.now.with_timezone(&self.zone).date_naive(),
            standing: self.hours.map(|hours| hours.fit(start, end, self.zone)),
            published: self
                .published
                .map(|published| published.fit(start, end, self.zone)),
            holiday: self
                .holidays
                .finding(start.with_timezone(&self.zone).date_naive()),
            horizon: self
                .template
                .and_then(|template| Horizon::of(template, self.language)),
            broken: Vec::new(),
            grown_up: None,
        }
    }

    fn length(&self, booking: &Booking) -> Option<TimeDelta> {
        booking.length().or(self.slots)
    }
}

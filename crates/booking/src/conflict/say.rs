//! Conflicts in words: what conflicts with the booking, by name, and what to do about it.

use chrono::{DateTime, SubsecRound, Utc, Weekday};
use chrono_tz::Tz;

use super::{Conflict, Horizon};
use crate::{
    Booked, CalendarEntry, Claim, ClaimState, ClinicId, Hold, OpenRange, Problem, RecordedChange, Spot,
    TimedVisit, time,
};
use i18n::{Language, say};

/// Conflicts of one booking that are listed, at most.
const MOST_TOLD: usize = 20;

/// The names behind the ids of a clinic, as far as the desk knows them.
pub trait Names {
    /// Returns the name of a patient or profile.
    fn person(&self, clinic: ClinicId, id: &str) -> Option<String>;
    /// Returns the name of a practitioner or location.
    fn provider(&self, clinic: ClinicId, id: &str) -> Option<String>;
}

/// The context in which conflicts are worded.
pub struct Telling<'a> {
    /// The clinic of the booking.
    pub clinic: ClinicId,
    /// The patient's id at the clinic.
    pub person: &'a str,
    /// The id of the practitioner or location, if there is one.
    pub provider: Option<&'a str>,
    /// The start, if known.
    pub start: Option<DateTime<Utc>>,
    /// The zone of the booking.
    pub zone: Tz,
    /// The zone of the desk.
    pub here: Tz,
    /// Returns the zone of another appointment.
    pub zone_of: &'a dyn Fn(CalendarEntry<'_>) -> Tz,
    /// Returns the name of the desk that gave an appointment its time, if it was another one.
    pub desk_of: &'a dyn Fn(&Booked) -> Option<String>,
    /// The names behind ids.
    pub names: &'a dyn Names,
    /// The language of the text.
    pub language: Language,
}

impl Conflict {
    /// Returns the conflict as a warning at the field that can resolve it. Other patients appear by their
    /// initials only.
    pub fn problem(&self, told: &Telling<'_>) -> Problem {
        match self {
            Conflict::SameVisit(booked) => told.same_visit(booked),
            Conflict::OnRecord(claim) if claim.is_same_visit => told.on_record(claim),
            Conflict::OnRecord(claim) => told.time_on_record(claim),
            Conflict::SentBefore => told.sent_before(),
            Conflict::PatientBusy(booked) => told.patient_busy(booked),
            Conflict::ProviderBusy(booked) => told.provider_busy(booked),
            Conflict::MayBeBusy(change) => told.may_be_busy(change),
            Conflict::Held(hold) => told.held(hold),
            Conflict::ProviderAway(why) => told.away(why),
            Conflict::ClosedDay(day) => told.closed(*day),
            Conflict::OutsideHours(open) => told.outside(open),
            Conflict::Weekend(day) => told.weekend(*day),
            Conflict::TooFarAhead { days, horizon } => told.too_far_ahead(*days, horizon),
        }
    }
}

impl Telling<'_> {
    /// Returns the conflicts as warnings, the gravest first. Beyond what anyone reads, the rest is counted,
    /// because each is worded again whenever it is shown.
    pub fn problems(&self, found: &[Conflict]) -> Vec<Problem> {
        let told = if found.len() > MOST_TOLD { MOST_TOLD - 1 } else { found.len() };
        let mut problems: Vec<Problem> = found.iter().take(told).map(|one| one.problem(self)).collect();
        let more = found.len() - told;
        if more > 0 {
            let what = say!(self.language, "conflict-more", count = more);
            problems.push(self.warning(what, say!(self.language, "conflict-other-time-or-ask-both")));
        }
        problems
    }

    fn warning(&self, what: impl Into<String>, advice: impl Into<String>) -> Problem {
        Problem::warning(Spot::Field(self.clinic.start_field()), what, advice)
    }

    fn same_visit(&self, booked: &Booked) -> Problem {
        let language = self.language;
        let (who, time, clinic) = (self.patient(), self.time(booked), booked.clinic.name());
        let what = match self.provider_of(booked) {
            Some(provider) => say!(language, "conflict-same-visit-with", who, time, provider, clinic),
            None => say!(language, "conflict-same-visit", who, time, clinic),
        };
        self.warning(what, say!(language, "conflict-stands-twice"))
    }

    fn on_record(&self, claim: &Claim) -> Problem {
        let language = self.language;
        let since = time::echo(claim.since.trunc_subsecs(0), self.here, language);
        let stands_twice = say!(language, "conflict-stands-twice");
        match (claim.state, &claim.appointment) {
            (ClaimState::Booked, Some(id)) => {
                let what = say!(language, "conflict-on-record", since, id = id.as_str());
                self.warning(what, stands_twice)
            }
            (ClaimState::Booked, None) => {
                self.warning(say!(language, "conflict-on-record-by-hand", since), stands_twice)
            }
            (ClaimState::Sending, _) => {
                let what = say!(language, "conflict-on-record-sending", since);
                self.warning(what, say!(language, "conflict-wait-for-it"))
            }
            (ClaimState::Unknown | ClaimState::Queued, _) => {
                let what = say!(language, "conflict-on-record-unknown", since);
                self.warning(what, say!(language, "conflict-make-sure", clinic = self.clinic.name()))
            }
        }
    }

    /// Words a claim on a part of the time, with its owner.
    fn time_on_record(&self, claim: &Claim) -> Problem {
        let language = self.language;
        let since = time::echo(claim.since.trunc_subsecs(0), self.here, language);
        let (who, when) = (self.whose(&claim.holds.visit.person), self.when(&as_booked(claim)));
        let desk = claim.desk.as_deref().unwrap_or_else(|| say!(language, "conflict-another-window"));
        let place = match &claim.operator {
            Some(operator) => format!("{desk} ({operator})"),
            None => desk.to_owned(),
        };
        let state = <&str>::from(claim.state);
        let what = say!(language, "conflict-time", state, place, who, when, since);
        self.warning(what, say!(language, "conflict-other-time-or-ask-both"))
    }

    fn held(&self, hold: &Hold) -> Problem {
        let language = self.language;
        let what = match &hold.desk {
            Some(name) => say!(language, "conflict-held-at", desk = name.as_str()),
            None => say!(language, "conflict-held-elsewhere").to_owned(),
        };
        self.warning(what, say!(language, "conflict-other-time-or-ask-there"))
    }

    fn sent_before(&self) -> Problem {
        let what = say!(self.language, "conflict-sent-before");
        self.warning(what, say!(self.language, "conflict-make-sure", clinic = self.clinic.name()))
    }

    fn patient_busy(&self, booked: &Booked) -> Problem {
        let language = self.language;
        let who = self.patient();
        let (words, clinic, when) = (booked.clinic.words(), booked.clinic.name(), self.when(booked));
        let what = match self.provider_of(booked) {
            Some(provider) => {
                let (said, time) = (&words.patient_busy_with, self.time(booked));
                say!(language, said, clinic, who, when, time, provider)
            }
            None => say!(language, words.patient_busy, clinic, who, when),
        };
        self.warning(what, say!(language, "conflict-other-time-or-both"))
    }

    fn provider_busy(&self, booked: &Booked) -> Problem {
        let language = self.language;
        let (provider, when) = (self.provider(), self.when(booked));
        let person = booked.person.as_deref().and_then(|id| self.names.person(booked.clinic, id));
        let what = match person.map(|name| initials(&name)) {
            Some(initials) => {
                say!(language, "conflict-has-patient", provider, initials, when)
            }
            None => say!(language, "conflict-has-someone", provider, when),
        };
        let what = match (self.desk_of)(booked) {
            Some(desk) => say!(language, "conflict-booked-at", what, desk),
            None => what,
        };
        self.warning(what, say!(language, "conflict-other-time-or-ask-both"))
    }

    fn may_be_busy(&self, change: &RecordedChange) -> Problem {
        let (language, when) = (self.language, self.when(change));
        let who = match change.clinic == self.clinic {
            true => self.whose(&change.person),
            false => self.initials(change.clinic, &change.person),
        };
        let what = say!(language, "conflict-may-be-busy", who, when);
        self.warning(what, say!(language, "conflict-other-time-or-wait"))
    }

    fn away(&self, why: &str) -> Problem {
        let (language, provider) = (self.language, self.provider());
        let what = match why {
            "" => say!(language, "conflict-away", provider),
            _ => say!(language, "conflict-away-because", provider, why),
        };
        self.warning(what, say!(language, "conflict-other-time-or-stand-in"))
    }

    fn closed(&self, day: Weekday) -> Problem {
        let (language, provider) = (self.language, self.provider());
        let day = time::weekday_in_full(day, language);
        let what = say!(language, self.clinic.words().closed_day, provider, day);
        self.warning(what, say!(language, "conflict-other-day"))
    }

    fn outside(&self, open: &[OpenRange]) -> Problem {
        let (language, provider) = (self.language, self.provider());
        let mut hours = open.iter().map(|range| range.to_text(language)).collect::<Vec<_>>().join(", ");
        if let Some(start) = self.start.filter(|at| self.shows_another(self.here, *at, self.zone)) {
            hours = format!("{hours} {}", time::zone_word_at(start, self.zone, language));
        }
        let what = say!(language, self.clinic.words().open_hours, provider, hours);
        self.warning(what, say!(language, "conflict-within-hours"))
    }

    fn weekend(&self, day: Weekday) -> Problem {
        let language = self.language;
        let what = say!(language, "conflict-weekend", day = time::weekday_in_full(day, language));
        self.warning(what, say!(language, "conflict-weekday"))
    }

    fn too_far_ahead(&self, days: i64, horizon: &Horizon) -> Problem {
        let (language, visit) = (self.language, horizon.visit.as_str());
        let what = say!(language, "conflict-too-far", days, visit, most = horizon.days);
        self.warning(what, say!(language, "conflict-look-at-date"))
    }

    /// Returns the patient of an appointment at the same clinic; others appear by their initials.
    fn whose(&self, person: &str) -> String {
        match person.eq_ignore_ascii_case(self.person) {
            true => self.patient(),
            false => self.initials(self.clinic, person),
        }
    }

    fn initials(&self, clinic: ClinicId, person: &str) -> String {
        let name = self.names.person(clinic, person);
        name.map_or_else(|| say!(self.language, "conflict-somebody").to_owned(), |name| initials(&name))
    }

    fn patient(&self) -> String {
        let name = self.names.person(self.clinic, self.person);
        name.unwrap_or_else(|| say!(self.language, "conflict-this-patient").to_owned())
    }

    /// Returns the practitioner or location of the booking.
    fn provider(&self) -> String {
        let name = self.provider.and_then(|id| self.names.provider(self.clinic, id));
        name.unwrap_or_else(|| self.clinic.words().the_provider.text(self.language).to_owned())
    }

    fn provider_of(&self, booked: &Booked) -> Option<String> {
        booked.provider.as_deref().and_then(|id| self.names.provider(booked.clinic, id))
    }

    /// Returns the local start and end, `10:00–10:30`; only the start if the clinic keeps no end.
    fn time(&self, booked: &Booked) -> String {
        let (start, end) = self.on_the_wall(booked.into());
        match end {
            Some(end) => format!("{start}–{end}"),
            None => start,
        }
    }

    /// Returns the local times as a part of a sentence: `10:00–10:30`, but `at 10:00`.
    fn when<'a>(&self, entry: impl Into<CalendarEntry<'a>>) -> String {
        let (start, end) = self.on_the_wall(entry.into());
        match end {
            Some(end) => say!(self.language, "conflict-from-to", from = start, to = end),
            None => say!(self.language, "conflict-at", time = start),
        }
    }

    /// Returns whether two zones show different local times at that moment.
    fn shows_another(&self, one: Tz, at: DateTime<Utc>, other: Tz) -> bool {
        time::elsewhere(at, one, other, self.language).is_some()
    }

    /// Returns start and end in local time; the zone is named if the booking's or the desk's local time
    /// differs. An entry without a start takes up no time and never conflicts.
    fn on_the_wall(&self, entry: CalendarEntry<'_>) -> (String, Option<String>) {
        let (zone, language) = ((self.zone_of)(entry), self.language);
        let wall = |at: DateTime<Utc>| time::oclock(at.with_timezone(&zone).time(), language);
        let shows_another = |at, other: &Tz| self.shows_another(*other, at, zone);
        let in_full = |at| match [self.zone, self.here].iter().any(|other| shows_another(at, other)) {
            true => format!("{} {}", wall(at), time::zone_word_at(at, zone, language)),
            false => wall(at),
        };
        match (entry.start(), entry.end().filter(|end| Some(*end) > entry.start())) {
            (Some(start), Some(end)) => (wall(start), Some(in_full(end))),
            (start, _) => (start.map(in_full).unwrap_or_default(), None),
        }
    }
}

/// Returns the appointment that a claim is about to make, or has made.
fn as_booked(claim: &Claim) -> Booked {
    let TimedVisit { visit, busy_until } = claim.holds.clone();
    Booked {
        clinic: visit.clinic,
        id: claim.appointment.clone().unwrap_or_default(),
        person: Some(visit.person),
        provider: visit.provider,
        start: visit.start,
        end: busy_until,
        status: "booked".to_owned(),
        comment: None,
        what: None,
        waits: None,
        version: None,
    }
}

/// Returns `Maria Schmidt` as `M. S.`: enough for those who know her, nothing for bystanders.
pub fn initials(name: &str) -> String {
    let first = name.split_whitespace().filter_map(|part| part.chars().next());
    first.map(|letter| format!("{letter}.")).collect::<Vec<_>>().join(" ")
}

//! Conflicts in words: the conflicting appointment or rule, by name, and the advice.

use chrono::{DateTime, NaiveDate, SubsecRound, Utc, Weekday};
use zones::Zone;

use super::{AgainstRule, Conflict, Participant};
use crate::initials;
use crate::{
    AppointmentRef, Blocked, Booked, BrokenRule, CalendarEntry, Claim, ClaimState, ClinicId, Hold,
    OpenRange, Problem, RecordState, RecordedChange, Slot, Spot, TimedVisit, is_same_id,
    specialty_name, time,
};
use i18n::{Language, MessageId, say};

/// Conflicts of one booking that are listed, at most.
const MOST_LISTED: usize = 20;

/// The names that the desk knows for the ids of a clinic.
pub trait Names {
    /// Returns the name of a patient or profile.
    fn person(&self, clinic: ClinicId, id: &str) -> Option<String>;
    /// Returns the name of a practitioner or location.
    fn provider(&self, clinic: ClinicId, id: &str) -> Option<String>;
}

/// The context in which conflicts are worded.
pub struct ConflictWording<'a> {
    /// The clinic of the booking.
    pub clinic: ClinicId,
    /// The patient's id at the clinic.
    pub person: &'a str,
    /// The id of the practitioner or location, if there is one.
    pub provider: Option<&'a str>,
    /// The start, if known.
    pub start: Option<DateTime<Utc>>,
    /// The zone of the booking.
    pub zone: Zone,
    /// The zone of the desk.
    pub here: Zone,
    /// Returns the zone of another appointment.
    pub zone_of: &'a dyn Fn(CalendarEntry<'_>) -> Zone,
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
    pub fn problem(&self, wording: &ConflictWording<'_>) -> Problem {
        let warning = wording.warning(wording.what(self), wording.advice(self));
        match self {
            Conflict::PatientUnknown | Conflict::PatientNote(_) => Problem {
                spot: Spot::Field(wording.clinic.patient_field()),
                ..warning
            },
            _ => warning,
        }
    }
}

impl ConflictWording<'_> {
    /// Returns the conflicts as warnings, the gravest first. More than `MOST_LISTED` are only counted, because each is
    /// worded again whenever it is shown.
    pub fn problems(&self, conflicts: &[Conflict]) -> Vec<Problem> {
        let listed = if conflicts.len() > MOST_LISTED {
            MOST_LISTED - 1
        } else {
            conflicts.len()
        };
        let first = conflicts.iter().take(listed);
        let mut problems: Vec<Problem> = first.map(|conflict| conflict.problem(self)).collect();
        let more = conflicts.len() - listed;
        if more > 0 {
            let what = say!(self.language, "conflict-more", count = more);
            problems
                .push(self.warning(what, say!(self.language, "conflict-other-time-or-ask-both")));
        }
        problems
    }

    fn warning(&self, what: impl Into<String>, advice: impl Into<String>) -> Problem {
        Problem::warning(Spot::Field(self.clinic.start_field()), what, advice)
    }

    fn what(&self, conflict: &Conflict) -> String {
        let language = self.language;
        match conflict {
            Conflict::SameVisit(booked) => self.same_visit(booked),
            Conflict::OnRecord(claim) => self.on_record(claim),
            Conflict::SentBefore if self.start.is_none() => {
                say!(language, "conflict-sent-before-untimed").to_owned()
            }
            Conflict::SentBefore => say!(language, "conflict-sent-before").to_owned(),
            Conflict::PatientBusy(booked) => self.patient_busy(self.patient(), booked),
            Conflict::ProviderBusy(booked) => self.provider_busy(self.provider(), booked),
            Conflict::OtherBusy(whom, booked) => self.other_busy(whom, booked),
            Conflict::MayBeBusy(change) => self.may_be_busy(change),
            Conflict::Held(Hold {
                desk: Some(desk), ..
            }) => {
                say!(language, "conflict-held-at", desk = desk.as_str())
            }
            Conflict::Held(_) => say!(language, "conflict-held-elsewhere").to_owned(),
            Conflict::PatientRecord(state) => self.patient_record(state),
            Conflict::PatientNote(note) => {
                say!(language, "conflict-patient-note", says = note.says())
            }
            Conflict::PatientUnknown => {
                say!(
                    language,
                    "conflict-patient-unknown",
                    clinic = self.clinic.name()
                )
            }
            Conflict::ProviderRetired => {
                say!(language, "conflict-retired", provider = self.provider())
            }
            Conflict::Blocked(blocked) => self.blocked(blocked),
            Conflict::Unpublished(day) => self.unpublished(*day),
            Conflict::ProviderAway(why) => self.away(why),
            Conflict::Holiday(day, name) => {
                let day = time::day(*day, language);
                say!(language, "conflict-holiday", day, name = name.as_str())
            }
            Conflict::HolidayUnknown(day, name) => {
                let day = time::day(*day, language);
                match name {
                    Some(name) => {
                        say!(
                            language,
                            "conflict-holiday-unread",
                            day,
                            name = name.as_str()
                        )
                    }
                    None => say!(language, "conflict-holidays-unread", day),
                }
            }
            Conflict::ClosedDay(day) => self.closed_day(*day),
            Conflict::OutsideHours(open) => self.outside_hours(open),
            Conflict::OutsidePublished(open) => {
                let hours = self.hours(open);
                let provider = self.provider();
                say!(language, "conflict-published-at", provider, hours)
            }
            Conflict::OutsideUsual(day, open) => {
                let day = time::weekday_in_full(*day, language);
                let hours = self.hours(open);
                let provider = self.provider();
                say!(language, "conflict-usually-at", provider, day, hours)
            }
            Conflict::Weekend(day) => {
                let day = time::weekday_in_full(*day, language);
                say!(language, "conflict-weekend", day)
            }
            Conflict::GrownUp { age, specialty } => self.grown_up(*age, specialty),
            Conflict::AgainstRule(AgainstRule { visit, rule }) => {
                rule.what(visit.to_text(language), language)
            }
            Conflict::TooFarAhead { days, horizon } => {
                let visit = horizon.visit.as_str();
                let most = horizon.days;
                say!(language, "conflict-too-far", days = *days, visit, most)
            }
        }
    }

    fn closed_day(&self, day: Weekday) -> String {
        let provider = self.provider();
        let day = time::weekday_in_full(day, self.language);
        say!(self.language, self.clinic.words().closed_day, provider, day)
    }

    fn outside_hours(&self, open: &[OpenRange]) -> String {
        let provider = self.provider();
        let hours = self.hours(open);
        say!(
            self.language,
            self.clinic.words().open_hours,
            provider,
            hours
        )
    }

    fn grown_up(&self, age: u32, specialty: &str) -> String {
        let provider = self.provider();
        let specialty = specialty_name(specialty, self.language);
        say!(self.language, "conflict-grown-up", provider, specialty, age)
    }

    fn advice(&self, conflict: &Conflict) -> String {
        let id = match conflict {
            Conflict::PatientRecord(RecordState::Replaced(id)) => {
                return say!(self.language, "conflict-take-record", id = id.as_str());
            }
            Conflict::PatientRecord(_) | Conflict::PatientUnknown => "conflict-right-patient",
            Conflict::PatientNote(_) => "conflict-heed-note",
            Conflict::ProviderRetired => "conflict-other-practitioner",
            Conflict::OnRecord(claim) if !claim.is_same_visit => "conflict-other-time-or-ask-both",
            Conflict::OnRecord(claim) => match claim.state {
                ClaimState::Booked => "conflict-stands-twice",
                ClaimState::Sending => "conflict-wait-for-it",
                ClaimState::Unknown | ClaimState::Queued => "conflict-make-sure",
            },
            Conflict::SameVisit(_) => "conflict-stands-twice",
            Conflict::SentBefore => "conflict-make-sure",
            Conflict::PatientBusy(_) | Conflict::OtherBusy(Participant::Patient(_), _) => {
                "conflict-other-time-or-both"
            }
            Conflict::ProviderBusy(_) | Conflict::OtherBusy(Participant::Provider(_), _) => {
                "conflict-other-time-or-ask-both"
            }
            Conflict::MayBeBusy(_) => "conflict-other-time-or-wait",
            Conflict::Held(_) => "conflict-other-time-or-ask-there",
            Conflict::Blocked(_) => "conflict-other-time-or-ask-why",
            Conflict::Unpublished(_) => "conflict-other-day-or-ask",
            Conflict::ProviderAway(_) => "conflict-other-time-or-stand-in",
            Conflict::Holiday(..) | Conflict::ClosedDay(_) => "conflict-other-day",
            Conflict::HolidayUnknown(..) => "conflict-ask-or-mend-holidays",
            Conflict::OutsideHours(_)
            | Conflict::OutsidePublished(_)
            | Conflict::OutsideUsual(..) => "conflict-within-hours",
            Conflict::Weekend(_) => "conflict-weekday",
            Conflict::GrownUp { .. } => "conflict-other-practitioner",
            Conflict::AgainstRule(AgainstRule { rule, .. }) => match rule {
                BrokenRule::Performer(_) => "conflict-other-practitioner",
                BrokenRule::Age(..) => "conflict-other-visit-or-ask",
                BrokenRule::Notice(_) | BrokenRule::Between(_) | BrokenRule::Weekday(_) => {
                    "conflict-other-time-or-ask-rule"
                }
            },
            Conflict::TooFarAhead { .. } => "conflict-look-at-date",
        };
        say!(
            self.language,
            MessageId::new(id),
            clinic = self.clinic.name()
        )
    }

    fn unpublished(&self, day: NaiveDate) -> String {
        let provider = self.provider();
        let day = time::date(day, self.language);
        say!(self.language, "conflict-unpublished", provider, day)
    }

    /// Returns the message about a claim on the visit, or about one on a part of the time, with its owner.
    fn on_record(&self, claim: &Claim) -> String {
        let language = self.language;
        let since = time::echo(claim.since.trunc_subsecs(0), self.here, language);
        if !claim.is_same_visit {
            let who = self.name_or_initials(&claim.holds.visit.person);
            let when = self.when(&as_booked(claim));
            let desk = claim
                .desk
                .as_deref()
                .unwrap_or_else(|| say!(language, "conflict-another-window"));
            let place = match &claim.operator {
                Some(operator) => format!("{desk} ({operator})"),
                None => desk.to_owned(),
            };
            let state = <&str>::from(claim.state);
            return say!(language, "conflict-time", state, place, who, when, since);
        }
        match (claim.state, &claim.appointment) {
            (ClaimState::Booked, Some(id)) if claim.holds.visit.start.is_none() => {
                say!(
                    language,
                    "conflict-on-record-waits",
                    since,
                    id = id.as_str()
                )
            }
            (ClaimState::Booked, Some(id)) => {
                say!(language, "conflict-on-record", since, id = id.as_str())
            }
            (ClaimState::Booked, None) => say!(language, "conflict-on-record-by-hand", since),
            (ClaimState::Sending, _) => say!(language, "conflict-on-record-sending", since),
            (ClaimState::Unknown | ClaimState::Queued, _) => {
                say!(language, "conflict-on-record-unknown", since)
            }
        }
    }

    fn same_visit(&self, booked: &Booked) -> String {
        let language = self.language;
        let who = self.patient();
        let time = self.time(booked);
        let clinic = booked.clinic.name();
        match self.provider_of(booked) {
            Some(provider) => say!(
                language,
                "conflict-same-visit-with",
                who,
                time,
                provider,
                clinic
            ),
            None => say!(language, "conflict-same-visit", who, time, clinic),
        }
    }

    fn patient_busy(&self, who: String, booked: &Booked) -> String {
        let language = self.language;
        let words = booked.clinic.words();
        let clinic = booked.clinic.name();
        let when = self.when(booked);
        match self.provider_of(booked) {
            Some(provider) => {
                let time = self.time(booked);
                say!(
                    language,
                    words.patient_busy_with,
                    clinic,
                    who,
                    when,
                    time,
                    provider
                )
            }
            None => say!(language, words.patient_busy, clinic, who, when),
        }
    }

    fn other_busy(&self, whom: &Participant, booked: &Booked) -> String {
        match whom {
            Participant::Patient(id) => self.patient_busy(self.initials(self.clinic, id), booked),
            Participant::Provider(id) => self.provider_busy(self.provider_called(Some(id)), booked),
        }
    }

    fn may_be_busy(&self, change: &RecordedChange) -> String {
        let who = if change.clinic == self.clinic {
            self.name_or_initials(&change.person)
        } else {
            self.initials(change.clinic, &change.person)
        };
        say!(
            self.language,
            "conflict-may-be-busy",
            who,
            when = self.when(change)
        )
    }

    fn provider_busy(&self, provider: String, booked: &Booked) -> String {
        let language = self.language;
        let when = self.when(booked);
        let person = booked
            .person
            .as_deref()
            .and_then(|id| self.names.person(booked.clinic, id));
        let what = match person.map(|name| initials(&name)) {
            Some(initials) => say!(language, "conflict-has-patient", provider, initials, when),
            None => say!(language, "conflict-has-someone", provider, when),
        };
        match (self.desk_of)(booked) {
            Some(desk) => say!(language, "conflict-booked-at", what, desk),
            None => what,
        }
    }

    /// Returns the opening hours, with their zone if the desk's clock shows other times.
    fn hours(&self, open: &[OpenRange]) -> String {
        let hours: Vec<String> = open
            .iter()
            .map(|range| range.to_text(self.language))
            .collect();
        let hours = hours.join(", ");
        match self
            .start
            .filter(|at| self.shows_another(self.here, *at, self.zone))
        {
            Some(start) => format!(
                "{hours} {}",
                time::zone_word_at(start, self.zone, self.language)
            ),
            None => hours,
        }
    }

    /// Returns the patient of an appointment at the same clinic, as part of a sentence; others appear by their
    /// initials.
    fn name_or_initials(&self, person: &str) -> String {
        if !is_same_id(person, self.person) {
            return self.initials(self.clinic, person);
        }
        let name = self.names.person(self.clinic, self.person);
        name.unwrap_or_else(|| say!(self.language, "conflict-the-same-patient").to_owned())
    }

    fn initials(&self, clinic: ClinicId, person: &str) -> String {
        let name = self.names.person(clinic, person);
        name.map_or_else(
            || say!(self.language, "conflict-somebody").to_owned(),
            |name| initials(&name),
        )
    }

    fn patient(&self) -> String {
        let name = self.names.person(self.clinic, self.person);
        name.unwrap_or_else(|| say!(self.language, "conflict-this-patient").to_owned())
    }

    /// Returns the practitioner or location of the booking.
    fn provider(&self) -> String {
        self.provider_called(self.provider)
    }

    /// Returns the practitioner or location of this id.
    fn provider_called(&self, id: Option<&str>) -> String {
        let name = id.and_then(|id| self.names.provider(self.clinic, id));
        name.unwrap_or_else(|| {
            self.clinic
                .words()
                .the_provider
                .text(self.language)
                .to_owned()
        })
    }

    fn provider_of(&self, booked: &Booked) -> Option<String> {
        booked
            .provider
            .as_deref()
            .and_then(|id| self.names.provider(booked.clinic, id))
    }

    /// Returns the local start and end, `10:00–10:30`; only the start if the clinic keeps no end.
    fn time(&self, booked: &Booked) -> String {
        let (start, end) = self.local_times(booked.into());
        match end {
            Some(end) => format!("{start}–{end}"),
            None => start,
        }
    }

    /// Returns the local times as part of a sentence: `10:00–10:30`, but `at 10:00`.
    fn when<'a>(&self, entry: impl Into<CalendarEntry<'a>>) -> String {
        let (start, end) = self.local_times(entry.into());
        match end {
            Some(end) => say!(self.language, "conflict-from-to", from = start, to = end),
            None => say!(self.language, "conflict-at", time = start),
        }
    }

    fn patient_record(&self, state: &RecordState) -> String {
        let language = self.language;
        let named = self.names.person(self.clinic, self.person);
        let who = named.as_deref().unwrap_or("nobody");
        match state {
            RecordState::Deceased => {
                say!(language, "conflict-patient-deceased", who = self.patient())
            }
            RecordState::Replaced(id) => {
                say!(language, "conflict-patient-replaced", who, id = id.as_str())
            }
            RecordState::Inactive => say!(language, "conflict-patient-inactive", who),
        }
    }

    fn blocked(&self, blocked: &Blocked) -> String {
        let language = self.language;
        let whose = blocked.provider.as_deref().or(self.provider);
        let provider = self.provider_called(whose);
        let when = self.when_of(blocked.slot);
        let says = match blocked.why.as_str() {
            "" => say!(language, "conflict-blocked", provider, when),
            why => say!(language, "conflict-blocked-because", provider, when, why),
        };
        match blocked.note {
            Some(_) => format!("{says} {}", say!(language, "conflict-noted-here")),
            None => says,
        }
    }

    fn away(&self, why: &str) -> String {
        let language = self.language;
        let provider = self.provider();
        match why {
            "" => say!(language, "conflict-away", provider),
            why => say!(language, "conflict-away-because", provider, why),
        }
    }

    /// Returns the local times of a slot as a part of a sentence.
    fn when_of(&self, slot: Slot) -> String {
        let wall = |at: DateTime<Utc>| {
            time::oclock_in_text(at.with_timezone(&self.zone).time(), self.language)
        };
        say!(
            self.language,
            "conflict-from-to",
            from = wall(slot.start),
            to = wall(slot.end)
        )
    }

    /// Returns whether two zones show different local times at that moment.
    fn shows_another(&self, one: Zone, at: DateTime<Utc>, other: Zone) -> bool {
        time::elsewhere(at, one, other, self.language).is_some()
    }

    /// Returns start and end in local time; with the zone if the booking's or the desk's local time differs. An entry
    /// without a start takes up no time and never conflicts.
    fn local_times(&self, entry: CalendarEntry<'_>) -> (String, Option<String>) {
        let zone = (self.zone_of)(entry);
        let language = self.language;
        let wall =
            |at: DateTime<Utc>| time::oclock_in_text(at.with_timezone(&zone).time(), language);
        let in_full = |at| {
            if self.shows_another(self.zone, at, zone) || self.shows_another(self.here, at, zone) {
                format!("{} {}", wall(at), time::zone_word_at(at, zone, language))
            } else {
                wall(at)
            }
        };
        match (
            entry.start(),
            entry.end().filter(|end| Some(*end) > entry.start()),
        ) {
            (Some(start), Some(end)) => (wall(start), Some(in_full(end))),
            (start, _) => (start.map(in_full).unwrap_or_default(), None),
        }
    }
}

/// Returns the appointment that a claim is making or has made.
fn as_booked(claim: &Claim) -> Booked {
    let TimedVisit { visit, busy_until } = claim.holds.clone();
    let of = AppointmentRef {
        clinic: visit.clinic,
        id: claim.appointment.clone().unwrap_or_default(),
        person: Some(visit.person),
        provider: visit.provider,
        start: visit.start,
        end: busy_until,
        status: "booked".to_owned(),
        panels: None,
        version: None,
        beyond_form: Default::default(),
    };
    of.into()
}

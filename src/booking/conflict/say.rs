//! Conflicts in words: what stands against the booking, by name, and what to do about it.

use chrono::{DateTime, Utc, Weekday};
use chrono_tz::Tz;

use super::Conflict;
use crate::booking::{Backend, Booked, OpenRange, Problem, Spot};

/// Who is behind the ids of a backend, as far as the desk knows.
pub trait Names {
    /// The name of a patient or profile.
    fn person(&self, backend: Backend, id: &str) -> Option<String>;
    /// The name of a practitioner or location.
    fn provider(&self, backend: Backend, id: &str) -> Option<String>;
}

/// What a conflict is told with.
pub struct Telling<'a> {
    /// Where the booking would go.
    pub backend: Backend,
    /// The id of whose it is there.
    pub person: &'a str,
    /// The id of the practitioner or location there, where one is named.
    pub provider: Option<&'a str>,
    /// The clock on the wall where it takes place, else the desk's.
    pub zone: Tz,
    /// Who is behind the ids.
    pub names: &'a dyn Names,
}

impl Conflict {
    /// The same as a warning at the field in which it is mended. Other patients are named by their initials only.
    #[must_use]
    pub fn problem(&self, told: &Telling<'_>) -> Problem {
        let (what, advice) = match self {
            Conflict::SameVisit(booked) => told.same_visit(booked),
            Conflict::SentBefore => (
                "A booking for the same person at the same time went out before.".to_owned(),
                format!("Make sure that {} does not have it already.", told.backend),
            ),
            Conflict::PatientBusy(booked) => told.patient_busy(booked),
            Conflict::ProviderBusy(booked) => told.provider_busy(booked),
            Conflict::ProviderAway(why) => told.away(why),
            Conflict::ClosedDay(day) => told.closed(*day),
            Conflict::OutsideHours(open) => told.outside(open),
            Conflict::Weekend(day) => (
                format!("That is a {}.", whole_day(*day)),
                "Take a day of the week, or make sure that someone is there.".to_owned(),
            ),
            Conflict::TooFarAhead { days, horizon } => (
                format!(
                    "That is {days} days ahead; “{}” is booked at most {} days ahead.",
                    horizon.visit, horizon.days
                ),
                "Look at the year and month again, or take an earlier day.".to_owned(),
            ),
        };
        Problem::warning(Spot::Field(told.backend.start_field()), what, advice)
    }
}

impl Telling<'_> {
    fn same_visit(&self, booked: &Booked) -> (String, String) {
        let (who, time) = (self.patient(), self.time(booked));
        let what = match self.provider_of(booked) {
            Some(provider) => {
                format!("{who} is booked for {time} with {provider} already ({}).", booked.backend)
            }
            None => format!("{who} is booked for {time} already ({}).", booked.backend),
        };
        (what, "Booked once more it stands there twice. Take another time, or go back.".to_owned())
    }

    fn patient_busy(&self, booked: &Booked) -> (String, String) {
        let (who, time) = (self.patient(), self.time(booked));
        let what = match (booked.backend, self.provider_of(booked)) {
            (Backend::Clinik, Some(provider)) => {
                format!("{who} already has {time} with {provider} (ClinikAPI).")
            }
            (Backend::Clinik, None) => format!("{who} already has a visit {time} (ClinikAPI)."),
            (Backend::Aniva, Some(place)) => {
                format!("{who} already has a blood draw {time} at {place} (Aniva).")
            }
            (Backend::Aniva, None) => format!("{who} already has a blood draw {time} (Aniva)."),
        };
        (what, "Take another time, or make sure that both can be kept.".to_owned())
    }

    fn provider_busy(&self, booked: &Booked) -> (String, String) {
        let time = self.time(booked);
        let provider = self.provider();
        let person = booked.person.as_deref().and_then(|id| self.names.person(booked.backend, id));
        let what = match person.map(|name| initials(&name)) {
            Some(initials) => format!("{provider} already has {initials} {time}."),
            None => format!("{provider} already has someone {time}."),
        };
        (what, "Take another time, or ask whether both can be seen.".to_owned())
    }

    fn patient(&self) -> String {
        let name = self.names.person(self.backend, self.person);
        name.unwrap_or_else(|| "This patient".to_owned())
    }

    fn away(&self, why: &str) -> (String, String) {
        let provider = self.provider();
        let what = match why {
            "" => format!("{provider} is away then."),
            _ => format!("{provider} is away then: {why}."),
        };
        (what, "Take another time, or ask whether someone stands in.".to_owned())
    }

    fn closed(&self, day: Weekday) -> (String, String) {
        let (provider, day) = (self.provider(), whole_day(day));
        let what = match self.backend {
            Backend::Clinik => format!("{provider} has no hours on a {day}."),
            Backend::Aniva => format!("{provider} is closed on a {day}."),
        };
        (what, "Take another day, or make sure that someone is there.".to_owned())
    }

    fn outside(&self, open: &[OpenRange]) -> (String, String) {
        let hours = open.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let provider = self.provider();
        let what = match self.backend {
            Backend::Clinik => format!("{provider} works {hours} that day; this lies outside."),
            Backend::Aniva => format!("{provider} is open {hours} that day; this lies outside."),
        };
        (what, "Take a time within them, or make sure that someone is there.".to_owned())
    }

    /// With whom, or where, the booking would be.
    fn provider(&self) -> String {
        let name = self.provider.and_then(|id| self.names.provider(self.backend, id));
        name.unwrap_or_else(|| match self.backend {
            Backend::Clinik => "The practitioner".to_owned(),
            Backend::Aniva => "The location".to_owned(),
        })
    }

    fn provider_of(&self, booked: &Booked) -> Option<String> {
        booked.provider.as_deref().and_then(|id| self.names.provider(booked.backend, id))
    }

    /// From when to when on the wall; only from when where the backend keeps no end.
    fn time(&self, booked: &Booked) -> String {
        let wall = |at: DateTime<Utc>| at.with_timezone(&self.zone).format("%H:%M").to_string();
        match (booked.start, booked.end) {
            (Some(start), Some(end)) if end > start => format!("{}–{}", wall(start), wall(end)),
            (Some(start), _) => format!("at {}", wall(start)),
            (None, _) => String::new(),
        }
    }
}

/// `Maria Schmidt` as `M. S.`: enough for who knows her, nothing for who reads along.
#[must_use]
pub fn initials(name: &str) -> String {
    let first = name.split_whitespace().filter_map(|part| part.chars().next());
    first.map(|letter| format!("{letter}.")).collect::<Vec<_>>().join(" ")
}

fn whole_day(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

//! What has come of a booking: in a word, as an exit code, in lines for a person and as JSON for a program.

use serde_json::{Value, json};

use super::json::{appointment, problem, request};
use crate::booking::{Appointment, Language, Meaning, Problem, RequestView, is_no_booking, recorded_as};
use crate::desk::Desk;

/// What has come of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is booked.
    Booked,
    /// A dry run found nothing against it.
    Clean,
    /// It can't be sent as it is: something is missing, or can't be read. Nothing was sent.
    Invalid,
    /// The server said no.
    Refused,
    /// The server said that this key may not (401, 403).
    NotPermitted,
    /// Something stands against it, or a warning was not answered. Nothing was sent.
    Conflict,
    /// It may be booked, and looking it up has not told.
    Unknown,
    /// It was lost on the way, was looked for since, and is certainly not there.
    NotThere,
    /// It never left: nothing was sent.
    NotSent,
}

impl Outcome {
    /// The word for it in JSON; never changes.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Booked => "booked",
            Outcome::Clean => "clean",
            Outcome::Invalid => "invalid",
            Outcome::Refused => "refused",
            Outcome::NotPermitted => "not permitted",
            Outcome::Conflict => "conflict",
            Outcome::Unknown => "unknown",
            Outcome::NotThere => "not there",
            Outcome::NotSent => "not sent",
        }
    }

    /// The exit code of the command (CONTRACT, Shell). What is certainly not there can be booked again like what was
    /// never sent, and has its code.
    pub fn exit_code(self) -> u8 {
        match self {
            Outcome::Booked | Outcome::Clean => 0,
            Outcome::Invalid => 2,
            Outcome::Refused => 3,
            Outcome::NotPermitted => 4,
            Outcome::Conflict => 5,
            Outcome::Unknown => 6,
            Outcome::NotThere | Outcome::NotSent => 7,
        }
    }

    /// What it is that these problems tell of.
    pub(super) fn of_refusal(problems: &[Problem]) -> Outcome {
        let told = problems.iter().find_map(|problem| Some((problem.meaning?, problem.server.as_ref())));
        match told {
            Some((Meaning::Refused, Some(server))) if matches!(server.status, Some(401 | 403)) => {
                Outcome::NotPermitted
            }
            Some((meaning, _)) => Outcome::of_meaning(meaning),
            None => Outcome::Invalid,
        }
    }

    pub(super) fn of_meaning(meaning: Meaning) -> Outcome {
        match meaning {
            Meaning::Refused => Outcome::Refused,
            Meaning::NotSent => Outcome::NotSent,
            Meaning::Unknown => Outcome::Unknown,
            Meaning::NotThere => Outcome::NotThere,
        }
    }

    /// What it means, in words.
    fn says(self) -> &'static str {
        match self {
            Outcome::Booked => "Booked",
            Outcome::Clean => "Nothing stands against it; nothing was sent",
            Outcome::Invalid => "Not booked: it has to be mended first, and nothing was sent",
            Outcome::Refused => "Not booked: the server refused it",
            Outcome::NotPermitted => "Not booked: this key may not",
            Outcome::Conflict => "Not booked, and nothing was sent: --yes books all the same",
            Outcome::Unknown => {
                "Unknown: it may be booked. Do not send it again; the next start of bookdesk looks it up"
            }
            Outcome::NotThere => "Not booked: it was lost on the way and is not there; it can be sent again",
            Outcome::NotSent => "Not booked: nothing was sent",
        }
    }
}

/// What has come of one booking.
#[derive(Clone)]
pub struct Verdict {
    /// In a word.
    pub outcome: Outcome,
    /// What stands in the way, or stood against it.
    pub problems: Vec<Problem>,
    /// The appointment, where it is booked.
    pub appointment: Option<Appointment>,
    /// The request, where it was only to be looked at.
    pub request: Option<RequestView>,
    /// For whom, and with whom or where, by name where the lists tell.
    pub whom: Vec<String>,
    /// What the answer says otherwise than the request did.
    pub remarks: Vec<String>,
}

impl Verdict {
    pub(super) fn of(outcome: Outcome, problems: Vec<Problem>) -> Verdict {
        Verdict { outcome, problems, appointment: None, request: None, whom: Vec::new(), remarks: Vec::new() }
    }

    /// For a program, in one line: `{"outcome":"booked","appointment":{…}}`, else the problems; a dry run adds the
    /// request (CONTRACT, Shell).
    pub fn json(&self) -> Value {
        let mut told = json!({ "outcome": self.outcome.word() });
        if let Some(booked) = &self.appointment {
            told["appointment"] = appointment(booked);
        }
        if let Some(view) = &self.request {
            told["request"] = request(view);
        }
        if self.appointment.is_none() || !self.problems.is_empty() {
            told["problems"] = self.problems.iter().map(problem).collect();
        }
        told
    }

    /// For a person at that desk: what has become of it, in one line; a dry run shows the request first.
    pub fn lines(&self, desk: &Desk) -> Vec<String> {
        let mut lines = Vec::new();
        let mut next = self.request.as_ref();
        while let Some(view) = next {
            lines.push(format!("{} {}", view.method, view.url));
            lines.extend(view.headers.iter().map(|(name, value)| format!("{name}: {value}")));
            lines.push(String::new());
            lines.extend(view.body.shown().lines().map(str::to_owned));
            next = view.then.as_deref();
        }
        let mut said = format!("{}: {}", desk.mode(), self.says());
        if let Some(booked) = &self.appointment {
            said.push_str(&format!(" at {}: {}", booked.backend, booked.id));
            if let Some(start) = booked.start {
                said.push_str(&format!(", {}", desk.on_both_clocks(start, desk.zone())));
            }
        }
        if self.outcome.exit_code() == 0 && !self.whom.is_empty() {
            said.push_str(&format!(" ({})", self.whom.join(", ")));
        }
        said.push('.');
        lines.push(said);
        lines
    }

    /// What has become of it, in words: of what is no booking, what it was recorded as.
    fn says(&self) -> String {
        let status = self.appointment.as_ref().map(|booked| &*booked.status);
        match status.filter(|status| is_no_booking(status)) {
            Some(status) => {
                let said = recorded_as(status, Language::En);
                let first = said.chars().take(1).flat_map(char::to_uppercase);
                first.chain(said.chars().skip(1)).chain([';']).collect()
            }
            None => self.outcome.says().to_owned(),
        }
    }

    /// For a person: what stands in the way or stood against it, a line each.
    pub fn complaints(&self) -> Vec<String> {
        let line = |problem: &Problem| {
            let key = problem.field().map(|id| format!("{}: ", id.key())).unwrap_or_default();
            let server = problem.server.as_ref().and_then(|server| server.request_id.as_ref());
            let id = server.map(|id| format!(" (request {id})")).unwrap_or_default();
            format!("{key}{} {}", problem.what, problem.advice).trim_end().to_owned() + &id
        };
        self.problems.iter().map(line).chain(self.remarks.iter().cloned()).collect()
    }
}

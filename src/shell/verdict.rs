//! What has come of a booking: in a word, as an exit code, in lines for a person and as JSON for a program.

use serde_json::{Value, json};
use strum::IntoStaticStr;

use super::json::{appointment, problem, request};
use crate::booking::{
    Appointment, AppointmentRef, ChangeKind, Language, Meaning, Problem, RequestView, is_no_booking,
    recorded_as,
};
use crate::desk::{Desk, appointment_lines};

/// What has come of it.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "lowercase")]
pub enum Outcome {
    /// It is booked.
    Booked,
    /// It is moved.
    Moved,
    /// The new appointment is made, and the old one, which it was to take the place of, still stands.
    Twice,
    /// It is called off.
    Cancelled,
    /// The entry is removed.
    Removed,
    /// It has another status.
    Changed,
    /// It was only to be shown.
    Shown,
    /// A dry run found nothing against it.
    Clean,
    /// It can't be sent as it is: something is missing, or can't be read. Nothing was sent.
    Invalid,
    /// The server said no.
    Refused,
    /// The server said that this key may not (401, 403).
    #[strum(serialize = "not permitted")]
    NotPermitted,
    /// Something stands against it, or a warning was not answered. Nothing was sent.
    Conflict,
    /// It may be booked, and looking it up has not told.
    Unknown,
    /// It was lost on the way, was looked for since, and is certainly not there.
    #[strum(serialize = "not there")]
    NotThere,
    /// It never left: nothing was sent.
    #[strum(serialize = "not sent")]
    NotSent,
}

impl Outcome {
    /// The word for it in JSON; never changes.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The exit code of the command (CONTRACT, Shell). What is certainly not there can be booked again like what was
    /// never sent, and has its code.
    pub fn exit_code(self) -> u8 {
        match self {
            Outcome::Booked
            | Outcome::Moved
            | Outcome::Cancelled
            | Outcome::Removed
            | Outcome::Changed
            | Outcome::Shown
            | Outcome::Clean => 0,
            Outcome::Invalid => 2,
            Outcome::Refused => 3,
            Outcome::NotPermitted => 4,
            Outcome::Conflict | Outcome::Twice => 5,
            Outcome::Unknown => 6,
            Outcome::NotThere | Outcome::NotSent => 7,
        }
    }

    /// A change of this kind is made.
    pub(super) fn of_made(kind: ChangeKind) -> Outcome {
        match kind {
            ChangeKind::Book => Outcome::Booked,
            ChangeKind::Move => Outcome::Moved,
            ChangeKind::Cancel => Outcome::Cancelled,
            ChangeKind::Remove => Outcome::Removed,
            ChangeKind::Status | ChangeKind::Panels | ChangeKind::Confirm => Outcome::Changed,
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

    /// What it means for a change of this kind, in words.
    fn says(self, kind: ChangeKind) -> String {
        let (done, all_the_same) = match kind {
            ChangeKind::Book => ("booked", "books all the same"),
            ChangeKind::Move => ("moved", "moves it all the same"),
            ChangeKind::Cancel => ("cancelled", "cancels it all the same"),
            ChangeKind::Remove => ("removed", "and --permanently remove it"),
            ChangeKind::Status | ChangeKind::Panels | ChangeKind::Confirm => {
                ("changed", "changes it all the same")
            }
        };
        match self {
            Outcome::Booked => "Booked".to_owned(),
            Outcome::Moved => "Moved".to_owned(),
            Outcome::Twice => "Booked anew, and the old appointment still stands".to_owned(),
            Outcome::Cancelled => "Cancelled".to_owned(),
            Outcome::Removed => "Removed".to_owned(),
            Outcome::Changed => "Changed".to_owned(),
            Outcome::Shown => "Shown".to_owned(),
            Outcome::Clean => "Nothing stands against it; nothing was sent".to_owned(),
            Outcome::Invalid => format!("Not {done}: it has to be mended first, and nothing was sent"),
            Outcome::Refused => format!("Not {done}: the server refused it"),
            Outcome::NotPermitted => format!("Not {done}: this key may not"),
            Outcome::Conflict => format!("Not {done}, and nothing was sent: --yes {all_the_same}"),
            Outcome::Unknown => format!(
                "Unknown: it may be {done}. Do not send it again; the next start of bookdesk looks it up"
            ),
            Outcome::NotThere => {
                format!("Not {done}: it was lost on the way and is not there; it can be sent again")
            }
            Outcome::NotSent => format!("Not {done}: nothing was sent"),
        }
    }
}

/// What has come of one change.
#[derive(Clone)]
pub struct Verdict {
    /// In a word.
    pub outcome: Outcome,
    /// What was to be done.
    pub kind: ChangeKind,
    /// What stands in the way, or stood against it.
    pub problems: Vec<Problem>,
    /// The appointment, where it is booked, altered or only shown.
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
        Verdict {
            outcome,
            kind: ChangeKind::Book,
            problems,
            appointment: None,
            request: None,
            whom: Vec::new(),
            remarks: Vec::new(),
        }
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
        if self.outcome == Outcome::Shown {
            return appointment_lines(desk);
        }
        let mut lines = Vec::new();
        let mut next = self.request.as_ref();
        while let Some(view) = next {
            lines.push(format!("{} {}", view.method, view.url));
            lines.extend(view.headers.iter().map(|(name, value)| format!("{name}: {value}")));
            lines.push(String::new());
            lines.extend(view.body.shown().lines().map(str::to_owned));
            next = view.then.as_deref();
        }
        let backend = self.appointment.as_ref().map_or(desk.backend, |booked| booked.backend);
        let mut said = format!("{}: {}", desk.mode_of(backend), self.says());
        if let Some(booked) = &self.appointment {
            said.push_str(&format!(" at {}: {}", booked.backend, booked.id));
            if let Some(start) = booked.start {
                let zone = desk.zone_of(&AppointmentRef::of(booked).visit());
                said.push_str(&format!(", {}", desk.on_both_clocks(start, zone)));
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
        match status.filter(|status| self.outcome == Outcome::Booked && is_no_booking(status)) {
            Some(status) => {
                let said = recorded_as(status, Language::En);
                let first = said.chars().take(1).flat_map(char::to_uppercase);
                first.chain(said.chars().skip(1)).chain([';']).collect()
            }
            None => self.outcome.says(self.kind),
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

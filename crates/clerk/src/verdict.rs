//! The outcome of a command: a word, an exit code, lines for a person, and JSON for a program.

use serde_json::{Value, json};

use super::json::{problem, request};
use booking::{
    Appointment, AppointmentRef, Cause, ChangeKind, ClinicId, Failure, Meaning, Outcome, Problem,
    RequestView, Severity, Spot, is_no_booking, recorded_as,
};
use i18n::say;
use screen::{Page, Role};
use words::{KnownAppointment, Wording};

/// The width in columns of lines that are not for a screen.
const LINE_WIDTH: usize = 100;

/// Returns the outcome of a command whose clinic could not be read. Nothing was sent.
pub(super) fn outcome_unread(failure: &Failure) -> Outcome {
    match failure {
        Failure::Refused(report) if report.cause == Cause::NotFound => {
            Outcome::Failed(Meaning::Refused)
        }
        // A clinic that asked to wait has refused a question, not a change.
        Failure::Refused(report) if report.cause == Cause::RateLimited => {
            Outcome::Failed(Meaning::NotSent)
        }
        Failure::Refused(_) => Outcome::of_failure(failure),
        Failure::NotSent(_) | Failure::Unknown(_) => Outcome::Failed(Meaning::NotSent),
    }
}

/// Returns an appointment as it was answered. The change supplies the patient and provider if the answer omits them.
fn as_known(words: Wording<'_>, booked: &Appointment) -> AppointmentRef {
    let now = AppointmentRef::of(booked);
    let office = words.office;
    let mut changes = office.changes().iter();
    let made = changes.find(|open| {
        open.change().clinic() == booked.clinic && open.outcome().appointment() == Some(&booked.id)
    });
    let visit = made.map(|open| open.change().visit());
    // A settled change has left the list, and is in the book.
    let recorded = office.book.history(booked.clinic, &booked.id);
    let recorded = recorded.first();
    let person = visit.as_ref().map(|visit| visit.person.clone());
    let provider = visit.and_then(|visit| visit.provider);
    AppointmentRef {
        person: now
            .person
            .or(person)
            .or_else(|| Some(recorded?.person.clone())),
        provider: now
            .provider
            .or(provider)
            .or_else(|| recorded?.provider.clone()),
        ..now
    }
}

/// The outcome of one change.
#[derive(Clone)]
pub struct ChangeVerdict {
    /// The outcome, with the appointment if it was booked, altered or shown.
    pub outcome: Outcome,
    /// The kind of change; `None` if the appointment was only shown.
    pub kind: Option<ChangeKind>,
    /// Problems and warnings.
    pub problems: Vec<Problem>,
    /// The request of a dry run.
    pub request: Option<RequestView>,
    /// Where the answer differs from the request.
    pub remarks: Vec<String>,
}

impl ChangeVerdict {
    /// Creates the verdict on a command that had nothing to do.
    pub fn nothing_to_do() -> ChangeVerdict {
        ChangeVerdict::of(Outcome::Clean, Vec::new())
    }

    pub(super) fn of(outcome: Outcome, problems: Vec<Problem>) -> ChangeVerdict {
        ChangeVerdict {
            outcome,
            kind: Some(ChangeKind::Book),
            problems,
            request: None,
            remarks: Vec::new(),
        }
    }

    /// Creates a verdict with one problem, which concerns no field.
    pub fn with_message(outcome: Outcome, what: impl Into<String>) -> ChangeVerdict {
        ChangeVerdict::of(outcome, vec![Problem::error(Spot::Whole, what, "")])
    }

    /// Returns the exit code of the command (`shell.md` of the guide). A change that was certainly not made can be sent
    /// again, so it has the code of one that was never sent.
    pub fn exit_code(&self) -> u8 {
        match &self.outcome {
            Outcome::Made(..) | Outcome::Shown(_) | Outcome::Clean => 0,
            Outcome::Invalid => 2,
            Outcome::Failed(Meaning::Refused) => 3,
            Outcome::NotPermitted => 4,
            Outcome::Conflict | Outcome::Repeated | Outcome::Warning => 5,
            Outcome::Failed(Meaning::Unknown)
            | Outcome::Incomplete(_)
            | Outcome::InPart(_)
            | Outcome::ByHand => 6,
            Outcome::Failed(Meaning::NotThere | Meaning::NotSent) | Outcome::Queued => 7,
        }
    }

    /// Returns the verdict as one JSON object: `{"outcome":"booked","appointment":{…}}`, or with the problems. An
    /// entry of the waiting list is marked as such. A dry run adds the request (`shell.md` of the guide).
    pub fn json(&self) -> Value {
        let mut object = json!({ "outcome": self.outcome.word() });
        if let Some(booked) = self.outcome.appointment() {
            // As its clinic sent it, with the clinic's own names and types.
            object["appointment"] = Value::Object(booked.record.shown().clone());
            if booked.wished().is_some() {
                object["waiting"] = Value::Bool(true);
            }
        }
        if let Some(view) = &self.request {
            object["request"] = request(view);
        }
        if self.outcome.appointment().is_none() || !self.problems.is_empty() {
            object["problems"] = self.problems.iter().map(problem).collect();
        }
        object
    }

    /// Returns the verdict as lines for a person; a dry run begins with the request. Without an appointment, `clinic`
    /// is named.
    pub fn lines(&self, words: Wording<'_>, clinic: ClinicId) -> Vec<String> {
        if let Outcome::Shown(appointment) = &self.outcome {
            return appointment_lines(words, appointment);
        }
        let mut lines = Vec::new();
        let mut next = self.request.as_ref();
        while let Some(view) = next {
            lines.push(format!("{} {}", view.method, view.url));
            lines.extend(
                view.headers
                    .iter()
                    .map(|(name, value)| format!("{name}: {value}")),
            );
            lines.push(String::new());
            lines.extend(view.body.shown().lines().map(str::to_owned));
            next = view.then.as_deref();
        }
        let clinic = self
            .outcome
            .appointment()
            .map_or(clinic, |booked| booked.clinic);
        lines.push(format!(
            "{}: {}",
            words.office.mode_of(clinic),
            self.sentence(words)
        ));
        lines
    }

    /// Returns the outcome as a sentence, with the reason if it failed.
    fn sentence(&self, words: Wording<'_>) -> String {
        let language = words.language;
        if let (Some(booked), Some(kind)) = (self.outcome.appointment(), self.kind) {
            return self.made(words, booked, kind);
        }
        let why = self
            .reason()
            .map_or(say!(language, "shell-no-reason"), |problem| &problem.what);
        let Some(kind) = self.kind else {
            return why.to_owned();
        };
        match self.outcome {
            Outcome::Clean => say!(language, "shell-nothing-against").to_owned(),
            Outcome::Conflict if self.request.is_some() => {
                say!(language, "shell-something-against").to_owned()
            }
            Outcome::Conflict if !self.is_beyond_yes() => {
                let not_sent = say!(language, "shell-not-sent", kind, why);
                format!("{not_sent} {}", say!(language, "shell-all-the-same", kind))
            }
            Outcome::Conflict | Outcome::Invalid | Outcome::Failed(Meaning::NotSent) => {
                say!(language, "shell-not-sent", kind, why)
            }
            Outcome::Failed(Meaning::Unknown) => say!(language, "shell-may-be", why),
            Outcome::Failed(Meaning::NotThere) => {
                let why = say!(language, "shell-can-go-again");
                say!(language, "shell-not-done", kind, why)
            }
            Outcome::Made(..)
            | Outcome::Incomplete(_)
            | Outcome::InPart(_)
            | Outcome::Failed(_)
            | Outcome::NotPermitted
            | Outcome::Repeated
            | Outcome::Queued
            | Outcome::ByHand
            | Outcome::Warning
            | Outcome::Shown(_) => say!(language, "shell-not-done", kind, why),
        }
    }

    /// Returns whether `--yes` can't override a problem.
    fn is_beyond_yes(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
    }

    /// Returns the sentence about an appointment that was made or altered, with its time and names.
    fn made(&self, words: Wording<'_>, booked: &Appointment, kind: ChangeKind) -> String {
        let language = words.language;
        let clinic = booked.clinic.name();
        let id = booked.id.as_str();
        let mut sentence = match self.outcome {
            Outcome::Made(ChangeKind::Book, _) if is_no_booking(&booked.status) => {
                let recorded = recorded_as(&booked.status, language);
                say!(language, "shell-recorded", clinic, recorded, id)
            }
            Outcome::Incomplete(_) => say!(language, "shell-incomplete", clinic, id),
            Outcome::InPart(_) => say!(language, "shell-in-part", clinic, id),
            Outcome::Made(..)
            | Outcome::Failed(_)
            | Outcome::NotPermitted
            | Outcome::Invalid
            | Outcome::Conflict
            | Outcome::Repeated
            | Outcome::Queued
            | Outcome::ByHand
            | Outcome::Clean
            | Outcome::Warning
            | Outcome::Shown(_) => say!(language, "shell-done", kind, clinic, id),
        };
        let of = as_known(words, booked);
        if let Some(start) = booked.start {
            let zone = words.office.zone_of(&of.visit());
            sentence.push_str(&format!(", {}", words.on_both_clocks(start, zone)));
        }
        let whom = words.names_of(&of);
        if !whom.is_empty() {
            sentence.push_str(&format!(" ({})", whom.join(", ")));
        }
        sentence + "."
    }

    /// Returns the most severe problem, if the sentence of the verdict contains it.
    fn reason(&self) -> Option<&Problem> {
        let has_own_sentence = matches!(
            self.outcome,
            Outcome::Clean | Outcome::Failed(Meaning::NotThere)
        ) || self.outcome.appointment().is_some();
        if has_own_sentence || self.request.is_some() {
            return None;
        }
        self.problems
            .iter()
            .rev()
            .max_by_key(|problem| problem.severity)
    }

    /// Returns the problems as lines for a person. The problem in the sentence of the verdict is reduced to its advice:
    /// always if it concerns no field, else only if `beside_verdict`.
    pub fn complaints(&self, beside_verdict: bool) -> Vec<String> {
        let reason = self
            .reason()
            .filter(|reason| beside_verdict || reason.field().is_none());
        let line = |problem: &Problem| {
            let is_stated = reason.is_some_and(|reason| std::ptr::eq(reason, problem));
            let what = if is_stated { "" } else { &problem.what };
            let server = problem
                .server
                .as_ref()
                .and_then(|server| server.request_id.as_ref());
            let id = server.map(|id| format!("(request {id})"));
            let parts = [what, &problem.advice, id.as_deref().unwrap_or_default()];
            let texts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            let key = problem
                .field()
                .map(|id| format!("{}: ", id.key()))
                .unwrap_or_default();
            (!texts.is_empty()).then(|| format!("{key}{}", texts.join(" ")))
        };
        self.problems
            .iter()
            .filter_map(line)
            .chain(self.remarks.iter().cloned())
            .collect()
    }
}

/// Returns an appointment as lines for a person, with everything that its clinic answered.
fn appointment_lines(words: Wording<'_>, appointment: &Appointment) -> Vec<String> {
    let of = AppointmentRef::of(appointment);
    let shown = KnownAppointment {
        appointment,
        person: of.person.as_deref(),
        provider: of.provider.as_deref(),
        as_line: None,
    };
    let mut page = Page::<()>::default();
    for line in words.heading_of(&shown, LINE_WIDTH) {
        page.wrapped("", Role::Text, &line, Role::Text, LINE_WIDTH);
    }
    page.gap();
    let rows: Vec<(String, String, Role)> = words
        .members(&shown, |_| true)
        .into_iter()
        .map(|row| (row.name, row.text, Role::Text))
        .collect();
    page.named(&rows, LINE_WIDTH);
    page.texts()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

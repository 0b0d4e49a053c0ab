//! The verdict on each row.

use booking::{ClinicId, Outcome, Problem};

/// The outcome of one row.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The line of the file in which the row begins.
    pub line: u64,
    /// The clinic, if the row names one.
    pub clinic: Option<ClinicId>,
    /// The outcome, with the appointment's id; empty if the records no longer hold the id.
    pub outcome: Outcome<String>,
    /// The id of the conflicting appointment, or of the appointment to alter.
    pub(super) about: Option<String>,
    /// Problems and warnings of the row.
    pub problems: Vec<Problem>,
}

impl Verdict {
    pub(super) fn new(line: u64, clinic: Option<ClinicId>, outcome: Outcome<String>) -> Verdict {
        Verdict {
            line,
            clinic,
            outcome,
            about: None,
            problems: Vec::new(),
        }
    }

    pub(super) fn about(self, about: Option<String>) -> Verdict {
        Verdict { about, ..self }
    }

    pub(super) fn because(self, problems: Vec<Problem>) -> Verdict {
        Verdict { problems, ..self }
    }

    /// Returns the outcome's word in reports.
    pub fn word(&self) -> &'static str {
        if self.outcome == Outcome::Invalid {
            "to mend"
        } else {
            self.outcome.word()
        }
    }

    /// Returns the appointment's id, if there is one.
    pub fn appointment(&self) -> Option<&str> {
        let id = self.outcome.appointment().or(self.about.as_ref())?;
        (!id.is_empty()).then_some(id)
    }

    /// Returns all problems in one line.
    pub fn details(&self) -> String {
        let texts = self.problems.iter().map(|problem| {
            let field = problem
                .field()
                .map(|field| format!("{}: ", field.key()))
                .unwrap_or_default();
            format!("{field}{} {}", problem.what, problem.advice)
        });
        texts
            .collect::<Vec<_>>()
            .join(" ")
            .trim_end()
            .replace(['\n', '\r'], " ")
    }
}

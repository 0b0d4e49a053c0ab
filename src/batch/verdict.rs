//! What became of each row.

use crate::booking::{Outcome, Problem, Vendor};

/// What became of one row.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The line of the file the row begins in.
    pub line: u64,
    /// Where it goes, where it says so.
    pub backend: Option<Vendor>,
    /// What became of it, with the id of its appointment; empty where the records have let that go.
    pub outcome: Outcome<String>,
    /// The id of the appointment that stands in its way, or that it was to alter.
    pub(super) about: Option<String>,
    /// What there is to say about it.
    pub problems: Vec<Problem>,
}

impl Verdict {
    pub(super) fn new(line: u64, backend: Option<Vendor>, outcome: Outcome<String>) -> Verdict {
        Verdict { line, backend, outcome, about: None, problems: Vec::new() }
    }

    pub(super) fn about(self, about: Option<String>) -> Verdict {
        Verdict { about, ..self }
    }

    pub(super) fn because(self, problems: Vec<Problem>) -> Verdict {
        Verdict { problems, ..self }
    }

    /// Its outcome in a word, as reports have it.
    pub fn word(&self) -> &'static str {
        if self.outcome == Outcome::Invalid { "to mend" } else { self.outcome.word() }
    }

    /// The id of the appointment, where there is one.
    pub fn appointment(&self) -> Option<&str> {
        let id = self.outcome.appointment().or(self.about.as_ref())?;
        (!id.is_empty()).then_some(id)
    }

    /// What there is to say, in one line.
    pub fn details(&self) -> String {
        let said = self.problems.iter().map(|problem| {
            let at = problem.field().map(|field| format!("{}: ", field.key())).unwrap_or_default();
            format!("{at}{} {}", problem.what, problem.advice)
        });
        said.collect::<Vec<_>>().join(" ").trim_end().replace(['\n', '\r'], " ")
    }
}

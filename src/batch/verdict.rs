//! What became of each row.

use strum::IntoStaticStr;

use crate::booking::{ChangeKind, Problem, Vendor};

/// What became of a row, in a word. The words stand in reports and never change.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq, Hash)]
#[strum(serialize_all = "lowercase")]
pub enum Word {
    /// It is booked, by this run or by an earlier one.
    Booked,
    /// It is moved, likewise.
    Moved,
    /// The new appointment is made, and the old one, which it is to take the place of, is not known to be called off.
    Incomplete,
    /// It is called off, likewise.
    Cancelled,
    /// It has another status, likewise.
    Changed,
    /// It would be sent as it is.
    Clean,
    /// It would be sent, and something stands against it.
    Warning,
    /// There is something to mend; nothing was sent.
    #[strum(serialize = "to mend")]
    ToMend,
    /// Another row of the file is for the same visit; nothing was sent.
    Repeated,
    /// The records hold its visit for a booking that is not of this row; nothing was sent.
    Conflict,
    /// The clinic said no.
    Refused,
    /// It never left.
    #[strum(serialize = "not sent")]
    NotSent,
    /// Nobody knows yet.
    Unknown,
    /// It was looked for and is not there.
    #[strum(serialize = "not there")]
    NotThere,
    /// A person at the desk has dealt with it.
    #[strum(serialize = "by hand")]
    ByHand,
}

impl Word {
    /// The word for it.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// A change of this kind is made.
    pub(super) fn of_made(kind: ChangeKind) -> Word {
        match kind {
            ChangeKind::Book => Word::Booked,
            ChangeKind::Move => Word::Moved,
            ChangeKind::Cancel => Word::Cancelled,
            ChangeKind::Status | ChangeKind::Panels | ChangeKind::Confirm | ChangeKind::Remove => {
                Word::Changed
            }
        }
    }

    /// Whether it is as it should be.
    pub fn is_well(self) -> bool {
        matches!(self, Word::Booked | Word::Moved | Word::Cancelled | Word::Changed | Word::Clean)
    }
}

/// What became of one row.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The line of the file the row begins in.
    pub line: u64,
    /// Where it goes, where it says so.
    pub backend: Option<Vendor>,
    /// What became of it.
    pub word: Word,
    /// The id of the appointment, once there is one.
    pub appointment: Option<String>,
    /// What there is to say about it.
    pub problems: Vec<Problem>,
}

impl Verdict {
    pub(super) fn new(line: u64, backend: Option<Vendor>, word: Word) -> Verdict {
        Verdict { line, backend, word, appointment: None, problems: Vec::new() }
    }

    pub(super) fn about(self, appointment: impl Into<Option<String>>) -> Verdict {
        // A row's may have been let go since.
        Verdict { appointment: appointment.into().filter(|id| !id.is_empty()), ..self }
    }

    pub(super) fn because(self, problems: Vec<Problem>) -> Verdict {
        Verdict { problems, ..self }
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

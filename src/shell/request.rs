//! What is to be booked, moved or called off, as a shell says it.

use std::fmt;
use std::time::Duration;

use crate::booking::{FieldId, Problem, Status, Vendor, Verb};

/// How it is gone about.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// Whether it is only to be looked at, and not sent.
    pub dry_run: bool,
    /// Whether warnings and conflicts are answered with yes.
    pub yes: bool,
    /// Whether it goes out though the other desks can't be asked.
    pub alone: bool,
    /// For how long an outcome that nobody knows is looked up.
    pub wait: Duration,
}

/// One booking.
#[derive(Clone, Debug)]
pub struct Request {
    /// Where it goes. A line may leave it open, and says so itself then.
    pub backend: Option<Vendor>,
    /// What the form is filled with.
    pub filling: Filling,
    /// How it is gone about.
    pub manner: Manner,
}

/// What the form is filled with.
#[derive(Clone)]
pub enum Filling {
    /// These texts, each read as if it were typed into its field; every other field holds what it does in an empty
    /// form.
    Fields(Vec<(FieldId, String)>),
    /// A text as for the entry line, and the first free time it admits.
    Line(String),
}

/// An appointment that is to be altered.
#[derive(Clone, Debug)]
pub struct Alteration {
    /// Who keeps it.
    pub backend: Vendor,
    /// Its id there.
    pub id: String,
    /// What it is to become.
    pub to: Altered,
    /// How it is gone about.
    pub manner: Manner,
}

/// What an appointment is to become.
#[derive(Clone)]
pub enum Altered {
    /// One at the time, and in the place, of these texts. What they leave open stays.
    Moved(Vec<(FieldId, String)>),
    /// One that nobody comes to, for this reason.
    Cancelled(String),
    /// None at all any more: it was made in error.
    Removed,
    /// One with this status.
    WithStatus(Status),
    /// One with these panels, or without.
    WithPanels {
        /// By their ids, at least one.
        panels: Vec<String>,
        /// Whether they are ordered; otherwise they are taken off.
        adds: bool,
    },
    /// One whose blood was drawn, into the kit with this barcode, and the same once more.
    Drawn([String; 2]),
}

impl Altered {
    /// Whether it takes something away.
    pub(super) fn removes(&self) -> bool {
        matches!(self, Altered::Removed | Altered::WithPanels { adds: false, .. })
    }

    /// What is done with the appointment.
    pub(super) fn verb(&self) -> Verb {
        match self {
            Altered::Moved(_) => Verb::Move,
            Altered::Cancelled(_) => Verb::Cancel,
            Altered::Removed => Verb::Remove,
            Altered::WithStatus(status) => Verb::setting(*status),
            Altered::WithPanels { .. } => Verb::Panels,
            Altered::Drawn(_) => Verb::Confirm,
        }
    }
}

/// Why something that was asked is not answered.
pub struct Unanswered {
    /// In a sentence.
    pub problem: Problem,
    /// Whether the question has to be put otherwise: a part of an id stands where a whole one belongs.
    pub is_usage: bool,
}

impl From<Problem> for Unanswered {
    fn from(problem: Problem) -> Unanswered {
        Unanswered { problem, is_usage: false }
    }
}

/// Names which fields are filled, never with what.
impl fmt::Debug for Filling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Filling::Fields(fields) => f.debug_list().entries(fields.iter().map(|(id, _)| id)).finish(),
            Filling::Line(_) => f.write_str("Line"),
        }
    }
}

/// The same.
impl fmt::Debug for Altered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Altered::Moved(fields) => f.debug_list().entries(fields.iter().map(|(id, _)| id)).finish(),
            Altered::Cancelled(_) => f.write_str("Cancelled"),
            Altered::Removed => f.write_str("Removed"),
            Altered::WithPanels { adds, .. } => f.debug_tuple("WithPanels").field(adds).finish(),
            Altered::Drawn(_) => f.write_str("Drawn"),
            Altered::WithStatus(status) => f.debug_tuple("WithStatus").field(status).finish(),
        }
    }
}

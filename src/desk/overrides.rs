//! Going ahead in spite of a conflict: who, when, what for. The record holds ids and kinds, and no names.

use chrono::{DateTime, Utc};

use crate::booking::{Backend, Mode};
use crate::words::{Language, say};

use super::{Ask, Desk, Sent};

/// Why someone books in spite of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The patient wants it so.
    PatientAsks,
    /// Whoever it is with has said yes.
    ProviderAgrees,
    /// It can't wait.
    Urgent,
}

impl Reason {
    /// All of them, in the order of their digits.
    pub const ALL: [Reason; 3] = [Reason::PatientAsks, Reason::ProviderAgrees, Reason::Urgent];

    /// What the question calls it.
    #[must_use]
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Reason::PatientAsks => say!(language, "why-patient-asks"),
            Reason::ProviderAgrees => say!(language, "why-provider-agrees"),
            Reason::Urgent => say!(language, "why-urgent"),
        }
    }

    /// What the record calls it; never changes.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Reason::PatientAsks => "patient-asks",
            Reason::ProviderAgrees => "provider-agrees",
            Reason::Urgent => "urgent",
        }
    }
}

/// A booking that goes out in spite of conflicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// When it went out, by the wall clock.
    pub at: DateTime<Utc>,
    /// Who said so, where that is known.
    pub operator: Option<String>,
    /// How real it is.
    pub mode: Mode,
    /// Where it went.
    pub backend: Backend,
    /// The id of whose it is there.
    pub person: String,
    /// The id of the practitioner or location there, if it names one.
    pub provider: Option<String>,
    /// When it starts, if it says so.
    pub start: Option<DateTime<Utc>>,
    /// What stood against it.
    pub conflicts: Vec<Overridden>,
    /// Why, if a reason was given.
    pub reason: Option<Reason>,
}

/// One conflict that was overridden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overridden {
    /// Its kind in a word.
    pub kind: &'static str,
    /// The id of the appointment that was in the way, if it was one.
    pub appointment: Option<String>,
}

impl Ask {
    /// The reasons it takes for a yes, by their digits: where a conflict is overridden.
    #[must_use]
    pub fn reasons(&self, desk: &Desk) -> &'static [Reason] {
        let overrides = matches!(self, Ask::Warnings) && !desk.form().conflicts().is_empty();
        if overrides { &Reason::ALL } else { &[] }
    }
}

impl Desk {
    /// Makes of a booking one that goes out in spite of what stands against it, if anything does.
    pub(super) fn in_spite_of(&self, sent: Sent, reason: Option<Reason>) -> Sent {
        let conflicts: Vec<Overridden> = self.overridden(sent.booking.backend());
        if conflicts.is_empty() {
            return sent;
        }
        let backend = sent.booking.backend();
        let (person, start) = sent.booking.subject();
        let record = Override {
            at: self.moment.now,
            operator: self.setup.operator.clone(),
            mode: self.mode_of(backend),
            backend,
            person,
            provider: sent.booking.provider().map(|provider| provider.id()),
            start,
            conflicts,
            reason,
        };
        Sent { in_spite_of: Some(Box::new(record)), ..sent }
    }

    /// What stands against the booking of a form, as the record has it.
    pub(super) fn overridden(&self, backend: Backend) -> Vec<Overridden> {
        let conflicts = self.form_of(backend).conflicts().iter();
        let id = |conflict: &crate::booking::Conflict| conflict.appointment().map(|booked| booked.id.clone());
        conflicts.map(|conflict| Overridden { kind: conflict.kind(), appointment: id(conflict) }).collect()
    }

    /// Whether an override could be written down: if not, it is said with the booking.
    pub(super) fn recorded(&mut self, outcome: Result<(), String>) {
        self.unrecorded = outcome.err();
    }
}

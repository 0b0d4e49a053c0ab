//! Going ahead in spite of a conflict: who, when, what for. The record holds ids and kinds, and no names.

use chrono::{DateTime, Utc};

use crate::booking::{Backend, Mode};
use crate::words::{Language, say};

use super::{Ask, Desk, Sent};

/// Why someone books in spite of a conflict, or how they know what became of a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The patient wants it so.
    PatientAsks,
    /// Whoever it is with has said yes.
    ProviderAgrees,
    /// It can't wait.
    Urgent,
    /// They have looked in the backend's own programme.
    SeenThere,
    /// The clinic or laboratory says so.
    ClinicSays,
    /// The patient says so.
    PatientSays,
}

impl Reason {
    /// Why a booking goes out, in the order of their digits.
    pub const ALL: [Reason; 3] = [Reason::PatientAsks, Reason::ProviderAgrees, Reason::Urgent];
    /// How it is known what became of one, likewise.
    pub const BY_HAND: [Reason; 3] = [Reason::SeenThere, Reason::ClinicSays, Reason::PatientSays];

    /// What the question calls it.
    #[must_use]
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Reason::PatientAsks => say!(language, "why-patient-asks"),
            Reason::ProviderAgrees => say!(language, "why-provider-agrees"),
            Reason::Urgent => say!(language, "why-urgent"),
            Reason::SeenThere => say!(language, "why-seen-there"),
            Reason::ClinicSays => say!(language, "why-clinic-says"),
            Reason::PatientSays => say!(language, "why-patient-says"),
        }
    }

    /// What the record calls it; never changes.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Reason::PatientAsks => "patient-asks",
            Reason::ProviderAgrees => "provider-agrees",
            Reason::Urgent => "urgent",
            Reason::SeenThere => "seen-there",
            Reason::ClinicSays => "clinic-says",
            Reason::PatientSays => "patient-says",
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
    /// What stood against it, or how it was settled by hand.
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
    /// The reasons it takes for a yes, by their digits: where a conflict is overridden, or a booking settled by hand.
    #[must_use]
    pub fn reasons(&self, desk: &Desk) -> &'static [Reason] {
        match self {
            Ask::Warnings if !desk.form().conflicts().is_empty() => &Reason::ALL,
            Ask::ByHand(..) => &Reason::BY_HAND,
            _ => &[],
        }
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
        let id = |conflict: &crate::booking::Conflict| conflict.appointment_id().map(str::to_owned);
        conflicts.map(|conflict| Overridden { kind: conflict.kind(), appointment: id(conflict) }).collect()
    }

    /// Whether it could be written down that a person settled a booking by hand.
    pub(super) fn recorded(&mut self, outcome: Result<(), String>) {
        if let Err(why) = outcome {
            self.note = Some(say!(self.setup.language, "outbox-unrecorded", why = why));
        }
    }
}

//! Going ahead in spite of a conflict: who, when, what for. The record holds ids and kinds, and no names.

use chrono::{DateTime, Utc};

use crate::booking::{Mode, Vendor};
use crate::i18n::{Language, say};

/// Why someone books in spite of a conflict, or how they know what became of a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The patient wants it so.
    PatientAsks,
    /// Whoever it is with has said yes.
    ProviderAgrees,
    /// It can't wait.
    Urgent,
    /// Nobody was asked: whoever gave the command said yes to whatever might stand against it.
    InAdvance,
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
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Reason::PatientAsks => say!(language, "why-patient-asks"),
            Reason::ProviderAgrees => say!(language, "why-provider-agrees"),
            Reason::Urgent => say!(language, "why-urgent"),
            Reason::InAdvance => say!(language, "why-in-advance"),
            Reason::SeenThere => say!(language, "why-seen-there"),
            Reason::ClinicSays => say!(language, "why-clinic-says"),
            Reason::PatientSays => say!(language, "why-patient-says"),
        }
    }

    /// What the record calls it; never changes.
    pub fn word(self) -> &'static str {
        match self {
            Reason::PatientAsks => "patient-asks",
            Reason::ProviderAgrees => "provider-agrees",
            Reason::Urgent => "urgent",
            Reason::InAdvance => "in-advance",
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
    pub backend: Vendor,
    /// The id of whose it is there.
    pub person: String,
    /// The id of the practitioner or location there, if it names one.
    pub provider: Option<String>,
    /// When it starts, if it says so.
    pub start: Option<DateTime<Utc>>,
    /// What stood against it, or how it was settled by hand.
    pub conflicts: Vec<Overridden>,
    /// Why.
    pub reason: Reason,
}

impl Overridden {
    /// Whether it is among those that are known. An appointment is the same, whoever tells of it.
    pub(in crate::desk) fn is_among(&self, known: &[Overridden]) -> bool {
        let is_same = |one: &Overridden| self.appointment.is_some() && one.appointment == self.appointment;
        known.iter().any(|one| one == self || is_same(one))
    }
}

/// One conflict that was overridden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overridden {
    /// Its kind in a word.
    pub kind: &'static str,
    /// The id of the appointment that was in the way, if it was one.
    pub appointment: Option<String>,
}

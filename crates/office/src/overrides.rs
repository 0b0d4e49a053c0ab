//! Overridden warnings, and the reasons.

use chrono::{DateTime, Utc};
use strum::IntoStaticStr;

use booking::{Change, ClinicId, Conflict, Mode, Untimely, Visit};
use i18n::{Language, MessageId};

use super::Office;

/// Why a person overrides a conflict, or how they know the outcome of a change.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum Reason {
    /// The patient asks for it.
    PatientAsks,
    /// The practitioner has agreed.
    ProviderAgrees,
    /// The matter is urgent.
    Urgent,
    /// The change is entered after the event.
    EnteredLater,
    /// The patient came at another time.
    CameAtAnotherTime,
    /// The calendar has the wrong time.
    WrongTime,
    /// Nobody was asked: the person who gave the command agreed to any conflict in advance.
    InAdvance,
    /// The person who gave the command agreed to the warnings of a whole file.
    Batch,
    /// The person has looked in the clinic's own software.
    SeenThere,
    /// The clinic or laboratory says so.
    ClinicSays,
    /// The patient says so.
    PatientSays,
}

impl Reason {
    /// The reasons for overriding a conflict, in the order of their digits.
    pub const ALL: [Reason; 3] = [Reason::PatientAsks, Reason::ProviderAgrees, Reason::Urgent];
    /// The reasons for a change that does not fit the time of its appointment, in the order of their digits.
    pub(crate) const UNTIMELY: [Reason; 3] = [
        Reason::EnteredLater,
        Reason::CameAtAnotherTime,
        Reason::WrongTime,
    ];
    /// The ways of knowing the outcome of a change, in the order of their digits.
    pub const BY_HAND: [Reason; 3] = [Reason::SeenThere, Reason::ClinicSays, Reason::PatientSays];

    /// Returns the word of the record, which never changes.
    pub fn word(self) -> &'static str {
        match self {
            Reason::PatientAsks => "patient-asks",
            Reason::ProviderAgrees => "provider-agrees",
            Reason::Urgent => "urgent",
            Reason::EnteredLater => "entered-later",
            Reason::CameAtAnotherTime => "came-at-another-time",
            Reason::WrongTime => "wrong-time",
            Reason::InAdvance => "in-advance",
            Reason::Batch => "batch",
            Reason::SeenThere => "seen-there",
            Reason::ClinicSays => "clinic-says",
            Reason::PatientSays => "patient-says",
        }
    }

    /// Returns the reason as the question names it.
    pub fn label(self, language: Language) -> &'static str {
        MessageId::attribute("override-reason", self.into()).text(language)
    }
}

/// A booking sent despite conflicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// When it was sent, by the wall clock.
    pub at: DateTime<Utc>,
    /// The operator who decided, if known.
    pub operator: Option<String>,
    /// The mode of the booking.
    pub mode: Mode,
    /// The clinic.
    pub clinic: ClinicId,
    /// The patient's id at the clinic.
    pub person: String,
    /// The id of the practitioner or location at the clinic, if it names one.
    pub provider: Option<String>,
    /// The start, if it has one.
    pub start: Option<DateTime<Utc>>,
    /// The conflicts, or how it was settled by hand.
    pub conflicts: Vec<Overridden>,
    /// The reason.
    pub reason: Reason,
}

impl Overridden {
    /// Creates the record that a change does not fit the time of its appointment.
    pub fn of_untimely(change: &Change, untimely: &Untimely) -> Overridden {
        Overridden {
            kind: untimely.kind(),
            appointment: change.appointment().map(|of| of.id.clone()),
        }
    }

    /// Returns whether this conflict, or another one with the same appointment, is among the known ones.
    pub(crate) fn is_among(&self, known: &[Overridden]) -> bool {
        let is_same = |other: &Overridden| {
            self.appointment.is_some() && other.appointment == self.appointment
        };
        known.iter().any(|other| other == self || is_same(other))
    }
}

/// One overridden conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overridden {
    /// The word for its kind.
    pub kind: &'static str,
    /// The id of the conflicting appointment, if there is one.
    pub appointment: Option<String>,
}

impl From<&Conflict> for Overridden {
    fn from(conflict: &Conflict) -> Overridden {
        let appointment = conflict.appointment_key();
        Overridden {
            kind: conflict.kind(),
            appointment: appointment.map(|(_, id)| id.to_owned()),
        }
    }
}

/// Returns the conflicts to record: the ones that need a reason.
pub(crate) fn as_recorded(conflicts: &[Conflict]) -> Vec<Overridden> {
    let overridden = conflicts.iter().filter(|conflict| conflict.needs_reason());
    overridden.map(Overridden::from).collect()
}

impl Office {
    /// Returns the record of a booking sent despite these conflicts, and the reason.
    pub fn override_of(
        &self,
        visit: Visit,
        conflicts: Vec<Overridden>,
        reason: Reason,
    ) -> Override {
        let Visit {
            clinic,
            person,
            provider,
            start,
        } = visit;
        Override {
            at: self.moment.now,
            operator: self.setup.operator.clone(),
            mode: self.mode_of(clinic),
            clinic,
            person,
            provider,
            start,
            conflicts,
            reason,
        }
    }
}

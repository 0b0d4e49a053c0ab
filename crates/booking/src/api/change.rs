//! The changes that can be requested from a clinic API, and its answers.

use std::fmt;

use strum::IntoStaticStr;

use crate::time::Span;
use crate::{
    Appointment, AwayTime, Booking, Detail, Id, NewPatient, PatientCorrection, Person, Provider,
    Reference, Status,
};

/// A change as it is requested. Ids are the API's own.
#[derive(Clone, Copy, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum ChangeRequest<'a> {
    /// Creates an appointment.
    Book(&'a Booking),
    /// Gives an appointment another time, another provider, or both; only what changes is sent.
    Move {
        /// The id of the appointment.
        appointment: &'a str,
        /// The new time.
        span: Option<&'a Span>,
        /// The new provider, if the API can change it.
        provider: Option<&'a Provider>,
    },
    /// Gives an entry of the waiting list a time, which makes it an appointment.
    BookWaiting {
        /// The id of the entry.
        appointment: &'a str,
        /// The time.
        span: &'a Span,
    },
    /// Cancels an appointment.
    Cancel {
        /// The id of the appointment.
        appointment: &'a str,
        /// The reason, up to 500 UTF-16 units; sent if the API takes one.
        reason: &'a str,
    },
    /// Removes an appointment for good.
    Remove {
        /// The id of the appointment.
        appointment: &'a str,
    },
    /// Sets the status of an appointment.
    #[strum(serialize = "status")]
    SetStatus {
        /// The id of the appointment.
        appointment: &'a str,
        /// The new status.
        status: Status,
    },
    /// Changes details of an appointment; the others stay. Another length is sent as the time.
    SetDetails {
        /// The id of the appointment.
        appointment: &'a str,
        /// The details, at least one.
        details: &'a [Detail],
        /// The time, if the details have another length.
        span: Option<&'a Span>,
        /// The reference that follows the comment.
        reference: Option<Reference>,
    },
    /// Orders panels with an appointment. Panels it has already do no harm.
    AddPanels {
        /// The id of the appointment.
        appointment: &'a str,
        /// The panels to add, at least one.
        panels: &'a [Id],
    },
    /// Removes panels from an appointment.
    RemovePanels {
        /// The id of the appointment.
        appointment: &'a str,
        /// The panels to remove: at least one, each of which the appointment has.
        panels: &'a [Id],
    },
    /// Confirms that blood was drawn. No change can undo this.
    #[strum(serialize = "confirm")]
    ConfirmDraw {
        /// The id of the appointment.
        appointment: &'a str,
        /// The digits on the kit.
        barcode: &'a str,
    },
    /// Enters that a practitioner is away.
    EnterAway(&'a AwayTime),
    /// Takes back that a practitioner is away.
    EndAway(&'a AwayTime),
    /// Creates a patient.
    AddPatient(&'a NewPatient),
    /// Corrects a patient's data.
    CorrectPatient(&'a PatientCorrection),
    /// Marks a published slot as taken, or as free again.
    #[strum(serialize = "slot")]
    SetSlot {
        /// The id of the slot.
        slot: &'a str,
        /// Whether the slot can be booked from now on.
        free: bool,
        /// Whether the slot was read just before, so that it need not be read again.
        is_read: bool,
    },
}

/// A clinic API's answer to a change that it has made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// The appointment after the change.
    Appointment(Box<Appointment>),
    /// The patient's data after the change.
    Patient(Box<Person>),
    /// The change was made; the answer says no more.
    Done,
}

impl ChangeRequest<'_> {
    /// Returns the change's word for the log.
    pub fn word(&self) -> &'static str {
        self.into()
    }
}

/// Prints only the kind of change: reasons, barcodes and patients are personal.
impl fmt::Debug for ChangeRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Change").field(&self.word()).finish()
    }
}

//! What a clinic API can be asked to alter, and what it says once it has.

use std::fmt;

use strum::IntoStaticStr;

use crate::booking::time::Span;
use crate::booking::{Appointment, Booking, Id, NewPatient, PatientCorrection, Person, Provider, Status};

/// A change as it is asked for. Ids are the API's own.
#[derive(Clone, Copy, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Change<'a> {
    /// Creates an appointment.
    Book(&'a Booking),
    /// Gives an appointment another time, another provider, or both; what stays is not sent.
    Move {
        /// Which.
        appointment: &'a str,
        /// The new time.
        span: Option<&'a Span>,
        /// The new provider, where the API can change it.
        provider: Option<&'a Provider>,
    },
    /// Gives somebody on the waiting list a time: the entry becomes their appointment.
    BookWaiting {
        /// Which entry.
        appointment: &'a str,
        /// The time.
        span: &'a Span,
    },
    /// Calls an appointment off.
    Cancel {
        /// Which.
        appointment: &'a str,
        /// Why, up to 500 UTF-16 units; sent where the API takes a reason.
        reason: &'a str,
    },
    /// Removes an appointment for good.
    Remove {
        /// Which.
        appointment: &'a str,
    },
    /// Says how far an appointment has come.
    #[strum(serialize = "status")]
    SetStatus {
        /// Which.
        appointment: &'a str,
        /// The new status.
        status: Status,
    },
    /// Orders panels with an appointment. Those it has already do no harm.
    AddPanels {
        /// Which.
        appointment: &'a str,
        /// At least one.
        panels: &'a [Id],
    },
    /// Takes panels off an appointment.
    RemovePanels {
        /// Which.
        appointment: &'a str,
        /// At least one, each of which it has.
        panels: &'a [Id],
    },
    /// Says that blood was drawn. Nothing takes that back.
    #[strum(serialize = "confirm")]
    ConfirmDraw {
        /// Which.
        appointment: &'a str,
        /// The digits on the kit.
        barcode: &'a str,
    },
    /// Makes a patient known.
    AddPatient(&'a NewPatient),
    /// Puts a patient's data right.
    CorrectPatient(&'a PatientCorrection),
    /// Marks a published slot as taken, or as free again.
    #[strum(serialize = "slot")]
    SetSlot {
        /// Which.
        slot: &'a str,
        /// Whether it can be booked from now on.
        free: bool,
    },
}

/// What an API says of a change that it has made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// The appointment as it is now.
    Appointment(Box<Appointment>),
    /// The patient as they are known now.
    Patient(Box<Person>),
    /// Only that it is done.
    Done,
}

impl Change<'_> {
    /// The word for it in the log.
    pub fn word(&self) -> &'static str {
        self.into()
    }
}

/// Reasons, barcodes and patients are personal.
impl fmt::Debug for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Change").field(&self.word()).finish()
    }
}

//! Why a successful response holds nothing usable.

use crate::i18n::{Language, say};

/// A defect of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The response is empty.
    Empty,
    /// The response is not JSON.
    NoJson,
    /// The response holds no appointment.
    NoAppointment,
    /// The response holds an appointment without an id.
    NoAppointmentId,
    /// The response is about another appointment than the requested one.
    OtherAppointment,
    /// The response holds no record with an id.
    NoRecord,
    /// The response is about another record than the requested one.
    OtherRecord,
    /// The response holds no list.
    NoList,
    /// The response holds no free times.
    NoTimes,
    /// The response doesn't confirm that the change was made.
    NotDone,
}

impl DecodeError {
    /// Returns the defect as the end of a sentence: "The answer can't be read: *it is empty*".
    pub fn said(self, language: Language) -> &'static str {
        match self {
            DecodeError::Empty => say!(language, "decode-empty"),
            DecodeError::NoJson => say!(language, "decode-no-json"),
            DecodeError::NoAppointment => say!(language, "decode-no-appointment"),
            DecodeError::NoAppointmentId => say!(language, "decode-no-appointment-id"),
            DecodeError::OtherAppointment => say!(language, "decode-other-appointment"),
            DecodeError::NoRecord => say!(language, "decode-no-record"),
            DecodeError::OtherRecord => say!(language, "decode-other-record"),
            DecodeError::NoList => say!(language, "decode-no-list"),
            DecodeError::NoTimes => say!(language, "decode-no-times"),
            DecodeError::NotDone => say!(language, "decode-not-done"),
        }
    }
}

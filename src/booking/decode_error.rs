//! Why the answer to something that went well says nothing usable.

use crate::i18n::{Language, say};

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// There is nothing in it.
    Empty,
    /// It is not JSON.
    NoJson,
    /// It holds no appointment.
    NoAppointment,
    /// It holds an appointment without an id to find it by.
    NoAppointmentId,
    /// It is about another appointment than the one that was asked for.
    OtherAppointment,
    /// It holds no record with an id.
    NoRecord,
    /// It is about another record than the one that was asked for.
    OtherRecord,
    /// It holds no list.
    NoList,
    /// It holds no free times.
    NoTimes,
    /// It doesn't say that what was asked for is done.
    NotDone,
}

impl DecodeError {
    /// What is wrong with it, as the end of a sentence: "The answer can't be read: *it is empty*".
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

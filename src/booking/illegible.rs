//! Why the answer to something that went well says nothing usable.

use crate::words::{Language, say};

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Illegible {
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

impl Illegible {
    /// What is wrong with it, as the end of a sentence: "The answer can't be read: *it is empty*".
    #[must_use]
    pub fn said(self, language: Language) -> &'static str {
        match self {
            Illegible::Empty => say!(language, "illegible-empty"),
            Illegible::NoJson => say!(language, "illegible-no-json"),
            Illegible::NoAppointment => say!(language, "illegible-no-appointment"),
            Illegible::NoAppointmentId => say!(language, "illegible-no-appointment-id"),
            Illegible::OtherAppointment => say!(language, "illegible-other-appointment"),
            Illegible::NoRecord => say!(language, "illegible-no-record"),
            Illegible::OtherRecord => say!(language, "illegible-other-record"),
            Illegible::NoList => say!(language, "illegible-no-list"),
            Illegible::NoTimes => say!(language, "illegible-no-times"),
            Illegible::NotDone => say!(language, "illegible-not-done"),
        }
    }
}

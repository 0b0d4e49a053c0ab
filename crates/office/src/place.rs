//! The places of answers: a call that several parts make says which of them its answer is for.

/// What an appointment is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppointmentPlace {
    /// The check right before a change of it is sent.
    Check,
    /// The look-up of a change whose outcome is unknown.
    LookUp,
    /// The panels that it may lack.
    Panels,
    /// A face of the office.
    Face(FaceAppointment),
}

/// What a face reads an appointment for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaceAppointment {
    /// A change of an appointment that is in a list.
    Listed,
    /// A row of several changes at once.
    Row,
    /// The appointment that a person opens.
    Opened,
    /// The open appointment, read again.
    Again,
}

/// What free times are read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FreeTimesPlace {
    /// The check right before a change is sent.
    Check,
    /// A face of the office.
    Face,
}

/// What the day of a practitioner or location is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPlace {
    /// The check right before a change is sent.
    Check,
    /// A calendar.
    Calendar,
}

/// What an entry of a list is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryPlace {
    /// The list, which lacks the entry.
    List,
    /// The correction of a patient's data.
    Correction,
}

/// What patients are searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchPlace {
    /// The patient in question, at another clinic.
    Upcoming,
    /// A face of the office.
    Face,
}

//! The places of answers: which part of the program an answer is for, if several make the same call.

/// The reader of an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppointmentPlace {
    /// The check right before a change of the appointment is sent.
    Check,
    /// The check of the new appointment, before the old one is cancelled as the second step of a change.
    Successor,
    /// The look-up of a change whose outcome is unknown.
    Lookup,
    /// The reader of panels that the appointment may lack.
    Panels,
    /// A row of a list whose appointment a new one replaces.
    Row,
    /// An entry of a waiting list that the clinic does not list yet.
    Waiting,
    /// A face of the office.
    Face(FaceAppointment),
}

/// The reader of an appointment at a face of the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaceAppointment {
    /// A change of an appointment that is in a list.
    Listed,
    /// The appointment that a person opens.
    Opened,
    /// The open appointment, read again.
    Again,
}

/// The reader of free times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FreeTimesPlace {
    /// The check right before a change is sent.
    Check,
    /// A face of the office.
    Face,
}

/// The reader of the day of a practitioner or location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPlace {
    /// The check right before a change is sent.
    Check,
    /// A calendar.
    Calendar,
    /// The look-up of an absence whose outcome is unknown.
    Lookup,
}

/// The reader of an entry of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryPlace {
    /// The list, which lacks the entry.
    List,
    /// The correction of a patient's data.
    Correction,
}

/// The party that searches patients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchPlace {
    /// The search for the patient in question at another clinic.
    Upcoming,
    /// A face of the office.
    Face,
}

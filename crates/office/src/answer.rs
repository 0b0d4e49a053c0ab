//! The answers to effects. Each goes to one place, which the call names if there are several.

use booking::api::MissingCapabilities;
use booking::{
    Agenda, Appointment, CallHistory, ChangeRecord, Claim, Directory, Entry, Failure, Free, Hours,
    Listing, Matches, People, Person, Personal, PinAttempt, PublishedTimes, RecentChanges,
    Register, RequestView, Tube,
};

use super::{
    AppointmentPlace, EntryPlace, FaceAppointment, FreeTimesPlace, NotTaken, NotesAnswer,
    SearchPlace, StoreTrouble,
};

/// The answer to an effect.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The outcome of a change.
    Changed(Box<Result<Appointment, Failure>>),
    /// The claims on a visit.
    Claims(Vec<Claim>),
    /// Changes by other windows or earlier runs.
    Changes(RecentChanges),
    /// The recorded notes of telephone calls; `None` if no records are kept.
    Calls(Option<Vec<CallHistory>>),
    /// The recorded notes after a call was noted; or why it could not be.
    CallNoted(Result<Option<CallHistory>, String>),
    /// The outcome of reading a list.
    Listed(Directory, Result<Listing, Box<Failure>>),
    /// The part of a long list read so far. More follows with the same ticket.
    SoFar(Directory, Register),
    /// The outcome of reading a long list to its end.
    Everyone(Directory, Result<Register, Box<Failure>>),
    /// The outcome of reading an entry by its id.
    EntryRead(
        EntryPlace,
        Directory,
        Personal<String>,
        Result<Entry, Box<Failure>>,
    ),
    /// The outcome of reading free times.
    FreeTimes(FreeTimesPlace, Result<Free, Box<Failure>>),
    /// The outcome of searching patients.
    Found(SearchPlace, Result<Listing, Box<Failure>>),
    /// The outcome of reading a person's appointments to look for a lost booking.
    Sought(Result<Agenda, Box<Failure>>),
    /// The outcome of reading a calendar.
    Calendar(Result<Agenda, Box<Failure>>),
    /// The outcome of reading the day of a change before it is made.
    DayChecked(Result<Agenda, Box<Failure>>),
    /// The notes of the desks, or why one was not written.
    Notes(Result<NotesAnswer, String>),
    /// The outcome of recording an override.
    OverrideRecorded(Result<(), String>),
    /// The outcome of saving the typed texts.
    Kept(Result<(), StoreTrouble>),
    /// The outcome of recording a queued change.
    Queued(Result<(), String>),
    /// The outcome of a probe.
    Probed(Result<(), Box<Failure>>),
    /// The capabilities that a clinic's server lacks.
    Capabilities(MissingCapabilities),
    /// Whether an absence of a practitioner can be entered at the clinic.
    EntersAbsences(Result<bool, Box<Failure>>),
    /// The outcome of reading working hours; `None` inside if the clinic has none.
    Hours(Result<Option<Hours>, Box<Failure>>),
    /// The outcome of reading published times.
    Published(Result<PublishedTimes, Box<Failure>>),
    /// The outcome of reading an appointment by its id.
    Opened(AppointmentPlace, Box<Result<Appointment, Failure>>),
    /// The outcome of adding panels to an appointment.
    PanelsAdded(Box<Result<(), Failure>>),
    /// The outcome of marking published slots.
    SlotsKept(Result<(), Box<Failure>>),
    /// The outcome of checking a PIN, or why it could not be checked.
    PinChecked(Result<PinAttempt, String>),
    /// An answer for the face.
    Face(Box<FaceAnswer>),
}

impl From<FaceAnswer> for Answer {
    fn from(answer: FaceAnswer) -> Answer {
        Answer::Face(Box::new(answer))
    }
}

impl Answer {
    /// Returns whether the effect ends with this answer.
    pub fn is_last(&self) -> bool {
        !matches!(self, Answer::SoFar(..))
    }

    /// Returns whether the answer is about a change: the clinic's answer to it, to its check or to its look-up, or the
    /// records' answer.
    pub(crate) fn is_about_change(&self) -> bool {
        matches!(
            self,
            Answer::Changed(_)
                | Answer::Queued(_)
                | Answer::OverrideRecorded(_)
                | Answer::Sought(_)
                | Answer::DayChecked(_)
                | Answer::FreeTimes(FreeTimesPlace::Check, _)
                | Answer::Opened(
                    AppointmentPlace::Check
                        | AppointmentPlace::Successor
                        | AppointmentPlace::Lookup,
                    _
                )
        )
    }

    /// Returns the appointment that was read by its id.
    pub(crate) fn opened(&self) -> Option<&Appointment> {
        match self {
            Answer::Opened(_, result) => result.as_ref().as_ref().ok(),
            _ => None,
        }
    }

    /// Returns the appointment that was read by its id, or that a change has made or altered.
    pub(crate) fn appointment(&self) -> Option<&Appointment> {
        match self {
            Answer::Changed(result) => result.as_ref().as_ref().ok(),
            _ => self.opened(),
        }
    }

    /// Returns the appointments that were read.
    pub(crate) fn agenda_mut(&mut self) -> Option<&mut Agenda> {
        match self {
            Answer::Sought(result) | Answer::Calendar(result) | Answer::DayChecked(result) => {
                result.as_mut().ok()
            }
            _ => None,
        }
    }
}

/// An answer that the office passes to the face that asked.
#[derive(Clone, Debug)]
pub enum FaceAnswer {
    /// The changes of an appointment by other windows, or earlier runs.
    History(Vec<ChangeRecord>),
    /// The matches in a long list.
    Matched(Matches),
    /// The entry whose data are to be corrected.
    EntryToCorrect(Result<Entry, Failure>),
    /// The outcome of reading free times.
    FreeTimes(Result<Free, Failure>),
    /// The outcome of searching patients.
    Found(Result<Listing, Failure>),
    /// The outcome of taking over a draft from a desk that is gone.
    TakenOver(Result<(), NotTaken>),
    /// The outcome of reading an appointment by its id.
    Opened(FaceAppointment, Result<Appointment, Failure>),
    /// The outcome of searching for similar patients.
    AlikeFound(Result<People, Failure>),
    /// The outcome of adding a patient.
    PatientAdded(Result<Person, Failure>),
    /// The outcome of correcting a patient's data.
    PatientCorrected(Result<Person, Failure>),
    /// The request as it would be sent.
    Previewed(RequestView),
    /// The tubes that a draw will fill.
    Tubes(Result<Vec<Tube>, Failure>),
}

impl FaceAnswer {
    /// Returns whether it is the outcome of adding a patient, or of correcting one's data.
    pub(crate) fn is_of_patients_data(&self) -> bool {
        matches!(
            self,
            FaceAnswer::PatientAdded(_) | FaceAnswer::PatientCorrected(_)
        )
    }
}

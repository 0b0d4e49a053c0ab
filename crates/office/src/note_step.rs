//! Operations on the notes of the desks, and the subjects of notes.

use booking::{
    AwayNote, AwayTime, CallBack, CallBackRequest, ClinicId, LateWish, NoteText, Waiter,
};

/// An operation on the notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteStep {
    /// Note these absences, all of one practitioner or location.
    Put(Vec<AwayTime>),
    /// Remove these notes, all of one practitioner or location.
    Remove(Vec<AwayNote>),
    /// Write the note about a patient, replacing the previous one, or remove it.
    OfPatient {
        /// The clinic that has the patient.
        clinic: ClinicId,
        /// The patient's id there.
        person: String,
        /// The text; `None` to remove the note.
        text: Option<NoteText>,
        /// The previous note as its writer saw it; `None` if there was none.
        seen: Option<NoteText>,
    },
    /// Put a patient on the call list.
    CallBack {
        /// The call.
        request: CallBackRequest,
        /// The entry that it replaces, as it was seen, if any.
        seen: Option<CallBack>,
    },
    /// Remove a patient from the call list.
    NoCallBack(CallBack),
    /// Note the delay of a practitioner or location, or remove the note.
    Late(LateWish),
    /// Put a patient on the desks' own waiting list.
    Waiting {
        /// The patient.
        waiter: Waiter,
        /// The entry that it replaces, as it was seen, if any.
        seen: Option<Waiter>,
    },
    /// Remove a patient from that list.
    NotWaiting(Waiter),
}

/// The subject of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteSubject {
    /// An absence.
    Absence,
    /// A patient.
    Patient,
    /// A patient who is to be called back.
    CallBack,
    /// A practitioner or location that runs late.
    Late,
    /// A patient who waits for a time.
    Waiting,
}

impl NoteSubject {
    pub(crate) const ALL: [NoteSubject; 5] = [
        NoteSubject::Absence,
        NoteSubject::Patient,
        NoteSubject::CallBack,
        NoteSubject::Late,
        NoteSubject::Waiting,
    ];
}

impl NoteStep {
    /// Returns the clinic of the subject; `None` if there is nothing to note.
    pub fn clinic(&self) -> Option<ClinicId> {
        match self {
            NoteStep::Put(times) => Some(times.first()?.slot_ref().clinic),
            NoteStep::Remove(notes) => Some(notes.first()?.provider.clinic()),
            NoteStep::OfPatient { clinic, .. } => Some(*clinic),
            NoteStep::CallBack { request, .. } => Some(request.clinic),
            NoteStep::NoCallBack(call) => Some(call.request.clinic),
            NoteStep::Late(wish) => Some(wish.provider.clinic()),
            NoteStep::Waiting { waiter, .. } | NoteStep::NotWaiting(waiter) => Some(waiter.clinic),
        }
    }

    /// Returns the subject.
    pub fn subject(&self) -> NoteSubject {
        match self {
            NoteStep::Put(_) | NoteStep::Remove(_) => NoteSubject::Absence,
            NoteStep::OfPatient { .. } => NoteSubject::Patient,
            NoteStep::CallBack { .. } | NoteStep::NoCallBack(_) => NoteSubject::CallBack,
            NoteStep::Late(_) => NoteSubject::Late,
            NoteStep::Waiting { .. } | NoteStep::NotWaiting(_) => NoteSubject::Waiting,
        }
    }
}

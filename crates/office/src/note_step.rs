//! What is written among the notes of the desks, and what each is about.

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
    /// Write the note about a patient in place of the one before, or take it away.
    OfPatient {
        /// The clinic that knows the patient.
        clinic: ClinicId,
        /// The patient's id there.
        person: String,
        /// The text; `None` to take the note away.
        text: Option<NoteText>,
        /// The note as it was seen by whoever writes this one; `None` if there was none.
        seen: Option<NoteText>,
    },
    /// Put a patient on the call list.
    CallBack {
        /// The call.
        request: CallBackRequest,
        /// The entry that it replaces, as it was seen; `None` if none was.
        seen: Option<CallBack>,
    },
    /// Take a patient off the call list.
    NoCallBack(CallBack),
    /// Note by how much a practitioner or location runs late, or take that away.
    Late(LateWish),
    /// Put a patient on the waiting list that the desks keep.
    Waiting {
        /// The patient.
        waiter: Waiter,
        /// The entry that it replaces, as it was seen; `None` if none was.
        seen: Option<Waiter>,
    },
    /// Take a patient off that list.
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

//! The effects that an office requests.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use booking::time::Minutes;
use booking::{
    CallNote, Change, ClinicId, Days, Directory, Id, ListPlace, NewPatient, Outage,
    PatientCorrection, PatientQuery, PatientSettlement, PeopleQuery, Personal, Provider, Register,
    Settlement, Slot, SlotUpkeep, Spoken, TimedVisit,
};

use super::{
    AppointmentPlace, ChangeRef, DayPlace, DraftSnapshot, EntryPlace, FileRow, FreeTimesPlace,
    NoteStep, Override, Pin, RowTurn, SearchPlace, Ticket, UnlockAttempt, Whose,
};

/// A change to record and send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispatch {
    /// The change.
    pub change: Change,
    /// The ids of appointments known before sending; a look-up must not mistake one of them for this change.
    pub known_appointments: Vec<String>,
    /// The recorded changes for the same visit or time that do not prevent sending it, by their names in the records.
    pub known_claims: Vec<Uuid>,
    /// The other queued changes of its bulk list, which do not conflict with it.
    pub beside: Vec<ChangeRef>,
    /// The override to record with it.
    pub override_entry: Option<Box<Override>>,
    /// The queued change that it continues, if any; it is sent only while that is still queued.
    pub continues: Option<ChangeRef>,
    /// Whether it is sent although other desks may not see it yet.
    pub goes_alone: bool,
    /// The row of the file that it comes from, if any.
    pub row: Option<Arc<FileRow>>,
    /// Its place in the list of which it is a row.
    pub list: Option<ListPlace>,
    /// The language in which the patient is written to, if known.
    pub spoken: Option<Personal<Spoken>>,
    /// The instruction for the patient's slip, if one was given.
    pub instruction: Option<Personal<String>>,
}

/// The second step of a change, confirmed together with the first. It is queued in the same transaction that settles
/// the first as made, so that no crash separates them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondStep {
    /// The ticket of its queued record.
    pub ticket: Ticket,
    /// The change.
    pub change: Change,
}

/// An effect that an office requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Call a clinic.
    Clinic(Ticket, ClinicCall),
    /// Read or write the records.
    Store(StoreOp),
    /// Record a change at a clinic, and send it once.
    Send(Ticket, ClinicChange),
    /// End the wait of a recorded row of a file; this is the ticket for sending it.
    Turn(Ticket, RowTurn),
    /// Search a list that is too long to be searched between two keys.
    Find(Ticket, Register, PeopleQuery),
    /// Free a list, because returning the memory of a million people takes longer than a key may.
    Discard(Register),
    /// Check a PIN.
    CheckPin(Ticket, Pin),
    /// Lock every other window that works with the same records.
    LockAll,
    /// Give up an effect whose answer is not needed any more.
    Abandon(Ticket),
    /// Open the records and the connections to the clinics: nothing else is requested before this.
    Begin,
}

/// A call to a clinic that needs no records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClinicCall {
    /// Read a list.
    List(Directory),
    /// Read one entry by its id, which may be any typed text.
    ReadEntry(EntryPlace, Directory, Personal<String>),
    /// Search a clinic for patients.
    Search(SearchPlace, ClinicId, PatientQuery),
    /// Read the free times of a practitioner or location on these days, for a visit of this length.
    FreeTimes(FreeTimesPlace, Provider, Days, Option<Minutes>),
    /// Read the free times of one of several that are read at the same time.
    FreeTimesInGroup(Provider, Days, Option<Minutes>),
    /// Read the working hours of a practitioner or location.
    Hours(Provider),
    /// Read the times that a practitioner publishes on these days, free or not.
    Published(Provider, Days),
    /// Read a person's appointments.
    Upcoming(Whose),
    /// Read a person's appointments to look for a booking; the clinic's rate limit delays this no longer than a
    /// booking.
    FindLost(Whose),
    /// Read the appointments of a practitioner or location on these days.
    Day(DayPlace, Provider, Days),
    /// Read the appointments of a whole clinic on these days.
    DayOfAll(ClinicId, Days),
    /// Read the absences of all practitioners of a clinic on these days.
    Absences(ClinicId, Days),
    /// Read whether an absence of a practitioner can be entered at the clinic.
    EntersAbsences(Provider),
    /// Read a clinic's waiting list.
    Waiting(ClinicId),
    /// Read an appointment by its id.
    Open(AppointmentPlace, ClinicId, String),
    /// Read the tubes that the draw of an appointment will fill.
    Tubes(ClinicId, String),
    /// Add these panels to the appointment with this id, once.
    AddPanels(ClinicId, String, Vec<Id>),
    /// Mark the published slots that a change has taken up or given back.
    KeepSlots(Box<SlotUpkeep>),
    /// Search the clinic for patients who may be this person.
    FindAlike(Box<NewPatient>),
    /// Probe whether a clinic can be reached.
    Probe(ClinicId),
    /// Read which capabilities a clinic's server lacks.
    Capabilities(ClinicId),
    /// Show the request for this change.
    Preview(Box<Change>),
}

/// A change at a clinic, which is recorded before it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClinicChange {
    /// Book, or change an appointment.
    Appointment(Box<Dispatch>),
    /// Add this patient.
    AddPatient(Box<NewPatient>),
    /// Correct this patient's data.
    CorrectPatient(Box<PatientCorrection>),
}

/// An operation on the records, which sends nothing to a clinic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreOp {
    /// Record a change that waits for a person to release it, with its place in a list.
    Queue(Ticket, Box<Change>, Option<ListPlace>),
    /// Record the outcome of a change, which was unknown.
    Settle(ChangeRef, Settlement, Option<Box<SecondStep>>),
    /// Record that a person overrode conflicts, and why.
    RecordOverride(Ticket, Box<Override>),
    /// Read the claims on this visit and its time.
    Claims(Ticket, Box<TimedVisit>),
    /// Hold this time for this window, instead of the previous one; `None` releases it.
    Hold(Option<(Provider, Slot)>),
    /// Drop the collisions of the change with this name, at this clinic, because a person has dealt with them.
    DropCollisions(ClinicId, Uuid),
    /// Read others' changes since this moment, if anybody has written to the records.
    Changes(Ticket, DateTime<Utc>),
    /// Read the history of the appointment with this id.
    History(Ticket, ClinicId, String),
    /// Read the notes of telephone calls about appointments from this moment on, and those written since.
    Calls(Ticket, DateTime<Utc>),
    /// Record the result of a telephone call.
    NoteCall(Ticket, Box<CallNote>),
    /// Write or remove notes of the desks.
    Note(Ticket, Box<NoteStep>),
    /// Save the typed texts, replacing those saved before.
    Keep(Ticket, Box<DraftSnapshot>),
    /// Take over the draft with this name in the shared records of this clinic, whose desk is gone.
    TakeDraft(Ticket, ClinicId, String),
    /// Record the outcome of a call about a patient's data that was unknown.
    SettlePatient(PatientSettlement),
    /// Record a wrong PIN, or an unlocking after wrong ones.
    UnlockAttempt(UnlockAttempt),
    /// Record an outage of a clinic.
    Away(ClinicId, Outage),
}

impl Effect {
    /// Returns the ticket of the answer; `None` if there is no answer.
    pub fn ticket(&self) -> Option<Ticket> {
        match self {
            Effect::Clinic(ticket, _)
            | Effect::Send(ticket, _)
            | Effect::Find(ticket, ..)
            | Effect::CheckPin(ticket, _) => Some(*ticket),
            Effect::Store(op) => op.ticket(),
            Effect::Turn(..)
            | Effect::Discard(_)
            | Effect::Abandon(_)
            | Effect::Begin
            | Effect::LockAll => None,
        }
    }

    /// Returns the clinic that is called or sent something.
    pub fn clinic(&self) -> Option<ClinicId> {
        match self {
            Effect::Clinic(_, call) => Some(call.clinic()),
            Effect::Send(_, change) => Some(change.clinic()),
            Effect::Store(_)
            | Effect::Turn(..)
            | Effect::Find(..)
            | Effect::Discard(_)
            | Effect::CheckPin(..)
            | Effect::LockAll
            | Effect::Abandon(_)
            | Effect::Begin => None,
        }
    }
}

impl ClinicCall {
    /// Returns the clinic that is called.
    pub fn clinic(&self) -> ClinicId {
        match self {
            ClinicCall::List(directory) | ClinicCall::ReadEntry(_, directory, _) => {
                directory.clinic()
            }
            ClinicCall::FreeTimes(_, provider, ..)
            | ClinicCall::FreeTimesInGroup(provider, ..)
            | ClinicCall::Day(_, provider, _)
            | ClinicCall::Published(provider, _)
            | ClinicCall::EntersAbsences(provider)
            | ClinicCall::Hours(provider) => provider.clinic(),
            ClinicCall::Upcoming(whose) | ClinicCall::FindLost(whose) => whose.clinic(),
            ClinicCall::Search(_, clinic, _)
            | ClinicCall::DayOfAll(clinic, _)
            | ClinicCall::Absences(clinic, _)
            | ClinicCall::Waiting(clinic)
            | ClinicCall::Open(_, clinic, _)
            | ClinicCall::Tubes(clinic, _)
            | ClinicCall::AddPanels(clinic, ..)
            | ClinicCall::Probe(clinic)
            | ClinicCall::Capabilities(clinic) => *clinic,
            ClinicCall::KeepSlots(upkeep) => upkeep.provider.clinic(),
            ClinicCall::FindAlike(patient) => patient.clinic(),
            ClinicCall::Preview(change) => change.clinic(),
        }
    }

    /// Returns whether the call only reads, and may be abandoned.
    pub fn may_be_abandoned(&self) -> bool {
        use ClinicCall as C;
        matches!(
            self,
            C::Search(..)
                | C::List(_)
                | C::FreeTimes(..)
                | C::FreeTimesInGroup(..)
                | C::Upcoming(_)
                | C::FindLost(_)
                | C::Open(..)
        )
    }
}

impl Effect {
    /// Returns the request for the free times of one of several as a separate request, because data shared with others
    /// may be older.
    pub(crate) fn for_one(self) -> Effect {
        match self {
            Effect::Clinic(ticket, ClinicCall::FreeTimesInGroup(provider, days, length)) => {
                let call = ClinicCall::FreeTimes(FreeTimesPlace::Face, provider, days, length);
                Effect::Clinic(ticket, call)
            }
            other => other,
        }
    }
}

impl ClinicChange {
    /// Returns the clinic that it is sent to.
    pub fn clinic(&self) -> ClinicId {
        match self {
            ClinicChange::Appointment(dispatch) => dispatch.change.clinic(),
            ClinicChange::AddPatient(patient) => patient.clinic(),
            ClinicChange::CorrectPatient(correction) => correction.clinic(),
        }
    }
}

impl StoreOp {
    /// Returns the ticket of the answer; `None` if there is no answer.
    pub fn ticket(&self) -> Option<Ticket> {
        match self {
            StoreOp::Queue(ticket, ..)
            | StoreOp::RecordOverride(ticket, _)
            | StoreOp::Claims(ticket, _)
            | StoreOp::Changes(ticket, _)
            | StoreOp::History(ticket, ..)
            | StoreOp::Calls(ticket, _)
            | StoreOp::NoteCall(ticket, _)
            | StoreOp::Note(ticket, _)
            | StoreOp::Keep(ticket, _)
            | StoreOp::TakeDraft(ticket, ..) => Some(*ticket),
            StoreOp::Settle(..)
            | StoreOp::Hold(_)
            | StoreOp::DropCollisions(..)
            | StoreOp::SettlePatient(_)
            | StoreOp::UnlockAttempt(_)
            | StoreOp::Away(..) => None,
        }
    }
}

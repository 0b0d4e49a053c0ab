//! The effects that the desk requests.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::booking::time::Minutes;
use crate::booking::{
    CallNote, Change, ClinicId, Days, Directory, Id, NewPatient, Outage, PatientCorrection, PatientQuery,
    PatientSettlement, PeopleQuery, Personal, Provider, Register, Slot, SlotUpkeep, Spoken, TimedVisit,
};

use super::{
    Clip, Document, DraftSnapshot, LessonBegun, ListStep, Override, Pin, RecordRef, SavedDraft, Settlement,
    Ticket, UnlockAttempt, Whose,
};

/// A change as it is handed over to be recorded and sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispatch {
    /// The change.
    pub change: Change,
    /// The ids of appointments known before sending; a look-up must not mistake one of them for this change.
    pub stood_before: Vec<String>,
    /// The recorded changes for the same visit or time despite which it is sent, by their names in the
    /// records.
    pub known_claims: Vec<Uuid>,
    /// The other queued changes of its bulk list, which do not conflict with it.
    pub beside: Vec<RecordRef>,
    /// The override to record with it.
    pub in_spite_of: Option<Box<Override>>,
    /// The queued change that it continues, if any: it is sent only while that is still queued.
    pub takes_up: Option<RecordRef>,
    /// Whether it is sent although other desks may not see it yet.
    pub goes_alone: bool,
    /// The line of the file in which its row begins, if it is of a file.
    pub row: Option<u64>,
    /// The language in which the patient is written to, if known.
    pub spoken: Option<Personal<Spoken>>,
}

/// The second step of a change, confirmed together with the first: queued in the same transaction that
/// settles the first as made, so that no crash comes between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondStep {
    /// The ticket under which it is queued.
    pub ticket: Ticket,
    /// The change.
    pub change: Change,
}

/// An effect that the desk requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send this change, once.
    Change(Ticket, Box<Dispatch>),
    /// Ask the records for claims on this visit and its time.
    Claims(Ticket, Box<TimedVisit>),
    /// Ask the records for others' changes since that moment, if anybody has written to them.
    Changes(Ticket, DateTime<Utc>),
    /// Ask the records for the history of the appointment with this id.
    History(Ticket, ClinicId, String),
    /// Ask the records for the notes of telephone calls about appointments from that moment on, and those
    /// written since.
    Calls(Ticket, DateTime<Utc>),
    /// Record the result of a telephone call.
    NoteCall(Ticket, Box<CallNote>),
    /// Read a list.
    List(Ticket, Directory),
    /// Read one entry by its id, which may be any typed text.
    LookUp(Ticket, Directory, Personal<String>),
    /// Read the free times of a practitioner or location on these days, for a visit of that length.
    FreeTimes(Ticket, Provider, Days, Option<Minutes>),
    /// Search ClinikAPI for patients.
    Search(Ticket, ClinicId, PatientQuery),
    /// Search a list too long to be searched between two keys.
    Find(Ticket, Register, PeopleQuery),
    /// Free a list: returning the memory of a million people takes longer than a key may.
    Discard(Register),
    /// Give up an effect; its answer no longer matters.
    Abandon(Ticket),
    /// Read a person's appointments.
    Upcoming(Ticket, Whose),
    /// Read a person's appointments to find out whether a booking was made: waits for the clinic's rate limit
    /// no longer than a booking.
    Look(Ticket, Whose),
    /// Read the appointments of a practitioner or location on these days.
    Day(Ticket, Provider, Days),
    /// Read the appointments of a whole clinic on these days.
    DayOfAll(Ticket, ClinicId, Days),
    /// Read a clinic's waiting list.
    Waiting(Ticket, ClinicId),
    /// Read the waiting list that the desks keep, after a change of it.
    WaitingHere(Ticket, Box<ListStep>),
    /// Record that someone overrode conflicts, and why.
    Record(Ticket, Box<Override>),
    /// Read the tubes that the draw of an appointment will fill.
    Tubes(Ticket, ClinicId, String),
    /// Save the typed texts, in place of those saved before.
    Keep(Ticket, Box<DraftSnapshot>),
    /// Record a change that waits for a person to release it.
    Queue(Ticket, Box<Change>),
    /// Probe whether a clinic can be reached.
    Probe(Ticket, ClinicId),
    /// Read which capabilities a clinic's server lacks.
    Capabilities(Ticket, ClinicId),
    /// Record the outcome of a change, which was unknown.
    Settle(RecordRef, Settlement, Option<Box<SecondStep>>),
    /// Read the working hours of a practitioner at ClinikAPI.
    Hours(Ticket, Provider),
    /// Read an appointment by its id.
    Open(Ticket, ClinicId, String),
    /// Add these panels to the appointment with this id, once.
    AddPanels(Ticket, ClinicId, String, Vec<Id>),
    /// Mark the published slots that a change has taken up or given back.
    KeepSlots(Ticket, Box<SlotUpkeep>),
    /// Search the clinic for patients who may be this person.
    FindAlike(Ticket, Box<NewPatient>),
    /// Add this patient, once.
    AddPatient(Ticket, Box<NewPatient>),
    /// Correct this patient's data, once.
    CorrectPatient(Ticket, Box<PatientCorrection>),
    /// Record the outcome of a patient's data, which was unknown.
    SettlePatient(PatientSettlement),
    /// Show the request that this change would be.
    Preview(Ticket, Box<Change>),
    /// Open the records and the connections to the clinics: the desk requests nothing before this.
    Begin,
    /// Lock every other window that works with the same records.
    LockAll,
    /// Compare a PIN with the right one.
    CheckPin(Ticket, Pin),
    /// Hold this time for this window, in place of the one held before; `None` releases it.
    Hold(Option<(Provider, Slot)>),
    /// Drop the collisions of the change with this name, at this clinic, which a person has dealt with.
    DropCollisions(ClinicId, Uuid),
    /// Hand a draft to the desk with that name in the shared records of this clinic.
    HandOver(Ticket, ClinicId, String, Box<SavedDraft>),
    /// Take over the draft with that name in the shared records, whose desk is gone.
    TakeDraft(Ticket, ClinicId, String),
    /// Record a wrong PIN, or an unlocking after wrong ones.
    UnlockAttempt(UnlockAttempt),
    /// Record an outage of a clinic.
    Away(ClinicId, Outage),
    /// Write a file that a person asked for.
    Save(Ticket, Box<Document>),
    /// Copy this to the terminal's clipboard, in place of its content.
    Copy(Clip),
    /// Record that this lesson of the tutor has begun, and have the sandbox play its part in it.
    Lesson(LessonBegun),
    /// Suspend to the shell until it returns.
    Suspend,
}

impl Effect {
    /// Returns the ticket of the answer; `None` if there is no answer.
    pub fn ticket(&self) -> Option<Ticket> {
        match self {
            Effect::Change(ticket, _)
            | Effect::Claims(ticket, _)
            | Effect::Changes(ticket, _)
            | Effect::History(ticket, ..)
            | Effect::Calls(ticket, _)
            | Effect::NoteCall(ticket, _)
            | Effect::List(ticket, _)
            | Effect::LookUp(ticket, ..)
            | Effect::FreeTimes(ticket, ..)
            | Effect::Search(ticket, ..)
            | Effect::Find(ticket, ..)
            | Effect::Upcoming(ticket, _)
            | Effect::Look(ticket, _)
            | Effect::Day(ticket, ..)
            | Effect::DayOfAll(ticket, ..)
            | Effect::Waiting(ticket, _)
            | Effect::WaitingHere(ticket, _)
            | Effect::Record(ticket, _)
            | Effect::Keep(ticket, _)
            | Effect::Queue(ticket, _)
            | Effect::Probe(ticket, _)
            | Effect::Capabilities(ticket, _)
            | Effect::Hours(ticket, _)
            | Effect::Open(ticket, ..)
            | Effect::Tubes(ticket, ..)
            | Effect::AddPanels(ticket, ..)
            | Effect::KeepSlots(ticket, _)
            | Effect::FindAlike(ticket, _)
            | Effect::AddPatient(ticket, _)
            | Effect::CorrectPatient(ticket, _)
            | Effect::Preview(ticket, _)
            | Effect::CheckPin(ticket, _)
            | Effect::HandOver(ticket, ..)
            | Effect::TakeDraft(ticket, ..)
            | Effect::Save(ticket, _) => Some(*ticket),
            Effect::Settle(..)
            | Effect::SettlePatient(_)
            | Effect::DropCollisions(..)
            | Effect::Begin
            | Effect::LockAll
            | Effect::Hold(_)
            | Effect::UnlockAttempt(_)
            | Effect::Away(..)
            | Effect::Discard(_)
            | Effect::Abandon(_)
            | Effect::Copy(_)
            | Effect::Lesson(_)
            | Effect::Suspend => None,
        }
    }

    /// Returns the clinic that the effect addresses, for the log.
    pub fn clinic(&self) -> Option<ClinicId> {
        match self {
            Effect::Change(_, sent) => Some(sent.change.clinic()),
            Effect::Preview(_, change) => Some(change.clinic()),
            Effect::List(_, directory) | Effect::LookUp(_, directory, _) => Some(directory.clinic()),
            Effect::FreeTimes(_, provider, ..) | Effect::Day(_, provider, _) | Effect::Hours(_, provider) => {
                Some(provider.clinic())
            }
            Effect::Tubes(_, clinic, _)
            | Effect::Open(_, clinic, _)
            | Effect::DayOfAll(_, clinic, _)
            | Effect::Waiting(_, clinic)
            | Effect::DropCollisions(clinic, _)
            | Effect::HandOver(_, clinic, ..)
            | Effect::TakeDraft(_, clinic, _)
            | Effect::Capabilities(_, clinic)
            | Effect::Probe(_, clinic) => Some(*clinic),
            Effect::KeepSlots(_, upkeep) => Some(upkeep.provider.clinic()),
            Effect::FindAlike(_, patient) | Effect::AddPatient(_, patient) => Some(patient.clinic()),
            Effect::CorrectPatient(_, correction) => Some(correction.clinic()),
            Effect::Upcoming(_, whose) | Effect::Look(_, whose) => Some(whose.clinic()),
            Effect::AddPanels(_, clinic, ..) | Effect::Search(_, clinic, _) => Some(*clinic),
            Effect::Claims(..)
            | Effect::Changes(..)
            | Effect::History(..)
            | Effect::Calls(..)
            | Effect::NoteCall(..)
            | Effect::WaitingHere(..)
            | Effect::Record(..)
            | Effect::Keep(..)
            | Effect::Queue(..)
            | Effect::Settle(..)
            | Effect::SettlePatient(_)
            | Effect::Find(..)
            | Effect::Discard(_)
            | Effect::Abandon(_)
            | Effect::Begin
            | Effect::LockAll
            | Effect::CheckPin(..)
            | Effect::Hold(_)
            | Effect::UnlockAttempt(_)
            | Effect::Away(..)
            | Effect::Save(..)
            | Effect::Copy(_)
            | Effect::Lesson(_)
            | Effect::Suspend => None,
        }
    }
}

//! What the desk asks to have done.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::booking::time::Minutes;
use crate::booking::{
    CallNote, Change, Days, Directory, Id, Measured, NewPatient, Outage, PatientCorrection, PatientQuery,
    PeopleQuery, Personal, Provider, Register, Slot, SlotUpkeep, TimedVisit, Vendor,
};

use super::{
    Clip, Document, IntentRef, Kept, LessonBegun, ListStep, Override, Pin, SavedDraft, Settlement, Ticket,
    Tried, Whose,
};

/// A change as it is handed over to be written down and sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendOff {
    /// What is sent.
    pub change: Change,
    /// The ids of appointments that stood before: none of them is it.
    pub stood_before: Vec<String>,
    /// The changes on record for the same visit, or the same time, that it goes out in spite of, by their names there.
    pub known_claims: Vec<Uuid>,
    /// What else is queued from its own list, which is not in its way.
    pub beside: Vec<IntentRef>,
    /// What it goes out in spite of, to be written down with it.
    pub in_spite_of: Option<Box<Override>>,
    /// What it was queued as until now, where it was: it is sent only while it waits there.
    pub takes_up: Option<IntentRef>,
    /// Whether it goes out though other desks may not see it yet.
    pub goes_alone: bool,
    /// What was measured of it.
    pub measured: Measured,
}

/// The second step of a change, which is confirmed together with the first: queued in the same transaction in which the
/// first is settled as made, so that no crash comes between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondStep {
    /// What it is queued under.
    pub ticket: Ticket,
    /// What follows.
    pub change: Change,
}

/// Something the desk asks to have done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send this change, once.
    Change(Ticket, Box<SendOff>),
    /// Ask the records what they hold of this visit and its time.
    Claims(Ticket, Box<TimedVisit>),
    /// Ask the records for the changes of others since that moment, if anybody has written to them.
    Changes(Ticket, DateTime<Utc>),
    /// Ask the records what others have done to the appointment with this id.
    History(Ticket, Vendor, String),
    /// Ask the records what is noted of telephone calls about appointments from that moment on, and since it.
    Calls(Ticket, DateTime<Utc>),
    /// Note how a telephone call went.
    NoteCall(Ticket, Box<CallNote>),
    /// Read a list.
    List(Ticket, Directory),
    /// Read one entry by its id, which is only what was typed as yet.
    LookUp(Ticket, Directory, Personal<String>),
    /// Ask for the free times of someone, or some place, on these days, for a visit of that length.
    FreeTimes(Ticket, Provider, Days, Option<Minutes>),
    /// Search ClinikAPI for patients.
    Search(Ticket, Vendor, PatientQuery),
    /// Look for someone in a list too long to be looked through between two keys.
    Find(Ticket, Register, PeopleQuery),
    /// Let go of a list: giving back the memory of a million people takes longer than a key may.
    Discard(Register),
    /// Give an effect up; its answer no longer matters.
    Abandon(Ticket),
    /// Ask for someone's appointments.
    Upcoming(Ticket, Whose),
    /// The same to see whether a booking was made: a limit of the backend's holds it back no more than a booking.
    Look(Ticket, Whose),
    /// Ask for what someone, or some place, has on these days.
    Day(Ticket, Provider, Days),
    /// Ask for what everybody at a clinic has on these days.
    DayOfAll(Ticket, Vendor, Days),
    /// Ask who is on a clinic's waiting list.
    Waiting(Ticket, Vendor),
    /// Ask who is on the waiting list that the desks keep, after a change of it.
    WaitingHere(Ticket, Box<ListStep>),
    /// Write down that someone went ahead in spite of conflicts, and why.
    Record(Ticket, Box<Override>),
    /// Ask which tubes the draw of an appointment will fill.
    Tubes(Ticket, Vendor, String),
    /// Keep what has been typed, in place of what was kept before.
    Keep(Ticket, Box<Kept>),
    /// Write down a change that waits for a person to release it.
    Queue(Ticket, Box<Change>),
    /// Ask a backend whether it is there.
    Probe(Ticket, Vendor),
    /// Write down what became of a booking whose outcome nobody knew.
    Settle(IntentRef, Settlement, Option<Box<SecondStep>>),
    /// Ask when a practitioner at ClinikAPI works.
    Hours(Ticket, Provider),
    /// Read an appointment by its id.
    Open(Ticket, Vendor, String),
    /// Add these panels to the appointment with this id, once.
    AddPanels(Ticket, Vendor, String, Vec<Id>),
    /// Mark the published slots that a change which was made has taken up, or given back.
    KeepSlots(Ticket, Box<SlotUpkeep>),
    /// Search the backend for whoever may be this person.
    FindAlike(Ticket, Box<NewPatient>),
    /// Make this person known, once.
    AddPatient(Ticket, Box<NewPatient>),
    /// Correct this patient's data, once.
    CorrectPatient(Ticket, Box<PatientCorrection>),
    /// Show the request this change would be.
    Preview(Ticket, Box<Change>),
    /// Open the records and the way to the clinics: before it the desk asks for nothing.
    Begin,
    /// Lock every other window that works with the same records.
    LockAll,
    /// Compare a PIN with the right one.
    CheckPin(Ticket, Pin),
    /// Hold this time for this window, in place of what it held before; nothing where it has none in hand any more.
    Hold(Option<(Provider, Slot)>),
    /// A person has seen to what the change of this name, at this clinic, collided with: it is told no more.
    DropCollisions(Vendor, Uuid),
    /// Hand a draft to the desk of that name in the shared records, out of those of this clinic.
    HandOver(Ticket, Vendor, String, Box<SavedDraft>),
    /// Take over the draft of that name in the shared records, whose desk is gone.
    TakeDraft(Ticket, Vendor, String),
    /// Write down that the PIN was wrong, or that the desk was unlocked after wrong ones.
    Tried(Tried),
    /// Write down when a clinic could not be reached.
    Away(Vendor, Outage),
    /// Write a file that a person asked for.
    Save(Ticket, Box<Document>),
    /// Put this on the terminal's clipboard, in place of what is there.
    Copy(Clip),
    /// Keep that this lesson of the tutor has begun, and have the sandbox do in it what it does.
    Lesson(LessonBegun),
    /// Hand the terminal back to the shell until it returns.
    Suspend,
}

impl Effect {
    /// Under which its answer comes; none where there is none.
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
            | Effect::DropCollisions(..)
            | Effect::Begin
            | Effect::LockAll
            | Effect::Hold(_)
            | Effect::Tried(_)
            | Effect::Away(..)
            | Effect::Discard(_)
            | Effect::Abandon(_)
            | Effect::Copy(_)
            | Effect::Lesson(_)
            | Effect::Suspend => None,
        }
    }

    /// Where the effect goes, for the log.
    pub fn backend(&self) -> Option<Vendor> {
        match self {
            Effect::Change(_, sent) => Some(sent.change.backend()),
            Effect::Preview(_, change) => Some(change.backend()),
            Effect::List(_, directory) | Effect::LookUp(_, directory, _) => Some(directory.backend()),
            Effect::FreeTimes(_, provider, ..) | Effect::Day(_, provider, _) | Effect::Hours(_, provider) => {
                Some(provider.backend())
            }
            Effect::Tubes(_, backend, _)
            | Effect::Open(_, backend, _)
            | Effect::DayOfAll(_, backend, _)
            | Effect::Waiting(_, backend)
            | Effect::DropCollisions(backend, _)
            | Effect::HandOver(_, backend, ..)
            | Effect::TakeDraft(_, backend, _)
            | Effect::Probe(_, backend) => Some(*backend),
            Effect::KeepSlots(_, upkeep) => Some(upkeep.provider.backend()),
            Effect::FindAlike(_, patient) | Effect::AddPatient(_, patient) => Some(patient.backend()),
            Effect::CorrectPatient(_, correction) => Some(correction.backend()),
            Effect::Upcoming(_, whose) | Effect::Look(_, whose) => Some(whose.backend()),
            Effect::AddPanels(_, backend, ..) | Effect::Search(_, backend, _) => Some(*backend),
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
            | Effect::Find(..)
            | Effect::Discard(_)
            | Effect::Abandon(_)
            | Effect::Begin
            | Effect::LockAll
            | Effect::CheckPin(..)
            | Effect::Hold(_)
            | Effect::Tried(_)
            | Effect::Away(..)
            | Effect::Save(..)
            | Effect::Copy(_)
            | Effect::Lesson(_)
            | Effect::Suspend => None,
        }
    }
}

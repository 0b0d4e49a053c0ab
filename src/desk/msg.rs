//! What happens to a desk, and what it asks to have done.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::booking::time::Minutes;
use crate::booking::{
    Agenda, Appointment, Booking, Change, Claim, Days, Directory, Entry, Failure, Free, Hours, Id, Listing,
    Matches, Mode, NewPatient, OnRecord, PatientQuery, People, PeopleQuery, PerVendor, Person, Personal,
    Provider, Register, RequestView, SlotUpkeep, Vendor, Visit,
};

use super::{
    Clip, Command, Document, Gesture, IntentRef, Kept, Key, Moment, Override, Pin, PinCheck, Pointed,
    SavedBefore, Settlement, Size, StoreTrouble, Tried, Unsaved, Unsettled, Whose,
};

/// Something that has happened.
#[derive(Clone, Debug)]
pub enum Msg {
    /// The desk is on screen: what it needs from elsewhere may be asked for, once it is not locked.
    Opened,
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(Personal<String>),
    /// The mouse was used here.
    Mouse(Gesture, Pointed),
    /// A program that drives the desk tells it to do this.
    Do(Command),
    /// The terminal has this size now.
    Resize(Size),
    /// The terminal takes what it is sent too slowly: it does not show yet what stands on the desk.
    Behind,
    /// It is this late now.
    Time(Moment),
    /// How real bookings are, once every key is known: at ClinikAPI, then at Aniva.
    Modes(PerVendor<Mode>),
    /// A server has answered whose clock is ahead of this one by so much; negative where it is behind.
    Skew(Vendor, TimeDelta),
    /// An effect has come to its end.
    Answer(Ticket, Answer),
    /// What had been typed when the desk ended last, and when each was kept; from now on what is typed is kept.
    Kept(Box<SavedBefore>),
    /// Bookings whose outcome nobody knows: an earlier run of the program left them behind, or what they were found to
    /// be is another window's.
    Unsettled(Vec<Unsettled>),
    /// Bookings an earlier run of the program left behind, which wait for a person to release them.
    Queued(Vec<Unsettled>),
    /// Something is the matter with the records.
    Store(StoreTrouble),
    /// What the records have to say from before has been said.
    RecordsRead,
    /// Somebody has locked another window that works with the same records.
    LockedElsewhere,
    /// The system asks the program to leave (a signal's number).
    Leave(i32),
}

/// Marks an effect and its answer as belonging together; an answer nobody waits for any more is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket {
    /// The part of the desk that asked, and gets the answer.
    pub asker: Asker,
    /// Another for each question of a run.
    pub number: u64,
}

impl Ticket {
    /// The ticket of a question.
    pub const fn new(asker: Asker, number: u64) -> Ticket {
        Ticket { asker, number }
    }
}

/// A part of the desk that asks for something and waits for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Asker {
    /// A change under way: its checks, its look-ups, its records.
    Change,
    /// The claims of other changes on the visit in a form.
    Claims,
    /// The panels of an appointment that was made.
    Panels,
    /// The lists behind the fields, and the ids looked up for them.
    Lists,
    /// The search for someone in a long list.
    Matching,
    /// The server's search for patients.
    PatientSearch,
    /// What is coming up for whom the form names.
    Upcoming,
    /// What stands against the booking in the form.
    Conflicts,
    /// The free times of whom the form names.
    FreeTimes,
    /// When whom the form names works.
    Hours,
    /// The published slots that a change takes up or gives back.
    SlotUpkeep,
    /// The day that is shown.
    Day,
    /// The form that moves an appointment.
    Move,
    /// The Appointment pane.
    Opening,
    /// The request view.
    Preview,
    /// The form for someone new.
    NewPatient,
    /// The slip.
    Slip,
    /// What other windows have done.
    OthersChanges,
    /// What keeps drafts.
    Autosave,
    /// Whether a backend can be reached.
    Link,
    /// The lock.
    Lock,
}

/// What an effect came to.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A change was made, or was not.
    Changed(Box<Result<Appointment, Failure>>),
    /// What the records hold of a visit.
    Claims(Vec<Claim>),
    /// Changes that other windows, or earlier runs, have made; nothing where nobody has written to the records.
    Changes(Vec<OnRecord>),
    /// A list was read, or could not be.
    Listed(Directory, Result<Listing, Box<Failure>>),
    /// A part of a long list was read: everyone who has come so far. More follow under the same ticket.
    SoFar(Directory, Register),
    /// A long list was read to its end, or could not be.
    Everyone(Directory, Result<Register, Box<Failure>>),
    /// Someone was looked for in a long list.
    Matched(Matches),
    /// An id was looked up.
    LookedUp(Directory, Personal<String>, Result<Entry, Box<Failure>>),
    /// Free times were asked for.
    FreeTimes(Result<Free, Box<Failure>>),
    /// Patients were searched for.
    Found(Result<Listing, Box<Failure>>),
    /// Someone's appointments were asked for: what is coming up for them, or whether a lost booking is among them.
    Upcoming(Result<Agenda, Box<Failure>>),
    /// What a provider has on some days was asked for.
    Day(Result<Agenda, Box<Failure>>),
    /// An override was written down, or why it could not be.
    Recorded(Result<(), String>),
    /// What is typed was kept, or why it could not be.
    Kept(Result<(), StoreTrouble>),
    /// A booking that waits was written down, or why it could not be.
    Queued(Result<(), String>),
    /// A backend was asked whether it is there.
    Probed(Result<(), Box<Failure>>),
    /// When someone works was asked for; nothing where nobody says.
    Hours(Result<Option<Hours>, Box<Failure>>),
    /// An appointment was read by its id.
    Opened(Box<Result<Appointment, Failure>>),
    /// Whoever may be the same person was searched for.
    AlikeFound(Result<People, Box<Failure>>),
    /// Panels were added to an appointment, or were not.
    PanelsAdded(Box<Result<(), Failure>>),
    /// Published slots were marked, or could not be.
    SlotsKept(Result<(), Box<Failure>>),
    /// Someone new was made known, or was not.
    Added(Box<Result<Person, Failure>>),
    /// The request as it would be sent.
    Previewed(Box<RequestView>),
    /// A PIN was compared with the right one, or could not be.
    PinChecked(PinCheck),
    /// A file was written, under this whole name, or was not.
    Saved(Result<Personal<String>, Unsaved>),
}

impl Answer {
    /// Whether the effect has come to its end with it.
    pub fn is_last(&self) -> bool {
        !matches!(self, Answer::SoFar(..))
    }
}

/// A change as it is handed over to be written down and sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendOff {
    /// What is sent.
    pub change: Change,
    /// The ids of appointments that stood before: none of them is it.
    pub stood_before: Vec<String>,
    /// The bookings on record for the same visit that it goes out in spite of, by their names there.
    pub known_claims: Vec<Uuid>,
    /// What it goes out in spite of, to be written down with it.
    pub in_spite_of: Option<Box<Override>>,
}

/// Something the desk asks to have done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send this change, once.
    Change(Ticket, Box<SendOff>),
    /// Ask the records what they hold of this visit.
    Claims(Ticket, Box<Visit>),
    /// Ask the records for the changes of others since that moment, if anybody has written to them.
    Changes(Ticket, DateTime<Utc>),
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
    /// Write down that someone went ahead in spite of conflicts, and why.
    Record(Ticket, Box<Override>),
    /// Keep what has been typed, in place of what was kept before.
    Keep(Ticket, Box<Kept>),
    /// Write down a booking that waits for a person to release it.
    Queue(Ticket, Box<Booking>),
    /// Ask a backend whether it is there.
    Probe(Ticket, Vendor),
    /// Write down what became of a booking whose outcome nobody knew.
    Settle(IntentRef, Settlement),
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
    /// Show the request this change would be.
    Preview(Ticket, Box<Change>),
    /// Open the records and the way to the clinics: before it the desk asks for nothing.
    Begin,
    /// Lock every other window that works with the same records.
    LockAll,
    /// Compare a PIN with the right one.
    CheckPin(Ticket, Pin),
    /// Write down that the PIN was wrong, or that the desk was unlocked after wrong ones.
    Tried(Tried),
    /// Write a file that a person asked for.
    Save(Ticket, Box<Document>),
    /// Put this on the terminal's clipboard, in place of what is there.
    Copy(Clip),
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
            | Effect::List(ticket, _)
            | Effect::LookUp(ticket, ..)
            | Effect::FreeTimes(ticket, ..)
            | Effect::Search(ticket, ..)
            | Effect::Find(ticket, ..)
            | Effect::Upcoming(ticket, _)
            | Effect::Look(ticket, _)
            | Effect::Day(ticket, ..)
            | Effect::Record(ticket, _)
            | Effect::Keep(ticket, _)
            | Effect::Queue(ticket, _)
            | Effect::Probe(ticket, _)
            | Effect::Hours(ticket, _)
            | Effect::Open(ticket, ..)
            | Effect::AddPanels(ticket, ..)
            | Effect::KeepSlots(ticket, _)
            | Effect::FindAlike(ticket, _)
            | Effect::AddPatient(ticket, _)
            | Effect::Preview(ticket, _)
            | Effect::CheckPin(ticket, _)
            | Effect::Save(ticket, _) => Some(*ticket),
            Effect::Settle(..)
            | Effect::Begin
            | Effect::LockAll
            | Effect::Tried(_)
            | Effect::Discard(_)
            | Effect::Abandon(_)
            | Effect::Copy(_)
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
            Effect::Open(_, backend, _) | Effect::Probe(_, backend) => Some(*backend),
            Effect::KeepSlots(_, upkeep) => Some(upkeep.provider.backend()),
            Effect::FindAlike(_, patient) | Effect::AddPatient(_, patient) => Some(patient.backend()),
            Effect::Upcoming(_, whose) | Effect::Look(_, whose) => Some(whose.backend()),
            Effect::AddPanels(_, backend, ..) | Effect::Search(_, backend, _) => Some(*backend),
            Effect::Claims(..)
            | Effect::Changes(..)
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
            | Effect::Tried(_)
            | Effect::Save(..)
            | Effect::Copy(_)
            | Effect::Suspend => None,
        }
    }
}

//! What happens to a desk.

use chrono::TimeDelta;

use crate::booking::{
    Agenda, Appointment, CallHistory, Claim, Directory, Entry, Failure, Free, Hours, Listing, Matches, Mode,
    OnRecord, People, PerVendor, Person, Personal, PinAttempt, RecentChanges, Register, RequestView, Tube,
    Vendor, Waiter,
};

use super::{
    Command, Gesture, Key, Moment, NotHanded, Pointed, SavedBefore, SharedNews, Size, StoreTrouble, Ticket,
    Unsaved, Unsettled,
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
    /// The booking key arrived in one piece with other keys, as it does within a paste without marks. Nothing is sent.
    BookingKeyInPaste,
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
    /// Something is known of the records of this mode that many desks share.
    Shared(Mode, SharedNews),
    /// What the records have to say from before has been said.
    RecordsRead,
    /// Somebody has locked another window that works with the same records.
    LockedElsewhere,
    /// The system asks the program to leave (a signal's number).
    Leave(i32),
}

/// What an effect came to.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A change was made, or was not.
    Changed(Box<Result<Appointment, Failure>>),
    /// What the records hold of a visit.
    Claims(Vec<Claim>),
    /// Changes that other windows, or earlier runs, have made; nothing where nobody has written to the records.
    Changes(RecentChanges),
    /// The changes of an appointment by other windows, or earlier runs.
    History(Vec<OnRecord>),
    /// What is noted of telephone calls; nothing where no records are kept.
    Calls(Option<Vec<CallHistory>>),
    /// A call was noted, and this is what the records hold of it; or why it could not be.
    CallNoted(Result<Option<CallHistory>, String>),
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
    /// Who is on the waiting list that the desks keep, or why the change of it was not written down.
    WaitingHere(Result<Vec<Waiter>, String>),
    /// An override was written down, or why it could not be.
    Recorded(Result<(), String>),
    /// A draft was handed to another desk, or taken over from one that is gone; or why it was not.
    HandedOver(Result<(), NotHanded>),
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
    /// A patient was made known or corrected, or was not.
    Patient(Box<Result<Person, Failure>>),
    /// The request as it would be sent.
    Previewed(Box<RequestView>),
    /// The tubes that a draw will fill.
    Tubes(Result<Vec<Tube>, Box<Failure>>),
    /// A PIN was compared with the right one, or could not be.
    PinChecked(Result<PinAttempt, String>),
    /// A file was written, under this whole name, or was not.
    Saved(Result<Personal<String>, Unsaved>),
}

impl Answer {
    /// Whether the effect has come to its end with it.
    pub fn is_last(&self) -> bool {
        !matches!(self, Answer::SoFar(..))
    }
}

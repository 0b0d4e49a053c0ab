//! News: events in the office that a person at a desk should see. Each desk words and shows them in its own way.

use super::{
    BulkEnd, BulkStop, ChangeNews, NoteStep, NoteSubject, Office, SavedBefore, SavedDraft,
    SubmissionId,
};
use booking::{Appointment, Booking, ClinicId, DeskNotes, Directory};

/// An event for the person at the desk.
#[derive(Clone, Debug)]
pub enum OfficeNews {
    /// The work has begun.
    Begun,
    /// The desk is locked.
    Locked,
    /// The desk is unlocked.
    Unlocked,
    /// The work on an absence has ended: each day was entered or taken back, or was not.
    AbsenceWorked,
    /// A note of the desks about this kind of subject was written, removed, or could not be.
    Noted(NoteSubject),
    /// These notes of this desk were rejected, because another desk had written others that this one had not read.
    NotesOvertaken(DeskNotes),
    /// The panels of a booked appointment have been added.
    PanelsAdded,
    /// The panels of an appointment at this clinic were not added, or may not have been.
    PanelsFailed(ClinicId),
    /// An appointment has been read again.
    AppointmentRead(Box<Appointment>),
    /// A list has been read, or can't be.
    ListRead,
    /// More of a clinic's register of people has been read, or all of it.
    RegisterRead(Directory),
    /// A clinic that was unreachable answers again.
    ReachableAgain(ClinicId),
    /// A clinic rejects this desk's key.
    KeyRefused(ClinicId),
    /// The result of a call was not noted, for this reason.
    CallNotNoted(String),
    /// Published slots at this clinic could not be marked; another try follows.
    SlotsNotMarked(ClinicId),
    /// Published slots at this clinic are left unmarked.
    SlotsGivenUp(ClinicId),
    /// The key may not mark published slots at this clinic.
    SlotsForbidden(ClinicId),
    /// A patient is on the desks' own waiting list for this clinic.
    KeptWaiting(ClinicId),
    /// A patient was not put on the desks' own waiting list, for this reason.
    NotKeptWaiting(String),
    /// The waiting list is unchanged, because another desk had written the entry that this step was to replace or
    /// remove.
    WaitingOvertaken(Box<NoteStep>),
    /// The changes of earlier runs are known.
    EarlierChangesLearnt,
    /// Other desks hold different times.
    OthersHold,
    /// This desk has taken on these changes with an unknown outcome that an earlier run left behind. The bookings among
    /// them have no draft yet.
    TakenOn(Vec<SubmissionId>),
    /// The changes that an earlier run left in the queue are in this one; holds the bookings among them.
    QueueRestored(Vec<Booking>),
    /// News about a change that has left its form.
    Change(Box<ChangeNews>),
    /// Every row of a list was sent.
    BulkEnded(BulkEnd),
    /// A list was stopped, for this reason.
    BulkStopped(BulkStop),
    /// The records have a problem.
    StoreTrouble {
        /// Whether it was not known before.
        is_new: bool,
    },
    /// The records have no problem any more.
    StoreTroubleOver,
    /// The drafts saved before have been read.
    DraftsRead(Box<SavedBefore>),
    /// A change collides with another desk's.
    Collided,
    /// A collision has been dealt with.
    CollisionDropped,
    /// A desk that is gone has left a draft; holds the desk's name.
    DraftLeft(Option<String>),
    /// A draft was handed to this desk, or taken over by it.
    DraftReceived {
        /// The display name of the desk that it comes from.
        from: Option<String>,
        /// Whether this desk has taken it over.
        is_taken_over: bool,
        /// The draft.
        draft: Box<SavedDraft>,
    },
    /// Another desk, with this name, has taken this draft.
    DraftTaken(Option<String>, Box<SavedDraft>),
}

impl Office {
    /// Adds news for a desk.
    pub fn tell(&mut self, news: OfficeNews) {
        self.news.push_back(news);
    }

    /// Returns the oldest news that has not been taken yet, after the list of changes has noted it.
    pub fn next_news(&mut self) -> Option<OfficeNews> {
        let news = self.news.pop_front()?;
        if let OfficeNews::Change(news) = &news {
            self.note_row(news);
        }
        Some(news)
    }

    /// Returns whether there is news that has not been taken yet.
    pub fn has_news(&self) -> bool {
        !self.news.is_empty()
    }

    /// Drops all news, for a face that reads the outcomes in the list of changes.
    pub fn drop_news(&mut self) {
        self.news.clear();
    }
}

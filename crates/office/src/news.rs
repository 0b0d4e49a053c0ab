//! News: whatever happens in the office that somebody at a desk is to see. Each desk words and shows it in its own way.

use super::{
    BulkEnd, BulkStop, ChangeNews, NoteStep, NoteSubject, Office, SavedBefore, SavedDraft,
    SubmissionId,
};
use booking::{Appointment, Booking, ClinicId, DeskNotes, Directory};

/// Something that has happened, for whoever is at the desk.
#[derive(Clone, Debug)]
pub enum OfficeNews {
    /// The work has begun.
    Begun,
    /// The desk is locked.
    Locked,
    /// The desk is unlocked.
    Unlocked,
    /// Every day of an absence was entered or taken back, or was not.
    AbsenceWorked,
    /// A note of the desks about such a subject was written, removed, or could not be.
    Noted(NoteSubject),
    /// These notes of this desk are not taken: another desk had written others, which this one had not read.
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
    /// A clinic answers again that was unreachable.
    ReachableAgain(ClinicId),
    /// A clinic rejects this desk's key.
    KeyRefused(ClinicId),
    /// The result of a call was not noted, for this reason.
    CallNotNoted(String),
    /// Published slots at this clinic could not be marked; that is tried again.
    SlotsNotMarked(ClinicId),
    /// Published slots at this clinic are left unmarked.
    SlotsGivenUp(ClinicId),
    /// The key may not mark published slots at this clinic.
    SlotsForbidden(ClinicId),
    /// A patient is on the waiting list of this clinic that the desks keep.
    KeptWaiting(ClinicId),
    /// A patient was not put on the waiting list that the desks keep, for this reason.
    NotKeptWaiting(String),
    /// The waiting list was left as it is, because another desk had written the entry that this was to replace or take off.
    WaitingOvertaken(Box<NoteStep>),
    /// The changes of earlier runs are known.
    EarlierChangesLearnt,
    /// Other desks hold other times than before.
    OthersHold,
    /// These changes of unknown outcome, which an earlier run left, are looked after here now. Those of them that are
    /// bookings have no draft yet.
    TakenOn(Vec<SubmissionId>),
    /// The changes that an earlier run left in the queue are in this one; these are the bookings among them.
    QueueRestored(Vec<Booking>),
    /// News about a change that has left its form.
    Change(Box<ChangeNews>),
    /// Every row of a list has been sent.
    BulkEnded(BulkEnd),
    /// A list was stopped, for this reason.
    BulkStopped(BulkStop),
    /// The records have trouble.
    StoreTrouble {
        /// Whether it was not known before.
        is_new: bool,
    },
    /// The records have no trouble any more.
    StoreTroubleOver,
    /// The drafts saved before have been read.
    DraftsRead(Box<SavedBefore>),
    /// A change collides with another desk's.
    Collided,
    /// A collision is dealt with.
    CollisionDropped,
    /// A desk that is gone, with this name, has left a draft.
    DraftLeft(Option<String>),
    /// A draft was handed to this desk, or taken over by it.
    DraftReceived {
        /// The display name of the desk from which it comes.
        from: Option<String>,
        /// Whether this desk has taken it over.
        is_taken_over: bool,
        /// The draft.
        draft: Box<SavedDraft>,
    },
    /// Another desk, with this name, has this draft now.
    DraftTaken(Option<String>, Box<SavedDraft>),
}

impl Office {
    /// Tells a desk something.
    pub fn tell(&mut self, news: OfficeNews) {
        self.news.push_back(news);
    }

    /// Returns the oldest news that nobody has been told yet. The list of changes has noted by then what concerns it.
    pub fn next_news(&mut self) -> Option<OfficeNews> {
        let news = self.news.pop_front()?;
        if let OfficeNews::Change(news) = &news {
            self.note_row(news);
        }
        Some(news)
    }

    /// Returns whether there is news that nobody has been told yet.
    pub fn has_news(&self) -> bool {
        !self.news.is_empty()
    }

    /// Drops the news that nobody has been told, for who reads the outcomes in the list of changes.
    pub fn drop_news(&mut self) {
        self.news.clear();
    }
}

//! News: whatever happens in the office that somebody at a desk is to see. Each desk words and shows it in its own way.

use std::mem;

use booking::{Appointment, ClinicId};
use uuid::Uuid;

use super::{Loss, Office, RecordRef, SavedDraft};

/// Something that has happened, for whoever is at the desk.
#[derive(Clone, Debug)]
pub enum OfficeNews {
    /// The panels of a booked appointment have been added.
    PanelsAdded,
    /// The panels of an appointment at this clinic were not added, or may not have been.
    PanelsFailed(ClinicId),
    /// An appointment has been read again.
    AppointmentRead(Box<Appointment>),
    /// A clinic answers again that was unreachable.
    ReachableAgain(ClinicId),
    /// A clinic rejects this desk's key.
    KeyRefused(ClinicId),
    /// Other desks have made changes, which the records contain now.
    OthersChanged,
    /// Other desks hold other times than before.
    OthersHold,
    /// Another desk has taken over a change of this one.
    TakenOver(RecordRef, Loss),
    /// A change returns from another desk, under this name in the records.
    Returned(RecordRef, Uuid),
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
    pub(crate) fn tell(&mut self, news: OfficeNews) {
        self.news.push(news);
    }

    /// Returns everything that has happened since the last call, in order.
    pub(crate) fn take_news(&mut self) -> Vec<OfficeNews> {
        mem::take(&mut self.news)
    }
}

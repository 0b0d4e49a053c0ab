//! A change as requested: its time, its conflicts, and how it is submitted.

use booking::{
    Basis, Change, ChangeId, Conflict, Draft, Horizon, Life, ListPlace, Problem, Review, VisitKind,
};
use chrono::TimeDelta;
use uuid::Uuid;

use super::{Office, Submission, VisitTime};

/// A change as requested.
pub struct AskedChange {
    /// The change.
    pub change: Change,
    /// The warnings about it.
    pub warnings: Vec<Problem>,
    /// The source of the free times that its time was chosen from, if it was.
    pub taken_from: Option<Basis>,
    /// The draft that it was read from, if it is a booking.
    pub read: Option<ReadDraft>,
    /// The booking made right before it, in the same call.
    pub follows: Option<ChangeId>,
    /// Its place in the list with which it is taken back, if it has one.
    pub list: Option<ListPlace>,
    /// Whether a person has asked for it to undo a change of this desk, whose appointment nobody has altered since.
    pub undoes: bool,
}

/// A draft that has been read.
pub struct ReadDraft {
    /// The draft.
    pub draft: Draft,
    /// The review of its texts.
    pub review: Review,
    /// The length of the free times of its practitioner or location, if they have one.
    pub slots: Option<TimeDelta>,
    /// The kind of visit, if it is known.
    pub kind: Option<VisitKind>,
    /// How far ahead this kind of visit is usually booked.
    pub horizon: Option<Horizon>,
}

impl From<Change> for AskedChange {
    fn from(change: Change) -> AskedChange {
        AskedChange {
            change,
            warnings: Vec::new(),
            taken_from: None,
            read: None,
            follows: None,
            list: None,
            undoes: false,
        }
    }
}

impl AskedChange {
    /// Returns the change as it is submitted despite these conflicts and these recorded changes. The caller who obtains
    /// agreement adds the record of the override.
    pub(crate) fn submission_against(
        &self,
        office: &Office,
        against: &[Conflict],
        known_claims: Vec<Uuid>,
    ) -> Submission {
        let known = against
            .iter()
            .filter_map(Conflict::appointment)
            .map(|booked| booked.id.clone())
            .collect();
        let draft = self.read.as_ref().map(|read| read.draft.clone());
        let life = Life::new(self.change.clone(), known);
        Submission {
            time: self.time(office),
            follows: self.follows,
            list: self.list,
            known_claims,
            ..Submission::new(life, draft, office.moment.now)
        }
    }

    /// Returns the conflicts of a booking that was read from a draft; empty for any other change.
    pub(crate) fn conflicts_of_booking(&self, office: &Office) -> Vec<Conflict> {
        match self.read {
            Some(_) => self.conflicts(office),
            None => Vec::new(),
        }
    }

    /// Returns the time of the change, for the check for conflicts.
    fn time(&self, office: &Office) -> VisitTime {
        let (Some(read), Some(booking)) = (&self.read, self.change.placed()) else {
            return office.time_of_change(&self.change, self.taken_from);
        };
        let template = office.setup.templates.kind_of(&read.draft);
        VisitTime {
            kind: read.kind.clone(),
            horizon: read.horizon.clone(),
            ..office.time_of(booking, self.taken_from, read.slots, template)
        }
    }

    /// Returns the known conflicts of the change's time.
    pub fn conflicts(&self, office: &Office) -> Vec<Conflict> {
        let Some(to) = self.change.placed() else {
            return Vec::new();
        };
        let from = self.change.starts_from();
        office.conflicts_of(to, &self.time(office), from)
    }

    /// Returns all conflicts of the new time, or `found` if the office knows of none.
    pub fn conflicts_or(&self, office: &Office, found: Vec<Conflict>) -> Vec<Conflict> {
        let all = self.conflicts(office);
        if all.is_empty() { found } else { all }
    }
}

//! A change as it was asked for: its time, what stands against it, and how it is submitted.

use booking::{
    Basis, Change, ChangeId, Conflict, Draft, Horizon, Life, Problem, Review, VisitKind,
};
use chrono::TimeDelta;
use uuid::Uuid;

use super::{Objection, Office, Reason, Submission, VisitTime, Withheld};

/// A change as it was asked for.
pub struct AskedChange {
    /// The change.
    pub change: Change,
    /// The warnings about it.
    pub warnings: Vec<Problem>,
    /// The source of the free times from which its time was taken, if it was.
    pub taken_from: Option<Basis>,
    /// The draft from which it was read, if it is a booking.
    pub read: Option<ReadDraft>,
    /// The booking right after which it is made, in the same call.
    pub follows: Option<ChangeId>,
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
    /// How far ahead such a visit is usually booked.
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
        }
    }
}

impl AskedChange {
    /// Returns the change as it is submitted; a booking despite the known conflicts, for a reason.
    pub fn submission(&self, office: &Office, reason: Reason) -> Submission {
        let against = self.conflicts_of_booking(office);
        let claims = self
            .change
            .booking()
            .map(|booking| office.claims_on(booking));
        let claims = claims.into_iter().flatten().map(|claim| claim.intent);
        let mut open = self.submission_against(office, &against, claims.collect());
        let override_entry = office.override_of_change(&self.change, &against, reason);
        open.override_entry = override_entry.map(Box::new);
        open
    }

    /// Returns the change as it is submitted after a person has accepted what stands against it, also these changes on
    /// record. The record of what was overridden is the caller's.
    pub fn submission_accepted(&self, office: &Office, known_claims: Vec<Uuid>) -> Submission {
        self.submission_against(office, &self.conflicts_of_booking(office), known_claims)
    }

    fn submission_against(
        &self,
        office: &Office,
        against: &[Conflict],
        known_claims: Vec<Uuid>,
    ) -> Submission {
        let known = against.iter().filter_map(Conflict::appointment);
        let known = known.map(|booked| booked.id.clone()).collect();
        let draft = self.read.as_ref().map(|read| read.draft.clone());
        let life = Life::new(self.change.clone(), known);
        Submission {
            time: self.time(office),
            follows: self.follows,
            known_claims,
            ..Submission::new(life, draft, office.moment.now)
        }
    }

    /// Returns the conflicts of a booking that was read from a draft; none of any other change.
    fn conflicts_of_booking(&self, office: &Office) -> Vec<Conflict> {
        match self.read {
            Some(_) => self.conflicts(office),
            None => Vec::new(),
        }
    }

    /// Returns the time of the change, as it is checked for conflicts.
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

    /// Returns the conflicts of the time of the change, as far as they are known.
    pub fn conflicts(&self, office: &Office) -> Vec<Conflict> {
        let Some(to) = self.change.placed() else {
            return Vec::new();
        };
        let from = self.change.starts_from();
        office.conflicts_of(to, &self.time(office), from)
    }

    /// Returns what stands against the change before it is submitted, in the order in which a person is asked.
    /// `has_warning` says whether a warning about a booking is to be shown.
    pub fn objections(&self, office: &Office, has_warning: bool) -> Vec<Objection> {
        if self.read.is_none() {
            return office.objections_to(&self.change);
        }
        office.objections_to_booking(&self.change, &self.conflicts(office), has_warning)
    }

    /// Returns the change once more, to be made despite these conflicts, for a reason.
    pub fn submission_despite(
        &self,
        office: &Office,
        withheld: &Submission,
        against: &[Conflict],
        reason: Reason,
    ) -> Submission {
        let mut open = self.submission(office, reason);
        open.known_claims.clone_from(&withheld.known_claims);
        let claims = against.iter().filter_map(Conflict::on_record);
        open.known_claims.extend(claims.map(|claim| claim.intent));
        let listed = self.change.placed().map(|to| office.claims_on(to));
        let listed = listed.into_iter().flatten().map(|claim| claim.intent);
        open.known_claims.extend(listed);
        let override_entry = office.override_of_change(&self.change, against, reason);
        open.override_entry = override_entry.map(Box::new);
        open
    }

    /// Returns the conflicts for which the change was withheld, if somebody may go ahead in spite of them.
    pub fn conflicts_withheld(&self, office: &Office, why: &Withheld) -> Option<Vec<Conflict>> {
        let is_typed = self.taken_from.is_none();
        match why {
            Withheld::Conflicts(found) => {
                let against = self.conflicts_or(office, found.clone());
                // A time from a list is chosen anew if its provider is busy by now, and the patient is not.
                let is_of_provider = against.iter().all(Conflict::is_of_provider);
                let is_chosen_anew = is_of_provider || self.read.is_some();
                (!is_chosen_anew || is_typed).then_some(against)
            }
            Withheld::Claimed(claim) if claim.is_same_visit || is_typed => {
                let mut against = self.conflicts_of_booking(office);
                office.add_claims([&**claim], &mut against);
                Some(against)
            }
            Withheld::Claimed(_)
            | Withheld::Altered(_)
            | Withheld::Unread
            | Withheld::SuccessorLost(_)
            | Withheld::TimeGone(_) => None,
        }
    }

    /// Returns all conflicts of the new time, or those that were found if the office knows of none.
    pub fn conflicts_or(&self, office: &Office, found: Vec<Conflict>) -> Vec<Conflict> {
        let all = self.conflicts(office);
        if all.is_empty() { found } else { all }
    }
}

//! A change as it was asked for: its time, what stands against it, and how it is submitted.

use booking::{
    AppointmentRef, Basis, Booking, Change, Conflict, Draft, Life, Problem, Review, Severity,
};
use chrono::TimeDelta;
use office::{Objection, Override, Reason, Submission, VisitTime, Withheld, as_recorded};
use words::Wording;

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
}

/// A draft that has been read.
pub struct ReadDraft {
    /// The draft.
    pub draft: Draft,
    /// The review of its texts.
    pub review: Review,
    /// The length of the free times of its practitioner or location, if they have one.
    pub slots: Option<TimeDelta>,
}

impl From<Change> for AskedChange {
    fn from(change: Change) -> AskedChange {
        AskedChange {
            change,
            warnings: Vec::new(),
            taken_from: None,
            read: None,
        }
    }
}

impl AskedChange {
    /// Returns the change as it is submitted; a booking despite the known conflicts, for a reason.
    pub fn submission(&self, words: Wording<'_>, reason: Reason) -> Submission {
        let office = words.office;
        let against = match self.read {
            Some(_) => self.conflicts(words),
            None => Vec::new(),
        };
        let known = against.iter().filter_map(Conflict::appointment);
        let known = known.map(|booked| booked.id.clone()).collect();
        let draft = self.read.as_ref().map(|read| read.draft.clone());
        let life = Life::new(self.change.clone(), known);
        let mut open = Submission {
            time: self.time(words),
            ..Submission::new(life, draft, office.moment.now)
        };
        if let Some(booking) = self.change.booking() {
            let claims = office.claims_on(booking).iter();
            open.known_claims = claims.map(|claim| claim.intent).collect();
        }
        if against.iter().any(Conflict::needs_reason) {
            open.override_entry = Some(Box::new(self.despite(words, &against, reason)));
        }
        open
    }

    /// Returns the record of the change as made despite these conflicts, for a reason.
    fn despite(&self, words: Wording<'_>, against: &[Conflict], reason: Reason) -> Override {
        let conflicts = as_recorded(against);
        words
            .office
            .override_of(self.change.visit(), conflicts, reason)
    }

    /// Returns the time of the change, as it is checked for conflicts.
    fn time(&self, words: Wording<'_>) -> VisitTime {
        match (&self.read, self.change.target()) {
            (Some(read), Some(booking)) => {
                words.time_of(booking, &read.draft, self.taken_from, read.slots)
            }
            _ => words.office.time_of_change(&self.change, self.taken_from),
        }
    }

    /// Returns the conflicts of the time of the change, as far as they are known.
    pub fn conflicts(&self, words: Wording<'_>) -> Vec<Conflict> {
        let Some(to) = self.change.target() else {
            return Vec::new();
        };
        let from = self.change.starts_from();
        words.office.conflicts_of(to, &self.time(words), from)
    }

    /// Returns what stands against the change before it is submitted, in the order in which a person is asked.
    pub fn objections(&self, words: Wording<'_>) -> Vec<Objection> {
        let office = words.office;
        if self.read.is_none() {
            return office.objections_to(&self.change);
        }
        let against = self.conflicts(words);
        let problems = self.problems_before(words, &against);
        let has_warning = problems
            .iter()
            .any(|problem| problem.severity > Severity::Note);
        office.objections_to_booking(&self.change, &against, has_warning)
    }

    /// Returns the change once more, to be made despite these conflicts, for a reason.
    pub fn submission_despite(
        &self,
        words: Wording<'_>,
        withheld: &Submission,
        against: &[Conflict],
        reason: Reason,
    ) -> Submission {
        let mut open = self.submission(words, reason);
        open.known_claims.clone_from(&withheld.known_claims);
        let claims = against.iter().filter_map(Conflict::on_record);
        open.known_claims.extend(claims.map(|claim| claim.intent));
        let listed = self.change.target().map(|to| words.office.claims_on(to));
        let listed = listed.into_iter().flatten().map(|claim| claim.intent);
        open.known_claims.extend(listed);
        open.override_entry = Some(Box::new(self.despite(words, against, reason)));
        open
    }

    /// Returns the conflicts for which the change was withheld, if somebody may go ahead in spite of them.
    pub fn conflicts_withheld(&self, words: Wording<'_>, why: &Withheld) -> Option<Vec<Conflict>> {
        let is_typed = self.taken_from.is_none();
        match why {
            Withheld::Conflicts(found) => {
                let against = self.conflicts_or(words, found.clone());
                // A time from a list is chosen anew if its provider is busy by now, and the patient is not.
                let is_of_provider = against.iter().all(Conflict::is_of_provider);
                let is_chosen_anew = is_of_provider || self.read.is_some();
                (!is_chosen_anew || is_typed).then_some(against)
            }
            Withheld::Claimed(claim) if claim.is_same_visit || is_typed => {
                let mut against = match self.read {
                    Some(_) => self.conflicts(words),
                    None => Vec::new(),
                };
                words.office.add_claims([&**claim], &mut against);
                Some(against)
            }
            Withheld::Claimed(_)
            | Withheld::Altered(_)
            | Withheld::Unread
            | Withheld::TimeGone(_) => None,
        }
    }

    /// Returns all conflicts of the new time, or those that were found if the office knows of none.
    pub fn conflicts_or(&self, words: Wording<'_>, found: Vec<Conflict>) -> Vec<Conflict> {
        let all = self.conflicts(words);
        if all.is_empty() { found } else { all }
    }

    /// Returns the problems that the change brings with it before it is sent.
    pub fn problems_before(&self, words: Wording<'_>, against: &[Conflict]) -> Vec<Problem> {
        match (&self.read, self.change.booking()) {
            (Some(read), Some(booking)) => self.problems_of_booking(words, read, booking, against),
            _ => words.problems_before(&self.change, against),
        }
    }

    /// Returns what is to be known of a booking before it is sent: that something could not be checked, its conflicts,
    /// and what its texts say. Notes come last.
    fn problems_of_booking(
        &self,
        words: Wording<'_>,
        read: &ReadDraft,
        booking: &Booking,
        against: &[Conflict],
    ) -> Vec<Problem> {
        let start = booking.subject().1;
        let mut problems: Vec<Problem> = words.anew(&read.draft, start).into_iter().collect();
        problems.extend(words.unchecked_calendars(booking, self.taken_from.is_some()));
        problems.extend(words.problems_of_conflicts(&booking.visit(), against));
        problems.extend(read.review.problems.iter().cloned());
        problems.sort_by_key(|problem| problem.severity == Severity::Note);
        problems
    }

    /// Returns why the change was not sent, as problems.
    pub fn problems_of_withheld(&self, words: Wording<'_>, why: &Withheld) -> Vec<Problem> {
        let change = &self.change;
        let gone = |by: &[Conflict]| {
            let Some(to) = change.target() else {
                return Vec::new();
            };
            let zone = words.office.zone_of(&to.visit());
            let mut problems = vec![words.time_gone(to, change.kind(), zone)];
            problems.extend(words.problems_of_conflicts(&to.visit(), by));
            problems
        };
        match why {
            Withheld::Altered(now) => {
                let altered = change.altered_in(now);
                words.altered_since(change, &AppointmentRef::of(now), &altered)
            }
            Withheld::Unread => vec![words.unread_appointment(change)],
            Withheld::TimeGone(_) => gone(&[]),
            Withheld::Conflicts(found) => {
                let against = self.conflicts_or(words, found.clone());
                let others: Vec<Conflict> = against
                    .into_iter()
                    .filter(Conflict::is_of_provider)
                    .collect();
                gone(&others)
            }
            Withheld::Claimed(claim) => gone(&[Conflict::OnRecord((**claim).clone())]),
        }
    }

    /// Returns the notes on a booking, which stand beside its verdict.
    pub fn notes(&self, words: Wording<'_>) -> Vec<Problem> {
        if self.read.is_none() {
            return Vec::new();
        }
        let mut notes = self.problems_before(words, &[]);
        notes.retain(|problem| problem.severity == Severity::Note);
        notes
    }
}

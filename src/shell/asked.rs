//! A change as it was asked for: its time, what stands against it, and how it is submitted.

use booking::{AppointmentRef, Basis, Booking, Change, Conflict, Life, Problem, Severity};
use office::{Objection, Override, Reason, Submission, VisitTime, Withheld, as_recorded};

use super::Driver;
use super::book::ReadDraft;

/// A change as it was asked for.
pub(super) struct AskedChange {
    pub(super) change: Change,
    /// The warnings about it.
    pub(super) warnings: Vec<Problem>,
    /// The source of the free times from which its time was taken, if it was.
    pub(super) taken_from: Option<Basis>,
    /// The draft from which it was read, if it is a booking.
    pub(super) read: Option<ReadDraft>,
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

impl Driver {
    pub(super) fn submission_of(&self, asked: &AskedChange) -> Submission {
        let change = &asked.change;
        let against = match asked.read {
            Some(_) => self.conflicts_of(asked),
            None => Vec::new(),
        };
        let known = against.iter().filter_map(Conflict::appointment);
        let known = known.map(|booked| booked.id.clone()).collect();
        let draft = asked.read.as_ref().map(|read| read.draft.clone());
        let time = self.time_of(asked);
        let life = Life::new(change.clone(), known);
        let mut open = Submission {
            time,
            ..Submission::new(life, draft, self.office().moment.now)
        };
        if let Some(booking) = change.booking() {
            let claims = self.office().claims_on(booking).iter();
            open.known_claims = claims.map(|claim| claim.intent).collect();
        }
        if !against.is_empty() {
            open.override_entry = Some(Box::new(self.override_of(change, &against)));
        }
        open
    }

    /// Returns the record of a change that is made despite these conflicts.
    pub(super) fn override_of(&self, change: &Change, against: &[Conflict]) -> Override {
        let conflicts = as_recorded(against);
        self.office()
            .override_of(change.visit(), conflicts, Reason::InAdvance)
    }

    /// Returns the time of a change, as it is checked for conflicts.
    pub(super) fn time_of(&self, asked: &AskedChange) -> VisitTime {
        match (&asked.read, asked.change.target()) {
            (Some(read), Some(booking)) => read.time_of(self, booking, asked.taken_from),
            _ => self
                .office()
                .time_of_change(&asked.change, asked.taken_from),
        }
    }

    /// Returns the conflicts of the time of a change, as far as they are known.
    pub(super) fn conflicts_of(&self, asked: &AskedChange) -> Vec<Conflict> {
        let Some(to) = asked.change.target() else {
            return Vec::new();
        };
        let from = asked.change.starts_from();
        self.office().conflicts_of(to, &self.time_of(asked), from)
    }

    /// Returns what stands against a change before it is submitted, in the order in which a person is asked.
    pub(super) fn objections_to(&self, asked: &AskedChange) -> Vec<Objection> {
        let office = self.office();
        if asked.read.is_none() {
            return office.objections_to(&asked.change);
        }
        let against = self.conflicts_of(asked);
        let problems = self.problems_before(asked, &against);
        let has_warning = problems
            .iter()
            .any(|problem| problem.severity > Severity::Note);
        office.objections_to_booking(&asked.change, &against, has_warning)
    }

    /// Returns the change once more, to be made despite these conflicts.
    pub(super) fn submission_despite(
        &self,
        asked: &AskedChange,
        withheld: &Submission,
        against: &[Conflict],
    ) -> Submission {
        let office = self.office();
        let mut open = self.submission_of(asked);
        open.known_claims.clone_from(&withheld.known_claims);
        let claims = against.iter().filter_map(Conflict::on_record);
        open.known_claims.extend(claims.map(|claim| claim.intent));
        let listed = asked.change.target().map(|to| office.claims_on(to));
        let listed = listed.into_iter().flatten().map(|claim| claim.intent);
        open.known_claims.extend(listed);
        open.override_entry = Some(Box::new(self.override_of(&asked.change, against)));
        open
    }

    /// Returns the conflicts for which a change was withheld, if somebody may go ahead in spite of them.
    pub(super) fn conflicts_withheld(
        &self,
        asked: &AskedChange,
        why: &Withheld,
    ) -> Option<Vec<Conflict>> {
        let is_typed = asked.taken_from.is_none();
        match why {
            Withheld::Conflicts(found) => {
                let against = self.conflicts_or(asked, found.clone());
                // A time from a list is chosen anew if its provider is busy by now, and the patient is not.
                let is_of_provider = against.iter().all(Conflict::is_of_provider);
                let is_chosen_anew = is_of_provider || asked.read.is_some();
                (!is_chosen_anew || is_typed).then_some(against)
            }
            Withheld::Claimed(claim) if claim.is_same_visit || is_typed => {
                let mut against = match asked.read {
                    Some(_) => self.conflicts_of(asked),
                    None => Vec::new(),
                };
                self.office().add_claims([&**claim], &mut against);
                Some(against)
            }
            Withheld::Claimed(_)
            | Withheld::Altered(_)
            | Withheld::Unread
            | Withheld::TimeGone(_) => None,
        }
    }

    /// Returns all conflicts of the new time of a change, or those that were found if the office knows of none.
    pub(super) fn conflicts_or(&self, asked: &AskedChange, found: Vec<Conflict>) -> Vec<Conflict> {
        let all = self.conflicts_of(asked);
        if all.is_empty() { found } else { all }
    }

    /// Returns the problems that a change brings with it before it is sent.
    pub(super) fn problems_before(
        &self,
        asked: &AskedChange,
        against: &[Conflict],
    ) -> Vec<Problem> {
        match (&asked.read, asked.change.booking()) {
            (Some(read), Some(booking)) => self.problems_of_booking(read, booking, asked, against),
            _ => self.words().problems_before(&asked.change, against),
        }
    }

    /// Returns what is to be known of a booking before it is sent: that something could not be checked, its conflicts,
    /// and what its texts say. Notes come last.
    pub(super) fn problems_of_booking(
        &self,
        read: &ReadDraft,
        booking: &Booking,
        asked: &AskedChange,
        against: &[Conflict],
    ) -> Vec<Problem> {
        let words = self.words();
        let start = booking.subject().1;
        let mut problems: Vec<Problem> = words.anew(&read.draft, start).into_iter().collect();
        problems.extend(words.unchecked_calendars(booking, asked.taken_from.is_some()));
        problems.extend(words.problems_of_conflicts(&booking.visit(), against));
        problems.extend(read.review.problems.iter().cloned());
        problems.sort_by_key(|problem| problem.severity == Severity::Note);
        problems
    }

    /// Returns why a change was not sent, as problems.
    pub(super) fn problems_of_withheld(&self, asked: &AskedChange, why: &Withheld) -> Vec<Problem> {
        let words = self.words();
        let change = &asked.change;
        let gone = |by: &[Conflict]| {
            let Some(to) = change.target() else {
                return Vec::new();
            };
            let zone = self.office().zone_of(&to.visit());
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
                let against = self.conflicts_or(asked, found.clone());
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
    pub(super) fn notes_on(&self, asked: &AskedChange) -> Vec<Problem> {
        if asked.read.is_none() {
            return Vec::new();
        }
        let mut notes = self.problems_before(asked, &[]);
        notes.retain(|problem| problem.severity == Severity::Note);
        notes
    }
}

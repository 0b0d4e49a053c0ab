//! A change of an appointment as it was asked for: its submission, and what stands against it.

use booking::{AppointmentRef, Basis, Change, Conflict, Life, Problem};
use office::{Office, Reason, Submission, Withheld, as_recorded};
use words::Wording;

/// A change as it was asked for.
pub struct AskedChange {
    /// The change.
    pub change: Change,
    /// The warnings about it.
    pub warnings: Vec<Problem>,
    /// The source of the free times from which its time was taken, if it was.
    pub taken_from: Option<Basis>,
}

impl From<Change> for AskedChange {
    fn from(change: Change) -> AskedChange {
        AskedChange {
            change,
            warnings: Vec::new(),
            taken_from: None,
        }
    }
}

impl AskedChange {
    /// Returns the change as it is submitted.
    pub fn submission(&self, office: &Office) -> Submission {
        let life = Life::new(self.change.clone(), Vec::new());
        Submission {
            time: office.time_of_change(&self.change, self.taken_from),
            ..Submission::new(life, None, office.moment.now)
        }
    }

    /// Returns the change once more, to be made despite these conflicts, for a reason.
    pub fn submission_despite(
        &self,
        office: &Office,
        withheld: &Submission,
        against: &[Conflict],
        reason: Reason,
    ) -> Submission {
        let mut open = self.submission(office);
        open.known_claims.clone_from(&withheld.known_claims);
        let claims = against.iter().filter_map(Conflict::on_record);
        open.known_claims.extend(claims.map(|claim| claim.intent));
        let listed = self.change.target().map(|to| office.claims_on(to));
        let listed = listed.into_iter().flatten().map(|claim| claim.intent);
        open.known_claims.extend(listed);
        let record = office.override_of(self.change.visit(), as_recorded(against), reason);
        open.override_entry = Some(Box::new(record));
        open
    }

    /// Returns the conflicts for which the change was withheld, if somebody may go ahead in spite of them.
    pub fn conflicts_withheld(&self, office: &Office, why: &Withheld) -> Option<Vec<Conflict>> {
        match why {
            Withheld::Conflicts(found) => {
                let against = self.conflicts_or(office, found.clone());
                let is_of_provider = against.iter().all(Conflict::is_of_provider);
                // A time from a list is chosen anew if only its provider is busy by now.
                (!is_of_provider || self.taken_from.is_none()).then_some(against)
            }
            Withheld::Claimed(claim) if claim.is_same_visit || self.taken_from.is_none() => {
                let mut against = Vec::new();
                office.add_claims([&**claim], &mut against);
                Some(against)
            }
            Withheld::Claimed(_)
            | Withheld::Altered(_)
            | Withheld::Unread
            | Withheld::TimeGone(_) => None,
        }
    }

    /// Returns all conflicts of the new time, or those that were found if the office knows of none.
    pub fn conflicts_or(&self, office: &Office, found: Vec<Conflict>) -> Vec<Conflict> {
        let all = office.conflicts_of_change(&self.change, self.taken_from);
        if all.is_empty() { found } else { all }
    }

    /// Returns the problems that the change brings with it.
    pub fn problems_before(&self, words: Wording<'_>) -> Vec<Problem> {
        let against = words
            .office
            .conflicts_of_change(&self.change, self.taken_from);
        words.problems_before(&self.change, &against)
    }

    /// Returns why the change was not sent.
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
                let against = self.conflicts_or(words.office, found.clone());
                let others: Vec<Conflict> = against
                    .into_iter()
                    .filter(Conflict::is_of_provider)
                    .collect();
                gone(&others)
            }
            Withheld::Claimed(claim) => gone(&[Conflict::OnRecord((**claim).clone())]),
        }
    }
}

//! A list of changes: read first, with the conflicts of each, and then sent one after the other. Each change has its
//! own outcome.

mod leaving;
mod preview;
mod propose;
mod row;
mod several;
mod state;
mod work;

use std::collections::HashMap;

use booking::{Change, ChangeId, ClinicId, Draft, Failure, ListId, Provider, Subject};
use chrono::{DateTime, Utc};

use crate::{CalendarKey, FreeTimes, Office, SubmissionId, person};

pub use row::{BulkRow, NoTime, Proposal, ProposedWith, RowFailure, RowInput};
pub use several::{ActionOnSeveral, SeveralAsked, TimeOfEach};
pub use state::RowState;

use preview::ConflictInputs;

/// A list of changes, before and while it is sent.
#[derive(Clone, Default)]
pub struct Bulk {
    /// The changes, in the order in which they are sent.
    pub rows: Vec<BulkRow>,
    /// Whether rows are being sent one after the other.
    pub is_working: bool,
    /// Why the list was stopped.
    pub stopped: Option<BulkStop>,
    /// The draft that the list was made from.
    pub made_of: Option<Draft>,
    /// The list by which its rows are taken back, once they were sent.
    pub list: Option<ListId>,
    /// Whether the rows are the visits of a series that is booked by one line.
    pub is_series: bool,
    /// The changes that the list takes back, the last first; what is left as it is, too.
    pub takes_back: Vec<ChangeId>,
    /// The free times of the rows' providers.
    free: Vec<FreeTimes>,
    /// The calendars of each patient at every clinic that was known to have the patient while the list was open, by the
    /// calendar at the clinic of the change. The list is also sent once another patient is in question.
    calendars: HashMap<Subject, Vec<Subject>>,
    /// The calendar that was requested last.
    reading: Option<CalendarKey>,
    /// The inputs of the last computation of the rows' conflicts.
    conflict_inputs: Option<ConflictInputs>,
}

/// Why a list was stopped.
#[derive(Clone, Debug)]
pub enum BulkStop {
    /// A person has stopped it.
    ByHand,
    /// This clinic can't be reached.
    Unreachable(ClinicId),
    /// A change was not made, and the cause affects all others, too.
    Failed(Box<Change>, Failure),
}

/// The final counts of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BulkEnd {
    /// The number of all rows.
    pub count: usize,
    /// The number of changes that were made.
    pub made: usize,
    /// The number of changes whose outcome is unknown.
    pub unknown: usize,
    /// The number of rows that need attention.
    pub open: usize,
}

/// Why a list is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSent {
    /// Rows are still being read.
    Reading,
    /// No row is ready.
    NothingReady,
    /// This clinic can't be reached.
    Unreachable(ClinicId),
}

impl Office {
    /// Returns whether all rows of a list are for one patient, who may have an id at each of several clinics.
    pub fn has_one_patient(&self, bulk: &Bulk) -> bool {
        let mut patients: Vec<(ClinicId, String)> = Vec::new();
        for row in &bulk.rows {
            let patient = (row.change.clinic(), row.change.patient());
            if patients.contains(&patient) {
                continue;
            }
            if patients.iter().any(|(clinic, _)| *clinic == patient.0) {
                return false;
            }
            patients.push(patient);
        }
        let Some(((clinic, id), others @ [_, ..])) = patients.split_first() else {
            return true;
        };
        let Some(entry) = self.lists.known(clinic.people(), id) else {
            return false;
        };
        let same = person(&entry).map(|person| self.same_everywhere(person));
        let same = same.unwrap_or_default();
        others.iter().all(|(clinic, id)| {
            let mut same = same.iter();
            same.any(|twin| twin.clinic() == *clinic && twin.id() == id)
        })
    }
}

impl Bulk {
    /// Creates a list of these rows.
    pub fn of(rows: Vec<BulkRow>) -> Bulk {
        Bulk {
            rows,
            ..Bulk::default()
        }
    }

    /// Creates the list of the visits of a series that begins with the booking in this draft.
    pub fn of_series(rows: Vec<BulkRow>, draft: Draft) -> Bulk {
        Bulk {
            rows,
            made_of: Some(draft),
            is_series: true,
            ..Bulk::default()
        }
    }

    /// Creates the list of these rows, which take changes back.
    pub(crate) fn of_undo(rows: Vec<BulkRow>, takes_back: Vec<ChangeId>) -> Bulk {
        Bulk {
            rows,
            takes_back,
            ..Bulk::default()
        }
    }

    pub(crate) fn row_of(&mut self, id: SubmissionId) -> Option<&mut BulkRow> {
        self.rows.iter_mut().find(|row| row.open == Some(id))
    }

    /// Moves a row of a series to its place by date. Returns its new index.
    fn put_in_order(&mut self, index: usize) -> usize {
        if !self.is_series {
            return index;
        }
        let row = self.rows.remove(index);
        let is_later = |other: &BulkRow| other.start() > row.start();
        let place = self.rows.iter().position(is_later);
        let place = place.unwrap_or(self.rows.len());
        self.rows.insert(place, row);
        place
    }

    /// Gives all cancellations that have not been queued another reason.
    pub(super) fn give_reason(&mut self, reason: &str) {
        for row in self.rows.iter_mut().filter(|row| row.open.is_none()) {
            if let Change::Cancel(cancel) = &row.change {
                let other = Change::cancelled(cancel.of().clone(), reason);
                row.change = other.unwrap_or_else(|| row.change.clone());
            }
        }
    }

    /// Returns the changes that are not left out.
    pub fn included_changes(&self) -> impl Iterator<Item = &Change> {
        self.rows
            .iter()
            .filter(|row| !row.is_left_out)
            .map(|row| &row.change)
    }

    /// Returns the clinics at which the list cancels what nothing brings back, each once.
    pub fn cancels_for_good_at(&self) -> Vec<ClinicId> {
        let mut clinics = Vec::new();
        for row in self.rows.iter().filter(|row| row.is_pending()) {
            let clinic = row.change.clinic();
            if row.change.cancels_for_good() && !clinics.contains(&clinic) {
                clinics.push(clinic);
            }
        }
        clinics
    }

    /// Returns whether all rows are cancellations.
    pub fn calls_off(&self) -> bool {
        self.rows.iter().all(|row| row.takes() == RowInput::Reason)
    }

    /// Returns whether all rows are cancelled for the same reason.
    pub fn has_one_reason(&self) -> bool {
        let reason = self.rows.first().and_then(BulkRow::reason);
        reason.is_some() && self.rows.iter().all(|row| row.reason() == reason)
    }

    /// Returns whether all rows are with one practitioner or location.
    pub fn has_one_provider(&self) -> bool {
        self.rows
            .windows(2)
            .all(|pair| pair[0].with() == pair[1].with())
    }

    /// Returns the free times of a provider, if they were requested.
    fn free_of(&self, provider: &Provider) -> Option<&FreeTimes> {
        self.free
            .iter()
            .find(|times| times.question().provider == *provider)
    }

    /// Returns the free times that answer the question of `new`. Others of the same provider are replaced by `new`.
    fn times_like(&mut self, new: FreeTimes) -> &mut FreeTimes {
        let is_for_provider =
            |times: &FreeTimes| times.question().provider == new.question().provider;
        self.free
            .retain(|times| !is_for_provider(times) || times.answers(new.question()));
        let index = self.free.iter().position(is_for_provider);
        let index = index.unwrap_or_else(|| {
            self.free.push(new);
            self.free.len() - 1
        });
        &mut self.free[index]
    }

    /// Returns whether other rows that may be sent take up some of a provider's time, or of that of the row's patient,
    /// between `start` and `end`.
    fn is_taken_by_another(
        &self,
        index: usize,
        provider: &Provider,
        start: DateTime<Utc>,
        end: DateTime<Utc>,
    ) -> bool {
        let patient = patient_of(&self.rows[index]);
        let known = self.calendars.get(&patient).into_iter().flatten();
        let patients: Vec<&Subject> = known.chain([&patient]).collect();
        let others = self.rows.iter().enumerate();
        let mut others = others
            .filter(|(other, row)| *other != index && !row.is_left_out && row.proposal.is_none());
        others.any(|(_, row)| {
            let target = row.change.target();
            let is_there = target.and_then(|to| to.provider()).as_ref() == Some(provider)
                || target.is_some() && patients.contains(&&patient_of(row));
            let length = target.and_then(|to| to.length()).unwrap_or_default();
            let overlaps = |other| other == start || other < end && start < other + length;
            is_there && row.start().is_some_and(overlaps)
        })
    }
}

fn patient_of(row: &BulkRow) -> Subject {
    Subject::person(row.change.clinic(), &row.change.patient())
}

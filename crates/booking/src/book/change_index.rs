//! The changes of a book, indexed by number, record, appointment and calendar, so that a look-up reads only
//! the changes it is about, however many were made that day.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use uuid::Uuid;

use super::reads::{Reads, Subject};
use super::recorded_change::{Rank, RecordedChange};
use crate::ClinicId;

/// Settled changes of other windows kept, at most; the oldest are dropped first.
pub(super) const MOST_ON_RECORD: usize = 2_000;

/// Numbers of changes, in the order in which they were recorded.
type ChangeNumbers = BTreeSet<u64>;

/// All changes of a book, with their indexes.
#[derive(Clone, Debug, Default)]
pub(super) struct ChangeIndex {
    all: BTreeMap<u64, RecordedChange>,
    by_record: HashMap<Uuid, u64>,
    /// The changes by the appointment that they made or altered.
    by_appointment: HashMap<ClinicId, HashMap<String, ChangeNumbers>>,
    /// The last change of each appointment, by the calendars that it concerns.
    last: HashMap<Subject, ChangeNumbers>,
    /// The changes of `last` that no read reflects.
    untold: HashMap<Subject, ChangeNumbers>,
    /// The settled changes of other windows, oldest first.
    settled: BTreeSet<Rank>,
}

impl ChangeIndex {
    pub(super) fn iter(&self) -> impl Iterator<Item = &RecordedChange> {
        self.all.values()
    }

    pub(super) fn on_record(&self, record: Uuid) -> Option<&RecordedChange> {
        self.all.get(self.by_record.get(&record)?)
    }

    /// Returns the changes that made or altered an appointment.
    pub(super) fn of_appointment(
        &self,
        clinic: ClinicId,
        id: &str,
    ) -> impl Iterator<Item = &RecordedChange> + use<'_> {
        let names = self.by_appointment.get(&clinic).and_then(|ids| ids.get(id));
        names.into_iter().flatten().filter_map(|name| self.all.get(name))
    }

    /// Returns the last change of each appointment in a calendar.
    pub(super) fn last_of(&self, subject: &Subject) -> impl Iterator<Item = &RecordedChange> + use<'_> {
        self.last.get(subject).into_iter().flatten().filter_map(|name| self.all.get(name))
    }

    /// Returns the last change of each appointment in these calendars that no read reflects.
    pub(super) fn unread_changes(
        &self,
        subjects: &[Subject],
    ) -> impl Iterator<Item = &RecordedChange> + use<'_> {
        let names: ChangeNumbers =
            subjects.iter().filter_map(|subject| self.untold.get(subject)).flatten().copied().collect();
        names.into_iter().filter_map(|name| self.all.get(&name))
    }

    /// Adds a change, or replaces the one with that number.
    pub(super) fn put(&mut self, mut change: RecordedChange, reads: &Reads) {
        let name = change.id.0;
        let before = self.take(name);
        change.is_told = reads.tell_of(&change);
        self.place(&change);
        let appointments = [before.as_ref(), Some(&change)].map(|change| change.and_then(made_by));
        self.all.insert(name, change);
        for (clinic, id) in appointments.into_iter().flatten() {
            self.supersede(clinic, &id);
        }
    }

    pub(super) fn remove(&mut self, name: u64) {
        if let Some((clinic, id)) = self.take(name).as_ref().and_then(made_by) {
            self.supersede(clinic, &id);
        }
    }

    pub(super) fn alter(&mut self, name: u64, reads: &Reads, alter: impl FnOnce(&mut RecordedChange)) {
        if let Some(mut change) = self.all.get(&name).cloned() {
            alter(&mut change);
            self.put(change, reads);
        }
    }

    /// Updates which changes the reads reflect.
    pub(super) fn tell(&mut self, reads: &Reads) {
        let others = |change: &&RecordedChange| reads.tell_of(change) != change.is_told;
        let others: Vec<u64> = self.all.values().filter(others).map(|change| change.id.0).collect();
        for name in others {
            self.mark(name, |change| change.is_told = !change.is_told);
        }
    }

    /// Drops the oldest settled changes of other windows over the limit. For each appointment, the changes
    /// that remain include every later one.
    pub(super) fn drop_oldest(&mut self) {
        while self.settled.len() > MOST_ON_RECORD
            && let Some((_, _, name)) = self.settled.first().copied()
        {
            self.remove(name);
        }
    }

    /// Marks every change of an appointment but the last as superseded, in whatever order they were learnt.
    fn supersede(&mut self, clinic: ClinicId, id: &str) {
        let made = self.of_appointment(clinic, id);
        let made = made.filter(|change| change.made().is_some_and(|made| made.id == id));
        let ranks: Vec<(Rank, bool)> = made.map(|change| (change.rank(), change.is_superseded)).collect();
        let last = ranks.iter().map(|(rank, _)| *rank).max();
        for (rank, was) in ranks {
            let is_superseded = last > Some(rank);
            if is_superseded != was {
                self.mark(rank.2, |change| change.is_superseded = is_superseded);
            }
        }
    }

    fn mark(&mut self, name: u64, mark: impl FnOnce(&mut RecordedChange)) {
        if let Some(mut change) = self.take(name) {
            mark(&mut change);
            self.place(&change);
            self.all.insert(name, change);
        }
    }

    fn take(&mut self, name: u64) -> Option<RecordedChange> {
        let change = self.all.remove(&name)?;
        if let Some(record) = change.by.record {
            self.by_record.remove(&record);
        }
        self.settled.remove(&change.rank());
        for (clinic, id) in appointments(&change) {
            let ids = self.by_appointment.entry(clinic).or_default();
            remove_name(ids, id, name);
        }
        for subject in Subject::of_change(&change) {
            remove_name(&mut self.last, &subject, name);
            remove_name(&mut self.untold, &subject, name);
        }
        Some(change)
    }

    fn place(&mut self, change: &RecordedChange) {
        let name = change.id.0;
        if let Some(record) = change.by.record {
            self.by_record.insert(record, name);
            if change.made().is_some() && !change.is_history {
                self.settled.insert(change.rank());
            }
        }
        for (clinic, id) in appointments(change) {
            let ids = self.by_appointment.entry(clinic).or_default();
            ids.entry(id.clone()).or_default().insert(name);
        }
        if change.is_superseded {
            return;
        }
        for subject in Subject::of_change(change) {
            if !change.is_told {
                self.untold.entry(subject.clone()).or_default().insert(name);
            }
            self.last.entry(subject).or_default().insert(name);
        }
    }
}

/// Returns the appointments that a change made or altered.
fn appointments(change: &RecordedChange) -> impl Iterator<Item = (ClinicId, &String)> {
    let made = change.made().map(|made| (made.clinic, &made.id));
    made.into_iter().chain(change.alters.iter().map(|id| (change.clinic, id)))
}

fn made_by(change: &RecordedChange) -> Option<(ClinicId, String)> {
    change.made().map(|made| (made.clinic, made.id.clone()))
}

fn remove_name<K, Q>(names: &mut HashMap<K, ChangeNumbers>, of: &Q, name: u64)
where
    K: std::borrow::Borrow<Q> + std::hash::Hash + Eq,
    Q: std::hash::Hash + Eq + ?Sized,
{
    if let Some(there) = names.get_mut(of) {
        there.remove(&name);
        if there.is_empty() {
            names.remove(of);
        }
    }
}

//! The changes of a book, indexed by number, record, appointment and calendar, so that a look-up reads only
//! the changes concerned, however many were made that day.

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
    /// The changes by the appointment they made or altered.
    by_appointment: HashMap<ClinicId, HashMap<String, ChangeNumbers>>,
    /// The last change of each appointment, by the calendars it concerns.
    last: HashMap<Subject, ChangeNumbers>,
    /// The changes of `last` that no read reflects.
    unreflected: HashMap<Subject, ChangeNumbers>,
    /// The settled changes of other windows, oldest first.
    settled: BTreeSet<Rank>,
}

impl ChangeIndex {
    pub(super) fn iter(&self) -> impl Iterator<Item = &RecordedChange> {
        self.all.values()
    }

    pub(super) fn numbered(&self, number: u64) -> Option<&RecordedChange> {
        self.all.get(&number)
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
        let numbers = self.by_appointment.get(&clinic).and_then(|ids| ids.get(id));
        numbers
            .into_iter()
            .flatten()
            .filter_map(|number| self.all.get(number))
    }

    /// Returns the changes whose outcome is the appointment with this id.
    pub(super) fn made_of<'a>(
        &'a self,
        clinic: ClinicId,
        id: &str,
    ) -> impl Iterator<Item = &'a RecordedChange> {
        self.of_appointment(clinic, id)
            .filter(move |change| change.made().is_some_and(|made| made.id == id))
    }

    /// Returns the last change of each appointment in a calendar.
    pub(super) fn last_of(
        &self,
        subject: &Subject,
    ) -> impl Iterator<Item = &RecordedChange> + use<'_> {
        self.last
            .get(subject)
            .into_iter()
            .flatten()
            .filter_map(|number| self.all.get(number))
    }

    /// Returns the last change of each appointment in these calendars that no read reflects.
    pub(super) fn unread_changes(
        &self,
        subjects: &[Subject],
    ) -> impl Iterator<Item = &RecordedChange> + use<'_> {
        let numbers: ChangeNumbers = subjects
            .iter()
            .filter_map(|subject| self.unreflected.get(subject))
            .flatten()
            .copied()
            .collect();
        numbers
            .into_iter()
            .filter_map(|number| self.all.get(&number))
    }

    /// Adds a change, or replaces the one with that number.
    pub(super) fn put(&mut self, mut change: RecordedChange, reads: &Reads) {
        let number = change.id.0;
        let old = self.take(number);
        change.is_reflected = reads.reflect(&change);
        self.index(&change);
        let appointments = [old.as_ref(), Some(&change)].map(|change| change.and_then(made_by));
        self.all.insert(number, change);
        for (clinic, id) in appointments.into_iter().flatten() {
            self.supersede(clinic, &id);
        }
    }

    pub(super) fn remove(&mut self, number: u64) {
        if let Some((clinic, id)) = self.take(number).as_ref().and_then(made_by) {
            self.supersede(clinic, &id);
        }
    }

    pub(super) fn alter(
        &mut self,
        number: u64,
        reads: &Reads,
        alter: impl FnOnce(&mut RecordedChange),
    ) {
        if let Some(mut change) = self.all.get(&number).cloned() {
            alter(&mut change);
            self.put(change, reads);
        }
    }

    /// Updates which changes the reads reflect.
    pub(super) fn update_reflected(&mut self, reads: &Reads) {
        let differs = |change: &&RecordedChange| reads.reflect(change) != change.is_reflected;
        let outdated: Vec<u64> = self
            .all
            .values()
            .filter(differs)
            .map(|change| change.id.0)
            .collect();
        for number in outdated {
            self.mark(number, |change| change.is_reflected = !change.is_reflected);
        }
    }

    /// Drops the oldest settled changes of other windows over the limit. For each appointment, the changes
    /// that remain include every later one.
    pub(super) fn drop_oldest(&mut self) {
        while self.settled.len() > MOST_ON_RECORD
            && let Some((_, _, number)) = self.settled.first().copied()
        {
            self.remove(number);
        }
    }

    /// Marks every change of an appointment except the last as superseded, regardless of the order in which they were
    /// learnt.
    fn supersede(&mut self, clinic: ClinicId, id: &str) {
        let changes = self
            .made_of(clinic, id)
            .map(|change| (change.rank(), change.is_superseded));
        let ranks: Vec<(Rank, bool)> = changes.collect();
        let last = ranks.iter().map(|(rank, _)| *rank).max();
        for (rank, was) in ranks {
            let is_superseded = last > Some(rank);
            if is_superseded != was {
                self.mark(rank.2, |change| change.is_superseded = is_superseded);
            }
        }
    }

    fn mark(&mut self, number: u64, mark: impl FnOnce(&mut RecordedChange)) {
        if let Some(mut change) = self.take(number) {
            mark(&mut change);
            self.index(&change);
            self.all.insert(number, change);
        }
    }

    fn take(&mut self, number: u64) -> Option<RecordedChange> {
        let change = self.all.remove(&number)?;
        if let Some(record) = change.by.record {
            self.by_record.remove(&record);
        }
        self.settled.remove(&change.rank());
        for (clinic, id) in appointments(&change) {
            let ids = self.by_appointment.entry(clinic).or_default();
            remove_number(ids, id, number);
        }
        for subject in Subject::of_change(&change) {
            remove_number(&mut self.last, &subject, number);
            remove_number(&mut self.unreflected, &subject, number);
        }
        Some(change)
    }

    fn index(&mut self, change: &RecordedChange) {
        let number = change.id.0;
        if let Some(record) = change.by.record {
            self.by_record.insert(record, number);
            if change.made().is_some() && !change.is_history {
                self.settled.insert(change.rank());
            }
        }
        for (clinic, id) in appointments(change) {
            let ids = self.by_appointment.entry(clinic).or_default();
            ids.entry(id.clone()).or_default().insert(number);
        }
        if change.is_superseded {
            return;
        }
        for subject in Subject::of_change(change) {
            if !change.is_reflected {
                self.unreflected
                    .entry(subject.clone())
                    .or_default()
                    .insert(number);
            }
            self.last.entry(subject).or_default().insert(number);
        }
    }
}

/// Returns the appointments that a change made or altered.
fn appointments(change: &RecordedChange) -> impl Iterator<Item = (ClinicId, &String)> {
    let made = change.made().map(|made| (made.clinic, &made.id));
    made.into_iter()
        .chain(change.about.iter().map(|id| (change.clinic, id)))
}

fn made_by(change: &RecordedChange) -> Option<(ClinicId, String)> {
    change.made().map(|made| (made.clinic, made.id.clone()))
}

fn remove_number<K, Q>(numbers: &mut HashMap<K, ChangeNumbers>, of: &Q, number: u64)
where
    K: std::borrow::Borrow<Q> + std::hash::Hash + Eq,
    Q: std::hash::Hash + Eq + ?Sized,
{
    if let Some(own) = numbers.get_mut(of) {
        own.remove(&number);
        if own.is_empty() {
            numbers.remove(of);
        }
    }
}

//! The history of one appointment: the desks that have altered it, and what a read of it says of a change.

use std::time::Duration;

use super::{Book, RecordedChange, newest_first};
use crate::{Appointment, Booked, Change, ChangeKind, ClinicId, Moved, ReadResult, Revision, Status};

impl Book {
    /// Returns the name of the desk that gave an appointment its present time, if the records say that it was
    /// another window.
    pub fn other_desk_of(&self, booked: &Booked) -> Option<&str> {
        let places = |change: &RecordedChange| change.kind.makes_visit() && change.start == booked.start;
        let places = self.made_of(booked.clinic, &booked.id).filter(|change| places(change));
        newest_first(places).first().filter(|change| !change.is_own())?.by.desk.as_deref()
    }

    /// Returns whether the appointment that a change has made is known to have left its time: cancelled, or
    /// moved.
    pub fn has_left(&self, change: &RecordedChange) -> bool {
        let Some(made) = change.made() else { return false };
        let left = |booked: &Booked| !booked.is_live() || booked.start != change.start;
        let mut last = self.made_of(made.clinic, &made.id).filter(|change| !change.is_superseded);
        let told = self.reads.newest(made.clinic, &made.id).filter(|told| told.read.is_newer_than(change));
        last.find_map(RecordedChange::made).is_some_and(left) || told.is_some_and(|told| left(told.booked))
    }

    /// Returns the name of the desk that last made or altered an appointment, if it has one.
    pub fn desk_of(&self, clinic: ClinicId, id: &str) -> Option<&str> {
        let mut last = self.made_of(clinic, id).filter(|change| !change.is_superseded);
        last.find_map(|change| change.by.desk.as_deref())
    }

    /// Returns the known changes of an appointment, including its creation, newest first.
    pub fn history(&self, clinic: ClinicId, id: &str) -> Vec<&RecordedChange> {
        newest_first(self.made_of(clinic, id))
    }

    /// Returns what became of a change whose answer was lost, by its appointment as it is read and the other
    /// changes of it that are known to be made. Those decide between the change and others, whose times are
    /// by the clocks of several desks, by the states that they lead from and to. Of two steps from one state both
    /// may have been made if a desk was alone with one of them: neither rules the other out then.
    pub fn result_by_history(&self, change: &Change, is_alone: bool, read: &Appointment) -> ReadResult {
        let told = change.result_in(read);
        let Some(of) = change.appointment() else { return told };
        let others = self.history(of.clinic, &of.id);
        match (change, told) {
            (Change::Move(_), ReadResult::Altered) => {
                let moves = || others.iter().filter(|other| other.kind == ChangeKind::Move);
                let steps = moves().map(|other| (other.old_start, other.start)).collect();
                let is_race =
                    moves().any(|other| (is_alone || other.is_alone) && other.old_start == of.start);
                led_to(steps, read.start, of.start, change.subject().1).unless(is_race)
            }
            (Change::SetStatus(set), ReadResult::Altered) => {
                let status = |status: &str| status.trim().to_ascii_lowercase();
                let step = |other: &&RecordedChange| {
                    Some((status(other.old_status.as_ref()?), status(&other.made()?.status)))
                };
                let steps = others.iter().filter_map(step).collect();
                let from = status(&of.status);
                let leaves = |other: &&RecordedChange| {
                    let is_from = |old: &String| status(old) == from;
                    (is_alone || other.is_alone) && other.old_status.as_ref().is_some_and(is_from)
                };
                let is_race = others.iter().any(leaves);
                led_to(steps, status(&read.status), from, set.to().word().to_owned()).unless(is_race)
            }
            // An appointment is cancelled once; a second step is done whoever has cancelled the old one.
            (Change::Cancel(cancel), ReadResult::Done) if cancel.replaced_by().is_none() => {
                let is_other = others.iter().any(|other| other.kind == ChangeKind::Cancel);
                let cancelled = Some(Status::Cancelled.word());
                let is_taken_back = others.iter().any(|other| other.old_status.as_deref() == cancelled);
                if is_other && !is_taken_back { ReadResult::NotDone } else { told }
            }
            (_, told) => told,
        }
    }

    /// Returns whether an appointment is known to differ from how it was read at `since` on the monotonic
    /// clock: a desk has altered it since, or a later read shows it.
    pub fn differs_from(&self, read: &Appointment, since: Duration) -> bool {
        // A desk that is altering an appointment itself knows the new state from the answer.
        let mut changes = self.changes.of_appointment(read.clinic, &read.id);
        if changes.any(|change| change.is_own() && change.is_sending()) {
            return false;
        }
        let lag = read.clinic.lag();
        let has_moved = |booked: &Booked| booked.start.zip(read.start).is_some_and(|(now, then)| now != then);
        let differs =
            |booked: &Booked| has_moved(booked) || !booked.status.eq_ignore_ascii_case(&read.status);
        let is_since = |change: &RecordedChange| change.told_from.is_some_and(|from| from >= since + lag);
        let changes = self.made_of(read.clinic, &read.id);
        let changes = changes.filter(|change| !change.is_superseded && is_since(change));
        changes.filter_map(RecordedChange::made).any(differs)
            || self
                .reads
                .newest(read.clinic, &read.id)
                .is_some_and(|told| told.read.as_of > since + lag && differs(told.booked))
    }

    /// Returns what a slip says of an appointment's past.
    pub fn revision(&self, clinic: ClinicId, id: &str) -> Revision {
        let history = self.history(clinic, id);
        let count = history.iter().filter(|change| change.alters.is_some()).count();
        let last_move = history.iter().position(|change| change.kind == ChangeKind::Move);
        let moved = last_move.map(|place| {
            let before = history[place + 1..].iter().find_map(|change| change.start);
            Moved { from: history[place].old_start.or(before) }
        });
        Revision { number: u32::try_from(count).unwrap_or(u32::MAX), moved }
    }
}

impl ReadResult {
    /// Returns the result if another change may have been made at the same time.
    fn unless(self, is_race: bool) -> ReadResult {
        if is_race && self == ReadResult::NotDone { ReadResult::Altered } else { self }
    }
}

/// Returns what became of a step `from` one state `to` another whose answer was lost, by the present state
/// and the known steps, newest first: not made if those alone lead from the one to the present one, made if
/// they lead there from the other.
fn led_to<T: PartialEq>(steps: Vec<(T, T)>, now: T, from: T, to: T) -> ReadResult {
    let mut states = vec![now];
    let mut steps: Vec<(T, T)> = steps.into_iter().filter(|(before, after)| before != after).collect();
    while let Some(place) = steps.iter().position(|(_, after)| states.last() == Some(after)) {
        let (before, _) = steps.remove(place);
        if states.contains(&before) {
            // The order of the steps is not known.
            return ReadResult::Altered;
        }
        states.push(before);
    }
    match (states.contains(&from), states.contains(&to)) {
        (true, _) => ReadResult::NotDone,
        (false, true) => ReadResult::Done,
        (false, false) => ReadResult::Altered,
    }
}

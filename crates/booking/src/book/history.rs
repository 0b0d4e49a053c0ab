//! The history of one appointment: the desks that have altered it, and the outcome of a change as shown by a read.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Book, CLOCKS_DIFFER, RecordedChange, newest_first};
use crate::{
    Appointment, Attendance, Booked, Change, ChangeKind, ClinicId, Moved, Personal, ReadResult,
    Revision, Status,
};

impl Book {
    /// Returns the name of the desk that gave an appointment its present time, if the records name another window.
    pub fn other_desk_of(&self, booked: &Booked) -> Option<&str> {
        let gives_time =
            |change: &&RecordedChange| change.makes_visit() && change.start == booked.start;
        let changes = self
            .changes
            .made_of(booked.clinic, &booked.id)
            .filter(gives_time);
        newest_first(changes)
            .first()
            .filter(|change| !change.is_own())?
            .by
            .desk
            .as_deref()
    }

    /// Returns whether the appointment that a change made is known to have left its time: cancelled, or moved.
    pub fn has_left(&self, change: &RecordedChange) -> bool {
        let Some(made) = change.made() else {
            return false;
        };
        let has_left = |booked: &Booked| !booked.is_live() || booked.start != change.start;
        let mut last = self
            .changes
            .made_of(made.clinic, &made.id)
            .filter(|change| !change.is_superseded);
        let newest = self.reads.newest(made.clinic, &made.id);
        last.find_map(RecordedChange::made).is_some_and(has_left)
            || newest
                .is_some_and(|newest| newest.read.is_newer_than(change) && has_left(newest.booked))
    }

    /// Returns the name of the desk that last made or altered an appointment, if it has one.
    pub fn desk_of(&self, clinic: ClinicId, id: &str) -> Option<&str> {
        let mut last = self
            .changes
            .made_of(clinic, id)
            .filter(|change| !change.is_superseded);
        last.find_map(|change| change.by.desk.as_deref())
    }

    /// Returns the instruction that the patient of an appointment was given, by the newest change that has one.
    pub fn instruction(&self, clinic: ClinicId, id: &str) -> Option<&Personal<String>> {
        self.history(clinic, id)
            .into_iter()
            .find_map(|change| change.instruction.as_ref())
    }

    /// Returns an appointment as the newest known change of it has left it.
    pub fn made(&self, clinic: ClinicId, id: &str) -> Option<&Booked> {
        self.history(clinic, id).first()?.made()
    }

    /// Returns the known changes of an appointment, including its creation, newest first.
    pub fn history(&self, clinic: ClinicId, id: &str) -> Vec<&RecordedChange> {
        newest_first(self.changes.made_of(clinic, id))
    }

    /// Returns when the patient of an appointment came, if a desk has recorded that and they are still there.
    pub fn here_since(&self, clinic: ClinicId, id: &str) -> Option<DateTime<Utc>> {
        let is_here = |change: &&RecordedChange| {
            let made = change.made();
            made.is_some_and(|made| made.attendance() == Attendance::Here)
        };
        let here = self.history(clinic, id).into_iter().take_while(is_here);
        here.last()?.made_at
    }

    /// Returns the outcome of a change whose answer was lost, from its appointment as read and the other changes known
    /// to be made. Several desks' clocks date these, so they are ordered by the states before and after them. If two
    /// desks have changed the same state without knowing of each other, both changes may have been made, so neither
    /// rules the other out.
    pub fn result_by_history(
        &self,
        change: &Change,
        is_alone: bool,
        read: &Appointment,
    ) -> ReadResult {
        let result = change.result_in(read);
        let Some(of) = change.appointment() else {
            return result;
        };
        let others = self.history(of.clinic, &of.id);
        match (change, result) {
            (Change::Move(_), ReadResult::Altered) => {
                let moves = || others.iter().filter(|other| other.kind == ChangeKind::Move);
                let steps = moves()
                    .map(|other| (other.old_start, other.start))
                    .collect();
                let is_race = moves()
                    .any(|other| (is_alone || other.is_alone) && other.old_start == of.start);
                led_to(steps, read.start, of.start, change.start()).allowing_for(is_race)
            }
            (Change::SetStatus(set), ReadResult::Altered) => {
                let status = |status: &str| status.trim().to_ascii_lowercase();
                let step = |other: &&RecordedChange| {
                    Some((
                        status(other.old_status.as_ref()?),
                        status(&other.made()?.status),
                    ))
                };
                let steps = others.iter().filter_map(step).collect();
                let from = status(&of.status);
                let is_race = others
                    .iter()
                    .filter(|other| is_alone || other.is_alone)
                    .filter_map(|other| other.old_status.as_ref())
                    .any(|old| status(old) == from);
                led_to(
                    steps,
                    status(&read.status),
                    from,
                    set.to().word().to_owned(),
                )
                .allowing_for(is_race)
            }
            // An appointment is cancelled only once. A second step is done, no matter who cancelled the old
            // appointment.
            (Change::Cancel(cancel), ReadResult::Done) if cancel.replaced_by().is_none() => {
                let is_other = others.iter().any(|other| other.kind == ChangeKind::Cancel);
                let cancelled = Some(Status::Cancelled.word());
                let is_taken_back = others
                    .iter()
                    .any(|other| other.old_status.as_deref() == cancelled);
                if is_other && !is_taken_back {
                    ReadResult::NotDone
                } else {
                    result
                }
            }
            _ => result,
        }
    }

    /// Returns whether an appointment is known to differ from a read at `since` on the monotonic clock, by a desk's
    /// change or by a later read.
    pub fn differs_from(&self, read: &Appointment, since: Duration) -> bool {
        // A desk that is altering an appointment itself knows the new state from the answer.
        let mut changes = self.changes.of_appointment(read.clinic, &read.id);
        if changes.any(|change| change.is_own() && change.is_sending()) {
            return false;
        }
        let lag = read.clinic.lag();
        let has_moved = |booked: &Booked| {
            booked
                .start
                .zip(read.start)
                .is_some_and(|(now, then)| now != then)
        };
        let differs = |booked: &Booked| {
            has_moved(booked) || !booked.status.eq_ignore_ascii_case(&read.status)
        };
        // The desks' clocks don't show whether another desk's change is newer than the read, or which of two is the
        // last.
        let may_be_since = |change: &RecordedChange| {
            let is_news = change.learnt_at.is_some_and(|at| at > since);
            let from = change.reflected_from.map(|from| from + CLOCKS_DIFFER);
            is_news && from.is_some_and(|from| from >= since + lag)
        };
        let changes = self.changes.made_of(read.clinic, &read.id);
        let mut news = changes.filter(|change| may_be_since(change));
        news.any(|change| change.made().is_some_and(differs))
            || self
                .reads
                .newest(read.clinic, &read.id)
                .is_some_and(|newest| newest.read.as_of > since + lag && differs(newest.booked))
    }

    /// Returns the revision of an appointment, for its slip.
    pub fn revision(&self, clinic: ClinicId, id: &str) -> Revision {
        let history = self.history(clinic, id);
        let count = history
            .iter()
            .filter(|change| change.about.is_some())
            .count();
        let last_move = history
            .iter()
            .position(|change| change.kind == ChangeKind::Move);
        let moved = last_move.map(|place| {
            let before = history[place + 1..].iter().find_map(|change| change.start);
            Moved {
                from: history[place].old_start.or(before),
            }
        });
        Revision {
            number: u32::try_from(count).unwrap_or(u32::MAX),
            moved,
        }
    }
}

impl ReadResult {
    /// Returns the result, but leaves it open if another change may have been made at the same time.
    fn allowing_for(self, is_race: bool) -> ReadResult {
        if is_race && self == ReadResult::NotDone {
            ReadResult::Altered
        } else {
            self
        }
    }
}

/// Returns the outcome of a step `from` one state `to` another, by the present state and the known steps: not made if
/// they lead to the present state from the first, made if they lead there from the second.
fn led_to<T: PartialEq>(steps: Vec<(T, T)>, now: T, from: T, to: T) -> ReadResult {
    let mut states = vec![now];
    let mut steps: Vec<(T, T)> = steps
        .into_iter()
        .filter(|(before, after)| before != after)
        .collect();
    while let Some(place) = steps
        .iter()
        .position(|(_, after)| states.last() == Some(after))
    {
        let (before, _) = steps.remove(place);
        if states.contains(&before) {
            // The order of the steps is not known.
            return ReadResult::Altered;
        }
        states.push(before);
    }
    if states.contains(&from) {
        ReadResult::NotDone
    } else if states.contains(&to) {
        ReadResult::Done
    } else {
        ReadResult::Altered
    }
}

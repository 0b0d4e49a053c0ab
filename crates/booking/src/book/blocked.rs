//! Taken times without an appointment, as calendars list them.

use super::reads::{CalendarRead, Subject};
use super::{Book, Reads};
use crate::{Blocked, Provider, Slot, is_same_id};

impl Book {
    /// Returns the taken times of a practitioner or location without an appointment that are known from reads.
    pub fn blocked(&self, provider: Option<&Provider>) -> Vec<Blocked> {
        let Some(provider) = provider else {
            return Vec::new();
        };
        let mut blocked = self.reads.blocked(provider);
        blocked.retain(|blocked| !blocked.is_absence);
        blocked.extend(self.absences(provider));
        blocked
    }
}

/// Returns whether a read was requested for this time.
fn covers(read: &CalendarRead, slot: &Slot) -> bool {
    let days = read.days;
    days.is_none_or(|days| days.meet(slot.start, Some(slot.end)))
}

impl Reads {
    /// Returns the taken times of a provider without an appointment, as the newest reads list them. The calendars of
    /// everybody list absences only.
    pub(super) fn blocked(&self, provider: &Provider) -> Vec<Blocked> {
        let own = Subject::provider(provider);
        let id = provider.id();
        let reads = || self.absence_reads(provider);
        let is_theirs = |read: &CalendarRead, blocked: &Blocked| {
            let of = blocked.provider.as_ref();
            read.subject == own || of.is_some_and(|of| is_same_id(of, id))
        };
        let is_outdated = |read: &CalendarRead, blocked: &Blocked| {
            reads().any(|other| {
                other.as_of > read.as_of
                    && covers(other, &blocked.slot)
                    && (other.is_whole && other.subject == own
                        || other.names_absences && blocked.is_absence)
            })
        };
        let mut listed: Vec<Blocked> = Vec::new();
        for read in reads() {
            let rows = read.blocked.iter();
            for blocked in rows.filter(|blocked| is_theirs(read, blocked)) {
                let is_known = listed
                    .iter()
                    .any(|known| known.id == blocked.id && known.slot == blocked.slot);
                if !is_known && !is_outdated(read, blocked) {
                    listed.push(blocked.clone());
                }
            }
        }
        listed
    }

    fn absence_reads(&self, provider: &Provider) -> impl Iterator<Item = &CalendarRead> {
        let subjects = [
            Subject::provider(provider),
            Subject::everyone(provider.clinic()),
        ];
        self.reads
            .iter()
            .filter(move |read| subjects.contains(&read.subject))
    }
}

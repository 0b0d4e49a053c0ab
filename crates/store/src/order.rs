//! The order of the changes of one appointment, and whether it has left a time. The clocks of desks differ and are
//! adjusted, so a change known to be made after another one is dated after it, whatever its desk's clock says.

use std::fmt::Display;

use chrono::TimeDelta;

use super::change_row::ChangeRow;
use super::{AuditAction, moment, written};
use booking::{ChangeKind, statuses_without_time};

/// The distance between two changes of one appointment that the clock does not distinguish: the precision of a recorded
/// moment.
const STEP: TimeDelta = TimeDelta::milliseconds(1);

impl ChangeRow {
    /// Dates a change that was made after all other recorded changes of its appointment. Only the booking that made the
    /// appointment comes before them, even if it was found later.
    pub(super) fn put_in_order<'a>(&mut self, others: impl Iterator<Item = &'a ChangeRow>) {
        if !self.is(AuditAction::Booked) {
            return;
        }
        let others = others.filter(|other| other.id != self.id && other.is(AuditAction::Booked));
        let mut last = None;
        let mut first = None;
        for other in others {
            let is_of_its_booking = self.about.is_none()
                && other.about.is_some()
                && other.changed_at >= self.prepared_at;
            if is_of_its_booking {
                first = [first, Some(&other.changed_at)].into_iter().flatten().min();
            } else {
                last = last.max(Some(&other.changed_at));
            }
        }
        if let Some(first) = first.and_then(|first| moment(first)) {
            self.changed_at = self.changed_at.clone().min(written(first - STEP));
        }
        if let Some(last) = last
            .filter(|last| **last >= self.changed_at)
            .and_then(|last| moment(last))
        {
            self.changed_at = written(last + STEP);
        }
    }

    /// Returns whether an appointment leaves its time through this change, once it is made.
    pub(super) fn leaves_its_time(&self) -> bool {
        let keeps_time = self.kind.parse().is_ok_and(ChangeKind::keeps_time);
        let result = self
            .result
            .as_deref()
            .unwrap_or_default()
            .trim()
            .to_lowercase();
        !keeps_time || statuses_without_time().any(|status| status == result)
    }
}

/// Returns the query for the number of recorded changes through which an appointment has left the time given by a
/// change. The change is specified by expressions for its `appointment`, `vendor`, `id` and `changed_at`.
pub(super) fn leavings([appointment, vendor, id, changed_at]: [impl Display; 4]) -> String {
    format!(
        "SELECT COUNT(*) FROM changes AS later WHERE later.about = {appointment} AND later.vendor = {vendor} \
         AND later.state = 'booked' AND later.id <> {id} AND later.changed_at >= {changed_at} AND ({})",
        leaves("later")
    )
}

/// Returns the condition that a change made its appointment leave its time: it was moved, cancelled or removed, or got
/// a status with which it does not take place.
fn leaves(change: &str) -> String {
    let quoted = |words: &[&str]| {
        words
            .iter()
            .map(|word| format!("'{word}'"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let keep: Vec<&str> = ChangeKind::all()
        .filter(|kind| kind.keeps_time())
        .map(ChangeKind::word)
        .collect();
    let off: Vec<&str> = statuses_without_time().collect();
    format!(
        "{change}.kind NOT IN ({}) OR LOWER(TRIM({change}.result)) IN ({})",
        quoted(&keep),
        quoted(&off)
    )
}

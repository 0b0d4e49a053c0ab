//! How many lines each stretch of a day takes: in proportion to its length, as far as there is room.

use chrono::{DateTime, Utc};

use crate::booking::{Along, Stretch};

/// The minutes that one line may stand for: the finest unit that fits is used.
const UNITS: [i64; 4] = [15, 30, 60, 120];
/// The maximum number of lines for a stretch without appointments.
const MOST_EMPTY: u16 = 4;

/// The visible stretches of a day, and their heights.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// The index of the first visible stretch.
    pub(super) first: usize,
    /// The height of each visible stretch in lines.
    pub(super) heights: Vec<u16>,
}

impl Layout {
    /// Lays out the stretches of a day in `height` lines. If there are too many, shows those around the one
    /// at `focus`.
    pub(super) fn of(stretches: &[Stretch<'_>], focus: usize, height: u16) -> Layout {
        let total = |heights: &[u16]| heights.iter().map(|lines| u32::from(*lines)).sum::<u32>();
        let fits = |heights: &Vec<u16>| total(heights) <= u32::from(height);
        let all = UNITS.iter().map(|unit| heights(stretches, *unit)).find(fits);
        match all {
            Some(heights) => Layout { first: 0, heights },
            None => about(stretches.len(), focus, height),
        }
    }
}

fn heights(stretches: &[Stretch<'_>], unit: i64) -> Vec<u16> {
    let lines = |stretch: &Stretch<'_>| {
        let minutes = (stretch.slot.end - stretch.slot.start).num_minutes();
        let lines = u16::try_from((minutes + unit - 1) / unit).unwrap_or(u16::MAX).max(1);
        match stretch.what {
            Along::Closed => 1,
            Along::Free | Along::Open => lines.min(MOST_EMPTY),
            Along::Booked(_) | Along::Held(_) | Along::Draft => lines,
        }
    };
    stretches.iter().map(lines).collect()
}

/// Returns one line for each stretch, as many as fit, with the one at `focus` in the middle.
fn about(count: usize, focus: usize, height: u16) -> Layout {
    let height = usize::from(height).min(count);
    let first = focus.saturating_sub(height / 2).min(count - height);
    Layout { first, heights: vec![1; height] }
}

/// Returns the stretch to keep in view: the visit in the form, else the next one to come.
pub(super) fn focus(stretches: &[Stretch<'_>], now: DateTime<Utc>) -> usize {
    let is_draft = |stretch: &Stretch<'_>| stretch.what == Along::Draft || stretch.meets_draft;
    let draft = stretches.iter().position(is_draft);
    draft.or_else(|| stretches.iter().position(|stretch| stretch.slot.end > now)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::booking::{RailDay, Slot};

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_161_600 + minute * 60, 0).unwrap()
    }

    fn slot(from: i64, to: i64) -> Slot {
        Slot { start: at(from), end: at(to) }
    }

    #[test]
    fn a_line_stands_for_as_little_as_there_is_room_for() {
        let open = [slot(0, 60), slot(120, 240)];
        let day = RailDay { lines: &[], held: &[], open: Some(&open), draft: Some(slot(0, 30)) };
        let stretches = day.stretches();
        let of = |height| Layout::of(&stretches, 0, height);
        assert_eq!(of(9), Layout { first: 0, heights: vec![2, 2, 1, 4] });
        assert_eq!(of(8), Layout { first: 0, heights: vec![1, 1, 1, 4] });
        assert_eq!(of(3), Layout { first: 0, heights: vec![1; 3] });
        assert_eq!(Layout::of(&stretches, 3, 2), Layout { first: 2, heights: vec![1; 2] });
    }
}

//! How many lines each part of a day takes: as many as it is long, as far as there is room.

use chrono::{DateTime, Utc};

use crate::booking::{Along, Stretch};

/// How long a line may stand for, in minutes: the finest that there is room for.
const UNITS: [i64; 4] = [15, 30, 60, 120];
/// The most lines of time in which nothing is.
const MOST_EMPTY: u16 = 4;

/// The parts of a day that are shown, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// The first part that is shown.
    pub(super) first: usize,
    /// How many lines each of them takes, from that one on.
    pub(super) heights: Vec<u16>,
}

impl Layout {
    /// Those parts of a day in so many lines. Where they are too many, those about the one at `focus` are shown.
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

/// A line for each part, as many as there is room for, the one at `focus` in their middle.
fn about(count: usize, focus: usize, height: u16) -> Layout {
    let height = usize::from(height).min(count);
    let first = focus.saturating_sub(height / 2).min(count - height);
    Layout { first, heights: vec![1; height] }
}

/// The part of a day that is looked at: where the visit in the form goes, else what comes next.
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

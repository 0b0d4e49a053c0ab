//! Intervals of time.

use std::ops::Range;

use chrono::{DateTime, Utc};

/// From one moment up to, but excluding, another.
pub(crate) type Interval = Range<DateTime<Utc>>;

/// Merges ranges that touch or overlap, and sorts them.
pub(crate) fn joined<T: Copy + Ord>(mut stretches: Vec<Range<T>>) -> Vec<Range<T>> {
    stretches.retain(|stretch| !stretch.is_empty());
    stretches.sort_unstable_by_key(|stretch| stretch.start);
    let mut joined: Vec<Range<T>> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match joined.last_mut() {
            Some(last) if stretch.start <= last.end => last.end = last.end.max(stretch.end),
            _ => joined.push(stretch),
        }
    }
    joined
}

/// Returns `stretches` without the moments of `others`; both must be merged and sorted.
pub(crate) fn without(stretches: &[Interval], others: &[Interval]) -> Vec<Interval> {
    let mut remaining = Vec::new();
    for stretch in stretches {
        let mut from = stretch.start;
        for other in others
            .iter()
            .filter(|other| other.start < stretch.end && stretch.start < other.end)
        {
            remaining.push(from..other.start);
            from = other.end;
        }
        remaining.push(from..stretch.end);
    }
    remaining.retain(|stretch| !stretch.is_empty());
    remaining
}

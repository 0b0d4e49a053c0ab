//! Half-open ranges of time: merging them, and subtracting others.

use std::ops::Range;

use chrono::{DateTime, Utc};

/// From one moment up to, but excluding, another.
pub(in crate::booking) type Interval = Range<DateTime<Utc>>;

/// Merges ranges that touch or overlap, and sorts them.
pub(in crate::booking) fn joined<T: Copy + Ord>(mut stretches: Vec<Range<T>>) -> Vec<Range<T>> {
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
pub(in crate::booking) fn without(stretches: &[Interval], others: &[Interval]) -> Vec<Interval> {
    let mut left = Vec::new();
    for stretch in stretches {
        let mut from = stretch.start;
        for other in others.iter().filter(|other| other.start < stretch.end && stretch.start < other.end) {
            left.push(from..other.start);
            from = other.end;
        }
        left.push(from..stretch.end);
    }
    left.retain(|stretch| !stretch.is_empty());
    left
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stretch((start, minutes): (i64, i64)) -> Interval {
        let at = |minute: i64| DateTime::from_timestamp(minute * 60, 0).unwrap();
        at(start)..at(start + minutes)
    }

    fn some() -> impl Strategy<Value = Vec<Interval>> {
        proptest::collection::vec((0..60_i64, 0..20_i64).prop_map(stretch), 0..8)
    }

    fn hold(stretches: &[Interval], minute: i64) -> bool {
        stretches.iter().any(|stretch| stretch.contains(&DateTime::from_timestamp(minute * 60, 0).unwrap()))
    }

    #[test]
    fn what_touches_is_one() {
        assert_eq!(joined(vec![stretch((10, 5)), stretch((0, 10)), stretch((20, 0))]), [stretch((0, 15))]);
    }

    proptest! {
        #[test]
        fn every_moment_stays_and_is_in_one_stretch(all in some()) {
            let joined = joined(all.clone());
            prop_assert!(joined.windows(2).all(|pair| pair[0].end < pair[1].start));
            for minute in 0..80 {
                prop_assert_eq!(hold(&joined, minute), hold(&all, minute));
            }
        }

        #[test]
        fn what_is_left_is_in_the_one_and_not_in_the_other(one in some(), other in some()) {
            let left = without(&joined(one.clone()), &joined(other.clone()));
            for minute in 0..80 {
                prop_assert_eq!(hold(&left, minute), hold(&one, minute) && !hold(&other, minute));
            }
        }
    }
}

//! How visits fit the lines of a clock next to a day. Lines begin at full hours, whenever the day begins.

use chrono::{DateTime, Utc};

use booking::Slot;

/// The possible lengths of a line in minutes.
pub const LINE_MINUTES: [i64; 5] = [5, 10, 15, 20, 30];

/// How the visits of some calendars fit lines of each possible length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineFit {
    /// The starts and ends that fall between two lines.
    pub between: [usize; LINE_MINUTES.len()],
    /// The visits that begin on the same line as the one before, which has ended by then.
    pub together: [usize; LINE_MINUTES.len()],
}

impl LineFit {
    /// Returns how the visits of a calendar fit. They must be in the order of their starts.
    pub fn of(visits: &[Slot]) -> LineFit {
        let mut fit = LineFit::default();
        for (place, minutes) in LINE_MINUTES.into_iter().enumerate() {
            let ends = visits.iter().flat_map(|slot| [slot.start, slot.end]);
            let is_between = |at: &DateTime<Utc>| minute_of(*at) % minutes != 0;
            fit.between[place] = ends.filter(is_between).count();
            let line_of = |at| minute_of(at).div_euclid(minutes);
            let begin_together = |pair: &&[Slot]| {
                pair[0].end <= pair[1].start
                    && pair[0].start < pair[1].start
                    && line_of(pair[0].start) == line_of(pair[1].start)
            };
            fit.together[place] = visits.windows(2).filter(begin_together).count();
        }
        fit
    }

    /// Returns how the visits of several calendars fit.
    pub fn of_all(calendars: impl Iterator<Item = LineFit>) -> LineFit {
        let mut sum = LineFit::default();
        for fit in calendars {
            for place in 0..LINE_MINUTES.len() {
                sum.between[place] += fit.between[place];
                sum.together[place] += fit.together[place];
            }
        }
        sum
    }
}

fn minute_of(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(60)
}

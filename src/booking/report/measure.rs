//! Measurements of a change at the desk, and their summary.

use std::fmt;
use std::time::Duration;

use crate::booking::Spoken;

/// The effort of a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Keys pressed since its draft was begun; a paste or a click counts as one.
    pub keys: u32,
    /// The time from the first key to the clinic's answer; while there is none, until it was sent.
    pub took: Duration,
}

/// The measurements recorded with a change; they name nobody.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Measured {
    /// The effort; `None` if its draft was not begun by keys at this desk, or its answer was lost.
    pub effort: Option<Effort>,
    /// The language in which the patient is written to, if known.
    pub spoken: Option<Spoken>,
}

/// Prints nothing, because it is about a patient.
impl fmt::Debug for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Measured")
    }
}

/// A summary of measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// The number of measurements.
    pub count: u64,
    /// The median.
    pub median: u64,
    /// The ninth decile.
    pub most: u64,
}

impl Spread {
    /// Summarizes these values; `None` if there are none.
    pub fn of(mut values: Vec<u64>) -> Option<Spread> {
        values.sort_unstable();
        // The smallest value that this many tenths of all do not exceed.
        let at_most =
            |tenths: usize| values.get((values.len() * tenths).div_ceil(10).checked_sub(1)?).copied();
        Some(Spread { count: values.len() as u64, median: at_most(5)?, most: at_most(9)? })
    }
}

//! What is measured of a change at the desk, and what many measurements come to.

use std::fmt;
use std::time::Duration;

use crate::booking::Spoken;

/// What it took to make a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Keys pressed since its draft was begun; a paste or a click counts as one.
    pub keys: u32,
    /// From the first of them until the clinic had answered; as long as it has not, until it was sent.
    pub took: Duration,
}

/// What is recorded of a change beyond the change itself; nobody is named in it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Measured {
    /// What it took; none where its draft was not begun by keys at this desk, or its answer was lost.
    pub effort: Option<Effort>,
    /// The language that the patient is written to in, where that is known.
    pub spoken: Option<Spoken>,
}

/// Says nothing: it is about a patient.
impl fmt::Debug for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Measured")
    }
}

/// What many measurements come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// How many there are.
    pub count: u64,
    /// Half of them are at most this.
    pub median: u64,
    /// Nine of ten are at most this.
    pub most: u64,
}

impl Spread {
    /// Of these values; none of no values.
    pub fn of(mut values: Vec<u64>) -> Option<Spread> {
        values.sort_unstable();
        // The smallest value that so many tenths of all do not exceed.
        let at_most =
            |tenths: usize| values.get((values.len() * tenths).div_ceil(10).checked_sub(1)?).copied();
        Some(Spread { count: values.len() as u64, median: at_most(5)?, most: at_most(9)? })
    }
}

//! The keys of a draft, counted from the first that was typed into it.

use std::time::Duration;

/// A draft that was begun by keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::desk) struct Begun {
    /// Keys since then, the first included; a paste or a click counts as one.
    pub(in crate::desk) keys: u32,
    /// When the first of them was pressed, on the clock nobody sets.
    pub(in crate::desk) since: Duration,
}

/// What is known of how a draft came to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::desk) enum Tally {
    /// There is none yet.
    #[default]
    Blank,
    /// It was begun by keys.
    Counting(Begun),
    /// It was there by other means, wholly or in part: restored, taken back, given by a program.
    Unmeasured,
}

impl Tally {
    /// One more key.
    pub(in crate::desk) fn count(&mut self) {
        if let Tally::Counting(begun) = self {
            begun.keys = begun.keys.saturating_add(1);
        }
    }

    /// What has just been done, by a key or otherwise, has left the draft blank, or not.
    pub(in crate::desk) fn follow(&mut self, is_blank: bool, by_key: bool, up: Duration) {
        *self = match *self {
            _ if is_blank => Tally::Blank,
            Tally::Blank if by_key => Tally::Counting(Begun { keys: 1, since: up }),
            Tally::Blank => Tally::Unmeasured,
            known => known,
        };
    }

    /// How the draft was begun; none where that was not measured.
    pub(in crate::desk) fn begun(self) -> Option<Begun> {
        match self {
            Tally::Counting(begun) => Some(begun),
            Tally::Blank | Tally::Unmeasured => None,
        }
    }
}

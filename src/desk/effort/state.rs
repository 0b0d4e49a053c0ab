//! The keys of a draft, counted from the first one typed into it.

use std::time::Duration;

/// A draft that was begun by keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::desk) struct Begun {
    /// The number of keys, including the first; a paste or a click counts as one.
    pub(in crate::desk) keys: u32,
    /// When the first key was pressed, on the monotonic clock.
    pub(in crate::desk) since: Duration,
}

/// The way in which a draft was filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::desk) enum Tally {
    /// The draft is blank.
    #[default]
    Blank,
    /// The draft was begun by keys.
    Counting(Begun),
    /// The draft was made by other means, in whole or in part: restored, taken back, given by a program.
    Unmeasured,
}

impl Tally {
    /// Counts one more key.
    pub(in crate::desk) fn count(&mut self) {
        if let Tally::Counting(begun) = self {
            begun.keys = begun.keys.saturating_add(1);
        }
    }

    /// Updates the tally after an action that may have filled or emptied the draft.
    pub(in crate::desk) fn follow(&mut self, is_blank: bool, by_key: bool, up: Duration) {
        *self = match *self {
            _ if is_blank => Tally::Blank,
            Tally::Blank if by_key => Tally::Counting(Begun { keys: 1, since: up }),
            Tally::Blank => Tally::Unmeasured,
            known => known,
        };
    }

    /// Returns how the draft was begun, or `None` if that was not measured.
    pub(in crate::desk) fn begun(self) -> Option<Begun> {
        match self {
            Tally::Counting(begun) => Some(begun),
            Tally::Blank | Tally::Unmeasured => None,
        }
    }
}

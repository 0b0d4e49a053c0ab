//! What the lists are being asked, and what of it is under way.

use std::time::Duration;

use super::lookup_inputs::LookupInputs;
use super::matching::Matching;
use super::search::Search;

/// The questions about people that are under way.
#[derive(Clone, Default)]
pub(in crate::desk) struct People {
    /// Asked for the patient's field.
    pub(super) field_search: Search,
    /// Asked for the entry line.
    pub(super) line_search: Search,
    /// What is typed, looked for in a list too long to be looked through between two keys.
    pub(super) matching: Option<Matching>,
    /// When everyone was last read, by the monotonic clock.
    pub(super) everyone_read: Option<Duration>,
    pub(super) lookup_inputs: LookupInputs,
}

//! A time that another desk is filling in.

use super::{Provider, Slot};

/// A time with somebody, or at some place, that another desk has in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// With whom, or where.
    pub provider: Provider,
    /// From when to when.
    pub slot: Slot,
    /// What the desk is called, where it has a name.
    pub desk: Option<String>,
}

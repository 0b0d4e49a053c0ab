//! A time that another desk is filling in.

use super::{Provider, Slot};

/// A time of a provider that another desk holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The practitioner or location.
    pub provider: Provider,
    /// The start and end.
    pub slot: Slot,
    /// The desk's name, if it has one.
    pub desk: Option<String>,
}

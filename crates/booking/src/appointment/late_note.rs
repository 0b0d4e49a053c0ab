//! Notes of the desks that a practitioner runs late.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::Provider;
use crate::time::Minutes;

/// A note in the desks' own records that a practitioner or location runs late; at most one for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateNote {
    /// The id of the note.
    pub id: Uuid,
    /// The practitioner or location.
    pub provider: Provider,
    /// The delay.
    pub minutes: Minutes,
    /// The end of that day on the clock there, when the note expires.
    pub until: DateTime<Utc>,
}

/// The delay of a practitioner or location that a desk is to note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateWish {
    /// The practitioner or location.
    pub provider: Provider,
    /// The delay; `None` to remove the note.
    pub minutes: Option<Minutes>,
    /// The delay noted for that day as the wisher saw it; `None` if there was none.
    pub seen: Option<Minutes>,
    /// The end of the day, on the clock there.
    pub until: DateTime<Utc>,
}

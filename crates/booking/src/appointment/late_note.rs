//! Notes of the desks that a practitioner runs late.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::Provider;
use crate::time::Minutes;

/// A note in the desks' own records that a practitioner or location runs late; one of each at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateNote {
    /// The id of the note.
    pub id: Uuid,
    /// The practitioner or location.
    pub provider: Provider,
    /// By how much.
    pub minutes: Minutes,
    /// The end of the day on which it was noted, on the clock there: from then on it counts no longer.
    pub until: DateTime<Utc>,
}

/// The lateness of a practitioner or location, as a desk is to note it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateWish {
    /// The practitioner or location.
    pub provider: Provider,
    /// By how much; `None` to take the note away.
    pub minutes: Option<Minutes>,
    /// The lateness noted of that day, as the wisher has seen it; `None` if there was none.
    pub seen: Option<Minutes>,
    /// The end of the day, on the clock there.
    pub until: DateTime<Utc>,
}

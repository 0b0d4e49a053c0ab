//! The free times that the desk is about.

use chrono::{DateTime, Utc};

use crate::booking::time::Wish;
use crate::booking::{Provider, Vendor};

use super::hours::WorkingHours;
use super::upkeep::Upkeep;
use super::windows::FreeTimes;

/// The free times of whom the form names, and what is wanted of them.
#[derive(Clone, Default)]
pub struct Slots {
    /// The free time that turned out to be gone.
    pub(in crate::desk) gone: Option<(Provider, DateTime<Utc>)>,
    pub(in crate::desk) working: Option<WorkingHours>,
    /// The free time that is being looked for.
    pub wanted: Option<Wish>,
    /// The free times of whom the form names, as far as they are known.
    pub free: Option<FreeTimes>,
    /// The published slots that are still to be marked.
    pub(in crate::desk) upkeep: Vec<Upkeep>,
    /// Where the key may not mark any.
    pub(in crate::desk) forbidden: Vec<Vendor>,
}

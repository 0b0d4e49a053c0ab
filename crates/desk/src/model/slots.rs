//! The state of the free times.

use chrono::{DateTime, Utc};

use booking::Provider;
use booking::time::Wish;
use office::FreeTimes;

/// The free times of the form's provider, and the search among them.
#[derive(Clone, Default)]
pub struct Slots {
    /// The free time that turned out to be gone.
    pub(crate) gone: Option<(Provider, DateTime<Utc>)>,
    /// The wish for a free time that is being searched for.
    pub wanted: Option<Wish>,
    /// The free times of the form's provider, as far as they are known.
    pub free: Option<FreeTimes>,
}

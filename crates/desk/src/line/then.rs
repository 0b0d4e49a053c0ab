//! The visit that follows the one just booked, and the free times that are known for it.

use booking::Provider;
use booking::line::{ListMatch, Resolved};
use office::FreeTimes;

use crate::current::next_days_free;
use crate::{Desk, EntryLine};

impl EntryLine {
    /// Returns whether its visit is to begin right after the one just booked.
    pub(crate) fn follows_booking(&self) -> bool {
        let reading = self.reading.as_ref();
        reading.is_some_and(|reading| reading.means.follows_booking())
    }
}

/// Returns the known free times of the practitioner or location on a line: those of the form, and of the next days.
pub(super) fn times_known<'d>(desk: &'d Desk, means: &Resolved) -> Vec<&'d FreeTimes> {
    let ListMatch::One(id) = &means.provider else {
        return Vec::new();
    };
    let Some(provider) = Provider::named(means.clinic, id) else {
        return Vec::new();
    };
    let of_form = desk.slots.free.as_ref();
    let of_form = of_form.filter(|times| times.question().provider == provider);
    let of_next_days = next_days_free(desk, means.clinic).and_then(|group| group.of(&provider));
    of_form.into_iter().chain(of_next_days).collect()
}

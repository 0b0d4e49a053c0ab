//! The visit that follows the one just booked, at the first time from its end on that is known to be free.

use chrono::{DateTime, SecondsFormat, Utc};

use booking::Provider;
use booking::line::{ListMatch, Resolved, TimeBase};
use booking::time::Minutes;

use crate::in_hand::next_days_free;
use crate::{Desk, EntryLine};

impl EntryLine {
    /// Returns whether its visit is to begin right after the one just booked.
    pub(crate) fn follows_booking(&self) -> bool {
        let reading = self.reading.as_ref();
        reading.is_some_and(|reading| reading.means.follows_booking())
    }
}

/// Moves a visit that follows the one just booked to the first time from then on that is known to be free that day. If
/// none is known, it stays at the end of the visit just booked.
pub(super) fn follow_at_free_time(desk: &Desk, means: &mut Resolved) {
    if !means.follows_booking() {
        return;
    }
    let Some((end, start)) = end_and_free_start(desk, means) else {
        return;
    };
    means.base = TimeBase::AfterBooked(Some(start - end));
    means.time = vec![start.to_rfc3339_opts(SecondsFormat::Secs, true)];
}

/// Returns the end of the visit just booked, and the free time at which the next one can begin.
fn end_and_free_start(desk: &Desk, means: &Resolved) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let ListMatch::One(id) = &means.provider else {
        return None;
    };
    let end = desk.office.just_booked()?.end;
    let provider = Provider::named(means.clinic, id)?;
    let of_form = desk.slots.free.as_ref();
    let of_form = of_form.filter(|times| times.question().provider == provider);
    let of_today = || next_days_free(desk, means.clinic)?.of(&provider);
    let length = length_on(desk, means);
    let mut known = of_form.into_iter().chain(of_today());
    let start = known.find_map(|times| desk.office.free_from(times, length, end))?;
    Some((end, start))
}

/// Returns the length that a line or its template gives the visit.
fn length_on(desk: &Desk, means: &Resolved) -> Option<Minutes> {
    let of_template = || {
        let letter = means.template?;
        let template = desk.office.setup.templates.at(means.clinic, letter)?;
        Minutes::new(template.minutes().into())
    };
    means.minutes.or_else(of_template)
}

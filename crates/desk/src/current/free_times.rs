//! The known free times of the practitioner or location in the form.

use std::borrow::Cow;

use chrono::NaiveDate;
use zones::Zone;

use super::provider;
use crate::Desk;
use booking::{ClinicId, Free, Hold, TakenTime};
use office::{FreeTimes, GroupTimes};

/// Returns the requested free times, if they are of the form's provider.
pub(crate) fn requested_free_times(desk: &Desk) -> Option<&FreeTimes> {
    desk.slots
        .free
        .as_ref()
        .filter(|free| provider(desk).as_ref() == Some(&free.question().provider))
}

/// Returns the free times of the form's provider, if known, without those taken since or held elsewhere.
pub fn free_times(desk: &Desk) -> Option<Cow<'_, Free>> {
    desk.office.known_free(requested_free_times(desk)?)
}

/// Returns the periods that are taken despite being listed as free.
pub(crate) fn taken(desk: &Desk) -> Vec<TakenTime> {
    requested_free_times(desk)
        .map(|free| desk.office.taken_of(free))
        .unwrap_or_default()
}

/// Returns today by the clock of the current form.
pub fn today(desk: &Desk) -> NaiveDate {
    today_in(desk, desk.zone())
}

pub(crate) fn today_in(desk: &Desk, zone: Zone) -> NaiveDate {
    desk.office.moment.now.with_timezone(&zone).date_naive()
}

/// Returns the upcoming times of the form's provider that other desks hold on a day.
pub(crate) fn held_on(desk: &Desk, day: NaiveDate) -> Vec<&Hold> {
    let provider = provider(desk);
    let zone = desk.zone();
    let is_that_day = |hold: &&Hold| {
        hold.slot.start > desk.office.moment.now
            && hold.slot.start.with_timezone(&zone).date_naive() == day
    };
    provider
        .iter()
        .flat_map(|provider| desk.office.held_with(provider))
        .filter(is_that_day)
        .collect()
}

/// Returns everybody's free times of the next days at a clinic, once requested.
pub(crate) fn next_days_free(desk: &Desk, clinic: ClinicId) -> Option<&GroupTimes> {
    desk.today[clinic].as_ref()?.free.as_ref()
}

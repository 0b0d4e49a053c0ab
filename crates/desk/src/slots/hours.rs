//! The hours of practitioners and locations. They decide whether `2` means 02:00 or 14:00, and which times are
//! outside of them.

use chrono::NaiveDate;

use crate::Desk;
use crate::current::hours_of;
use booking::HoursFit;

/// Returns how a day fits the hours of the current form's provider.
pub(super) fn day_fit(desk: &Desk, day: NaiveDate) -> HoursFit {
    hours_of(desk, desk.clinic).map_or(HoursFit::Unknown, |hours| hours.day_fit(day, desk.zone()))
}

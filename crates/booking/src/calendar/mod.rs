//! Working hours, free times, wished times, and filters of a day.

mod day_filter;
mod holidays;
mod hours;
mod interval;
mod published;
mod regions;
mod slot;
mod wished;

pub(crate) use day_filter::hour_range;
pub use day_filter::{DayFilter, DayText};
pub use holidays::{HolidayFinding, HolidayMistake, Holidays};
pub use hours::{Absence, Edge, Hours, HoursFit, OpenRange, Rota};
pub(crate) use interval::{Interval, joined, without};
pub use published::{PublishedFit, PublishedTimes};
pub use regions::is_like_region;
pub use slot::{Basis, Blocked, Days, Free, Slot, TakenTime};
pub use wished::{Period, Wished};

//! Working hours, free times, and the plan of a day.

mod availability;
mod day_filter;
mod day_plan;
mod hours;
mod slot;

pub(crate) use availability::joined;
pub use availability::vacancies;
pub(crate) use day_filter::hour_range;
pub use day_filter::{DayFilter, DayText};
pub use day_plan::{DayLine, DayLineKind, day_plan, free_starts};
pub use hours::{Absence, Edge, Hours, HoursFit, OpenRange, Rota};
pub use slot::{Basis, Days, Free, Hold, Provider, Slot, TakenTime};

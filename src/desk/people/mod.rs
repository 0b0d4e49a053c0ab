//! The lists of people, places and services: read, searched, and kept up to date.

mod calendar_query;
mod catalogue;
mod listing;
mod lookup_inputs;
mod matching;
mod name_privacy;
mod read_by_id;
mod register_loading;
mod search;
mod state;

pub use calendar_query::{CalendarKey, CalendarQuery, Extent};
pub use catalogue::Catalogue;
pub(super) use catalogue::person;
pub use listing::{Lists, LookUp, Remote};
pub(super) use read_by_id::ReadById;
pub(super) use state::People;

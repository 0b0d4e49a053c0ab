//! The lists of people, places and services: read, searched, and kept up to date.

mod register_loading;
mod search;

pub(super) use register_loading::progress;
pub(crate) use search::people_found;

//! Time zones: what clocks show in a place, by the rules of a zone database. One is bundled; the program may install a
//! newer one before the first zone is used. Nothing here reads a file or asks for the time.

mod database;
mod rules;
mod zone;

pub use database::{DatabaseVersion, ZoneDatabase, database, first_difference, install};
pub use zone::{UnknownZone, Zone, ZoneOffset};

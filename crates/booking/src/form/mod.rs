//! The booking form: its fields, their texts, the request, and its problems.

mod draft;
mod field;
pub mod id_list;
mod problem;
mod reference;
mod request;

pub use draft::Draft;
pub use field::{Field, FieldId, FieldRole, Kind, Reader, Section};
pub use problem::{Meaning, Problem, ServerNote, Severity, Spot};
pub use reference::Reference;
pub use request::{Booking, BookingParts, FieldValue, FormValue, Priority, RequestView};

//! The booking form: its fields, their texts, the request, and its problems.

mod draft;
mod field;
pub mod id_list;
mod problem;
mod reference;
mod request;
mod review;
mod verdict;

pub use draft::Draft;
pub use field::{Field, FieldId, FieldRole, Kind, Reader, Section};
pub use problem::{Meaning, Problem, ServerNote, Severity, Spot};
pub use reference::Reference;
pub use request::{Booking, BookingParts, FieldValue, FormValue, Priority, RequestView};
pub use review::{Echo, Review, Setting, fields_of_move, moved, read_move, review};
pub(crate) use verdict::verdict_on_call;
pub use verdict::{problems_of, problems_of_change};

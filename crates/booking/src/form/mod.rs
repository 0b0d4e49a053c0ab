//! The booking form: its fields, their texts, the request, and its problems.

mod detail;
mod draft;
mod draft_visit;
mod entered;
mod field;
pub mod id_list;
mod kind;
mod pasted;
mod problem;
mod reference;
mod request;

pub use detail::{Detail, fields_of_details};
pub use draft::Draft;
pub use entered::texts_of_span;
pub use field::{Field, FieldId, FieldRole, Reader, Section};
pub(crate) use kind::DraftReader;
pub use kind::{Echo, Kind, NamedEntries, Prose, RemarkPlace, Setting, Timing, WordList};
pub use pasted::{PasteChanges, PasteTarget, clean_paste};
pub use problem::{Meaning, Problem, ServerNote, Severity, Spot};
pub use reference::Reference;
pub use request::{Booking, BookingParts, FieldValue, FormValue, Priority, RequestView};

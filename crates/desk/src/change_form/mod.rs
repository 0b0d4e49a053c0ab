//! Altering an appointment: the form for its new time, its cancellation, its status and so on. Only the
//! booking key sends the change.

mod details;
mod draw;
mod form;
mod outcome;
mod patient;
mod practitioner;
mod submit;
mod undo;
mod update;
mod view;

pub(crate) use form::{change_in_form, new_time, problems_of_change_form};

pub(crate) use outcome::form_of;
pub(crate) use undo::undo_offered_for;
pub(crate) use update::ALL_LATER;
pub(super) use view::head_height;

//! Altering an appointment: the form for its new time, its cancellation, its status and so on. Only the
//! booking key sends the change.

mod draw;
mod form;
mod outcome;
mod practitioner;
mod reason;
mod submit;
mod update;
mod view;

pub use draw::{PanelRow, panels_to_choose};
pub use form::{
    change_in_form, desk_holding, new_status, new_time, problems_of_change_form,
    proposed_time_to_move_to, statuses_to_set, times_to_move_to,
};
pub(crate) use outcome::form_of;
pub use practitioner::{asks_for_provider, providers_to_choose};
pub(super) use view::head_height;

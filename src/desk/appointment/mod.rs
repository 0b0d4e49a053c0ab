//! The Appointment pane: the appointment that was booked or opened, and the upcoming ones.

mod again;
mod coming;
mod details;
mod open;
mod recents;
mod shown;
mod state;
mod upcoming;
mod view;

pub(super) use coming::draw_column as draw_coming;
pub use details::appointment_members;
pub(super) use state::ToChange;
pub use state::{AppointmentPane, Making, Opening, Origin, Recent, Shown, Upcoming, Whose};
pub use view::appointment_lines;
pub(super) use view::page;

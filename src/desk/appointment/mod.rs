//! The Appointment pane: the appointment that came back or was opened, and what is coming up.

mod open;
mod recents;
mod shown;
mod upcoming;
mod view;

pub use open::Opening;
pub(super) use open::ToChange;
pub use recents::Recent;
pub use shown::{AppointmentPane, Making, Origin, Shown};
pub use upcoming::{Upcoming, Whose};
pub use view::appointment_lines;
pub(super) use view::page;

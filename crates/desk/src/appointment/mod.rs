//! The Appointment pane: the appointment that was booked or opened, and the upcoming ones.

mod again;
mod coming;
mod details;
mod open;
mod past;
mod shown;
mod view;

pub(super) use coming::open as open_coming;
pub use past::PastList;
pub(crate) use shown::{is_of_another, shows_another, shows_booking, tubes_text};
pub use view::appointment_lines;
pub(super) use view::{is_empty, page};

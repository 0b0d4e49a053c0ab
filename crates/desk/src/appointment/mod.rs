//! The Appointment pane: the appointment that was booked or opened, and the upcoming ones.

mod again;
mod coming;
mod details;
mod open;
mod read_aloud;
mod shown;
mod view;
mod visits;

pub(super) use coming::open as open_coming;
pub(crate) use read_aloud::has_time_to_tell;
pub(crate) use shown::{
    is_about_another, is_of_another, is_same_patient, knows_coming, note_of_put_away,
    shows_another, shows_booking, shows_of, tubes_text,
};
pub use view::appointment_lines;
pub(super) use view::{can_be_put_away, is_empty, page, tells_of_current};
pub(crate) use visits::{list_visits, lists_more_visits};

//! The Appointment pane: the appointment that was booked or opened, and the upcoming ones.

mod coming;
mod details;
mod open;
mod recents;
mod shown;
mod upcoming;
mod view;

pub(super) use coming::{has_none as has_none_coming, open as open_coming};
pub use details::appointment_members;
pub(crate) use recents::{last_template, recent_first, recent_of};
pub(crate) use shown::{person_shown, shows_another, shows_booking, tubes_text};
pub use upcoming::entry_text;
pub(crate) use upcoming::{entry_in_short, place_among_coming};
pub use view::appointment_lines;
pub(super) use view::{is_empty, page};

//! The Problems pane: errors and conflicts of the booking.

mod claims;
mod conflicts;
mod listed;
mod next;
mod view;

use std::borrow::Cow;

use uuid::Uuid;

use crate::SubmissionId;
use booking::{Booking, Problem};
pub use listed::listed;
pub(crate) use listed::{collision_here, warnings, warnings_text};
pub(super) use view::{count, is_empty, page, panels_label, whose};

/// One row of the Problems pane.
#[derive(Clone, Debug)]
pub struct Listed<'a> {
    /// The problem.
    pub problem: Cow<'a, Problem>,
    /// The lost change that it belongs to.
    pub change: Option<SubmissionId>,
    /// The number of the panel order it belongs to.
    pub panels: Option<usize>,
    /// The collision it belongs to, by this desk's change.
    pub collision: Option<Uuid>,
    /// The booking in the current form whose outcome it is.
    pub tried: Option<&'a Booking>,
}

impl<'a> Listed<'a> {
    /// Returns a problem that belongs to the current form.
    fn of(problem: Cow<'a, Problem>) -> Listed<'a> {
        Listed {
            problem,
            change: None,
            panels: None,
            collision: None,
            tried: None,
        }
    }

    /// Whether it belongs to the current form.
    pub fn is_of_form(&self) -> bool {
        self.change.is_none() && self.panels.is_none() && self.collision.is_none()
    }
}

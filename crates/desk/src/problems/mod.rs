//! The Problems pane: errors and conflicts of the booking.

mod claims;
mod conflicts;
mod listed;
mod next;
mod view;

use std::borrow::Cow;

use crate::model::ProblemOf;
use booking::{Booking, Problem};
pub(crate) use listed::{chosen_row, collision_here, listed, warnings, warnings_text};
pub(super) use view::{count, is_empty, page, panels_label, whose};

/// One row of the Problems pane.
#[derive(Clone, Debug)]
pub(crate) struct Listed<'a> {
    /// The problem.
    pub(crate) problem: Cow<'a, Problem>,
    /// The key of the row.
    pub(crate) of: ProblemOf,
    /// The booking in the current form whose outcome it is.
    pub(crate) tried: Option<&'a Booking>,
}

impl Listed<'_> {
    /// Whether it belongs to the current form.
    pub(crate) fn is_of_form(&self) -> bool {
        matches!(self.of, ProblemOf::Form(..))
    }
}

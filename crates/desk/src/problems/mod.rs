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
    pub(crate) problem: Cow<'a, Problem>,
    /// The key of the row.
    pub(crate) of: ProblemOf,
    /// The booking in the current form, if the problem is its outcome.
    pub(crate) tried: Option<&'a Booking>,
}

impl Listed<'_> {
    /// Returns whether it belongs to the current form.
    pub(crate) fn is_of_form(&self) -> bool {
        matches!(self.of, ProblemOf::Form(..))
    }
}

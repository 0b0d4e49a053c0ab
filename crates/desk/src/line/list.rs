//! The line that names nothing but a list, which Enter opens.

use crate::{DayBoard, Forms, Part, WaitingList};
use booking::line::ListLine;

impl Part<'_, Forms> {
    /// Opens the list, and empties the line for the next caller. Sends nothing.
    pub(super) fn open_list_of_line(&mut self, list: ListLine) {
        self.line_mut().begin_in_place();
        match list {
            ListLine::WhoWaits => self.handle(DayBoard::open_with_waiting),
            ListLine::WaitingList => self.handle(WaitingList::open),
        }
    }
}

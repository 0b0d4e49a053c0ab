//! The board on paper: the listed rows.

use crate::{Cx, DayBoard, list_card, note};
use words::as_file_name;

use super::title::whose;

impl DayBoard {
    /// Prints the page, or saves it if no printer is set up. Its name has the day and, for one calendar, the
    /// practitioner or location. Patients are named as on the board.
    pub(super) fn print(&self, cx: &mut Cx<'_>) {
        if !self.has_rows() {
            return cx.note(note!("day-nothing-listed"));
        }
        let kind = if self.day.is_week() { "week" } else { "board" };
        let mut name = vec![kind.to_owned(), self.day.date.to_string()];
        if let [only] = self.day.filtered_calendars()[..] {
            name.push(as_file_name(&only.name));
        }
        let list = self.day.listed_as(cx.words(), &whose(cx, self), true);
        list_card::print(cx, &name, &list);
    }
}

//! The board on paper: the listed rows.

use crate::{Cx, DayBoard, Document, note};
use words::as_file_name;

use super::title::whose;

impl DayBoard {
    /// Prints the page, or saves it where no printer is set up: named after the day and, if it is the day of one calendar, its practitioner or
    /// location. Patients are named as on the board.
    pub(super) fn print(&self, cx: &mut Cx<'_>) {
        if !self.has_rows() {
            return cx.note(note!("day-nothing-listed"));
        }
        let whose_file = match self.day.filtered_calendars()[..] {
            [only] => format!("-{}", as_file_name(&only.name)),
            _ => String::new(),
        };
        let date = self.day.date;
        let path = if self.day.is_week() {
            format!("week-{date}{whose_file}.html")
        } else {
            format!("board-{date}{whose_file}.html")
        };
        let path = format!("{}{path}", cx.setup.save_folder).into();
        let list = self.day.listed_as(cx.words(), &whose(cx, self), true);
        let document = Document {
            path,
            text: list.page().into(),
            // One that was printed before has done its work.
            replaces: cx.setup.has_printer,
            is_printed: true,
        };
        cx.save_file(document);
    }
}

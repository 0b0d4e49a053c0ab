//! A list of calls on paper.

use crate::{Cx, Document};

use super::CallList;
use words::OfficeList;

impl CallList {
    /// Prints the page, or saves it where no printer is set up: named after the day. Patients are named as on screen.
    pub(super) fn print(&self, cx: &mut Cx<'_>) {
        let path = format!(
            "{}calls-{}.html",
            cx.setup.save_folder,
            self.calls.date().unwrap_or_else(|| cx.words().today())
        )
        .into();
        let text = self.calls.list(cx.words(), true).page().into();
        let document = Document {
            path,
            text,
            replaces: cx.setup.has_printer,
            is_printed: true,
        };
        cx.save_file(document);
    }
}

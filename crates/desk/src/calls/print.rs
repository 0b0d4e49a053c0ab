//! A list of calls on paper.

use crate::{Cx, Document};

use super::CallList;

impl CallList {
    /// Saves the printable page, named after the day. Patients are named as on screen.
    pub(super) fn print(&self, cx: &mut Cx<'_>) {
        let path = format!(
            "calls-{}.html",
            self.calls.date().unwrap_or_else(|| cx.words().today())
        )
        .into();
        let text = self.calls.sheet(cx.words(), true).html().into();
        let document = Document {
            path,
            text,
            replaces: false,
        };
        cx.save_file(document);
    }
}

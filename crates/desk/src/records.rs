//! The records: whether they can be written.

use super::note;
use crate::{Cx, Facts, Pane, Part};
pub use booking::{Settlement, UnsettledChange};
use i18n::say;

impl Part<'_, Facts> {
    /// Notes that the records have trouble, and shows the trouble if it `is_new`.
    pub(super) fn note_store_trouble(&mut self, is_new: bool) {
        self.note(note!("records-see-problems"));
        if is_new {
            self.bring_to_front(Pane::Problems);
        }
    }
}

/// Withdraws the note about trouble with the records, if it is still shown.
pub(super) fn withdraw_trouble_note(cx: &mut Cx<'_>) {
    let says = say!(cx.setup.language, "records-see-problems");
    if cx.note_text().as_deref() == Some(says) {
        cx.show_note(None);
    }
}

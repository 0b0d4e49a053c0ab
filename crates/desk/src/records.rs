//! The records: whether they can be written.

use super::note;
use crate::{Facts, Pane, Part};
pub use booking::{Settlement, UnsettledChange};

impl Part<'_, Facts> {
    /// Notes that the records have trouble, and shows it if it `is_new`.
    pub(super) fn note_store_trouble(&mut self, is_new: bool) {
        self.note(note!("records-see-problems"));
        if is_new {
            self.bring_to_front(Pane::Problems);
        }
    }
}

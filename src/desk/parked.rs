//! Drafts put aside for a while.

use super::{Desk, Effect};

impl Desk {
    pub(super) fn resume(&mut self, _letter: char) -> Vec<Effect> {
        self.note = Some("Not yet.".to_owned());
        Vec::new()
    }
}

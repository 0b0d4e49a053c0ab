//! The command palette: everything the desk can do, found by name.

use super::{Desk, Effect};

impl Desk {
    pub(super) fn open_palette(&mut self) -> Vec<Effect> {
        self.note = Some("Not yet.".to_owned());
        Vec::new()
    }
}

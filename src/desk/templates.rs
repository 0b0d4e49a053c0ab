//! Visit templates in the form.

use super::{Desk, Effect};

impl Desk {
    pub(super) fn open_templates(&mut self) -> Vec<Effect> {
        self.note = Some("Not yet.".to_owned());
        Vec::new()
    }

    pub(super) fn next_instruction_language(&mut self) -> Vec<Effect> {
        self.note = Some("Not yet.".to_owned());
        Vec::new()
    }
}

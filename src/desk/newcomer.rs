//! Someone the backend doesn't know yet.

use super::{Desk, Effect};

impl Desk {
    pub(super) fn open_newcomer(&mut self) -> Vec<Effect> {
        self.note = Some("Not yet.".to_owned());
        Vec::new()
    }
}

//! Free times day by day.

use super::{Desk, Effect};

impl Desk {
    pub(super) fn open_grid(&mut self) -> Vec<Effect> {
        self.note = Some("Not yet.".to_owned());
        Vec::new()
    }
}

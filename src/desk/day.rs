//! The day of a practitioner or location.

use super::{Desk, Effect};

impl Desk {
    pub(super) fn open_day(&mut self) -> Vec<Effect> {
        self.note = Some("Not yet.".to_owned());
        Vec::new()
    }
}

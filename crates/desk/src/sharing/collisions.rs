//! Collisions: two desks have taken the same time without knowing of each other. A person decides which change
//! stays; nothing is resolved automatically.

use uuid::Uuid;

use crate::{Ask, Facts, Part};

impl Part<'_, Facts> {
    pub(crate) fn ask_to_drop_collision(&mut self, change: Uuid) {
        self.ask(Ask::DropCollision(change));
    }
}

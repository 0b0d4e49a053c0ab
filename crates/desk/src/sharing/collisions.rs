//! Collisions: two desks have taken the same time without knowing of each other. A person decides which change
//! stays; nothing is resolved automatically.

use uuid::Uuid;

use crate::{Ask, Desk, Facts, Pane, Part, problems};

/// Returns the collision to which a key in the Problems pane applies.
pub(crate) fn collision_here(desk: &Desk) -> Option<Uuid> {
    let chosen = desk.problems.chosen.unwrap_or(0);
    problems::listed(desk)
        .get(chosen)
        .filter(|_| desk.panes.focused == Pane::Problems)?
        .collision
}

impl Part<'_, Facts> {
    pub(crate) fn ask_to_drop_collision(&mut self, change: Uuid) {
        self.ask(Ask::DropCollision(change));
    }
}

//! How news of shared records change the desk.

use crate::booking::Mode;
use crate::desk::{Desk, Effect};

use super::state::SharedNews;

impl Desk {
    pub(in crate::desk) fn hear_of_shared(&mut self, mode: Mode, news: SharedNews) -> Vec<Effect> {
        let shared = self.sharing.modes.entry(mode).or_default();
        match news {
            SharedNews::Desks(count) => {
                (shared.desks, shared.alone_since) = (count, None);
                self.sharing.goes_alone &= self.is_alone();
            }
            SharedNews::Alone(since) => {
                shared.alone_since.get_or_insert(since);
                shared.held.clear();
            }
            SharedNews::Changed => return self.ask_for_changes().into_iter().collect(),
            SharedNews::Held(held) => shared.held = held,
            SharedNews::Collided(change, claim) => shared.collisions.push((change, *claim)),
        }
        Vec::new()
    }

    /// Whether records that this desk shares can't be reached.
    pub(in crate::desk) fn is_alone(&self) -> bool {
        self.sharing.modes.values().any(|shared| shared.alone_since.is_some())
    }
}

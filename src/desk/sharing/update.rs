//! Handling news about shared records.

use chrono::{DateTime, Utc};

use crate::booking::Mode;
use crate::desk::keys::Press;
use crate::desk::{Action, Ask, Desk};

use super::{ChangeCollision, SharedNews, ToSend};

impl Desk {
    pub(in crate::desk) fn on_shared_news(&mut self, mode: Mode, news: SharedNews) {
        self.with_chosen_time(|desk| desk.take_news_of(mode, news))
    }

    fn take_news_of(&mut self, mode: Mode, news: SharedNews) {
        let shared = self.sharing.modes.entry(mode).or_default();
        match news {
            SharedNews::Desks(count) => {
                let was_alone = shared.alone_since.is_some();
                (shared.desks, shared.alone_since) = (count, None);
                self.sharing.goes_alone &= self.is_alone();
                // The held time may have been dropped meanwhile.
                self.sharing.in_hand.take_if(|_| was_alone);
                self.shares_again(mode);
            }
            SharedNews::Alone(since) => {
                shared.alone_since.get_or_insert(since);
                shared.held.clear();
                self.sharing.held_edition += 1;
            }
            SharedNews::Changed => self.ask_for_changes(),
            SharedNews::Held(held) => {
                shared.held = held;
                self.sharing.held_edition += 1;
                self.weigh(self.clinic, false);
            }
            SharedNews::Lost(intent, loss) => self.note_loss(intent, loss),
            SharedNews::Back(intent, name) => self.rename_returned(intent, name),
            SharedNews::Others(others) => self.on_other_desks(mode, others),
            SharedNews::Left(left) => self.on_left_drafts(mode, left),
            SharedNews::Handed { id, from, is_taken_over, draft } => {
                self.receive_draft(id, from, is_taken_over, *draft);
            }
            SharedNews::Taken(by, draft) => self.give_up_taken(by, &draft),
            SharedNews::Collided(change, with) => {
                self.note_collision(ChangeCollision { change, with: *with })
            }
        }
    }

    /// Whether it is known if the shared records of the current mode are reached.
    pub fn knows_its_reach(&self) -> bool {
        self.sharing.modes.contains_key(&self.mode())
    }

    /// Whether any shared records can't be reached.
    pub(in crate::desk) fn is_alone(&self) -> bool {
        self.alone_since().is_some()
    }

    /// Returns since when they can't be reached.
    pub(in crate::desk) fn alone_since(&self) -> Option<DateTime<Utc>> {
        self.sharing.modes.values().filter_map(|shared| shared.alone_since).min()
    }

    /// Asks once, while the desk is alone, whether to send changes without the other desks' knowledge.
    /// Returns whether the question is being asked now, so that nothing is sent.
    pub(in crate::desk) fn asks_alone(&mut self, to_send: ToSend) -> bool {
        self.is_alone() && !self.sharing.goes_alone && self.ask(Ask::Alone(to_send))
    }

    /// Continues what the booking key was pressed for, as the person agreed.
    pub(in crate::desk) fn go_on_alone(&mut self, to_send: ToSend) {
        self.sharing.goes_alone = true;
        match to_send {
            ToSend::Booking => self.send_unless_warned(),
            ToSend::Overlay => self.press_in_overlay(Press::Act(Action::Book)),
            ToSend::Removal => self.remove_entry(),
        }
    }
}

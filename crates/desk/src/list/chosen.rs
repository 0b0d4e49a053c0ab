//! The chosen row of a list.

use crate::Action;
use crate::keys::Press;

/// The number of rows that a page moves by.
pub(crate) const PAGE: usize = 10;

/// The chosen row of a list whose rows are rebuilt on every read: the row with this key, wherever it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chosen<K> {
    key: Option<K>,
    /// The last index of the row. The row at this index is chosen once the key is gone.
    place: usize,
}

/// How a list takes a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListKey {
    /// Another row may be chosen.
    Moves,
    /// The chosen row is opened.
    Enters,
    /// The list is closed.
    Closes,
    /// The list decides what the key means.
    Other,
}

impl<K> Default for Chosen<K> {
    /// Creates the choice of the first row, whichever that is.
    fn default() -> Chosen<K> {
        Chosen {
            key: None,
            place: 0,
        }
    }
}

impl<K: Clone + PartialEq> Chosen<K> {
    /// Creates the choice of the row with this key.
    pub(crate) fn of(key: K) -> Chosen<K> {
        Chosen {
            key: Some(key),
            place: 0,
        }
    }

    /// Returns the index of the chosen row among rows with these keys, if it is among them. If several have its key,
    /// prefers the one in its place.
    pub(crate) fn found(&self, keys: &[K]) -> Option<usize> {
        let is_chosen = |key: &K| self.key.as_ref() == Some(key);
        if keys.get(self.place).is_some_and(is_chosen) {
            return Some(self.place);
        }
        keys.iter().position(is_chosen)
    }

    /// Returns the index of the chosen row among rows with these keys, or of the row in its place if it is gone.
    pub(crate) fn place(&self, keys: &[K]) -> usize {
        let last = keys.len().saturating_sub(1);
        self.found(keys).unwrap_or(self.place.min(last))
    }

    /// Chooses the row at this index; the last one if there are fewer.
    pub(crate) fn choose(&mut self, keys: &[K], place: usize) {
        self.place = place.min(keys.len().saturating_sub(1));
        self.key = keys.get(self.place).cloned();
    }

    /// Fixes the choice once there are rows, so that the row stays chosen when others come before it.
    pub(crate) fn keep(&mut self, keys: &[K]) {
        self.choose(keys, self.place(keys));
    }

    /// Chooses the row that takes the place of the chosen one, which has been dealt with.
    pub(crate) fn release(&mut self) {
        self.key = None;
    }

    /// Moves by a row or a page; any other action moves nothing.
    pub(crate) fn step(&mut self, action: Action, keys: &[K]) {
        self.choose(keys, stepped(action, self.place(keys), keys.len(), PAGE));
    }

    /// Handles a key that means the same in every list.
    pub(crate) fn press(&mut self, press: Press, keys: &[K]) -> ListKey {
        match press.action() {
            Some(Action::Close) => ListKey::Closes,
            Some(Action::Enter) => ListKey::Enters,
            Some(action @ (Action::Down | Action::Up | Action::ScrollDown | Action::ScrollUp)) => {
                self.step(action, keys);
                ListKey::Moves
            }
            _ => ListKey::Other,
        }
    }

    /// Handles a key in a list whose rows also open by their digits.
    pub(crate) fn press_or_pick(&mut self, press: Press, keys: &[K]) -> ListKey {
        match press.place().filter(|place| *place < keys.len()) {
            Some(place) => {
                self.choose(keys, place);
                ListKey::Enters
            }
            None => self.press(press, keys),
        }
    }
}

/// Returns the index of the chosen row of `count` after a key that moves by a row or a page; any other key
/// leaves it.
pub(crate) fn stepped(action: Action, chosen: usize, count: usize, page: usize) -> usize {
    let last = count.saturating_sub(1);
    match action {
        Action::Down => (chosen + 1).min(last),
        Action::Up => chosen.saturating_sub(1),
        Action::ScrollDown => (chosen + page).min(last),
        Action::ScrollUp => chosen.saturating_sub(page),
        _ => chosen.min(last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_row_stays_chosen_wherever_it_moves_to() {
        let mut chosen = Chosen::default();
        chosen.keep(&['a', 'b']);
        chosen.step(Action::Down, &['a', 'b']);
        assert_eq!(chosen.place(&['x', 'a', 'b']), 2);
        assert_eq!(chosen.place(&['b']), 0);
    }

    #[test]
    fn rows_with_one_key_are_stepped_through_one_by_one() {
        let mut chosen = Chosen::default();
        chosen.step(Action::Down, &['a', 'a', 'b']);
        assert_eq!(chosen.place(&['a', 'a', 'b']), 1);
        chosen.step(Action::Down, &['a', 'a', 'b']);
        assert_eq!(chosen.place(&['a', 'a', 'b']), 2);
    }

    #[test]
    fn the_row_in_its_place_is_chosen_once_it_is_gone() {
        let mut chosen = Chosen::default();
        chosen.choose(&['a', 'b', 'c'], 1);
        assert_eq!(chosen.place(&['a', 'c']), 1);
        assert_eq!(chosen.place(&['a']), 0);
        assert_eq!(chosen.place(&[]), 0);
    }

    #[test]
    fn the_first_row_is_chosen_for_good_once_there_is_one() {
        let mut chosen = Chosen::default();
        chosen.keep(&[]);
        assert_eq!(chosen, Chosen::default());
        chosen.keep(&['a']);
        assert_eq!(chosen.place(&['x', 'a']), 1);
    }

    #[test]
    fn a_row_that_was_dealt_with_makes_room_for_the_next_one() {
        let mut chosen = Chosen::default();
        chosen.choose(&['a', 'b'], 0);
        chosen.release();
        chosen.keep(&['b', 'a']);
        assert_eq!(chosen.place(&['a', 'b']), 1);
    }
}

//! The keys that the actions have on this desk.

use super::Press;
use super::key::{Key, latin};
use super::table::{Action, Binding, TABLE};

/// The keys of every action. Whatever is configured, movement and function keys stay as the key table has
/// them, so that every action works on every keyboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    /// The keys of each action, in the order of the key table.
    pub(super) keys: Vec<Vec<Key>>,
}

impl Default for Keymap {
    fn default() -> Keymap {
        Keymap {
            keys: TABLE.iter().map(|row| row.keys.to_vec()).collect(),
        }
    }
}

impl Keymap {
    /// Returns the action of a key, or `None` if it only types. A letter of another alphabet acts like the
    /// Latin letter on the same key.
    pub fn bound(&self, key: Key) -> Option<Action> {
        self.action_of(key).or_else(|| self.action_of(latin(key)?))
    }

    /// Returns the press that a key makes on this desk.
    pub(crate) fn press(&self, key: Key) -> Press {
        self.bound(key).map_or(Press::Key(key), Press::Act)
    }

    /// Returns the keys of an action; the first is the one shown in the footer.
    pub fn keys(&self, action: Action) -> &[Key] {
        &self.keys[index_of(action)]
    }

    /// Returns the key shown for an action. There always is one, since function keys can't be removed.
    pub fn key(&self, action: Action) -> Key {
        self.keys(action)[0]
    }

    /// Returns every row of the key table, with its keys on this desk.
    pub fn rows(&self) -> impl Iterator<Item = (&'static Binding, &[Key])> {
        TABLE.iter().zip(self.keys.iter().map(Vec::as_slice))
    }

    pub(super) fn action_of(&self, key: Key) -> Option<Action> {
        let row = self.keys.iter().position(|keys| keys.contains(&key))?;
        Some(TABLE[row].action)
    }
}

/// Returns the index of an action in the key table, which has a row for each action.
pub(super) fn index_of(action: Action) -> usize {
    TABLE
        .iter()
        .position(|row| row.action == action)
        .unwrap_or_default()
}

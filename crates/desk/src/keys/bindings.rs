//! The changes that the configuration may make to the keys, and the reasons for refusing others.

use std::fmt;

use super::key::{Code, Key};
use super::keymap::{Keymap, index_of};
use super::table::{Action, TABLE};

/// A configured key that an action can't have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The index of the entry in the configuration.
    pub wish: usize,
    /// The key.
    pub key: Key,
    /// The reason.
    pub why: WhyNot,
}

/// Why an action can't have a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// The key types, moves, or opens and closes: the desk can't do without it.
    Everyday,
    /// Terminals send the same bytes for this other key.
    SameAs(&'static str),
    /// The key always quits.
    Leaves,
    /// The key belongs to this other action.
    Taken(&'static str),
}

impl Keymap {
    /// Creates the key table with other control and Alt keys, or more function keys, for some actions. Returns the keys
    /// that can't be assigned. An action that gets none of its configured keys keeps its own.
    pub fn with(wishes: &[(Action, Vec<Key>)]) -> (Keymap, Vec<Refusal>) {
        let mut map = Keymap::default();
        for (action, _) in wishes {
            map.keys[index_of(*action)].retain(|key| !is_replaceable(*key));
        }
        let mut refusals = Vec::new();
        let mut unassigned = Vec::new();
        for (wish, (action, keys)) in wishes.iter().enumerate() {
            let mut count = 0;
            for key in keys {
                match map.why_not(*key, *action) {
                    Some(why) => refusals.push(Refusal {
                        wish,
                        key: *key,
                        why,
                    }),
                    None => {
                        let own = &mut map.keys[index_of(*action)];
                        own.retain(|other| other != key);
                        own.insert(count, *key);
                        count += 1;
                    }
                }
            }
            if count == 0 {
                unassigned.push(*action);
            }
        }
        for action in unassigned {
            map.restore_keys(action);
        }
        (map, refusals)
    }

    fn why_not(&self, key: Key, action: Action) -> Option<WhyNot> {
        match key.code {
            Code::Char('c') if key.ctrl && action != Action::Quit => return Some(WhyNot::Leaves),
            Code::Char('i') if key.ctrl => return Some(WhyNot::SameAs("Tab")),
            Code::Char('m' | 'j') if key.ctrl => return Some(WhyNot::SameAs("Enter")),
            Code::Char('h') if key.ctrl => return Some(WhyNot::SameAs("Backspace")),
            Code::Char('[') if key.ctrl => return Some(WhyNot::SameAs("Esc")),
            Code::Char(_) if key.shift => return Some(WhyNot::SameAs("the one without Shift")),
            Code::Char(_) if key.types().is_some() => return Some(WhyNot::Everyday),
            Code::Char(_) | Code::F(_) => {}
            _ => return Some(WhyNot::Everyday),
        }
        let other = self.action_of(key).filter(|other| *other != action)?;
        Some(WhyNot::Taken(TABLE[index_of(other)].name()))
    }

    /// Restores the default keys of an action that got none of its configured ones, except those in use.
    fn restore_keys(&mut self, action: Action) {
        let index = index_of(action);
        let free: Vec<Key> = TABLE[index]
            .keys
            .iter()
            .copied()
            .filter(|key| self.action_of(*key).is_none())
            .collect();
        self.keys[index].splice(0..0, free);
    }
}

/// Returns whether the configuration may replace a key: control or Alt and a character, but not Ctrl-C.
fn is_replaceable(key: Key) -> bool {
    matches!(key.code, Code::Char(_)) && key != Key::ctrl('c')
}

impl fmt::Display for WhyNot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WhyNot::Everyday => {
                f.write_str("types or moves about; take a control, Alt or function key")
            }
            WhyNot::SameAs(other) => {
                write!(f, "can't be told from {other}: terminals send the same")
            }
            WhyNot::Leaves => f.write_str("always leaves"),
            WhyNot::Taken(other) => write!(f, "is the key of `{other}`; give that another first"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        name.parse().unwrap()
    }

    fn with(wishes: &[(Action, &str)]) -> (Keymap, Vec<Refusal>) {
        let keys = |names: &str| names.split_whitespace().map(key).collect();
        Keymap::with(
            &wishes
                .iter()
                .map(|(action, names)| (*action, keys(names)))
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn every_action_has_its_row() {
        let map = Keymap::default();
        for (row, keys) in map.rows() {
            assert_eq!(map.keys(row.action), keys, "{:?}", row.action);
            assert!(
                keys.iter().all(|key| map.bound(*key) == Some(row.action)),
                "{:?}",
                row.action
            );
        }
    }

    /// As `keys.md` of the guide says.
    #[test]
    fn every_action_that_has_a_control_or_alt_key_has_a_function_key_too() {
        for row in TABLE
            .iter()
            .filter(|row| row.keys.iter().any(|key| key.ctrl || key.alt))
        {
            assert!(
                row.keys.iter().any(|key| matches!(key.code, Code::F(_))),
                "{:?}",
                row.action
            );
        }
    }

    #[test]
    fn another_key_takes_the_place_of_the_control_key_and_the_function_key_stays() {
        let (map, refusals) = with(&[(Action::Book, "Ctrl+B Alt+B")]);
        assert_eq!(refusals.len(), 1, "Alt-B takes up draft B: {refusals:?}");
        assert_eq!(map.keys(Action::Book), [key("Ctrl+B"), key("F5")]);
        assert_eq!(
            (map.bound(key("Ctrl+B")), map.bound(key("Ctrl+S"))),
            (Some(Action::Book), None)
        );
        assert_eq!(map.bound(key("F5")), Some(Action::Book));
    }

    #[test]
    fn two_actions_can_change_places() {
        let (map, refusals) = with(&[(Action::Book, "Ctrl+N"), (Action::NewDraft, "Ctrl+S")]);
        assert_eq!(refusals, []);
        assert_eq!(map.bound(key("Ctrl+N")), Some(Action::Book));
        assert_eq!(map.bound(key("Ctrl+S")), Some(Action::NewDraft));
    }

    #[test]
    fn what_can_not_be_had_is_said_and_the_action_keeps_its_own() {
        for (name, why) in [
            ("a", WhyNot::Everyday),
            ("Enter", WhyNot::Everyday),
            ("Ctrl+Up", WhyNot::Everyday),
            ("Ctrl+I", WhyNot::SameAs("Tab")),
            ("Ctrl+Shift+X", WhyNot::SameAs("the one without Shift")),
            ("Ctrl+C", WhyNot::Leaves),
            ("F1", WhyNot::Taken("help")),
        ] {
            let (map, refusals) = with(&[(Action::Book, name)]);
            assert_eq!(
                refusals,
                [Refusal {
                    wish: 0,
                    key: key(name),
                    why
                }]
            );
            assert_eq!(map, Keymap::default(), "{name}");
        }
        let (map, _) = with(&[(Action::Quit, "Alt+Q")]);
        assert_eq!(
            map.keys(Action::Quit),
            [key("Alt+Q"), key("Ctrl+C"), key("F10")]
        );
    }

    #[test]
    fn letters_of_other_alphabets_do_what_their_keys_do() {
        let map = Keymap::default();
        for (typed, meant) in [
            ("Ctrl+ы", "Ctrl+S"),
            ("Ctrl+і", "Ctrl+S"),
            ("Alt+т", "Alt+N"),
            ("Ctrl+σ", "Ctrl+S"),
        ] {
            assert_eq!(map.bound(key(typed)), map.bound(key(meant)), "{typed}");
        }
        assert_eq!(map.bound(key("ы")), None, "without control it is a letter");
        let (map, _) = with(&[(Action::Book, "Ctrl+ы")]);
        assert_eq!(
            map.bound(key("Ctrl+ы")),
            Some(Action::Book),
            "what is configured goes first"
        );
    }
}

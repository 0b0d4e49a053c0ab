//! The names of keys in each language: `Ctrl-S`, `Strg-S`. Tapes, the configuration and other programs use
//! the English names of [`Key::written`].

use i18n::{InLanguage, Language, MessageId, Value, say};

use super::key::{Code, Key};
use super::table::{Action, TABLE};

impl Action {
    /// Returns the name in the key table: the action in a word or two.
    pub(crate) fn short(self, language: Language) -> &'static str {
        let row = TABLE.iter().find(|binding| binding.action == self);
        row.map_or("", |binding| binding.short(language))
    }

    /// Returns whether it opens a list, another form or the entry line, wherever the cursor is.
    pub(crate) fn opens_another(self) -> bool {
        matches!(
            self,
            Action::Day
                | Action::DoneToday
                | Action::WaitingList
                | Action::Absences
                | Action::EntryLine
                | Action::NewPatient
                | Action::OtherBackend
                | Action::Resume(_)
        )
    }
}

impl Key {
    /// Returns the key as the screen names it.
    pub fn shown(self, language: Language) -> String {
        let [ctrl, alt, shift] = modifier_names(language);
        let modifiers = [(self.ctrl, ctrl), (self.alt, alt), (self.shift, shift)].into_iter();
        let mut shown: String = modifiers
            .filter(|(held, _)| *held)
            .flat_map(|(_, name)| [name, "-"])
            .collect();
        match (name(self.code, language), self.code) {
            (Some(name), _) => shown.push_str(name),
            (None, Code::F(number)) => shown.push_str(&format!("F{number}")),
            (None, Code::Char(c)) if self.ctrl || self.alt => shown.push(c.to_ascii_uppercase()),
            (None, Code::Char(c)) => shown.push(c),
            (None, _) => {}
        }
        shown
    }
}

/// Returns the names of Control, Alt and Shift.
fn modifier_names(language: Language) -> [&'static str; 3] {
    [
        say!(language, "cap-ctrl"),
        say!(language, "cap-alt"),
        say!(language, "cap-shift"),
    ]
}

/// Returns the name of a key, or `None` for those with a character or a number instead.
fn name(code: Code, language: Language) -> Option<&'static str> {
    let word = match code {
        Code::Up => return Some("↑"),
        Code::Down => return Some("↓"),
        Code::Left => return Some("←"),
        Code::Right => return Some("→"),
        Code::Char(' ') => "space",
        Code::F(_) | Code::Char(_) => return None,
        code => code.into(),
    };
    Some(MessageId::attribute("cap", word).text(language))
}

/// Formats a key in sentences as on screen.
impl InLanguage<'_> for Key {
    fn in_language(self, language: Language) -> Value<'static> {
        Value::from(self.shown(language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(written: &str) -> [String; 3] {
        Language::ALL.map(|language| written.parse::<Key>().unwrap().shown(language))
    }

    #[test]
    fn a_key_is_called_what_stands_on_it() {
        assert_eq!(shown("Ctrl+S"), ["Ctrl-S", "Strg-S", "Ctrl-S"]);
        assert_eq!(
            shown("Shift+Tab"),
            ["Shift-Tab", "Umschalt-Tab", "Vaihto-Tab"]
        );
        assert_eq!(shown("PageDown"), ["PgDn", "Bild↓", "PgDn"]);
        assert_eq!(shown("Delete"), ["Delete", "Entf", "Delete"]);
        assert_eq!(shown("Ctrl+Left"), ["Ctrl-←", "Strg-←", "Ctrl-←"]);
        assert_eq!(shown("F12"), ["F12"; 3]);
        assert_eq!(shown("b"), ["b"; 3]);
    }

    #[test]
    fn logs_write_a_key_in_english() {
        let every = Key::names().map(|name| name.parse::<Key>().unwrap().to_string());
        let written = [
            "Enter",
            "Tab",
            "Backspace",
            "Delete",
            "Esc",
            "↑",
            "↓",
            "←",
            "→",
            "Home",
            "End",
            "PgUp",
            "PgDn",
            "Space",
            "Esc",
            "PgUp",
            "PgDn",
        ];
        assert!(every.eq(written));
        let held = [
            "Ctrl+Alt+Shift+F5",
            "Ctrl+s",
            "Alt+2",
            "Shift+Tab",
            "Ctrl+Space",
        ];
        let held = held.map(|written| written.parse::<Key>().unwrap().to_string());
        assert_eq!(
            held,
            [
                "Ctrl-Alt-Shift-F5",
                "Ctrl-S",
                "Alt-2",
                "Shift-Tab",
                "Ctrl-Space"
            ]
        );
    }
}

//! The keys named in sentences, for faces without keys of their own.

use i18n::{Language, MessageId, say};

/// The keys that sentences name by a word, other than those with modifiers, as attributes of their message.
const NAMED: [&str; 8] = [
    "enter",
    "escape",
    "tab",
    "backspace",
    "delete",
    "page-up",
    "page-down",
    "space",
];

/// The arrow that sentences name as a key.
const ARROW: &str = "↓";

/// A key that represents any key in a sentence that is shown only without its keys.
pub const ANY_KEY: &str = "F1";

/// Returns whether this part of a sentence names a key.
pub fn names_key(part: &str, language: Language) -> bool {
    let modifiers = [
        say!(language, "cap-ctrl"),
        say!(language, "cap-alt"),
        say!(language, "cap-shift"),
    ];
    let has_modifier = |word: &str| {
        modifiers.iter().any(|name| {
            word.strip_prefix(name)
                .is_some_and(|rest| rest.starts_with('-'))
        })
    };
    let is_function = |word: &str| {
        word.strip_prefix('F')
            .is_some_and(|number| number.parse::<u8>().is_ok())
    };
    // A key whose name is an ordinary word is also capitalized at the beginning of a sentence.
    let is_named = |word: &str| {
        let names = NAMED.map(|key| MessageId::attribute("cap", key).text(language));
        let mut names = names.into_iter().chain([ARROW]);
        names.any(|name| word == name || word.to_lowercase() == name)
    };
    let is_key = |word: &str| has_modifier(word) || is_function(word) || is_named(word);
    part.split(|letter: char| !(letter.is_alphanumeric() || "-↑↓".contains(letter)))
        .any(is_key)
}

/// Returns a text without the sentences and clauses that name keys.
pub fn without_keys(text: &str, language: Language) -> String {
    let parts = text
        .split_inclusive(". ")
        .flat_map(|part| part.split_inclusive("; "));
    let rest: String = parts.filter(|part| !names_key(part, language)).collect();
    let rest = rest.trim_end_matches([';', ' ']);
    match (text.starts_with(char::is_uppercase), rest.chars().next()) {
        // If the first sentence was dropped, the rest may begin with a lower-case letter.
        (true, Some(first)) => first.to_uppercase().chain(rest.chars().skip(1)).collect(),
        _ => rest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_names_a_key_is_told_from_one_that_does_not() {
        let named = |part| Language::ALL.map(|language| names_key(part, language));
        assert_eq!(
            named("nothing free, Ctrl-F looks further"),
            [true, false, true]
        );
        assert_eq!(named("Strg-F sucht weiter"), [false, true, false]);
        assert_eq!(named(ANY_KEY), [true; 3]);
        assert_eq!(named("F12"), [true; 3]);
        assert_eq!(named("Entf nimmt es von der Liste."), [false, true, false]);
        assert_eq!(named("välilyönti: luettelo"), [false, false, true]);
        assert_eq!(named("Välilyönti avaa"), [false, false, true]);
        assert_eq!(named("make space on the disk"), [false; 3]);
        assert_eq!(named("noch 3 (Bild↓)"), [false, true, false]);
        assert_eq!(named("Beginn, Ende oder Minuten; Altona"), [false; 3]);
    }

    #[test]
    fn sentences_that_name_keys_are_left_out() {
        for (text, rest) in [
            (
                "It may be booked. Enter brings it back.",
                "It may be booked.",
            ),
            ("nothing free; Ctrl-F looks further", "nothing free"),
            ("nothing free; F12 looks further", "nothing free"),
            ("Enter brings it back; nothing is sent.", "Nothing is sent."),
        ] {
            assert_eq!(without_keys(text, Language::En), rest);
        }
    }
}

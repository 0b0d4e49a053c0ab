//! Lines that put somebody on the call list: `220385s ? results of Monday`.

use crate::Verb;

/// The sign behind the patient.
const SIGN: char = '?';

/// A line that puts somebody on the call list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallBackLine<'a> {
    /// The beginning of the line, which names the patient; empty for the one in hand.
    pub who: &'a str,
    /// The subject of the call; empty as long as nothing is typed.
    pub words: &'a str,
}

impl<'a> CallBackLine<'a> {
    /// Reads a line; `None` if it puts nobody on the list. The sign ends a word, or stands alone.
    pub fn of(line: &'a str) -> Option<CallBackLine<'a>> {
        let (who, words) = line.split_once(SIGN)?;
        let ends_word = words.is_empty() || words.starts_with(char::is_whitespace);
        let line = CallBackLine {
            who: who.trim(),
            words: words.trim(),
        };
        // The sign of a detail stands before a text, which may have this sign, too.
        let is_detail = Verb::Details
            .sign()
            .is_some_and(|sign| line.who.contains(sign));
        let names_something = !line.who.is_empty() || !line.words.is_empty();
        (ends_word && names_something && !is_detail).then_some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_patient_stands_before_the_sign_and_the_words_behind_it() {
        let of = |line| CallBackLine::of(line).map(|line| (line.who, line.words));
        let results = Some(("220385s", "results of Monday?"));
        assert_eq!(of("220385s ? results of Monday?"), results);
        assert_eq!(of("220385s? results of Monday? "), results);
        assert_eq!(of(" ? results"), Some(("", "results")));
        assert_eq!(of("maria schmidt ?"), Some(("maria schmidt", "")));
    }

    #[test]
    fn other_lines_put_nobody_on_the_list() {
        for line in [
            "",
            "?",
            " ? ",
            "220385s ki f",
            "what?ever",
            "ki?f 220385s",
            "220385s = reason why?",
        ] {
            assert_eq!(CallBackLine::of(line), None, "{line}");
        }
    }
}

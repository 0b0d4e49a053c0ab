//! Lines that put a patient on the call list: `220385s ? results of Monday`, `Pemberton zurückrufen wegen Befund`.

use booking::{CallBackProblem, CallBackRequest, Verb, bare_word, begin_with_phrase};

use super::subject::up_to;
use super::{LineNote, LineRead, LineRefusal, LineShape, LineSources, LineTask, of_patient};
use crate::Office;
use crate::typed_text::is_line;

/// The sign after the patient.
const SIGN: char = '?';

/// The words in place of the sign, in English, German and Finnish, without accents. Of two with the same beginning, the
/// longer comes first.
const WORDS: &[&[&str]] = &[
    &["call", "back"],
    &["please", "call", "back"],
    &["wants", "a", "call", "back"],
    &["zuruckrufen"],
    &["zurueckrufen"],
    &["bitte", "zuruckrufen"],
    &["bitte", "zurueckrufen"],
    &["ruckruf"],
    &["rueckruf"],
    &["bitte", "um", "ruckruf"],
    &["bittet", "um", "ruckruf"],
    &["mochte", "einen", "ruckruf"],
    &["soita", "takaisin"],
];

/// A line that puts a patient on the call list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CallBackLine<'a> {
    /// The beginning of the line, which names the patient; empty for the current one.
    pub(super) who: &'a str,
    /// The subject of the call; empty until something is typed.
    pub(super) words: &'a str,
}

impl<'a> CallBackLine<'a> {
    /// Reads a line; `None` if it puts nobody on the list. The sign ends a word, or is a word; words in its place come
    /// after the patient.
    pub(super) fn of(line: &'a str) -> Option<CallBackLine<'a>> {
        let by_sign = line.split_once(SIGN);
        let by_words = split_at_words(line);
        let is_first =
            |(who, _): &(&str, &str)| by_sign.is_none_or(|(of_sign, _)| who.len() < of_sign.len());
        let by_words = by_words.filter(is_first);
        let (who, words) = by_words.or(by_sign)?;
        let ends_word =
            by_words.is_some() || words.is_empty() || words.starts_with(char::is_whitespace);
        let line = CallBackLine {
            who: who.trim(),
            words: words.trim(),
        };
        // The sign of a detail precedes a text, which may contain this sign, too.
        let is_detail = Verb::Details
            .sign()
            .is_some_and(|sign| line.who.contains(sign));
        let names_something = !line.who.is_empty() || !line.words.is_empty();
        (ends_word && names_something && !is_detail).then_some(line)
    }
}

impl LineShape for CallBackLine<'_> {
    fn read(&self, _: &Office, sources: &LineSources<'_>) -> Option<LineRead> {
        of_patient(self.who, sources, |clinic, person| {
            let (line, means) = sources.read_part(self.words);
            let request = if is_line(&line, &means) {
                Err(CallBackProblem::Line)
            } else {
                CallBackRequest::new(clinic, person.to_owned(), self.words)
            };
            let request = request.map_err(LineRefusal::CallBack)?;
            Ok(LineTask::Write(LineNote::CallBack(request)))
        })
    }
}

/// Returns the text before the first words for the call, and the text after them; `None` if no word precedes them.
fn split_at_words(line: &str) -> Option<(&str, &str)> {
    let words: Vec<&str> = line.split_whitespace().collect();
    (1..words.len()).find_map(|place| {
        let rest = &words[place..];
        let is_there =
            |own: &&&[&str]| begin_with_phrase(rest, own, |word, own| bare_word(word) == own);
        let last = rest[WORDS.iter().find(is_there)?.len() - 1];
        let behind = &line[up_to(line, last).len()..];
        Some((up_to(line, words[place - 1]), behind))
    })
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
    fn words_stand_in_place_of_the_sign() {
        let of = |line| CallBackLine::of(line).map(|line| (line.who, line.words));
        for line in [
            "Oliver Pemberton call back: results?",
            "Oliver Pemberton please call back results?",
            "Oliver Pemberton zurückrufen results?",
            "Oliver Pemberton bittet um Rückruf, results?",
            "Oliver  Pemberton Rückruf: results?",
            "Oliver Pemberton soita takaisin results?",
        ] {
            let (who, words) = of(line).expect("a call");
            assert_eq!(
                (who.replace("  ", " ").as_str(), words),
                ("Oliver Pemberton", "results?"),
                "{line}"
            );
        }
        assert_eq!(of("carter zurückrufen"), Some(("carter", "")));
        assert_eq!(
            of("carter ? call back at 5"),
            Some(("carter", "call back at 5"))
        );
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
            "220385s = reason call back",
            "zurückrufen",
            "call back carter",
            "carter call later",
        ] {
            assert_eq!(CallBackLine::of(line), None, "{line}");
        }
    }
}

//! PURE. The meaning of a typed line: an answer, or one of the keywords that work at any question.

use strum::{EnumIter, IntoEnumIterator, IntoStaticStr};

use i18n::{Language, MessageId, say};
use words::NamedList;

/// The meaning of a line at a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LineAnswer {
    /// An empty line, which keeps the current value.
    Nothing,
    /// The answer, trimmed.
    Text(String),
    /// A keyword.
    Keyword(Keyword),
}

/// The commands that can be typed instead of an answer.
#[derive(Clone, Copy, Debug, EnumIter, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub(super) enum Keyword {
    /// Explain the question.
    Explain,
    /// Return to the previous question.
    Back,
    /// Read out the form.
    Fields,
    Times,
    /// List the changes with an unknown outcome.
    Outbox,
    /// Read out everybody's day.
    Day,
    /// Read out the patients to remind by telephone, and note the results of calls.
    Calls,
    /// Read out the waiting list, and add a patient to it.
    Waiting,
    /// Open an appointment, to alter it.
    Open,
    /// Undo the last change of this desk.
    Undo,
    /// Do what is done once the current patient has died.
    Died,
    /// Add a patient whom the clinic doesn't know.
    New,
    /// Correct the current patient's data.
    Correct,
    /// Fill in a visit template.
    Template,
    Park,
    /// Drop what is in the form.
    Drop,
    Drafts,
    /// Read out the next rows of the last list.
    More,
    /// Read out the ids of the rows read last.
    Ids,
    Lock,
    Empty,
    Quit,
    /// Read out a list with a name of its own.
    #[strum(disabled)]
    List(&'static NamedList),
}

impl Keyword {
    fn word(self, language: Language) -> &'static str {
        match self {
            Keyword::Explain => "?",
            Keyword::Empty => "-",
            Keyword::List(list) => list.says("keyword", language),
            word => MessageId::attribute("plain-word", word.into()).text(language),
        }
    }

    /// Returns the keyword with this name, in the interface's language or in English.
    fn named(word: &str, language: Language) -> Option<Keyword> {
        let languages = [language, Language::En];
        let is_called = |keyword: &Keyword| {
            languages
                .iter()
                .any(|language| keyword.word(*language) == word)
        };
        let asks_for_help = languages
            .iter()
            .any(|language| say!(*language, "plain-word-help") == word);
        if asks_for_help {
            Some(Keyword::Explain)
        } else {
            let list = NamedList::of_keyword(word, languages);
            Keyword::iter().find(is_called).or(list.map(Keyword::List))
        }
    }
}

impl LineAnswer {
    /// Reads a line. An equals sign before a keyword makes it an answer.
    pub(super) fn read(line: &str, language: Language) -> LineAnswer {
        let text = line.trim();
        if text.is_empty() {
            return LineAnswer::Nothing;
        }
        if let Some(command) = Keyword::named(text, language) {
            return LineAnswer::Keyword(command);
        }
        let escaped = text
            .strip_prefix('=')
            .filter(|rest| Keyword::named(rest, language).is_some());
        LineAnswer::Text(escaped.unwrap_or(text).to_owned())
    }
}

/// Returns the index, from 0, of the choice with this number.
pub(super) fn numbered(text: &str) -> Option<usize> {
    text.parse::<usize>().ok()?.checked_sub(1)
}

/// Reads a yes or a no, by its first letters in the interface's language or in English; `None` if it is neither.
pub(super) fn agrees(text: &str, language: Language) -> Option<bool> {
    let text = text.to_lowercase();
    let begins = |words: [&str; 2]| {
        words
            .iter()
            .any(|word| !word.is_empty() && word.starts_with(&text))
    };
    let says_yes = begins([
        say!(language, "plain-word-yes"),
        say!(Language::En, "plain-word-yes"),
    ]);
    let says_no = begins([
        say!(language, "plain-word-no"),
        say!(Language::En, "plain-word-no"),
    ]);
    (says_yes != says_no && !text.is_empty()).then_some(says_yes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_known_in_the_language_and_in_english() {
        let read = |line| LineAnswer::read(line, Language::De);
        assert_eq!(read("zurück"), LineAnswer::Keyword(Keyword::Back));
        assert_eq!(read(" back "), LineAnswer::Keyword(Keyword::Back));
        for help in ["?", "help", "hilfe"] {
            assert_eq!(read(help), LineAnswer::Keyword(Keyword::Explain));
        }
        assert_eq!(read("  "), LineAnswer::Nothing);
        assert_eq!(read("Back pain"), LineAnswer::Text("Back pain".to_owned()));
    }

    #[test]
    fn a_commands_word_can_be_an_answer() {
        let read = |line| LineAnswer::read(line, Language::En);
        assert_eq!(read("=back"), LineAnswer::Text("back".to_owned()));
        assert_eq!(read("=2"), LineAnswer::Text("=2".to_owned()));
    }

    #[test]
    fn yes_and_no_are_told_apart() {
        assert_eq!(agrees("y", Language::De), Some(true));
        assert_eq!(agrees("J", Language::De), Some(true));
        assert_eq!(agrees("nein", Language::De), Some(false));
        assert_eq!(agrees("k", Language::Fi), Some(true));
        assert_eq!(agrees("e", Language::Fi), Some(false));
        assert_eq!(agrees("n", Language::Fi), Some(false));
        assert_eq!(agrees("x", Language::En), None);
        assert_eq!(agrees("", Language::En), None);
    }
}

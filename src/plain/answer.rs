//! PURE. What a line that was typed means: an answer, or one of the few words that are commands at any question.

use strum::{EnumIter, IntoEnumIterator};

use crate::i18n::{Language, say};

/// What a line means at a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Nothing was typed: what stands there stays.
    Nothing,
    /// The answer, without the blanks around it.
    Text(String),
    /// Something else than an answer.
    Keyword(Keyword),
}

/// What can be said at any question instead of an answer.
#[derive(Clone, Copy, Debug, EnumIter, PartialEq, Eq)]
pub(super) enum Keyword {
    /// Say more about the question.
    Explain,
    /// To the question before.
    Back,
    /// Say what the form holds.
    Fields,
    /// List free times.
    Times,
    /// List the bookings that were lost sight of.
    Outbox,
    /// Say everybody's day.
    Day,
    /// Say whom to remind by telephone, and note how calls went.
    Calls,
    /// Say who waits, and put somebody on the waiting list.
    Waiting,
    /// Look at an appointment, to move it or call it off.
    Open,
    /// Add someone whom the backend doesn't know yet.
    New,
    /// Correct the data of the patient in hand.
    Correct,
    /// Fill in from a visit template.
    Template,
    /// Put the draft aside.
    Park,
    /// List the drafts put aside.
    Drafts,
    /// Lock the desk.
    Lock,
    /// Empty the field.
    Empty,
    /// Leave.
    Quit,
}

impl Keyword {
    /// The word for it.
    fn word(self, language: Language) -> &'static str {
        match self {
            Keyword::Explain => "?",
            Keyword::Empty => "-",
            Keyword::Back => say!(language, "plain-word-back"),
            Keyword::Fields => say!(language, "plain-word-fields"),
            Keyword::Times => say!(language, "plain-word-times"),
            Keyword::Outbox => say!(language, "plain-word-outbox"),
            Keyword::Day => say!(language, "plain-word-day"),
            Keyword::Calls => say!(language, "plain-word-calls"),
            Keyword::Waiting => say!(language, "plain-word-waiting"),
            Keyword::Open => say!(language, "plain-word-open"),
            Keyword::New => say!(language, "plain-word-new"),
            Keyword::Correct => say!(language, "plain-word-correct"),
            Keyword::Template => say!(language, "plain-word-template"),
            Keyword::Park => say!(language, "plain-word-park"),
            Keyword::Drafts => say!(language, "plain-word-drafts"),
            Keyword::Lock => say!(language, "plain-word-lock"),
            Keyword::Quit => say!(language, "plain-word-quit"),
        }
    }

    /// The command that goes by that word, in the interface's language or in English.
    fn named(word: &str, language: Language) -> Option<Keyword> {
        let is_it = |command: &Keyword| [language, Language::En].map(|one| command.word(one)).contains(&word);
        let asks_for_help = [language, Language::En].map(|one| say!(one, "plain-word-help")).contains(&word);
        if asks_for_help { Some(Keyword::Explain) } else { Keyword::iter().find(is_it) }
    }
}

impl Answer {
    /// Reads a line. An equals sign before a command's word makes it an answer.
    pub(super) fn read(line: &str, language: Language) -> Answer {
        let text = line.trim();
        if text.is_empty() {
            return Answer::Nothing;
        }
        if let Some(command) = Keyword::named(text, language) {
            return Answer::Keyword(command);
        }
        let meant = text.strip_prefix('=').filter(|rest| Keyword::named(rest, language).is_some());
        Answer::Text(meant.unwrap_or(text).to_owned())
    }
}

/// The place, from 0, of the choice with this number.
pub(super) fn numbered(text: &str) -> Option<usize> {
    text.parse::<usize>().ok()?.checked_sub(1)
}

/// Whether it says yes or no: by the first letter of either, in the interface's language or in English.
pub(super) fn agrees(text: &str, language: Language) -> Option<bool> {
    let text = text.to_lowercase();
    let is = |words: [&str; 2]| words.iter().any(|word| !word.is_empty() && word.starts_with(&text));
    let says_yes = is([say!(language, "plain-word-yes"), say!(Language::En, "plain-word-yes")]);
    let says_no = is([say!(language, "plain-word-no"), say!(Language::En, "plain-word-no")]);
    (says_yes != says_no && !text.is_empty()).then_some(says_yes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_known_in_the_language_and_in_english() {
        let read = |line| Answer::read(line, Language::De);
        assert_eq!(read("zurück"), Answer::Keyword(Keyword::Back));
        assert_eq!(read(" back "), Answer::Keyword(Keyword::Back));
        for help in ["?", "help", "hilfe"] {
            assert_eq!(read(help), Answer::Keyword(Keyword::Explain));
        }
        assert_eq!(read("  "), Answer::Nothing);
        assert_eq!(read("Back pain"), Answer::Text("Back pain".to_owned()));
    }

    #[test]
    fn a_commands_word_can_be_an_answer() {
        let read = |line| Answer::read(line, Language::En);
        assert_eq!(read("=back"), Answer::Text("back".to_owned()));
        assert_eq!(read("=2"), Answer::Text("=2".to_owned()));
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

//! Words that are typed in a list where letters act at once.

use std::mem;
use std::time::Duration;

use office::Moment;

use crate::Code;
use crate::keys::Press;

/// The maximum time between two letters of one word.
const PAUSE: Duration = Duration::from_secs(2);

/// The letters typed one after another in a list where some letters act at once. A letter without a meaning shows that
/// a word is being typed, such as a patient's name; the steps of its earlier letters are then undone.
#[derive(Clone)]
pub(crate) struct ListWord<S> {
    /// The steps of the letters that have acted, the oldest first.
    steps: Vec<S>,
    /// When the last letter was typed.
    at: Moment,
    /// Whether a word is being typed. Another key or a pause ends it.
    is_word: bool,
    /// Whether steps of its letters were undone.
    has_undone: bool,
}

/// The meaning of a key in a list where letters act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WordKey<S> {
    /// A letter that acts, or another key of the list.
    OfList,
    /// A letter of a word. It does nothing, and these steps are to be undone, in this order.
    OfWord(Vec<S>),
}

impl<S> Default for ListWord<S> {
    fn default() -> ListWord<S> {
        ListWord {
            steps: Vec::new(),
            at: Moment::default(),
            is_word: false,
            has_undone: false,
        }
    }
}

impl<S> ListWord<S> {
    /// Handles a key; `acts` says which letters act in the list. If a word begins with a letter that does not act, the
    /// letters from its second one on belong to the word.
    pub(crate) fn press(
        &mut self,
        press: Press,
        acts: impl Fn(char) -> bool,
        now: Moment,
    ) -> WordKey<S> {
        let typed = press.types();
        if typed.is_some() && self.at.age(now) > PAUSE {
            *self = ListWord::default();
        }
        let erases = press.action().is_none() && press.code() == Some(Code::Backspace);
        if self.is_word && (typed.is_some() || erases && self.has_undone) {
            if typed.is_some() {
                self.at = now;
            }
            return WordKey::OfWord(Vec::new());
        }
        let Some(letter) = typed.filter(|letter| letter.is_alphabetic()) else {
            *self = ListWord::default();
            return WordKey::OfList;
        };
        self.at = now;
        if acts(letter) {
            return WordKey::OfList;
        }
        self.is_word = true;
        self.has_undone = !self.steps.is_empty();
        if !self.has_undone {
            return WordKey::OfList;
        }
        let mut steps = mem::take(&mut self.steps);
        steps.reverse();
        WordKey::OfWord(steps)
    }

    /// Records the step of the letter that was pressed last.
    pub(crate) fn add(&mut self, step: S) {
        self.steps.push(step);
    }

    /// Returns whether the steps of earlier letters of the word being typed were undone.
    pub(crate) fn has_undone(&self) -> bool {
        self.has_undone
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Key;

    fn acts(letter: char) -> bool {
        matches!(letter, 'r' | 'n')
    }

    /// Types letters this long after one another, where `r` and `n` act. Returns what is undone.
    fn undone(word: &mut ListWord<char>, letters: &str, apart: Duration) -> String {
        let mut now = Moment::default();
        let mut undone = String::new();
        for letter in letters.chars() {
            now.up += apart;
            match word.press(Press::Key(Key::plain(Code::Char(letter))), acts, now) {
                WordKey::OfWord(steps) => undone.extend(steps),
                WordKey::OfList if acts(letter) => word.add(letter),
                WordKey::OfList => {}
            }
        }
        undone
    }

    #[test]
    fn a_word_undoes_what_its_letters_have_done_the_last_first() {
        let quick = Duration::from_millis(200);
        let mut word = ListWord::default();
        assert_eq!(undone(&mut word, "rnosarn", quick), "nr");
        assert!(word.has_undone());
    }

    #[test]
    fn a_letter_typed_later_undoes_nothing() {
        let mut word = ListWord::default();
        assert_eq!(undone(&mut word, "rx", Duration::from_secs(3)), "");
    }

    #[test]
    fn a_letter_typed_some_time_after_a_word_acts() {
        let quick = Duration::from_millis(200);
        let mut word = ListWord::default();
        assert_eq!(undone(&mut word, "rnosa", quick), "nr");
        let later = Moment {
            up: Duration::from_secs(4),
            ..Moment::default()
        };
        let letter = Press::Key(Key::plain(Code::Char('r')));
        assert_eq!(word.press(letter, acts, later), WordKey::OfList);
        assert!(!word.has_undone());
    }

    #[test]
    fn any_other_key_ends_a_word() {
        let quick = Duration::from_millis(200);
        let mut word = ListWord::default();
        assert_eq!(undone(&mut word, "r", quick), "");
        let down = Press::Key(Key::plain(Code::Down));
        let pressed = word.press(down, acts, Moment::default());
        assert_eq!(pressed, WordKey::OfList);
        assert_eq!(undone(&mut word, "x", quick), "");
        assert!(!word.has_undone());
    }
}

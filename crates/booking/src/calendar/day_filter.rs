//! Narrows a day by typed words: names, a status, hours such as `14-16`.

use std::sync::OnceLock;

use crate::time::number;
use crate::{begins_word, fold, fold_either};

/// The minutes of a day, except for days on which clocks change.
const DAY: i64 = 24 * 60;

/// The words typed to narrow a day; all of them have to match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayFilter {
    words: Vec<FilterWord>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum FilterWord {
    /// The beginning of a word, folded.
    Text(String),
    /// A range in minutes of the day.
    Hours(i64, i64),
}

/// The words that find a line of a day.
#[derive(Clone, Debug, Default)]
pub struct DayText {
    words: String,
    /// The words as they are compared, computed when a filter is first typed: a day is listed far more often than
    /// filtered.
    folded: OnceLock<String>,
}

impl PartialEq for DayText {
    fn eq(&self, other: &DayText) -> bool {
        self.words == other.words
    }
}

impl Eq for DayText {}

impl DayText {
    /// Collects these names and words.
    pub fn of(parts: &[&str]) -> DayText {
        DayText {
            words: parts.join(" "),
            folded: OnceLock::new(),
        }
    }

    /// Returns the words in lower case without accents, also with their umlauts written out.
    fn folded(&self) -> &str {
        self.folded.get_or_init(|| fold_either(&self.words))
    }
}

impl DayFilter {
    /// Parses the typed words.
    pub fn read(typed: &str) -> DayFilter {
        let word = |word: &str| match hour_range(word) {
            Some((from, to)) => FilterWord::Hours(from, to),
            // The rest of a double name is yet to be typed.
            None => FilterWord::Text(match word.trim_end_matches('-') {
                "" => fold(word),
                begun => fold(begun),
            }),
        };
        DayFilter {
            words: typed
                .split([' ', ','])
                .filter(|word| !word.is_empty())
                .map(word)
                .collect(),
        }
    }

    /// Returns whether a line with this text and this range in minutes of the day matches.
    pub fn fits(&self, text: &DayText, (start, end): (i64, i64)) -> bool {
        self.words.iter().all(|word| match word {
            FilterWord::Text(typed) => begins_word(text.folded(), typed),
            FilterWord::Hours(from, to) => start < *to && (*from < end || *from <= start),
        })
    }

    /// Returns whether a typed word of at least three letters begins this name.
    pub fn asks_for(&self, name: &str) -> bool {
        let name = fold(name);
        let begins =
            |typed: &String| typed.chars().count() >= 3 && name.starts_with(typed.as_str());
        self.words
            .iter()
            .any(|word| matches!(word, FilterWord::Text(typed) if begins(typed)))
    }

    /// Returns whether all words except hours match.
    pub fn names(&self, text: &DayText) -> bool {
        self.words.iter().all(|word| match word {
            FilterWord::Text(typed) => begins_word(text.folded(), typed),
            FilterWord::Hours(..) => true,
        })
    }
}

/// Parses a range of hours into minutes of the day.
pub(crate) fn hour_range(word: &str) -> Option<(i64, i64)> {
    let (from, to) = word.split_once(['-', '–'])?;
    if from.is_empty() && to.is_empty() {
        return None;
    }
    let minute = |text: &str, open: i64| {
        if text.is_empty() {
            Some(open)
        } else {
            minute_of_day(text)
        }
    };
    let from = minute(from, 0)?;
    let to = minute(to, DAY)?;
    (from < to).then_some((from, to))
}

/// Parses `9`, `9:30` or `9.30`.
fn minute_of_day(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "0"));
    let hour = number(hour, 1..=2)?;
    let minute = number(minute, 1..=2)?;
    let at = i64::from(hour * 60 + minute);
    (minute < 60 && at <= DAY).then_some(at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fits(typed: &str, text: &DayText, at: (i64, i64)) -> bool {
        DayFilter::read(typed).fits(text, at)
    }

    #[test]
    fn words_fit_all_and_hours_are_those_it_takes_up() {
        let text = DayText::of(&["Jörg Müller", "1985", "Karin Ivers", "ki", "not come"]);
        let at = (14 * 60, 14 * 60 + 30);
        for typed in [
            "",
            "mueller",
            "MÜLL kari",
            "ki 1985",
            "not come",
            "14-16",
            "ivers 14:15-15",
            "-14:30",
            "14.0-",
        ] {
            assert!(fits(typed, &text, at), "{typed}");
        }
        for typed in [
            "üller",
            "muller schmidt",
            "14:30-16",
            "-14",
            "15-",
            "9-14",
            "arrived",
        ] {
            assert!(!fits(typed, &text, at), "{typed}");
        }
        assert!(
            fits("14-16", &text, (14 * 60, 14 * 60)),
            "what has no length is where it begins"
        );
    }

    #[test]
    fn what_is_no_hours_is_a_word() {
        for typed in ["-", "25-26", "16-14", "1400-1600", "anna-lena", "9:61-10"] {
            assert!(
                matches!(&DayFilter::read(typed).words[..], [FilterWord::Text(_)]),
                "{typed}"
            );
        }
    }

    proptest! {
        /// One more word never adds a line, whatever the order of the words.
        #[test]
        fn a_word_more_narrows(
            words in proptest::collection::vec("[a-cäß0-9:-]{1,4}", 0..4),
            text in "[a-cä ]{0,12}", start in 0..DAY, length in 0..90_i64,
        ) {
            let text = DayText::of(&[&text]);
            let at = (start, start + length);
            let whole = fits(&words.join(" "), &text, at);
            let mut turned = words.clone();
            turned.reverse();
            prop_assert_eq!(fits(&turned.join(", "), &text, at), whole);
            for left in 0..words.len() {
                prop_assert!(!whole || fits(&words[..left].join(" "), &text, at));
            }
        }

        #[test]
        fn no_typed_text_panics(typed in ".{0,20}", text in ".{0,20}") {
            let text = DayText::of(&[&text]);
            let filter = DayFilter::read(&typed);
            prop_assert!(!filter.fits(&text, (0, 10)) || filter.names(&text));
        }
    }
}

//! Words about time that name none, and two letters that may not be a time.

use i18n::Language;

use super::names::{weekday, weekday_in_full};
use super::vocabulary::{folded, known_word};
use super::word::Word;

/// Returns the readable words to offer instead of a word about time that names none: `>16:00` for `later`. Empty if
/// nothing is near; `None` for any other word.
pub(crate) fn read_instead_of(word: &str) -> Option<&'static [&'static str]> {
    Some(match folded(word).as_str() {
        "later" | "late" | "evening" | "tonight" => &["afternoon", ">16:00"],
        "spater" | "spaeter" | "spat" | "spaet" | "abend" | "abends" => &["nachmittags", ">16:00"],
        "myohemmin" | "myohaan" | "illalla" => &["iltapäivällä", ">16:00"],
        "early" | "earlier" => &["morning", "<10:00"],
        "fruh" | "frueh" | "fruher" | "frueher" => &["vormittags", "<10:00"],
        "aikaisin" | "aikaisemmin" | "varhain" => &["aamulla", "<10:00"],
        "soon" => &["first"],
        "bald" => &["erster"],
        "pian" => &["ensimmäinen"],
        "about" | "around" => &["at"],
        "gegen" | "circa" | "ungefahr" | "ungefaehr" => &["um"],
        "noin" => &["klo"],
        "until" | "till" => &["before"],
        "bis" | "spatestens" | "spaetestens" => &["vor"],
        "weekend" => &["sa", "su"],
        "wochenende" => &["sa", "so"],
        "viikonloppu" | "viikonloppuna" => &["la", "su"],
        "not" | "except" | "nicht" | "ausser" | "außer" | "paitsi" | "mennessa" | "asti" => &[],
        word if matches!(known_word(word), Some(Word::Unit(_) | Word::FromNow)) => &[],
        _ => return None,
    })
}

/// Returns the meaning of two letters as part of a time, and the word to read instead at a desk of this language:
/// `Thursday` and `thu` for the Finnish `to`. `next` is the word after them.
pub(crate) fn read_as(letters: &str, next: &str, language: Language) -> Option<(String, String)> {
    let label = || format!("{letters} {next}");
    Some(match known_word(letters)? {
        Word::Weekday(day) => (
            weekday_in_full(day, language).to_owned(),
            weekday(day, language).to_lowercase(),
        ),
        Word::Limit(_) => (label(), "nach".to_owned()),
        // An hour needs no word before it.
        Word::HourPrefix => (label(), String::new()),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{is_time_word, time_words};

    const WORDS: [&str; 12] = [
        "later",
        "Später",
        "illalla",
        "early",
        "früh",
        "soon",
        "gegen",
        "about",
        "noin",
        "bis",
        "until",
        "Wochenende",
    ];

    #[test]
    fn what_is_offered_for_a_vague_word_is_read() {
        for word in WORDS {
            assert!(!is_time_word(word), "{word}");
            let offered = read_instead_of(word).unwrap();
            assert!(!offered.is_empty(), "{word}");
            for instead in offered {
                assert_eq!(time_words(&[instead, "10"]), [true, true], "{instead}");
            }
        }
    }

    #[test]
    fn a_word_without_a_near_one_is_known_all_the_same() {
        for word in ["not", "nicht", "weeks", "Wochen", "viikon"] {
            assert_eq!(read_instead_of(word), Some(&[][..]), "{word}");
        }
        for word in ["schmidt", "karin", "yesterday", "mo", ""] {
            assert_eq!(read_instead_of(word), None, "{word}");
        }
    }
}

//! The rows under the line: the possible meanings of an ambiguous word, or the appointments that a verb may refer to.

use i18n::{Language, say};

/// The maximum number of rows that digits pick.
const MOST_DIGITS: usize = 9;

/// Returns the digits that pick one of `count` rows, in words: `1 or 2`, `1 to 9`.
pub(super) fn digits_of(count: usize, language: Language) -> String {
    match count {
        0 | 1 => "1".to_owned(),
        2 => say!(language, "line-digits-two").to_owned(),
        3 => say!(language, "line-digits-three").to_owned(),
        _ => say!(language, "line-digits-more", last = count.min(MOST_DIGITS)),
    }
}

/// Returns whether a digit picks the row with this index.
pub(super) fn has_digit(row: usize) -> bool {
    row < MOST_DIGITS
}

//! Text that a clinic accepts, personal text that can't be formatted, and how typed text is folded, cleaned
//! and compared.

mod diagnostic;
mod fold;
mod phrase;
pub mod sanitize;
mod slip;
mod spelling;

pub use diagnostic::{Diagnostic, MOST_MISTAKES, closest, with_guess};
pub(crate) use fold::{FoldedWords, fold_either, spelt_out};
pub use fold::{begins, begins_word, fold, has_words};
pub use phrase::{bare_word, begin_with_phrase};
pub(crate) use slip::one_slip_away;
pub(crate) use spelling::spellings;

use std::fmt;

use i18n::{Language, say};

/// Returns the length of a text as the clinics count it: in UTF-16 units, the strictest common reading of
/// "characters".
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A text that is not blank and within its field's limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(Personal<String>);

impl Text {
    /// Returns the text as typed, if it is not blank and at most `limit` UTF-16 units long.
    pub fn new(text: &str, limit: usize) -> Option<Text> {
        (!text.trim().is_empty() && units(text) <= limit).then(|| Text(text.to_owned().into()))
    }

    /// Returns the text as a string slice.
    pub fn as_str(&self) -> &str {
        self.0.shown()
    }
}

/// Implements `Debug` by these fields only: the others may name a patient, or are secret.
#[macro_export]
macro_rules! redacted_debug {
    ($type:ident $(<$lifetime:lifetime>)? { $($field:ident),* }) => {
        impl ::std::fmt::Debug for $type $(<$lifetime>)? {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($type))$(.field(stringify!($field), &self.$field))*.finish_non_exhaustive()
            }
        }
    };
}
pub use redacted_debug;

/// Returns a text of at most this many characters, a longer one cut and ended by `…`.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some(_) => text.chars().take(most - 1).chain(['…']).collect(),
        None => text.to_owned(),
    }
}

/// Returns a number with its thousands separated: 2,014.
pub fn grouped(number: usize, language: Language) -> String {
    let digits = number.to_string();
    let groups = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(String::from_utf8_lossy);
    groups
        .collect::<Vec<_>>()
        .join(say!(language, "number-thousands"))
}

/// A personal value, which can't be formatted: it has no `Display`, and `Debug`, also that of any containing
/// type, shows only that there is a value. Code that shows, sends or seals it calls [`Personal::shown`].
///
/// ```
/// use booking::Personal;
/// assert_eq!(format!("{:?}", Personal::from("Maria".to_owned())), "…");
/// ```
///
/// ```compile_fail
/// use booking::Personal;
/// assert_eq!(format!("{}", Personal::from("Maria".to_owned())), "…");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// Returns the value, for the screen, the wire and the sealed records.
    pub const fn shown(&self) -> &T {
        &self.0
    }

    /// Returns the value, consuming the wrapper.
    pub fn into_shown(self) -> T {
        self.0
    }
}

impl<T> From<T> for Personal<T> {
    fn from(value: T) -> Personal<T> {
        Personal(value)
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn units_are_those_of_utf_16(text: String, more in "[aß日👩🏽\u{10ffff}\u{ffff}]{0,20}") {
            proptest::prop_assert_eq!(units(&text), text.encode_utf16().count());
            proptest::prop_assert_eq!(units(&more), more.encode_utf16().count());
        }
    }

    #[test]
    fn thousands_stand_apart() {
        let english = |number| grouped(number, Language::En);
        assert_eq!(
            [0, 999, 1000, 12_400].map(english),
            ["0", "999", "1,000", "12,400"]
        );
        let million = |language| grouped(1_000_000, language);
        assert_eq!(
            Language::ALL.map(million),
            ["1,000,000", "1.000.000", "1\u{a0}000\u{a0}000"]
        );
    }
}

//! Text that a clinic accepts: never empty, never over its limit, never altered on the way.

use super::Personal;
use crate::i18n::{Language, say};

/// Returns the length of a text as the clinics count it: in UTF-16 units, the strictest common reading of
/// "characters".
pub fn units(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    // A code point counts one, or two if its first byte shows that it is outside the basic plane.
    text.bytes().map(|byte| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0)).sum()
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

/// Returns a number with its thousands separated: 2,014.
pub(crate) fn grouped(number: usize, language: Language) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push_str(say!(language, "number-thousands"));
        }
        text.push(digit);
    }
    text
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
        assert_eq!([0, 999, 1000, 12_400].map(english), ["0", "999", "1,000", "12,400"]);
        let million = |language| grouped(1_000_000, language);
        assert_eq!(Language::ALL.map(million), ["1,000,000", "1.000.000", "1\u{a0}000\u{a0}000"]);
    }
}

//! Folds names for searching: no case, no accents, umlauts in either notation.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// The letters that are not another letter with an accent, and their replacements.
pub(super) const UNACCENTED: [(char, &str); 9] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('þ', "th"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('ł', "l"),
    ('ı', "i"),
];

/// Returns the text in lower case without accents, in whichever way these are encoded: `Müller` and `MÜLLER` become
/// `muller`, `Yıldırım` becomes `yildirim`, `Großmann` becomes `grossmann`. Letters of other scripts stay.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let plain = |c: char| !('\u{300}'..='\u{36f}').contains(&c);
    let mut folded = String::with_capacity(text.len());
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(text.chars());
    for letter in decomposed
        .filter(|c| plain(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| plain(*c))
    {
        let known = UNACCENTED.iter().find(|(own, _)| *own == letter);
        match (letter, known) {
            (_, Some((_, plain))) => folded.push_str(plain),
            ('’' | 'ʼ', None) => folded.push('\''),
            (other, None) => folded.push(other),
        }
    }
    folded
}

/// Returns whether `name`, or a word of it, begins with the typed text. `muller` and `mueller` both find
/// Müller, and `bo` finds Anna-Bo.
pub fn begins(name: &str, typed: &str) -> bool {
    FoldedWords::of(name).begins_with(&fold(typed))
}

/// Returns whether each word of the typed text is a whole word of `name`.
pub fn has_words(name: &str, typed: &str) -> bool {
    let name = fold_either(name);
    let typed = fold(typed);
    let is_of_name = |word: &str| {
        let mut words = name.split(|letter: char| !letter.is_alphanumeric());
        words.any(|of_name| of_name == word)
    };
    let mut words = typed
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .peekable();
    words.peek().is_some() && words.all(is_of_name)
}

/// A name, prepared for comparison with typed text.
pub(crate) struct FoldedWords {
    /// The folded name.
    pub(crate) plain: String,
    /// The same with its umlauts written out, if it has any.
    spelt: Option<String>,
}

impl FoldedWords {
    pub(crate) fn of(name: &str) -> FoldedWords {
        FoldedWords {
            plain: fold(name),
            spelt: (!name.is_ascii()).then(|| fold(&spelt_out(name))),
        }
    }

    /// Returns whether the name, or a word of it, begins with a folded text.
    pub(crate) fn begins_with(&self, folded: &str) -> bool {
        let mut notations = [Some(&self.plain), self.spelt.as_ref()]
            .into_iter()
            .flatten();
        !folded.is_empty() && notations.any(|name| begins_word(name, folded))
    }
}

/// Returns the folded text and, if it has umlauts, also the one with those written out.
pub(crate) fn fold_either(text: &str) -> String {
    if text.is_ascii() {
        return fold(text);
    }
    let spelt = spelt_out(text);
    if spelt == text {
        fold(text)
    } else {
        fold(&format!("{text} {spelt}"))
    }
}

/// Returns a name with its umlauts written out as in German.
pub(crate) fn spelt_out(name: &str) -> String {
    name.replace(['ä', 'Ä'], "ae")
        .replace(['ö', 'Ö'], "oe")
        .replace(['ü', 'Ü'], "ue")
}

/// Returns whether `start` occurs in `name` at the beginning of a word.
pub fn begins_word(name: &str, start: &str) -> bool {
    name.match_indices(start).any(|(at, _)| {
        name[..at]
            .chars()
            .next_back()
            .is_none_or(|before| !before.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_their_encoding_make_no_difference() {
        assert_eq!(fold("MÜLLER"), "muller");
        assert_eq!(fold("Mu\u{308}ller"), "muller");
        assert_eq!(
            fold("Şebnem Yıldırım-Kaya İnönü"),
            "sebnem yildirim-kaya inonu"
        );
        assert_eq!(
            fold("Weißmüller Søren Łukasz Þór"),
            "weissmuller soren lukasz thor"
        );
        assert_eq!(fold("O’Sullivan"), "o'sullivan");
        assert_eq!(fold("Ελένη Οксана 李明轩"), "ελενη οксана 李明轩");
    }

    #[test]
    fn a_name_is_found_by_the_beginning_of_any_of_its_words() {
        for typed in ["muller", "Müll", "mueller", "MUE", "m"] {
            assert!(begins("Jörg Müller", typed), "{typed}");
        }
        assert!(begins("von und zu Hohenwaldeck-Schönborn", "schoen"));
        assert!(begins("O'Sullivan", "sulli"));
        for typed in ["uller", "", "mullers", "ü"] {
            assert!(!begins("Jörg Müller", typed), "{typed}");
        }
    }
}

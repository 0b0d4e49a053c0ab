//! Removes from a server's text what the request had told it in confidence.

/// The shortest part of a confidential text, in bytes, that is removed where it stands alone.
const SHORTEST_PART: usize = 8;

/// Texts that a request contains and nobody may read: a secret, a signed assertion.
#[derive(Default)]
pub(super) struct Confidential(Vec<String>);

impl Confidential {
    /// Creates a list of these texts.
    pub(super) fn new(texts: impl IntoIterator<Item = String>) -> Confidential {
        let texts = texts.into_iter().filter(|text| !text.is_empty());
        Confidential(texts.collect())
    }

    /// Returns `text` with an ellipsis in the place of each confidential text, and of each word that is a longer part of
    /// one: servers repeat assertions cut short.
    pub(super) fn removed_from(&self, text: &str) -> String {
        let whole = self.0.iter().fold(text.to_owned(), |text, confidential| {
            text.replace(confidential, "…")
        });
        let mut shown = String::new();
        for piece in whole.split_inclusive(|letter| !is_of_word(letter)) {
            let word = piece.trim_end_matches(|letter| !is_of_word(letter));
            if self.has_part(word) {
                shown.push('…');
                shown.push_str(&piece[word.len()..]);
            } else {
                shown.push_str(piece);
            }
        }
        shown
    }

    fn has_part(&self, word: &str) -> bool {
        word.len() >= SHORTEST_PART && self.0.iter().any(|text| text.contains(word))
    }
}

/// Returns whether encoded texts (base64, percent-encoding) contain the character.
fn is_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "+/=_-%".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_texts_and_longer_parts_are_removed_and_nothing_else() {
        let confidential = Confidential::new(["eyJhbGciOiJ.eyJpc3MiOiJ.c2lnbmF0".to_owned()]);
        let cases = [
            ("it is eyJhbGciOiJ.eyJpc3MiOiJ.c2lnbmF0!", "it is …!"),
            ("(eyJhbGciOiJ.eyJpc3Mi...)", "(….…...)"),
            ("\"eyJhbGciO\"", "\"…\""),
            ("an eyJ of a JWT", "an eyJ of a JWT"),
            ("", ""),
        ];
        for (said, shown) in cases {
            assert_eq!(confidential.removed_from(said), shown);
        }
        assert_eq!(Confidential::new([String::new()]).removed_from("ab"), "ab");
    }
}

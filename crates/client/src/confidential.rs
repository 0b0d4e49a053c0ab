//! Removes from a server's text what the request had told it in confidence.

use std::collections::HashSet;

/// The shortest part of a confidential text, in bytes, that is removed.
const SHORTEST_PART: usize = 8;

/// Texts that a request contains and nobody may read: a secret, a signed assertion.
#[derive(Default)]
pub(super) struct Confidential(Vec<String>);

impl Confidential {
    /// Creates a list of these texts.
    pub(super) fn new(texts: impl IntoIterator<Item = String>) -> Confidential {
        let texts = texts.into_iter().map(|text| text.to_ascii_lowercase());
        Confidential(texts.filter(|text| !text.is_empty()).collect())
    }

    /// Returns `text` with an ellipsis in the place of each confidential text, and of each longer part of one: servers
    /// repeat assertions cut short. Case does not count, since encodings differ in it.
    pub(super) fn removed_from(&self, text: &str) -> String {
        let is_removed = self.removed_bytes(&text.to_ascii_lowercase());
        let mut shown = String::new();
        let mut was_removed = false;
        for (place, letter) in text.char_indices() {
            match (is_removed[place], was_removed) {
                (false, _) => shown.push(letter),
                (true, false) => shown.push('…'),
                (true, true) => {}
            }
            was_removed = is_removed[place];
        }
        shown
    }

    /// Returns which bytes of a text in lower case belong to a confidential text or to a longer part of one.
    fn removed_bytes(&self, text: &str) -> Vec<bool> {
        let mut is_removed = vec![false; text.len()];
        for confidential in &self.0 {
            let length = confidential.len().min(SHORTEST_PART);
            let parts: HashSet<&[u8]> = confidential.as_bytes().windows(length).collect();
            for (place, part) in text.as_bytes().windows(length).enumerate() {
                if parts.contains(part) {
                    is_removed[place..place + length].fill(true);
                }
            }
        }
        is_removed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_texts_and_longer_parts_are_removed_and_nothing_else() {
        let confidential = Confidential::new(["eyJhbGciOiJ.eyJpc3MiOiJ.c2lnbmF0".to_owned()]);
        let cases = [
            ("it is eyJhbGciOiJ.eyJpc3MiOiJ.c2lnbmF0!", "it is …!"),
            ("(eyJhbGciOiJ.eyJpc3Mi...)", "(…...)"),
            ("assertion=eyJhbGciO&scope=x", "assertion=…&scope=x"),
            ("an eyJ of a JWT", "an eyJ of a JWT"),
            ("ein Schlüssel für Ärzte", "ein Schlüssel für Ärzte"),
            ("", ""),
        ];
        for (said, shown) in cases {
            assert_eq!(confidential.removed_from(said), shown);
        }
        assert_eq!(Confidential::new([String::new()]).removed_from("ab"), "ab");
    }

    #[test]
    fn a_short_secret_and_another_case_of_an_encoding_are_removed() {
        let short = Confidential::new(["s3cr".to_owned()]);
        assert_eq!(short.removed_from("bad secret s3cr."), "bad secret ….");
        let encoded = Confidential::new(["swordfish%2Blong".to_owned()]);
        assert_eq!(encoded.removed_from("swordfish%2blo..."), "…...");
    }
}

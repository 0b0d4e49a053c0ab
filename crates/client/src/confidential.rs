//! Removes a request's confidential texts from what a server says.

use std::collections::HashSet;
use std::ops::Range;

use reqwest::header::HeaderValue;
use secrecy::ExposeSecret;

use super::endpoint::{Endpoint, form_encoded, form_pair};

/// The sign that replaces a confidential text.
const MARK: &str = "•••";
/// The shortest part of a credential, in bytes, that is removed from a refusal: servers repeat truncated tokens. A
/// shorter credential is removed where it is a whole word.
const SHORTEST_PART: usize = 8;
/// The shortest part of a credential that is removed although it may also be a word of the server, such as *revoked*.
const SHORTEST_WORD: usize = 14;
/// The minimum bytes of a key after its known prefix that count as its secret part.
const FEWEST_BEHIND_PREFIX: usize = 4;
/// The shortest value of a configured header that is removed from a refusal: shorter ones occur in too many words.
const SHORTEST_VALUE: usize = 3;

/// The texts of a request that nobody may read.
#[derive(Default)]
pub(super) struct Confidential {
    /// Keys, tokens, and assertions, in lower-case ASCII.
    credentials: Vec<String>,
    /// The values of configured headers, such as a tenant or the key of a gateway, in lower-case ASCII.
    values: Vec<String>,
}

/// The kind of a text that a server sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// The words of a refusal.
    Refusal,
    /// The server's records, which may be sent back to it. A tenant may also be a place name or the code of a tag, so
    /// only credentials are removed, and values in free text that look like keys.
    Data,
}

impl Said {
    /// Returns the kind of text in an answer with this status.
    pub(super) fn with_status(status: u16) -> Said {
        match status {
            200..300 => Said::Data,
            _ => Said::Refusal,
        }
    }
}

impl Confidential {
    /// Returns the confidential texts of a request to this endpoint, and these of its own.
    pub(super) fn sent_to(
        endpoint: &Endpoint,
        sent: impl IntoIterator<Item = String>,
    ) -> Confidential {
        let sent = sent
            .into_iter()
            .map(|text| endpoint.secret_part(&text).to_owned());
        let mut credentials: Vec<String> = sent.collect();
        let client = endpoint.client();
        // A private key is never sent.
        let signs = client.is_some_and(|client| client.signs.is_some());
        if let Some(key) = endpoint.secret()
            && !signs
        {
            let key = key.expose_secret();
            credentials.extend([endpoint.secret_part(key).to_owned(), form_encoded(key)]);
            credentials.extend(client.map(|client| form_pair(&client.id, key)));
        }
        let values = endpoint
            .headers()
            .values()
            .filter_map(|value| value.to_str().ok().map(str::trim));
        Confidential::new(credentials, values.map(str::to_owned))
    }

    fn new(
        credentials: impl IntoIterator<Item = String>,
        values: impl IntoIterator<Item = String>,
    ) -> Confidential {
        let credentials = credentials.into_iter();
        let values = values.into_iter();
        Confidential {
            credentials: credentials
                .filter(|text| !text.is_empty())
                .map(|text| text.to_ascii_lowercase())
                .collect(),
            values: values
                .filter(|value| value.len() >= SHORTEST_VALUE)
                .map(|text| text.to_ascii_lowercase())
                .collect(),
        }
    }

    /// Returns `text` with a mark in place of each confidential text. Case is ignored, since encodings change it.
    pub(super) fn cut_from(&self, text: &str, said: Said) -> String {
        self.cut(text, said).unwrap_or_else(|| text.to_owned())
    }

    /// Returns an answer's JSON, with its texts treated as by [`Confidential::cut_from`].
    pub(super) fn cut_from_json(&self, body: Vec<u8>, said: Said) -> Vec<u8> {
        let mut shown = Vec::new();
        let mut copied = 0;
        let mut at = 0;
        while let Some((start, end)) = next_string(&body, at) {
            at = end;
            let text = serde_json::from_slice::<String>(&body[start..end]);
            let Some(cut) = text.ok().and_then(|text| self.cut(&text, said)) else {
                continue;
            };
            shown.extend_from_slice(&body[copied..start]);
            shown.extend_from_slice(serde_json::Value::String(cut).to_string().as_bytes());
            copied = end;
        }
        if copied == 0 {
            return body;
        }
        shown.extend_from_slice(&body[copied..]);
        shown
    }

    /// Returns `text` without confidential texts; `None` if there are none in it.
    fn cut(&self, text: &str, said: Said) -> Option<String> {
        let small = text.to_ascii_lowercase();
        let mut places: Vec<Range<usize>> = Vec::new();
        for credential in &self.credentials {
            if credential.len() < SHORTEST_PART {
                places.extend(words_in(&small, credential));
            } else if said == Said::Data {
                let found = small.match_indices(credential.as_str());
                places.extend(found.map(|(at, _)| at..at + credential.len()));
            } else {
                places.extend(parts_in(text, credential));
            }
        }
        let is_free_text = text.contains(char::is_whitespace);
        for value in &self.values {
            if said == Said::Refusal || is_free_text && looks_like_key(value) {
                places.extend(words_in(&small, value));
            }
        }
        if places.is_empty() {
            return None;
        }
        places.sort_by_key(|place| place.start);
        let mut shown = String::new();
        let mut end = 0;
        for place in places {
            if place.start > end || shown.is_empty() {
                shown.push_str(text.get(end..place.start)?);
                shown.push_str(MARK);
            }
            end = end.max(place.end);
        }
        shown.push_str(text.get(end..)?);
        Some(shown)
    }
}

/// Returns the credential in a header, which follows the name of a scheme.
pub(super) fn credential_in(header: &HeaderValue) -> Option<String> {
    let text = header.to_str().ok()?;
    let credential = text.split_once(' ').map_or(text, |(_, behind)| behind);
    Some(credential.trim().to_owned())
}

/// Returns the secret part of a key, after this well-known prefix.
pub(super) fn behind_prefix<'a>(key: &'a str, prefix: &str) -> &'a str {
    let behind = key.strip_prefix(prefix);
    behind
        .filter(|behind| behind.len() >= FEWEST_BEHIND_PREFIX)
        .unwrap_or(key)
}

/// Returns whether the value of a header looks like a key rather than a place name or a number.
fn looks_like_key(value: &str) -> bool {
    value.len() >= SHORTEST_PART && !value.chars().all(char::is_alphabetic)
}

/// Returns the places in `text` where `word` has no letter or digit next to it.
fn words_in(text: &str, word: &str) -> Vec<Range<usize>> {
    let places = text.match_indices(word);
    let places = places.map(|(at, _)| at..at + word.len());
    let stands_alone = |place: &Range<usize>| {
        let before = text[..place.start].chars().next_back();
        let behind = text[place.end..].chars().next();
        !before.into_iter().chain(behind).any(char::is_alphanumeric)
    };
    places.filter(stands_alone).collect()
}

/// Returns the places in `text` of parts of a credential, which is in lower case.
fn parts_in(text: &str, credential: &str) -> Vec<Range<usize>> {
    let small = text.to_ascii_lowercase();
    let mut places = Vec::new();
    for length in [SHORTEST_PART, SHORTEST_WORD.min(credential.len())] {
        let parts: HashSet<&[u8]> = credential.as_bytes().windows(length).collect();
        for (at, part) in small.as_bytes().windows(length).enumerate() {
            let may_be_word = length == SHORTEST_PART && is_word(&text.as_bytes()[at..at + length]);
            if parts.contains(part) && !may_be_word {
                places.push(text.floor_char_boundary(at)..text.ceil_char_boundary(at + length));
            }
        }
    }
    places
}

/// Returns whether a text may be part of a word: it has no digits, and all letters have the same case.
fn is_word(text: &[u8]) -> bool {
    let has = |is: fn(&u8) -> bool| text.iter().any(is);
    let has_both_cases = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    !has(u8::is_ascii_digit) && !has_both_cases
}

/// Returns the place of the next JSON string at or after `from`, including its quotes.
fn next_string(json: &[u8], from: usize) -> Option<(usize, usize)> {
    let start = from + json.get(from..)?.iter().position(|byte| *byte == b'"')?;
    let mut is_escaped = false;
    for (at, byte) in json.iter().enumerate().skip(start + 1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return Some((start, at + 1)),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn confidential(credentials: &[&str], values: &[&str]) -> Confidential {
        let owned = |texts: &[&str]| -> Vec<String> {
            texts.iter().map(|text| (*text).to_owned()).collect()
        };
        Confidential::new(owned(credentials), owned(values))
    }

    #[test]
    fn whole_texts_and_longer_parts_are_cut_from_a_refusal_and_nothing_else() {
        let confidential = confidential(
            &["eyJhbGciOiJ.eyJpc3MiOiJ.c2lnbmF0"],
            &["hill-road", "4711"],
        );
        let cases = [
            ("it is eyJhbGciOiJ.eyJpc3MiOiJ.c2lnbmF0!", "it is •••!"),
            ("(eyJhbGciOiJ.eyJpc3Mi...)", "(•••...)"),
            ("assertion=eyJhbGciO&scope=x", "assertion=•••&scope=x"),
            ("an eyJ of a JWT", "an eyJ of a JWT"),
            ("the C2LNBMF0", "the •••"),
            ("no tenant Hill-Road (4711)", "no tenant ••• (•••)"),
            ("0221 47110, uphill-roads", "0221 47110, uphill-roads"),
            ("ein Schlüssel für Ärzte", "ein Schlüssel für Ärzte"),
            ("", ""),
        ];
        for (said, shown) in cases {
            assert_eq!(confidential.cut_from(said, Said::Refusal), shown);
        }
    }

    #[test]
    fn a_short_secret_and_another_case_of_an_encoding_are_cut() {
        let short = confidential(&["s3cr", ""], &[""]);
        let said = "bad secret s3cr, as3cr.";
        assert_eq!(
            short.cut_from(said, Said::Refusal),
            "bad secret •••, as3cr."
        );
        let revoked = confidential(&["revoked0003"], &[]);
        let said = "KEY_REVOKED: revoked";
        assert_eq!(revoked.cut_from(said, Said::Refusal), said);
        let encoded = confidential(&["swordfish%2Blong"], &[]);
        let said = "swordfish%2blo...";
        assert_eq!(encoded.cut_from(said, Said::Refusal), "•••...");
    }

    #[test]
    fn records_are_cut_of_credentials_and_keep_the_names_and_codes_that_a_header_has_too() {
        let confidential = confidential(
            &["praxis-schneider-2026"],
            &["Marienhospital", "tenant-0815", "2026"],
        );
        let cases = [
            ("key praxis-schneider-2026", "key •••"),
            ("Anna Schneider", "Anna Schneider"),
            ("Marienhospital Süd", "Marienhospital Süd"),
            ("tenant-0815", "tenant-0815"),
            (
                "https://fhir.example/tenant-0815/Patient?_page=2",
                "https://fhir.example/tenant-0815/Patient?_page=2",
            ),
            ("sent for tenant-0815 in 2026", "sent for ••• in 2026"),
        ];
        for (said, shown) in cases {
            assert_eq!(confidential.cut_from(said, Said::Data), shown);
        }
    }

    #[test]
    fn json_is_cut_in_its_texts_and_names_however_they_are_written() {
        let confidential = confidential(&["pass/word\"1"], &[]);
        let cut = |body: &str| {
            let body = confidential.cut_from_json(body.as_bytes().to_vec(), Said::Refusal);
            String::from_utf8(body).expect("text")
        };
        assert_eq!(
            cut(r#"{"a\"b": ["x pass\/word\"1 y", 7], "pass/word\u00221": {"ä": ""}}"#),
            r#"{"a\"b": ["x ••• y", 7], "•••": {"ä": ""}}"#
        );
        for untouched in ["", "{}", "\"", r#"{"a": "pass\"#, r#"["pass", "word"]"#] {
            assert_eq!(cut(untouched), untouched);
        }
    }

    #[test]
    fn the_known_prefix_of_a_key_is_no_secret() {
        assert_eq!(behind_prefix("clk_test_abc123", "clk_test_"), "abc123");
        assert_eq!(behind_prefix("clk_test_a", "clk_test_"), "clk_test_a");
        assert_eq!(behind_prefix("abc123", "clk_test_"), "abc123");
    }
}

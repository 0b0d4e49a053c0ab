//! A text encrypted with a passphrase as an armored age file, which other age programs can open.
//!
//! Format: <https://age-encryption.org/v1>, with a single scrypt recipient and a payload of one chunk.

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::hmac::{self, HMAC_SHA256};
use ring::rand::SystemRandom;
use secrecy::{ExposeSecret, SecretString};

use super::seal::random;

const BEGIN: &str = "-----BEGIN AGE ENCRYPTED FILE-----\n";
const END: &str = "-----END AGE ENCRYPTED FILE-----\n";
/// The number of characters in a line of the armor.
const ARMOR_WIDTH: usize = 64;
const VERSION: &str = "age-encryption.org/v1\n";
const SALT_LABEL: &[u8] = b"age-encryption.org/v1/scrypt";
/// The start of the line with the header's code.
const CODE: &str = "---";

/// log2 of the work factor of new files: a guess takes a third of a second and 128 MiB.
const WORK: u8 = 17;
/// log2 of the largest work factor accepted: 1 GiB and some seconds.
const MAX_WORK: u8 = 20;

/// The size of a chunk of the payload in bytes. Longer texts would need several chunks.
const MAX_TEXT: usize = 64 * 1024;
/// The nonce of the only chunk: counter zero and the flag of the last chunk.
const ONLY_CHUNK: [u8; NONCE_LEN] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
/// A constant nonce is safe here: each wrapping key encrypts a single file key.
const WRAP_NONCE: [u8; NONCE_LEN] = [0; NONCE_LEN];

const KEY_BYTES: usize = 32;
const SALT_BYTES: usize = 16;
const FILE_KEY_BYTES: usize = 16;
const NONCE_BYTES: usize = 16;

/// Why a file can't be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OpenError {
    /// Not an age file for a passphrase, or altered.
    Foreign,
    /// Encrypted with another passphrase.
    Passphrase,
}

/// Encrypts a text of up to 64 KiB, which takes a third of a second. `None` if there are no random numbers or
/// not enough memory.
pub(super) fn seal(passphrase: &SecretString, text: &[u8]) -> Option<String> {
    let source = SystemRandom::new();
    let salt = random::<SALT_BYTES>(&source).ok()?;
    let file_key = random::<FILE_KEY_BYTES>(&source).ok()?;
    let nonce = random::<NONCE_BYTES>(&source).ok()?;

    let wrapped = encrypt(
        &passphrase_key(passphrase, &salt, WORK)?,
        WRAP_NONCE,
        &file_key,
    )?;
    let salt = BASE64_STANDARD_NO_PAD.encode(salt);
    let wrapped = BASE64_STANDARD_NO_PAD.encode(wrapped);
    let header = format!("{VERSION}-> scrypt {salt} {WORK}\n{wrapped}\n{CODE}");
    let code =
        BASE64_STANDARD_NO_PAD.encode(hmac::sign(&header_key(&file_key)?, header.as_bytes()));

    let chunk = encrypt(
        &derived_key(&file_key, &nonce, b"payload")?,
        ONLY_CHUNK,
        text,
    )?;
    Some(armor(
        &[
            header.as_bytes(),
            b" ",
            code.as_bytes(),
            b"\n",
            &nonce,
            &chunk,
        ]
        .concat(),
    ))
}

/// Decrypts a file written by [`seal`] or another age program. May take some seconds, depending on the file's
/// work factor.
pub(super) fn open(passphrase: &SecretString, file: &str) -> Result<Vec<u8>, OpenError> {
    let bytes = unarmor(file).ok_or(OpenError::Foreign)?;
    let header = Header::parse(&bytes).ok_or(OpenError::Foreign)?;
    let wrap_key =
        passphrase_key(passphrase, &header.salt, header.work).ok_or(OpenError::Foreign)?;
    let file_key = decrypt(&wrap_key, WRAP_NONCE, &header.wrapped).ok_or(OpenError::Passphrase)?;
    payload(&header, &file_key).ok_or(OpenError::Foreign)
}

fn payload(header: &Header<'_>, file_key: &[u8]) -> Option<Vec<u8>> {
    hmac::verify(&header_key(file_key)?, header.signed, &header.code).ok()?;
    let (nonce, chunk) = header.payload.split_at_checked(NONCE_BYTES)?;
    decrypt(
        &derived_key(file_key, nonce, b"payload")?,
        ONLY_CHUNK,
        chunk,
    )
}

/// The parts of a file.
struct Header<'a> {
    salt: Vec<u8>,
    work: u8,
    wrapped: Vec<u8>,
    /// The bytes that the MAC authenticates: everything up to and including its dashes.
    signed: &'a [u8],
    code: Vec<u8>,
    payload: &'a [u8],
}

impl<'a> Header<'a> {
    /// Parses a file. `None` if it is malformed, a part has a wrong length, the recipient is not exactly one
    /// passphrase, or the work factor exceeds `MAX_WORK`.
    fn parse(bytes: &'a [u8]) -> Option<Header<'a>> {
        let mut lines = bytes.splitn(5, |byte| *byte == b'\n');
        let mut line = || std::str::from_utf8(lines.next()?).ok();
        let version = line()?;
        let stanza = line()?;
        let wrapped = line()?;
        let code = line()?;
        let (salt, work) = stanza.strip_prefix("-> scrypt ")?.split_once(' ')?;
        let signed = version.len() + stanza.len() + wrapped.len() + 3 + CODE.len();
        let decoded = |text: &str, length: usize| {
            let bytes = BASE64_STANDARD_NO_PAD.decode(text).ok()?;
            (bytes.len() == length).then_some(bytes)
        };
        if version != VERSION.trim_end() {
            return None;
        }
        Some(Header {
            salt: decoded(salt, SALT_BYTES)?,
            work: work
                .parse()
                .ok()
                .filter(|number: &u8| (1..=MAX_WORK).contains(number))
                // A number has one form, without sign or leading zeros.
                .filter(|number| number.to_string() == work)?,
            wrapped: decoded(wrapped, FILE_KEY_BYTES + CHACHA20_POLY1305.tag_len())?,
            signed: bytes.get(..signed)?,
            code: decoded(
                code.strip_prefix(CODE)?.strip_prefix(' ')?,
                HMAC_SHA256.digest_algorithm().output_len(),
            )?,
            payload: lines.next()?,
        })
    }
}

/// Derives the key that wraps the file key; `None` if there is not enough memory.
fn passphrase_key(passphrase: &SecretString, salt: &[u8], work: u8) -> Option<LessSafeKey> {
    let mut key = [0; KEY_BYTES];
    let params = scrypt::Params::new(work, 8, 1).ok()?;
    let salt = [SALT_LABEL, salt].concat();
    scrypt::scrypt(
        passphrase.expose_secret().as_bytes(),
        &salt,
        &params,
        &mut key,
    )
    .ok()?;
    aead_key(&key)
}

fn aead_key(bytes: &[u8; KEY_BYTES]) -> Option<LessSafeKey> {
    UnboundKey::new(&CHACHA20_POLY1305, bytes)
        .ok()
        .map(LessSafeKey::new)
}

fn derived_key(file_key: &[u8], salt: &[u8], label: &[u8]) -> Option<LessSafeKey> {
    aead_key(&derived(file_key, salt, label)?)
}

fn header_key(file_key: &[u8]) -> Option<hmac::Key> {
    derived(file_key, &[], b"header").map(|key| hmac::Key::new(HMAC_SHA256, &key))
}

fn derived(file_key: &[u8], salt: &[u8], label: &[u8]) -> Option<[u8; KEY_BYTES]> {
    let mut key = [0; KEY_BYTES];
    let secret = Salt::new(HKDF_SHA256, salt).extract(file_key);
    secret
        .expand(&[label], HKDF_SHA256)
        .ok()?
        .fill(&mut key)
        .ok()?;
    Some(key)
}

fn encrypt(key: &LessSafeKey, nonce: [u8; NONCE_LEN], text: &[u8]) -> Option<Vec<u8>> {
    let mut sealed = Some(text).filter(|text| text.len() <= MAX_TEXT)?.to_vec();
    key.seal_in_place_append_tag(
        Nonce::assume_unique_for_key(nonce),
        Aad::empty(),
        &mut sealed,
    )
    .ok()?;
    Some(sealed)
}

fn decrypt(key: &LessSafeKey, nonce: [u8; NONCE_LEN], sealed: &[u8]) -> Option<Vec<u8>> {
    let mut sealed = sealed.to_vec();
    let text = key
        .open_in_place(
            Nonce::assume_unique_for_key(nonce),
            Aad::empty(),
            &mut sealed,
        )
        .ok()?;
    Some(text.to_vec())
}

fn armor(bytes: &[u8]) -> String {
    let letters = BASE64_STANDARD.encode(bytes);
    let mut text = BEGIN.to_owned();
    for (number, letter) in letters.chars().enumerate() {
        if number > 0 && number % ARMOR_WIDTH == 0 {
            text.push('\n');
        }
        text.push(letter);
    }
    text + "\n" + END
}

fn unarmor(text: &str) -> Option<Vec<u8>> {
    let body = text
        .trim()
        .strip_prefix(BEGIN.trim_end())?
        .strip_suffix(END.trim_end())?;
    let letters: String = body.split_ascii_whitespace().collect();
    BASE64_STANDARD.decode(letters).ok()
}

#[cfg(test)]
mod tests {
    use super::{Header, OpenError, armor, open, seal, unarmor};

    /// Written by the version of this program that used the `age` crate.
    const EARLIER: &str = "-----BEGIN AGE ENCRYPTED FILE-----
YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBMVTV6V2djUVR5cW1OdXBF
c3FPQld3IDE3CkJsUFFBaGl0TnFDdXVhSnZvK1lGYWQ5Q0dMMTlqR1Babll4U3Yr
SitCUmcKLS0tIE5EcWxkOEtLS1ZmYXNiVm83SW90NEZITWNLejg5QXhHOW0rZU1y
TDNKWjgK7rhSuvFeGO8lZMF3WbYHGGAfKOuxawq5jOW7YByKzJ71Q3y96EpTBHNJ
5zfxzBhI7u46mYT+AcipAgbanMu/e2moh3qxRzS2KbLb8pIO+CQfaNg4Yri7DpVz
H2E7oq6SIw==
-----END AGE ENCRYPTED FILE-----
";
    const EARLIER_TEXT: &str = "51eebf99188b8d2bfbdeb61d8ef7846e267c54b7cd65d51168b661023f0f256e";
    const PASSPHRASE: &str = "seven herons cross the lake";

    #[test]
    fn what_another_age_program_wrote_opens_with_its_passphrase_only() {
        let opened =
            open(&PASSPHRASE.into(), EARLIER).map(|text| String::from_utf8(text).expect("a text"));
        assert_eq!(opened.as_deref().map(str::trim_end), Ok(EARLIER_TEXT));
        assert_eq!(
            open(&"six herons".into(), EARLIER),
            Err(OpenError::Passphrase)
        );
    }

    #[test]
    fn what_is_sealed_opens_again_and_is_no_other_file_twice() {
        let sealed = seal(&PASSPHRASE.into(), b"a key").expect("random numbers");
        assert_eq!(open(&PASSPHRASE.into(), &sealed), Ok(b"a key".to_vec()));
        assert!(sealed.lines().all(|line| line.len() <= 64), "{sealed}");
        assert_ne!(
            seal(&PASSPHRASE.into(), b"a key").expect("random numbers"),
            sealed
        );
        assert_eq!(seal(&PASSPHRASE.into(), &[b'x'; 65_537]), None);
    }

    #[test]
    fn what_was_altered_or_is_no_age_file_does_not_open() {
        for (from, to) in [
            ("AGE ENCRYPTED", "PRIVATE KEY"),
            ("IDE3", "IDI1"),
            ("H2E7oq6SIw==", "H2E7oq6SIg=="),
            ("TDNKWjgK", "TDNKWjkK"),
            ("H2E7oq6SIw==", "H2E7oq6"),
        ] {
            let altered = EARLIER.replace(from, to);
            assert_ne!(altered, EARLIER);
            assert_eq!(
                open(&PASSPHRASE.into(), &altered),
                Err(OpenError::Foreign),
                "{from} → {to}"
            );
        }
        assert_eq!(open(&PASSPHRASE.into(), ""), Err(OpenError::Foreign));
    }

    #[test]
    fn a_part_of_another_length_than_the_format_gives_it_is_refused_before_any_work() {
        let whole = String::from_utf8_lossy(&unarmor(EARLIER).expect("armor")).into_owned();
        let salt = "LU5zWgcQTyqmNupEsqOBWw";
        let header = |from: &str, to: &str| {
            let bytes = unarmor(EARLIER).expect("armor");
            let at = bytes
                .windows(from.len())
                .position(|part| part == from.as_bytes());
            let at = at.expect("it is in the header");
            armor(&[&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat())
        };
        assert!(whole.contains(salt), "{whole}");
        for (from, to) in [
            (salt, "LU5zWgcQTyqmNupEsqOB"),
            (salt, "LU5zWgcQTyqmNupEsqOBWwAA"),
            (" 17\n", " +17\n"),
            (" 17\n", " 017\n"),
            (" 17\n", " 21\n"),
            ("BlPQAhit", "BlPQAhitAAAA"),
            ("--- NDql", "--- NDqlAAAA"),
        ] {
            let altered = header(from, to);
            let bytes = unarmor(&altered).expect("armor");
            assert!(Header::parse(&bytes).is_none(), "{from} → {to}");
        }
    }
}

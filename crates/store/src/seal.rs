//! Encryption of everything that may name a person: ChaCha20-Poly1305 with a key in a file of its own, readable by its
//! owner only.
//!
//! A key in the file is not used itself: each use has a key derived from it by HKDF. An earlier version sealed with the
//! key in the file, which still opens what it sealed. It also made all marks with one key, which is still used for
//! marking persons and naming the key: desks of both versions compare those, and the audit trail holds them. A person
//! typed exactly as [`CHECK`] gets the mark that names the key, which is no secret.
//!
//! A copy of the database alone names nobody. With the key file, everything can be read: `bookdesk doctor` says so.

use std::io;
use std::path::{Path, PathBuf};

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};
use uuid::Uuid;

use super::bytes::{from_hex, join_with_lengths, to_hex};
use super::files::write_whole;
use super::fingerprint::Fingerprint;
use super::key_text::KeyText;
use super::{Result, StoreError};
use booking::text::redacted_debug;

/// The key's name in the data directory.
const FILE: &str = "ledger.key";
/// The salt of the derivation of keys by HKDF.
const SALT: &[u8] = b"bookdesk records";
/// The HKDF contexts of the keys that seal, and that mark file rows and drafts.
const SEALED: &[u8] = b"bookdesk 2 sealed";
const ROWS: &[u8] = b"bookdesk 2 rows of files";
const DRAFTS: &[u8] = b"bookdesk 2 drafts";
const NOTES: &[u8] = b"bookdesk 2 notes";
/// The beginning of a text sealed with the derived key. A text without it was sealed with the key in the file.
const DERIVED: &str = "2:";
/// The beginning of a text sealed with a newer key of the file.
const NEWER: &str = "3:";

/// The HKDF context of the key for marks, which makes it different from the key that seals.
const MARKS: &[u8] = b"bookdesk marks";

/// The HKDF context of the key for the audit trail.
const CHAIN: &[u8] = b"bookdesk audit chain";
/// The context from which the records' name of the key is derived. The name reveals nothing about the key.
const CHECK: &[u8] = b"bookdesk key of these records";

/// The prefix of a pseudonym: no id begins with it.
const MARK: char = '~';

/// Returns whether a person is recorded by a pseudonym.
pub(super) fn is_pseudonym(person: &str) -> bool {
    person.starts_with(MARK)
}

/// Returns whether a text has the form of clinics' ids: a UUID, or `pt_` and letters and digits.
fn is_clinic_id(id: &str) -> bool {
    let is_patient = |rest: &str| {
        rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && rest.bytes().any(|byte| byte.is_ascii_digit())
    };
    Uuid::try_parse(id).is_ok() || id.strip_prefix("pt_").is_some_and(is_patient)
}

/// Seals with the newest key, and opens with all.
pub(super) struct Seal {
    key: LessSafeKey,
    /// The newer keys, the newest last.
    newer: Vec<LessSafeKey>,
    /// The records' names of the keys that may have sealed texts, the newest last.
    names: Vec<String>,
    /// The key in the file, which an earlier version used for sealing.
    earlier: LessSafeKey,
    /// The derived key for marks of file rows.
    rows: hmac::Key,
    /// The derived key for marks of drafts.
    drafts: hmac::Key,
    /// The derived key for marks of notes.
    notes: hmac::Key,
    /// The derived key for marks of persons and for the name of the key.
    marks: hmac::Key,
    chain: hmac::Key,
    random: SystemRandom,
}

impl Seal {
    /// Creates a new key, unless there is one in the data directory.
    pub(super) fn make(folder: &Path) -> Result<Seal> {
        let path = Seal::path(folder);
        make_key(&path, &SystemRandom::new())?;
        Seal::existing(folder)?.ok_or(StoreError::Key(path))
    }

    pub(super) fn path(folder: &Path) -> PathBuf {
        folder.join(FILE)
    }

    /// Reads the key in the data directory, if there is one.
    pub(super) fn existing(folder: &Path) -> Result<Option<Seal>> {
        let path = Seal::path(folder);
        match KeyText::read(&path)? {
            Some(text) => text.seal().map(Some).ok_or(StoreError::Key(path)),
            None => Ok(None),
        }
    }

    /// Parses the key in a key file's text; `None` if it holds none.
    pub(super) fn of_text(text: &str) -> Option<Seal> {
        KeyText::of(text)?.seal()
    }

    /// Creates a seal that uses the newest of these keys for sealing. While resealing is unfinished, texts may be
    /// sealed with any of them. `None` if one of them is not a key.
    pub(super) fn of_keys(bytes: &[u8], newer: &[Vec<u8>], is_unfinished: bool) -> Option<Seal> {
        let earlier = UnboundKey::new(&CHACHA20_POLY1305, bytes).ok()?;
        let derived = Salt::new(HKDF_SHA256, SALT).extract(bytes);
        let marking = |label: &[u8]| {
            let label = [label];
            let key = derived.expand(&label, hmac::HMAC_SHA256).ok()?;
            Some(hmac::Key::from(key))
        };
        let secret = hmac::Key::new(hmac::HMAC_SHA256, bytes);
        let key_for =
            |label: &[u8]| hmac::Key::new(hmac::HMAC_SHA256, hmac::sign(&secret, label).as_ref());
        let marks = key_for(MARKS);
        let mut names: Vec<String> = [mark(&marks, CHECK)]
            .into_iter()
            .chain(newer.iter().map(|key| mark(&marks, &[CHECK, key].concat())))
            .collect();
        if !is_unfinished {
            names.drain(..newer.len());
        }
        Some(Seal {
            key: sealing_key(bytes)?,
            newer: newer
                .iter()
                .map(|key| sealing_key(key))
                .collect::<Option<_>>()?,
            names,
            earlier: LessSafeKey::new(earlier),
            rows: marking(ROWS)?,
            drafts: marking(DRAFTS)?,
            notes: marking(NOTES)?,
            marks,
            chain: key_for(CHAIN),
            random: SystemRandom::new(),
        })
    }

    /// Seals `text` so that it can only be opened in the same context, which names its record.
    pub(super) fn seal(&self, context: &str, text: &[u8]) -> Result<String> {
        let bytes = random::<NONCE_LEN>(&self.random)?;
        let mut sealed = text.to_vec();
        let nonce = Nonce::assume_unique_for_key(bytes);
        let (begins, key) = match self.newer.last() {
            Some(key) => (NEWER, key),
            None => (DERIVED, &self.key),
        };
        key.seal_in_place_append_tag(nonce, Aad::from(context), &mut sealed)
            .map_err(|_| StoreError::Random)?;
        Ok(format!("{begins}{}{}", to_hex(&bytes), to_hex(&sealed)))
    }

    /// Returns the mark of a file row: equal for equal content, and useless without the key.
    pub(super) fn mark_row(&self, content: &[u8]) -> String {
        mark(&self.rows, content)
    }

    /// Returns the mark that an earlier version gave a file row.
    pub(super) fn earlier_mark_of_row(&self, content: &[u8]) -> String {
        mark(&self.marks, content)
    }

    /// Returns the mark of a draft.
    pub(super) fn mark_draft(&self, content: &[u8]) -> String {
        mark(&self.drafts, content)
    }

    /// Returns the mark of texts of a note.
    pub(super) fn mark_note(&self, texts: &[Option<&str>]) -> hmac::Tag {
        hmac::sign(&self.notes, &join_with_lengths(texts))
    }

    /// Returns the records' name of the key.
    pub(super) fn name(&self) -> String {
        self.names.last().cloned().unwrap_or_default()
    }

    /// Returns whether this key opens records that know their key by this name.
    pub(super) fn is_named(&self, name: &str) -> bool {
        self.names.iter().any(|own| own == name)
    }

    /// Returns the fingerprint by which people know the key.
    pub(super) fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of_name(&self.name())
    }

    /// Returns the key that chains the audit trail.
    pub(super) fn chain(&self) -> &hmac::Key {
        &self.chain
    }

    /// Returns the plain text that represents a person in the records. A clinic's id reveals nothing about anyone and
    /// is kept; typed text may be a name, and is replaced by a keyed fingerprint.
    pub(super) fn pseudonym(&self, person: &str) -> String {
        if is_clinic_id(person) || is_pseudonym(person) {
            return person.to_owned();
        }
        format!("{MARK}{}", mark(&self.marks, person.as_bytes()))
    }

    /// Returns the sealed text, if it was sealed in this context with one of the keys and is unaltered.
    pub(super) fn open(&self, context: &str, sealed: &str) -> Option<Vec<u8>> {
        #[cfg(test)]
        OPENED.set(OPENED.get() + 1);
        if let Some(sealed) = sealed.strip_prefix(NEWER) {
            let mut newest_first = self.newer.iter().rev();
            return newest_first.find_map(|key| opened_with(key, context, sealed));
        }
        match sealed.strip_prefix(DERIVED) {
            Some(sealed) => opened_with(&self.key, context, sealed),
            None => opened_with(&self.earlier, context, sealed),
        }
    }
}

#[cfg(test)]
thread_local! {
    /// The number of texts opened.
    pub(super) static OPENED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Returns the sealing key derived from a key of the file.
fn sealing_key(bytes: &[u8]) -> Option<LessSafeKey> {
    let derived = Salt::new(HKDF_SHA256, SALT).extract(bytes);
    let sealing = derived.expand(&[SEALED], &CHACHA20_POLY1305).ok()?;
    (bytes.len() == CHACHA20_POLY1305.key_len())
        .then(|| LessSafeKey::new(UnboundKey::from(sealing)))
}

/// Opens a text that this key sealed in this context.
fn opened_with(key: &LessSafeKey, context: &str, sealed: &str) -> Option<Vec<u8>> {
    let bytes = from_hex(sealed)?;
    let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN)?;
    let mut sealed = sealed.to_vec();
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let length = key
        .open_in_place(nonce, Aad::from(context), &mut sealed)
        .ok()?
        .len();
    sealed.truncate(length);
    Some(sealed)
}

redacted_debug!(Seal {});

/// Returns a keyed fingerprint of some content.
fn mark(key: &hmac::Key, content: &[u8]) -> String {
    to_hex(hmac::sign(key, content).as_ref())
}

/// Creates the key file, whole or not at all. If two windows do so at once, the first one's key is used.
fn make_key(path: &Path, random: &SystemRandom) -> Result<()> {
    let key = to_hex(&self::random::<32>(random)?);
    match write_whole(path, &format!("{key}\n"), false) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(StoreError::at(path)(error))
        }
        _ => Ok(()),
    }
}

/// Returns unpredictable bytes.
pub(super) fn random<const N: usize>(random: &SystemRandom) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    random.fill(&mut bytes).map_err(|_| StoreError::Random)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};

    use platform::files::readers;

    use super::*;

    #[test]
    fn what_is_sealed_opens_with_the_same_key_as_the_same_thing_only() {
        let folder = tempfile::tempdir().unwrap();
        let sealed = Seal::make(folder.path())
            .unwrap()
            .seal("intent 1", "Mette Østergård".as_bytes())
            .unwrap();
        assert!(!sealed.contains(&to_hex(b"Mette")));
        let again = Seal::make(folder.path()).unwrap();
        assert_eq!(
            again.open("intent 1", &sealed).unwrap(),
            "Mette Østergård".as_bytes()
        );
        assert_eq!(again.open("intent 2", &sealed), None);
        let mut bent = sealed.clone().into_bytes();
        bent[40] = if bent[40] == b'0' { b'1' } else { b'0' };
        assert_eq!(
            again.open("intent 1", std::str::from_utf8(&bent).unwrap()),
            None
        );
        let other = tempfile::tempdir().unwrap();
        assert_eq!(
            Seal::make(other.path()).unwrap().open("intent 1", &sealed),
            None
        );
    }

    /// A key, and what the version before derived keys sealed and marked with it.
    const EARLIER_KEY: &str = "51eebf99188b8d2bfbdeb61d8ef7846e267c54b7cd65d51168b661023f0f256e";
    const EARLIER_SEALED: &str =
        "000102030405060708090a0ba4f250dc9c21fcc4851debdc696952491a2f66fd5e";
    const EARLIER_ROW: &str = "3c538be629611f3d3dc89c721782005af7d49dc4493462f1abd5efdd326785fe";
    const EARLIER_PERSON: &str =
        "~588e71435f75449797734af2d3b5c74baed265948e4bee8077265b10f4b3e1c0";
    const EARLIER_NAME: &str = "0411219a46408f39ff5da52a700ec2b1a535b7a85eecdddf69685fa8155f55a7";

    #[test]
    fn what_an_earlier_version_sealed_and_marked_is_known_again() {
        let seal = Seal::of_text(EARLIER_KEY).unwrap();
        assert_eq!(
            seal.open("intent 1", EARLIER_SEALED).unwrap(),
            b"Mette".to_vec()
        );
        assert_eq!(seal.earlier_mark_of_row(b"row 1"), EARLIER_ROW);
        assert_eq!(seal.pseudonym("Mette"), EARLIER_PERSON);
        assert_eq!(seal.name(), EARLIER_NAME);
    }

    #[test]
    fn each_use_has_a_key_of_its_own_and_the_one_in_the_file_opens_nothing_new() {
        let seal = Seal::of_text(EARLIER_KEY).unwrap();
        let mut marks = vec![
            seal.mark_row(b"Mette"),
            seal.mark_draft(b"Mette"),
            seal.pseudonym("Mette").trim_start_matches(MARK).to_owned(),
        ];
        marks.sort();
        marks.dedup();
        assert_eq!(marks.len(), 3);
        let sealed = seal.seal("intent 1", b"Mette").unwrap();
        assert_eq!(seal.open("intent 1", &sealed), Some(b"Mette".to_vec()));
        let as_before = sealed.strip_prefix(DERIVED).unwrap();
        assert_eq!(seal.open("intent 1", as_before), None);
    }

    #[test]
    fn the_key_is_for_its_owner_alone_and_a_wrong_one_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        Seal::make(folder.path()).unwrap();
        assert_eq!(readers(&File::open(&path).unwrap()).unwrap(), None);
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "the draft of the key is gone"
        );
        fs::write(&path, "no key").unwrap();
        assert!(matches!(Seal::make(folder.path()), Err(StoreError::Key(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "no key");
    }
}

//! The PIN of the lock, as a hash in the configuration.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::{fmt, fs, io};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, Params};

use super::SecretFileError;
use super::secret;
use ::store::{read_text, write_whole};
use booking::FileRefusal;
use booking::text::redacted_debug;
use office::Pin;

/// The minimum number of characters of a PIN. With the waits of the lock, guessing one takes weeks.
const SHORTEST: usize = 4;

/// The maximum bytes of that file. A hash has about a hundred.
const LARGEST: u64 = 4096;

/// The file in a data directory with the hash of the PIN that guards its records.
const FILE: &str = "pin";

/// The hash of a PIN, by Argon2id in PHC notation. `Debug` shows nothing of it: a short PIN is quickly found from its
/// hash.
#[derive(Clone, PartialEq, Eq)]
pub struct PinHash(String);

/// Why something can't be a PIN, or the hash of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// The PIN has too few characters.
    #[error("a PIN has at least {SHORTEST} characters")]
    TooShort,
    /// The PIN has more characters than the lock accepts.
    #[error("a PIN has at most {} characters", Pin::LONGEST)]
    TooLong,
    /// The text is not a hash of the right kind.
    #[error("expected the hash of a PIN, $argon2id$…: `bookdesk pin` makes one")]
    NoHash,
    /// The hash can't be computed for lack of memory or random numbers.
    #[error("the hash can't be made")]
    NotMade,
}

impl PinHash {
    /// Returns the hash of a PIN, a different one each time. Takes some 20 ms and 19 MiB.
    ///
    /// # Errors
    ///
    /// Returns an error if the PIN is too short or too long.
    pub fn of(pin: &Pin) -> Result<PinHash, PinError> {
        match pin.len() {
            ..SHORTEST => Err(PinError::TooShort),
            length if length > Pin::LONGEST => Err(PinError::TooLong),
            _ => {
                let hash = Argon2::default().hash_password(pin.expose().as_bytes());
                Ok(PinHash(hash.map_err(|_| PinError::NotMade)?.to_string()))
            }
        }
    }

    /// Returns the PIN that guards the records of a data directory; `None` if none does.
    ///
    /// # Errors
    ///
    /// Returns why the file can't be read. No PIN is accepted then.
    pub(super) fn of_records(folder: &Path) -> Result<Option<PinHash>, String> {
        let path = PinHash::file_of(folder);
        let unreadable = |why: String| {
            format!(
                "{}: {why}. The records ask for the PIN that it stands for, and can't",
                path.display()
            )
        };
        match read_text(&path, LARGEST) {
            Ok(text) => text
                .trim()
                .parse()
                .map(Some)
                .map_err(|why: PinError| unreadable(why.to_string())),
            Err(FileRefusal::Missing | FileRefusal::NoFolder) => Ok(None),
            Err(refusal) => Err(unreadable(refusal.to_string())),
        }
    }

    fn file_of(folder: &Path) -> PathBuf {
        folder.join(FILE)
    }

    /// Makes this PIN guard the records of a data directory, whatever the configuration says at a later start. The
    /// folder must exist.
    ///
    /// # Errors
    ///
    /// Returns an error if the file can't be written.
    pub fn guard(&self, folder: &Path) -> io::Result<()> {
        if PinHash::of_records(folder).is_ok_and(|hash| hash.as_ref() == Some(self)) {
            return Ok(());
        }
        write_whole(&PinHash::file_of(folder), &format!("{self}\n"), true)
    }

    /// Lets the records of a data directory be opened without a PIN.
    ///
    /// # Errors
    ///
    /// Returns an error if the file can't be removed.
    pub fn release(folder: &Path) -> io::Result<()> {
        match fs::remove_file(PinHash::file_of(folder)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Returns whether it is the hash of this PIN. Takes as long as creating it.
    pub fn is_of(&self, pin: &Pin) -> bool {
        let hash = PasswordHash::new(&self.0);
        hash.is_ok_and(|hash| {
            Argon2::default()
                .verify_password(pin.expose().as_bytes(), &hash)
                .is_ok()
        })
    }
}

/// Reads the PIN in the first line of a file of mode 0600 or stricter, for use without a terminal.
///
/// # Errors
///
/// Returns an error if it can't be read, is empty, or may be read by others.
pub fn pin_from_file(path: &Path) -> Result<Pin, SecretFileError> {
    secret::first_line(path).map(|line| Pin::from(&*line))
}

impl FromStr for PinHash {
    type Err = PinError;

    fn from_str(text: &str) -> Result<PinHash, PinError> {
        let hash = PasswordHash::new(text).map_err(|_| PinError::NoHash)?;
        let is_complete =
            hash.salt.is_some() && hash.hash.is_some() && Params::try_from(&hash).is_ok();
        let is_argon2id = hash.algorithm == argon2::ARGON2ID_IDENT;
        if is_complete && is_argon2id {
            Ok(PinHash(text.to_owned()))
        } else {
            Err(PinError::NoHash)
        }
    }
}

impl fmt::Display for PinHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

redacted_debug!(PinHash {});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_knows_its_own_pin_and_no_other() {
        let hash = PinHash::of(&Pin::from("4071")).unwrap();
        let read: PinHash = hash.to_string().parse().unwrap();
        assert!(read.is_of(&Pin::from("4071")));
        for wrong in ["4072", "407", "40711", ""] {
            assert!(!read.is_of(&Pin::from(wrong)), "{wrong}");
        }
        assert_ne!(
            PinHash::of(&Pin::from("4071")).unwrap(),
            hash,
            "its salt is another each time"
        );
        assert_eq!(format!("{hash:?}"), "PinHash { .. }");
    }

    #[test]
    fn records_know_the_pin_that_they_are_kept_under_and_a_spoilt_one_lets_nobody_in() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(PinHash::of_records(folder.path()), Ok(None));
        for pin in ["4071", "8822"] {
            let hash = PinHash::of(&Pin::from(pin)).unwrap();
            hash.guard(folder.path()).unwrap();
            assert_eq!(PinHash::of_records(folder.path()), Ok(Some(hash)));
        }
        fs::write(PinHash::file_of(folder.path()), "4071").unwrap();
        let why = PinHash::of_records(folder.path()).unwrap_err();
        assert!(
            why.contains("expected the hash of a PIN") && !why.contains("4071"),
            "{why}"
        );
    }

    #[test]
    fn what_is_no_pin_has_no_hash() {
        assert_eq!(PinHash::of(&Pin::from("407")), Err(PinError::TooShort));
        assert_eq!(
            PinHash::of(&Pin::from(&*"7".repeat(65))),
            Err(PinError::TooLong)
        );
    }

    #[test]
    fn only_an_argon2id_hash_is_one() {
        let hash = PinHash::of(&Pin::from("4071")).unwrap().to_string();
        for text in [
            "4071",
            "",
            "$argon2id$",
            &hash.replace("argon2id", "argon2i"),
            &hash[..40],
        ] {
            assert_eq!(text.parse::<PinHash>(), Err(PinError::NoHash), "{text}");
        }
    }
}

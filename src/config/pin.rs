//! The PIN of the lock, as the hash of it that the configuration holds.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, Params};

use super::SecretFileError;
use super::secret;
use crate::desk::Pin;

/// The fewest characters of a PIN: guessing at the lock takes weeks then, with the waits it imposes.
const SHORTEST: usize = 4;

/// The file of a data directory that holds the hash of the PIN under which its records are kept.
const FILE: &str = "pin";

/// The hash of a PIN, an Argon2id one in PHC's notation. `Debug` shows nothing of it: a short PIN is soon found by
/// whoever has its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct PinHash(String);

/// Why something can't be a PIN, or the hash of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// It has too few characters.
    #[error("a PIN has at least {SHORTEST} characters")]
    TooShort,
    /// It has more than the lock takes.
    #[error("a PIN has at most {} characters", Pin::LONGEST)]
    TooLong,
    /// It is no hash of the right kind.
    #[error("expected the hash of a PIN, $argon2id$…: `bookdesk pin` makes one")]
    NoHash,
    /// It can't be computed: no memory, or no random numbers.
    #[error("the hash can't be made")]
    NotMade,
}

impl PinHash {
    /// The hash of a PIN, another one each time. Takes some 20 ms and 19 MiB.
    ///
    /// # Errors
    /// When the PIN is too short or too long.
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

    /// The PIN under which the records of a data directory are kept; `None` if they never were.
    ///
    /// # Errors
    /// When that can't be read; says why. Then nobody can be let in.
    pub(super) fn of_records(folder: &Path) -> Result<Option<PinHash>, String> {
        let path = PinHash::file_of(folder);
        let unreadable = |why: String| {
            format!("{}: {why}. The records ask for the PIN that it stands for, and can't", path.display())
        };
        match fs::read_to_string(&path) {
            Ok(text) => text.trim().parse().map(Some).map_err(|why: PinError| unreadable(why.to_string())),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Ok(None)
            }
            Err(error) => Err(unreadable(error.kind().to_string())),
        }
    }

    /// The file that says under which PIN the records of a data directory are kept.
    fn file_of(folder: &Path) -> PathBuf {
        folder.join(FILE)
    }

    /// Has the records of a data directory ask for this PIN from now on, whatever configuration a start is given. The
    /// folder is there.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn guard(&self, folder: &Path) -> io::Result<()> {
        if PinHash::of_records(folder).is_ok_and(|hash| hash.as_ref() == Some(self)) {
            return Ok(());
        }
        let (path, fresh) = (PinHash::file_of(folder), folder.join(format!("{FILE}.new")));
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
        writeln!(file, "{self}")?;
        file.sync_all()?;
        fs::rename(fresh, path)
    }

    /// Has the records of a data directory ask for no PIN any more.
    ///
    /// # Errors
    /// When the file can't be removed.
    pub fn release(folder: &Path) -> io::Result<()> {
        match fs::remove_file(PinHash::file_of(folder)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Whether it is the hash of this PIN. Takes as long as making it.
    pub fn is_of(&self, pin: &Pin) -> bool {
        let hash = PasswordHash::new(&self.0);
        hash.is_ok_and(|hash| Argon2::default().verify_password(pin.expose().as_bytes(), &hash).is_ok())
    }
}

/// The PIN that a file of mode 0600 or stricter holds in its first line, for whoever works without a terminal.
///
/// # Errors
/// When it can't be read, is empty, or may be read by others.
pub fn pin_from_file(path: &Path) -> Result<Pin, SecretFileError> {
    secret::first_line(path).map(|line| Pin::from(&*line))
}

impl FromStr for PinHash {
    type Err = PinError;

    fn from_str(text: &str) -> Result<PinHash, PinError> {
        let hash = PasswordHash::new(text).map_err(|_| PinError::NoHash)?;
        let complete = hash.salt.is_some() && hash.hash.is_some() && Params::try_from(&hash).is_ok();
        let is_argon2id = hash.algorithm == argon2::ARGON2ID_IDENT;
        if complete && is_argon2id { Ok(PinHash(text.to_owned())) } else { Err(PinError::NoHash) }
    }
}

impl fmt::Display for PinHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for PinHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinHash { .. }")
    }
}

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
        assert_ne!(PinHash::of(&Pin::from("4071")).unwrap(), hash, "its salt is another each time");
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
        assert!(why.contains("expected the hash of a PIN") && !why.contains("4071"), "{why}");
    }

    #[test]
    fn what_is_no_pin_has_no_hash() {
        assert_eq!(PinHash::of(&Pin::from("407")), Err(PinError::TooShort));
        assert_eq!(PinHash::of(&Pin::from(&*"7".repeat(65))), Err(PinError::TooLong));
    }

    #[test]
    fn only_an_argon2id_hash_is_one() {
        let hash = PinHash::of(&Pin::from("4071")).unwrap().to_string();
        for text in ["4071", "", "$argon2id$", &hash.replace("argon2id", "argon2i"), &hash[..40]] {
            assert_eq!(text.parse::<PinHash>(), Err(PinError::NoHash), "{text}");
        }
    }
}

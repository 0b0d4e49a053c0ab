//! The PIN of the lock, as the hash of it that the configuration holds.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, Params};

use super::SecretFileError;
use super::secret;
use crate::desk::Pin;

/// The fewest characters of a PIN: guessing at the lock takes weeks then, with the waits it imposes.
const SHORTEST: usize = 4;

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

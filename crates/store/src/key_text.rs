//! The text of the key file, with one key in each line. The first is permanent: the keys that mark persons and file
//! rows and that chain the audit trail are derived from it. The last line has the newest key, which seals new texts.

use std::path::Path;

use ring::rand::SystemRandom;

use super::bytes::{from_hex, to_hex};
use super::files::read_text;
use super::seal::{Seal, random};
use super::{Result, StoreError};
use booking::FileRefusal;
use booking::text::redacted_debug;

/// The maximum size of the key file in bytes; a key has 64 digits.
const LARGEST: u64 = 4096;

/// The line after the keys while texts may be sealed with any of them.
const UNFINISHED: &str = "not all is sealed with the last key yet";

/// The keys in a key file.
pub(super) struct KeyText {
    first: Vec<u8>,
    newer: Vec<Vec<u8>>,
    is_unfinished: bool,
}

redacted_debug!(KeyText {});

impl KeyText {
    /// Reads the key file, if there is one.
    ///
    /// # Errors
    /// If it can't be read, or holds no key.
    pub(super) fn read(path: &Path) -> Result<Option<KeyText>> {
        let no_key = || StoreError::Key(path.to_owned());
        let text = match read_text(path, LARGEST) {
            Ok(text) => text,
            Err(FileRefusal::Missing) => return Ok(None),
            Err(FileRefusal::NoText | FileRefusal::TooLarge(_)) => return Err(no_key()),
            Err(refusal) => return Err(StoreError::Refused(path.to_owned(), refusal)),
        };
        KeyText::of(&text).map(Some).ok_or_else(no_key)
    }

    /// Parses the text of a key file; `None` if it holds no key.
    pub(super) fn of(text: &str) -> Option<KeyText> {
        let mut lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
        let is_unfinished = lines.pop_if(|line| *line == UNFINISHED).is_some();
        let keys: Option<Vec<Vec<u8>>> = lines.into_iter().map(from_hex).collect();
        let mut keys = keys?.into_iter();
        Some(KeyText {
            first: keys.next()?,
            newer: keys.collect(),
            is_unfinished,
        })
    }

    pub(super) fn to_text(&self) -> String {
        let keys = [&self.first].into_iter().chain(&self.newer);
        let mut lines: Vec<String> = keys.map(|key| to_hex(key)).collect();
        lines.extend(self.is_unfinished.then(|| UNFINISHED.to_owned()));
        lines.join("\n") + "\n"
    }

    /// Creates the seal, which uses the newest key for sealing and all keys for opening; `None` if one of them is not a
    /// key.
    pub(super) fn seal(&self) -> Option<Seal> {
        Seal::of_keys(&self.first, &self.newer, self.is_unfinished)
    }

    /// Adds a new key, unless resealing with the newest one is unfinished.
    ///
    /// # Errors
    /// If the system has no random numbers.
    pub(super) fn with_newer(mut self) -> Result<KeyText> {
        if !self.is_unfinished {
            self.newer
                .push(random::<32>(&SystemRandom::new())?.to_vec());
            self.is_unfinished = true;
        }
        Ok(self)
    }

    /// Drops the keys that seal no text any longer.
    pub(super) fn with_newest(mut self) -> KeyText {
        KeyText {
            newer: self.newer.pop().into_iter().collect(),
            is_unfinished: false,
            ..self
        }
    }
}

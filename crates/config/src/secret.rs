//! The source of a key or a password, and how it is fetched. A secret is never printed, logged or stored elsewhere.

use std::path::{Path, PathBuf};

use ::store::{open_to_read, read_text, refusal, text_of};
use platform::files::{Readers, command_to_restrict, readers};
use secrecy::SecretString;

use super::secret_command::{self, SecretCommandError};
use booking::FileRefusal;
use i18n::{Language, say};

/// The source of a key or a password.
#[derive(Clone, Debug)]
pub enum SecretSource {
    /// An environment variable.
    Variable {
        /// The variable's name.
        name: String,
        /// The variable's value.
        secret: SecretString,
    },
    /// A file of mode 0600 or stricter.
    File {
        /// The path.
        path: PathBuf,
        /// The first line, or a multi-line private key.
        secret: SecretString,
    },
    /// The output of a program: the first line, or a multi-line private key. Program and arguments, no shell. It may
    /// ask a password manager and take its time, so it runs only when the secret is needed.
    Command(Vec<String>),
}

impl SecretSource {
    /// Reads the secret from a file of mode 0600 or stricter.
    ///
    /// # Errors
    ///
    /// Returns a sentence with the remedy if it can't be read, is empty, or may be read by others.
    pub fn of_file(path: &Path) -> Result<SecretSource, String> {
        from_file("key file", path).map(|secret| SecretSource::File {
            path: path.to_owned(),
            secret,
        })
    }

    /// Returns the secret, if it is known without running anything.
    pub fn known(&self) -> Option<&SecretString> {
        match self {
            SecretSource::Variable { secret, .. } | SecretSource::File { secret, .. } => {
                Some(secret)
            }
            SecretSource::Command(_) => None,
        }
    }

    /// Returns the secret. Blocks for up to 10 s if a command has to be run.
    ///
    /// # Errors
    ///
    /// Returns an error if the command can't be run, fails, takes too long or prints nothing.
    pub fn resolve(&self) -> Result<SecretString, SecretCommandError> {
        match self {
            SecretSource::Variable { secret, .. } | SecretSource::File { secret, .. } => {
                Ok(secret.clone())
            }
            SecretSource::Command(words) => secret_command::run(words, secret_command::LIMIT),
        }
    }

    /// Returns the source of the secret in words.
    pub fn to_text(&self, language: Language) -> String {
        match self {
            SecretSource::Variable { name, .. } => name.clone(),
            SecretSource::File { path, .. } => path.display().to_string(),
            SecretSource::Command(words) => {
                say!(
                    language,
                    "command-named",
                    program = words.first().map_or("", String::as_str)
                )
            }
        }
    }
}

/// Reads the secret from a file, see [`secret_in`]. `what` names the file in a sentence: "key file".
///
/// # Errors
///
/// Returns a sentence with the remedy if it can't be read, is empty, or may be read by others.
pub(super) fn from_file(what: &str, path: &Path) -> Result<SecretString, String> {
    let secret = private_text(path).and_then(|text| match secret_in(&text).trim() {
        "" => Err(SecretFileError::Empty),
        secret => Ok(SecretString::from(secret)),
    });
    secret.map_err(|error| error.about(what, path))
}

/// Reads the passphrase from the first line of a file of mode 0600 or stricter, for use without a terminal.
///
/// # Errors
///
/// Returns a sentence with the remedy if it can't be read, is empty, or may be read by others.
pub fn passphrase_from_file(path: &Path) -> Result<SecretString, String> {
    first_line(path)
        .map(SecretString::from)
        .map_err(|error| error.about("passphrase file", path))
}

/// Why a file with a secret can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretFileError {
    /// The file can't be read; holds the reason.
    Unreadable(FileRefusal),
    /// Others may read the file, too.
    Open(Readers),
    /// The first line is empty.
    Empty,
}

impl SecretFileError {
    /// Returns a sentence with the remedy.
    fn about(&self, what: &str, path: &Path) -> String {
        let path = path.display();
        match self {
            SecretFileError::Unreadable(why) => format!("{what} {path}: {why}"),
            SecretFileError::Open(readers) => {
                let readers = match readers {
                    Readers::Mode(mode) => format!("mode {mode:04o}"),
                    Readers::Accounts(names) => names.clone(),
                };
                let command = command_to_restrict(&path.to_string());
                format!("{what} {path} is open to other users ({readers}); type: {command}")
            }
            SecretFileError::Empty => format!("{what} {path}: its first line is empty"),
        }
    }
}

/// Returns the first line of a file that only its owner may read, unchanged.
pub(super) fn first_line(path: &Path) -> Result<String, SecretFileError> {
    let text = private_text(path)?;
    let line = text.lines().next().unwrap_or_default();
    if line.trim().is_empty() {
        return Err(SecretFileError::Empty);
    }
    Ok(line.to_owned())
}

/// Returns the text of a file that only its owner may read.
fn private_text(path: &Path) -> Result<String, SecretFileError> {
    /// The maximum bytes of a file. A secret has tens, a private key thousands.
    const LARGEST: u64 = 16_384;
    let file = open_to_read(path).map_err(SecretFileError::Unreadable)?;
    let others = readers(&file).map_err(|error| SecretFileError::Unreadable(refusal(&error)))?;
    if let Some(others) = others {
        return Err(SecretFileError::Open(others));
    }
    text_of(file, LARGEST).map_err(SecretFileError::Unreadable)
}

/// Returns the secret in a text: all of a private key in PEM or as a JWK, else the first line.
pub(super) fn secret_in(text: &str) -> &str {
    if is_key_document(text) {
        text
    } else {
        text.lines().next().unwrap_or_default()
    }
}

/// Returns whether a text is, or begins, a multi-line private key: PEM, or a JWK. Blank lines may precede it.
pub(super) fn is_key_document(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("-----BEGIN ") || text.starts_with('{')
}

/// The largest settings file in bytes. Real ones have at most some tens of thousands.
const LARGEST: u64 = 1 << 20;

/// Returns the text of a settings file; `None` if it is missing and optional.
///
/// # Errors
///
/// Returns the path and the reason if it can't be read.
pub(super) fn optional_text(path: &Path, must_exist: bool) -> Result<Option<String>, String> {
    match read_text(path, LARGEST) {
        Ok(text) => Ok(Some(text)),
        Err(FileRefusal::Missing) if !must_exist => Ok(None),
        Err(refusal) => Err(format!("{}: {refusal}", path.display())),
    }
}

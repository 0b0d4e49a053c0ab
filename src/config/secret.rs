//! Where a key or a password comes from, and how it is fetched. It is never printed, logged or kept anywhere else.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::secret_command::{self, SecretCommandError};

/// A key or a password, or the command that fetches it.
#[derive(Clone, Debug)]
pub enum SecretSource {
    /// From an environment variable.
    Variable {
        /// Its name.
        name: String,
        /// What it holds.
        secret: SecretString,
    },
    /// From a file of mode 0600 or stricter.
    File {
        /// Where it lies.
        path: PathBuf,
        /// Its first line.
        secret: SecretString,
    },
    /// From the first line that a program prints: program and arguments, no shell. It may ask a password manager
    /// and take its time, so it runs only when the secret is needed.
    Command(Vec<String>),
}

impl SecretSource {
    /// The secret, where it is known without running anything.
    pub fn known(&self) -> Option<&SecretString> {
        match self {
            SecretSource::Variable { secret, .. } | SecretSource::File { secret, .. } => Some(secret),
            SecretSource::Command(_) => None,
        }
    }

    /// The secret. Blocks for up to 10 s where a command has to be run.
    ///
    /// # Errors
    /// When the command can't be run, fails, takes too long or prints nothing.
    pub fn resolve(&self) -> Result<SecretString, SecretCommandError> {
        match self {
            SecretSource::Variable { secret, .. } | SecretSource::File { secret, .. } => Ok(secret.clone()),
            SecretSource::Command(words) => secret_command::run(words, secret_command::LIMIT),
        }
    }
}

/// Where the secret comes from, in words.
impl fmt::Display for SecretSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SecretSource::Variable { name, .. } => f.write_str(name),
            SecretSource::File { path, .. } => write!(f, "{}", path.display()),
            SecretSource::Command(words) => {
                write!(f, "the command `{}`", words.first().map_or("", String::as_str))
            }
        }
    }
}

/// The first line of a file that holds a secret; `what` it is called in a sentence: "key file".
///
/// # Errors
/// When it can't be read, is empty, or may be read by others: a sentence with what to type.
pub(super) fn from_file(what: &str, path: &Path) -> Result<SecretString, String> {
    let line = first_line(path).map_err(|error| error.about(what, path))?;
    Ok(SecretString::from(line.trim()))
}

/// The passphrase that a file of mode 0600 or stricter holds in its first line, for whoever works without a terminal.
///
/// # Errors
/// When it can't be read, is empty, or may be read by others: a sentence with what to type.
pub fn passphrase_from_file(path: &Path) -> Result<SecretString, String> {
    first_line(path).map(SecretString::from).map_err(|error| error.about("passphrase file", path))
}

/// Why a file that holds a secret can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretFileError {
    /// It can't be read; says why.
    Unreadable(String),
    /// Others may read it, too: its mode.
    Open(u32),
    /// Its first line is empty.
    Empty,
}

impl SecretFileError {
    /// A sentence with what to type.
    fn about(&self, what: &str, path: &Path) -> String {
        let path = path.display();
        match self {
            SecretFileError::Unreadable(why) => format!("{what} {path}: {why}"),
            SecretFileError::Open(mode) => {
                format!("{what} {path} is open to other users (mode {mode:04o}); type: chmod 600 '{path}'")
            }
            SecretFileError::Empty => format!("{what} {path}: its first line is empty"),
        }
    }
}

/// The first line of a file that only its owner may read, as it stands there.
pub(super) fn first_line(path: &Path) -> Result<String, SecretFileError> {
    /// Bytes; secrets are tens of them.
    const CAP: u64 = 4096;
    let unreadable = |error: io::Error| SecretFileError::Unreadable(io_reason(&error));
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(SecretFileError::Unreadable("is no ordinary file".to_owned()));
    }
    let file = File::open(path).map_err(unreadable)?;
    let mode = file.metadata().map_err(unreadable)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(SecretFileError::Open(mode));
    }
    let mut text = String::new();
    file.take(CAP).read_to_string(&mut text).map_err(unreadable)?;
    let line = text.lines().next().filter(|line| !line.trim().is_empty());
    line.map(str::to_owned).ok_or(SecretFileError::Empty)
}

/// The text of a file; none where there is none and need not be one.
///
/// # Errors
/// When it can't be read: its path, and why.
pub(super) fn optional_text(path: &Path, must_exist: bool) -> Result<Option<String>, String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !must_exist => Ok(None),
        Err(error) => Err(format!("{}: {}", path.display(), io_reason(&error))),
    }
}

/// An error of the file system in a person's words, without a number.
pub(super) fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be read".to_owned(),
        io::ErrorKind::IsADirectory => "it is a directory".to_owned(),
        io::ErrorKind::InvalidData => "it is not UTF-8 text".to_owned(),
        _ => error.to_string(),
    }
}

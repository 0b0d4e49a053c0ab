//! The reasons why a file can't be opened, read or written.

use std::{error, fmt};

use strum::IntoStaticStr;

use i18n::{Language, say};

/// The reason why a file can't be opened, read or written. Only regular files are, and they are read up to a limit.
#[derive(Clone, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum FileRefusal {
    /// There is no such file.
    Missing,
    /// A file of that name exists, and is not replaced.
    Exists,
    /// A file has the name of its folder.
    NoFolder,
    /// The user lacks the right.
    NotPermitted,
    /// The path leads to a folder.
    Folder,
    /// The path leads to a pipe, a device or a socket.
    NotRegular,
    /// The path leads to a link, which is not followed.
    Link,
    /// The file is longer than this number of bytes.
    TooLarge(u64),
    /// The content is not UTF-8.
    NoText,
    /// The disk, or the server behind it, does not return the content, though the file may be undamaged; holds the
    /// system's message.
    Disk(String),
    /// Another program, such as a virus scanner or a backup, has had it open exclusively for some seconds.
    Held,
    /// Another reason, in the system's words.
    System(String),
}

impl FileRefusal {
    /// Returns the reason as the end of a sentence: "config.toml: *there is no such file*".
    pub fn to_text(&self, language: Language) -> String {
        let why: &str = self.into();
        let limit = match self {
            FileRefusal::TooLarge(limit) => size(*limit),
            _ => String::new(),
        };
        let said = match self {
            FileRefusal::Disk(said) | FileRefusal::System(said) => said.as_str(),
            _ => "",
        };
        say!(language, "file-refusal", why, limit, said)
    }
}

/// Returns a number of bytes in the largest unit that divides it.
fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 2] = [(1 << 20, "MiB"), (1 << 10, "KiB")];
    let unit = UNITS
        .into_iter()
        .find(|(unit, _)| bytes.is_multiple_of(*unit));
    let (unit, name) = unit.unwrap_or((1, "B"));
    format!("{} {name}", bytes / unit)
}

/// Formats in English, as logs and commands do.
impl fmt::Display for FileRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text(Language::En))
    }
}

impl error::Error for FileRefusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_said_in_the_largest_unit_that_it_is_a_multiple_of() {
        for (limit, said) in [(1 << 20, "1 MiB"), (64 << 10, "64 KiB"), (384, "384 B")] {
            let text = FileRefusal::TooLarge(limit).to_string();
            assert_eq!(text, format!("it is larger than {said}"));
        }
    }
}

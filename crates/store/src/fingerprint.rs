//! The fingerprint of a key.

use std::fmt;

/// The fingerprint of a key, short enough for two people to compare: 64 bits as `1f3c 9a07 d2b4 66e1`. Reveals nothing
/// about the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Returns the fingerprint of the key with this name in the records.
    pub(super) fn of_name(name: &str) -> Fingerprint {
        let digits: Vec<char> = name.chars().take(16).collect();
        Fingerprint(
            digits
                .chunks(4)
                .map(String::from_iter)
                .collect::<Vec<_>>()
                .join(" "),
        )
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

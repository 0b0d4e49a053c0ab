//! Why the address of a backend leads to no server. Nothing was sent then.

use crate::words::{Language, say};

/// What is wrong with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misaddressed {
    /// It is not a web address.
    NoAddress,
    /// It begins with neither `https:` nor `http:`.
    OtherScheme,
    /// It is plain `http:`, to another machine.
    Unencrypted,
    /// There is a user name or password in it.
    Credentials,
    /// It goes on behind the path.
    BeyondPath,
    /// It is that of the other backend.
    Interchanged,
    /// It would be the sandbox's, and that has not started.
    NoSandbox,
}

impl Misaddressed {
    /// What is wrong with it, as the end of a sentence: "The address of Aniva can't be used: *it is not encrypted*".
    #[must_use]
    pub fn said(self, language: Language) -> &'static str {
        match self {
            Misaddressed::NoAddress => say!(language, "misaddressed-no-address"),
            Misaddressed::OtherScheme => say!(language, "misaddressed-other-scheme"),
            Misaddressed::Unencrypted => say!(language, "misaddressed-unencrypted"),
            Misaddressed::Credentials => say!(language, "misaddressed-credentials"),
            Misaddressed::BeyondPath => say!(language, "misaddressed-beyond-path"),
            Misaddressed::Interchanged => say!(language, "misaddressed-interchanged"),
            Misaddressed::NoSandbox => say!(language, "misaddressed-no-sandbox"),
        }
    }
}

//! The reasons why the records that a clinic's desks share can't be used, each with its advice.

use std::fmt;

use strum::IntoStaticStr;

use crate::CertificateError;
use i18n::{Language, say};

/// The reason why shared records can't be used. Its texts contain no password and no person's name.
#[derive(Clone, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum Unshared {
    /// The server's name could not be resolved.
    NameNotFound,
    /// The connection was refused.
    Refused,
    /// The server does not answer in time.
    Silent,
    /// The connection was lost.
    Lost,
    /// The server does not support TLS; nothing is sent over a network without it.
    NoTls,
    /// The server's certificate is not accepted.
    Certificate(CertificateError),
    /// The peer is not a PostgreSQL server.
    Foreign,
    /// The server rejects the password.
    Password,
    /// The server rejects every login of this kind; holds its message.
    NotAdmitted(String),
    /// The server has no such database.
    NoDatabase,
    /// The role lacks a right; holds the server's message.
    NotPermitted(String),
    /// The database is read-only: a standby, or configured so.
    ReadOnly,
    /// A pooler gives each transaction another connection.
    Pooled,
    /// This server still accepts writes, although another one has replaced it.
    LeftBehind,
    /// An id that was to be written is too long for the records.
    Unfit,
    /// The server has no connection left.
    Full,
    /// The database is not set up, or was set up by an earlier version.
    NotSetUp,
    /// The database was set up by a later version.
    Later {
        /// The number of the format of the records.
        there: usize,
        /// The number of the latest format that this version knows.
        here: usize,
    },
    /// This desk has no key, and the records are sealed with this one.
    NoKey(String),
    /// This desk's key is not the one that the records are sealed with.
    OtherKey {
        /// The fingerprint of this desk's key.
        holds: String,
        /// The fingerprint of the records' key, if known.
        needed: Option<String>,
    },
    /// Another reason, in the words of its source.
    Other(String),
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Unshared {
    /// Returns the reason and the advice, as the end of a sentence: "… can't be used: *the server has no such
    /// database; see …*".
    pub fn to_text(&self, language: Language) -> String {
        let why: &str = match self {
            Unshared::Certificate(why) => why.into(),
            Unshared::OtherKey { needed: None, .. } => "unknown-key",
            why => why.into(),
        };
        let (said, holds, needed) = match self {
            Unshared::NotAdmitted(said) | Unshared::NotPermitted(said) => (said.as_str(), "", ""),
            Unshared::NoKey(needed) => ("", "", needed.as_str()),
            Unshared::OtherKey { holds, needed } => {
                ("", &**holds, needed.as_deref().unwrap_or_default())
            }
            Unshared::Other(reason) => return reason.clone(),
            _ => ("", "", ""),
        };
        let (there, here) = match self {
            Unshared::Later { there, here } => (there.to_string(), here.to_string()),
            _ => Default::default(),
        };
        say!(
            language,
            "unshared",
            why,
            said,
            holds,
            needed,
            there,
            here,
            version = VERSION
        )
    }

    /// Returns whether it persists until a person does something, unlike a lost network.
    pub fn lasts(&self) -> bool {
        use Unshared as Why;
        !matches!(
            self,
            Why::NameNotFound | Why::Refused | Why::Silent | Why::Lost | Why::Full | Why::Other(_)
        )
    }
}

/// Formats in English, as logs and commands do.
impl fmt::Display for Unshared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text(Language::En))
    }
}

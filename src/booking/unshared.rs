//! Why the records that the clinic's desks share can't be used, and what to do about it.

use std::fmt;

use super::CertificateError;
use crate::i18n::{Language, say};

/// What stands between a desk and the shared records. Its texts hold no password, and name no person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unshared {
    /// The network knows no server of that name.
    NameNotFound,
    /// Nobody takes connections there.
    Refused,
    /// The server does not answer in time.
    Silent,
    /// The connection was lost.
    Lost,
    /// The server speaks no TLS, and nothing is sent over a network without.
    NoTls,
    /// The server does not show that it is the one.
    Certificate(CertificateError),
    /// What answers there is another program.
    Foreign,
    /// The server does not take the password.
    Password,
    /// The server lets nobody in who comes like this; says what it said.
    NotAdmitted(String),
    /// The server has no such database.
    NoDatabase,
    /// The role may not do this; says what the server said.
    NotPermitted(String),
    /// The database can only be read: it is a standby, or was set so.
    ReadOnly,
    /// The server has no connection left.
    Full,
    /// Nothing is set up there, or by an earlier version.
    NotSetUp,
    /// A later version has set them up.
    Later,
    /// This desk has no key, and they are sealed with this one.
    NoKey(String),
    /// This desk has another key than the one they are sealed with, where that is known.
    OtherKey {
        /// This desk's, by its fingerprint.
        holds: String,
        /// Theirs.
        needed: Option<String>,
    },
    /// Something else, as it was said.
    Other(String),
}

impl Unshared {
    /// Why, and what to do: the end of a sentence, "… can't be used: *the server has no such database; see …*".
    pub fn said(&self, language: Language) -> String {
        let fixed = match self {
            Unshared::NotAdmitted(said) => {
                return say!(language, "unshared-not-admitted", said = said.as_str());
            }
            Unshared::NotPermitted(said) => {
                return say!(language, "unshared-not-permitted", said = said.as_str());
            }
            Unshared::NoKey(needed) => return say!(language, "unshared-no-key", needed = needed.as_str()),
            Unshared::OtherKey { holds, needed: Some(needed) } => {
                return say!(
                    language,
                    "unshared-other-key",
                    holds = holds.as_str(),
                    needed = needed.as_str()
                );
            }
            Unshared::OtherKey { holds, needed: None } => {
                return say!(language, "unshared-unknown-key", holds = holds.as_str());
            }
            Unshared::Other(said) => return said.clone(),
            Unshared::Certificate(why) => distrusted(*why, language),
            Unshared::NameNotFound => say!(language, "unshared-name"),
            Unshared::Refused => say!(language, "unshared-refused"),
            Unshared::Silent => say!(language, "unshared-silent"),
            Unshared::Lost => say!(language, "unshared-lost"),
            Unshared::NoTls => say!(language, "unshared-no-tls"),
            Unshared::Foreign => say!(language, "unshared-foreign"),
            Unshared::Password => say!(language, "unshared-password"),
            Unshared::NoDatabase => say!(language, "unshared-no-database"),
            Unshared::ReadOnly => say!(language, "unshared-read-only"),
            Unshared::Full => say!(language, "unshared-full"),
            Unshared::NotSetUp => say!(language, "unshared-not-set-up"),
            Unshared::Later => say!(language, "unshared-later"),
        };
        fixed.to_owned()
    }

    /// Whether it lasts until a person has done something about it. A network that is away comes back by itself.
    pub fn lasts(&self) -> bool {
        use Unshared as Why;
        !matches!(
            self,
            Why::NameNotFound | Why::Refused | Why::Silent | Why::Lost | Why::Full | Why::Other(_)
        )
    }
}

fn distrusted(why: CertificateError, language: Language) -> &'static str {
    match why {
        CertificateError::Expired => say!(language, "unshared-expired"),
        CertificateError::NotYetValid => say!(language, "unshared-not-yet-valid"),
        CertificateError::OtherName => say!(language, "unshared-other-name"),
        CertificateError::UnknownIssuer => say!(language, "unshared-unknown-issuer"),
        CertificateError::Unsound => say!(language, "unshared-unsound"),
    }
}

/// In English, as logs and commands say it.
impl fmt::Display for Unshared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said(Language::En))
    }
}

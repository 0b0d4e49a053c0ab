//! Checks of an API and its key that book nothing, and why a check failed.

use crate::booking::{AddressError, ConnectError, Vendor};
use crate::i18n::{Language, say};

/// The result of checking an API and its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The check passed.
    Yes,
    /// The check failed, with the reason.
    No(Reason),
    /// The check could not be decided, with the reason.
    Untold(Reason),
}

/// Why a check failed or could not be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The check was skipped, because an earlier one failed.
    NotAsked,
    /// No connection could be made.
    Connect(ConnectError),
    /// The address can't be used.
    Address(AddressError),
    /// The server sent a redirect, which is never followed.
    Redirected,
    /// No key is set.
    NoKey,
    /// The configured key is not well-formed.
    KeyMalformed,
    /// The server does not know the key.
    KeyUnknown,
    /// The key was revoked.
    KeyRevoked,
    /// The key has expired.
    KeyExpired,
    /// The key lacks the right to read.
    MayNotRead,
    /// The key lacks the right to read, or is wrong: the server answers both alike.
    MayNotReadOrWrong,
    /// The API answers a wrong key and a missing right alike.
    AnswersAlike(Vendor),
    /// The key lacks this right, named as the API names it.
    LacksRight(&'static str),
    /// The server refused the request without an explanation.
    Refused,
    /// The server has a fault.
    ServerFault,
    /// The server did not answer in time.
    TooLate,
    /// The answer can't be read.
    Unreadable,
    /// A reason in the words of the server or of the API's wire format.
    Said(String),
}

impl From<&str> for Reason {
    fn from(said: &str) -> Reason {
        Reason::Said(said.to_owned())
    }
}

impl Reason {
    /// Returns the reason in a few words, as the end of a sentence.
    pub fn said(&self, language: Language) -> String {
        let fixed = match self {
            Reason::Connect(why) => return why.said(language),
            Reason::Address(why) => return why.said(language).to_owned(),
            Reason::AnswersAlike(vendor) => {
                return say!(language, "reason-answers-alike", backend = vendor.name());
            }
            Reason::LacksRight(right) => return say!(language, "reason-lacks-right", right = *right),
            Reason::Said(said) => return said.clone(),
            Reason::NotAsked => say!(language, "reason-not-asked"),
            Reason::Redirected => say!(language, "reason-redirected"),
            Reason::NoKey => say!(language, "reason-no-key"),
            Reason::KeyMalformed => say!(language, "reason-key-malformed"),
            Reason::KeyUnknown => say!(language, "reason-key-unknown"),
            Reason::KeyRevoked => say!(language, "reason-key-revoked"),
            Reason::KeyExpired => say!(language, "reason-key-expired"),
            Reason::MayNotRead => say!(language, "reason-may-not-read"),
            Reason::MayNotReadOrWrong => say!(language, "reason-may-not-read-or-wrong"),
            Reason::Refused => say!(language, "reason-refused"),
            Reason::ServerFault => say!(language, "reason-fault"),
            Reason::TooLate => say!(language, "reason-late"),
            Reason::Unreadable => say!(language, "reason-unreadable"),
        };
        fixed.to_owned()
    }
}

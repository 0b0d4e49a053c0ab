//! Checks of an API and its key that book nothing, and why a check failed.

use crate::booking::{AddressError, ConnectError, Vendor};
use crate::i18n::{Language, say};

/// The result of checking an API and its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The check passed.
    Yes,
    /// The check failed, with the reason.
    No(FindingReason),
    /// The check could not be decided, with the reason.
    Untold(FindingReason),
}

/// Why a check failed or could not be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingReason {
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

impl From<&str> for FindingReason {
    fn from(said: &str) -> FindingReason {
        FindingReason::Said(said.to_owned())
    }
}

impl FindingReason {
    /// Returns the reason in a few words, as the end of a sentence.
    pub fn said(&self, language: Language) -> String {
        let fixed = match self {
            FindingReason::Connect(why) => return why.said(language),
            FindingReason::Address(why) => return why.said(language).to_owned(),
            FindingReason::AnswersAlike(vendor) => {
                return say!(language, "reason-answers-alike", backend = vendor.name());
            }
            FindingReason::LacksRight(right) => return say!(language, "reason-lacks-right", right = *right),
            FindingReason::Said(said) => return said.clone(),
            FindingReason::NotAsked => say!(language, "reason-not-asked"),
            FindingReason::Redirected => say!(language, "reason-redirected"),
            FindingReason::NoKey => say!(language, "reason-no-key"),
            FindingReason::KeyMalformed => say!(language, "reason-key-malformed"),
            FindingReason::KeyUnknown => say!(language, "reason-key-unknown"),
            FindingReason::KeyRevoked => say!(language, "reason-key-revoked"),
            FindingReason::KeyExpired => say!(language, "reason-key-expired"),
            FindingReason::MayNotRead => say!(language, "reason-may-not-read"),
            FindingReason::MayNotReadOrWrong => say!(language, "reason-may-not-read-or-wrong"),
            FindingReason::Refused => say!(language, "reason-refused"),
            FindingReason::ServerFault => say!(language, "reason-fault"),
            FindingReason::TooLate => say!(language, "reason-late"),
            FindingReason::Unreadable => say!(language, "reason-unreadable"),
        };
        fixed.to_owned()
    }
}

//! What is found out about an API and the key for it without booking, and why something is not so.

use crate::booking::{AddressError, ConnectError, Vendor};
use crate::i18n::{Language, say};

/// The answer to a question about an API and the key for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It is so.
    Yes,
    /// It is not so, and why.
    No(Reason),
    /// It can't be told, and why.
    Untold(Reason),
}

/// Why something is not so, or can't be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nobody asked, for what is asked first was not so.
    NotAsked,
    /// No connection came about.
    Connect(ConnectError),
    /// The address can't be used.
    Address(AddressError),
    /// A redirect, which is never followed.
    Redirected,
    /// No key is set.
    NoKey,
    /// What is set is none.
    KeyMalformed,
    /// The server does not know the key.
    KeyUnknown,
    /// It was revoked.
    KeyRevoked,
    /// It has expired.
    KeyExpired,
    /// The key lacks the right to read.
    MayNotRead,
    /// The key lacks the right to read, or is none: the server says the same of both.
    MayNotReadOrWrong,
    /// This API says the same of a wrong key and of a missing right.
    AnswersAlike(Vendor),
    /// The key lacks this right, by the API's name for it.
    LacksRight(&'static str),
    /// The server refused the question without a word.
    Refused,
    /// The server has a fault.
    ServerFault,
    /// It did not answer in time.
    TooLate,
    /// Its answer can't be read.
    Unreadable,
    /// As the server or the API's wire format says it.
    Said(String),
}

impl From<&str> for Reason {
    fn from(said: &str) -> Reason {
        Reason::Said(said.to_owned())
    }
}

impl Reason {
    /// In a few words: the end of a sentence.
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

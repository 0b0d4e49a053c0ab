//! Checks of an API and its key that book nothing, and why a check failed.

use strum::IntoStaticStr;

use crate::{AddressError, ClinicId, ConnectError};
use i18n::{Language, say};

/// The result of checking an API and its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The check passed.
    Yes,
    /// The check failed, with the reason.
    No(FindingReason),
    /// The check could not be decided, with the reason.
    Undecided(FindingReason),
}

impl Default for Finding {
    /// Returns the finding of a check that was skipped.
    fn default() -> Finding {
        Finding::Undecided(FindingReason::NotAsked)
    }
}

/// Why a check failed or could not be decided.
#[derive(Clone, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
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
    /// The private key is of no kind that can sign in.
    SigningKeyUnfit,
    /// The server does not know the key.
    KeyUnknown,
    /// The authorization server gives no token, for this reason in its words.
    SignInRefused(String),
    /// The key was revoked.
    KeyRevoked,
    /// The key has expired.
    KeyExpired,
    /// The key lacks the right to read.
    MayNotRead,
    /// The key lacks the right to read, or is wrong: the server answers both in the same way.
    MayNotReadOrWrong,
    /// The API answers a wrong key and a missing right in the same way.
    AnswersAlike(ClinicId),
    /// The next page of a list is at another address, which is never asked.
    BreaksOff,
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
    Text(String),
}

impl From<&str> for FindingReason {
    fn from(text: &str) -> FindingReason {
        FindingReason::Text(text.to_owned())
    }
}

impl FindingReason {
    /// Returns the reason in a few words, as the end of a sentence.
    pub fn to_text(&self, language: Language) -> String {
        match self {
            FindingReason::Connect(error) => error.to_text(language),
            FindingReason::Address(error) => error.to_text(language).to_owned(),
            FindingReason::AnswersAlike(clinic) => {
                say!(language, "reason-answers-alike", clinic = clinic.name())
            }
            FindingReason::LacksRight(right) => {
                say!(language, "reason-lacks-right", right = *right)
            }
            FindingReason::SignInRefused(said) => {
                say!(language, "reason-sign-in-refused", said = said.as_str())
            }
            FindingReason::Text(text) => text.clone(),
            fixed => say!(language, "reason", why = <&str>::from(fixed)),
        }
    }
}

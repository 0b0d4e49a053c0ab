//! The stages of sending a patient's data, and the decisions that a person makes on the way.

use std::time::Duration;

use strum::IntoStaticStr;

use crate::Ticket;
use booking::{ClinicId, Language, Person};
use i18n::{MessageId, say};

/// The progress of sending a patient's data.
#[derive(Clone, PartialEq)]
pub enum PatientStage {
    /// The form is being filled in.
    Filling,
    /// The clinic's data are being read, to be corrected.
    Reading(Ticket),
    /// Similar patients are being searched for.
    Comparing(Ticket),
    /// A person has to decide.
    Deciding(Doubt),
    /// The data have been sent.
    Sending {
        /// The ticket of the answer.
        ticket: Ticket,
        /// When they were sent, on the monotonic clock.
        since: Duration,
    },
    /// The answer was lost, and the clinic's data are being looked up.
    Looking {
        /// The ticket of the answer.
        ticket: Ticket,
        /// Whether this is the second look-up, after the first did not find the data.
        again: bool,
    },
    /// The data were not found, but the clinic's answers may lag behind its writes.
    Resting {
        /// The time of the next look-up, on the monotonic clock.
        until: Duration,
    },
}

/// Why a person has to decide.
#[derive(Clone, Copy, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum Why {
    /// A known patient may be the same person.
    SamePerson,
    /// An earlier answer was lost.
    LostBefore,
    /// The search for similar patients failed.
    NotSearched,
    /// The loaded list is incomplete.
    NotAllAtHand,
    /// After a lost answer, a similar patient was found.
    WasItThem,
    /// After a lost answer, no similar patient was found.
    ListsNobody,
    /// After a lost answer, the look-up was inconclusive.
    LookThere,
}

impl Why {
    /// Returns the message about the reason.
    pub fn to_text(self, clinic: ClinicId, language: Language) -> String {
        say!(
            language,
            MessageId::attribute("new-patient-why", self.into()),
            clinic = clinic.name()
        )
    }
}

/// A decision that a person has to make before a patient is added.
#[derive(Clone, PartialEq)]
pub struct Doubt {
    /// The reason for the question.
    pub why: Why,
    /// The similar patients, one of whom can be used instead.
    pub alike: Vec<Person>,
}

//! The facts in which two states of an appointment may differ.

use strum::IntoStaticStr;

use i18n::{Language, MessageId};

/// A fact in which two states differ.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum Difference {
    /// The patient.
    Patient,
    /// The practitioner or location.
    Provider,
    /// The start or the end.
    Time,
    /// The status.
    Status,
    /// The reason, a comment, or the like.
    Details,
    /// The panels of a draw.
    Panels,
    /// The data of a patient.
    Data,
}

impl Difference {
    /// Returns the fact as it is named before its old and new value: `status`.
    pub fn label(self, language: Language) -> &'static str {
        MessageId::attribute("difference", self.into()).text(language)
    }

    /// Returns the fact as the end of a sentence: "its answer has *another time*".
    pub fn to_text(self, language: Language) -> &'static str {
        MessageId::attribute("difference-other", self.into()).text(language)
    }
}

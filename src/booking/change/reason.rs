//! Why appointments are called off.

use strum::{IntoStaticStr, VariantArray};

use crate::i18n::{Language, say};

/// The usual reasons, by who wishes it: first the patient's, then the clinic's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum CancelReason {
    /// The patient wishes it.
    PatientRequest,
    /// The patient is ill.
    PatientIll,
    /// There is nothing left to come for.
    NotNeeded,
    /// The practitioner is ill.
    ProviderIll,
    /// The practitioner is away, or the location closed.
    ProviderAway,
    /// It should never have been booked.
    BookedInError,
}

impl CancelReason {
    /// All of them, in the order in which they are offered.
    pub const ALL: &'static [CancelReason] = Self::VARIANTS;

    /// The word for it in the audit trail. It never changes.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The reason as it is shown, and sent.
    pub fn said(self, language: Language) -> &'static str {
        match self {
            CancelReason::PatientRequest => say!(language, "cancel-patient-asks"),
            CancelReason::PatientIll => say!(language, "cancel-patient-ill"),
            CancelReason::NotNeeded => say!(language, "cancel-not-needed"),
            CancelReason::ProviderIll => say!(language, "cancel-provider-ill"),
            CancelReason::ProviderAway => say!(language, "cancel-provider-away"),
            CancelReason::BookedInError => say!(language, "cancel-booked-in-error"),
        }
    }

    /// The reason as it is sent with what was typed beside it.
    pub fn with_note(self, note: &str, language: Language) -> String {
        match note {
            "" => self.said(language).to_owned(),
            note => format!("{}: {note}", self.said(language)),
        }
    }

    /// Which of the usual reasons a text gives, in whatever language it was sent, and what stands beside it.
    pub fn given_by(text: &str) -> Option<(CancelReason, &str)> {
        let note = |said: &str| {
            let rest = text.strip_prefix(said)?;
            if rest.is_empty() { Some("") } else { rest.strip_prefix(": ") }
        };
        let gives = |reason: CancelReason| {
            let notes = Language::ALL.iter().filter_map(|language| note(reason.said(*language)));
            notes.map(|note| (reason, note)).next()
        };
        Self::ALL.iter().copied().find_map(gives)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_known_again_in_every_language_and_with_a_note() {
        for language in Language::ALL.iter().copied() {
            for reason in CancelReason::ALL.iter().copied() {
                assert_eq!(CancelReason::given_by(reason.said(language)), Some((reason, "")));
                let noted = reason.with_note("fever", language);
                assert_eq!(CancelReason::given_by(&noted), Some((reason, "fever")));
            }
        }
        assert_eq!(CancelReason::given_by("patient requests another time"), None);
    }
}

//! The usual reasons for cancelling appointments.

use strum::{IntoStaticStr, VariantArray};

use i18n::{Language, MessageId};

/// The usual reasons, first the patient's, then the clinic's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum CancelReason {
    /// The patient wishes it.
    PatientRequest,
    /// The patient is ill.
    PatientIll,
    /// The visit is not needed any more.
    NotNeeded,
    /// The practitioner is ill.
    ProviderIll,
    /// The practitioner is away, or the location closed.
    ProviderAway,
    /// The appointment should never have been booked.
    BookedInError,
}

impl CancelReason {
    /// All reasons, in the order in which they are offered.
    pub const ALL: &'static [CancelReason] = Self::VARIANTS;

    /// Returns the reason's word in the audit trail, which never changes.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Returns the reason as it is shown, and sent.
    pub fn to_text(self, language: Language) -> &'static str {
        MessageId::attribute("cancel-reason", self.into()).text(language)
    }

    /// Returns the reason as it is sent, followed by the typed note.
    pub fn with_note(self, note: &str, language: Language) -> String {
        match note {
            "" => self.to_text(language).to_owned(),
            note => format!("{}: {note}", self.to_text(language)),
        }
    }

    /// Returns the usual reason that a text gives, in any language, and the note after it.
    pub fn given_by(text: &str) -> Option<(CancelReason, &str)> {
        let note_after = |reason: &str| {
            let rest = text.strip_prefix(reason)?;
            if rest.is_empty() {
                Some("")
            } else {
                rest.strip_prefix(": ")
            }
        };
        Self::ALL.iter().find_map(|reason| {
            let note = Language::ALL
                .iter()
                .find_map(|language| note_after(reason.to_text(*language)))?;
            Some((*reason, note))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_known_again_in_every_language_and_with_a_note() {
        for language in Language::ALL.iter().copied() {
            for reason in CancelReason::ALL.iter().copied() {
                assert_eq!(
                    CancelReason::given_by(reason.to_text(language)),
                    Some((reason, ""))
                );
                let noted = reason.with_note("fever", language);
                assert_eq!(CancelReason::given_by(&noted), Some((reason, "fever")));
            }
        }
        assert_eq!(
            CancelReason::given_by("patient requests another time"),
            None
        );
    }
}

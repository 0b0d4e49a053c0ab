//! The reason of a cancellation: a listed one, where typing narrows the list, or a person's own words.

use booking::{AppointmentRef, CancelReason, Change, ClinicId, Language, begins_word, fold};

use crate::TypedText;

/// A reason to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReasonChoice {
    /// A usual reason.
    Usual(CancelReason),
    /// One of the clinic's own, which replace the usual ones.
    OfClinic(&'static str),
    /// The typed text.
    Own,
}

impl ReasonChoice {
    /// Returns the reasons of a clinic: the ones in its configuration, else the usual ones.
    pub fn listed(clinic: ClinicId) -> Vec<ReasonChoice> {
        let own = clinic.cancelation_codes().iter();
        let own: Vec<ReasonChoice> = own
            .map(|code| ReasonChoice::OfClinic(&code.display))
            .collect();
        if !own.is_empty() {
            return own;
        }
        let usual = CancelReason::ALL.iter().copied();
        usual.map(ReasonChoice::Usual).collect()
    }

    /// Returns the text of a listed reason, as it is shown and sent.
    pub fn text(self, language: Language) -> Option<&'static str> {
        match self {
            ReasonChoice::Usual(reason) => Some(reason.to_text(language)),
            ReasonChoice::OfClinic(reason) => Some(reason),
            ReasonChoice::Own => None,
        }
    }
}

/// A cancellation that a person is preparing.
#[derive(Clone)]
pub struct CancelCase {
    /// The reason that applies while nothing is typed.
    proposed: ReasonChoice,
    /// The reason that was chosen, until something else is typed.
    chosen: Option<ReasonChoice>,
    /// Whether the typed text is a whole line, and so no reason.
    has_line: bool,
}

impl CancelCase {
    /// Proposes the first listed reason.
    pub fn new(clinic: ClinicId) -> CancelCase {
        let listed = ReasonChoice::listed(clinic);
        let proposed = listed.first().copied().unwrap_or(ReasonChoice::Own);
        CancelCase {
            proposed,
            chosen: Some(proposed),
            has_line: false,
        }
    }

    /// Returns the listed reasons in which every typed word begins a word, followed by the person's own words.
    pub fn reasons(clinic: ClinicId, typed: &str, language: Language) -> Vec<ReasonChoice> {
        let words: Vec<String> = typed.split_whitespace().map(fold).collect();
        let mut reasons = ReasonChoice::listed(clinic);
        reasons.retain(|reason| {
            let text = fold(reason.text(language).unwrap_or_default());
            words.iter().all(|word| begins_word(&text, word))
        });
        reasons.push(ReasonChoice::Own);
        reasons
    }

    /// Adopts the reason of a cancellation requested before. Returns it if it is a person's own words.
    pub(super) fn take(&mut self, reason: &str, of: &AppointmentRef) -> Option<String> {
        let usual = CancelReason::given_by(reason).filter(|(_, note)| note.is_empty());
        let usual = usual.map(|(usual, _)| ReasonChoice::Usual(usual));
        let listed = ReasonChoice::listed(of.clinic);
        let same = listed.into_iter().find(|listed| match listed {
            ReasonChoice::OfClinic(text) => *text == reason,
            ReasonChoice::Usual(_) | ReasonChoice::Own => Some(*listed) == usual,
        });
        match same {
            Some(listed) => {
                self.proposed = listed;
                self.chosen = Some(listed);
                None
            }
            None => {
                self.chosen = Some(ReasonChoice::Own);
                Some(reason.to_owned())
            }
        }
    }

    pub(super) fn type_text(&mut self, typed: TypedText<'_>) {
        self.chosen = typed.as_typed().is_empty().then_some(self.proposed);
        self.has_line = typed.is_line();
    }

    /// Takes a typed text as the reason.
    pub fn give_own(&mut self, typed: TypedText<'_>) {
        self.chosen = Some(ReasonChoice::Own);
        self.has_line = typed.is_line();
    }

    /// Returns whether the typed text is a whole line.
    pub fn has_line(&self) -> bool {
        self.has_line
    }

    /// Returns the reason chosen since something was typed, or the proposed one.
    pub fn picked(&self) -> Option<ReasonChoice> {
        self.chosen
    }

    /// Chooses a reason.
    pub fn choose(&mut self, reason: Option<ReasonChoice>) {
        self.chosen = reason;
    }

    /// Returns the chosen reason or, without a choice, the only listed one that matches the typed text.
    pub fn chosen(
        &self,
        clinic: ClinicId,
        typed: &str,
        language: Language,
    ) -> Option<ReasonChoice> {
        if self.chosen.is_some() || typed.is_empty() {
            return self.chosen;
        }
        match CancelCase::reasons(clinic, typed, language)[..] {
            [only, _] => Some(only),
            _ => None,
        }
    }

    /// Returns the text of the chosen reason; `None` while a person's own words are not typed, or are a whole line.
    pub fn reason(&self, clinic: ClinicId, typed: &str, language: Language) -> Option<String> {
        match self.chosen(clinic, typed, language)?.text(language) {
            Some(text) => Some(text.to_owned()),
            None if typed.is_empty() || self.has_line => None,
            None => Some(typed.to_owned()),
        }
    }

    /// Returns the cancellation, once its reason is known and can be sent.
    pub fn change(&self, of: &AppointmentRef, typed: &str, language: Language) -> Option<Change> {
        Change::cancelled(of.clone(), &self.reason(of.clinic, typed, language)?)
    }
}

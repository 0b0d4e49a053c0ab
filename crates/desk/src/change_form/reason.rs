//! The reason of a cancellation: a usual one, to which typing narrows the list, or a person's own words in the last row.

use booking::{CancelReason, ClinicId, begins_word, fold};
use i18n::{Language, say};

use crate::ChangeForm;

/// A row of the reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReasonRow<'a> {
    /// A usual reason.
    Usual(CancelReason),
    /// One of the clinic's own, which take the place of the usual ones.
    OfClinic(&'a str),
    /// The typed text, which may be empty.
    Own(&'a str),
}

impl ReasonRow<'_> {
    /// Returns the row as it is listed.
    pub(super) fn label(self, language: Language) -> String {
        match self {
            ReasonRow::Usual(reason) => reason.to_text(language).to_owned(),
            ReasonRow::OfClinic(reason) => reason.to_owned(),
            ReasonRow::Own("") => say!(language, "change-own-reason", words = "…"),
            ReasonRow::Own(words) => say!(language, "change-own-reason", words),
        }
    }
}

/// Returns the usual reasons in which every typed word begins a word, and the typed text as the last row.
pub(super) fn reasons_to_choose(form: &ChangeForm, language: Language) -> Vec<ReasonRow<'_>> {
    let typed = form.typed();
    let words: Vec<String> = typed.split_whitespace().map(fold).collect();
    let is_left = |row: &ReasonRow<'_>| {
        let text = fold(&row.label(language));
        words.iter().all(|word| begins_word(&text, word))
    };
    let reasons = reasons_at(form.of.clinic).into_iter().filter(is_left);
    reasons.chain([ReasonRow::Own(typed)]).collect()
}

/// Returns the reasons of a clinic: those that its configuration lists, else the usual ones.
pub(super) fn reasons_at(clinic: ClinicId) -> Vec<ReasonRow<'static>> {
    let own = clinic.cancelation_codes().iter();
    let own: Vec<ReasonRow<'_>> = own.map(|code| ReasonRow::OfClinic(&code.display)).collect();
    if !own.is_empty() {
        return own;
    }
    let usual = CancelReason::ALL.iter().copied();
    usual.map(ReasonRow::Usual).collect()
}

impl ChangeForm {
    /// Returns the row of the chosen reason: without a choice, that of the usual reason to which the typed text narrows the
    /// list.
    pub(super) fn chosen_reason(&self, language: Language) -> Option<usize> {
        let is_only = || !self.typed().is_empty() && reasons_to_choose(self, language).len() == 2;
        self.chosen.or_else(|| is_only().then_some(0))
    }

    /// Returns the chosen reason.
    pub(crate) fn reason_given(&self, language: Language) -> Option<String> {
        match reasons_to_choose(self, language).get(self.chosen_reason(language)?)? {
            ReasonRow::Usual(reason) => Some(reason.to_text(language).to_owned()),
            ReasonRow::OfClinic(reason) => Some((*reason).to_owned()),
            ReasonRow::Own("") => None,
            ReasonRow::Own(_) if self.reads_as_line => None,
            ReasonRow::Own(words) => Some((*words).to_owned()),
        }
    }
}

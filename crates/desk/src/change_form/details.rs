//! The form for what an appointment is about: each row is a field, with its text before and after the change.

use booking::{Change, ChangeKind, Problem};
use i18n::{Language, say};
use office::DetailsCase;

use crate::{ChangeForm, Desk, Part, Submissions};

/// Returns the change that the rows make, or what is wrong with them; `None` while none is altered.
pub(super) fn details_in_form(
    desk: &Desk,
    form: &ChangeForm,
) -> Option<Result<Change, Vec<Problem>>> {
    let case = form.details()?;
    if !case.is_altered() || case.has_line() || form.patient_typed().is_some() {
        return None;
    }
    let provider = form.of.provider.as_deref().unwrap_or_default();
    let setting = desk.words().setting_at(form.of.clinic, provider);
    case.change(&form.of, &setting)
}

/// Returns the warning that an entry line was typed where the form asks for a text.
pub(super) fn line_warning(kind: ChangeKind, language: Language) -> &'static str {
    if kind == ChangeKind::Details {
        say!(language, "details-is-line")
    } else {
        say!(language, "change-reason-is-line")
    }
}

impl Part<'_, Submissions> {
    /// Handles Enter: takes the typed patient, else chooses the next row, or the first one after the last. Sends
    /// nothing.
    pub(super) fn enter_in_details(&mut self) {
        let Some(form) = self.change_form() else {
            return;
        };
        if form.patient_typed().is_some() {
            return self.take_patient();
        }
        if let Some(next) = form.details().map(DetailsCase::next_place) {
            self.choose_row(next);
        }
    }
}

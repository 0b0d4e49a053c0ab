//! The rows of the form for what an appointment is about: each a field, with its text before and now.

use booking::{Appointment, Change, ChangeKind, Problem, fields_of_details, read_details};

use i18n::{Language, say};

use crate::model::DetailRow;
use crate::{ChangeForm, Desk, Part, Submissions};

/// Returns the rows of an appointment, in form order.
pub(super) fn rows_of(record: &Appointment) -> Vec<DetailRow> {
    let row = |field| {
        let text = record.detail(field).unwrap_or_default();
        // A line has no room for the breaks of a longer text.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        DetailRow {
            field,
            was: text.clone(),
            text,
        }
    };
    fields_of_details(record.clinic)
        .into_iter()
        .map(row)
        .collect()
}

/// Returns the change that the rows make, or what is wrong with them; `None` while none is altered.
pub(super) fn details_in_form(
    desk: &Desk,
    form: &ChangeForm,
) -> Option<Result<Change, Vec<Problem>>> {
    let record = form.record.as_deref()?;
    let altered = form.details.iter().filter(|row| row.is_altered());
    let texts: Vec<_> = altered.map(|row| (row.field, row.text.clone())).collect();
    if texts.is_empty() || form.reads_as_line {
        return None;
    }
    let provider = form.of.provider.as_deref().unwrap_or_default();
    let setting = desk.words().setting_at(form.of.clinic, provider);
    Some(read_details(&form.of, record, &texts, &setting))
}

impl ChangeForm {
    /// Takes the details of the appointment, with those of a change in their place.
    pub(super) fn fill_details(&mut self, record: &Appointment, change: Option<&Change>) {
        self.details = rows_of(record);
        self.record = Some(Box::new(record.clone()));
        if let Some(Change::SetDetails(set)) = change {
            for detail in set.details() {
                let mut rows = self.details.iter_mut();
                if let Some(row) = rows.find(|row| row.field == detail.field) {
                    row.text = detail.to.to_text();
                }
            }
            self.chosen = self.details.iter().position(DetailRow::is_altered);
        }
        self.load_row(self.chosen.unwrap_or_default());
    }

    /// Returns the typed texts that the change would send: the reason, or every detail that was altered.
    pub(super) fn texts_to_send(&self) -> Vec<String> {
        match self.kind {
            ChangeKind::Cancel => vec![self.typed().to_owned()],
            ChangeKind::Details => {
                let altered = self.details.iter().filter(|row| row.is_altered());
                altered.map(|row| row.text.trim().to_owned()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Returns the sentence that an entry line was typed in place of the text that it asks for.
    pub(super) fn line_warning(kind: ChangeKind, language: Language) -> &'static str {
        if kind == ChangeKind::Details {
            say!(language, "details-is-line")
        } else {
            say!(language, "change-reason-is-line")
        }
    }

    /// Puts the text of a row into the input.
    pub(super) fn load_row(&mut self, row: usize) {
        if let Some(detail) = self.details.get(row) {
            self.input = detail.text.clone().into();
        }
    }

    /// Keeps what was typed as the text of the chosen row.
    pub(super) fn keep_row(&mut self) {
        let text = self.input.value().to_owned();
        let chosen = self.chosen.unwrap_or_default();
        if let Some(detail) = self.details.get_mut(chosen) {
            detail.text = text;
        }
    }
}

impl Part<'_, Submissions> {
    /// Chooses the row after the chosen one; after the last, the first.
    pub(super) fn choose_next_detail(&mut self) {
        let Some(form) = self.change_form() else {
            return;
        };
        let next = form.chosen.map_or(0, |chosen| chosen + 1);
        let next = next % form.details.len().max(1);
        self.choose_row(next);
    }
}

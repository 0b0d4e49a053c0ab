//! The rows of the form for what an appointment is about: each a field, with its text before and now.

use tui_input::Input;

use booking::line::TypedDetails;
use booking::{
    Appointment, AppointmentRef, Change, ChangeKind, FieldId, FieldRole, FormValue, Problem,
    Section, fields_of_details, read_details,
};
use i18n::{Language, say};

use crate::model::DetailRow;
use crate::{ChangeForm, Desk, Part, Submissions};

/// Returns the rows of an appointment, in form order: those that can be changed as it is now.
pub(super) fn rows_of(record: &Appointment) -> Vec<DetailRow> {
    let of = AppointmentRef::of(record);
    let patient = record.clinic.patient_field();
    let is_timed = of.start.is_some() && of.has_known_patient() && !of.is_waiting();
    let is_open = |field: &FieldId| match field.role {
        _ if *field == patient => of.can_be_given(),
        Some(FieldRole::Minutes) => is_timed,
        _ => true,
    };
    let row = |field| {
        let text = if field == patient {
            of.person.clone().unwrap_or_default()
        } else {
            record.detail(field).unwrap_or_default().into_owned()
        };
        // A line has no room for the breaks of a longer text.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        DetailRow {
            field,
            was: text.clone(),
            text,
        }
    };
    let fields = fields_of_details(record.clinic).into_iter();
    fields.filter(is_open).map(row).collect()
}

/// Returns the text of a field in a change, if the change gives it one.
fn text_in(change: &Change, field: FieldId) -> Option<String> {
    if let Change::SetDetails(set) = change {
        let mut details = set.details().iter();
        return details
            .find(|detail| detail.field == field)
            .map(|detail| detail.to.to_text());
    }
    match change.makes()?.value_of(field)? {
        FormValue::Text(text) => Some(text.to_owned()),
        FormValue::Number(number) => Some(number.to_string()),
        FormValue::Moment(_) | FormValue::Ids(_) => None,
    }
}

/// Returns the change that the rows make, or what is wrong with them; `None` while none is altered.
pub(super) fn details_in_form(
    desk: &Desk,
    form: &ChangeForm,
) -> Option<Result<Change, Vec<Problem>>> {
    let record = form.record.as_deref()?;
    let altered = form.details.iter().filter(|row| row.is_altered());
    let texts: Vec<_> = altered.map(|row| (row.field, row.text.clone())).collect();
    if texts.is_empty() || form.reads_as_line || form.patient_typed().is_some() {
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
        if let Some(change) = change {
            for row in &mut self.details {
                let text = text_in(change, row.field);
                let is_other =
                    |text: &String| !text.split_whitespace().eq(row.was.split_whitespace());
                if let Some(text) = text.filter(is_other) {
                    row.text = text;
                }
            }
        }
        let is_reason =
            |row: &DetailRow| row.field.section == Section::Instructions && !row.field.is_further;
        let altered = self.details.iter().position(DetailRow::is_altered);
        self.chosen = altered.or_else(|| self.details.iter().position(is_reason));
        self.load_row(self.chosen.unwrap_or_default());
    }

    /// Takes the details that a line states, and chooses the row of the last one. Returns whether each has a row.
    pub(super) fn take_typed(&mut self, details: &TypedDetails) -> bool {
        let clinic = self.of.clinic;
        let length = details.minutes.map(|_| clinic.field(FieldRole::Minutes));
        let detail = details.text.as_ref();
        let detail = detail.map(|detail| detail.kind.field(clinic));
        let mut have_rows = true;
        for field in length.into_iter().chain(detail) {
            let mut rows = self.details.iter();
            let Some(place) = rows.position(|row| Some(row.field) == field) else {
                have_rows = false;
                continue;
            };
            let role = self.details[place].field.role;
            let mut texts = details.texts();
            if let Some((_, text)) = texts.find(|(of, _)| Some(*of) == role) {
                self.details[place].text = text;
            }
            self.chosen = Some(place);
            self.load_row(place);
            if self.is_at_patient() {
                self.input = details.whom().into();
            }
        }
        have_rows
    }

    /// Returns the typed texts that the change would send: the reason, or every detail that was altered.
    pub(super) fn texts_to_send(&self) -> Vec<String> {
        match self.kind {
            ChangeKind::Cancel => vec![self.typed().to_owned()],
            ChangeKind::Details => {
                let patient = self.of.clinic.patient_field();
                let altered = self.details.iter().filter(|row| row.is_altered());
                let texts = altered.filter(|row| row.field != patient);
                texts.map(|row| row.text.trim().to_owned()).collect()
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

    /// Puts the text of a row into the input: nothing of the patient, whom a text only finds, and of a length only
    /// another one, which is typed anew.
    pub(super) fn load_row(&mut self, row: usize) {
        self.chosen_patient = None;
        self.is_row_fresh = true;
        let patient = self.of.clinic.patient_field();
        let Some(detail) = self.details.get(row) else {
            return;
        };
        let is_kept = detail.is_length() && !detail.is_altered();
        self.input = if is_kept || detail.field == patient {
            Input::default()
        } else {
            detail.text.clone().into()
        };
    }

    /// Keeps what was typed as the text of the chosen row, unless it is the patient's.
    pub(super) fn keep_row(&mut self) {
        if self.is_at_patient() {
            return;
        }
        let text = self.input.value().to_owned();
        let chosen = self.chosen.unwrap_or_default();
        if let Some(detail) = self.details.get_mut(chosen) {
            let is_kept = detail.is_length() && text.trim().is_empty();
            detail.text = if is_kept { detail.was.clone() } else { text };
        }
    }
}

impl Part<'_, Submissions> {
    /// Handles Enter: takes the patient that is typed, else chooses the row after the chosen one; after the last, the
    /// first. Sends nothing.
    pub(super) fn enter_in_details(&mut self) {
        let Some(form) = self.change_form() else {
            return;
        };
        if form.patient_typed().is_some() {
            return self.take_patient();
        }
        let next = form.chosen.map_or(0, |chosen| chosen + 1);
        let next = next % form.details.len().max(1);
        self.choose_row(next);
    }
}

//! The details of an appointment: each field with its old and new text, including the patient.

use booking::line::TypedDetails;
use booking::{
    Appointment, AppointmentRef, Change, FieldId, FieldRole, FormValue, Problem, Section, Setting,
    Spot, fields_of_details, read_details,
};
use i18n::say;

use crate::TypedText;

/// A detail of an appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailRow {
    /// The field.
    pub field: FieldId,
    /// The text of the appointment.
    pub was: String,
    /// The text as typed.
    pub text: String,
    is_patient: bool,
    /// Whether the text is a whole line, and so no detail.
    is_line: bool,
}

impl DetailRow {
    /// Returns whether it is the length of the visit.
    pub fn is_length(&self) -> bool {
        self.field.role == Some(FieldRole::Minutes)
    }

    /// Returns whether it is the patient.
    pub fn is_patient(&self) -> bool {
        self.is_patient
    }

    /// Returns whether another text was typed.
    pub fn is_altered(&self) -> bool {
        self.text.trim() != self.was
    }
}

/// Changed details that a person is preparing.
#[derive(Clone, Default)]
pub struct DetailsCase {
    /// The appointment that has the details; `None` if it was not read.
    record: Option<Box<Appointment>>,
    rows: Vec<DetailRow>,
    /// The index of the current row.
    at: Option<usize>,
}

impl DetailsCase {
    /// Creates the case of the details that can be changed in the appointment's present state, beginning with the
    /// reason of the visit.
    pub fn of(record: &Appointment) -> DetailsCase {
        let mut case = DetailsCase {
            record: Some(Box::new(record.clone())),
            rows: rows_of(record),
            at: None,
        };
        case.at = case.row_of_reason();
        case
    }

    fn row_of_reason(&self) -> Option<usize> {
        let is_reason =
            |row: &DetailRow| row.field.section == Section::Instructions && !row.field.is_further;
        self.rows.iter().position(is_reason)
    }

    /// Adopts the details of a change requested before, and makes the first of them current.
    pub(super) fn take(&mut self, change: &Change) {
        for row in &mut self.rows {
            let Some(text) = text_in(change, row.field) else {
                continue;
            };
            if !text.split_whitespace().eq(row.was.split_whitespace()) {
                row.text = text;
            }
        }
        let altered = self.rows.iter().position(DetailRow::is_altered);
        self.at = altered.or_else(|| self.row_of_reason());
    }

    /// Adopts the details that a line states, and makes the last one current. Returns whether each has a row. `typed` is
    /// the text among them.
    pub fn take_typed(
        &mut self,
        details: &TypedDetails,
        typed: Option<TypedText<'_>>,
        of: &AppointmentRef,
    ) -> bool {
        let length = details.minutes.map(|_| of.clinic.field(FieldRole::Minutes));
        let detail = details.text.as_ref();
        let detail = detail.map(|detail| detail.kind.field(of.clinic));
        let mut have_rows = true;
        for field in length.into_iter().chain(detail) {
            let mut rows = self.rows.iter_mut().enumerate();
            let Some((place, row)) = rows.find(|(_, row)| Some(row.field) == field) else {
                have_rows = false;
                continue;
            };
            let mut texts = details.texts();
            if let Some((_, text)) = texts.find(|(role, _)| Some(*role) == row.field.role) {
                row.is_line = !row.is_length() && typed.is_some_and(TypedText::is_line);
                row.text = text;
            }
            self.at = Some(place);
        }
        have_rows
    }

    /// Returns the rows, in form order.
    pub fn rows(&self) -> &[DetailRow] {
        &self.rows
    }

    /// Returns the index of the current row.
    pub fn place(&self) -> Option<usize> {
        self.at
    }

    /// Returns the current row.
    pub fn row(&self) -> Option<&DetailRow> {
        self.rows.get(self.at.unwrap_or_default())
    }

    fn row_mut(&mut self) -> Option<&mut DetailRow> {
        self.rows.get_mut(self.at.unwrap_or_default())
    }

    /// Makes the row at this index current.
    pub fn ask_for(&mut self, row: usize) {
        self.at = Some(row);
    }

    /// Returns the index of the row after the current one; after the last, the first.
    pub fn next_place(&self) -> usize {
        let next = self.at.map_or(0, |at| at + 1);
        next % self.rows.len().max(1)
    }

    /// Returns whether the patient is the current row.
    pub fn is_at_patient(&self) -> bool {
        self.row().is_some_and(DetailRow::is_patient)
    }

    /// Returns the text of the current row for editing. It is empty for the patient, because a text only finds one, and
    /// for an unchanged length, which is typed anew.
    pub fn text_to_alter(&self) -> &str {
        match self.row() {
            Some(row) if row.is_patient() || row.is_length() && !row.is_altered() => "",
            Some(row) => &row.text,
            None => "",
        }
    }

    /// Keeps the typed text in the current row, unless that is the patient's.
    pub fn type_text(&mut self, typed: TypedText<'_>) {
        if let Some(row) = self.row_mut()
            && !row.is_patient()
        {
            let text = typed.as_typed();
            let is_kept = row.is_length() && text.trim().is_empty();
            row.text = if is_kept {
                row.was.clone()
            } else {
                text.to_owned()
            };
            row.is_line = typed.is_line();
        }
    }

    /// Gives the appointment to the patient with this id, if the current row is the patient's.
    pub fn give_to(&mut self, patient: String) {
        if let Some(row) = self.row_mut()
            && row.is_patient()
        {
            row.text = patient;
        }
    }

    /// Resets the current row.
    pub fn leave(&mut self) {
        if let Some(row) = self.row_mut() {
            row.text.clone_from(&row.was);
            row.is_line = false;
        }
    }

    /// Returns the new patient of the appointment, if it is another one.
    pub fn other_patient(&self) -> Option<&str> {
        let row = self.rows.iter().find(|row| row.is_patient())?;
        row.is_altered().then_some(&*row.text)
    }

    /// Returns whether an altered text is a whole line.
    pub fn has_line(&self) -> bool {
        self.rows.iter().any(|row| row.is_altered() && row.is_line)
    }

    /// Returns whether a detail was altered.
    pub fn is_altered(&self) -> bool {
        self.rows.iter().any(DetailRow::is_altered)
    }

    /// Returns the change that the altered details make; `None` if the appointment was not read.
    ///
    /// # Errors
    ///
    /// Returns all problems: a text that can't be read, one that was emptied, a whole line in a text, or that nothing
    /// would change.
    pub fn change(
        &self,
        of: &AppointmentRef,
        setting: &Setting,
    ) -> Option<Result<Change, Vec<Problem>>> {
        let record = self.record.as_deref()?;
        if self.has_line() {
            let what = say!(setting.clock.language, "details-is-line");
            return Some(Err(vec![Problem::error(Spot::Whole, what, "")]));
        }
        let altered = self.rows.iter().filter(|row| row.is_altered());
        let texts: Vec<_> = altered.map(|row| (row.field, row.text.clone())).collect();
        Some(read_details(of, record, &texts, setting))
    }
}

/// Returns the rows that can be changed in the appointment's present state, in form order.
fn rows_of(record: &Appointment) -> Vec<DetailRow> {
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
        // A line has no room for the line breaks of a longer text.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        DetailRow {
            field,
            was: text.clone(),
            text,
            is_patient: field == patient,
            is_line: false,
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

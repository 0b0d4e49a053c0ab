//! Choosing another patient in the form for what an appointment is about.

use tui_input::Input;

use booking::ClinicId;
use words::{Row, Rows, TypedName};

use crate::model::PeopleQueries;
use crate::people::people_found;
use crate::{ChangeForm, Desk, Part, Submissions, note};

/// The minimum digits of a birth date.
const DIGITS_OF_BIRTH_DATE: usize = 6;

/// Returns the patients whom the typed text may mean, while another patient is typed.
pub(super) fn patients_to_choose(desk: &Desk) -> Option<Rows> {
    let form = desk.change_form()?;
    let typed = form.patient_typed()?;
    let clinic = form.of.clinic;
    let directory = clinic.people();
    let list = desk.office.lists.list(directory).value();
    let clock = desk.setting_of(clinic).clock;
    let found = list.and_then(|list| people_found(desk, list, typed, &clock));
    let typed = TypedName {
        text: typed,
        held: typed,
        found,
        is_searching: desk.is_searching(),
        search: desk.people.field_search.end(),
    };
    let mut rows = desk
        .words()
        .rows_of_list(clinic.patient_field(), directory, typed);
    rows.rows.retain(|row| !row.adds);
    Some(rows)
}

/// Returns the index of the chosen patient. Unless another was chosen, that is the first one, or none if nobody fits
/// exactly.
pub(super) fn chosen_patient(desk: &Desk) -> Option<usize> {
    let chosen = desk.change_form()?.row;
    let Rows { rows, nearly, .. } = patients_to_choose(desk)?;
    let first = (!nearly && !rows.is_empty()).then_some(0);
    chosen.or(first)
}

/// Returns whether a digit takes a patient from the list: one has been chosen, and the digit would not continue what is
/// typed, such as a birth date or an id.
pub(super) fn digits_take_patient(desk: &Desk) -> bool {
    let Some(form) = desk.change_form() else {
        return false;
    };
    let text = form.input.value();
    let is_at_end = form.input.cursor() == text.chars().count();
    is_at_end && ends_with_name(text) && chosen_patient(desk).is_some()
}

/// Returns whether a text ends with a name, or with a birth date and the beginning of a name.
fn ends_with_name(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let name = last.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let digits = last.len() - name.len();
    let is_of_name = |letter: char| letter.is_alphabetic() || "-'’.,".contains(letter);
    name.starts_with(char::is_alphabetic)
        && name.chars().all(is_of_name)
        && (digits == 0 || digits >= DIGITS_OF_BIRTH_DATE)
}

/// Returns the id that the typed text is, if the list has it.
fn id_typed(desk: &Desk, clinic: ClinicId, typed: &str) -> Option<String> {
    let known = desk.office.lists.known(clinic.people(), typed)?;
    Some(known.id.clone())
}

impl ChangeForm {
    /// Gives the appointment to the patient with this id, until another one is chosen.
    fn set_patient(&mut self, id: String) {
        if let Some(case) = self.details_mut() {
            case.give_to(id);
        }
        self.input = Input::default();
        self.row = None;
        self.reset_after_edit();
    }
}

impl Part<'_, Submissions> {
    /// Takes the chosen patient, or the only one that the typed text can mean. If it can mean several, chooses the
    /// first. Sends nothing.
    pub(super) fn take_patient(&mut self) {
        if self.people.await_matches() {
            return self.note(note!("list-still-looking"));
        }
        let Some(form) = self.change_form() else {
            return;
        };
        let typed = form.patient_typed().unwrap_or_default();
        let chosen = chosen_patient(self);
        let Rows { rows, nearly, .. } = patients_to_choose(self).unwrap_or_default();
        let is_only = rows.len() == 1 && !nearly && !self.is_searching();
        let id = match chosen {
            Some(chosen) => rows.get(chosen).map(|row: &Row| row.text.clone()),
            None if is_only => Some(rows[0].text.clone()),
            None => id_typed(self, form.of.clinic, typed),
        };
        let Some(id) = id else {
            let first = (!rows.is_empty()).then_some(0);
            if let Some(form) = self.change_form_mut() {
                form.row = first;
            }
            return self.note(note!("details-which-patient"));
        };
        if let Some(form) = self.change_form_mut() {
            form.set_patient(id);
        }
        self.search_patients();
    }

    /// Takes the patient in the row at this index, if there is one. Sends nothing.
    pub(super) fn take_patient_at(&mut self, row: usize) {
        let rows = patients_to_choose(self).map_or(0, |patients| patients.rows.len());
        if row < rows {
            self.choose_row(row);
            self.take_patient();
        }
    }

    /// Plans the search for the patients whom the typed text may mean.
    pub(super) fn search_patients(&mut self) {
        self.desk().people(PeopleQueries::plan_for_field);
    }
}

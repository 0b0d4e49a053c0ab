//! The line of a patient who was unknown: it continues once the patient is added.

use crate::current::patient_named;
use crate::line::fill::{note_of_no_letter, note_of_parked};
use crate::{Cx, Desk, Pane};
use booking::Person;
use booking::line::{ListMatch, Pick};
use office::park;

/// Returns the rest of a line whose patient was not found; `None` if it names no such patient.
fn rest_of_line(desk: &Desk, person: &Person) -> Option<String> {
    if !desk.line.is_open() {
        return None;
    }
    let reading = desk.line.reading.as_ref()?;
    let is_of_unknown = matches!(
        reading.means.patient,
        ListMatch::Nothing | ListMatch::Several(_)
    );
    let whom = &reading.means.whom;
    if desk.panes.focused != Pane::Line || !is_of_unknown || whom.is_empty() {
        return None;
    }
    if reading.clinic() != person.clinic() {
        return Some(String::new());
    }
    let line = desk.line.parsed(&desk.setting().clock);
    Some(line.text_without(whom))
}

/// Puts the patient named by the line into the form, and empties the line. A form for another patient is parked; if no
/// letter is free, everything stays.
fn begin_form_of(desk: &mut Desk, person: &Person) {
    let clinic = person.clinic();
    let mut note = desk.each_language(|words| words.patient_to_go_on_with(person));
    if !patient_named(desk, clinic).is_empty() {
        let Some(parked) = park(desk, clinic, false) else {
            desk.note = Some(note_of_no_letter(clinic));
            return;
        };
        if let Some(of_parked) = note_of_parked(desk, &parked) {
            note = of_parked.and(Some(note));
        }
    }
    desk.slots.wanted = None;
    desk.line.begin_next();
    desk.forms[clinic].put(clinic.patient_field(), person.id().to_owned());
    desk.note = Some(note);
}

impl Cx<'_> {
    /// Continues the line for a patient who was just added. The rest of the line is entered as with Enter. Without a
    /// rest, the patient is put into the form, and a line that names nobody else is emptied.
    pub(crate) fn go_on_in_line_for(&mut self, person: &Person) {
        let rest = rest_of_line(self, person);
        if let Some(rest) = rest.as_ref().filter(|rest| !rest.is_empty()) {
            return self.enter_rest_of_line(person, rest);
        }
        if rest.is_some() {
            let person = person.clone();
            return self.then(move |desk| begin_form_of(desk, &person));
        }
        let clinic = person.clinic();
        let id = person.id().to_owned();
        self.then(move |desk| desk.forms[clinic].put(clinic.patient_field(), id));
        let note = self.each_language(|words| words.patient_to_read_back(person));
        self.note(note);
    }

    fn enter_rest_of_line(&mut self, person: &Person, rest: &str) {
        let people = [person.clone()];
        for Pick { text, word, .. } in Pick::of_each(&people, self.naming, self.setup.language) {
            let typed = format!("{word} {rest} ");
            self.then(move |desk| {
                let up = desk.office.moment.up;
                desk.line.go_on_by_itself(typed, (word, text), up);
            });
        }
    }
}

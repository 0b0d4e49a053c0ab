//! The line of a patient who was unknown until now: it goes on once the patient is added.

use tui_input::Input;

use crate::{Desk, Pane};
use booking::Person;
use booking::line::{ListMatch, Pick};

/// The rest of a line behind the patient whom it names in vain.
pub(crate) enum RestOfLine {
    /// The line says nothing about a patient whom nobody knows.
    NoLine,
    /// It names the patient, and nothing else.
    Nothing,
    /// It says with whom, what or when, and is being entered for the patient.
    Entered,
}

impl Desk {
    /// Goes on with the line that named a patient in vain who was added just now. What it says beside that is entered as
    /// with Enter, for this patient; a line that says nothing else is empty for it.
    pub(crate) fn go_on_with_line_of(&mut self, person: &Person) -> RestOfLine {
        let reading = self.line.reading.as_ref().filter(|_| self.line.asks());
        let Some(reading) = reading.filter(|reading| {
            self.panes.focused == Pane::Line && is_of_unknown(&reading.means.patient)
        }) else {
            return RestOfLine::NoLine;
        };
        let line = self.line.parsed(&self.setting().clock);
        let rest = line.without_patient(&reading.means.wishes);
        if rest.is_empty() || reading.clinic() != person.clinic() {
            self.line.begin_next();
            return RestOfLine::Nothing;
        }
        let people = [person.clone()];
        let picks = Pick::of_each(&people, self.naming, self.setup.language);
        for Pick { text, word, .. } in picks {
            self.line.input = Input::new(format!("{word} {rest} "));
            self.line.pins = vec![(word, text)];
        }
        self.line.reset_after_edit();
        self.line.pending = true;
        RestOfLine::Entered
    }
}

/// Whether a line names a patient who is not identified.
fn is_of_unknown(patient: &ListMatch) -> bool {
    matches!(patient, ListMatch::Nothing | ListMatch::Several(_))
}

//! The reading of all people of a clinic, as the desk shows it. A key stops it.

use booking::{Directory, NamedEntries, grouped};
use i18n::say;

use crate::{Desk, Forms, Part, note};

/// Returns the progress of reading a list in words; `None` before the first page and after the last.
pub(crate) fn progress(desk: &Desk, directory: Directory) -> Option<String> {
    let read = desk.office.lists.being_read(directory);
    let language = desk.setup.language;
    Some(say!(
        language,
        "people-so-far",
        count = grouped(read.filter(|read| *read > 0)?, language)
    ))
}

impl Part<'_, Forms> {
    /// Clears the choice of a row of a list, since the rows have changed.
    pub(crate) fn release_choice(&mut self, directory: Directory) {
        let is_focused = self.form().focus().kind.entries == NamedEntries::One(directory);
        let list = self.office.lists.list(directory).value();
        if is_focused && list.is_some_and(|list| !list.is_long()) {
            self.form_mut().picker.chosen = None;
        }
    }

    /// Stops reading the list of the focused field; the people received and the typed text stay.
    pub(crate) fn stop_reading(&mut self) {
        let NamedEntries::One(directory) = self.form().focus().kind.entries else {
            return;
        };
        if let Some(read) = self.office_mut().stop_reading(directory) {
            let count = grouped(read, self.setup.language);
            self.note(note!("people-stopped", count = count));
        }
    }
}

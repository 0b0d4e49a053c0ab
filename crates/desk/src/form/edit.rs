//! Typing, pasting and moving inside a field.

use tui_input::InputRequest;

use booking::id_list::{last_part, parts, without_last};
use booking::{NamedEntries, PasteTarget, clean_paste};
use screen::{at_column, place, row_of};

use crate::form::pick::{awaits_rows, chosen_row, typed_part};
use crate::model::{PeopleQueries, Picker};
use crate::text_input::{EditResult, apply_edit, changes, request};
use crate::{Desk, Forms, Key, Note, Part, Phase, current, note, rows};

/// Returns whether the current form is being sent and so can't change.
fn locked(desk: &Desk) -> bool {
    current::is_under_way(desk, desk.clinic)
}

/// Returns whether ↓ opens the list of practitioners or locations: the cursor is in their field, which is empty, and
/// the list is closed.
pub(crate) fn down_opens_rows(desk: &Desk) -> bool {
    let form = desk.form();
    let is_provider = form.focus() == desk.clinic.provider_field();
    is_provider && form.typed().is_empty() && !form.picker.open && !locked(desk)
}

/// Returns whether a digit picks a row under the field instead of being typed: a row is chosen, or the whole list is
/// open.
pub(super) fn digits_pick(desk: &Desk) -> bool {
    let lists_all =
        desk.form().picker.lists_all && (awaits_rows(desk) || !rows(desk).rows.is_empty());
    lists_all || chosen_row(desk).is_some()
}

/// Returns whether the focused text is selected, so that the next letter replaces it: a choice, a name shown for an id,
/// or a text that the desk filled in.
pub(super) fn is_selected(desk: &Desk) -> bool {
    let form = desk.form();
    let is_replaced = if form.focus().kind.words.is_closed() {
        !form.typed().is_empty()
    } else {
        holds_known_entry(desk)
    };
    form.fresh && is_replaced || form.is_selected_whole()
}

/// Returns whether the focused field takes one entry of a list, and holds the id of one.
fn holds_known_entry(desk: &Desk) -> bool {
    let form = desk.form();
    let NamedEntries::One(directory) = form.focus().kind.entries else {
        return false;
    };
    let known = desk.office.lists.known(directory, form.typed().trim());
    known.is_some()
}

impl Part<'_, Forms> {
    /// Handles a key that is no command, in the form.
    pub(crate) fn edit(&mut self, key: Key) {
        let target = PasteTarget::from(self.form().focus());
        if let Some(letter) = key.invisible()
            && target == PasteTarget::Entry
        {
            return self.paste(&letter.to_string());
        }
        let Some(request) = request(key) else { return };
        if self.opens_rows(key) && !locked(self) {
            return self.open_rows();
        }
        let focus = self.form().focus();
        let before = self.form().draft().shared(focus);
        self.edit_text(key, request);
        if *self.form().draft().text(focus) != *before {
            self.desk().people(PeopleQueries::plan_for_field)
        }
    }

    /// Opens the whole list under the focused field; digits pick from it.
    pub(crate) fn open_rows(&mut self) {
        let picker = &mut self.form_mut().picker;
        (picker.open, picker.lists_all) = (true, true);
        self.move_choice(true);
        self.ask_for_free_times();
    }

    fn edit_text(&mut self, key: Key, request: InputRequest) {
        if locked(self) && changes(request) {
            return self.note_locked_form();
        }
        if let Some(number) = key.place()
            && digits_pick(self)
        {
            return self.pick_row(number);
        }
        let is_selected = is_selected(self);
        if is_selected && changes(request) {
            self.form_mut().set_text(String::new());
            if !matches!(request, InputRequest::InsertChar(_)) {
                return;
            }
        } else if is_selected && holds_known_entry(self) {
            // The entry is shown by its name, which has no place for a cursor.
            return;
        } else if is_selected {
            self.form_mut().fresh = false;
        }
        if let InputRequest::InsertChar(letter) = request
            && letter.is_alphanumeric()
            && self.is_behind_known_entry()
        {
            self.insert(", ");
        }
        if request == InputRequest::DeletePrevChar && self.ends_in_an_entry() {
            let rest = without_last(self.form().typed());
            self.form_mut().set_text(rest);
            return;
        }
        match self.apply_request(request) {
            Some(EditResult::Moved(cursor)) => self.form_mut().put_cursor(cursor),
            Some(EditResult::Changed(text, cursor)) => {
                let form = self.form_mut();
                form.set_text(text);
                form.put_cursor(cursor);
                form.picker = Picker {
                    open: true,
                    ..Picker::default()
                };
            }
            None => {}
        }
    }

    fn apply_request(&self, request: InputRequest) -> Option<EditResult> {
        let form = self.form();
        let lines = self.form().lines(self.text_width());
        let row = row_of(&lines, form.cursor());
        // In a text of several lines, Home and End apply to the line on screen.
        match request {
            InputRequest::GoToStart => Some(EditResult::Moved(lines[row].start)),
            InputRequest::GoToEnd => Some(EditResult::Moved(at_column(
                form.typed(),
                &lines,
                row,
                usize::MAX,
            ))),
            request => apply_edit(form.typed(), form.cursor(), &lines, request),
        }
    }

    fn note_locked_form(&mut self) {
        self.note(match self.phase() {
            Some(Phase::Waiting | Phase::Checking) => note!("note-waits-to-be-sent"),
            _ => note!("note-being-sent"),
        });
    }

    /// Picks a row under the field, unless the rows are still loading.
    pub(crate) fn pick_row(&mut self, number: usize) {
        if locked(self) {
            self.note_locked_form();
        } else if awaits_rows(self) {
            self.note(note!("note-list-coming"));
        } else {
            self.pick(number);
        }
    }

    /// Returns whether the key opens the whole list: a space where a space has no meaning.
    fn opens_rows(&self, key: Key) -> bool {
        let form = self.form();
        let field = form.focus();
        let lists = field.kind.directory().is_some()
            || !field.words().is_empty()
            || !self.words().codes(field).is_empty()
            || field == self.clinic.start_field();
        let nothing_typed = typed_part(self, form.typed()).is_empty() || is_selected(self);
        key.types() == Some(' ') && lists && nothing_typed
    }

    /// Returns whether the cursor is after one of several picked entries, which is then deleted as a whole.
    fn ends_in_an_entry(&self) -> bool {
        let NamedEntries::Several(directory) = self.form().focus().kind.entries else {
            return false;
        };
        let text = self.form().typed();
        let cursor = self.form().cursor();
        let last = if cursor == text.len() {
            parts(text).last()
        } else {
            None
        };
        let is_typing = !last_part(text).is_empty();
        last.is_some_and(|last| !is_typing || self.office.lists.known(directory, last).is_some())
    }

    /// Returns whether the cursor is directly after the last of several picked entries, where a letter begins another.
    fn is_behind_known_entry(&self) -> bool {
        let NamedEntries::Several(directory) = self.form().focus().kind.entries else {
            return false;
        };
        let text = self.form().typed();
        let is_at_end = self.form().cursor() == text.len();
        is_at_end
            && self
                .office
                .lists
                .known(directory, last_part(text))
                .is_some()
    }

    /// Moves the cursor up or down inside a text of several lines. Returns whether there was such a line.
    pub(crate) fn move_by_line(&mut self, down: bool) -> bool {
        if !self.form().focus().many_lines() {
            return false;
        }
        let form = self.form();
        let lines = self.form().lines(self.text_width());
        let (row, column) = place(form.typed(), &lines, form.cursor());
        let target = if down { row + 1 } else { row.wrapping_sub(1) };
        if target >= lines.len() {
            return false;
        }
        let cursor = at_column(form.typed(), &lines, target, column);
        self.form_mut().put_cursor(cursor);
        true
    }

    /// Puts the cursor on the letter in this column of a line of the text.
    pub(crate) fn put_cursor(&mut self, line: usize, column: usize) {
        let cursor = at_column(
            self.form().typed(),
            &self.form().lines(self.text_width()),
            line,
            column,
        );
        self.form_mut().put_cursor(cursor);
    }

    /// Returns the width at which a text is wrapped, with one column for the cursor after the last letter.
    fn text_width(&self) -> usize {
        usize::from(self.geometry().value_width()).saturating_sub(1)
    }

    /// Inserts a line break in a field of several lines.
    pub(crate) fn new_line(&mut self) {
        if !locked(self) {
            self.insert("\n");
        }
    }

    pub(crate) fn clear_field(&mut self) {
        if !locked(self) {
            self.form_mut().set_text(String::new());
            self.form_mut().picker = Default::default();
        }
    }

    /// Inserts pasted text at the cursor. Pasted text is never a command; a note names whatever was changed
    /// about it.
    pub(crate) fn paste(&mut self, text: &str) {
        if locked(self) {
            return self.note(note!("note-being-sent-no-paste"));
        }
        let (text, changes) = clean_paste(text, self.form().focus().into());
        if is_selected(self) {
            self.form_mut().set_text(String::new());
        }
        self.insert(&text);
        self.form_mut().picker.open = true;
        self.desk().people(PeopleQueries::plan_for_field);
        self.show_note(Note::of_paste(changes));
    }

    fn insert(&mut self, text: &str) {
        let form = self.form_mut();
        let cursor = form.cursor();
        let (before, behind) = form.typed().split_at(cursor);
        let longer = [before, text, behind].concat();
        form.set_text(longer);
        form.put_cursor(cursor + text.len());
    }
}

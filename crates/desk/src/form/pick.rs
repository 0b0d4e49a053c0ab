//! The rows offered under a field: entries of a list, words, or the readings of an ambiguous time.

use crate::model::PatientForms;
use crate::people::people_found;
use crate::rows::step_row;
use crate::{Action, Desk, Forms, Part, Remote, Rows, current, note, slots};
use booking::id_list::{last_part, with_part};
use booking::{Directory, FieldId, Spot, Timing, time};
use words::TypedName;

/// Returns the rows under the focused field, if they are open.
pub fn rows(desk: &Desk) -> Rows {
    let form = desk.form();
    let id = form.focus();
    let echo = form.review().echo(id);
    if let Some(echo) = echo.filter(|echo| !echo.choices.is_empty()) {
        return desk.words().rows_of_readings(echo);
    }
    if !form.picker.open {
        return Rows::default();
    }
    let typed = if form.fresh {
        ""
    } else {
        form.draft().text(id)
    };
    if id == desk.clinic.start_field() {
        return if !form.draft().text(id).trim().is_empty() {
            slots::rows_instead(desk)
        } else if names_provider(desk) {
            slots::free_rows(desk)
        } else {
            let whom = &desk.clinic.words().with_whom;
            Rows::remark(whom.text(desk.setup.language))
        };
    }
    if let Some(directory) = id.kind.directory() {
        return people_or_places(desk, id, directory, typed);
    }
    if id.words().is_empty() && desk.words().codes(id).is_empty() {
        return Rows::default();
    }
    desk.words().rows_of_words(id, typed)
}

/// Returns whether the form names the provider of the visit. A name that was not picked does not count.
fn names_provider(desk: &Desk) -> bool {
    let here = Spot::Field(desk.clinic.provider_field());
    let unpicked = desk
        .words()
        .unpicked(desk.form().draft(), &desk.setting().clock);
    current::provider(desk).is_some() && unpicked.iter().all(|problem| problem.spot != here)
}

/// Returns the entries of a list that match the typed text, without entries that the field already holds.
fn people_or_places(desk: &Desk, field: FieldId, directory: Directory, text: &str) -> Rows {
    let list = desk.office.lists.list(directory).value();
    let found = list.and_then(|list| people_found(desk, list, text, &desk.setting().clock));
    let typed = TypedName {
        text,
        held: desk.form().typed(),
        found,
        is_searching: desk.is_searching(),
        search: desk.people.field_search.end(),
    };
    let mut rows = desk.words().rows_of_list(field, directory, typed);
    for row in rows.rows.iter_mut().filter(|row| row.adds) {
        row.detail = desk.setup.keys.key(Action::NewPatient).to_string();
    }
    rows
}

/// Returns a field's text as the form shows it: as typed while it is edited, else translated.
pub(super) fn text_shown<'a>(desk: &Desk, field: FieldId, text: &'a str) -> &'a str {
    let is_edited = desk.form().focus() == field && !field.kind.words.is_closed();
    if is_edited {
        text
    } else {
        field.kind.text_shown(text, desk.setup.language)
    }
}

/// Returns the index of the chosen row, or `None` if no row is chosen.
pub fn chosen_row(desk: &Desk) -> Option<usize> {
    desk.form().picker.chosen
}

/// Returns whether the rows under an empty field are still loading.
pub(super) fn awaits_rows(desk: &Desk) -> bool {
    let form = desk.form();
    let is_loading = match form.focus().kind.directory() {
        Some(directory) => {
            matches!(desk.office.lists.list(directory), Remote::Loading(_, None))
        }
        None => {
            form.focus() == desk.clinic.start_field()
                && current::requested_free_times(desk)
                    .is_some_and(|free| free.known().is_none() && free.is_asking())
        }
    };
    is_loading && form.typed().is_empty()
}

/// Returns whether the field holds a name, and the list that may have its id is loading.
pub(crate) fn awaits_list(desk: &Desk) -> bool {
    let Some(directory) = desk.form().focus().kind.directory() else {
        return false;
    };
    let typed = typed_part(desk, desk.form().typed()).trim();
    let like_a_name =
        !typed.is_empty() && !typed.contains(|c: char| c.is_ascii_digit() || c == '_');
    let loading = matches!(desk.office.lists.list(directory), Remote::Loading(_, None));
    loading && like_a_name
}

/// Returns the part of the text being typed: the last part if the focused field takes several entries.
pub(super) fn typed_part<'a>(desk: &Desk, text: &'a str) -> &'a str {
    if takes_several(desk) {
        last_part(text)
    } else {
        text
    }
}

/// Returns whether the focused field takes several entries of a list.
pub(super) fn takes_several(desk: &Desk) -> bool {
    desk.form().focus().kind.entries.several().is_some()
}

impl Part<'_, Forms> {
    /// Moves the choice down or up. Returns whether a row was or is chosen.
    pub(crate) fn move_choice(&mut self, down: bool) -> bool {
        if down && self.people.await_matches() {
            self.note_still_looking();
            return true;
        }
        let count = rows(self).rows.len();
        let picker = &mut self.form_mut().picker;
        let chosen = step_row(picker.chosen, down, count);
        let moved = chosen.is_some() || picker.chosen.is_some();
        picker.chosen = chosen;
        moved
    }

    /// Picks a row: enters its text in the field, and closes the rows; the cursor stays.
    pub(crate) fn pick(&mut self, number: usize) {
        if self.people.await_matches() {
            self.note_still_looking();
        } else if let Some(row) = rows(self).rows.into_iter().nth(number) {
            if row.adds {
                return self.desk().patients(PatientForms::show_new);
            }
            let echo = self.form().review().echo(self.form().focus());
            let is_reading = echo.is_some_and(|echo| !echo.choices.is_empty());
            let moment = if is_reading {
                None
            } else {
                time::read(&row.text, &self.setting().clock).ok()
            };
            let text = if takes_several(self) {
                with_part(self.form().typed(), &row.text)
            } else {
                row.text
            };
            let form = self.form_mut();
            form.set_text(text);
            form.picker = Default::default();
            // A picked entry is shown by name, and the next letter replaces it.
            form.fresh = form.focus().kind.entries.one().is_some();
            if let Some(moment) = moment
                && self.form().focus() == self.clinic.start_field()
            {
                self.put_moment(moment);
                self.take_length_of_picked(moment);
            }
        }
    }

    /// Notes that the search is still running: the rows match an earlier text and can't be picked.
    fn note_still_looking(&mut self) {
        self.note(note!("list-still-looking"));
    }

    /// Picks a row like [`Self::pick`] and moves to the next field, unless the field takes several entries.
    fn pick_and_go_on(&mut self, number: usize) {
        let adds = rows(self).rows.get(number).is_none_or(|row| row.adds);
        self.pick(number);
        if !adds && !takes_several(self) {
            self.step(true);
        }
    }

    /// Handles Enter in the rows: picks the chosen row or the only match, and moves to the next field. If several
    /// match, chooses the first; a near match is chosen only by ↓. Returns whether it did anything.
    pub(crate) fn enter_rows(&mut self) -> bool {
        if self.people.await_matches() {
            self.note_still_looking();
            return true;
        }
        if let Some(chosen) = chosen_row(self) {
            self.pick_and_go_on(chosen);
            return true;
        }
        let typed = typed_part(self, self.form().typed());
        let is_typed = !self.form().fresh && !typed.trim().is_empty();
        let kind = self.form().focus().kind;
        let is_time = kind.time == Timing::Moment;
        let Rows { rows, nearly, .. } = rows(self);
        match rows.iter().filter(|row| !row.adds).count() {
            0 => return false,
            _ if !is_typed || kind.directory().is_none() && !is_time => return false,
            _ if nearly => self.note(note!("list-nearly-down")),
            1 if !is_time && self.is_searching() => self.note_still_looking(),
            1 if !is_time => self.pick_and_go_on(0),
            _ => drop(self.move_choice(true)),
        }
        true
    }

    /// Picks the only entry that the focused field's text can mean, before the field is left. A name stays as typed if
    /// nobody has it exactly, or if the clinic may know another patient of that name.
    pub(super) fn pick_only_match(&mut self) {
        let Some(directory) = self.form().focus().kind.directory() else {
            return;
        };
        let is_typed =
            !self.form().fresh && !typed_part(self, self.form().typed()).trim().is_empty();
        let list = self.office.lists.list(directory);
        let is_coming = matches!(list, Remote::Loading(..))
            && list.value().is_none_or(|list| !list.is_complete());
        let may_find_more = is_coming || self.people.await_matches() || self.is_searching();
        if !is_typed || may_find_more || current::is_under_way(self, self.clinic) {
            return;
        }
        let form = self.form_mut();
        form.picker.open = true;
        let Rows { rows, nearly, .. } = rows(self);
        let is_only = rows.iter().filter(|row| !row.adds).count() == 1;
        if is_only && !nearly {
            self.pick(0);
        }
    }
}

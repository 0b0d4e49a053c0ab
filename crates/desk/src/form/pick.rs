//! The rows offered under a field: entries of a list, words, or the readings of an ambiguous time.

use std::borrow::Cow;

use crate::model::PatientForms;
use crate::rows::{MOST_ROWS, Row, Rows, row, step_row};
use crate::{Action, Desk, Forms, Part, Remote, in_hand, note, recents, slots};
use booking::id_list::{last_part, parts, with_part};
use booking::line::Patient;
use booking::{
    Directory, Entry, FieldId, Finder, FindingKey, Kind, Language, Matches, is_like_a_name, time,
};
use i18n::say;
use office::{Catalogue, person};
use words::word_text;

/// The highest number of matches beside which a new patient is offered, who may not be listed yet.
const FEW: usize = 2;

/// Returns the rows under the focused field, if they are open.
pub fn rows(desk: &Desk) -> Rows {
    let form = desk.form();
    let id = form.focus();
    if let Some(echo) = form
        .review()
        .echo(id)
        .filter(|echo| !echo.choices.is_empty())
    {
        let choices = echo.choices.iter().map(|choice| Row {
            label: choice.label.clone(),
            text: choice.text.clone(),
            ..Row::default()
        });
        return Rows {
            rows: choices.take(MOST_ROWS).collect(),
            ..Rows::default()
        };
    }
    if !form.picker.open {
        return Rows::default();
    }
    let typed = if form.fresh {
        ""
    } else {
        typed_part(desk, form.draft().text(id))
    };
    if id == desk.clinic.start_field() {
        return if form.draft().text(id).trim().is_empty() {
            slots::free_rows(desk, MOST_ROWS)
        } else {
            slots::rows_instead(desk)
        };
    }
    if let Some(directory) = id.kind.directory() {
        return people_or_places(desk, directory, typed);
    }
    let codes = codes(desk, id);
    if id.words().is_empty() && codes.is_empty() {
        return Rows::default();
    }
    let matches = if codes.is_empty() {
        words(id, typed, desk.setup.language)
    } else {
        codes_found(codes, typed)
    };
    let more = matches.len().saturating_sub(MOST_ROWS);
    let remark = desk.words().more_remark(more);
    Rows {
        rows: matches.into_iter().take(MOST_ROWS).collect(),
        remark,
        ..Rows::default()
    }
}

/// Returns the entries of a list that match the typed text, without those that the field already holds.
fn people_or_places(desk: &Desk, directory: Directory, typed: &str) -> Rows {
    let Some(catalogue) = desk.office.lists.list(directory).value() else {
        return Rows {
            remark: desk.words().list_remark(directory, 0),
            ..Rows::default()
        };
    };
    if catalogue.by_id(typed.trim()).is_some() {
        return Rows::default();
    }
    let finder = Finder::new(typed);
    if catalogue.people().is_some() {
        let matches = if catalogue.is_long() {
            desk.people.matches().cloned()
        } else {
            catalogue.people_found(typed, &desk.setting().clock, MOST_ROWS)
        };
        return people(desk, directory, matches, &finder, typed);
    }
    let mut matches = catalogue.found_by(&finder);
    matches.retain(|entry| !holds_entry(desk, &entry.id));
    if typed.trim().is_empty() {
        recents::recent_first(desk, directory, &mut matches);
    }
    let more = matches.len().saturating_sub(MOST_ROWS);
    let code = |entry: &Entry| catalogue.code(entry).map(str::to_owned);
    let shown = matches.into_iter().take(MOST_ROWS);
    let rows = shown
        .map(|entry| row(entry, code(entry), &finder, desk))
        .collect();
    let remark = desk
        .words()
        .list_remark(directory, more)
        .or_else(|| desk.words().more_remark(more));
    Rows {
        rows: with_new_patient_form(rows, more, directory, typed, desk),
        remark,
        ..Rows::default()
    }
}

/// Adds the row for a new patient if few or no patients match a name.
fn with_new_patient_form(
    mut rows: Vec<Row>,
    more: usize,
    directory: Directory,
    typed: &str,
    desk: &Desk,
) -> Vec<Row> {
    if directory.lists_people && more == 0 && rows.len() <= FEW && is_like_a_name(typed.trim()) {
        let label = say!(desk.setup.language, "list-new-patient").to_owned();
        let detail = desk.setup.keys.key(Action::NewPatient).to_string();
        rows.push(Row {
            label,
            detail,
            adds: true,
            ..Row::default()
        });
    }
    rows
}

/// Returns the matching patients, as far as they are known.
fn people(
    desk: &Desk,
    directory: Directory,
    matches: Option<Matches>,
    finder: &Finder,
    typed: &str,
) -> Rows {
    let language = desk.setup.language;
    let Some(matches) = matches else {
        return Rows {
            remark: Some(say!(language, "list-looking").to_owned()),
            ..Rows::default()
        };
    };
    let mut people: Vec<Entry> = matches.people.iter().map(Entry::from).collect();
    let total = people.len() + matches.more;
    if typed.trim().is_empty() {
        let recent = recents::recent_of(desk, directory)
            .filter_map(|id| desk.office.lists.known(directory, id));
        let recent: Vec<Entry> = recent.map(Cow::into_owned).collect();
        people.retain(|entry| recent.iter().all(|other| other.id != entry.id));
        people.splice(..0, recent);
        people.truncate(MOST_ROWS);
    }
    let more = total.saturating_sub(people.len());
    let patients: Vec<Patient<'_>> = people
        .iter()
        .filter_map(person)
        .map(Patient::from)
        .collect();
    let details = desk.naming.apart(&patients, language);
    let rows: Vec<Row> = people
        .iter()
        .zip(details)
        .map(|(entry, detail)| row(entry, detail, finder, desk))
        .collect();
    let remark = match (rows.is_empty(), matches.nearly) {
        _ if desk.is_searching() => Some(say!(
            language,
            "list-searching",
            clinic = directory.clinic().name()
        )),
        (true, _) => desk
            .words()
            .list_remark(directory, 0)
            .or_else(|| Some(say!(language, "list-nobody").to_owned())),
        (false, true) => Some(say!(language, "list-nearly").to_owned()),
        (false, false) => desk
            .words()
            .list_remark(directory, more)
            .or_else(|| desk.words().more_remark(more)),
    };
    let nearly = matches.nearly && !rows.is_empty();
    Rows {
        rows: with_new_patient_form(rows, more, directory, typed, desk),
        remark,
        nearly,
    }
}

/// Returns the codes that the clinic has for a field.
pub(super) fn codes(desk: &Desk, id: FieldId) -> Vec<&Entry> {
    let list = id.codes.map(|list| desk.office.lists.list(list));
    let known = list.and_then(Remote::value);
    known.into_iter().flat_map(Catalogue::entries).collect()
}

/// Returns the codes in which each typed word occurs.
fn codes_found(codes: Vec<&Entry>, typed: &str) -> Vec<Row> {
    let finder = Finder::new(typed);
    let fits = |entry: &&Entry| {
        let is_found = finder.rank(&FindingKey::of(entry, None)).is_some();
        is_found && entry.name != typed.trim()
    };
    let row = |entry: &Entry| Row {
        label: entry.name.clone(),
        text: entry.name.clone(),
        ..Row::default()
    };
    codes.into_iter().filter(fits).map(row).collect()
}

/// Returns the words for a field that begin with the typed text.
fn words(id: FieldId, typed: &str, language: Language) -> Vec<Row> {
    let start = typed.trim().to_lowercase();
    let words = id
        .words()
        .iter()
        .map(|word| (*word, word_text(id, word, language)));
    let fits = |(word, label): &(&str, &str)| {
        let begins = [word, label]
            .iter()
            .any(|text| text.to_lowercase().starts_with(&start));
        begins && *word != typed && *label != typed
    };
    let row = |(word, label): (&str, &str)| Row {
        label: label.to_owned(),
        text: word.to_owned(),
        ..Row::default()
    };
    words.filter(fits).map(row).collect()
}

/// Returns a field's text as the form shows it: as typed while it is edited, else translated.
pub(super) fn text_shown<'a>(desk: &Desk, field: FieldId, text: &'a str) -> &'a str {
    let is_edited = desk.form().focus() == field && matches!(field.kind, Kind::Line(_));
    if is_edited {
        text
    } else {
        word_text(field, text, desk.setup.language)
    }
}

/// Returns the index of the chosen row, or `None` if no row is chosen.
pub fn chosen_row(desk: &Desk) -> Option<usize> {
    desk.form().picker.chosen
}

/// Whether the rows under an empty field are still loading.
pub(super) fn awaits_rows(desk: &Desk) -> bool {
    let form = desk.form();
    let is_loading = match form.focus().kind {
        Kind::Reference(directory) | Kind::References(directory) => {
            matches!(desk.office.lists.list(directory), Remote::Loading(_, None))
        }
        _ => {
            form.focus() == desk.clinic.start_field()
                && in_hand::requested_free_times(desk)
                    .is_some_and(|free| free.known().is_none() && free.is_asking())
        }
    };
    is_loading && form.typed().is_empty()
}

/// Whether the field holds a name, and the list that may have its id is loading.
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

/// Whether the focused field takes several entries of a list.
pub(super) fn takes_several(desk: &Desk) -> bool {
    matches!(desk.form().focus().kind, Kind::References(_))
}

/// Whether the focused field already holds this entry among several.
fn holds_entry(desk: &Desk, id: &str) -> bool {
    takes_several(desk) && parts(desk.form().typed()).any(|part| part.eq_ignore_ascii_case(id))
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
            let moment = time::read(&row.text, &self.setting().clock)
                .ok()
                .filter(|_| !is_reading);
            let text = if takes_several(self) {
                with_part(self.form().typed(), &row.text)
            } else {
                row.text
            };
            let form = self.form_mut();
            form.set_text(text);
            form.picker = Default::default();
            // A picked entry is shown by name, and the next letter replaces it.
            form.fresh = matches!(form.focus().kind, Kind::Reference(_));
            if let Some(moment) =
                moment.filter(|_| self.form().focus() == self.clinic.start_field())
            {
                self.put_moment(moment);
                self.take_length_of_picked(moment);
            }
        }
    }

    /// Notes that the search is still running: the rows belong to the text before, and can't be picked.
    fn note_still_looking(&mut self) {
        self.note(note!("list-still-looking"));
    }

    /// Handles Enter in the rows: picks the chosen row, or the only one that matches, or moves into the rows
    /// if several match. Returns whether it did anything.
    pub(crate) fn enter_rows(&mut self) -> bool {
        if self.people.await_matches() {
            self.note_still_looking();
            return true;
        }
        if let Some(chosen) = chosen_row(self) {
            self.pick(chosen);
            return true;
        }
        let typed = typed_part(self, self.form().typed());
        let is_typed = !self.form().fresh && !typed.trim().is_empty();
        let kind = self.form().focus().kind;
        let Rows { rows, nearly, .. } = rows(self);
        match rows.iter().filter(|row| !row.adds).count() {
            0 => false,
            _ if !is_typed || kind.directory().is_none() && kind != Kind::Instant => false,
            1 if kind != Kind::Instant && !nearly => {
                self.pick(0);
                true
            }
            _ => self.move_choice(true),
        }
    }
}

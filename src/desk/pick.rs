//! The rows offered under a field: entries of a list, words, or the readings of a doubtful time.

use std::ops::Range;

use crate::booking::{Backend, Entry, FieldId, Finder, Kind, Problem, Spot, time};

use super::free::takes_free_time;
use super::{Desk, Remote};

/// The most rows offered at once: each can be picked by its digit.
const MOST: usize = 9;

/// One row to pick.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What a person knows it by.
    pub label: String,
    /// What tells it from others.
    pub detail: String,
    /// The stretches of the label that were typed, in bytes.
    pub marks: Vec<Range<usize>>,
    /// Its two-letter code, or the end of its id: what tells the last namesakes apart.
    pub tail: String,
    /// What picking it puts into the field.
    pub text: String,
}

/// The rows under the field with the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Those that are shown, each with its digit.
    pub rows: Vec<Row>,
    /// What is to be said about them.
    pub remark: Option<String>,
}

/// The rows under the field with the cursor, if they are open.
#[must_use]
pub fn rows(desk: &Desk) -> Rows {
    let form = desk.form();
    let id = form.focus();
    if let Some(echo) = form.review().echo(id).filter(|echo| !echo.choices.is_empty()) {
        let choices = echo.choices.iter().map(|choice| Row {
            label: choice.label.clone(),
            text: choice.text.clone(),
            ..Row::default()
        });
        return Rows { rows: choices.take(MOST).collect(), remark: None };
    }
    if !form.picker.open {
        return Rows::default();
    }
    let typed = if form.fresh { "" } else { form.draft().text(id) };
    if takes_free_time(id) {
        return if form.draft().text(id).trim().is_empty() {
            desk.free_rows(MOST)
        } else {
            desk.rows_instead()
        };
    }
    let fitting = fitting(desk, id, typed);
    let more = fitting.len().saturating_sub(MOST);
    let remark = match more {
        _ if desk.is_searching() => Some("searching ClinikAPI…".to_owned()),
        0 => None,
        _ => Some(format!("{more} more fit; type on")),
    };
    Rows { rows: fitting.into_iter().take(MOST).collect(), remark }
}

fn fitting(desk: &Desk, id: FieldId, typed: &str) -> Vec<Row> {
    match id.field().kind {
        Kind::Reference(directory) => {
            let Some(catalogue) = desk.lists.list(directory).value() else { return Vec::new() };
            if catalogue.by_id(typed.trim()).is_some() {
                return Vec::new();
            }
            let finder = Finder::new(typed);
            catalogue
                .found_by(&finder)
                .into_iter()
                .map(|entry| row(entry, catalogue.code(entry), &finder))
                .collect()
        }
        Kind::Choice(words) | Kind::Line(words) => {
            let start = typed.trim().to_lowercase();
            let fits = |word: &&&str| word.to_lowercase().starts_with(&start) && **word != typed;
            words
                .iter()
                .filter(fits)
                .map(|word| Row { label: (*word).to_owned(), text: (*word).to_owned(), ..Row::default() })
                .collect()
        }
        _ => Vec::new(),
    }
}

pub(super) fn row(entry: &Entry, code: Option<&str>, finder: &Finder) -> Row {
    let length = entry.id.chars().count();
    let end: String = entry.id.chars().skip(length.saturating_sub(4)).collect();
    let tail = match code {
        Some(code) => code.to_owned(),
        None if length <= 4 => end,
        None => format!("…{end}"),
    };
    let (label, detail, text) = (entry.name.clone(), entry.detail.clone(), entry.id.clone());
    Row { marks: finder.marks(&label), label, detail, tail, text }
}

impl Desk {
    /// Which row is chosen, if one is.
    #[must_use]
    pub fn chosen_row(&self) -> Option<usize> {
        self.form().picker.chosen
    }

    /// Moves the choice down (or up); says whether there was anything to choose from.
    pub(super) fn move_choice(&mut self, down: bool) -> bool {
        let count = rows(self).rows.len();
        let picker = &mut self.form_mut().picker;
        let chosen = match (picker.chosen, down) {
            _ if count == 0 => None,
            (None, false) => None,
            (None, true) => Some(0),
            (Some(at), true) => Some((at + 1).min(count - 1)),
            (Some(at), false) => at.checked_sub(1),
        };
        let moved = chosen.is_some() || picker.chosen.is_some();
        picker.chosen = chosen;
        moved
    }

    /// Picks a row: its text goes into the field, the rows close, the cursor stays.
    pub(super) fn pick(&mut self, number: usize) {
        if let Some(row) = rows(self).rows.into_iter().nth(number) {
            let start = self.form().review().echo(self.form().focus());
            let is_reading = start.is_some_and(|echo| !echo.choices.is_empty());
            let moment = time::read(&row.text, &self.setting().clock).ok().filter(|_| !is_reading);
            let form = self.form_mut();
            form.set_text(row.text);
            form.picker = Default::default();
            if let Some(moment) = moment.filter(|_| takes_free_time(self.form().focus())) {
                self.take_moment(moment);
                self.take_length_of_slot();
            }
        }
    }

    /// Whether the field holds a name that the list on its way will have to tell the id of.
    pub(super) fn awaits_list(&self) -> bool {
        let Kind::Reference(directory) = self.form().focus().field().kind else { return false };
        let typed = self.form().input().value().trim();
        let like_a_name = !typed.is_empty() && !typed.contains(|c: char| c.is_ascii_digit() || c == '_');
        let loading = matches!(self.lists.list(directory), Remote::Loading(_, None));
        loading && like_a_name
    }

    /// The fields of a form that hold a part of someone's name instead of an id: who is meant has not been picked.
    pub(super) fn unpicked(&self, backend: Backend) -> Vec<Problem> {
        let draft = self.form_of(backend).draft();
        let mut problems = Vec::new();
        for field in draft.asked() {
            let Kind::Reference(directory) = field.kind else { continue };
            let typed = draft.text(field.id).trim();
            if typed.is_empty() || self.lists.entry(directory, typed).is_some() {
                continue;
            }
            let finder = Finder::new(typed);
            if self.lists.list(directory).value().is_some_and(|catalogue| catalogue.names_any(&finder)) {
                problems.push(Problem::error(
                    Spot::Field(field.id),
                    format!("{}: nothing has been picked yet.", field.label),
                    "Pick from the list: ↓ leads into it, Enter picks.",
                ));
            }
        }
        problems
    }

    /// Where a name still has to be picked, its list is open as soon as the cursor is there.
    pub(super) fn open_list_of_unpicked(&mut self) {
        let here = Spot::Field(self.form().focus());
        if self.unpicked(self.backend).iter().any(|problem| problem.spot == here) {
            let form = self.form_mut();
            form.fresh = false;
            form.picker.open = true;
        }
    }

    /// Whether Enter has something to do in the rows: picks the chosen one, or the only one a name fits, or
    /// leads into them where it fits several.
    pub(super) fn enter_rows(&mut self) -> bool {
        if let Some(chosen) = self.chosen_row() {
            self.pick(chosen);
            return true;
        }
        let typed = !self.form().fresh && !self.form().input().value().trim().is_empty();
        let kind = self.form().focus().field().kind;
        match rows(self).rows.len() {
            0 => false,
            _ if !typed || !matches!(kind, Kind::Reference(_) | Kind::Instant) => false,
            1 if kind != Kind::Instant => {
                self.pick(0);
                true
            }
            _ => self.move_choice(true),
        }
    }
}

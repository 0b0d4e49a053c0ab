//! The rows to pick from for a field of a form: entries of a list, words, codes, or the readings of an ambiguous time.

use std::borrow::Cow;
use std::ops::Range;

use booking::id_list::{last_part, parts};
use booking::line::Patient;
use booking::{
    Directory, Echo, Entry, FieldId, Finder, FindingKey, Matches, NamedEntries, id_end,
    is_like_a_name, is_same_id,
};
use i18n::say;
use office::{Catalogue, Remote, SearchEnd, person};

use crate::Wording;

/// The maximum number of rows offered at once: each can be picked by its digit.
pub const MOST_ROWS: usize = 9;

/// The highest number of matches with which adding a new patient is offered: the patient may not be listed yet.
const FEW: usize = 2;

/// One row to pick.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The name of the entry.
    pub label: String,
    /// The detail that distinguishes the entry from others.
    pub detail: String,
    /// The ranges of the label that match the typed text, in bytes.
    pub marks: Vec<Range<usize>>,
    /// The two-letter code, the detail that distinguishes namesakes, or the end of the id.
    pub tail: String,
    /// The text that picking the row puts into the field.
    pub text: String,
    /// Whether the row opens the form for a new patient instead.
    pub adds: bool,
}

/// The rows offered for a field.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// The rows shown, each with its digit.
    pub rows: Vec<Row>,
    /// A remark on the rows.
    pub remark: Option<String>,
    /// Whether the rows are merely similar because nothing matches. Then a single row must not be picked automatically.
    pub nearly: bool,
}

impl Rows {
    /// Creates rows that hold only a remark.
    pub fn remark(remark: impl Into<String>) -> Rows {
        Rows {
            remark: Some(remark.into()),
            ..Rows::default()
        }
    }
}

/// A text typed for an entry of a list.
pub struct TypedName<'a> {
    /// The typed text; of several entries, the last one.
    pub text: &'a str,
    /// The whole text of the field, which may hold entries already.
    pub held: &'a str,
    /// The matching patients, in a list of patients; `None` while they are searched for.
    pub found: Option<Matches>,
    /// Whether the clinic's server is being searched.
    pub is_searching: bool,
    /// How the last search of the clinic's server has ended.
    pub search: SearchEnd,
}

/// Returns the part of a field's text that is being typed: the last part if the field takes several entries.
pub fn typed_part(field: FieldId, text: &str) -> &str {
    match field.kind.entries {
        NamedEntries::Several(_) => last_part(text),
        NamedEntries::One(_) | NamedEntries::None => text,
    }
}

impl Wording<'_> {
    /// Returns the readings of an ambiguous text.
    pub fn rows_of_readings(&self, echo: &Echo) -> Rows {
        let choices = echo.choices.iter().map(|choice| Row {
            label: choice.label.clone(),
            text: choice.text.clone(),
            ..Row::default()
        });
        Rows {
            rows: choices.take(MOST_ROWS).collect(),
            ..Rows::default()
        }
    }

    /// Returns the row of an entry. `tail` distinguishes it from namesakes.
    pub fn row_of_entry(&self, entry: &Entry, tail: Option<String>, finder: &Finder) -> Row {
        let tail = tail.unwrap_or_else(|| id_end(&entry.id));
        let (label, detail) = self.naming.entry(entry, self.language);
        // Matched characters are marked in a name, not in initials.
        let marks = if label == entry.name {
            finder.marks(&label)
        } else {
            Vec::new()
        };
        Row {
            marks,
            label,
            detail,
            tail,
            text: entry.id.clone(),
            adds: false,
        }
    }

    /// Returns the entries of a field's list that match the typed text, without those that the field already holds.
    pub fn rows_of_list(&self, field: FieldId, directory: Directory, typed: TypedName<'_>) -> Rows {
        let TypedName { text, held, .. } = typed;
        let part = typed_part(field, text);
        let Some(catalogue) = self.office.lists.list(directory).value() else {
            return Rows {
                remark: self.list_remark(directory, 0),
                ..Rows::default()
            };
        };
        if catalogue.by_id(part.trim()).is_some() {
            return Rows::default();
        }
        let finder = Finder::new(part);
        if catalogue.people().is_some() {
            return self.rows_of_people(directory, typed, part, &finder);
        }
        let is_held = |entry: &&Entry| {
            field.kind.entries.several().is_some()
                && parts(held).any(|part| is_same_id(part, &entry.id))
        };
        let mut matches = catalogue.found_by(&finder);
        matches.retain(|entry| !is_held(entry));
        if part.trim().is_empty() {
            self.office.recent_first(directory, &mut matches);
        }
        let more = matches.len().saturating_sub(MOST_ROWS);
        let shown = matches.into_iter().take(MOST_ROWS);
        let rows: Vec<Row> = shown
            .map(|entry| {
                let code = catalogue.code(entry).map(str::to_owned);
                self.row_of_entry(entry, code, &finder)
            })
            .collect();
        let clinic = directory.clinic().name();
        let not_whole = (rows.is_empty() && !catalogue.is_complete())
            .then(|| say!(self.language, "waiting-not-whole", clinic));
        Rows {
            rows: self.with_new_patient(rows, more, directory, part),
            remark: self
                .list_remark(directory, more)
                .or_else(|| self.more_remark(more))
                .or(not_whole),
            ..Rows::default()
        }
    }

    /// Adds the row for a new patient if few or no patients match a name.
    fn with_new_patient(
        &self,
        mut rows: Vec<Row>,
        more: usize,
        directory: Directory,
        typed: &str,
    ) -> Vec<Row> {
        let are_few = more == 0 && rows.len() <= FEW;
        if directory.lists_people && are_few && is_like_a_name(typed.trim()) {
            rows.push(Row {
                label: say!(self.language, "list-new-patient").to_owned(),
                adds: true,
                ..Row::default()
            });
        }
        rows
    }

    /// Returns the matching patients that are known.
    fn rows_of_people(
        &self,
        directory: Directory,
        typed: TypedName<'_>,
        part: &str,
        finder: &Finder,
    ) -> Rows {
        let language = self.language;
        let office = self.office;
        let Some(matches) = typed.found else {
            return Rows::remark(say!(language, "list-looking"));
        };
        let mut people: Vec<Entry> = matches.people.iter().map(Entry::from).collect();
        let total = people.len() + matches.more;
        if part.trim().is_empty() {
            let recent: Vec<Entry> = office
                .recent_of(directory)
                .filter_map(|id| office.lists.known(directory, id))
                .map(Cow::into_owned)
                .collect();
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
        let details = self.naming.apart(&patients, language);
        let rows: Vec<Row> = people
            .iter()
            .zip(details)
            .map(|(entry, detail)| self.row_of_entry(entry, detail, finder))
            .collect();
        let remark = match (rows.is_empty(), matches.nearly) {
            _ if typed.is_searching => {
                let clinic = directory.clinic().name();
                Some(say!(language, "list-searching", clinic))
            }
            (true, _) if matches!(typed.search, SearchEnd::Failed(_)) => {
                Some(say!(language, "people-not-searched").to_owned())
            }
            (true, _) => self
                .list_remark(directory, 0)
                .or_else(|| self.search_remark(directory.clinic(), &typed.search))
                .or_else(|| Some(say!(language, "list-nobody").to_owned())),
            (false, true) => Some(say!(language, "list-nearly").to_owned()),
            (false, false) => self
                .list_remark(directory, more)
                .or_else(|| self.more_remark(more))
                .or_else(|| self.search_remark(directory.clinic(), &typed.search)),
        };
        Rows {
            nearly: matches.nearly && !rows.is_empty(),
            rows: self.with_new_patient(rows, more, directory, part),
            remark,
        }
    }

    /// Returns the codes that the clinic has for a field.
    pub fn codes(&self, field: FieldId) -> Vec<&Entry> {
        let list = field.codes.map(|list| self.office.lists.list(list));
        let known = list.and_then(Remote::value);
        known.into_iter().flat_map(Catalogue::entries).collect()
    }

    /// Returns the words or codes of a field that match the typed text.
    pub fn rows_of_words(&self, field: FieldId, typed: &str) -> Rows {
        let codes = self.codes(field);
        let matches = if codes.is_empty() {
            self.words_found(field, typed)
        } else {
            codes_found(codes, typed)
        };
        let more = matches.len().saturating_sub(MOST_ROWS);
        Rows {
            rows: matches.into_iter().take(MOST_ROWS).collect(),
            remark: self.more_remark(more),
            ..Rows::default()
        }
    }

    /// Returns the words for a field that begin with the typed text.
    fn words_found(&self, field: FieldId, typed: &str) -> Vec<Row> {
        let start = typed.trim().to_lowercase();
        let words = field
            .words()
            .iter()
            .map(|word| (*word, field.kind.text_shown(word, self.language)));
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
}

/// Returns the codes that contain each typed word.
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

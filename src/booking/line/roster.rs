//! What a line is resolved against: the people, places and templates the desk knows.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::resolve::Pick;
use crate::booking::{Entry, Naming, Person, Templates, Vendor, Vendors, begins, id_end, time};
use crate::i18n::{Language, say};

/// The lists a line is resolved against.
#[derive(Clone, Copy)]
pub struct Roster<'a> {
    /// The clinic APIs it may book at.
    pub vendors: Vendors,
    /// Where the desk books unless the line says otherwise.
    pub here: Vendor,
    /// Those who may be meant: what a search for the line's wishes found, not the whole directory. `None` as
    /// long as no answer has come.
    pub patients: Option<&'a [Patient<'a>]>,
    /// Every practitioner and location. `None` as long as the lists have not come.
    pub providers: Option<&'a [Provider<'a>]>,
    /// The visit templates.
    pub templates: &'a Templates,
    /// The language in which the line is said back.
    pub language: Language,
    /// How those are named who may be meant.
    pub naming: Naming,
}

/// A patient, or profile, as far as a line can name one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Patient<'a> {
    /// Who keeps the record.
    pub backend: Vendor,
    /// `pt_…`, or a UUID.
    pub id: &'a str,
    /// First names.
    pub given: &'a str,
    /// Last names, with all particles.
    pub surname: &'a str,
    /// The day of birth, where it is known.
    pub born: Option<NaiveDate>,
    /// The telephone number, however it is written.
    pub phone: Option<&'a str>,
    /// Where they live.
    pub town: Option<&'a str>,
    /// The e-mail address.
    pub email: Option<&'a str>,
}

/// A practitioner or location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provider<'a> {
    /// Who lists it.
    pub backend: Vendor,
    /// `prac_…`, or a UUID.
    pub id: &'a str,
    /// The name a person knows it by.
    pub name: &'a str,
    /// Where it is, if it is a place.
    pub town: Option<&'a str>,
    /// Its two letters.
    pub code: Option<&'a str>,
}

impl<'a> From<&'a Person> for Patient<'a> {
    fn from(person: &'a Person) -> Patient<'a> {
        let known = |text: &'a str| Some(text).filter(|text| !text.is_empty());
        Patient {
            backend: person.backend(),
            id: person.id(),
            given: &person.name().first,
            surname: &person.name().last,
            born: person.birth_date(),
            phone: known(person.phone()),
            town: known(person.town()),
            email: known(person.email()),
        }
    }
}

impl Patient<'_> {
    /// The two that a person reads back: `Maria Schmidt, 22 Mar 1985`.
    pub(super) fn identified(&self, language: Language) -> String {
        format!("{} {}, {}", self.given, self.surname, self.born(language))
    }

    /// What tells the patient from others: `Maria Schmidt · 22 Mar 1985 · …c123`; in place of the id's end stands what
    /// tells them from a namesake beside them.
    pub(super) fn label(&self, naming: Naming, apart: Option<String>, language: Language) -> String {
        let name = naming.name(&format!("{} {}", self.given, self.surname));
        let born = match (naming, self.born) {
            (Naming::Initials, Some(born)) => born.year().to_string(),
            _ => self.born(language),
        };
        let tail = apart.unwrap_or_else(|| id_end(self.id));
        format!("{name} · {born} · {tail}")
    }

    /// What stands for the patient on a line, without blanks: `Schmidt,Maria`.
    pub(super) fn word(&self) -> String {
        let surname = self.surname.split_whitespace().next_back().unwrap_or_default();
        format!("{surname},{}", self.given.split_whitespace().next().unwrap_or_default())
    }

    /// The word with the birth date, for one of two who are called so: `22.3.1985Schmidt`.
    pub(super) fn word_with_birth(&self) -> String {
        let surname = self.surname.split_whitespace().next_back().unwrap_or_default();
        self.born.map_or_else(|| self.word(), |born| format!("{}{surname}", born.format("%-d.%-m.%Y")))
    }

    fn born(&self, language: Language) -> String {
        let unknown = || say!(language, "line-born-unknown").to_owned();
        self.born.map_or_else(unknown, |born| time::date(born, language))
    }
}

/// Names nobody.
impl fmt::Debug for Patient<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Patient")
            .field("backend", &self.backend)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl<'a> Provider<'a> {
    /// An entry of the list of practitioners or locations, with its code.
    pub fn new(backend: Vendor, entry: &'a Entry, code: Option<&'a str>) -> Provider<'a> {
        Provider { backend, id: &entry.id, name: &entry.name, town: entry.town(), code }
    }

    /// Whether its name or town begins with what was typed.
    pub(super) fn is_called(&self, typed: &str) -> bool {
        begins(self.name, typed) || self.town.is_some_and(|town| begins(town, typed))
    }

    /// Whether this is its code, in whichever case.
    pub(super) fn has_code(&self, typed: &str) -> bool {
        self.code.is_some_and(|code| code.eq_ignore_ascii_case(typed))
    }

    /// Whether its surname begins with what was typed, where it is a person.
    pub(super) fn has_surname(&self, typed: &str) -> bool {
        self.town.is_none() && begins(self.surname(), typed)
    }

    fn surname(&self) -> &'a str {
        self.name.split_whitespace().next_back().unwrap_or_default()
    }

    /// What stands for it on a line in the place of `typed`, without blanks: its code, or else its surname.
    pub(super) fn word(&self, typed: &str) -> String {
        let code = self.code.filter(|code| !code.eq_ignore_ascii_case(typed));
        code.unwrap_or_else(|| self.surname()).to_owned()
    }

    /// The provider, to be picked in the place of `typed`.
    pub(super) fn pick(&self, typed: &str) -> Pick {
        Pick { label: self.label(), text: self.id.to_owned(), word: self.word(typed) }
    }

    /// What tells it from others: `Karin Ivers (ki)`.
    pub(super) fn label(&self) -> String {
        match self.code {
            Some(code) => format!("{} ({code})", self.name),
            None => format!("{} · {}", self.name, id_end(self.id)),
        }
    }
}

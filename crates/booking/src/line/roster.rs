//! The people, places and templates that a line is resolved against.

use chrono::{Datelike, NaiveDate};

use super::resolve::Pick;
use crate::text::{fold_either, redacted_debug};
use crate::{
    ClinicId, Clinics, Codes, Entry, Naming, Person, Spoken, Templates, begins, id_end, time,
};
use i18n::{Language, say};

/// The lists that a line is resolved against.
#[derive(Clone, Copy)]
pub struct Roster<'a> {
    /// The clinics it may book at.
    pub clinics: Clinics,
    /// The clinic of the desk, unless the line names another.
    pub here: ClinicId,
    /// The results of a search for the line's criteria, not the whole directory. `None` until the answer
    /// comes.
    pub patients: Option<&'a [Patient<'a>]>,
    /// All practitioners and locations. `None` until the lists come.
    pub providers: Option<&'a [RosterProvider<'a>]>,
    /// The visit templates.
    pub templates: &'a Templates,
    /// The language of the echo.
    pub language: Language,
    /// How possible patients are named.
    pub naming: Naming,
}

/// A patient, or profile, as far as a line can name one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Patient<'a> {
    /// The clinic that keeps the record.
    pub clinic: ClinicId,
    /// The id, `pt_…` or a UUID.
    pub id: &'a str,
    /// The first names.
    pub given: &'a str,
    /// The last names, with all particles.
    pub surname: &'a str,
    /// The birth date, if known.
    pub born: Option<NaiveDate>,
    /// The telephone number, in any notation.
    pub phone: Option<&'a str>,
    /// The place of residence.
    pub town: Option<&'a str>,
    /// The e-mail address.
    pub email: Option<&'a str>,
    /// The language in which they want to be written to.
    pub spoken: Option<Spoken>,
}

/// A practitioner or location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RosterProvider<'a> {
    /// The clinic that lists it.
    pub clinic: ClinicId,
    /// The id, `prac_…` or a UUID.
    pub id: &'a str,
    /// The name shown.
    pub name: &'a str,
    /// The town of a place.
    pub town: Option<&'a str>,
    /// The two-letter code.
    pub code: Option<&'a str>,
    /// Two more letters that are its code at desks in whose language they mean no time.
    pub also: Option<&'a str>,
}

impl<'a> From<&'a Person> for Patient<'a> {
    fn from(person: &'a Person) -> Patient<'a> {
        let non_empty = |text: &'a str| Some(text).filter(|text| !text.is_empty());
        Patient {
            clinic: person.clinic(),
            id: person.id(),
            given: &person.name().first,
            surname: &person.name().last,
            born: person.birth_date(),
            phone: non_empty(person.phone()),
            town: non_empty(person.town()),
            email: non_empty(person.email()),
            spoken: person.spoken(),
        }
    }
}

impl Patient<'_> {
    /// Returns two identifiers to read back: `Maria Schmidt, 22 Mar 1985`.
    pub(super) fn identifiers(&self, language: Language) -> String {
        format!(
            "{} {}, {}",
            self.given,
            self.surname,
            self.birth_date(language)
        )
    }

    /// Returns a label that distinguishes the patient: `Maria Schmidt · 22 Mar 1985 · …c123`. Beside a
    /// namesake, `difference` takes the place of the end of the id.
    pub(super) fn label(
        &self,
        naming: Naming,
        difference: Option<String>,
        language: Language,
    ) -> String {
        let name = naming.name(&format!("{} {}", self.given, self.surname));
        let born = match (naming, self.born) {
            (Naming::Initials, Some(born)) => born.year().to_string(),
            _ => self.birth_date(language),
        };
        let tail = difference.unwrap_or_else(|| id_end(self.id));
        format!("{name} · {born} · {tail}")
    }

    /// Returns the folded name.
    pub(super) fn folded_name(&self) -> String {
        fold_either(&format!("{} {}", self.given, self.surname))
    }

    /// Returns the word for the patient on a line, without blanks: `Schmidt,Maria`.
    pub(super) fn word(&self) -> String {
        format!(
            "{},{}",
            last_word(self.surname),
            self.given.split_whitespace().next().unwrap_or_default()
        )
    }

    /// Returns the word with the birth date, for one of two namesakes: `22.3.1985Schmidt`.
    pub(super) fn word_with_birth(&self) -> String {
        let surname = last_word(self.surname);
        self.born.map_or_else(
            || self.word(),
            |born| format!("{}{surname}", born.format("%-d.%-m.%Y")),
        )
    }

    fn birth_date(&self, language: Language) -> String {
        let unknown = || say!(language, "line-born-unknown").to_owned();
        self.born
            .map_or_else(unknown, |born| time::date(born, language))
    }
}

/// Returns the last word of a name, by which people are known.
fn last_word(name: &str) -> &str {
    name.split_whitespace().next_back().unwrap_or_default()
}

redacted_debug!(Patient<'_> { clinic, id });

impl<'a> RosterProvider<'a> {
    /// Creates a provider from an entry of the list whose codes these are.
    pub fn new(clinic: ClinicId, entry: &'a Entry, codes: &'a Codes) -> RosterProvider<'a> {
        RosterProvider {
            clinic,
            id: &entry.id,
            name: &entry.name,
            town: entry.town(),
            code: codes.code(&entry.id),
            also: codes.also(&entry.id),
        }
    }

    /// Returns whether its name or town begins with the typed text.
    pub(super) fn is_called(&self, typed: &str) -> bool {
        begins(self.name, typed) || self.town.is_some_and(|town| begins(town, typed))
    }

    /// Returns whether this is one of its codes, in either letter case.
    pub(super) fn has_code(&self, typed: &str) -> bool {
        let mut codes = self.code.into_iter().chain(self.also);
        codes.any(|code| code.eq_ignore_ascii_case(typed))
    }

    /// Returns whether it is a person whose surname begins with the typed text.
    pub(super) fn has_surname(&self, typed: &str) -> bool {
        self.town.is_none() && begins(self.surname(), typed)
    }

    /// Returns the last word of its name.
    pub(super) fn surname(&self) -> &'a str {
        last_word(self.name)
    }

    /// Returns the word that takes the place of `typed` on a line, without blanks: the code, or the surname if there
    /// is no code or `typed` is it.
    fn word(&self, typed: &str) -> String {
        let code = self.code.filter(|code| !code.eq_ignore_ascii_case(typed));
        code.unwrap_or_else(|| self.surname()).to_owned()
    }

    /// Returns the pick that takes the place of `typed` on a line.
    pub(super) fn pick(&self, typed: &str) -> Pick {
        Pick {
            label: self.label(),
            text: self.id.to_owned(),
            word: self.word(typed),
        }
    }

    /// Returns a label that distinguishes it: `Karin Ivers (ki)`.
    pub(super) fn label(&self) -> String {
        match self.code {
            Some(code) => format!("{} ({code})", self.name),
            None => format!("{} · {}", self.name, id_end(self.id)),
        }
    }
}

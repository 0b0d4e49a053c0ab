//! A patient as a line can name one.

use chrono::{Datelike, NaiveDate};

use super::{Naming, PatientNumber, Person, PersonName, RecordState, Spoken, id_end};
use crate::text::{fold, fold_either, redacted_debug};
use crate::{ClinicId, time};
use i18n::{Language, say};

/// The data of a patient, or profile, that a line can name.
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
    /// Their other and former names.
    pub also_called: &'a [PersonName],
    /// The birth date, if known.
    pub born: Option<NaiveDate>,
    /// The telephone number, in any notation.
    pub phone: Option<&'a str>,
    /// The place of residence.
    pub town: Option<&'a str>,
    /// The e-mail address.
    pub email: Option<&'a str>,
    /// Their preferred language for messages.
    pub spoken: Option<Spoken>,
    /// The numbers besides the id.
    pub numbers: &'a [PatientNumber],
    /// Why the record is not in use, if it is not.
    pub record: Option<&'a RecordState>,
}

impl<'a> From<&'a Person> for Patient<'a> {
    fn from(person: &'a Person) -> Patient<'a> {
        let non_empty = |text: &'a str| Some(text).filter(|text| !text.is_empty());
        Patient {
            clinic: person.clinic(),
            id: person.id(),
            given: &person.name().first,
            surname: &person.name().last,
            also_called: person.further_names(),
            born: person.birth_date(),
            phone: non_empty(person.phone()),
            town: non_empty(person.town()),
            email: non_empty(person.email()),
            spoken: person.spoken(),
            numbers: person.numbers(),
            record: person.record_state(),
        }
    }
}

impl<'a> Patient<'a> {
    /// Returns first names and surname of every name, the one in use first.
    pub(super) fn names(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let further = self
            .also_called
            .iter()
            .map(|name| (name.first.as_str(), name.last.as_str()));
        [(self.given, self.surname)].into_iter().chain(further)
    }

    /// Returns two identifiers to read back, and a mark if the record is not in use: `Maria Schmidt, 22 Mar 1985`.
    pub(crate) fn identifiers(&self, language: Language) -> String {
        let born = self.birth_date(language);
        let identifiers = format!("{} {}, {born}", self.given, self.surname);
        self.marked(identifiers, language)
    }

    /// Returns a text with a mark if the record is not in use.
    fn marked(&self, text: String, language: Language) -> String {
        match self.record {
            Some(state) => format!("{text} · {}", state.to_text(language)),
            None => text,
        }
    }

    /// Returns a label that distinguishes the patient: `Maria Schmidt · 22 Mar 1985 · …c123`. If there is a namesake,
    /// `difference` replaces the end of the id.
    pub(crate) fn label(
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
        self.marked(format!("{name} · {born} · {tail}"), language)
    }

    /// Returns whether each of these typed words begins one of the names, or is a typing error or two away from one.
    pub fn is_called_like(&self, typed: &str) -> bool {
        let names = self.folded_names();
        let names: Vec<&str> = names.split(|c: char| !c.is_alphanumeric()).collect();
        let is_alike = |word: &str, name: &str| {
            let errors = match word.chars().count() {
                0..=3 => 0,
                4..=7 => 1,
                _ => 2,
            };
            name.starts_with(word) || strsim::osa_distance(word, name) <= errors
        };
        let typed = fold(typed);
        let mut words = typed
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        words.all(|word| names.iter().any(|name| is_alike(word, name)))
    }

    /// Returns the folded names.
    pub(crate) fn folded_names(&self) -> String {
        let folded = self
            .names()
            .map(|(given, surname)| fold_either(&format!("{given} {surname}")));
        folded.collect::<Vec<_>>().join(" ")
    }

    /// Returns the word for the patient on a line, without blanks: `Schmidt,Maria`.
    pub(crate) fn word(&self) -> String {
        format!(
            "{},{}",
            last_word(self.surname),
            self.given.split_whitespace().next().unwrap_or_default()
        )
    }

    /// Returns the word with the birth date, for one of two namesakes: `22.3.1985Schmidt`.
    pub(crate) fn word_with_birth(&self) -> String {
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

/// Returns the last word of a name, the usual short form.
pub(crate) fn last_word(name: &str) -> &str {
    name.split_whitespace().next_back().unwrap_or_default()
}

redacted_debug!(Patient<'_> { clinic, id });

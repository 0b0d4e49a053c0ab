//! The people, places and templates that a line is resolved against.

use super::resolve::Pick;
use crate::people::{Patient, last_word};
use crate::{ClinicId, Clinics, Codes, Entry, Naming, Templates, begins, id_end};
use i18n::Language;

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

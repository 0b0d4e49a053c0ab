//! The people, places and templates that a line is resolved against.

use chrono::{DateTime, NaiveTime, Utc};

use super::resolve::Pick;
use crate::people::{Patient, last_word, without_dot};
use crate::time::Minutes;
use crate::{
    ClinicId, Clinics, Codes, Entry, EntryKind, Naming, Performer, Skills, Templates, begins,
    has_words, id_end,
};
use i18n::Language;

/// The fewest letters that name a specialty on a line that does not ask for the first available practitioner.
const FEWEST_OF_SPECIALTY: usize = 4;

/// The lists that a line is resolved against.
#[derive(Clone, Copy)]
pub struct Roster<'a> {
    /// The clinics it may book at.
    pub clinics: Clinics,
    /// The clinic of the desk, unless the line names another.
    pub here: ClinicId,
    /// The results of a search for the line's criteria, not the whole directory. `None` until the answer arrives.
    pub patients: Option<&'a [Patient<'a>]>,
    /// All practitioners and locations. `None` until the lists arrive.
    pub providers: Option<&'a [RosterProvider<'a>]>,
    /// The clinics whose practitioners and locations could not be read, so that `providers` lacks them.
    pub unread: &'a [ClinicId],
    /// The visit templates.
    pub templates: &'a Templates,
    /// The language of the echo.
    pub language: Language,
    /// How possible patients are named.
    pub naming: Naming,
    /// The past visits of the patient in question, if there is one.
    pub past: Option<&'a PatientPast>,
    /// The visit just booked at this desk. `None` if none was booked, or if it has been cancelled.
    pub just_booked: Option<&'a JustBooked>,
}

/// The data of a visit that a following or repeated visit takes over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierVisit {
    /// The clinic.
    pub clinic: ClinicId,
    /// The practitioner or location, if there is one.
    pub provider: Option<String>,
    /// The letter of the visit template, if its contents show one.
    pub template: Option<char>,
    /// The length.
    pub minutes: Option<Minutes>,
}

/// A visit just booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JustBooked {
    /// The visit.
    pub visit: EarlierVisit,
    /// The end.
    pub end: DateTime<Utc>,
}

/// The last visit of a patient that took place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastVisit {
    /// The visit.
    pub visit: EarlierVisit,
    /// The time of day on its own clock.
    pub at: NaiveTime,
}

/// The past visits of a patient.
#[derive(Clone, PartialEq, Eq)]
pub struct PatientPast {
    /// The clinic.
    pub clinic: ClinicId,
    /// The patient's id there.
    pub person: String,
    /// The visits.
    pub visits: VisitsBefore,
}

/// The past visits of a patient, as known.
#[derive(Clone, PartialEq, Eq)]
pub enum VisitsBefore {
    /// They have not been read yet.
    Awaited,
    /// They could not be read.
    Unread,
    /// They were read.
    Read {
        /// The practitioner or location of most of them, if there is one.
        usual: Option<String>,
        /// The last one.
        last: Option<Box<LastVisit>>,
    },
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
    /// Two more letters that are its code, at desks where they mean no time.
    pub also: Option<&'a str>,
    /// The specialties and languages of an active practitioner.
    pub skills: Option<&'a Skills>,
    /// Whether it is an inactive practitioner.
    pub is_retired: bool,
}

impl<'a> RosterProvider<'a> {
    /// Creates a provider from an entry of the list and its codes.
    pub fn new(clinic: ClinicId, entry: &'a Entry, codes: &'a Codes) -> RosterProvider<'a> {
        RosterProvider {
            clinic,
            id: &entry.id,
            name: &entry.name,
            town: entry.town(),
            code: codes.code(&entry.id),
            also: codes.also(&entry.id),
            skills: entry.skills(),
            is_retired: entry.kind == EntryKind::Retired,
        }
    }

    /// Returns whether its name or town begins with the typed text.
    pub(super) fn is_called(&self, typed: &str) -> bool {
        let typed = without_dot(typed);
        begins(self.name, typed) || self.town.is_some_and(|town| begins(town, typed))
    }

    /// Returns whether the typed text is a whole word of its name or town.
    pub(super) fn is_called_in_full(&self, typed: &str) -> bool {
        let typed = without_dot(typed);
        has_words(self.name, typed) || self.town.is_some_and(|town| has_words(town, typed))
    }

    /// Returns whether this is one of its codes, in either letter case.
    pub(super) fn has_code(&self, typed: &str) -> bool {
        let mut codes = self.code.into_iter().chain(self.also);
        codes.any(|code| code.eq_ignore_ascii_case(typed))
    }

    /// Returns it in the form that the rules of a kind of visit use.
    pub(super) fn performer(&self) -> Performer<'a> {
        Performer {
            id: self.id,
            code: self.code,
            name: self.name,
            skills: self.skills,
        }
    }

    /// Returns whether a typed word of at least four letters names one of its specialties.
    pub(super) fn is_skilled(&self, typed: &str) -> bool {
        typed.chars().count() >= FEWEST_OF_SPECIALTY
            && self
                .skills
                .is_some_and(|own| own.specialty(typed).is_some())
    }

    /// Returns its specialty with this name, or with this colloquial name.
    pub(super) fn specialty_called(&self, typed: &str) -> Option<&'a str> {
        self.skills?.specialty_called(typed)
    }

    /// Returns whether it is a practitioner who speaks this language.
    pub(super) fn speaks(&self, typed: &str) -> bool {
        self.skills.is_some_and(|own| own.speak(typed))
    }

    /// Returns whether it is a person whose surname begins with the typed text.
    pub(super) fn has_surname(&self, typed: &str) -> bool {
        self.town.is_none() && begins(self.surname(), typed)
    }

    /// Returns the last word of its name.
    pub(super) fn surname(&self) -> &'a str {
        last_word(self.name)
    }

    /// Returns the word that replaces `typed` on a line, without blanks: the code, or the surname if there is no code
    /// or `typed` is the code.
    fn word(&self, typed: &str) -> String {
        let code = self.code.filter(|code| !code.eq_ignore_ascii_case(typed));
        code.unwrap_or_else(|| self.surname()).to_owned()
    }

    /// Returns the pick that replaces `typed` on a line.
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

//! The people, places and panels that a booking can name, as the clinics list them.

mod birth_date;
mod codes;
mod duplicates;
mod finding;
mod namesakes;
mod naming;
mod new_patient;
mod patient;
mod patient_note;
mod patient_number;
mod person;
mod phone;
mod record_state;
mod register;
mod search;
mod skills;
mod specialty;
mod typed_phone;
mod wish;

pub use birth_date::{birth_dates, with_birth_dates_joined};
pub(crate) use birth_date::{
    birth_year, births, births_begun, births_in_month, births_near, no_such_birth, past_births,
};
pub use codes::Codes;
pub use duplicates::LookAlike;
pub(crate) use finding::starts;
pub use finding::{Finder, FindingKey, is_like_an_id, is_part_of_id};
pub use namesakes::id_end;
pub use naming::{Naming, initials};
pub(crate) use new_patient::patient_rule;
pub use new_patient::{
    NewPatient, PatientCall, PatientCorrection, PatientDraft, PatientField, PatientProblem,
    PatientReview, PatientRule, PatientSettlement, PatientValue, Sex, ValueShape,
};
pub use patient::Patient;
pub(crate) use patient::last_word;
pub use patient_note::{NoteText, PATIENT_NOTE_LIMIT, PatientNote};
pub use patient_number::PatientNumber;
pub(crate) use patient_number::{in_one_piece, in_printed_groups};
pub use person::{Person, PersonName, Spoken};
pub use phone::{PhoneNumber, phone_in_groups};
pub use record_state::RecordState;
pub use register::{Matches, PeopleQuery, Register};
pub(crate) use register::{TypedNames, names_of};
pub use search::{PatientQuery, People, ProfilePage};
pub(crate) use skills::is_language;
pub use skills::{Skills, language_name, language_tag};
pub(crate) use specialty::names_of_specialty;
pub use specialty::specialty_name;
pub(crate) use typed_phone::{is_word_before_phone, with_phones_joined};
pub(crate) use wish::is_personal;
pub use wish::{PatientWish, is_like_a_name};
pub(crate) use wish::{is_name, is_uuid, why_not_born, without_dot};

use std::borrow::Cow;

use zones::Zone;

use super::Hours;
use crate::text::redacted_debug;
use i18n::Language;

/// One entry of a clinic's list, every text harmless to show.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// The id, as sent in requests.
    pub id: String,
    /// The name shown.
    pub name: String,
    /// The detail that distinguishes it from others of that name: specialty, address. Empty for people:
    /// [`Entry::detail`] returns their birth date.
    pub detail: String,
    /// The kind of entry.
    pub kind: EntryKind,
}

/// Returns the detail of an inactive practitioner.
fn retired(detail: &str, language: Language) -> String {
    let mark = RecordState::Inactive.to_text(language);
    match detail {
        "" => mark,
        detail => format!("{detail} · {mark}"),
    }
}

impl Entry {
    /// Returns the state of a patient's record that is not in use.
    pub fn record_state(&self) -> Option<&RecordState> {
        match &self.kind {
            EntryKind::Patient(person) => person.record_state(),
            _ => None,
        }
    }

    /// Returns the town of a place.
    pub fn town(&self) -> Option<&str> {
        let is_place = matches!(self.kind, EntryKind::Place(_));
        self.detail
            .split(" · ")
            .next()
            .filter(|town| is_place && !town.is_empty())
    }

    /// Returns the detail that distinguishes it from others of that name, in a language: birth date,
    /// specialty, address. Empty if nothing is known.
    pub fn detail(&self, language: Language) -> Cow<'_, str> {
        match &self.kind {
            EntryKind::Patient(person) => Cow::Owned(person.detail(language)),
            EntryKind::Retired => {
                Cow::Owned(retired(specialty_name(&self.detail, language), language))
            }
            EntryKind::Practitioner(_) => Cow::Borrowed(specialty_name(&self.detail, language)),
            EntryKind::Place(_) | EntryKind::Service | EntryKind::Panel | EntryKind::Code => {
                Cow::Borrowed(&self.detail)
            }
        }
    }

    /// Returns the words that find its detail: the clinic's, and a specialty also in each language.
    pub fn detail_to_find(&self) -> String {
        match &self.kind {
            EntryKind::Practitioner(_) | EntryKind::Retired => {
                let names = names_of_specialty(&self.detail);
                names.fold(self.detail.clone(), |text, name| format!("{text} {name}"))
            }
            EntryKind::Patient(_)
            | EntryKind::Place(_)
            | EntryKind::Service
            | EntryKind::Panel
            | EntryKind::Code => self.detail.clone(),
        }
    }

    /// Returns the skills of an active practitioner.
    pub fn skills(&self) -> Option<&Skills> {
        match &self.kind {
            EntryKind::Practitioner(skills) => Some(skills),
            _ => None,
        }
    }

    /// Returns the facts about a place, if it is one.
    pub fn place(&self) -> Option<&Place> {
        let EntryKind::Place(place) = &self.kind else {
            return None;
        };
        Some(place)
    }
}

redacted_debug!(Entry { id, kind });

/// A clinic's list, perhaps incomplete.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The entries, in the clinic's order, each id once.
    pub entries: Vec<Entry>,
    /// Whether these are all entries at the clinic.
    pub complete: bool,
}

/// The kind of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A patient or profile.
    Patient(Box<Person>),
    /// A practitioner.
    Practitioner(Box<Skills>),
    /// An inactive practitioner.
    Retired,
    /// A location.
    Place(Box<Place>),
    /// A service of a practice.
    Service,
    /// A panel.
    Panel,
    /// A code of the site.
    Code,
}

/// The facts about a location beyond its name; `None` if the clinic doesn't return them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The time zone.
    pub zone: Option<Zone>,
    /// The opening hours, in local time.
    pub hours: Option<Hours>,
}

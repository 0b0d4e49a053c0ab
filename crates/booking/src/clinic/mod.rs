//! A clinic API as a value: its name, its form, its lists and its capabilities. Rules, screens and drivers use the
//! value.

mod definition;
mod directory;
mod per_clinic;
mod provider;
mod settings;
mod site;

pub use definition::{Capabilities, ClinicName, Definition, DrawStatuses, Words};
pub use directory::{Directory, DirectoryRow, Id, IdShape, StaticRef, has_own_record, is_same_id};
pub(crate) use directory::{same_id, within_record};

use std::time::Duration;
use std::{array, fmt, iter};

use itertools::Itertools;
pub use per_clinic::PerClinic;
pub use provider::Provider;
pub use settings::{
    ClinicSettings, LONGEST_NUMBER_NAME, MOST_NUMBER_SYSTEMS, NumberSystem, NumberSystemError,
    SettingsRow, SiteCode, SiteCodes,
};
pub use site::{LONGEST_CLINIC_NAME, MARKS_IN_NAMES, Site, SiteName, SiteNameError, SiteRow};
use strum::{Display, IntoStaticStr};

use super::api::{Api, ChangeRequest};
use super::{FieldId, FieldRole, PatientCorrection, PatientField};
use i18n::Language;

/// A clinic API, by its definition. Two are equal if they have the same definition.
pub type ClinicId = StaticRef<Definition>;

impl ClinicId {
    /// Returns the name shown to staff: the configured one, else that of the API.
    pub fn name(self) -> &'static str {
        let of_site = match &self.0.site {
            Site::Named(row) => row.name(),
            Site::Only | Site::Unnamed(_) => None,
        };
        of_site.unwrap_or(self.0.name.shown())
    }

    /// Returns the word on the command line, in the configuration, on record and in the log.
    pub fn word(self) -> &'static str {
        let of_site = match &self.0.site {
            Site::Named(row) => row.word(),
            Site::Only | Site::Unnamed(_) => None,
        };
        of_site.unwrap_or(self.0.word)
    }

    /// Returns the purpose of its appointments.
    pub fn purpose(self, language: Language) -> &'static str {
        self.0.words.purpose.text(language)
    }

    /// Returns the form's field with this role, if there is one.
    pub fn field(self, role: FieldRole) -> Option<FieldId> {
        self.form()
            .iter()
            .copied()
            .find(|field| field.role == Some(role))
    }

    /// Returns the field with this name in files.
    pub fn field_by_key(self, key: &str) -> Option<FieldId> {
        self.form().iter().copied().find(|field| field.key == key)
    }

    /// Returns the field with this name in request bodies.
    pub fn field_by_wire_name(self, name: &str) -> Option<FieldId> {
        self.form()
            .iter()
            .copied()
            .find(|field| field.wire == Some(name))
    }

    /// Returns the position of a field in the form, from 0; `None` if the form has no such field.
    pub fn position(self, field: FieldId) -> Option<usize> {
        self.form().iter().position(|own| *own == field)
    }

    /// Returns the form's field for the patient.
    pub fn patient_field(self) -> FieldId {
        self.0.patient
    }

    /// Returns the form's field for the practitioner or location.
    pub fn provider_field(self) -> FieldId {
        self.0.provider
    }

    /// Returns the form's field for the start.
    pub fn start_field(self) -> FieldId {
        self.0.start
    }

    /// Returns whether a text looks like a whole appointment id.
    pub fn has_appointment_ids_like(self, text: &str) -> bool {
        let rest = text.strip_prefix(self.0.appointment_id_prefix);
        rest.is_some_and(|rest| !rest.is_empty()) && Id::new(self.0.appointment_ids, text).is_some()
    }

    /// Returns the list of patients.
    pub fn people(self) -> Directory {
        self.0.people
    }

    /// Returns the list of practitioners or locations.
    pub fn providers(self) -> Directory {
        self.0.providers
    }

    /// Returns the list of places, if it has one.
    pub fn places(self) -> Option<Directory> {
        if self.can().has_places {
            Some(self.0.providers)
        } else {
            self.0.places
        }
    }

    /// Returns all lists.
    pub fn directories(self) -> impl Iterator<Item = Directory> {
        [Some(self.0.people), Some(self.0.providers), self.0.panels]
            .into_iter()
            .flatten()
    }

    /// Returns the wire format.
    pub fn api(self) -> &'static dyn Api {
        self.0.api
    }

    /// Returns the capabilities.
    pub fn can(self) -> &'static Capabilities {
        &self.0.capabilities
    }

    /// Returns the texts that are its own.
    pub fn words(self) -> &'static Words {
        &self.0.words
    }

    /// Returns whether a booking can have a reference for finding it again.
    pub fn bears_references(self) -> bool {
        self.reference_field().is_some()
    }

    /// Returns the field that carries references.
    pub fn reference_field(self) -> Option<FieldId> {
        self.form()
            .iter()
            .copied()
            .find(|field| field.bears_reference.is_some())
    }

    /// Returns whether it publishes slots, which the booking client has to mark as taken.
    pub fn publishes_slots(self) -> bool {
        self.0.api.slot("").is_some()
    }

    /// Returns whether a patient's data can be corrected.
    pub fn corrects_patients(self) -> bool {
        self.0
            .api
            .change(&ChangeRequest::CorrectPatient(&PatientCorrection::empty(
                self,
            )))
            .is_some()
    }

    /// Returns the lag of its calendars behind its own answers.
    pub fn lag(self) -> Duration {
        self.0.capabilities.lag
    }

    /// Returns the environment variable of the key, if the clinic has variables.
    pub fn key_variable(self) -> Option<String> {
        self.variable("KEY")
    }

    /// Returns the environment variable of the address, if the clinic has variables.
    pub fn address_variable(self) -> Option<String> {
        self.variable("URL")
    }

    /// Returns the environment variable of the clinic's zone, if it has variables and the whole clinic has one zone.
    pub fn zone_variable(self) -> Option<String> {
        if self.can().has_places {
            None
        } else {
            self.variable("TIMEZONE")
        }
    }

    /// Returns all environment variables of this clinic.
    pub fn variables(self) -> impl Iterator<Item = String> {
        [
            self.address_variable(),
            self.key_variable(),
            self.zone_variable(),
        ]
        .into_iter()
        .flatten()
    }

    /// Returns what is to be set for the key: the variable, else the setting in the clinic's table.
    pub(crate) fn key_setting(self) -> String {
        let in_table = || format!("key_file ({})", self.table());
        self.key_variable().unwrap_or_else(in_table)
    }

    /// Returns what is to be set for the address: the variable, else the setting in the clinic's table.
    pub(crate) fn address_setting(self) -> String {
        let in_table = || format!("url ({})", self.table());
        self.address_variable().unwrap_or_else(in_table)
    }

    /// Returns whether new patients are sorted into groups.
    pub fn has_patient_groups(self) -> bool {
        self.new_patient()
            .any(|rule| rule.field == PatientField::Group)
    }

    /// Returns an environment variable of this clinic: `BOOKDESK_CLINIK_KEY`. A clinic with a name of its own has none.
    fn variable(self, what: &str) -> Option<String> {
        (!self.is_named()).then(|| format!("BOOKDESK_{}_{what}", self.0.word.to_uppercase()))
    }

    /// Returns the head of the clinic's table in the configuration, with the name that distinguishes it: `[fhir]`,
    /// `[[fhir]] North`.
    pub fn table(self) -> String {
        let word = self.0.word;
        if self.is_named() {
            format!("[[{word}]] {}", self.name())
        } else {
            format!("[{word}]")
        }
    }
}

impl fmt::Debug for ClinicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl fmt::Display for ClinicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Clinics of a desk, at most.
const MOST_CLINICS: usize = 12;

/// The clinic APIs of a desk, in the order in which they are offered; at least one and at most twelve.
#[derive(Clone, Copy)]
pub struct Clinics {
    /// The clinic APIs; the first fills the places after the last.
    list: [ClinicId; MOST_CLINICS],
    count: usize,
}

impl Clinics {
    /// Creates the list.
    ///
    /// # Panics
    ///
    /// Panics if `clinics` is empty, or has more than twelve.
    pub const fn of(clinics: &[ClinicId]) -> Clinics {
        assert!(!clinics.is_empty(), "a desk books somewhere");
        let mut list = [clinics[0]; MOST_CLINICS];
        let mut count = 0;
        while count < clinics.len() {
            list[count] = clinics[count];
            count += 1;
        }
        Clinics { list, count }
    }

    /// Returns an iterator over the clinic APIs.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = ClinicId> + ExactSizeIterator + Clone {
        self.into_iter()
    }

    /// Returns the one offered first.
    pub fn first(self) -> ClinicId {
        self.list[0]
    }

    /// Returns the next one, wrapping around.
    pub fn after(self, clinic: ClinicId) -> ClinicId {
        let next = self.iter().skip_while(|other| *other != clinic).nth(1);
        next.unwrap_or(self.first())
    }

    /// Returns the one with this word.
    ///
    /// # Errors
    ///
    /// Returns a sentence with the valid words.
    pub fn by_word(self, word: &str) -> Result<ClinicId, String> {
        self.iter()
            .find(|clinic| clinic.word() == word)
            .ok_or_else(|| {
                let known: Vec<String> = self
                    .iter()
                    .map(|clinic| format!("`{}`", clinic.word()))
                    .collect();
                format!("`{word}` is no clinic; there are {}", known.join(" and "))
            })
    }

    /// Returns the clinics whose forms the templates of this word fill, at least one: the clinic with that name, else
    /// the clinics with that API, and then those that share its templates.
    ///
    /// # Errors
    ///
    /// Returns a message with the valid words.
    pub(crate) fn sharing_templates(self, word: &str) -> Result<Vec<ClinicId>, String> {
        if let Some(named) = self.iter().find(|clinic| clinic.is_named_by(word)) {
            return Ok(vec![named]);
        }
        let with_api = self.iter().filter(|clinic| clinic.api_word() == word);
        let sharing = self
            .iter()
            .filter(|clinic| clinic.0.templates_of == Some(word));
        let all: Vec<ClinicId> = with_api.chain(sharing).collect();
        match self.by_word(word) {
            Err(problem) if all.is_empty() => Err(problem),
            _ => Ok(all),
        }
    }

    /// Returns the clinic whose ids look like this: by their prefix, else by the strictest shape; `here` if several
    /// fit.
    pub fn of_id(self, id: &str, here: ClinicId) -> ClinicId {
        let begins = |list: Directory| !list.id_prefix.is_empty() && id.starts_with(list.id_prefix);
        let fits = |shape| {
            let mut alike = [here].into_iter().chain(self.iter());
            alike.find(|clinic| clinic.people().ids == shape && clinic.people().id(id).is_some())
        };
        let marked = self
            .iter()
            .find(|clinic| begins(clinic.people()) || begins(clinic.providers()));
        marked
            .or_else(|| fits(IdShape::Uuid))
            .or_else(|| fits(IdShape::Word))
            .unwrap_or(here)
    }

    /// Returns the clinics that `keep` accepts, or all if it accepts none.
    pub fn only(self, keep: impl Fn(ClinicId) -> bool) -> Clinics {
        let accepted: Vec<ClinicId> = self.iter().filter(|clinic| keep(*clinic)).collect();
        if accepted.is_empty() {
            return self;
        }
        Clinics::of(&accepted)
    }

    /// Returns the only clinic whose appointment ids look like this. One with a prefix comes first.
    pub fn of_appointment(self, id: &str) -> Option<ClinicId> {
        let fits = |clinic: &ClinicId| clinic.has_appointment_ids_like(id);
        let marked = self
            .iter()
            .find(|clinic| !clinic.appointment_id_prefix.is_empty() && fits(clinic));
        if marked.is_some() {
            return marked;
        }
        self.iter().filter(fits).exactly_one().ok()
    }

    /// Returns the words of all.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        self.iter().map(ClinicId::word)
    }

    /// Returns all lists of all.
    pub fn directories(self) -> impl Iterator<Item = Directory> {
        self.iter().flat_map(ClinicId::directories)
    }

    /// Returns all fields of all forms, including those that depend on the configuration.
    pub fn fields(self) -> impl Iterator<Item = FieldId> {
        self.iter().flat_map(ClinicId::every_field)
    }
}

impl IntoIterator for Clinics {
    type Item = ClinicId;
    type IntoIter = iter::Take<array::IntoIter<ClinicId, MOST_CLINICS>>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter().take(self.count)
    }
}

impl fmt::Debug for Clinics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// How real the bookings are at a clinic's address with its key. The word is always on screen.
#[derive(Clone, Copy, Debug, Display, IntoStaticStr, PartialEq, Eq, Hash)]
#[strum(serialize_all = "UPPERCASE")]
pub enum Mode {
    /// The address is this machine, and the key is one of the sandbox's: nothing is real.
    Sandbox,
    /// Any other `clk_test_` key, at any address: the API is real, its records are not.
    Test,
    /// Everything else, including other addresses on this machine, which may be tunnels to a clinic. Aniva's keys carry
    /// no mark.
    Live,
}

impl Mode {
    /// All modes, the most real first.
    pub const ALL: [Mode; 3] = [Mode::Live, Mode::Test, Mode::Sandbox];

    /// Returns the mode's word.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

//! A clinic API as a value: its name, its form, its lists and its capabilities. Rules, screens and drivers
//! ask the value; only the program's `clinic` module knows which clinic APIs exist.

mod directory;
mod per_clinic;

pub use directory::{Directory, DirectoryRow, Id, IdShape, StaticRef};

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

pub use per_clinic::PerClinic;
use strum::{Display, IntoStaticStr};

use super::api::{Api, ChangeRequest};
use super::sanitize::sanitize;
use super::{FieldId, FieldRole, PatientCorrection, PatientField, PatientRule, Status};
use i18n::{Language, Said};

/// A clinic API, by its definition. Two are equal if they have the same definition.
pub type ClinicId = StaticRef<Definition>;

/// The names that clinics were given by the configuration.
static GIVEN_NAMES: Mutex<Vec<(ClinicId, &str)>> = Mutex::new(Vec::new());

/// Characters of a given name, at most: it stands in the first line of the screen.
const LONGEST_NAME: usize = 20;

/// Everything that differs between clinic APIs.
#[derive(Debug)]
pub struct Definition {
    /// The word on the command line, in files and in the log. Never changes.
    pub word: &'static str,
    /// The name shown to staff.
    pub name: &'static str,
    /// The default address; empty if every clinic has its own. Then it is offered only where that is configured,
    /// or where a person names it.
    pub address: &'static str,
    /// Whether the embedded sandbox replaces it if nothing is configured.
    pub has_sandbox: bool,
    /// The clinic whose shipped templates fill its form, too, where that clinic is not offered.
    pub templates_of: Option<&'static str>,
    /// The form, in order.
    pub form: &'static [FieldId],
    /// The form's field for the patient.
    pub patient: FieldId,
    /// The form's field for the practitioner or location.
    pub provider: FieldId,
    /// The form's field for the start.
    pub start: FieldId,
    /// The fields of a new patient, in the order of the API's documentation.
    pub new_patient: &'static [PatientRule],
    /// The list of its patients.
    pub people: Directory,
    /// The list of its practitioners or locations.
    pub providers: Directory,
    /// The shape of its appointments' ids.
    pub appointment_ids: IdShape,
    /// The prefix of those ids; empty if they have none.
    pub appointment_id_prefix: &'static str,
    /// The list of its panels, if it has one.
    pub panels: Option<Directory>,
    /// The wire format.
    pub api: &'static dyn Api,
    /// The capabilities.
    pub capabilities: Capabilities,
    /// The texts that are its own.
    pub words: Words,
}

/// The capabilities of a clinic API, as far as the desk needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Capabilities {
    /// Whether it books at locations: each may have a zone of its own, and the list includes opening hours.
    pub has_places: bool,
    /// Whether a provider can see several patients at once, so that only its free times tell whether there is
    /// room.
    pub sees_several: bool,
    /// Whether it can be asked for working hours.
    pub has_working_hours: bool,
    /// Whether it can search patients by name, birth date, phone and e-mail address. Otherwise the desk
    /// searches the whole list.
    pub has_patient_search: bool,
    /// How many days ahead a person's appointments are read; `None` for no limit.
    pub agenda_days: Option<u64>,
    /// The lag of its calendars behind its own answers.
    pub lag: Duration,
    /// How many days ahead there may be free times.
    pub days_ahead: u64,
    /// The statuses of blood draws, if it books those.
    pub draw: Option<&'static DrawStatuses>,
    /// The statuses that staff set, each with the one that usually follows; empty if it has no such call.
    pub steps: &'static [(Status, Status)],
    /// Whether an appointment gets another provider by a new appointment and the cancellation of this one.
    pub replaces: bool,
    /// Whether it books visits that have begun already: then that is asked about once, otherwise refused.
    pub takes_past: bool,
}

/// The statuses that tell whether blood was drawn.
#[derive(Debug)]
pub struct DrawStatuses {
    /// The status before the draw: panels, time and place may change.
    pub before: &'static str,
    /// The statuses after the draw; the first is the one right afterwards.
    pub after: &'static [&'static str],
}

/// The messages that are specific to one clinic API.
#[derive(Debug)]
#[expect(missing_docs, reason = "each is named after what it says")]
pub struct Words {
    pub purpose: Said,
    /// Takes `who` and `when`.
    pub patient_busy: Said,
    /// Takes `who`, `when`, `time` and `provider`.
    pub patient_busy_with: Said,
    /// Takes `provider` and `day`.
    pub closed_day: Said,
    /// Takes `provider` and `hours`.
    pub open_hours: Said,
    /// A provider's absence: in two words, with `time` of the return, and of a whole day.
    pub out: Said,
    /// Takes `time`.
    pub out_until: Said,
    pub out_all_day: Said,
    pub the_provider: Said,
    pub ask_for_provider: Said,
    /// Takes `kind`.
    pub pick_again: Said,
    /// Takes `clinic`.
    pub may_not_book: Said,
    /// Takes `variable`.
    pub ask_right_to_book: Said,
    /// Takes `clinic`.
    pub may_not_read: Said,
    pub may_not_add_patients: Said,
    /// Takes `variable`.
    pub key_shape: Said,
    pub slip_title: Said,
    pub slip_provider: Said,
}

impl ClinicId {
    /// Returns the name shown to staff: the one that the configuration gives, else that of the API.
    pub fn name(self) -> &'static str {
        let given = GIVEN_NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        given.iter().find(|(clinic, _)| *clinic == self).map_or(self.0.name, |(_, name)| name)
    }

    /// Sets the name shown to staff, for as long as the program runs; of one line and at most 20 characters.
    pub fn call(self, name: &str) {
        let name: String = sanitize(name).chars().take(LONGEST_NAME).collect();
        let name = name.trim();
        if name != self.name() {
            let mut given = GIVEN_NAMES.lock().unwrap_or_else(PoisonError::into_inner);
            given.retain(|(clinic, _)| *clinic != self);
            given.push((self, name.to_owned().leak()));
        }
    }

    /// Returns the word on the command line, in the configuration and in the log.
    pub fn word(self) -> &'static str {
        self.0.word
    }

    /// Returns the purpose of its appointments.
    pub fn purpose(self, language: Language) -> &'static str {
        self.0.words.purpose.text(language)
    }

    /// Returns the form, in order.
    pub fn form(self) -> &'static [FieldId] {
        self.0.form
    }

    /// Returns the form's field with this role, if there is one.
    pub fn field(self, role: FieldRole) -> Option<FieldId> {
        self.0.form.iter().copied().find(|field| field.role == Some(role))
    }

    /// Returns the field with this name in files.
    pub fn field_by_key(self, key: &str) -> Option<FieldId> {
        self.0.form.iter().copied().find(|field| field.key == key)
    }

    /// Returns the field with this name in request bodies.
    pub fn field_by_wire_name(self, name: &str) -> Option<FieldId> {
        self.0.form.iter().copied().find(|field| field.wire == Some(name))
    }

    /// Returns the position of a field in the form, from 0; `None` if the form has no such field.
    pub fn position(self, field: FieldId) -> Option<usize> {
        self.0.form.iter().position(|own| *own == field)
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

    /// Returns all lists.
    pub fn directories(self) -> impl Iterator<Item = Directory> {
        [Some(self.0.people), Some(self.0.providers), self.0.panels].into_iter().flatten()
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

    /// Returns whether a booking can bear a reference, by which it is found again.
    pub fn bears_references(self) -> bool {
        self.reference_field().is_some()
    }

    /// Returns the field that bears references.
    pub fn reference_field(self) -> Option<FieldId> {
        self.0.form.iter().copied().find(|field| field.bears_reference.is_some())
    }

    /// Returns whether it publishes slots, which the booking client has to mark as taken.
    pub fn publishes_slots(self) -> bool {
        self.0.api.slot("").is_some()
    }

    /// Returns whether a patient's data can be corrected.
    pub fn corrects_patients(self) -> bool {
        self.0.api.change(&ChangeRequest::CorrectPatient(&PatientCorrection::empty(self))).is_some()
    }

    /// Returns the lag of its calendars behind its own answers.
    pub fn lag(self) -> Duration {
        self.0.capabilities.lag
    }

    /// Returns the environment variable of the key.
    pub fn key_variable(self) -> String {
        self.variable("KEY")
    }

    /// Returns the environment variable of the address.
    pub fn address_variable(self) -> String {
        self.variable("URL")
    }

    /// Returns the environment variable of the clinic's zone, if the whole clinic has one zone.
    pub fn zone_variable(self) -> Option<String> {
        (!self.can().has_places).then(|| self.variable("TIMEZONE"))
    }

    /// Returns all environment variables of this clinic.
    pub fn variables(self) -> impl Iterator<Item = String> {
        [Some(self.address_variable()), Some(self.key_variable()), self.zone_variable()].into_iter().flatten()
    }

    /// Returns whether new patients are sorted into groups.
    pub fn has_patient_groups(self) -> bool {
        self.new_patient.iter().any(|rule| rule.field == PatientField::Group)
    }

    /// Returns an environment variable of this clinic: `BOOKDESK_CLINIK_KEY`.
    pub fn variable(self, what: &str) -> String {
        format!("BOOKDESK_{}_{what}", self.0.word.to_uppercase())
    }
}

impl fmt::Debug for ClinicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.word)
    }
}

impl fmt::Display for ClinicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The clinic APIs of a desk, in the order in which they are offered; at least one.
#[derive(Clone, Copy, Debug)]
pub struct Clinics(&'static [ClinicId]);

impl Clinics {
    /// Creates the list.
    ///
    /// # Panics
    ///
    /// Panics if `clinics` is empty.
    pub const fn of(clinics: &'static [ClinicId]) -> Clinics {
        assert!(!clinics.is_empty(), "a desk books somewhere");
        Clinics(clinics)
    }

    /// Returns an iterator over the clinic APIs.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = ClinicId> + ExactSizeIterator + Clone {
        self.0.iter().copied()
    }

    /// Returns the one offered first.
    pub fn first(self) -> ClinicId {
        self.0[0]
    }

    /// Returns the next one, wrapping around.
    pub fn after(self, clinic: ClinicId) -> ClinicId {
        let next = self.0.iter().skip_while(|one| **one != clinic).nth(1);
        next.copied().unwrap_or(self.0[0])
    }

    /// Returns the one with this word.
    ///
    /// # Errors
    ///
    /// Returns a sentence with the valid words.
    pub fn by_word(self, word: &str) -> Result<ClinicId, String> {
        self.iter().find(|clinic| clinic.word() == word).ok_or_else(|| {
            let known: Vec<String> = self.iter().map(|clinic| format!("`{}`", clinic.word())).collect();
            format!("`{word}` is no clinic; there are {}", known.join(" and "))
        })
    }

    /// Returns the one that the templates of this word fill: the clinic itself, else one that shares them.
    pub fn by_template_word(self, word: &str) -> Result<ClinicId, String> {
        let shares = |what| self.iter().find(|clinic| clinic.0.templates_of == Some(word)).ok_or(what);
        self.by_word(word).or_else(shares)
    }

    /// Returns the one whose ids look like this: by their prefix, else by the strictest shape; if several
    /// look alike, `here`.
    pub fn of_id(self, id: &str, here: ClinicId) -> ClinicId {
        let begins = |list: Directory| !list.id_prefix.is_empty() && id.starts_with(list.id_prefix);
        let is_marked = |clinic: &ClinicId| begins(clinic.people()) || begins(clinic.providers());
        let fits = |shape| {
            let mut alike = [here].into_iter().chain(self.iter());
            alike.find(|clinic| clinic.people().ids == shape && clinic.people().id(id).is_some())
        };
        let marked = self.iter().find(is_marked);
        marked.or_else(|| fits(IdShape::Uuid)).or_else(|| fits(IdShape::Word)).unwrap_or(here)
    }

    /// Returns those that `keep` accepts, all if it accepts none. The list lives as long as the program.
    pub fn only(self, keep: impl Fn(ClinicId) -> bool) -> Clinics {
        let kept: Vec<ClinicId> = self.iter().filter(|clinic| keep(*clinic)).collect();
        match kept.len() {
            0 => self,
            first if self.0.starts_with(&kept) => Clinics(&self.0[..first]),
            _ => Clinics(kept.leak()),
        }
    }

    /// Returns the only one whose appointment ids look like this; one that marks its ids comes first.
    pub fn of_appointment(self, id: &str) -> Option<ClinicId> {
        let fits = |clinic: &ClinicId| clinic.has_appointment_ids_like(id);
        let marked = self.iter().find(|clinic| !clinic.appointment_id_prefix.is_empty() && fits(clinic));
        if marked.is_some() {
            return marked;
        }
        let mut alike = self.iter().filter(fits);
        alike.next().filter(|_| alike.next().is_none())
    }

    /// Returns the words of all.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        self.iter().map(ClinicId::word)
    }

    /// Returns all lists of all.
    pub fn directories(self) -> impl Iterator<Item = Directory> {
        self.iter().flat_map(ClinicId::directories)
    }

    /// Returns all fields of all forms.
    pub fn fields(self) -> impl Iterator<Item = FieldId> {
        self.iter().flat_map(|clinic| clinic.form().iter().copied())
    }
}

impl IntoIterator for Clinics {
    type Item = ClinicId;
    type IntoIter = std::iter::Copied<std::slice::Iter<'static, ClinicId>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().copied()
    }
}

/// How real the bookings at a clinic's address with its key are. The word is on screen at all times.
#[derive(Clone, Copy, Debug, Display, IntoStaticStr, PartialEq, Eq, Hash)]
#[strum(serialize_all = "UPPERCASE")]
pub enum Mode {
    /// The address is this machine, and the key is one of the sandbox's own: nothing is real.
    Sandbox,
    /// Any other `clk_test_` key, at any address: the API is real, its records are not.
    Test,
    /// Everything else, including other addresses on this machine: a tunnel to a clinic begins here. Aniva's
    /// keys carry no mark.
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

//! A clinic API as a value: what it is called, what its form asks, which lists it keeps and what it can do. Rules,
//! screens and drivers ask the value; which clinic APIs there are is known to the program's `vendor` room alone.

mod per_vendor;

use std::fmt;
use std::time::Duration;

use super::api::{Api, Change};
use super::{
    Directory, Draft, FieldId, FieldRole, Id, IdShape, PatientCorrection, PatientField, PatientRule,
    StaticRef, Status,
};
use crate::i18n::{Language, Said};

pub use per_vendor::PerVendor;

/// A clinic API, by its definition. Two are the same if they have the same definition.
pub type Vendor = StaticRef<Definition>;

/// Everything that differs from one clinic API to another.
#[derive(Debug)]
pub struct Definition {
    /// The word for it on the command line, in files and in the log. Never changes.
    pub word: &'static str,
    /// The name staff know it by.
    pub name: &'static str,
    /// Where it is unless it is configured otherwise.
    pub address: &'static str,
    /// Whether the embedded sandbox answers in its place where nothing is configured.
    pub has_sandbox: bool,
    /// Its form, in order.
    pub form: &'static [FieldId],
    /// The field that says for whom.
    pub patient: FieldId,
    /// The field that says with whom, or where.
    pub provider: FieldId,
    /// The field that says when.
    pub start: FieldId,
    /// What it asks of a new patient, in the order of its documentation.
    pub new_patient: &'static [PatientRule],
    /// The list of those it books for.
    pub people: Directory,
    /// The list of those it books with, or where.
    pub providers: Directory,
    /// What the ids of its appointments look like.
    pub appointment_ids: IdShape,
    /// What those ids begin with; empty where that tells nothing.
    pub appointment_id_prefix: &'static str,
    /// The list of what blood is looked at for, where it has one.
    pub panels: Option<Directory>,
    /// How it is spoken to.
    pub api: &'static dyn Api,
    /// What it can do.
    pub capabilities: Capabilities,
    /// The sentences that are its own.
    pub words: Words,
}

/// What a clinic API can do, as far as the desk needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Capabilities {
    /// Whether it books at places: each may have a clock of its own, and says in the list when it is open.
    pub has_places: bool,
    /// Whether several can be seen at once by one provider, so that only its free times tell whether there is room.
    pub sees_several: bool,
    /// Whether it is asked when someone works.
    pub has_working_hours: bool,
    /// Whether it can be searched for patients by name, birth date, phone and e-mail address. Otherwise the desk looks
    /// through the whole list.
    pub has_patient_search: bool,
    /// How many days ahead a person's appointments are asked for; all of them where it has no such limit.
    pub agenda_days: Option<u64>,
    /// How far what it tells of calendars may be behind its own answers.
    pub lag: Duration,
    /// How many days ahead there may be free times.
    pub days_ahead: u64,
    /// How its statuses tell whether blood was drawn, where that is what it books.
    pub draw: Option<&'static DrawStatuses>,
    /// The statuses that staff set, each with the one that usually comes next; none where it has no call for that.
    pub steps: &'static [(Status, Status)],
    /// Whether an appointment goes to another provider by a new one, and calling this one off.
    pub replaces: bool,
    /// Whether it books what has begun already: then it is asked about once, otherwise refused.
    pub takes_past: bool,
}

/// How the status of a draw tells whether blood was drawn.
#[derive(Debug)]
pub struct DrawStatuses {
    /// It is still to come: panels, time and place may change.
    pub before: &'static str,
    /// It is done; the first is the one right afterwards.
    pub after: &'static [&'static str],
}

/// The messages that say of one clinic API what no other needs said.
#[derive(Debug)]
#[expect(missing_docs, reason = "each is named after what it says")]
pub struct Words {
    pub purpose: Said,
    /// With `who` and `when`.
    pub patient_busy: Said,
    /// With `who`, `when`, `time` and `provider`.
    pub patient_busy_with: Said,
    /// With `provider` and `day`.
    pub closed_day: Said,
    /// With `provider` and `hours`.
    pub open_hours: Said,
    /// That a provider is not there: in two words, with `time` when they are there again, and of a whole day.
    pub out: Said,
    /// With `time`.
    pub out_until: Said,
    pub out_all_day: Said,
    pub the_provider: Said,
    pub ask_for_provider: Said,
    /// With `kind`.
    pub pick_again: Said,
    /// With `backend`.
    pub may_not_book: Said,
    /// With `variable`.
    pub ask_right_to_book: Said,
    /// With `backend`.
    pub may_not_read: Said,
    pub may_not_add_patients: Said,
    /// With `variable`.
    pub key_shape: Said,
    pub slip_title: Said,
    pub slip_provider: Said,
}

impl Vendor {
    /// The name staff know it by.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// The word for it on the command line, in the configuration and in the log.
    pub fn word(self) -> &'static str {
        self.0.word
    }

    /// What is booked there.
    pub fn purpose(self, language: Language) -> &'static str {
        self.0.words.purpose.text(language)
    }

    /// Its form, in order.
    pub fn form(self) -> &'static [FieldId] {
        self.0.form
    }

    /// The field of its form that plays this role, if one does.
    pub fn field(self, role: FieldRole) -> Option<FieldId> {
        self.0.form.iter().copied().find(|field| field.role == Some(role))
    }

    /// The field that files call so.
    pub fn field_by_key(self, key: &str) -> Option<FieldId> {
        self.0.form.iter().copied().find(|field| field.key == key)
    }

    /// The field that is called so in request bodies.
    pub fn field_by_wire_name(self, name: &str) -> Option<FieldId> {
        self.0.form.iter().copied().find(|field| field.wire == Some(name))
    }

    /// The place of a field in its form, from 0; none where the form has no such field.
    pub fn position(self, field: FieldId) -> Option<usize> {
        self.0.form.iter().position(|own| *own == field)
    }

    /// The field of its form that says for whom.
    pub fn patient_field(self) -> FieldId {
        self.0.patient
    }

    /// The field of its form that says with whom, or where.
    pub fn provider_field(self) -> FieldId {
        self.0.provider
    }

    /// The field of its form that says when.
    pub fn start_field(self) -> FieldId {
        self.0.start
    }

    /// Whether a text looks like the whole id of an appointment there.
    pub fn has_appointment_ids_like(self, text: &str) -> bool {
        let rest = text.strip_prefix(self.0.appointment_id_prefix);
        rest.is_some_and(|rest| !rest.is_empty()) && Id::new(self.0.appointment_ids, text).is_some()
    }

    /// The list of those it books for.
    pub fn people(self) -> Directory {
        self.0.people
    }

    /// The list of those it books with, or where.
    pub fn providers(self) -> Directory {
        self.0.providers
    }

    /// Every list it keeps.
    pub fn directories(self) -> impl Iterator<Item = Directory> {
        [Some(self.0.people), Some(self.0.providers), self.0.panels].into_iter().flatten()
    }

    /// How it is spoken to.
    pub fn api(self) -> &'static dyn Api {
        self.0.api
    }

    /// What it can do.
    pub fn can(self) -> &'static Capabilities {
        &self.0.capabilities
    }

    /// The sentences that are its own.
    pub fn words(self) -> &'static Words {
        &self.0.words
    }

    /// Whether a booking there can bear a reference, by which it is found again.
    pub fn bears_references(self) -> bool {
        self.reference_field().is_some()
    }

    /// The field that bears references.
    pub fn reference_field(self) -> Option<FieldId> {
        self.0.form.iter().copied().find(|field| field.bears_reference)
    }

    /// Whether it publishes slots, which whoever books marks as taken.
    pub fn publishes_slots(self) -> bool {
        self.0.api.slot("").is_some()
    }

    /// Whether the data of a patient can be corrected there.
    pub fn corrects_patients(self) -> bool {
        self.0.api.change(&Change::CorrectPatient(&PatientCorrection::empty(self))).is_some()
    }

    /// How far what it tells of calendars may be behind its own answers.
    pub fn lag(self) -> Duration {
        self.0.capabilities.lag
    }

    /// The variable with its key.
    pub fn key_variable(self) -> String {
        self.variable("KEY")
    }

    /// The variable with its address.
    pub fn address_variable(self) -> String {
        self.variable("URL")
    }

    /// The variable with the zone of its clinic, where the whole clinic has one clock.
    pub fn zone_variable(self) -> Option<String> {
        (!self.can().has_places).then(|| self.variable("TIMEZONE"))
    }

    /// Every variable that sets something of it.
    pub fn variables(self) -> impl Iterator<Item = String> {
        [Some(self.address_variable()), Some(self.key_variable()), self.zone_variable()].into_iter().flatten()
    }

    /// Whether it sorts new patients into groups.
    pub fn has_patient_groups(self) -> bool {
        self.new_patient.iter().any(|rule| rule.field == PatientField::Group)
    }

    /// The variable of the environment that sets this of it: `BOOKDESK_CLINIK_KEY`.
    pub fn variable(self, what: &str) -> String {
        format!("BOOKDESK_{}_{what}", self.0.word.to_uppercase())
    }

    /// An empty form.
    pub fn draft(self) -> Draft {
        Draft::new(self)
    }
}

impl fmt::Debug for Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.word)
    }
}

impl fmt::Display for Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

/// The clinic APIs a desk books at, in the order in which they are offered; at least one.
#[derive(Clone, Copy, Debug)]
pub struct Vendors(&'static [Vendor]);

impl Vendors {
    /// These, in this order.
    ///
    /// # Panics
    /// Where there is none.
    pub const fn of(vendors: &'static [Vendor]) -> Vendors {
        assert!(!vendors.is_empty(), "a desk books somewhere");
        Vendors(vendors)
    }

    /// Each of them.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Vendor> + ExactSizeIterator + Clone {
        self.0.iter().copied()
    }

    /// The one offered first.
    pub fn first(self) -> Vendor {
        self.0[0]
    }

    /// The one after this, round the end.
    pub fn after(self, vendor: Vendor) -> Vendor {
        let next = self.0.iter().skip_while(|one| **one != vendor).nth(1);
        next.copied().unwrap_or(self.0[0])
    }

    /// The one with this word.
    ///
    /// # Errors
    /// A sentence that names the words there are.
    pub fn by_word(self, word: &str) -> Result<Vendor, String> {
        self.iter().find(|vendor| vendor.word() == word).ok_or_else(|| {
            let known: Vec<String> = self.iter().map(|vendor| format!("`{}`", vendor.word())).collect();
            format!("`{word}` is no clinic; there are {}", known.join(" and "))
        })
    }

    /// The one whose ids look so: by what they begin with, else by the strictest shape; where several look alike, the
    /// one that is `here`.
    pub fn of_id(self, id: &str, here: Vendor) -> Vendor {
        let begins = |list: Directory| !list.id_prefix.is_empty() && id.starts_with(list.id_prefix);
        let is_marked = |vendor: &Vendor| begins(vendor.people()) || begins(vendor.providers());
        let fits = |shape| {
            let mut alike = [here].into_iter().chain(self.iter());
            alike.find(|vendor| vendor.people().ids == shape && vendor.people().id(id).is_some())
        };
        let marked = self.iter().find(is_marked);
        marked.or_else(|| fits(IdShape::Uuid)).or_else(|| fits(IdShape::Word)).unwrap_or(here)
    }

    /// The one whose appointments alone have ids like this.
    pub fn of_appointment(self, id: &str) -> Option<Vendor> {
        let mut alike = self.iter().filter(|vendor| vendor.has_appointment_ids_like(id));
        alike.next().filter(|_| alike.next().is_none())
    }

    /// The words of all.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        self.iter().map(Vendor::word)
    }

    /// Every list of every one.
    pub fn directories(self) -> impl Iterator<Item = Directory> {
        self.iter().flat_map(Vendor::directories)
    }

    /// Every field of every form.
    pub fn fields(self) -> impl Iterator<Item = FieldId> {
        self.iter().flat_map(|vendor| vendor.form().iter().copied())
    }
}

impl IntoIterator for Vendors {
    type Item = Vendor;
    type IntoIter = std::iter::Copied<std::slice::Iter<'static, Vendor>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().copied()
    }
}

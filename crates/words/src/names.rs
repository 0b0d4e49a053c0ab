//! The names of patients, practitioners and locations; their ids if no list has them.

use booking::api::shown_in_list;
use booking::time;
use booking::{AppointmentRef, ClinicId, Entry, Naming, Person, fold};
use i18n::say;
use office::{EntryRead, Remote, person};

use crate::Wording;

/// The maximum number of people of one name that are examined.
const MOST_NAMESAKES: usize = 8;

impl Wording<'_> {
    /// Returns a patient's name in lists: from the entry if there is one, else the end of the id.
    pub(crate) fn name_in_list(&self, entry: Option<&Entry>, person: Option<&str>) -> String {
        match (entry, person) {
            (Some(entry), _) => self.naming.name(&entry.name),
            (None, Some(id)) if !id.is_empty() => tail(id),
            (None, _) => say!(self.language, "day-nobody-named").to_owned(),
        }
    }

    /// Returns a patient's name in lists and the birth date if there is room, otherwise the birth year.
    pub fn name_and_birth(&self, clinic: ClinicId, person: &str, has_room: bool) -> [String; 2] {
        let entry = self.office.lists.known(clinic.people(), person);
        match entry.as_deref() {
            Some(entry) if has_room => self.naming.entry(entry, self.language).into(),
            entry => [
                self.name_in_list(entry, Some(person)),
                entry.map(birth_year).unwrap_or_default(),
            ],
        }
    }

    /// Returns whether the clinic has another patient of the same name. Unknown for a long list, which is not searched
    /// here.
    pub(crate) fn has_namesake(&self, clinic: ClinicId, id: &str) -> bool {
        let people = clinic.people();
        let Some(entry) = self.office.lists.known(people, id) else {
            return false;
        };
        let name = fold(&entry.name);
        let list = self.office.lists.list(people).value();
        let clock = self.clock_at(clinic, "");
        let found = list.and_then(|list| list.people_found(&entry.name, &clock, MOST_NAMESAKES));
        let mut found = found.into_iter().flat_map(|found| found.people);
        found.any(|other| other.id() != entry.id && fold(&other.full_name()) == name)
    }

    /// Returns a patient's full name and birth date, however lists name patients; else the id.
    pub fn patient(&self, clinic: ClinicId, id: &str) -> String {
        match self.office.lists.known(clinic.people(), id) {
            Some(entry) => Naming::InFull.identified(&entry, self.language),
            None if id.is_empty() => say!(self.language, "day-nobody-named").to_owned(),
            None => shown_in_list(id),
        }
    }

    /// Returns a patient in full for lists: a sign until the name is read, and the end of the id if the clinic has no
    /// such patient.
    pub fn patient_in_list(&self, clinic: ClinicId, id: &str) -> String {
        if let Some(sign) = self.sign_of_unread(clinic, id) {
            return sign.to_owned();
        }
        match self.office.lists.known(clinic.people(), id) {
            Some(_) => self.patient(clinic, id),
            None => self.name_in_list(None, Some(id)),
        }
    }

    /// Returns the sign that replaces a patient's name until it is read; `None` afterwards, or if the clinic has no
    /// such patient.
    pub fn sign_of_unread(&self, clinic: ClinicId, id: &str) -> Option<&'static str> {
        let people = clinic.people();
        let is_known = id.is_empty() || self.office.lists.known(people, id).is_some();
        let read = self.office.lists.entry_read(people, id);
        let is_settled = is_known || read.is_some_and(EntryRead::is_missing);
        (!is_settled).then(|| say!(self.language, "list-name-unread"))
    }

    /// Returns a patient's birth date, if it is known.
    pub fn birth_date(&self, clinic: ClinicId, id: &str) -> Option<String> {
        let entry = self.office.lists.known(clinic.people(), id)?;
        let born = person(&entry)?.birth_date()?;
        Some(time::date(born, self.language))
    }

    /// Returns the full name of an appointment's patient, and the number of further patients: `Anna Abel, 1 Jan 1940
    /// +2`.
    pub fn patients(&self, clinic: ClinicId, id: &str, further: usize) -> String {
        let first = self.patient(clinic, id);
        if further == 0 {
            first
        } else {
            format!("{first} +{further}")
        }
    }

    /// Returns the name of a practitioner or location in lists, else the end of the id.
    pub fn provider_in_list(&self, clinic: ClinicId, id: &str) -> String {
        let entry = self.office.lists.entry(clinic.providers(), id);
        entry.map_or_else(|| tail(id), |entry| entry.name.clone())
    }

    /// Returns a practitioner by surname or a location by town; the whole name if another has the same.
    pub fn provider_in_a_word(&self, clinic: ClinicId, id: &str) -> String {
        let list = self.office.lists.list(clinic.providers()).value();
        let Some(entry) = self.office.lists.entry(clinic.providers(), id) else {
            return tail(id);
        };
        let same = list
            .into_iter()
            .flat_map(|list| list.entries())
            .filter(|other| word_for(other) == word_for(entry));
        match same.count() {
            0 | 1 => word_for(entry).to_owned(),
            _ => entry.name.clone(),
        }
    }

    /// Returns a practitioner or location by name, else by the id.
    pub fn provider(&self, clinic: ClinicId, id: &str) -> String {
        let known = self.office.lists.known(clinic.providers(), id);
        known.map_or_else(|| shown_in_list(id), |entry| entry.name.clone())
    }

    /// Returns a practitioner or location by name, or by the id if no list names it; `None` if the list can't be read.
    pub(crate) fn provider_if_readable(&self, clinic: ClinicId, id: &str) -> Option<String> {
        let lists = &self.office.lists;
        let is_unread = matches!(lists.list(clinic.providers()), Remote::Failed(_, None));
        if is_unread && lists.known(clinic.providers(), id).is_none() {
            return None;
        }
        Some(self.provider(clinic, id))
    }

    /// Returns the names of an appointment's patient and of its practitioner or location; ids if no list names them.
    pub fn names_of(&self, of: &AppointmentRef) -> Vec<String> {
        let people = (of.clinic.people(), of.person.as_ref());
        let places = (of.clinic.providers(), of.provider.as_ref());
        let name = |directory, id: &String| {
            let known = self.office.lists.known(directory, id);
            known.map_or_else(|| id.clone(), |entry| entry.name.clone())
        };
        [people, places]
            .into_iter()
            .filter_map(|(directory, id)| Some(name(directory, id?)))
            .collect()
    }
}

/// Returns the town of an entry, or the last word of its name.
fn word_for(entry: &Entry) -> &str {
    let surname = || entry.name.split_whitespace().next_back();
    entry.town().or_else(surname).unwrap_or_default()
}

/// Returns a patient's year of birth; empty if unknown.
pub fn birth_year(entry: &Entry) -> String {
    office::person(entry)
        .and_then(Person::birth_year)
        .unwrap_or_default()
        .to_owned()
}

/// Returns the end of an id, which names a patient or provider that is in no loaded list.
pub(crate) fn tail(id: &str) -> String {
    let letters = id.chars().count();
    match letters {
        0..=8 => id.to_owned(),
        _ => format!("…{}", id.chars().skip(letters - 6).collect::<String>()),
    }
}

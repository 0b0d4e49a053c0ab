//! The clinics' lists, and the entries read by their id.

mod catalogue;
mod party;
mod reading;
mod register;
mod search;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::time::Duration;

use super::{Remote, Ticket};
use booking::{
    Candidate, Cause, ClinicId, Directory, Entry, EntryKind, Failure, NamedEntry, Names, Person,
    Place, Provider, RecordState, has_own_record,
};
pub use catalogue::Catalogue;
pub use catalogue::person;
pub(crate) use party::GROWN_UP;
pub use reading::ReadById;
pub use search::SearchEnd;

/// The read of one entry by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryRead {
    /// Requested.
    Asked(Ticket),
    /// The entry exists.
    Found(Entry),
    /// The entry does not exist, or the request failed.
    Failed(Failure),
}

impl EntryRead {
    /// Returns whether the clinic has no such entry.
    pub fn is_missing(&self) -> bool {
        matches!(self, EntryRead::Failed(failure) if failure.report().cause == Cause::NotFound)
    }
}

/// Every list of every clinic, and every entry that was read by its id.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    lists: HashMap<Directory, Remote<Catalogue>>,
    entries_read: HashMap<(Directory, String), EntryRead>,
    /// The names that appointments give to their participants.
    named: HashMap<(Directory, String), Entry>,
    /// When all people were last read, on the monotonic clock.
    pub everyone_read: Option<Duration>,
    /// The lists whose last answer was a failure.
    failed: HashSet<Directory>,
}

impl Lists {
    /// Returns whether any list is loading.
    pub fn any_on_its_way(&self) -> bool {
        self.lists
            .values()
            .any(|list| matches!(list, Remote::Loading(..)))
    }

    /// Returns a list in its present state.
    pub fn list(&self, directory: Directory) -> &Remote<Catalogue> {
        self.lists.get(&directory).unwrap_or(&Remote::Idle)
    }

    /// Returns whether a list has been read, in whole or in part, or has failed.
    pub fn has_answered(&self, directory: Directory) -> bool {
        !matches!(
            self.list(directory),
            Remote::Idle | Remote::Loading(_, None)
        )
    }

    /// Returns whether nobody waits for a list: the last attempt to read it has failed, even if another one is under way.
    pub(crate) fn is_given_up(&self, directory: Directory) -> bool {
        let is_stopped = matches!(self.list(directory), Remote::Stopped(_));
        is_stopped || self.failed.contains(&directory)
    }

    /// Handles the answer to the request with this ticket; an answer to an older request is dropped.
    pub(crate) fn answer(
        &mut self,
        directory: Directory,
        ticket: Ticket,
        answer: Result<Catalogue, Failure>,
    ) {
        if !self.list(directory).awaits(ticket) {
            return;
        }
        if answer.is_ok() {
            self.failed.remove(&directory);
        } else {
            self.failed.insert(directory);
        }
        self.list_mut(directory).answer(ticket, answer);
    }

    /// Returns a list for requesting or filling it.
    pub fn list_mut(&mut self, directory: Directory) -> &mut Remote<Catalogue> {
        self.lists.entry(directory).or_default()
    }

    /// Sets a list that was read.
    pub fn put(&mut self, directory: Directory, list: Catalogue) {
        *self.list_mut(directory) = Remote::Ready(list);
    }

    /// Returns the time zone and opening hours of a location; `None` if no list has them.
    pub fn place(&self, clinic: ClinicId, id: &str) -> Option<&Place> {
        self.entry(clinic.providers(), id.trim())?.place()
    }

    /// Adds the people found by a search to a list.
    pub fn add(&mut self, directory: Directory, found: Catalogue) {
        if let Remote::Ready(catalogue) = self.list_mut(directory) {
            catalogue.add(found);
        }
    }

    /// Replaces a person's data.
    pub fn correct(&mut self, directory: Directory, person: &Person) {
        self.note(
            directory,
            person.id(),
            EntryRead::Found(Entry::from(person)),
        );
        if let Remote::Ready(catalogue) = self.list_mut(directory) {
            catalogue.correct(person);
        }
    }

    /// Returns the known entry with this id, unless it is a person's: for people see [`known`](Lists::known).
    pub fn entry(&self, directory: Directory, id: &str) -> Option<&Entry> {
        let Cow::Borrowed(entry) = self.known(directory, id)? else {
            return None;
        };
        Some(entry)
    }

    /// Returns the two-letter code of a practitioner or location, if the list is read and gives one.
    pub fn code_of(&self, provider: &Provider) -> Option<&str> {
        let list = self.list(provider.clinic().providers()).value()?;
        list.codes().code(provider.id())
    }

    /// Returns the entry with this id, from its list or from a read by its id; else the name that an appointment gives.
    pub fn known(&self, directory: Directory, id: &str) -> Option<Cow<'_, Entry>> {
        let listed = self
            .list(directory)
            .value()
            .and_then(|catalogue| catalogue.by_id(id));
        listed.or_else(|| match self.entry_read(directory, id) {
            Some(EntryRead::Found(entry)) => Some(Cow::Borrowed(entry)),
            // A patient's record has more than the name, so it is requested first.
            None if directory.lists_people && has_own_record(id) => None,
            None | Some(EntryRead::Asked(_) | EntryRead::Failed(_)) => {
                let key = (directory, id.to_lowercase());
                self.named.get(&key).map(Cow::Borrowed)
            }
        })
    }

    /// Returns the state of the record of a booking's patient, if it is known not to be in use.
    pub fn record_state(&self, candidate: &Candidate) -> Option<RecordState> {
        let entry = self.known(candidate.clinic.people(), &candidate.person)?;
        entry.record_state().cloned()
    }

    /// Returns whether the clinic of a booking states that it has no patient with this id.
    pub(crate) fn is_unknown_patient(&self, candidate: &Candidate) -> bool {
        let lookup = self.entry_read(candidate.clinic.people(), &candidate.person);
        candidate.clinic.api().states_records() && lookup.is_some_and(EntryRead::is_missing)
    }

    /// Returns whether this practitioner is known to be inactive.
    pub fn is_retired(&self, provider: Option<&Provider>) -> bool {
        let entry = provider.and_then(|one| self.entry(one.clinic().providers(), one.id()));
        entry.is_some_and(|entry| entry.kind == EntryKind::Retired)
    }

    /// Returns the names of a clinic's panels, separated by commas; for a panel without a known name, its id.
    pub fn panel_names(&self, clinic: ClinicId, ids: &[impl ToString]) -> String {
        let name = |id: String| match clinic.panels.and_then(|list| self.known(list, &id)) {
            Some(entry) => entry.name.clone(),
            None => id,
        };
        let names: Vec<String> = ids.iter().map(ToString::to_string).map(name).collect();
        names.join(", ")
    }

    /// Returns the read of the entry with this id, if it was requested.
    pub fn entry_read(&self, directory: Directory, id: &str) -> Option<&EntryRead> {
        self.entries_read.get(&(directory, id.to_lowercase()))
    }

    /// Records people that a clinic has named with their appointments, unless they are known.
    pub(crate) fn learn_people(&mut self, people: Vec<Person>) {
        for person in people {
            let directory = person.clinic().people();
            if self.known(directory, person.id()).is_none() {
                self.note(
                    directory,
                    person.id(),
                    EntryRead::Found(Entry::from(&person)),
                );
            }
        }
    }

    /// Records the names that appointments give to their participants.
    pub(crate) fn learn_names(&mut self, named: Vec<NamedEntry>) {
        let keyed = named.into_iter();
        self.named
            .extend(keyed.map(|(directory, entry)| ((directory, entry.id.to_lowercase()), entry)));
    }

    /// Records the read of an entry.
    pub fn note(&mut self, directory: Directory, id: &str, found: EntryRead) {
        self.entries_read
            .insert((directory, id.to_lowercase()), found);
    }
}

impl Names for Lists {
    fn person(&self, clinic: ClinicId, id: &str) -> Option<String> {
        self.known(clinic.people(), id)
            .map(|entry| entry.name.clone())
    }

    fn provider(&self, clinic: ClinicId, id: &str) -> Option<String> {
        self.known(clinic.providers(), id)
            .map(|entry| entry.name.clone())
    }
}

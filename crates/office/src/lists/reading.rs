//! Requests for lists, and for single people who are not in their list.

use booking::{ClinicId, Directory, Entry, Failure, Listing};

use crate::{ClinicCall, EntryPlace, Office, OfficeNews, Remote, Ticket};

use super::{Catalogue, EntryRead};

/// The most concurrent requests.
const MOST_AT_ONCE: usize = 4;

/// The people requested so far.
#[derive(Clone, Default)]
pub struct ReadById {
    asked: Vec<(Directory, String)>,
}

impl ReadById {
    /// Requests the next of the wanted people who are not in their list.
    pub fn ask(&mut self, office: &mut Office, wanted: impl Iterator<Item = (Directory, String)>) {
        let is_awaited = |(directory, id): &&(Directory, String)| {
            matches!(
                office.lists.entry_read(*directory, id),
                Some(EntryRead::Asked(_))
            )
        };
        let room = MOST_AT_ONCE.saturating_sub(self.asked.iter().filter(is_awaited).count());
        let mut next: Vec<(Directory, String)> = Vec::new();
        for person in wanted {
            if next.len() >= room {
                break;
            }
            let is_new =
                office.lists.entry_read(person.0, &person.1).is_none() && !next.contains(&person);
            if is_new && office.lists.has_answered(person.0) {
                next.push(person);
            }
        }
        self.asked.extend(next.iter().cloned());
        for (directory, id) in next {
            office.read_entry(directory, id);
        }
    }
}

impl Office {
    /// Reads the lists for the form of a clinic, unless they are loaded, so that names can be typed at once.
    pub fn read_lists_of(&mut self, clinic: ClinicId) {
        for directory in clinic.directories().chain(clinic.further_lists()) {
            self.read_list(directory);
        }
    }

    /// Reads the lists that name patients, practitioners and locations, except those tried before.
    pub fn read_names(&mut self) {
        let clinics = self.setup.clinics;
        let lists = clinics
            .iter()
            .map(ClinicId::providers)
            .chain(clinics.iter().map(ClinicId::people));
        lists.for_each(|directory| self.read_list_first(directory));
    }

    /// Reads the lists of every clinic, except those tried before.
    pub fn read_every_list_first(&mut self) {
        for directory in self.setup.clinics.directories() {
            self.read_list_first(directory);
        }
    }

    /// Returns whether the patients and the free times of a clinic are read before they are needed. This is unnecessary
    /// if everything can be searched for.
    pub fn reads_ahead_at(&self, clinic: ClinicId) -> bool {
        self.setup.reads_ahead || !clinic.can().searches_numbers
    }

    /// Returns whether a list is read before it is needed.
    pub fn reads_ahead(&self, directory: Directory) -> bool {
        !directory.lists_people || self.reads_ahead_at(directory.clinic())
    }

    /// Reads a list, unless that was tried before.
    pub fn read_list_first(&mut self, directory: Directory) {
        if matches!(self.lists.list(directory), Remote::Idle) {
            self.read_list(directory);
        }
    }

    /// Reads a list, unless it is loaded, or its clinic can't be reached.
    pub fn read_list(&mut self, directory: Directory) {
        let is_wanted = matches!(
            self.lists.list(directory),
            Remote::Idle | Remote::Failed(..) | Remote::Stopped(_)
        );
        if !is_wanted || self.is_unreachable(directory.clinic()) {
            return;
        }
        if self.reads_ahead(directory) {
            return self.read_list_again(directory);
        }
        // Nobody is known beforehand: named people are searched for.
        let nobody = Listing {
            entries: Vec::new(),
            complete: false,
        };
        self.lists
            .put(directory, Catalogue::of_list(directory, nobody));
        self.tell(OfficeNews::ListRead);
    }

    /// Reads a list even if it is loaded. The loaded entries stay in use meanwhile.
    pub fn read_list_again(&mut self, directory: Directory) {
        let ticket = self.call(ClinicCall::List(directory));
        self.lists.list_mut(directory).ask(ticket);
    }

    /// Reads the entry with an id that is in no loaded list, unless that was tried before. Returns whether it is being
    /// read.
    pub fn read_entry(&mut self, directory: Directory, id: String) -> bool {
        let asked = self.lists.entry_read(directory, &id);
        if matches!(asked, Some(EntryRead::Asked(_))) || self.lists.known(directory, &id).is_some()
        {
            return false;
        }
        let call = ClinicCall::ReadEntry(EntryPlace::List, directory, id.clone().into());
        let ticket = self.call(call);
        self.lists.note(directory, &id, EntryRead::Asked(ticket));
        true
    }

    /// Reads the entries of these people, at most `most` of those not read before.
    pub fn read_entries(&mut self, named: Vec<(Directory, String)>, most: usize) {
        let mut asked = 0;
        for (directory, id) in named {
            if asked == most {
                break;
            }
            asked += usize::from(self.read_entry(directory, id));
        }
    }

    /// Handles a list, or why it could not be read.
    pub(crate) fn on_list_read(
        &mut self,
        ticket: Ticket,
        directory: Directory,
        answer: Result<Listing, Failure>,
    ) {
        let list = answer.map(|listing| Catalogue::of_list(directory, listing));
        self.lists.answer(directory, ticket, list);
        self.tell(OfficeNews::ListRead);
    }

    /// Handles the entry that was read by its id, because no list has it.
    pub(crate) fn on_entry_read(
        &mut self,
        ticket: Ticket,
        directory: Directory,
        id: &str,
        answer: Result<Entry, Failure>,
    ) {
        if self.lists.entry_read(directory, id) != Some(&EntryRead::Asked(ticket)) {
            return;
        }
        let lookup = match answer {
            Ok(entry) => EntryRead::Found(entry),
            Err(failure) => EntryRead::Failed(failure),
        };
        self.lists.note(directory, id, lookup);
    }

    /// Adds this entry to a list.
    pub fn learn(&mut self, directory: Directory, entry: Entry) {
        let found = EntryRead::Found(entry.clone());
        self.lists.note(directory, &entry.id, found);
        let listing = Listing {
            entries: vec![entry],
            complete: true,
        };
        self.lists.add(directory, Catalogue::of(listing));
    }
}

//! The patients, practitioners and templates used last: they come first in an open list while nothing is
//! typed. Only ids and times are kept; names come from the lists. A visit can be booked again.

use chrono::TimeDelta;

use booking::{Change, ClinicId, Directory, Draft, Entry};

use crate::{Office, Recent, Used};

/// The maximum number kept of each kind at each clinic: as many rows as can be read at a glance.
const MOST: usize = 4;

/// The time for which an entry is kept. After a day it is no more likely to be used again than any other.
const A_DAY: TimeDelta = TimeDelta::days(1);

impl Office {
    /// Returns the entries of a list that were booked with last, newest first.
    pub fn recent_of(&self, directory: Directory) -> impl DoubleEndedIterator<Item = &str> {
        let clinics = self.setup.clinics;
        let of_list = move |recent: &&Recent| recent.directory(clinics) == Some(directory);
        let recents = self.drafts.recents.iter().filter(of_list);
        recents.map(|recent| recent.id.as_str())
    }

    /// Moves the entries of a list that were booked with last to its beginning.
    pub fn recent_first(&self, directory: Directory, entries: &mut [&Entry]) {
        for id in self.recent_of(directory).rev() {
            let mut places = entries.iter();
            if let Some(place) = places.position(|entry| entry.id.eq_ignore_ascii_case(id)) {
                entries[..=place].rotate_right(1);
            }
        }
    }

    /// Returns the letter of the template last used at a clinic.
    pub fn last_template(&self, clinic: ClinicId) -> Option<char> {
        let here = clinic.word();
        let mut recents = self.drafts.recents.iter();
        let last = recents.find(|used| used.recent == Used::Template && used.clinic == here)?;
        last.id.chars().next()
    }

    /// Records the patient, the provider and the template of a booking as used.
    pub fn record_use(&mut self, change: &Change, draft: &Draft) {
        let clinic = change.clinic().word();
        let at = self.moment.now;
        let template = self.setup.templates.behind(draft);
        let used = [
            (Used::Person, Some(change.subject().0)),
            (
                Used::Provider,
                change.provider().map(|provider| provider.id()),
            ),
            (
                Used::Template,
                template.map(|template| template.letter().to_string()),
            ),
        ];
        for (recent, id) in used {
            let Some(id) = id else { continue };
            let clinic = clinic.to_owned();
            let used = Recent {
                clinic,
                recent,
                id,
                at,
            };
            self.drafts.recents.insert(0, used);
        }
        self.tidy_recents();
    }

    /// Adds the entries of the last run behind those used since.
    pub(super) fn restore_recents(&mut self, recents: &[Recent]) {
        self.drafts.recents.extend_from_slice(recents);
        self.tidy_recents();
    }

    /// Keeps the newest of each kind up to the limit, and drops what is a day old.
    fn tidy_recents(&mut self) {
        let oldest = self.moment.now - A_DAY;
        let mut newest: Vec<Recent> = Vec::new();
        let recents = self.drafts.recents.drain(..);
        for recent in recents.filter(|recent| recent.at > oldest) {
            let of_kind =
                |other: &&Recent| other.clinic == recent.clinic && other.recent == recent.recent;
            let same = newest.iter().filter(of_kind);
            if same.clone().count() < MOST && same.clone().all(|other| other.id != recent.id) {
                newest.push(recent);
            }
        }
        self.drafts.recents = newest;
    }
}

//! The patients, practitioners and templates used last: they come first in an open list while nothing is
//! typed. Only ids and times are kept; names come from the lists.

use chrono::TimeDelta;

use crate::booking::{Change, Directory, Draft, Entry};
use crate::desk::Desk;

use super::state::{Recent, Used};

/// The maximum number kept of each kind at each clinic: as many rows as are taken in at a glance.
const MOST: usize = 4;

/// A patient who was here yesterday at this time is no more likely to be meant than anyone else.
const A_DAY: TimeDelta = TimeDelta::days(1);

impl Desk {
    /// Records the patient, the provider and the template of a booking as used.
    pub(in crate::desk) fn record_use(&mut self, change: &Change, draft: &Draft) {
        let (backend, at) = (change.backend(), self.moment.now);
        let template = self.setup.templates.behind(draft).map(|template| template.letter().to_string());
        let used = [
            (Used::Person, Some(change.subject().0)),
            (Used::Provider, change.provider().map(|provider| provider.id())),
            (Used::Template, template),
        ];
        for (recent, id) in used.into_iter().filter_map(|(recent, id)| Some((recent, id?))) {
            self.drafts
                .autosave
                .recents
                .insert(0, Recent { backend: backend.word().to_owned(), recent, id, at });
        }
        self.tidy_recents();
    }

    /// Adds the entries of the last run behind those used since.
    pub(in crate::desk) fn restore_recents(&mut self, recents: Vec<Recent>) {
        self.drafts.autosave.recents.extend(recents);
        self.tidy_recents();
    }

    /// Keeps the newest of each kind up to the limit, and drops what is a day old.
    fn tidy_recents(&mut self) {
        let oldest = self.moment.now - A_DAY;
        let mut kept: Vec<Recent> = Vec::new();
        for recent in self.drafts.autosave.recents.drain(..).filter(|recent| recent.at > oldest) {
            let of_kind = |other: &&Recent| other.backend == recent.backend && other.recent == recent.recent;
            let same = kept.iter().filter(of_kind);
            if same.clone().count() < MOST && same.clone().all(|other| other.id != recent.id) {
                kept.push(recent);
            }
        }
        self.drafts.autosave.recents = kept;
    }

    /// Returns the entries of a list that were booked with last, newest first.
    pub(in crate::desk) fn recent_of(&self, directory: Directory) -> impl DoubleEndedIterator<Item = &str> {
        let of_list = move |recent: &&Recent| recent.directory(self.setup.vendors) == Some(directory);
        self.drafts.autosave.recents.iter().filter(of_list).map(|recent| recent.id.as_str())
    }

    /// Moves the entries of a list that were booked with last to its beginning.
    pub(in crate::desk) fn recent_first(&self, directory: Directory, entries: &mut [&Entry]) {
        for id in self.recent_of(directory).rev() {
            if let Some(place) = entries.iter().position(|entry| entry.id.eq_ignore_ascii_case(id)) {
                entries[..=place].rotate_right(1);
            }
        }
    }

    /// Returns the letter of the template last used with the current form.
    pub(in crate::desk) fn last_template(&self) -> Option<char> {
        let here = self.backend.word();
        let last = self
            .drafts
            .autosave
            .recents
            .iter()
            .find(|used| used.recent == Used::Template && used.backend == here)?;
        last.id.chars().next()
    }
}

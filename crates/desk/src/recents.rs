//! The patients, practitioners and templates used last: they come first in an open list while nothing is
//! typed. Only ids and times are kept; names come from the lists. A visit can be booked again.

use chrono::TimeDelta;

use crate::{Desk, Forms, Part};
use booking::{Change, Directory, Draft, Entry};
use office::{Recent, Used};

/// The maximum number kept of each kind at each clinic: as many rows as can be read at a glance.
const MOST: usize = 4;

/// The time for which an entry is kept. After a day it is no more likely to be used again than any other.
const A_DAY: TimeDelta = TimeDelta::days(1);

/// Returns the entries of a list that were booked with last, newest first.
pub(crate) fn recent_of(
    desk: &Desk,
    directory: Directory,
) -> impl DoubleEndedIterator<Item = &str> {
    let of_list =
        move |recent: &&Recent| recent.directory(desk.office.setup.clinics) == Some(directory);
    desk.drafts
        .autosave
        .recents
        .iter()
        .filter(of_list)
        .map(|recent| recent.id.as_str())
}

/// Moves the entries of a list that were booked with last to its beginning.
pub(crate) fn recent_first(desk: &Desk, directory: Directory, entries: &mut [&Entry]) {
    for id in recent_of(desk, directory).rev() {
        if let Some(place) = entries
            .iter()
            .position(|entry| entry.id.eq_ignore_ascii_case(id))
        {
            entries[..=place].rotate_right(1);
        }
    }
}

/// Returns the letter of the template last used with the current form.
pub(crate) fn last_template(desk: &Desk) -> Option<char> {
    let here = desk.clinic.word();
    let mut recents = desk.drafts.autosave.recents.iter();
    let last = recents.find(|used| used.recent == Used::Template && used.clinic == here)?;
    last.id.chars().next()
}

impl Part<'_, Forms> {
    /// Records the patient, the provider and the template of a booking as used.
    pub(crate) fn record_use(&mut self, change: &Change, draft: &Draft) {
        let clinic = change.clinic();
        let at = self.office.moment.now;
        let template = self
            .office
            .setup
            .templates
            .behind(draft)
            .map(|template| template.letter().to_string());
        let used = [
            (Used::Person, Some(change.subject().0)),
            (
                Used::Provider,
                change.provider().map(|provider| provider.id()),
            ),
            (Used::Template, template),
        ];
        for (recent, id) in used
            .into_iter()
            .filter_map(|(recent, id)| Some((recent, id?)))
        {
            let used = Recent {
                clinic: clinic.word().to_owned(),
                recent,
                id,
                at,
            };
            self.drafts_mut().autosave.recents.insert(0, used);
        }
        self.tidy_recents();
    }

    /// Adds the entries of the last run behind those used since.
    pub(crate) fn restore_recents(&mut self, recents: Vec<Recent>) {
        self.drafts_mut().autosave.recents.extend(recents);
        self.tidy_recents();
    }

    /// Keeps the newest of each kind up to the limit, and drops what is a day old.
    fn tidy_recents(&mut self) {
        let oldest = self.office.moment.now - A_DAY;
        let mut newest: Vec<Recent> = Vec::new();
        for recent in self
            .drafts_mut()
            .autosave
            .recents
            .drain(..)
            .filter(|recent| recent.at > oldest)
        {
            let of_kind =
                |other: &&Recent| other.clinic == recent.clinic && other.recent == recent.recent;
            let same = newest.iter().filter(of_kind);
            if same.clone().count() < MOST && same.clone().all(|other| other.id != recent.id) {
                newest.push(recent);
            }
        }
        self.drafts_mut().autosave.recents = newest;
    }
}

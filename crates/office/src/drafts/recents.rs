//! The patients, practitioners, templates and commands used last: they come first in an open list while nothing is
//! typed. Only ids and times are kept; names come from the lists. A visit can be booked again.

use std::cmp::Reverse;

use chrono::TimeDelta;

use booking::{Change, ClinicId, Directory, Draft, Entry, is_same_id};

use crate::{Office, Recent, Used};

/// The most entries of each kind kept for each clinic: as many rows as can be read at a glance.
const MOST: usize = 4;

/// How long an entry is kept. After a day a patient is no more likely to be booked again than any other.
const A_DAY: TimeDelta = TimeDelta::days(1);
/// How long a command is kept, because work recurs from week to week.
const A_MONTH: TimeDelta = TimeDelta::days(30);

impl Office {
    /// Returns the entries of a list used in the last bookings, newest first.
    pub fn recent_of(&self, directory: Directory) -> impl DoubleEndedIterator<Item = &str> {
        let clinics = self.setup.clinics;
        let of_list = move |recent: &&Recent| recent.directory(clinics) == Some(directory);
        let recents = self.drafts.recents.iter().filter(of_list);
        recents.map(|recent| recent.id.as_str())
    }

    /// Moves the entries of a list used in the last bookings to its beginning.
    pub fn recent_first(&self, directory: Directory, entries: &mut [&Entry]) {
        for id in self.recent_of(directory).rev() {
            let mut places = entries.iter();
            if let Some(place) = places.position(|entry| is_same_id(&entry.id, id)) {
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
            (Used::Person, Some(change.patient())),
            (
                Used::Provider,
                change.provider().map(|provider| provider.id().to_owned()),
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

    /// Records a command of the list of commands as used, at the clinic of the current form.
    pub fn record_command(&mut self, clinic: ClinicId, name: &str) {
        let used = Recent {
            clinic: clinic.word().to_owned(),
            recent: Used::Command,
            id: name.to_owned(),
            at: self.moment.now,
        };
        self.drafts.recents.insert(0, used);
        self.tidy_recents();
    }

    /// Returns the names of the commands used last, newest first, each once.
    pub fn recent_commands(&self) -> Vec<&str> {
        let mut used: Vec<&Recent> = self.drafts.recents.iter().collect();
        used.retain(|used| used.recent == Used::Command);
        used.sort_by_key(|used| Reverse(used.at));
        let mut names: Vec<&str> = Vec::new();
        for used in used {
            if names.len() < MOST && !names.contains(&used.id.as_str()) {
                names.push(&used.id);
            }
        }
        names
    }

    /// Adds the entries of the last run after those used since.
    pub(super) fn restore_recents(&mut self, recents: &[Recent]) {
        self.drafts.recents.extend_from_slice(recents);
        self.tidy_recents();
    }

    /// Keeps the newest of each kind up to the limit, and drops old ones.
    fn tidy_recents(&mut self) {
        let now = self.moment.now;
        let is_fresh = |recent: &Recent| {
            let kept_for = match recent.recent {
                Used::Command => A_MONTH,
                Used::Person | Used::Provider | Used::Template => A_DAY,
            };
            recent.at > now - kept_for
        };
        let mut newest: Vec<Recent> = Vec::new();
        for recent in self.drafts.recents.drain(..).filter(is_fresh) {
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

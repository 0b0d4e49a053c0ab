//! The amounts of a day: booked, unknown, arrived and missing patients, and the next free times.

use std::collections::{HashMap, HashSet};

use chrono::{DurationRound, TimeDelta};
use zones::Zone;

use booking::{Attendance, ClinicId, Provider, is_same_id, time};
use i18n::{Language, say};
use office::{CalendarQuery, Office, WhyAway};

use super::{DayList, DayRow};
use crate::Wording;

/// The minutes after its end at which a visit that is still on counts as forgotten: nobody recorded the end.
const FORGOTTEN: i64 = 60;

/// The amounts of a day in words.
pub struct DayAmounts {
    /// The text.
    pub text: String,
    /// Whether appointments overlap or fall into an absence, somebody is behind, or a clinic has sent only part of the
    /// day.
    pub needs_care: bool,
}

/// Counts of the listed rows. Each appointment counts as booked, as arrived, or as missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayCounts {
    /// The appointments that take place and whose patients are not known to have arrived.
    pub booked: usize,
    /// The bookings of unknown outcome.
    pub unknown: usize,
    /// The patients who have arrived.
    pub arrived: usize,
    /// The patients who did not come.
    pub missed: usize,
    /// The appointments that overlap another.
    pub overlapping: usize,
    /// The appointments within an absence of the practitioner.
    pub away: usize,
}

impl DayCounts {
    /// Returns the number of appointments to which somebody is expected, or has come.
    pub fn expected_or_arrived(&self) -> usize {
        self.booked + self.arrived
    }

    /// Counts these rows. An appointment with two practitioners has two rows and counts once.
    pub fn of<'a>(rows: impl Iterator<Item = &'a DayRow>) -> DayCounts {
        let mut counts = DayCounts::default();
        let mut counted = HashSet::new();
        for row in rows {
            let key = row.booked().map(|booked| (booked.clinic, &booked.id));
            if key.is_some_and(|key| !counted.insert(key)) {
                continue;
            }
            counts.unknown += usize::from(row.is_unknown());
            counts.overlapping += usize::from(row.line.overlaps);
            counts.away += usize::from(matches!(row.away, Some(WhyAway::Absence(_))));
            match row.attendance() {
                Some(Attendance::Here | Attendance::Seen) => counts.arrived += 1,
                Some(Attendance::Missed) => counts.missed += 1,
                Some(_) if row.line.is_live() => counts.booked += 1,
                _ => {}
            }
        }
        counts
    }
}

impl DayList {
    /// Returns by how many minutes a practitioner or location is behind today. The first patient who is there counts as
    /// being seen: the delay runs from the end of that visit, and from the time at which each other patient who is
    /// there should have been seen. After an hour, a visit counts as over. A longer delay that a desk has noted for the
    /// day takes precedence.
    pub fn minutes_behind(&self, words: Wording<'_>, provider: &Provider) -> Option<i64> {
        if !self.is_today(words) {
            return None;
        }
        let id = provider.id();
        let is_theirs = |row: &&DayRow| {
            let with = row.provider.as_deref();
            row.clinic == provider.clinic() && with.is_some_and(|of| is_same_id(of, id))
        };
        let theirs: Vec<&DayRow> = self.rows_here().filter(is_theirs).collect();
        minutes_behind(words, provider, &theirs)
    }

    /// Returns the practitioners and locations of listed rows that are behind, each with the minutes.
    fn behind(&self, words: Wording<'_>) -> Vec<(String, i64)> {
        let mut behind: Vec<(String, i64)> = Vec::new();
        if !self.is_today(words) {
            return behind;
        }
        let mut here: HashMap<(ClinicId, String), Vec<&DayRow>> = HashMap::new();
        for row in self.rows_here() {
            let id = row.provider.as_deref().unwrap_or_default();
            let theirs = here.entry((row.clinic, id.to_ascii_lowercase()));
            theirs.or_default().push(row);
        }
        for row in self
            .summary
            .providers
            .iter()
            .map(|place| &self.rows[*place])
        {
            let id = row.provider.as_deref().unwrap_or_default();
            if behind.iter().any(|(with, _)| *with == row.with) {
                continue;
            }
            let Some(provider) = Provider::named(row.clinic, id) else {
                continue;
            };
            let theirs = here.get(&(row.clinic, id.to_ascii_lowercase()));
            let theirs = theirs.map(Vec::as_slice).unwrap_or_default();
            let minutes = minutes_behind(words, &provider, theirs);
            behind.extend(minutes.map(|minutes| (row.with.clone(), minutes)));
        }
        behind
    }

    /// Returns the reads of the clinics that have listed rows.
    pub fn reads_listed<'a>(
        &'a self,
        office: &'a Office,
    ) -> impl Iterator<Item = &'a CalendarQuery> {
        let only = self.only.as_ref().map(|only| only.provider.clinic());
        self.clinics(office)
            .filter(move |clinic| only.is_none_or(|only| clinic.clinic() == Some(only)))
    }

    /// Returns the amounts of the listed rows, with times on the clock of `zone`.
    pub fn amounts(&self, words: Wording<'_>, zone: Zone) -> DayAmounts {
        let language = words.language;
        let counts = self.summary.counts;
        let booked = self.booked_in_words(&counts, language);
        let mut parts: Vec<String> = booked.into_iter().collect();
        parts.extend(
            (counts.unknown > 0).then(|| say!(language, "day-unknown", count = counts.unknown)),
        );
        parts.extend(
            (counts.arrived > 0).then(|| say!(language, "day-arrived", count = counts.arrived)),
        );
        parts.extend(
            (counts.missed > 0).then(|| say!(language, "day-missed", count = counts.missed)),
        );
        let overlapping = counts.overlapping;
        parts.extend(
            (overlapping > 0).then(|| say!(language, "day-overlapping", count = overlapping)),
        );
        parts.extend(
            (counts.away > 0).then(|| say!(language, "day-in-absence", count = counts.away)),
        );
        let behind = self.behind(words);
        parts.extend(
            behind
                .iter()
                .map(|(who, minutes)| say!(language, "day-behind", who = who.as_str(), minutes)),
        );
        parts.extend(self.free_soon(words, zone));
        if self.only.is_some() && !self.knows_free_times() {
            parts.push(say!(language, "day-free-unknown").to_owned());
        }
        let is_foreign = zone != words.office.setup.zone;
        parts.extend(
            is_foreign.then(|| say!(language, "grid-clock", town = time::town(zone, language))),
        );
        let part = self
            .reads_listed(words.office)
            .find(|clinic| clinic.is_whole() == Some(false));
        let name = part.and_then(CalendarQuery::clinic).map(ClinicId::name);
        parts.extend(
            name.map(|name| format!("! {}", say!(language, "day-not-whole", clinic = name))),
        );
        DayAmounts {
            text: parts.join(" · "),
            needs_care: counts.overlapping + counts.away > 0
                || part.is_some()
                || !behind.is_empty(),
        }
    }

    /// Returns the number of listed rows that are booked, or that there is none; `None` if the other counts say enough.
    fn booked_in_words(&self, counts: &DayCounts, language: Language) -> Option<String> {
        let has_some = counts.unknown + counts.arrived + counts.missed > 0;
        match (counts.booked, self.filter()) {
            (0, _) if has_some => None,
            (0, "") => Some(say!(language, "day-none").to_owned()),
            (0, _) if self.asks_who_waits() && self.listed.is_empty() => {
                Some(say!(language, "day-nobody-waiting").to_owned())
            }
            (0, filter) if self.listed.is_empty() => Some(say!(language, "day-none-fits", filter)),
            (count, _) => Some(say!(language, "day-booked", count = count)),
        }
    }

    /// Returns the number of free times until the end of the next full hour, which is named on the clock of `zone`.
    fn free_soon(&self, words: Wording<'_>, zone: Zone) -> Option<String> {
        let now = words.office.moment.now;
        let until = (now + TimeDelta::hours(2))
            .duration_trunc(TimeDelta::hours(1))
            .ok()?;
        if !self.is_today(words) {
            return None;
        }
        let count = self.free_between(now, until);
        let until = until.with_timezone(&zone);
        let time = time::oclock(until.time(), words.language);
        (count > 0).then(|| {
            say!(
                words.language,
                "day-free-before",
                count = count,
                time = time
            )
        })
    }

    /// Returns whether this is today by the desk's clock, or a week that includes today.
    pub fn is_today(&self, words: Wording<'_>) -> bool {
        self.dates().any(|date| date == words.today())
    }

    /// Returns the time zone of all listed rows, if they share one and it isn't the desk's.
    pub(crate) fn foreign_zone(&self, words: Wording<'_>) -> Option<Zone> {
        let own = words.office.setup.zone;
        match self.summary.zones[..] {
            [] => self
                .only
                .as_ref()
                .map(|only| only.zone)
                .filter(|zone| *zone != own),
            [zone] => Some(zone).filter(|zone| *zone != own),
            _ => None,
        }
    }

    /// Returns the time zone of the rows, or the desk's if they have several.
    pub fn zone_of_rows(&self, words: Wording<'_>) -> Zone {
        self.foreign_zone(words).unwrap_or(words.office.setup.zone)
    }

    /// Returns whether each row names its time zone: the rows have several, one of them not the desk's.
    pub fn has_zones(&self) -> bool {
        self.summary.zones.len() > 1
    }
}

/// Returns by how many minutes a practitioner or location is behind. `theirs` are their patients who are there, in
/// order.
fn minutes_behind(words: Wording<'_>, provider: &Provider, theirs: &[&DayRow]) -> Option<i64> {
    let mut theirs = theirs.iter();
    let on = theirs.next().and_then(|row| row.line.end);
    let waits_from = |row: &&DayRow| {
        row.here_since
            .map_or(row.line.start, |at| at.max(row.line.start))
    };
    let since = on.into_iter().chain(theirs.map(waits_from));
    let minutes = since
        .map(|at| words.minutes_since(at))
        .filter(|minutes| (1..FORGOTTEN).contains(minutes));
    let office = words.office;
    let noted = office.book.late_note(provider, office.moment.now);
    let noted = noted.map(|note| i64::from(note.minutes.get()));
    minutes.chain(noted).max()
}

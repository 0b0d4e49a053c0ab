//! The figures of a week at the desk: how much was booked, moved and cancelled, and how often a clinic was
//! unreachable. They name nobody. The caller reads the records and passes them in.

mod program;
#[cfg(test)]
mod tests;
mod text;

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Datelike, Days, NaiveDate, Timelike, Utc, Weekday};
use strum::{IntoStaticStr, VariantArray};
use zones::Zone;

use super::calendar::joined;
use super::time::{midnight, seen};
use super::{Mode, Spoken};
use i18n::{Language, MessageId};

pub use program::FIGURE_HEADS;

/// An action on an appointment. The words are used in files for programs and never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum CountedAction {
    /// The appointment was made.
    Booked,
    /// The appointment has another time or provider.
    Moved,
    /// The appointment was cancelled.
    Cancelled,
    /// The patient was noted as not come.
    NotCome,
    /// The patient was put on the waiting list of the clinic.
    WaitingList,
}

impl CountedAction {
    fn to_text(self, language: Language) -> &'static str {
        MessageId::attribute("report-deed", self.into()).text(language)
    }
}

/// The count of each action.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([u64; CountedAction::VARIANTS.len()]);

impl Counts {
    /// Returns the count of one action.
    pub fn of(&self, action: CountedAction) -> u64 {
        self.0[action as usize]
    }

    /// Returns the count of all actions.
    pub fn sum(&self) -> u64 {
        self.0.iter().sum()
    }

    fn count(&mut self, action: CountedAction) {
        self.0[action as usize] += 1;
    }
}

/// A practitioner or location: the word of the clinic API, and the id there if one is on record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProviderKey {
    /// The clinic's word, such as `clinik`.
    pub clinic: String,
    /// The id of the practitioner or location.
    pub id: Option<String>,
}

/// A change that was made, as it is counted.
#[derive(Clone, Debug)]
pub struct CountedChange {
    /// The action.
    pub action: CountedAction,
    /// The practitioner or location.
    pub with: ProviderKey,
    /// The time of the action.
    pub at: DateTime<Utc>,
    /// The patient's language for messages, if known.
    pub spoken: Option<Spoken>,
}

/// The figures of a week.
#[derive(Clone, Debug, PartialEq)]
pub struct WeekReport {
    /// The week.
    pub week: Week,
    /// Whether the bookings are real.
    pub mode: Mode,
    /// The total.
    pub total: Counts,
    /// The counts by the day of the action, Monday first.
    pub days: [Counts; 7],
    /// The counts by the hour of the action on the desk's clock.
    pub hours: [Counts; 24],
    /// The counts by practitioner or location, the highest first.
    pub providers: Vec<(ProviderKey, Counts)>,
    /// The counts by the patient's language for messages, the highest first; `None` for an unknown one.
    pub languages: Vec<(Option<Spoken>, Counts)>,
    /// The outages of each clinic, by its word; `None` if no desk was running.
    pub away: Option<Vec<Away>>,
}

impl WeekReport {
    /// Counts the changes and the outages of a week, and ignores others. `clinics` are the words of the clinic APIs in
    /// use.
    pub fn of(
        week: Week,
        mode: Mode,
        done: &[CountedChange],
        outages: &[Outage],
        clinics: &[&str],
    ) -> WeekReport {
        let mut total = Counts::default();
        let mut days = [Counts::default(); 7];
        let mut hours = [Counts::default(); 24];
        let mut providers = BTreeMap::new();
        let mut languages = BTreeMap::new();
        let done: Vec<&CountedChange> = done.iter().filter(|done| week.holds(done.at)).collect();
        for CountedChange {
            action,
            with,
            at,
            spoken,
        } in &done
        {
            let local = seen(*at, week.zone);
            total.count(*action);
            days[local.weekday().num_days_from_monday() as usize].count(*action);
            hours[local.hour() as usize].count(*action);
            providers
                .entry(with.clone())
                .or_insert_with(Counts::default)
                .count(*action);
            let tag: &str = spoken.map_or("", Into::into);
            languages
                .entry(tag)
                .or_insert((*spoken, Counts::default()))
                .1
                .count(*action);
        }
        let is_watched = !outages.is_empty() || !done.is_empty();
        WeekReport {
            total,
            days,
            hours,
            providers: most_first(providers.into_iter()),
            languages: most_first(languages.into_values()),
            away: is_watched.then(|| {
                clinics
                    .iter()
                    .map(|word| Away::of(word, outages, week))
                    .collect()
            }),
            week,
            mode,
        }
    }

    /// Returns the hours from the first to the last with any action.
    fn busy_hours(&self) -> impl Iterator<Item = (usize, &Counts)> + Clone {
        let is_busy = |counts: &Counts| counts.sum() > 0;
        let first = self.hours.iter().position(is_busy).unwrap_or(0);
        let end = self
            .hours
            .iter()
            .rposition(is_busy)
            .map_or(0, |last| last + 1);
        self.hours.iter().enumerate().take(end).skip(first)
    }

    fn days(&self) -> impl Iterator<Item = (NaiveDate, &Counts)> + Clone {
        self.week.days().into_iter().zip(&self.days)
    }

    /// Returns the counts of each practitioner or location, with the name.
    fn by_provider(&self, name_of: NameOf<'_>) -> Vec<(String, Counts)> {
        self.providers
            .iter()
            .map(|(whom, counts)| (name_of(whom), *counts))
            .collect()
    }

    /// Returns the counts of each language, with the name.
    fn by_language(&self, language: Language) -> Vec<(String, Counts)> {
        let name = |spoken: &Option<Spoken>| spoken.map_or("unknown", Spoken::into);
        let named = |spoken| {
            MessageId::attribute("report-language", name(spoken))
                .text(language)
                .to_owned()
        };
        self.languages
            .iter()
            .map(|(spoken, counts)| (named(spoken), *counts))
            .collect()
    }
}

/// Sorts by count, the highest first; equal counts stay in order.
fn most_first<T>(counted: impl Iterator<Item = (T, Counts)>) -> Vec<(T, Counts)> {
    let mut counted: Vec<(T, Counts)> = counted.collect();
    counted.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.sum()));
    counted
}

/// Returns the name of a practitioner or location in a report: the clinic's if it was read, else the id.
pub type NameOf<'a> = &'a dyn Fn(&ProviderKey) -> String;

/// Seven days from a Monday on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// The zone of the days.
    pub zone: Zone,
    days: [NaiveDate; 7],
    begins: DateTime<Utc>,
    ends: DateTime<Utc>,
}

impl Week {
    /// Returns the week of a day; `None` at the ends of the calendar.
    pub fn of(date: NaiveDate, zone: Zone) -> Option<Week> {
        let week = date.week(Weekday::Mon).checked_days()?;
        let monday = *week.start();
        let next = week.end().succ_opt()?;
        let days = std::array::from_fn(|after| monday + Days::new(after as u64));
        Some(Week {
            zone,
            days,
            begins: midnight(monday, zone)?,
            ends: midnight(next, zone)?,
        })
    }

    /// Returns the week of a moment.
    pub fn at(moment: DateTime<Utc>, zone: Zone) -> Option<Week> {
        Week::of(seen(moment, zone).date_naive(), zone)
    }

    /// Returns the days, Monday first.
    pub fn days(&self) -> [NaiveDate; 7] {
        self.days
    }

    /// Returns the start.
    pub fn begins(&self) -> DateTime<Utc> {
        self.begins
    }

    /// Returns the start of the next week.
    pub fn ends(&self) -> DateTime<Utc> {
        self.ends
    }

    /// Returns whether a moment is in the week.
    pub fn holds(&self, moment: DateTime<Utc>) -> bool {
        (self.begins..self.ends).contains(&moment)
    }
}

/// A time in which a clinic could not be reached from a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outage {
    /// The word of the clinic API.
    pub clinic: String,
    /// The start.
    pub since: DateTime<Utc>,
    /// The end.
    pub until: DateTime<Utc>,
}

/// The number of a clinic's outages, and their total duration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// The word of the clinic API.
    pub clinic: String,
    /// The number of outages. One seen by several desks at the same time counts once.
    pub times: u64,
    /// The total duration.
    pub took: Duration,
}

impl Away {
    /// Sums up a clinic's outages in a week. Only the part within the week counts.
    pub fn of(clinic: &str, outages: &[Outage], week: Week) -> Away {
        let own = outages.iter().filter(|outage| outage.clinic == clinic);
        let spans =
            own.map(|outage| outage.since.max(week.begins())..outage.until.min(week.ends()));
        let spans = joined(spans.collect());
        let took = spans
            .iter()
            .map(|span| (span.end - span.start).to_std().unwrap_or_default())
            .sum();
        Away {
            clinic: clinic.to_owned(),
            times: spans.len() as u64,
            took,
        }
    }
}

//! The day of a practitioner or location, or of everybody.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};

use booking::time::{self, Wish};
use booking::{ClinicId, Failure, Problem, Provider, Spot};
use i18n::say;
use words::{DayCalendar, DayList, DayRow, Wording, status_for_programs};

use super::{AtWork, Clerk, Unanswered};
use crate::{read_day_of, read_list};

/// The names of the columns of a day.
pub const DAY_HEADS: [&str; 6] = ["with", "day", "time", "status", "patient", "id"];

/// The day of a practitioner or location.
#[derive(Clone)]
pub struct DayAnswer {
    /// Booked and free times in order, in the columns of [`DAY_HEADS`]. The first row names the provider and the date.
    pub rows: Vec<Vec<String>>,
    /// Rows for a program that reads lines: one that names the provider and the date, then booked and free
    /// times.
    pub tabbed: Vec<Vec<String>>,
    /// The day as JSON.
    pub json: Value,
}

impl DayAnswer {
    /// Returns whether there are neither bookings nor free times.
    pub fn is_empty(&self) -> bool {
        self.json["lines"].as_array().is_some_and(Vec::is_empty)
    }
}

impl<O: AtWork> Clerk<O> {
    /// Returns the day of a practitioner or location: today, or the first day that `on` names in the words of the entry
    /// line.
    ///
    /// # Errors
    /// Returns why the provider or the day is unknown, or why the day can't be read.
    pub fn day(
        &mut self,
        clinic: ClinicId,
        provider: &str,
        on: Option<&str>,
    ) -> Result<DayAnswer, Unanswered> {
        let id = self.provider_named(clinic, provider);
        let id = id.map_err(Unanswered::of_usage)?;
        let date = self.date_named(clinic, &id, on);
        let date = date.map_err(|problem| Unanswered::from(problem).of_usage())?;
        let language = self.language;
        let spot = Spot::Field(clinic.start_field());
        let unread = |why: &str| Unanswered::from(Problem::error(spot, why, ""));
        let Some(only) = self.words().calendar_of(clinic, &id) else {
            self.is_listed(clinic.provider_field(), clinic.providers(), &id)?;
            return Err(unread(say!(language, "shell-no-such-day")));
        };
        let mut day = self.read_day(date, vec![clinic], Some(only.clone()), String::new());
        let refused = day.clinics(self.office()).any(|read| {
            let failure = read.unread().map(|(_, failure)| failure);
            matches!(failure, Some(Failure::Refused(_)))
        });
        if let Some(days) = day.days_in(only.zone)
            && refused
        {
            let Ok(()) = read_day_of(self, &mut day, &only.provider, days);
        }
        let mut reads = day.clinics(self.office());
        let read = reads.next();
        match read.map(|read| (read.is_whole(), read.unread())) {
            Some((None, Some((_, why)))) => Err(Unanswered::unread(spot, why, clinic, language)),
            None | Some((None, None)) => Err(unread(say!(language, "shell-day-unread"))),
            Some((Some(_), _)) => Ok(answer(&day, &only, self.words())),
        }
    }

    /// Returns whether a practitioner is known to be inactive.
    pub fn is_retired(&self, clinic: ClinicId, id: &str) -> bool {
        let provider = Provider::named(clinic, id);
        self.office().lists.is_retired(provider.as_ref())
    }

    /// Returns whether a text is a date in digits, and so nobody's name.
    pub fn is_date(&self, text: &str) -> bool {
        let is_written_so = text.starts_with(|first: char| first.is_ascii_digit())
            && text.contains(['.', '/', '-']);
        is_written_so && self.wish(self.clinic(), "", text).is_ok()
    }

    /// Reads the day that `on` names in the words of the entry line, on the clock of a practitioner or location; today
    /// by default.
    ///
    /// # Errors
    /// Returns why the words name no day.
    pub(super) fn date_named(
        &self,
        clinic: ClinicId,
        provider: &str,
        on: Option<&str>,
    ) -> Result<NaiveDate, Problem> {
        let wish = on.map(|on| self.wish(clinic, provider, on)).transpose()?;
        let clock = self.words().clock_at(clinic, provider);
        let today = clock.now.with_timezone(&clock.zone).date_naive();
        Ok(wish.map_or(today, |wish| wish.from))
    }

    /// Reads the days that `on` names in the words of the entry line.
    ///
    /// # Errors
    /// Returns why the words name no days.
    pub(super) fn wish(&self, clinic: ClinicId, provider: &str, on: &str) -> Result<Wish, Problem> {
        let typed: Vec<&str> = on.split_whitespace().collect();
        let clock = self.words().clock_at(clinic, provider);
        time::wish(&typed, &clock).map_err(|problem| {
            Problem::error(
                Spot::Field(clinic.start_field()),
                format!("{}.", problem.what(self.language)),
                problem.advice(self.language),
            )
        })
    }

    /// Reads a day from these clinics, with the free times of a few calendars and the names of all patients.
    pub(super) fn read_day(
        &mut self,
        date: NaiveDate,
        clinics: Vec<ClinicId>,
        only: Option<DayCalendar>,
        filter: String,
    ) -> DayList {
        let mut day = DayList::of(date);
        day.limit_to(only);
        day.set_filter(filter);
        day.want_free_times();
        self.work(|office| day.ask(office, clinics));
        let Ok(()) = read_list(self, &mut day);
        day
    }
}

fn answer(day: &DayList, whose: &DayCalendar, words: Wording<'_>) -> DayAnswer {
    let date = day.date.to_string();
    let clinic = whose.provider.clinic().word();
    let other_zone = if whose.zone != words.office.setup.zone {
        Some(whose.zone.name())
    } else {
        None
    };
    let mut head = vec![
        clinic.to_owned(),
        date.clone(),
        whose.id.clone(),
        whose.name.clone(),
    ];
    head.extend(other_zone.map(str::to_owned));
    let (cells, values): (Vec<[String; 4]>, Vec<Value>) =
        day.listed().map(|row| line(day, row, words)).unzip();
    let json = json!({
        "backend": clinic,
        "id": whose.id,
        "name": whose.name,
        "date": date,
        "timezone": whose.zone.name(),
        "lines": values,
    });
    let place = other_zone.map_or(whose.name.clone(), |zone| {
        format!("{} ({zone})", whose.name)
    });
    let mut rows: Vec<Vec<String>> = cells.iter().map(in_columns).collect();
    match rows.first_mut() {
        Some(first) => {
            first[0] = place;
            first[1] = date;
        }
        None => rows.push(vec![place, date]),
    }
    let tabbed = cells
        .into_iter()
        .map(|cells| [String::new()].into_iter().chain(cells).collect());
    DayAnswer {
        rows,
        tabbed: [head].into_iter().chain(tabbed).collect(),
        json,
    }
}

/// Returns a line in the columns of [`DAY_HEADS`], without provider and date.
fn in_columns([time, id, status, who]: &[String; 4]) -> Vec<String> {
    [
        "",
        "",
        time.as_str(),
        status.as_str(),
        who.as_str(),
        id.as_str(),
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Returns one line of a day. The status is `unknown` for a sent change without an answer, and `free` for a free time.
/// Free times and changes that the clinic has not confirmed have no id.
fn line(day: &DayList, row: &DayRow, words: Wording<'_>) -> ([String; 4], Value) {
    let status = status_for_programs(&row.line).to_owned();
    let what = row.what().map(str::to_owned);
    let away = row.away.as_ref().map(|why| words.away_mark(why));
    let joined =
        |parts: Vec<Option<String>>| parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let who = joined(vec![Some(row.who_born()), what]);
    let at = |at: DateTime<Utc>| at.with_timezone(&row.zone).to_rfc3339();
    let value = json!({
        "start": at(row.line.start),
        "end": row.line.end.map(at),
        "id": row.id(),
        "status": status,
        "who": who,
        "away": away,
    });
    let id = row.id().unwrap_or_default().to_owned();
    let who = joined(vec![Some(who), away]);
    (
        [row.times(day.date, words.language), id, status, who],
        value,
    )
}

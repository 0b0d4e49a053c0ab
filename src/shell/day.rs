//! The day of a practitioner or location, as the desk shows it.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde_json::{Value, json};

use crate::booking::{DayLine, Language, Problem, Spot, Vendor, why_unread};
use crate::desk::{Action, Calendar, DayBook, DayRow};

use super::Driver;

/// How long a day is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// The day of someone, or of some place.
#[derive(Clone)]
pub struct DayThere {
    /// Who keeps it.
    pub backend: Vendor,
    /// The id of whose it is.
    pub id: String,
    /// Their name.
    pub name: String,
    /// The date, by the clock there.
    pub date: NaiveDate,
    /// The zone of the clock there.
    pub zone: Tz,
    /// What is booked and what is free, in order of time.
    pub lines: Vec<LineThere>,
}

/// One line of it.
#[derive(Clone)]
pub struct LineThere {
    /// When it begins.
    pub start: DateTime<Utc>,
    /// When it ends, where that is known.
    pub end: Option<DateTime<Utc>>,
    /// From when to when, by the clock there.
    pub hours: String,
    /// Its id; none where the time is free, or nobody knows it yet.
    pub id: Option<String>,
    /// Its status, `unknown` where it was sent and no answer came, or `free`.
    pub status: String,
    /// Whom it is for, and what for.
    pub who: String,
}

impl DayThere {
    /// The same for a program.
    pub fn json(&self) -> Value {
        let line = |line: &LineThere| {
            json!({
                "start": line.start.to_rfc3339(),
                "end": line.end.map(|end| end.to_rfc3339()),
                "id": line.id,
                "status": line.status,
                "who": line.who,
            })
        };
        json!({
            "backend": self.backend.word(),
            "id": self.id,
            "name": self.name,
            "date": self.date.to_string(),
            "timezone": self.zone.name(),
            "lines": self.lines.iter().map(line).collect::<Vec<_>>(),
        })
    }
}

impl Driver {
    /// The day of a practitioner or location: today, or the first that `on` names as on the entry line.
    ///
    /// # Errors
    /// Why whose, or which, can't be told, or why it can't be read.
    pub fn day(&mut self, backend: Vendor, provider: &str, on: Option<&str>) -> Result<DayThere, Problem> {
        self.name_provider(backend, provider)?;
        let start = backend.start_field();
        let date = on.map(|on| self.wish(on)).transpose()?.map(|wish| wish.from);
        self.go_to(backend, start);
        // Noon is on every clock; the date is what counts.
        self.put(start, &date.map_or_else(String::new, |date| format!("{date} 12:00")))?;
        self.act(Action::Day);
        self.settle(PATIENCE);
        let shown = self.desk().overlays.get::<DayBook>().and_then(|book| book.calendar.clone());
        self.act(Action::Close);
        let unread = |why: &str| Problem::error(Spot::Field(start), why, "");
        let Some(calendar) = shown else { return Err(unread("It can't be told whose day is meant.")) };
        let stands = calendar.stands(self.desk().moment.up);
        match (stands.rows, stands.trouble) {
            (None, Some(why)) => Err(unread(&why_unread(why, backend, self.desk().setup.language))),
            (None, None) => Err(unread("The day could not be read.")),
            (Some(rows), _) => Ok(there(&calendar, rows, self.desk().setup.language)),
        }
    }
}

fn there(calendar: &Calendar, rows: &[DayRow], language: Language) -> DayThere {
    let whose = calendar.whose();
    let oclock = |at| calendar.time_of_day(at, language);
    let line = |row: &DayRow| {
        let (start, end, id, status, what) = match &row.line {
            DayLine::Booked { booked, start, end, .. } => {
                (*start, *end, Some(booked.id.clone()), booked.status.clone(), booked.what.clone())
            }
            DayLine::Unsettled { change, start, end, .. } => {
                let status = if change.is_sending() { "sending" } else { "unknown" };
                (*start, *end, None, status.to_owned(), None)
            }
            DayLine::Free { from, to } => (*from, Some(*to), None, "free".to_owned(), None),
        };
        let until = end.map(|end| format!("–{}", oclock(end))).unwrap_or_default();
        let what = what.map(|what| what.shown().clone());
        let who: Vec<String> = [Some(row.who.clone()), what].into_iter().flatten().collect();
        let who = who.join(" · ");
        LineThere { start, end, hours: format!("{}{until}", oclock(start)), id, status, who }
    };
    DayThere {
        backend: whose.backend,
        id: whose.id.clone(),
        name: whose.name.clone(),
        date: calendar.date(),
        zone: calendar.zone(),
        lines: rows.iter().map(line).collect(),
    }
}

//! The day of a practitioner or location, as the desk shows it.

use std::time::Duration;

use serde_json::{Value, json};

use crate::booking::{DayLine, Language, Problem, Spot, Vendor, why_unread};
use crate::desk::{Action, Calendar, DayBook, DayRow, Desk};

use super::Driver;

/// How long a day is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// The day of someone, or of some place.
#[derive(Clone)]
pub struct DayThere {
    /// For a person: whose it is and which, then what is booked and what is free, in order of time; in columns.
    pub rows: Vec<Vec<String>>,
    /// The same for a program.
    pub json: Value,
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
            (Some(rows), _) => Ok(there(&calendar, rows, self.desk())),
        }
    }
}

fn there(calendar: &Calendar, rows: &[DayRow], desk: &Desk) -> DayThere {
    let (whose, zone, date) = (calendar.whose(), calendar.zone(), calendar.date().to_string());
    let backend = whose.backend.word();
    let mut head = vec![backend.to_owned(), date.clone(), whose.id.clone(), whose.name.clone()];
    if zone != desk.setup.zone {
        head.push(zone.name().to_owned());
    }
    let lines: Vec<(Vec<String>, Value)> =
        rows.iter().map(|row| line(calendar, row, desk.setup.language)).collect();
    let (cells, values): (Vec<Vec<String>>, Vec<Value>) = lines.into_iter().unzip();
    let json = json!({
        "backend": backend,
        "id": whose.id,
        "name": whose.name,
        "date": date,
        "timezone": zone.name(),
        "lines": values,
    });
    DayThere { rows: [head].into_iter().chain(cells).collect(), json }
}

/// One line of a day. Its status is `unknown` where it was sent and no answer came, or `free`; what is free, or not
/// known to the clinic yet, has no id.
fn line(calendar: &Calendar, row: &DayRow, language: Language) -> (Vec<String>, Value) {
    let oclock = |at| calendar.time_of_day(at, language);
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
    let who = [Some(row.who.clone()), what].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let value = json!({
        "start": start.to_rfc3339(),
        "end": end.map(|end| end.to_rfc3339()),
        "id": id,
        "status": status,
        "who": who,
    });
    let hours = format!("{}{until}", oclock(start));
    (vec![String::new(), hours, id.unwrap_or_default(), status, who], value)
}

//! The day of a practitioner or location, as the desk shows it.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::booking::{DayLine, Language, Problem, Spot, Vendor, why_unread};
use crate::desk::{Action, DayBoard, DayOf, DayRow, Desk};
use crate::i18n::say;

use super::{Driver, Unanswered};

/// How long a day is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// The names of the columns of a day.
pub const DAY_HEADS: [&str; 6] = ["with", "day", "time", "status", "patient", "id"];

/// The day of someone, or of some place.
#[derive(Clone)]
pub struct DayThere {
    /// For a person: what is booked and what is free, in order of time, in the columns of [`DAY_HEADS`]; the first row
    /// says whose day it is and which.
    pub rows: Vec<Vec<String>>,
    /// For a program that reads lines: a row that says whose day it is and which, then what is booked and what is free.
    pub tabbed: Vec<Vec<String>>,
    /// The same for a program.
    pub json: Value,
}

impl Driver {
    /// The day of a practitioner or location: today, or the first that `on` names as on the entry line.
    ///
    /// # Errors
    /// Why whose, or which, can't be told, or why it can't be read.
    pub fn day(&mut self, backend: Vendor, provider: &str, on: Option<&str>) -> Result<DayThere, Unanswered> {
        self.name_provider(backend, provider)?;
        let start = backend.start_field();
        let date = on.map(|on| self.wish(on)).transpose()?.map(|wish| wish.from);
        self.go_to(backend, start);
        // Noon is on every clock; the date is what counts.
        self.put(start, &date.map_or_else(String::new, |date| format!("{date} 12:00")))?;
        self.act(Action::Day);
        // Again, for the day of the one that the form names.
        self.act(Action::Day);
        self.settle(PATIENCE);
        let board = self.desk().overlays.get::<DayBoard>().cloned();
        self.act(Action::Close);
        let language = self.desk().setup.language;
        let unread = |why: &str| Unanswered::from(Problem::error(Spot::Field(start), why, ""));
        let Some((board, whose)) = board.and_then(|board| board.only.clone().map(|only| (board, only)))
        else {
            return Err(unread(say!(language, "shell-no-such-day")));
        };
        let read = board.clinics().iter().find(|clinic| clinic.vendor() == backend);
        match read.map(|read| (read.is_whole(), read.failure())) {
            Some((None, Some(why))) => Err(unread(&why_unread(why, backend, language))),
            None | Some((None, None)) => Err(unread(say!(language, "shell-day-unread"))),
            Some((Some(_), _)) => Ok(there(&board, &whose, self.desk())),
        }
    }
}

fn there(board: &DayBoard, whose: &DayOf, desk: &Desk) -> DayThere {
    let date = board.date.to_string();
    let backend = whose.provider.backend().word();
    let mut head = vec![backend.to_owned(), date.clone(), whose.id.clone(), whose.name.clone()];
    if whose.zone != desk.setup.zone {
        head.push(whose.zone.name().to_owned());
    }
    let (cells, values): (Vec<[String; 4]>, Vec<Value>) =
        board.listed().map(|row| line(board, row, desk.setup.language)).unzip();
    let json = json!({
        "backend": backend,
        "id": whose.id,
        "name": whose.name,
        "date": date,
        "timezone": whose.zone.name(),
        "lines": values,
    });
    let place = match whose.zone == desk.setup.zone {
        true => whose.name.clone(),
        false => format!("{} ({})", whose.name, whose.zone.name()),
    };
    let mut rows: Vec<Vec<String>> = cells.iter().map(in_columns).collect();
    match rows.first_mut() {
        Some(first) => first.splice(..2, [place, board.date.to_string()]).for_each(drop),
        None => rows.push(vec![place, board.date.to_string()]),
    }
    let tabbed = cells.into_iter().map(|cells| [String::new()].into_iter().chain(cells).collect());
    DayThere { rows, tabbed: [head].into_iter().chain(tabbed).collect(), json }
}

/// A line of a day in the columns of [`DAY_HEADS`], of which the first two stand in its first row.
fn in_columns([time, id, status, who]: &[String; 4]) -> Vec<String> {
    ["", "", time.as_str(), status.as_str(), who.as_str(), id.as_str()].map(str::to_owned).to_vec()
}

/// How a line stands, in the clinic's own word.
pub(super) fn status_word(line: &DayLine) -> &str {
    match line {
        DayLine::Booked { booked, .. } => &booked.status,
        DayLine::Unsettled { change, .. } if change.is_sending() => "sending",
        DayLine::Unsettled { .. } => "unknown",
        DayLine::Free { .. } => "free",
    }
}

/// One line of a day. Its status is `unknown` where it was sent and no answer came, or `free`; what is free, or not
/// known to the clinic yet, has no id.
fn line(board: &DayBoard, row: &DayRow, language: Language) -> ([String; 4], Value) {
    let status = status_word(&row.line).to_owned();
    let what = row.what().map(str::to_owned);
    let who = [Some(row.who_born()), what].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let at = |at: DateTime<Utc>| at.with_timezone(&row.zone).to_rfc3339();
    let value = json!({
        "start": at(row.line.start()),
        "end": row.line.end().map(at),
        "id": row.id(),
        "status": status,
        "who": who,
    });
    let id = row.id().unwrap_or_default().to_owned();
    ([row.times(board.date, language), id, status, who], value)
}

//! The day of a practitioner or location, as the desk shows it.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use booking::{ClinicId, DayLine, DayLineKind, Language, Problem, Spot, why_unread};
use desk::{Action, DayBoard, DayCalendar, DayRow, Desk};
use i18n::say;

use super::{Driver, READ_TIMEOUT, Unanswered};

/// The names of the columns of a day.
pub const DAY_HEADS: [&str; 6] = ["with", "day", "time", "status", "patient", "id"];

/// The day of a practitioner or location.
#[derive(Clone)]
pub struct DayAnswer {
    /// Booked and free times in order, in the columns of [`DAY_HEADS`]; the first row names the provider and
    /// the date.
    pub rows: Vec<Vec<String>>,
    /// Rows for a program that reads lines: one that names the provider and the date, then booked and free
    /// times.
    pub tabbed: Vec<Vec<String>>,
    /// The day as JSON.
    pub json: Value,
}

impl Driver {
    /// Returns the day of a practitioner or location: today, or the first day named by `on`, in the words of
    /// the entry line.
    ///
    /// # Errors
    /// Returns why the provider or the day is not known, or why the day can't be read.
    pub fn day(
        &mut self,
        clinic: ClinicId,
        provider: &str,
        on: Option<&str>,
    ) -> Result<DayAnswer, Unanswered> {
        self.name_provider(clinic, provider)?;
        self.open_board(clinic, on)?;
        // The second time shows the day of the provider named in the form.
        self.act(Action::Day);
        self.settle(READ_TIMEOUT);
        let board = self.desk().overlays.get::<DayBoard>().cloned();
        self.act(Action::Close);
        let language = self.desk().setup.language;
        let unread = |why: &str| {
            Unanswered::from(Problem::error(Spot::Field(clinic.start_field()), why, ""))
        };
        let Some((board, whose)) =
            board.and_then(|board| board.only.clone().map(|only| (board, only)))
        else {
            return Err(unread(say!(language, "shell-no-such-day")));
        };
        let read = board
            .clinics()
            .iter()
            .find(|read| read.clinic() == Some(clinic));
        match read.map(|read| (read.is_whole(), read.unread())) {
            Some((None, Some((_, why)))) => Err(unread(&why_unread(why, clinic, language))),
            None | Some((None, None)) => Err(unread(say!(language, "shell-day-unread"))),
            Some((Some(_), _)) => Ok(answer(&board, &whose, self.desk())),
        }
    }
}

fn answer(board: &DayBoard, whose: &DayCalendar, desk: &Desk) -> DayAnswer {
    let date = board.date.to_string();
    let clinic = whose.provider.clinic().word();
    let other_zone = Some(whose.zone.name()).filter(|_| whose.zone != desk.office.setup.zone);
    let mut head = vec![
        clinic.to_owned(),
        date.clone(),
        whose.id.clone(),
        whose.name.clone(),
    ];
    head.extend(other_zone.map(str::to_owned));
    let (cells, values): (Vec<[String; 4]>, Vec<Value>) = board
        .listed()
        .map(|row| line(board, row, desk.setup.language))
        .unzip();
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

/// Returns a line in the columns of [`DAY_HEADS`]; provider and date are left empty.
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

/// Returns the status of a line in the clinic's own word.
pub(super) fn status_word(line: &DayLine) -> &str {
    match &line.kind {
        DayLineKind::Booked(booked) => &booked.status,
        DayLineKind::Unsettled(change) if change.is_sending() => "sending",
        DayLineKind::Unsettled(_) => "unknown",
        DayLineKind::Free => "free",
    }
}

/// Returns one line of a day. The status is `unknown` if a sent change has no answer, and `free` for a free
/// time. Free times and changes that the clinic has not confirmed have no id.
fn line(board: &DayBoard, row: &DayRow, language: Language) -> ([String; 4], Value) {
    let status = status_word(&row.line).to_owned();
    let what = row.what().map(str::to_owned);
    let who = [Some(row.who_born()), what]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let at = |at: DateTime<Utc>| at.with_timezone(&row.zone).to_rfc3339();
    let value = json!({
        "start": at(row.line.start),
        "end": row.line.end.map(at),
        "id": row.id(),
        "status": status,
        "who": who,
    });
    let id = row.id().unwrap_or_default().to_owned();
    ([row.times(board.date, language), id, status, who], value)
}

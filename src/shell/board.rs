//! Everybody's day, as the desk shows it; and the table for it, the calls and the waiting list.

use serde_json::Value;

use super::day::status_word;
use super::{Driver, READ_TIMEOUT};
use booking::{ClinicId, Language, Problem, Sheet, Spot, why_unread};
use desk::{Action, DayBoard, DayRow, Desk};

use i18n::say;
use office::CalendarQuery;

/// The columns, which are also the JSON members.
const HEADS: [&str; 9] = [
    "start", "end", "patient", "born", "with", "status", "what", "backend", "id",
];

impl Driver {
    /// Returns the appointments of all practitioners and locations, at one clinic or all of them: today, or
    /// on the first day named by `on`, in the words of the entry line.
    ///
    /// # Errors
    /// Returns why the day can't be shown.
    pub fn board(
        &mut self,
        only: Option<ClinicId>,
        on: Option<&str>,
        has_names: bool,
    ) -> Result<(TableAnswer, Sheet), Problem> {
        let language = self.desk().setup.language;
        let clinic = only.unwrap_or(self.desk().clinic);
        self.open_board(clinic, on)?;
        if let Some(only) = only {
            self.paste(only.name());
        }
        self.settle(READ_TIMEOUT);
        let board = self.desk().overlays.get::<DayBoard>().cloned();
        self.act(Action::Close);
        let board = board
            .ok_or_else(|| Problem::error(Spot::Whole, say!(language, "shell-day-unread"), ""))?;
        Ok(answer(&board, only, has_names, self.desk()))
    }

    /// Opens the board of today, or of the first day named by `on`.
    pub(super) fn open_board(&mut self, clinic: ClinicId, on: Option<&str>) -> Result<(), Problem> {
        let start = clinic.start_field();
        let date = on
            .map(|on| self.wish(on))
            .transpose()?
            .map(|wish| wish.from);
        self.go_to(clinic, start);
        // Only the date counts; noon exists in every time zone.
        let noon = date.map_or_else(String::new, |date| format!("{date} 12:00"));
        self.put(start, &noon).map_err(|unread| unread.problem)?;
        self.act(Action::Day);
        Ok(())
    }
}

fn answer(
    board: &DayBoard,
    only: Option<ClinicId>,
    has_names: bool,
    desk: &Desk,
) -> (TableAnswer, Sheet) {
    let is_of_clinic = |row: &&DayRow| only.is_none_or(|only| only == row.clinic);
    let booked = |row: &&DayRow| !row.line.is_free() && is_of_clinic(row);
    let cells = board
        .listed()
        .filter(booked)
        .map(|row| cells(row, has_names))
        .collect();
    (
        TableAnswer::of(
            HEADS,
            cells,
            unread(board.clinics(), only, desk),
            desk.setup.language,
        ),
        board.sheet(desk, has_names),
    )
}

/// Returns why clinics could not be read, or not completely.
pub(super) fn unread(
    clinics: &[CalendarQuery],
    only: Option<ClinicId>,
    desk: &Desk,
) -> Vec<String> {
    let queries = clinics
        .iter()
        .filter(|query| only.is_none() || only == query.clinic());
    let unread = queries.filter_map(|query| match (query.unread(), query.is_whole()) {
        (Some((clinic, why)), _) => Some(why_unread(why, clinic, desk.setup.language)),
        (None, Some(false)) => Some(say!(
            desk.setup.language,
            "shell-part-of-day",
            clinic = query.clinic()?.name()
        )),
        (None, _) => None,
    });
    unread.collect()
}

fn cells(row: &DayRow, has_names: bool) -> [Value; 9] {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let named = |name: &str| text(name).filter(|_| has_names);
    let at = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&row.zone).to_rfc3339();
    [
        Some(at(row.line.start)),
        row.line.end.map(at),
        named(&row.who),
        named(&row.born),
        text(&row.with),
        Some(status_word(&row.line).to_owned()),
        text(row.what().unwrap_or_default()),
        Some(row.clinic.word().to_owned()),
        row.id().map(str::to_owned),
    ]
    .map(Value::from)
}

/// A table of appointments or of waiting patients.
pub struct TableAnswer {
    /// The keys of the columns.
    pub heads: Vec<&'static str>,
    /// The language in which a person reads it.
    pub language: Language,
    /// The rows, in the order of the list.
    pub rows: Vec<Vec<String>>,
    /// The rows as JSON objects.
    pub values: Vec<Value>,
    /// Why parts of the list could not be read.
    pub unread: Vec<String>,
}

impl TableAnswer {
    /// Returns a table of these cells; `null` if a value is unknown.
    pub(super) fn of<const COLUMNS: usize>(
        heads: [&'static str; COLUMNS],
        cells: Vec<[Value; COLUMNS]>,
        unread: Vec<String>,
        language: Language,
    ) -> TableAnswer {
        let value = |row: &[Value; COLUMNS]| -> Value {
            heads
                .into_iter()
                .zip(row)
                .map(|(name, cell)| (name, cell.clone()))
                .collect()
        };
        let text = |cell: &Value| match cell {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            cell => cell.to_string(),
        };
        TableAnswer {
            heads: heads.to_vec(),
            values: cells.iter().map(value).collect(),
            rows: cells
                .iter()
                .map(|row| row.iter().map(text).collect())
                .collect(),
            unread,
            language,
        }
    }
}

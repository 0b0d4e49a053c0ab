//! Everybody's day; and the table for it, the calls and the waiting list.

use serde_json::Value;

use super::day::status_word;
use super::{AtWork, Clerk};
use booking::{ClinicId, Language, Problem, Sheet, why_unread};
use i18n::say;
use office::CalendarQuery;
use words::{DayList, DayRow, Wording};

use crate::read_booked;

/// The columns, which are also the JSON members.
const HEADS: [&str; 10] = [
    "start", "end", "patient", "born", "with", "status", "what", "backend", "id", "away",
];

impl<O: AtWork> Clerk<O> {
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
        let date = self.date_at(only, on)?;
        let clinics = self.clinics(only);
        let mut day = DayList::of(date);
        day.set_filter(only.map(ClinicId::name).unwrap_or_default().to_owned());
        let Ok(()) = read_booked(self, &mut day, clinics);
        Ok(self.board_of(&day, has_names))
    }

    /// Returns the same with the free times of a few calendars, as it is printed.
    ///
    /// # Errors
    /// As for [`Clerk::board`].
    pub fn printed_board(
        &mut self,
        only: Option<ClinicId>,
        on: Option<&str>,
        has_names: bool,
    ) -> Result<(TableAnswer, Sheet), Problem> {
        let date = self.date_at(only, on)?;
        let clinics = self.clinics(only);
        let filter = only.map(ClinicId::name).unwrap_or_default();
        let day = self.read_day(date, clinics, None, filter.to_owned());
        Ok(self.board_of(&day, has_names))
    }

    fn board_of(&self, day: &DayList, has_names: bool) -> (TableAnswer, Sheet) {
        let words = self.words();
        let cells = day
            .listed()
            .filter(|row| !row.line.is_free())
            .map(|row| cells(row, has_names, words))
            .collect();
        let unread = unread(day.clinics(words.office), words);
        let table = TableAnswer::of(HEADS, cells, unread, self.language);
        let sheet = day.sheet(words, &day.whose(words), has_names);
        (table, sheet)
    }

    /// Reads the day named by `on` on the clock of a clinic, else of the one with which the desk opens; today by
    /// default.
    ///
    /// # Errors
    /// Returns why the words name no day.
    pub(super) fn date_at(
        &self,
        only: Option<ClinicId>,
        on: Option<&str>,
    ) -> Result<chrono::NaiveDate, Problem> {
        match on {
            Some(on) => self.date_named(only.unwrap_or(self.clinic()), "", Some(on)),
            None => Ok(self.words().today()),
        }
    }
}

/// Returns why clinics could not be read, or not completely.
pub(super) fn unread<'a>(
    clinics: impl Iterator<Item = &'a CalendarQuery>,
    words: Wording<'_>,
) -> Vec<String> {
    let language = words.language;
    let unread = clinics.filter_map(|query| match (query.unread(), query.is_whole()) {
        (Some((clinic, why)), _) => Some(why_unread(why, clinic, language)),
        (None, Some(false)) => Some(say!(
            language,
            "shell-part-of-day",
            clinic = query.clinic()?.name()
        )),
        (None, _) => None,
    });
    unread.collect()
}

fn cells(row: &DayRow, has_names: bool, words: Wording<'_>) -> [Value; 10] {
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
        row.away.as_ref().map(|why| words.away_mark(why)),
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

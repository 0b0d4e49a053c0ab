//! Pages of a list, as ClinikAPI returns them.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::reply::{ClinikRefusal, ClinikResult};
use crate::clock::{day, midnight};
use crate::message::Parameters;
use crate::state::ServerState;
use crate::store::{AsOf, Filter, RecordKind, RecordSearch, ResultPage};

/// The requested part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PageWindow {
    pub(super) count: u32,
    /// The cursor of the previous page; 0 for the first page.
    pub(super) cursor: u32,
}

impl PageWindow {
    /// Parses `count` and `cursor`. Neither is ever refused: a count above 100 becomes 100; a missing, zero, negative
    /// or non-numeric one becomes 20; a cursor that is not a positive number starts over.
    pub(super) fn of(query: &Parameters) -> Self {
        let count = match query.get("count").map(str::parse::<i64>) {
            Some(Ok(count)) if count > 0 => u32::try_from(count.min(100)).unwrap_or(100),
            _ => 20,
        };
        let cursor = query
            .get("cursor")
            .and_then(|cursor| cursor.parse().ok())
            .unwrap_or(0);
        Self { count, cursor }
    }

    /// Cuts this part out of a complete list.
    pub(super) fn cut(self, rows: &[Value]) -> ResultPage {
        let start = self.cursor as usize;
        let count = self.count as usize;
        let part: Vec<_> = rows.iter().skip(start).take(count).cloned().collect();
        let more = start + part.len() < rows.len() && !part.is_empty();
        let next = more.then_some(i64::from(self.cursor) + part.len() as i64);
        ResultPage {
            rows: part,
            total: rows.len() as u64,
            next,
        }
    }
}

pub(super) fn list(page: ResultPage) -> Value {
    json!({
        "data": page.rows,
        "total": page.total,
        "cursor": page.next.map(|next| next.to_string()),
        "hasMore": page.next.is_some(),
    })
}

/// The inclusive range of days of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DayRange {
    pub(super) from: Option<NaiveDate>,
    pub(super) to: Option<NaiveDate>,
}

impl DayRange {
    /// Parses `dateFrom` and `dateTo`.
    ///
    /// # Errors
    ///
    /// Returns 400 for anything but `YYYY-MM-DD`.
    pub(super) fn of(query: &Parameters) -> ClinikResult<Self> {
        let read = |name: &str| {
            let wrong = || ClinikRefusal::bad_parameter(format!("{name} must be YYYY-MM-DD"));
            query
                .get(name)
                .map(|text| day(text).ok_or_else(wrong))
                .transpose()
        };
        Ok(Self {
            from: read("dateFrom")?,
            to: read("dateTo")?,
        })
    }

    /// Returns the first millisecond in the range. Days begin at midnight UTC, since no zone is documented.
    pub(super) fn first_ms(self) -> Option<i64> {
        self.from.map(|day| midnight(day).timestamp_millis())
    }

    /// Returns the first millisecond after the range.
    pub(super) fn end_ms(self) -> Option<i64> {
        self.to
            .and_then(|day| day.checked_add_days(Days::new(1)))
            .map(|day| midnight(day).timestamp_millis())
    }
}

/// Creates a search of a kind, about ten seconds behind, with the parameters that match a column exactly.
pub(super) fn lagging_search(
    state: &ServerState,
    query: &Parameters,
    kind: RecordKind,
    exact: &[(&str, &'static str)],
) -> RecordSearch {
    let equals = |(parameter, column): &(&str, &'static str)| {
        query
            .get(parameter)
            .map(|value| Filter::Equals(column, value.to_owned()))
    };
    let filters = exact.iter().filter_map(equals).collect();
    RecordSearch {
        as_of: AsOf::Written(state.horizon_ms()),
        filters,
        ..RecordSearch::all(kind)
    }
}

/// Parses `active`, which selects only active or only inactive records.
pub(super) fn active(query: &Parameters) -> ClinikResult<Option<bool>> {
    let active = query.get("active").map(str::parse);
    active
        .transpose()
        .map_err(|_| ClinikRefusal::bad_parameter("active must be true or false"))
}

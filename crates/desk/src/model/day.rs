//! The state of a day board, and of today's list next to the form.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use tui_input::{Input, InputRequest};

use crate::Key;
use crate::list::Marks;
use crate::text_input::{changes, request};
use booking::ClinicId;
use office::{GroupTimes, Office, Query, ReadById, moved};
use words::{DayList, DayRow, RowKey, Wording};

/// The board of one day.
#[derive(Clone, Default)]
pub struct DayBoard {
    /// The day, with its listed rows.
    pub day: DayList,
    /// The index of the chosen row in the list.
    pub chosen: usize,
    /// Whether the last key has edited the filter.
    pub(crate) is_typing: bool,
    /// Whether the filtered rows were acted on, so that the next letter begins another filter.
    pub(crate) has_led: bool,
    /// The filter that had found a single row, from which a card was opened.
    pub(crate) found_by: Option<String>,
    /// The marked appointments.
    pub(crate) marks: Marks,
    /// The patients whose names were requested.
    pub(crate) names: ReadById,
    /// Whether the board is drawn in columns.
    pub(crate) has_columns: bool,
    /// The cursor in the columns, once it has moved.
    pub(crate) cursor: Option<ColumnCursor>,
    /// The appointment being opened, by clinic and id.
    pub(crate) opening: Query<(ClinicId, String), ()>,
}

impl DayBoard {
    pub(crate) fn of(date: NaiveDate) -> DayBoard {
        DayBoard {
            day: DayList::of(date),
            ..DayBoard::default()
        }
    }

    pub(crate) fn has_rows(&self) -> bool {
        self.day.listed().len() > 0
    }

    pub(crate) fn chosen_row(&self) -> Option<&DayRow> {
        self.day.listed_row(self.chosen)
    }

    /// Rebuilds the rows. The chosen row stays chosen; at first, the next appointment is chosen.
    pub(crate) fn arrange_rows(&mut self, words: Wording<'_>) {
        let key = self.chosen_row().map(DayRow::key);
        let was_empty = self.day.rows().is_empty();
        self.day.arrange(words);
        self.retain_marks();
        self.chosen = match self.day.place_of_key(key) {
            Some(same) => same,
            None if was_empty => self.day.first_to_come(words.office.moment.now),
            None => self.chosen.min(self.last()),
        };
    }

    /// Lists the rows that match this filter. The chosen row stays chosen if it is listed.
    pub(crate) fn narrow_to(&mut self, filter: String, now: DateTime<Utc>) {
        let key = self.chosen_row().map(DayRow::key);
        self.day.set_filter(filter);
        self.has_led = false;
        self.choose_again(key, now);
    }

    /// Chooses the row with this key once other rows are listed, else the next appointment.
    pub(crate) fn choose_again(&mut self, key: Option<RowKey>, now: DateTime<Utc>) {
        self.retain_marks();
        let same = self.day.place_of_key(key);
        self.chosen = same.unwrap_or_else(|| self.day.first_to_come(now));
        self.cursor = None;
    }

    /// Returns the filter that a typed character continues; empty if it begins another.
    pub(crate) fn filter_before(&self, typed: Option<char>) -> &str {
        if self.has_led && typed.is_some_and(char::is_alphanumeric) {
            ""
        } else {
            self.day.filter()
        }
    }

    /// Returns the filter as this key edits it; `None` if the key does not edit.
    pub(crate) fn edited(&self, key: Key) -> Option<String> {
        let request = request(key).filter(|request| changes(*request))?;
        let mut input = Input::new(self.filter_before(key.types()).to_owned());
        input.handle(match request {
            InputRequest::DeleteNextChar => InputRequest::DeletePrevChar,
            request => request,
        });
        Some(input.value().to_owned())
    }
}

/// A place in the columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ColumnCursor {
    pub(crate) calendar: CalendarId,
    /// The date of the column.
    pub(crate) date: NaiveDate,
    pub(crate) at: DateTime<Utc>,
    /// The index among the visits that begin on that line.
    pub(crate) beside: usize,
}

/// The clinic of a calendar, and the lower-case id of its practitioner or location.
pub(crate) type CalendarId = (ClinicId, String);

/// The maximum number of days looked ahead: a weekend, and a holiday next to it.
const MOST_AHEAD: i64 = 3;

/// Boards that take no keys: today at a clinic, and the following days up to the first with appointments.
#[derive(Clone)]
pub(crate) struct Today {
    /// The boards; never empty.
    pub(crate) days: Vec<DayBoard>,
    /// The next day with appointments, as of when the list was last drawn.
    pub(crate) busy: NaiveDate,
    /// Whether the data behind the rows changed since they were built.
    pub(crate) is_stale: bool,
    /// The free times of the next days, and when they were requested, on the monotonic clock.
    pub(crate) free: Option<GroupTimes>,
    pub(crate) free_read: Option<Duration>,
}

impl Today {
    pub(crate) fn of(date: NaiveDate) -> Today {
        Today {
            days: vec![DayBoard::of(date)],
            busy: date,
            is_stale: true,
            free: None,
            free_read: None,
        }
    }

    pub(crate) fn first(&self) -> &DayBoard {
        &self.days[0]
    }

    /// Returns the first board with rows; today's if there is none.
    pub(crate) fn shown(&self) -> &DayBoard {
        self.days
            .iter()
            .find(|board| board.has_rows())
            .unwrap_or(self.first())
    }

    pub(crate) fn shown_mut(&mut self) -> &mut DayBoard {
        let shown = self.days.iter().position(DayBoard::has_rows);
        &mut self.days[shown.unwrap_or(0)]
    }

    /// Returns the day after the last one, if the clinic has answered that there are no appointments up to then.
    pub(crate) fn next_day(&self, office: &Office) -> Option<NaiveDate> {
        let next = moved(self.days.last()?.day.date, 1)?;
        let is_near = next <= moved(self.first().day.date, MOST_AHEAD)?;
        let is_whole = |board: &DayBoard| {
            let mut clinics = board.day.clinics(office).peekable();
            clinics.peek().is_some() && clinics.all(|clinic| clinic.is_whole() == Some(true))
        };
        let is_free = self
            .days
            .iter()
            .all(|board| is_whole(board) && !board.has_rows());
        (is_free && is_near).then_some(next)
    }
}

//! The day board: the appointments of all calendars on one day, by time.

mod axis;
mod blocks;
mod columns;
mod marks;
mod more;
mod print;
mod rail;
mod status;
mod title;
mod today;
mod update;
mod view;

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use tui_input::{Input, InputRequest};

use super::Query;
use super::form::{changes, request};
use super::keys::Key;
use booking::ClinicId;
pub(super) use columns::in_view;
pub(super) use more::more_of_provider;
use office::{DayFree, ReadById};
pub(crate) use rail::{
    day_beside_form, draw as draw_rail, listed_provider, slot_from, slot_in_form,
};
pub(super) use status::drawn;
pub(super) use today::{BelowForm, Today, draw_below as draw_today_below};
pub(crate) use update::opened_from_day;
use words::{DayList, DayRow, RowKey, Wording};

/// The board of one day.
#[derive(Clone, Default)]
pub struct DayBoard {
    /// The day, and what of it is listed.
    pub day: DayList,
    /// The index of the chosen row in the list.
    pub chosen: usize,
    /// The marked appointments.
    marks: HashSet<(ClinicId, String)>,
    /// The patients whose names were requested.
    names: ReadById,
    /// Whether the board asks for the action on the marked rows.
    asks_what: bool,
    /// Whether the board is drawn in columns.
    has_columns: bool,
    /// The cursor in the columns, once it has moved.
    cursor: Option<columns::ColumnCursor>,
    /// The appointment being opened, by clinic and id.
    opening: Query<(ClinicId, String), ()>,
}

impl DayBoard {
    fn of(date: NaiveDate) -> DayBoard {
        DayBoard {
            day: DayList::of(date),
            ..DayBoard::default()
        }
    }

    pub(super) fn free_queries(&mut self) -> impl Iterator<Item = &mut DayFree> {
        self.day.free.iter_mut()
    }

    fn has_rows(&self) -> bool {
        self.day.listed().len() > 0
    }

    fn chosen_row(&self) -> Option<&DayRow> {
        self.day.listed_row(self.chosen)
    }

    /// Makes the rows anew. The chosen row stays chosen; at first the next appointment is chosen.
    fn arrange_rows(&mut self, words: Wording<'_>) {
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
    fn narrow_to(&mut self, filter: String, now: DateTime<Utc>) {
        let key = self.chosen_row().map(DayRow::key);
        self.day.set_filter(filter);
        self.choose_again(key, now);
    }

    /// Chooses the row with this key after others are listed, else the next appointment.
    fn choose_again(&mut self, key: Option<RowKey>, now: DateTime<Utc>) {
        self.retain_marks();
        let same = self.day.place_of_key(key);
        self.chosen = same.unwrap_or_else(|| self.day.first_to_come(now));
        self.cursor = None;
    }

    /// Returns the filter as this key edits it; `None` if the key is no edit.
    fn edited(&self, key: Key) -> Option<String> {
        let request = request(key).filter(|request| changes(*request))?;
        let mut input = Input::new(self.day.filter().to_owned());
        input.handle(match request {
            InputRequest::DeleteNextChar => InputRequest::DeletePrevChar,
            request => request,
        });
        Some(input.value().to_owned())
    }
}

//! The state of the day grid.

use chrono::NaiveDate;
use tui_input::Input;
use zones::Zone;

use booking::TakenTime;
use booking::time::{TimeProblem, Wish};
use office::VisitNeeds;

use super::calendar::{Calendar, FreeTime};

/// The day grid.
#[derive(Clone, Default)]
pub struct DayGrid {
    /// The typed filter; while the form names no provider, the provider.
    pub input: Input,
    /// Today, on the grid's clock.
    pub today: NaiveDate,
    /// The day with the cursor.
    pub day: NaiveDate,
    /// The chosen time.
    pub chosen: Option<FreeTime>,
    /// Whether the times of the day are listed.
    pub open: bool,
    /// The reading of the typed text, or why it can't be read; `None` while there is no text.
    pub reading: Option<Result<Wish, TimeProblem>>,
    /// The index of the chosen row, while the form names no provider.
    pub whom: usize,
    pub(super) wish: Option<Wish>,
    /// Whether the first match is chosen as soon as it is known, because the cursor has not been moved.
    pub(super) seeks: bool,
    pub(super) top: NaiveDate,
    pub(super) calendar: Calendar,
    pub(super) inputs: Option<CalendarInputs>,
}

/// The inputs from which the calendar was computed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CalendarInputs {
    pub(super) edition: Option<u64>,
    /// The periods taken since the free times were read.
    pub(super) taken: Vec<TakenTime>,
    pub(super) zone: Zone,
    pub(super) minute: i64,
    pub(super) wish: Option<Wish>,
    pub(super) needs: VisitNeeds,
    /// The edition of the book, which has the other visits of the patient.
    pub(super) book: u64,
}

/// A line of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridLine {
    /// The line before a week, with its ISO 8601 number if weeks begin on Monday.
    Week(Option<u32>),
    /// A day.
    Day(NaiveDate),
    /// The times of the open day, beginning with this index.
    Times(usize),
    /// A time of the open day that another desk holds, by index.
    Held(usize),
}

//! The free times that the desk is about.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use tui_input::Input;

use crate::booking::time::{TimeProblem, Wish};
use crate::booking::{Hours, Provider, SlotUpkeep, Taken, Vendor};
use crate::desk::{Remote, Ticket};

use super::calendar::{Calendar, FreeTime};
use super::windows::FreeTimes;

/// The free times of whom the form names, and what is wanted of them.
#[derive(Clone, Default)]
pub struct Slots {
    /// The free time that turned out to be gone.
    pub(in crate::desk) gone: Option<(Provider, DateTime<Utc>)>,
    pub(in crate::desk) working: Option<WorkingHours>,
    /// The free time that is being looked for.
    pub wanted: Option<Wish>,
    /// The free times of whom the form names, as far as they are known.
    pub free: Option<FreeTimes>,
    /// The published slots that are still to be marked.
    pub(in crate::desk) upkeep: Vec<Upkeep>,
    /// Where the key may not mark any.
    pub(in crate::desk) forbidden: Vec<Vendor>,
}

/// When someone works, as far as it is known.
#[derive(Clone, Debug)]
pub(in crate::desk) struct WorkingHours {
    pub(super) whose: Provider,
    pub(super) asked: DateTime<Utc>,
    pub(super) hours: Remote<Option<Hours>>,
}

impl WorkingHours {
    /// Who keeps them.
    pub(in crate::desk) fn backend(&self) -> Vendor {
        self.whose.backend()
    }

    /// Whether they could not be had.
    pub(in crate::desk) fn have_failed(&self) -> bool {
        matches!(self.hours, Remote::Failed(..))
    }
}

/// Slots that are still to be marked.
#[derive(Clone, Debug)]
pub(in crate::desk) struct Upkeep {
    pub(super) upkeep: SlotUpkeep,
    /// How often it has failed.
    pub(super) failures: usize,
    pub(super) stage: Stage,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Stage {
    /// They are being marked.
    Asked(Ticket),
    /// They are tried again then, on the monotonic clock.
    Waiting(Duration),
}

/// The day grid.
#[derive(Clone)]
pub struct DayGrid {
    /// What narrows the times; while nobody is named, whom or where it is to be.
    pub input: Input,
    /// Today, by the clock that counts.
    pub today: NaiveDate,
    /// The day with the cursor.
    pub day: NaiveDate,
    /// The time that is chosen.
    pub chosen: Option<FreeTime>,
    /// Whether the times of the day are listed.
    pub open: bool,
    /// How what is typed is read, or why it isn't. None while nothing is.
    pub reading: Option<Result<Wish, TimeProblem>>,
    /// Which row is chosen, while nobody is named.
    pub whom: usize,
    pub(super) wish: Option<Wish>,
    /// Nobody has moved: the first time that fits is chosen as soon as it is known.
    pub(super) seeks: bool,
    pub(super) top: NaiveDate,
    pub(super) calendar: Calendar,
    pub(super) made_of: Option<MadeOf>,
}

/// What the calendar was worked out from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MadeOf {
    pub(super) edition: Option<u64>,
    /// What is free no more since that was told.
    pub(super) taken: Vec<Taken>,
    pub(super) zone: Tz,
    pub(super) length: TimeDelta,
    pub(super) minute: i64,
    pub(super) wish: Option<Wish>,
}

/// A line of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridLine {
    /// Before a week; the number that ISO 8601 gives it, where weeks begin on Monday.
    Week(Option<u32>),
    /// A day.
    Day(NaiveDate),
    /// The times of the open day from this one on.
    Times(usize),
    /// A time of the day with the cursor that another desk has in hand.
    Held(usize),
}

impl DayGrid {
    /// The cursor goes to a moment that is in the form already.
    pub(super) fn begin_at(&mut self, start: DateTime<Utc>, zone: Tz) {
        use chrono::Timelike;
        let local = start.with_timezone(&zone);
        self.day = local.date_naive();
        self.chosen = Some(FreeTime { start, hour: local.hour() });
        self.seeks = false;
    }
}

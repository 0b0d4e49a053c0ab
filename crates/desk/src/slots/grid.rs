//! Free times day by day: one line for each day, one column for each hour. The typed text filters them. The
//! selected time is entered in the form.

use chrono::{Datelike, Days as DayCount, NaiveDate, TimeDelta, Timelike, Weekday};

use tui_input::Input;

use booking::{Wished, time};

use super::calendar::{Calendar, FreeDay, FreeTime};
use super::state::{CalendarInputs, DayGrid, GridLine};
use crate::current::{requested_free_times, taken, today, typed_start};
use crate::slots::first_available::group_wanted;
use crate::slots::free::{days_searched, is_up_to_date, last_day_offered, needs_of_form};
use crate::{Desk, Forms, Part, current};
use office::{FreeTimes, Notice, Search};

/// The number of times on one line of the open day.
pub(crate) const TIMES_A_LINE: usize = 6;

/// The lines around the days: title, text, reading, hours; a blank line, and the chosen time.
const AROUND_THE_DAYS: u16 = 6;

impl DayGrid {
    /// Returns the matching times of a day, or `None` if there are none.
    pub fn free_on(&self, date: NaiveDate) -> Option<&FreeDay> {
        self.calendar.day(date)
    }

    /// Returns the hours of the day that have a column.
    pub fn hours(&self) -> std::ops::Range<u32> {
        self.calendar.hours()
    }

    /// Returns the visible lines.
    pub fn lines(&self, desk: &Desk) -> Vec<GridLine> {
        let room = room_for_days(desk);
        let last = last_day_offered(desk);
        let first_day = desk.setting().clock.first_weekday();
        let mut lines = Vec::new();
        for date in self
            .top
            .max(self.today)
            .iter_days()
            .take_while(|date| *date <= last)
        {
            if lines.len() >= room {
                break;
            }
            if date.weekday() == first_day && !lines.is_empty() {
                let number = (first_day == Weekday::Mon).then(|| date.iso_week().week());
                lines.push(GridLine::Week(number));
            }
            lines.push(GridLine::Day(date));
            if self.open && date == self.day {
                let times = self.free_on(date).map_or(0, |day| day.times().len());
                lines.extend((0..times).step_by(TIMES_A_LINE).map(GridLine::Times));
            }
            if date == self.day {
                lines.extend((0..current::held_on(desk, date).len()).map(GridLine::Held));
            }
        }
        lines.truncate(room);
        lines
    }

    /// Scrolls to the cursor, including the times of its day.
    fn turn_to_cursor(&mut self, desk: &Desk) {
        if self.day < self.top {
            self.top = week_of(self.day, desk);
        }
        while !self.is_in_view(desk) && self.top < self.day {
            self.top = week_of(self.top, desk)
                .checked_add_days(DayCount::new(7))
                .unwrap_or(self.day);
        }
    }

    fn is_in_view(&self, desk: &Desk) -> bool {
        let times = if self.open {
            self.free_on(self.day).map_or(0, |day| day.times().len())
        } else {
            0
        };
        let last = match times {
            0 => GridLine::Day(self.day),
            times => GridLine::Times((times - 1) / TIMES_A_LINE * TIMES_A_LINE),
        };
        self.lines(desk).contains(&last)
    }

    /// Reads the typed text; an unreadable text leaves the filter as it is.
    pub(super) fn read(&mut self, desk: &Desk) {
        let words: Vec<&str> = self.input.value().split_whitespace().collect();
        (self.wish, self.reading) = match time::wish(&words, &desk.setting().clock) {
            _ if words.is_empty() => (None, None),
            Ok(wish) => (Some(wish), Some(Ok(wish))),
            Err(problem) => (self.wish, Some(Err(problem))),
        };
        (self.seeks, self.open) = (true, false);
    }

    /// Returns the times wished on the waiting list, which filter the times until a filter is typed.
    pub(super) fn wished(&self, desk: &Desk) -> Option<Wished> {
        if self.wish.is_some() {
            return None;
        }
        needs_of_form(desk).wished
    }

    /// Rebuilds the calendar if any of its inputs changed.
    pub(super) fn rebuild_if_stale(&mut self, desk: &Desk) {
        let requested = requested_free_times(desk);
        let inputs = CalendarInputs {
            edition: requested.map(FreeTimes::edition),
            taken: taken(desk),
            zone: desk.zone(),
            minute: desk.office.moment.minute(),
            wish: self.wish,
            needs: needs_of_form(desk),
            book: desk.office.book.edition(),
        };
        if self.inputs.as_ref() != Some(&inputs) {
            self.calendar = requested
                .and_then(|times| self.calendar_of(desk, times))
                .unwrap_or_default();
            self.inputs = Some(inputs);
            self.today = today(desk);
            self.day = self.day.max(self.today);
            self.choose_again(desk);
        }
        self.turn_to_cursor(desk);
    }

    /// Returns the calendar of these free times; `None` if none are known.
    fn calendar_of(&self, desk: &Desk, times: &FreeTimes) -> Option<Calendar> {
        let free = desk.office.known_free(times)?;
        let needs = needs_of_form(desk);
        let search = Search {
            notice: Notice::None,
            wish: self.wish.as_ref(),
            ..needs.search()
        };
        let places = desk.office.places_offered(times, search);
        let coming = free.bookable(desk.office.moment.now, TimeDelta::zero());
        Some(Calendar::of(&places, coming, desk.zone()))
    }

    /// Chooses the first match until the cursor has been moved; afterwards the chosen time, or the next one of
    /// its day.
    fn choose_again(&mut self, desk: &Desk) {
        if self.seeks {
            self.chosen = None;
            if let Some((date, time)) = self.first_fitting(desk) {
                (self.day, self.chosen) = (date, Some(time));
            } else if self.wish.is_some() || self.wished(desk).is_some() {
                self.day = days_searched(desk, self.wish.as_ref())
                    .0
                    .min(last_day_offered(desk));
            }
            return;
        }
        let day = self.calendar.day(self.day);
        let times = day.map(FreeDay::times).unwrap_or_default();
        let same_or_next = |chosen: FreeTime| {
            times
                .iter()
                .find(|time| time.start >= chosen.start)
                .copied()
        };
        self.chosen = match self.chosen {
            Some(chosen) => same_or_next(chosen).or(times.last().copied()),
            None => times.first().copied(),
        };
        self.open &= self.chosen.is_some();
    }

    /// Returns the first match once all days before it are known.
    fn first_fitting(&self, desk: &Desk) -> Option<(NaiveDate, FreeTime)> {
        let (date, time) = self.calendar.first()?;
        let (from, _) = days_searched(desk, self.wish.as_ref());
        requested_free_times(desk)?
            .first_unasked(from, date)
            .is_none()
            .then_some((date, time))
    }

    /// Returns the first unrequested day of the search, while there is no match.
    pub(crate) fn looking_on(&self, desk: &Desk) -> Option<NaiveDate> {
        let (from, to) = days_searched(desk, self.wish.as_ref());
        if !self.seeks || self.chosen.is_some() {
            return None;
        }
        let free = requested_free_times(desk)?;
        free.first_unasked(from, to)
    }

    /// Returns the first visible day that has not been requested.
    fn unasked_in_view(&self, desk: &Desk) -> Option<NaiveDate> {
        let lines = self.lines(desk);
        let last = lines.iter().rev().find_map(|line| match line {
            GridLine::Day(date) => Some(*date),
            _ => None,
        });
        requested_free_times(desk)?.first_unasked(self.top, last?)
    }
}

/// Returns the day that an open grid has to request: first visible days, then days of the search.
pub(super) fn day_for_grid(desk: &Desk) -> Option<NaiveDate> {
    let grid: &DayGrid = desk.overlays.get()?;
    if !is_up_to_date(desk) {
        return Some(grid.day);
    }
    let Some(free) = requested_free_times(desk) else {
        return Some(grid.day);
    };
    if free.is_asking() {
        return None;
    }
    let here = Some(grid.day).filter(|day| free.wants(*day, desk.office.moment));
    here.or_else(|| grid.unasked_in_view(desk))
        .or_else(|| grid.looking_on(desk))
}

impl Part<'_, Forms> {
    /// Opens the free times of the form's provider day by day, beginning with the time in the form, if it has one. If
    /// the line wants the first available practitioner of several, opens their week.
    pub(crate) fn open_grid(&mut self) {
        let wished = match self.fill_before_free_times() {
            Ok(wished) => wished,
            Err(doubt) => return self.note(doubt),
        };
        if group_wanted(self).is_some() {
            return self.open_week();
        }
        let today = today(self);
        let mut grid = DayGrid {
            today,
            day: today,
            top: today,
            seeks: true,
            ..DayGrid::default()
        };
        if let Some(start) = typed_start(self).filter(|start| *start > self.office.moment.now) {
            let local = start.with_timezone(&self.zone());
            (grid.day, grid.seeks) = (local.date_naive(), false);
            grid.chosen = Some(FreeTime {
                start,
                hour: local.hour(),
            });
        }
        if !wished.is_empty() {
            grid.input = Input::new(wished);
            grid.read(self);
        }
        self.request_providers();
        self.open(grid);
    }
}

/// Returns the number of lines of days that fit on the screen.
fn room_for_days(desk: &Desk) -> usize {
    let geometry = desk.geometry();
    // On a large screen the grid is a card in place of the form.
    let area = if geometry.is_large() {
        geometry.form
    } else {
        geometry.overlay()
    };
    usize::from(area.height.saturating_sub(AROUND_THE_DAYS))
}

/// Returns the first day of the week that contains a date.
fn week_of(date: NaiveDate, desk: &Desk) -> NaiveDate {
    date.week(desk.setting().clock.first_weekday())
        .checked_first_day()
        .unwrap_or(date)
}

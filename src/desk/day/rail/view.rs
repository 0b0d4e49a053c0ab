//! The day beside the form as a rail: a line for each stretch of time, blocks as long as the visits, the
//! visit in the form among them.

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

use crate::booking::{Along, DayLine, RailDay, Slot, Stretch, time};
use crate::desk::day::arrange::Namer;
use crate::desk::day::status::{role_of, status};
use crate::desk::day::title::this_minute;
use crate::desk::day::today;
use crate::desk::frame::draw_hint;
use crate::desk::geometry::EDGE;
use crate::desk::{DayRow, Desk, Frame};
use crate::i18n::say;
use crate::screen::{Role, cells};

use super::DayInView;
use super::layout::{Layout, focus};

/// The columns of the time, with the blank behind it.
const TIME: u16 = 6;
/// The columns of the mark before a text.
const MARK: u16 = 2;

/// Draws the day within the frame that stands around `area`.
pub(in crate::desk) fn draw(desk: &Desk, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let Some(day) = desk.day_in_view() else {
        today::draw(desk, area, frame);
        return;
    };
    frame.title(area, &title(desk, &day), Role::Strong);
    let rail = RailDay { lines: &day.lines, held: &day.held, open: day.open.as_deref(), draft: day.draft };
    let stretches = rail.stretches();
    let inner = area.inner(EDGE);
    if stretches.is_empty() {
        let nothing = match day.is_off() {
            true => day.provider.clinic().words().out_all_day.text(language),
            false => say!(language, "day-nothing"),
        };
        draw_hint(nothing, inner, frame);
        return;
    }
    Rail::of(desk, &day, &stretches).draw(inner, frame);
}

/// Returns the title: provider, date, and time zone if it isn't the desk's.
fn title(desk: &Desk, day: &DayInView) -> String {
    let (language, clinic) = (desk.setup.language, day.provider.clinic());
    let with = desk.provider_in_list(clinic, &day.provider.id());
    let mut date = time::day(day.days.first(), language);
    if day.is_off() {
        date = format!("{date} · {}", clinic.words().out.text(language));
    }
    match day.days.zone() == desk.setup.zone {
        true => format!("{with} · {date}"),
        false => {
            let zone = time::zone_word_at(desk.moment.now, day.days.zone(), language);
            format!("{with} · {date} · {zone}")
        }
    }
}

/// The state from which the lines of a rail are drawn.
struct Rail<'a> {
    desk: &'a Desk,
    day: &'a DayInView,
    stretches: &'a [Stretch<'a>],
    namer: Namer<'a>,
    /// Whether something overlaps the visit in the form.
    is_taken: bool,
}

impl<'a> Rail<'a> {
    fn of(desk: &'a Desk, day: &'a DayInView, stretches: &'a [Stretch<'a>]) -> Rail<'a> {
        let (clinic, id) = (day.provider.clinic(), day.provider.id());
        let namer = Namer::of(desk, clinic, Some(&id), day.days.zone());
        let is_taken = stretches.iter().any(|stretch| stretch.meets_draft);
        Rail { desk, day, stretches, namer, is_taken }
    }

    fn draw(&self, area: Rect, frame: &mut Frame) {
        let now = self.now_comes_before();
        let height = area.height - u16::from(now.is_some() && area.height > 1);
        let layout = Layout::of(self.stretches, focus(self.stretches, this_minute(self.desk)), height);
        let mut y = area.y;
        let mut shown = String::new();
        let parts = self.stretches.iter().enumerate().skip(layout.first).zip(&layout.heights);
        for ((place, stretch), height) in parts {
            if now == Some(place) {
                self.draw_now(Rect { y, height: 1, ..area }, frame);
                y += 1;
            }
            // A draw takes no time, so the stretch after it begins at the same minute.
            let time = self.oclock(stretch.slot.start);
            if time != shown {
                frame.text(area.x + 1, y, TIME, &time, Role::Dim);
            }
            shown = time;
            self.draw_stretch(stretch, Rect { y, height: *height, ..area }, frame);
            y += height;
        }
    }

    /// Returns the index of today's stretch before which the present is marked.
    fn now_comes_before(&self) -> Option<usize> {
        let now = this_minute(self.desk);
        let next = self.stretches.iter().position(|stretch| stretch.slot.start > now)?;
        (next > 0 && self.desk.today() == self.day.days.first()).then_some(next)
    }

    fn draw_now(&self, line: Rect, frame: &mut Frame) {
        let said = say!(self.desk.setup.language, "day-now", time = self.oclock(this_minute(self.desk)));
        frame.rule(line.x + 1, line.y, line.width.saturating_sub(2));
        frame.text(line.x + TIME, line.y, line.width, &format!(" {said} "), Role::Strong);
    }

    fn oclock(&self, at: DateTime<Utc>) -> String {
        time::oclock(at.with_timezone(&self.day.days.zone()).time(), self.desk.setup.language)
    }

    fn draw_stretch(&self, stretch: &Stretch<'_>, area: Rect, frame: &mut Frame) {
        let x = area.x + 1;
        let row = match stretch.what {
            Along::Booked(line) => Some(self.namer.row(line.clone())),
            _ => None,
        };
        let (mark, role) = self.look(stretch, row.as_ref());
        for y in area.top()..area.bottom() {
            frame.text(x + TIME, y, 1, mark, role);
        }
        let left = x + TIME + MARK;
        let text = Rect { x: left, y: area.y, width: area.right().saturating_sub(left + 1), height: 1 };
        match stretch.what {
            Along::Booked(_) => {
                row.iter().for_each(|row| self.draw_booked(row, stretch.meets_draft, text, frame));
            }
            Along::Held(hold) => {
                frame.text_within(text.x, text.y, text.width, &self.desk.held_where(hold), role);
            }
            Along::Draft => self.draw_draft(text, frame),
            Along::Free if stretch.slot.end > this_minute(self.desk) => {
                let free = say!(self.desk.setup.language, "day-free");
                frame.text_within(text.x, text.y, text.width, free, role);
            }
            Along::Free | Along::Open => {}
            Along::Closed => {
                let closed = self.out_said(stretch);
                frame.text_within(text.x, text.y, text.width, &closed, role);
            }
        }
        if stretch.meets_draft {
            for y in area.top()..area.bottom() {
                self.draw_beside(Rect { y, ..text }, y == area.y, frame);
            }
        }
    }

    /// Returns the remark on a stretch outside the hours, with its end if the hours begin again there.
    fn out_said(&self, stretch: &Stretch<'_>) -> String {
        let (words, language) = (self.day.provider.clinic().words(), self.desk.setup.language);
        let opens = |slot: &Slot| slot.start == stretch.slot.end;
        match self.day.open.iter().flatten().any(opens) {
            true => say!(language, words.out_until, time = self.oclock(stretch.slot.end)),
            false => words.out.text(language).to_owned(),
        }
    }

    /// Returns the mark of a stretch and the role it is drawn in.
    fn look(&self, stretch: &Stretch<'_>, row: Option<&DayRow>) -> (&'static str, Role) {
        match stretch.what {
            Along::Booked(_) if stretch.meets_draft => ("▌", Role::Error),
            Along::Booked(_) => ("▌", row.map_or(Role::Text, |row| self.role_of(row))),
            Along::Held(_) => ("◌", Role::Warning),
            Along::Draft => ("▒", self.draft_role()),
            Along::Free if stretch.slot.end > this_minute(self.desk) => ("░", Role::Good),
            Along::Free | Along::Open => ("·", Role::Dim),
            Along::Closed => ("┄", Role::Dim),
        }
    }

    fn role_of(&self, row: &DayRow) -> Role {
        match role_of(row) {
            Role::Text => status(row, self.desk).role,
            role => role,
        }
    }

    fn draft_role(&self) -> Role {
        match self.day.warnings {
            _ if self.is_taken => Role::Error,
            Some(_) => Role::Warning,
            None => Role::Focus,
        }
    }

    fn draw_booked(&self, row: &DayRow, is_in_the_way: bool, area: Rect, frame: &mut Frame) {
        let (status, tone) = match self.is_moved(row) {
            true => (say!(self.desk.setup.language, "rail-moved-from").to_owned(), Role::Dim),
            false => status(row, self.desk).to_text(),
        };
        let room = if is_in_the_way { area.width / 2 } else { area.width };
        let name = if is_in_the_way { Role::Error } else { role_of(row) };
        let (status_x, beside) = (area.x + room, cells(&status) + 1);
        let has_status = !is_in_the_way && room > beside + LEAST_NAME;
        let room = if has_status { room - beside } else { room };
        let x = frame.text_within(area.x, area.y, room, &row.who, name);
        if has_status {
            frame.text_before(status_x, area.y, &status, tone);
            let what = row.what().unwrap_or_default();
            let left = (area.x + room).saturating_sub(x + 3);
            if !what.is_empty() && left > LEAST_NAME / 2 {
                frame.text_within(x + 2, area.y, left, what, Role::Dim);
            }
        }
    }

    /// Whether the row is the appointment that is being changed, at its old time.
    fn is_moved(&self, row: &DayRow) -> bool {
        match &row.line {
            DayLine::Booked { booked, .. } => self.day.moved.as_ref() == Some(&booked.id),
            DayLine::Unsettled { .. } | DayLine::Free { .. } => false,
        }
    }

    /// Draws the visit in the form where nothing overlaps it, with its patient.
    fn draw_draft(&self, area: Rect, frame: &mut Frame) {
        let language = self.desk.setup.language;
        let who = self.day.patient.as_deref().unwrap_or_default();
        let role = self.draft_role();
        let room = if self.day.warnings.is_some() { area.width / 2 } else { area.width };
        let x = frame.text_within(area.x, area.y, room, who, role);
        if let Some(warnings) = &self.day.warnings {
            let gap = if who.is_empty() { 0 } else { 2 };
            let left = (area.x + area.width).saturating_sub(x + gap);
            frame.text_within(x + gap, area.y, left, &format!("! {warnings}"), Role::Warning);
            return;
        }
        let this = say!(language, "rail-this-one");
        let gap = if who.is_empty() { 0 } else { 2 };
        let left = (area.x + area.width).saturating_sub(x + gap);
        if cells(this) <= left {
            frame.text(x + gap, area.y, left, this, if who.is_empty() { role } else { Role::Dim });
        }
    }

    /// Draws the visit in the form beside the appointment that it overlaps.
    fn draw_beside(&self, line: Rect, is_first: bool, frame: &mut Frame) {
        let x = line.x + line.width / 2 + 1;
        frame.text(x, line.y, 1, "▒", Role::Error);
        if is_first {
            let who = self.day.patient.as_deref();
            let who = who.unwrap_or(say!(self.desk.setup.language, "rail-this-one"));
            let left = (line.x + line.width).saturating_sub(x + MARK);
            frame.text_within(x + MARK, line.y, left, who, Role::Error);
        }
    }
}

/// The minimum columns for a name beside a status.
const LEAST_NAME: u16 = 12;

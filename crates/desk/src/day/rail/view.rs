//! The day next to the form along a clock, with the visit in the form among the appointments.

use chrono::{DateTime, TimeDelta, TimeZone, Timelike, Utc};

use ratatui::layout::Rect;

use crate::day::axis::ClockAxis;
use crate::day::blocks::{Ground, TimeBlock, free_in, ground, meet, place_side_by_side, why_away};
use crate::day::today;
use crate::frame::draw_hint;
use crate::geometry::EDGE;
use crate::{Desk, Frame, current};
use booking::{DayLine, Hold, Slot, time};
use i18n::say;
use screen::{Cell, ClockGrid, GridBlock, GridColumn, GridGround, GridPlaces, Role};

use super::{DayInView, day_in_view};
use words::{DayRow, LineFit, Namer, Namesakes};

/// The columns for the times.
const TIME: u16 = 7;
/// The time shown as closed before and after the visit in the form, on a day without hours.
const CLOSED_AROUND: TimeDelta = TimeDelta::hours(3);

/// Draws the day within the frame around `area`.
pub(crate) fn draw(desk: &Desk, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let Some(day) = day_in_view(desk) else {
        today::draw(desk, area, frame);
        return;
    };
    frame.title(area, &title(desk, &day), Role::Strong);
    let inner = area.inner(EDGE);
    match Rail::of(desk, &day, inner.height) {
        Some(rail) => frame.render_with(rail.grid(), inner, &mut GridPlaces::default()),
        None => {
            let nothing = if day.is_off() {
                day.provider.clinic().words().out_all_day.text(language)
            } else {
                say!(language, "day-nothing")
            };
            draw_hint(nothing, inner, frame);
        }
    }
}

/// Returns the title: provider, date, and time zone if it isn't the desk's.
fn title(desk: &Desk, day: &DayInView) -> String {
    let language = desk.setup.language;
    let clinic = day.provider.clinic();
    let with = desk.words().provider_in_list(clinic, day.provider.id());
    let words = desk.words();
    let first = day.days.first();
    let mut date = words.with_holiday(words.day_in_short(first), first);
    if day.is_off() {
        date = format!("{date} · {}", clinic.words().out.text(language));
    }
    if day.days.zone() == desk.office.setup.zone {
        format!("{with} · {date}")
    } else {
        let zone = time::zone_word_on(first, day.days.zone(), language);
        format!("{with} · {date} · {zone}")
    }
}

/// A day along its clock.
struct Rail<'a> {
    desk: &'a Desk,
    day: &'a DayInView,
    axis: ClockAxis,
    blocks: Vec<TimeBlock<RailContent<'a>>>,
    namesakes: Namesakes,
    /// Whether the visit in the form overlaps another.
    is_taken: bool,
}

enum RailContent<'a> {
    Visit(Box<DayRow>),
    /// A time that another desk holds.
    Held(&'a Hold),
    /// The visit in the form.
    Draft(Slot),
}

impl RailContent<'_> {
    fn row(&self) -> Option<&DayRow> {
        match self {
            RailContent::Visit(row) => Some(row),
            RailContent::Held(_) | RailContent::Draft(_) => None,
        }
    }

    fn slot(&self) -> Slot {
        match self {
            RailContent::Visit(row) => row.line.slot(),
            RailContent::Held(hold) => hold.slot,
            RailContent::Draft(slot) => *slot,
        }
    }
}

impl<'a> Rail<'a> {
    /// Lays out a day in `height` lines; `None` if nothing is known of it.
    fn of(desk: &'a Desk, day: &'a DayInView, height: u16) -> Option<Rail<'a>> {
        let namer = Namer::of(
            desk.words(),
            day.provider.clinic(),
            Some(day.provider.id()),
            day.days.zone(),
        );
        let visits = day
            .lines
            .iter()
            .filter(|line| line.is_live())
            .map(|line| RailContent::Visit(Box::new(namer.row(line.clone()))));
        let held = day.held.iter().map(RailContent::Held);
        let mut contents: Vec<RailContent<'a>> = visits
            .chain(held)
            .chain(day.draft.map(RailContent::Draft))
            .collect();
        contents.sort_by_key(RailContent::slot);
        let slots: Vec<Slot> = contents.iter().map(RailContent::slot).collect();
        // The hour of a visit that was cancelled stays in view.
        let listed = day.lines.iter().map(DayLine::slot);
        let known = slots
            .iter()
            .chain(day.open.iter().flatten())
            .copied()
            .chain(listed);
        let closed = if day.is_off() { day.draft } else { None };
        let closed = closed.map(|draft| Slot {
            start: draft.start - CLOSED_AROUND,
            end: draft.end + CLOSED_AROUND,
        });
        let known = known.chain(closed);
        // If the hours of today are not known, the clock includes the present.
        let now = (is_today(desk, day) && day.open.is_none()).then(|| {
            let now = desk.words().this_minute();
            Slot {
                start: now,
                end: now,
            }
        });
        let hours = Slot::around([Slot::around(known)?].into_iter().chain(now))?;
        let is_taken = day
            .draft
            .is_some_and(|draft| slots.iter().filter(|slot| meet(**slot, draft)).count() > 1);
        let axis = ClockAxis::of(
            hours,
            &LineFit::of(&slots),
            false,
            height.saturating_sub(u16::from(is_today(desk, day))),
        );
        let namesakes = Namesakes::among(contents.iter().filter_map(RailContent::row));
        let of = |content: RailContent<'a>| TimeBlock::of(axis.lines_of(content.slot()), content);
        let mut blocks: Vec<_> = contents.into_iter().map(of).collect();
        place_side_by_side(&mut blocks);
        Some(Rail {
            desk,
            day,
            axis,
            blocks,
            namesakes,
            is_taken,
        })
    }

    fn grid(&self) -> ClockGrid<'_> {
        let now = self.desk.words().this_minute();
        let is_today = is_today(self.desk, self.day);
        let focus = self
            .day
            .draft
            .map(|draft| draft.start)
            .or(is_today.then_some(now));
        let column = GridColumn {
            head: (String::new(), Role::Text),
            ground: self.ground(),
            remark: "",
            blocks: self.blocks.iter().map(|block| self.block(block)).collect(),
            foot: (String::new(), Role::Text),
        };
        ClockGrid {
            look: self.desk.look,
            times: self.times(),
            indent: TIME,
            columns: vec![column],
            now: is_today.then(|| (self.axis.line_after(now), format!(" {} ", self.oclock(now)))),
            focus: focus.map_or(0, |at| self.axis.line_of(at)),
        }
    }

    fn oclock(&self, at: DateTime<Utc>) -> String {
        time::oclock(
            at.with_timezone(&self.day.days.zone()).time(),
            self.desk.setup.language,
        )
    }

    /// Returns the times of the lines on which something begins, and of full hours.
    fn times(&self) -> Vec<Cell> {
        let time = |line| {
            let begins = self.blocks.iter().find(|block| block.lines.start == line);
            let at = self.axis.slot_of(line).start;
            let is_full = self
                .day
                .days
                .zone()
                .from_utc_datetime(&at.naive_utc())
                .minute()
                == 0;
            match begins {
                Some(block) => (self.oclock(block.content.slot().start), Role::Text),
                None if is_full => (self.oclock(at), Role::Dim),
                None => (String::new(), Role::Dim),
            }
        };
        (0..self.axis.lines).map(time).collect()
    }

    /// Returns the lines without a block; the first of each free or closed period has a text.
    fn ground(&self) -> Vec<GridGround> {
        let mut before = None;
        let line = |line| {
            let time = self.axis.slot_of(line);
            let ground = ground(
                free_in(self.day.lines.iter()),
                self.day.open.as_deref(),
                &self.day.away,
                time,
            );
            let is_past = time.end <= self.desk.words().this_minute();
            let is_bare = !self.blocks.iter().any(|block| block.lines.contains(&line));
            let stretch = is_bare.then_some((ground, is_past));
            let begins = stretch.is_some() && before != stretch;
            before = stretch;
            let text = match ground {
                Ground::Free if begins && !is_past => {
                    say!(self.desk.setup.language, "day-free").to_owned()
                }
                Ground::Away if begins => self.reason_text(time),
                Ground::Closed if begins => self.absence_text(time),
                Ground::Free | Ground::Open | Ground::Away | Ground::Closed | Ground::Off => {
                    String::new()
                }
            };
            GridGround {
                text,
                ..ground.drawn(is_past)
            }
        };
        (0..self.axis.lines).map(line).collect()
    }

    /// Returns the reason of an absence, or that the practitioner is not in if none is given.
    fn reason_text(&self, time: Slot) -> String {
        let words = self.day.provider.clinic().words();
        match why_away(&self.day.away, time) {
            "" => words.out.text(self.desk.setup.language).to_owned(),
            why => why.to_owned(),
        }
    }

    /// Returns the text for a time outside the hours, with the time at which they begin again.
    fn absence_text(&self, time: Slot) -> String {
        let words = self.day.provider.clinic().words();
        let language = self.desk.setup.language;
        let opens = self
            .day
            .open
            .iter()
            .flatten()
            .map(|slot| slot.start)
            .find(|start| *start >= time.end);
        match opens {
            Some(at) => say!(language, words.out_until, time = self.oclock(at)),
            None => words.out.text(language).to_owned(),
        }
    }

    fn block<'b>(&'b self, block: &'b TimeBlock<RailContent<'_>>) -> GridBlock<'b> {
        let language = self.desk.setup.language;
        let mut drawn = block.held(String::new());
        match &block.content {
            RailContent::Visit(row) => {
                let meets_draft = self
                    .day
                    .draft
                    .is_some_and(|draft| meet(block.content.slot(), draft));
                // The appointment being moved is also drawn at its old time.
                let is_moved = row
                    .id()
                    .is_some_and(|id| self.day.moved.as_deref() == Some(id));
                let chip = self.desk.words().status_on_clock(row);
                drawn = block.visit(row, chip, &self.namesakes, meets_draft);
                if meets_draft && drawn.ground.is_some() {
                    drawn.ground = Some(Role::Visit);
                }
                if is_moved {
                    drawn.status = (say!(language, "rail-moved-from").to_owned(), Role::Dim);
                }
            }
            RailContent::Held(hold) => drawn.name.0 = self.desk.words().held_where(hold),
            RailContent::Draft(_) => {
                let role = if self.is_taken {
                    Role::Error
                } else if self.day.warns {
                    Role::Warning
                } else {
                    Role::Focus
                };
                let who = self.day.patient.as_deref();
                drawn = block.planned(who, role, language);
                if who.is_some() {
                    drawn.more = say!(language, "rail-this-one");
                }
                if self.day.warns {
                    drawn.status.0 = "!".to_owned();
                }
            }
        }
        drawn
    }
}

fn is_today(desk: &Desk, day: &DayInView) -> bool {
    current::today(desk) == day.days.first()
}

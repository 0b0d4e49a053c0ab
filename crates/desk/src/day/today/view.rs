//! Today as a short list: time, patient, provider and status, scrolled to the present if it is longer than
//! the screen.

use std::rc::Rc;

use ratatui::layout::Rect;

use crate::day::more::who_waits;
use crate::day::rail::day_drawn;
use crate::day::title::remark;
use crate::day::view::lines_with_now;
use crate::frame::draw_hint;
use crate::geometry::EDGE;
use crate::tone::{kind_cell, role_of, role_of_tone};
use crate::{Action, DayBoard, Desk, Frame, Page, Pane, Target, current, done};
use booking::{Attendance, time};
use i18n::say;
use screen::{Cell, Column, Role, Table};

use super::{LEAST_BELOW, area_below_form, next_free, providers, shows_today};
use words::{DayRow, Namesakes};

/// The columns of the time.
const TIME: u16 = 5;
/// The columns of the letter of a kind of visit, on its background.
const KIND: u16 = 3;
/// The minimum width for the status as a word; below it there is its sign only.
const WORDS: u16 = 60;
/// The minimum lines for a blank line above the rows.
const ROOMY: u16 = 10;
/// The minimum width for the reason of the visit.
const REASONS: u16 = 90;
/// The maximum columns of a patient's name, and of the provider's.
const MOST_WHO: u16 = 28;
const MOST_WITH: u16 = 26;

/// Draws the list within the frame around `area`; a click opens the day.
pub(in crate::day) fn draw(desk: &Desk, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let inner = area.inner(EDGE);
    frame.mark(area, to_the_day(desk));
    let Some(board) = board(desk) else {
        frame.title(area, say!(language, "rail-day"), Role::Strong);
        draw_hint(say!(language, "rail-whose"), inner, frame);
        return;
    };
    frame.title(area, &title_of_everyone(desk, board), Role::Strong);
    let inputs = (desk.revision, desk.clinic, desk.words().this_minute());
    frame.draw_once("today", inputs, inner, |frame| {
        let zone = board.day.zone_of_rows(desk.words());
        let (text, role) = remark(desk, board, zone);
        frame.text_within(
            inner.x + 1,
            inner.y,
            inner.width.saturating_sub(2),
            &text,
            role,
        );
        let above = if inner.height < ROOMY { 1 } else { 2 };
        let rows = Rect {
            y: inner.y + above,
            height: inner.height.saturating_sub(above),
            ..inner
        };
        draw_rows(desk, board, rows, frame);
    });
}

/// Returns the title of everybody's day at the form's clinic. The clinic is named if the desk has others, as the day
/// board counts the appointments of all.
pub(crate) fn title_of_everyone(desk: &Desk, board: &DayBoard) -> String {
    let title = day_of_everyone(desk, board);
    if desk.office.setup.clinics.iter().len() > 1 {
        format!("{title} · {}", desk.clinic.name())
    } else {
        title
    }
}

/// Returns the day, and that it is the day of everybody.
pub(crate) fn day_of_everyone(desk: &Desk, board: &DayBoard) -> String {
    let words = desk.words();
    let day = words.with_holiday(words.day_in_short(board.day.date), board.day.date);
    let everyone = say!(desk.setup.language, "day-everyone");
    format!("{day} · {everyone}")
}

/// The lists under the form of a wide screen, or under the card in its place, each with its frame.
#[derive(Default)]
pub(crate) struct BelowForm(Rc<Vec<(Rect, ListBelow)>>);

/// A list under the form.
#[derive(PartialEq)]
enum ListBelow {
    Today,
    /// The title and lines of another list, while today's list is next to the form.
    Other(String, Page),
}

impl BelowForm {
    /// Lays out as many lists as there is room for, without empty ones, below the lines that a question covers.
    pub(crate) fn of(desk: &Desk, covered: u16, frame: &mut Frame) -> BelowForm {
        let Some(area) = area_below(desk, covered) else {
            return BelowForm::default();
        };
        if day_drawn(desk).is_some() {
            return BelowForm(Rc::new(
                board(desk)
                    .map(|_| (area, ListBelow::Today))
                    .into_iter()
                    .collect(),
            ));
        }
        if !desk.has_day() {
            return BelowForm::default();
        }
        let of_form = (desk.clinic, current::provider(desk), desk.zone());
        let waits = desk.form().awaits_caller();
        let inputs = (
            desk.revision,
            desk.words().this_minute(),
            of_form,
            waits,
            area,
        );
        BelowForm(frame.remember("below", inputs, |_| lists_below(desk, area)))
    }

    /// Returns the frames of the lists, from top to bottom.
    pub(crate) fn areas(&self) -> impl Iterator<Item = Rect> {
        self.0.iter().map(|(area, _)| *area)
    }

    /// Draws the lists within their frames.
    pub(crate) fn draw(&self, desk: &Desk, frame: &mut Frame) {
        for (area, list) in &*self.0 {
            match list {
                ListBelow::Today => draw(desk, *area, frame),
                ListBelow::Other(title, page) => {
                    frame.title(*area, title, Role::Strong);
                    page.draw(area.inner(EDGE), 0, desk.setup.language, frame);
                }
            }
        }
    }
}

fn area_below(desk: &Desk, covered: u16) -> Option<Rect> {
    let area = area_below_form(desk)?;
    let y = covered.clamp(area.y, area.bottom());
    Some(Rect {
        y,
        height: area.bottom() - y,
        ..area
    })
    .filter(|area| area.height >= LEAST_BELOW)
}

/// Returns the providers of the day, the latest changes, and the waiting patients. The last list takes the
/// remaining lines.
fn lists_below(desk: &Desk, mut area: Rect) -> Vec<(Rect, ListBelow)> {
    let mut lists: Vec<(Rect, ListBelow)> = Vec::new();
    let width = usize::from(area.width) - 4;
    let pages = [
        next_free::page(desk, width),
        providers::page(desk, width),
        done::latest(desk, width),
        who_waits(desk, width),
    ];
    for (title, page) in pages.into_iter().flatten() {
        let height = u16::try_from(page.len())
            .unwrap_or(u16::MAX)
            .saturating_add(2);
        if height <= area.height || lists.is_empty() {
            lists.push((
                Rect {
                    height: height.min(area.height),
                    ..area
                },
                ListBelow::Other(title, page),
            ));
            // Neighbours share an edge.
            let taken = height.min(area.height) - 1;
            area = Rect {
                y: area.y + taken,
                height: area.height - taken,
                ..area
            };
        }
    }
    lists
        .last_mut()
        .into_iter()
        .for_each(|(last, _)| last.height = area.bottom() - last.y);
    lists
}

/// Draws the list below the form of a narrow screen, where there is room for this pane alone. Returns whether there was
/// anything to draw.
pub(crate) fn draw_below(desk: &Desk, front: Pane, area: Rect, frame: &mut Frame) -> bool {
    if !shows_today(desk, front) {
        return false;
    }
    let Some(board) = board(desk) else {
        return false;
    };
    let zone = board.day.zone_of_rows(desk.words());
    let (text, role) = remark(desk, board, zone);
    frame.mark(area, to_the_day(desk));
    let words = desk.words();
    let day = words.day_in_short(board.day.date);
    let date = format!("{}  ", words.with_holiday(day, board.day.date));
    let x = frame.text_within(
        area.x + 1,
        area.y,
        area.width.saturating_sub(2),
        &date,
        Role::Strong,
    );
    frame.text_within(x, area.y, area.right().saturating_sub(x + 1), &text, role);
    draw_rows(
        desk,
        board,
        Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        },
        frame,
    );
    true
}

/// Returns the board to draw, or `None` if there is nothing to show.
pub(crate) fn board(desk: &Desk) -> Option<&DayBoard> {
    let board = desk.today[desk.clinic].as_ref()?.shown();
    let has_failed = board
        .day
        .clinics(&desk.office)
        .any(|clinic| clinic.unread().is_some());
    (board.has_rows() || has_failed).then_some(board)
}

/// Draws the rows around the present.
fn draw_rows(desk: &Desk, board: &DayBoard, area: Rect, frame: &mut Frame) {
    let rows: Vec<&DayRow> = board.day.listed().collect();
    let namesakes = Namesakes::among(rows.iter().copied());
    let has_zones = board.day.has_zones();
    let columns = vec![
        Column::fixed("", TIME),
        Column::fitting("", u16::MAX),
        Column::fixed("", 1),
        Column::share("", 11, MOST_WHO),
        Column::share("", 9, MOST_WITH),
        Column::fixed("", KIND),
        Column::share("", 9, u16::MAX),
        Column::fitting("", u16::MAX),
    ];
    let chosen = board
        .day
        .begun_by(desk.words().this_minute())
        .min(rows.len().saturating_sub(1));
    let of_lines = Table::of_lines(lines_with_now(desk, board), chosen);
    let table = Table {
        columns,
        has_cursor: false,
        ..of_lines
    };
    let day = to_the_day(desk);
    table.draw(
        area,
        frame,
        |row| cells_of(desk, rows[row], &namesakes, has_zones, area.width),
        |_| day,
    );
}

/// Returns the mouse target that opens the day.
pub(crate) fn to_the_day(desk: &Desk) -> Target {
    Target::Key(desk.setup.named(Action::Day).0)
}

fn cells_of(
    desk: &Desk,
    row: &DayRow,
    namesakes: &Namesakes,
    has_zones: bool,
    width: u16,
) -> Vec<Cell> {
    let role = role_of(row);
    let language = desk.setup.language;
    let chip = desk.words().status_on_clock(row);
    let time = time::oclock(row.line.start.with_timezone(&row.zone).time(), language);
    let zone = has_zones.then(|| time::zone_word_at(row.line.start, row.zone, language));
    // Most patients are yet to come.
    let is_awaited =
        row.attendance() == Some(Attendance::Awaited) && role_of_tone(chip.tone) == Role::Text;
    let word = if is_awaited || width < WORDS {
        String::new()
    } else {
        format!("{} ", chip.word)
    };
    let what = if width >= REASONS { row.what() } else { None };
    vec![
        (time, Role::Dim),
        (zone.unwrap_or_default(), Role::Dim),
        (chip.sign.to_owned(), role_of_tone(chip.tone)),
        (
            namesakes.name(row),
            if chip.is_overdue { Role::Late } else { role },
        ),
        (row.with.clone(), Role::Dim),
        kind_cell(row, &chip),
        (what.unwrap_or_default().to_owned(), Role::Dim),
        (word, role_of_tone(chip.tone)),
    ]
}

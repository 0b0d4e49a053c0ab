//! The screen of a desk that waits for the next caller: the day in columns in place of the form and the panes. A typed
//! visit is drawn among the others; if it is on another day, a narrow screen shows that day.

use ratatui::layout::{Constraint, Layout, Rect};

use crate::day::{
    StillColumns, amounts, below_codes, beside_still, day_of_everyone, draw_codes, draw_rail,
    draw_still, title_of_everyone, to_the_day, todays_board, trouble, who_waits,
};
use crate::geometry::EDGE;
use crate::model::ColumnCursor;
use crate::{
    Action, Code, DayBoard, Desk, Frame, Geometry, Pane, Press, ScreenShape, current, done, panes,
};
use screen::Role;

/// The minimum lines of a list below the columns.
const LEAST_LIST: u16 = 4;
/// The minimum lines of a day with all codes above it, and the columns between two lists.
const ROOMY: u16 = 20;
const GAP: u16 = 2;

/// Draws the columns and the frames around them and the line, if they are shown. Returns whether they are.
pub(crate) fn draw(desk: &Desk, geometry: &Geometry, frame: &mut Frame) -> bool {
    let Some((board, area)) = board_in_columns(desk, geometry) else {
        return draw_other_day(desk, geometry, frame);
    };
    let is_wide = geometry.shape == ScreenShape::Wide;
    let line = (geometry.line_frame(), Role::Focus);
    let outer = area.outer(EDGE);
    frame.edges(if is_wide {
        vec![(outer, Role::Dim), line]
    } else {
        vec![line]
    });
    panes::draw_title(desk, Pane::Line, geometry.line_frame(), frame);
    // While a line is typed, only the visit on it changes here.
    let facts = (
        desk.revision,
        desk.clinic,
        desk.words().this_minute(),
        board.cursor.clone(),
    );
    let (counts, role) = match trouble(desk, board) {
        Some(trouble) => trouble,
        None => frame
            .remember("amounts", facts.clone(), |_| {
                amounts(desk, board, board.zone_of_columns(desk))
            })
            .as_ref()
            .clone(),
    };
    let needs_care = role != Role::Dim;
    // On a narrow screen the first line alone names the clinic.
    let mut title = if is_wide {
        title_of_everyone(desk, board)
    } else {
        day_of_everyone(desk, board)
    };
    if !counts.is_empty() && !needs_care {
        title = format!("{title} · {counts}");
    }
    // The lower edge of the line is the upper one of the day.
    let upper = Rect {
        y: area.y - 1,
        height: 1,
        ..geometry.line_frame()
    };
    frame.title(upper, &title, Role::Strong);
    panes::draw_key(desk, Action::Day, upper, frame);
    frame.mark(if is_wide { outer } else { area }, to_the_day(desk));
    let alert = needs_care.then_some((counts, role));
    let typed = current::visit_on_line(desk).cloned();
    frame.draw_once("start", (facts, typed, alert.clone()), area, |frame| {
        draw_day(desk, board, area, alert.as_ref(), frame);
    });
    true
}

/// Draws the typed visit's day alone, if it is another one and the screen is too narrow for it next to the form.
/// Returns whether it is drawn.
fn draw_other_day(desk: &Desk, geometry: &Geometry, frame: &mut Frame) -> bool {
    let has_time = current::visit_on_line(desk).is_some_and(|visit| visit.slot.is_some());
    let is_narrow = geometry.shape == ScreenShape::Narrow;
    let Some(area) = geometry.start() else {
        return false;
    };
    if !is_narrow || !has_time || !waits_for_caller(desk) {
        return false;
    }
    frame.edges(vec![(geometry.line_frame(), Role::Focus)]);
    panes::draw_title(desk, Pane::Line, geometry.line_frame(), frame);
    // The lower edge of the line is the upper one of the day.
    let with_title = Rect {
        y: area.y - 1,
        height: area.height + 1,
        ..area
    };
    draw_rail(desk, with_title, frame);
    let codes = Rect {
        y: area.bottom() - 1,
        height: LEAST_LIST,
        ..area
    };
    draw_codes(desk, codes, frame);
    true
}

/// Draws the codes, what needs care, the columns and the lists below them.
fn draw_day(
    desk: &Desk,
    board: &DayBoard,
    area: Rect,
    alert: Option<&(String, Role)>,
    frame: &mut Frame,
) {
    draw_codes(desk, area_of_codes(area), frame);
    let still = still_columns(desk, area, alert.is_some());
    if let Some((text, role)) = alert {
        let room = area.width.saturating_sub(2);
        frame.text_within(area.x + 1, still.area.y - 1, room, text, *role);
    }
    let rest = draw_still(desk, board, &still, frame);
    draw_lists(desk, rest, frame);
}

/// Returns the area for the codes with the next free times, which take one line on a small screen.
fn area_of_codes(area: Rect) -> Rect {
    let height = if area.height < ROOMY {
        area.height.min(LEAST_LIST)
    } else {
        area.height
    };
    Rect { height, ..area }
}

/// Returns the columns below the codes, and below the line about what needs care if there is one.
fn still_columns(desk: &Desk, area: Rect, has_alert: bool) -> StillColumns<'_> {
    let y = below_codes(desk, area_of_codes(area)).y + u16::from(has_alert);
    StillColumns {
        area: Rect {
            y,
            height: area.bottom().saturating_sub(y),
            ..area
        },
        typed: current::visit_on_line(desk),
        free: current::next_days_free(desk, desk.clinic),
    }
}

/// Returns the column that this key brings into view while nothing is typed: the first one beyond those drawn.
pub(crate) fn column_beside(desk: &Desk, press: Press) -> Option<ColumnCursor> {
    let right = match press.code()? {
        Code::Right => true,
        Code::Left => false,
        _ => return None,
    };
    let has_modifier = press
        .key()
        .is_some_and(|key| key.shift || key.ctrl || key.alt);
    let is_typed = !desk.line.input.value().is_empty();
    if has_modifier || is_typed || desk.panes.focused != Pane::Line {
        return None;
    }
    let (board, area) = board_in_columns(desk, &desk.geometry())?;
    beside_still(desk, board, &still_columns(desk, area, false), right)
}

/// Draws the latest changes and the waiting patients below the columns, if a large screen has room for them.
fn draw_lists(desk: &Desk, area: Rect, frame: &mut Frame) {
    let rows = Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(1),
    };
    let sides = Layout::horizontal([Constraint::Fill(1); 2]).spacing(GAP);
    let sides: [Rect; 2] = sides.areas(rows);
    let width = usize::from(sides[0].width);
    let lists = [done::latest(desk, width), who_waits(desk, width)];
    for (place, (title, page)) in sides.into_iter().zip(lists.into_iter().flatten()) {
        if place.height < LEAST_LIST {
            return;
        }
        frame.text_within(place.x, place.y, place.width, &title, Role::Strong);
        let below = Rect {
            y: place.y + 1,
            height: place.height - 1,
            ..place
        };
        page.draw(below, 0, desk.setup.language, frame);
    }
}

/// Returns the board drawn in columns, and its area; `None` while anything is in the form or in a pane.
fn board_in_columns<'a>(desk: &'a Desk, geometry: &Geometry) -> Option<(&'a DayBoard, Rect)> {
    let area = geometry.start()?;
    if !waits_for_caller(desk) {
        return None;
    }
    let board = todays_board(desk).filter(|board| board.has_rows())?;
    let typed = current::visit_on_line(desk);
    let is_on_board = typed.is_none_or(|visit| {
        let start = visit.slot.map(|slot| slot.start.with_timezone(&visit.zone));
        // A narrow screen keeps the columns until the time is known.
        start.map_or(geometry.shape == ScreenShape::Narrow, |start| {
            start.date_naive() == board.day.date
        })
    });
    is_on_board.then_some((board, area))
}

/// Returns whether nothing is in the form or in a pane.
fn waits_for_caller(desk: &Desk) -> bool {
    let waits = desk.panes.focused == Pane::Line && desk.form().awaits_caller();
    desk.setup.is_on_screen && waits && panes::are_empty(desk)
}

//! The screen with which the desk waits for the next caller: the day in columns in place of the form and the panes. A
//! visit that is typed stands among the others, until it is one of another day.

use ratatui::layout::{Constraint, Layout, Rect};

use crate::day::{
    StillColumns, amounts, below_codes, draw_codes, draw_still, title_of_everyone, to_the_day,
    todays_board, trouble, who_waits,
};
use crate::geometry::EDGE;
use crate::{Action, DayBoard, Desk, Frame, Geometry, Pane, done, in_hand, panes};
use screen::Role;

/// The minimum lines of a list below the columns, and the columns between two of them.
const LEAST_LIST: u16 = 4;
const GAP: u16 = 2;

/// Draws the columns and the frames around them and the line, if they are shown. Returns whether they are.
pub(crate) fn draw(desk: &Desk, geometry: &Geometry, frame: &mut Frame) -> bool {
    let Some(board) = board_in_columns(desk) else {
        return false;
    };
    let area = Rect {
        width: geometry.header.width,
        ..geometry.form_frame()
    };
    let inner = area.inner(EDGE);
    frame.edges(vec![
        (area, Role::Dim),
        (geometry.line_frame(), Role::Focus),
    ]);
    panes::draw_title(desk, Pane::Line, geometry.line_frame(), frame);
    // While a line is typed nothing here changes but the visit on it.
    let facts = (desk.revision, desk.clinic, desk.words().this_minute());
    let (counts, role) = match trouble(desk, board) {
        Some(trouble) => trouble,
        None => frame
            .remember("amounts", facts, |_| {
                amounts(desk, board, board.zone_of_columns(desk))
            })
            .as_ref()
            .clone(),
    };
    let needs_care = role != Role::Dim;
    let mut title = title_of_everyone(desk, board);
    if !counts.is_empty() && !needs_care {
        title = format!("{title} · {counts}");
    }
    frame.title(area, &title, Role::Strong);
    panes::draw_key(desk, Action::Day, area, frame);
    frame.mark(area, to_the_day(desk));
    let alert = needs_care.then_some((counts, role));
    let typed = in_hand::visit_on_line(desk).cloned();
    frame.draw_once("start", (facts, typed, alert.clone()), inner, |frame| {
        draw_day(desk, board, inner, alert.as_ref(), frame);
    });
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
    draw_codes(desk, area, frame);
    let mut below = below_codes(desk, area);
    if let Some((text, role)) = alert {
        let room = below.width.saturating_sub(2);
        frame.text_within(below.x + 1, below.y, room, text, *role);
        below.y += 1;
        below.height = below.height.saturating_sub(1);
    }
    let still = StillColumns {
        area: below,
        typed: in_hand::visit_on_line(desk),
        free: in_hand::next_days_free(desk, desk.clinic),
    };
    let rest = draw_still(desk, board, &still, frame);
    draw_lists(desk, rest, frame);
}

/// Draws the latest changes and who waits below the columns, where a large screen has room for them.
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

/// Returns the board that is drawn in columns; `None` while anything is in the form or in a pane.
fn board_in_columns(desk: &Desk) -> Option<&DayBoard> {
    let has_room = desk.setup.is_on_screen && desk.geometry().has_room_for_day();
    let waits = desk.panes.focused == Pane::Line && desk.form().awaits_caller();
    if !has_room || !waits || !panes::are_empty(desk) {
        return None;
    }
    let board = todays_board(desk).filter(|board| board.has_rows())?;
    let typed = in_hand::visit_on_line(desk);
    let is_on_board = typed.is_none_or(|visit| {
        let start = visit.slot.map(|slot| slot.start.with_timezone(&visit.zone));
        start.is_some_and(|start| start.date_naive() == board.day.date)
    });
    is_on_board.then_some(board)
}

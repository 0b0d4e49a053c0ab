//! The lines below the columns: who is not in, what the signs mean, and the kinds of visit by their colours.

use ratatui::layout::Rect;

use super::AXIS;
use super::column::DayColumn;
use super::folded::Folded;
use crate::tone::role_of_kind;
use crate::{DayBoard, Desk, Frame};
use booking::KindMark;
use i18n::say;
use screen::{Role, cells};

/// The minimum lines for the signs below the columns, and for the kinds of visit, too.
const LEAST_FOR_SIGNS: u16 = 12;
const LEAST_FOR_KINDS: u16 = 20;
/// The gap between two signs.
const GAP: &str = "  ";

/// The lines below the columns, from top to bottom, each in pieces.
pub(super) struct Legend(Vec<Vec<(String, Role)>>);

impl Legend {
    /// Returns the lines that an area has room for below the columns.
    pub(super) fn of(
        desk: &Desk,
        board: &DayBoard,
        columns: &[DayColumn<'_>],
        folded: &Folded,
        area: Rect,
    ) -> Legend {
        let room = area.width.saturating_sub(AXIS + 1);
        let mut lines = Vec::new();
        let who = folded.in_line();
        if !who.is_empty() {
            lines.push(vec![(who, Role::Dim)]);
        }
        if area.height >= LEAST_FOR_SIGNS {
            lines.push(vec![(signs(desk, room), Role::Dim)]);
        }
        let kinds = kinds(desk, board, columns);
        if area.height >= LEAST_FOR_KINDS && !kinds.is_empty() {
            lines.push(kinds);
        }
        Legend(lines)
    }

    pub(super) fn height(&self) -> u16 {
        u16::try_from(self.0.len()).unwrap_or(u16::MAX)
    }

    /// Draws the lines into an area, under the columns.
    pub(super) fn draw(&self, area: Rect, frame: &mut Frame) {
        for (y, line) in (area.top()..area.bottom()).zip(&self.0) {
            let mut x = area.x + AXIS;
            let end = area.right().saturating_sub(1);
            for (text, role) in line {
                x = frame.text_within(x, y, end.saturating_sub(x), text, *role);
            }
        }
    }
}

/// Returns the meanings of the signs, as many as fit: the hardest to guess come first.
fn signs(desk: &Desk, room: u16) -> String {
    let mut text = String::new();
    for sign in say!(desk.setup.language, "day-legend").split(GAP) {
        let gap = if text.is_empty() { "" } else { GAP };
        if cells(&text) + cells(gap) + cells(sign) > room {
            break;
        }
        text = format!("{text}{gap}{sign}");
    }
    text
}

/// Returns the kinds of the visits in these columns, each with its letter on its background.
fn kinds(desk: &Desk, board: &DayBoard, columns: &[DayColumn<'_>]) -> Vec<(String, Role)> {
    let language = desk.setup.language;
    let rows = columns
        .iter()
        .flat_map(|column| column.rows.iter())
        .map(|row| &board.day.rows()[*row]);
    let marks = rows.filter_map(|row| Some((row.clinic, row.kind?)));
    let mut found: Vec<KindMark> = Vec::new();
    let mut pieces = Vec::new();
    for (clinic, mark) in marks {
        if found.contains(&mark) {
            continue;
        }
        found.push(mark);
        let template = desk.office.setup.templates.at(clinic, mark.letter);
        let name = template.map_or("", |template| template.name(language));
        pieces.push((format!(" {} ", mark.letter), role_of_kind(mark.colour)));
        pieces.push((format!(" {name}{GAP}"), Role::Dim));
    }
    pieces
}

//! A table of which one row is chosen: aligned columns under heads, titles and rules between the rows, and a
//! scrollbar where not all fit.

use std::iter;
use std::ops::Range;

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::{Scrollbar, ScrollbarOrientation, ScrollbarState, StatefulWidget};

use super::{Frame, Role, cells};

/// A column.
pub struct Column<'a> {
    head: &'a str,
    width: Width,
}

#[derive(Clone, Copy)]
enum Width {
    /// As wide as its widest visible cell, at most this many columns.
    Fitting(u16),
    /// A share of the columns that are left.
    Share(u16),
}

impl<'a> Column<'a> {
    /// Creates a column as wide as its widest visible cell, at most `most` columns.
    pub fn fitting(head: &'a str, most: u16) -> Column<'a> {
        Column { head, width: Width::Fitting(most) }
    }

    /// Creates a column with a share of the room that the others leave.
    pub fn share(head: &'a str, share: u16) -> Column<'a> {
        Column { head, width: Width::Share(share) }
    }
}

/// A cell's text and role.
pub type Cell = (String, Role);

/// What stands on a line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableLine {
    /// The row with this index.
    Row(usize),
    /// A title over the rows below it.
    Title(String),
    /// A rule across, with a word on it.
    Rule(String),
}

/// The lines of a table, and the index of the chosen row.
pub struct Table<'a> {
    /// The columns; without any head there is no line of heads.
    pub columns: Vec<Column<'a>>,
    /// The rows, and the titles and rules between them.
    pub lines: Vec<TableLine>,
    /// The index of the chosen row.
    pub chosen: usize,
}

/// The columns between two cells.
const GAP: u16 = 2;

impl<'a> Table<'a> {
    /// Creates a table of so many rows, without titles.
    pub fn of_rows(columns: Vec<Column<'a>>, rows: usize, chosen: usize) -> Table<'a> {
        Table { columns, lines: (0..rows).map(TableLine::Row).collect(), chosen }
    }

    /// Draws the lines around the chosen row. `cells` makes the cells of a visible row, `target` its mouse
    /// target.
    pub fn draw<T: Copy>(
        &self,
        area: Rect,
        frame: &mut Frame<T>,
        cells: impl Fn(usize) -> Vec<Cell>,
        target: impl Fn(usize) -> T,
    ) {
        let has_heads = self.columns.iter().any(|column| !column.head.is_empty());
        let body = if has_heads {
            Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
        } else {
            area
        };
        let shown = self.lines_in_view(usize::from(body.height));
        let rows: Vec<Option<Vec<Cell>>> = self.lines[shown.clone()]
            .iter()
            .map(|line| match line {
                TableLine::Row(row) => Some(cells(*row)),
                TableLine::Title(_) | TableLine::Rule(_) => None,
            })
            .collect();
        let places = self.places(&rows, area);
        if has_heads {
            for (column, place) in self.columns.iter().zip(&places) {
                frame.text_within(place.x, area.y, place.width, column.head, Role::Dim);
            }
        }
        for ((y, line), row) in (body.y..).zip(&self.lines[shown.clone()]).zip(rows) {
            let place = Rect { y, height: 1, ..area };
            match (line, row) {
                (TableLine::Row(number), Some(row)) => {
                    frame.mark(place, target(*number));
                    draw_row(row, *number == self.chosen, &places, place, frame);
                }
                (TableLine::Title(title), _) => {
                    frame.text_within(area.x + 1, y, area.width.saturating_sub(2), title, Role::Dim);
                }
                (TableLine::Rule(word), _) => {
                    frame.rule(area.x, y, area.width);
                    frame.text_within(area.x + 2, y, area.width.saturating_sub(4), word, Role::Strong);
                }
                (TableLine::Row(_), None) => {}
            }
        }
        draw_scrollbar(self.lines.len(), &shown, body, frame);
    }

    /// Returns the lines in view at this height: the chosen row in the middle, as far as there are lines.
    fn lines_in_view(&self, height: usize) -> Range<usize> {
        let chosen = self.lines.iter().position(|line| *line == TableLine::Row(self.chosen)).unwrap_or(0);
        let from = chosen.saturating_sub(height / 2).min(self.lines.len().saturating_sub(height));
        from..self.lines.len().min(from + height)
    }

    fn places(&self, rows: &[Option<Vec<Cell>>], area: Rect) -> Vec<Rect> {
        let widest = |place: usize, head: &str| {
            let texts = rows.iter().flatten().filter_map(|row| row.get(place)).map(|(text, _)| text.as_str());
            texts.chain(iter::once(head)).map(cells).max().unwrap_or(0)
        };
        let constraints = self.columns.iter().enumerate().map(|(place, column)| match column.width {
            Width::Fitting(most) => Constraint::Length(widest(place, column.head).min(most)),
            Width::Share(share) => Constraint::Fill(share),
        });
        // A blank column on the left, a blank one and the scrollbar on the right.
        let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(3), height: 1, ..area };
        Layout::horizontal(constraints).spacing(GAP).split(inside).to_vec()
    }
}

fn draw_row<T: Copy>(row: Vec<Cell>, is_chosen: bool, places: &[Rect], line: Rect, frame: &mut Frame<T>) {
    if is_chosen {
        frame.blank(line.x, line.y, line.width.saturating_sub(1), Role::Chosen);
    }
    for ((text, role), place) in row.iter().zip(places) {
        let role = if is_chosen { Role::Chosen } else { *role };
        frame.text_within(place.x, line.y, place.width, text, role);
    }
}

/// Draws a scrollbar at the right edge if not all lines are in view.
fn draw_scrollbar<T: Copy>(lines: usize, shown: &Range<usize>, area: Rect, frame: &mut Frame<T>) {
    if shown.len() >= lines {
        return;
    }
    let (thumb, track) = (frame.style(Role::Text), frame.style(Role::Dim));
    let bar = Scrollbar::new(ScrollbarOrientation::VerticalRight)
        .begin_symbol(None)
        .end_symbol(None)
        .track_symbol(Some("│"))
        .thumb_symbol("█")
        .thumb_style(thumb)
        .track_style(track);
    let mut state = ScrollbarState::new(lines - shown.len() + 1)
        .position(shown.start)
        .viewport_content_length(shown.len());
    frame.render_stateful(|buffer| bar.render(area, buffer, &mut state));
}

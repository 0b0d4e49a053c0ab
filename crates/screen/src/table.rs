//! A table with one chosen row: aligned columns under headings, titles and rules between the rows, and a scrollbar if
//! not all rows fit.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::widgets::{Scrollbar, ScrollbarOrientation, ScrollbarState};

use super::{Frame, Role, Theme, cells};

/// A column.
pub struct Column<'a> {
    head: Cow<'a, str>,
    width: Width,
}

#[derive(Clone, Copy)]
enum Width {
    Fixed(u16),
    /// As wide as its widest visible cell, at most this many columns.
    Fitting(u16),
    /// A share of what the others leave, at most this many columns.
    Share {
        share: u16,
        most: u16,
    },
}

impl<'a> Column<'a> {
    /// Creates a column of this width.
    pub fn fixed(head: impl Into<Cow<'a, str>>, width: u16) -> Column<'a> {
        Column {
            head: head.into(),
            width: Width::Fixed(width),
        }
    }

    /// Creates a column as wide as its widest visible cell, at most `most` columns.
    pub fn fitting(head: impl Into<Cow<'a, str>>, most: u16) -> Column<'a> {
        Column {
            head: head.into(),
            width: Width::Fitting(most),
        }
    }

    /// Creates a column with a share of the room that the others leave, at most `most` columns.
    pub fn share(head: impl Into<Cow<'a, str>>, share: u16, most: u16) -> Column<'a> {
        Column {
            head: head.into(),
            width: Width::Share { share, most },
        }
    }

    /// Returns whether it has a heading.
    pub fn has_head(&self) -> bool {
        !self.head.is_empty()
    }

    fn shares(&self) -> u16 {
        match self.width {
            Width::Share { share, .. } => share,
            Width::Fixed(_) | Width::Fitting(_) => 0,
        }
    }
}

/// A cell's text and role.
pub type Cell = (String, Role);

/// A line of a table.
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
    /// The columns. If none has a heading, there is no line of headings.
    pub columns: Vec<Column<'a>>,
    /// The blank columns before the first cell.
    pub indent: u16,
    /// The blank columns between two cells.
    pub gap: u16,
    /// Whether the chosen row is kept in the middle. Otherwise the lines move only to keep it in view, so that a
    /// clicked row stays where it is.
    pub is_centred: bool,
    /// Whether the chosen row is highlighted; otherwise it is only kept in view.
    pub has_cursor: bool,
    /// The rows, and the titles and rules between them.
    pub lines: Vec<TableLine>,
    /// The index of the chosen row.
    pub chosen: usize,
}

/// The minimum columns of a share. A narrower one that would cut its texts is left out.
const MIN_SHARE: u16 = 8;
/// The columns for the keys of choices, at most.
const MAX_KEYS: u16 = 22;

impl Table<'_> {
    /// Creates a table of choices: keys, descriptions and details.
    pub fn of_choices(rows: usize, chosen: usize) -> Table<'static> {
        let columns = vec![
            Column::fitting("", MAX_KEYS),
            Column::fitting("", u16::MAX),
            Column::share("", 1, u16::MAX),
        ];
        let lines = (0..rows).map(TableLine::Row).collect();
        Table {
            columns,
            indent: 2,
            gap: 2,
            is_centred: false,
            ..Table::of_lines(lines, chosen)
        }
    }

    /// Creates a table of these lines without columns, as narrow as possible, with the chosen row in the middle.
    pub fn of_lines(lines: Vec<TableLine>, chosen: usize) -> Table<'static> {
        Table {
            columns: Vec::new(),
            indent: 1,
            gap: 1,
            is_centred: true,
            has_cursor: true,
            lines,
            chosen,
        }
    }

    /// Puts titles above rows, each given with the index of the first row below it.
    #[must_use]
    pub fn with_titles(mut self, titles: impl IntoIterator<Item = (usize, String)>) -> Self {
        for (before, (first, title)) in titles.into_iter().enumerate() {
            self.lines.insert(
                (first + before).min(self.lines.len()),
                TableLine::Title(title),
            );
        }
        self
    }

    /// Draws the lines around the chosen row. `cells` returns the cells of a row, `target` its mouse target.
    pub fn draw<T: Copy + 'static>(
        &self,
        area: Rect,
        frame: &mut Frame<T>,
        cells: impl Fn(usize) -> Vec<Cell>,
        target: impl Fn(usize) -> T,
    ) {
        let heads = u16::from(self.columns.iter().any(Column::has_head));
        let body = Rect {
            y: area.y + heads,
            height: area.height.saturating_sub(heads),
            ..area
        };
        let shown = self.lines_in_view(usize::from(body.height));
        let visible: Vec<(&TableLine, Vec<Cell>)> = shown
            .clone()
            .map(|place| match self.line_at(place, shown.start) {
                line @ TableLine::Row(row) => (line, cells(*row)),
                line => (line, Vec::new()),
            })
            .collect();
        let places = self.places(visible.iter().map(|(_, row)| row.as_slice()), area);
        if heads > 0 {
            for (column, place) in self.columns.iter().zip(&places) {
                frame.text_within(place.x, area.y, place.width, &column.head, Role::Strong);
            }
        }
        for (y, (line, row)) in (body.y..).zip(&visible) {
            let place = Rect {
                y,
                height: 1,
                ..area
            };
            match line {
                TableLine::Row(number) => {
                    frame.mark(place, target(*number));
                    let margin = self.indent.saturating_sub(1);
                    let ground = Rect {
                        x: area.x + margin,
                        width: area.width.saturating_sub(margin + 1),
                        ..place
                    };
                    let is_chosen = self.has_cursor && *number == self.chosen;
                    draw_row(row, is_chosen, &places, ground, frame);
                }
                TableLine::Title(title) => {
                    let width = place.width.saturating_sub(2);
                    frame.text_within(place.x + 1, y, width, title, Role::Dim);
                }
                TableLine::Rule(word) => draw_rule(word, place, frame),
            }
        }
        if frame.draw_scrollbar(body, self.lines.len(), &shown) && self.has_cursor {
            self.draw_place(area, frame);
        }
    }

    /// Draws the number of the chosen row and the number of rows into the edge below the table, if there is one.
    fn draw_place<T: Copy + 'static>(&self, area: Rect, frame: &mut Frame<T>) {
        let rows = self
            .lines
            .iter()
            .filter(|line| matches!(line, TableLine::Row(_)))
            .count();
        let edge = Rect {
            y: area.bottom(),
            height: 1,
            ..area
        };
        frame.title_end(edge, &format!("{}/{rows}", self.chosen + 1), Role::Dim);
    }

    /// Returns the lines in view at this height, which include the chosen row and one beyond it.
    fn lines_in_view(&self, height: usize) -> Range<usize> {
        let chosen = self
            .lines
            .iter()
            .position(|line| *line == TableLine::Row(self.chosen))
            .unwrap_or(0);
        let from = if self.is_centred {
            chosen.saturating_sub(height / 2)
        } else {
            (chosen + 2).saturating_sub(height)
        };
        let from = from.min(self.lines.len().saturating_sub(height));
        from..self.lines.len().min(from + height)
    }

    /// Returns a visible line; in place of the first one, its title.
    fn line_at(&self, place: usize, first: usize) -> &TableLine {
        let line = &self.lines[place];
        match line {
            TableLine::Row(row) if place == first && *row != self.chosen => self.lines[..place]
                .iter()
                .rev()
                .find(|line| matches!(line, TableLine::Title(_)))
                .unwrap_or(line),
            line => line,
        }
    }

    fn places<'c>(&self, rows: impl Iterator<Item = &'c [Cell]> + Clone, area: Rect) -> Vec<Rect> {
        let widest = |place: usize| {
            let texts = rows
                .clone()
                .filter_map(|row| row.get(place))
                .map(|(text, _)| cells(text));
            texts.fold(cells(&self.columns[place].head), u16::max)
        };
        // Columns without a text take no room, not even for a gap.
        let mut needed: Vec<u16> = (0..self.columns.len()).map(widest).collect();
        let mut widths = self.widths(&needed, area);
        // A few characters of a word say nothing; without them, the other columns have more room.
        if let Some(place) = (1..widths.len())
            .rev()
            .filter(|place| matches!(self.columns[*place].width, Width::Share { .. }))
            .find(|place| widths[*place] < MIN_SHARE.min(needed[*place]))
        {
            needed[place] = 0;
            widths = self.widths(&needed, area);
        }
        let mut x = area.x + self.indent;
        let place = |(width, needed): (u16, &u16)| {
            let place = Rect {
                x,
                width,
                height: 1,
                ..area
            };
            x += if *needed > 0 { width + self.gap } else { 0 };
            place
        };
        widths.into_iter().zip(&needed).map(place).collect()
    }

    /// Returns the width of each column, given that of its widest visible cell.
    fn widths(&self, needed: &[u16], area: Rect) -> Vec<u16> {
        let count = needed.iter().filter(|width| **width > 0).count();
        let gaps = self.gap * u16::try_from(count.saturating_sub(1)).unwrap_or(0);
        // The last column is reserved for the scrollbar.
        let mut room = area.width.saturating_sub(self.indent + gaps + 1);
        let with_text = self
            .columns
            .iter()
            .zip(needed)
            .filter(|(_, needed)| **needed > 0);
        let mut shares: u16 = with_text.map(|(column, _)| column.shares()).sum();
        let mut widths: Vec<u16> = Vec::with_capacity(self.columns.len());
        for (column, needed) in self.columns.iter().zip(needed) {
            let width = match column.width {
                _ if *needed == 0 => 0,
                Width::Share { .. } => 0,
                Width::Fixed(width) => width.min(room),
                Width::Fitting(most) => (*needed).min(most).min(room),
            };
            room -= width;
            widths.push(width);
        }
        for ((column, width), needed) in self.columns.iter().zip(&mut widths).zip(needed) {
            if let Width::Share { share, most } = column.width
                && *needed > 0
            {
                *width = (room * share / shares).min(most);
                (room, shares) = (room - *width, shares - share);
            }
        }
        widths
    }
}

/// Returns the cells of a choice.
pub fn choice(
    keys: impl Into<String>,
    says: impl Into<String>,
    more: impl Into<String>,
) -> Vec<Cell> {
    vec![
        (keys.into(), Role::Strong),
        (says.into(), Role::Text),
        (more.into(), Role::Dim),
    ]
}

/// Draws a rule with a word in it.
fn draw_rule<T: Copy + 'static>(word: &str, place: Rect, frame: &mut Frame<T>) {
    frame.rule(place.x, place.y, place.width.saturating_sub(1));
    let width = place.width.saturating_sub(4);
    frame.text_within(place.x + 4, place.y, width, word, Role::Strong);
}

fn draw_row<T: Copy + 'static>(
    row: &[Cell],
    is_chosen: bool,
    places: &[Rect],
    line: Rect,
    frame: &mut Frame<T>,
) {
    if is_chosen {
        frame.blank(line.x, line.y, line.width, Role::Chosen);
    }
    for ((text, role), place) in row.iter().zip(places) {
        let role = if is_chosen { Role::Chosen } else { *role };
        frame.text_within(place.x, line.y, place.width, text, role);
    }
}

/// Returns a scrollbar for the right edge, unless all lines are in view.
pub(super) fn scrollbar(
    lines: usize,
    shown: &Range<usize>,
    theme: Theme,
) -> Option<(Scrollbar<'static>, ScrollbarState)> {
    if shown.len() >= lines {
        return None;
    }
    let bar = Scrollbar::new(ScrollbarOrientation::VerticalRight)
        .begin_symbol(None)
        .end_symbol(None)
        .track_symbol(Some("│"))
        .thumb_symbol("█")
        .thumb_style(theme.style(Role::Text))
        .track_style(theme.style(Role::Dim));
    let state = ScrollbarState::new(lines - shown.len() + 1)
        .position(shown.start)
        .viewport_content_length(shown.len());
    Some((bar, state))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Look, Size};

    const WORDS: [&str; 6] = [
        "Karin Ivers",
        "Otto Melnyk",
        "Bernhard Tauber",
        "Maria",
        "Lukas",
        "Eva",
    ];

    /// Draws six rows with a letter and a name each, and returns the lines without trailing blanks.
    fn drawn(table: &Table<'_>, cols: u16, rows: u16) -> Vec<String> {
        let mut frame = Frame::<usize>::default();
        frame.begin(Size { cols, rows }, Look::default());
        table.draw(
            Rect::new(0, 0, cols, rows),
            &mut frame,
            |row| choice("k", WORDS[row], "x"),
            |row| row,
        );
        let line = |y| {
            (0..cols)
                .map(|x| frame.buffer()[(x, y)].symbol())
                .collect::<String>()
        };
        (0..rows).map(|y| line(y).trim_end().to_owned()).collect()
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let lines = drawn(&Table::of_choices(3, 0), 40, 3);
        assert_eq!(
            lines,
            [
                "  k  Karin Ivers      x",
                "  k  Otto Melnyk      x",
                "  k  Bernhard Tauber  x"
            ]
        );
    }

    #[test]
    fn the_chosen_row_is_in_view_under_its_title_and_a_bar_shows_where() {
        let titles = [(0, "Mon".to_owned()), (3, "Tue".to_owned())];
        let table = Table::of_choices(6, 5).with_titles(titles);
        let lines = drawn(&table, 24, 3);
        assert_eq!(
            lines[0].trim_end_matches(['│', '█', ' ']),
            " Tue",
            "the title that the first row stands under"
        );
        assert!(
            lines[2].contains("Eva") && lines[2].ends_with('█'),
            "{lines:?}"
        );
    }

    #[test]
    fn what_does_not_fit_is_shortened() {
        let lines = drawn(&Table::of_choices(3, 0), 16, 3);
        assert_eq!(
            lines[2], "  k  Bernhard …",
            "and what has no room left is not there"
        );
    }

    #[test]
    fn heads_stand_above_their_columns() {
        let columns = vec![
            Column::fixed("", 1),
            Column::fitting("patient", 20),
            Column::share("", 1, 40),
        ];
        let table = Table {
            columns,
            ..Table::of_choices(2, 0)
        };
        assert_eq!(drawn(&table, 30, 3)[0], "     patient");
    }
}

//! The frame that views draw into: ratatui's buffer in the desk's look, the cursor, and the mouse target of
//! every cell.

mod remembered;

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Block, BorderType, StatefulWidget, Widget};
use unicode_width::UnicodeWidthStr;

use super::glyph::in_ascii;
use super::table::scrollbar;
use super::{Borders, Look, Role, wrap};
use remembered::{Remembered, sides};

/// The size of a screen, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "columns and rows")]
pub struct Size {
    pub cols: u16,
    pub rows: u16,
}

/// A screen's cells. `T` is the mouse target of an area.
#[derive(Debug)]
pub struct Frame<T> {
    buffer: Buffer,
    look: Look,
    cursor: Option<Position>,
    /// The mouse targets; one drawn over another comes after it.
    targets: Vec<(Rect, T)>,
    /// The first visible lines of scrollable texts.
    scrolled: Vec<(Rect, u16)>,
    /// The values and areas that are recomputed or redrawn only when their inputs change.
    remembered: Vec<Remembered>,
}

/// Returns the positions of the cells in which a screen differs from another one of this size, or from a cleared one.
/// Rows are first compared as a whole, because most are equal.
pub fn changed_cells(shown: Option<&Buffer>, next: &Buffer) -> Vec<Position> {
    let mut changed = Vec::new();
    let width = usize::from(next.area.width).max(1);
    let cleared = vec![Cell::default(); width];
    for (y, row) in (next.area.y..).zip(next.content.chunks(width)) {
        let start = usize::from(y - next.area.y) * width;
        let before = shown.map_or(&cleared[..], |shown| &shown.content[start..][..width]);
        if !before
            .iter()
            .zip(row)
            .all(|(shown, next)| looks_alike(shown, next))
        {
            let area = Rect {
                y,
                height: 1,
                ..next.area
            };
            let [shown, next] = [before, row].map(|row| Buffer {
                area,
                content: row.to_vec(),
            });
            changed.extend(
                shown
                    .diff(&next)
                    .into_iter()
                    .map(|(x, y, _)| Position { x, y }),
            );
        }
    }
    changed
}

/// Returns whether two cells look the same. Cheaper than comparing them for equality: most hold one character.
fn looks_alike(cell: &Cell, other: &Cell) -> bool {
    let has_same_symbol = match (cell.symbol().as_bytes(), other.symbol().as_bytes()) {
        ([letter], [other]) => letter == other,
        (symbol, other) => symbol == other,
    };
    has_same_symbol && cell.fg == other.fg && cell.bg == other.bg && cell.modifier == other.modifier
}

impl<T> Default for Frame<T> {
    fn default() -> Frame<T> {
        Frame {
            buffer: Buffer::default(),
            look: Look::default(),
            cursor: None,
            targets: Vec::new(),
            scrolled: Vec::new(),
            remembered: Vec::new(),
        }
    }
}

impl<T: Copy + 'static> Frame<T> {
    /// Clears the frame, and sets its size and look.
    pub fn begin(&mut self, size: Size, look: Look) {
        self.look = look;
        self.buffer.resize(Rect::new(0, 0, size.cols, size.rows));
        let mut blank = Cell::default();
        blank.set_style(look.theme.style(Role::Text));
        // Cheaper than cloning a blank cell.
        for cell in &mut self.buffer.content {
            cell.reset();
            (cell.fg, cell.bg, cell.modifier) = (blank.fg, blank.bg, blank.modifier);
        }
        self.cursor = None;
        self.targets.clear();
        self.scrolled.clear();
    }

    /// Finishes the drawing. In a look without box-drawing signs, their replacements take their place.
    pub fn end(&mut self) {
        if self.look.borders == Borders::Ascii {
            for cell in self
                .buffer
                .content
                .iter_mut()
                .filter(|cell| !cell.symbol().is_ascii())
            {
                let symbol = in_ascii(cell.symbol()).into_owned();
                cell.set_symbol(&symbol);
            }
        }
    }

    /// Returns the cells.
    pub fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    /// Returns the size.
    pub fn size(&self) -> Size {
        Size {
            cols: self.buffer.area.width,
            rows: self.buffer.area.height,
        }
    }

    /// Returns the look.
    pub fn look(&self) -> Look {
        self.look
    }

    /// Returns the style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.look.theme.style(role)
    }

    /// Renders a widget.
    pub fn render(&mut self, widget: impl Widget, area: Rect) {
        widget.render(area.intersection(self.buffer.area), &mut self.buffer);
    }

    /// Renders a widget that has a state.
    pub fn render_with<W: StatefulWidget>(&mut self, widget: W, area: Rect, state: &mut W::State) {
        widget.render(area.intersection(self.buffer.area), &mut self.buffer, state);
    }

    /// Sets or hides the cursor.
    pub fn set_cursor(&mut self, cursor: Option<Position>) {
        self.cursor = cursor;
    }

    /// Returns the cursor's position, in the focused field, for eyes, screen readers and input methods alike.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// Sets the mouse target of an area.
    pub fn mark(&mut self, area: Rect, target: T) {
        self.targets.push((area, target));
    }

    /// Records that the text in this area is shown from this line on.
    pub(crate) fn mark_scrolled(&mut self, area: Rect, from: usize) {
        self.scrolled
            .push((area, u16::try_from(from).unwrap_or(u16::MAX)));
    }

    /// Draws a scrollbar at the right edge of an area and returns `true`, unless all lines are in view.
    pub fn draw_scrollbar(&mut self, area: Rect, lines: usize, shown: &Range<usize>) -> bool {
        let Some((bar, mut state)) = scrollbar(lines, shown, self.look.theme) else {
            return false;
        };
        self.render_with(bar, area, &mut state);
        true
    }

    /// Returns the mouse target at a position, and the column within it.
    pub fn target(&self, x: u16, y: u16) -> Option<(T, u16)> {
        let found = self
            .targets
            .iter()
            .rev()
            .find(|(area, _)| area.contains(Position::new(x, y)));
        found.map(|(area, target)| (*target, x - area.x))
    }

    /// Returns the first visible line of the text at a position.
    pub fn scrolled(&self, x: u16, y: u16) -> u16 {
        let found = self
            .scrolled
            .iter()
            .rev()
            .find(|(area, _)| area.contains(Position::new(x, y)));
        found.map_or(0, |(_, from)| *from)
    }

    /// Draws at most `width` columns of `text`, and returns the column after it. Parts outside the frame are left out,
    /// and no character is cut in half.
    pub fn text(&mut self, x: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        let area = Rect::new(x, y, width.min(cells(text)), 1).intersection(self.buffer.area);
        if area.is_empty() {
            return x;
        }
        let style = self.style(role);
        write_line(&mut self.buffer, area, text, style)
    }

    /// Draws `text` so that it ends before the column `end`.
    pub fn text_before(&mut self, end: u16, y: u16, text: &str, role: Role) {
        let width = cells(text);
        self.text(end.saturating_sub(width), y, width, text, role);
    }

    /// Draws `text` over the end of a line. If that cuts another text, an ellipsis replaces the blank with which `text`
    /// begins.
    pub fn text_over(&mut self, end: u16, y: u16, text: &str, role: Role) {
        let start = end.saturating_sub(cells(text));
        let is_text = |x: u16| {
            self.buffer
                .cell((x, y))
                .is_some_and(|cell| !cell.symbol().trim().is_empty())
        };
        let cuts = (start..end).any(is_text);
        self.text_before(end, y, text, role);
        if cuts {
            self.text(start, y, 1, "…", role);
        }
    }

    /// Draws `text` like [`text`](Frame::text), shortened with an ellipsis if it doesn't fit.
    pub fn text_within(&mut self, x: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        if cells(text) <= width {
            return self.text(x, y, width, text, role);
        }
        let end = self.text(x, y, width.saturating_sub(1), text, role);
        self.text(end, y, width.min(1), "…", role)
    }

    /// Draws `text` on as many lines as it needs, within the area. Returns their number.
    pub fn wrapped(&mut self, area: Rect, text: &str, role: Role) -> u16 {
        let lines = wrap(text, usize::from(area.width.max(1)));
        for (y, line) in (area.top()..area.bottom()).zip(&lines) {
            self.text(area.x, y, area.width, line.of(text).trim_end(), role);
        }
        u16::try_from(lines.len())
            .unwrap_or(u16::MAX)
            .min(area.height)
    }

    /// Draws a box around an area's edge, with a title in its upper border; the inside is unchanged.
    pub fn border(&mut self, area: Rect, title: &str, title_role: Role, role: Role) {
        if area.width < 2 || area.height < 2 {
            return;
        }
        sides(area).for_each(|side| self.reset(side));
        let block = Block::bordered()
            .border_type(BorderType::Rounded)
            .border_style(self.style(role));
        self.render(block, area);
        self.title(area, title, title_role);
    }

    /// Draws the sides and the lower edge of a box that hangs from an edge, joined to the lines that continue below.
    pub fn border_below(&mut self, area: Rect, role: Role) {
        if area.width < 2 || area.height == 0 {
            return;
        }
        let right = area.right() - 1;
        let bottom = area.bottom() - 1;
        for y in area.top()..bottom {
            self.text(area.x, y, 1, "│", role);
            self.text(right, y, 1, "│", role);
        }
        let goes_on = |x: u16| {
            let below = self.buffer.cell((x, bottom + 1));
            below.is_some_and(|cell| matches!(cell.symbol(), "│" | "├" | "┤"))
        };
        let left_corner = if goes_on(area.x) { "├" } else { "╰" };
        let right_corner = if goes_on(right) { "┤" } else { "╯" };
        let edge = "─".repeat(usize::from(area.width - 2));
        let lower = format!("{left_corner}{edge}{right_corner}");
        self.text(area.x, bottom, area.width, &lower, role);
    }

    /// Draws a title into an area's upper edge.
    pub fn title(&mut self, area: Rect, title: &str, role: Role) {
        if !title.is_empty() {
            self.text_within(
                area.x + 2,
                area.y,
                area.width.saturating_sub(4),
                &format!(" {title} "),
                role,
            );
        }
    }

    /// Draws a text into the end of an area's upper edge, if the title leaves room.
    pub fn title_end(&mut self, area: Rect, text: &str, role: Role) {
        let end = area.right().saturating_sub(2);
        let x = end.saturating_sub(cells(text) + 2);
        let is_edge = |x: u16| {
            self.buffer
                .cell((x, area.y))
                .is_some_and(|cell| cell.symbol() == "─")
        };
        if x > area.x + 2 && (x - 2..end).all(is_edge) {
            self.text(x, area.y, end - x, &format!(" {text} "), role);
        }
    }

    /// Copies a line of the frame further down or up, over what is there.
    pub fn copy_line(&mut self, from: u16, to: u16) {
        let area = self.buffer.area;
        for x in area.left()..area.right() {
            let cell = self.buffer.cell((x, from)).cloned();
            if let (Some(cell), Some(over)) = (cell, self.buffer.cell_mut((x, to))) {
                *over = cell;
            }
        }
    }

    /// Removes titles from the edges next to an area that begin or end within it, since what is drawn there would cut
    /// them.
    pub fn remove_cut_titles(&mut self, area: Rect) {
        for y in area.top()..area.bottom() {
            let left = (self.buffer.area.left()..area.left()).rev();
            self.remove_cut_title(left, y);
            self.remove_cut_title(area.right()..self.buffer.area.right(), y);
        }
    }

    /// Replaces a title at the beginning of these columns by the edge that follows it, if there is one.
    fn remove_cut_title(&mut self, columns: impl Iterator<Item = u16> + Clone, y: u16) {
        let mut cut = columns.clone();
        let Some(edge) = cut.find(|x| !self.is_title_at(*x, y)) else {
            return;
        };
        let cell = self.buffer.cell((edge, y)).cloned();
        let Some(cell) = cell.filter(|cell| cell.symbol() == "─") else {
            return;
        };
        for x in columns.take_while(|x| *x != edge) {
            if let Some(over) = self.buffer.cell_mut((x, y)) {
                *over = cell.clone();
            }
        }
    }

    /// Returns whether a cell holds neither the edge nor the side of a frame.
    fn is_title_at(&self, x: u16, y: u16) -> bool {
        let cell = self.buffer.cell((x, y));
        cell.is_some_and(|cell| !"─│├┤┬┴┼╭╮╰╯█".contains(cell.symbol()))
    }

    /// Draws a horizontal rule.
    pub fn rule(&mut self, x: u16, y: u16, width: u16) {
        self.fill(Rect::new(x, y, width, 1), "─", Role::Dim);
    }

    /// Blanks a part of a line.
    pub fn blank(&mut self, x: u16, y: u16, width: u16, role: Role) {
        self.fill(Rect::new(x, y, width, 1), " ", role);
    }

    fn fill(&mut self, area: Rect, symbol: &str, role: Role) {
        let style = self.style(role);
        for cell in self.rows_mut(area).flatten() {
            cell.reset();
            cell.set_symbol(symbol).set_style(style);
        }
    }

    /// Gives an area the background of the focused field.
    pub fn lay_field(&mut self, area: Rect) {
        let ground = self.look.theme.ground_of_field();
        self.buffer
            .set_style(area.intersection(self.buffer.area), ground);
    }

    /// Dims an area, whatever is drawn there, and removes its mouse targets.
    pub fn recede(&mut self, area: Rect) {
        let style = self.style(Role::Text).patch(self.style(Role::Dim));
        for place in area.intersection(self.buffer.area).positions() {
            let cell = &mut self.buffer[place];
            cell.set_style(Style::reset());
            cell.set_style(style);
        }
        self.targets.retain(|(target, _)| !area.intersects(*target));
        self.scrolled
            .retain(|(scrolled, _)| !area.intersects(*scrolled));
    }

    fn reset(&mut self, area: Rect) {
        reset(&mut self.buffer, area);
    }

    /// Returns the cells of the part of an area that is in the frame, row by row.
    fn rows_mut(&mut self, area: Rect) -> impl Iterator<Item = &mut [Cell]> {
        rows_mut(&mut self.buffer, area)
    }
}

/// Returns the cells of the part of an area that is in a buffer, row by row.
fn rows_mut(buffer: &mut Buffer, area: Rect) -> impl Iterator<Item = &mut [Cell]> {
    let whole = buffer.area;
    let area = area.intersection(whole);
    let columns = usize::from(area.left() - whole.x)..usize::from(area.right() - whole.x);
    let lines = buffer
        .content
        .chunks_mut(usize::from(whole.width).max(1))
        .skip(usize::from(area.top() - whole.y));
    lines
        .take(usize::from(area.height))
        .filter_map(move |line| line.get_mut(columns.clone()))
}

/// Blanks an area of a buffer, without a style.
pub(crate) fn reset(buffer: &mut Buffer, area: Rect) {
    rows_mut(buffer, area).flatten().for_each(Cell::reset);
}

/// Blanks an area of a buffer.
pub(crate) fn fill(buffer: &mut Buffer, area: Rect, style: Style) {
    for cell in rows_mut(buffer, area).flatten() {
        cell.reset();
        cell.set_style(style);
    }
}

/// Draws as much of a text as fits into a line of a buffer, over whatever is there. Returns the column after it.
pub(crate) fn write_line(buffer: &mut Buffer, line: Rect, text: &str, style: Style) -> u16 {
    // Most texts are ASCII, and need no search for the characters.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        for (cell, letter) in rows_mut(buffer, line).flatten().zip(text.chars()) {
            cell.reset();
            cell.set_char(letter).set_style(style);
        }
        return line.right().min(line.x + cells(text));
    }
    reset(buffer, line);
    let width = usize::from(line.width);
    buffer.set_stringn(line.x, line.y, text, width, style).0
}

/// Returns the width of a text in columns.
pub fn cells(text: &str) -> u16 {
    let width = if text.is_ascii() {
        text.len()
    } else {
        text.width()
    };
    u16::try_from(width).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_letter_is_left_out_rather_than_halved() {
        let mut frame = Frame::<()>::default();
        frame.begin(Size { cols: 10, rows: 1 }, Look::default());
        assert_eq!(frame.text(0, 0, 5, "日本語", Role::Text), 4);
        assert_eq!(frame.text(0, 0, 1, "e\u{301}é", Role::Text), 1);
        assert_eq!(
            frame.text(8, 0, 5, "abc", Role::Text),
            10,
            "as far as the frame reaches"
        );
    }

    #[test]
    fn nothing_under_a_text_shows_through() {
        let mut frame = Frame::<()>::default();
        frame.begin(Size { cols: 4, rows: 1 }, Look::default());
        frame.text(0, 0, 4, "bold", Role::Strong);
        frame.text(1, 0, 2, "xy", Role::Text);
        let role = |x| frame.look().theme.role_of(frame.buffer()[(x, 0)].style());
        assert_eq!([role(0), role(1)], [Role::Strong, Role::Text]);
    }
}

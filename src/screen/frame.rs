//! The content of a screen, line by line, before it becomes cells. Two frames can be compared a line at a
//! time, so that a key that changes one line costs one line, not the whole screen.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::glyph::in_ascii;
use super::{Borders, Look, Role, Size};

/// A screen's content as positioned pieces of text. `T` is the mouse target of an area.
#[derive(Debug)]
pub struct Frame<T> {
    width: u16,
    lines: Vec<Vec<Piece>>,
    /// The text of all pieces: one allocation instead of one for each.
    text: String,
    cursor: Option<Position>,
    /// The mouse targets; one drawn over another comes after it.
    targets: Vec<(Rect, T)>,
    /// The first visible lines of scrollable texts.
    scrolled: Vec<(Rect, u16)>,
}

/// A positioned piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    x: u16,
    /// The number of columns.
    width: u16,
    /// The range in the frame's text.
    from: usize,
    to: usize,
    /// Whether its text is one symbol that fills the columns.
    fills: bool,
    role: Role,
}

impl<T> Default for Frame<T> {
    fn default() -> Frame<T> {
        Frame {
            width: 0,
            lines: Vec::new(),
            text: String::new(),
            cursor: None,
            targets: Vec::new(),
            scrolled: Vec::new(),
        }
    }
}

/// The pieces erased from a line.
struct Erased {
    y: u16,
    /// The place of the first of them among the line's pieces.
    place: usize,
    /// The number of other pieces.
    kept: usize,
    pieces: Vec<Piece>,
}

/// The erased text that a frame keeps, in bytes, at most.
const MOST_ERASED: usize = 16 * 1024;

impl<T: Copy> Frame<T> {
    /// Clears the frame and sets its size.
    pub fn begin(&mut self, size: Size) {
        self.width = size.cols;
        self.text.clear();
        self.cursor = None;
        self.targets.clear();
        self.scrolled.clear();
        self.lines.resize_with(usize::from(size.rows), Vec::new);
        self.lines.iter_mut().for_each(Vec::clear);
    }

    /// Sets or hides the cursor.
    pub fn set_cursor(&mut self, cursor: Option<Position>) {
        self.cursor = cursor;
    }

    /// Returns the cursor's position: in the focused field, for eyes, screen readers and input methods alike.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// Sets the mouse target of an area.
    pub fn mark(&mut self, area: Rect, target: T) {
        self.targets.push((area, target));
    }

    /// Notes that the text in this area is shown from this line on.
    pub fn mark_scrolled(&mut self, area: Rect, from: usize) {
        self.scrolled.push((area, u16::try_from(from).unwrap_or(u16::MAX)));
    }

    /// Returns the mouse target at a position, and the column within it.
    pub fn target(&self, x: u16, y: u16) -> Option<(T, u16)> {
        let found = self.targets.iter().rev().find(|(area, _)| area.contains(Position::new(x, y)));
        found.map(|(area, target)| (*target, x - area.x))
    }

    /// Returns the first visible line of the text at a position.
    pub fn scrolled(&self, x: u16, y: u16) -> u16 {
        let found = self.scrolled.iter().rev().find(|(area, _)| area.contains(Position::new(x, y)));
        found.map_or(0, |(_, from)| *from)
    }

    /// Returns the lines of a mouse target, if there are any.
    pub fn lines_of(&self, target: T) -> Option<Range<u16>>
    where
        T: PartialEq,
    {
        let areas = self.targets.iter().filter(|(_, means)| *means == target).map(|(area, _)| area);
        let lines = areas.map(|area| area.top()..area.bottom());
        lines.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end))
    }

    /// Redraws an area whose pieces don't reach out of it; returns its lines that have changed.
    pub fn redraw(&mut self, area: Rect, draw: impl FnOnce(&mut Frame<T>)) -> Vec<u16> {
        let (rows, columns) = (area.top()..area.bottom(), area.left()..area.right());
        let mut gone = Vec::new();
        for y in rows.clone() {
            let Some(line) = self.lines.get_mut(usize::from(y)) else { continue };
            let is_erased = |piece: &Piece| columns.contains(&piece.x);
            let place = line.iter().position(is_erased).unwrap_or(line.len());
            let (erased, kept) = line.drain(..).partition(is_erased);
            *line = kept;
            gone.push(Erased { y, place, kept: line.len(), pieces: erased });
        }
        self.targets.retain(|(marked, _)| {
            let is_inside = marked.top() >= rows.start && marked.bottom() <= rows.end;
            !(is_inside && marked.left() >= columns.start && marked.right() <= columns.end)
        });
        draw(self);
        let is_changed = |erased: &&Erased| {
            !self.same_pieces(&self.lines[usize::from(erased.y)][erased.kept..], self, &erased.pieces)
        };
        let changed = gone.iter().filter(is_changed).map(|erased| erased.y).collect();
        // A redrawn line has its pieces in the order of a frame that is drawn as a whole.
        for Erased { y, place, kept, .. } in gone {
            let line = &mut self.lines[usize::from(y)];
            let anew = line.split_off(kept);
            line.splice(place..place, anew);
        }
        if self.text.len() > MOST_ERASED {
            self.drop_erased_text();
        }
        changed
    }

    fn drop_erased_text(&mut self) {
        let before = std::mem::take(&mut self.text);
        for piece in self.lines.iter_mut().flatten() {
            let from = self.text.len();
            self.text.push_str(&before[piece.from..piece.to]);
            (piece.from, piece.to) = (from, self.text.len());
        }
    }

    /// Returns whether a line is equal in another frame of the same size.
    pub fn same_line(&self, other: &Frame<T>, y: u16) -> bool {
        let (Some(ours), Some(theirs)) = (self.lines.get(usize::from(y)), other.lines.get(usize::from(y)))
        else {
            return false;
        };
        self.same_pieces(ours, other, theirs)
    }

    fn same_pieces(&self, ours: &[Piece], other: &Frame<T>, theirs: &[Piece]) -> bool {
        let alike = |(a, b): (&Piece, &Piece)| {
            (a.x, a.width, a.fills, a.role) == (b.x, b.width, b.fills, b.role)
                && self.text[a.from..a.to] == other.text[b.from..b.to]
        };
        ours.len() == theirs.len() && ours.iter().zip(theirs).all(alike)
    }

    /// Turns a line into cells: `line` is blank, one row high, and at the position of the line.
    pub fn paint_line(&self, y: u16, look: Look, line: &mut Buffer) {
        let ground = look.theme.style(Role::Text);
        if ground != Style::new() {
            line.set_style(line.area, ground);
        }
        for piece in self.lines.get(usize::from(y)).into_iter().flatten() {
            let text = &self.text[piece.from..piece.to];
            let text = if look.borders == Borders::Ascii { in_ascii(text) } else { Cow::Borrowed(text) };
            let style = look.theme.style(piece.role);
            // Nothing under a piece shows through.
            for x in piece.x..piece.x + piece.width {
                line[(x, y)].reset();
                if piece.fills {
                    line[(x, y)].set_symbol(&text).set_style(style);
                }
            }
            if piece.fills {
                continue;
            }
            if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
                for (x, letter) in (piece.x..piece.x + piece.width).zip(text.chars()) {
                    line[(x, y)].set_char(letter).set_style(style);
                }
            } else {
                line.set_stringn(piece.x, y, &text, usize::from(piece.width), style);
            }
        }
    }

    /// Draws `text`, at most `width` columns of it, and returns the column after it. Parts outside of the
    /// frame are left out.
    pub fn text(&mut self, x: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        let (text, taken) = fitting(text, width.min(self.width.saturating_sub(x)));
        self.piece(x, y, taken, text, false, role);
        x.saturating_add(taken)
    }

    /// Draws `text` so that it ends before the column `end`.
    pub fn text_before(&mut self, end: u16, y: u16, text: &str, role: Role) {
        let width = cells(text);
        self.text(end.saturating_sub(width), y, width, text, role);
    }

    /// Draws `text` over the end of a line: a text that it cuts ends with an ellipsis, in place of the blank
    /// with which `text` begins.
    pub fn text_over(&mut self, end: u16, y: u16, text: &str, role: Role) {
        let start = end.saturating_sub(cells(text));
        let is_cut = |piece: &Piece| !piece.fills && (piece.x..piece.x + piece.width).contains(&start);
        let cuts = self.lines.get(usize::from(y)).into_iter().flatten().any(is_cut);
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

    /// Draws a box around an area's edge, with a title in its upper border; the inside stays.
    pub fn border(&mut self, area: Rect, title: &str, title_role: Role, role: Role) {
        let Rect { x, y, width, height } = area;
        if width < 2 || height < 2 {
            return;
        }
        let (right, bottom) = (x + width - 1, y + height - 1);
        for (y, left_corner, right_corner) in [(y, "╭", "╮"), (bottom, "╰", "╯")] {
            self.text(x, y, 1, left_corner, role);
            self.piece(x + 1, y, width - 2, "─", true, role);
            self.text(right, y, 1, right_corner, role);
        }
        for y in y + 1..bottom {
            self.text(x, y, 1, "│", role);
            self.text(right, y, 1, "│", role);
        }
        if !title.is_empty() {
            self.text_within(x + 2, y, width.saturating_sub(4), &format!(" {title} "), title_role);
        }
    }

    /// Draws a horizontal rule.
    pub fn rule(&mut self, x: u16, y: u16, width: u16) {
        self.piece(x, y, width.min(self.width.saturating_sub(x)), "─", true, Role::Dim);
    }

    /// Blanks a part of a line.
    pub fn blank(&mut self, x: u16, y: u16, width: u16, role: Role) {
        self.piece(x, y, width.min(self.width.saturating_sub(x)), " ", true, role);
    }

    fn piece(&mut self, x: u16, y: u16, width: u16, text: &str, fills: bool, role: Role) {
        if let Some(line) = self.lines.get_mut(usize::from(y)).filter(|_| width > 0) {
            let from = self.text.len();
            self.text.push_str(text);
            line.push(Piece { x, width, from, to: self.text.len(), fills, role });
        }
    }
}

/// Returns the columns of a text.
pub fn cells(text: &str) -> u16 {
    let width = if text.is_ascii() { text.len() } else { text.width() };
    u16::try_from(width).unwrap_or(u16::MAX)
}

/// Returns as much of a text as fits into `width` columns, and its columns. No letter is cut in half.
fn fitting(text: &str, width: u16) -> (&str, u16) {
    let whole = cells(text);
    if whole <= width {
        return (text, whole);
    }
    let mut taken = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        let more = cells(grapheme);
        if taken + more > width {
            return (&text[..start], taken);
        }
        taken += more;
    }
    (text, taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_letter_is_left_out_rather_than_halved() {
        assert_eq!(fitting("日本語", 5), ("日本", 4));
        assert_eq!(fitting("e\u{301}é", 1), ("e\u{301}", 1));
        assert_eq!(fitting("abc", 2), ("ab", 2));
        assert_eq!(fitting("abc", 0), ("", 0));
    }

    #[test]
    fn a_line_is_the_same_by_what_it_shows() {
        let size = Size { cols: 10, rows: 2 };
        let frame = |above: &str| {
            let mut frame = Frame::<()>::default();
            frame.begin(size);
            frame.text(0, 0, 10, above, Role::Text);
            frame.text(0, 1, 10, "below", Role::Text);
            frame
        };
        let (one, other) = (frame("a"), frame("longer"));
        assert!(!one.same_line(&other, 0));
        assert!(one.same_line(&other, 1), "where its text is kept is no part of what a line shows");
    }
}

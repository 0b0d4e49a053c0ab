//! What belongs on a screen, line by line, before it becomes cells. Two frames can be compared a line at a time,
//! so that a key that changes one line costs one line, not the whole screen.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::glyph::in_ascii;
use super::{Borders, Look, Role, Size};

/// A screen's content as pieces of text in their places. `T` is what a stretch of it means to the mouse.
#[derive(Debug)]
pub struct Frame<T> {
    width: u16,
    lines: Vec<Vec<Piece>>,
    /// The text of all pieces: one allocation instead of one for each.
    text: String,
    cursor: Option<Position>,
    /// What means something to the mouse; what is drawn over something else comes after it.
    targets: Vec<(Rect, T)>,
    /// From which line on the texts that can be scrolled are shown.
    scrolled: Vec<(Rect, u16)>,
}

/// A piece of text in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    x: u16,
    /// How many columns it takes.
    width: u16,
    /// Where it stands in the frame's text.
    from: usize,
    to: usize,
    /// Its text is one symbol that fills the columns.
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

/// What was erased from a line.
struct Erased {
    y: u16,
    /// The place of the first of them among the line's pieces.
    place: usize,
    /// How many others there are.
    kept: usize,
    pieces: Vec<Piece>,
}

/// The most text that a frame keeps of what has been erased, in bytes.
const MOST_ERASED: usize = 16 * 1024;

impl<T: Copy> Frame<T> {
    /// An empty frame of this size, in place of what was there.
    pub fn begin(&mut self, size: Size) {
        self.width = size.cols;
        self.text.clear();
        self.cursor = None;
        self.targets.clear();
        self.scrolled.clear();
        self.lines.resize_with(usize::from(size.rows), Vec::new);
        self.lines.iter_mut().for_each(Vec::clear);
    }

    /// Puts the cursor there, or hides it.
    pub fn set_cursor(&mut self, cursor: Option<Position>) {
        self.cursor = cursor;
    }

    /// Where the cursor belongs: in the field that has the focus, for eyes, screen readers and input methods
    /// alike.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// What this stretch of the screen means to the mouse.
    pub fn mark(&mut self, area: Rect, target: T) {
        self.targets.push((area, target));
    }

    /// The text here is shown from this line on.
    pub fn mark_scrolled(&mut self, area: Rect, from: usize) {
        self.scrolled.push((area, u16::try_from(from).unwrap_or(u16::MAX)));
    }

    /// What a place means to the mouse, and the column of that.
    pub fn target(&self, x: u16, y: u16) -> Option<(T, u16)> {
        let found = self.targets.iter().rev().find(|(area, _)| area.contains(Position::new(x, y)));
        found.map(|(area, target)| (*target, x - area.x))
    }

    /// From which line on the text at a place is shown.
    pub fn scrolled(&self, x: u16, y: u16) -> u16 {
        let found = self.scrolled.iter().rev().find(|(area, _)| area.contains(Position::new(x, y)));
        found.map_or(0, |(_, from)| *from)
    }

    /// The lines that mean this to the mouse, if there are any.
    pub fn lines_of(&self, target: T) -> Option<Range<u16>>
    where
        T: PartialEq,
    {
        let areas = self.targets.iter().filter(|(_, means)| *means == target).map(|(area, _)| area);
        let lines = areas.map(|area| area.top()..area.bottom());
        lines.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end))
    }

    /// Draws an area anew in which nothing is drawn that reaches out of it; says which of its lines are not as they were.
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
        // A line drawn anew has its pieces in the order of a frame that is drawn as a whole.
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

    /// Whether a line is the same in another frame of the same size.
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

    /// Turns a line into cells: `line` is blank, one row high, and lies where the line does.
    pub fn paint_line(&self, y: u16, look: Look, line: &mut Buffer) {
        let ground = look.theme.style(Role::Text);
        if ground != Style::new() {
            line.set_style(line.area, ground);
        }
        for piece in self.lines.get(usize::from(y)).into_iter().flatten() {
            let text = &self.text[piece.from..piece.to];
            let text = if look.borders == Borders::Ascii { in_ascii(text) } else { Cow::Borrowed(text) };
            let style = look.theme.style(piece.role);
            // What lies under a piece shows through in nothing.
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

    /// Puts `text` at a place, at most `width` columns of it, and returns the column after it. What lies
    /// outside the frame is left out.
    pub fn text(&mut self, x: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        let (text, taken) = fitting(text, width.min(self.width.saturating_sub(x)));
        self.piece(x, y, taken, text, false, role);
        x.saturating_add(taken)
    }

    /// The same, its end aligned with the column before `end`.
    pub fn text_before(&mut self, end: u16, y: u16, text: &str, role: Role) {
        let width = cells(text);
        self.text(end.saturating_sub(width), y, width, text, role);
    }

    /// The same, over what stands at the end of a line: a text that is cut by it ends with an ellipsis, in the place of the
    /// blank with which `text` begins.
    pub fn text_over(&mut self, end: u16, y: u16, text: &str, role: Role) {
        let start = end.saturating_sub(cells(text));
        let is_cut = |piece: &Piece| !piece.fills && (piece.x..piece.x + piece.width).contains(&start);
        let cuts = self.lines.get(usize::from(y)).into_iter().flatten().any(is_cut);
        self.text_before(end, y, text, role);
        if cuts {
            self.text(start, y, 1, "…", role);
        }
    }

    /// The same as [`text`](Frame::text), shortened with an ellipsis where it doesn't fit.
    pub fn text_within(&mut self, x: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        if cells(text) <= width {
            return self.text(x, y, width, text, role);
        }
        let end = self.text(x, y, width.saturating_sub(1), text, role);
        self.text(end, y, width.min(1), "…", role)
    }

    /// A box round an area's edge, with a title in its upper border; what stands inside is left as it is.
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

    /// A horizontal line between things.
    pub fn rule(&mut self, x: u16, y: u16, width: u16) {
        self.piece(x, y, width.min(self.width.saturating_sub(x)), "─", true, Role::Dim);
    }

    /// Blanks a stretch of a line.
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

/// How many columns a text takes.
pub fn cells(text: &str) -> u16 {
    let width = if text.is_ascii() { text.len() } else { text.width() };
    u16::try_from(width).unwrap_or(u16::MAX)
}

/// As much of a text as fits into `width` columns, and how many it takes. No letter is cut in half.
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

//! Turns the desk into the bytes that a terminal needs to show it: only the changes, in one piece.

use std::io;
use std::time::Duration;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use crate::desk::{self, Desk, Edition, Frame, Look, Pointed, Size};

/// The content of the terminal, and the content it should have.
#[derive(Debug)]
pub struct Canvas {
    /// The look of the painted cells.
    look: Look,
    size: Size,
    /// The edition of the desk that the frame shows.
    edition: Option<Edition>,
    /// The frame that the terminal shows, and room for the next one.
    frame: Frame,
    next: Frame,
    /// The cells that the terminal shows, a buffer for each line, and room for the next ones.
    lines: Vec<Buffer>,
    next_lines: Vec<Buffer>,
    /// Since when each line has had its text, whatever its look, on the monotonic clock.
    said_since: Vec<Duration>,
    cursor: Option<Position>,
    /// Whether the lock is shown.
    locked: bool,
    /// Whether the terminal's content is unknown, so that everything has to be painted.
    stale: bool,
    bytes: Vec<u8>,
}

impl Canvas {
    /// Creates a canvas for a terminal that shows nothing yet.
    pub fn new(size: Size) -> Canvas {
        let lines = blank_lines(size);
        Canvas {
            look: Look::default(),
            size,
            edition: None,
            frame: Frame::default(),
            next: Frame::default(),
            next_lines: lines.clone(),
            lines,
            said_since: vec![Duration::ZERO; usize::from(size.rows)],
            cursor: None,
            locked: false,
            stale: true,
            bytes: Vec::new(),
        }
    }

    /// Forgets the terminal's content, so that the next frame is painted as a whole.
    pub fn forget(&mut self) {
        self.stale = true;
    }

    /// Returns the cells as last painted, a buffer of one row for each line.
    pub fn lines(&self) -> &[Buffer] {
        &self.lines
    }

    /// Returns the last cursor position, if the cursor is visible.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// Returns the size of the last paint.
    pub fn size(&self) -> Size {
        self.size
    }

    /// Returns the look of the last paint.
    pub fn look(&self) -> Look {
        self.look
    }

    /// Returns the target of a pointer at this cell. `None` if the terminal does not show the line's present
    /// state.
    pub fn pointed_at(&mut self, desk: &Desk, x: u16, y: u16) -> Option<Pointed> {
        desk::draw(desk, &mut self.next);
        let is_shown = !self.stale && self.size == desk.size && self.next.same_line(&self.frame, y);
        let (target, column) = self.next.target(x, y).filter(|_| is_shown)?;
        let stood = desk.moment.up.saturating_sub(self.said_since[usize::from(y)]);
        Some(Pointed { cell: (x, y), target, column, from: self.next.scrolled(x, y), stood })
    }

    /// Draws the desk and returns the bytes that update the terminal: empty if nothing has changed.
    ///
    /// # Errors
    ///
    /// Never fails in practice, because the bytes are written to memory.
    pub fn paint(&mut self, desk: &Desk) -> io::Result<&[u8]> {
        self.bytes.clear();
        if self.size != desk.size {
            *self = Canvas::new(desk.size);
        }
        // A lock repaints everything, so that foreign text on the terminal goes too.
        self.stale |= desk.is_locked() && !self.locked;
        self.locked = desk.is_locked();
        let changed = self.draw(desk);
        if self.stale {
            self.lines.iter_mut().for_each(Buffer::reset);
            queue!(self.bytes, Hide, Clear(ClearType::All))?;
            self.cursor = None;
        }
        let painted = self.paint_lines(changed, desk.moment.up)?;
        self.place_cursor(painted)?;
        self.stale = false;
        Ok(&self.bytes)
    }

    /// Draws the present state of the desk, and returns the lines that have changed.
    fn draw(&mut self, desk: &Desk) -> Vec<u16> {
        let all = self.stale || self.look != desk.look;
        self.look = desk.look;
        let shown = self.edition.replace(desk.edition()).filter(|_| !all);
        if shown == Some(desk.edition()) {
            debug_assert!(self.draw_afresh_and_compare(desk), "what was not drawn has changed");
            return Vec::new();
        }
        if let Some(shown) = shown.filter(|shown| shown.whole == desk.edition().whole)
            && let Some(lines) = desk::redraw_field(desk, shown, &mut self.frame)
        {
            debug_assert!(self.draw_afresh_and_compare(desk), "more has changed than the field");
            return lines;
        }
        desk::draw(desk, &mut self.next);
        let is_changed = |y: &u16| all || !self.next.same_line(&self.frame, *y);
        let changed = (0..self.size.rows).filter(is_changed).collect();
        std::mem::swap(&mut self.frame, &mut self.next);
        changed
    }

    /// Draws the whole desk beside the frame, and returns whether both show the same.
    fn draw_afresh_and_compare(&mut self, desk: &Desk) -> bool {
        desk::draw(desk, &mut self.next);
        let painted = |frame: &Frame, y| {
            let mut line = Buffer::empty(Rect::new(0, y, self.size.cols, 1));
            frame.paint_line(y, self.look, &mut line);
            line
        };
        let is_same = |y| {
            self.next.same_line(&self.frame, y)
                || painted(&self.next, y) == painted(&self.frame, y)
                    && (0..self.size.cols).all(|x| self.next.target(x, y) == self.frame.target(x, y))
        };
        self.next.cursor() == self.frame.cursor() && (0..self.size.rows).all(is_same)
    }

    /// Paints these lines of the frame; returns whether that changes any cell.
    fn paint_lines(&mut self, changed: Vec<u16>, up: Duration) -> io::Result<bool> {
        for y in &changed {
            let line = &mut self.next_lines[usize::from(*y)];
            line.reset();
            self.frame.paint_line(*y, self.look, line);
        }
        let both = |y: &u16| (&self.lines[usize::from(*y)], &self.next_lines[usize::from(*y)]);
        let mut cells =
            changed.iter().map(both).flat_map(|(shown, next)| changed_cells(shown, next)).peekable();
        let painted = cells.peek().is_some();
        if painted {
            CrosstermBackend::new(&mut self.bytes).draw(cells)?;
        }
        for y in changed.into_iter().map(usize::from) {
            if !says_the_same(&self.lines[y], &self.next_lines[y]) {
                self.said_since[y] = up;
            }
            std::mem::swap(&mut self.lines[y], &mut self.next_lines[y]);
        }
        Ok(painted)
    }

    /// Places the cursor again, because painting moves it.
    fn place_cursor(&mut self, painted: bool) -> io::Result<()> {
        let cursor = self.frame.cursor();
        if let Some(place) = cursor
            && (painted || self.cursor != cursor)
        {
            queue!(self.bytes, MoveTo(place.x, place.y))?;
        }
        match (self.cursor.is_some(), cursor.is_some()) {
            (false, true) => queue!(self.bytes, Show)?,
            (true, false) => queue!(self.bytes, Hide)?,
            _ => {}
        }
        self.cursor = cursor;
        Ok(())
    }
}

/// Returns the changed cells of a line. Letters of one column among their like are found without the width
/// tables, which would cost a key as much as the rest of its frame.
fn changed_cells<'a>(shown: &'a Buffer, next: &'a Buffer) -> Vec<(u16, u16, &'a Cell)> {
    let Rect { x, y, .. } = next.area;
    let is_plain = |at: usize| [shown, next].iter().all(|line| line.content[at].symbol().len() == 1);
    let mut changed = Vec::new();
    for (at, (column, other)) in (x..).zip(&next.content).enumerate() {
        if shown.content[at] == *other {
            continue;
        }
        if !(is_plain(at) && at.checked_sub(1).is_none_or(is_plain)) {
            return shown.diff(next);
        }
        changed.push((column, y, other));
    }
    changed
}

fn says_the_same(one: &Buffer, other: &Buffer) -> bool {
    one.content.iter().zip(&other.content).all(|(one, other)| one.symbol() == other.symbol())
}

fn blank_lines(size: Size) -> Vec<Buffer> {
    (0..size.rows).map(|y| Buffer::empty(Rect::new(0, y, size.cols, 1))).collect()
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn line(text: &str) -> Buffer {
        let mut line = Buffer::empty(Rect::new(0, 3, 12, 1));
        line.set_stringn(0, 3, text, 12, Style::new());
        line
    }

    proptest::proptest! {
        #[test]
        fn the_changed_cells_are_those_that_the_buffers_find(one in "[a-c 日│é]{0,12}", other in "[a-c 日│é]{0,12}") {
            let (one, other) = (line(&one), line(&other));
            proptest::prop_assert_eq!(changed_cells(&one, &other), one.diff(&other));
        }
    }
}

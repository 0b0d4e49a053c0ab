//! From the desk to the bytes a terminal needs to show it: only what has changed, in one piece.

use std::io;
use std::time::Duration;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{self, Desk, Frame, Look, Pointed, Size};

/// What the terminal shows, and what it should show.
#[derive(Debug)]
pub struct Canvas {
    /// How what the terminal shows looks.
    look: Look,
    size: Size,
    /// The frame the terminal shows, and room for the next one.
    frame: Frame,
    next: Frame,
    /// The cells the terminal shows, a buffer for each line, and room for the next ones.
    lines: Vec<Buffer>,
    next_lines: Vec<Buffer>,
    /// Since when each line has said what it says, whatever it looks like, on the clock nobody sets.
    said_since: Vec<Duration>,
    cursor: Option<Position>,
    /// Whether what it shows is the lock.
    locked: bool,
    /// The terminal's own content is unknown: all of it has to be painted.
    stale: bool,
    bytes: Vec<u8>,
}

impl Canvas {
    /// A canvas of which the terminal shows nothing yet.
    pub fn new(size: Size) -> Canvas {
        let lines = blank_lines(size);
        Canvas {
            look: Look::default(),
            size,
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

    /// Forgets what the terminal shows: the next frame is painted whole.
    pub fn forget(&mut self) {
        self.stale = true;
    }

    /// The cells as last painted, a buffer of one row for each line.
    pub fn lines(&self) -> &[Buffer] {
        &self.lines
    }

    /// Where the cursor was last put, if it shows.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// The size it has last painted in.
    pub fn size(&self) -> Size {
        self.size
    }

    /// The look it has last painted in.
    pub fn look(&self) -> Look {
        self.look
    }

    /// What a person points at with this cell. Nothing where the terminal does not show the line as it is by now.
    pub fn pointed_at(&mut self, desk: &Desk, x: u16, y: u16) -> Option<Pointed> {
        desk::draw(desk, &mut self.next);
        let is_shown = !self.stale && self.size == desk.size && self.next.same_line(&self.frame, y);
        let (target, column) = self.next.target(x, y).filter(|_| is_shown)?;
        let stood = desk.moment.up.saturating_sub(self.said_since[usize::from(y)]);
        Some(Pointed { cell: (x, y), target, column, from: self.next.scrolled(x, y), stood })
    }

    /// Draws the desk and returns the bytes that bring the terminal there: none where nothing has changed.
    ///
    /// # Errors
    /// Never in practice: the bytes are written to memory.
    pub fn paint(&mut self, desk: &Desk) -> io::Result<&[u8]> {
        self.bytes.clear();
        if self.size != desk.size {
            *self = Canvas::new(desk.size);
        }
        // Whatever the terminal shows by mistake goes with the rest.
        self.stale |= desk.is_locked() && !self.locked;
        self.locked = desk.is_locked();
        desk::draw(desk, &mut self.next);
        if self.stale {
            self.lines.iter_mut().for_each(Buffer::reset);
            queue!(self.bytes, Hide, Clear(ClearType::All))?;
            self.cursor = None;
        }
        let painted = self.paint_changed_lines(desk)?;
        self.place_cursor(painted)?;
        self.stale = false;
        std::mem::swap(&mut self.frame, &mut self.next);
        Ok(&self.bytes)
    }

    /// Paints the lines that are not as they were; says whether there were any.
    fn paint_changed_lines(&mut self, desk: &Desk) -> io::Result<bool> {
        let look = desk.look;
        let all = self.stale || self.look != look;
        self.look = look;
        let is_changed = |y: &u16| all || !self.next.same_line(&self.frame, *y);
        let changed: Vec<u16> = (0..self.size.rows).filter(is_changed).collect();
        for y in &changed {
            let line = &mut self.next_lines[usize::from(*y)];
            line.reset();
            self.next.paint_line(*y, look, line);
        }
        let both = |y: &u16| (&self.lines[usize::from(*y)], &self.next_lines[usize::from(*y)]);
        let mut cells = changed.iter().map(both).flat_map(|(shown, next)| shown.diff(next)).peekable();
        let painted = cells.peek().is_some();
        if painted {
            CrosstermBackend::new(&mut self.bytes).draw(cells)?;
        }
        for y in changed.into_iter().map(usize::from) {
            if !says_the_same(&self.lines[y], &self.next_lines[y]) {
                self.said_since[y] = desk.moment.up;
            }
            std::mem::swap(&mut self.lines[y], &mut self.next_lines[y]);
        }
        Ok(painted)
    }

    /// Painting moves the terminal's cursor, so it is put back after it.
    fn place_cursor(&mut self, painted: bool) -> io::Result<()> {
        let cursor = self.next.cursor();
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

fn says_the_same(one: &Buffer, other: &Buffer) -> bool {
    one.content.iter().zip(&other.content).all(|(one, other)| one.symbol() == other.symbol())
}

fn blank_lines(size: Size) -> Vec<Buffer> {
    (0..size.rows).map(|y| Buffer::empty(Rect::new(0, y, size.cols, 1))).collect()
}

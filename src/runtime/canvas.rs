//! From the desk to the bytes a terminal needs to show it: only what has changed, in one piece.

use std::io;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use crate::desk::{Desk, Size};
use crate::screen::{self, Theme};

/// What the terminal shows, and what it should show.
#[derive(Debug)]
pub struct Canvas {
    theme: Theme,
    shown: Buffer,
    next: Buffer,
    cursor: Option<Position>,
    /// The terminal's own content is unknown: all of it has to be painted.
    stale: bool,
    bytes: Vec<u8>,
}

impl Canvas {
    /// A canvas of which the terminal shows nothing yet.
    #[must_use]
    pub fn new(size: Size, theme: Theme) -> Canvas {
        let blank = Buffer::empty(Rect::new(0, 0, size.cols, size.rows));
        Canvas { theme, shown: blank.clone(), next: blank, cursor: None, stale: true, bytes: Vec::new() }
    }

    /// Forgets what the terminal shows: the next frame is painted whole.
    pub fn forget(&mut self) {
        self.stale = true;
    }

    /// The cells as last painted.
    #[must_use]
    pub fn cells(&self) -> &Buffer {
        &self.shown
    }

    /// Where the cursor was last put, if it shows.
    #[must_use]
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// The look it paints in.
    #[must_use]
    pub fn theme(&self) -> Theme {
        self.theme
    }

    /// Draws the desk and returns the bytes that bring the terminal there: none where nothing has changed.
    ///
    /// # Errors
    /// Never in practice: the bytes are written to memory.
    pub fn paint(&mut self, desk: &Desk) -> io::Result<&[u8]> {
        self.bytes.clear();
        let area = Rect::new(0, 0, desk.size.cols, desk.size.rows);
        if self.next.area != area {
            self.next.resize(area);
            self.shown.resize(area);
            self.stale = true;
        }
        self.next.reset();
        let cursor = screen::draw(desk, self.theme, &mut self.next);
        if self.stale {
            self.shown.reset();
            queue!(self.bytes, Hide, Clear(ClearType::All))?;
            self.cursor = None;
            self.stale = false;
        }
        let lines: Vec<_> =
            (0..area.height).filter_map(|y| changed_line(&self.shown, &self.next, y)).collect();
        let painted = !lines.is_empty();
        if painted {
            let changes = lines.iter().flat_map(|(shown, next)| shown.diff_iter(next));
            CrosstermBackend::new(&mut self.bytes).draw(changes)?;
        }
        self.place_cursor(cursor, painted)?;
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(&self.bytes)
    }

    /// Painting moves the terminal's cursor, so it is put back after it.
    fn place_cursor(&mut self, cursor: Option<Position>, painted: bool) -> io::Result<()> {
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

/// A line as it is shown and as it should be, where these differ: a key changes one or two of them, and to compare
/// letter by letter, width by width, takes longer than all the rest.
fn changed_line(shown: &Buffer, next: &Buffer, y: u16) -> Option<(Buffer, Buffer)> {
    let width = usize::from(next.area.width);
    let cells = usize::from(y) * width..(usize::from(y) + 1) * width;
    let (shown, next) = (&shown.content[cells.clone()], &next.content[cells]);
    let line = |cells: &[Cell]| Buffer {
        area: Rect::new(0, y, u16::try_from(width).unwrap_or(u16::MAX), 1),
        content: cells.to_vec(),
    };
    (shown != next).then(|| (line(shown), line(next)))
}

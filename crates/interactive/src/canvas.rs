//! Turns the desk into the bytes that a terminal needs to show it: only the changes, in one piece.
//!
//! ratatui's `Terminal` is not used: it asks for the terminal's size before every frame, and writes some forty bytes
//! even for an unchanged frame, while an idle desk must write none.

use std::io;
use std::mem;
use std::time::Duration;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::Style;

use desk::{self, Desk, Frame, Pointed, Theme};
use screen::{GroundColours, RgbParts, changed_cells};

/// The content of the terminal.
#[derive(Debug, Default)]
pub struct Canvas {
    /// The frame that the terminal shows.
    frame: Frame,
    /// The buffer for the next frame.
    next: Frame,
    /// Since when each line has had its text, whatever its style, on the monotonic clock.
    unchanged_since: Vec<Duration>,
    cursor: Option<Position>,
    /// Whether the lock is shown.
    locked: bool,
    /// Whether the terminal is known to show the frame. Otherwise everything must be painted.
    is_shown: bool,
    /// The colours of the default theme on the terminal's background; `None` if it has sixteen colours of its own.
    colours: Option<GroundColours>,
    /// The colours used for the shown frame.
    shown_in: Option<GroundColours>,
    bytes: Vec<u8>,
}

impl Canvas {
    /// Paints the default theme readably on this background of the terminal; `None` if it is unknown.
    pub fn set_ground(&mut self, ground: Option<RgbParts>) {
        self.colours = Some(GroundColours::on(ground));
    }

    /// Forgets the terminal's content, so that the next frame is painted completely.
    pub fn forget(&mut self) {
        self.is_shown = false;
    }

    /// Returns whether the terminal is known to show the frame.
    pub fn is_shown(&self) -> bool {
        self.is_shown
    }

    /// Returns the frame as last painted.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// Returns the target of a pointer at this cell. `None` if the terminal does not show the line's current state.
    pub fn pointed_at(&mut self, desk: &Desk, x: u16, y: u16) -> Option<Pointed> {
        desk::draw(desk, &mut self.next);
        let is_shown = self.is_shown
            && self.next.size() == self.frame.size()
            && y < desk.size.rows
            && row(self.next.buffer(), y) == row(self.frame.buffer(), y);
        if !is_shown {
            return None;
        }
        let (target, column) = self.next.target(x, y)?;
        let stood = desk
            .office
            .moment
            .up
            .saturating_sub(self.unchanged_since[usize::from(y)]);
        Some(Pointed {
            cell: (x, y),
            target,
            column,
            from: self.next.scrolled(x, y),
            stood,
        })
    }

    /// Draws the desk and returns the bytes that update the terminal; empty if nothing has changed.
    ///
    /// # Errors
    ///
    /// Never fails in practice, because the bytes are written to memory.
    pub fn paint(&mut self, desk: &Desk) -> io::Result<&[u8]> {
        self.bytes.clear();
        // A lock repaints everything, to remove foreign text from the terminal, too.
        self.is_shown &= self.locked || !desk.is_locked();
        self.locked = desk.is_locked();
        let colours = if desk.look.theme == Theme::Colour {
            self.colours
        } else {
            None
        };
        self.is_shown &= mem::replace(&mut self.shown_in, colours) == colours;
        desk::draw(desk, &mut self.next);
        let is_known = mem::replace(&mut self.is_shown, true) && self.frame.size() == desk.size;
        if !is_known {
            self.unchanged_since = vec![desk.office.moment.up; usize::from(desk.size.rows)];
            queue!(self.bytes, Hide, Clear(ClearType::All))?;
            self.cursor = None;
        }
        let shown = if is_known {
            Some(self.frame.buffer())
        } else {
            None
        };
        let next = self.next.buffer();
        let changed = changed_cells(shown, next);
        let is_other =
            |at: Position| shown.is_none_or(|shown| shown[at].symbol() != next[at].symbol());
        for place in changed.iter().filter(|place| is_other(**place)) {
            self.unchanged_since[usize::from(place.y)] = desk.office.moment.up;
        }
        let painted = !changed.is_empty();
        if painted {
            let cells: Vec<Cell> = changed
                .iter()
                .map(|place| sent(&next[*place], colours.as_ref()))
                .collect();
            let placed = changed
                .iter()
                .zip(&cells)
                .map(|(place, cell)| (place.x, place.y, cell));
            CrosstermBackend::new(&mut self.bytes).draw(placed)?;
        }
        mem::swap(&mut self.frame, &mut self.next);
        self.place_cursor(painted)?;
        Ok(&self.bytes)
    }

    /// Places the cursor again after painting has moved it.
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

/// Returns a cell in the form sent to the terminal.
fn sent(cell: &Cell, colours: Option<&GroundColours>) -> Cell {
    let mut sent = cell.clone();
    if let Some(colours) = colours {
        let Style {
            fg,
            bg,
            add_modifier,
            ..
        } = colours.readable(cell.style());
        sent.fg = fg.unwrap_or_default();
        sent.bg = bg.unwrap_or_default();
        sent.modifier = add_modifier;
    }
    sent
}

fn row(buffer: &Buffer, y: u16) -> &[Cell] {
    let width = usize::from(buffer.area.width);
    &buffer.content[usize::from(y) * width..][..width]
}

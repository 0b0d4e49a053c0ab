//! Putting text into cells. The only place where a string meets the buffer.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

use super::{Role, Theme};

/// A buffer being painted.
pub(super) struct Paint<'a> {
    buffer: &'a mut Buffer,
    theme: Theme,
}

impl<'a> Paint<'a> {
    pub(super) fn new(buffer: &'a mut Buffer, theme: Theme) -> Paint<'a> {
        Paint { buffer, theme }
    }

    /// Puts `text` at a place, at most `width` columns of it, and returns the column after it. What lies
    /// outside the buffer is left out.
    pub(super) fn text(&mut self, x: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        let area = self.buffer.area;
        if x >= area.width || y >= area.height {
            return x;
        }
        let style = self.theme.style(role);
        if !text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return self.buffer.set_stringn(x, y, text, usize::from(width), style).0;
        }
        // Nearly every text: a letter a column, and no need to look for graphemes.
        let end = x.saturating_add(width.min(cells_of_ascii(text))).min(area.width);
        for (column, at) in (x..end).zip(0..) {
            self.buffer[(column, y)].set_symbol(&text[at..=at]).set_style(style);
        }
        end
    }

    /// The same, its end aligned with the column before `end`.
    pub(super) fn text_before(&mut self, end: u16, y: u16, text: &str, role: Role) {
        let width = cells(text);
        self.text(end.saturating_sub(width), y, width, text, role);
    }

    /// The same, shortened with an ellipsis where it doesn't fit.
    pub(super) fn text_within(&mut self, x: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        if cells(text) <= width {
            return self.text(x, y, width, text, role);
        }
        let end = self.text(x, y, width.saturating_sub(1), text, role);
        self.text(end, y, width.min(1), "…", role)
    }

    /// A horizontal line.
    pub(super) fn rule(&mut self, x: u16, y: u16, width: u16) {
        self.fill(x, y, width, "─", Role::Dim);
    }

    /// Blanks a stretch of a line.
    pub(super) fn blank(&mut self, x: u16, y: u16, width: u16, role: Role) {
        self.fill(x, y, width, " ", role);
    }

    fn fill(&mut self, x: u16, y: u16, width: u16, symbol: &str, role: Role) {
        let style = self.theme.style(role);
        for column in x..x.saturating_add(width) {
            if let Some(cell) = self.buffer.cell_mut((column, y)) {
                cell.set_symbol(symbol).set_style(style);
            }
        }
    }
}

/// How many columns a text takes.
pub(super) fn cells(text: &str) -> u16 {
    if text.is_ascii() { cells_of_ascii(text) } else { u16::try_from(text.width()).unwrap_or(u16::MAX) }
}

fn cells_of_ascii(text: &str) -> u16 {
    u16::try_from(text.len()).unwrap_or(u16::MAX)
}

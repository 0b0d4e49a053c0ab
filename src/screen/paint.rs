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
        self.buffer.set_stringn(x, y, text, usize::from(width), self.theme.style(role)).0
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
        for column in x..x.saturating_add(width) {
            self.text(column, y, 1, "─", Role::Dim);
        }
    }

    /// Blanks a stretch of a line.
    pub(super) fn blank(&mut self, x: u16, y: u16, width: u16, role: Role) {
        for column in x..x.saturating_add(width) {
            self.text(column, y, 1, " ", role);
        }
    }
}

/// How many columns a text takes.
pub(super) fn cells(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

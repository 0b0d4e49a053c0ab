//! A frame as text: what stands where, how it looks, where the cursor is.

use std::fmt::Write;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use unicode_width::UnicodeWidthStr;

use crate::screen::{Role, Theme};

/// The symbols of a frame, line by line, without the blanks at the end of a line.
#[must_use]
pub fn text(cells: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..cells.area.height {
        let mut line = String::new();
        let mut x = 0;
        while x < cells.area.width {
            let symbol = cells[(x, y)].symbol();
            line.push_str(symbol);
            // The cell after a wide letter is that letter's second half.
            x += u16::try_from(symbol.width().max(1)).unwrap_or(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The frame as text, then every stretch that isn't plain with the name of its role, then the cursor.
#[must_use]
pub fn styled(cells: &Buffer, theme: Theme, cursor: Option<Position>) -> String {
    let mut text = text(cells);
    text.push_str("---\n");
    for y in 0..cells.area.height {
        for (from, to, role) in runs(cells, theme, y) {
            let _ = writeln!(text, "r{y} c{from}..{to} {}", role.name());
        }
    }
    match cursor {
        Some(place) => {
            let _ = writeln!(text, "cursor: r{} c{}", place.y, place.x);
        }
        None => text.push_str("cursor: hidden\n"),
    }
    text
}

/// The stretches of a line that look alike and aren't plain: first column, column after the last, role.
fn runs(cells: &Buffer, theme: Theme, y: u16) -> Vec<(u16, u16, Role)> {
    let mut runs: Vec<(u16, u16, Role)> = Vec::new();
    for x in 0..cells.area.width {
        let cell = &cells[(x, y)];
        let role = theme.role_of(cell.style());
        match runs.last_mut() {
            Some((_, to, last)) if *to == x && *last == role => *to = x + 1,
            _ if role == Role::Text => {}
            _ => runs.push((x, x + 1, role)),
        }
    }
    runs
}

//! A frame as text: symbols, styles, and the cursor.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use unicode_width::UnicodeWidthStr;

use desk::Theme;
use screen::Role;

/// Returns the symbols of a frame, line by line, without trailing blanks.
pub fn text(buffer: &Buffer) -> String {
    rows(buffer).map(symbols).collect()
}

/// Returns the rows of a frame.
pub(super) fn rows(buffer: &Buffer) -> impl Iterator<Item = &[Cell]> {
    buffer.content.chunks(usize::from(buffer.area.width).max(1))
}

/// Returns the symbols of a row, without trailing blanks, and a line break.
pub(super) fn symbols(row: &[Cell]) -> String {
    let mut symbols = String::new();
    let mut x = 0;
    while let Some(cell) = row.get(x) {
        symbols.push_str(cell.symbol());
        // The cell after a wide character is its second half.
        x += cell.symbol().width().max(1);
    }
    symbols.truncate(symbols.trim_end().len());
    symbols.push('\n');
    symbols
}

/// Returns the frame as text, followed by every styled run with the name of its role, and the cursor.
pub fn styled(buffer: &Buffer, theme: Theme, cursor: Option<Position>) -> String {
    let mut text = text(buffer);
    text.push_str("---\n");
    for (y, row) in rows(buffer).enumerate() {
        for (from, to, role) in runs(row, theme) {
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

/// Returns the styled runs of a row: first column, column after the last, role.
pub(super) fn runs(row: &[Cell], theme: Theme) -> Vec<(usize, usize, Role)> {
    let mut runs: Vec<(usize, usize, Role)> = Vec::new();
    for (x, cell) in row.iter().enumerate() {
        let role = theme.role_of(cell.style());
        match runs.last_mut() {
            Some((_, to, last)) if *to == x && *last == role => *to = x + 1,
            _ if role == Role::Text => {}
            _ => runs.push((x, x + 1, role)),
        }
    }
    runs
}

//! A frame as text: symbols, styles, and the cursor.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use unicode_width::UnicodeWidthStr;

use crate::desk::Theme;
use crate::screen::Role;

/// Returns the symbols of a frame, line by line, without the blanks at the end of a line. `lines` are buffers
/// of one row each.
pub fn text(lines: &[Buffer]) -> String {
    lines.iter().map(|line| symbols(&line.content)).collect()
}

/// Appends the symbols of a row, without the blanks at its end, and a line break.
pub(super) fn symbols(row: &[Cell]) -> String {
    let mut symbols = String::new();
    let mut x = 0;
    while let Some(cell) = row.get(x) {
        symbols.push_str(cell.symbol());
        // The cell after a wide letter is that letter's second half.
        x += cell.symbol().width().max(1);
    }
    symbols.truncate(symbols.trim_end().len());
    symbols.push('\n');
    symbols
}

/// Returns the frame as text, then every styled run with the name of its role, then the cursor.
pub fn styled(lines: &[Buffer], theme: Theme, cursor: Option<Position>) -> String {
    let mut text = text(lines);
    text.push_str("---\n");
    for (y, line) in lines.iter().enumerate() {
        for (from, to, role) in runs(line, theme) {
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

/// Returns the styled runs of a line: first column, column after the last, role.
pub(super) fn runs(line: &Buffer, theme: Theme) -> Vec<(usize, usize, Role)> {
    let mut runs: Vec<(usize, usize, Role)> = Vec::new();
    for (x, cell) in line.content.iter().enumerate() {
        let role = theme.role_of(cell.style());
        match runs.last_mut() {
            Some((_, to, last)) if *to == x && *last == role => *to = x + 1,
            _ if role == Role::Text => {}
            _ => runs.push((x, x + 1, role)),
        }
    }
    runs
}

//! The command palette: search text, and matching commands.

use ratatui::layout::{Position, Rect};

use crate::frame::{draw_hint, draw_search};
use crate::{Desk, Frame, Palette, Target};
use i18n::say;
use screen::{Role, Table, choice};

pub(super) fn draw(palette: &Palette, desk: &Desk, area: Rect, frame: &mut Frame) -> Position {
    let language = desk.setup.language;
    let cursor = draw_search(&palette.input, say!(language, "palette-hint"), area, frame);
    let rows = Rect {
        y: area.y + 2,
        height: area.height.saturating_sub(2),
        ..area
    };
    let found = palette.found();
    if found.len() == 0 {
        draw_hint(
            say!(language, "palette-none"),
            Rect {
                x: rows.x + 2,
                ..rows
            },
            frame,
        );
    }
    let commands: Vec<_> = found.collect();
    let group = |row: usize| commands[row].group;
    let begins = |row: &usize| *row == 0 || group(*row) != group(*row - 1);
    let heads = (0..commands.len())
        .filter(|row| palette.input.value().is_empty() && begins(row))
        .map(|row| (row, group(row).to_text(language).to_owned()));
    let keys = |row: usize| {
        let keys = &*commands[row].keys;
        keys.split_once("  ").map_or(keys, |(first, _)| first)
    };
    let cells = |row: usize| {
        let mut cells = choice(keys(row), &*commands[row].says, "");
        if !commands[row].acts {
            cells.iter_mut().for_each(|(_, role)| *role = Role::Dim);
        }
        cells
    };
    let table = Table::of_choices(commands.len(), palette.chosen).with_titles(heads);
    table.draw(rows, frame, cells, |row| {
        Target::choice(row, palette.chosen)
    });
    cursor
}

//! The command palette: search text, and matching commands.

use ratatui::layout::{Position, Rect};

use crate::frame::draw_field;
use crate::{Command, Desk, Frame, Palette, Target, reachability};
use i18n::say;
use screen::{Role, Table, choice};

/// The columns before the text.
const LEAD: u16 = 3;
/// The minimum columns for more than one key of a command.
const TWO_KEYS: u16 = 72;

pub(super) fn draw(palette: &Palette, desk: &Desk, area: Rect, frame: &mut Frame) -> Position {
    let language = desk.setup.language;
    frame.text(area.x + 1, area.y, 1, "›", Role::Focus);
    let room = area.width.saturating_sub(LEAD + 1);
    let (hint, at) = (say!(language, "palette-hint"), (area.x + LEAD, area.y));
    let cursor = draw_field(&palette.input, hint, at, room, Role::Text, frame);
    let rows = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let found = palette.found();
    if found.len() == 0 {
        frame.text(area.x + LEAD, rows.y, room, say!(language, "palette-none"), Role::Dim);
    }
    let commands: Vec<_> = found.collect();
    let group = |row: usize| commands[row].group;
    let begins = |row: &usize| *row == 0 || group(*row) != group(*row - 1);
    let heads = (0..commands.len()).filter(|row| palette.input.value().is_empty() && begins(row));
    let heads = heads.map(|row| (row, group(row).to_text(language).to_owned()));
    // A narrow screen shows the first of several keys.
    let keys = |row: usize| match commands[row].keys.split_once("  ") {
        Some((first, _)) if area.width < TWO_KEYS => first,
        _ => &*commands[row].keys,
    };
    let cells = |row: usize| {
        let mut cells = choice(keys(row), &*commands[row].says, "");
        if !acts_now(desk, &commands[row].command) {
            cells.iter_mut().for_each(|(_, role)| *role = Role::Dim);
        }
        cells
    };
    let table = Table::of_choices(commands.len(), palette.chosen).with_titles(heads);
    table.draw(rows, frame, cells, |row| Target::choice(row, palette.chosen));
    cursor
}

/// Whether a command does something now.
fn acts_now(desk: &Desk, command: &Command) -> bool {
    let shown = desk.appointment.shown.as_ref();
    match command {
        Command::Act(action) => reachability::acts_now(desk, *action),
        Command::Alter(verb) => {
            shown.is_some_and(|shown| reachability::obstacle(desk, *verb, &shown.named()).is_none())
        }
        _ => true,
    }
}

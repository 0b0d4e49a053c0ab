//! The help page: search text, and matching help.

use ratatui::layout::{Position, Rect};

use crate::frame::draw_search;
use crate::{Action, Desk, Frame, Page};
use i18n::say;
use screen::Role;

use super::Help;
use super::content::{HelpPart, content};

/// The columns of the keys.
const KEYS_WIDTH: usize = 22;

/// Draws the page and returns its cursor.
pub(super) fn draw(desk: &Desk, help: &Help, area: Rect, frame: &mut Frame) -> Position {
    let language = desk.setup.language;
    let search = help.input.value();
    let cursor = draw_search(&help.input, say!(language, "help-search"), area, frame);
    let below = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    let parts = content(desk, search);
    let page = page(desk, &parts, usize::from(area.width.saturating_sub(4)));
    page.draw(below, help.scrolled, language, frame);
    cursor
}

fn page(desk: &Desk, parts: &[HelpPart], width: usize) -> Page {
    let mut page = Page::default();
    if parts.is_empty() {
        page.gap();
        let says = say!(
            desk.setup.language,
            "help-none",
            palette = desk.setup.keys.key(Action::Palette)
        );
        page.line(vec![(says, Role::Dim)]);
    }
    for part in parts {
        page.gap();
        page.line(vec![(part.title.clone(), Role::Focus)]);
        for row in &part.rows {
            let [key, role] = if row.is_dim {
                [Role::Dim; 2]
            } else {
                [Role::Strong, Role::Text]
            };
            let lead = if row.typed.is_empty() {
                String::new()
            } else {
                format!("{:<KEYS_WIDTH$}", row.typed)
            };
            page.wrapped(&lead, key, &row.says, role, width);
        }
    }
    page
}

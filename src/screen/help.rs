//! The help page: the key table as it is, and what the field with the cursor wants.

use crate::desk::{Area, Desk};

use crate::words::say;

use super::frame::Frame;
use super::{Page, Role, rows};

const KEYS_WIDTH: usize = 22;

pub(super) fn draw(desk: &Desk, area: Area, scrolled: u16, frame: &mut Frame) {
    let width = usize::from(area.width.saturating_sub(4));
    let mut page = Page::default();
    page.gap();
    let language = desk.setup.language;
    page.line(vec![(say!(language, "help-keys").to_owned(), Role::Strong)]);
    for (binding, keys) in desk.setup.keys.rows() {
        let keys = keys.iter().map(|key| key.shown(language)).collect::<Vec<_>>().join("  ");
        page.wrapped(
            &format!("{keys:<KEYS_WIDTH$}"),
            Role::Strong,
            binding.long(language),
            Role::Text,
            width,
        );
    }
    page.gap();
    field(desk, width, &mut page);
    page.gap();
    page.line(vec![(say!(language, "help-lists").to_owned(), Role::Strong)]);
    page.wrapped("", Role::Text, say!(language, "help-how-to-pick"), Role::Text, width);
    page.draw(area, scrolled, language, frame);
}

fn field(desk: &Desk, width: usize, page: &mut Page) {
    let field = desk.form().focus().field();
    let language = desk.setup.language;
    page.line(vec![(say!(language, "help-field", field = field.label(language)), Role::Strong)]);
    page.wrapped("", Role::Text, &rows::hint(desk, field), Role::Text, width);
    if let Some(limit) = field.room(desk.setup.references.is_some()) {
        let limit = say!(language, "help-limit", limit = limit);
        page.wrapped("", Role::Text, &limit, Role::Text, width);
    }
    if let Some(wire) = field.wire {
        page.wrapped("", Role::Dim, &format!("{wire} · {}", field.source), Role::Dim, width);
    }
}

//! The help page: the key table as it is, and what the field with the cursor wants.

use crate::desk::{Area, Desk, TABLE};

use super::frame::Frame;
use super::{Page, Role};

const KEYS_WIDTH: usize = 22;

pub(super) fn draw(desk: &Desk, area: Area, scrolled: u16, frame: &mut Frame) {
    let width = usize::from(area.width.saturating_sub(4));
    let mut page = Page::default();
    page.gap();
    page.line(vec![("Keys".to_owned(), Role::Strong)]);
    for binding in TABLE {
        let keys = binding.keys.iter().map(ToString::to_string).collect::<Vec<_>>().join("  ");
        page.wrapped(&format!("{keys:<KEYS_WIDTH$}"), Role::Strong, binding.long, Role::Text, width);
    }
    page.gap();
    field(desk, width, &mut page);
    page.gap();
    page.line(vec![("Lists".to_owned(), Role::Strong)]);
    let lists = "Type a part of a name; ↓ leads into the list, Enter or the row's digit picks. A blank in an empty \
                 field opens the whole list.";
    page.wrapped("", Role::Text, lists, Role::Text, width);
    page.draw(area, scrolled, frame);
}

fn field(desk: &Desk, width: usize, page: &mut Page) {
    let field = desk.form().focus().field();
    page.line(vec![(format!("This field: {}", field.label(desk.setup.language)), Role::Strong)]);
    page.wrapped("", Role::Text, field.hint(desk.setup.language), Role::Text, width);
    if let Some(limit) = field.limit {
        let limit = format!("At most {limit} characters (an emoji counts as two).");
        page.wrapped("", Role::Text, &limit, Role::Text, width);
    }
    if let Some(wire) = field.wire {
        page.wrapped("", Role::Dim, &format!("{wire} · {}", field.source), Role::Dim, width);
    }
}

//! The last line: what the last key did, and the keys that work here.

use crate::desk::{Area, Desk, Target, footer};

use super::Role;
use super::frame::{Frame, cells};

pub(super) fn draw(desk: &Desk, area: Area, frame: &mut Frame) {
    let end = area.x + area.width;
    let mut x = area.x + 1;
    if let Some(note) = &desk.note {
        x = frame.text_within(x, area.y, area.width.saturating_sub(2), note, Role::Strong) + 3;
    }
    for (key, does) in footer(desk) {
        let name = key.shown(desk.setup.language);
        let width = cells(&name) + 1 + cells(&does);
        if x + width > end {
            break;
        }
        frame.mark(Area::line(x, area.y, width), Target::Key(key));
        x = frame.text(x, area.y, end - x, &name, Role::Strong) + 1;
        x = frame.text(x, area.y, end - x, &does, Role::Text) + 3;
    }
}

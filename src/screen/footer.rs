//! The last line: the question being asked, or what the last key did and the keys that work here.

use crate::desk::{Area, Ask, Code, Desk, Key, Target, footer};

use super::Role;
use super::frame::{Frame, cells};

pub(super) fn draw(desk: &Desk, area: Area, frame: &mut Frame) {
    match &desk.ask {
        Some(ask) => question(desk, ask, area, frame),
        None => keys(desk, area, frame),
    }
}

fn question(desk: &Desk, ask: &Ask, area: Area, frame: &mut Frame) {
    let end = area.x + area.width;
    let (yes, no) = ask.answers(desk.setup.language);
    let question = format!(" {} ", ask.question(desk));
    let answers = [('y', yes), ('n', no)];
    let room: u16 = answers.iter().map(|(_, does)| 1 + cells(does) + 4).sum();
    let mut x = frame.text_within(area.x, area.y, area.width.saturating_sub(room), &question, Role::Badge);
    for (key, does) in answers {
        let from = x + 2;
        x = frame.text(from, area.y, end.saturating_sub(from), &key.to_string(), Role::Strong);
        x = frame.text(x + 1, area.y, end.saturating_sub(x + 1), does, Role::Text);
        frame
            .mark(Area::line(from, area.y, x.saturating_sub(from)), Target::Key(Key::plain(Code::Char(key))));
    }
}

fn keys(desk: &Desk, area: Area, frame: &mut Frame) {
    let end = area.x + area.width;
    let mut x = area.x + 1;
    if let Some(note) = &desk.note {
        x = frame.text_within(x, area.y, area.width.saturating_sub(2), note, Role::Strong) + 3;
    }
    for (key, does) in footer(desk) {
        let name = key.to_string();
        let width = cells(&name) + 1 + cells(&does);
        if x + width > end {
            break;
        }
        frame.mark(Area::line(x, area.y, width), Target::Key(key));
        x = frame.text(x, area.y, end - x, &name, Role::Strong) + 1;
        x = frame.text(x, area.y, end - x, &does, Role::Text) + 3;
    }
}

//! The last line: the question being asked, or what the last key did and the keys that work here.

use crate::desk::{Area, Ask, Desk, footer};

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
    let answers = [("y", yes), ("n", no)];
    let room: u16 = answers.iter().map(|(key, does)| cells(key) + cells(does) + 4).sum();
    let mut x = frame.text_within(area.x, area.y, area.width.saturating_sub(room), &question, Role::Badge);
    for (key, does) in answers {
        x = frame.text(x + 2, area.y, end.saturating_sub(x + 2), key, Role::Strong);
        x = frame.text(x + 1, area.y, end.saturating_sub(x + 1), does, Role::Text);
    }
}

fn keys(desk: &Desk, area: Area, frame: &mut Frame) {
    let end = area.x + area.width;
    let mut x = area.x + 1;
    if let Some(note) = &desk.note {
        x = frame.text_within(x, area.y, area.width.saturating_sub(2), note, Role::Strong) + 3;
    }
    for (key, does) in footer(desk) {
        let key = key.to_string();
        if x + cells(&key) + 1 + cells(&does) > end {
            break;
        }
        x = frame.text(x, area.y, end - x, &key, Role::Strong) + 1;
        x = frame.text(x, area.y, end - x, &does, Role::Text) + 3;
    }
}

//! The themes, and every role in the one that is tried on. The whole screen wears it meanwhile.

use crate::desk::{Area, Desk, Theme};

use super::Role;
use super::choices::{self, Choice};
use super::frame::Frame;

/// The column that samples stand in.
const SAMPLE: u16 = 14;

pub(super) fn draw(desk: &Desk, area: Area, frame: &mut Frame) {
    frame.text(area.x + 2, area.y + 1, area.width.saturating_sub(3), "Themes", Role::Strong);
    let choices = Theme::ALL.map(|theme| Choice { keys: theme.word(), says: theme.about(), more: "" });
    let chosen = Theme::ALL.iter().position(|theme| *theme == desk.look.theme).unwrap_or(0);
    let height = u16::try_from(choices.len()).unwrap_or(u16::MAX);
    let rows = Area { y: area.y + 2, height: height.min(area.height.saturating_sub(2)), ..area };
    choices::draw(&choices, chosen, rows, frame);
    let from = rows.y + rows.height + 1;
    for (y, role) in (from..area.y + area.height).zip(Role::ALL) {
        frame.text(area.x + 2, y, SAMPLE, role.name(), Role::Dim);
        let room = area.width.saturating_sub(SAMPLE + 3);
        frame.text_within(area.x + 2 + SAMPLE, y, room, sample(role), role);
    }
}

/// Something that the role is seen on.
fn sample(role: Role) -> &'static str {
    match role {
        Role::Text => "10.02.2027 10:00",
        Role::Dim => "Wed 10 Feb 2027 10:00 CET (in 82 days) ──────",
        Role::Strong => "Appointment",
        Role::Focus => "Patient ›",
        Role::Error => "✗ Patient is missing.",
        Role::Warning => "! It is a Sunday.",
        Role::Good => "✓ booked",
        Role::Badge => " SANDBOX ",
        Role::Chosen => " 1 Karin Ivers   Cardiology ",
        Role::Staff => "check address and telephone at arrival",
    }
}

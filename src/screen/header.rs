//! The first line: product, backend, how real it is, and what time it is.

use chrono::{DurationRound, TimeDelta};

use crate::booking::time;
use crate::desk::{Area, Desk};

use super::Role;
use super::frame::{Frame, cells};

pub(super) fn draw(desk: &Desk, area: Area, frame: &mut Frame) {
    let end = area.x + area.width;
    let mut x = frame.text(area.x + 1, area.y, area.width, "bookdesk", Role::Dim) + 3;
    x = frame.text(x, area.y, end - x, desk.backend.name(), Role::Strong) + 2;
    let mode = format!(" {} ", desk.mode());
    x = frame.text(x, area.y, end - x, &mode, Role::Badge) + 2;
    x = match desk.link_mark().or_else(|| desk.skew_mark()) {
        Some(mark) => frame.text(x, area.y, end.saturating_sub(x), &format!("! {mark}"), Role::Warning),
        None => {
            frame.text(x, area.y, end.saturating_sub(x), desk.backend.purpose(desk.setup.language), Role::Dim)
        }
    };
    clock(desk, area, x, frame);
}

/// The same of a locked desk: how real bookings are, and the clock.
pub(super) fn draw_locked(desk: &Desk, area: Area, frame: &mut Frame) {
    let x = frame.text(area.x + 1, area.y, area.width, "bookdesk", Role::Dim) + 3;
    let x = frame.text(x, area.y, area.width.saturating_sub(x), &format!(" {} ", desk.mode()), Role::Badge);
    clock(desk, area, x + 2, frame);
}

/// The clock at the end of the line, where there is room for it behind column `x`.
fn clock(desk: &Desk, area: Area, x: u16, frame: &mut Frame) {
    let end = area.x + area.width;
    let minute = desk.moment.now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(desk.moment.now);
    let clock = time::echo(minute, desk.setup.zone, desk.setup.language);
    if x + 2 + cells(&clock) < end {
        frame.text_before(end - 1, area.y, &clock, Role::Text);
    }
}

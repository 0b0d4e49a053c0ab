//! The header: product, clinic, mode, and time.

use chrono::{DurationRound, TimeDelta};

use ratatui::layout::Rect;

use super::{Frame, ScreenShape, form, reachability, sharing};
use crate::Desk;
use booking::Mode;
use booking::time::echo;
use i18n::say;
use screen::{Role, cells};

pub(crate) fn draw(desk: &Desk, area: Rect, frame: &mut Frame) {
    let end = area.right();
    let mut x = frame.text(area.x + 1, area.y, area.width, "bookdesk", Role::Dim) + 3;
    x = frame.text(x, area.y, end - x, desk.clinic.name(), Role::Strong) + 2;
    x = frame.text(
        x,
        area.y,
        end - x,
        &format!(" {} ", desk.mode()),
        role_of(desk.mode()),
    ) + 2;
    let time = time(desk);
    let before_clock = end.saturating_sub(AROUND_THE_CLOCK + cells(&time));
    let room = before_clock.saturating_sub(x);
    let alone = sharing::alone_texts(desk).and_then(|alone| shortened(&alone, room));
    let beside = alone.as_ref().map_or(0, |alone| cells(alone) + GAP);
    let mark = mark(desk, room.saturating_sub(beside));
    let has_trouble = mark.is_some() || alone.is_some();
    for trouble in [mark, alone].into_iter().flatten() {
        x = frame.text_within(
            x,
            area.y,
            end.saturating_sub(x + 1),
            &trouble,
            Role::Warning,
        ) + GAP;
    }
    // If room is short, the purpose of the form is left out first, then the name of this desk, then the number of
    // desks.
    let room = before_clock.saturating_sub(x);
    let desks = sharing::desks_text(desk)
        .into_iter()
        .find(|desks| cells(desks) + GAP <= room);
    let remaining = room.saturating_sub(desks.as_ref().map_or(0, |desks| cells(desks) + GAP));
    let purpose = form::purpose(desk);
    // On a wide screen the purpose is the form's title.
    let is_titled = desk.geometry().shape == ScreenShape::Wide;
    if !is_titled && !has_trouble && (desks.is_none() || cells(purpose) + GAP <= remaining) {
        x = frame.text(x, area.y, end.saturating_sub(x), purpose, Role::Dim) + GAP;
    }
    if let Some(desks) = desks {
        frame.text_before(before_clock - 1, area.y, &desks, Role::Dim);
    }
    clock(&time, area, x.saturating_sub(GAP), frame);
}

/// Returns the role of a mode's name; that of the live mode must not be overlooked.
fn role_of(mode: Mode) -> Role {
    if mode == Mode::Live {
        Role::Live
    } else {
        Role::Badge
    }
}

/// The columns between neighbouring texts.
const GAP: u16 = 2;

/// Returns the mark of a clinic's trouble, shortened to the room before the clock.
fn mark(desk: &Desk, room: u16) -> Option<String> {
    if let Some(marks) = reachability::link_marks(desk) {
        return shortened(&marks, room);
    }
    if let Some(mark) = reachability::key_mark(desk) {
        return shortened(&[mark.to_owned()], room);
    }
    if let Some(marks) = reachability::queued_marks(desk) {
        return shortened(&marks, room);
    }
    if let Some(marks) = reachability::skew_marks(desk) {
        return shortened(&marks, room);
    }
    if desk.mode() == Mode::Live && desk.office.setup.lack_zones[desk.clinic] {
        let language = desk.setup.language;
        let marks = [
            say!(language, "zone-mark").to_owned(),
            say!(language, "zone-mark-short").to_owned(),
        ];
        return shortened(&marks, room);
    }
    None
}

/// Returns the first of these texts that fits, after its sign; the last one if none does.
fn shortened(marks: &[String], room: u16) -> Option<String> {
    let fits = |mark: &&String| MARKED + cells(mark) <= room;
    let mark = marks.iter().find(fits).or(marks.last())?;
    Some(format!("! {mark}"))
}

/// The columns of the sign before a mark.
const MARKED: u16 = 2;

/// Draws the header of a locked desk: mode and clock.
pub(crate) fn draw_locked(desk: &Desk, area: Rect, frame: &mut Frame) {
    let x = frame.text(area.x + 1, area.y, area.width, "bookdesk", Role::Dim) + 3;
    let mode = format!(" {} ", desk.mode());
    let x = frame.text(
        x,
        area.y,
        area.width.saturating_sub(x),
        &mode,
        role_of(desk.mode()),
    );
    clock(&time(desk), area, x, frame);
}

/// The columns before and after the clock.
const AROUND_THE_CLOCK: u16 = 2;

fn time(desk: &Desk) -> String {
    let minute = desk
        .office
        .moment
        .now
        .duration_trunc(TimeDelta::minutes(1))
        .unwrap_or(desk.office.moment.now);
    echo(minute, desk.office.setup.zone, desk.setup.language)
}

/// Draws the clock at the end of the line, if there is room for it after column `x`.
fn clock(time: &str, area: Rect, x: u16, frame: &mut Frame) {
    let end = area.right();
    if x + AROUND_THE_CLOCK + cells(time) <= end {
        frame.text_before(end - 1, area.y, time, Role::Text);
    }
}

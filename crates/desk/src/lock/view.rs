//! The locked screen, without any patient data: mode, lock message, time, and how to continue.

use ratatui::layout::{Position, Rect};

use crate::{Action, Desk, Frame, Geometry, ScreenShape, header};
use i18n::{Language, say};

use screen::Role;

/// The column in which everything below the header begins.
const LEFT: u16 = 2;

pub(crate) fn draw(desk: &Desk, geometry: &Geometry, frame: &mut Frame) {
    let language = desk.setup.language;
    let asks = desk.office.setup.lock.has_pin;
    let lock = &desk.screen_lock;
    // These lines fit even on a screen too small for the desk.
    let top = if geometry.shape == ScreenShape::TooSmall {
        0
    } else {
        desk.size.rows / 3
    };
    if geometry.shape != ScreenShape::TooSmall {
        header::draw_locked(desk, geometry.header, frame);
    }
    let width = desk.size.cols.saturating_sub(LEFT);
    frame.text_within(
        LEFT,
        top,
        width,
        say!(language, "lock-locked"),
        Role::Strong,
    );
    let how = if asks {
        say!(language, "lock-how-pin")
    } else {
        say!(language, "lock-how-any")
    };
    frame.text_within(LEFT, top + 1, width, how, Role::Text);
    if asks {
        draw_pin(desk, top + 3, width, frame);
    } else {
        draw_privacy(language, top + 3, width, frame);
    }
    // The message stays after the wait, for a person who looked away meanwhile.
    let after_the_wait = || lock.after_the_wait(desk).map(str::to_owned);
    if let Some(says) = lock.to_text(desk).or_else(after_the_wait) {
        frame.text_within(LEFT, top + 6, width, &says, Role::Warning);
    }
    draw_footer(desk, geometry.footer, frame);
}

/// Draws the question for the PIN, a dot for each character typed, and the cursor.
fn draw_pin(desk: &Desk, row: u16, width: u16, frame: &mut Frame) {
    let question = say!(desk.setup.language, "lock-pin");
    let x = frame.text(LEFT, row, width, question, Role::Focus) + 1;
    let dots = "•".repeat(desk.screen_lock.typed());
    let room = desk.size.cols.saturating_sub(x + 1);
    let end = frame.text(x, row, room, &dots, Role::Text);
    frame.set_cursor(Some(Position::new(end, row)));
}

/// Draws the hint that a lock without a PIN only hides the screen.
fn draw_privacy(language: Language, row: u16, width: u16, frame: &mut Frame) {
    let only = say!(language, "lock-privacy-only");
    frame.text_within(LEFT, row, width, only, Role::Dim);
    let advice = say!(language, "lock-set-a-pin");
    frame.text_within(LEFT, row + 1, width, advice, Role::Dim);
}

/// Draws the one key that the text above does not name.
fn draw_footer(desk: &Desk, area: Rect, frame: &mut Frame) {
    let (key, does) = desk.setup.named(Action::Quit);
    let key = key.shown(desk.setup.language);
    let room = area.width.saturating_sub(LEFT);
    let x = frame.text(LEFT, area.y, room, &key, Role::Strong) + 1;
    frame.text(x, area.y, area.width.saturating_sub(x), &does, Role::Text);
}

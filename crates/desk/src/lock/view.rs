//! The locked screen, without any patient data: mode, lock message, time, and how to go on.

use ratatui::layout::Position;

use crate::{Action, Desk, Frame, Geometry, ScreenShape, header};
use i18n::say;

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
        let question = say!(language, "lock-pin");
        let x = frame.text(LEFT, top + 3, width, question, Role::Focus) + 1;
        let dots = "•".repeat(lock.typed());
        let end = frame.text(
            x,
            top + 3,
            desk.size.cols.saturating_sub(x + 1),
            &dots,
            Role::Text,
        );
        frame.set_cursor(Some(Position::new(end, top + 3)));
    } else {
        frame.text_within(
            LEFT,
            top + 3,
            width,
            say!(language, "lock-privacy-only"),
            Role::Dim,
        );
        frame.text_within(
            LEFT,
            top + 4,
            width,
            say!(language, "lock-set-a-pin"),
            Role::Dim,
        );
    }
    // The message stays after the wait, for a person who looked away meanwhile.
    let was_wrong = || {
        lock.was_wrong(desk)
            .then(|| say!(language, "lock-was-wrong").to_owned())
    };
    if let Some(says) = lock.to_text(desk).or_else(was_wrong) {
        frame.text_within(LEFT, top + 6, width, &says, Role::Warning);
    }
    // The other keys are named above.
    let (area, (key, does)) = (geometry.footer, desk.setup.named(Action::Quit));
    let x = frame.text(
        LEFT,
        area.y,
        area.width.saturating_sub(LEFT),
        &key.shown(language),
        Role::Strong,
    ) + 1;
    frame.text(x, area.y, area.width.saturating_sub(x), &does, Role::Text);
}

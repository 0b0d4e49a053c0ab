//! The drafts put aside: whose, what for and since when where there is room, else their letters.

use ratatui::layout::Rect;

use crate::desk::{Action, Desk, Frame, Geometry, Parked, Shape, Target};
use crate::i18n::say;
use crate::screen::{Role, cells};

/// The columns that the titles of the sections take on a narrow screen.
const SECTIONS: u16 = 64;

/// Draws them over a line that parts the screen anyway, so that nothing moves when the first is parked.
pub(in crate::desk) fn draw(desk: &Desk, geometry: &Geometry, frame: &mut Frame) {
    let parked = desk.parked();
    if parked.is_empty() {
        return;
    }
    match geometry.shape {
        Shape::TooSmall => {}
        Shape::Wide => draw_all(desk, parked, geometry, frame),
        Shape::Narrow => draw_letters(desk, parked, geometry, frame),
    }
}

fn draw_all(desk: &Desk, parked: &[Parked], geometry: &Geometry, frame: &mut Frame) {
    let (y, end) = (geometry.line.y - 1, geometry.header.width - 1);
    let count = u16::try_from(parked.len()).unwrap_or(u16::MAX);
    let share = (end - 1) / count;
    for (x, one) in (1..end).step_by(share.into()).zip(parked) {
        let says = desk.says_parked(one);
        let key = desk.setup.keys.key(Action::Resume(one.letter));
        frame.mark(Rect::new(x, y, share.saturating_sub(1), 1), Target::Key(key));
        let x = frame.text(x, y, 3, &format!(" {} ", one.letter_shown()), Role::Strong);
        let x = frame.text_within(x, y, share.saturating_sub(5), &says, Role::Text);
        frame.text(x, y, 1, " ", Role::Text);
    }
}

/// Beside the titles of the sections, else at the end of the header.
fn draw_letters(desk: &Desk, parked: &[Parked], geometry: &Geometry, frame: &mut Frame) {
    let letters: String = parked.iter().map(Parked::letter_shown).collect();
    let said = format!(" {} ", say!(desk.setup.language, "draft-letters", letters = letters));
    let width = geometry.header.width;
    let y = if SECTIONS + cells(&said) <= width { geometry.form.y - 1 } else { geometry.header.y };
    frame.text_before(width, y, &said, Role::Strong);
}

//! The drafts put aside: their patient, purpose and age if there is room, else their letters.

use ratatui::layout::Rect;

use crate::drafts::parked::parked_text;
use crate::{Action, Desk, Frame, Geometry, Parked, ScreenShape, Target};
use i18n::say;
use screen::Role;

/// Draws the parked drafts over a separator line, so that nothing moves when the first one is parked.
pub(crate) fn draw(desk: &Desk, geometry: &Geometry, frame: &mut Frame) {
    let parked = desk.parked();
    if parked.is_empty() {
        return;
    }
    match geometry.shape {
        ScreenShape::TooSmall => {}
        ScreenShape::Wide => draw_all(desk, parked, geometry, frame),
        ScreenShape::Narrow => draw_letters(desk, parked, geometry, frame),
    }
}

fn draw_all(desk: &Desk, parked: &[Parked], geometry: &Geometry, frame: &mut Frame) {
    // After the title of the entry line.
    let y = geometry.line.y - 1;
    let from = geometry.header.width / 6;
    let end = geometry.header.width - 2;
    let count = u16::try_from(parked.len()).unwrap_or(u16::MAX);
    let share = ((end - from) / count).max(1);
    for (x, draft) in (from..end).step_by(share.into()).zip(parked) {
        let text = parked_text(desk, draft);
        let key = desk.setup.keys.key(Action::Resume(draft.letter));
        frame.mark(
            Rect::new(x, y, share.saturating_sub(1), 1),
            Target::Key(key),
        );
        let x = frame.text(
            x,
            y,
            3,
            &format!(" {} ", draft.letter_shown()),
            Role::Strong,
        );
        let x = frame.text_within(x, y, share.saturating_sub(5), &text, Role::Text);
        frame.text(x, y, 1, " ", Role::Text);
    }
}

/// Draws the letters in the frame of the entry line, else at the end of the header.
fn draw_letters(desk: &Desk, parked: &[Parked], geometry: &Geometry, frame: &mut Frame) {
    let letters: String = parked.iter().map(Parked::letter_shown).collect();
    let text = format!(" {} ", say!(desk.setup.language, "draft-letters", letters));
    let width = geometry.header.width;
    if geometry.is_line_framed {
        frame.text_before(width - 2, geometry.line.y - 1, &text, Role::Strong)
    } else {
        frame.text_before(width, geometry.header.y, &text, Role::Strong)
    }
}

//! The tutor's strip under the header: what to do next, in a frame.

use ratatui::layout::Rect;

use crate::geometry::EDGE;
use crate::tutor::update::tutor_text;
use crate::{Action, Desk, Frame};
use i18n::say;
use screen::{Role, cells, wrap};

/// Joins the words of a text to type, so that no line breaks within it.
const NO_BREAK: char = '\u{a0}';

/// Draws the tutor's message.
pub(crate) fn draw(desk: &Desk, area: Rect, frame: &mut Frame) {
    let (Some(tutor), Some(message)) = (&desk.tutor, tutor_text(desk)) else {
        return;
    };
    let language = desk.setup.language;
    let (_, step, of) = tutor.step();
    let title = if tutor.is_over() {
        say!(language, "tutor-over").to_owned()
    } else {
        say!(language, "tutor-step", step, of)
    };
    frame.border(area, &title, Role::Strong, Role::Good);
    if !tutor.is_over() {
        hint(desk, area, frame);
    }
    let inside = area.inner(EDGE);
    let (text, marked) = marked(&message);
    let lines = wrap(&text, usize::from(inside.width.saturating_sub(2)));
    let mut is_marked = false;
    let mut marks = marked.into_iter().peekable();
    for (y, line) in (inside.top()..inside.bottom()).zip(&lines) {
        let mut x = inside.x + 1;
        let mut from = line.start;
        while from < line.end {
            let to = marks.peek().map_or(line.end, |mark| line.end.min(*mark));
            let part = text
                .get(from..to)
                .unwrap_or_default()
                .replace(NO_BREAK, " ");
            let role = if is_marked { Role::Focus } else { Role::Text };
            x = frame.text(x, y, inside.right().saturating_sub(x), &part, role);
            from = to;
            is_marked ^= marks.next_if_eq(&to).is_some();
        }
    }
}

/// Draws how to quit and how to skip, in the lower border.
fn hint(desk: &Desk, area: Rect, frame: &mut Frame) {
    let palette = desk.setup.keys.key(Action::Palette);
    let quit = desk.setup.keys.key(Action::Quit);
    let hint = format!(
        " {} ",
        say!(desk.setup.language, "tutor-hint", palette, quit)
    );
    let bottom = area.bottom().saturating_sub(1);
    if cells(&hint) + 4 <= area.width {
        frame.text_before(area.right() - 2, bottom, &hint, Role::Dim);
    }
}

/// Returns a text without its backticks, and the positions at which a stretch between them begins or ends.
/// Lines don't break within a stretch.
fn marked(message: &str) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    for (number, part) in message.split('`').enumerate() {
        if number > 0 {
            marks.push(text.len());
        }
        match number % 2 {
            0 => text.push_str(part),
            _ => text.extend(
                part.chars()
                    .map(|letter| if letter == ' ' { NO_BREAK } else { letter }),
            ),
        }
    }
    (text, marks)
}

//! Applying keys to a text.

use tui_input::{Input, InputRequest};

use crate::{Code, Key};
use booking::sanitize::is_control_character;
use screen::{LineSpan, row_of};

/// Returns the edit that a key requests.
pub(crate) fn request(key: Key) -> Option<InputRequest> {
    use InputRequest as R;
    if let Some(c) = key.types() {
        return (!is_control_character(c)).then_some(R::InsertChar(c));
    }
    match (key.code, key.ctrl || key.alt) {
        (Code::Left, false) => Some(R::GoToPrevChar),
        (Code::Right, false) => Some(R::GoToNextChar),
        (Code::Left, true) => Some(R::GoToPrevWord),
        (Code::Right, true) => Some(R::GoToNextWord),
        (Code::Home, _) => Some(R::GoToStart),
        (Code::End, _) => Some(R::GoToEnd),
        (Code::Backspace, false) | (Code::Char('h'), true) => Some(R::DeletePrevChar),
        (Code::Backspace, true) | (Code::Char('w'), true) => Some(R::DeletePrevWord),
        (Code::Delete, _) => Some(R::DeleteNextChar),
        _ => None,
    }
}

/// Edits a text of limited length. Returns whether the text changed.
pub(crate) fn edit_within(input: &mut Input, request: InputRequest, longest: usize) -> bool {
    let has_room = input.value().chars().count() < longest;
    (has_room || !matches!(request, InputRequest::InsertChar(_)))
        && input.handle(request).is_some_and(|changed| changed.value)
}

/// Inserts as much pasted text as there is room for. Returns whether anything was inserted.
pub(crate) fn paste_within(input: &mut Input, text: &str, longest: usize) -> bool {
    let room = longest.saturating_sub(input.value().chars().count());
    let mut is_any = false;
    for letter in text
        .chars()
        .filter(|letter| !is_control_character(*letter))
        .take(room)
    {
        is_any |= input.handle(InputRequest::InsertChar(letter)).is_some();
    }
    is_any
}

pub(crate) fn changes(request: InputRequest) -> bool {
    use InputRequest as R;
    !matches!(
        request,
        R::SetCursor(_)
            | R::GoToPrevChar
            | R::GoToNextChar
            | R::GoToPrevWord
            | R::GoToNextWord
            | R::GoToStart
            | R::GoToEnd
    )
}

/// The effect of a key on a text, with the new cursor position in bytes.
pub(crate) enum EditResult {
    Moved(usize),
    Changed(String, usize),
}

/// Applies a key to a text that is wrapped into these lines; `None` if the key changes nothing. The editor
/// counts the letters of its whole text, so it gets only the lines around the cursor if they suffice.
pub(crate) fn apply_edit(
    text: &str,
    cursor: usize,
    lines: &[LineSpan],
    request: InputRequest,
) -> Option<EditResult> {
    use InputRequest as R;
    let by_word = matches!(
        request,
        R::GoToPrevWord | R::GoToNextWord | R::DeletePrevWord
    );
    let row = row_of(lines, cursor);
    let (from, to) = match (lines.get(row.saturating_sub(1)), lines.get(row + 1)) {
        (Some(before), behind) if !by_word => {
            (before.start, behind.map_or(text.len(), |line| line.end))
        }
        _ => (0, text.len()),
    };
    let letters = text[from..cursor].chars().count();
    let mut input = Input::new(text[from..to].to_owned()).with_cursor(letters);
    let response = input.handle(request)?;
    let part = input.value();
    let cursor = from
        + part
            .char_indices()
            .nth(input.cursor())
            .map_or(part.len(), |(at, _)| at);
    Some(if response.value {
        EditResult::Changed([&text[..from], part, &text[to..]].concat(), cursor)
    } else {
        EditResult::Moved(cursor)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use screen::wrap;

    fn text_and_cursor(result: Option<EditResult>) -> Option<(String, usize)> {
        result.map(|result| match result {
            EditResult::Moved(cursor) => (String::new(), cursor),
            EditResult::Changed(text, cursor) => (text, cursor),
        })
    }

    proptest::proptest! {
        #[test]
        fn a_key_does_the_same_among_the_lines_around_it(
            text in "[a-c \n日\u{301}\u{200d}👩🇩🇪]{0,60}",
            letter in 0usize..60,
            width in 1usize..9,
        ) {
            use InputRequest as R;
            let places: Vec<usize> = wrap(&text, 1).iter().map(|letter| letter.start).collect();
            let cursor = places[letter % places.len()];
            let lines = wrap(&text, width);
            for request in [R::InsertChar('x'), R::DeletePrevChar, R::DeleteNextChar, R::GoToPrevChar, R::GoToNextChar,
                R::GoToPrevWord, R::GoToNextWord, R::DeletePrevWord] {
                let in_whole_text = text_and_cursor(apply_edit(&text, cursor, &[], request));
                proptest::prop_assert_eq!(text_and_cursor(apply_edit(&text, cursor, &lines, request)), in_whole_text);
            }
        }
    }
}

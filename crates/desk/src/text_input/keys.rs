//! Applying keys to a text, and cleaning pasted text.

use tui_input::{Input, InputRequest};

use crate::{Code, Key, Note};
use booking::FieldId;
use booking::sanitize::{is_control_character, sanitize};
use i18n::{Language, say};
use screen::{LineSpan, row_of};

/// The maximum number of characters that one paste inserts; the rest is cut, and a note says so.
const LONGEST_PASTE: usize = 20_000;

/// Returns the edit that a key requests.
pub(crate) fn request(key: Key) -> Option<InputRequest> {
    use InputRequest as R;
    if let Some(c) = key.types() {
        return Some(R::InsertChar(c)).filter(|_| !is_control_character(c));
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

/// Inserts pasted text as far as there is room for it. Returns whether anything was inserted.
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

/// The changes made to a pasted text so that it fits a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PasteChanges {
    /// The original length in characters, if the text was cut.
    cut_from: Option<usize>,
    /// The number of lines that were joined into one.
    joined: Option<usize>,
    /// The number of invisible characters that were left out.
    unseen: usize,
    /// The number of invisible characters in whose place marks were inserted.
    marked: usize,
}

impl PasteChanges {
    /// Returns the note about the changes, or `None` if the text was inserted unchanged.
    pub(crate) fn note(self) -> Option<Note> {
        (self != PasteChanges::default()).then(|| Note::new(move |language| self.to_text(language)))
    }

    fn to_text(self, language: Language) -> String {
        let changes = [
            self.cut_from
                .map(|length| say!(language, "paste-cut", kept = LONGEST_PASTE, length = length)),
            self.joined
                .map(|count| say!(language, "paste-joined", count = count)),
            (self.unseen > 0).then(|| say!(language, "paste-unseen", count = self.unseen)),
            (self.marked > 0).then(|| say!(language, "paste-marked", count = self.marked)),
        ];
        let changes: Vec<String> = changes.into_iter().flatten().collect();
        say!(language, "paste-said", what = changes.join("; "))
    }
}

/// The kind of text into which something is pasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PasteTarget {
    /// A text of one line.
    Line,
    /// A text of many lines.
    Lines,
    /// The id or name of an entry of a list. Invisible characters become marks there: an id without them could be
    /// that of another entry.
    Entry,
}

impl From<FieldId> for PasteTarget {
    fn from(field: FieldId) -> PasteTarget {
        match field.kind.directory() {
            Some(_) => PasteTarget::Entry,
            None if field.many_lines() => PasteTarget::Lines,
            None => PasteTarget::Line,
        }
    }
}

/// Returns pasted text as it is inserted, and the changes made to it.
pub(crate) fn clean_paste(text: &str, target: PasteTarget) -> (String, PasteChanges) {
    let mut changes = PasteChanges::default();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_end_matches('\n');
    let length = text.chars().count();
    let mut cut: String = text.chars().take(LONGEST_PASTE).collect();
    changes.cut_from = (length > LONGEST_PASTE).then_some(length);
    if target != PasteTarget::Lines && cut.contains('\n') {
        changes.joined = Some(cut.split('\n').count());
        cut = cut
            .split('\n')
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join(" ");
    }
    cut = cut.replace('\t', " ");
    let is_unseen = |c: char| c != '\n' && is_control_character(c);
    let unseen = cut.chars().filter(|c| is_unseen(*c)).count();
    if target == PasteTarget::Entry {
        cut = sanitize(&cut).into_owned();
        changes.marked = unseen;
    } else {
        cut.retain(|c| !is_unseen(c));
        changes.unseen = unseen;
    }
    (cut, changes)
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

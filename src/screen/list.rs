//! A list over the form: keys, descriptions, and the chosen row.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::i18n::{Language, say};

use super::{Frame, Role, cells};

/// Columns for keys, at most.
const MOST_KEYS: u16 = 22;

/// One row.
pub struct Choice<'a> {
    /// The keys that choose it.
    pub keys: &'a str,
    /// The description.
    pub says: &'a str,
    /// The dimmed detail.
    pub more: &'a str,
}

/// A title above rows.
pub struct Head<'a> {
    /// The position of the first row under it.
    pub first: usize,
    /// The title.
    pub says: &'a str,
}

/// A line of a list.
#[derive(Clone, Copy)]
enum Line {
    /// The title at this position.
    Head(usize),
    /// The row at this position.
    Row(usize),
}

/// Draws as many rows as fit, the chosen one among them. `target` returns the mouse target of the row at a
/// position.
pub fn list<T: Copy>(
    choices: &[Choice<'_>],
    chosen: usize,
    area: Rect,
    language: Language,
    frame: &mut Frame<T>,
    target: impl Fn(usize) -> T,
) {
    list_in_groups(choices, &[], chosen, area, language, frame, target);
}

/// Draws rows under titles. The title of the first visible row is shown above it.
pub fn list_in_groups<T: Copy>(
    choices: &[Choice<'_>],
    heads: &[Head<'_>],
    chosen: usize,
    area: Rect,
    language: Language,
    frame: &mut Frame<T>,
    target: impl Fn(usize) -> T,
) {
    let height = usize::from(area.height);
    let keys_width = choices.iter().map(|one| cells(one.keys)).max().unwrap_or(0).min(MOST_KEYS);
    let says_width = choices.iter().map(|one| cells(one.says)).max().unwrap_or(0);
    let says_x = area.x + 2 + keys_width + 2;
    let end = area.x + area.width - 1;
    let more_x = says_x + says_width.min(end.saturating_sub(says_x)) + 2;
    let lines = lines(choices.len(), heads);
    let at = lines.iter().position(|line| matches!(line, Line::Row(place) if *place == chosen));
    let from = at.map_or(0, |at| rows_in_view(lines.len(), at, area).start);
    for (y, line) in (area.y..area.y + area.height).zip(from..lines.len()) {
        let line = match lines[line] {
            Line::Row(place) if line == from && place != chosen => {
                heads.iter().rposition(|head| head.first <= place).map_or(Line::Row(place), Line::Head)
            }
            line => line,
        };
        let place = match line {
            Line::Head(head) => {
                frame.text_within(area.x + 1, y, area.width - 2, heads[head].says, Role::Dim);
                continue;
            }
            Line::Row(place) => place,
        };
        let one = &choices[place];
        let is_chosen = place == chosen;
        let as_chosen = |role| if is_chosen { Role::Chosen } else { role };
        frame.mark(Rect::new(area.x, y, area.width, 1), target(place));
        frame.blank(area.x + 1, y, area.width - 2, as_chosen(Role::Text));
        frame.text_within(area.x + 2, y, keys_width, one.keys, as_chosen(Role::Strong));
        frame.text_within(says_x, y, end.saturating_sub(says_x), one.says, as_chosen(Role::Text));
        frame.text_within(more_x, y, end.saturating_sub(more_x), one.more, as_chosen(Role::Dim));
    }
    let hidden = lines.len().saturating_sub(from + height);
    if hidden > 0 {
        let more = format!(" {} ", say!(language, "form-more", lines = hidden));
        frame.text_over(end, area.bottom() - 1, &more, Role::Dim);
    }
}

/// Returns the titles and rows, one below the other.
fn lines(rows: usize, heads: &[Head<'_>]) -> Vec<Line> {
    let mut lines = Vec::with_capacity(rows + heads.len());
    for place in 0..rows {
        let head = heads.iter().position(|head| head.first == place);
        lines.extend(head.map(Line::Head));
        lines.push(Line::Row(place));
    }
    lines
}

/// Returns the rows of a list of `count` that fit into the area, the chosen one among them.
pub fn rows_in_view(count: usize, chosen: usize, area: Rect) -> Range<usize> {
    let height = usize::from(area.height);
    let last_start = count.saturating_sub(height);
    let from = if chosen < count { (chosen + 2).saturating_sub(height).min(last_start) } else { 0 };
    from..count.min(from + height)
}

//! Lines that only name a list: `waiting`, `waiting list`.

use super::{LineList, LineRead, LineShape, LineSources, of_list};
use crate::Office;

/// The words for the patients who are waiting in the practice, in English, German and Finnish.
const WHO_WAITS: &[&[&str]] = &[
    &["waiting"],
    &["who", "waits"],
    &["who", "is", "waiting"],
    &["waiting", "room"],
    &["wartend"],
    &["wartende"],
    &["wartet"],
    &["wer", "wartet"],
    &["wartezimmer"],
    &["odottaa"],
    &["odottavat"],
    &["kuka", "odottaa"],
    &["odotushuone"],
];

/// The words for the waiting list.
const WAITING_LIST: &[&[&str]] = &[
    &["waiting", "list"],
    &["waitlist"],
    &["warteliste"],
    &["jonotuslista"],
    &["odotuslista"],
];

/// A line that names a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListLine(LineList);

impl ListLine {
    /// Reads a line; `None` if it has any other meaning.
    pub(super) fn of(line: &str) -> Option<ListLine> {
        let words: Vec<String> = line.split_whitespace().map(str::to_lowercase).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if WHO_WAITS.contains(&words.as_slice()) {
            Some(ListLine(LineList::WhoWaits))
        } else if WAITING_LIST.contains(&words.as_slice()) {
            Some(ListLine(LineList::WaitingList))
        } else {
            None
        }
    }
}

impl LineShape for ListLine {
    fn is_whole_line(&self) -> bool {
        false
    }

    fn read(&self, _: &Office, sources: &LineSources<'_>) -> Option<LineRead> {
        Some(of_list(self.0, sources))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Option<LineList> {
        ListLine::of(line).map(|line| line.0)
    }

    #[test]
    fn the_words_of_a_list_stand_alone() {
        for line in ["waiting", " Wartend ", "odottaa", "Who  is waiting"] {
            assert_eq!(of(line), Some(LineList::WhoWaits), "{line}");
        }
        for line in ["waiting list", "Warteliste", "jonotuslista"] {
            assert_eq!(of(line), Some(LineList::WaitingList), "{line}");
        }
        for line in ["", "waiting ki", "220385s waiting", "waitings", "list"] {
            assert_eq!(of(line), None, "{line}");
        }
    }
}

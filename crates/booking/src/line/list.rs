//! Lines that only name a list: `waiting`, `waiting list`.

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

/// A list that a line names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListLine {
    /// The patients who have arrived and wait.
    WhoWaits,
    /// The patients who wait for a time.
    WaitingList,
}

impl ListLine {
    /// Reads a line; `None` if it has any other meaning.
    pub fn of(line: &str) -> Option<ListLine> {
        let words: Vec<String> = line.split_whitespace().map(str::to_lowercase).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if WHO_WAITS.contains(&words.as_slice()) {
            Some(ListLine::WhoWaits)
        } else if WAITING_LIST.contains(&words.as_slice()) {
            Some(ListLine::WaitingList)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_list_stand_alone() {
        for line in ["waiting", " Wartend ", "odottaa", "Who  is waiting"] {
            assert_eq!(ListLine::of(line), Some(ListLine::WhoWaits), "{line}");
        }
        for line in ["waiting list", "Warteliste", "jonotuslista"] {
            assert_eq!(ListLine::of(line), Some(ListLine::WaitingList), "{line}");
        }
        for line in ["", "waiting ki", "220385s waiting", "waitings", "list"] {
            assert_eq!(ListLine::of(line), None, "{line}");
        }
    }
}

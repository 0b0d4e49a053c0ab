//! Pasted text, cleaned so that it fits its field.

use super::FieldId;
use crate::sanitize::{is_control_character, sanitize};
use i18n::{Language, say};

/// The maximum number of characters that one paste inserts; the rest is cut.
const LONGEST_PASTE: usize = 20_000;

/// The changes made to a pasted text so that it fits a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PasteChanges {
    /// The original length in characters, if the text was cut.
    cut_from: Option<usize>,
    /// The number of lines that were joined into one.
    joined: Option<usize>,
    /// The number of invisible characters that were left out.
    unseen: usize,
    /// The number of invisible characters that were replaced by marks.
    marked: usize,
}

impl PasteChanges {
    /// Returns whether the text was not changed.
    pub fn are_none(self) -> bool {
        self == PasteChanges::default()
    }

    /// Returns the changes in words.
    pub fn to_text(self, language: Language) -> String {
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
pub enum PasteTarget {
    /// A text of one line.
    Line,
    /// A text of many lines.
    Lines,
    /// The id or name of an entry of a list. Marks replace invisible characters there, because an id without them could
    /// be that of another entry.
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
pub fn clean_paste(text: &str, target: PasteTarget) -> (String, PasteChanges) {
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

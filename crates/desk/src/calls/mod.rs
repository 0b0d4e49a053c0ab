//! Lists of patients to call by telephone. A call sends nothing to a clinic: its result is noted in the records.

mod listed;
mod print;
mod update;
mod view;

use booking::CallSubject;
use words::{CallRow, Calls, Wording};

/// Patients to call, by time; those without a number last.
#[derive(Clone, Default)]
pub struct CallList {
    /// The calls.
    pub calls: Calls,
    /// The index of the chosen row.
    pub chosen: usize,
    /// Whether a key has been pressed in the list. Until then the first row stays chosen, whatever is added
    /// before it.
    is_in_hand: bool,
    /// The subject of the last note, until the next key other than a letter of a word: only that key can take the note
    /// back.
    noted: Option<CallSubject>,
    /// Whether the last keys were letters of a word that names no result.
    is_word: bool,
}

impl CallList {
    fn of(calls: Calls) -> CallList {
        CallList {
            calls,
            ..CallList::default()
        }
    }

    fn chosen_row(&self) -> Option<&CallRow> {
        self.calls.rows().get(self.chosen)
    }

    /// Makes the rows anew; the chosen row stays chosen.
    fn arrange_rows(&mut self, words: Wording<'_>) {
        let chosen = self
            .chosen_row()
            .filter(|_| self.is_in_hand)
            .map(|row| row.subject.clone());
        self.calls.arrange(words);
        let rows = self.calls.rows();
        let index = chosen.and_then(|subject| rows.iter().position(|row| row.subject == subject));
        let same_index = if self.is_in_hand {
            self.chosen.min(rows.len().saturating_sub(1))
        } else {
            0
        };
        self.chosen = index.unwrap_or(same_index);
    }
}

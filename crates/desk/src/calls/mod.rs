//! Lists of patients to call by telephone. A call sends nothing to a clinic: its result is noted in the records.

mod listed;
mod update;
mod view;

use booking::{CallResult, CallSubject};
use words::{CallRow, CallVisit, Calls, Wording};

use crate::list::ListWord;

/// Patients to call, by time; those without a number last. Each visit has a line.
#[derive(Clone, Default)]
pub struct CallList {
    /// The rows, and the day of a list of reminders.
    pub calls: Calls,
    /// The index of the chosen line.
    pub chosen: usize,
    /// Whether a key has been pressed in the list. Until then the first line stays chosen, whatever is added
    /// before it.
    is_worked_on: bool,
    /// The patient and the result noted by the last key; the same letter again notes nothing.
    noted: Option<(String, CallResult)>,
    /// The letters typed last, with the calls that they have noted.
    word: ListWord<CallNoted>,
}

/// The subjects of a call, each with the patient's id.
type CallNoted = Vec<(CallSubject, Option<String>)>;

impl CallList {
    fn of(calls: Calls) -> CallList {
        CallList {
            calls,
            ..CallList::default()
        }
    }

    /// Returns each visit with its row.
    fn lines(&self) -> impl Iterator<Item = (&CallRow, &CallVisit)> {
        let rows = self.calls.rows().iter();
        rows.flat_map(|row| row.visits.iter().map(move |visit| (row, visit)))
    }

    /// Returns each row with the index of each of its visits.
    fn visits(&self) -> impl Iterator<Item = (&CallRow, usize)> {
        let rows = self.calls.rows().iter();
        rows.flat_map(|row| (0..row.visits.len()).map(move |visit| (row, visit)))
    }

    fn chosen_line(&self) -> Option<(&CallRow, &CallVisit)> {
        self.lines().nth(self.chosen)
    }

    fn chosen_row(&self) -> Option<&CallRow> {
        self.chosen_line().map(|(row, _)| row)
    }

    /// Returns the first line of the row after the chosen one, if there is one.
    fn next_row(&self) -> Option<usize> {
        let chosen = &self.chosen_row()?.callee;
        let mut after = self
            .lines()
            .skip(self.chosen)
            .enumerate()
            .filter(|(_, (row, _))| row.callee != *chosen);
        after.next().map(|(further, _)| self.chosen + further)
    }

    /// Rebuilds the rows. The chosen visit stays chosen, or else its patient.
    fn arrange_rows(&mut self, words: Wording<'_>) {
        let chosen = match self.chosen_line() {
            Some((row, visit)) if self.is_worked_on => {
                Some((row.callee.clone(), visit.subject.clone()))
            }
            _ => None,
        };
        self.calls.arrange(words);
        let index = chosen.and_then(|(callee, subject)| {
            let is_chosen = |(_, visit): (&CallRow, &CallVisit)| visit.subject == subject;
            let is_theirs = |(row, _): (&CallRow, &CallVisit)| row.callee == callee;
            let visit = self.lines().position(is_chosen);
            visit.or_else(|| self.lines().position(is_theirs))
        });
        let same_index = if self.is_worked_on {
            self.chosen.min(self.lines().count().saturating_sub(1))
        } else {
            0
        };
        self.chosen = index.unwrap_or(same_index);
    }
}

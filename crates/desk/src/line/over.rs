//! When a line is over, so that the next character begins the next caller's line.

use crate::EntryLine;
use crate::model::LineStage;

impl EntryLine {
    /// Returns whether this character, typed at the end of the line, begins the next caller's line.
    ///
    /// It does once the line is over: Enter was pressed in it, with any result; the booking key was pressed before
    /// Enter; or the line names only a patient and was left. Directly after a line that was left before it was over, a
    /// capital letter begins the next line, as names do, and so does a digit after a letter, as birth dates do. A blank
    /// or a sign continues any line, and a letter after a blank continues a look-up.
    pub(crate) fn is_over_before(&self, typed: char) -> bool {
        let text = self.input.value();
        let is_at_end = self.input.cursor() == text.chars().count();
        if !is_at_end || !typed.is_alphanumeric() || text.trim().is_empty() {
            return false;
        }
        let is_behind_word = text.ends_with(char::is_alphanumeric) || self.verb().is_some();
        match self.stage() {
            LineStage::Typing | LineStage::LateNoted(_) => false,
            LineStage::Left if self.asks_for_appointments() => is_behind_word,
            LineStage::Left => {
                let is_birth_date = typed.is_numeric() && text.ends_with(char::is_alphabetic);
                typed.is_uppercase() || is_birth_date
            }
            LineStage::Waiting { .. }
            | LineStage::Asking
            | LineStage::Refused
            | LineStage::CarriedOut => is_behind_word || !self.asks_for_appointments(),
            LineStage::Filled { was_left, .. } | LineStage::LookedUp { was_left } => {
                is_behind_word || *was_left || !self.asks_for_appointments()
            }
        }
    }
}

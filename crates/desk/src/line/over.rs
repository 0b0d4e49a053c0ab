//! When a line is over, so that the next character begins the next caller's line.

use crate::EntryLine;
use crate::model::LineStage;

impl EntryLine {
    /// Whether this character, typed at the end of the line, begins the next caller's line. It does once the line is over:
    /// Enter has been pressed in it, whether it did what the line says, refused it or still waits for a list, or the booking
    /// key before Enter, or it names a patient and nothing else and was left for something else. Straight behind a line that
    /// was left before it was over, a capital letter does, with which names begin, and a digit behind a letter, with which
    /// birth dates begin. A blank or a sign goes on with any line, and a letter behind a blank with a look-up.
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

//! When a line is over, so that the next character begins the next caller's line.

use crate::EntryLine;

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
        if self.was_entered() || self.was_left && self.asks_for_appointments() {
            let is_behind_word = text.ends_with(char::is_alphanumeric) || self.verb().is_some();
            let goes_on_as_visit = self.asks_for_appointments() && (self.asks() || !self.was_left);
            return is_behind_word || !goes_on_as_visit;
        }
        let is_birth_date = typed.is_numeric() && text.ends_with(char::is_alphabetic);
        self.was_left && (typed.is_uppercase() || is_birth_date)
    }

    /// Whether Enter, or the booking key before it, has been pressed in the present text.
    pub(crate) fn was_entered(&self) -> bool {
        self.is_done() || self.was_carried_out || self.is_refused || self.pending
    }
}

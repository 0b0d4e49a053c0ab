//! When a line is over, so that the next character begins the next caller's line.

use crate::EntryLine;

impl EntryLine {
    /// Whether this character, typed at the end of the line, begins the next caller's line. It does once the line is over:
    /// Enter has done what it says, or it names a patient and nothing else and was left for something else. Straight behind
    /// a line that was left before it was over, a capital letter does, with which names begin, and a digit behind a letter,
    /// with which birth dates begin; behind one that Enter refused, a capital letter. A blank or a sign goes on with any
    /// line, and a letter behind a blank with a look-up.
    pub(crate) fn is_over_before(&self, typed: char) -> bool {
        let text = self.input.value();
        let is_at_end = self.input.cursor() == text.chars().count();
        if !is_at_end || !typed.is_alphanumeric() {
            return false;
        }
        let is_left_look_up = self.was_left && self.asks_for_appointments();
        if self.is_done() || self.was_carried_out || is_left_look_up {
            let is_behind_word = text.ends_with(char::is_alphanumeric) || self.verb().is_some();
            let goes_on_as_visit = self.asks_for_appointments() && (self.asks() || !self.was_left);
            return is_behind_word || !goes_on_as_visit;
        }
        if !self.asks() {
            return false;
        }
        let is_name = typed.is_uppercase() && (self.was_left || self.is_refused);
        let is_birth_date = typed.is_numeric() && text.ends_with(char::is_alphabetic);
        is_name || self.was_left && is_birth_date
    }
}

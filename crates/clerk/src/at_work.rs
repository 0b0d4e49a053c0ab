//! What a clerk needs from the executor of its office's effects.

use std::time::Duration;

use office::{FaceAnswer, Office, Ticket};

/// An office at work: its effects are carried out, and it receives their results.
pub trait AtWork: Sized {
    /// Returns the office in its current state.
    fn office(&self) -> &Office;

    /// Works at the office at the present time, and has the requested effects carried out.
    fn work<T>(&mut self, work: impl FnOnce(&mut Office) -> T) -> T;

    /// Takes the answer to a ticket, if it has arrived and the office did not take it itself.
    fn take_answer(&mut self, ticket: Ticket) -> Option<FaceAnswer>;

    /// Returns whether everything that earlier runs left in the records has been read.
    fn has_read_records(&self) -> bool;

    /// Returns whether nothing is under way.
    fn is_settled(&self) -> bool;

    /// Returns whether the current work must end.
    fn is_stopped(&self) -> bool;

    /// Waits for a condition, while time passes for the office. Returns `false` if `at_most` runs out or the work must
    /// end.
    fn wait(&mut self, at_most: Duration, is_there: impl Fn(&Self) -> bool) -> bool;

    /// Ends the work after pending writes.
    fn finish(self);
}

//! What a clerk needs of whoever carries out the effects of its office.

use std::time::Duration;

use office::{FaceAnswer, Office, Ticket};

/// An office at work: the effects that it requests are carried out, and it is told what comes of them.
pub trait AtWork: Sized {
    /// Returns the office in its present state.
    fn office(&self) -> &Office;

    /// Works at the office at the present time, and has the effects that it requests carried out.
    fn work<T>(&mut self, work: impl FnOnce(&mut Office) -> T) -> T;

    /// Takes the answer under a ticket, if it has come and the office did not await it itself.
    fn take_answer(&mut self, ticket: Ticket) -> Option<FaceAnswer>;

    /// Whether everything that earlier runs have left in the records has been read.
    fn has_read_records(&self) -> bool;

    /// Whether nothing is under way.
    fn is_settled(&self) -> bool;

    /// Whether the present work is to end.
    fn is_stopped(&self) -> bool;

    /// Waits for a condition, while time passes for the office. Returns `false` if `at_most` runs out or the work is to
    /// end.
    fn wait(&mut self, at_most: Duration, is_there: impl Fn(&Self) -> bool) -> bool;

    /// Ends the work after pending writes.
    fn finish(self);
}

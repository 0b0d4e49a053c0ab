//! What a program that drives the desk tells it to do, where no key does the same.

use super::{Desk, Effect};

/// Something the desk is told to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Go ahead with what is asked. For drivers that have read an answer: it counts at once, and no key gives it.
    Agree {
        /// The choice, by its place from 0; none where the yes was given before anything was asked.
        choice: Option<usize>,
    },
    /// Go back from what is asked.
    Decline,
}

impl Desk {
    pub(super) fn obey(&mut self, command: Command) -> Vec<Effect> {
        self.note = None;
        match command {
            Command::Agree { choice } => self.go_ahead(choice),
            Command::Decline => self.go_back(),
        }
    }
}

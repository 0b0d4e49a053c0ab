//! Keeps a terminal from showing what is typed, for as long as a PIN is.

use rustix::stdio;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// A terminal that doesn't show what is typed. Dropping it has it shown again.
#[derive(Debug)]
pub struct EchoOff(Termios);

impl EchoOff {
    /// What is typed on standard input is no longer shown; none where that is no terminal, or it won't.
    pub fn now() -> Option<EchoOff> {
        let before = tcgetattr(stdio::stdin()).ok()?;
        let mut hushed = before.clone();
        hushed.local_modes.remove(LocalModes::ECHO);
        tcsetattr(stdio::stdin(), OptionalActions::Now, &hushed).ok()?;
        Some(EchoOff(before))
    }
}

impl Drop for EchoOff {
    fn drop(&mut self) {
        // The terminal may be gone.
        let _ = tcsetattr(stdio::stdin(), OptionalActions::Now, &self.0);
    }
}

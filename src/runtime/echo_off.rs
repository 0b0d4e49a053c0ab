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
        hush(&before).ok()?;
        Some(EchoOff(before))
    }

    /// Shows what is typed while this goes on.
    pub fn lifted<T>(&self, wait: impl FnOnce() -> T) -> T {
        // The terminal may be gone, here and below.
        let _ = tcsetattr(stdio::stdin(), OptionalActions::Now, &self.0);
        let done = wait();
        let _ = hush(&self.0);
        done
    }
}

fn hush(before: &Termios) -> rustix::io::Result<()> {
    let mut hushed = before.clone();
    hushed.local_modes.remove(LocalModes::ECHO);
    tcsetattr(stdio::stdin(), OptionalActions::Now, &hushed)
}

impl Drop for EchoOff {
    fn drop(&mut self) {
        // The terminal may be gone.
        let _ = tcsetattr(stdio::stdin(), OptionalActions::Now, &self.0);
    }
}

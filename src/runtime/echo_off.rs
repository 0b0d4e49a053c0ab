//! Keeps a terminal from showing typed text, such as a PIN.

use rustix::stdio;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// A terminal that doesn't show typed text. Dropping this restores it.
#[derive(Debug)]
pub struct EchoOff(Termios);

impl EchoOff {
    /// Stops showing text typed on standard input; `None` if that is no terminal, or refuses.
    pub fn now() -> Option<EchoOff> {
        let before = tcgetattr(stdio::stdin()).ok()?;
        hush(&before).ok()?;
        Some(EchoOff(before))
    }

    /// Shows typed text during `wait`.
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

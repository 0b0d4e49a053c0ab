//! The same of a console of Windows, which nobody can ask what a program has read, and whose programs get no signals.

use std::time::Duration;

use super::Pty;

/// Within this time a console has handed on what was typed.
const HANDED_ON: Duration = Duration::from_millis(200);

impl Pty {
    /// Waits until the program should have read all keys.
    pub(super) fn reads_keys(&mut self) {
        while !self.is_quiet_for(HANDED_ON) {}
    }

    /// Ends the program before it can do anything more.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("the process is there");
    }

    /// Has the program end, as when its window is closed.
    pub(crate) fn terminate(&mut self) {
        (self.slave, self.keyboard, self.master) = (None, None, None);
    }

    /// Has the program paint all of its screen, as it does at another size.
    pub(crate) fn paints_anew(&mut self) {
        let (rows, cols) = self.emulator().size();
        self.resize(cols.get(), rows.get() + 1);
        self.rests();
        self.resize(cols.get(), rows.get());
    }

    /// Whether the terminal shows what is typed: a program has said that it doesn't before it asks.
    pub(crate) fn shows_keys(&self) -> bool {
        false
    }
}

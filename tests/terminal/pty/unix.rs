//! What a terminal and a process of Unix can be asked and told.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::process::Signal;

use super::Pty;
use crate::desk_at_work::signal_to;

impl Pty {
    /// Waits until the program has read all keys. `poll` also counts those that the terminal has not handed on yet.
    pub(super) fn reads_keys(&mut self) {
        let terminal = self
            .master
            .as_ref()
            .and_then(|master| master.tty_name())
            .expect("a terminal");
        let flags = OFlags::RDONLY | OFlags::NOCTTY | OFlags::NONBLOCK;
        let terminal = rustix::fs::open(terminal, flags, Mode::empty()).expect("the terminal");
        self.until_so("read the keys", || {
            let mut unread = [PollFd::new(&terminal, PollFlags::IN)];
            poll(&mut unread, Some(&Timespec::default())).expect("it can be asked");
            unread[0].revents().is_empty()
        });
    }

    pub(crate) fn signal(&self, signal: Signal) {
        signal_to(self.pid(), signal);
    }

    /// Ends the program before it can do anything more.
    pub(crate) fn kill(&mut self) {
        self.signal(Signal::KILL);
    }

    /// Has the program end, as when the machine shuts down.
    pub(crate) fn terminate(&mut self) {
        self.signal(Signal::TERM);
    }

    /// Has the program paint all of its screen, as it does where it goes on after a stop.
    pub(crate) fn paints_anew(&mut self) {
        self.signal(Signal::CONT);
    }

    /// The terminal emulator's window is closed.
    pub(crate) fn hang_up(&mut self) {
        self.output = None;
        // The reader notices with the next thing there is to read, and lets go.
        self.keys("x");
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reader ends");
        }
        (self.slave, self.keyboard, self.master) = (None, None, None);
    }

    /// No file that it writes may grow, as on a full disk; or any file may again.
    #[cfg(target_os = "linux")]
    pub(crate) fn has_room(&self, room: bool) {
        use rustix::process::{Pid, Resource, Rlimit, getrlimit, prlimit};
        let process = i32::try_from(self.pid()).ok().and_then(Pid::from_raw);
        let limit = getrlimit(Resource::Fsize);
        let current = if room { limit.maximum } else { Some(0) };
        prlimit(
            Some(process.expect("a process id")),
            Resource::Fsize,
            Rlimit { current, ..limit },
        )
        .expect("another limit");
    }

    /// The terminal's modes as the kernel keeps them.
    pub(crate) fn modes(&self) -> String {
        format!("{:?}", self.master().get_termios().expect("modes"))
    }

    /// Whether the terminal shows what is typed.
    pub(crate) fn shows_keys(&self) -> bool {
        let modes = self.modes();
        modes.split([' ', '(', ')']).any(|flag| flag == "ECHO")
    }
}

//! A pseudo-terminal with the shipped binary in it: what a terminal emulator sees, byte for byte and cell for
//! cell. Every wait ends with what it waits for; the deadline only fails.
#![cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "tests of Linux alone need all of it")
)]

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::desk_at_work::{at_home, is_on};
use desk::READABLE_AFTER;
use portable_pty::{
    Child, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system,
};
use tempfile::TempDir;

/// Nothing here takes this long, also on a machine with better things to do.
const DEADLINE: Duration = Duration::from_secs(30);
/// A signal ends the desk within this time.
pub(crate) const AT_ONCE: Duration = Duration::from_secs(2);

/// The question for the colour of the terminal's ground.
pub(crate) const ASKS_FOR_GROUND: &str = "\x1b]11;?\x1b\\";

/// The binary under test.
pub(crate) const BOOKDESK: &str = env!("CARGO_BIN_EXE_bookdesk");

/// A program in a terminal of its own.
pub(crate) struct Pty {
    child: Box<dyn Child + Send + Sync>,
    /// None once the terminal is gone.
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    output: Option<Receiver<Vec<u8>>>,
    reader: Option<JoinHandle<()>>,
    /// Where nobody reads, nothing comes, but the end neither.
    _unread: Option<mpsc::Sender<Vec<u8>>>,
    /// Held open, so that the terminal's modes outlive the program.
    slave: Option<Box<dyn SlavePty + Send>>,
    emulator: vt100::Parser,
    written: Vec<u8>,
}

/// What is started, where, and with which variables. The environment holds nothing else.
pub(crate) struct Start {
    command: CommandBuilder,
    size: PtySize,
    frozen: bool,
}

/// A home directory that vanishes.
pub(crate) fn home() -> TempDir {
    tempfile::tempdir().expect("a temporary directory")
}

impl Start {
    /// The desk, in a terminal of 120 × 40.
    pub(crate) fn desk(home: &Path) -> Start {
        Start::program(BOOKDESK, home)
    }

    pub(crate) fn program(program: impl AsRef<OsStr>, home: &Path) -> Start {
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        command.cwd(home);
        for (name, value) in at_home(home) {
            command.env(name, value);
        }
        let start = Start {
            command,
            size: size(120, 40),
            frozen: false,
        };
        start
            .with("TERM", "xterm-256color")
            .with("TZ", "Europe/Berlin")
            .with("XDG_CONFIG_HOME", home.join("config"))
            .with("XDG_DATA_HOME", home.join("data"))
    }

    pub(crate) fn with(mut self, name: &str, value: impl AsRef<OsStr>) -> Start {
        self.command.env(name, value);
        self
    }

    /// The same, with another program.
    pub(crate) fn running(mut self, program: impl AsRef<OsStr>) -> Start {
        self.command.get_argv_mut()[0] = program.as_ref().to_owned();
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Start {
        self.command.env_remove(name);
        self
    }

    pub(crate) fn argument(mut self, argument: impl AsRef<OsStr>) -> Start {
        self.command.arg(argument);
        self
    }

    pub(crate) fn sized(mut self, cols: u16, rows: u16) -> Start {
        self.size = size(cols, rows);
        self
    }

    /// Nobody reads what is written: a terminal emulator that hangs.
    pub(crate) fn frozen(mut self) -> Start {
        self.frozen = true;
        self
    }

    pub(crate) fn go(self) -> Pty {
        let pair = native_pty_system()
            .openpty(self.size)
            .expect("a pseudo-terminal");
        let child = pair
            .slave
            .spawn_command(self.command)
            .expect("the program starts");
        let (sender, output) = mpsc::channel();
        let (reader, unread) = if self.frozen {
            (None, Some(sender))
        } else {
            let reader = pair.master.try_clone_reader().expect("a reader");
            (Some(thread::spawn(move || forward(reader, &sender))), None)
        };
        Pty {
            child,
            keyboard: Some(pair.master.take_writer().expect("a writer")),
            master: Some(pair.master),
            output: Some(output),
            reader,
            _unread: unread,
            slave: Some(pair.slave),
            emulator: vt100::Parser::new(cells(self.size.rows), cells(self.size.cols), 0),
            written: Vec::new(),
        }
    }
}

impl Pty {
    /// Types: the bytes of the keys, in one write. The booking key is pressed by itself: read together with other
    /// keys, it counts as part of a paste.
    pub(crate) fn keys(&mut self, bytes: impl AsRef<[u8]>) {
        if bytes.as_ref() == b"\x13" {
            self.reads_keys();
        }
        let keyboard = self.keyboard.as_mut().expect("a terminal");
        keyboard
            .write_all(bytes.as_ref())
            .expect("the terminal takes keys");
    }

    /// Waits until the text is on the screen.
    pub(crate) fn sees(&mut self, text: &str) -> String {
        self.until(text, |screen| screen.contains(text) || is_on(screen, text))
    }

    /// Waits until the words are on the screen, wherever lines break.
    pub(crate) fn reads(&mut self, words: &str) -> String {
        self.until(words, |screen| is_on(screen, words))
    }

    /// Waits until they are gone.
    pub(crate) fn reads_no(&mut self, words: &str) {
        self.until(&format!("no {words}"), |screen| !is_on(screen, words));
    }

    /// Waits until the screen is as described.
    pub(crate) fn until(&mut self, wanted: &str, holds: impl Fn(&str) -> bool) -> String {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let screen = self.screen();
            if holds(&screen) {
                return screen;
            }
            assert!(
                self.take_in(deadline),
                "never saw {wanted:?}; the screen is\n{screen}"
            );
        }
    }

    /// Types until the words are on the screen: what is typed while the terminal changes hands is nobody's.
    pub(crate) fn keys_until(&mut self, bytes: &str, words: &str) {
        let deadline = Instant::now() + DEADLINE;
        while !is_on(&self.screen(), words) {
            assert!(
                Instant::now() < deadline,
                "never saw {words:?}; the screen is\n{}",
                self.screen()
            );
            self.keys(bytes);
            self.rests();
        }
    }

    /// Types as long as the words are on the screen.
    pub(crate) fn keys_while(&mut self, bytes: &str, words: &str) {
        let deadline = Instant::now() + DEADLINE;
        while is_on(&self.screen(), words) {
            assert!(
                Instant::now() < deadline,
                "{words:?} never went; the screen is\n{}",
                self.screen()
            );
            self.keys(bytes);
            self.rests();
        }
    }

    /// Waits until something is so that the screen doesn't say.
    pub(crate) fn until_so(&mut self, wanted: &str, mut holds: impl FnMut() -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !holds() {
            assert!(
                Instant::now() < deadline,
                "never {wanted}; the screen is\n{}",
                self.screen()
            );
            self.is_quiet_for(Duration::from_millis(2));
        }
    }

    /// Waits until so many bytes in all have been written that they are as described.
    pub(crate) fn until_written(&mut self, wanted: &str, holds: impl Fn(&[u8]) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !holds(&self.written) {
            assert!(
                self.take_in(deadline),
                "never wrote {wanted}; it wrote {}",
                self.bytes()
            );
        }
    }

    /// Whether nothing at all is written for this long.
    pub(crate) fn is_quiet_for(&mut self, time: Duration) -> bool {
        !self.take_in(Instant::now() + time)
    }

    /// Waits until what has been begun has come to its end: lists arrive after the first frame.
    pub(crate) fn rests(&mut self) {
        while !self.is_quiet_for(Duration::from_millis(150)) {}
    }

    /// Waits for as long as a question stands before it can be answered.
    pub(crate) fn stands_still(&mut self) {
        while !self.is_quiet_for(READABLE_AFTER + Duration::from_millis(50)) {}
    }

    /// Takes in one piece of output. False at the deadline and at the end.
    fn take_in(&mut self, deadline: Instant) -> bool {
        let Some(output) = &self.output else {
            return false;
        };
        match output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(bytes) => {
                self.emulator.process(&bytes);
                self.written.extend(bytes);
                true
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
        }
    }

    /// Waits for the end of the program, and of what it wrote.
    pub(crate) fn ends(&mut self) -> ExitStatus {
        let status = self.ends_within(DEADLINE);
        self.slave = None;
        while self.take_in(Instant::now() + DEADLINE) {}
        status
    }

    /// Waits for the end of the program.
    pub(crate) fn ends_within(&mut self, time: Duration) -> ExitStatus {
        let deadline = Instant::now() + time;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child of ours") {
                return status;
            }
            assert!(
                Instant::now() < deadline,
                "still runs after {time:?}; the screen is\n{}",
                self.screen()
            );
            self.take_in(Instant::now() + Duration::from_millis(5));
        }
    }

    /// Lets a time pass, for as long as the program runs at all.
    pub(crate) fn is_still_running_after(&mut self, time: Duration) {
        let deadline = Instant::now() + time;
        while Instant::now() < deadline {
            assert!(
                self.child.try_wait().expect("a child of ours").is_none(),
                "it has ended"
            );
            if !self.take_in(deadline) {
                return;
            }
        }
    }

    pub(crate) fn resize(&mut self, cols: u16, rows: u16) {
        self.emulator.set_size(cells(rows), cells(cols));
        self.master()
            .resize(size(cols, rows))
            .expect("another size");
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().expect("a running process")
    }

    pub(crate) fn screen(&self) -> String {
        self.emulator.screen().contents()
    }

    pub(crate) fn emulator(&self) -> &vt100::Screen {
        self.emulator.screen()
    }

    /// Everything that has been written, in order.
    pub(crate) fn written(&self) -> &[u8] {
        &self.written
    }

    /// Whether a title, a text for the clipboard or the like has been written: any operating system command but that
    /// question.
    pub(crate) fn has_commanded(&self) -> bool {
        let written = String::from_utf8_lossy(&self.written).replace(ASKS_FOR_GROUND, "");
        written.contains("\x1b]")
    }

    /// Everything that has been written, to be read by people.
    pub(crate) fn bytes(&self) -> String {
        let mut shown = String::new();
        for chunk in self.written.utf8_chunks() {
            let _ = write!(shown, "{}", chunk.valid().escape_debug());
        }
        shown
    }

    fn master(&self) -> &dyn MasterPty {
        self.master.as_deref().expect("a terminal")
    }
}

impl Drop for Pty {
    /// Nothing is left running, whatever became of the test.
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            self.kill();
            let _ = self.child.wait();
        }
    }
}

fn forward(mut reader: Box<dyn Read + Send>, output: &mpsc::Sender<Vec<u8>>) {
    let mut chunk = vec![0; 65_536];
    while let Ok(length @ 1..) = reader.read(&mut chunk) {
        if output.send(chunk[..length].to_vec()).is_err() {
            return;
        }
    }
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        ..PtySize::default()
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a terminal has cells")
}

//! The test-and-demo driver: the same machine, a screen of a fixed size, a clock that stands still until it is
//! moved, and real effects against a sandbox it starts itself. Press keys, settle, read the screen.

pub mod demo;
mod frame;
mod frame_recording;
pub mod ndjson;
mod options;
pub mod picture;
pub mod play;
mod port;
pub mod record;
mod tape;
mod test_sandbox;

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use secrecy::SecretString;
use serde_json::Value;

use crate::booking::{Mode, PerVendor, Vendor};
use crate::client::Timeouts;
use crate::config::{Account, SecretSource};
use crate::desk::{Access, Gesture, Key, Moment, Msg, Phase, Setup, Size, UnknownKey, state};
use crate::runtime::{
    Backends, Canvas, Opening, Records, Session, Silence, TutorDoors, WallClock, tutor_progress_file,
};
use crate::sandbox;
use crate::store::Who;

pub use frame::{styled, text};
pub use frame_recording::{FrameRecording, Shot};
pub use options::Options;
pub use tape::{Command, MOST_CELLS, Place, Settings, Step, Tape, TapeError};
pub use test_sandbox::{TestSandbox, TestSandboxError};

/// An effect that takes longer than this has been lost: the only clock here that isn't the desk's.
const LOST: Duration = Duration::from_secs(60);

/// Longer than anybody plays.
const NEVER: Duration = Duration::from_secs(24 * 60 * 60);

/// Why a headless desk can't do what it is told.
#[derive(Debug, thiserror::Error)]
pub enum HeadlessError {
    /// The sandbox did not start, or does not answer.
    #[error(transparent)]
    TestSandbox(#[from] TestSandboxError),
    /// The system has no thread to give.
    #[error("no thread for the effects: {0}")]
    Thread(#[from] io::Error),
    /// There is no such key.
    #[error(transparent)]
    Key(#[from] UnknownKey),
    /// An effect has not come to its end.
    #[error("an effect has not come to its end in {} s", LOST.as_secs())]
    Lost,
}

/// A file is there already, and nobody said that it may be replaced.
#[derive(Debug, thiserror::Error)]
#[error("{} is there already; --force replaces it", .0.display())]
pub struct ThereAlready(PathBuf);

/// A desk without a terminal.
pub struct Desk {
    session: Session,
    canvas: Canvas,
    /// What its executor takes for now.
    now: Arc<Mutex<DateTime<Utc>>>,
    sandbox: TestSandbox,
}

impl Desk {
    /// Opens a desk on a sandbox of its own, and settles.
    ///
    /// # Errors
    /// When the sandbox can't be started.
    pub fn open(options: Options) -> Result<Desk, HeadlessError> {
        let &Options { lag, patients, is_booked, .. } = &options;
        let of_its_own = sandbox::Options { lag, patients, is_booked, ..sandbox::Options::default() };
        let sandbox = TestSandbox::start_with(of_its_own, options.now)?;
        Desk::open_on(options, sandbox)
    }

    /// Opens a desk on a sandbox that another one has left, and settles.
    ///
    /// # Errors
    /// When the sandbox doesn't answer.
    pub fn open_on(options: Options, sandbox: TestSandbox) -> Result<Desk, HeadlessError> {
        sandbox.set_clock(options.now)?;
        let vendors = options.vendors;
        let clinic_zone = options.clinic_zone.unwrap_or(sandbox.clinik_zone());
        let zones =
            PerVendor::of(vendors, |vendor| if vendor.can().has_places { options.zone } else { clinic_zone });
        let on_machine = options.keeps_time.then_some(NEVER);
        let doors = Backends {
            accounts: PerVendor::of(vendors, |vendor| account(&options, vendor, &sandbox)),
            zones: zones.clone(),
            timeouts: Timeouts {
                request: on_machine.unwrap_or(options.timeouts.request),
                ..options.timeouts
            },
            route: options.route,
            pin: options.pin.clone(),
            next_pin: options.pin.clone(),
            records: Records {
                shared: options.shared,
                folder: options.data_dir.clone(),
                drafts: true,
                who: Who { operator: options.operator.clone(), desk: options.desk_name.clone() },
                retention: None,
            },
            home: options.home,
            tutor: TutorDoors {
                progress: options.data_dir.as_deref().map(tutor_progress_file),
                answer_loss: Some(sandbox.answer_loss()),
                lag: None,
            },
        };
        let forced = options.mode;
        let port = options.repeatable.then(|| sandbox.port());
        let now = Arc::new(Mutex::new(options.now));
        let told = Arc::clone(&now);
        let setup = Setup {
            clinic_zones: zones,
            date_order: options.date_order,
            modes: PerVendor::of(vendors, |_| options.mode.unwrap_or(Mode::Sandbox)),
            language: options.language,
            operator: options.operator,
            desk: options.desk_name,
            look: options.look,
            profile_groups: PerVendor::of(vendors, |_| options.profile_group.clone()),
            references: options.references,
            keys: options.keys,
            call_limit: options.timeouts.request,
            tutor: options.tutor,
            access: Access {
                lock_after: options.lock_after,
                pin: options.pin.is_some(),
                opens_locked: options.opens_locked,
                naming: options.naming,
            },
            ..Setup::new(vendors, options.zone, options.backend)
        };
        let moment = Moment { now: options.now, up: Duration::ZERO };
        let clock: WallClock = Arc::new(move || *told.lock().unwrap_or_else(PoisonError::into_inner));
        let translate = move |message| match (message, forced, port) {
            (Msg::Modes(modes), Some(mode), _) => Msg::Modes(modes.map(|_, _| mode)),
            (message, _, Some(port)) => port::unseen(message, port),
            (message, _, None) => message,
        };
        let (size, in_turn) = (options.size, options.repeatable);
        let mut session = Session::open(Opening { setup, doors, moment, clock, size, in_turn }, translate)?;
        if options.keeps_time {
            sandbox.keep_time(session.keeps_time(options.timeouts.request));
        }
        let canvas = Canvas::new(options.size);
        let mut headless = Desk { session, canvas, now, sandbox };
        headless.paint();
        headless.settle()?;
        Ok(headless)
    }

    /// Presses keys, written with blanks between them: `Tab Ctrl+S Alt+2`.
    ///
    /// # Errors
    /// When one of them is no key.
    pub fn press(&mut self, keys: &str) -> Result<(), HeadlessError> {
        for name in keys.split_whitespace() {
            let key: Key = name.parse()?;
            self.tell(Msg::Key(key));
        }
        Ok(())
    }

    /// Types a text, one key a character; a line break is Enter.
    pub fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            let code = if c == '\n' { crate::desk::Code::Enter } else { crate::desk::Code::Char(c) };
            self.tell(Msg::Key(Key::plain(code)));
        }
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) {
        self.tell(Msg::Paste(text.to_owned().into()));
    }

    /// Uses the mouse on a cell, column and row from 0, at once: see [`crate::desk::STANDS_STILL`].
    pub fn point(&mut self, gesture: Gesture, (x, y): (u16, u16)) {
        if let Some(at) = self.canvas.pointed_at(self.session.desk(), x, y) {
            self.tell(Msg::Mouse(gesture, at));
        }
    }

    /// Gives the screen another size.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.tell(Msg::Resize(Size { cols, rows }));
    }

    /// Lets time pass, for the desk and for the sandbox; what falls due is done.
    ///
    /// # Errors
    /// When the sandbox doesn't answer.
    pub fn pass(&mut self, time: Duration) -> Result<(), HeadlessError> {
        let Moment { now, up } = self.desk().moment;
        let later = Moment { now: now + time, up: up + time };
        self.sandbox.set_clock(later.now)?;
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = later.now;
        self.tell(Msg::Time(later));
        Ok(())
    }

    /// How long it is until something falls due, at most this long; what is due at once is so with the next tick.
    pub fn due_in(&self, at_most: Duration) -> Duration {
        const TICK: Duration = Duration::from_millis(1);
        self.session.due_in().max(TICK).min(at_most)
    }

    /// Takes in what has come of effects by now, and waits for nothing.
    pub fn catch_up(&mut self) {
        self.session.catch_up();
        self.paint();
    }

    /// Waits until nothing is under way any more: no effect without its answer, no answer not taken in. What waits
    /// for time to pass, at a desk that keeps it, goes on waiting.
    ///
    /// # Errors
    /// When an effect has not come to its end for a minute.
    pub fn settle(&mut self) -> Result<(), HeadlessError> {
        while !self.session.is_settled() {
            self.hear()?;
        }
        Ok(())
    }

    /// Waits until the time of a booking has been looked at once more, and no longer: then it is on its way, or
    /// asked about.
    ///
    /// # Errors
    /// When the look has not come to its end for a minute.
    pub fn send_off(&mut self) -> Result<(), HeadlessError> {
        while self.desk().changes.awaited().any(|open| open.phase() == Some(Phase::Checking)) {
            self.hear()?;
        }
        Ok(())
    }

    fn hear(&mut self) -> Result<(), HeadlessError> {
        let heard = self.session.hear(LOST);
        self.paint();
        heard.map_err(|Silence| HeadlessError::Lost)
    }

    /// Ends as a program does that the system asks to leave: what has been typed is kept.
    pub fn close(mut self) -> TestSandbox {
        self.tell(Msg::Leave(0));
        self.kill()
    }

    /// Ends without a word to the desk: what it has handed over is written down, and nothing else.
    pub fn kill(self) -> TestSandbox {
        self.session.finish(LOST);
        self.sandbox
    }

    /// What a person sees, line by line.
    pub fn screen(&self) -> String {
        text(self.canvas.lines())
    }

    /// Every cell of it.
    pub fn buffer(&self) -> Buffer {
        let Size { cols, rows } = self.desk().size;
        let content = self.canvas.lines().iter().flat_map(|line| line.content.iter().cloned()).collect();
        Buffer { area: Rect::new(0, 0, cols, rows), content }
    }

    /// A shot of it, for a film.
    pub fn shot(&self, at: Duration, caption: Option<String>) -> Shot {
        let cursor = self.canvas.cursor().map(|place| (place.x, place.y));
        Shot { at, buffer: self.buffer(), cursor, caption }
    }

    /// The stretches of it that aren't plain: row, first column, column after the last, and the name of their role.
    pub fn styles(&self) -> impl Iterator<Item = (usize, usize, usize, &'static str)> {
        let theme = self.canvas.look().theme;
        let of_line = move |(y, line)| {
            frame::runs(line, theme).into_iter().map(move |(from, to, role)| (y, from, to, role.name()))
        };
        self.canvas.lines().iter().enumerate().flat_map(of_line)
    }

    /// What a person sees, and below it which stretches look how, and where the cursor is.
    pub fn styled_screen(&self) -> String {
        styled(self.canvas.lines(), self.canvas.look().theme, self.canvas.cursor())
    }

    /// Where the cursor is, if it shows.
    pub fn cursor(&self) -> Option<Position> {
        self.canvas.cursor()
    }

    /// Everything a test may rely on, as JSON; no secrets.
    pub fn state(&self) -> Value {
        state(self.desk())
    }

    /// The desk itself, for what its state doesn't say.
    pub fn desk(&self) -> &crate::desk::Desk {
        self.session.desk()
    }

    /// Every request the sandbox has received, oldest first.
    ///
    /// # Errors
    /// When the sandbox doesn't answer.
    pub fn requests(&self) -> Result<Vec<Value>, HeadlessError> {
        Ok(self.sandbox.requests()?)
    }

    /// Sets a fault of the sandbox.
    ///
    /// # Errors
    /// When the sandbox knows no such fault.
    pub fn fault(&self, fault: &Value) -> Result<(), HeadlessError> {
        Ok(self.sandbox.fault(fault)?)
    }

    /// The sandbox it works with.
    pub fn sandbox(&self) -> &TestSandbox {
        &self.sandbox
    }

    /// Lets the desk take in a message, has done what it asks for, and paints.
    pub fn tell(&mut self, message: Msg) {
        self.session.tell(message);
        self.paint();
    }

    fn paint(&mut self) {
        // Painting writes to memory, which does not fail.
        let _ = self.canvas.paint(self.session.desk());
    }
}

fn account(options: &Options, vendor: Vendor, sandbox: &TestSandbox) -> Account {
    let elsewhere = options.addresses_of.iter().find(|(of, _)| *of == vendor);
    let elsewhere = elsewhere.map(|(_, url)| (url.clone(), ""));
    let served = || sandbox.served(vendor).map(|served| (served.url, served.key));
    let (url, valid) = elsewhere.or_else(served).unwrap_or_else(|| (vendor.address.to_owned(), ""));
    let address = options.address.clone().unwrap_or(url);
    let key = options.keys_of.iter().find(|(of, _)| *of == vendor).map_or(valid, |(_, key)| key);
    let key = (!key.is_empty()).then(|| SecretString::from(key));
    let key = key.map(|secret| SecretSource::Variable { name: "the headless desk".to_owned(), secret });
    Account::Api { address, key }
}

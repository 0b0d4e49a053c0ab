//! The desk for tests and demos: a screen of a fixed size, a clock set by hand, and real effects at a sandbox of its
//! own. Press keys, settle, read the screen.

pub mod demo;
mod desk_machine;
mod frame;
pub mod ndjson;
mod options;
pub mod picture;
pub mod play;
pub mod record;
mod tape;
mod test_sandbox;

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use secrecy::SecretString;
use serde_json::Value;
use zones::Zone;

use booking::{ClinicId, Mode, PerClinic, Templates};
use client::{ExtraHeaders, Timeouts};
use config::{Account, SecretSource};
use desk::{Code, DeskSetup, Gesture, Key, Msg, ScreenEffect, Setup, Size, UnknownKey, state};
use interactive::{Canvas, FileOptions, TutorOptions, tutor_progress_file};
use runtime::{ClinicOptions, EmbeddedSandbox, Pins, Records, Session, SessionOptions, WallClock};

use office::{LockSetup, Moment, OfficeEvent, OfficeSetup, Phase};
use sandbox::SandboxOptions;
use store::Who;

use desk_machine::DeskMachine;

pub use frame::{styled, text};
pub use options::Options;
pub use play::{FrameRecording, Shot};
pub use tape::{MOST_CELLS, Settings, Tape, TapeCommand, TapeError, TapePlace, TapeStep};
pub use test_sandbox::{TestSandbox, TestSandboxError};

/// The time after which an effect counts as lost. It is the only one measured on the machine's clock.
const LOST: Duration = Duration::from_secs(60);

/// Longer than any play.
const NEVER: Duration = Duration::from_secs(24 * 60 * 60);

/// Why a headless desk fails.
#[derive(Debug, thiserror::Error)]
pub enum HeadlessError {
    /// The sandbox did not start, or does not answer.
    #[error(transparent)]
    TestSandbox(#[from] TestSandboxError),
    /// The system can't start a thread.
    #[error("no thread for the effects: {0}")]
    Thread(#[from] io::Error),
    /// There is no such key.
    #[error(transparent)]
    Key(#[from] UnknownKey),
    /// An effect did not end.
    #[error("an effect has not come to its end in {} s", LOST.as_secs())]
    Lost,
}

/// The file exists, and may not be replaced.
#[derive(Debug, thiserror::Error)]
#[error("{} is there already; --force replaces it", .0.display())]
pub struct ThereAlready(PathBuf);

/// A desk without a terminal.
pub struct Desk {
    session: Session<DeskMachine>,
    /// How files are saved and printed.
    files: FileOptions,
    tutor: TutorOptions,
    canvas: Canvas,
    /// The executor's current time.
    now: Arc<Mutex<DateTime<Utc>>>,
    sandbox: TestSandbox,
}

impl Desk {
    /// Opens a desk on a sandbox of its own, and settles.
    ///
    /// # Errors
    ///
    /// Returns an error if the sandbox can't be started.
    pub fn open(options: Options) -> Result<Desk, HeadlessError> {
        let Options {
            lag,
            patients,
            is_booked,
            has_practice,
            now,
            ..
        } = options;
        let sandbox_options = SandboxOptions {
            lag,
            patients,
            is_booked,
            has_practice,
            ..SandboxOptions::default()
        };
        let sandbox = TestSandbox::start(sandbox_options, now)?;
        Desk::open_on(options, sandbox)
    }

    /// Opens a desk on the sandbox of an earlier one, and settles.
    ///
    /// # Errors
    ///
    /// Returns an error if the sandbox doesn't answer.
    pub fn open_on(options: Options, sandbox: TestSandbox) -> Result<Desk, HeadlessError> {
        sandbox.set_clock(options.now)?;
        let zones = clinic_zones(&options, &sandbox);
        let clinic_options = clinic_options(&options, &zones, &sandbox);
        let forced_mode = options.mode;
        let hidden_port = options.repeatable.then(|| sandbox.port());
        let now = Arc::new(Mutex::new(options.now));
        let clock_now = Arc::clone(&now);
        let setup = setup(&options, zones);
        let moment = Moment {
            now: options.now,
            up: Duration::ZERO,
        };
        let clock: WallClock =
            Arc::new(move || *clock_now.lock().unwrap_or_else(PoisonError::into_inner));
        let translate = move |event| match (event, forced_mode) {
            (OfficeEvent::Modes(modes), Some(mode)) => {
                Some(OfficeEvent::Modes(modes.map(|_, _| mode)))
            }
            (event, _) => Some(test_sandbox::hide_port(event, hidden_port)),
        };
        let size = options.size;
        let files = files_of(&options);
        let in_turn = options.repeatable;
        let machine = DeskMachine::new(desk::Desk::new(setup, moment, size));
        let options_of_session = SessionOptions {
            clinic_options,
            clock,
            in_turn,
        };
        let mut session = Session::open(machine, options_of_session, translate)?;
        if options.keeps_time {
            sandbox.keep_time(session.keeps_time(options.timeouts.request));
        }
        let canvas = Canvas::default();
        let mut headless = Desk {
            session,
            files,
            tutor: TutorOptions {
                progress: options.data_dir.as_deref().map(tutor_progress_file),
                answer_loss: sandbox.answer_loss(),
            },
            canvas,
            now,
            sandbox,
        };
        headless.paint();
        headless.settle()?;
        Ok(headless)
    }

    /// Presses keys, separated by blanks: `Tab Ctrl+S Alt+2`.
    ///
    /// # Errors
    ///
    /// Returns an error if one of them is not a key.
    pub fn press(&mut self, keys: &str) -> Result<(), HeadlessError> {
        for name in keys.split_whitespace() {
            let key: Key = name.parse()?;
            self.tell(Msg::Key(key));
        }
        Ok(())
    }

    /// Types a text, one key for each character; a line break is Enter. As in a terminal, keys that arrive together are
    /// one frame.
    pub fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            self.handle(Msg::Key(typed_key(letter)));
        }
        self.paint();
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) {
        self.tell(Msg::Paste(text.to_owned().into()));
    }

    /// Uses the mouse on a cell, column and row from 0, without delay: see [`desk::READABLE_AFTER`].
    pub fn point(&mut self, gesture: Gesture, (x, y): (u16, u16)) {
        if let Some(at) = self.canvas.pointed_at(&self.session.machine().desk, x, y) {
            self.tell(Msg::Mouse(gesture, at));
        }
    }

    /// Resizes the screen.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.tell(Msg::Resize(Size { cols, rows }));
    }

    /// Advances the clocks of the desk and the sandbox, and handles what falls due.
    ///
    /// # Errors
    ///
    /// Returns an error if the sandbox doesn't answer.
    pub fn pass(&mut self, time: Duration) -> Result<(), HeadlessError> {
        let Moment { now, up } = self.desk().office.moment;
        let later = Moment {
            now: now + time,
            up: up + time,
        };
        self.sandbox.set_clock(later.now)?;
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = later.now;
        self.tell(Msg::Office(OfficeEvent::Time(later)));
        Ok(())
    }

    /// Returns the time until something falls due, at most this long. What is due now falls due with the next tick.
    pub fn due_in(&self, at_most: Duration) -> Duration {
        const TICK: Duration = Duration::from_millis(1);
        self.session.due_in().max(TICK).min(at_most)
    }

    /// Handles the results of effects that have arrived, without waiting.
    pub fn catch_up(&mut self) {
        self.session.catch_up();
        self.perform_own();
        self.paint();
    }

    /// Waits until every effect has its answer, and every answer is handled. If the desk keeps the time, effects that
    /// wait for time to pass don't count.
    ///
    /// # Errors
    ///
    /// Returns an error if an effect does not end within a minute.
    pub fn settle(&mut self) -> Result<(), HeadlessError> {
        self.receive_while(|desk| !desk.session.is_settled())
    }

    /// Waits until the time of each booking has been checked once more, so that it is sent, or the desk asks.
    ///
    /// # Errors
    ///
    /// Returns an error if the check does not end within a minute.
    pub fn send_off(&mut self) -> Result<(), HeadlessError> {
        self.receive_while(|desk| {
            let mut awaited = desk.desk().office.changes().awaited();
            awaited.any(|open| open.phase() == Some(Phase::Checking))
        })
    }

    /// Handles incoming messages while something is waited for, and then paints.
    fn receive_while(&mut self, waits: impl Fn(&Desk) -> bool) -> Result<(), HeadlessError> {
        let mut has_come = true;
        while has_come && waits(self) {
            has_come = self.session.receive(LOST);
            self.perform_own();
        }
        self.paint();
        if has_come {
            Ok(())
        } else {
            Err(HeadlessError::Lost)
        }
    }

    /// Ends the desk as a signal would: typed text is saved.
    pub fn close(mut self) -> TestSandbox {
        self.tell(Msg::Leave(0));
        self.kill()
    }

    /// Ends the desk without a message to it. Only pending writes are finished.
    pub fn kill(self) -> TestSandbox {
        self.session.finish(LOST);
        self.sandbox
    }

    /// Returns the screen, line by line.
    pub fn screen(&self) -> String {
        text(self.canvas.frame().buffer())
    }

    /// Returns all cells of the screen.
    pub fn buffer(&self) -> &Buffer {
        self.canvas.frame().buffer()
    }

    /// Returns a shot of the screen, for a recording.
    pub fn shot(&self, at: Duration, caption: Option<String>) -> Shot {
        let cursor = self.cursor().map(|place| (place.x, place.y));
        Shot {
            at,
            buffer: self.buffer().clone(),
            cursor,
            caption,
        }
    }

    /// Returns the styled runs of the screen: row, first column, column after the last, and the name of the role.
    pub fn styles(&self) -> impl Iterator<Item = (usize, usize, usize, &'static str)> {
        let theme = self.canvas.frame().look().theme;
        let of_row = move |(y, row)| {
            frame::runs(row, theme)
                .into_iter()
                .map(move |(from, to, role)| (y, from, to, role.name()))
        };
        frame::rows(self.buffer()).enumerate().flat_map(of_row)
    }

    /// Returns the screen, followed by the styled runs and the cursor.
    pub fn styled_screen(&self) -> String {
        styled(
            self.buffer(),
            self.canvas.frame().look().theme,
            self.cursor(),
        )
    }

    /// Returns the cursor's position, if it is visible.
    pub fn cursor(&self) -> Option<Position> {
        self.canvas.frame().cursor()
    }

    /// Returns the state that tests may rely on, as JSON without secrets.
    pub fn state(&self) -> Value {
        state(self.desk())
    }

    /// Returns the desk itself, for facts that are not in the state.
    pub fn desk(&self) -> &desk::Desk {
        &self.session.machine().desk
    }

    /// Returns every request that the sandbox has received, oldest first.
    ///
    /// # Errors
    ///
    /// Returns an error if the sandbox doesn't answer.
    pub fn requests(&self) -> Result<Vec<Value>, HeadlessError> {
        Ok(self.sandbox.requests()?)
    }

    /// Sets a fault of the sandbox.
    ///
    /// # Errors
    ///
    /// Returns an error if the sandbox knows no such fault.
    pub fn fault(&self, fault: &Value) -> Result<(), HeadlessError> {
        Ok(self.sandbox.fault(fault)?)
    }

    /// Returns the sandbox.
    pub fn sandbox(&self) -> &TestSandbox {
        &self.sandbox
    }

    /// Lets the desk handle a message, executes its effects, and paints.
    pub fn tell(&mut self, message: Msg) {
        self.handle(message);
        self.paint();
    }

    fn handle(&mut self, message: Msg) {
        self.session.tell(message);
        self.perform_own();
    }

    /// Executes the desk's effects beyond its office. There is no clipboard, and no shell to suspend to.
    fn perform_own(&mut self) {
        loop {
            let effects = self.session.work(DeskMachine::take_own);
            if effects.is_empty() {
                return;
            }
            for effect in effects {
                match effect {
                    ScreenEffect::Save(ticket, document) => {
                        let saved = self.files.save(&document);
                        self.session.tell(Msg::Saved(ticket, saved));
                    }
                    ScreenEffect::Lesson(lesson) => self.tutor.begin(&lesson),
                    ScreenEffect::Copy(_) | ScreenEffect::Suspend => {}
                }
            }
        }
    }

    fn paint(&mut self) {
        // Painting writes to memory, which does not fail.
        let _ = self.canvas.paint(&self.session.machine().desk);
    }
}

/// Returns the key that types a character; Enter for a line break.
fn typed_key(letter: char) -> Key {
    Key::plain(if letter == '\n' {
        Code::Enter
    } else {
        Code::Char(letter)
    })
}

/// Returns the zone of each clinic; the desk's for clinics whose locations have zones.
fn clinic_zones(options: &Options, sandbox: &TestSandbox) -> PerClinic<Zone> {
    let clinic_zone = options.clinic_zone.unwrap_or(sandbox.clinik_zone());
    PerClinic::of(options.clinics, |clinic| {
        if clinic.can().has_places {
            options.zone
        } else {
            clinic_zone
        }
    })
}

/// Returns how to reach the clinics and the records.
fn clinic_options(
    options: &Options,
    zones: &PerClinic<Zone>,
    sandbox: &TestSandbox,
) -> ClinicOptions {
    let machine_timeout = options.keeps_time.then_some(NEVER);
    ClinicOptions {
        is_for_command: false,
        is_clock_set: options.repeatable,
        accounts: PerClinic::of(options.clinics, |clinic| account(options, clinic, sandbox)),
        zones: zones.clone(),
        timeouts: Timeouts {
            request: machine_timeout.unwrap_or(options.timeouts.request),
            ..options.timeouts
        },
        route: options.route.clone(),
        pins: Pins {
            asked: options.pin.clone(),
            next: options.pin.clone(),
        },
        records: Records {
            shared: options.shared.clone(),
            folder: options.data_dir.clone(),
            drafts: true,
            who: Who {
                operator: options.operator.clone(),
                desk: options.desk_name.clone(),
            },
            retention: None,
        },
        sandbox: EmbeddedSandbox::default(),
    }
}

/// Returns the setup of the desk.
fn setup(options: &Options, clinic_zones: PerClinic<Zone>) -> Setup {
    let shipped = || Templates::shipped(options.clinics);
    let office = OfficeSetup {
        clinic_zones,
        modes: PerClinic::of(options.clinics, |_| options.mode.unwrap_or(Mode::Sandbox)),
        operator: options.operator.clone(),
        desk_name: options.desk_name.clone(),
        profile_groups: PerClinic::of(options.clinics, |_| options.profile_group.clone()),
        references: options.references,
        identifiers: options.references.unwrap_or(1),
        call_limit: options.timeouts.request,
        shares: PerClinic::of(options.clinics, |clinic| {
            let shared = options.shared.as_ref();
            shared.is_some_and(|shared| shared.clinics.contains(&clinic))
        }),
        templates: options.templates.clone().unwrap_or_else(shipped),
        holidays: options.holidays.clone(),
        least_notice: options.least_notice,
        lock: LockSetup {
            after: options.lock_after,
            has_pin: options.pin.is_some(),
            opens_locked: options.opens_locked,
        },
        ..OfficeSetup::new(options.clinics, options.zone)
    };
    let desk = DeskSetup {
        date_order: options.date_order,
        language: options.language,
        look: options.look,
        keys: options.keys.clone(),
        has_printer: options.print_command.is_some(),
        save_folder: files_of(options).save_folder(),
        tutor: options.tutor.clone(),
        naming: options.naming,
        ..DeskSetup::new(options.clinic)
    };
    Setup { office, desk }
}

fn files_of(options: &Options) -> FileOptions {
    FileOptions {
        home: options.home.clone(),
        print_command: options.print_command.clone(),
    }
}

fn account(options: &Options, clinic: ClinicId, sandbox: &TestSandbox) -> Account {
    let configured = options
        .addresses_of
        .iter()
        .find(|(of, _)| *of == clinic)
        .map(|(_, url)| (url.clone(), ""));
    let served = || {
        sandbox
            .served(clinic.api_word())
            .map(|served| (served.url, served.key))
    };
    let (url, valid_key) = configured
        .or_else(served)
        .unwrap_or_else(|| (clinic.address.to_owned(), ""));
    let address = options.address.clone().unwrap_or(url);
    let key = options
        .keys_of
        .iter()
        .find(|(of, _)| *of == clinic)
        .map_or(valid_key, |(_, key)| key);
    let key = (!key.is_empty()).then(|| SecretString::from(key));
    let key = key.map(|secret| SecretSource::Variable {
        name: "the headless desk".to_owned(),
        secret,
    });
    Account::Api {
        address,
        key,
        client: None,
        headers: ExtraHeaders::default(),
        certificate: None,
    }
}

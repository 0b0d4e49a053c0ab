//! The test-and-demo driver: the same machine, a screen of a fixed size, a clock that stands still until it is
//! moved, and real effects against a sandbox it starts itself. Press keys, settle, read the screen.

pub mod demo;
mod frame;
mod lab;

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use ratatui::layout::Position;
use secrecy::SecretString;
use serde_json::Value;

use crate::booking::time::DateOrder;
use crate::booking::{Backend, Language, Mode, Naming};
use crate::client::{Route, Timeouts};
use crate::config::{Account, KeySource, PinHash};
use crate::desk::{Access, Flight, Key, Look, Moment, Msg, Setup, Size, UnknownKey, state};
use crate::ledger::Who;
use crate::runtime::{Canvas, Doors, Records, Session, Silence};
use crate::sandbox::ANIVA_PROFILE_GROUP;

pub use frame::{styled, text};
pub use lab::{Lab, LabError};

/// An effect that takes longer than this has been lost: the only clock here that isn't the desk's.
const LOST: Duration = Duration::from_secs(60);

/// How a headless desk is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// The size of its screen.
    pub size: Size,
    /// What the desk and the sandbox take for now, until it is moved.
    pub now: DateTime<Utc>,
    /// The desk's zone.
    pub zone: Tz,
    /// The order of numeric dates, where it is set.
    pub date_order: Option<DateOrder>,
    /// The language of the interface.
    pub language: Language,
    /// The form it opens with.
    pub backend: Backend,
    /// How it looks.
    pub look: Look,
    /// How long a call may take, on the machine's own clock.
    pub timeouts: Timeouts,
    /// How the servers are reached and recognised.
    pub route: Route,
    /// How far ClinikAPI searches lag behind writes, on the desk's clock.
    pub lag: Duration,
    /// How many people each backend knows in all; none is the sandbox's own roster.
    pub patients: Option<usize>,
    /// The key for ClinikAPI; none stands for the sandbox's valid one, an empty one for no key at all.
    pub clinik_key: Option<String>,
    /// The key for Aniva, likewise.
    pub aniva_key: Option<String>,
    /// Another address than the sandbox's, for both backends.
    pub address: Option<String>,
    /// Who books, for the record.
    pub operator: Option<String>,
    /// Where what must survive is kept; none keeps nothing.
    pub data_dir: Option<PathBuf>,
    /// The profile group of Aniva's new profiles, where the configuration says it.
    pub profile_group: Option<String>,
    /// What booking references are drawn from; none for none.
    pub references: Option<u64>,
    /// How long nobody may touch it before it locks; none where it never does by itself.
    pub lock_after: Option<Duration>,
    /// The hash of the PIN that unlocks it.
    pub pin: Option<PinHash>,
    /// How people in lists are named as it opens.
    pub naming: Naming,
    /// Another mode word than the sandbox's, for pictures and tests of it.
    pub mode: Option<Mode>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            size: Size { cols: 120, rows: 40 },
            now: DateTime::from_timestamp(1_795_181_520, 0).unwrap_or_default(),
            zone: chrono_tz::Europe::Berlin,
            date_order: None,
            language: Language::En,
            backend: Backend::Clinik,
            look: Look::default(),
            timeouts: Timeouts::default(),
            route: Route::default(),
            lag: Duration::ZERO,
            patients: None,
            clinik_key: None,
            aniva_key: None,
            address: None,
            operator: None,
            data_dir: None,
            profile_group: Some(ANIVA_PROFILE_GROUP.to_owned()),
            references: Some(1),
            lock_after: None,
            pin: None,
            naming: Naming::default(),
            mode: None,
        }
    }
}

/// Why a headless desk can't do what it is told.
#[derive(Debug, thiserror::Error)]
pub enum HeadlessError {
    /// The sandbox did not start, or does not answer.
    #[error(transparent)]
    Lab(#[from] LabError),
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

/// A desk without a terminal.
pub struct Desk {
    session: Session,
    canvas: Canvas,
    /// What its hands take for now.
    now: Arc<Mutex<DateTime<Utc>>>,
    lab: Lab,
}

impl Desk {
    /// Opens a desk on a sandbox of its own, and settles.
    ///
    /// # Errors
    /// When the sandbox can't be started.
    pub fn open(options: Options) -> Result<Desk, HeadlessError> {
        let lab = Lab::start(options.now, options.lag, options.patients)?;
        Desk::open_on(options, lab)
    }

    /// Opens a desk on a sandbox that another one has left, and settles.
    ///
    /// # Errors
    /// When the sandbox doesn't answer.
    pub fn open_on(options: Options, lab: Lab) -> Result<Desk, HeadlessError> {
        lab.set_clock(options.now)?;
        let doors = Doors {
            clinik: account(&options, lab.clinik_url(), options.clinik_key.as_deref(), lab.clinik_key()),
            aniva: account(&options, lab.aniva_url(), options.aniva_key.as_deref(), lab.aniva_key()),
            timeouts: options.timeouts,
            route: options.route,
            pin: options.pin.clone(),
            records: Records {
                folder: options.data_dir,
                who: Who { operator: options.operator.clone(), desk: None },
                retention: None,
            },
        };
        let forced = options.mode;
        let now = Arc::new(Mutex::new(options.now));
        let told = Arc::clone(&now);
        let setup = Setup {
            date_order: options.date_order,
            modes: [options.mode.unwrap_or(Mode::Sandbox); 2],
            language: options.language,
            operator: options.operator,
            look: options.look,
            profile_group: options.profile_group,
            references: options.references,
            access: Access {
                lock_after: options.lock_after,
                pin: options.pin.is_some(),
                naming: options.naming,
            },
            ..Setup::new(options.zone, options.backend)
        };
        let moment = Moment { now: options.now, up: Duration::ZERO };
        let clock = Arc::new(move || *told.lock().unwrap_or_else(PoisonError::into_inner));
        let session = Session::open(setup, doors, (moment, clock), options.size, move |message| {
            match (message, forced) {
                (Msg::Modes(_), Some(mode)) => Msg::Modes([mode; 2]),
                (message, _) => message,
            }
        })?;
        let canvas = Canvas::new(options.size);
        let mut headless = Desk { session, canvas, now, lab };
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
        self.lab.set_clock(later.now)?;
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = later.now;
        self.tell(Msg::Time(later));
        Ok(())
    }

    /// Waits until nothing is under way any more: no effect without its answer, no answer not taken in.
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
        while matches!(self.desk().flight, Flight::Checking { .. }) {
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
    pub fn close(mut self) -> Lab {
        self.tell(Msg::Leave(0));
        self.kill()
    }

    /// Ends without a word to the desk: what it has handed over is written down, and nothing else.
    pub fn kill(self) -> Lab {
        self.session.finish(LOST);
        self.lab
    }

    /// What a person sees, line by line.
    #[must_use]
    pub fn screen(&self) -> String {
        text(self.canvas.lines())
    }

    /// The same, and below it which stretches look how, and where the cursor is.
    #[must_use]
    pub fn styled_screen(&self) -> String {
        styled(self.canvas.lines(), self.canvas.look().theme, self.canvas.cursor())
    }

    /// Where the cursor is, if it shows.
    #[must_use]
    pub fn cursor(&self) -> Option<Position> {
        self.canvas.cursor()
    }

    /// Everything a test may rely on, as JSON; no secrets.
    #[must_use]
    pub fn state(&self) -> Value {
        state(self.desk())
    }

    /// The desk itself, for what its state doesn't say.
    #[must_use]
    pub fn desk(&self) -> &crate::desk::Desk {
        self.session.desk()
    }

    /// Every request the sandbox has received, oldest first.
    ///
    /// # Errors
    /// When the sandbox doesn't answer.
    pub fn requests(&self) -> Result<Vec<Value>, HeadlessError> {
        Ok(self.lab.requests()?)
    }

    /// Sets a fault of the sandbox.
    ///
    /// # Errors
    /// When the sandbox knows no such fault.
    pub fn fault(&self, fault: &Value) -> Result<(), HeadlessError> {
        Ok(self.lab.fault(fault)?)
    }

    /// The sandbox it works with.
    #[must_use]
    pub fn lab(&self) -> &Lab {
        &self.lab
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

fn account(options: &Options, url: String, key: Option<&str>, valid: &str) -> Account {
    let address = options.address.clone().unwrap_or(url);
    let key = Some(key.unwrap_or(valid)).filter(|key| !key.is_empty());
    let key = key.map(|key| KeySource::Variable { name: "the headless desk", key: SecretString::from(key) });
    Account::Api { address, key }
}

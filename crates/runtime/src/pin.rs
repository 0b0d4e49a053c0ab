//! Compares a PIN with its hash and counts wrong attempts. The count is in the records' folder if there is one, so that
//! a wrong PIN in one window or command also delays the others. The comparison is deliberately slow and has a thread of
//! its own. Another thread checks whether all windows must lock.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tracing::error;

use booking::{Mode, PinAttempt};
use config::{Config, PinHash};
use office::{Answer, OfficeEvent, Pin, Ticket, UnlockAttempt};
use platform::files::create_private_folder;
use store::{Lockout, LockoutFile, Trail, refusal};

use super::WallClock;
use super::effect_executor::EventSink;
use super::startup::who;
use super::stores::{lock, unlock_entry};
use booking::text::redacted_debug;

/// How often other windows' locks are checked.
const CHECK_INTERVAL: Duration = Duration::from_secs(1);

/// The PINs of a desk, as hashes.
#[derive(Clone, Debug, Default)]
pub struct Pins {
    /// The PIN that unlocks the desk, if one is set.
    pub asked: Option<PinHash>,
    /// The PIN that guards the records after `asked` was entered.
    pub next: Option<PinHash>,
}

/// Verifies PINs against the hash.
pub(super) struct PinVerifier {
    pins: Pins,
    counter: Arc<Counter>,
    clock: WallClock,
    report: EventSink,
    /// Dropping this ends the thread that watches other windows.
    _watch: Option<SyncSender<()>>,
}

/// Where wrong PINs are counted.
enum Counter {
    /// The folder of the records, with the last known number of locks.
    Folder(PathBuf, Mutex<u64>),
    /// This process, if nothing is kept.
    Here(Mutex<Lockout>),
}

impl Counter {
    fn of(folder: Option<PathBuf>) -> Counter {
        match folder {
            Some(folder) => {
                let locks = LockoutFile::in_folder(&folder).locks();
                Counter::Folder(folder, Mutex::new(locks))
            }
            None => Counter::Here(Mutex::default()),
        }
    }

    /// Checks a PIN against the one that unlocks the desk. If it is right, the most recently configured PIN guards the
    /// records from then on.
    fn check(&self, pins: &Pins, pin: &Pin, now: DateTime<Utc>) -> Result<PinAttempt, String> {
        let Some(asked) = &pins.asked else {
            return Err(io::ErrorKind::NotFound.to_string());
        };
        let is_right = || asked.is_of(pin);
        let attempt = match self {
            Counter::Folder(folder, _) => create_private_folder(folder)
                .and_then(|()| LockoutFile::in_folder(folder).attempt(now, is_right)),
            Counter::Here(lockout) => Ok(lock(lockout).attempt(now, is_right)),
        };
        let attempt = attempt.map_err(|error| refusal(&error).to_string())?;
        if let (PinAttempt::Right { .. }, Counter::Folder(folder, _), Some(next)) =
            (&attempt, self, &pins.next)
        {
            next.guard(folder)
                .map_err(|error| error.kind().to_string())?;
        }
        Ok(attempt)
    }

    fn lock(&self, now: DateTime<Utc>) -> io::Result<()> {
        if let Counter::Folder(folder, known) = self {
            create_private_folder(folder)?;
            // Held meanwhile, so that this lock is not mistaken for another window's.
            let mut known = lock(known);
            *known = LockoutFile::in_folder(folder).lock(now)?;
        }
        Ok(())
    }

    /// Returns whether another window was locked since the last call.
    fn is_locked_elsewhere(&self) -> bool {
        let Counter::Folder(folder, known) = self else {
            return false;
        };
        let mut known = lock(known);
        let before = std::mem::replace(&mut *known, LockoutFile::in_folder(folder).locks());
        before != *known
    }
}

impl PinVerifier {
    /// Starts, with the records in this folder. If a PIN is set, reports when another window was locked.
    ///
    /// # Errors
    ///
    /// Returns an error if the system can't start a thread.
    pub(super) fn start(
        pins: Pins,
        folder: Option<PathBuf>,
        clock: WallClock,
        report: EventSink,
    ) -> io::Result<PinVerifier> {
        let watches = pins.asked.is_some() && folder.is_some();
        let counter = Arc::new(Counter::of(folder));
        let mut watch = None;
        if watches {
            let (alive, ended) = mpsc::sync_channel(0);
            let counter = Arc::clone(&counter);
            let report = Arc::clone(&report);
            thread::Builder::new()
                .name("locks".to_owned())
                .spawn(move || watch_locks(&counter, &ended, &report))?;
            watch = Some(alive);
        }
        Ok(PinVerifier {
            pins,
            counter,
            clock,
            report,
            _watch: watch,
        })
    }

    /// Reports whether the PIN matches the hash, or an error if no hash is set or the system can't start a thread.
    pub(super) fn check(&self, ticket: Ticket, pin: Pin) {
        let pins = self.pins.clone();
        let counter = Arc::clone(&self.counter);
        let now = (self.clock)();
        let report = Arc::clone(&self.report);
        let answer = move |check| {
            let answer = Answer::PinChecked(check);
            OfficeEvent::Answer(ticket, answer)
        };
        let check = move || report(answer(counter.check(&pins, &pin, now)));
        if let Err(error) = thread::Builder::new().name("pin".to_owned()).spawn(check) {
            (self.report)(answer(Err(error.kind().to_string())));
        }
    }

    /// Locks all other windows on the same records.
    pub(super) fn lock_all(&self) {
        let counter = Arc::clone(&self.counter);
        let now = (self.clock)();
        let lock = move || {
            if let Err(error) = counter.lock(now) {
                error!(%error, "other windows were not locked");
            }
        };
        // Without the thread, the others lock by themselves after a time without input.
        let _ = thread::Builder::new().name("lock".to_owned()).spawn(lock);
    }
}

/// Watches the other windows until the desk ends.
fn watch_locks(counter: &Counter, ended: &Receiver<()>, report: &EventSink) {
    while ended.recv_timeout(CHECK_INTERVAL) == Err(RecvTimeoutError::Timeout) {
        if counter.is_locked_elsewhere() {
            report(OfficeEvent::LockedElsewhere);
        }
    }
}

/// Compares the PIN given to a command with the configured one, and counts and records a wrong one as the desk does.
/// Any PIN is right if none is configured. Takes some 20 ms.
///
/// # Errors
///
/// Returns why it could not be compared.
pub fn check_pin(config: &Config, pin: &Pin, clock: &WallClock) -> Result<PinAttempt, String> {
    let pins = Pins {
        asked: config.pin.clone(),
        next: config.configured_pin.clone(),
    };
    if pins.asked.is_none() {
        return Ok(PinAttempt::Right { wrong: 0 });
    }
    let now = clock();
    let check = Counter::of(Some(config.data_dir.clone())).check(&pins, pin, now);
    let attempt = match check {
        Ok(PinAttempt::Right { wrong }) if wrong > 0 => Some((wrong, true)),
        Ok(PinAttempt::Wrong { wrong, .. }) => Some((wrong, false)),
        _ => None,
    };
    if let Some((wrong, unlocked)) = attempt {
        put_on_record(
            config,
            UnlockAttempt {
                at: now,
                wrong,
                unlocked,
            },
        );
    }
    check
}

/// Records the attempt in every mode's audit trail. A failure is not reported.
fn put_on_record(config: &Config, attempt: UnlockAttempt) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().build() else {
        return;
    };
    let who = who(config);
    runtime.block_on(async {
        for mode in Mode::ALL {
            if let Ok(Some(trail)) = Trail::open(&config.data_dir, mode).await {
                let _ = trail.record(unlock_entry(attempt), &who, attempt.at).await;
            }
        }
    });
}

redacted_debug!(PinVerifier { pins });

//! An office at work for a command, or for another face that waits for each answer.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clerk::{AtWork, Clerk, ClerkSetup};
use office::{FaceAnswer, Office, OfficeEvent, OfficeSetup, Ticket};

use super::clinics::ClinicOptions;
use super::clock::{CommandClock, wall_clock};
use super::machine::{Machine, OfficeAtWork};
use super::session::{Session, SessionOptions};
use super::startup::{clinic_options, office_setup};
use super::stores::Records;
use config::Config;

/// How often a wait checks whether the work must stop.
const CHECK_INTERVAL: Duration = Duration::from_millis(100);
/// How long pending writes may delay the end.
const FINISH_TIMEOUT: Duration = Duration::from_secs(2);

/// An office without a screen, for any number of successive questions. It neither restores nor keeps drafts.
pub struct CommandSession {
    session: Session<OfficeAtWork>,
    clock: CommandClock,
    stop: Arc<AtomicBool>,
}

/// The clerk of a command.
pub type CommandClerk = Clerk<CommandSession>;

/// Opens an office with this configuration, and a clerk at it. Setting `stop` ends the current work.
///
/// # Errors
/// Fails if the system can't start a thread.
pub fn open_clerk(config: Config, stop: Arc<AtomicBool>) -> io::Result<CommandClerk> {
    let clock = CommandClock::start();
    let setup = ClerkSetup {
        clinic: config.clinic,
        language: config.language,
        date_order: config.date_order,
    };
    let office = OfficeSetup {
        reads_ahead: false,
        ..office_setup(&config)
    };
    let machine = OfficeAtWork::new(Office::new(office, clock.moment()));
    let session = Session::open(machine, options_for_command(config), Some)?;
    let at_work = CommandSession {
        session,
        clock,
        stop,
    };
    Ok(Clerk::new(at_work, setup))
}

impl CommandSession {
    /// Tells the office what time it is.
    fn advance(&mut self) {
        self.session.tell(OfficeEvent::Time(self.clock.moment()));
    }
}

impl AtWork for CommandSession {
    fn office(&self) -> &Office {
        self.session.machine().office()
    }

    fn work<T>(&mut self, work: impl FnOnce(&mut Office) -> T) -> T {
        self.advance();
        self.session.work(|machine| work(&mut machine.office))
    }

    fn take_answer(&mut self, ticket: Ticket) -> Option<FaceAnswer> {
        self.session.work(|machine| machine.answers.take(ticket))
    }

    fn has_read_records(&self) -> bool {
        self.session.has_read_records()
    }

    fn is_settled(&self) -> bool {
        self.session.is_settled()
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    fn wait(&mut self, at_most: Duration, is_there: impl Fn(&CommandSession) -> bool) -> bool {
        let begun = self.clock.moment().up;
        loop {
            if is_there(self) {
                return true;
            }
            let remaining = at_most.saturating_sub(self.clock.moment().up.saturating_sub(begun));
            if remaining.is_zero() || self.is_stopped() {
                return false;
            }
            let pause = self.session.machine().due_in().min(remaining);
            let office = self.session.machine().office();
            if self.session.is_settled() && self.clock.skip_pause(office, pause) {
                self.session.catch_up();
            } else {
                self.session.receive(pause.min(CHECK_INTERVAL));
            }
            self.advance();
        }
    }

    fn finish(self) {
        self.session.finish(FINISH_TIMEOUT);
    }
}

/// Returns the options of a session that keeps no drafts.
fn options_for_command(config: Config) -> SessionOptions {
    let clinic_options = clinic_options(config);
    SessionOptions {
        clinic_options: ClinicOptions {
            is_for_command: true,
            is_clock_set: false,
            records: Records {
                drafts: false,
                ..clinic_options.records
            },
            ..clinic_options
        },
        clock: wall_clock(),
        in_turn: false,
    }
}

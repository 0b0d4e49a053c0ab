//! A desk driven by commands, without a screen.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::config::Config;
use crate::runtime::{
    ClinicOptions, MomentClock, Records, Session, SessionOptions, doors, setup, system_clock,
    wall_clock,
};
use desk::{Action, Command, Desk, Msg, Size};
use office::OfficeEvent;

/// The size of a desk that is not drawn: any at which it has a form.
const UNDRAWN_SIZE: Size = Size { cols: 80, rows: 24 };
/// How often a wait checks whether the driver is to stop.
const CHECK_INTERVAL: Duration = Duration::from_millis(100);
/// How long pending writes may delay the end.
const FINISH_TIMEOUT: Duration = Duration::from_secs(2);
/// How long to wait until it is known whether the other desks can be reached.
const REACH_TIMEOUT: Duration = Duration::from_secs(5);

/// A desk without a screen, for any number of bookings, one after the other.
pub struct DeskDriver {
    pub(super) session: Session<Desk>,
    clock: MomentClock,
    stop: Arc<AtomicBool>,
    /// Whether the records are shared with other desks.
    shares: bool,
}

impl DeskDriver {
    /// Opens a desk with this configuration. Setting `stop` ends the driver's present work.
    ///
    /// A driver neither takes up nor leaves a draft.
    ///
    /// # Errors
    /// Fails if the system can't start a thread.
    pub fn open(config: Config, stop: Arc<AtomicBool>) -> io::Result<DeskDriver> {
        let clock = system_clock();
        let mut setup = setup(&config);
        setup.desk.is_on_screen = false;
        setup.desk.shows_desk_clock = false;
        setup.office.reads_ahead = false;
        let doors = doors(config);
        let doors = ClinicOptions {
            is_for_command: true,
            records: Records {
                drafts: false,
                ..doors.records
            },
            ..doors
        };
        let shares = doors.records.shared.is_some();
        let opening = SessionOptions {
            doors,
            clock: wall_clock(),
            in_turn: false,
        };
        let machine = Desk::new(setup, clock(), UNDRAWN_SIZE);
        let session = Session::open(machine, opening, |message| message)?;
        Ok(DeskDriver {
            session,
            clock,
            stop,
            shares,
        })
    }

    /// Returns the desk's state.
    pub fn desk(&self) -> &Desk {
        self.session.machine()
    }

    /// Ends the session after pending writes.
    pub fn finish(self) {
        self.session.finish(FINISH_TIMEOUT);
    }

    /// Returns whether the driver is to stop.
    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    pub(super) fn command(&mut self, command: Command) {
        self.tell(Msg::Do(command));
    }

    pub(super) fn act(&mut self, action: Action) {
        self.command(Command::Act(action));
    }

    /// Types a text of one line.
    pub(super) fn type_text(&mut self, text: &str) {
        self.command(Command::Type(text.to_owned().into()));
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.tell(Msg::Paste(text.to_owned().into()));
    }

    pub(super) fn tell(&mut self, message: Msg) {
        self.session
            .tell(Msg::Office(OfficeEvent::Time((self.clock)())));
        self.session.tell(message);
    }

    /// Waits until nothing is under way, for at most `time_limit`.
    pub(super) fn settle(&mut self, time_limit: Duration) {
        self.wait(time_limit, |session| {
            session.is_settled() && !session.machine().is_searching()
        });
    }

    /// Waits until it is known whether the other desks can be reached: without them, sending needs consent.
    pub(super) fn wait_for_reach(&mut self) {
        if self.shares {
            self.wait(REACH_TIMEOUT, |session| {
                session
                    .machine()
                    .office
                    .is_reach_known(session.machine().mode())
            });
        }
    }

    /// Waits for a condition, while time passes for the desk. Returns `false` if `time_limit` runs out or the
    /// driver is to stop.
    pub(super) fn wait(
        &mut self,
        time_limit: Duration,
        is_there: impl Fn(&Session<Desk>) -> bool,
    ) -> bool {
        let begun = (self.clock)().up;
        loop {
            if is_there(&self.session) {
                return true;
            }
            let remaining = time_limit.saturating_sub((self.clock)().up.saturating_sub(begun));
            if remaining.is_zero() || self.is_stopped() {
                return false;
            }
            self.session
                .receive(desk::due_in(self.desk()).min(remaining).min(CHECK_INTERVAL));
            self.session
                .tell(Msg::Office(OfficeEvent::Time((self.clock)())));
        }
    }
}

//! A desk driven by commands, without a screen.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::command_session::CommandSession;
use crate::config::Config;
use crate::runtime::{Session, setup, system_clock};
use desk::{Action, Command, Desk, Msg, Size};

/// The size of a desk that is not drawn: any at which it has a form.
const UNDRAWN_SIZE: Size = Size { cols: 80, rows: 24 };
/// How long to wait until it is known whether the other desks can be reached.
const REACH_TIMEOUT: Duration = Duration::from_secs(5);

/// A desk without a screen, for any number of bookings, one after the other.
pub struct DeskDriver {
    pub(super) session: CommandSession<Desk>,
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
        let machine = Desk::new(setup, clock(), UNDRAWN_SIZE);
        Ok(DeskDriver {
            session: CommandSession::open(machine, config, clock, stop)?,
        })
    }

    /// Returns the desk's state.
    pub fn desk(&self) -> &Desk {
        self.session.session().machine()
    }

    /// Ends the session after pending writes.
    pub fn finish(self) {
        self.session.finish();
    }

    /// Returns whether the driver is to stop.
    pub(super) fn is_stopped(&self) -> bool {
        self.session.is_stopped()
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
        self.session.advance();
        self.session.session_mut().tell(message);
    }

    /// Waits until nothing is under way, for at most `time_limit`.
    pub(super) fn settle(&mut self, time_limit: Duration) {
        self.wait(time_limit, |session| {
            session.is_settled() && !session.machine().is_searching()
        });
    }

    /// Waits until it is known whether the other desks can be reached: without them, sending needs consent.
    pub(super) fn wait_for_reach(&mut self) {
        if self.session.shares() {
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
        self.session.wait(time_limit, is_there)
    }
}

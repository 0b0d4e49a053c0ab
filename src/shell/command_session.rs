//! The session of a command: a machine without a screen, which is waited for until the command is to stop.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use office::OfficeEvent;

use crate::config::Config;
use crate::runtime::{
    ClinicOptions, Machine, MomentClock, Records, Session, SessionOptions, doors, wall_clock,
};

/// How often a wait checks whether the command is to stop.
const CHECK_INTERVAL: Duration = Duration::from_millis(100);
/// How long pending writes may delay the end.
const FINISH_TIMEOUT: Duration = Duration::from_secs(2);

/// The session of a command. It neither takes up nor leaves a draft.
pub(super) struct CommandSession<M: Machine> {
    session: Session<M>,
    clock: MomentClock,
    stop: Arc<AtomicBool>,
    /// Whether the records are shared with other desks.
    shares: bool,
}

impl<M: Machine> CommandSession<M> {
    /// Opens a session of this machine. Setting `stop` ends its present work.
    ///
    /// # Errors
    /// Fails if the system can't start a thread.
    pub(super) fn open(
        machine: M,
        config: Config,
        clock: MomentClock,
        stop: Arc<AtomicBool>,
    ) -> io::Result<CommandSession<M>> {
        let doors = doors(config);
        let shares = doors.records.shared.is_some();
        let options = SessionOptions {
            doors: ClinicOptions {
                is_for_command: true,
                records: Records {
                    drafts: false,
                    ..doors.records
                },
                ..doors
            },
            clock: wall_clock(),
            in_turn: false,
        };
        Ok(CommandSession {
            session: Session::open(machine, options, Some)?,
            clock,
            stop,
            shares,
        })
    }

    /// Returns the session that the command waits for.
    pub(super) fn session(&self) -> &Session<M> {
        &self.session
    }

    /// Returns the session, to tell it something or to work at its machine.
    pub(super) fn session_mut(&mut self) -> &mut Session<M> {
        &mut self.session
    }

    /// Returns whether the records are shared with other desks.
    pub(super) fn shares(&self) -> bool {
        self.shares
    }

    /// Tells the machine what time it is.
    pub(super) fn advance(&mut self) {
        self.session.tell(OfficeEvent::Time((self.clock)()));
    }

    /// Returns whether the command is to stop.
    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    /// Waits for a condition, while time passes for the machine. Returns `false` if `time_limit` runs out or the
    /// command is to stop.
    pub(super) fn wait(
        &mut self,
        time_limit: Duration,
        is_there: impl Fn(&Session<M>) -> bool,
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
            let pause = self.session.machine().due_in();
            self.session
                .receive(pause.min(remaining).min(CHECK_INTERVAL));
            self.advance();
        }
    }

    /// Ends the session after pending writes.
    pub(super) fn finish(self) {
        self.session.finish(FINISH_TIMEOUT);
    }
}

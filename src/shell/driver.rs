//! An office at which a command works, one question after the other.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use booking::time::DateOrder;
use booking::{ClinicId, Failure, Language, Naming};
use office::{FaceAnswer, Office, OfficeEvent, OfficeSetup, Ticket};
use words::Wording;

use crate::config::Config;
use crate::runtime::{
    ClinicOptions, CommandClock, Machine, OfficeAtWork, OfficeReader, Records, Session,
    SessionOptions, clinic_options, office_setup, wall_clock,
};

/// How long to wait for the answers of clinics.
pub(super) const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// How often a wait checks whether the command is to stop.
const CHECK_INTERVAL: Duration = Duration::from_millis(100);
/// How long pending writes may delay the end.
const FINISH_TIMEOUT: Duration = Duration::from_secs(2);

/// An office without a screen, for any number of questions, one after the other. It neither takes up nor leaves a draft.
pub struct Driver {
    session: Session<OfficeAtWork>,
    clock: CommandClock,
    stop: Arc<AtomicBool>,
    /// Why the last change was not made.
    pub(super) failure: Option<Failure>,
    /// That another desk has taken over a change, in words.
    pub(super) taken_over: Option<String>,
    /// The clinic with which the desk opens.
    clinic: ClinicId,
    /// The language in which a person reads the answers.
    pub(super) language: Language,
    date_order: Option<DateOrder>,
}

impl Driver {
    /// Opens an office with this configuration. Setting `stop` ends the driver's present work.
    ///
    /// # Errors
    /// Fails if the system can't start a thread.
    pub fn open(config: Config, stop: Arc<AtomicBool>) -> io::Result<Driver> {
        let clock = CommandClock::start();
        let clinic = config.clinic;
        let language = config.language;
        let date_order = config.date_order;
        let setup = OfficeSetup {
            reads_ahead: false,
            ..office_setup(&config)
        };
        let machine = OfficeAtWork::new(Office::new(setup, clock.moment()));
        let options = options_for_command(config);
        Ok(Driver {
            session: Session::open(machine, options, Some)?,
            clock,
            stop,
            failure: None,
            taken_over: None,
            clinic,
            language,
            date_order,
        })
    }

    /// Returns the office in its present state.
    pub fn office(&self) -> &Office {
        self.session.machine().office()
    }

    /// Returns the clinic that is asked, or all of them.
    pub fn clinics(&self, only: Option<ClinicId>) -> Vec<ClinicId> {
        let all = self.office().setup.clinics.into_iter();
        all.filter(|clinic| only.is_none_or(|only| only == *clinic))
            .collect()
    }

    /// Returns the clinic with which the desk opens.
    pub fn clinic(&self) -> ClinicId {
        self.clinic
    }

    /// Returns the language in which a person reads the answers.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns how the driver says what the office knows: one output speaks one clock, the clinic's.
    pub fn words(&self) -> Wording<'_> {
        Wording {
            office: self.office(),
            language: self.language,
            naming: Naming::InFull,
            date_order: self.date_order,
            shows_desk_clock: false,
            speaks: false,
        }
    }

    /// Ends the session after pending writes.
    pub fn finish(self) {
        self.session.finish(FINISH_TIMEOUT);
    }

    /// Works at the office, and has the effects that it requests carried out.
    pub(super) fn work<T>(&mut self, work: impl FnOnce(&mut Office) -> T) -> T {
        self.advance();
        self.session.work(|machine| work(&mut machine.office))
    }

    /// Waits until nothing is under way, for at most `time_limit`.
    pub(super) fn settle(&mut self, time_limit: Duration) {
        self.wait(time_limit, Session::is_settled);
    }

    /// Returns whether nothing is under way.
    pub(super) fn is_settled(&self) -> bool {
        self.session.is_settled()
    }

    /// Returns whether the driver is to stop.
    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    /// Takes the answer to a request of the driver, if it has come.
    pub(super) fn take_answer(&mut self, ticket: Ticket) -> Option<FaceAnswer> {
        self.session.work(|machine| machine.answers.take(ticket))
    }

    /// Waits for a condition, while time passes for the office. Returns `false` if `time_limit` runs out or the driver
    /// is to stop.
    pub(super) fn wait(
        &mut self,
        time_limit: Duration,
        is_there: impl Fn(&Session<OfficeAtWork>) -> bool,
    ) -> bool {
        let begun = self.clock.moment().up;
        loop {
            if is_there(&self.session) {
                return true;
            }
            let remaining = time_limit.saturating_sub(self.clock.moment().up.saturating_sub(begun));
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

    /// Tells the office what time it is.
    fn advance(&mut self) {
        self.session.tell(OfficeEvent::Time(self.clock.moment()));
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

impl OfficeReader for Driver {
    type Err = Infallible;

    fn words(&self) -> Wording<'_> {
        Driver::words(self)
    }

    fn work<T>(&mut self, work: impl FnOnce(&mut Office) -> T) -> T {
        Driver::work(self, work)
    }

    fn settle(&mut self) -> Result<bool, Infallible> {
        Driver::settle(self, READ_TIMEOUT);
        Ok(!self.is_stopped())
    }

    fn take_answer(&mut self, ticket: Ticket) -> Option<FaceAnswer> {
        Driver::take_answer(self, ticket)
    }

    fn is_settled(&self) -> bool {
        Driver::is_settled(self)
    }
}

//! A clerk works at an office without a screen, one question after the other.

use std::convert::Infallible;
use std::time::Duration;

use booking::time::DateOrder;
use booking::{ClinicId, Failure, Language, Naming};
use office::{FaceAnswer, Office, Ticket};
use words::Wording;

use super::{AtWork, OfficeReader, READ_TIMEOUT};

/// Answers questions about an office, books, and alters appointments, for faces without a screen.
pub struct Clerk<O> {
    at: O,
    /// Why the last change was not made.
    pub(super) failure: Option<Failure>,
    /// The message that another desk has taken over a change.
    pub(super) taken_over: Option<String>,
    setup: ClerkSetup,
    /// The language of the answers.
    pub(super) language: Language,
}

/// A clerk's clinic and its language.
#[derive(Clone, Copy, Debug)]
pub struct ClerkSetup {
    /// The clinic of requests that name none.
    pub clinic: ClinicId,
    /// The language of the answers.
    pub language: Language,
    /// The order of day and month in a typed date, if configured.
    pub date_order: Option<DateOrder>,
}

impl<O: AtWork> Clerk<O> {
    /// Creates a clerk at an office.
    pub fn new(at: O, setup: ClerkSetup) -> Clerk<O> {
        Clerk {
            at,
            failure: None,
            taken_over: None,
            setup,
            language: setup.language,
        }
    }

    /// Returns the office in its current state.
    pub fn office(&self) -> &Office {
        self.at.office()
    }

    /// Returns the given clinic, or all of them.
    pub fn clinics(&self, only: Option<ClinicId>) -> Vec<ClinicId> {
        let all = self.office().setup.clinics.into_iter();
        all.filter(|clinic| only.is_none_or(|only| only == *clinic))
            .collect()
    }

    /// Returns the clinic of requests that name none.
    pub fn clinic(&self) -> ClinicId {
        self.setup.clinic
    }

    /// Returns the language of the answers.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns the clerk's wording. It shows only the clinic's clock.
    pub fn words(&self) -> Wording<'_> {
        Wording {
            office: self.office(),
            language: self.language,
            naming: Naming::InFull,
            date_order: self.setup.date_order,
            shows_desk_clock: false,
            speaks: false,
        }
    }

    /// Ends the work after pending writes.
    pub fn finish(self) {
        self.at.finish();
    }

    /// Works at the office, and has the requested effects carried out.
    pub(super) fn work<T>(&mut self, work: impl FnOnce(&mut Office) -> T) -> T {
        self.at.work(work)
    }

    /// Waits until nothing is under way, for at most `time_limit`.
    pub(super) fn settle(&mut self, time_limit: Duration) {
        self.wait(time_limit, AtWork::is_settled);
    }

    pub(super) fn is_settled(&self) -> bool {
        self.at.is_settled()
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.at.is_stopped()
    }

    /// Takes the answer to a request of the clerk, if it has arrived.
    pub(super) fn take_answer(&mut self, ticket: Ticket) -> Option<FaceAnswer> {
        self.at.take_answer(ticket)
    }

    /// Waits for a condition, while time passes for the office. Returns `false` if `time_limit` runs out or the clerk
    /// must stop.
    pub(super) fn wait(&mut self, time_limit: Duration, is_there: impl Fn(&O) -> bool) -> bool {
        self.at.wait(time_limit, is_there)
    }
}

impl<O: AtWork> OfficeReader for Clerk<O> {
    type Err = Infallible;

    fn words(&self) -> Wording<'_> {
        Clerk::words(self)
    }

    fn work<T>(&mut self, work: impl FnOnce(&mut Office) -> T) -> T {
        Clerk::work(self, work)
    }

    fn settle(&mut self) -> Result<bool, Infallible> {
        Clerk::settle(self, READ_TIMEOUT);
        Ok(!self.is_stopped())
    }

    fn take_answer(&mut self, ticket: Ticket) -> Option<FaceAnswer> {
        Clerk::take_answer(self, ticket)
    }

    fn is_settled(&self) -> bool {
        Clerk::is_settled(self)
    }
}

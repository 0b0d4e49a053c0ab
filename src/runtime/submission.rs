//! The way from a command to the outcome of the change that it submits, for the shell and for conversations.

use std::time::Duration;

use super::Session;
use crate::booking::Outcome;
use crate::desk::{Ask, Command, Phase};

/// The limit of one wait for a change under way, generous because the desk itself says when a call has taken
/// too long.
pub(crate) const NO_TIMEOUT: Duration = Duration::from_secs(3600);

/// A driver that submits changes at a desk and answers the desk's questions about them.
pub trait Submitter {
    /// The reason for ending before an outcome is known.
    type Err;

    /// Returns the session of the desk.
    fn session(&self) -> &Session;

    /// Gives the desk a command.
    fn command(&mut self, command: Command);

    /// Waits at most this long until the session is as `is_there` demands. Returns whether it is.
    ///
    /// # Errors
    ///
    /// Returns an error if the driver is to end.
    fn wait(&mut self, at_most: Duration, is_there: impl Fn(&Session) -> bool) -> Result<bool, Self::Err>;

    /// Answers a question. Returns whether the change goes ahead.
    ///
    /// # Errors
    ///
    /// Returns an error if the driver is to end.
    fn answer(&mut self, asked: &Ask) -> Result<bool, Self::Err>;

    /// Reports how far the change is.
    ///
    /// # Errors
    ///
    /// Returns an error if the driver is to end.
    fn say_phase(&mut self, _: Phase) -> Result<(), Self::Err> {
        Ok(())
    }
}

/// Submits a change by this command, and follows it, including its second step, to its outcome. An unknown
/// outcome is looked up for at most `look_up`. Returns `None` if a question was not answered with yes.
///
/// # Errors
///
/// Returns an error if the driver is to end before that.
pub fn submit<S: Submitter>(
    by: &mut S,
    command: Command,
    look_up: Duration,
) -> Result<Option<Outcome>, S::Err> {
    let before = by.session().desk().changes.submission();
    by.command(command);
    loop {
        let desk = by.session().desk();
        if let Some(asked) = desk.asked().cloned() {
            if !by.answer(&asked)? {
                return Ok(None);
            }
        } else if let Some(phase) = desk.phase() {
            by.say_phase(phase)?;
            by.wait(NO_TIMEOUT, |session| session.desk().phase() != Some(phase))?;
        } else {
            break;
        }
    }
    if by.session().desk().changes.submission() == before {
        return Ok(Some(Outcome::Invalid));
    }
    let is_answered = |session: &Session| session.desk().changes.awaited().next().is_none();
    by.wait(NO_TIMEOUT, is_answered)?;
    by.wait(look_up, |session| !session.desk().changes.is_submission_open())?;
    by.wait(NO_TIMEOUT, is_answered)?;
    Ok(Some(by.session().desk().changes.outcome()))
}

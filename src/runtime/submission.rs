//! From a command to the outcome of the change that it hands in: one way for a shell and for a conversation.

use std::time::Duration;

use super::Session;
use crate::booking::Outcome;
use crate::desk::{Ask, Command, Phase};

/// How long a change under way is waited for at a time: the desk itself says when a call has taken too long.
pub(crate) const NO_TIMEOUT: Duration = Duration::from_secs(3600);

/// Whoever hands in changes at a desk, and answers what it asks about them.
pub trait Submitter {
    /// Why it ends before an outcome is known.
    type Err;

    /// The desk at work.
    fn session(&self) -> &Session;

    /// Gives the desk a command.
    fn command(&mut self, command: Command);

    /// Waits until the desk is as one wants it, at most this long; says whether it is.
    ///
    /// # Errors
    /// When it is to end.
    fn wait(&mut self, at_most: Duration, is_there: impl Fn(&Session) -> bool) -> Result<bool, Self::Err>;

    /// Answers a question; says whether it goes ahead.
    ///
    /// # Errors
    /// When it is to end.
    fn answer(&mut self, asked: &Ask) -> Result<bool, Self::Err>;

    /// Says how far the change is.
    ///
    /// # Errors
    /// When it is to end.
    fn say_phase(&mut self, _: Phase) -> Result<(), Self::Err> {
        Ok(())
    }
}

/// Hands in a change by this command, and follows it with its second step to its outcome, which is looked up for so
/// long where it is not known. None where a question was not answered with yes.
///
/// # Errors
/// When the submitter is to end before that.
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

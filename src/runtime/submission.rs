//! The way from a command to the outcome of the change that it submits, for the shell and for conversations:
//! unfinished changes of the same appointment are settled first.

use std::time::Duration;

use super::Session;
use booking::{AppointmentRef, Change, Meaning, Outcome};
use desk::{Ask, Command, Desk};

use office::{Phase, Submission, SubmissionId};

/// The limit of one wait for a change under way, generous because the desk itself says when a call has taken
/// too long.
const NO_TIMEOUT: Duration = Duration::from_secs(3600);

/// A driver that submits changes at a desk and answers the desk's questions about them.
pub trait Submitter {
    /// The reason for ending before an outcome is known.
    type Err;

    /// Returns the session of the desk.
    fn session(&self) -> &Session<Desk>;

    /// Passes a command to the desk.
    fn command(&mut self, command: Command);

    /// Waits at most this long until the session is as `is_there` demands. Returns whether it is.
    ///
    /// # Errors
    ///
    /// Returns an error if the driver is to end.
    fn wait(
        &mut self,
        at_most: Duration,
        is_there: impl Fn(&Session<Desk>) -> bool,
    ) -> Result<bool, Self::Err>;

    /// Answers a question. Returns whether the change goes ahead.
    ///
    /// # Errors
    ///
    /// Returns an error if the driver is to end.
    fn answer(&mut self, question: &Ask) -> Result<bool, Self::Err>;

    /// Reports how far the change is.
    ///
    /// # Errors
    ///
    /// Returns an error if the driver is to end.
    fn show_phase(&mut self, _: Phase) -> Result<(), Self::Err> {
        Ok(())
    }
}

/// Submits a change with this command, and follows it, including its second step, to its outcome. An unknown
/// outcome is looked up for at most `look_up`. Returns `None` if a question was not answered with yes.
///
/// # Errors
///
/// Returns an error if the driver is to end before that.
pub fn submit<S: Submitter>(
    driver: &mut S,
    command: Command,
    look_up: Duration,
) -> Result<Option<Outcome>, S::Err> {
    let before = driver.session().machine().office.changes.submission();
    driver.command(command);
    loop {
        let desk = driver.session().machine();
        if let Some(question) = desk.asked().cloned() {
            if !driver.answer(&question)? {
                return Ok(None);
            }
        } else if let Some(phase) = desk.phase() {
            driver.show_phase(phase)?;
            driver.wait(NO_TIMEOUT, |session| {
                session.machine().phase() != Some(phase)
            })?;
        } else {
            break;
        }
    }
    if driver.session().machine().office.changes.submission() == before {
        return Ok(Some(Outcome::Invalid));
    }
    let is_answered =
        |session: &Session<Desk>| session.machine().office.changes.awaited().next().is_none();
    driver.wait(NO_TIMEOUT, is_answered)?;
    driver.wait(look_up, |session| {
        !session.machine().office.changes.is_submission_open()
    })?;
    driver.wait(NO_TIMEOUT, is_answered)?;
    Ok(Some(driver.session().machine().office.changes.outcome()))
}

/// The result of settling what was left unfinished about an appointment.
#[derive(Debug)]
pub enum Earlier {
    /// Nothing is unfinished: the appointment may be changed.
    Nothing,
    /// The outcome of this change is still unknown.
    Unknown(SubmissionId),
    /// The appointment with this id was made in place of the other, which is still not cancelled.
    Incomplete(String),
    /// This change is made, and the appointment has this id.
    Made(Change, String),
}

/// Settles what an earlier command, window or desk has left unfinished about an appointment: the change is
/// looked up, for at most `look_up`, and its second step is made. Includes what a look-up has settled lately,
/// and looks once more for the new appointment of a change of two steps that was not there.
///
/// # Errors
///
/// Returns an error if the driver is to end before that.
pub fn finish_earlier<S: Submitter>(
    driver: &mut S,
    of: &AppointmentRef,
    look_up: Duration,
) -> Result<Earlier, S::Err> {
    let is_unknown = |open: &&Submission| open.meaning() == Some(Meaning::Unknown);
    let missed: Vec<SubmissionId> = driver
        .session()
        .machine()
        .office
        .changes
        .missed_about(of)
        .map(Submission::id)
        .collect();
    missed
        .into_iter()
        .for_each(|id| driver.command(Command::FinishChange(id)));
    let changes = &driver.session().machine().office.changes;
    // A look-up may have settled it since the driver began.
    let settled = || changes.settled().find(|open| open.is_about(of));
    let Some(open) = changes.unfinished_about(of).next().or_else(settled) else {
        return Ok(Earlier::Nothing);
    };
    let first = open.id();
    let change = open.change().clone();
    driver.wait(look_up, |session| {
        let changes = &session.machine().office.changes;
        !changes.awaited().any(|open| open.is_about(of))
            && !changes.unfinished_about(of).any(|open| is_unknown(&open))
    })?;
    let changes = &driver.session().machine().office.changes;
    if let Some(open) = changes.unfinished_about(of).find(is_unknown) {
        return Ok(Earlier::Unknown(open.id()));
    }
    let made = match (
        change.second_after(),
        changes.get(first).map(Submission::outcome),
    ) {
        (Some(made), _) => made.to_owned(),
        (_, Some(Outcome::Made(_, made))) => made,
        _ => return Ok(Earlier::Nothing),
    };
    let unfinished = changes
        .unfinished_about(of)
        .find(|open| open.is_unfinished())
        .map(Submission::id);
    if let Some(id) = unfinished {
        driver.command(Command::FinishChange(id));
    }
    let is_second = |open: &Submission| open.is_second_after(&made);
    driver.wait(NO_TIMEOUT, |session| {
        !session.machine().office.changes.awaited().any(is_second)
    })?;
    driver.wait(look_up, |session| {
        !session.machine().office.changes.unknown().any(is_second)
    })?;
    let mut changes = driver.session().machine().office.changes.iter();
    let is_left = changes.any(|open| is_second(open) && !open.is_settled());
    Ok(if is_left {
        Earlier::Incomplete(made)
    } else {
        Earlier::Made(change, made)
    })
}

//! The way from a submitted change to its outcome, for the shell and for conversations: unfinished changes of the same
//! appointment are settled first.

use std::time::Duration;

use booking::{AppointmentRef, Change, Meaning, Outcome};
use desk::{Ask, Command, Desk};

use office::{Office, Phase, Submission, SubmissionId};

/// The limit of one wait for a change under way, generous because the office itself says when a call has taken
/// too long.
pub const NO_TIMEOUT: Duration = Duration::from_secs(3600);

/// A driver that waits for what becomes of changes at an office.
pub trait Follower {
    /// The reason for ending before an outcome is known.
    type Err;

    /// Returns the office.
    fn office(&self) -> &Office;

    /// Sends the second step of a change that is not finished, or looks up its first once more.
    fn finish_change(&mut self, id: SubmissionId);

    /// Waits at most this long until the office is as `is_there` demands. Returns whether it is.
    ///
    /// # Errors
    ///
    /// Returns an error if the driver is to end.
    fn wait_for(
        &mut self,
        at_most: Duration,
        is_there: impl Fn(&Office) -> bool,
    ) -> Result<bool, Self::Err>;
}

/// A driver that submits changes at a desk and answers the desk's questions about them.
pub trait Submitter: Follower {
    /// Returns the desk.
    fn desk(&self) -> &Desk;

    /// Passes a command to the desk.
    fn command(&mut self, command: Command);

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
    let before = driver.office().changes.submission();
    driver.command(command);
    loop {
        let desk = driver.desk();
        if let Some(question) = desk.asked().cloned() {
            if !driver.answer(&question)? {
                return Ok(None);
            }
        } else if let Some(phase) = desk.phase() {
            driver.show_phase(phase)?;
            let is_over = |office: &Office| {
                let under_way = office.changes.under_way();
                under_way.and_then(Submission::phase) != Some(phase)
            };
            driver.wait_for(NO_TIMEOUT, is_over)?;
        } else {
            break;
        }
    }
    if driver.office().changes.submission() == before {
        return Ok(Some(Outcome::Invalid));
    }
    follow(driver, look_up).map(Some)
}

/// Follows the change that was submitted last, including its second step, to its outcome. An unknown outcome is looked
/// up for at most `look_up`.
///
/// # Errors
///
/// Returns an error if the driver is to end before that.
pub fn follow<F: Follower>(driver: &mut F, look_up: Duration) -> Result<Outcome, F::Err> {
    let is_answered = |office: &Office| office.changes.awaited().next().is_none();
    driver.wait_for(NO_TIMEOUT, is_answered)?;
    driver.wait_for(look_up, |office| !office.changes.is_submission_open())?;
    driver.wait_for(NO_TIMEOUT, is_answered)?;
    Ok(driver.office().changes.outcome())
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
pub fn finish_earlier<F: Follower>(
    driver: &mut F,
    of: &AppointmentRef,
    look_up: Duration,
) -> Result<Earlier, F::Err> {
    let is_unknown = |open: &&Submission| open.meaning() == Some(Meaning::Unknown);
    let missed = driver.office().changes.missed_about(of);
    let missed: Vec<SubmissionId> = missed.map(Submission::id).collect();
    for id in missed {
        driver.finish_change(id);
    }
    let changes = &driver.office().changes;
    // A look-up may have settled it since the driver began.
    let settled = || changes.settled().find(|open| open.is_about(of));
    let Some(open) = changes.unfinished_about(of).next().or_else(settled) else {
        return Ok(Earlier::Nothing);
    };
    let first = open.id();
    let change = open.change().clone();
    driver.wait_for(look_up, |office| {
        !office.changes.awaited().any(|open| open.is_about(of))
            && !office
                .changes
                .unfinished_about(of)
                .any(|open| is_unknown(&open))
    })?;
    let changes = &driver.office().changes;
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
        driver.finish_change(id);
    }
    let is_second = |open: &Submission| open.is_second_after(&made);
    driver.wait_for(NO_TIMEOUT, |office| {
        !office.changes.awaited().any(is_second)
    })?;
    driver.wait_for(look_up, |office| !office.changes.unknown().any(is_second))?;
    let mut changes = driver.office().changes.iter();
    let is_left = changes.any(|open| is_second(open) && !open.is_settled());
    Ok(if is_left {
        Earlier::Incomplete(made)
    } else {
        Earlier::Made(change, made)
    })
}

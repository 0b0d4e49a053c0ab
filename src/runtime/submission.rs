//! The way from a submitted change to its outcome, for the shell and for conversations: unfinished changes of the same
//! appointment are settled first.

use std::time::Duration;

use booking::{AppointmentRef, Change, Meaning, Outcome};
use office::{Office, Submission, SubmissionId};

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
    let is_left = changes.any(|open| is_second(open) && !open.is_made());
    Ok(if is_left {
        Earlier::Incomplete(made)
    } else {
        Earlier::Made(change, made)
    })
}

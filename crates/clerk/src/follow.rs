//! Follows a submitted change to its outcome, for the shell and for conversations. Unfinished changes of the same
//! appointment are settled first.

use std::time::Duration;

use booking::{AppointmentRef, Change, Meaning, Outcome};
use office::{Office, Submission, SubmissionId, Withheld};
use words::Wording;

/// The limit of one wait for a change under way: generous, because the office itself ends calls that take too long.
pub const NO_TIMEOUT: Duration = Duration::from_secs(3600);

/// A face that waits for the outcome of changes at an office.
pub trait Follower {
    /// The error if the face ends before an outcome is known.
    type Err;

    /// Returns the wording of the face.
    fn words(&self) -> Wording<'_>;

    /// Works at the office, and has the requested effects carried out.
    fn work<T>(&mut self, work: impl FnOnce(&mut Office) -> T) -> T;

    /// Takes the change with this id and the reason, if it was withheld after it was submitted.
    fn take_withheld(&mut self, id: SubmissionId) -> Option<(Submission, Withheld)>;

    /// Returns the office.
    fn office(&self) -> &Office {
        self.words().office
    }

    /// Waits until no change is waited for.
    ///
    /// # Errors
    ///
    /// Returns an error if the face must end.
    fn await_answer(&mut self) -> Result<(), Self::Err> {
        self.wait_for(NO_TIMEOUT, |office| {
            office.changes().awaited().next().is_none()
        })?;
        Ok(())
    }

    /// Waits at most this long until `is_there` holds. Returns whether it does.
    ///
    /// # Errors
    ///
    /// Returns an error if the face must end.
    fn wait_for(
        &mut self,
        at_most: Duration,
        is_there: impl Fn(&Office) -> bool,
    ) -> Result<bool, Self::Err>;
}

/// Follows the change submitted last, including its second step, to its outcome. An unknown outcome is looked up for at
/// most `look_up`.
///
/// # Errors
///
/// Returns an error if the face must end before that.
pub fn follow<F: Follower>(face: &mut F, look_up: Duration) -> Result<Outcome, F::Err> {
    let is_answered = |office: &Office| office.changes().awaited().next().is_none();
    face.wait_for(NO_TIMEOUT, is_answered)?;
    face.wait_for(look_up, |office| !office.changes().is_submission_open())?;
    face.wait_for(NO_TIMEOUT, is_answered)?;
    Ok(face.office().changes().outcome())
}

/// The result of settling unfinished changes of an appointment.
#[derive(Debug)]
pub enum Earlier {
    /// Nothing is unfinished: the appointment may be changed.
    Nothing,
    /// The outcome of this change is still unknown.
    Unknown(SubmissionId),
    /// The appointment with this id was made in place of the other, which is not cancelled yet.
    Incomplete(String),
    /// This change is made, and the appointment has this id.
    Made(Change, String),
}

/// Settles what an earlier command, window or desk left unfinished about an appointment: the change is looked up, for
/// at most `look_up`, and its second step is made. Includes changes that a look-up settled lately. If the new
/// appointment of a two-step change was not found, it is looked for again.
///
/// # Errors
///
/// Returns an error if the face must end before that.
pub fn finish_earlier<F: Follower>(
    face: &mut F,
    of: &AppointmentRef,
    look_up: Duration,
) -> Result<Earlier, F::Err> {
    let is_unknown = |open: &&Submission| open.meaning() == Some(Meaning::Unknown);
    let missed = face.office().changes().missed_about(of);
    let missed: Vec<SubmissionId> = missed.map(Submission::id).collect();
    for id in missed {
        face.work(|office| office.finish_change(id));
    }
    let changes = face.office().changes();
    // A look-up may have settled it after the face began.
    let settled = || changes.settled().find(|open| open.is_about(of));
    let Some(open) = changes.unfinished_about(of).next().or_else(settled) else {
        return Ok(Earlier::Nothing);
    };
    let first = open.id();
    let change = open.change().clone();
    face.wait_for(look_up, |office| {
        !office.changes().awaited().any(|open| open.is_about(of))
            && !office
                .changes()
                .unfinished_about(of)
                .any(|open| is_unknown(&open))
    })?;
    let changes = face.office().changes();
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
        face.work(|office| office.finish_change(id));
    }
    let is_second = |open: &Submission| open.is_second_after(&made);
    face.wait_for(NO_TIMEOUT, |office| {
        !office.changes().awaited().any(is_second)
    })?;
    face.wait_for(look_up, |office| !office.changes().unknown().any(is_second))?;
    let mut changes = face.office().changes().iter();
    let is_left = changes.any(|open| is_second(open) && !open.is_made());
    Ok(if is_left {
        Earlier::Incomplete(made)
    } else {
        Earlier::Made(change, made)
    })
}

//! Handles the answer to a row or the end of its look-up: sends the row again, looks it up, or gives the
//! verdict on it.

use tokio::time::Instant;

use super::check::{LANGUAGE, Ready, done_before, said, whole};
use super::in_flight::{Line, Lost, Turn};
use super::second_step::FollowUp;
use super::send::Run;
use super::write_batch::RowNotClaimed;
use super::{Batch, Told, Verdict};
use crate::booking::{
    Appointment, Cause, ChangeKind, ChangeStage, ClinicId, Failure, Life, LookupSchedule, Meaning, NotMade,
    Outcome, Problem, problems_of, problems_of_change,
};
use crate::store::{RecordId, StoredRowState};

/// After this many rows in succession without an answer, the rest of a clinic's rows is not sent.
const MOST_SILENT: u32 = 20;

impl Run<'_> {
    /// Applies an answer to the rows still to be sent, before the answer is written down.
    pub(super) fn heed(&mut self, turn: &Turn, answer: &Result<Appointment, Failure>) {
        let clinic = turn.clinic();
        let line = &mut self.lines[clinic];
        let Err(failure) = answer else {
            line.silent = 0;
            return;
        };
        if let Some(wait) = turn.life.wait_for(failure) {
            let (now, before) = (Instant::now(), line.opens);
            line.opens = before.max(now + wait);
            if line.opens > before.max(now) {
                self.tell(Told::Waits(clinic, wait));
            }
            return;
        }
        let has_answered = matches!(failure, Failure::Refused(_)) || failure.report().cause == Cause::Altered;
        line.silent = if has_answered { 0 } else { line.silent + 1 };
        if line.silent >= MOST_SILENT || failure.report().cause.is_of_every_call() {
            line.shut.get_or_insert_with(|| problems_of(failure, clinic, LANGUAGE));
        }
    }

    pub(super) fn answered(
        &mut self,
        id: RecordId,
        turn: Turn,
        answer: Result<Appointment, Failure>,
        after: FollowUp,
    ) {
        let failure = match answer {
            Ok(appointment) => {
                self.shared.knows(&appointment.id);
                let outcome = after.outcome(turn.ready.change.kind(), appointment.id);
                let mut verdict = turn.ready.verdict(outcome);
                verdict.problems.extend(after.problems);
                return self.say(verdict);
            }
            Err(failure) => failure,
        };
        let outcome = match turn.life.meaning() {
            Some(Meaning::NotSent) if failure.report().cause == Cause::Altered => Outcome::Conflict,
            Some(meaning @ (Meaning::Refused | Meaning::NotSent)) => Outcome::Failed(meaning),
            _ => return self.look_up(id, *turn.life, Lost::Now(turn.ready)),
        };
        let problems = problems_of_change(&failure, &turn.ready.change, LANGUAGE);
        self.say(turn.ready.verdict(outcome).because(problems));
    }

    /// Handles the end of a look-up. `is_sent_again` is set if the server only asked to wait and has not made
    /// the change.
    pub(super) fn looked_up(&mut self, row: Lost, life: Life, is_sent_again: bool, after: FollowUp) {
        let kind = life.change().kind();
        let (verdict, there) = match row {
            Lost::Now(ready) if is_sent_again => {
                return self.queue.push_front(Turn { ready, life: Box::new(life) });
            }
            Lost::Before(row) if matches!(life.stage(), ChangeStage::NotMade(_)) => {
                return self.take_in(*row);
            }
            Lost::Now(ready) => {
                (ready.verdict(Outcome::Failed(Meaning::Unknown)), "Its answer was lost; it is there.")
            }
            Lost::Before(row) => (row.rehearsed(), done_before(kind)),
        };
        let (outcome, problems) = match life.stage() {
            ChangeStage::Made { id: Some(id), .. } => {
                self.shared.knows(id);
                let outcome = after.outcome(kind, id.clone());
                (outcome, [whole(there, "")].into_iter().chain(after.problems).collect())
            }
            ChangeStage::NotMade(NotMade::Failed(refusal)) => {
                let problems = problems_of_change(refusal, life.change(), LANGUAGE);
                (Outcome::Failed(refusal.meaning()), problems)
            }
            ChangeStage::NotMade(_) => {
                let problem = match kind {
                    ChangeKind::Book => whole(
                        "Its answer was lost, and it has not been booked.",
                        "Run the file again to book it.",
                    ),
                    _ => whole(
                        "Its answer was lost, and the appointment is as it was.",
                        "Run the file again to send it once more.",
                    ),
                };
                (Outcome::Failed(Meaning::NotThere), vec![problem])
            }
            _ => {
                let candidates = life.lookup().and_then(LookupSchedule::candidates).unwrap_or_default();
                let which = match candidates.is_empty() {
                    true => "It could not be looked up.".to_owned(),
                    false => format!("It may be {}.", candidates.join(" or ")),
                };
                let advice = "Run the file again to look once more, or settle it in the desk's Outbox.";
                (Outcome::Failed(Meaning::Unknown), vec![whole(which, advice)])
            }
        };
        self.say(Verdict { outcome, ..verdict }.because(problems));
    }
}

/// Returns the problem of a follow-up that failed.
pub(super) fn not_followed(what: &str, advice: &str, failure: &Failure, clinic: ClinicId) -> Problem {
    let why = said(failure, clinic);
    whole(format!("The appointment stands, and its {what}: {why}"), advice)
}

impl Line {
    /// Sends nothing more, because the run is to stop.
    pub(super) fn stop(&mut self) {
        let stopped = || vec![whole("The run was stopped before it was sent.", "Run the file again.")];
        self.shut.get_or_insert_with(stopped);
    }
}

impl Batch {
    /// Returns the verdict on a row that became unsendable since it was checked: another run of the same file
    /// is sending it, another change stands in its way, or the other desks can't be asked.
    pub(super) fn kept_out(&self, ready: &Ready, why: &RowNotClaimed) -> Verdict {
        let failure = match why {
            RowNotClaimed::Failed(failure) => failure,
            RowNotClaimed::State(StoredRowState::Booked(id)) => {
                return ready.verdict(Outcome::Made(ready.change.kind(), id.clone()));
            }
            RowNotClaimed::State(_) => {
                let advice = "Run the file again once that has ended.";
                let problem = whole("Another run of this file is at it.", advice);
                return ready.verdict(Outcome::Failed(Meaning::Unknown)).because(vec![problem]);
            }
        };
        if let Cause::Claimed(claim) = &failure.report().cause {
            return self.claimed(ready, claim);
        }
        let about = ready.change.starts_from().map(|of| of.id.clone());
        let problems = problems_of_change(failure, &ready.change, LANGUAGE);
        ready.verdict(Outcome::of_failure(failure)).about(about).because(problems)
    }
}

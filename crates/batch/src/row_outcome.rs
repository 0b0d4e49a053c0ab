//! The verdict on a submitted row, from the outcome of its change.

use super::check::{LANGUAGE, ReadyRow, UnfinishedRow, made_by_earlier_run, row_problem};
use super::run::{RowOrigin, SubmittedRow};
use super::{Batch, Verdict};
use booking::{
    Cause, Change, ChangeKind, Failure, LookupSchedule, Meaning, Outcome, Problem,
    problems_of_change,
};
use office::{Office, Submission, SubmissionId};

impl Batch {
    /// Returns the verdict on a row that has ended.
    pub(super) fn verdict_on(&self, row: SubmittedRow, office: &Office) -> Verdict {
        let SubmittedRow { id, origin, .. } = row;
        let outcome = outcome_of(id, office);
        match origin {
            RowOrigin::ThisRun(ready) => self.verdict_on_sent(&ready, id, office, outcome),
            RowOrigin::EarlierRun(checked) => {
                let kind = if let Outcome::Made(kind, _) = &outcome {
                    *kind
                } else {
                    ChangeKind::Move
                };
                let problems =
                    problems_of_outcome(&outcome, id, office, &made_by_earlier_run(kind));
                Verdict {
                    outcome,
                    ..checked.into_verdict()
                }
                .because(problems)
            }
            RowOrigin::Unfinished(step) => {
                let UnfinishedRow {
                    appointment,
                    verdict,
                    ..
                } = *step;
                if let Outcome::Made(..) = outcome {
                    let what = "An earlier run had not finished it; it is done now.";
                    let outcome = Outcome::Made(ChangeKind::Move, appointment);
                    return Verdict { outcome, ..verdict }.because(vec![row_problem(what, "")]);
                }
                match office.changes().get(id).map(|open| open.problems(LANGUAGE)) {
                    Some(problems) if !problems.is_empty() => verdict.because(problems),
                    _ => verdict,
                }
            }
        }
    }

    fn verdict_on_sent(
        &self,
        ready: &ReadyRow,
        id: SubmissionId,
        office: &Office,
        outcome: Outcome<String>,
    ) -> Verdict {
        let submission = office.changes().submitted(id);
        if let Some(failure) = submission.and_then(|submission| submission.failure.as_ref()) {
            return self.verdict_on_failed(ready, failure);
        }
        let is_found = submission.is_some_and(|submission| submission.is_found);
        let problems =
            problems_of_outcome(&outcome, id, office, "Its answer was lost; it is there.");
        let mut verdict = ready.verdict(outcome);
        match verdict.outcome {
            Outcome::Made(..) | Outcome::Incomplete(_) if !is_found => {
                verdict.problems.extend(problems.into_iter().skip(1));
                verdict
            }
            _ => verdict.because(problems),
        }
    }

    fn verdict_on_failed(&self, ready: &ReadyRow, failure: &Failure) -> Verdict {
        match &failure.report().cause {
            Cause::Claimed(claim) => return self.verdict_on_claimed(ready, claim),
            Cause::EarlierTry(Some(id)) => {
                return ready.verdict(Outcome::Made(ready.change.kind(), id.clone()));
            }
            Cause::EarlierTry(None) => {
                let advice = "Run the file again once that has ended.";
                let problem = row_problem("Another run of this file is at it.", advice);
                return ready
                    .verdict(Outcome::Failed(Meaning::Unknown))
                    .because(vec![problem]);
            }
            _ => {}
        }
        let problems = problems_of_change(failure, &ready.change, LANGUAGE);
        let altered = ready.change.starts_from().map(|of| of.id.clone());
        match Outcome::<String>::of_failure(failure) {
            Outcome::Conflict => ready.verdict(Outcome::Conflict).about(altered),
            _ => ready.verdict(Outcome::Failed(failure.meaning())),
        }
        .because(problems)
    }
}

/// Returns the outcome of a row, with the appointment's id. Unknown while the change is looked up.
fn outcome_of(id: SubmissionId, office: &Office) -> Outcome<String> {
    let is_open = office.changes().step_of(id).is_some();
    match office.changes().outcome_of(id) {
        Outcome::Made(kind, made) => Outcome::Made(kind, made.id),
        Outcome::Incomplete(made) => Outcome::Incomplete(made.id),
        Outcome::InPart(now) => Outcome::InPart(now.id),
        Outcome::Failed(meaning) if !is_open => Outcome::Failed(meaning),
        _ => Outcome::Failed(Meaning::Unknown),
    }
}

/// Returns the problems of an outcome. For a change that was made, the message `made` comes first.
fn problems_of_outcome(
    outcome: &Outcome<String>,
    id: SubmissionId,
    office: &Office,
    made: &str,
) -> Vec<Problem> {
    let open = office.changes().get(id);
    match outcome {
        Outcome::Made(_, appointment) | Outcome::Incomplete(appointment) => {
            let second = office
                .changes()
                .second_of(id)
                .map(|open| open.problems(LANGUAGE));
            let panels = office
                .panels()
                .of(appointment)
                .and_then(|order| order.problem(&office.lists, LANGUAGE));
            [row_problem(made, "")]
                .into_iter()
                .chain(second.into_iter().flatten())
                .chain(panels)
                .collect()
        }
        Outcome::Failed(Meaning::NotThere) => vec![not_there(open.map(Submission::change))],
        _ => {
            let lookup = open.and_then(|open| open.life.lookup());
            let candidates = lookup
                .and_then(LookupSchedule::candidates)
                .unwrap_or_default();
            let what = if candidates.is_empty() {
                "It is not known to be there, and not known to be missing.".to_owned()
            } else {
                format!("It may be {}.", candidates.join(" or "))
            };
            let advice = "Run the file again to look once more, or settle it in the desk's Outbox.";
            vec![row_problem(what, advice)]
        }
    }
}

fn not_there(change: Option<&Change>) -> Problem {
    let (what, advice) = match change.map(Change::kind) {
        None | Some(ChangeKind::Book) => ("it has not been booked", "book it"),
        Some(_) => ("the appointment is as it was", "send it once more"),
    };
    row_problem(
        format!("Its answer was lost, and {what}."),
        format!("Run the file again to {advice}."),
    )
}

//! What the end of a row's sending, or of its looking-up, means: another turn, a look, or its verdict.

use std::time::Duration;

use tokio::time::Instant;

use super::check::{LANGUAGE, Ready, done_before, said, whole};
use super::in_flight::{Line, Lost, Turn};
use super::lookup::Looked;
use super::send::Run;
use super::{Batch, Told, Verdict, Word};
use crate::booking::{
    Appointment, Cause, ChangeKind, Failure, LookupSchedule, Problem, Vendor, problems_of, problems_of_change,
};
use crate::store::{IntentId, RowHeld, RowState};

/// How long a row waits where a server asks to wait but doesn't say how long, as at the desk.
const UNNAMED_WAIT: Duration = Duration::from_secs(60);
/// A longer wait than this is a person's to wait.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);
/// A row that was asked to wait this often is not going to be taken.
const MOST_WAITS: u8 = 10;
/// After so many rows in a row that got no answer, the rest of a backend's rows is not sent.
const MOST_SILENT: u32 = 20;

impl Run<'_> {
    /// What an answer means for the rows after it. Heeded at once, before it is written down.
    pub(super) fn heed(&mut self, turn: &Turn, answer: &Result<Appointment, Failure>) {
        let backend = turn.backend();
        let line = &mut self.lines[backend];
        let Err(failure) = answer else {
            line.silent = 0;
            return;
        };
        if let Some(wait) = turn.is_to_wait(failure) {
            let (now, before) = (Instant::now(), line.opens);
            line.opens = before.max(now + wait);
            if line.opens > before.max(now) {
                self.tell(Told::Waits(backend, wait));
            }
            return;
        }
        line.silent = if matches!(failure, Failure::Refused(_)) { 0 } else { line.silent + 1 };
        if line.silent >= MOST_SILENT || shuts(failure) {
            line.shut.get_or_insert_with(|| problems_of(failure, backend, LANGUAGE));
        }
    }

    pub(super) fn answered(
        &mut self,
        id: IntentId,
        turn: Turn,
        answer: Result<Appointment, Failure>,
        beside: Vec<Problem>,
    ) {
        let failure = match answer {
            Ok(appointment) => {
                self.shared.knows(&appointment.id);
                let mut verdict =
                    turn.ready.verdict(Word::of_made(turn.ready.change.kind())).about(appointment.id);
                verdict.problems.extend(beside);
                return self.say(verdict);
            }
            Err(failure) => failure,
        };
        if failure.may_be_made() {
            let sent = turn.ready.sent();
            let wait = turn.is_to_wait(&failure).unwrap_or_default();
            let schedule = LookupSchedule::refused(wait, sent.0.lag(), Duration::ZERO);
            return self.look_up(id, sent, schedule, Lost::Refused(turn, failure));
        }
        let problems = problems_of_change(&failure, &turn.ready.change, LANGUAGE);
        match failure {
            Failure::Refused(_) => self.say(turn.ready.verdict(Word::Refused).because(problems)),
            Failure::NotSent(_) => self.say(turn.ready.verdict(Word::NotSent).because(problems)),
            Failure::Unknown(_) => {
                let sent = turn.ready.sent();
                let schedule = LookupSchedule::after(&failure, self.batch.setup.call_limit, Duration::ZERO)
                    .with_lag(sent.0.lag());
                self.look_up(id, sent, schedule, Lost::Now(turn, problems));
            }
        }
    }

    pub(super) fn taken_back(&mut self, turn: Turn) {
        let why = self.lines[turn.backend()].shut.clone().unwrap_or_default();
        self.say(turn.ready.verdict(Word::NotSent).because(why));
    }

    /// It was not made of a row that its server has not taken: it goes again, where the server only asked to wait.
    fn not_taken(&mut self, mut turn: Turn, failure: &Failure) {
        if turn.is_to_wait(failure).is_some() {
            turn.waits += 1;
            return self.queue.push_front(turn);
        }
        let problems = problems_of_change(failure, &turn.ready.change, LANGUAGE);
        self.say(turn.ready.verdict(Word::Refused).because(problems));
    }

    pub(super) fn looked_up(&mut self, row: Lost, kind: ChangeKind, looked: Looked, beside: Vec<Problem>) {
        let is_before = matches!(row, Lost::Before(_));
        let row = match (row, &looked) {
            (Lost::Before(row), Looked::NotThere) => return self.take_in(*row),
            (Lost::Refused(turn, failure), Looked::NotThere) => return self.not_taken(turn, &failure),
            (row, _) => row,
        };
        let verdict = match row {
            Lost::Refused(turn, failure) => {
                let unknown = Failure::Unknown(failure.report().clone());
                let problems = problems_of_change(&unknown, &turn.ready.change, LANGUAGE);
                turn.ready.verdict(Word::Unknown).because(problems)
            }
            Lost::Now(turn, problems) => turn.ready.verdict(Word::Unknown).because(problems),
            Lost::Before(row) => row.rehearsed(),
        };
        self.say(match looked {
            Looked::There(id) => {
                self.shared.knows(&id);
                let what = if is_before { done_before(kind) } else { "Its answer was lost; it is there." };
                let mut problems = vec![whole(what, "")];
                problems.extend(beside);
                Verdict { word: Word::of_made(kind), ..verdict }.about(id).because(problems)
            }
            Looked::NotThere => {
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
                Verdict { word: Word::NotThere, ..verdict }.because(vec![problem])
            }
            Looked::Unclear(candidates) => {
                let which = match candidates.is_empty() {
                    true => "It could not be looked up.".to_owned(),
                    false => format!("It may be {}.", candidates.join(" or ")),
                };
                let advice = "Run the file again to look once more, or settle it in the desk's Outbox.";
                Verdict { word: Word::Unknown, ..verdict }.because(vec![whole(which, advice)])
            }
        });
    }
}

pub(super) fn without_panels(failure: &Failure, backend: Vendor) -> Problem {
    let why = said(failure, backend);
    whole(format!("The appointment stands, and its panels were not added: {why}"), "Add them at the desk.")
}

pub(super) fn unmarked(failure: &Failure, backend: Vendor) -> Problem {
    let why = said(failure, backend);
    whole(
        format!("The appointment stands, and its published slot was not marked: {why}"),
        "Mark it at the clinic.",
    )
}

impl Turn {
    /// How long its server asks it to wait, where that is all it says, and neither too long nor once too often.
    fn is_to_wait(&self, failure: &Failure) -> Option<Duration> {
        let Failure::Refused(report) = failure else { return None };
        let wait = report.retry_after.unwrap_or(UNNAMED_WAIT);
        let is_fair = wait <= LONGEST_WAIT && self.waits < MOST_WAITS;
        (report.cause == Cause::RateLimited && is_fair).then_some(wait)
    }
}

impl Line {
    /// Nothing more is sent: the run is to end.
    pub(super) fn stop(&mut self) {
        let stopped = || vec![whole("The run was stopped before it was sent.", "Run the file again.")];
        self.shut.get_or_insert_with(stopped);
    }
}

/// Whether no other row can fare better.
fn shuts(failure: &Failure) -> bool {
    matches!(
        failure.report().cause,
        Cause::KeyMissing
            | Cause::KeyMalformed
            | Cause::KeyUnknown
            | Cause::KeyRevoked
            | Cause::KeyExpired
            | Cause::Forbidden
            | Cause::QuotaExhausted
    )
}

impl Batch {
    /// The verdict on a row that can't be sent any more since it was checked: another run of the same file is at it,
    /// or another booking for its visit has come first.
    pub(super) fn taken_meanwhile(&self, ready: &Ready, held: &RowHeld) -> Verdict {
        let what = "Another run of this file is at it.";
        match held {
            RowHeld::Visit(claim) => self.claimed(ready, claim),
            RowHeld::Row(RowState::Booked(id)) => {
                ready.verdict(Word::of_made(ready.change.kind())).about(id.clone())
            }
            RowHeld::Row(_) => ready
                .verdict(Word::Unknown)
                .because(vec![whole(what, "Run the file again once that has ended.")]),
        }
    }
}

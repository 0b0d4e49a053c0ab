//! The follow-up of a change that was made: panels are added, published slots are marked and the second step
//! is sent. Each second step is put on record before it is sent, so that a crash neither loses nor repeats
//! it. A later run finishes one that an earlier run has left.

use std::time::Duration;

use super::Verdict;
use super::check::whole;
use super::in_flight::{Ended, Shared};
use super::lookup::look_up;
use super::settle::not_followed;
use crate::booking::api::ChangeRequest as Call;
use crate::booking::{
    Appointment, AppointmentRef, Cause, Change, ChangeKind, Failure, Life, LookupSchedule, Outcome, Problem,
    ReadResult, Report, Settlement, Unsettled,
};
use crate::client::behind_fence;
use crate::runtime::mark_slots;
use crate::store::{Outgoing, RecordId};

/// The result of a follow-up.
#[derive(Debug, Default)]
pub(super) struct FollowUp {
    /// Failures; the appointment stands nevertheless.
    pub(super) problems: Vec<Problem>,
    /// Whether the second step is not known to be made.
    pub(super) is_incomplete: bool,
}

impl FollowUp {
    /// Returns the outcome of a change of this kind that made the appointment with this id.
    pub(super) fn outcome(&self, kind: ChangeKind, id: String) -> Outcome<String> {
        if self.is_incomplete { Outcome::Incomplete(id) } else { Outcome::Made(kind, id) }
    }
}

/// A second step that an earlier run has left.
#[derive(Debug)]
pub(super) struct Unfinished {
    /// Name of the step in the records.
    pub(super) second: RecordId,
    /// Whether the step was sent and its outcome is unknown.
    pub(super) is_unknown: bool,
    /// Id of the appointment made by the first step.
    pub(super) made: String,
    /// The row's verdict as long as the step is not made.
    pub(super) verdict: Verdict,
}

/// Runs the follow-up of a change that was made.
pub(super) async fn follow_up(
    shared: &Shared,
    (record, change): (RecordId, &Change),
    made: &Appointment,
) -> FollowUp {
    let client = shared.open.client();
    let mut problems = Vec::new();
    if let Some(booking) = change.booking().filter(|booking| !booking.panels().is_empty()) {
        let panels = Call::AddPanels { appointment: &made.id, panels: booking.panels() };
        let failed = client.change(booking.clinic(), &panels).await.err();
        let say = |failure| {
            not_followed("panels were not added", "Add them at the desk.", &failure, booking.clinic())
        };
        problems.extend(failed.map(say));
    }
    let second = second_step(shared, record, change, made).await.err();
    let is_incomplete = second.is_some();
    problems.extend(second);
    for upkeep in change.slot_upkeep(Some(made)) {
        let failed = mark_slots(client, &upkeep).await.err();
        let say = |failure| {
            let what = "published slot was not marked";
            not_followed(what, "Mark it at the clinic.", &failure, change.clinic())
        };
        problems.extend(failed.map(say));
    }
    FollowUp { problems, is_incomplete }
}

/// Sends the second step of a change that was made, if it has one.
async fn second_step(
    shared: &Shared,
    first: RecordId,
    change: &Change,
    made: &Appointment,
) -> Result<(), Problem> {
    let Some(then) = change.then(Some(&AppointmentRef::of(made))) else { return Ok(()) };
    let store = &shared.stores[then.clinic()];
    let settled = Settlement::Booked(made.id.clone());
    let queued = store.settle_and_queue(first, &settled, &then, (shared.clock)()).await;
    match queued {
        Ok(Some(queued)) => send(shared, then, queued).await,
        Ok(None) => Err(whole("Another run has settled it, and goes on with it.", RUN_AGAIN)),
        Err(error) => {
            Err(not_called_off(&then, &Failure::NotSent(Report::of(Cause::NotRecorded(error.to_string())))))
        }
    }
}

/// The advice if a second step was not made.
const RUN_AGAIN: &str = "Run the file again, or finish it in the desk's Outbox.";

fn not_called_off(then: &Change, failure: &Failure) -> Problem {
    not_followed("old appointment was not called off", RUN_AGAIN, failure, then.clinic())
}

/// Sends the second step that is queued as `waits_as`, and finds out its outcome.
async fn send(shared: &Shared, then: Change, waits_as: RecordId) -> Result<(), Problem> {
    let store = &shared.stores[then.clinic()];
    let outgoing = Outgoing { takes_up: Some(waits_as), ..Outgoing::from(then.clone()) };
    let not_sent = |cause| not_called_off(&then, &Failure::NotSent(Report::of(cause)));
    let id = match store.send_off(&outgoing, (shared.clock)()).await {
        Ok(Ok(id)) => id,
        Ok(Err(obstacle)) => return Err(not_sent(obstacle.into())),
        Err(error) => return Err(not_sent(Cause::NotRecorded(error.to_string()))),
    };
    let fence = shared.desks.stores.claim(store, id, &outgoing).await;
    let fence = fence.map_err(|failure| not_called_off(&then, &failure))?;
    let answer = {
        let _turn = shared.turn().await;
        behind_fence(fence, shared.open.client().alter(&then)).await
    };
    let mut life = Life::new(then.clone(), Vec::new()).waiting_at_most(0);
    life.send();
    life.answered(&answer, shared.setup.call_limit, Duration::ZERO);
    match (look_after(shared, id, life).await?, answer) {
        (Settlement::Booked(_), _) | (_, Ok(_)) => Ok(()),
        (_, Err(failure)) => Err(not_called_off(&then, &failure)),
    }
}

/// Looks up a second step if its outcome is unknown, and records the settlement.
async fn look_after(shared: &Shared, id: RecordId, mut life: Life) -> Result<Settlement, Problem> {
    let then = life.change().clone();
    if life.lookup().is_some() {
        settle(shared, &then, id, &Settlement::Unknown).await?;
        tokio::select! {
            _ = look_up(shared, &mut life) => {}
            () = shared.stopped() => {}
        }
    }
    // A step that was not made is left to the next run.
    let settlement = match life.settlement() {
        known @ (Settlement::Booked(_) | Settlement::Unknown) => known,
        _ => Settlement::NotThere,
    };
    if settlement != Settlement::Unknown {
        settle(shared, &then, id, &settlement).await?;
    }
    Ok(settlement)
}

/// Records the settlement of a second step. If that fails, the next run looks it up.
async fn settle(
    shared: &Shared,
    then: &Change,
    id: RecordId,
    settlement: &Settlement,
) -> Result<(), Problem> {
    let settled = shared.stores[then.clinic()].settle(id, settlement, (shared.clock)()).await;
    let not_recorded = |why: String| Failure::Unknown(Report::of(Cause::NotRecorded(why)));
    settled.map(drop).map_err(|error| not_called_off(then, &not_recorded(error.to_string())))
}

/// Finishes the second step that an earlier run has left.
pub(super) async fn finish(shared: &Shared, left: Unfinished, open: Unsettled) -> Ended {
    let clinic = open.change.clinic();
    let verdict = match finished(shared, &left, open).await {
        Ok(()) => Verdict { outcome: Outcome::Made(ChangeKind::Move, left.made), ..left.verdict }
            .because(vec![whole("An earlier run had not finished it; it is done now.", "")]),
        Err(problem) => left.verdict.because(vec![problem]),
    };
    Ended::Finished { clinic, verdict: Box::new(verdict) }
}

async fn finished(shared: &Shared, left: &Unfinished, open: Unsettled) -> Result<(), Problem> {
    let then = open.change;
    if left.is_unknown {
        let lookup = LookupSchedule::left_behind(shared.setup.call_limit, Duration::ZERO);
        let life = Life::left_behind(then.clone(), open.others, lookup.with_lag(then.lag()));
        match look_after(shared, left.second, life).await? {
            Settlement::Booked(_) => return Ok(()),
            Settlement::Unknown => {
                return Err(not_called_off(&then, &Failure::Unknown(Report::of(Cause::DeskStopped))));
            }
            // A step that was certainly not made may be sent.
            _ => {}
        }
    }
    let of = then.starts_from().map(|of| of.id.clone()).unwrap_or_default();
    let read = shared.open.client().read(then.clinic(), |api| api.appointment(&of)).await;
    match read {
        Ok(read) if then.told_by(&read) == ReadResult::Done => {
            settle(shared, &then, left.second, &Settlement::ByHand("booked")).await
        }
        Ok(read) if !then.still_applies_to(&read) => {
            Err(not_called_off(&then, &Failure::NotSent(Report::of(Cause::Altered))))
        }
        _ => send(shared, then, left.second).await,
    }
}

//! The worker that keeps the records: writes everything, and sends every booking, because it is recorded
//! first. Effects are executed one after the other, in order: a later write replaces an earlier one.
//!
//! The records are opened in parallel with everything else. Checking a file with a hundred thousand bookings
//! takes a second, and longer on a slow disk: reads from the clinics don't wait for that. Writes do, because
//! a broken file must not be written to.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use chrono::TimeDelta;
use tokio::runtime::Handle;
use tokio::task::{self, JoinHandle};
use tokio::time::Instant;

use booking::{
    Appointment, Cause, Change, ClinicId, Failure, Mode, PatientValue, PerClinic,
    Report as Outcomes,
};
use client::{Client, until_notified};
use desk::Msg;

use office::{Answer, OfficeEvent, StoreOp, Ticket};
use store::{AuditAction, AuditEntry};

use super::WallClock;
use super::clinics::OpenClinics;
use super::effect_executor::{MsgSink, QueuedOp, report_answer};
use super::shared_records::LEAVE_TIMEOUT;
use super::stores::{Records, Stores};

/// The longest time without syncing drafts: what a power cut may cost.
const SYNC_DRAFTS_AFTER: Duration = Duration::from_secs(1);

/// Starts the thread that keeps the records. It opens them, reports that, and executes the effects that need
/// them in order. Once there can be no more effects it finishes pending writes, and ends.
pub(super) fn start(
    records: Records,
    modes: PerClinic<Mode>,
    clock: WallClock,
    open: Arc<OpenClinics>,
    report: MsgSink,
    todo: Receiver<QueuedOp>,
) -> JoinHandle<()> {
    task::spawn_blocking(move || {
        Handle::current().block_on(async {
            let stores = Stores::open(records, modes, clock, Arc::clone(&report)).await;
            report(Msg::Office(OfficeEvent::RecordsRead));
            let stores = Arc::new(stores);
            let sync_tasks = stores.run_sync();
            keep(Arc::clone(&stores), Arc::clone(&open), todo, report).await;
            if is_clock_confirmed(&open) {
                stores.confirm_clock().await;
            }
            stores.leave_shared(sync_tasks, LEAVE_TIMEOUT).await;
            stores.write_out().await;
        });
    })
}

/// Executes the operations on the records, in order, until there can be no more.
pub(super) async fn keep(
    stores: Arc<Stores>,
    open: Arc<OpenClinics>,
    todo: Receiver<QueuedOp>,
    report: MsgSink,
) {
    let answer = |ticket, answer| report(Msg::Office(OfficeEvent::Answer(ticket, answer)));
    let mut sync_at = None;
    while let Some((op, over)) = next(&stores, &todo, &mut sync_at).await {
        let is_news = writes(&op);
        match op {
            StoreOp::Record(ticket, record) => {
                answer(ticket, Answer::Recorded(stores.record(&record).await))
            }
            StoreOp::Keep(ticket, snapshot) => {
                sync_at.get_or_insert_with(|| Instant::now() + SYNC_DRAFTS_AFTER);
                answer(ticket, Answer::Kept(stores.keep(&snapshot).await));
            }
            StoreOp::Queue(ticket, change) => {
                answer(ticket, Answer::Queued(stores.queue(ticket, &change).await))
            }
            StoreOp::Settle(intent, settlement, second) => {
                if let Some(open) = stores.settle(intent, settlement, second.as_deref()).await {
                    report(Msg::Office(OfficeEvent::Unsettled(vec![open])));
                }
                if stores.pages.is_waiting() {
                    tokio::spawn(Arc::clone(&stores).write_outcomes_soon());
                }
            }
            StoreOp::SettlePatient(settled) => stores.settle_patient(settled).await,
            StoreOp::UnlockAttempt(attempt) => stores.record_unlock_attempt(attempt).await,
            StoreOp::Away(clinic, outage) => stores.record_outage(clinic, &outage).await,
            StoreOp::DropCollisions(clinic, change) => stores.drop_collisions(clinic, change).await,
            StoreOp::Hold(in_hand) => stores.hold(in_hand),
            StoreOp::Changes(ticket, since) => {
                answer(
                    ticket,
                    Answer::Changes(stores.changes_of_others(since).await),
                );
            }
            StoreOp::History(ticket, clinic, id) => {
                answer(
                    ticket,
                    Answer::History(stores.history_by_others(clinic, &id).await),
                );
            }
            StoreOp::Calls(ticket, from) => answer(ticket, Answer::Calls(stores.calls(from).await)),
            StoreOp::NoteCall(ticket, note) => {
                answer(ticket, Answer::CallNoted(stores.note_call(&note).await));
            }
            StoreOp::WaitingHere(ticket, step) => {
                answer(
                    ticket,
                    Answer::WaitingHere(stores.waiting_here(&step).await),
                );
            }
            StoreOp::NoteAway(ticket, step) => {
                answer(ticket, Answer::AwayNotes(stores.note_away(&step).await));
            }
            StoreOp::Claims(ticket, visit) => {
                answer(ticket, Answer::Claims(stores.claims(&visit).await))
            }
            StoreOp::HandOver(ticket, clinic, to, draft) => {
                let stores = Arc::clone(&stores);
                let report = Arc::clone(&report);
                tokio::spawn(async move {
                    let handed = stores.hand_over(clinic, &to, &draft).await;
                    report(Msg::Office(OfficeEvent::Answer(
                        ticket,
                        Answer::HandedOver(handed),
                    )));
                });
            }
            StoreOp::TakeDraft(ticket, clinic, id) => {
                let stores = Arc::clone(&stores);
                let report = Arc::clone(&report);
                tokio::spawn(async move {
                    let taken = stores.take_draft(clinic, &id).await;
                    report(Msg::Office(OfficeEvent::Answer(
                        ticket,
                        Answer::HandedOver(taken),
                    )));
                });
            }
            StoreOp::Change(ticket, send_off) => {
                let clinic = send_off.change.clinic();
                stores.try_again(clinic).await;
                let stores = Arc::clone(&stores);
                let open = Arc::clone(&open);
                let report = Arc::clone(&report);
                tokio::spawn(async move {
                    let change = send_off.change.clone();
                    let client = open.client();
                    let changing = async {
                        match client.trouble(clinic) {
                            Some(failure) => Err(failure.clone()),
                            None => {
                                stores
                                    .book(ticket, *send_off, || {
                                        alter(&stores, ticket, client, &change)
                                    })
                                    .await
                            }
                        }
                    };
                    let changed = Answer::Changed(Box::new(until_notified(over, changing).await));
                    report_answer(
                        &open,
                        clinic,
                        Msg::Office(OfficeEvent::Answer(ticket, changed)),
                        &report,
                    );
                });
            }
            StoreOp::AddPatient(ticket, patient) => {
                let line = audit_line(
                    AuditAction::PatientAdded,
                    patient.clinic(),
                    None,
                    patient.members(),
                );
                let stores = Arc::clone(&stores);
                let open = Arc::clone(&open);
                let report = Arc::clone(&report);
                tokio::spawn(async move {
                    let person = until_notified(over, open.client().create_patient(&patient)).await;
                    let clinic = patient.clinic();
                    stores.note_patient((clinic, line), &person).await;
                    let answer = Answer::PatientAdded(Box::new(person));
                    report_answer(
                        &open,
                        clinic,
                        Msg::Office(OfficeEvent::Answer(ticket, answer)),
                        &report,
                    );
                });
            }
            StoreOp::CorrectPatient(ticket, correction) => {
                let clinic = correction.clinic();
                let id = correction.id().to_owned();
                let line = audit_line(
                    AuditAction::PatientCorrected,
                    clinic,
                    Some(id),
                    correction.members(),
                );
                let stores = Arc::clone(&stores);
                let open = Arc::clone(&open);
                let report = Arc::clone(&report);
                tokio::spawn(async move {
                    let person =
                        until_notified(over, open.client().correct_patient(&correction)).await;
                    stores.note_patient((clinic, line), &person).await;
                    let answer = Answer::PatientCorrected(Box::new(person));
                    report_answer(
                        &open,
                        clinic,
                        Msg::Office(OfficeEvent::Answer(ticket, answer)),
                        &report,
                    );
                });
            }
        }
        if is_news {
            stores.notify_tasks();
        }
    }
    stores.write_pages().await;
}

/// Returns the audit line of a patient's data being sent: the names of the fields, never their values.
fn audit_line<'a>(
    done: AuditAction,
    clinic: ClinicId,
    person: Option<String>,
    members: impl Iterator<Item = (&'static str, &'a PatientValue)>,
) -> AuditEntry {
    let fields = members.map(|(name, _)| name).collect::<Vec<_>>().join(" ");
    AuditEntry {
        done,
        clinic: Some(clinic.word().to_owned()),
        person,
        fields: Some(fields),
        ..AuditEntry::default()
    }
}

/// Sends a change that is recorded and claimed, unless its appointment has changed meanwhile.
async fn alter(
    stores: &Stores,
    ticket: Ticket,
    client: &Client,
    change: &Change,
) -> Result<Appointment, Failure> {
    if let Change::Back(time) = change
        && stores.has_made_slot(change.clinic(), time.id()).await
    {
        let made_here = time.as_ref().clone().made_here();
        return client.alter(&Change::Back(Box::new(made_here))).await;
    }
    match change.starts_from() {
        Some(of) if stores.needs_reading(ticket, of).await => alter_unchanged(client, change).await,
        _ => client.alter(change).await,
    }
}

/// Sends a change, unless its appointment has changed since. If that can't be read, the clinic decides.
async fn alter_unchanged(client: &Client, change: &Change) -> Result<Appointment, Failure> {
    if let Some(of) = change.starts_from()
        && let Ok(read) = client.read(of.clinic, |api| api.appointment(&of.id)).await
        && !change.still_applies_to(&read)
    {
        return Err(Failure::NotSent(Outcomes::of(Cause::Altered)));
    }
    client.alter(change).await
}

/// Returns whether the operation writes something for other desks. A change that is sent is claimed among
/// them, which informs them already.
fn writes(op: &StoreOp) -> bool {
    matches!(
        op,
        StoreOp::Record(..)
            | StoreOp::Queue(..)
            | StoreOp::Settle(..)
            | StoreOp::UnlockAttempt(_)
            | StoreOp::Away(..)
            | StoreOp::NoteCall(..)
            | StoreOp::WaitingHere(..)
            | StoreOp::NoteAway(..)
    )
}

/// Returns the next operation, and syncs the drafts kept since the last sync when that is due. It blocks the
/// thread, because a timer of the runtime would wake the runtime's own thread with each draft.
async fn next(
    stores: &Stores,
    todo: &Receiver<QueuedOp>,
    sync_at: &mut Option<Instant>,
) -> Option<QueuedOp> {
    if let Some(due) = *sync_at {
        match todo.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(next) => return Some(next),
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => {}
        }
        *sync_at = None;
        stores.sync_drafts().await;
    }
    todo.recv().ok()
}

/// Returns whether some server has reported its time, and none of them is a day off.
fn is_clock_confirmed(open: &OpenClinics) -> bool {
    let skews: Vec<_> = open.client().skews().collect();
    !skews.is_empty() && skews.iter().all(|ahead| ahead.abs() < TimeDelta::days(1))
}

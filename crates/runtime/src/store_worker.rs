//! The worker that keeps the records. It makes all writes, and sends every change because it records it first. Effects
//! are executed one by one, in order: a later write replaces an earlier one.
//!
//! The records are opened in parallel with everything else. Checking a file with a hundred thousand bookings takes a
//! second, and longer on a slow disk. Reads from the clinics don't wait for that; writes do, because a broken file must
//! not be written to.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use chrono::TimeDelta;
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::task::{self, JoinHandle};
use tokio::time::Instant;

use booking::{
    Appointment, Cause, Change, ClinicId, Failure, Mode, NewPatient, PatientCorrection,
    PatientValue, PerClinic, Report, Settlement,
};
use client::{Client, until_notified};

use office::{
    Answer, ChangeRef, ClinicChange, Dispatch, FaceAnswer, NoteReach, NotesAnswer, OfficeEvent,
    SecondStep, StoreOp, Ticket,
};
use store::{AuditAction, AuditEntry};

use super::WallClock;
use super::clinics::OpenClinics;
use super::effect_executor::{EventSink, report_answer};
use super::shared_records::LEAVE_TIMEOUT;
use super::stores::{Records, Stores};

/// The maximum time between syncs of drafts, which a power cut may cost.
const SYNC_DRAFTS_AFTER: Duration = Duration::from_secs(1);

/// Starts the thread that keeps the records. It opens them, reports that, and executes the effects that need them in
/// order. When there can be no more effects, it completes pending writes and ends.
pub(super) fn start(
    records: Records,
    modes: PerClinic<Mode>,
    clock: WallClock,
    open: Arc<OpenClinics>,
    report: EventSink,
    todo: Receiver<QueuedOp>,
) -> JoinHandle<()> {
    task::spawn_blocking(move || {
        Handle::current().block_on(async {
            let stores = Stores::open(records, modes, clock, Arc::clone(&report)).await;
            report(OfficeEvent::RecordsRead);
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
    report: EventSink,
) {
    let worker = StoreWorker {
        stores,
        open,
        report,
    };
    let mut sync_at = None;
    while let Some(next) = next(&worker.stores, &todo, &mut sync_at).await {
        let op = match next {
            QueuedOp::Send(ticket, change, over) => {
                worker.send(ticket, change, over).await;
                continue;
            }
            QueuedOp::Store(op) => op,
        };
        if matches!(op, StoreOp::Keep(..)) {
            sync_at.get_or_insert_with(|| Instant::now() + SYNC_DRAFTS_AFTER);
        }
        let is_news = writes(&op);
        worker.execute(op).await;
        if is_news {
            worker.stores.notify_tasks();
        }
    }
    worker.stores.write_all_rows().await;
}

/// An order to the worker. Orders are executed one by one.
pub(super) enum QueuedOp {
    /// An operation on the records.
    Store(StoreOp),
    /// A change to record and send, and a signal that its call has taken too long, unless the machine's clock decides
    /// that.
    Send(Ticket, ClinicChange, Option<Arc<Notify>>),
}

/// The records, the clinics, and the receiver of answers.
#[derive(Clone)]
struct StoreWorker {
    stores: Arc<Stores>,
    open: Arc<OpenClinics>,
    report: EventSink,
}

impl StoreWorker {
    /// Begins sending a change. Later operations do not wait for the clinic's answer.
    async fn send(&self, ticket: Ticket, change: ClinicChange, over: Option<Arc<Notify>>) {
        match change {
            ClinicChange::Appointment(dispatch) => {
                self.stores.try_again(dispatch.change.clinic()).await;
                tokio::spawn(self.clone().change(ticket, dispatch, over));
            }
            ClinicChange::AddPatient(patient) => {
                tokio::spawn(self.clone().add_patient(ticket, patient, over));
            }
            ClinicChange::CorrectPatient(correction) => {
                tokio::spawn(self.clone().correct_patient(ticket, correction, over));
            }
        }
    }

    /// Executes an operation on the records. Later ones do not wait for another desk's draft.
    async fn execute(&self, op: StoreOp) {
        let stores = &self.stores;
        match op {
            StoreOp::Settle(change, settlement, second) => {
                self.settle(change, settlement, second).await;
            }
            StoreOp::SettlePatient(settled) => stores.settle_patient(settled).await,
            StoreOp::UnlockAttempt(attempt) => stores.record_unlock_attempt(attempt).await,
            StoreOp::Away(clinic, outage) => stores.record_outage(clinic, &outage).await,
            StoreOp::DropCollisions(clinic, change) => stores.drop_collisions(clinic, change).await,
            StoreOp::Hold(in_hand) => stores.hold(in_hand),
            StoreOp::TakeDraft(ticket, clinic, id) => {
                tokio::spawn(self.clone().take_draft(ticket, clinic, id));
            }
            StoreOp::RecordOverride(ticket, record) => {
                self.answer(
                    ticket,
                    Answer::OverrideRecorded(stores.record(&record).await),
                );
            }
            StoreOp::Keep(ticket, snapshot) => {
                self.answer(ticket, Answer::Kept(stores.keep(&snapshot).await));
            }
            StoreOp::Queue(ticket, change, list) => {
                let queued = stores.queue(ticket, &change, list).await;
                self.answer(ticket, Answer::Queued(queued));
            }
            StoreOp::Changes(ticket, since) => {
                stores.take_over_gone_windows().await;
                self.answer(
                    ticket,
                    Answer::Changes(stores.changes_of_others(since).await),
                );
            }
            StoreOp::History(ticket, clinic, id) => {
                let history = stores.history_by_others(clinic, &id).await;
                self.answer(ticket, FaceAnswer::History(history).into());
            }
            StoreOp::Calls(ticket, from) => {
                self.answer(ticket, Answer::Calls(stores.calls(from).await));
            }
            StoreOp::NoteCall(ticket, note) => {
                self.answer(ticket, Answer::CallNoted(stores.note_call(&note).await));
            }
            StoreOp::Note(ticket, step) => {
                let Some(clinic) = step.clinic().filter(|clinic| stores.shares(*clinic)) else {
                    return self.answer(ticket, Answer::Notes(stores.note(&step).await));
                };
                stores.noting.fetch_add(1, Ordering::SeqCst);
                match stores.note(&step).await {
                    Ok(written) if written.reach == NoteReach::EveryDesk => {
                        tokio::spawn(self.clone().share_note(ticket, clinic, written));
                    }
                    ended => {
                        stores.noting.fetch_sub(1, Ordering::SeqCst);
                        self.answer(ticket, Answer::Notes(ended));
                    }
                }
            }
            StoreOp::Claims(ticket, visit) => {
                self.answer(ticket, Answer::Claims(stores.claims(&visit).await));
            }
        }
    }

    /// Shares a note with the other desks. Later operations do not wait for that.
    async fn share_note(self, ticket: Ticket, clinic: ClinicId, written: NotesAnswer) {
        let answer = self.stores.share_note(clinic, written).await;
        self.stores.noting.fetch_sub(1, Ordering::SeqCst);
        self.answer(ticket, Answer::Notes(Ok(answer)));
    }

    /// Records an outcome that was unknown, and reports the change again if it is still open.
    async fn settle(
        &self,
        change: ChangeRef,
        settlement: Settlement,
        second: Option<Box<SecondStep>>,
    ) {
        let left = self.stores.settle(change, settlement, second.as_deref());
        if let Some(open) = left.await {
            (self.report)(OfficeEvent::Unsettled(vec![open]));
        }
        if self.stores.rows.is_waiting() {
            tokio::spawn(Arc::clone(&self.stores).write_outcomes_soon());
        }
    }

    async fn take_draft(self, ticket: Ticket, clinic: ClinicId, id: String) {
        let taken = self.stores.take_draft(clinic, &id).await;
        self.answer(ticket, FaceAnswer::TakenOver(taken).into());
    }

    /// Sends a change that is recorded and claimed, unless the clinic can't be called at all.
    async fn change(self, ticket: Ticket, dispatch: Box<Dispatch>, over: Option<Arc<Notify>>) {
        let change = dispatch.change.clone();
        let client = self.open.client();
        let changing = async {
            if let Some(failure) = client.trouble(change.clinic()) {
                return Err(failure.clone());
            }
            let send = || alter(&self.stores, ticket, client, &change);
            self.stores.record_and_send(ticket, *dispatch, send).await
        };
        let changed = until_notified(over, changing).await;
        let answer = Answer::Changed(Box::new(changed));
        self.answer_of_clinic(change.clinic(), ticket, answer);
    }

    async fn add_patient(
        self,
        ticket: Ticket,
        patient: Box<NewPatient>,
        over: Option<Arc<Notify>>,
    ) {
        let clinic = patient.clinic();
        let line = audit_line(AuditAction::PatientAdded, clinic, None, patient.members());
        let person = until_notified(over, self.open.client().create_patient(&patient)).await;
        self.stores.note_patient((clinic, line), &person).await;
        let answer = FaceAnswer::PatientAdded(person).into();
        self.answer_of_clinic(clinic, ticket, answer);
    }

    async fn correct_patient(
        self,
        ticket: Ticket,
        correction: Box<PatientCorrection>,
        over: Option<Arc<Notify>>,
    ) {
        let clinic = correction.clinic();
        let line = audit_line(
            AuditAction::PatientCorrected,
            clinic,
            Some(correction.id().to_owned()),
            correction.members(),
        );
        let person = until_notified(over, self.open.client().correct_patient(&correction)).await;
        self.stores.note_patient((clinic, line), &person).await;
        let answer = FaceAnswer::PatientCorrected(person).into();
        self.answer_of_clinic(clinic, ticket, answer);
    }

    fn answer(&self, ticket: Ticket, answer: Answer) {
        (self.report)(OfficeEvent::Answer(ticket, answer));
    }

    /// Reports the answer of a clinic, preceded by the server's clock skew, if known.
    fn answer_of_clinic(&self, clinic: ClinicId, ticket: Ticket, answer: Answer) {
        let answer = OfficeEvent::Answer(ticket, answer);
        report_answer(&self.open, clinic, answer, &self.report);
    }
}

/// Returns the audit line about sending a patient's data: the names of the fields, never their values.
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
        return Err(Failure::NotSent(Report::of(Cause::Altered)));
    }
    client.alter(change).await
}

/// Returns whether the operation writes something for other desks. A change that is sent is not included, since
/// claiming it informs them already.
fn writes(op: &StoreOp) -> bool {
    matches!(
        op,
        StoreOp::RecordOverride(..)
            | StoreOp::Queue(..)
            | StoreOp::Settle(..)
            | StoreOp::UnlockAttempt(_)
            | StoreOp::Away(..)
            | StoreOp::NoteCall(..)
            | StoreOp::Note(..)
    )
}

/// Returns the next operation. Before that, syncs the drafts kept since the last sync when due. It blocks the thread,
/// because a timer of the runtime would wake the runtime's own thread with each draft.
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

/// Returns whether at least one server has reported its time, and none differs by a day.
fn is_clock_confirmed(open: &OpenClinics) -> bool {
    let skews: Vec<_> = open.client().skews().collect();
    !skews.is_empty() && skews.iter().all(|ahead| ahead.abs() < TimeDelta::days(1))
}

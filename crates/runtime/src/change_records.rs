//! The executor's recording of changes: nothing is sent before it has been recorded.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::SecondsFormat;
use tokio::time::timeout;
use tracing::error;
use uuid::Uuid;

use booking::{
    Appointment, AppointmentRef, Cause, Change, ChangeKind, Claim, ClinicId, Failure, ListPlace,
    Outage, PatientCall, PatientSettlement, Person, Report, Settlement, TimedVisit,
    UnsettledChange, Unshared,
};
use client::{Fence, behind_fence};
use office::{ChangeRef, Dispatch, Override, SecondStep, Ticket};
use store::{AuditAction, AuditEntry, Outgoing, RecordId, RecordStore, StoreError};

use super::shared_records::Shared;
use super::stores::{ClosedRecords, Stores, lock, logged, not_written};

/// The maximum number of claims for a change: each may lapse before the change is sent.
const CLAIMS: usize = 3;

/// A change claimed among the desks, with the check that its claim still holds.
pub(super) struct LeasedClaim {
    outgoing: Outgoing,
    fence: Fence,
}

impl Stores {
    /// Returns the recorded claims on a visit or its time; empty if they can't be read, since nothing is sent then
    /// anyway.
    pub async fn claims(&self, wanted: &TimedVisit) -> Vec<Claim> {
        let Ok(Some(store)) = self.state(wanted.visit.clinic) else {
            return Vec::new();
        };
        logged(
            store.claims(wanted, &HashSet::new()).await,
            "claims not read",
        )
        .unwrap_or_default()
    }

    /// Records a change, and then sends its `request`, again if the claim lapsed before that. The office settles the
    /// result when it handles it; if it never does, the next start treats the change as unknown and looks it up.
    ///
    /// # Errors
    ///
    /// Returns those of the request. Also fails if the change can't be recorded, or another one holds its visit: then
    /// it must not be sent.
    pub async fn record_and_send<F: Future<Output = Result<Appointment, Failure>>>(
        &self,
        ticket: Ticket,
        dispatch: Dispatch,
        request: impl Fn() -> F,
    ) -> Result<Appointment, Failure> {
        let is_row = dispatch.row.is_some();
        self.record_dispatch(ticket, dispatch).await?;
        let may_go = if is_row {
            self.turns.wait(ticket, &self.report).await
        } else {
            Ok(())
        };
        let mut answer = match may_go {
            Ok(()) => self.fenced(ticket, request()).await,
            Err(stopped) => Err(stopped),
        };
        for _ in 1..CLAIMS {
            let is_lapsed = answer
                .as_ref()
                .is_err_and(|failure| failure.report().cause == Cause::Lapsed);
            if !is_lapsed {
                break;
            }
            answer = match self.claim_again(ticket).await {
                Ok(()) => self.fenced(ticket, request()).await,
                Err(failure) => Err(failure),
            };
        }
        lock(&self.claimed).remove(&ticket);
        answer
    }

    /// Makes a request that is sent only while the claim of its change holds.
    async fn fenced<T>(&self, ticket: Ticket, request: impl Future<Output = T>) -> T {
        match self.fence(ticket) {
            None => request.await,
            Some(fence) => behind_fence(fence, request).await,
        }
    }

    /// Returns the check that the claim of a change about to be sent still holds; `None` without a claim.
    pub fn fence(&self, ticket: Ticket) -> Option<Fence> {
        lock(&self.claimed)
            .get(&ticket)
            .map(|claimed| Arc::clone(&claimed.fence))
    }

    /// Claims a change again that was claimed but not sent, because its claim may have lapsed.
    ///
    /// # Errors
    ///
    /// Returns why the change must not be sent.
    async fn claim_again(&self, ticket: Ticket) -> Result<(), Failure> {
        let not_claimed = |why| Failure::NotSent(Report::of(Cause::NotClaimed(why)));
        let claimed = lock(&self.claimed).remove(&ticket);
        let sent = lock(&self.sent).get(&ticket).copied();
        let (Some(LeasedClaim { outgoing, .. }), Some((clinic, id))) = (claimed, sent) else {
            return Err(not_claimed(Unshared::Lost));
        };
        let Ok(Some(store)) = self.state(clinic) else {
            return Err(not_claimed(Unshared::Lost));
        };
        if let Some(shared) = self.shared(clinic) {
            // If that fails, so does the claim.
            let _ = timeout(Shared::QUERY_TIMEOUT, shared.renew()).await;
        }
        self.claim_under_lease(ticket, &store, id, outgoing).await
    }

    /// Claims a recorded change, and keeps the fence of the claim's lease.
    async fn claim_under_lease(
        &self,
        ticket: Ticket,
        store: &Arc<RecordStore>,
        id: RecordId,
        outgoing: Outgoing,
    ) -> Result<(), Failure> {
        if !self.shares(outgoing.change.clinic()) {
            return Ok(());
        }
        let fence = self.claim(store, id, &outgoing).await?;
        lock(&self.claimed).extend(fence.map(|fence| (ticket, LeasedClaim { outgoing, fence })));
        Ok(())
    }

    /// Returns whether an appointment must be read again before a claimed change of it is sent, because somebody may
    /// have changed it since the last read.
    pub(super) async fn needs_reading(&self, ticket: Ticket, of: &AppointmentRef) -> bool {
        let Some((clinic, id)) = lock(&self.sent).get(&ticket).copied() else {
            return false;
        };
        let Ok(Some(store)) = self.state(clinic) else {
            return false;
        };
        let now = (self.clock)();
        // If this is unknown, the clinic is asked.
        let here = store.is_changed_lately(of, id, now).await.unwrap_or(true);
        if here {
            return true;
        }
        let Some(shared) = self.shared(clinic) else {
            return false;
        };
        timeout(Shared::QUERY_TIMEOUT, shared.is_changed_lately(of, id, now))
            .await
            .is_ok_and(|there| there.unwrap_or(true))
    }

    /// Returns whether a desk is known to have made a slot for the absence of a practitioner.
    pub(super) async fn has_made_slot(&self, clinic: ClinicId, slot: &str) -> bool {
        let Ok(Some(store)) = self.state(clinic) else {
            return false;
        };
        let made = store.history(clinic, slot).await;
        let made = logged(made, "the history of a slot not read").unwrap_or_default();
        made.iter()
            .any(|change| change.facts.kind == ChangeKind::Away)
    }

    /// Records that a change is about to be sent. A change that can't be recorded must not be sent.
    async fn record_dispatch(&self, ticket: Ticket, dispatch: Dispatch) -> Result<(), Failure> {
        let not_sent = |cause| Failure::NotSent(Report::of(cause));
        let clinic = dispatch.change.clinic();
        if self.shares(clinic) {
            self.until_shared_known(clinic).await;
        }
        let row = dispatch.row.clone();
        let outgoing = self.outgoing(dispatch);
        if let Some(queued) = outgoing.as_ref().and_then(|outgoing| outgoing.continues) {
            self.name_by_ticket(queued, (ticket, clinic));
        }
        let state = self
            .state(clinic)
            .map_err(|closed| not_sent(Cause::NotRecorded(closed.why)))?;
        let Some(store) = state else { return Ok(()) };
        let not_waiting = || not_sent(Cause::NotRecorded(StoreError::NotWaiting.to_string()));
        let outgoing = outgoing.ok_or_else(not_waiting)?;
        let written = match row {
            Some(row) => self.send_off_row(ticket, &row.mark, &outgoing).await,
            None => store
                .send_off(&outgoing, (self.clock)())
                .await
                .map(|id| id.map_err(Cause::from)),
        };
        match written {
            Ok(Ok(id)) => {
                lock(&self.sent).insert(ticket, (clinic, id));
                self.claim_under_lease(ticket, &store, id, outgoing).await
            }
            Ok(Err(cause)) => Err(not_sent(cause)),
            Err(error @ StoreError::NotWaiting) => {
                Err(not_sent(Cause::NotRecorded(error.to_string())))
            }
            Err(error) => {
                let closed = ClosedRecords::from(error);
                self.unusable(&closed);
                Err(not_sent(Cause::NotRecorded(closed.why)))
            }
        }
    }

    /// Records a change that waits for a person, with its place in a list.
    ///
    /// # Errors
    ///
    /// Returns the reason if it can't be written.
    pub async fn queue(
        &self,
        ticket: Ticket,
        change: &Change,
        list: Option<ListPlace>,
    ) -> Result<(), String> {
        let clinic = change.clinic();
        self.try_again(clinic).await;
        let Some(store) = self.state(clinic).map_err(|closed| closed.why)? else {
            return Ok(());
        };
        let queued = store.queue(change, list, (self.clock)()).await;
        let id = queued.map_err(|error| not_written(&error, "queued change not written down"))?;
        lock(&self.sent).insert(ticket, (clinic, id));
        Ok(())
    }

    /// Records the outcome of a change. If that fails, the next start treats it as unknown and looks it up again. If
    /// the appointment found belongs to another window, the change is returned, since its outcome is still unknown. The
    /// second step of a change that was made is queued with it.
    pub async fn settle(
        &self,
        change: ChangeRef,
        settlement: Settlement,
        second: Option<&SecondStep>,
    ) -> Option<UnsettledChange> {
        let (clinic, id) = self.find_record(change)?;
        if let (ChangeRef::Sent(ticket), None) = (change, second)
            && self.rows.is_first_outcome(ticket)
        {
            self.add_outcome(clinic, id, settlement);
            return None;
        }
        self.write_rows_of(clinic).await;
        let Ok(Some(store)) = self.state(clinic) else {
            return None;
        };
        let is_found = matches!(settlement, Settlement::Booked(_));
        let settled = match second {
            None => store.settle(id, &settlement, (self.clock)()).await,
            Some(SecondStep { ticket, change }) => {
                let queued = store
                    .settle_and_queue(id, &settlement, change, (self.clock)())
                    .await;
                queued.map(|queued| {
                    lock(&self.sent).extend(queued.map(|id| (*ticket, (clinic, id))));
                    queued.is_some()
                })
            }
        };
        match settled {
            Ok(false) if is_found => {}
            Ok(_) => return None,
            Err(error) => {
                error!(%error, %id, "outcome not written down");
                return None;
            }
        }
        let open = store.still_open(id).await.unwrap_or_else(|error| {
            error!(%error, %id, "booking not read back");
            None
        });
        open.inspect(|open| self.remember_reported(open))
    }

    /// Returns a change for the records; `None` if the queued change that it continues is unknown.
    fn outgoing(&self, dispatch: Dispatch) -> Option<Outgoing> {
        let Dispatch {
            change,
            known_appointments,
            mut known_claims,
            beside,
            override_entry,
            continues,
            goes_alone,
            row,
            list,
            spoken,
            instruction,
        } = dispatch;
        let continues = match continues {
            Some(change) => Some(self.find_record(change)?.1),
            None => None,
        };
        let beside = beside
            .into_iter()
            .filter_map(|change| self.find_record(change));
        known_claims.extend(beside.map(|(_, id)| Uuid::from(id)));
        let row = row.as_deref();
        let of_row = row.and_then(|row| row.override_entry.as_ref());
        let override_entry = override_entry.as_deref().or(of_row).map(audit_entry);
        // A file that is sent without the other desks remains so to its end.
        let goes_alone = goes_alone && (row.is_some() || self.shared(change.clinic()).is_none());
        let file = row.map(|row| Arc::clone(&row.file)).unwrap_or_default();
        Some(Outgoing {
            change,
            known_appointments,
            known_claims,
            override_entry,
            continues,
            goes_alone,
            file,
            list,
            spoken,
            instruction,
        })
    }

    /// Records an outage of a clinic. If that fails, only the weekly report lacks it.
    pub(super) async fn record_outage(&self, clinic: ClinicId, outage: &Outage) {
        let Ok(Some(store)) = self.state(clinic) else {
            return;
        };
        let seconds = (outage.until - outage.since).num_seconds();
        let entry = AuditEntry {
            done: AuditAction::Away,
            clinic: Some(outage.clinic.clone()),
            fields: Some(outage.since.to_rfc3339_opts(SecondsFormat::Millis, true)),
            result: Some(seconds.to_string()),
            ..AuditEntry::default()
        };
        logged(
            store.record(entry, outage.until).await,
            "that a clinic was away was not written down",
        );
    }

    /// Records that a patient's data were sent, with the outcome.
    pub(super) async fn note_patient(
        &self,
        (clinic, line): (ClinicId, AuditEntry),
        outcome: &Result<Person, Failure>,
    ) {
        let (result, person) = match outcome {
            Ok(person) => ("made", Some(person.id().to_owned())),
            Err(Failure::Refused(_)) => ("refused", line.person.clone()),
            Err(Failure::NotSent(_)) => ("not-sent", line.person.clone()),
            Err(Failure::Unknown(_)) => ("unknown", line.person.clone()),
        };
        self.write_about_patient(
            clinic,
            AuditEntry {
                result: Some(result.to_owned()),
                person,
                ..line
            },
        )
        .await;
    }

    /// Records the formerly unknown outcome of sending a patient's data.
    pub(super) async fn settle_patient(&self, settled: PatientSettlement) {
        let PatientSettlement {
            call,
            clinic,
            person,
            is_made,
        } = settled;
        let result = Some(if is_made { "made" } else { "not-there" }.to_owned());
        let done = match call {
            PatientCall::Add => AuditAction::PatientAdded,
            PatientCall::Correct => AuditAction::PatientCorrected,
        };
        let line = AuditEntry {
            done,
            clinic: Some(clinic.word().to_owned()),
            ..AuditEntry::default()
        };
        self.write_about_patient(
            clinic,
            AuditEntry {
                result,
                person,
                ..line
            },
        )
        .await;
    }

    async fn write_about_patient(&self, clinic: ClinicId, entry: AuditEntry) {
        let Ok(Some(store)) = self.state(clinic) else {
            return;
        };
        let recorded = store.record(entry, (self.clock)()).await;
        logged(
            recorded,
            "what became of a patient's data was not written down",
        );
    }

    /// Names a queued second step by the ticket of its sending. If it can't be recorded as sent, its failure is settled
    /// under that ticket.
    fn name_by_ticket(&self, queued: RecordId, (ticket, clinic): (Ticket, ClinicId)) {
        lock(&self.left).remove(&queued);
        let mut sent = lock(&self.sent);
        sent.retain(|_, (_, id)| *id != queued);
        sent.insert(ticket, (clinic, queued));
    }

    fn find_record(&self, change: ChangeRef) -> Option<(ClinicId, RecordId)> {
        match change {
            ChangeRef::Sent(ticket) => lock(&self.sent).get(&ticket).copied(),
            ChangeRef::Left(name) => {
                let id = RecordId::from(name);
                lock(&self.left).get(&id).map(|clinic| (*clinic, id))
            }
        }
    }

    /// Returns the desk's name for a change; `None` if the desk doesn't know it. A change reported to the desk after
    /// the desk sent it has the later name.
    pub(super) fn ref_of(&self, id: RecordId) -> Option<ChangeRef> {
        if lock(&self.left).contains_key(&id) {
            return Some(ChangeRef::Left(id.into()));
        }
        let sent = lock(&self.sent)
            .iter()
            .find(|(_, (_, sent))| *sent == id)
            .map(|(ticket, _)| *ticket);
        sent.map(ChangeRef::Sent)
    }

    /// Returns the changes that the desk knows by a name.
    pub(super) fn known_changes(&self) -> Vec<RecordId> {
        let left: Vec<RecordId> = lock(&self.left).keys().copied().collect();
        lock(&self.sent)
            .values()
            .map(|(_, id)| *id)
            .chain(left)
            .collect()
    }

    /// Records that a person went ahead despite a conflict.
    ///
    /// # Errors
    ///
    /// Returns the reason if it can't be written.
    pub async fn record(&self, record: &Override) -> Result<(), String> {
        let Some(store) = self.state(record.clinic).map_err(|closed| closed.why)? else {
            return Ok(());
        };
        let recorded = store.record(audit_entry(record), record.at).await;
        recorded.map_err(|error| not_written(&error, "override not recorded"))
    }
}

/// Returns the audit entry of an override.
fn audit_entry(record: &Override) -> AuditEntry {
    let kinds: Vec<&str> = record
        .conflicts
        .iter()
        .map(|conflict| conflict.kind)
        .collect();
    AuditEntry {
        done: AuditAction::Override,
        clinic: Some(record.clinic.word().to_owned()),
        provider: record.provider.clone(),
        fields: Some(kinds.join(" ")),
        reason: Some(record.reason.word().to_owned()),
        person: Some(record.person.clone()),
        appointment: record
            .conflicts
            .iter()
            .find_map(|conflict| conflict.appointment.clone()),
        start: record.start,
        ..AuditEntry::default()
    }
}

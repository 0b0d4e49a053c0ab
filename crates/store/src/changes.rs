//! Changes under way. Each is recorded before a byte of it is sent, and is sent by exactly one window.
//!
//! ```text
//! sending ─┬─> booked
//!          ├─> refused | not sent
//!          └─> unknown ─┬─> booked
//!                       ├─> not there ─> taken up again, or dropped, by hand
//!                       └─> settled by hand
//! ```
//!
//! A change completed while its clinic could not be reached is `queued`: nothing sends it, and a person takes it up as
//! a change of its own. A booking that was not found stays open, even across restarts, until a person has dealt with
//! it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::audit::{self, AuditAction, AuditEntry};
use super::change_row::{ALONE, ChangeRow, KNOWN_HERE, OVERRIDES, sealed_as};
use super::claims::BOOKED_BY_HAND;
use super::database::{Durability, Lease, Store};
use super::file_rows::TAKEN_UP;
use super::record::{self, NewChange};
use super::{Outgoing, RecordId, RecordStore, Result, StoreError, begin, moment, written};
use booking::{
    Change, ChangeFacts, ChangeKind, ListPlace, Obstacle, RowMark, Settlement, UnsettledChange,
    Visit,
};

impl RecordStore {
    /// Records a change and claims its visit and its time, with one write to the disk: it may now be sent, once.
    /// Nothing is recorded if a change that is not overridden claims the visit or overlaps the time, or if another
    /// change of its appointment is under way.
    ///
    /// # Errors
    /// If the records can't be written, or if the change it continues is no longer queued; then it must not be sent.
    pub async fn send_off(
        &self,
        outgoing: &Outgoing,
        now: DateTime<Utc>,
    ) -> Result<Result<RecordId, Obstacle>> {
        transact!(self, |store| {
            let claimed = self
                .claim_and_write_down(store, outgoing, None, now)
                .await?;
            if let (Ok(id), Some(place)) = (&claimed, outgoing.list) {
                store.mark_change(&id.to_string(), &place.mark()).await?;
            }
            Ok(claimed)
        })
    }

    /// Records and claims a change within a transaction. `row` is the file row that makes it.
    pub(super) async fn claim_and_write_down(
        &self,
        store: &mut dyn Store,
        outgoing: &Outgoing,
        row: Option<&RowMark>,
        now: DateTime<Utc>,
    ) -> Result<Result<RecordId, Obstacle>> {
        let is_here = |row: &ChangeRow| !row.is_elsewhere();
        if let Some(claim) = self
            .claims_on_appointment(store, outgoing, is_here)
            .await?
            .into_iter()
            .next()
        {
            return Ok(Err(Obstacle::Appointment(claim)));
        }
        let mut claims = self.claims_against(store, outgoing).await?;
        if let Some(place) = claims
            .iter()
            .position(|claim| !outgoing.overrides_claim(claim))
        {
            return Ok(Err(Obstacle::Visit(claims.swap_remove(place))));
        }
        let overrides = match outgoing.override_entry.is_some() || !claims.is_empty() {
            _ if outgoing.goes_alone => Some(ALONE),
            is_override => is_override.then_some(OVERRIDES),
        };
        if let Some(entry) = &outgoing.override_entry {
            self.append(store, entry.clone(), now).await?;
        }
        if let Some(queued) = outgoing.continues
            && !self
                .settle_in(store, queued, &Settlement::ByHand(TAKEN_UP), now)
                .await?
        {
            return Err(StoreError::NotWaiting);
        }
        let steps = [AuditAction::Prepared, AuditAction::Sending];
        let change = record::of_change(&outgoing.change, &outgoing.known_appointments)?;
        let change = NewChange {
            overrides: overrides.or(change.overrides),
            facts: ChangeFacts {
                instruction: outgoing.instruction.clone(),
                ..change.facts
            },
            spoken: outgoing.spoken.clone(),
            row: row.cloned(),
            ..change
        };
        self.write_down(store, change, &steps, now).await.map(Ok)
    }

    /// Records the outcome of a sent change. Returns `false`, and changes nothing, if it was already settled, was never
    /// sent, or was found without its reference as an appointment that belongs to another booking. The answer to the
    /// change itself is always trusted: a clinic that was reset may reuse an id.
    ///
    /// # Errors
    /// If the records can't be written; the next start of the program treats the outcome as unknown.
    pub async fn settle(
        &self,
        id: RecordId,
        settlement: &Settlement,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        transact!(self, |store| self
            .settle_in(store, id, settlement, now)
            .await)
    }

    /// Records that a change was made, and queues the one confirmed together with it. Returns the name of the queued
    /// one, or `None` if nothing changed.
    ///
    /// # Errors
    /// As for [`settle`](RecordStore::settle).
    pub async fn settle_and_queue(
        &self,
        id: RecordId,
        settlement: &Settlement,
        then: &Change,
        now: DateTime<Utc>,
    ) -> Result<Option<RecordId>> {
        transact!(
            self,
            |store| if self.settle_in(store, id, settlement, now).await? {
                self.queue_in(store, then, now).await.map(Some)
            } else {
                Ok(None)
            }
        )
    }

    /// Records a change that waits for a person, with its place in a list: nothing sends it as it is.
    ///
    /// # Errors
    /// If the records can't be written.
    pub async fn queue(
        &self,
        change: &Change,
        list: Option<ListPlace>,
        now: DateTime<Utc>,
    ) -> Result<RecordId> {
        transact!(self, |store| {
            let id = self.queue_in(store, change, now).await?;
            if let Some(place) = list {
                store.mark_change(&id.to_string(), &place.mark()).await?;
            }
            Ok(id)
        })
    }

    /// Records a queued change within a transaction.
    pub(super) async fn queue_in(
        &self,
        store: &mut dyn Store,
        change: &Change,
        now: DateTime<Utc>,
    ) -> Result<RecordId> {
        // Nothing is sent yet: a person decides on its conflicts when taking it up.
        let claims = self
            .claims_against(store, &Outgoing::from(change.clone()))
            .await?;
        let overrides = (!claims.is_empty()).then_some(OVERRIDES);
        let change = record::of_change(change, &[])?;
        let change = NewChange {
            overrides: overrides.or(change.overrides),
            ..change
        };
        self.write_down(store, change, &[AuditAction::Queued], now)
            .await
    }

    /// Takes over and returns the changes of unknown outcome that no window looks after, including those being sent
    /// when their window ended.
    ///
    /// # Errors
    /// If the records can't be read, or taken over.
    pub async fn unsettled(&self, now: DateTime<Utc>) -> Result<Vec<UnsettledChange>> {
        let mut store = self.store.lock().await;
        let _leases = self.take_over_leases(&mut **store).await?;
        begin(&mut **store).await?;
        let rows = self.settle_interrupted(&mut **store, now).await;
        let rows = self.end(Durability::Synced, &mut **store, rows).await?;
        let mut unsettled: Vec<UnsettledChange> =
            rows.iter().filter_map(|row| self.read_back(row)).collect();
        for open in &mut unsettled {
            open.others
                .extend(self.known_as_booked(&mut **store, &open.change).await?);
        }
        Ok(unsettled)
    }

    /// Takes over the changes left by ended windows of this machine, and returns those of unknown outcome, including
    /// those being sent when their window ended, and those that are queued.
    ///
    /// # Errors
    /// If the records can't be read, or taken over.
    pub async fn left_by_gone_windows(
        &self,
        now: DateTime<Utc>,
    ) -> Result<(Vec<UnsettledChange>, Vec<UnsettledChange>)> {
        let mut store = self.store.lock().await;
        let own = store.lease();
        let leases = store.leases_of_changes(&own).await?;
        let vacant = store.take_vacant(leases).await?;
        if vacant.is_empty() {
            return Ok(Default::default());
        }
        begin(&mut **store).await?;
        let rows = self.take_changes_of(&mut **store, &vacant, now).await;
        let rows = self.end(Durability::Synced, &mut **store, rows).await?;
        let mut unsettled = Vec::new();
        let mut queued = Vec::new();
        for row in rows {
            let Some(mut open) = self.read_back(&row) else {
                continue;
            };
            if row.is(AuditAction::Queued) {
                queued.push(open);
                continue;
            }
            let others = self.known_as_booked(&mut **store, &open.change).await?;
            open.others.extend(others);
            unsettled.push(open);
        }
        Ok((unsettled, queued))
    }

    /// Moves the open changes of these leases to this window, and returns them.
    async fn take_changes_of(
        &self,
        store: &mut dyn Store,
        leases: &[Lease],
        now: DateTime<Utc>,
    ) -> Result<Vec<ChangeRow>> {
        let own = store.lease();
        let mut taken = Vec::new();
        for lease in leases {
            let mut left = store.changes_in(["sending", "queued"], &lease.name).await?;
            let unknown = ["unknown", "not-there"];
            left.extend(store.changes_in(unknown, &lease.name).await?);
            store.hand_over_changes(&lease.name, &own).await?;
            for row in left {
                if row.is(AuditAction::Sending) {
                    self.settle_left_behind(store, &row, now).await?;
                }
                taken.extend(store.change(&row.id).await?);
            }
        }
        Ok(taken)
    }

    /// Returns a change whose outcome is still unknown.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn still_open(&self, id: RecordId) -> Result<Option<UnsettledChange>> {
        let mut store = self.store.lock().await;
        let row = store
            .change(&id.to_string())
            .await?
            .filter(ChangeRow::is_open);
        let Some(mut open) = row.and_then(|row| self.read_back(&row)) else {
            return Ok(None);
        };
        open.others
            .extend(self.known_as_booked(&mut **store, &open.change).await?);
        Ok(Some(open))
    }

    /// Returns the queued changes of this window; those of ended windows are included after
    /// [`unsettled`](RecordStore::unsettled) has taken them over.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn queued(&self) -> Result<Vec<UnsettledChange>> {
        let mut store = self.store.lock().await;
        let rows = self.rows_in(&mut **store, ["queued"; 2]).await?;
        Ok(rows.iter().filter_map(|row| self.read_back(row)).collect())
    }

    /// Returns the number of this window's open changes that can't be read: their key file is gone, and no id
    /// identifies the patient.
    ///
    /// # Errors
    /// If the records can't be read at all.
    pub async fn unreadable(&self) -> Result<usize> {
        let rows = self.open_rows().await?;
        Ok(rows
            .iter()
            .filter(|row| self.clinic(&row.clinic).is_some() && self.read_back(row).is_none())
            .count())
    }

    /// Returns the words of clinics at which this desk doesn't book but this window has open changes, which nobody
    /// looks up.
    ///
    /// # Errors
    /// If the records can't be read at all.
    pub async fn elsewhere(&self) -> Result<Vec<String>> {
        let rows = self.open_rows().await?;
        let words = rows.into_iter().map(|row| row.clinic);
        let elsewhere = words.filter(|word| self.clinic(word).is_none());
        let words: BTreeSet<String> = elsewhere.collect();
        Ok(words.into_iter().collect())
    }

    /// Returns this window's changes that have an unknown outcome or are still to be sent.
    async fn open_rows(&self) -> Result<Vec<ChangeRow>> {
        let mut store = self.store.lock().await;
        let mut rows = self.rows_in(&mut **store, ["unknown", "not-there"]).await?;
        rows.extend(self.rows_in(&mut **store, ["queued"; 2]).await?);
        Ok(rows)
    }

    /// Settles the changes that were being sent as unknown. Returns all changes of unknown outcome.
    async fn settle_interrupted(
        &self,
        store: &mut dyn Store,
        now: DateTime<Utc>,
    ) -> Result<Vec<ChangeRow>> {
        for row in self.rows_in(store, ["sending"; 2]).await? {
            self.settle_left_behind(store, &row, now).await?;
        }
        self.rows_in(store, ["unknown", "not-there"]).await
    }

    /// Settles a change as unknown whose program has ended while it was being sent. Its row keeps the time at which it was
    /// sent, from which on it can't take effect for long.
    async fn settle_left_behind(
        &self,
        store: &mut dyn Store,
        sent: &ChangeRow,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let Some(id) = sent.id() else {
            return Ok(());
        };
        self.settle_in(store, id, &Settlement::Unknown, now).await?;
        let unknown = store.change(&sent.id).await?;
        if let Some(mut unknown) = unknown.filter(|row| row.is(AuditAction::Unknown)) {
            unknown.changed_at.clone_from(&sent.changed_at);
            store.update_change(&unknown).await?;
        }
        Ok(())
    }

    /// Returns this window's changes in these states, the oldest first.
    pub(super) async fn rows_in(
        &self,
        store: &mut dyn Store,
        states: [&str; 2],
    ) -> Result<Vec<ChangeRow>> {
        let lease = store.lease();
        store.changes_in(states, &lease).await
    }

    /// Records a change in the last of these states, with a line for each state.
    pub(super) async fn write_down(
        &self,
        store: &mut dyn Store,
        change: NewChange,
        steps: &[AuditAction],
        now: DateTime<Utc>,
    ) -> Result<RecordId> {
        // Ordered by time of recording, even within one moment, so that the rows of a file keep their order.
        let id = RecordId::from(Uuid::now_v7());
        let row = ChangeRow {
            lease: store.lease(),
            state: steps.last().copied().unwrap_or_default().word().to_owned(),
            ..self.row_of(id, &change, now)?
        };
        store.insert("changes", &row).await?;
        let entries = change.entries(row, steps);
        audit::append(store, &self.seal, &self.who, entries, now).await?;
        Ok(id)
    }

    /// Returns the row of a new change, without state and lease.
    fn row_of(&self, id: RecordId, change: &NewChange, now: DateTime<Utc>) -> Result<ChangeRow> {
        let text = id.to_string();
        Ok(ChangeRow {
            id: text.clone(),
            busy_until: change.busy_until.map(written),
            overrides: change.overrides.map(str::to_owned),
            operator: self.who.operator.clone(),
            desk: self.who.desk.clone(),
            prepared_at: written(now),
            changed_at: written(now),
            result: change.status.clone(),
            sealed: Some(self.seal.seal(&sealed_as(id), &change.payload)?),
            measured: Some(self.seal_facts(&text, change)?),
            claims: change.claims.clone(),
            follows: change.follows.clone(),
            ..ChangeRow::of_facts(&change.facts, &self.seal)
        })
    }

    /// Records an outcome within a transaction. The payload is dropped once the change is settled.
    pub(super) async fn settle_in(
        &self,
        store: &mut dyn Store,
        id: RecordId,
        settlement: &Settlement,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let Some(mut row) = store.change(&id.to_string()).await? else {
            return Ok(false);
        };
        let mut outcome = RecordedOutcome::of(settlement);
        if *settlement == Settlement::Elsewhere && row.is(AuditAction::Unknown) {
            // Only the time that it takes is released.
            if row.busy_until.take().is_none() {
                return Ok(false);
            }
        } else if !may_become(&row, outcome.done) {
            return Ok(false);
        }
        if is_found_as_of_another(store, &row, &outcome).await? {
            if !self.bears_reference(&row) {
                return Ok(false);
            }
            outcome = RecordedOutcome::as_booked_by_another();
        }
        let lease = store.lease();
        row.take_outcome(&outcome, lease, now);
        if let Some(made) = &row.appointment {
            let others = store.changes_of(&row.clinic, made).await?;
            row.put_in_order(others.iter());
        }
        store.update_change(&row).await?;
        let entry = AuditEntry {
            done: outcome.done,
            result: outcome.result,
            ..row.about()
        };
        self.append(store, entry, now).await?;
        Ok(true)
    }

    /// Returns whether the booking of a row has a reference, which makes a look-up certain.
    fn bears_reference(&self, row: &ChangeRow) -> bool {
        let change = self.opened(row).map(|(change, _)| change);
        change
            .and_then(|change| change.makes()?.reference())
            .is_some()
    }

    /// Takes over the changes of leases whose window has ended. The leases stay taken until the result is dropped, so
    /// that no other window finds them at the same time.
    async fn take_over_leases(&self, store: &mut dyn Store) -> Result<Vec<Lease>> {
        let own = store.lease();
        let leases = store.leases_of_changes(&own).await?;
        let vacant = store.take_vacant(leases).await?;
        for lease in &vacant {
            store.hand_over_changes(&lease.name, &own).await?;
        }
        Ok(vacant)
    }

    /// Returns the appointments known to come from bookings for the same person and moment; none for a change of an
    /// appointment, which is looked up by its id.
    async fn known_as_booked(&self, store: &mut dyn Store, change: &Change) -> Result<Vec<String>> {
        let Some(booking) = change.makes() else {
            return Ok(Vec::new());
        };
        let Visit {
            clinic,
            person,
            start: Some(start),
            ..
        } = booking.visit()
        else {
            return Ok(Vec::new());
        };
        let person = self.seal.pseudonym(&person);
        let changes = store
            .changes_at(clinic.word(), &person, Some(&written(start)))
            .await?;
        let mut known: Vec<String> = changes
            .into_iter()
            .filter(|row| row.is(AuditAction::Booked))
            .filter_map(|row| row.appointment)
            .collect();
        known.sort();
        Ok(known)
    }

    pub(super) fn read_back(&self, row: &ChangeRow) -> Option<UnsettledChange> {
        let (change, others) = self.opened(row)?;
        let is_lost_here = row.is(AuditAction::Unknown) && row.desk == self.who.desk;
        let lost_at = if is_lost_here {
            moment(&row.changed_at)
        } else {
            None
        };
        Some(UnsettledChange {
            name: row.id()?.into(),
            change,
            at: moment(&row.prepared_at).unwrap_or_default(),
            lost_at,
            others,
            is_not_made: row.is(AuditAction::NotThere),
            is_alone: row.is_alone(),
            list: row.list(),
        })
    }

    /// Returns a change, from its payload or else from its ids, with the appointments known not to be it; `None` for a
    /// kind unknown to this version.
    pub(super) fn opened(&self, row: &ChangeRow) -> Option<(Change, Vec<String>)> {
        let kind = row.kind.parse::<ChangeKind>().ok()?;
        let clinic = self.clinic(&row.clinic)?;
        let opened = row
            .sealed
            .as_deref()
            .and_then(|sealed| self.seal.open(&sealed_as(&row.id), sealed));
        opened
            .as_deref()
            .and_then(|opened| record::read(kind, clinic, opened))
            .or_else(|| Some((record::from_ids(kind, clinic, row)?, Vec::new())))
    }
}

/// An outcome in the form of a change's row and its line in the trail.
struct RecordedOutcome {
    done: AuditAction,
    /// The appointment made or altered.
    appointment: Option<String>,
    /// The outcome, as a word or a code.
    result: Option<String>,
}

impl RecordedOutcome {
    fn of(settlement: &Settlement) -> RecordedOutcome {
        let (done, appointment, result) = match settlement {
            Settlement::Booked(id) => (AuditAction::Booked, Some(id.clone()), None),
            Settlement::Refused(code) => (AuditAction::Refused, None, Some(code.clone())),
            Settlement::NotSent => (AuditAction::NotSent, None, None),
            Settlement::Unknown | Settlement::Elsewhere => (AuditAction::Unknown, None, None),
            Settlement::NotThere => (AuditAction::NotThere, None, None),
            Settlement::ByHand(word) => (AuditAction::ByHand, None, Some((*word).to_owned())),
        };
        RecordedOutcome {
            done,
            appointment,
            result,
        }
    }

    /// Returns the outcome of a booking that another desk also sent under its reference. The other desk's record names
    /// the appointment.
    fn as_booked_by_another() -> RecordedOutcome {
        RecordedOutcome {
            done: AuditAction::ByHand,
            appointment: None,
            result: Some(BOOKED_BY_HAND.to_owned()),
        }
    }
}

impl ChangeRow {
    /// Marks a change that was being sent as unknown.
    pub(super) fn become_unknown(&mut self, now: DateTime<Utc>) {
        let lease = self.lease.clone();
        self.take_outcome(&RecordedOutcome::of(&Settlement::Unknown), lease, now);
    }

    /// Gives the change this outcome. `own` is the lease of this window.
    fn take_outcome(&mut self, outcome: &RecordedOutcome, own: String, now: DateTime<Utc>) {
        self.state = outcome.done.word().to_owned();
        self.changed_at = written(now);
        self.appointment.clone_from(&outcome.appointment);
        // The status set by the change is kept, unless there is another result.
        let sets_status = self.kind.parse().is_ok_and(ChangeKind::keeps_time);
        if outcome.result.is_some() || !sets_status {
            self.result.clone_from(&outcome.result);
        }
        if !matches!(outcome.done, AuditAction::Unknown | AuditAction::NotThere) {
            self.sealed = None;
        }
        if self.is_under_way() {
            return;
        }
        // If another desk looks after it, this one keeps its own knowledge until that desk has settled it. If another
        // window of this machine looks after it, that window finds that this one has settled it.
        self.lease = if self.is_elsewhere() {
            KNOWN_HERE.to_owned()
        } else {
            own
        };
    }
}

/// Returns whether a look-up has found an appointment that is known to belong to another change. The answer to the
/// change itself is trusted.
async fn is_found_as_of_another(
    store: &mut dyn Store,
    row: &ChangeRow,
    outcome: &RecordedOutcome,
) -> Result<bool> {
    let is_looked_up = !row.is(AuditAction::Sending) && row.about.is_none() && !row.is_of_absence();
    match &outcome.appointment {
        Some(found) if is_looked_up => store.is_of_another(row, found).await,
        _ => Ok(false),
    }
}

/// Returns whether a change may enter this state: from `sending` any; from `unknown` and `not there` any later
/// knowledge. A queued change is settled by hand, and a queued second step may also be kept from being sent.
fn may_become(row: &ChangeRow, done: AuditAction) -> bool {
    match AuditAction::of_word(&row.state) {
        Some(AuditAction::Sending | AuditAction::Unknown) => !row.is(done),
        Some(AuditAction::NotThere) => {
            !matches!(done, AuditAction::NotThere | AuditAction::Unknown)
        }
        Some(AuditAction::Queued) => {
            done == AuditAction::ByHand || (row.follows.is_some() && done == AuditAction::NotThere)
        }
        // The desk that sent it may get the clinic's answer after a person at another desk has settled it.
        Some(AuditAction::ByHand) => row.is_elsewhere() && done == AuditAction::Booked,
        _ => false,
    }
}

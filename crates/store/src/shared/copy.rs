//! Copying a desk's journal into the shared records, each line once: the position is stored there, in the
//! transaction that writes the lines. A commit whose answer was lost is found done when it is tried again.

use std::collections::HashMap;
use std::mem;
use std::sync::atomic::Ordering;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::SharedStore;
use super::claiming::Claiming;
use super::journal::JournalPart;
use crate::audit::{self, AuditAction, AuditEntry};
use crate::chain::TrailLine;
use crate::change_row::{ALONE, ChangeRow, OVERRIDES};
use crate::claims::claim_on_appointment;
use crate::database::{ROWS, Statement, Store};
use crate::{RecordId, RecordStore, Result, end, moment};
use booking::{Claim, Obstacle, Settlement};

/// A collision found while a change is written into the shared records: another change takes the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// The change, by its name in the records.
    pub change: RecordId,
    /// The claim with which it collides.
    pub with: Claim,
}

impl SharedStore {
    /// Copies the new lines of a desk's own records. Returns the collisions between other desks' changes and
    /// those sent without their knowledge.
    ///
    /// # Errors
    /// If the server can't be reached; what was copied by then stays.
    pub async fn copy(&self, local: &RecordStore) -> Result<Vec<Collision>> {
        let mut untold = self.untold.lock().await;
        self.copy_part_by_part(local, &mut untold, None).await?;
        Ok(std::mem::take(&mut untold))
    }

    /// Returns the changes that earlier runs left, and that were found to be kept from being sent.
    pub async fn kept_out(&self) -> Vec<RecordId> {
        std::mem::take(&mut *self.kept_out.lock().await)
    }

    /// Returns the collisions found that could not be reported before the connection was lost.
    pub async fn untold(&self) -> Vec<Collision> {
        std::mem::take(&mut *self.untold.lock().await)
    }

    /// Copies all parts, and claims a change with the transaction that copies it. Returns the neighbours of each
    /// change that is new in the shared records.
    pub(super) async fn copy_part_by_part(
        &self,
        local: &RecordStore,
        collisions: &mut Vec<Collision>,
        claiming: Option<&Claiming<'_>>,
    ) -> Result<HashMap<RecordId, Vec<Obstacle>>> {
        self.join(local, collisions).await?;
        let mut stood = HashMap::new();
        loop {
            let part = local.journal_after(self.copied.load(Ordering::Relaxed)).await?;
            let Some(to) = part.end() else { return Ok(stood) };
            let (mut store, tip) = self.records.begin_at_tip().await?;
            let written = match self.write_part(&mut **store, &part, (to, tip), claiming).await {
                Ok(Some(written)) => Ok(written),
                // Another window of this machine was quicker.
                Ok(None) => {
                    store.roll_back().await?;
                    self.read_position(&mut **store).await?;
                    continue;
                }
                Err(error) => Err(error),
            };
            // If the answer to the commit is lost it may be done all the same, and they would not be found
            // again.
            collisions.extend(written.iter().flat_map(|written| written.collisions.iter().cloned()));
            let written = end(&mut **store, written).await?;
            stood.extend(written.stood);
            self.copied.store(to, Ordering::Relaxed);
            for (id, at) in written.kept_out {
                local.settle(id, &Settlement::NotThere, at).await?;
                self.kept_out.lock().await.push(id);
            }
            if !part.is_full() {
                return Ok(stood);
            }
        }
    }

    /// Writes a change as it is by now, with a line. Returns `None` if it was left out.
    pub(super) async fn write_with_line(
        &self,
        store: &mut dyn Store,
        change: &ChangeRow,
        claiming: Option<&Claiming<'_>>,
    ) -> Result<Option<Writing>> {
        let Some(mut writing) = self.change_to_write(store, change, claiming).await? else { return Ok(None) };
        store.execute(mem::take(&mut writing.statement)).await?;
        let at = change.changed_at.parse().unwrap_or_default();
        let done = writing.kept_out.or_else(|| AuditAction::of_word(&change.state)).unwrap_or_default();
        self.records.append(store, AuditEntry { done, ..change.clone().about() }, at).await?;
        Ok(Some(writing))
    }

    /// Registers this journal in the shared records. Lines written before the desk joined are copied only by
    /// an import; but open changes are looked after from now on, and those made alone are known.
    async fn join(&self, local: &RecordStore, collisions: &mut Vec<Collision>) -> Result<()> {
        if self.copied.load(Ordering::Relaxed) >= 0 {
            return Ok(());
        }
        transact!(self.records, |store| {
            if self.position(store).await?.is_some() {
                return Ok(());
            }
            let position = local.journal_end().await?;
            for change in local.changes_to_join_with().await? {
                if let Some(writing) = self.write_with_line(store, &change, None).await? {
                    collisions.extend(change.id().into_iter().flat_map(|id| writing.collisions(id)));
                }
            }
            self.write_lists_of(store, local).await?;
            let place = "INSERT INTO journals (id, copied, joined) VALUES ($1, $2, $2)";
            let values: [Value; 2] = [self.journal.clone().into(), position.into()];
            store.run(place, values).await.map(drop)
        })?;
        self.read_position(&mut **self.records.store.lock().await).await
    }

    /// Adds calls and the waiting list to the shared ones.
    async fn write_lists_of(&self, store: &mut dyn Store, local: &RecordStore) -> Result<()> {
        let (calls, waiting) = local.lists("").await?;
        for row in calls {
            store.remove_calls_about(&row).await?;
            store.insert("calls", &row).await?;
        }
        for row in waiting {
            store.put_waiting_row(&row).await?;
        }
        Ok(())
    }

    async fn position(&self, store: &mut dyn Store) -> Result<Option<i64>> {
        let position = "SELECT copied FROM journals WHERE id = $1";
        Ok(store.column(position, [self.journal.clone()]).await?.pop())
    }

    async fn read_position(&self, store: &mut dyn Store) -> Result<()> {
        let position = self.position(store).await?.unwrap_or(-1);
        self.copied.store(position, Ordering::Relaxed);
        Ok(())
    }

    /// Writes a part of the journal up to its last line, after the last one of the trail. Returns `None` if
    /// it is not the next part; then the transaction is to be rolled back.
    async fn write_part(
        &self,
        store: &mut dyn Store,
        part: &JournalPart,
        (to, tip): (i64, (i64, String)),
        claiming: Option<&Claiming<'_>>,
    ) -> Result<Option<CopyProgress>> {
        let from = self.copied.load(Ordering::Relaxed);
        let go_on = "UPDATE journals SET copied = $1 WHERE id = $2 AND copied = $3";
        let values: [Value; 3] = [to.into(), self.journal.clone().into(), from.into()];
        // Statements that don't depend on each other go to the server at once: usually all of them.
        let mut at_once = vec![Statement::new(go_on, values)];
        let (mut written, own) = (CopyProgress::default(), store.lease());
        let (mut missing, mut lost, mut kept_out) = (Vec::new(), Vec::new(), Vec::new());
        for row in &part.elsewhere {
            let is_whole = row.is_under_way() && row.sealed.is_some();
            match is_whole && store.change(&row.id).await?.is_none() {
                // The shared records were restored to a state before it: this desk looks after it once more.
                true => missing.push(ChangeRow { overrides: Some(ALONE.to_owned()), ..row.clone() }),
                false => lost.push(row.id.as_str()),
            }
        }
        let changes: Vec<&ChangeRow> = missing.iter().chain(&part.changes).collect();
        for (place, change) in changes.iter().enumerate() {
            let Some(writing) = self.change_to_write(store, change, claiming).await? else {
                let there = store.change(&change.id).await?;
                let there = there.filter(|there| there.lease == own && there.is_kept_out());
                written.kept_out.extend(there.and_then(|there| there.id()).zip(moment(&change.changed_at)));
                lost.push(change.id.as_str());
                continue;
            };
            let Some(id) = change.id() else { continue };
            written.collisions.extend(writing.collisions(id));
            let Writing { statement, stood, kept_out: done, .. } = writing;
            kept_out.extend(done.map(|done| (change.id.as_str(), done)));
            written.stood.extend(stood.map(|stood| (id, stood)));
            // The next change has to see this one.
            if place + 1 == changes.len() {
                at_once.push(statement);
            } else {
                store.execute(statement).await?;
            }
        }
        self.write_lists(store, part).await?;
        let mut lines = to_copy(&part.lines, &lost);
        for (id, done) in kept_out {
            let last = lines.iter().rfind(|line| line.intent.as_deref() == Some(id)).cloned();
            lines.extend(last.map(|last| TrailLine { what: done.word().to_owned(), ..last }));
        }
        let lines = audit::chained(lines, tip, &self.records.seal)?;
        if lines.len() > ROWS {
            store.insert_lines(&lines).await?;
        } else if !lines.is_empty() {
            at_once.push(Statement::insert("audit", &lines)?);
        }
        let counts = store.execute_all(at_once).await?;
        Ok((counts.first() == Some(&1)).then_some(written))
    }

    pub(super) async fn write_lines(&self, store: &mut dyn Store, lines: &[TrailLine]) -> Result<()> {
        audit::append_lines(store, &self.records.seal, to_copy(lines, &[])).await
    }

    async fn write_lists(&self, store: &mut dyn Store, part: &JournalPart) -> Result<()> {
        for line in &part.lines {
            match AuditAction::of_word(&line.what) {
                Some(AuditAction::Called) => store.merge_call(line).await?,
                Some(AuditAction::NotWaiting) => {
                    if let Some(id) = &line.fields {
                        store.remove_waiting_row(id).await?;
                    }
                }
                _ => {}
            }
        }
        for row in &part.waiting {
            store.put_waiting_row(row).await?;
        }
        Ok(())
    }

    /// Returns the statement that writes a change as it is by now. One that is new and takes a time which another change has
    /// stands beside it, for it may have been sent: a person says what that means. So does one that is made although
    /// another desk has taken it over without knowing. None of any other that another desk has taken over, and of
    /// one that is being sent, stands beside others, and is not claimed yet.
    async fn change_to_write(
        &self,
        store: &mut dyn Store,
        change: &ChangeRow,
        claiming: Option<&Claiming<'_>>,
    ) -> Result<Option<Writing>> {
        let own = store.lease();
        let mut row = ChangeRow { lease: own.clone(), row_mark: None, ..change.clone() };
        let mut beside = store.changes_beside(&row).await?;
        let there = beside.extract_if(.., |other| other.id == row.id).next();
        if let Some(there) = there {
            if there.lease == own {
                if there.is_kept_out() && row.is(AuditAction::Unknown) {
                    return Ok(None);
                }
                let is_same =
                    |other: &ChangeRow| other.appointment == row.appointment && other.about.is_none();
                let is_new = row.about.is_none() && !there.is(AuditAction::Booked);
                if is_new && row.is(AuditAction::Booked) && beside.iter().any(is_same) {
                    // Neither desk could ask the other whose appointment it is.
                    return self.take_back(store, row, beside).await.map(Some);
                }
                let (statement, stood, kept_out) = (row.update(), None, None);
                return Ok(Some(Writing { statement, stood, collides: false, kept_out }));
            }
            return match row.is(AuditAction::Booked) && !there.is(AuditAction::Booked) {
                true => self.take_back(store, row, beside).await.map(Some),
                false => Ok(None),
            };
        }
        let on_appointment = match &row.claims {
            Some(claimed) if row.holds_appointment() => store.changes_on(&row.clinic, claimed).await?,
            _ => Vec::new(),
        };
        let mut kept_out = None;
        if !on_appointment.is_empty() {
            // The first change keeps the claim, and this one is never sent unless it was sent before.
            row.claims = None;
            if row.is(AuditAction::Sending) && row.overrides.as_deref() != Some(ALONE) {
                kept_out = Some(row.keep_out());
            }
        }
        let on_appointment =
            on_appointment.iter().filter_map(|other| claim_on_appointment(other, other.lease == own));
        if row.is(AuditAction::Booked) {
            // Made before anything is written here: at a desk that was alone, or these records were restored since.
            row.overrides = Some(ALONE.to_owned());
        }
        let collides = row.overrides.as_deref() == Some(ALONE) || row.is(AuditAction::Queued);
        let is_time_taken = beside.iter().any(|other| other.keeps_out(&row));
        let stood = self.records.claims_against_row(store, &row, beside).await?;
        if is_time_taken || !stood.is_empty() {
            row.overrides.get_or_insert_with(|| OVERRIDES.to_owned());
        }
        let stood = on_appointment.map(Obstacle::Appointment).chain(stood.into_iter().map(Obstacle::Visit));
        let stood: Vec<Obstacle> = stood.collect();
        if row.is(AuditAction::Sending) && !stood.is_empty() {
            let claiming = claiming.filter(|claiming| row.id() == Some(claiming.id));
            if claiming.is_none() && !collides {
                // The claim decides, and writes the change.
                return Ok(None);
            }
            if let Some(Claiming { outgoing, local, .. }) = claiming
                && self.first_in_the_way(local, stood.clone(), outgoing).await?.is_some()
            {
                kept_out = Some(row.keep_out());
            }
        }
        Ok(Some(Writing { statement: row.insertion()?, stood: Some(stood), collides, kept_out }))
    }

    /// Writes that a change is made which another desk looks after, or has settled: the clinic told the desk that had sent it. Whoever has booked its time meanwhile did so without knowing.
    async fn take_back(
        &self,
        store: &mut dyn Store,
        row: ChangeRow,
        beside: Vec<ChangeRow>,
    ) -> Result<Writing> {
        let row = ChangeRow { overrides: Some(ALONE.to_owned()), ..row };
        let stood = self.records.claims_against_row(store, &row, beside).await?;
        let stood = Some(stood.into_iter().map(Obstacle::Visit).collect());
        Ok(Writing { statement: row.update_with_overrides(), stood, collides: true, kept_out: None })
    }
}

/// A change that is to be written.
pub(super) struct Writing {
    statement: Statement,
    /// The neighbours before it, if it is new.
    pub(super) stood: Option<Vec<Obstacle>>,
    /// Whether it collides with them: those who sent it did not know them.
    collides: bool,
    /// The state that it has because another change keeps it from being sent.
    kept_out: Option<AuditAction>,
}

impl Writing {
    /// Returns the neighbours with which the change collides.
    fn collisions(&self, change: RecordId) -> impl Iterator<Item = Collision> {
        let visit = |obstacle: &Obstacle| match obstacle {
            Obstacle::Visit(claim) => Some(claim.clone()),
            Obstacle::Appointment(_) => None,
        };
        let stood = self.stood.iter().flatten().filter(|_| self.collides);
        stood.filter_map(visit).map(move |with| Collision { change, with })
    }
}

/// The result of writing a part of the journal.
#[derive(Default)]
struct CopyProgress {
    collisions: Vec<Collision>,
    /// The changes whose window ended before it noted that another one kept them from being sent, with the time
    /// of their last step.
    kept_out: Vec<(RecordId, DateTime<Utc>)>,
    /// The neighbours before each new change.
    stood: Vec<(RecordId, Vec<Obstacle>)>,
}

impl ChangeRow {
    /// Whether the shared records say that the change was not sent, or is a second step that was not.
    pub(super) fn is_kept_out(&self) -> bool {
        self.is(AuditAction::NotSent) || self.is_unmade_second_step()
    }

    /// Marks the change as kept from being sent. A second step stays open for a person.
    fn keep_out(&mut self) -> AuditAction {
        let done = if self.follows.is_some() { AuditAction::NotThere } else { AuditAction::NotSent };
        self.state = done.word().to_owned();
        done
    }
}

/// Returns the lines that concern every desk. A line about a change that another desk has taken over, or that is not
/// claimed yet, notes that, and settles nothing.
fn to_copy(lines: &[TrailLine], lost: &[&str]) -> Vec<TrailLine> {
    let mut lines: Vec<TrailLine> = lines.iter().filter(|line| !is_housekeeping(line)).cloned().collect();
    for line in &mut lines {
        if let Some(intent) = line.intent.take_if(|intent| lost.contains(&intent.as_str())) {
            line.fields = Some(format!("left out: {intent}"));
        }
    }
    lines
}

/// Whether a line concerns these records alone.
fn is_housekeeping(line: &TrailLine) -> bool {
    matches!(
        AuditAction::of_word(&line.what),
        Some(AuditAction::Forgotten | AuditAction::LetGo | AuditAction::Accepted)
    )
}

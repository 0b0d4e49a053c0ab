//! Copies a desk's journal into the shared records, each line once: how far it is stands there, and is written in the
//! transaction that writes the lines. A commit whose answer was lost is found done when it is tried again.

use std::sync::atomic::Ordering;

use serde_json::Value;

use super::SharedStore;
use super::journal::Part;
use crate::booking::Claim;
use crate::store::audit::{self, Done, Entry};
use crate::store::chain::Line;
use crate::store::change_rows::{ALONE, ChangeRow, OVERRIDES};
use crate::store::database::Store;
use crate::store::{Outgoing, RecordId, RecordStore, StoreError, end};

/// What stands in the way of a change as it is written into the shared records: another one that takes the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// The change, by its name in the records.
    pub change: RecordId,
    /// What it collides with.
    pub with: Claim,
}

impl SharedStore {
    /// Copies what a desk's own records have been told since the last time. Says what collides with what other desks have
    /// done meanwhile, of what went out without their knowing.
    ///
    /// # Errors
    /// When the server can't be reached; what was copied by then is.
    pub async fn copy(&self, local: &RecordStore) -> Result<Vec<Collision>, StoreError> {
        let mut untold = self.untold.lock().await;
        self.copy_part_by_part(local, &mut untold).await?;
        Ok(std::mem::take(&mut untold))
    }

    /// What was found to collide, and could not be said before the connection was lost.
    pub async fn untold(&self) -> Vec<Collision> {
        std::mem::take(&mut *self.untold.lock().await)
    }

    pub(super) async fn copy_part_by_part(
        &self,
        local: &RecordStore,
        collisions: &mut Vec<Collision>,
    ) -> Result<(), StoreError> {
        self.join(local).await?;
        loop {
            let part = local.journal_after(self.copied.load(Ordering::Relaxed)).await?;
            let Some(to) = part.end() else { return Ok(()) };
            let mut store = self.records.begin().await?;
            let written = self.write_part(&mut **store, &part, to).await;
            // Where the answer to the commit is lost it is done all the same, and they are found no more.
            let found = written.as_ref().ok().and_then(Option::as_ref).into_iter().flatten();
            collisions.extend(found.cloned());
            match end(&mut **store, written).await {
                Ok(Some(_)) => self.copied.store(to, Ordering::Relaxed),
                // Another window of this machine was quicker.
                Ok(None) => self.read_position(&mut **store).await?,
                Err(error) => return Err(error),
            }
        }
    }

    /// What keeps a change from being sent that the desk's own records hold: one that was in the shared records before it,
    /// and that it does not go ahead of.
    ///
    /// # Errors
    /// When the server can't be reached: then nobody knows whether the time is another desk's.
    pub async fn claim(
        &self,
        local: &RecordStore,
        id: RecordId,
        outgoing: &Outgoing,
    ) -> Result<Option<Claim>, StoreError> {
        self.copy_part_by_part(local, &mut *self.untold.lock().await).await?;
        let mut store = self.records.store.lock().await;
        let (id, own) = (id.to_string(), store.lease());
        let is_own = |row: &ChangeRow| row.lease == own && row.is(Done::Sending);
        if !store.change(&id).await?.as_ref().is_some_and(is_own) {
            return Err(StoreError::Away("another desk looks after this change by now".to_owned()));
        }
        let claims = self.records.claims_against(&mut **store, outgoing).await?;
        let is_itself = |claim: &Claim| claim.intent.to_string() == id;
        for claim in claims.into_iter().filter(|claim| !is_itself(claim) && !outgoing.goes_ahead_of(claim)) {
            let was_first = "SELECT EXISTS (SELECT 1 FROM changes AS one, changes AS other \
                 WHERE one.id = $1 AND other.id = $2 AND one.first_seq < other.first_seq)";
            let is_first = store.is_true(was_first, [claim.intent.to_string(), id.clone()]).await?;
            if is_first && (claim.is_same_visit || !local.is_of_file(&claim, &outgoing.file).await?) {
                return Ok(Some(claim));
            }
        }
        Ok(None)
    }

    /// Has a place in the shared records for this journal. What was written before the desk joined is copied by an import
    /// alone; but what is open then is looked after from now on.
    async fn join(&self, local: &RecordStore) -> Result<(), StoreError> {
        if self.copied.load(Ordering::Relaxed) >= 0 {
            return Ok(());
        }
        let mut store = self.records.begin().await?;
        let joined = async {
            if self.position(&mut **store).await?.is_some() {
                return Ok(());
            }
            let position = local.journal_end().await?;
            for change in local.open_changes().await? {
                let done = Done::of_word(&change.state).unwrap_or_default();
                let at = change.changed_at.parse().unwrap_or_default();
                self.write_change(&mut **store, &change, true).await?;
                let line = Entry { done, ..change.about() };
                self.records.append(&mut **store, line, at).await?;
            }
            self.write_lists_of(&mut **store, local).await?;
            let place = "INSERT INTO journals (id, copied, joined) VALUES ($1, $2, $2)";
            let values: [Value; 2] = [self.journal.clone().into(), position.into()];
            store.run(place, values).await.map(drop)
        };
        let joined = joined.await;
        end(&mut **store, joined).await?;
        self.read_position(&mut **store).await
    }

    /// Adds calls and the waiting list to what the others have.
    async fn write_lists_of(&self, store: &mut dyn Store, local: &RecordStore) -> Result<(), StoreError> {
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

    async fn position(&self, store: &mut dyn Store) -> Result<Option<i64>, StoreError> {
        let position = "SELECT copied FROM journals WHERE id = $1";
        Ok(store.column(position, [self.journal.clone()]).await?.pop())
    }

    async fn read_position(&self, store: &mut dyn Store) -> Result<(), StoreError> {
        let position = self.position(store).await?.unwrap_or(-1);
        self.copied.store(position, Ordering::Relaxed);
        Ok(())
    }

    /// Writes a part of the journal; nothing where it is not the next one.
    async fn write_part(
        &self,
        store: &mut dyn Store,
        part: &Part,
        to: i64,
    ) -> Result<Option<Vec<Collision>>, StoreError> {
        let from = self.copied.load(Ordering::Relaxed);
        let go_on = "UPDATE journals SET copied = $1 WHERE id = $2 AND copied = $3";
        let values: [Value; 3] = [to.into(), self.journal.clone().into(), from.into()];
        if store.run(go_on, values).await? == 0 {
            return Ok(None);
        }
        let (mut collisions, mut lost) = (Vec::new(), Vec::new());
        for change in &part.changes {
            match self.write_change(store, change, false).await? {
                Written::Done(found) => collisions.extend(found),
                Written::IsAnothers => lost.push(change.id.as_str()),
            }
        }
        self.write_lists(store, part).await?;
        self.write_lines(store, &part.lines, &lost).await?;
        Ok(Some(collisions))
    }

    /// Writes lines behind the last one. What is about a change that is another desk's now says so, and settles nothing.
    pub(super) async fn write_lines(
        &self,
        store: &mut dyn Store,
        lines: &[Line],
        lost: &[&str],
    ) -> Result<(), StoreError> {
        let mut copied = Vec::new();
        for line in lines.iter().filter(|line| !is_housekeeping(line)) {
            let mut line = line.clone();
            if let Some(intent) = line.intent.take_if(|intent| lost.contains(&intent.as_str())) {
                line.fields = Some(format!("taken over: {intent}"));
            }
            copied.push(line);
        }
        audit::append_lines(store, &self.records.seal, copied).await
    }

    async fn write_lists(&self, store: &mut dyn Store, part: &Part) -> Result<(), StoreError> {
        for line in &part.lines {
            match Done::of_word(&line.what) {
                Some(Done::Called) => store.merge_call(line).await?,
                Some(Done::NotWaiting) => {
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

    /// Writes a change as it is by now. One that is new and takes a time which another change has stands beside it, for it
    /// may have been sent: what that means is for a person to say.
    async fn write_change(
        &self,
        store: &mut dyn Store,
        change: &ChangeRow,
        joins: bool,
    ) -> Result<Written, StoreError> {
        let own = store.lease();
        let mut row = ChangeRow { lease: own.clone(), row_mark: None, ..change.clone() };
        let there = store.change(&row.id).await?;
        if there.as_ref().is_some_and(|there| there.lease != own) {
            return Ok(Written::IsAnothers);
        }
        if there.is_some() {
            store.update_change(&row).await?;
            return Ok(Written::Done(Vec::new()));
        }
        let with = self.records.claims_against_row(store, &row).await?;
        let went_unknown = row.overrides.as_deref() == Some(ALONE) || row.is(Done::Queued) || joins;
        if !with.is_empty() || store.is_time_taken(&row).await? {
            row.overrides.get_or_insert_with(|| OVERRIDES.to_owned());
        }
        store.insert_change(&row).await?;
        let change = row.id().filter(|_| went_unknown);
        let collision = |with| change.map(|change| Collision { change, with });
        Ok(Written::Done(with.into_iter().filter_map(collision).collect()))
    }
}

/// What became of a change that was to be written.
enum Written {
    /// It is there, and takes times that others have.
    Done(Vec<Collision>),
    /// Another desk has taken it over.
    IsAnothers,
}

/// Whether a line tells of these records alone.
fn is_housekeeping(line: &Line) -> bool {
    matches!(Done::of_word(&line.what), Some(Done::Forgotten | Done::LetGo | Done::Accepted))
}

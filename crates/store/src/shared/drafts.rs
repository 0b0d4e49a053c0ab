//! Drafts in the shared records, sealed. The drafts that a desk has put aside are stored under its name, so that
//! another desk can take them over when that desk is gone. A draft taken over is stored there until the new desk's own
//! records have it. A draft has one owner: a desk that takes it over leaves a notice, in the same transaction, and the
//! former owner drops the draft when it is back.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::SharedStore;
use crate::call::{StoreCall, Write};
use crate::database::CallReply;
use crate::desks::DeskAtWork;
use crate::draft_rows::DraftRow;
use crate::drafts::{opened, sealed_row};
use crate::{Pieces, RecordStore, Result, StoreError};
use booking::text::redacted_debug;

/// A draft put aside by its owner.
const PARKED: &str = "parked";
/// A draft handed to the owner that is not in its own records yet.
const HANDED: &str = "handed";
/// The notice that another desk now has the owner's draft.
const TAKEN: &str = "taken";

/// How long this machine remembers a received draft, so that no window stores it twice.
const REMEMBERED: TimeDelta = TimeDelta::days(1);

/// A draft in a desk's own records.
#[derive(Clone, Debug)]
pub struct OwnDraft {
    /// The content regardless of its place: drafts with equal content are the same.
    pub content: String,
    /// Whether it was put aside, so that another desk may take it over.
    pub is_parked: bool,
    /// The draft as it is saved.
    pub pieces: Pieces,
}

/// A draft in the shared records.
#[derive(Clone, PartialEq, Eq)]
pub struct SharedDraft {
    /// The name in the shared records.
    pub id: String,
    /// The name of the desk that put it aside, handed it over, or has it now.
    pub desk: Option<String>,
    /// Whether it was taken over, not handed over.
    pub is_taken_over: bool,
    /// The draft as it is saved.
    pub pieces: Pieces,
}

/// The sealed content.
#[derive(Clone, Serialize, Deserialize)]
struct Envelope {
    content: String,
    desk: Option<String>,
    is_taken_over: bool,
    pieces: BTreeMap<String, String>,
}

impl Envelope {
    fn of(own: &OwnDraft, content: &str, desk: Option<String>) -> Envelope {
        let text = |piece: &[u8]| String::from_utf8_lossy(piece).into_owned();
        let pieces = own
            .pieces
            .iter()
            .map(|(name, piece)| (name.clone(), text(piece)))
            .collect();
        Envelope {
            content: content.to_owned(),
            desk,
            is_taken_over: false,
            pieces,
        }
    }

    fn draft(self, id: String) -> SharedDraft {
        let Envelope {
            desk,
            is_taken_over,
            pieces,
            ..
        } = self;
        let pieces = pieces
            .into_iter()
            .map(|(name, piece)| (name, piece.into_bytes()))
            .collect();
        SharedDraft {
            id,
            desk,
            is_taken_over,
            pieces,
        }
    }
}

/// Returns the name of a draft in the shared records.
fn id_of(row: &DraftRow) -> String {
    format!("{} {} {}", row.lease, row.place, row.piece)
}

impl SharedStore {
    /// Returns the other desks at work.
    ///
    /// # Errors
    /// If the server can't be reached.
    pub async fn others(&self) -> Result<Vec<DeskAtWork>> {
        self.desks.others().await
    }

    /// Updates the shared copies of the drafts that this desk has put aside. Returns those of its drafts that another
    /// desk has now. The notices are dropped once this desk's own records no longer have these drafts.
    ///
    /// # Errors
    /// If the server can't be reached.
    pub async fn copy_drafts(
        &self,
        own: &[OwnDraft],
        now: DateTime<Utc>,
    ) -> Result<Vec<SharedDraft>> {
        let named: Vec<(String, &OwnDraft)> =
            own.iter().map(|own| (self.place_of(own), own)).collect();
        let here: HashSet<&str> = named.iter().map(|(place, _)| place.as_str()).collect();
        let parked: BTreeMap<&str, &OwnDraft> = named
            .iter()
            .filter(|(_, own)| own.is_parked)
            .map(|(place, own)| (place.as_str(), *own))
            .collect();
        let mut rows = self.drafts_under(&self.journal).await?;
        rows.retain(|row| row.piece != HANDED);
        let is_there = |place: &str| rows.iter().any(|row| row.place == place);
        let missing: Vec<_> = parked
            .iter()
            .filter(|(place, _)| !is_there(place))
            .collect();
        let is_obsolete = |row: &&DraftRow| match row.piece.as_str() {
            PARKED => !parked.contains_key(row.place.as_str()),
            _ => !here.contains(row.place.as_str()),
        };
        let obsolete: Vec<&DraftRow> = rows.iter().filter(is_obsolete).collect();
        if !missing.is_empty() || !obsolete.is_empty() {
            let mut writes: Vec<Write> = obsolete.iter().map(|row| no_draft(row, false)).collect();
            for (place, own) in missing {
                // Since the check, another desk may have taken it over, or another window stored it: then it is kept.
                let envelope = Envelope::of(own, place, self.records.who.desk.clone());
                let row = self.row(&self.journal, place, PARKED, &envelope, now)?;
                writes.push(Write::Draft { row });
            }
            self.write_drafts(writes).await?;
        }
        let taken = rows
            .iter()
            .filter(|row| row.piece == TAKEN && here.contains(row.place.as_str()));
        Ok(taken
            .filter_map(|row| Some(self.open_row(row)?.draft(id_of(row))))
            .collect())
    }

    /// Returns the drafts of desks that are not among the `others` at work: drafts put aside, and drafts handed to
    /// them.
    ///
    /// # Errors
    /// If the server can't be reached.
    pub async fn left_drafts(&self, others: &[DeskAtWork]) -> Result<Vec<SharedDraft>> {
        let left = "SELECT * FROM drafts WHERE lease <> $1 AND piece IN ('parked', 'handed') \
             ORDER BY lease, kept_at, place";
        let mut rows: Vec<DraftRow> = self
            .records
            .store
            .lock()
            .await
            .rows(left, [self.journal.clone()])
            .await?;
        rows.retain(|row| others.iter().all(|desk| desk.id != row.lease));
        Ok(rows
            .iter()
            .filter_map(|row| Some(self.open_row(row)?.draft(id_of(row))))
            .collect())
    }

    /// Takes over a draft whose desk is gone: it then counts as handed to this one. Returns `false` if another desk was
    /// faster, or if the desk is back.
    ///
    /// # Errors
    /// If the server can't be reached.
    pub async fn take_draft(&self, id: &str, now: DateTime<Utc>) -> Result<bool> {
        let mut parts = id.splitn(3, ' ');
        let [Some(owner), Some(place), Some(piece)] = [(); 3].map(|()| parts.next()) else {
            return Ok(false);
        };
        if self.others().await?.iter().any(|desk| desk.id == owner) {
            return Ok(false);
        }
        let row = self
            .records
            .store
            .lock()
            .await
            .piece(owner, place, piece)
            .await?;
        let Some((row, envelope)) = row.and_then(|row| {
            let envelope = self.open_row(&row)?;
            Some((row, envelope))
        }) else {
            return Ok(false);
        };
        let mut writes = vec![no_draft(&row, true)];
        // Tells the owner which desk has it.
        let notice = Envelope {
            desk: self.records.who.desk.clone(),
            is_taken_over: true,
            ..envelope.clone()
        };
        let content = &envelope.content;
        let notice = self.row(owner, content, TAKEN, &notice, now)?;
        for piece in [PARKED, TAKEN] {
            let piece = piece.to_owned();
            writes.push(no_draft(
                &DraftRow {
                    piece,
                    ..notice.clone()
                },
                false,
            ));
        }
        writes.push(Write::Draft { row: notice });
        let taken = Envelope {
            is_taken_over: true,
            ..envelope.clone()
        };
        let place = Uuid::new_v4().to_string();
        let own_notice = DraftRow {
            lease: self.journal.clone(),
            place: content.clone(),
            piece: TAKEN.to_owned(),
            ..DraftRow::default()
        };
        writes.push(no_draft(&own_notice, false));
        let row = self.row(&self.journal, &place, HANDED, &taken, now)?;
        writes.push(Write::Draft { row });
        writes.push(Write::TellOfDrafts);
        self.write_drafts(writes).await
    }

    /// Stores the drafts handed to this desk in its own records, each once, whichever window does it, and then removes
    /// them from the shared ones. Returns those that this window has stored.
    ///
    /// # Errors
    /// If the server can't be reached, or the desk's own records can't be written: then the next attempt continues.
    pub async fn receive_drafts(
        &self,
        local: &RecordStore,
        now: DateTime<Utc>,
    ) -> Result<Vec<SharedDraft>> {
        let mut received = Vec::new();
        let rows = self.drafts_under(&self.journal).await?;
        for row in rows.into_iter().filter(|row| row.piece == HANDED) {
            let Some(draft) = self
                .open_row(&row)
                .map(|envelope| envelope.draft(row.place.clone()))
            else {
                continue;
            };
            if local.adopt(&row.place, &draft.pieces, now).await? {
                received.push(draft);
            }
            self.write_drafts(vec![no_draft(&row, false)]).await?;
        }
        local.forget_received(now - REMEMBERED).await?;
        Ok(received)
    }

    /// Writes drafts. Returns `false`, with nothing written, if somebody else has taken one that was needed.
    async fn write_drafts(&self, writes: Vec<Write>) -> Result<bool> {
        let call = StoreCall {
            writes,
            ..self.call()
        };
        match self.ask(call).await? {
            CallReply::Rejected { why, .. } => Err(StoreError::Rejected(why)),
            answer => Ok(matches!(answer, CallReply::Written { .. })),
        }
    }

    /// Returns the name of a draft by its content.
    fn place_of(&self, own: &OwnDraft) -> String {
        self.records.seal.mark_draft(own.content.as_bytes())
    }

    async fn drafts_under(&self, journal: &str) -> Result<Vec<DraftRow>> {
        self.records.store.lock().await.drafts_of(journal).await
    }

    fn row(
        &self,
        owner: &str,
        place: &str,
        piece: &str,
        envelope: &Envelope,
        now: DateTime<Utc>,
    ) -> Result<DraftRow> {
        let content = serde_json::to_vec(envelope)?;
        sealed_row(&self.records.seal, [owner, place, piece], &content, now)
    }

    fn open_row(&self, row: &DraftRow) -> Option<Envelope> {
        serde_json::from_slice(&opened(&self.records.seal, row)?).ok()
    }
}

/// Returns the write that removes a piece of a draft.
fn no_draft(row: &DraftRow, is_needed: bool) -> Write {
    Write::NoDraft {
        lease: row.lease.clone(),
        place: row.place.clone(),
        piece: row.piece.clone(),
        is_needed,
    }
}

redacted_debug!(SharedDraft { id, desk });

//! Drafts in the records that a clinic's desks share: this desk's parked drafts are copied there; drafts that gone
//! desks have left can be taken over, and are then added to this desk's own.

use std::sync::Arc;

use tokio::time::timeout;
use tracing::{info, warn};

use booking::ClinicId;
use office::{LeftDraft, NotTaken, SharedNews};
use store::{DeskAtWork, OwnDraft, RecordStore, SharedDraft, SharedStore, StoreError};

use super::draft_rows;
use super::link::SyncSession;
use super::shared_records::Shared;
use super::stores::Stores;

/// The last reports of other desks and their drafts.
#[derive(Default)]
pub(super) struct DeskReports {
    /// The server's number for the current desks and what gone ones have left; `None` before the first answer.
    edition: Option<i64>,
    others: Vec<DeskAtWork>,
    left: Vec<SharedDraft>,
}

impl Stores {
    /// Takes over a draft that a gone desk has left.
    ///
    /// # Errors
    ///
    /// Returns why it was not taken over, if known.
    pub(super) async fn take_draft(
        self: &Arc<Self>,
        clinic: ClinicId,
        id: &str,
    ) -> Result<(), NotTaken> {
        let shared = self.shared(clinic).ok_or(NotTaken::Away)?;
        let link = self
            .link(clinic, Arc::clone(&shared))
            .map_err(|_| NotTaken::Away)?;
        let taking = async {
            let is_taken = shared.take_draft(id, (self.clock)()).await?;
            link.receive().await?;
            Ok::<bool, StoreError>(is_taken)
        };
        in_time(taking).await
    }

    /// Copies the parked drafts. Returns those that another desk has now.
    pub(super) async fn copy_drafts(
        &self,
        shared: &SharedStore,
        local: &RecordStore,
    ) -> store::Result<Vec<SharedDraft>> {
        // Drafts are not parked if a program types.
        if !self.records.drafts {
            return Ok(Vec::new());
        }
        let drafts = local.drafts_of_all().await?;
        let own: Vec<OwnDraft> = drafts
            .into_iter()
            .filter_map(draft_rows::own_draft_of)
            .collect();
        shared.copy_drafts(&own, (self.clock)()).await
    }
}

/// Waits until a draft has changed hands. `false` means that the other desk, or the draft, is gone.
async fn in_time(changes_hands: impl Future<Output = store::Result<bool>>) -> Result<(), NotTaken> {
    match timeout(Shared::QUERY_TIMEOUT, changes_hands).await {
        Ok(Ok(true)) => Ok(()),
        Ok(Ok(false)) => Err(NotTaken::Gone),
        Ok(Err(error)) => {
            warn!(%error, "a draft has not changed hands");
            Err(NotTaken::Away)
        }
        Err(_) => Err(NotTaken::Away),
    }
}

impl SyncSession {
    /// Copies the parked drafts, and reports those that another desk has now.
    pub(super) async fn copy_drafts(&self) -> store::Result<()> {
        for SharedDraft { desk, pieces, .. } in
            self.stores.copy_drafts(&self.shared, &self.local).await?
        {
            if let Some(draft) = draft_rows::draft_of(&pieces) {
                self.report(SharedNews::Taken(desk, Box::new(draft)));
            }
        }
        Ok(())
    }

    /// Adds the drafts handed to this desk to its own.
    pub(super) async fn receive(&self) -> store::Result<()> {
        if !self.stores.records.drafts {
            return Ok(());
        }
        for draft in self
            .shared
            .receive_drafts(&self.local, (self.stores.clock)())
            .await?
        {
            info!("a draft was handed to this desk");
            let SharedDraft {
                id,
                desk,
                is_taken_over,
                pieces,
            } = draft;
            if let Some(draft) = draft_rows::draft_of(&pieces) {
                self.report(SharedNews::Handed {
                    id,
                    from: desk,
                    is_taken_over,
                    draft: Box::new(draft),
                });
            }
        }
        Ok(())
    }

    /// Reports the number of desks, which others are at work, and which drafts gone desks have left, if any
    /// of these may have changed.
    pub(super) async fn report_desks(&mut self, edition: i64) -> store::Result<()> {
        if self.reports.edition == Some(edition) {
            return Ok(());
        }
        let others = self.shared.others().await?;
        if self.reports.edition.is_none() || others.len() != self.reports.others.len() {
            self.report(SharedNews::Desks(others.len() + 1));
        }
        self.reports.others = others;
        self.look_for_left_drafts().await?;
        self.reports.edition = Some(edition);
        Ok(())
    }

    /// Reports the drafts that gone desks have left.
    pub(super) async fn look_for_left_drafts(&mut self) -> store::Result<()> {
        if !self.stores.records.drafts {
            return Ok(());
        }
        let left = self.shared.left_drafts(&self.reports.others).await?;
        if left != self.reports.left {
            let left_draft = |SharedDraft {
                                  id, desk, pieces, ..
                              }: &SharedDraft| {
                let draft = draft_rows::draft_of(pieces)?;
                Some(LeftDraft {
                    id: id.clone(),
                    desk: desk.clone(),
                    draft,
                })
            };
            self.report(SharedNews::Left(
                left.iter().filter_map(left_draft).collect(),
            ));
            self.reports.left = left;
        }
        Ok(())
    }
}

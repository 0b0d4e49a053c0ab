//! Notifications of others' writes, as they are committed.

use sqlx::postgres::{PgListener, PgPool};

use super::schema::schema_of;
use crate::booking::{Mode, Unshared};
use crate::store::StoreError;
use crate::store::database::{DbFuture, StoreNews, WrittenKinds};

/// A connection on which the server notifies of everything that is committed.
#[derive(Debug)]
pub(super) struct Listener {
    listener: PgListener,
    /// The notification of this window's own changes, which is ignored.
    own: String,
}

impl Listener {
    fn read(&self, news: &str, written: &mut WrittenKinds) {
        match news {
            "holds" => written.holds = true,
            "drafts" => written.drafts = true,
            "leases" => written.desks = true,
            "calls" | "waiting" => written.lists = true,
            // Changes, or something that a later version writes.
            _ => written.records |= news != self.own,
        }
    }
}

impl StoreNews for Listener {
    fn next(&mut self) -> DbFuture<'_, WrittenKinds> {
        Box::pin(async {
            let lost = || StoreError::Away(Unshared::Lost);
            let mut written = WrittenKinds::default();
            while written == WrittenKinds::default() {
                let mut told = Some(self.listener.try_recv().await?.ok_or_else(lost)?);
                while let Some(news) = told {
                    self.read(news.payload(), &mut written);
                    told = self.listener.next_buffered();
                }
            }
            Ok(written)
        })
    }
}

/// Subscribes to everything that is written to a mode's records from now on, except a window's own changes.
pub(super) async fn listen(pool: &PgPool, mode: Mode, window: &str) -> Result<Listener, StoreError> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(schema_of(mode)).await?;
    Ok(Listener { listener, own: format!("change {window}") })
}

//! What others write, as it is committed.

use sqlx::postgres::{PgListener, PgPool};

use super::schema::schema_of;
use crate::booking::Mode;
use crate::store::StoreError;
use crate::store::database::{Answer, News, Written};

/// A connection on which the server tells of everything that is committed.
#[derive(Debug)]
pub(super) struct Listener(PgListener);

impl News for Listener {
    fn next(&mut self) -> Answer<'_, Written> {
        Box::pin(async {
            let lost = || StoreError::Away("the connection was lost".to_owned());
            let mut written = Written::default();
            let mut told = Some(self.0.try_recv().await?.ok_or_else(lost)?);
            while let Some(news) = told {
                match news.payload() {
                    "holds" => written.holds = true,
                    "drafts" => written.drafts = true,
                    "leases" => written.desks = true,
                    _ => written.records = true,
                }
                told = self.0.next_buffered();
            }
            Ok(written)
        })
    }
}

/// Hears of everything that is written to a mode's records from now on.
pub(super) async fn listen(pool: &PgPool, mode: Mode) -> Result<Listener, StoreError> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(schema_of(mode)).await?;
    Ok(Listener(listener))
}

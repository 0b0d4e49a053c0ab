//! What others write, as it is committed.

use sqlx::postgres::{PgListener, PgPool};

use super::schema::schema_of;
use crate::booking::Mode;
use crate::store::StoreError;

/// What others write, as it is committed.
#[derive(Debug)]
pub struct News(PgListener);

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Changes, calls or the waiting list.
    pub records: bool,
    /// Times that are held.
    pub holds: bool,
    /// The desks at work are others.
    pub desks: bool,
}

impl News {
    /// Waits for the next, and takes along what has come by then: many changes at once are read once.
    ///
    /// # Errors
    /// When the connection was lost: then anything may have been written.
    pub async fn next(&mut self) -> Result<Written, StoreError> {
        let lost = || StoreError::Away("the connection was lost".to_owned());
        let mut written = Written::default();
        let mut told = Some(self.0.try_recv().await?.ok_or_else(lost)?);
        while let Some(news) = told {
            match news.payload() {
                "holds" => written.holds = true,
                "leases" => written.desks = true,
                _ => written.records = true,
            }
            told = self.0.next_buffered();
        }
        Ok(written)
    }
}

/// Hears of everything that is written to a mode's records from now on.
pub(in crate::store) async fn listen(pool: &PgPool, mode: Mode) -> Result<News, StoreError> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(schema_of(mode)).await?;
    Ok(News(listener))
}

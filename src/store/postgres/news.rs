//! What others write, as it is committed.

use sqlx::postgres::{PgListener, PgPool};

use super::schema::schema_of;
use crate::booking::Mode;
use crate::store::StoreError;

/// What others write, as it is committed.
#[derive(Debug)]
pub struct News(PgListener);

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Changes, calls or the waiting list.
    Records,
    /// Times that are held.
    Holds,
    /// The desks at work are others.
    Desks,
    /// The connection was lost: anything may have been.
    Anything,
}

impl News {
    /// Waits for the next.
    ///
    /// # Errors
    /// When the server can't be reached any more.
    pub async fn next(&mut self) -> Result<Written, StoreError> {
        let Some(told) = self.0.try_recv().await? else { return Ok(Written::Anything) };
        Ok(match told.payload() {
            "holds" => Written::Holds,
            "leases" => Written::Desks,
            _ => Written::Records,
        })
    }
}

/// Hears of everything that is written to a mode's records from now on.
pub(in crate::store) async fn listen(pool: &PgPool, mode: Mode) -> Result<News, StoreError> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(schema_of(mode)).await?;
    Ok(News(listener))
}

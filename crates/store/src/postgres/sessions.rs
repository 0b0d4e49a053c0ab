//! Whether connections are sessions. A pooler that reassigns its connections after each transaction would apply the
//! settings of one desk to another, and deliver no notifications.

use sqlx::postgres::PgConnection;
use sqlx::{Row, raw_sql};

use super::connect::answered;
use super::leases::Leases;
use crate::{Result, StoreError};
use booking::Unshared;

/// Nothing is prepared: a pooler might refuse that, and the error must name the real reason.
const PROCESS: &str = "SELECT pg_backend_pid()";
const PROCESS_OF_TRANSACTION: &str = "BEGIN; SELECT pg_backend_pid()";

impl Leases {
    /// Checks that a connection keeps one server process, also while another connection has a transaction open.
    ///
    /// # Errors
    /// If it does not, or there is no answer.
    pub(crate) async fn check_sessions(&self, connection: &mut PgConnection) -> Result<()> {
        let before = process(connection, PROCESS).await?;
        // A pooler that alternates its connections gives another one.
        if process(connection, PROCESS).await? != before {
            return Err(StoreError::Away(Unshared::Pooled));
        }
        let ask_beside = async |other: &mut PgConnection| {
            // Other poolers give a free connection to the next request: the other connection occupies it with a
            // transaction.
            let beside = process(other, PROCESS_OF_TRANSACTION).await?;
            let stays = before != beside && process(connection, PROCESS).await? == before;
            answered(raw_sql("ROLLBACK").execute(other)).await?;
            Ok::<_, sqlx::Error>(stays)
        };
        if !self.connection.ask(ask_beside).await? {
            return Err(StoreError::Away(Unshared::Pooled));
        }
        Ok(())
    }
}

/// Returns the id of the server process that answers.
async fn process(connection: &mut PgConnection, ask: &'static str) -> Result<i32, sqlx::Error> {
    let rows = answered(raw_sql(ask).fetch_all(connection)).await?;
    rows.last().ok_or(sqlx::Error::RowNotFound)?.try_get(0)
}

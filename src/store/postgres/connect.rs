//! How a desk reaches the server: over a socket of the machine or of loopback as it is, over a network by TLS that is
//! verified, and with limits on how long it waits.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgDatabaseError, PgPool, PgPoolOptions, PgSslMode};
use tokio::time::timeout;

use super::schema::schema_of;
use crate::booking::Mode;
use crate::store::{StoreError, sqlite};

/// How long a connection may take. A desk whose server is away goes on alone, and must not wait long to know it.
const PATIENCE: Duration = Duration::from_secs(2);
/// Milliseconds that a statement, or its wait for another writer, may take.
const STATEMENT: &str = "5000";
/// Milliseconds that a transaction may stand open before the server ends it: a desk that hangs keeps nobody out.
const IDLE: &str = "10000";
/// Connections of a desk to each mode's schema: one that writes, one that listens, one that renews the lease.
const CONNECTIONS: u32 = 3;

/// A PostgreSQL server's database, and what opens it.
#[derive(Clone, Debug)]
pub struct Server {
    /// `postgresql://USER@HOST/DB`, without a password.
    pub url: String,
    /// The password, where one is needed.
    pub password: Option<SecretString>,
    /// How the connection is kept from others.
    pub tls: Tls,
}

/// How a connection is kept from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tls {
    /// Not: it stays on this machine.
    Local,
    /// By TLS whose certificate is verified, with the server's name: by this authority, or those that the machine trusts.
    Verified(Option<PathBuf>),
}

impl Server {
    /// The way to a mode's schema, of a window that the server is told by this name. Nothing is connected before something
    /// is asked.
    ///
    /// # Errors
    /// When the address can't be read.
    pub(in crate::store) fn pool(&self, mode: Mode, window: &str) -> Result<PgPool, StoreError> {
        let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(PATIENCE);
        // A lost connection is found by the first statement, and then all are made anew.
        let pool = pool.max_lifetime(None).test_before_acquire(false);
        Ok(pool.connect_lazy_with(self.options(mode, window)?))
    }

    /// Connects once, by itself: where that is refused it fails at once, while a pool would try until its patience ends.
    ///
    /// # Errors
    /// When the server can't be reached, or does not answer in time.
    pub(in crate::store) async fn reach(&self, mode: Mode, window: &str) -> Result<PgConnection, StoreError> {
        let connecting =
            async { self.options(mode, window)?.options([("synchronous_commit", "off")]).connect().await };
        match timeout(PATIENCE, connecting).await {
            Ok(reached) => Ok(reached?),
            Err(_) => Err(sqlx::Error::PoolTimedOut.into()),
        }
    }

    fn options(&self, mode: Mode, window: &str) -> Result<PgConnectOptions, sqlx::Error> {
        let options = PgConnectOptions::from_str(&self.url)?.application_name("bookdesk").options([
            ("search_path", schema_of(mode)),
            ("bookdesk.window", window),
            ("statement_timeout", STATEMENT),
            ("lock_timeout", STATEMENT),
            ("idle_in_transaction_session_timeout", IDLE),
        ]);
        let options = match &self.tls {
            Tls::Local => options.ssl_mode(PgSslMode::Disable),
            Tls::Verified(None) => options.ssl_mode(PgSslMode::VerifyFull),
            Tls::Verified(Some(authority)) => {
                options.ssl_mode(PgSslMode::VerifyFull).ssl_root_cert(authority)
            }
        };
        Ok(match &self.password {
            Some(password) => options.password(password.expose_secret()),
            None => options,
        })
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        trouble(&error).unwrap_or_else(|| sqlite::trouble(&error))
    }
}

/// What an error of PostgreSQL means for a desk; none for an error that is another database's.
fn trouble(error: &sqlx::Error) -> Option<StoreError> {
    let away = |said: &dyn std::fmt::Display| Some(StoreError::Away(said.to_string()));
    match error {
        sqlx::Error::Database(error) => {
            let error = error.try_downcast_ref::<PgDatabaseError>()?;
            match error.code() {
                // An undefined table, a schema that is not there.
                "42P01" | "3F000" => Some(StoreError::NotSetUp),
                // The connection, the server's resources, and an operator who ends or takes over it; a wrong password.
                code if ["08", "53", "57", "28", "3D"].iter().any(|class| code.starts_with(class)) => {
                    away(&error.message())
                }
                _ => None,
            }
        }
        sqlx::Error::PoolTimedOut => away(&"the server does not answer"),
        sqlx::Error::Io(error) => away(error),
        sqlx::Error::Tls(error) => away(error),
        sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => away(error),
        sqlx::Error::Configuration(error) => away(error),
        _ => None,
    }
}

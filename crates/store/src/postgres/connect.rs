//! Connecting to the server with timeouts: unencrypted over a local socket or loopback, by verified TLS over a network.

use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::{
    PgConnectOptions, PgConnection, PgDatabaseError, PgListener, PgPoolOptions, PgSslMode,
};
use sqlx::{AssertSqlSafe, ConnectOptions, query_as, raw_sql};
use tokio::time::timeout;

use super::schema::schema_of;
use super::timeline::Timeline;
use crate::sqlite;
use crate::{Result, StoreError};
use booking::{Mode, Unshared};

/// The timeout for connecting and applying settings. A desk whose server is unreachable continues alone, and must find
/// that out soon; a server with a round trip of a second is still reached.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// The timeout of an answer. The server ends a statement after five seconds, so one that sends nothing by then is
/// unreachable although the connection is open: a pulled cable closes no connection, and the system retries for a
/// quarter of an hour.
const ANSWER: Duration = Duration::from_secs(6);
/// The milliseconds that a statement, or its wait for another writer, may take.
const STATEMENT: &str = "5000";
/// The milliseconds after which the server ends an idle transaction, so that a hanging desk blocks nobody.
const IDLE: &str = "10000";

/// Has the server end a session that is cut off after some ten seconds: a desk is at work as long as its session lasts, and
/// one that is cut off again and again fills the server with none.
const CUT_OFF: &str = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 2; \
     SET tcp_user_timeout = 10000";

/// A PostgreSQL server's database, with credentials.
#[derive(Clone, Debug)]
pub struct Server {
    /// `postgresql://USER@HOST/DB`, without a password; several hosts are separated by commas.
    pub url: String,
    /// The password, if one is needed.
    pub password: Option<SecretString>,
    /// How the connection is protected.
    pub tls: Tls,
}

/// How a connection is protected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tls {
    /// Not: the connection stays on this machine.
    Local,
    /// By TLS with a verified certificate and server name, from this authority, or from those that the machine trusts.
    Verified(Option<PathBuf>),
}

impl Server {
    /// Connects once to a mode's schema, for a window with this name. A refusal fails at once, while a pool would retry
    /// until its timeout.
    ///
    /// # Errors
    /// If the server can't be reached, or does not answer in time.
    pub(crate) async fn reach(&self, mode: Mode, window: &str) -> Result<PgConnection> {
        Ok(within(CONNECT_TIMEOUT, self.connect(mode, window)).await?)
    }

    async fn connect(&self, mode: Mode, window: &str) -> Result<PgConnection, sqlx::Error> {
        let mut connection = self.options()?.connect().await?;
        raw_sql(AssertSqlSafe(settings(mode, window)))
            .execute(&mut connection)
            .await?;
        Ok(connection)
    }

    /// Connects to a mode's schema with a connection that can listen. It does not wait for the disk: a renewal or a
    /// hold lost in a crash of the server is repeated.
    ///
    /// # Errors
    /// If the server can't be reached, or does not answer in time.
    pub(super) async fn listener(
        &self,
        mode: Mode,
        window: &str,
    ) -> Result<PgListener, sqlx::Error> {
        let pool = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(CONNECT_TIMEOUT);
        // The first statement detects a lost connection, which is then replaced together with its pool.
        let pool = pool
            .max_lifetime(None)
            .idle_timeout(None)
            .test_before_acquire(false);
        let settings = format!("{}; SET synchronous_commit = off", settings(mode, window));
        let pool = pool.after_connect(move |connection, _| {
            let settings = settings.clone();
            Box::pin(async move {
                raw_sql(AssertSqlSafe(settings))
                    .execute(connection)
                    .await
                    .map(drop)
            })
        });
        let mut listener =
            PgListener::connect_with(&pool.connect_lazy_with(self.options()?)).await?;
        listener.eager_reconnect(false);
        Ok(listener)
    }

    /// Checks that this role may use a mode's schema, if it exists, that the server accepts writes, and that it has not
    /// been replaced by another one as far as the desk with this data directory knows. To a role that may not use a
    /// schema, PostgreSQL reports its tables as missing.
    ///
    /// # Errors
    /// If the server can't be used. A missing schema is not an error.
    pub(crate) async fn check(&self, mode: Mode, folder: &Path) -> Result<()> {
        const MAY: &str = "SELECT has_schema_privilege(oid, 'USAGE'), current_setting('transaction_read_only') = 'on' \
             FROM pg_catalog.pg_namespace WHERE nspname = $1";
        let mut connection = self.reach(mode, "").await?;
        Timeline::checked(&mut connection, folder).await?;
        let schema = schema_of(mode);
        let may: Option<(bool, bool)> =
            answered(query_as(MAY).bind(schema).fetch_optional(&mut connection)).await?;
        match may {
            Some((false, _)) => {
                let message = format!("permission denied for schema {schema}");
                Err(StoreError::Away(Unshared::NotPermitted(message)))
            }
            Some((true, true)) => Err(StoreError::Away(Unshared::ReadOnly)),
            Some((true, false)) | None => Ok(()),
        }
    }

    fn options(&self) -> Result<PgConnectOptions, sqlx::Error> {
        let first = self.each_host().into_iter().next().unwrap_or_default();
        let options = PgConnectOptions::from_str(&first)?.application_name("bookdesk");
        // Poolers refuse this parameter.
        let options = options.extra_float_digits(None);
        let options = match &self.tls {
            Tls::Local => options.ssl_mode(PgSslMode::Disable),
            Tls::Verified(None) => options.ssl_mode(PgSslMode::VerifyFull),
            Tls::Verified(Some(authority)) => options
                .ssl_mode(PgSslMode::VerifyFull)
                .ssl_root_cert(authority),
        };
        Ok(match &self.password {
            Some(password) => options.password(password.expose_secret()),
            None => options,
        })
    }
}

/// Returns the settings of a connection as one statement to run after connecting: poolers refuse most startup
/// parameters.
fn settings(mode: Mode, window: &str) -> String {
    let window = window.replace('\'', "''");
    format!(
        "SET search_path = {}; SET bookdesk.\"window\" = '{window}'; SET statement_timeout = {STATEMENT}; \
         SET lock_timeout = {STATEMENT}; SET idle_in_transaction_session_timeout = {IDLE}; \
         SET default_transaction_isolation = 'read committed'; {CUT_OFF}",
        schema_of(mode)
    )
}

/// Awaits the server's answer, within the timeout. After a timeout the connection must be closed.
///
/// # Errors
/// Those of the server, and a timeout.
pub(super) async fn answered<T>(
    query: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    within(ANSWER, query).await
}

async fn within<T>(
    limit: Duration,
    query: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    timeout(limit, query)
        .await
        .unwrap_or(Err(sqlx::Error::PoolTimedOut))
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        trouble(&error).unwrap_or_else(|| sqlite::of_sqlite(&error))
    }
}

/// Returns the meaning of a PostgreSQL error, or `None` for another database's error.
fn trouble(error: &sqlx::Error) -> Option<StoreError> {
    let why = match error {
        sqlx::Error::Database(error) => {
            return refused(error.try_downcast_ref::<PgDatabaseError>()?);
        }
        sqlx::Error::PoolTimedOut => Unshared::Silent,
        sqlx::Error::Io(error) => unconnected(error),
        // The only TLS error that is not about a certificate; those arrive as connection errors.
        sqlx::Error::Tls(error) if error.to_string() == NO_TLS => Unshared::NoTls,
        sqlx::Error::Tls(error) => Unshared::Other(error.to_string()),
        sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Unshared::Other(error.to_string()),
        sqlx::Error::Configuration(error) => Unshared::Other(error.to_string()),
        sqlx::Error::Protocol(_) if !sqlite::is_broken(error) => Unshared::Foreign,
        _ => return None,
    };
    Some(StoreError::Away(why))
}

/// The library's message about a server without TLS, which has no error kind of its own.
const NO_TLS: &str = "server does not support TLS";

/// Returns the meaning of an error from the server.
fn refused(error: &PgDatabaseError) -> Option<StoreError> {
    let message = || error.message().to_owned();
    let why = match error.code() {
        // An undefined table, or a missing schema.
        "42P01" | "3F000" => return Some(StoreError::NotSetUp),
        "28P01" => Unshared::Password,
        // No line of `pg_hba.conf`, or a role that does not exist or may not log in.
        code if code.starts_with("28") => Unshared::NotAdmitted(message()),
        "3D000" => Unshared::NoDatabase,
        "42501" => Unshared::NotPermitted(message()),
        // A value that a column can't hold, and a constraint.
        code if code.starts_with("22") || code.starts_with("23") => {
            return Some(StoreError::Rejected(message()));
        }
        "25006" => Unshared::ReadOnly,
        // Somebody else holds a lock for too long.
        "55P03" => Unshared::Other(message()),
        "53300" => Unshared::Full,
        // The connection, the server's resources, and intervention by an operator.
        code if ["08", "53", "57"]
            .iter()
            .any(|class| code.starts_with(class)) =>
        {
            Unshared::Other(message())
        }
        _ => return None,
    };
    Some(StoreError::Away(why))
}

/// Returns why there is no connection, or why it was lost.
fn unconnected(error: &io::Error) -> Unshared {
    let tls_error = error
        .get_ref()
        .and_then(|error| error.downcast_ref::<rustls::Error>());
    match (tls_error, error.kind()) {
        (Some(rustls::Error::InvalidCertificate(why)), _) => {
            Unshared::Certificate(tls::certificate_error(why))
        }
        (Some(_), _) => Unshared::Other(error.to_string()),
        (None, io::ErrorKind::ConnectionRefused) => Unshared::Refused,
        (
            None,
            io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::TimedOut,
        ) => Unshared::Silent,
        (
            None,
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::BrokenPipe,
        ) => Unshared::Lost,
        // The resolver's error has no kind of its own.
        (None, _) if error.to_string().starts_with("failed to lookup address") => {
            Unshared::NameNotFound
        }
        (None, _) => Unshared::Other(error.to_string()),
    }
}

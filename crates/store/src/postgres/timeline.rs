//! Which server of a cluster answers. Every failover begins a new timeline: a former primary that comes back and
//! accepts writes is on an earlier one than desks have seen, and what is written there reaches none of the others.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sqlx::postgres::PgConnection;
use sqlx::{Row, raw_sql};

use super::Server;
use super::connect::answered;
use crate::files::write_whole;
use crate::{Result, StoreError};
use booking::{Mode, Unshared};

/// The file in the data directory with the last timeline that this desk has seen.
const FILE: &str = "shared.server";

/// A server that is only compatible with PostgreSQL may not report it.
const OF_SERVER: &str = "SELECT system_identifier::text, substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) \
     FROM pg_control_system()";

/// The timeline of a cluster's primary, in the server's own names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Timeline {
    /// The identifier that all servers of the cluster share.
    cluster: String,
    number: u32,
}

impl Timeline {
    /// Returns the server's timeline; `None` if it does not report one.
    ///
    /// # Errors
    /// If there is no answer.
    pub(crate) async fn of(connection: &mut PgConnection) -> Result<Option<Timeline>, sqlx::Error> {
        let answer = match answered(raw_sql(OF_SERVER).fetch_one(connection)).await {
            Err(sqlx::Error::Database(_)) => return Ok(None),
            answer => answer?,
        };
        let (cluster, digits): (String, String) = (answer.try_get(0)?, answer.try_get(1)?);
        let number = u32::from_str_radix(&digits, 16).ok();
        Ok(number.map(|number| Timeline { cluster, number }))
    }

    /// Returns the server's timeline, if it is not earlier than the last one that this desk has seen.
    ///
    /// # Errors
    /// If it is earlier, or there is no answer.
    pub(crate) async fn checked(
        connection: &mut PgConnection,
        folder: &Path,
    ) -> Result<Option<Timeline>> {
        let timeline = Timeline::of(connection).await?;
        let is_left_behind = |(now, seen): (&Timeline, Timeline)| now.is_before(&seen);
        if timeline
            .as_ref()
            .zip(seen(folder))
            .is_some_and(is_left_behind)
        {
            return Err(StoreError::Away(Unshared::LeftBehind));
        }
        Ok(timeline)
    }

    /// Returns whether a server on the other timeline has replaced one on this.
    pub(crate) fn is_before(&self, other: &Timeline) -> bool {
        self.cluster == other.cluster && self.number < other.number
    }

    /// Records that this desk has seen the timeline.
    ///
    /// # Errors
    /// If the file can't be written.
    pub(crate) fn remember(&self, folder: &Path) -> Result<()> {
        if seen(folder).as_ref() == Some(self) {
            return Ok(());
        }
        let path = path(folder);
        let text = format!("{} {}\n", self.cluster, self.number);
        write_whole(&path, &text, true).map_err(StoreError::at(&path))
    }
}

/// Returns the last timeline that a desk has seen; `None` if there is none, or the file is damaged.
fn seen(folder: &Path) -> Option<Timeline> {
    let text = fs::read_to_string(path(folder)).ok()?;
    let (cluster, number) = text.trim_end().split_once(' ')?;
    Some(Timeline {
        cluster: cluster.to_owned(),
        number: number.parse().ok()?,
    })
}

/// Accepts a server although the desk with this data directory has seen another one replace it. Returns whether one
/// has; otherwise there is nothing to accept.
///
/// # Errors
/// If the server can't be reached, or the file can't be removed.
pub async fn accept_server(server: &Server, folder: &Path) -> Result<bool> {
    let server = server.primary().await?;
    let mut connection = server.reach(Mode::Live, "").await?;
    match Timeline::checked(&mut connection, folder).await {
        Err(StoreError::Away(Unshared::LeftBehind)) => forget(folder).map(|()| true),
        checked => checked.map(|_| false),
    }
}

/// Forgets the timeline that this desk has seen.
fn forget(folder: &Path) -> Result<()> {
    let path = path(folder);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::at(&path)(error)),
        _ => Ok(()),
    }
}

fn path(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

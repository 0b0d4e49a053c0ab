//! The status of shared records, for callers that don't use them.

use std::path::Path;

use crate::audit::tip;
use crate::database::{Desks, Store};
use crate::postgres::{self, Server};
use crate::{StoreError, key, migrate};
use booking::Mode;

/// The status of a mode's shared records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedStatus {
    /// The names of the desks at work; `None` for one without a name.
    pub desks: Vec<Option<String>>,
    /// The number of lines in the audit trail.
    pub lines: i64,
}

impl SharedStatus {
    /// Reads the status of a mode's shared records, with the key in the data directory.
    ///
    /// # Errors
    /// If the server can't be reached, nothing is set up there, or the key is another one.
    pub async fn of(server: &Server, folder: &Path, mode: Mode) -> Result<SharedStatus, StoreError> {
        let server = &server.primary().await?;
        server.check(mode).await?;
        let (mut store, leases) = postgres::without_lease(server, mode);
        migrate::check(&mut store).await?;
        key::of_desk(folder, &mut store).await?;
        let (lines, _) = tip(&mut store).await?;
        let desks = leases.at_work().await?;
        Box::new(store).close().await?;
        Ok(SharedStatus { desks, lines })
    }
}

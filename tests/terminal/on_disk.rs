//! What a test waits for on the disk: no screen says that something is there by now.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, SecondsFormat, Utc};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use tokio::runtime::Runtime;

use super::pty::Pty;

/// A look at the drafts as they lie on the disk, from outside.
pub(super) struct Drafts {
    runtime: Runtime,
    file: SqliteConnection,
}

impl Drafts {
    pub(super) fn of(folder: &Path) -> Drafts {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        let options = SqliteConnectOptions::new().filename(folder.join("sandbox.db"));
        let file = runtime.block_on(options.connect()).expect("the records");
        Drafts { runtime, file }
    }

    /// Closed now, and not in its own time: whoever closes the file last writes it out and takes what lies beside it away.
    fn close(self) {
        self.runtime
            .block_on(self.file.close())
            .expect("it was only read");
    }

    /// They are sealed anew whenever they are kept.
    pub(super) fn sealed(&mut self) -> Vec<String> {
        let rows = sqlx::query_scalar("SELECT sealed FROM drafts ORDER BY lease, place");
        self.runtime
            .block_on(rows.fetch_all(&mut self.file))
            .expect("it can be read")
    }

    /// Waits until they stay as they are: what a desk learns of whom it is about, it keeps too.
    pub(super) fn at_rest(&mut self, desk: &mut Pty) {
        let mut before = Vec::new();
        while self.sealed() != before {
            before = self.sealed();
            desk.rests();
        }
    }

    /// How long until one is kept that was handed over at this moment, or later.
    pub(super) fn time_to_keep(&mut self, since: DateTime<Utc>, desk: &mut Pty) -> Duration {
        let start = Instant::now();
        let since = since.to_rfc3339_opts(SecondsFormat::Millis, true);
        desk.until_so("what was typed kept", || {
            self.last().is_some_and(|kept| kept >= since)
        });
        start.elapsed()
    }

    /// When one was kept last.
    fn last(&mut self) -> Option<String> {
        let last = sqlx::query_scalar("SELECT MAX(kept_at) FROM drafts");
        self.runtime
            .block_on(last.fetch_one(&mut self.file))
            .expect("it can be read")
    }
}

/// Changes something in the records, past every desk.
pub(super) fn change(folder: &Path, statement: &'static str) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(folder.join("sandbox.db"));
        let mut file = options.connect().await.expect("the records");
        sqlx::query(statement)
            .execute(&mut file)
            .await
            .expect("it can be changed");
        file.close().await.expect("it is written");
    });
}

impl Pty {
    /// Waits until a desk has opened its records in this folder, at this seat.
    pub(super) fn has_opened(&mut self, folder: &Path, seat: usize) {
        let mark = folder.join(format!("sandbox.seat-{seat}"));
        self.until_so("its records open", || {
            fs::metadata(&mark).is_ok_and(|mark| mark.len() > 0)
        });
        self.rests();
    }

    /// Waits until all that is typed by now is kept in this folder. Goes on to the next field, for that is kept too.
    pub(super) fn has_kept(&mut self, folder: &Path) {
        let mut drafts = Drafts::of(folder);
        let now = Utc::now();
        self.keys("\t");
        drafts.time_to_keep(now, self);
        drafts.close();
    }
}

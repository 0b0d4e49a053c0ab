//! What is being typed, sealed, a row for each draft. Each window keeps its own.
//!
//! Drafts are written many times a second, so that writing one does not wait for the disk: it survives a crash of the
//! program at once, and a power cut once [`Store::sync_drafts`] or a booking has synced the file.

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteConnection;

use super::instance_lock::InstanceLock;
use super::schema::{self, SCHEMA};
use super::{Store, StoreError, begin_unsynced, end, file, written};

/// What a window had typed when it was last here.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct StoredDrafts {
    /// The drafts as they were given, in the order of their places.
    pub drafts: Vec<Vec<u8>>,
    /// How many can't be opened: the key file is another one. They stay in the file.
    pub unread: usize,
}

impl Store {
    /// Keeps these drafts in place of those that were kept before.
    ///
    /// # Errors
    /// When they can't be written; then the ones before are still kept.
    pub async fn keep(&self, drafts: &[Vec<u8>], now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut connection = self.connection.lock().await;
        begin_unsynced(&mut connection).await?;
        let emptied = sqlx::query("DELETE FROM drafts WHERE lease = $1").bind(self.lease.name());
        let done = match emptied.execute(&mut *connection).await {
            Ok(_) => self.put_in(&mut connection, "", drafts, now).await,
            Err(error) => Err(error.into()),
        };
        end(&mut connection, done).await
    }

    /// Keeps this draft in place of the one that is kept there; the others stay. Says whether one was there: one
    /// statement, which typing can afford, writes over nothing that another window or version has done.
    ///
    /// # Errors
    /// When it can't be written; then the one before is still kept.
    pub async fn keep_one(&self, place: usize, draft: &[u8], now: DateTime<Utc>) -> Result<bool, StoreError> {
        let sealed = self.seal.seal(SEALED_AS, draft)?;
        let mut connection = self.connection.lock().await;
        sqlx::query(file::DO_NOT_SYNC).execute(&mut *connection).await?;
        let replaced = sqlx::query(
            "UPDATE drafts SET kept_at = $1, sealed = $2 WHERE lease = $3 AND place = $4
             AND (SELECT value FROM facts WHERE name = $5) = $6",
        )
        .bind(written(now))
        .bind(sealed)
        .bind(self.lease.name())
        .bind(place_name(place))
        .bind(SCHEMA)
        .bind(schema::written_here())
        .execute(&mut *connection)
        .await?;
        Ok(replaced.rows_affected() == 1)
    }

    /// Keeps these drafts behind those that were kept before, which whoever typed them has not seen.
    ///
    /// # Errors
    /// When they can't be written.
    pub async fn keep_beside(&self, drafts: &[Vec<u8>], now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut connection = self.connection.lock().await;
        begin_unsynced(&mut connection).await?;
        let behind = format!("since {} ", written(now));
        let done = self.put_in(&mut connection, &behind, drafts, now).await;
        end(&mut connection, done).await
    }

    /// Puts the drafts that were kept on the disk, so that they survive a power cut.
    ///
    /// # Errors
    /// When they can't be written there.
    pub async fn sync_drafts(&self) -> Result<(), StoreError> {
        Ok(file::sync(&mut *self.connection.lock().await).await?)
    }

    async fn put_in(
        &self,
        connection: &mut SqliteConnection,
        behind: &str,
        drafts: &[Vec<u8>],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let lease = self.lease.name();
        for (place, draft) in drafts.iter().enumerate() {
            sqlx::query("INSERT INTO drafts (lease, place, kept_at, sealed) VALUES ($1, $2, $3, $4)")
                .bind(&lease)
                .bind(format!("{behind}{}", place_name(place)))
                .bind(written(now))
                .bind(self.seal.seal(SEALED_AS, draft)?)
                .execute(&mut *connection)
                .await?;
        }
        Ok(())
    }

    /// What was kept, also by windows that are no more: their drafts come behind this one's own. What can't be opened
    /// is put where no window overwrites it.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn kept(&self, now: DateTime<Utc>) -> Result<StoredDrafts, StoreError> {
        let mut connection = self.connection.lock().await;
        let _left = self.take_over_drafts(&mut connection).await?;
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT place, sealed FROM drafts WHERE lease = $1 ORDER BY place")
                .bind(self.lease.name())
                .fetch_all(&mut *connection)
                .await?;
        let mut kept = StoredDrafts::default();
        for (place, sealed) in rows {
            match self.seal.open(SEALED_AS, &sealed) {
                Some(draft) => kept.drafts.push(draft),
                None => {
                    kept.unread += 1;
                    self.put_out_of_the_way(&mut connection, &place, now).await?;
                }
            }
        }
        Ok(kept)
    }

    /// Takes over the drafts of leases whose window is gone. The leases stay taken until the answer is dropped.
    async fn take_over_drafts(
        &self,
        connection: &mut SqliteConnection,
    ) -> Result<Vec<InstanceLock>, StoreError> {
        let own = self.lease.name();
        let leases = sqlx::query_scalar("SELECT DISTINCT lease FROM drafts WHERE lease <> $1");
        let left = self.vacant(leases.bind(&own).fetch_all(&mut *connection).await?)?;
        for lease in &left {
            sqlx::query(
                "UPDATE drafts SET lease = $1, place = $2 || kept_at || ' ' || place WHERE lease = $3",
            )
            .bind(&own)
            // Behind every place of this window's own, and beside what was taken over from that lease before.
            .bind(format!("from {} ", lease.name()))
            .bind(lease.name())
            .execute(&mut *connection)
            .await?;
        }
        Ok(left)
    }

    async fn put_out_of_the_way(
        &self,
        connection: &mut SqliteConnection,
        place: &str,
        now: DateTime<Utc>,
    ) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE drafts SET lease = $1 WHERE lease = $2 AND place = $3")
            .bind(format!("unread {}", written(now)))
            .bind(self.lease.name())
            .bind(place)
            .execute(connection)
            .await?;
        Ok(())
    }
}

/// Removes what nobody has touched since then, of whichever window: a draft names someone too.
pub(super) async fn let_go(
    connection: &mut SqliteConnection,
    before: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM drafts WHERE kept_at < $1").bind(written(before)).execute(connection).await?;
    Ok(())
}

fn place_name(place: usize) -> String {
    format!("{place:03}")
}

/// What drafts are sealed as.
pub(super) const SEALED_AS: &str = "draft";

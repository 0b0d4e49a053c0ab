//! The listening connection: the server sends notifications of others' committed writes on it, and short queries run on
//! it in between. A desk is at work as long as this connection lasts, and has no other at rest.

use std::mem;
use std::sync::Arc;

use sqlx::Acquire;
use sqlx::postgres::{PgConnection, PgListener};
use tokio::runtime::Handle;
use tokio::sync::{Mutex, MutexGuard, Notify};
use tokio::{join, select};

use super::Server;
use super::schema::schema_of;
use crate::database::DbFuture;
use crate::desks::{AllDesks, StoreNews, WrittenKinds};
use crate::{Result, StoreError, WrittenCall};
use booking::{Mode, Unshared};

/// A connection for short queries, on which a listener waits in between.
#[derive(Clone, Debug)]
pub(super) struct SharedConnection {
    server: Server,
    mode: Mode,
    /// The name of this window for the server.
    window: String,
    /// `None` before first use, and after it was lost.
    slot: Arc<Mutex<Option<Listening>>>,
    /// Notified when a query waits for the connection.
    queries: Arc<Notify>,
}

#[derive(Debug)]
struct Listening {
    /// `None` only while it is being dropped.
    connection: Option<PgListener>,
    /// Whether it is subscribed to writes.
    is_subscribed: bool,
}

impl Drop for Listening {
    fn drop(&mut self) {
        // A task closes the connection, but there may no longer be a runtime for it.
        if Handle::try_current().is_err() {
            mem::forget(self.connection.take());
        }
    }
}

impl SharedConnection {
    pub(super) fn new(server: Server, mode: Mode, window: String) -> SharedConnection {
        SharedConnection {
            server,
            mode,
            window,
            slot: Arc::default(),
            queries: Arc::default(),
        }
    }

    /// Locks the connection. A listener that may be waiting on it is notified once this request is queued.
    async fn locked(&self) -> MutexGuard<'_, Option<Listening>> {
        join!(self.slot.lock(), async { self.queries.notify_one() }).0
    }

    async fn connected(&self, slot: &mut Option<Listening>) -> Result<Listening, sqlx::Error> {
        match slot.take() {
            Some(listening) => Ok(listening),
            None => {
                let connection = self.server.listener(self.mode, &self.window).await?;
                Ok(Listening {
                    connection: Some(connection),
                    is_subscribed: false,
                })
            }
        }
    }

    /// Runs a query on the connection, which is kept after an answer and closed if the query fails or is cancelled.
    pub(super) async fn ask<T, E: From<sqlx::Error>>(
        &self,
        query: impl AsyncFnOnce(&mut PgConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut slot = self.locked().await;
        let mut listening = self.connected(&mut slot).await?;
        let Some(connection) = &mut listening.connection else {
            return Err(sqlx::Error::PoolClosed.into());
        };
        let answer = query(connection.acquire().await?).await?;
        *slot = Some(listening);
        Ok(answer)
    }

    /// Subscribes to everything written to the mode's records from now on, except by this window.
    pub(super) async fn listen(&self) -> Result<Listener, sqlx::Error> {
        let mut slot = self.locked().await;
        let mut listening = self.connected(&mut slot).await?;
        if let Some(connection) = &mut listening.connection
            && !listening.is_subscribed
        {
            connection.listen(schema_of(self.mode)).await?;
            listening.is_subscribed = true;
        }
        *slot = Some(listening);
        Ok(Listener {
            own: self.window.clone(),
            own_calls: Vec::new(),
            shared: self.clone(),
        })
    }

    pub(super) async fn close(&self) {
        drop(self.slot.lock().await.take());
    }
}

/// Notifications of everything that is committed.
#[derive(Debug)]
pub(super) struct Listener {
    shared: SharedConnection,
    /// The name of this window, whose own changes are not news.
    own: String,
    /// This window's writes since the last news: the numbers of the others' changes continue from there.
    own_calls: Vec<WrittenCall>,
}

/// How many of its own calls a window remembers until others write. If there are more, the next changes of others must
/// be read.
const OWN_CALLS: usize = 100;

/// The word before the content of a write.
const CALL: &str = "call ";
/// The word before the name of a window whose changes are not included.
const CHANGE: &str = "change ";
/// The word before the name of the window that watched all desks, and its result.
const WATCH: &str = "watch ";

/// Returns the name of the window, and its result.
fn read_watch(news: &str) -> Option<(&str, AllDesks)> {
    let (window, seen) = news.split_once(' ')?;
    let (edition, left) = seen.split_once(' ')?;
    let watch = AllDesks {
        edition: edition.parse().ok()?,
        has_left_changes: left == "t",
    };
    Some((window, watch))
}

#[cfg(test)]
thread_local! {
    /// The number of bytes sent to listeners.
    pub(crate) static TOLD: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

impl Listener {
    fn read(&mut self, news: &str, written: &mut WrittenKinds) {
        #[cfg(test)]
        TOLD.set(TOLD.get() + news.len());
        if let Some(call) = news.strip_prefix(CALL) {
            match serde_json::from_str::<WrittenCall>(call) {
                Ok(mut call) if call.window.as_ref() == Some(&self.own) => {
                    call.entries.clear();
                    self.own_calls.truncate(OWN_CALLS);
                    self.own_calls.push(call);
                }
                Ok(call) => {
                    written.calls.append(&mut self.own_calls);
                    written.calls.push(call);
                }
                // Written by a later version.
                Err(_) => (written.records, written.lists) = (true, true),
            }
            return;
        }
        if let Some(watch) = news.strip_prefix(WATCH) {
            if let Some((window, watch)) = read_watch(watch)
                && window != self.own
            {
                written.watch = Some(watch);
            }
            return;
        }
        match news {
            "holds" => written.holds = true,
            "drafts" => written.drafts = true,
            "calls" | "notes" | "lists" => written.lists = true,
            // Changes, or something from a later version.
            _ => written.records |= news.strip_prefix(CHANGE) != Some(&self.own),
        }
    }

    /// Waits for notifications until there is one or a query needs the connection.
    async fn wait(&mut self) -> Result<WrittenKinds> {
        let lost = || StoreError::Away(Unshared::Lost);
        let shared = self.shared.clone();
        let mut slot = shared.slot.lock().await;
        let subscribed = slot.as_mut().filter(|listening| listening.is_subscribed);
        let connection = subscribed
            .and_then(|listening| listening.connection.as_mut())
            .ok_or_else(lost)?;
        let mut written = WrittenKinds::default();
        let notification = select! {
            notification = connection.try_recv() => notification,
            () = shared.queries.notified() => return Ok(written),
        };
        let mut notification = match notification {
            Ok(Some(notification)) => Some(notification),
            failed => {
                drop(slot.take());
                return Err(failed.map_or_else(StoreError::from, |_| lost()));
            }
        };
        while let Some(news) = notification {
            self.read(news.payload(), &mut written);
            notification = connection.next_buffered();
        }
        Ok(written)
    }
}

impl StoreNews for Listener {
    fn next(&mut self) -> DbFuture<'_, WrittenKinds> {
        Box::pin(async {
            loop {
                let written = self.wait().await?;
                if written.is_any() {
                    return Ok(written);
                }
            }
        })
    }
}

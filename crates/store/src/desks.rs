//! The interface of a database that desks share: which desks are at work and under which leases, which times they hold,
//! and notifications of their writes.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::database::DbFuture;
use super::written_call::WrittenCall;

/// Returns whether the lease under which a change was claimed certainly still holds.
pub type LeaseCheck = Arc<dyn Fn() -> bool + Send + Sync>;

/// The services of a database that desks share, besides holding their records: which desks are at work, and which times
/// they hold. Only the database's clock counts.
pub trait Desks: fmt::Debug + Send + Sync {
    /// Returns the number of this desk's lease; zero if it has none yet.
    fn own(&self) -> i64;

    /// Takes or renews this desk's lease, for ten seconds. The desk then counts as at work as long as its connection
    /// lasts.
    fn take(&self) -> DbFuture<'_, ()>;

    /// Renews this desk's lease for ten seconds. If it has lapsed and another desk has taken it, takes a new one.
    fn renew(&self) -> DbFuture<'_, Renewal>;

    /// Returns a check whether the current lease certainly still holds. It compares the lease's number, and the time
    /// since the last answered renewal was sent, on a clock that also runs while the machine sleeps.
    fn fence(&self) -> LeaseCheck {
        Arc::new(|| true)
    }

    /// Finds out which desks are at work and what gone desks have left, and notifies every other desk. Among desks at
    /// rest, one does this for all.
    fn watch(&self) -> DbFuture<'_, AllDesks>;

    /// Returns the duration of the last renewal or watch, which is a round trip to the database.
    fn round_trip(&self) -> Duration {
        Duration::ZERO
    }

    /// Ends the presence of this window, and notifies the desks. If it was the machine's last one, the lease lapses at
    /// once, unless a change is open under it.
    fn leave(&self) -> DbFuture<'_, ()>;

    /// Returns the names of the desks at work, including this one.
    fn at_work(&self) -> DbFuture<'_, Vec<Option<String>>>;

    /// Returns the other desks at work, by the names of their own records.
    fn others(&self) -> DbFuture<'_, Vec<DeskAtWork>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// Returns the name of the desk with a lease; `None` if it has no name, or the lease is gone.
    fn desk_of<'a>(&'a self, lease: &'a str) -> DbFuture<'a, Option<String>>;

    /// Holds a time for a window of this desk, in place of the previous one; `None` releases it. Returns `false` if the
    /// lease is gone because another desk has taken it.
    fn hold<'a>(&'a self, window: &'a str, held: Option<HeldTime>) -> DbFuture<'a, bool>;

    /// Returns the times that other desks hold.
    fn held(&self) -> DbFuture<'_, Vec<HeldTime>>;

    /// Subscribes to everything written from now on.
    fn listen(&self) -> DbFuture<'_, Box<dyn StoreNews>>;

    /// Closes the connections.
    fn close(&self) -> DbFuture<'_, ()>;

    /// Returns a weak marker that expires with the last user of this desk's lease.
    #[cfg(test)]
    fn marker(&self) -> std::sync::Weak<std::sync::atomic::AtomicI64>;
}

/// The result of a renewal of the lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// Whether the lease still belonged to this desk.
    pub is_own: bool,
    /// The ids of the open changes under this desk's lease.
    pub open: Vec<String>,
}

/// What is the same for all desks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllDesks {
    /// A number that changes with the desks at work, their names, and the drafts left by gone desks.
    pub edition: i64,
    /// Whether changes are open under lapsed leases.
    pub has_left_changes: bool,
}

/// A desk at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskAtWork {
    /// The name of its own records among the copied journals.
    pub id: String,
    /// The display name.
    pub name: Option<String>,
}

/// Notifications of others' committed writes.
pub trait StoreNews: fmt::Debug + Send {
    /// Waits for the next notification and combines it with all that have arrived, so that many writes are read at
    /// once. Fails if the connection was lost: then anything may have been written.
    fn next(&mut self) -> DbFuture<'_, WrittenKinds>;
}

/// The kinds of records written.
#[derive(Clone, Debug, Default)]
pub struct WrittenKinds {
    /// Changes, which must be read.
    pub records: bool,
    /// Notes, calls or the waiting list, which must be read.
    pub lists: bool,
    /// The writes of other windows whose content came with the notification, in order. Writes of this window may be
    /// missing between them.
    pub calls: Vec<WrittenCall>,
    /// Held times.
    pub holds: bool,
    /// A draft changed hands.
    pub drafts: bool,
    /// What another window has found out about all desks.
    pub watch: Option<AllDesks>,
}

impl WrittenKinds {
    /// Returns whether there is anything to do.
    pub fn is_any(&self) -> bool {
        let WrittenKinds {
            records,
            lists,
            calls,
            holds,
            drafts,
            watch,
        } = self;
        [records, lists, holds, drafts]
            .into_iter()
            .any(|is_written| *is_written)
            || !calls.is_empty()
            || watch.is_some()
    }
}

/// The stored form of a held time. Moments are UTC texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldTime {
    /// The word of the clinic API.
    pub clinic: String,
    /// The id of the practitioner or location.
    pub provider: String,
    /// The start.
    pub starts_at: String,
    /// The end.
    pub busy_until: String,
    /// The name of the desk.
    pub desk: Option<String>,
}

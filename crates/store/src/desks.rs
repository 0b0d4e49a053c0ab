//! The interface of a database that desks share: which desks are at work under which leases, which times they
//! hold, and notifications of what they write.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::database::DbFuture;
use super::written_call::WrittenCall;

/// Returns whether the lease under which a change was claimed certainly still holds.
pub type LeaseCheck = Arc<dyn Fn() -> bool + Send + Sync>;

/// The services of a database that desks share, beside holding their records: which desks are at work, and
/// which times they hold. Only the database's clock counts.
pub trait Desks: fmt::Debug + Send + Sync {
    /// Returns the number of this desk's lease; zero before it has one.
    fn own(&self) -> i64;

    /// Takes a lease for this desk, or renews the one that it has, for ten seconds. The desk is at work from then on, as
    /// long as its connection lasts.
    fn take(&self) -> DbFuture<'_, ()>;

    /// Renews this desk's lease for ten seconds, or takes a new one if it has lapsed and another desk has
    /// taken it.
    fn renew(&self) -> DbFuture<'_, Renewal>;

    /// Returns a function that tells whether the present lease certainly still holds: it compares the lease's
    /// number, and the time since the last answered renewal was sent, on a clock that continues while the
    /// machine sleeps.
    fn fence(&self) -> LeaseCheck {
        Arc::new(|| true)
    }

    /// Looks who is at work and what is left, and tells every other desk: among desks at rest, one does that for all.
    fn watch(&self) -> DbFuture<'_, AllDesks>;

    /// Returns how long the last renewal or watch took: a round trip to the database.
    fn round_trip(&self) -> Duration {
        Duration::ZERO
    }

    /// Ends the presence of this window, and notifies the desks. If it was the machine's last one, the lease lapses at once,
    /// unless a change is open under it.
    fn leave(&self) -> DbFuture<'_, ()>;

    /// Returns the names of the desks at work, including this one.
    fn at_work(&self) -> DbFuture<'_, Vec<Option<String>>>;

    /// Returns the other desks at work, by the names of their own records.
    fn others(&self) -> DbFuture<'_, Vec<DeskAtWork>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// Returns the name of the desk with a lease; `None` if it has no name, or if the lease is gone.
    fn desk_of<'a>(&'a self, lease: &'a str) -> DbFuture<'a, Option<String>>;

    /// Holds a time for a window of this desk, in place of the one before; `None` releases it. Returns `false` if there is
    /// nothing to hold it under, because another desk has taken the lease.
    fn hold<'a>(&'a self, window: &'a str, held: Option<HeldTime>) -> DbFuture<'a, bool>;

    /// Returns the times that other desks hold.
    fn held(&self) -> DbFuture<'_, Vec<HeldTime>>;

    /// Subscribes to everything that is written from now on.
    fn listen(&self) -> DbFuture<'_, Box<dyn StoreNews>>;

    /// Closes the connections.
    fn close(&self) -> DbFuture<'_, ()>;

    /// Returns a marker that is dropped with the last user of this desk's lease.
    #[cfg(test)]
    fn marker(&self) -> std::sync::Weak<std::sync::atomic::AtomicI64>;
}

/// The result of a renewal of the lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// Whether the lease was still this desk's own.
    pub is_own: bool,
    /// The ids of the changes that are open under this desk's lease.
    pub open: Vec<String>,
}

/// What is the same for every desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllDesks {
    /// A number that changes if the desks at work, or their names, or the drafts that gone desks have left change.
    pub edition: i64,
    /// Whether changes are open under a lapsed lease.
    pub has_left_changes: bool,
}

/// A desk at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskAtWork {
    /// The name of its own records among those that are copied.
    pub id: String,
    /// The display name.
    pub name: Option<String>,
}

/// Notifications of others' writes, as they are committed.
pub trait StoreNews: fmt::Debug + Send {
    /// Waits for the next notification, and includes those received by then: many writes at once are read
    /// once. Fails if the connection was lost: then anything may have been written.
    fn next(&mut self) -> DbFuture<'_, WrittenKinds>;
}

/// The kinds of records written.
#[derive(Clone, Debug, Default)]
pub struct WrittenKinds {
    /// Changes, which are to be read.
    pub records: bool,
    /// Notes, calls or the waiting list, which are to be read.
    pub lists: bool,
    /// What other windows have written and came along, in order. Between it may stand what this window has written.
    pub calls: Vec<WrittenCall>,
    /// Held times.
    pub holds: bool,
    /// A draft was handed over.
    pub drafts: bool,
    /// What another window has seen of all desks.
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

/// A held time, as it is stored: moments are UTC texts.
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

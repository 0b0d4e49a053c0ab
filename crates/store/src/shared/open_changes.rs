//! Whether changes may be open under a desk's lease: only then is it renewed.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Notify;

/// How often a change may have been opened under the lease, and the count at which none was open.
#[derive(Debug)]
pub(super) struct OpenChanges {
    noted: AtomicU64,
    none_since: AtomicU64,
    is_noted: Notify,
}

/// An earlier run of the desk may have left open changes.
impl Default for OpenChanges {
    fn default() -> OpenChanges {
        OpenChanges {
            noted: AtomicU64::new(1),
            none_since: AtomicU64::new(0),
            is_noted: Notify::new(),
        }
    }
}

impl OpenChanges {
    /// Notes that a change may have been opened.
    pub(super) fn note(&self) {
        self.noted.fetch_add(1, Ordering::Relaxed);
        self.is_noted.notify_one();
    }

    /// Returns how often that was noted.
    pub(super) fn noted(&self) -> u64 {
        self.noted.load(Ordering::Relaxed)
    }

    /// Records that the server, asked at that count or later, had none open.
    pub(super) fn none_since(&self, noted: u64) {
        self.none_since.store(noted, Ordering::Relaxed);
    }

    pub(super) fn may_be_any(&self) -> bool {
        self.noted() != self.none_since.load(Ordering::Relaxed)
    }

    /// Waits until a change may have been opened.
    pub(super) async fn until_noted(&self) {
        self.is_noted.notified().await;
    }
}

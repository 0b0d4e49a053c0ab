//! The context of a call: whether a booking waits for it, and what ends it.

use std::sync::Arc;

use tokio::sync::Notify;

tokio::task_local! {
    /// Notified when the call under way has taken too long.
    static OVER: Arc<Notify>;
    /// Set during reads that a booking depends on.
    static URGENT: ();
}

/// Runs `work` without delaying its reads, because a booking waits for their results.
pub async fn without_delay<T>(work: impl Future<Output = T>) -> T {
    URGENT.scope((), work).await
}

pub(super) fn is_urgent() -> bool {
    URGENT.try_with(|()| ()).is_ok()
}

/// Runs `work`. The call under way counts as timed out when `over`, if any, is notified.
pub async fn until_notified<T>(over: Option<Arc<Notify>>, work: impl Future<Output = T>) -> T {
    match over {
        Some(over) => OVER.scope(over, work).await,
        None => work.await,
    }
}

/// Returns the result of a call, or `None` if it is ended first. Without a signal, it may take any time.
pub(super) async fn unless_over<T>(call: impl Future<Output = T>) -> Option<T> {
    let Ok(over) = OVER.try_with(Arc::clone) else {
        return Some(call.await);
    };
    tokio::select! {
        outcome = call => Some(outcome),
        () = over.notified() => None,
    }
}

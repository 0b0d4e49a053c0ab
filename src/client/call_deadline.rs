//! The deadline of a call on a clock other than the machine's: a tape's time passes only when told to.

use std::sync::Arc;

use tokio::sync::Notify;

tokio::task_local! {
    /// Notified when the call under way has taken too long.
    static OVER: Arc<Notify>;
    /// Set while the reads under way decide about a booking.
    static AHEAD: ();
}

/// Does `work` without delaying its reads, because a booking waits for their results.
pub async fn held_by_nothing<T>(work: impl Future<Output = T>) -> T {
    AHEAD.scope((), work).await
}

pub(super) fn is_held_by_nothing() -> bool {
    AHEAD.try_with(|()| ()).is_ok()
}

/// Does `work`; the call under way counts as timed out whenever `over`, if any, is notified.
pub async fn until_told<T>(over: Option<Arc<Notify>>, work: impl Future<Output = T>) -> T {
    match over {
        Some(over) => OVER.scope(over, work).await,
        None => work.await,
    }
}

/// Returns the result of a call, or `None` if it is ended before. Without a signal it may take as long as it
/// needs.
pub(super) async fn unless_over<T>(call: impl Future<Output = T>) -> Option<T> {
    let Ok(over) = OVER.try_with(Arc::clone) else { return Some(call.await) };
    tokio::select! {
        outcome = call => Some(outcome),
        () = over.notified() => None,
    }
}

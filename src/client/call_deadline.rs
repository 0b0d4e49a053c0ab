//! How long a call may take where it isn't the machine's clock that counts: a tape's time passes when it is told to.

use std::sync::Arc;

use tokio::sync::Notify;

tokio::task_local! {
    /// Says that the call under way has taken too long.
    static OVER: Arc<Notify>;
    /// Says that the reads under way decide about a booking.
    static AHEAD: ();
}

/// Does `work`, whose reads are held back no more than a booking is: it waits for what they tell.
pub async fn held_by_nothing<T>(work: impl Future<Output = T>) -> T {
    AHEAD.scope((), work).await
}

pub(super) fn is_held_by_nothing() -> bool {
    AHEAD.try_with(|()| ()).is_ok()
}

/// Does `work`, in which the call under way counts as one that has taken too long whenever `over`, if there is one, says
/// so.
pub async fn until_told<T>(over: Option<Arc<Notify>>, work: impl Future<Output = T>) -> T {
    match over {
        Some(over) => OVER.scope(over, work).await,
        None => work.await,
    }
}

/// What comes of a call, or nothing if it is told to be over before. Who tells nobody waits for as long as it takes.
pub(super) async fn unless_over<T>(call: impl Future<Output = T>) -> Option<T> {
    let Ok(over) = OVER.try_with(Arc::clone) else { return Some(call.await) };
    tokio::select! {
        outcome = call => Some(outcome),
        () = over.notified() => None,
    }
}

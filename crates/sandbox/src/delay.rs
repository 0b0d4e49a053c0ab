//! Requests that wait, according to the machine's clock or a keeper.

use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use tokio::sync::oneshot;

/// A request that is waiting.
#[derive(Debug)]
pub struct RequestHold {
    /// How long it waits; `None` for ever.
    pub takes: Option<Duration>,
    go: oneshot::Sender<()>,
}

impl RequestHold {
    /// Ends the wait.
    pub fn go_on(self) {
        // The waiting request may be gone.
        let _ = self.go.send(());
    }
}

/// Decides when a waiting request continues.
type Keeper = Box<dyn Fn(RequestHold) + Send + Sync>;

/// How requests wait: by the machine's clock, unless there is a keeper.
#[derive(Default)]
pub(super) struct RequestWaits {
    keeper: OnceLock<Keeper>,
}

impl RequestWaits {
    /// Makes `keeper` decide from now on. Only the first keeper counts.
    pub(super) fn keep(&self, keeper: Keeper) {
        let _ = self.keeper.set(keeper);
    }

    /// Waits for this time to pass.
    pub(super) async fn pass(&self, time: Duration) {
        match self.keeper.get() {
            Some(keeper) => pause(keeper, Some(time)).await,
            None => tokio::time::sleep(time).await,
        }
    }

    /// Waits until the caller gives up.
    pub(super) async fn forever(&self) -> ! {
        if let Some(keeper) = self.keeper.get() {
            pause(keeper, None).await;
        }
        std::future::pending().await
    }
}

impl fmt::Debug for RequestWaits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestWaits")
            .field("has_keeper", &self.keeper.get().is_some())
            .finish()
    }
}

/// Waits until the keeper continues or drops the request.
async fn pause(keeper: &Keeper, takes: Option<Duration>) {
    let (go, over) = oneshot::channel();
    keeper(RequestHold { takes, go });
    let _ = over.await;
}

//! Answers that wait for someone else's clock: what takes time on the machine takes it there, and nobody waits.

use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use tokio::sync::oneshot;

/// A request that waits until its time is over.
#[derive(Debug)]
pub struct Hold {
    /// How long it is to wait; none where nothing ever comes of it.
    pub takes: Option<Duration>,
    go: oneshot::Sender<()>,
}

impl Hold {
    /// Its time is over.
    pub fn go_on(self) {
        // Whoever waited may be gone.
        let _ = self.go.send(());
    }
}

/// Whoever keeps the time, told of every request that is to wait for it.
type Keeper = Box<dyn Fn(Hold) + Send + Sync>;

/// How requests wait: on the machine's clock, until someone else keeps the time.
#[derive(Default)]
pub(super) struct Waiting {
    keeper: OnceLock<Keeper>,
}

impl Waiting {
    /// From now on time is what `keeper` says. There is one keeper.
    pub(super) fn keep(&self, keeper: Keeper) {
        let _ = self.keeper.set(keeper);
    }

    /// Lets so much time pass.
    pub(super) async fn pass(&self, time: Duration) {
        match self.keeper.get() {
            Some(keeper) => hold(keeper, Some(time)).await,
            None => tokio::time::sleep(time).await,
        }
    }

    /// Waits for as long as the caller does.
    pub(super) async fn forever(&self) -> ! {
        if let Some(keeper) = self.keeper.get() {
            hold(keeper, None).await;
        }
        std::future::pending().await
    }
}

impl fmt::Debug for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting").field("is_kept", &self.keeper.get().is_some()).finish()
    }
}

/// Waits until the keeper says so, or forgets about it.
async fn hold(keeper: &Keeper, takes: Option<Duration>) {
    let (go, over) = oneshot::channel();
    keeper(Hold { takes, go });
    let _ = over.await;
}

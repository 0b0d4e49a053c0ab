//! The signals that stop a batch. After the first nothing more is sent, and calls under way get their
//! answers. The second does not wait for that.

use std::future::poll_fn;
use std::io;
use std::task::Poll;

use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::runtime::ENDING_SIGNALS;

/// The installed signal handlers, each with its number.
#[derive(Debug)]
pub(super) struct Stops(Vec<(i32, Signal)>);

impl Stops {
    /// Installs the handlers.
    pub(super) fn listen() -> io::Result<Stops> {
        let listen = |number| Ok((number, signal(SignalKind::from_raw(number))?));
        ENDING_SIGNALS.into_iter().map(listen).collect::<io::Result<_>>().map(Stops)
    }

    /// Waits for the next signal and returns its number.
    pub(super) async fn next(&mut self) -> i32 {
        poll_fn(|context| {
            let mut each = self.0.iter_mut();
            let arrived =
                each.find_map(|(number, signal)| signal.poll_recv(context).is_ready().then_some(*number));
            arrived.map_or(Poll::Pending, Poll::Ready)
        })
        .await
    }
}

//! The signals that stop a batch. The first has it come to its end: nothing more is sent, and what is on its way gets
//! its answer. The second does not wait for that.

use std::future::poll_fn;
use std::io;
use std::task::Poll;

use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::runtime::ENDING_SIGNALS;

/// The signals, from now on, each with its number.
#[derive(Debug)]
pub(super) struct Stops(Vec<(i32, Signal)>);

impl Stops {
    /// Listens for them.
    pub(super) fn listen() -> io::Result<Stops> {
        let listen = |number| Ok((number, signal(SignalKind::from_raw(number))?));
        ENDING_SIGNALS.into_iter().map(listen).collect::<io::Result<_>>().map(Stops)
    }

    /// The number of the next one.
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

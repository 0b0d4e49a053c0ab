//! Bodies that don't come as they should: one breaks off, one drips.

use std::io;
use std::num::NonZeroU64;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// How often a drip falls, where it is more than one byte a second.
const DRIPS_A_SECOND: u64 = 20;

/// The first half of a body whose length is announced as that of the whole; then the connection breaks.
pub(super) struct HalfBody {
    whole: u64,
    half: Option<Bytes>,
    /// The half is on its way: a break at the same moment would take it along.
    sent: bool,
}

impl HalfBody {
    pub(super) fn of(whole: &Bytes) -> Self {
        Self { whole: whole.len() as u64, half: Some(whole.slice(..whole.len() / 2)), sent: false }
    }
}

impl Body for HalfBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if let Some(half) = self.half.take() {
            return Poll::Ready(Some(Ok(Frame::data(half))));
        }
        if !self.sent {
            self.sent = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into())))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.whole)
    }
}

/// A whole body, a few bytes at a time.
pub(super) struct DrippingBody {
    rest: Bytes,
    drop: usize,
    pause: Duration,
    next: Pin<Box<Sleep>>,
}

impl DrippingBody {
    pub(super) fn of(whole: Bytes, bytes_per_s: NonZeroU64) -> Self {
        let drop = (bytes_per_s.get() / DRIPS_A_SECOND).max(1);
        let pause = Duration::from_secs_f64(drop as f64 / bytes_per_s.get() as f64);
        let drop = usize::try_from(drop).unwrap_or(usize::MAX);
        Self { rest: whole, drop, pause, next: Box::pin(sleep(pause)) }
    }
}

impl Body for DrippingBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        ready!(self.next.as_mut().poll(context));
        self.next = Box::pin(sleep(self.pause));
        let drop = self.drop.min(self.rest.len());
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(drop)))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}

//! Response bodies that arrive badly: one breaks off, one drips.

use std::io;
use std::num::NonZeroU64;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// Parts sent per second, if they are more than one byte.
const DRIPS_A_SECOND: u64 = 20;

/// The delay from the last byte to the break: at the same moment it would take the bytes along.
const BEFORE_BREAK: Duration = Duration::from_millis(5);

/// A body that comes a part at a time, with a pause before each.
pub(super) struct DrippingBody {
    /// The announced length.
    length: u64,
    rest: Bytes,
    drop: usize,
    pause: Duration,
    next: Pin<Box<Sleep>>,
    /// Whether the connection breaks after the last part.
    breaks: bool,
}

impl DrippingBody {
    /// Creates a whole body that comes a few bytes at a time.
    pub(super) fn of(whole: Bytes, bytes_per_s: NonZeroU64) -> Self {
        let drop = (bytes_per_s.get() / DRIPS_A_SECOND).max(1);
        let pause = Duration::from_secs_f64(drop as f64 / bytes_per_s.get() as f64);
        let (length, drop) = (whole.len() as u64, usize::try_from(drop).unwrap_or(usize::MAX));
        Self { length, rest: whole, drop, pause, next: Box::pin(sleep(pause)), breaks: false }
    }

    /// Creates the first half of a body with the length of the whole announced; then the connection breaks.
    pub(super) fn half_of(whole: &Bytes) -> Self {
        let (length, rest, pause) = (whole.len() as u64, whole.slice(..whole.len() / 2), BEFORE_BREAK);
        Self { length, rest, drop: usize::MAX, pause, next: Box::pin(sleep(pause)), breaks: true }
    }
}

impl Body for DrippingBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.is_end_stream() {
            return Poll::Ready(None);
        }
        ready!(self.next.as_mut().poll(context));
        if self.rest.is_empty() {
            return Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into())));
        }
        self.next = Box::pin(sleep(self.pause));
        let drop = self.drop.min(self.rest.len());
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(drop)))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && !self.breaks
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length)
    }
}

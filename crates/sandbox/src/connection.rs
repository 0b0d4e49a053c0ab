//! Connections that can be cut, and bodies that break off or arrive slowly, for faults: HTTP libraries don't offer
//! that.

use std::io;
use std::net::SocketAddr;
use std::num::NonZeroU64;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use http_body::{Body, Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Sleep, sleep};

/// Accepts connections that a [`ConnectionCutter`] can cut.
pub(super) struct CuttableListener(pub(super) TcpListener);

/// A connection with the flag that ends it.
pub(super) struct CuttableStream {
    stream: TcpStream,
    cut: Arc<AtomicBool>,
}

/// Cuts one connection: nothing more is written to it, and the peer sees it close without an answer.
#[derive(Clone)]
pub(super) struct ConnectionCutter(Arc<AtomicBool>);

impl ConnectionCutter {
    pub(super) fn cut(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Listener for CuttableListener {
    type Io = CuttableStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (stream, peer) = Listener::accept(&mut self.0).await;
        // Answers are small; each would otherwise wait for the peer's acknowledgement of the previous one.
        let _ = stream.set_nodelay(true);
        (
            CuttableStream {
                stream,
                cut: Arc::default(),
            },
            peer,
        )
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, CuttableListener>> for ConnectionCutter {
    fn connect_info(stream: IncomingStream<'_, CuttableListener>) -> Self {
        Self(Arc::clone(&stream.io().cut))
    }
}

impl AsyncRead for CuttableStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for CuttableStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.cut.load(Ordering::Relaxed) {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Parts sent per second, if they have more than one byte.
const DRIPS_A_SECOND: u64 = 20;

/// The delay from the last byte to the break, so that the bytes are sent first.
const BEFORE_BREAK: Duration = Duration::from_millis(5);

/// A body that arrives in parts, with a pause before each.
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
    /// Creates a whole body that arrives a few bytes at a time.
    pub(super) fn of(whole: Bytes, bytes_per_s: NonZeroU64) -> Self {
        let drop = (bytes_per_s.get() / DRIPS_A_SECOND).max(1);
        let pause = Duration::from_secs_f64(drop as f64 / bytes_per_s.get() as f64);
        let drop = usize::try_from(drop).unwrap_or(usize::MAX);
        Self {
            length: whole.len() as u64,
            rest: whole,
            drop,
            pause,
            next: Box::pin(sleep(pause)),
            breaks: false,
        }
    }

    /// Creates the first half of a body, announced with its full length; then the connection breaks.
    pub(super) fn half_of(whole: &Bytes) -> Self {
        Self {
            length: whole.len() as u64,
            rest: whole.slice(..whole.len() / 2),
            drop: usize::MAX,
            pause: BEFORE_BREAK,
            next: Box::pin(sleep(BEFORE_BREAK)),
            breaks: true,
        }
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

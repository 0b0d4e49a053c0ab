//! A fence before the bytes of a change: whoever has claimed it says right before it is written to an open connection
//! whether the claim holds still. A machine may have slept since it was claimed, and another desk may look after it by now.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http_body::{Body, Frame, SizeHint};

/// Says whether what is claimed may go out now.
pub type Fence = Arc<dyn Fn() -> bool + Send + Sync>;

tokio::task_local! {
    /// The fence of the change under way.
    static FENCE: Fence;
}

/// Does `work`, whose changes go out only as long as the fence, if there is one, lets them.
pub async fn behind_fence<T>(fence: Option<Fence>, work: impl Future<Output = T>) -> T {
    match fence {
        Some(fence) => FENCE.scope(fence, work).await,
        None => work.await,
    }
}

/// Puts the fence before the body of a request: where it does not hold once the connection stands, no byte leaves.
///
/// # Errors
/// When it does not hold now.
pub(super) fn guard(request: &mut reqwest::Request) -> Result<(), Lapsed> {
    let Ok(fence) = FENCE.try_with(Arc::clone) else { return Ok(()) };
    if !fence() {
        return Err(Lapsed);
    }
    if let Some(body) = request.body_mut().take() {
        *request.body_mut() = Some(reqwest::Body::wrap(FencedBody { fence, body }));
    }
    Ok(())
}

/// Whether a call ended because the fence did not hold.
pub(super) fn is_lapsed(error: &reqwest::Error) -> bool {
    let mut source = error.source();
    while let Some(inner) = source {
        if inner.is::<Lapsed>() {
            return true;
        }
        source = inner.source();
    }
    false
}

/// The claim may have lapsed.
#[derive(Debug)]
pub(super) struct Lapsed;

impl fmt::Display for Lapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the claim may have lapsed")
    }
}

impl Error for Lapsed {}

struct FencedBody {
    fence: Fence,
    body: reqwest::Body,
}

impl Body for FencedBody {
    type Data = <reqwest::Body as Body>::Data;
    type Error = Box<dyn Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if !(self.fence)() {
            return Poll::Ready(Some(Err(Lapsed.into())));
        }
        let frame = Pin::new(&mut self.body).poll_frame(context);
        frame.map(|frame| frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

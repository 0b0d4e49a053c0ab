//! Checks that the claim of a change still holds, right before its bytes are written to an open connection. The machine
//! may have slept since the claim, and another desk may look after the change by now.

use std::error::Error;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http_body::{Body, Frame, SizeHint};

/// Returns whether a claimed change may be sent now.
pub type Fence = Arc<dyn Fn() -> bool + Send + Sync>;

tokio::task_local! {
    /// The fence of the change under way.
    static FENCE: Fence;
}

/// Runs `work`, whose changes are sent only while the fence allows it.
pub async fn behind_fence<T>(fence: Fence, work: impl Future<Output = T>) -> T {
    FENCE.scope(fence, work).await
}

/// Checks the fence before the body of a request: if it does not hold once the connection is open, no byte is sent.
///
/// # Errors
///
/// Returns an error if it does not hold now.
pub(super) fn guard(request: &mut reqwest::Request) -> Result<(), Lapsed> {
    let Ok(fence) = FENCE.try_with(Arc::clone) else {
        return Ok(());
    };
    if !fence() {
        return Err(Lapsed);
    }
    if let Some(body) = request.body_mut().take() {
        *request.body_mut() = Some(reqwest::Body::wrap(FencedBody { fence, body }));
    }
    Ok(())
}

/// The claim may have lapsed.
#[derive(Debug, thiserror::Error)]
#[error("the claim may have lapsed")]
pub(super) struct Lapsed;

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

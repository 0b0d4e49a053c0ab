//! Hides the sandbox's port, which the system chooses anew each time.

use crate::booking::RequestView;
use crate::desk::{Answer, Msg};

/// The default address of `bookdesk sandbox`.
const USUAL: &str = "127.0.0.1:4010";

/// Replaces the sandbox's port in a message by the default one: displayed requests contain it.
pub(super) fn unseen(message: Msg, port: u16) -> Msg {
    match message {
        Msg::Answer(ticket, Answer::Previewed(view)) => {
            Msg::Answer(ticket, Answer::Previewed(Box::new(unseen_in(*view, &format!("127.0.0.1:{port}")))))
        }
        message => message,
    }
}

fn unseen_in(view: RequestView, address: &str) -> RequestView {
    RequestView {
        url: view.url.replace(address, USUAL),
        curl: view.curl.shown().replace(address, USUAL).into(),
        then: view.then.map(|then| Box::new(unseen_in(*then, address))),
        ..view
    }
}

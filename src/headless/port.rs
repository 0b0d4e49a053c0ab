//! The one thing of a sandbox that the system picks anew each time: its port.

use crate::booking::RequestView;
use crate::desk::{Answer, Msg};

/// Where `bookdesk sandbox` listens unless it is told otherwise.
const USUAL: &str = "127.0.0.1:4010";

/// The message with the sandbox's port as it usually is: requests as they are shown name it.
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

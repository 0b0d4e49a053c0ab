//! Compares a PIN with its hash. That is slow on purpose, so it is done on a thread of its own.

use std::fmt;
use std::sync::Arc;
use std::thread;

use crate::config::PinHash;
use crate::desk::{Answer, Msg, Pin, Ticket};

use super::hands::Report;

/// Whoever knows the PIN's hash.
pub(super) struct Doorkeeper {
    hash: Option<PinHash>,
    report: Report,
}

impl Doorkeeper {
    pub(super) fn new(hash: Option<PinHash>, report: Report) -> Doorkeeper {
        Doorkeeper { hash, report }
    }

    /// Reports whether it is the PIN of the hash; where none is set, or the system has no thread to give, it is not.
    pub(super) fn check(&self, ticket: Ticket, pin: Pin) {
        let (hash, report) = (self.hash.clone(), Arc::clone(&self.report));
        let answer = move |right| Msg::Answer(ticket, Answer::PinChecked(right));
        let check = move || report(answer(hash.is_some_and(|hash| hash.is_of(&pin))));
        if thread::Builder::new().name("pin".to_owned()).spawn(check).is_err() {
            (self.report)(answer(false));
        }
    }
}

impl fmt::Debug for Doorkeeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Doorkeeper").field("hash", &self.hash).finish_non_exhaustive()
    }
}

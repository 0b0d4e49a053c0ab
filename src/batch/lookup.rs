//! A booking of a batch whose answer was lost is looked up, on the same schedule as at the desk (`desk/inquiry.rs`).

use std::time::Duration;

use tokio::time::{Instant, sleep_until, timeout_at};

use super::under_way::Shared;
use crate::booking::{Booking, Sighting};
use crate::client::held_by_nothing;
use crate::desk::{Inquiry, Ticket, Whose};
use crate::runtime::appointments_of;

/// For how long a lost booking is looked up before it is left to the next run. On a link that holds, half of it is
/// enough.
const PATIENCE: Duration = Duration::from_secs(90);
/// One look at a time: they need no telling apart.
const LOOK: Ticket = Ticket(0);

/// What looking came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Looked {
    /// It is there, under this id.
    There(String),
    /// It certainly is not.
    NotThere,
    /// One of these may be it, or nothing could be read.
    Unclear(Vec<String>),
}

/// Looks for a booking until it is known whether it was made, or for as long as is sensible. `others` are the ids of
/// appointments that it is not; the `inquiry` begins now.
pub(super) async fn look_up(
    shared: &Shared,
    booking: &Booking,
    others: &[String],
    mut inquiry: Inquiry,
) -> Looked {
    let zone = shared.setup.zone_of(booking.backend(), None);
    let whose = Whose::is_for(booking, booking.days(zone));
    let begun = Instant::now();
    let patience = inquiry.due().unwrap_or_default() + PATIENCE;
    let mut candidates = Vec::new();
    while let Some(due) = inquiry.due() {
        if due > patience {
            return Looked::Unclear(candidates);
        }
        sleep_until(begun + due).await;
        let _turn = shared.turn().await;
        inquiry.looks(LOOK, begun.elapsed());
        let limit = inquiry.due().unwrap_or(patience);
        let read =
            timeout_at(begun + limit, held_by_nothing(appointments_of(shared.open.client(), &whose))).await;
        let up = begun.elapsed();
        let Ok(Ok(agenda)) = read else {
            inquiry.failed(up);
            continue;
        };
        match booking.sighting(&agenda, &[shared.known().as_slice(), others].concat()) {
            Sighting::There(id) => return Looked::There(id),
            Sighting::NotThere if inquiry.missed(up) => return Looked::NotThere,
            Sighting::NotThere => {}
            Sighting::Unclear(ids) => {
                candidates.clone_from(&ids);
                inquiry.unclear(ids, up);
            }
        }
    }
    Looked::Unclear(candidates)
}

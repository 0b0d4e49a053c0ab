//! A booking of a batch whose answer was lost is looked up, on the same schedule as at the desk
//! (`booking/change/lookup_schedule.rs`).

use std::time::Duration;

use tokio::time::{Instant, sleep_until, timeout_at};

use super::in_flight::Shared;
use crate::booking::{Change, Failure, LookupResult, LookupSchedule, ReadResult};
use crate::client::held_by_nothing;
use crate::desk::Whose;
use crate::runtime::appointments_of;

/// For how long a lost booking is looked up before it is left to the next run. On a link that holds, half of it is
/// enough.
const PATIENCE: Duration = Duration::from_secs(90);

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
/// appointments that it is not; the look-up `schedule` begins now.
pub(super) async fn look_up(
    shared: &Shared,
    change: &Change,
    others: &[String],
    mut schedule: LookupSchedule,
) -> Looked {
    let begun = Instant::now();
    let patience = schedule.due().unwrap_or_default() + PATIENCE;
    let mut candidates = Vec::new();
    while let Some(due) = schedule.due() {
        if due > patience {
            return Looked::Unclear(candidates);
        }
        sleep_until(begun + due).await;
        let _turn = shared.turn().await;
        schedule.looks(begun.elapsed());
        let limit = schedule.due().unwrap_or(patience);
        let read = timeout_at(begun + limit, held_by_nothing(look(shared, change, others))).await;
        let up = begun.elapsed();
        let Ok(Ok(result)) = read else {
            schedule.failed(up);
            continue;
        };
        match result {
            LookupResult::There(id) => return Looked::There(id),
            LookupResult::NotThere if schedule.missed(up) => return Looked::NotThere,
            LookupResult::NotThere => {}
            LookupResult::Unclear(ids) => {
                candidates.clone_from(&ids);
                schedule.unclear(ids, up);
            }
        }
    }
    Looked::Unclear(candidates)
}

/// Looks once: for a booking among the patient's appointments, for any other change at the appointment itself.
async fn look(shared: &Shared, change: &Change, others: &[String]) -> Result<LookupResult, Failure> {
    let (client, vendor) = (shared.open.client(), change.backend());
    if let Some(booking) = change.booking() {
        let whose = Whose::is_for(booking.visit(), booking.days(shared.setup.zone_of(vendor, None)));
        let agenda = appointments_of(client, &whose).await?;
        return Ok(booking.lookup_result(&agenda, &[shared.known().as_slice(), others].concat()));
    }
    let id = change.appointment().map(|of| of.id.clone()).unwrap_or_default();
    let now = client.read(vendor, |api| api.appointment(&id)).await?;
    Ok(match change.told_by(&now) {
        ReadResult::Done => LookupResult::There(now.id),
        ReadResult::NotDone => LookupResult::NotThere,
        ReadResult::Altered => LookupResult::Unclear(vec![now.id]),
    })
}

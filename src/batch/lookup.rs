//! Looks up a change of a batch whose outcome is unknown, on the same schedule as the desk.

use std::time::Duration;

use tokio::time::{Instant, sleep_until, timeout_at};

use super::in_flight::Shared;
use crate::booking::{
    Agenda, Appointment, Book, Change, Failure, Life, LookUp, LookupSchedule, LookupStep, ReadResult,
};
use crate::client::held_by_nothing;
use crate::desk::Whose;
use crate::runtime::appointments_of;

/// How long a change is looked up, from its first look on, before it is left to the next run. Half of this is
/// enough on a stable connection.
const LOOKUP_TIMEOUT: Duration = Duration::from_secs(90);

/// The result of a look-up, beside the life of the change.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Why the server refused the change, if it is to be sent again.
    pub(super) send_again: Option<Failure>,
    /// The appointment that was read last.
    pub(super) appointment: Option<Appointment>,
}

/// Looks a change up until its outcome is known, or until `LOOKUP_TIMEOUT` runs out.
pub(super) async fn look_up(shared: &Shared, life: &mut Life) -> Seen {
    let begun = Instant::now();
    let patience = due(life).unwrap_or_default() + LOOKUP_TIMEOUT;
    let (mut next, mut appointment) = (life.look_up(), None);
    while let Some(at) = due(life).filter(|due| *due <= patience) {
        if !life.lookup().is_some_and(LookupSchedule::is_looking) {
            sleep_until(begun + at).await;
        }
        let _turn = shared.turn().await;
        if let Some(lookup) = life.lookup_mut().filter(|lookup| !lookup.is_looking()) {
            lookup.looks(begun.elapsed());
        }
        let limit = begun + due(life).unwrap_or(patience);
        let looked = match &next {
            LookUp::Search => {
                let agenda = timeout_at(limit, held_by_nothing(search(shared, life.change()))).await;
                life.searched(agenda.ok().and_then(Result::ok).as_ref(), &shared.known(), begun.elapsed())
            }
            LookUp::Read(id) => {
                let (client, clinic) = (shared.open.client(), life.change().clinic());
                let read = held_by_nothing(client.read(clinic, |api| api.appointment(id)));
                let read = timeout_at(limit, read).await.ok();
                appointment = read.and_then(|read| life.change().seen_in(read).ok());
                let says = match &appointment {
                    Some(read) => Some(told_of(shared, life.change(), read).await),
                    None => None,
                };
                life.read_as(appointment.as_ref().zip(says), begun.elapsed())
            }
        };
        next = match looked {
            LookupStep::Found(id) => LookUp::Read(id),
            LookupStep::SendAgain(refusal) => return Seen { send_again: Some(refusal), appointment },
            LookupStep::AsStaged => life.look_up(),
        };
    }
    Seen { send_again: None, appointment }
}

/// Returns what became of a change, by its appointment as it was read and the changes of it on record.
async fn told_of(shared: &Shared, change: &Change, read: &Appointment) -> ReadResult {
    let history = shared.stores[change.clinic()].history(change.clinic(), &read.id).await;
    let mut book = Book::default();
    // Without records the appointment alone decides.
    book.learn_history(history.unwrap_or_default(), (shared.clock)(), Duration::ZERO);
    book.told_of(change, read)
}

fn due(life: &Life) -> Option<Duration> {
    life.lookup().and_then(LookupSchedule::due)
}

async fn search(shared: &Shared, change: &Change) -> Result<Agenda, Failure> {
    let zone = shared.setup.zone_of(change.clinic(), None);
    let whose = Whose::is_for(change, zone);
    appointments_of(shared.open.client(), &whose).await
}

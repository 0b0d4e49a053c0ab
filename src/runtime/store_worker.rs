//! Whoever keeps the records at work: everything that is written down, and every booking that goes out, for that is
//! written down first. One thing after the other, in the order they come in: what is kept later is what counts.
//!
//! The records are opened beside all else. A file with a hundred thousand bookings takes a second to be looked
//! through, and a slow disk takes longer: what only reads from the clinics doesn't wait for that. What has to be
//! written down does, for a file that is broken must not be written to.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::{self, JoinHandle};
use tokio::time::{Instant, timeout_at};

use crate::booking::{Appointment, Failure, Mode, PerVendor};
use crate::client::until_told;
use crate::desk::{Answer, Effect, Msg, SendOff, Ticket};

use super::WallClock;
use super::effect_executor::{Open, QueuedEffect, Report, answered, reach};
use super::stores::{Records, Stores};

/// The client, or why there is none.
type Clinics = Result<Arc<Open>, Failure>;

/// The longest that a draft is kept without being synced: what a power cut may cost.
const SYNC_DRAFTS_AFTER: Duration = Duration::from_secs(1);

/// A thread that keeps the records.
pub(super) struct StoreWorker {
    errands: UnboundedSender<QueuedEffect>,
    thread: JoinHandle<()>,
}

impl StoreWorker {
    /// Starts it: it opens the records first, and says so.
    pub(super) fn start(
        records: Records,
        modes: PerVendor<Mode>,
        clock: WallClock,
        clinics: Clinics,
        report: Report,
    ) -> StoreWorker {
        let (errands, todo) = unbounded_channel();
        let thread = task::spawn_blocking(move || {
            Handle::current().block_on(async {
                let books = Stores::open(records, modes, clock, Arc::clone(&report)).await;
                report(Msg::RecordsRead);
                let books = Arc::new(books);
                keep(Arc::clone(&books), clinics.clone(), todo, report).await;
                if is_clock_confirmed(&clinics) {
                    books.confirm_clock().await;
                }
                books.write_out().await;
            });
        });
        StoreWorker { errands, thread }
    }

    /// Has something done that needs the records, once they are open and what came before is done.
    pub(super) fn do_with_the_records(&self, errand: QueuedEffect) {
        // It ends with the program, or in a panic that has been told of.
        let _ = self.errands.send(errand);
    }

    /// Writes down what is still to be written down.
    pub(super) async fn finish(self) {
        drop(self.errands);
        // As above.
        let _ = self.thread.await;
    }
}

async fn keep(
    books: Arc<Stores>,
    clinics: Clinics,
    mut todo: UnboundedReceiver<QueuedEffect>,
    report: Report,
) {
    let mut sync_at = None;
    while let Some((effect, over)) = next(&books, &mut todo, &mut sync_at).await {
        match effect {
            Effect::Record(ticket, record) => {
                report(Msg::Answer(ticket, Answer::Recorded(books.record(&record).await)));
            }
            Effect::Keep(ticket, kept) => {
                sync_at.get_or_insert_with(|| Instant::now() + SYNC_DRAFTS_AFTER);
                report(Msg::Answer(ticket, Answer::Kept(books.keep(&kept).await)));
            }
            Effect::Queue(ticket, change) => {
                report(Msg::Answer(ticket, Answer::Queued(books.queue(ticket, &change).await)));
            }
            Effect::Settle(intent, settlement) => {
                if let Some(open) = books.settle(intent, settlement).await {
                    report(Msg::Unsettled(vec![open]));
                }
            }
            Effect::Tried(tried) => books.tried(tried).await,
            Effect::Changes(ticket, since) => {
                report(Msg::Answer(ticket, Answer::Changes(books.changes_of_others(since).await)));
            }
            Effect::Claims(ticket, visit) => {
                report(Msg::Answer(ticket, Answer::Claims(books.claims(&visit).await)));
            }
            Effect::Change(ticket, send_off) => {
                let backend = send_off.change.backend();
                books.try_again(backend).await;
                let (books, clinics, report) = (Arc::clone(&books), clinics.clone(), Arc::clone(&report));
                tokio::spawn(async move {
                    let created = create(&books, &clinics, ticket, *send_off);
                    let made = Box::new(until_told(over, created).await);
                    let answer = Msg::Answer(ticket, Answer::Changed(made));
                    answered(&clinics, Some(backend), answer, &report);
                });
            }
            // Nothing else is ever handed over.
            _ => {}
        }
    }
}

/// What is to be done next; the drafts kept since the last sync are synced when that is due.
async fn next(
    books: &Stores,
    todo: &mut UnboundedReceiver<QueuedEffect>,
    sync_at: &mut Option<Instant>,
) -> Option<QueuedEffect> {
    if let Some(due) = *sync_at {
        if let Ok(next) = timeout_at(due, todo.recv()).await {
            return next;
        }
        *sync_at = None;
        books.sync_drafts().await;
    }
    todo.recv().await
}

/// Whether a server has said what time it is, and none says that it is another day.
fn is_clock_confirmed(clinics: &Clinics) -> bool {
    let Ok(open) = clinics else { return false };
    let told: Vec<_> = open.client().skews().collect();
    !told.is_empty() && told.iter().all(|ahead| ahead.abs() < TimeDelta::days(1))
}

/// Books: once it is written down, and only if the backend can be used at all.
async fn create(
    books: &Stores,
    clinics: &Clinics,
    ticket: Ticket,
    send_off: SendOff,
) -> Result<Appointment, Failure> {
    let client = reach(clinics, Some(send_off.change.backend())).map_err(|failure| *failure)?;
    let change = send_off.change.clone();
    books.book(ticket, send_off, client.alter(&change)).await
}

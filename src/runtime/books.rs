//! Where the hands write down what must survive: each backend's records are those of its mode, live apart from test
//! and sandbox. Nothing is sent that could not be written down first.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use tracing::{error, warn};

use crate::booking::{Appointment, Backend, Booking, Cause, Failure, Mode, Report as Outcomes};
use crate::config::log::private_folder;
use crate::desk::{
    IntentRef, Kept, KeptDraft, LedgerTrouble, Msg, Override, Reason, Settlement, Ticket, Unsettled,
};
use crate::ledger::{Done, Entry, IntentId, Ledger, Opened, Outcome, SetAside, Trouble, Who};

use super::{Report, WallClock};

/// How the records of a desk are kept.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// The folder they are in; none for a desk that keeps nothing.
    pub folder: Option<PathBuf>,
    /// Who works there.
    pub who: Who,
    /// How long settled bookings and audit lines stay; for good where nobody says.
    pub retention: Option<TimeDelta>,
}

/// The records of one backend.
#[derive(Clone)]
enum Shelf {
    /// This desk keeps none.
    None,
    /// They can't be used; says why.
    Closed(String),
    Open(Arc<Ledger>),
}

/// The open records.
pub(super) struct Books {
    /// ClinikAPI's, then Aniva's; the same ones where their modes are.
    shelves: [Shelf; 2],
    /// What was sent from here, under which name.
    sent: Mutex<HashMap<Ticket, (Backend, IntentId)>>,
    /// The backend of what earlier runs left behind.
    left: HashMap<IntentId, Backend>,
    clock: WallClock,
}

impl Books {
    /// Opens what the modes call for, and reports what is there: drafts first, then what was on its way.
    pub(super) async fn open(
        records: &Records,
        modes: [Mode; 2],
        clock: WallClock,
        report: &Report,
    ) -> Books {
        let sent = Mutex::default();
        let Some(folder) = &records.folder else {
            return Books { shelves: [Shelf::None, Shelf::None], sent, left: HashMap::new(), clock };
        };
        let first = open_shelf(folder, modes[0], records, &clock, report).await;
        let second = match modes[1] == modes[0] {
            true => first.clone(),
            false => open_shelf(folder, modes[1], records, &clock, report).await,
        };
        let mut books = Books { shelves: [first, second], sent, left: HashMap::new(), clock };
        books.report_drafts(report).await;
        books.report_left(report).await;
        books
    }

    /// Those that are open, each once.
    fn ledgers(&self) -> Vec<&Arc<Ledger>> {
        let mut ledgers: Vec<&Arc<Ledger>> = Vec::new();
        for shelf in &self.shelves {
            if let Shelf::Open(ledger) = shelf
                && !ledgers.iter().any(|other| Arc::ptr_eq(other, ledger))
            {
                ledgers.push(ledger);
            }
        }
        ledgers
    }

    /// Hands back what had been typed. Where nothing can be kept, the desk isn't told to.
    async fn report_drafts(&self, report: &Report) {
        if self.ledgers().is_empty() {
            return;
        }
        let now = (self.clock)();
        let mut whole = Kept { at: now, drafts: Vec::new() };
        for ledger in self.ledgers() {
            let kept = match ledger.kept(now).await {
                Ok(kept) => kept,
                Err(error) => return unusable(&error.to_string(), report),
            };
            let strange = kept.drafts.iter().filter(|draft| read(draft).is_none()).count() + kept.unread;
            for (at, draft) in kept.drafts.iter().filter_map(|draft| read(draft)) {
                whole.at = at;
                whole.drafts.push(draft);
            }
            if strange > 0 {
                report(Msg::Ledger(LedgerTrouble::Unread(strange)));
            }
        }
        report(Msg::Kept(Box::new(whole)));
    }

    async fn report_left(&mut self, report: &Report) {
        let mut left = Vec::new();
        let mut of = HashMap::new();
        for ledger in self.ledgers() {
            match ledger.unsettled((self.clock)()).await {
                Ok(unsettled) => left.extend(unsettled),
                Err(error) => unusable(&error.to_string(), report),
            }
        }
        let left = left.into_iter().map(|left| {
            of.insert(left.id, left.booking.backend());
            Unsettled { name: left.id.into(), booking: left.booking, at: left.at }
        });
        let left: Vec<Unsettled> = left.collect();
        self.left = of;
        if !left.is_empty() {
            warn!(count = left.len(), "bookings with an unknown outcome from before");
            report(Msg::Unsettled(left));
        }
    }

    fn shelf(&self, backend: Backend) -> &Shelf {
        &self.shelves[backend as usize]
    }

    /// Writes down that a booking is about to be sent. What can't be written down must not be.
    pub(super) async fn send_off(&self, ticket: Ticket, booking: &Booking) -> Result<(), Failure> {
        let not_recorded = |why| Failure::NotSent(Outcomes::of(Cause::NotRecorded(why)));
        let backend = booking.backend();
        let ledger = match self.shelf(backend) {
            Shelf::None => return Ok(()),
            Shelf::Closed(why) => return Err(not_recorded(why.clone())),
            Shelf::Open(ledger) => ledger,
        };
        match ledger.send_off(booking, (self.clock)()).await {
            Ok(id) => {
                self.sent.lock().unwrap_or_else(PoisonError::into_inner).insert(ticket, (backend, id));
                Ok(())
            }
            Err(error) => {
                error!(%error, "booking not written down, so not sent");
                Err(not_recorded(error.to_string()))
            }
        }
    }

    /// Writes down what the clinic answered.
    pub(super) async fn answered(&self, ticket: Ticket, answer: &Result<Appointment, Failure>) {
        let outcome = match answer {
            Ok(appointment) => Outcome::Booked(appointment.id.clone()),
            Err(Failure::Refused(said)) => {
                let status = said.status.map(|status| status.to_string());
                Outcome::Refused(
                    [status, said.code.clone()].into_iter().flatten().collect::<Vec<_>>().join(" "),
                )
            }
            Err(Failure::NotSent(_)) => Outcome::NotSent,
            Err(Failure::Unknown(_)) => Outcome::Unknown,
        };
        self.settle(IntentRef::Sent(ticket), &outcome).await;
    }

    /// Writes down what has become of a booking. If that fails, the next start takes it for unknown and looks again.
    pub(super) async fn settle(&self, intent: IntentRef, outcome: &Outcome) {
        let known = match intent {
            IntentRef::Sent(ticket) => {
                self.sent.lock().unwrap_or_else(PoisonError::into_inner).get(&ticket).copied()
            }
            IntentRef::Left(name) => {
                let id = IntentId::from(name);
                self.left.get(&id).map(|backend| (*backend, id))
            }
        };
        let Some((backend, id)) = known else { return };
        let Shelf::Open(ledger) = self.shelf(backend) else { return };
        if let Err(error) = ledger.settle(id, outcome, (self.clock)()).await {
            error!(%error, %id, "outcome not written down");
        }
    }

    /// Writes down that someone went ahead in spite of a conflict.
    pub(super) async fn record(&self, record: &Override) -> Result<(), String> {
        let ledger = match self.shelf(record.backend) {
            Shelf::None => return Ok(()),
            Shelf::Closed(why) => return Err(why.clone()),
            Shelf::Open(ledger) => ledger,
        };
        ledger.record(entry(record), record.at).await.map_err(|error| {
            error!(%error, "override not recorded");
            error.to_string()
        })
    }

    /// Keeps what has been typed: each draft with the records of its backend.
    pub(super) async fn keep(&self, kept: &Kept) -> Result<(), String> {
        for ledger in self.ledgers() {
            let of_this = |backend: &Backend| match self.shelf(*backend) {
                Shelf::Open(other) => Arc::ptr_eq(other, ledger),
                Shelf::None | Shelf::Closed(_) => false,
            };
            let drafts = kept.drafts.iter().filter(|draft| draft.backend().as_ref().is_some_and(of_this));
            let rows: Result<Vec<Vec<u8>>, _> =
                drafts.map(|draft| serde_json::to_vec(&(kept.at, draft))).collect();
            let rows = rows.map_err(|error| error.to_string())?;
            ledger.keep(&rows, kept.at).await.map_err(|error| {
                error!(%error, "drafts not kept");
                error.to_string()
            })?;
        }
        Ok(())
    }
}

/// A draft as it was written, and when.
fn read(row: &[u8]) -> Option<(DateTime<Utc>, KeptDraft)> {
    serde_json::from_slice(row).ok()
}

async fn open_shelf(
    folder: &Path,
    mode: Mode,
    records: &Records,
    clock: &WallClock,
    report: &Report,
) -> Shelf {
    let opened = match private_folder(folder) {
        Ok(()) => Ledger::open(folder, mode, records.who.clone(), clock()).await.map_err(|e| e.to_string()),
        Err(error) => Err(format!("{} can't be made: {}", folder.display(), error.kind())),
    };
    let Opened { ledger, set_aside } = match opened {
        Ok(opened) => opened,
        Err(why) => {
            unusable(&why, report);
            return Shelf::Closed(why);
        }
    };
    if let Some(SetAside { path, why }) = set_aside {
        let path = path.display().to_string();
        error!(path, %why, "records set aside");
        report(Msg::Ledger(match why {
            Trouble::Broken => LedgerTrouble::Broken(path),
            Trouble::Later => LedgerTrouble::Later(path),
        }));
    }
    if let Some(keep) = records.retention
        && let Err(error) = ledger.let_go(keep, clock()).await
    {
        error!(%error, "old records not removed");
    }
    Shelf::Open(Arc::new(ledger))
}

fn unusable(why: &str, report: &Report) {
    error!(why, "records can't be used");
    report(Msg::Ledger(LedgerTrouble::Unusable(why.to_owned())));
}

/// An override as the audit trail has it.
fn entry(record: &Override) -> Entry {
    let kinds: Vec<&str> = record.conflicts.iter().map(|conflict| conflict.kind).collect();
    Entry {
        done: Done::Override,
        backend: Some(record.backend),
        provider: record.provider.clone(),
        fields: Some(kinds.join(" ")),
        reason: record.reason.map(|reason| Reason::word(reason).to_owned()),
        person: Some(record.person.clone()),
        appointment: record.conflicts.iter().find_map(|conflict| conflict.appointment.clone()),
        start: record.start,
        ..Entry::default()
    }
}

/// What the desk says has become of a booking, as the records have it.
pub(super) fn outcome(settlement: Settlement) -> Outcome {
    match settlement {
        Settlement::Booked(id) => Outcome::Booked(id),
        Settlement::NotThere => Outcome::NotThere,
        Settlement::ByHand(word) => Outcome::ByHand(word.to_owned()),
    }
}

//! Removing records: the records of one person, whose id and appointments are erased everywhere, and records older than
//! the retention period. The audit trail notes how much was removed, not whose it was.
//!
//! A wrong clock removes nothing: the present is never assumed later than a server has confirmed or, if none has, than
//! the newest record.

use std::iter;

use chrono::{DateTime, TimeDelta, Utc};

use super::audit::{AuditAction, AuditEntry, append};
use super::database::Store;
use super::draft_rows::DraftRow;
use super::seal::Seal;
use super::{RecordStore, Result, Trail, Who, audit, begin, drafts, end, moment, written};

/// The records that were erased, and those that could not be erased yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erasure {
    /// Audit lines from which the person was erased.
    pub lines: usize,
    /// Bookings.
    pub bookings: u64,
    /// Drafts with the person's id, the person's recent uses and waiting list entries, and notes about the person.
    pub drafts: usize,
    /// The subjects of calls to the person.
    pub calls: u64,
    /// Bookings of unknown outcome, which are kept until it is known.
    pub unsettled: i64,
}

impl Trail {
    /// Erases the records of the person with this id. The chain stays intact, and notes how much was removed, not whose
    /// it was.
    ///
    /// # Errors
    /// If the records can't be written, or not without the key file; then nothing is erased.
    pub async fn forget(&self, person: &str, who: &Who, now: DateTime<Utc>) -> Result<Erasure> {
        let mut store = self.store.lock().await;
        let seal = self.seal(&mut **store).await?;
        begin(&mut **store).await?;
        let done = erase(&mut **store, &seal, person, who, now).await;
        let erasure = end(&mut **store, done).await?;
        self.update_witness(&seal, &mut **store).await;
        store.write_out().await?;
        Ok(erasure)
    }
}

async fn erase(
    store: &mut dyn Store,
    seal: &Seal,
    person: &str,
    who: &Who,
    now: DateTime<Utc>,
) -> Result<Erasure> {
    // An earlier version recorded typed persons literally; this one records a pseudonym.
    let pseudonym = Some(seal.pseudonym(person)).filter(|pseudonym| pseudonym != person);
    let mut lines = Vec::new();
    let mut erasure = Erasure::default();
    for person in iter::once(person).chain(pseudonym.as_deref()) {
        erasure.bookings += store.remove_changes_about(person).await?;
        erasure.drafts +=
            usize::try_from(store.remove_notes_about(person).await?).unwrap_or(usize::MAX);
        erasure.unsettled += store.count_changes_about(person).await?;
        erasure.calls += store.remove_calls_to(person).await?;
        lines.extend(store.empty_lines_about(person).await?);
    }
    erasure.drafts += forget_drafts(store, seal, person).await?;
    erasure.lines = lines.len();
    if erasure.lines > 0 {
        let fields = Some(
            lines
                .iter()
                .map(i64::to_string)
                .collect::<Vec<_>>()
                .join(" "),
        );
        let entry = AuditEntry {
            done: AuditAction::Forgotten,
            fields,
            ..AuditEntry::default()
        };
        append(store, seal, who, vec![entry], now).await?;
    }
    Ok(erasure)
}

/// Removes the drafts with the person's id. Drafts that can't be decrypted count as having none.
async fn forget_drafts(store: &mut dyn Store, seal: &Seal, person: &str) -> Result<usize> {
    let names = |row: &DraftRow| {
        let piece = drafts::opened(seal, row);
        piece.is_some_and(|piece| String::from_utf8_lossy(&piece).contains(person))
    };
    let drafts = store.drafts().await?;
    let mut count = 0;
    for draft in drafts::by_draft(&drafts).filter(|draft| draft.iter().any(names)) {
        store
            .remove_draft_at(&draft[0].lease, &draft[0].place)
            .await?;
        count += 1;
    }
    Ok(count)
}

/// The fact that holds the last moment at which a server confirmed this machine's clock.
const CONFIRMED: &str = "clock";

impl RecordStore {
    /// Removes audit lines, settled bookings, calls, entries of the waiting list, notes of absences and drafts older
    /// than `keep`. The trail records where it begins since. Kept are the marks of finished file rows, without their
    /// patients, notes about patients, and bookings of visits still to come.
    ///
    /// # Errors
    /// If the records can't be written; then nothing is removed.
    pub async fn remove_older_than(&self, keep: TimeDelta, now: DateTime<Utc>) -> Result<()> {
        transact!(self, |store| {
            let Some(present) = latest_past(store, now).await? else {
                return Ok(());
            };
            let before = present
                .checked_sub_signed(keep)
                .unwrap_or(DateTime::UNIX_EPOCH);
            let count = store
                .remove_changes_before(&written(before), &written(present))
                .await?;
            store
                .remove_calls_before(&written(before), &written(present))
                .await?;
            drafts::remove_before(store, before).await?;
            store.remove_notes_before(&written(before)).await?;
            audit::remove_before(store, &self.seal, &self.who, (before, count), now).await
        })
    }

    /// Records that a server has confirmed this machine's clock: records that are old at that time may be removed.
    ///
    /// # Errors
    /// If the records can't be written.
    pub async fn confirm_clock(&self, now: DateTime<Utc>) -> Result<()> {
        transact!(self, |store| store.set_fact(CONFIRMED, &written(now)).await)
    }
}

/// Returns the latest moment that has certainly passed; `None` if nothing is recorded.
async fn latest_past(store: &mut dyn Store, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
    let confirmed = match store.fact(CONFIRMED).await? {
        Some(confirmed) => Some(confirmed),
        None => store.last_line_at().await?,
    };
    Ok(confirmed
        .as_deref()
        .and_then(moment)
        .map(|past| past.min(now)))
}

//! Erases a person: their id and appointments are removed from every record. The audit trail says how much was removed,
//! not whose it was.

use std::iter;

use chrono::{DateTime, Utc};

use super::audit::{Done, Entry, append};
use super::database::Store;
use super::draft_rows::DraftRow;
use super::seal::Seal;
use super::{StoreError, Trail, Who, begin, drafts, end};

/// What was erased, and what could not be yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Audit lines that no longer say whom they are about.
    pub lines: usize,
    /// Bookings.
    pub bookings: u64,
    /// Drafts that named them by their id, uses of them that were recent, and what they waited for.
    pub drafts: usize,
    /// What calls to them were about.
    pub calls: u64,
    /// Bookings whose outcome nobody knows yet: they stay until it is known.
    pub unsettled: i64,
}

impl Trail {
    /// Erases what is kept of the person with this id. The chain stays whole, and says how much went; not who.
    ///
    /// # Errors
    /// When it can't be written, or not without the key file; then nothing is erased.
    pub async fn forget(&self, person: &str, who: &Who, now: DateTime<Utc>) -> Result<Forgotten, StoreError> {
        let mut store = self.store.lock().await;
        let seal = self.seal(&mut **store).await?;
        begin(&mut **store).await?;
        let done = forget(&mut **store, &seal, person, who, now).await;
        let forgotten = end(&mut **store, done).await?;
        self.witness_it(&seal, &mut **store).await;
        store.write_out().await?;
        Ok(forgotten)
    }
}

async fn forget(
    store: &mut dyn Store,
    seal: &Seal,
    person: &str,
    who: &Who,
    now: DateTime<Utc>,
) -> Result<Forgotten, StoreError> {
    // An earlier version wrote down what was typed as it was; this one has something stand for it.
    let pseudonym = Some(seal.pseudonym(person)).filter(|pseudonym| pseudonym != person);
    let (mut lines, mut forgotten) = (Vec::new(), Forgotten::default());
    for person in iter::once(person).chain(pseudonym.as_deref()) {
        forgotten.bookings += store.remove_changes_about(person).await?;
        forgotten.drafts += usize::try_from(store.remove_waiting(person).await?).unwrap_or(usize::MAX);
        forgotten.unsettled += store.count_changes_about(person).await?;
        forgotten.calls += store.remove_calls_to(person).await?;
        lines.extend(store.empty_lines_about(person).await?);
    }
    forgotten.drafts += forget_drafts(store, seal, person).await?;
    forgotten.lines = lines.len();
    if forgotten.lines > 0 {
        let fields = Some(lines.iter().map(i64::to_string).collect::<Vec<_>>().join(" "));
        let entry = Entry { done: Done::Forgotten, fields, ..Entry::default() };
        append(store, seal, who, vec![entry], now).await?;
    }
    Ok(forgotten)
}

/// Drops the drafts that name the person by their id. Those that can't be opened name nobody to anyone.
async fn forget_drafts(store: &mut dyn Store, seal: &Seal, person: &str) -> Result<usize, StoreError> {
    let names = |row: &DraftRow| {
        let piece = drafts::opened(seal, row);
        piece.is_some_and(|piece| String::from_utf8_lossy(&piece).contains(person))
    };
    let drafts = store.drafts().await?;
    let mut gone = 0;
    for draft in drafts::by_draft(&drafts).filter(|draft| draft.iter().any(names)) {
        store.remove_draft(&draft[0]).await?;
        gone += 1;
    }
    Ok(gone)
}

//! A desk's write to the shared records as the others are notified of it: with its content if that is short, so that
//! they need not ask for it.

use serde::{Deserialize, Serialize};

use super::Result;
use super::calls::CallsRow;
use super::change_row::ChangeRow;
use super::database::Store;
use super::notes::NoteRow;

/// A call made by a desk, with what it wrote.
#[derive(Clone, Debug, Deserialize)]
pub struct WrittenCall {
    /// The window that made it.
    pub(super) window: Option<String>,
    /// The number of the newest change before this call.
    pub(super) before: i64,
    /// The number and hash of the last line of the trail after it.
    tip: Option<(i64, String)>,
    /// The current state of the changes, by their numbers.
    #[serde(default)]
    pub(super) changes: Vec<NumberedChange>,
    #[serde(default)]
    pub(super) entries: Vec<ListEntry>,
}

impl WrittenCall {
    pub(super) fn tip(&self) -> (i64, String) {
        self.tip.clone().unwrap_or_default()
    }
}

/// A change with its number.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct NumberedChange {
    pub(super) seq: i64,
    #[serde(flatten)]
    pub(super) change: ChangeRow,
}

/// A list entry as it is now, or its key if it was removed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub(super) enum ListEntry {
    /// A note, which replaces any other about its patient.
    Note { row: NoteRow },
    /// No note with this id, since this revision.
    NoNote { id: String, revision: Option<i64> },
    /// The calls about a subject; without results there are none.
    Calls { row: CallsRow },
}

impl ListEntry {
    /// Returns the note with this id as the shared records have it. If they have none, that is later than any revision.
    pub(super) fn of_note(id: &str, row: Option<NoteRow>) -> ListEntry {
        match row {
            Some(row) => ListEntry::Note { row },
            None => ListEntry::NoNote {
                id: id.to_owned(),
                revision: Some(i64::MAX),
            },
        }
    }

    /// Returns the notes in a desk's own records that the entry replaces, or equals.
    pub(super) async fn like(&self, store: &mut dyn Store) -> Result<Vec<NoteRow>> {
        match self {
            ListEntry::Note { row } => store.notes_like(row).await,
            ListEntry::NoNote { id, .. } => Ok(store.note_row(id).await?.into_iter().collect()),
            ListEntry::Calls { .. } => Ok(Vec::new()),
        }
    }

    /// Writes the entry to a desk's own records, unless they have a later one.
    pub(super) async fn keep(&self, store: &mut dyn Store) -> Result<()> {
        match self {
            ListEntry::Note { row } => {
                let there = store.note_row(&row.id).await?;
                if there.is_none_or(|there| there.revision <= row.revision) {
                    store.put_note_row(row).await?;
                }
            }
            ListEntry::NoNote { id, revision } => {
                let there = store.note_row(id).await?;
                if there.is_some_and(|there| there.revision <= *revision) {
                    store.remove_note_row(id).await?;
                }
            }
            ListEntry::Calls { row } => {
                let there = store.calls_about(row).await?;
                if there.is_none_or(|there| there.revision <= row.revision) {
                    store.put_calls(row).await?;
                }
            }
        }
        Ok(())
    }
}

//! What a desk has written to shared records, as the others are told of it: with its content, as long as that is short. Then they
//! need not ask for it.

use serde::Deserialize;

use super::Result;
use super::calls::CallsRow;
use super::change_row::ChangeRow;
use super::database::Store;
use super::notes::NoteRow;
use super::waiting::WaitingRow;

/// A call that a desk has made, with what it has written.
#[derive(Clone, Debug, Deserialize)]
pub struct WrittenCall {
    /// The window that made it.
    pub(super) window: Option<String>,
    /// The number of the newest change before it.
    pub(super) before: i64,
    /// The last line of the trail then, by its number and its hash.
    tip: Option<(i64, String)>,
    /// The changes in their present state, by their numbers.
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

/// An entry of a list as it is from then on, or its key if there is none any more.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub(super) enum ListEntry {
    /// A note, in place of any other one about its patient.
    Note {
        row: NoteRow,
    },
    NoNote {
        id: String,
    },
    /// The calls about a subject; none if there are no results.
    Calls {
        row: CallsRow,
    },
    Waiting {
        row: WaitingRow,
    },
    NotWaiting {
        id: String,
    },
}

impl ListEntry {
    /// Writes the entry into a desk's own records.
    pub(super) async fn keep(&self, store: &mut dyn Store) -> Result<()> {
        match self {
            ListEntry::Note { row } => store.put_note_row(row).await,
            ListEntry::NoNote { id } => store.remove_note_row(id).await.map(drop),
            ListEntry::Calls { row } => store.put_calls(row).await,
            ListEntry::Waiting { row } => store.put_waiting_row(row).await,
            ListEntry::NotWaiting { id } => store.remove_waiting_row(id).await.map(drop),
        }
    }
}

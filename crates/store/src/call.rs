//! What a desk asks the shared records to write: all of it, or nothing. The desk decides what to ask for; the database checks,
//! and refuses what has been overtaken or is against a rule. It keeps other writers out only while it does so.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::audit::{TrailLine, base, tip, tip_of_chain};
use super::calls::CallsRow;
use super::change_row::{ChangeRow, NOBODY};
use super::database::{CallReply, Durability, Store};
use super::draft_rows::DraftRow;
use super::heads::Head;
use super::notes::NoteRow;
use super::waiting::WaitingRow;
use super::{Result, StoreError, begin_with};
use booking::CallResult;

/// A transaction on shared records.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoreCall {
    /// The number of steps of the tables that this version knows.
    pub(super) version: usize,
    /// The journal of the desk.
    pub(super) journal: String,
    /// The number and the hash of the last line of the journal's chain, which the lines continue.
    pub(super) chain: (i64, String),
    /// The lease under which changes are written: the call renews it.
    pub(super) lease: Option<i64>,
    /// How far the journal is copied from now on.
    pub(super) moves: Option<JournalMove>,
    /// What the desk has read of other changes before it decided.
    pub(super) seen: Option<SeenChanges>,
    /// What is written, in this order.
    pub(super) writes: Vec<Write>,
    /// The lines of the trail. Their numbers are given by the database.
    pub(super) lines: Vec<TrailLine>,
}

/// A position of the journal that is set, if it is still where it is expected.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub(super) enum JournalMove {
    /// The journal was not known.
    Joined { to: i64 },
    /// Its lines behind this position are copied.
    Copied { from: i64, to: i64 },
    /// So are those from before the desk joined.
    Imported { from: i64, to: i64 },
}

/// The changes that a desk has read before it decided about others.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SeenChanges {
    /// The number of the newest change by then: a related one with a later number was not seen.
    pub(super) newest: i64,
    /// The changes decided about.
    pub(super) wanted: Vec<RelatedTo>,
}

/// What others have in common with a change if they are related to it: its id; its person and its start; its provider's
/// time; its appointment.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RelatedTo {
    id: String,
    vendor: String,
    person: Option<String>,
    starts_at: Option<String>,
    provider: Option<String>,
    busy_until: Option<String>,
    appointments: Vec<String>,
}

impl RelatedTo {
    pub(super) fn of(row: &ChangeRow) -> RelatedTo {
        let appointments = [&row.appointment, &row.about, &row.claims, &row.follows];
        RelatedTo {
            id: row.id.clone(),
            vendor: row.clinic.clone(),
            person: row.person.clone(),
            starts_at: row.starts_at.clone(),
            provider: row.provider.clone(),
            busy_until: row.busy_until.clone(),
            appointments: appointments.into_iter().flatten().cloned().collect(),
        }
    }

    /// Returns whether a related change has a later number than this one.
    async fn is_overtaken(&self, store: &mut dyn Store, newest: i64) -> Result<bool> {
        const RELATED: &str = "SELECT EXISTS (SELECT 1 FROM changes WHERE seq > $1 AND (id = $2 OR vendor = $3 AND \
             (person = $4 AND starts_at IS NOT DISTINCT FROM $5 \
             OR LOWER(provider) = LOWER($6) AND busy_until > $5 AND starts_at < $7)))";
        const OF_APPOINTMENT: &str = "SELECT EXISTS (SELECT 1 FROM changes WHERE seq > $1 AND vendor = $2 \
             AND (appointment = $3 OR about = $3 OR claims = $3))";
        let text = |text: &Option<String>| text.clone().map_or(Value::Null, Value::from);
        let values = [
            newest.into(),
            self.id.as_str().into(),
            self.vendor.as_str().into(),
            text(&self.person),
            text(&self.starts_at),
            text(&self.provider),
            text(&self.busy_until),
        ];
        if store.is_true(RELATED, values).await? {
            return Ok(true);
        }
        for appointment in &self.appointments {
            let values: [Value; 3] = [
                newest.into(),
                self.vendor.as_str().into(),
                appointment.as_str().into(),
            ];
            if store.is_true(OF_APPOINTMENT, values).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// One thing that is written.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub(super) enum Write {
    /// A new change.
    Change { row: ChangeRow },
    /// The next state of a change.
    GoesOn { row: ChangeRow },
    /// The open changes under a lapsed lease are under another one.
    HandOver { from: String, to: String },
    /// A call about a subject; `None` takes the last one back.
    Called {
        row: CallsRow,
        result: Option<String>,
    },
    /// All calls about a subject.
    Calls { row: CallsRow },
    /// An entry of the waiting list.
    Waiting { row: WaitingRow },
    /// No entry with this id.
    NotWaiting { id: String },
    /// A note, in place of those of these sealed texts: the note with its id and, if it is about a patient, any other one
    /// about that patient.
    Note { row: NoteRow, over: Vec<String> },
    /// No note with this id, whose sealed text this was.
    NoNote { id: String, over: Option<String> },
    /// A piece of a draft, unless there is one at its place.
    Draft { row: DraftRow },
    /// No such piece of a draft. If it is needed, somebody else may not have taken it.
    NoDraft {
        lease: String,
        place: String,
        piece: String,
        is_needed: bool,
    },
    /// The desks are told that a draft has changed hands.
    TellOfDrafts,
    /// The end of the trail, signed.
    Head { row: Head },
}

/// Carries out a call, as [`Store::call`] is given it, with statements that every database understands: as a transaction of
/// one writer at a time.
///
/// # Errors
/// If the database can't be reached or written.
pub async fn carry_out(call: Value, store: &mut dyn Store) -> Result<CallReply> {
    let call: StoreCall = serde_json::from_value(call)?;
    begin_with(Durability::Synced, store).await?;
    let answer = call.write(store).await;
    let ended = match &answer {
        Ok(CallReply::Written) => store.commit().await,
        _ => store.roll_back().await,
    };
    ended.and(answer)
}

impl StoreCall {
    /// Returns the lease under which its changes are from then on; `None` if it writes no change that anybody looks after.
    pub(super) fn lease_of_changes(&self) -> Option<i64> {
        let lease = |write: &Write| match write {
            Write::Change { row } | Write::GoesOn { row } => Some(row.lease.clone()),
            Write::HandOver { to, .. } => Some(to.clone()),
            _ => None,
        };
        let last = self.writes.iter().rev().find_map(lease)?;
        last.parse().ok().filter(|_| last != NOBODY)
    }

    async fn write(self, store: &mut dyn Store) -> Result<CallReply> {
        let StoreCall {
            journal,
            chain,
            moves,
            seen,
            writes,
            lines,
            ..
        } = self;
        if let Some(first) = lines.first() {
            let is_next = tip_of_chain(store, &journal).await? == chain;
            if !is_next || !is_there(first, store).await? {
                return Ok(CallReply::Overtaken);
            }
        }
        if let Some(moves) = moves
            && !moves.make(store, &journal).await?
        {
            return Ok(CallReply::Overtaken);
        }
        if let Some(SeenChanges { newest, wanted }) = seen {
            for wanted in wanted {
                if wanted.is_overtaken(store, newest).await? {
                    return Ok(CallReply::Unseen);
                }
            }
        }
        for (place, write) in writes.into_iter().enumerate() {
            match write.make(store).await {
                Ok(true) => {}
                Ok(false) => return Ok(CallReply::Overtaken),
                Err(StoreError::Rejected(why)) => {
                    return Ok(CallReply::Rejected { write: place, why });
                }
                Err(error) => return Err(error),
            }
        }
        let (last, _) = tip(store).await?;
        let numbered: Vec<TrailLine> = (last + 1..)
            .zip(lines)
            .map(|(seq, line)| TrailLine { seq, ..line })
            .collect();
        store.insert_all("audit", &numbered).await?;
        Ok(CallReply::Written)
    }
}

/// Returns whether the records have the line that the desk had seen last: they may be older than they were.
async fn is_there(line: &TrailLine, store: &mut dyn Store) -> Result<bool> {
    let seq = line.seen_seq.unwrap_or_default();
    Ok(seq <= base(store).await?.0 || store.line_hash(seq).await? == line.seen_hash)
}

impl JournalMove {
    /// Sets the position. Returns whether it was where it was expected.
    async fn make(self, store: &mut dyn Store, journal: &str) -> Result<bool> {
        let (sql, values): (&str, Vec<Value>) = match self {
            JournalMove::Joined { to } => (
                "INSERT INTO journals (id, copied, joined) VALUES ($1, $2, $2) ON CONFLICT (id) DO NOTHING",
                vec![journal.into(), to.into()],
            ),
            JournalMove::Copied { from, to } => (
                "UPDATE journals SET copied = $1 WHERE id = $2 AND copied = $3",
                vec![to.into(), journal.into(), from.into()],
            ),
            JournalMove::Imported { from, to } => (
                "UPDATE journals SET imported = $1 WHERE id = $2 AND imported = $3",
                vec![to.into(), journal.into(), from.into()],
            ),
        };
        Ok(store.run(sql, values).await? == 1)
    }
}

impl Write {
    /// Makes the write. Returns `false` if it depends on something that is otherwise by now.
    async fn make(self, store: &mut dyn Store) -> Result<bool> {
        match self {
            Write::Change { row } => store.insert("changes", &row).await.map(|()| true),
            Write::GoesOn { row } => Ok(store.execute(ChangeRow::update(&[&row])).await? == 1),
            Write::HandOver { from, to } => {
                store.hand_over_changes(&from, &to).await.map(|()| true)
            }
            Write::Called { row, result } => {
                let result: Option<CallResult> = result.and_then(|word| word.parse().ok());
                store.merge_call(&row, result).await.map(|()| true)
            }
            Write::Calls { row } => store.put_calls(&row).await.map(|()| true),
            Write::Waiting { row } => store.put_waiting_row(&row).await.map(|()| true),
            Write::NotWaiting { id } => store.remove_waiting_row(&id).await.map(|_| true),
            Write::Note { row, over } => {
                let like = store.notes_like(&row).await?.into_iter();
                if !like.map(|row| row.sealed).eq(over) {
                    return Ok(false);
                }
                store.put_note_row(&row).await.map(|()| true)
            }
            Write::NoNote { id, over } => {
                if store.note_row(&id).await?.map(|row| row.sealed) != over {
                    return Ok(false);
                }
                store.remove_note_row(&id).await.map(|_| true)
            }
            Write::Draft { row } => {
                if store.drafts_at(&row.lease, &row.place).await?.is_empty() {
                    store.insert("drafts", &row).await?;
                }
                Ok(true)
            }
            Write::NoDraft {
                lease,
                place,
                piece,
                is_needed,
            } => {
                let removed = store.remove_piece(&lease, &place, &piece).await?;
                Ok(removed == 1 || !is_needed)
            }
            Write::TellOfDrafts => Ok(true),
            Write::Head { row } => store.insert("heads", &row).await.map(|()| true),
        }
    }
}

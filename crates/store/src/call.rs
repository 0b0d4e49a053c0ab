//! A write to the shared records: all of it is written, or nothing. The desk decides what to write. The database checks
//! it, refuses what was overtaken or breaks a rule, and locks out other writers only for that time.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::audit::{TrailLine, base, tip, tip_of_chain};
use super::calls::CallsRow;
use super::change_row::{ChangeRow, NOBODY};
use super::database::{CallReply, Durability, Store};
use super::draft_rows::DraftRow;
use super::heads::Head;
use super::notes::NoteRow;
use super::written_call::ListEntry;
use super::{Result, StoreError, begin_with};
use booking::CallResult;

/// A transaction on shared records.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoreCall {
    /// The number of steps of the tables that this version knows.
    pub(super) version: usize,
    /// The journal of the desk.
    pub(super) journal: String,
    /// The number and the hash of the last line of the journal's chain, from which the lines continue.
    pub(super) chain: (i64, String),
    /// The lease under which changes are written. The call renews it.
    pub(super) lease: Option<i64>,
    /// The new position up to which the journal is copied.
    pub(super) moves: Option<JournalMove>,
    /// The changes that the desk had read before it decided.
    pub(super) seen: Option<SeenChanges>,
    /// What is written, in this order.
    pub(super) writes: Vec<Write>,
    /// The lines of the trail. The database numbers them.
    pub(super) lines: Vec<TrailLine>,
}

/// A move of the journal's position, made only if the position is as expected.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub(super) enum JournalMove {
    /// The journal was not known.
    Joined { to: i64 },
    /// Its lines up to this position are copied.
    Copied { from: i64, to: i64 },
    /// Its lines from before the desk joined are copied up to this position.
    Imported { from: i64, to: i64 },
}

/// The changes that a desk had read before it decided about others.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SeenChanges {
    /// The number of the newest change then. A related change with a higher number had not been read.
    pub(super) newest: i64,
    /// The changes decided about.
    pub(super) wanted: Vec<RelatedTo>,
}

/// What relates other changes to a change: its id; its person and its start; its provider's time; its appointment.
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

    /// Returns whether a related change has a higher number than this.
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

/// A single write.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub(super) enum Write {
    /// A new change.
    Change { row: ChangeRow },
    /// The next state of a change.
    GoesOn { row: ChangeRow },
    /// The open changes under a lapsed lease move to another one.
    HandOver { from: String, to: String },
    /// A call about a subject, whoever else has called. `None` undoes the last call, which has this revision.
    Called {
        row: CallsRow,
        result: Option<String>,
        over: Option<i64>,
    },
    /// Calls about a subject, in addition to the existing ones.
    Calls { row: CallsRow },
    /// A note that replaces this revision of the note with its id and, if it is about a patient, any other note about
    /// that patient.
    Note { row: NoteRow, over: Option<i64> },
    /// The removal of this revision of a note.
    NoNote { id: String, over: Option<i64> },
    /// A piece of a draft, unless its place is taken.
    Draft { row: DraftRow },
    /// The removal of a piece of a draft. If it is needed, the write fails when another desk has taken it.
    NoDraft {
        lease: String,
        place: String,
        piece: String,
        is_needed: bool,
    },
    /// A notification of the desks that a draft has changed hands.
    TellOfDrafts,
    /// The signed end of the trail.
    Head { row: Head },
}

/// Carries out a call, given as to [`Store::call`], with statements that every database understands, in a transaction
/// of one writer at a time. The clock of the database, in microseconds, numbers the revisions.
///
/// # Errors
/// If the database can't be reached or written.
pub async fn carry_out(call: Value, clock: i64, store: &mut dyn Store) -> Result<CallReply> {
    let call: StoreCall = serde_json::from_value(call)?;
    begin_with(Durability::Synced, store).await?;
    let answer = call.write(clock, store).await;
    let ended = match &answer {
        Ok(CallReply::Written { .. }) => store.commit().await,
        _ => store.roll_back().await,
    };
    ended.and(answer)
}

impl StoreCall {
    /// Returns the lease under which the written changes will be; `None` if no desk looks after any of them.
    pub(super) fn lease_of_changes(&self) -> Option<i64> {
        let lease = |write: &Write| match write {
            Write::Change { row } | Write::GoesOn { row } => Some(row.lease.clone()),
            Write::HandOver { to, .. } => Some(to.clone()),
            Write::Called { .. }
            | Write::Calls { .. }
            | Write::Note { .. }
            | Write::NoNote { .. }
            | Write::Draft { .. }
            | Write::NoDraft { .. }
            | Write::TellOfDrafts
            | Write::Head { .. } => None,
        };
        let last = self.writes.iter().rev().find_map(lease)?;
        if last == NOBODY {
            return None;
        }
        last.parse().ok()
    }

    async fn write(self, clock: i64, store: &mut dyn Store) -> Result<CallReply> {
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
        let mut entries = Vec::new();
        let mut stale = Vec::new();
        for (place, write) in writes.into_iter().enumerate() {
            match write.make(&journal, clock, store).await {
                Ok(WriteEnd::Made) => {}
                Ok(WriteEnd::Entry(entry)) => entries.push(serde_json::to_value(entry)?),
                Ok(WriteEnd::Stale) => stale.push(place),
                Ok(WriteEnd::Overtaken) => return Ok(CallReply::Overtaken),
                Err(StoreError::Rejected(why)) => {
                    return Ok(CallReply::Rejected { write: place, why });
                }
                Err(error) => return Err(error),
            }
        }
        if !stale.is_empty() {
            return Ok(CallReply::Stale { writes: stale });
        }
        let (last, _) = tip(store).await?;
        let numbered: Vec<TrailLine> = (last + 1..)
            .zip(lines)
            .map(|(seq, line)| TrailLine { seq, ..line })
            .collect();
        store.insert_all("audit", &numbered).await?;
        Ok(CallReply::Written { entries })
    }
}

/// Returns whether the records have the line that the desk had seen last. If not, they may have been restored to an
/// older state.
async fn is_there(line: &TrailLine, store: &mut dyn Store) -> Result<bool> {
    let seq = line.seen_seq.unwrap_or_default();
    Ok(seq <= base(store).await?.0 || store.line_hash(seq).await? == line.seen_hash)
}

impl JournalMove {
    /// Sets the position. Returns whether it was as expected before.
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

/// Returns the number of a revision: the given one, else the clock's. It is always higher than the one before, even if
/// the records were restored to an earlier state.
fn revision(given: Option<i64>, before: Option<i64>, clock: i64) -> i64 {
    let next = before.map_or(0, |before| before + 1);
    given.unwrap_or(clock).max(next)
}

/// Writes calls in place of the existing ones.
async fn write_calls(
    mut row: CallsRow,
    there: Option<CallsRow>,
    (journal, clock): (&str, i64),
    store: &mut dyn Store,
) -> Result<WriteEnd> {
    let before = there.and_then(|there| there.revision);
    row.revision = Some(revision(row.revision, before, clock));
    store.put_calls(&row).await?;
    store.set_writer_of_calls(&row, journal).await?;
    Ok(WriteEnd::Entry(Box::new(ListEntry::Calls { row })))
}

/// The result of a write.
enum WriteEnd {
    /// It is made.
    Made,
    /// It is made, and the desks are notified of this entry.
    Entry(Box<ListEntry>),
    /// It is not made: the existing entry is not the one that the desk has seen.
    Stale,
    /// It is not made: something that it depends on has changed.
    Overtaken,
}

impl Write {
    async fn make(self, journal: &str, clock: i64, store: &mut dyn Store) -> Result<WriteEnd> {
        let is_made = match self {
            Write::Change { row } => store.insert("changes", &row).await.map(|()| true)?,
            Write::GoesOn { row } => store.execute(ChangeRow::update(&[&row])).await? == 1,
            Write::HandOver { from, to } => {
                store.hand_over_changes(&from, &to).await.map(|()| true)?
            }
            Write::Called { row, result, over } => {
                let there = store.calls_about(&row).await?;
                let mut results = there.as_ref().map(CallsRow::results).unwrap_or_default();
                let result: Option<CallResult> = result.and_then(|word| word.parse().ok());
                if let Some(result) = result {
                    results.push(result);
                } else {
                    let is_seen = there.as_ref().and_then(|there| there.revision) <= over;
                    if !is_seen && store.writer_of_calls(&row).await?.as_deref() != Some(journal) {
                        return Ok(WriteEnd::Stale);
                    }
                    results.pop();
                }
                let row = row.with(&results);
                return write_calls(row, there, (journal, clock), store).await;
            }
            Write::Calls { row } => {
                let there = store.calls_about(&row).await?;
                let Some(before) = &there else {
                    return write_calls(row, there, (journal, clock), store).await;
                };
                if row.revision.is_some() && before.revision >= row.revision {
                    let row = before.clone();
                    return Ok(WriteEnd::Entry(Box::new(ListEntry::Calls { row })));
                }
                // Calls that a desk noted while it was alone were also made.
                let mut results = before.results();
                if row.revision.is_some() {
                    results.clear();
                }
                results.extend(row.results());
                let row = row.with(&results);
                return write_calls(row, there, (journal, clock), store).await;
            }
            Write::Note { row, over } => {
                let like = store.notes_like(&row).await?.into_iter();
                let there = like.max_by_key(|row| row.revision);
                if let Some(there) = &there
                    && there.id == row.id
                    && there.revision == row.revision
                {
                    let row = there.clone();
                    return Ok(WriteEnd::Entry(Box::new(ListEntry::Note { row })));
                }
                let is_stale = match &there {
                    // An entry with a revision existed before.
                    None => over.is_some() && row.revision.is_none(),
                    Some(there) => {
                        there.revision > over.max(row.revision)
                            && store.writer_of_note(&there.id).await?.as_deref() != Some(journal)
                    }
                };
                if is_stale {
                    return Ok(WriteEnd::Stale);
                }
                let before = there.and_then(|there| there.revision);
                let row = NoteRow {
                    revision: Some(revision(row.revision, before, clock)),
                    ..row
                };
                store.put_note_row(&row).await?;
                store.set_writer_of_note(&row.id, journal).await?;
                return Ok(WriteEnd::Entry(Box::new(ListEntry::Note { row })));
            }
            Write::NoNote { id, over } => {
                let there = store.note_row(&id).await?;
                let before = there.and_then(|there| there.revision);
                if before > over && store.writer_of_note(&id).await?.as_deref() != Some(journal) {
                    return Ok(WriteEnd::Stale);
                }
                store.remove_note_row(&id).await?;
                let revision = Some(revision(None, before, clock));
                let entry = ListEntry::NoNote { id, revision };
                return Ok(WriteEnd::Entry(Box::new(entry)));
            }
            Write::Draft { row } => {
                if store.drafts_at(&row.lease, &row.place).await?.is_empty() {
                    store.insert("drafts", &row).await?;
                }
                true
            }
            Write::NoDraft {
                lease,
                place,
                piece,
                is_needed,
            } => {
                let removed = store.remove_piece(&lease, &place, &piece).await?;
                removed == 1 || !is_needed
            }
            Write::TellOfDrafts => true,
            Write::Head { row } => store.insert("heads", &row).await.map(|()| true)?,
        };
        Ok(if is_made {
            WriteEnd::Made
        } else {
            WriteEnd::Overtaken
        })
    }
}

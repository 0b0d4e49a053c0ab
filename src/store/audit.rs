//! The audit trail: who, at which desk, did what to which booking when, and what came of it. Ids and the names of
//! fields; never what is in them.

use chrono::{DateTime, Utc};
use ring::rand::SystemRandom;
use strum::{EnumString, IntoStaticStr};

use super::chain::{BEGINNING, Line};
use super::database::{Store, Table};
use super::seal::{Seal, random, to_hex};
use super::{RecordId, StoreError, Who, written};

/// Where the trail begins, once its oldest lines have been let go: the number and the hash of the last of them.
const BASE: &str = "audit_base";

/// What stands in a line that says what was let go, before the number of the last line that went.
pub(super) const UP_TO: &str = " up to ";

/// What was done. The words stand in files and exports, and never change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Done {
    /// A booking was written down, to be sent.
    Prepared,
    /// A booking was completed while its backend could not be reached, and waits for a person.
    Queued,
    /// It was handed to the client.
    #[default]
    Sending,
    /// It was made.
    Booked,
    /// The clinic said no.
    Refused,
    /// It never left.
    NotSent,
    /// Nobody knows whether it was made.
    Unknown,
    /// It was looked for, and is not there.
    NotThere,
    /// A person said what became of it.
    ByHand,
    /// A booking went out in spite of conflicts.
    Override,
    /// Somebody was called about an appointment, or a call was taken back. The result says how it went.
    Called,
    /// Somebody at the locked desk did not know its PIN. The result is how many wrong ones there have been since it
    /// locked.
    WrongPin,
    /// The desk was unlocked after wrong PINs, so many.
    Unlocked,
    /// A clinic could not be reached; written when it could again, or the desk ended. The fields say since when, the result
    /// for how many seconds.
    Away,
    /// Somebody was put on the waiting list that the desks keep.
    Waiting,
    /// They were taken off it.
    NotWaiting,
    /// What was known of a person was erased.
    Forgotten,
    /// The oldest lines were removed.
    LetGo,
    /// A person took the records as they were, though some of them may be missing.
    Accepted,
}

impl Done {
    /// The word for it.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What the word stands for, where this version knows it.
    pub(super) fn of_word(word: &str) -> Option<Done> {
        word.parse().ok()
    }
}

/// One line to be written. Ids, times and names of fields only.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// What was done.
    pub done: Done,
    /// At which clinic API, by its word.
    pub backend: Option<String>,
    /// To which booking of this desk.
    pub intent: Option<RecordId>,
    /// The id of whom, or where, it is with.
    pub provider: Option<String>,
    /// The names of the fields that hold something, or the kinds of the conflicts that were overridden; where lines
    /// were let go, the moment before which.
    pub fields: Option<String>,
    /// What came of it, in a word or a code.
    pub result: Option<String>,
    /// Why, if a reason was given.
    pub reason: Option<String>,
    /// The id of whose it is there.
    pub person: Option<String>,
    /// The id of the appointment there.
    pub appointment: Option<String>,
    /// When it starts.
    pub start: Option<DateTime<Utc>>,
    /// What the change does, by its word.
    pub kind: Option<&'static str>,
    /// What it changes, as it was: time and place, the status. Ids, times and words only.
    pub old_value: Option<String>,
    /// The same as it shall be.
    pub new_value: Option<String>,
}

/// Writes lines behind the last one; to be called within a transaction that writes. Whoever was typed, and not picked, is
/// sealed.
pub(super) async fn append(
    store: &mut dyn Store,
    seal: &Seal,
    who: &Who,
    entries: Vec<Entry>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let line = |entry: Entry| Line {
        at: written(now),
        operator: who.operator.clone(),
        desk: who.desk.clone(),
        what: entry.done.word().to_owned(),
        backend: entry.backend,
        intent: entry.intent.as_ref().map(ToString::to_string),
        provider: entry.provider,
        fields: entry.fields,
        result: entry.result,
        reason: entry.reason,
        person: entry.person.as_deref().map(|person| seal.pseudonym(person)),
        appointment: entry.appointment,
        starts_at: entry.start.map(written),
        kind: entry.kind.map(str::to_owned),
        old_value: entry.old_value,
        new_value: entry.new_value,
        ..Line::default()
    };
    append_lines(store, seal, entries.into_iter().map(line).collect()).await
}

/// Writes lines behind the last one, each chained to the one before it; to be called within a transaction that writes.
pub(super) async fn append_lines(
    store: &mut dyn Store,
    seal: &Seal,
    lines: Vec<Line>,
) -> Result<(), StoreError> {
    if lines.is_empty() {
        return Ok(());
    }
    let tip = tip(store).await?;
    let lines = chained(lines, tip, seal)?;
    store.insert_lines(&lines).await
}

/// The same lines behind the last one, by its number and its hash.
pub(super) fn chained(
    mut lines: Vec<Line>,
    (mut last, mut before): (i64, String),
    seal: &Seal,
) -> Result<Vec<Line>, StoreError> {
    for line in &mut lines {
        last += 1;
        line.seq = last;
        line.salt = Some(to_hex(&random::<16>(&SystemRandom::new())?));
        line.subject = line.subject();
        line.hash = line.hash_after(&before, seal.chain());
        before.clone_from(&line.hash);
    }
    Ok(lines)
}

/// Asks how far the tables are, and for the number and the hash of the last line, in one row.
pub(super) const VERSION_AND_TIP: &str = "SELECT (SELECT value FROM facts WHERE name = 'schema') AS version, \
     (SELECT seq FROM audit ORDER BY seq DESC LIMIT 1) AS seq, \
     (SELECT hash FROM audit ORDER BY seq DESC LIMIT 1) AS hash";

/// The number and the hash of the last line by the answer; none where there is no line.
pub(super) fn tip_of(said: &Table) -> Option<(i64, String)> {
    let [_, seq, hash] = said.rows.first()?.as_slice() else { return None };
    Some((seq.as_i64()?, hash.as_str()?.to_owned()))
}

/// The number and the hash of the last line.
pub(super) async fn tip(store: &mut dyn Store) -> Result<(i64, String), StoreError> {
    match store.last_line().await? {
        Some(tip) => Ok(tip),
        None => base(store).await,
    }
}

/// The number and the hash of the line that the trail goes on from.
pub(super) async fn base(store: &mut dyn Store) -> Result<(i64, String), StoreError> {
    let said = store.fact(BASE).await?;
    let base = said.as_deref().and_then(|said| said.split_once(' '));
    let base = base.and_then(|(seq, hash)| Some((seq.parse().ok()?, hash.to_owned())));
    Ok(base.unwrap_or((0, BEGINNING.to_owned())))
}

/// Removes the lines before a moment, up to the first that is later. The trail says so, and also where only bookings, so
/// many, have gone.
pub(super) async fn let_go(
    store: &mut dyn Store,
    seal: &Seal,
    who: &Who,
    (before, bookings): (DateTime<Utc>, u64),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let last = store.last_line_before(&written(before)).await?;
    let (seq, hash) = match last {
        None if bookings == 0 => return Ok(()),
        None => base(store).await?,
        Some(last) => last,
    };
    let gone = store.remove_lines_up_to(seq).await?;
    let (result, fields) = (Some(format!("{gone} lines{UP_TO}{seq}")), Some(written(before)));
    store.set_fact(BASE, &format!("{seq} {hash}")).await?;
    let entry = Entry { done: Done::LetGo, result, fields, ..Entry::default() };
    append(store, seal, who, vec![entry], now).await
}

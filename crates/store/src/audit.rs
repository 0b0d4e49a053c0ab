//! The audit trail: who did what to which booking, when, at which desk, and with which outcome. The trail holds ids and
//! names of fields, never the fields' content.
//!
//! The hash of a line is an HMAC over the hash of the previous line and the content of the line, so lines can't be
//! forged without the key. The person in a line enters as a separate salted hash: salt and text can be erased to forget
//! that person, and the chain still verifies.

use chrono::{DateTime, Utc};
use ring::digest::{SHA256, digest};
use ring::hmac;
use ring::rand::SystemRandom;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use strum::{EnumString, IntoStaticStr};

use super::bytes::{join_with_lengths, to_hex};
use super::database::{NOTHING, Store};
use super::record_id::RecordId;
use super::seal::{Seal, random};
use super::{Result, Who, written};
use booking::RowMark;

/// The hash before the first line.
pub(super) const BEGINNING: &str = "";

/// The fact with the number and the hash of the last removed line, from which the trail continues.
const BASE: &str = "audit_base";

/// The words before the number of the last removed line, in a line about a removal.
pub(super) const UP_TO: &str = " up to ";

/// The words before the id of a note that was not written because another desk had written one.
const OVERTAKEN: &str = "overtaken: ";

/// The words before the name of a change that is left out.
const LEFT_OUT: &str = "left out: ";

/// The words before the mark of a row, in the line about sending its change.
const ROW: &str = "row ";

/// Returns the mark of a row as it is written in a line of the trail.
pub(super) fn row_text(mark: &RowMark) -> String {
    format!("{ROW}{}", mark.as_str())
}

/// The recorded actions. Their words are in files and exports, and never change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum AuditAction {
    /// A booking was recorded for sending.
    Prepared,
    /// A booking was completed while its clinic could not be reached, and waits for a person.
    Queued,
    /// The booking was handed to the client.
    #[default]
    Sending,
    /// The booking was made.
    Booked,
    /// The clinic refused.
    Refused,
    /// The booking was never sent.
    NotSent,
    /// The outcome is unknown.
    Unknown,
    /// A look-up did not find the booking.
    NotThere,
    /// A person settled the booking by hand.
    ByHand,
    /// A booking was sent despite conflicts.
    Override,
    /// A patient was called about an appointment, or a call was undone. The result is that of the call.
    Called,
    /// A wrong PIN was entered at the lock. The result is the number of wrong ones since the desk was locked.
    WrongPin,
    /// The desk was unlocked after wrong PINs. The result is their number.
    Unlocked,
    /// A clinic could not be reached; written when it answered again, or when the desk ended. The fields hold
    /// the beginning, the result the duration in seconds.
    Away,
    /// A new patient was sent to a clinic. The fields name the filled ones, the result the outcome.
    PatientAdded,
    /// A correction of a patient's data was sent. The fields name the changed ones, the result the outcome.
    PatientCorrected,
    /// A patient was put on the desks' waiting list. The fields hold the id of the entry.
    Waiting,
    /// A patient was removed from the waiting list.
    NotWaiting,
    /// An absence was noted that the clinic can't record. The fields hold the id of the note.
    AwayNoted,
    /// The note of an absence was removed.
    AwayRemoved,
    /// A note about a patient was written. The fields hold its id.
    PatientNoted,
    /// A note about a patient was removed.
    PatientNoteRemoved,
    /// A patient was put on the call list. The fields hold the id of the entry.
    CallBackAsked,
    /// A patient was removed from the call list.
    CallBackDropped,
    /// A practitioner or location was noted to run late. The fields hold the id of the note, the result the minutes.
    LateNoted,
    /// A note of lateness was removed.
    LateRemoved,
    /// The data of a person were erased.
    Forgotten,
    /// The oldest lines were removed.
    LetGo,
    /// A person accepted the records, although some of them may be missing.
    Accepted,
}

impl AuditAction {
    /// Returns the word.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Returns whether the line is about writing a note of the desks.
    pub(super) fn writes_note(self) -> bool {
        use AuditAction::{AwayNoted, CallBackAsked, LateNoted, PatientNoted, Waiting};
        matches!(
            self,
            AwayNoted | PatientNoted | CallBackAsked | LateNoted | Waiting
        )
    }

    /// Returns whether the line is about removing a note of the desks.
    pub(super) fn removes_note(self) -> bool {
        use AuditAction::{
            AwayRemoved, CallBackDropped, LateRemoved, NotWaiting, PatientNoteRemoved,
        };
        matches!(
            self,
            AwayRemoved | PatientNoteRemoved | CallBackDropped | LateRemoved | NotWaiting
        )
    }

    /// Returns the action for a word, or `None` if this version does not know it.
    pub(super) fn of_word(word: &str) -> Option<AuditAction> {
        word.parse().ok()
    }
}

/// A line to be written: ids, times and names of fields only.
#[derive(Clone, Debug, Default)]
pub struct AuditEntry {
    /// The action.
    pub done: AuditAction,
    /// The word of the clinic API.
    pub clinic: Option<String>,
    /// The booking of this desk.
    pub change: Option<RecordId>,
    /// The id of the practitioner or location.
    pub provider: Option<String>,
    /// The names of the filled fields, or the kinds of the overridden conflicts; for a change that is sent, the mark of
    /// its row in a file; for a removal of lines, the moment before which lines were removed.
    pub fields: Option<String>,
    /// The outcome, as a word or a code.
    pub result: Option<String>,
    /// The reason, if one was given.
    pub reason: Option<String>,
    /// The patient's id at the clinic.
    pub person: Option<String>,
    /// The id of the appointment at the clinic.
    pub appointment: Option<String>,
    /// The start.
    pub start: Option<DateTime<Utc>>,
    /// The word for the kind of change.
    pub kind: Option<&'static str>,
    /// The values before the change: time and place, or status. Ids, times and words only.
    pub old_value: Option<String>,
    /// The values after the change.
    pub new_value: Option<String>,
}

/// A stored line of the trail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TrailLine {
    pub(super) seq: i64,
    /// The journal of the desk to whose chain the line belongs; `None` if the trail has one chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) journal: Option<String>,
    /// Its number in that chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<i64>,
    /// The number and hash of the last line of any chain that the desk had seen: this line proves that one, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) seen_seq: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) seen_hash: Option<String>,
    pub(super) at: String,
    pub(super) operator: Option<String>,
    pub(super) desk: Option<String>,
    pub(super) what: String,
    #[serde(rename = "backend")]
    pub(super) clinic: Option<String>,
    #[serde(rename = "intent")]
    pub(super) change: Option<String>,
    pub(super) provider: Option<String>,
    pub(super) fields: Option<String>,
    pub(super) result: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) person: Option<String>,
    pub(super) appointment: Option<String>,
    pub(super) starts_at: Option<String>,
    /// The kind of change; `None` in lines of earlier versions and in lines about no change.
    pub(super) kind: Option<String>,
    /// The values before the change.
    pub(super) old_value: Option<String>,
    /// The values after the change.
    pub(super) new_value: Option<String>,
    pub(super) salt: Option<String>,
    pub(super) subject: String,
    pub(super) hash: String,
}

/// A character that PostgreSQL can't store, and its replacement.
const NUL: (char, &str) = ('\0', "\u{fffd}");

impl TrailLine {
    /// Replaces the NULs in its texts. PostgreSQL stores none, and a line whose texts differ from those hashed would
    /// count as altered.
    fn without_nuls(self) -> TrailLine {
        let whole = |text: String| text.replace(NUL.0, NUL.1);
        let text = |text: Option<String>| text.map(whole);
        TrailLine {
            at: whole(self.at),
            operator: text(self.operator),
            desk: text(self.desk),
            what: whole(self.what),
            clinic: text(self.clinic),
            change: text(self.change),
            provider: text(self.provider),
            fields: text(self.fields),
            result: text(self.result),
            reason: text(self.reason),
            person: text(self.person),
            appointment: text(self.appointment),
            starts_at: text(self.starts_at),
            kind: text(self.kind),
            old_value: text(self.old_value),
            new_value: text(self.new_value),
            ..self
        }
    }

    /// Returns the id of the note that the line is about, if any. A note that was not written because of another desk's
    /// does not count.
    pub(super) fn note(&self) -> Option<&str> {
        let done = AuditAction::of_word(&self.what)?;
        if !done.writes_note() && !done.removes_note() {
            return None;
        }
        let id = self.fields.as_deref()?;
        (!id.starts_with(OVERTAKEN)).then_some(id)
    }

    /// Marks the note of the line as not written because of another desk's.
    pub(super) fn mark_overtaken(&mut self) {
        let id = self.fields.take().unwrap_or_default();
        self.fields = Some(format!("{OVERTAKEN}{id}"));
    }

    /// Returns the mark of the file row whose change the line sends, if any.
    pub(super) fn row(&self) -> Option<&str> {
        if self.what != AuditAction::Sending.word() {
            return None;
        }
        self.fields.as_deref()?.strip_prefix(ROW)
    }

    /// Removes the change from the line, which then names it as left out.
    pub(super) fn leave_change_out(&mut self) {
        if let Some(change) = self.change.take() {
            self.fields = Some(format!("{LEFT_OUT}{change}"));
        }
    }

    /// Returns the id of the change that the line leaves out, if any.
    pub(super) fn left_out(&self) -> Option<&str> {
        self.fields.as_deref()?.strip_prefix(LEFT_OUT)
    }

    /// Returns the hash of the person and appointment, as long as the line contains them.
    pub(super) fn subject(&self) -> String {
        let mut texts = vec![
            self.salt.as_deref(),
            self.person.as_deref(),
            self.appointment.as_deref(),
            self.starts_at.as_deref(),
        ];
        // Lines without these values keep the hash from before the values existed.
        if self.old_value.is_some() || self.new_value.is_some() {
            texts.extend([self.old_value.as_deref(), self.new_value.as_deref()]);
        }
        to_hex(digest(&SHA256, &join_with_lengths(&texts)).as_ref())
    }

    /// Returns the hash of the line when it follows the line with the hash `before`.
    pub(super) fn hash_after(&self, before: &str, key: &hmac::Key) -> String {
        to_hex(hmac::sign(key, &self.hashed_bytes(before)).as_ref())
    }

    /// Returns the hash that versions without a key computed.
    pub(super) fn plain_hash_after(&self, before: &str) -> String {
        to_hex(digest(&SHA256, &self.hashed_bytes(before)).as_ref())
    }

    fn hashed_bytes(&self, before: &str) -> Vec<u8> {
        // A database numbers lines as it receives them, whatever their chain.
        let seq = match (&self.journal, self.place) {
            (Some(journal), Some(place)) => {
                let seen = self.seen_seq.unwrap_or_default();
                let seen_hash = self.seen_hash.as_deref().unwrap_or_default();
                format!("{journal} {place} {seen} {seen_hash}")
            }
            _ => self.seq.to_string(),
        };
        let mut texts = vec![
            Some(before),
            Some(&*seq),
            Some(&self.at),
            self.operator.as_deref(),
            self.desk.as_deref(),
            Some(&self.what),
            self.clinic.as_deref(),
            self.change.as_deref(),
            self.provider.as_deref(),
            self.fields.as_deref(),
            self.result.as_deref(),
            self.reason.as_deref(),
            Some(&self.subject),
        ];
        texts.extend(self.kind.as_deref().map(Some));
        join_with_lengths(&texts)
    }
}

/// Appends lines; call it within a write transaction. A person who was typed rather than picked is replaced by a
/// pseudonym.
pub(super) async fn append(
    store: &mut dyn Store,
    seal: &Seal,
    who: &Who,
    entries: Vec<AuditEntry>,
    now: DateTime<Utc>,
) -> Result<()> {
    append_lines(store, seal, lines_of(seal, who, entries, now)).await
}

/// Returns the lines of entries, not chained yet.
pub(super) fn lines_of(
    seal: &Seal,
    who: &Who,
    entries: Vec<AuditEntry>,
    now: DateTime<Utc>,
) -> Vec<TrailLine> {
    let line = |entry: AuditEntry| TrailLine {
        at: written(now),
        operator: who.operator.clone(),
        desk: who.desk.clone(),
        what: entry.done.word().to_owned(),
        clinic: entry.clinic,
        change: entry.change.as_ref().map(ToString::to_string),
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
        ..TrailLine::default()
    };
    entries.into_iter().map(line).collect()
}

/// Appends lines, each chained to the one before; call it within a write transaction.
pub(super) async fn append_lines(
    store: &mut dyn Store,
    seal: &Seal,
    lines: Vec<TrailLine>,
) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let last = tip(store).await?;
    let mut lines = match store.chain() {
        None => chained(lines, Chain::Only, last.clone(), seal)?,
        Some(journal) => {
            let end = tip_of_chain(store, &journal).await?;
            let chain = Chain::OfJournal {
                journal: &journal,
                seen: &last,
            };
            chained(lines, chain, end, seal)?
        }
    };
    for (seq, line) in (last.0 + 1..).zip(&mut lines) {
        line.seq = seq;
    }
    store.insert_all("audit", &lines).await
}

/// A chain of a trail.
#[derive(Clone, Copy)]
pub(super) enum Chain<'a> {
    /// The only one.
    Only,
    /// The chain of a desk's journal.
    OfJournal {
        journal: &'a str,
        /// The number and hash of the last line of any chain that the desk has seen.
        seen: &'a (i64, String),
    },
}

/// Chains lines to the last line of a chain, given by its number in the chain and its hash.
pub(super) fn chained(
    lines: Vec<TrailLine>,
    chain: Chain<'_>,
    (mut last, mut before): (i64, String),
    seal: &Seal,
) -> Result<Vec<TrailLine>> {
    let mut lines: Vec<TrailLine> = lines.into_iter().map(TrailLine::without_nuls).collect();
    for line in &mut lines {
        last += 1;
        match chain {
            Chain::Only => line.seq = last,
            Chain::OfJournal { journal, seen } => {
                line.journal = Some(journal.to_owned());
                line.place = Some(last);
                line.seen_seq = Some(seen.0);
                line.seen_hash = Some(seen.1.clone());
            }
        }
        line.salt = Some(to_hex(&random::<16>(&SystemRandom::new())?));
        line.subject = line.subject();
        line.hash = line.hash_after(&before, seal.chain());
        before.clone_from(&line.hash);
    }
    Ok(lines)
}

/// Returns the number and the hash of the last line.
pub(super) async fn tip(store: &mut dyn Store) -> Result<(i64, String)> {
    match store.last_line().await? {
        Some(tip) => Ok(tip),
        None => base(store).await,
    }
}

/// Returns the number and the hash of the last line of a journal's chain.
pub(super) async fn tip_of_chain(store: &mut dyn Store, journal: &str) -> Result<(i64, String)> {
    let last = "SELECT place, hash FROM audit WHERE journal = $1 ORDER BY place DESC LIMIT 1";
    let last: Option<(i64, String)> = store.tuples(last, [journal]).await?.pop();
    Ok(last.unwrap_or((0, BEGINNING.to_owned())))
}

/// Returns the number and the hash of the removed line from which the trail continues.
pub(super) async fn base(store: &mut dyn Store) -> Result<(i64, String)> {
    let fact = store.fact(BASE).await?;
    let base = fact.as_deref().and_then(|fact| fact.split_once(' '));
    let base = base.and_then(|(seq, hash)| Some((seq.parse().ok()?, hash.to_owned())));
    Ok(base.unwrap_or((0, BEGINNING.to_owned())))
}

/// Removes the lines before a moment, up to the first later one. The trail records the removal, even if only bookings
/// were removed.
pub(super) async fn remove_before(
    store: &mut dyn Store,
    seal: &Seal,
    who: &Who,
    (before, bookings): (DateTime<Utc>, u64),
    now: DateTime<Utc>,
) -> Result<()> {
    let last = store.last_line_before(&written(before)).await?;
    let (seq, hash) = match last {
        None if bookings == 0 => return Ok(()),
        None => base(store).await?,
        Some(last) => last,
    };
    let count = store.remove_lines_up_to(seq).await?;
    let result = Some(format!("{count} lines{UP_TO}{seq}"));
    let fields = Some(written(before));
    store.set_fact(BASE, &format!("{seq} {hash}")).await?;
    let entry = AuditEntry {
        done: AuditAction::LetGo,
        result,
        fields,
        ..AuditEntry::default()
    };
    append(store, seal, who, vec![entry], now).await
}

/// The number of lines read at once.
pub(super) const LINES: usize = 1000;

impl dyn Store + '_ {
    /// Returns the number and the hash of the last line.
    pub(super) async fn last_line(&mut self) -> Result<Option<(i64, String)>> {
        Ok(self
            .tuples(
                "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1",
                NOTHING,
            )
            .await?
            .pop())
    }

    /// Returns the number and the hash of the last line before the first that is not older than a moment.
    pub(super) async fn last_line_before(&mut self, moment: &str) -> Result<Option<(i64, String)>> {
        let last = "SELECT seq, hash FROM audit WHERE at < $1 \
             AND seq < COALESCE((SELECT MIN(seq) FROM audit WHERE at >= $1), 9223372036854775807) \
             ORDER BY seq DESC LIMIT 1";
        Ok(self.tuples(last, [moment]).await?.pop())
    }

    pub(super) async fn last_line_at(&mut self) -> Result<Option<String>> {
        Ok(self
            .column("SELECT at FROM audit ORDER BY seq DESC LIMIT 1", NOTHING)
            .await?
            .pop())
    }

    pub(super) async fn line_hash(&mut self, seq: i64) -> Result<Option<String>> {
        Ok(self
            .column("SELECT hash FROM audit WHERE seq = $1", [seq])
            .await?
            .pop())
    }

    /// Returns the lines after the one with this number, at most a thousand.
    pub(super) async fn lines_after(&mut self, seq: i64) -> Result<Vec<TrailLine>> {
        self.rows(
            "SELECT * FROM audit WHERE seq > $1 ORDER BY seq LIMIT 1000",
            [seq],
        )
        .await
    }

    /// Returns the `fields` of all lines with this action.
    pub(super) async fn fields_of_lines(&mut self, what: &str) -> Result<Vec<String>> {
        self.column(
            "SELECT fields FROM audit WHERE what = $1 AND fields IS NOT NULL",
            [what],
        )
        .await
    }

    pub(super) async fn set_line_hash(&mut self, seq: i64, hash: &str) -> Result<()> {
        let values: [Value; 2] = [hash.into(), seq.into()];
        self.run("UPDATE audit SET hash = $1 WHERE seq = $2", values)
            .await
            .map(drop)
    }

    /// Removes the lines up to this one. Returns how many.
    pub(super) async fn remove_lines_up_to(&mut self, seq: i64) -> Result<u64> {
        let count: Vec<i64> = self
            .column("SELECT COUNT(*) FROM audit WHERE seq <= $1", [seq])
            .await?;
        self.run(self.erasing().remove_lines, [seq]).await?;
        Ok(count.first().copied().unwrap_or_default().unsigned_abs())
    }

    /// Erases the person from all lines about them. Returns the numbers of the lines.
    pub(super) async fn empty_lines_about(&mut self, person: &str) -> Result<Vec<i64>> {
        let lines = self
            .column(
                "SELECT seq FROM audit WHERE person = $1 ORDER BY seq",
                [person],
            )
            .await?;
        self.run(self.erasing().empty_lines, [person]).await?;
        Ok(lines)
    }
}

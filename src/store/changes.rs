//! Bookings on their way. Each is written down before a byte of it leaves, and is sent by exactly one window.
//!
//! ```text
//! sending ─┬─> booked
//!          ├─> refused | not sent
//!          └─> unknown ─┬─> booked
//!                       ├─> not there ─> taken up again, or dropped, by hand
//!                       └─> settled by hand
//! ```
//!
//! What was completed while its backend could not be reached is `queued`: it is handed on like that, until a person has
//! taken it up to be booked or changed.
//!
//! What is not there is still someone's booking: it is handed on to the next run of the program until a person has
//! dealt with it.

use std::fmt;

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteConnection;
use uuid::Uuid;

use super::audit::{Done, Entry};
use super::change_row::{ChangeRow, moment};
use super::instance_lock::InstanceLock;
use super::record::{self, NewChange};
use super::{Store, StoreError, begin, written};
use crate::booking::{Change, ChangeKind, Claim, Visit};

/// The states nothing comes after.
pub(super) const SETTLED: [&str; 4] = ["booked", "refused", "not-sent", "by-hand"];

/// What every start asks, each by an index: settled bookings are there by the hundred thousand.
pub(super) const ROWS_IN: &str = "SELECT * FROM changes \
     WHERE state IN ($1, $2) AND lease = $3 ORDER BY prepared_at, id";
pub(super) const LEASES_LEFT: &str = "SELECT DISTINCT lease FROM changes WHERE state IN ('sending', 'unknown', 'not-there', 'queued') AND lease <> $1";
pub(super) const IN_STATE: &str = "SELECT id FROM changes WHERE state = $1 AND lease = $2";

/// The name of one booking in the records; says nothing about anyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IntentId(Uuid);

impl From<Uuid> for IntentId {
    fn from(name: Uuid) -> IntentId {
        IntentId(name)
    }
}

impl From<IntentId> for Uuid {
    fn from(id: IntentId) -> Uuid {
        id.0
    }
}

#[cfg(test)]
impl IntentId {
    pub(super) fn from_number(number: u128) -> IntentId {
        IntentId(Uuid::from_u128(number))
    }
}

impl fmt::Display for IntentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What became of a booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was made, under this id.
    Booked(String),
    /// The clinic said no, in this code.
    Refused(String),
    /// It never left.
    NotSent,
    /// Nobody knows.
    Unknown,
    /// It was looked for, and is not there.
    NotThere,
    /// A person said so: in a word, and for what reason.
    ByHand(String),
}

impl Outcome {
    fn done(&self) -> Done {
        match self {
            Outcome::Booked(_) => Done::Booked,
            Outcome::Refused(_) => Done::Refused,
            Outcome::NotSent => Done::NotSent,
            Outcome::Unknown => Done::Unknown,
            Outcome::NotThere => Done::NotThere,
            Outcome::ByHand(_) => Done::ByHand,
        }
    }

    fn appointment(&self) -> Option<String> {
        match self {
            Outcome::Booked(id) => Some(id.clone()),
            _ => None,
        }
    }

    fn result(&self) -> Option<String> {
        match self {
            Outcome::Refused(said) | Outcome::ByHand(said) => Some(said.clone()),
            _ => None,
        }
    }
}

/// A change that is about to be sent.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// The change.
    pub change: Change,
    /// The ids of appointments known not to be it: they stood before.
    pub stood_before: Vec<String>,
    /// The bookings on record for the same visit that it goes out in spite of.
    pub known_claims: Vec<Uuid>,
    /// What it goes out in spite of, for the audit trail.
    pub in_spite_of: Option<Entry>,
}

impl Outgoing {
    /// Whether it goes out in spite of that claim: whoever sends it knows of it, or it alters that very appointment.
    pub(super) fn goes_ahead_of(&self, claim: &Claim) -> bool {
        let of = self.change.appointment().map(|of| &of.id);
        self.known_claims.contains(&claim.intent) || (of.is_some() && claim.appointment.as_ref() == of)
    }
}

impl<T: Into<Change>> From<T> for Outgoing {
    fn from(change: T) -> Outgoing {
        Outgoing {
            change: change.into(),
            stood_before: Vec::new(),
            known_claims: Vec::new(),
            in_spite_of: None,
        }
    }
}

/// A change that an earlier run of the program left behind, and nobody knows what became of.
#[derive(Clone, Debug)]
pub struct Unsettled {
    /// Its name in the records.
    pub id: IntentId,
    /// What was sent.
    pub change: Change,
    /// When.
    pub at: DateTime<Utc>,
    /// The ids of appointments known to be other ones: they stood before it went out, or were booked from here.
    pub others: Vec<String>,
}

impl Store {
    /// Writes a booking down and claims its visit, with one write to the disk: it may be sent now, once. Where another
    /// booking holds the visit, and nobody goes ahead in spite of it, nothing is written down.
    ///
    /// # Errors
    /// When it can't be written; then it must not be sent.
    pub async fn send_off(
        &self,
        outgoing: &Outgoing,
        now: DateTime<Utc>,
    ) -> Result<Result<IntentId, Claim>, StoreError> {
        let mut connection = self.connection.lock().await;
        begin(&mut connection).await?;
        let done = match self.claim_against(&mut connection, outgoing).await {
            Ok(None) => self.write_down_to_send(&mut connection, outgoing, now).await.map(Ok),
            Ok(Some(claim)) => Ok(Err(claim)),
            Err(error) => Err(error),
        };
        self.end(&mut connection, done).await
    }

    /// The same within a transaction, once no claim stands against it.
    pub(super) async fn write_down_to_send(
        &self,
        connection: &mut SqliteConnection,
        outgoing: &Outgoing,
        now: DateTime<Utc>,
    ) -> Result<IntentId, StoreError> {
        if let Some(entry) = &outgoing.in_spite_of {
            self.append(connection, entry.clone(), now).await?;
        }
        let steps = [Done::Prepared, Done::Sending];
        let change = record::of_change(&outgoing.change, &outgoing.stood_before)?;
        self.write_down(connection, change, &steps, now).await
    }

    /// Says what became of a booking that was sent. `false` where that was settled already, it never was sent, or it
    /// is found to be an appointment that another booking has become: then nothing has changed. Its own answer is
    /// believed: a clinic that has begun anew may give an id a second time.
    ///
    /// # Errors
    /// When it can't be written; the next start of the program takes it for unknown.
    pub async fn settle(
        &self,
        id: IntentId,
        outcome: &Outcome,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut connection = self.connection.lock().await;
        begin(&mut connection).await?;
        let settled = self.become_of(&mut connection, id, outcome, now).await;
        self.end(&mut connection, settled).await
    }

    /// The bookings whose outcome nobody knows and no window looks after: this one does, from now on. Those that were
    /// being sent when their window ended are unknown.
    ///
    /// # Errors
    /// When they can't be read, or claimed.
    pub async fn unsettled(&self, now: DateTime<Utc>) -> Result<Vec<Unsettled>, StoreError> {
        let mut connection = self.connection.lock().await;
        let _left = self.take_over_leases(&mut connection).await?;
        begin(&mut connection).await?;
        let left = self.left_unknown(&mut connection, now).await;
        let rows = self.end(&mut connection, left).await?;
        let mut unsettled: Vec<Unsettled> = rows.iter().filter_map(|row| self.read_back(row)).collect();
        for left in &mut unsettled {
            left.others.extend(self.known_as_booked(&mut connection, &left.change).await?);
        }
        Ok(unsettled)
    }

    /// A booking of which nobody knows yet what became of it.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn still_open(&self, id: IntentId) -> Result<Option<Unsettled>, StoreError> {
        let mut connection = self.connection.lock().await;
        let row = sqlx::query_as(
            "SELECT * FROM changes \
             WHERE id = $1 AND state IN ('sending', 'unknown', 'not-there')",
        );
        let row: Option<ChangeRow> = row.bind(id.to_string()).fetch_optional(&mut *connection).await?;
        let Some(mut open) = row.and_then(|row| self.read_back(&row)) else { return Ok(None) };
        open.others.extend(self.known_as_booked(&mut connection, &open.change).await?);
        Ok(Some(open))
    }

    async fn left_unknown(
        &self,
        connection: &mut SqliteConnection,
        now: DateTime<Utc>,
    ) -> Result<Vec<ChangeRow>, StoreError> {
        let lease = self.lease.name();
        for id in ids_in(connection, "sending", &lease).await? {
            self.become_of(connection, id, &Outcome::Unknown, now).await?;
        }
        self.rows_in(connection, ["unknown", "not-there"]).await
    }

    /// This window's bookings in these states, the oldest first.
    pub(super) async fn rows_in(
        &self,
        connection: &mut SqliteConnection,
        states: [&str; 2],
    ) -> Result<Vec<ChangeRow>, StoreError> {
        let rows = sqlx::query_as(ROWS_IN);
        Ok(rows.bind(states[0]).bind(states[1]).bind(self.lease.name()).fetch_all(connection).await?)
    }

    /// Writes a change down in the last of these states, with a line for each of them.
    pub(super) async fn write_down(
        &self,
        connection: &mut SqliteConnection,
        change: NewChange,
        steps: &[Done],
        now: DateTime<Utc>,
    ) -> Result<IntentId, StoreError> {
        let id = IntentId(Uuid::new_v4());
        let Visit { backend, person, provider, start } = change.visit;
        sqlx::query(
            "INSERT INTO changes (id, lease, kind, state, vendor, about, person, provider, starts_at, ends_at, \
             operator, desk, prepared_at, changed_at, sealed) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14)",
        )
        .bind(id.to_string())
        .bind(self.lease.name())
        .bind(change.kind)
        .bind(steps.last().copied().unwrap_or_default().word())
        .bind(backend.word())
        .bind(&change.about)
        .bind(self.seal.stand_in(&person))
        .bind(&provider)
        .bind(start.map(written))
        .bind(change.end.map(written))
        .bind(&self.who.operator)
        .bind(&self.who.desk)
        .bind(written(now))
        .bind(self.seal.seal(&sealed_as(id), &change.payload)?)
        .execute(&mut *connection)
        .await?;
        let about = Entry {
            backend: Some(backend),
            intent: Some(id),
            provider,
            person: Some(person),
            appointment: change.about,
            start,
            ..Entry::default()
        };
        let mut fields = Some(change.fields.join(" "));
        for done in steps {
            let entry = Entry { done: *done, fields: fields.take(), ..about.clone() };
            self.append(connection, entry, now).await?;
        }
        Ok(id)
    }

    /// From `sending` a booking may become anything; from `unknown`, and from a look that did not find it, what is
    /// known later; what is queued is settled by hand alone. What was sent is needed no more once that is settled.
    pub(super) async fn become_of(
        &self,
        connection: &mut SqliteConnection,
        id: IntentId,
        outcome: &Outcome,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let state = outcome.done().word();
        let (appointment, result) = (outcome.appointment(), outcome.result());
        let changed = sqlx::query(
            "UPDATE changes SET state = $1, changed_at = $2, appointment = $3, result = $5, \
             sealed = CASE WHEN $1 IN ('unknown', 'not-there') THEN sealed ELSE NULL END \
             WHERE id = $4 AND state <> $1 \
             AND (state IN ('sending', 'unknown', 'not-there') OR (state = 'queued' AND $1 = 'by-hand')) \
             AND NOT (state = 'not-there' AND $1 = 'unknown') \
             AND (state = 'sending' OR kind <> 'book' OR NOT EXISTS (SELECT 1 FROM changes AS other \
             WHERE other.appointment = $3 AND other.kind = 'book' AND other.vendor = changes.vendor AND other.id <> $4))",
        )
        .bind(state)
        .bind(written(now))
        .bind(&appointment)
        .bind(id.to_string())
        .bind(&result)
        .execute(&mut *connection)
        .await?
        .rows_affected();
        if changed == 0 {
            return Ok(false);
        }
        let about = by_id(connection, id).await?.about();
        let entry = Entry { done: outcome.done(), result, ..about };
        self.append(connection, entry, now).await?;
        Ok(true)
    }

    /// Takes over the bookings of leases whose window is gone. The leases stay taken until the answer is dropped, so
    /// that no other window finds them at the same time.
    async fn take_over_leases(
        &self,
        connection: &mut SqliteConnection,
    ) -> Result<Vec<InstanceLock>, StoreError> {
        let own = self.lease.name();
        let leases: Vec<String> =
            sqlx::query_scalar(LEASES_LEFT).bind(&own).fetch_all(&mut *connection).await?;
        let left = self.vacant(leases)?;
        for lease in &left {
            sqlx::query(
                "UPDATE changes SET lease = $1 \
                 WHERE lease = $2 AND state IN ('sending', 'unknown', 'not-there', 'queued')",
            )
            .bind(&own)
            .bind(lease.name())
            .execute(&mut *connection)
            .await?;
        }
        Ok(left)
    }

    /// The appointments that bookings for the same person and moment are known to have become; none for a change of
    /// one, which is looked for nowhere else.
    async fn known_as_booked(
        &self,
        connection: &mut SqliteConnection,
        change: &Change,
    ) -> Result<Vec<String>, sqlx::Error> {
        let Some(booking) = change.booking() else { return Ok(Vec::new()) };
        let (person, start) = booking.subject();
        let known = sqlx::query_scalar(
            "SELECT appointment FROM changes WHERE state = 'booked' AND vendor = $1 AND person = $2 \
             AND starts_at = $3 AND appointment IS NOT NULL ORDER BY appointment",
        );
        let known = known.bind(booking.backend().word()).bind(self.seal.stand_in(&person));
        known.bind(start.map(written)).fetch_all(connection).await
    }

    pub(super) fn read_back(&self, row: &ChangeRow) -> Option<Unsettled> {
        let (change, others) = self.opened(row)?;
        Some(Unsettled { id: row.id()?, change, at: moment(&row.prepared_at).unwrap_or_default(), others })
    }

    /// A change and the appointments known not to be it, from its payload or else from its ids; none for a kind that
    /// this version does not know.
    pub(super) fn opened(&self, row: &ChangeRow) -> Option<(Change, Vec<String>)> {
        let kind = ChangeKind::of_word(&row.kind)?;
        let opened = row.sealed.as_deref().and_then(|sealed| self.seal.open(&sealed_as(&row.id), sealed));
        opened
            .as_deref()
            .and_then(|opened| record::read(kind, opened))
            .or_else(|| Some((record::from_ids(kind, row)?, Vec::new())))
    }
}

async fn ids_in(
    connection: &mut SqliteConnection,
    state: &str,
    lease: &str,
) -> Result<Vec<IntentId>, sqlx::Error> {
    let ids: Vec<String> = sqlx::query_scalar(IN_STATE).bind(state).bind(lease).fetch_all(connection).await?;
    Ok(ids.iter().filter_map(|id| id.parse().ok().map(IntentId)).collect())
}

async fn by_id(connection: &mut SqliteConnection, id: IntentId) -> Result<ChangeRow, sqlx::Error> {
    sqlx::query_as("SELECT * FROM changes WHERE id = $1").bind(id.to_string()).fetch_one(connection).await
}

pub(super) fn sealed_as(id: impl fmt::Display) -> String {
    format!("intent {id}")
}

//! The table of changes, by id.

use std::collections::HashMap;

use serde::Deserialize;

use super::change_row::{ChangeRow, ELSEWHERE, EMPTIED, OF_MANY};
use super::database::{NOTHING, Statement, Store, placeholders};
use super::{AuditAction, Result, order};
use booking::RowMark;

/// The queries of every start. Each uses an index, so that the many settled changes are not read.
pub(super) const IN_STATES: &str =
    "SELECT * FROM changes WHERE state IN ($1, $2) AND lease = $3 ORDER BY prepared_at, id";
pub(super) const LEASES: &str = "SELECT DISTINCT lease FROM changes \
     WHERE state IN ('sending', 'unknown', 'not-there', 'queued') AND lease <> $1";
pub(super) const OF_APPOINTMENT: &str = "SELECT * FROM changes \
     WHERE (appointment = $1 OR about = $1) AND vendor = $2 ORDER BY changed_at DESC, id";
/// The neighbours of wanted changes, one row for each reason. Every part uses an index of its own.
const NEIGHBOURS: &str = "SELECT wanted, changes.* FROM wanted JOIN changes ON changes.id = wanted \
     UNION ALL SELECT wanted, changes.* FROM wanted JOIN changes ON changes.person = wanted.person \
     AND changes.vendor = wanted.vendor AND changes.starts_at IS NOT DISTINCT FROM wanted.starts_at \
     UNION ALL SELECT wanted, changes.* FROM wanted JOIN changes ON changes.vendor = wanted.vendor \
     AND LOWER(changes.provider) = LOWER(wanted.provider) AND changes.busy_until > wanted.starts_at \
     AND changes.starts_at < wanted.busy_until \
     UNION ALL SELECT wanted, changes.* FROM wanted JOIN changes ON changes.appointment = wanted.appointment \
     AND changes.vendor = wanted.vendor";
pub(super) const ON_APPOINTMENT: &str = "SELECT * FROM changes \
     WHERE state IN ('sending', 'unknown', 'queued', 'not-there') AND vendor = $1 AND (claims = $2 OR about = $2) \
     ORDER BY prepared_at, id";
pub(super) const AFTER: &str = "SELECT * FROM changes \
     WHERE state IN ('sending', 'unknown', 'queued', 'not-there') AND vendor = $1 AND follows = $2 ORDER BY prepared_at, id";
pub(super) const SINCE: &str =
    "SELECT * FROM changes WHERE changed_at >= $1 ORDER BY changed_at DESC, id LIMIT 1000";
pub(super) const OPEN_SINCE: &str =
    "SELECT * FROM changes WHERE state IN ('sending', 'unknown') AND changed_at >= $1";

/// The limit of [`SINCE`]: the largest number of recent changes read at once.
const MOST_RECENT: usize = 1_000;

/// A recorded change that matters for another one to be written.
#[derive(Debug, Deserialize)]
pub(super) struct Neighbour {
    wanted: String,
    /// The number of later changes that moved its appointment away from its time.
    leavings: i64,
    #[serde(flatten)]
    pub(super) change: ChangeRow,
}

/// The neighbours of some changes.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    /// The number of the newest change on record at that time.
    pub(super) newest: i64,
    each: HashMap<String, Vec<Neighbour>>,
}

impl Neighbours {
    /// Removes and returns the neighbours of the change with this id.
    pub(super) fn take(&mut self, id: &str) -> Vec<Neighbour> {
        self.each.remove(id).unwrap_or_default()
    }
}

impl Neighbour {
    /// Returns a change as a neighbour of another one that is written together with it.
    pub(super) fn about_to_be_written(change: &ChangeRow) -> Neighbour {
        Neighbour {
            wanted: String::new(),
            leavings: 0,
            change: change.clone(),
        }
    }

    /// Notes that another change to be written moves its appointment away from its time.
    pub(super) fn leaves_with(&mut self, other: &ChangeRow) {
        let is_later = other.id != self.change.id && other.changed_at >= self.change.changed_at;
        let is_of_it = other.clinic == self.change.clinic
            && other.about.is_some()
            && other.about == self.change.appointment;
        if is_later && is_of_it && other.is(AuditAction::Booked) && other.leaves_its_time() {
            self.leavings += 1;
        }
    }

    /// Returns whether the appointment that the change made has left its time since.
    pub(super) fn has_left_its_time(&self) -> bool {
        self.leavings > 0
    }
}

/// Returns the query for the neighbours of this many changes.
pub(super) fn beside_query(count: usize) -> String {
    format!(
        "{} FROM beside ORDER BY prepared_at, id",
        select_beside(count)
    )
}

/// Returns the same query for shared records, with the number of the newest change in each row. Without neighbours, one
/// row holds just the number.
fn numbered_beside_query(count: usize) -> String {
    format!(
        "{}, newest.seq AS newest FROM (SELECT COALESCE(MAX(seq), 0) AS seq FROM changes) AS newest \
         LEFT JOIN beside ON true ORDER BY prepared_at, id",
        select_beside(count)
    )
}

fn select_beside(count: usize) -> String {
    let wanted = "wanted, vendor, person, starts_at, provider, busy_until, appointment";
    format!(
        "WITH wanted ({wanted}) AS (VALUES {}), beside AS ({NEIGHBOURS}) SELECT beside.*, ({}) AS leavings",
        placeholders(count, 7),
        order::leavings(
            ["appointment", "vendor", "id", "changed_at"].map(|column| format!("beside.{column}"))
        )
    )
}

/// Returns the query for the neighbours of each change, by its id. They include the change itself, if it exists. A
/// change to be sent has all kinds of neighbours; any other has only those that produced its appointment's current
/// state.
fn beside_each(changes: &[&ChangeRow]) -> Statement {
    let wanted = |change: &&ChangeRow| {
        if change.is(AuditAction::Sending) {
            return change.neighbours().map(Option::<&String>::cloned);
        }
        let [id, clinic] = [&change.id, &change.clinic].map(|value| Some(value.clone()));
        [
            id,
            clinic,
            None,
            None,
            None,
            None,
            change.appointment.clone(),
        ]
    };
    let wanted = changes.iter().flat_map(wanted);
    Statement::new(numbered_beside_query(changes.len()), wanted)
}

/// Groups neighbours by the change's id, each only once.
fn grouped(neighbours: Vec<Neighbour>) -> HashMap<String, Vec<Neighbour>> {
    let mut each = HashMap::<String, Vec<Neighbour>>::new();
    for neighbour in neighbours {
        let beside = each.entry(neighbour.wanted.clone()).or_default();
        if beside
            .iter()
            .all(|other| other.change.id != neighbour.change.id)
        {
            beside.push(neighbour);
        }
    }
    each
}

impl ChangeRow {
    /// Returns the values for finding its neighbours.
    fn neighbours(&self) -> [Option<&String>; 7] {
        let [person, starts_at, provider, busy_until] = [
            &self.person,
            &self.starts_at,
            &self.provider,
            &self.busy_until,
        ]
        .map(Option::as_ref);
        [
            Some(&self.id),
            Some(&self.clinic),
            person,
            starts_at,
            provider,
            busy_until,
            None,
        ]
    }
}

impl dyn Store + '_ {
    /// Returns the changes among these that exist.
    pub(super) async fn changes_among(&mut self, ids: &[&str]) -> Result<Vec<ChangeRow>> {
        let select = format!(
            "SELECT * FROM changes WHERE id IN {}",
            placeholders(1, ids.len())
        );
        self.rows(select, ids.iter().copied()).await
    }

    /// Removes changes that are about to be inserted again.
    pub(super) async fn remove_changes(&mut self, ids: &[&str]) -> Result<()> {
        let delete = format!(
            "DELETE FROM changes WHERE id IN {}",
            placeholders(1, ids.len())
        );
        self.execute(Statement::new(delete, ids.iter().copied()))
            .await
            .map(drop)
    }

    /// Returns a change. Nobody else can alter it before this transaction ends, since there is only one writer at a
    /// time.
    pub(super) async fn change(&mut self, id: &str) -> Result<Option<ChangeRow>> {
        Ok(self
            .rows("SELECT * FROM changes WHERE id = $1", [id])
            .await?
            .pop())
    }

    /// Returns the recorded neighbours of each change, by its id. They include the change itself, if it exists. A
    /// change to be sent has all kinds of neighbours; any other has only those that produced its appointment's current
    /// state.
    pub(super) async fn beside_each(&mut self, changes: &[&ChangeRow]) -> Result<Neighbours> {
        let mut answer = self.fetch(beside_each(changes)).await?;
        let newest = answer.columns.iter().position(|column| column == "newest");
        let first = newest.zip(answer.rows.first());
        let newest = first.and_then(|(place, row)| row[place].as_i64());
        let wanted = answer.columns.iter().position(|column| column == "wanted");
        if let Some(wanted) = wanted {
            answer.rows.retain(|row| !row[wanted].is_null());
        }
        Ok(Neighbours {
            newest: newest.unwrap_or_default(),
            each: grouped(answer.read()?),
        })
    }

    /// Returns the number of the newest change in shared records; zero if there is none.
    pub(super) async fn newest_change(&mut self) -> Result<i64> {
        let newest = "SELECT COALESCE(MAX(seq), 0) FROM changes";
        Ok(self
            .column(newest, NOTHING)
            .await?
            .pop()
            .unwrap_or_default())
    }

    /// Updates the state of a change, its time, the resulting appointment, the outcome, the payload, the
    /// lease and the measurements.
    pub(super) async fn update_change(&mut self, change: &ChangeRow) -> Result<()> {
        self.execute(ChangeRow::update(&[change])).await.map(drop)
    }

    /// Returns the changes of a lease in these states, the oldest first.
    pub(super) async fn changes_in(
        &mut self,
        [first, second]: [&str; 2],
        lease: &str,
    ) -> Result<Vec<ChangeRow>> {
        self.rows(IN_STATES, [first, second, lease]).await
    }

    /// Returns the changes of a person's appointments with this start at a clinic, the oldest first.
    pub(super) async fn changes_at(
        &mut self,
        clinic: &str,
        person: &str,
        start: Option<&str>,
    ) -> Result<Vec<ChangeRow>> {
        let changes = "SELECT * FROM changes WHERE vendor = $1 AND person = $2 \
             AND starts_at IS NOT DISTINCT FROM $3 ORDER BY prepared_at, id";
        self.rows(changes, [Some(clinic), Some(person), start])
            .await
    }

    /// Returns the neighbours of a change, the oldest first: itself, if it exists, the changes for the same visit, and
    /// changes that take its provider's time between its start and end. The index is by the end of the busy time, so
    /// that past changes are not read.
    pub(super) async fn changes_beside(&mut self, change: &ChangeRow) -> Result<Vec<Neighbour>> {
        let wanted = change.neighbours().map(Option::<&String>::cloned);
        let query = Statement::new(beside_query(1), wanted);
        let beside: Vec<Neighbour> = self.fetch(query).await?.read()?;
        Ok(grouped(beside).remove(&change.id).unwrap_or_default())
    }

    /// Returns the changes of every lease since a moment, the newest first, and whether these are all. If there are
    /// more than [`MOST_RECENT`], returns the newest, followed by older ones with an open outcome.
    pub(super) async fn changes_since(&mut self, moment: &str) -> Result<(Vec<ChangeRow>, bool)> {
        let mut changes: Vec<ChangeRow> = self
            .fetch_many(Statement::new(SINCE, [moment]), OF_MANY)
            .await?
            .read()?;
        let are_all = changes.len() < MOST_RECENT;
        if !are_all {
            let mut open: Vec<ChangeRow> = self.rows(OPEN_SINCE, [moment]).await?;
            open.retain(|open| changes.iter().all(|newer| newer.id != open.id));
            changes.append(&mut open);
        }
        Ok((changes, are_all))
    }

    /// Returns the changes of an appointment at a clinic, including its booking, the newest first.
    pub(super) async fn changes_of(
        &mut self,
        clinic: &str,
        appointment: &str,
    ) -> Result<Vec<ChangeRow>> {
        self.rows(OF_APPOINTMENT, [appointment, clinic]).await
    }

    /// Returns the changes that claim an appointment at a clinic, the oldest first.
    pub(super) async fn changes_on(
        &mut self,
        clinic: &str,
        appointment: &str,
    ) -> Result<Vec<ChangeRow>> {
        let mut rows: Vec<ChangeRow> = self.rows(ON_APPOINTMENT, [clinic, appointment]).await?;
        rows.retain(ChangeRow::holds_appointment);
        Ok(rows)
    }

    /// Returns every change under way, the oldest first.
    pub(super) async fn changes_under_way(&mut self) -> Result<Vec<ChangeRow>> {
        let open = "SELECT * FROM changes WHERE state IN ('sending', 'unknown', 'queued', 'not-there') \
             ORDER BY prepared_at, id";
        self.rows(open, NOTHING).await
    }

    /// Records the appointment that a change claims.
    pub(super) async fn name_claim(&mut self, change: &ChangeRow) -> Result<()> {
        let ChangeRow {
            claims,
            follows,
            id,
            ..
        } = change.clone();
        let named = "UPDATE changes SET claims = $1, follows = $2 WHERE id = $3";
        self.run(named, [claims, follows, Some(id)]).await.map(drop)
    }

    /// Returns the open second step of the change whose first step made this appointment.
    pub(super) async fn second_step_after(
        &mut self,
        clinic: &str,
        made: &str,
    ) -> Result<Option<ChangeRow>> {
        Ok(self.rows(AFTER, [clinic, made]).await?.pop())
    }

    /// Returns whether another booking at the same clinic made this appointment.
    pub(super) async fn is_of_another(
        &mut self,
        change: &ChangeRow,
        appointment: &str,
    ) -> Result<bool> {
        let another = "SELECT EXISTS (SELECT 1 FROM changes \
             WHERE appointment = $1 AND vendor = $2 AND about IS NULL AND id <> $3)";
        self.is_true(another, [appointment, &change.clinic, &change.id])
            .await
    }

    /// Returns whether the appointment that a change made has left its time since.
    pub(super) async fn has_left_its_time(&mut self, change: &ChangeRow) -> Result<bool> {
        let count = order::leavings(["$1", "$2", "$3", "$4"]);
        let values = [
            &change.appointment,
            &Some(change.clinic.clone()),
            &Some(change.id.clone()),
            &Some(change.changed_at.clone()),
        ];
        let counts: Vec<(i64,)> = self.tuples(count, values.map(Option::clone)).await?;
        Ok(counts.first().is_some_and(|(count,)| *count > 0))
    }

    /// Returns the id, the state and the time of the last change of state for every change, by that time. Changes that
    /// other desks look after are omitted, because these records have no lines about them.
    pub(super) async fn states(&mut self) -> Result<Vec<(String, String, String)>> {
        let states = "SELECT id, state, changed_at FROM changes WHERE substr(lease, 1, 1) <> $1 \
             ORDER BY changed_at, id";
        self.tuples(states, [ELSEWHERE.to_string()]).await
    }

    /// Returns the ids of the changes that other desks look after.
    pub(super) async fn changes_elsewhere(&mut self) -> Result<Vec<String>> {
        self.column(
            "SELECT id FROM changes WHERE substr(lease, 1, 1) = $1",
            [ELSEWHERE.to_string()],
        )
        .await
    }

    /// Returns the other leases that have open changes.
    pub(super) async fn leases_of_changes(&mut self, but: &str) -> Result<Vec<String>> {
        self.column(LEASES, [but]).await
    }

    pub(super) async fn hand_over_changes(&mut self, from: &str, to: &str) -> Result<()> {
        let update = "UPDATE changes SET lease = $1 \
             WHERE lease = $2 AND state IN ('sending', 'unknown', 'not-there', 'queued')";
        self.run(update, [to, from]).await.map(drop)
    }

    /// Returns the latest change of a file row.
    pub(super) async fn change_of_row(&mut self, mark: &RowMark) -> Result<Option<ChangeRow>> {
        let change = "SELECT * FROM changes WHERE row_mark IN ($1, $2)";
        Ok(self.rows(change, mark.forms()).await?.pop())
    }

    /// Assigns a file row to this change. The mark moves along, as it belongs to the latest change of its row.
    pub(super) async fn mark_change(&mut self, id: &str, mark: &RowMark) -> Result<()> {
        let unmark = "UPDATE changes SET row_mark = NULL WHERE row_mark IN ($1, $2)";
        self.run(unmark, mark.forms()).await?;
        let values = [mark.as_str(), id];
        self.run("UPDATE changes SET row_mark = $1 WHERE id = $2", values)
            .await
            .map(drop)
    }

    /// Returns the persons of all changes.
    pub(super) async fn persons(&mut self) -> Result<Vec<String>> {
        self.column(
            "SELECT DISTINCT person FROM changes WHERE person IS NOT NULL",
            NOTHING,
        )
        .await
    }

    pub(super) async fn rename_person(&mut self, from: &str, to: &str) -> Result<()> {
        self.run(
            "UPDATE changes SET person = $1 WHERE person = $2",
            [to, from],
        )
        .await
        .map(drop)
    }

    /// Returns the number of changes about a person.
    pub(super) async fn count_changes_about(&mut self, person: &str) -> Result<i64> {
        let count = self
            .column("SELECT COUNT(*) FROM changes WHERE person = $1", [person])
            .await?
            .pop();
        Ok(count.unwrap_or_default())
    }

    /// Removes a person's settled changes. Returns their number.
    pub(super) async fn remove_changes_about(&mut self, person: &str) -> Result<u64> {
        let removed = "DELETE FROM changes WHERE person = $1 \
             AND state IN ('booked', 'refused', 'not-sent', 'by-hand')";
        self.run(removed, [person]).await
    }

    /// Removes the changes that were settled before one moment and whose appointment has begun by another;
    /// where a file row is recognised by a change, only its person is erased. The row of a list is not. Returns the number of
    /// changes.
    pub(super) async fn remove_changes_before(&mut self, before: &str, begun: &str) -> Result<u64> {
        // `COALESCE` rules out every index but that by time, which alone reads none of the changes that stay.
        let removed = "DELETE FROM changes WHERE substr(COALESCE(row_mark, 'list:'), 1, 5) = 'list:' \
             AND COALESCE(state, '') IN ('booked', 'refused', 'not-sent', 'by-hand') \
             AND changed_at < $1 AND (starts_at IS NULL OR starts_at < $2)";
        let emptied = format!(
            "UPDATE changes SET {EMPTIED} WHERE substr(COALESCE(row_mark, 'list:'), 1, 5) <> 'list:' AND COALESCE(person, '') <> '' \
             AND COALESCE(state, '') IN ('booked', 'refused', 'not-sent', 'by-hand') \
             AND changed_at < $1 AND (starts_at IS NULL OR starts_at < $2)"
        );
        let emptied = Statement::new(emptied, [before, begun]);
        Ok(self.run(removed, [before, begun]).await? + self.execute(emptied).await?)
    }

    /// Returns the ids and payloads of a few changes.
    pub(super) async fn some_payloads(&mut self, limit: i64) -> Result<Vec<(String, String)>> {
        self.tuples(
            "SELECT id, sealed FROM changes WHERE sealed IS NOT NULL LIMIT $1",
            [limit],
        )
        .await
    }
}

//! The recorded events of a week, for statistics: the changes made, and the outages of clinics. Ids and times only.

use super::audit::{AuditAction, TrailLine};
use super::change_row::ChangeRow;
use super::database::Store;
use super::record::{SealedFacts, read_facts};
use super::seal::Seal;
use super::{Result, Trail, end, moment, written};
use booking::{ChangeKind, CountedAction, CountedChange, Outage, ProviderKey, Status, Week};

/// Changes that were made, according to their answer or to a person. The cancellation after a replacement is filtered
/// out later.
const MADE: &str = "SELECT * FROM changes WHERE changed_at >= $1 AND changed_at < $2 \
     AND (state = 'booked' OR (state = 'by-hand' AND result = 'booked')) \
     AND kind IN ('book', 'move', 'cancel', 'status') ORDER BY changed_at, id";

impl Trail {
    /// Returns the changes made in a week, and the outages of clinics in it. Copies of other desks' changes are
    /// skipped: the shared records have all of them.
    ///
    /// # Errors
    /// If the trail can't be read, or the key file is gone.
    pub async fn week(&self, week: Week) -> Result<(Vec<CountedChange>, Vec<Outage>)> {
        let mut store = self.store.lock().await;
        let seal = self.seal(&mut **store).await?;
        store.begin_to_read().await?;
        let counted = counted_in(&mut **store, &seal, week).await;
        end(&mut **store, counted).await
    }
}

async fn counted_in(
    store: &mut dyn Store,
    seal: &Seal,
    week: Week,
) -> Result<(Vec<CountedChange>, Vec<Outage>)> {
    let [from, until] = [week.begins(), week.ends()].map(written);
    let rows: Vec<ChangeRow> = store.rows(MADE, [from.clone(), until]).await?;
    let is_second =
        |row: &&ChangeRow| row.follows.is_some() || rows.iter().any(|first| follows(row, first));
    let made = rows
        .iter()
        .filter(|row| !row.is_elsewhere() && !is_second(row))
        .filter_map(|row| counted(row, seal))
        .collect();
    // An outage is recorded at its end, so one that extends into the week was recorded after the week's beginning.
    let away = "SELECT * FROM audit WHERE what = $1 AND at >= $2 ORDER BY seq";
    let lines: Vec<TrailLine> = store
        .rows(away, [AuditAction::Away.word().to_owned(), from])
        .await?;
    Ok((made, lines.iter().filter_map(outage).collect()))
}

fn counted(row: &ChangeRow, seal: &Seal) -> Option<CountedChange> {
    let with = ProviderKey {
        clinic: row.clinic.clone(),
        id: row.provider.clone(),
    };
    let at = moment(&row.changed_at)?;
    let facts = read_facts(seal, row);
    let booked_as = facts.as_ref().and_then(SealedFacts::booked_as);
    let spoken = facts.and_then(|facts| facts.spoken?.parse().ok());
    Some(CountedChange {
        action: action(row, booked_as)?,
        with,
        at,
        spoken,
    })
}

/// Returns the countable kind of a change that was made, or `None` if it is not counted. `booked_as` is the recorded
/// status of a new appointment.
fn action(row: &ChangeRow, booked_as: Option<Status>) -> Option<CountedAction> {
    match row.kind.parse().ok()? {
        ChangeKind::Book if booked_as == Some(Status::Waitlist) => Some(CountedAction::WaitingList),
        // A booking recorded without attendance takes no time of its provider.
        ChangeKind::Book => {
            let takes_no_time = row.busy_until.is_none() && row.measured.is_some();
            let is_no_visit = takes_no_time && row.provider.is_some() && row.starts_at.is_some();
            (!is_no_visit).then_some(CountedAction::Booked)
        }
        // An entry that waited without a time got one.
        ChangeKind::Move if row.about.is_some() && row.old_starts_at.is_none() => {
            Some(CountedAction::Booked)
        }
        ChangeKind::Move => Some(CountedAction::Moved),
        ChangeKind::Cancel => Some(CountedAction::Cancelled),
        ChangeKind::Status => match row.result.as_deref()?.parse().ok()? {
            Status::NoShow => Some(CountedAction::NotCome),
            Status::Cancelled => Some(CountedAction::Cancelled),
            Status::Proposed
            | Status::Pending
            | Status::Booked
            | Status::Arrived
            | Status::Fulfilled
            | Status::CheckedIn
            | Status::Waitlist => None,
        },
        _ => None,
    }
}

/// Returns whether a change is the second step of another: it cancels the appointment that the first one replaced.
fn follows(row: &ChangeRow, first: &ChangeRow) -> bool {
    let is = |kind: ChangeKind, row: &ChangeRow| row.kind == kind.word();
    is(ChangeKind::Cancel, row)
        && is(ChangeKind::Move, first)
        && first.about.is_none()
        && (&row.clinic, &row.person, &row.starts_at)
            == (&first.clinic, &first.person, &first.old_starts_at)
        && row.prepared_at >= first.changed_at
}

fn outage(line: &TrailLine) -> Option<Outage> {
    let since = moment(line.fields.as_deref()?)?;
    let until = moment(&line.at)?;
    Some(Outage {
        clinic: line.clinic.clone()?,
        since,
        until,
    })
}

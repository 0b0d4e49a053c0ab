//! Collisions between desks that could not see each other's changes, kept across restarts until a person has dealt with
//! them. A collision names a person, so it is sealed; it is stored with the drafts, and forgotten with them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::claims::Collision;
use super::draft_rows::DraftRow;
use super::drafts::{opened, sealed_row};
use super::{RecordId, RecordStore, Result};
use booking::{Claim, ClaimState, TimedVisit, Visit};

/// The lease under which their rows are stored.
const COLLISIONS: &str = "collisions";

/// The sealed form of another desk's claim.
#[derive(Serialize, Deserialize)]
struct KeptClaim {
    change: Uuid,
    #[serde(rename = "intent")]
    with: Uuid,
    state: ClaimState,
    since: DateTime<Utc>,
    appointment: Option<String>,
    is_same_visit: bool,
    #[serde(rename = "vendor")]
    clinic: String,
    person: String,
    provider: Option<String>,
    start: Option<DateTime<Utc>>,
    busy_until: Option<DateTime<Utc>>,
    old_start: Option<DateTime<Utc>>,
    operator: Option<String>,
    desk: Option<String>,
}

impl From<&Collision> for KeptClaim {
    fn from(Collision { change, with }: &Collision) -> KeptClaim {
        let Claim {
            change: other,
            state,
            since,
            appointment,
            is_same_visit,
            holds,
            old_start,
            operator,
            desk,
        } = with.clone();
        let TimedVisit {
            visit:
                Visit {
                    clinic,
                    person,
                    provider,
                    start,
                },
            busy_until,
        } = holds;
        let change = (*change).into();
        let clinic = clinic.word().to_owned();
        KeptClaim {
            change,
            with: other,
            state,
            since,
            appointment,
            is_same_visit,
            clinic,
            person,
            provider,
            start,
            busy_until,
            old_start,
            operator,
            desk,
        }
    }
}

impl RecordStore {
    /// Keeps a collision until a person has dealt with it.
    ///
    /// # Errors
    /// If the records can't be written.
    pub async fn record_collision(&self, collision: &Collision, now: DateTime<Utc>) -> Result<()> {
        let kept = serde_json::to_vec(&KeptClaim::from(collision))?;
        let place = format!("{} {}", collision.change, collision.with.change);
        let row = sealed_row(&self.seal, [COLLISIONS, &place, ""], &kept, now)?;
        transact!(self, |store| {
            store.remove_draft_at(&row.lease, &row.place).await?;
            store.insert("drafts", &row).await
        })
    }

    /// Returns the collisions that nobody has dealt with yet.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn collisions(&self) -> Result<Vec<Collision>> {
        let rows = self.store.lock().await.drafts_of(COLLISIONS).await?;
        Ok(rows
            .iter()
            .filter_map(|row| self.read_collision(row))
            .collect())
    }

    fn read_collision(&self, row: &DraftRow) -> Option<Collision> {
        let kept: KeptClaim = serde_json::from_slice(&opened(&self.seal, row)?).ok()?;
        let KeptClaim {
            person,
            provider,
            start,
            busy_until,
            ..
        } = kept;
        let visit = Visit {
            clinic: self.clinic(&kept.clinic)?,
            person,
            provider,
            start,
        };
        let with = Claim {
            change: kept.with,
            state: kept.state,
            since: kept.since,
            appointment: kept.appointment,
            is_same_visit: kept.is_same_visit,
            holds: TimedVisit { visit, busy_until },
            old_start: kept.old_start,
            operator: kept.operator,
            desk: kept.desk,
        };
        Some(Collision {
            change: kept.change.into(),
            with,
        })
    }

    /// Drops the collisions of a change, which a person has dealt with.
    ///
    /// # Errors
    /// If the records can't be written.
    pub async fn drop_collisions_of(&self, change: RecordId) -> Result<()> {
        let delete = "DELETE FROM drafts WHERE lease = $1 AND substr(place, 1, 36) = $2";
        self.store
            .lock()
            .await
            .run(delete, [COLLISIONS.to_owned(), change.to_string()])
            .await
            .map(drop)
    }
}

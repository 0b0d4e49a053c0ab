//! Claims of recorded changes. A claim on a visit or on the provider's time means that a second change for it needs
//! confirmation; a claim on an appointment means that a second change of it is not sent. The check runs in the
//! transaction that records the second change, which decides between all windows and processes.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::audit::AuditAction;
use super::change_row::ChangeRow;
use super::change_rows::Neighbour;
use super::database::Store;
use super::{Outgoing, RecordId, RecordStore, Result, moment, written};
use booking::{
    AppointmentClaim, AppointmentRef, ChangeKind, Claim, ClaimProgress, ClaimState, ClinicId,
    RowMark, TimedVisit, Visit,
};

/// The word for an unknown booking that a person settles as made.
pub(super) const BOOKED_BY_HAND: &str = "booked";

/// A collision found while a change is written to the shared records: another change takes the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// The change, by its name in the records.
    pub change: RecordId,
    /// The claim with which it collides.
    pub with: Claim,
}

impl RecordStore {
    /// Returns the claims on a visit or its time by bookings and moves that are made, being sent or unknown, and by
    /// queued ones for other visits. An appointment that has left its time does not claim it. The rows of `file` are
    /// omitted.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn claims(&self, wanted: &TimedVisit, file: &HashSet<RowMark>) -> Result<Vec<Claim>> {
        let store = &mut **self.store.lock().await;
        self.claims_on(store, wanted, file, Claimant::Visit).await
    }

    /// Returns the claims on a visit or its time within a transaction.
    async fn claims_on(
        &self,
        store: &mut dyn Store,
        wanted: &TimedVisit,
        file: &HashSet<RowMark>,
        by: Claimant,
    ) -> Result<Vec<Claim>> {
        let person = self.seal.pseudonym(&wanted.visit.person);
        let wanted = TimedVisit {
            visit: Visit {
                person,
                ..wanted.visit.clone()
            },
            ..*wanted
        };
        let mut beside = store.changes_beside(&row_for(&wanted)).await?;
        beside.retain(|beside| by.may_meet(&beside.change, &wanted));
        Ok(claims_among(beside, &wanted, file))
    }

    /// Returns the claims of neighbours on the visit or the time that a change requests.
    pub(super) fn claims_against_row(
        &self,
        row: &ChangeRow,
        mut beside: Vec<Neighbour>,
    ) -> Vec<Claim> {
        if claim_state(row).is_none() {
            return Vec::new();
        }
        let wanted = self
            .clinic(&row.clinic)
            .and_then(|clinic| visit_of(row, clinic));
        let Some(wanted) = wanted else {
            return Vec::new();
        };
        let by = Claimant::of(row);
        beside.retain(|beside| by.may_meet(&beside.change, &wanted));
        let mut claims = claims_among(beside, &wanted, &HashSet::new());
        claims.retain(|claim| claim.appointment.is_none() || claim.appointment != row.about);
        claims
    }

    /// Returns the recorded claims on the visit or the time that a change requests, except those of the appointment it
    /// moves and of the queued change it continues.
    pub(super) async fn claims_against(
        &self,
        store: &mut dyn Store,
        outgoing: &Outgoing,
    ) -> Result<Vec<Claim>> {
        let Some(wanted) = outgoing.change.timed_visit() else {
            return Ok(Vec::new());
        };
        let by = Claimant::of_kind(outgoing.change.kind());
        let mut claims = self.claims_on(store, &wanted, &outgoing.file, by).await?;
        let of = outgoing.change.starts_from().map(|of| &of.id);
        claims.retain(|claim| {
            let is_its_own = claim.appointment.as_ref().is_some_and(|id| Some(id) == of);
            !is_its_own && outgoing.continues != Some(claim.change.into())
        });
        Ok(claims)
    }

    /// Returns the claims of changes under way on the appointment that a change alters, the oldest first, without the
    /// queued change it continues. `is_here` says which ones this machine looks after.
    pub(super) async fn claims_on_appointment(
        &self,
        store: &mut dyn Store,
        outgoing: &Outgoing,
        is_here: impl Fn(&ChangeRow) -> bool,
    ) -> Result<Vec<AppointmentClaim>> {
        let change = &outgoing.change;
        let Some(record) = change.claimed_record() else {
            return Ok(Vec::new());
        };
        let rows = store.changes_on(change.clinic().word(), &record).await?;
        let is_other = |row: &&ChangeRow| row.id().is_none_or(|id| outgoing.continues != Some(id));
        let others = rows.iter().filter(is_other);
        Ok(others
            .filter_map(|row| claim_on_appointment(row, is_here(row)))
            .collect())
    }
}

/// The period within which another change may have altered an appointment unnoticed: longer than anybody looks at a
/// form, and than the differences between desks' clocks.
const RECENT: TimeDelta = TimeDelta::minutes(10);

impl RecordStore {
    /// Returns whether another change altered an appointment within the last ten minutes. If so, the appointment is
    /// read again before this change is sent.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn is_changed_lately(
        &self,
        of: &AppointmentRef,
        but: RecordId,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let made = "SELECT EXISTS (SELECT 1 FROM changes WHERE about = $1 AND vendor = $2 AND state = 'booked' \
             AND id <> $3 AND changed_at >= $4)";
        let values = [
            of.id.clone(),
            of.clinic.word().to_owned(),
            but.to_string(),
            written(now - RECENT),
        ];
        self.store.lock().await.is_true(made, values).await
    }

    /// Returns the collisions of this desk's changes with others made by desks that could not see them.
    ///
    /// # Errors
    /// If the records can't be read.
    pub(super) async fn collisions_with(&self, others: &[ChangeRow]) -> Result<Vec<Collision>> {
        let mut store = self.store.lock().await;
        let mut collisions = Vec::new();
        let is_unforeseen = |row: &&ChangeRow| {
            row.is_alone() && row.is(AuditAction::Booked) && !row.is_of_absence()
        };
        for other in others.iter().filter(is_unforeseen) {
            let beside = store.changes_beside(other).await?;
            let beside = beside.into_iter().filter(|own| !own.has_left_its_time());
            for Neighbour { change: own, .. } in beside {
                if let Some(with) = self.claim_on_own(&own, other)
                    && !store.has_left_its_time(other).await?
                {
                    collisions.extend(own.id().map(|change| Collision { change, with }));
                }
            }
        }
        Ok(collisions)
    }

    /// Returns the claim of another desk's change on what a change of this desk claims, if they collide.
    fn claim_on_own(&self, own: &ChangeRow, other: &ChangeRow) -> Option<Claim> {
        // A change that a person has settled as not made at this desk collides with itself.
        let counts = if own.is_of_absence() {
            false
        } else if own.id == other.id {
            own.is(AuditAction::ByHand) && claim_state(own).is_none()
        } else {
            claim_state(own).is_some()
        };
        let is_one_appointment = other.appointment.is_some()
            && [&own.appointment, &own.about]
                .into_iter()
                .any(|id| *id == other.appointment);
        if !counts || own.is_elsewhere() || is_one_appointment {
            return None;
        }
        let holds = visit_of(own, self.clinic(&own.clinic)?)?;
        claim(other, &holds)
    }
}

/// Returns a change's claim on its appointment. `is_here` says whether a window of this machine looks after the change.
pub(super) fn claim_on_appointment(row: &ChangeRow, is_here: bool) -> Option<AppointmentClaim> {
    let progress = match (&row.follows, row.is(AuditAction::Sending)) {
        (_, true) => ClaimProgress::Sending,
        (Some(made), false) if !row.is(AuditAction::Unknown) => {
            ClaimProgress::Unfinished(made.clone())
        }
        _ => ClaimProgress::Unknown,
    };
    Some(AppointmentClaim {
        change: row.id()?.into(),
        kind: row.kind.parse().ok()?,
        progress,
        is_here,
        desk: row.desk.clone(),
    })
}

/// Whether a visit or an absence claims a time. They don't conflict: an absence may be entered over visits, and a visit
/// despite an absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Claimant {
    Visit,
    Absence,
}

impl Claimant {
    fn of_kind(kind: ChangeKind) -> Claimant {
        if kind.is_of_absence() {
            Claimant::Absence
        } else {
            Claimant::Visit
        }
    }

    /// Returns whether a change may claim the wanted time. Another absence claims it only if it has exactly the same
    /// time, since a longer one may lie over it, and only once it is sent: the days of an absence wait for each other,
    /// and two desks that enter one at the same time would block each other.
    fn may_meet(self, row: &ChangeRow, wanted: &TimedVisit) -> bool {
        if Claimant::of(row) != self {
            return false;
        }
        match self {
            Claimant::Visit => true,
            Claimant::Absence => {
                row.start() == wanted.visit.start
                    && row.free_from() == wanted.busy_until
                    && !row.is(AuditAction::Queued)
            }
        }
    }

    fn of(row: &ChangeRow) -> Claimant {
        let kind = row.kind.parse();
        kind.map_or(Claimant::Visit, Claimant::of_kind)
    }
}

/// Returns the claims of these changes on the visit or its time. The person is a pseudonym.
fn claims_among(
    beside: Vec<Neighbour>,
    wanted: &TimedVisit,
    file: &HashSet<RowMark>,
) -> Vec<Claim> {
    let claims: Vec<(Claim, Neighbour)> = beside
        .into_iter()
        .filter_map(|beside| Some((claim(&beside.change, wanted)?, beside)))
        .collect();
    let waits_since = waits_since(claims.iter().map(|(claim, _)| claim));
    let is_valid = |(claim, beside): &(Claim, Neighbour)| {
        let mark = beside.change.row_mark.clone().map(RowMark::recorded);
        let counts = match claim.state {
            ClaimState::Queued => waits_since.is_none_or(|since| place_in_queue(claim) < since),
            ClaimState::Sending | ClaimState::Unknown | ClaimState::Booked => {
                claim.is_same_visit || !mark.is_some_and(|mark| file.contains(&mark))
            }
        };
        counts && !beside.has_left_its_time()
    };
    let valid = claims.into_iter().filter(is_valid);
    valid.map(|(claim, _)| claim).collect()
}

/// Returns a visit as a row, for finding its neighbours.
fn row_for(TimedVisit { visit, busy_until }: &TimedVisit) -> ChangeRow {
    ChangeRow {
        clinic: visit.clinic.word().to_owned(),
        person: Some(visit.person.clone()),
        provider: visit.provider.clone(),
        starts_at: visit.start.map(written),
        busy_until: busy_until.map(written),
        ..ChangeRow::default()
    }
}

/// Returns a change's claim on the visit or its time, if it has one.
fn claim(row: &ChangeRow, wanted: &TimedVisit) -> Option<Claim> {
    let holds = visit_of(row, wanted.visit.clinic)?;
    let state = claim_state(row)?;
    let is_same_visit = wanted.visit.is_same_as(&holds.visit);
    let is_claim = is_same_visit || holds.meets(wanted);
    let since = if state == ClaimState::Booked {
        &row.changed_at
    } else {
        &row.prepared_at
    };
    is_claim.then_some(Claim {
        change: row.id()?.into(),
        state,
        since: moment(since).unwrap_or_default(),
        appointment: row.appointment.clone(),
        is_same_visit,
        holds,
        old_start: row.old_start(),
        operator: row.operator.clone(),
        desk: row.desk.clone(),
    })
}

/// Returns the first place in the queue of changes for the same visit, if any. The change being sent may be that one:
/// it goes before those queued later.
fn waits_since<'a>(claims: impl Iterator<Item = &'a Claim>) -> Option<(DateTime<Utc>, Uuid)> {
    let queued = claims.filter(|claim| claim.is_same_visit && claim.state == ClaimState::Queued);
    queued.map(place_in_queue).min()
}

fn place_in_queue(claim: &Claim) -> (DateTime<Utc>, Uuid) {
    (claim.since, claim.change)
}

/// Returns the visit and the time that a change results in, if any.
fn visit_of(row: &ChangeRow, clinic: ClinicId) -> Option<TimedVisit> {
    let makes_visit = row.kind.parse().is_ok_and(ChangeKind::makes_visit);
    (makes_visit || row.busy_until.is_some()).then(|| TimedVisit {
        visit: row.visit(clinic),
        busy_until: row.free_from(),
    })
}

/// Returns the state of a change as a claim; `None` if it was refused, never sent or not found.
fn claim_state(row: &ChangeRow) -> Option<ClaimState> {
    match row.result.as_deref() {
        _ if row.is_disproved_move() => None,
        _ if row.is(AuditAction::Sending) => Some(ClaimState::Sending),
        _ if row.is(AuditAction::Unknown) => Some(ClaimState::Unknown),
        _ if row.is(AuditAction::Booked) => Some(ClaimState::Booked),
        _ if row.is(AuditAction::Queued) => Some(ClaimState::Queued),
        Some(BOOKED_BY_HAND) if row.is(AuditAction::ByHand) => Some(ClaimState::Booked),
        _ => None,
    }
}

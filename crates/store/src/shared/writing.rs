//! How a change is written to the shared records, given its neighbours.

use super::SharedStore;
use super::claiming::Claiming;
use crate::audit::AuditAction;
use crate::call::Write;
use crate::change_row::{ALONE, ChangeRow, OVERRIDES};
use crate::change_rows::Neighbour;
use crate::claims::{Collision, claim_on_appointment};
use crate::database::Store;
use crate::{RecordId, Result};
use booking::Obstacle;

/// The maximum number of changes read and written by one statement.
const RUN: usize = 100;

/// Splits off the changes at the front that can be written at once: bookings that don't depend on each other, or any
/// single change.
pub(super) fn next_run<'a>(rest: &mut &'a [&'a ChangeRow]) -> &'a [&'a ChangeRow] {
    let is_next = |&place: &usize| {
        let before = &rest[..place];
        let next = rest[place];
        place < RUN
            && before
                .iter()
                .chain([&next])
                .all(|row| row.is_booking() && !row.is_beside(next))
    };
    let length = (1..rest.len()).take_while(is_next).count() + 1;
    let (run, others) = rest.split_at(length.min(rest.len()));
    *rest = others;
    run
}

impl SharedStore {
    /// Returns how a change is written in its current state. A new change is written even if another one takes its
    /// time, because it may have been sent: a person decides on the collision. So is a change that was made although
    /// another desk had taken it over. `None` for any other change that another desk has taken over, and for one about
    /// to be sent that has obstacles and is not being claimed. Changes `before` it are written with the same call.
    pub(super) async fn change_to_write(
        &self,
        store: &mut dyn Store,
        change: &ChangeRow,
        mut beside: Vec<Neighbour>,
        before: &[ChangeRow],
        claiming: Option<&Claiming<'_>>,
    ) -> Result<Option<Writing>> {
        add_those_before(&mut beside, change, before);
        let own = store.lease();
        let row = ChangeRow {
            lease: own.clone(),
            row_mark: None,
            ..change.clone()
        };
        let existing = beside
            .extract_if(.., |other| other.change.id == row.id)
            .next()
            .map(|existing| existing.change);
        match existing {
            None => {
                self.new_change(store, row, (beside, before), claiming)
                    .await
            }
            Some(existing) if existing.lease == own => {
                self.own_update(store, row, &existing, (&beside, before))
                    .await
            }
            Some(existing) if row.is(AuditAction::Booked) && !existing.is(AuditAction::Booked) => {
                self.take_back(store, row, &existing, before)
                    .await
                    .map(Some)
            }
            Some(_) => Ok(None),
        }
    }

    /// Returns how a change is written that is not there yet. `None` for one about to be sent that has obstacles and is
    /// not being claimed: its claim decides, and writes it.
    async fn new_change(
        &self,
        store: &mut dyn Store,
        mut row: ChangeRow,
        (beside, before): (Vec<Neighbour>, &[ChangeRow]),
        claiming: Option<&Claiming<'_>>,
    ) -> Result<Option<Writing>> {
        let beside = if row.is(AuditAction::Sending) {
            beside
        } else {
            others_beside(store, &row, before).await?
        };
        let on_appointment = match &row.claims {
            Some(claimed) if row.holds_appointment() => {
                let mut on = store.changes_on(&row.clinic, claimed).await?;
                on.retain(|other| before.iter().all(|one| one.id != other.id));
                let new = before
                    .iter()
                    .filter(|one| one.claims_appointment(&row.clinic, claimed));
                on.extend(new.cloned());
                on
            }
            _ => Vec::new(),
        };
        let mut kept_out = None;
        if !on_appointment.is_empty() {
            // The first change keeps the claim, and this one is never sent unless it was sent before.
            row.claims = None;
            if row.is(AuditAction::Sending) && !row.is_alone() {
                kept_out = Some(row.keep_out());
            }
        }
        if row.is(AuditAction::Booked) {
            // Made before anything was written here: the desk was alone, or these records were restored since.
            row.overrides = Some(ALONE.to_owned());
        }
        let collides = row.is_alone() || row.is(AuditAction::Queued);
        let obstacles = self.obstacles_before(&mut row, &on_appointment, beside);
        if row.is(AuditAction::Sending) && !obstacles.is_empty() {
            let claiming = claiming.filter(|claiming| row.id() == Some(claiming.id));
            if claiming.is_none() && !collides {
                return Ok(None);
            }
            if let Some(claiming) = claiming
                && claiming.first_obstacle(obstacles.clone()).await?.is_some()
            {
                kept_out = Some(row.keep_out());
            }
        }
        Ok(Some(Writing {
            row,
            before: None,
            is_new: true,
            obstacles: Some(obstacles),
            collides,
            kept_out,
        }))
    }

    /// Returns the obstacles to a new change: the other changes of its appointment, and those that claim its visit or
    /// its time. It is written despite them.
    fn obstacles_before(
        &self,
        row: &mut ChangeRow,
        on_appointment: &[ChangeRow],
        beside: Vec<Neighbour>,
    ) -> Vec<Obstacle> {
        let is_time_taken = beside.iter().any(|other| other.change.keeps_out(row));
        let claims = self.records.claims_against_row(row, beside);
        if is_time_taken || !claims.is_empty() {
            row.overrides.get_or_insert_with(|| OVERRIDES.to_owned());
        }
        let on_appointment = on_appointment
            .iter()
            .filter_map(|other| claim_on_appointment(other, other.lease == row.lease));
        on_appointment
            .map(Obstacle::Appointment)
            .chain(claims.into_iter().map(Obstacle::Visit))
            .collect()
    }

    /// Returns how this desk's own change, which is already written, is updated; `None` if it was prevented from being
    /// sent.
    async fn own_update(
        &self,
        store: &mut dyn Store,
        mut row: ChangeRow,
        existing: &ChangeRow,
        (of_appointment, others_before): (&[Neighbour], &[ChangeRow]),
    ) -> Result<Option<Writing>> {
        if existing.is_kept_out() && row.is(AuditAction::Unknown) {
            return Ok(None);
        }
        let is_new = row.about.is_none() && !existing.is(AuditAction::Booked);
        let is_made_by_another = of_appointment
            .iter()
            .any(|other| other.change.about.is_none());
        if is_new && row.is(AuditAction::Booked) && is_made_by_another {
            // Neither desk could ask the other about the appointment.
            return self
                .take_back(store, row, existing, others_before)
                .await
                .map(Some);
        }
        let before = row.go_on_from(existing);
        if row.state != existing.state && !row.is_alone() {
            // This desk may have dated its own change before it knew of another desk's change of the appointment.
            row.put_in_order(of_appointment.iter().map(|other| &other.change));
        }
        row.overrides = None;
        Ok(Some(Writing {
            row,
            before,
            is_new: false,
            obstacles: None,
            collides: false,
            kept_out: None,
        }))
    }

    /// Returns how a change is written that was made although another desk looks after it or has settled it: the desk
    /// that sent it got the clinic's answer. Changes that have taken its time meanwhile were made without knowledge of
    /// it.
    async fn take_back(
        &self,
        store: &mut dyn Store,
        row: ChangeRow,
        existing: &ChangeRow,
        others_before: &[ChangeRow],
    ) -> Result<Writing> {
        let beside = others_beside(store, &row, others_before).await?;
        let mut row = ChangeRow {
            overrides: Some(ALONE.to_owned()),
            ..row
        };
        let before = row.go_on_from(existing);
        let claims = self.records.claims_against_row(&row, beside);
        let obstacles = Some(claims.into_iter().map(Obstacle::Visit).collect());
        Ok(Writing {
            row,
            before,
            is_new: false,
            obstacles,
            collides: true,
            kept_out: None,
        })
    }
}

/// Returns the neighbours of a change without itself: those on record, and those written before it.
async fn others_beside(
    store: &mut dyn Store,
    row: &ChangeRow,
    before: &[ChangeRow],
) -> Result<Vec<Neighbour>> {
    let mut beside = store.changes_beside(row).await?;
    add_those_before(&mut beside, row, before);
    beside.retain(|other| other.change.id != row.id);
    Ok(beside)
}

/// Adds the changes that are written earlier in the same call to the neighbours of a change.
fn add_those_before(beside: &mut Vec<Neighbour>, row: &ChangeRow, before: &[ChangeRow]) {
    beside.retain(|other| before.iter().all(|one| one.id != other.change.id));
    let new = before.iter().filter(|one| one.is_beside(row));
    beside.extend(new.map(Neighbour::about_to_be_written));
    for neighbour in beside {
        for one in before {
            neighbour.leaves_with(one);
        }
    }
}

/// A change that is to be written.
pub(super) struct Writing {
    row: ChangeRow,
    /// An intermediate state of the change that is written first.
    before: Option<ChangeRow>,
    /// Whether there is no row yet.
    is_new: bool,
    /// The obstacles to it, if it is new.
    pub(super) obstacles: Option<Vec<Obstacle>>,
    /// Whether it collides with them, because its sender did not know of them.
    collides: bool,
    /// The state that it gets because another change prevents it from being sent.
    pub(super) kept_out: Option<AuditAction>,
}

impl Writing {
    /// Returns the writes for the change, in order.
    pub(super) fn writes(&self) -> Vec<Write> {
        let row = self.row.clone();
        let last = if self.is_new {
            Write::Change { row }
        } else {
            Write::GoesOn { row }
        };
        let before = self.before.clone().map(|row| Write::GoesOn { row });
        before.into_iter().chain([last]).collect()
    }

    pub(super) fn into_row(self) -> ChangeRow {
        self.row
    }

    /// Returns the collisions of the change with its obstacles.
    pub(super) fn collisions(&self, change: RecordId) -> impl Iterator<Item = Collision> {
        let visit = |obstacle: &Obstacle| match obstacle {
            Obstacle::Visit(claim) if self.collides => Some(claim.clone()),
            Obstacle::Visit(_) | Obstacle::Appointment(_) => None,
        };
        let obstacles = self.obstacles.iter().flatten();
        obstacles
            .filter_map(visit)
            .map(move |with| Collision { change, with })
    }
}

impl ChangeRow {
    /// Returns whether the shared records have the change as not sent, or as a second step that was not made.
    pub(super) fn is_kept_out(&self) -> bool {
        self.is(AuditAction::NotSent) || self.is_unmade_second_step()
    }

    /// Returns whether it is a booking, which depends on no appointment.
    pub(super) fn is_booking(&self) -> bool {
        [&self.about, &self.claims, &self.follows]
            .into_iter()
            .all(Option::is_none)
    }

    /// Returns whether it claims an appointment at a clinic, so that no other change of that may be sent.
    fn claims_appointment(&self, clinic: &str, appointment: &str) -> bool {
        let ids = [&self.claims, &self.about];
        self.is_under_way()
            && self.holds_appointment()
            && self.clinic == clinic
            && ids.into_iter().flatten().any(|id| id == appointment)
    }

    /// Returns whether it is a neighbour of another change through the visit, the appointment or the provider's time.
    fn is_beside(&self, other: &ChangeRow) -> bool {
        let is_visit = self.person == other.person && self.starts_at == other.starts_at;
        let is_appointment = self.appointment.is_some() && self.appointment == other.appointment;
        self.id != other.id && (is_visit || is_appointment || self.overlaps(other))
    }

    /// Fits the change to its row in the shared records. A change whose state is the same keeps its date and result,
    /// and only a change that is already unknown releases its time. Returns the intermediate state, if one is needed.
    fn go_on_from(&mut self, existing: &ChangeRow) -> Option<ChangeRow> {
        let gives_time_back = existing.busy_until.is_some() && self.busy_until.is_none();
        if gives_time_back && self.is(AuditAction::Unknown) {
            return (!existing.is(AuditAction::Unknown)).then(|| ChangeRow {
                busy_until: existing.busy_until.clone(),
                overrides: None,
                ..self.clone()
            });
        }
        self.busy_until.clone_from(&existing.busy_until);
        if self.state == existing.state {
            self.changed_at.clone_from(&existing.changed_at);
            self.result.clone_from(&existing.result);
        }
        None
    }

    /// Marks the change as prevented from being sent. A second step stays open for a person.
    fn keep_out(&mut self) -> AuditAction {
        let done = if self.follows.is_some() {
            AuditAction::NotThere
        } else {
            AuditAction::NotSent
        };
        self.state = done.word().to_owned();
        done
    }
}

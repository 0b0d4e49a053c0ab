//! How a change is written into the shared records, beside those that are there.

use super::claiming::Claiming;
use super::{Collision, SharedStore};
use crate::audit::AuditAction;
use crate::change_row::{ALONE, ChangeRow, OVERRIDES};
use crate::claims::claim_on_appointment;
use crate::database::{Statement, Store};
use crate::{RecordId, Result};
use booking::Obstacle;

/// The limit of changes that are read and written with one statement.
const RUN: usize = 16;

/// Splits off the changes at the front that can be written at once: bookings that don't depend on each other, or any
/// single change.
pub(super) fn next_run<'a>(rest: &mut &'a [&'a ChangeRow]) -> &'a [&'a ChangeRow] {
    let is_next = |&place: &usize| {
        let (before, next) = (&rest[..place], rest[place]);
        place < RUN && before.iter().chain([&next]).all(|one| one.is_booking() && !one.is_beside(next))
    };
    let length = (1..rest.len()).take_while(is_next).count() + 1;
    let (run, others) = rest.split_at(length.min(rest.len()));
    *rest = others;
    run
}

impl SharedStore {
    /// Returns the statement that writes a change as it is by now. One that is new and takes a time which another change has
    /// stands beside it, for it may have been sent: a person says what that means. So does one that is made although
    /// another desk has taken it over without knowing. None of any other that another desk has taken over, and of
    /// one that is being sent, stands beside others, and is not claimed yet.
    pub(super) async fn change_to_write(
        &self,
        store: &mut dyn Store,
        change: &ChangeRow,
        mut beside: Vec<ChangeRow>,
        claiming: Option<&Claiming<'_>>,
    ) -> Result<Option<Writing>> {
        let own = store.lease();
        let mut row = ChangeRow { lease: own.clone(), row_mark: None, ..change.clone() };
        let there = beside.extract_if(.., |other| other.id == row.id).next();
        if let Some(there) = there.as_ref().filter(|there| there.lease == own) {
            return self.own_update(store, row, there, &beside).await;
        }
        if !row.is(AuditAction::Sending) {
            beside = store.changes_beside(&row).await?;
            beside.retain(|other| other.id != row.id);
        }
        if let Some(there) = there {
            return match row.is(AuditAction::Booked) && !there.is(AuditAction::Booked) {
                true => self.take_back(store, row, beside).await.map(Some),
                false => Ok(None),
            };
        }
        let on_appointment = match &row.claims {
            Some(claimed) if row.holds_appointment() => store.changes_on(&row.clinic, claimed).await?,
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
        let on_appointment =
            on_appointment.iter().filter_map(|other| claim_on_appointment(other, other.lease == own));
        if row.is(AuditAction::Booked) {
            // Made before anything is written here: at a desk that was alone, or these records were restored since.
            row.overrides = Some(ALONE.to_owned());
        }
        let collides = row.is_alone() || row.is(AuditAction::Queued);
        let is_time_taken = beside.iter().any(|other| other.keeps_out(&row));
        let stood = self.records.claims_against_row(store, &row, beside).await?;
        if is_time_taken || !stood.is_empty() {
            row.overrides.get_or_insert_with(|| OVERRIDES.to_owned());
        }
        let stood = on_appointment.map(Obstacle::Appointment).chain(stood.into_iter().map(Obstacle::Visit));
        let stood: Vec<Obstacle> = stood.collect();
        if row.is(AuditAction::Sending) && !stood.is_empty() {
            let claiming = claiming.filter(|claiming| row.id() == Some(claiming.id));
            if claiming.is_none() && !collides {
                // The claim decides, and writes the change.
                return Ok(None);
            }
            if let Some(Claiming { outgoing, local, .. }) = claiming
                && self.first_in_the_way(local, stood.clone(), outgoing).await?.is_some()
            {
                kept_out = Some(row.keep_out());
            }
        }
        Ok(Some(Writing { row, is_new: true, stood: Some(stood), collides, kept_out }))
    }

    /// Returns the statement that updates this desk's own change, which is `there` by now.
    async fn own_update(
        &self,
        store: &mut dyn Store,
        row: ChangeRow,
        there: &ChangeRow,
        of_appointment: &[ChangeRow],
    ) -> Result<Option<Writing>> {
        if there.is_kept_out() && row.is(AuditAction::Unknown) {
            return Ok(None);
        }
        let is_new = row.about.is_none() && !there.is(AuditAction::Booked);
        if is_new && row.is(AuditAction::Booked) && !of_appointment.is_empty() {
            // Neither desk could ask the other whose appointment it is.
            let mut beside = store.changes_beside(&row).await?;
            beside.retain(|other| other.id != row.id);
            return self.take_back(store, row, beside).await.map(Some);
        }
        let row = ChangeRow { overrides: None, ..row };
        Ok(Some(Writing { row, is_new: false, stood: None, collides: false, kept_out: None }))
    }

    /// Writes that a change is made which another desk looks after, or has settled: the clinic told the desk that had sent it. Whoever has booked its time meanwhile did so without knowing.
    async fn take_back(
        &self,
        store: &mut dyn Store,
        row: ChangeRow,
        beside: Vec<ChangeRow>,
    ) -> Result<Writing> {
        let row = ChangeRow { overrides: Some(ALONE.to_owned()), ..row };
        let stood = self.records.claims_against_row(store, &row, beside).await?;
        let stood = Some(stood.into_iter().map(Obstacle::Visit).collect());
        Ok(Writing { row, is_new: false, stood, collides: true, kept_out: None })
    }
}

/// A change that is to be written.
pub(super) struct Writing {
    row: ChangeRow,
    /// Whether there is no row yet.
    is_new: bool,
    /// The neighbours before it, if it is new.
    pub(super) stood: Option<Vec<Obstacle>>,
    /// Whether it collides with them: those who sent it did not know them.
    collides: bool,
    /// The state that it has because another change keeps it from being sent.
    pub(super) kept_out: Option<AuditAction>,
}

impl Writing {
    /// Returns the statements that write these changes, of which none depends on another.
    pub(super) fn statements(written: &[Writing]) -> Result<Vec<Statement>> {
        let (new, old): (Vec<_>, Vec<_>) = written.iter().partition(|writing| writing.is_new);
        let [new, old] =
            [new, old].map(|writings| writings.into_iter().map(|one| &one.row).collect::<Vec<_>>());
        let new = (!new.is_empty()).then(|| Statement::insert("changes", &new)).transpose()?;
        Ok(new.into_iter().chain((!old.is_empty()).then(|| ChangeRow::update(&old))).collect())
    }

    /// Returns the neighbours with which the change collides.
    pub(super) fn collisions(&self, change: RecordId) -> impl Iterator<Item = Collision> {
        let visit = |obstacle: &Obstacle| match obstacle {
            Obstacle::Visit(claim) => Some(claim.clone()),
            Obstacle::Appointment(_) => None,
        };
        let stood = self.stood.iter().flatten().filter(|_| self.collides);
        stood.filter_map(visit).map(move |with| Collision { change, with })
    }
}

impl ChangeRow {
    /// Whether the shared records say that the change was not sent, or is a second step that was not.
    pub(super) fn is_kept_out(&self) -> bool {
        self.is(AuditAction::NotSent) || self.is_unmade_second_step()
    }

    /// Whether it is a booking, which depends on no appointment.
    fn is_booking(&self) -> bool {
        [&self.about, &self.claims, &self.follows].into_iter().all(Option::is_none)
    }

    /// Whether it is a neighbour of another booking: for one visit, one appointment, or at one time of a provider.
    fn is_beside(&self, other: &ChangeRow) -> bool {
        let is_visit = self.person == other.person && self.starts_at == other.starts_at;
        let is_appointment = self.appointment.is_some() && self.appointment == other.appointment;
        self.id != other.id && (is_visit || is_appointment || self.overlaps(other))
    }

    /// Marks the change as kept from being sent. A second step stays open for a person.
    fn keep_out(&mut self) -> AuditAction {
        let done = if self.follows.is_some() { AuditAction::NotThere } else { AuditAction::NotSent };
        self.state = done.word().to_owned();
        done
    }
}

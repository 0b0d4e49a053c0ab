//! The overrides of rows that are sent despite a warning, which was accepted for the whole file.

use booking::{Candidate, Change, Conflict, Surroundings, Visit};
use office::{Overridden, Override, Reason};

use super::Batch;

impl Batch {
    /// Returns the override of a row that is sent although it does not fit the time of its appointment, if it does not.
    pub(super) fn override_of_time(
        &self,
        change: &Change,
        surroundings: &Surroundings<'_>,
    ) -> Option<Override> {
        let untimely = change.untimely(surroundings.now, surroundings.zone)?;
        let overridden = Overridden {
            kind: untimely.kind(),
            appointment: change.appointment().map(|of| of.id.clone()),
        };
        Some(self.override_of(change.visit(), vec![overridden]))
    }

    /// Returns the override of a row that is sent despite these conflicts, if there are any.
    pub(super) fn override_of_conflicts(
        &self,
        candidate: &Candidate,
        conflicts: &[Conflict],
    ) -> Option<Override> {
        if conflicts.is_empty() {
            return None;
        }
        let mut overridden: Vec<Overridden> = conflicts.iter().map(overridden).collect();
        overridden.dedup_by(|next, one| {
            let is_same_kind = next.kind == one.kind;
            if is_same_kind && one.appointment.is_none() {
                one.appointment = next.appointment.take();
            }
            is_same_kind
        });
        let visit = Visit {
            clinic: candidate.clinic,
            person: candidate.person.clone(),
            provider: candidate.provider.clone(),
            start: Some(candidate.start),
        };
        Some(self.override_of(visit, overridden))
    }

    fn override_of(&self, visit: Visit, conflicts: Vec<Overridden>) -> Override {
        Override {
            at: (self.clock)(),
            operator: self.setup.office.operator.clone(),
            mode: self.stores[visit.clinic].mode(),
            clinic: visit.clinic,
            person: visit.person,
            provider: visit.provider,
            start: visit.start,
            conflicts,
            reason: Reason::Batch,
        }
    }
}

fn overridden(conflict: &Conflict) -> Overridden {
    Overridden {
        kind: conflict.kind(),
        appointment: conflict.appointment().map(|booked| booked.id.clone()),
    }
}

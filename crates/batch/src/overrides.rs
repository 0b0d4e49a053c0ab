//! The overrides of rows that are sent despite a warning that was accepted for the whole file.

use booking::{Change, Conflict, Surroundings, Visit};
use office::{Overridden, Override, Reason};

use super::Batch;

impl Batch {
    /// Returns the override of a row that is sent despite these conflicts, or although it does not fit the time of its
    /// appointment; `None` if it needs none.
    pub(super) fn override_of_row(
        &self,
        change: &Change,
        conflicts: &[Conflict],
        surroundings: &Surroundings<'_>,
    ) -> Option<Override> {
        let untimely = change.untimely(surroundings.now, surroundings.zone);
        let untimely = untimely.map(|why| Overridden::of_untimely(change, &why));
        let mut overridden: Vec<Overridden> = untimely
            .into_iter()
            .chain(conflicts.iter().map(overridden))
            .collect();
        overridden.dedup_by(|next, one| {
            let is_same_kind = next.kind == one.kind;
            if is_same_kind && one.appointment.is_none() {
                one.appointment = next.appointment.take();
            }
            is_same_kind
        });
        (!overridden.is_empty()).then(|| self.override_of(change.visit(), overridden))
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

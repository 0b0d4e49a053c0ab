//! The objections to a change before it is submitted. Those to its time are found by the check that follows.

use booking::{Change, Conflict, Language, RecordState, Untimely};

use super::{Objection, Office, Overridden, Override, Reason, Submission, as_recorded};

impl Objection {
    /// Returns the gravest objection that these conflicts are.
    pub fn of_conflicts(conflicts: &[Conflict]) -> Objection {
        let all = Objection::all_of_conflicts(conflicts);
        all.first().copied().unwrap_or(Objection::Warnings)
    }

    /// Returns all objections that these conflicts are, the gravest first; none without a conflict.
    pub fn all_of_conflicts(conflicts: &[Conflict]) -> Vec<Objection> {
        let is = |objection: Objection| {
            conflicts
                .iter()
                .any(|conflict| Objection::of_conflict(conflict) == objection)
        };
        [Objection::Unsettled, Objection::Again, Objection::Warnings]
            .into_iter()
            .filter(|objection| is(*objection))
            .collect()
    }

    fn of_conflict(conflict: &Conflict) -> Objection {
        if conflict.is_unsettled() {
            Objection::Unsettled
        } else if conflict.is_standing_visit() {
            Objection::Again
        } else {
            Objection::Warnings
        }
    }
}

/// Returns the id of the record into which that of a booking's patient was merged.
pub fn replacing_record(conflicts: &[Conflict]) -> Option<&str> {
    conflicts.iter().find_map(|conflict| match conflict {
        Conflict::PatientRecord(RecordState::Replaced(id)) => Some(id.as_str()),
        _ => None,
    })
}

impl Office {
    /// Whether a change is under way, unsettled or queued, panels are not added, or a draft is put aside.
    pub fn has_open_work(&self) -> bool {
        let mut unsettled = self.changes.unresolved().chain(self.changes.queued());
        let under_way = self.changes.under_way();
        under_way.and_then(Submission::phase).is_some()
            || unsettled.next().is_some()
            || self.panels.are_open()
            || !self.drafts.parked().is_empty()
    }

    /// Returns what stands in the way of a change of an appointment, in the order in which a person is asked.
    pub fn objections_to(&self, change: &Change) -> Vec<Objection> {
        let is_removed = matches!(change, Change::Remove(_));
        let untimely = self.untimely(change).is_some() && !is_removed;
        let alone = self.is_alone() && !self.sharing.goes_alone;
        let objections = [
            (is_removed, Objection::Removes),
            (
                change.has_side_effects() && !is_removed,
                Objection::SideEffects,
            ),
            (untimely, Objection::Untimely),
            (
                !self.warnings_about_new_patient(change).is_empty(),
                Objection::Noted,
            ),
            (
                change.takes_back(Language::En).is_some(),
                Objection::TakesBack,
            ),
            (alone, Objection::Alone),
            // Last: whether the change is sent or queued, everything else has been agreed to.
            (
                self.is_unreachable(change.clinic()) && !is_removed,
                Objection::Unreachable,
            ),
        ];
        objections
            .into_iter()
            .filter_map(|(stands, objection)| stands.then_some(objection))
            .collect()
    }

    /// Returns what stands in the way of a booking, in the order in which a person is asked: like
    /// [`Office::objections_to`], and what is said of the booking itself. `has_warning` is whether one of its texts, or
    /// anything else that was said of it but these conflicts, is a warning.
    pub fn objections_to_booking(
        &self,
        booking: &Change,
        conflicts: &[Conflict],
        has_warning: bool,
    ) -> Vec<Objection> {
        let mut objections = self.objections_to(booking);
        let mut against = Objection::all_of_conflicts(conflicts);
        if has_warning && !against.contains(&Objection::Warnings) {
            against.push(Objection::Warnings);
        }
        let last = objections
            .iter()
            .position(|it| *it == Objection::Unreachable);
        let place = last.unwrap_or(objections.len());
        objections.splice(place..place, against);
        objections
    }

    /// Returns why a change does not fit the time of its appointment; `None` if it does.
    fn untimely(&self, change: &Change) -> Option<Untimely> {
        change.untimely(self.moment.now, self.zone_of(&change.visit()))
    }

    /// Returns the record of a change that is made despite these conflicts, and perhaps although it does not fit the time of
    /// its appointment; `None` if nothing of that needs a reason.
    pub fn override_of_change(
        &self,
        change: &Change,
        against: &[Conflict],
        reason: Reason,
    ) -> Option<Override> {
        let untimely = self
            .untimely(change)
            .map(|why| Overridden::of_untimely(change, &why));
        let overridden: Vec<Overridden> =
            untimely.into_iter().chain(as_recorded(against)).collect();
        (!overridden.is_empty()).then(|| self.override_of(change.visit(), overridden, reason))
    }
}

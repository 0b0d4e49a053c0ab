//! An absence in the Outbox: its card opens again with all its days that wait there.

use super::AbsenceCard;
use crate::{Part, Submission, Submissions};

impl Part<'_, Submissions> {
    /// Reopens the card of an absence after one of its days was taken out of the Outbox, and takes out its other days
    /// too. Returns `false` if the change is of another kind.
    pub(crate) fn bring_absence_back(&mut self, open: &Submission) -> bool {
        let Some(task) = self.office_mut().gather_absence(open) else {
            return false;
        };
        self.handle(|cx| AbsenceCard::open(task, cx));
        true
    }
}

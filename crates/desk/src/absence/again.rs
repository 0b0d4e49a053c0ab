//! An absence that waits in the Outbox: its card opens again, with all its days that wait there.

use super::{AbsenceCard, AbsenceTask};
use crate::{Part, Submission, SubmissionId, Submissions};
use booking::{AWAY_REASON_LIMIT, AwayTime, AwayWish, Blocked, ChangeKind, Meaning, Text};
use office::ComingAbsence;

impl Part<'_, Submissions> {
    /// Opens the card of a day of an absence that was taken out of the Outbox. The other days of the absence are taken
    /// out, too. Returns `false` if the change is of another kind.
    pub(crate) fn bring_absence_back(&mut self, open: &Submission) -> bool {
        let Some(time) = open.change().away_time().cloned() else {
            return false;
        };
        let Some(provider) = time.provider() else {
            return false;
        };
        let task = if open.change().kind() == ChangeKind::Back {
            let blocked = Blocked {
                id: time.id().to_owned(),
                provider: Some(provider.id()),
                slot: time.time(),
                why: time.why().unwrap_or_default().to_owned(),
                is_absence: true,
                note: None,
            };
            AbsenceTask::TakeBack(ComingAbsence { provider, blocked })
        } else {
            let beside = self.days_beside(&time);
            let mut times = vec![time.time()];
            for id in beside {
                let open = self.office_mut().take_up(id);
                times.extend(open.and_then(|open| Some(open.change().away_time()?.time())));
            }
            times.sort();
            times.dedup();
            let why = time.why().and_then(|why| Text::new(why, AWAY_REASON_LIMIT));
            AbsenceTask::Enter(AwayWish {
                provider,
                times,
                why,
            })
        };
        self.clamp_outbox_selection();
        self.handle(|cx| AbsenceCard::open_again(task, cx));
        true
    }

    /// Returns the days in the Outbox that belong to the same absence, and are not made.
    fn days_beside(&self, time: &AwayTime) -> Vec<SubmissionId> {
        let is_beside = |open: &&Submission| {
            let change = open.change();
            let is_same =
                |of: &AwayTime| of.provider() == time.provider() && of.why() == time.why();
            let is_not_made = open
                .meaning()
                .is_some_and(|meaning| meaning != Meaning::Unknown);
            let can_be_taken_up = open.is_queued() || (is_not_made && !open.is_at_work());
            change.kind() == ChangeKind::Away
                && change.away_time().is_some_and(is_same)
                && can_be_taken_up
        };
        let waiting = self.office.changes.in_outbox().filter(is_beside);
        waiting.map(Submission::id).collect()
    }
}

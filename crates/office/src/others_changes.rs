//! The changes made by other windows, other desks and earlier runs, as recorded.

use booking::time::midnight;
use booking::{ChangeRecord, RecentChanges};
use chrono::{DateTime, TimeDelta, Utc};

use super::{ClinicCall, Effect, Moment, Office, OfficeNews, StoreOp};

impl Office {
    /// Requests the changes recorded since the beginning of today, and at least in the last hour.
    pub(crate) fn ask_for_changes(&mut self) {
        let ticket = self.ticket();
        let since = self.changes_since();
        self.request([Effect::Store(StoreOp::Changes(ticket, since))]);
    }

    /// Requests them together with any calendar, so that both are of one moment.
    pub(crate) fn ask_for_changes_beside_calendars(&mut self) {
        if self.effects.iter().any(reads_calendar) {
            self.ask_for_changes();
        }
    }

    /// Handles the recorded changes. Reports the first answer, which has the changes of earlier runs.
    pub(crate) fn learn_of_changes(&mut self, recent: RecentChanges) {
        let Moment { now, up, .. } = self.moment;
        let before = self.records.learnt_at.replace(up);
        if let Some(notes) = recent.notes {
            self.learn_notes(notes);
        }
        if recent.changes.is_empty() {
            return;
        }
        self.records.has_more_changes = !recent.are_all;
        self.book.learn(recent.changes, now, up, before);
        self.read_unlisted_waiting();
        if before.is_none() {
            self.tell(OfficeNews::EarlierChangesLearnt);
        }
    }

    /// Handles changes that others have made just now.
    pub(crate) fn learn_of_news(&mut self, mut changes: Vec<ChangeRecord>) {
        let since = self.changes_since();
        changes.retain(|change| change.at >= since);
        let Moment { now, up, .. } = self.moment;
        self.book.learn(changes, now, up, self.records.learnt_at);
    }

    /// Returns the time of the oldest change to request.
    pub fn changes_since(&self) -> DateTime<Utc> {
        let now = self.moment.now;
        let hour_ago = now - TimeDelta::hours(1);
        let today = now.with_timezone(&self.setup.zone).date_naive();
        midnight(today, self.setup.zone).map_or(hour_ago, |midnight| midnight.min(hour_ago))
    }
}

fn reads_calendar(effect: &Effect) -> bool {
    use ClinicCall::{Day, DayOfAll, FreeTimes, Upcoming, Waiting};
    matches!(
        effect,
        Effect::Store(StoreOp::Claims(..))
            | Effect::Clinic(
                _,
                Day(..) | DayOfAll(..) | Waiting(..) | FreeTimes(..) | Upcoming(..)
            )
    )
}

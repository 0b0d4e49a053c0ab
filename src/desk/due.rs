//! What time does to a desk: what falls due, and when it has to be told next. Nothing wakes it before.

use std::time::Duration;

use crate::booking::PerVendor;
use crate::booking::time::Clock;

use super::{Desk, Effect, Moment, Submission};

const SECOND: Duration = Duration::from_secs(1);

impl Desk {
    /// Lets time pass: what has fallen due by then is done.
    pub(super) fn time(&mut self, moment: Moment) -> Vec<Effect> {
        let turned = moment.minute() != self.moment.minute();
        let before = PerVendor::of(self.setup.vendors, |vendor| self.setting_of(vendor).clock);
        self.moment = moment;
        let mut held = false;
        for (form, before) in self.forms.values_mut().zip(before.values()) {
            held |= form.hold_days(before, &Clock { now: moment.now, ..*before });
        }
        if turned || held {
            self.refresh_all();
        }
        let mut effects = self.lock_if_due();
        effects.extend(self.clear_clipboard_if_due());
        effects.extend(self.wait_is_over());
        effects.extend(self.check_is_over());
        effects.extend(self.search_if_due());
        effects.extend(self.look_again_if_due());
        effects.extend(self.look_up_if_due());
        effects.extend(self.probe_if_due());
        if !self.is_locked() {
            effects.extend(self.read_again_if_due());
            effects.extend(self.refresh_day_if_due());
        }
        effects
    }

    /// How long until the screen has something new to say, or something falls due, without anyone doing anything.
    pub fn due_in(&self) -> Duration {
        let into_minute = u64::try_from(self.moment.now.timestamp_millis().rem_euclid(60_000)).unwrap_or(0);
        let minute = Duration::from_millis(60_000 - into_minute);
        let in_sight = if self.is_locked() { [None; 2] } else { [self.grid_due_in(), self.day_due_in()] };
        let due = [
            self.search_due_in(),
            self.new_patient_form_due_in(),
            self.keep_due_in(),
            self.outbox_due_in(),
            self.link_due_in(),
            self.lock_due_in(),
            self.clipboard_due_in(),
            self.submission_due_in(),
            self.stopped_due_in(),
        ];
        due.into_iter().chain(in_sight).flatten().fold(minute, Duration::min)
    }

    /// The same for the booking under way: its seconds are counted where they can be seen.
    fn submission_due_in(&self) -> Option<Duration> {
        let up = self.moment.up;
        match &self.submission {
            Submission::Sending { .. } if self.is_locked() => None,
            Submission::Waiting { schedule, .. } => {
                let due = schedule.due()?;
                Some(if self.is_locked() { due.saturating_sub(up) } else { to_second(due, up) })
            }
            Submission::Idle => None,
            Submission::Checking { since, .. } | Submission::Sending { since, .. } => {
                Some(next_second(*since, up))
            }
        }
    }
}

/// How long until another whole second has passed.
fn next_second(since: Duration, up: Duration) -> Duration {
    SECOND - Duration::from_nanos(up.saturating_sub(since).subsec_nanos().into())
}

/// How long until a countdown shows another second, or is over.
pub(super) fn to_second(until: Duration, up: Duration) -> Duration {
    let left = until.saturating_sub(up);
    match left.subsec_nanos() {
        0 => left.min(SECOND),
        part => Duration::from_nanos(part.into()),
    }
}

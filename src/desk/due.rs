//! What time does to a desk: what falls due, and when it has to be told next. Nothing wakes it before.

use std::time::Duration;

use chrono::TimeDelta;

use crate::booking::PerVendor;
use crate::booking::time::Clock;

use super::{Desk, Effect, Moment, Phase};

const SECOND: Duration = Duration::from_secs(1);

/// Something that time alone brings about.
struct Timer {
    /// How long until it is to be done, or until what the screen says of it is another.
    due_in: fn(&Desk) -> Option<Duration>,
    /// Does it, if it is due.
    act: fn(&mut Desk) -> Vec<Effect>,
    /// Whether it only moves what the lock hides.
    rests_while_locked: bool,
    /// Whether the screen may say something else once it is due.
    shows: bool,
}

impl Timer {
    fn runs(&self, desk: &Desk) -> bool {
        !(self.rests_while_locked && desk.is_locked())
    }
}

/// A timer that runs, locked or not.
const fn always(due_in: fn(&Desk) -> Option<Duration>, act: fn(&mut Desk) -> Vec<Effect>) -> Timer {
    Timer { due_in, act, rests_while_locked: false, shows: true }
}

/// A timer that rests while the desk is locked.
const fn in_sight(due_in: fn(&Desk) -> Option<Duration>, act: fn(&mut Desk) -> Vec<Effect>) -> Timer {
    Timer { due_in, act, rests_while_locked: true, shows: true }
}

/// All of them, in the order in which they are seen to.
const TIMERS: [Timer; 14] = [
    always(Desk::lock_due_in, Desk::lock_if_due),
    always(Desk::clipboard_due_in, |desk| desk.clear_clipboard_if_due().into_iter().collect()),
    always(Desk::look_up_due_in, Desk::look_up_if_due),
    always(Desk::submission_due_in, Desk::check_is_over),
    always(Desk::search_due_in, Desk::search_if_due),
    always(Desk::patient_sheet_due_in, Desk::look_again_if_due),
    in_sight(Desk::outbox_due_in, |_| Vec::new()),
    always(Desk::upkeep_due_in, Desk::keep_slots_if_due),
    always(Desk::link_due_in, Desk::probe_if_due),
    // Drafts are kept after every message that is due to keep them.
    Timer { shows: false, ..always(Desk::keep_due_in, |_| Vec::new()) },
    // A minute more or less makes no difference to a list of everyone.
    in_sight(|_| None, |desk| desk.read_again_if_due().into_iter().collect()),
    in_sight(Desk::grid_due_in, |_| Vec::new()),
    in_sight(Desk::day_due_in, Desk::refresh_day_if_due),
    in_sight(Desk::calls_due_in, Desk::refresh_calls_if_due),
];

impl Desk {
    /// Whether nothing has fallen due by then, and no time is read otherwise.
    pub(super) fn is_uneventful(&self, moment: Moment) -> bool {
        // On the very minute a time from now is another one than right after it.
        let minutes =
            |at: Moment| (at.minute(), (at.now - TimeDelta::nanoseconds(1)).timestamp().div_euclid(60));
        minutes(moment) == minutes(self.moment)
            && moment.up.saturating_sub(self.moment.up) < self.due_in()
            && !self.has_intents()
    }

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
        let mut effects = Vec::new();
        for timer in &TIMERS {
            if timer.runs(self) {
                effects.extend((timer.act)(self));
            }
        }
        effects
    }

    /// How long until the screen has something new to say, or something falls due, without anyone doing anything.
    pub fn due_in(&self) -> Duration {
        self.next_due(|_| true)
    }

    /// The same, of what shows.
    pub(super) fn shows_in(&self) -> Duration {
        self.next_due(|timer| timer.shows)
    }

    fn next_due(&self, counts: fn(&Timer) -> bool) -> Duration {
        let into_minute = u64::try_from(self.moment.now.timestamp_millis().rem_euclid(60_000)).unwrap_or(0);
        let minute = Duration::from_millis(60_000 - into_minute);
        let timers = TIMERS.iter().filter(|timer| counts(timer) && timer.runs(self));
        timers.filter_map(|timer| (timer.due_in)(self)).fold(minute, Duration::min)
    }

    /// The same for the changes under way: their seconds are counted where they can be seen.
    fn submission_due_in(&self) -> Option<Duration> {
        let up = self.moment.up;
        let due_in = |open: &super::OpenChange| match open.phase()? {
            Phase::Sending | Phase::Waiting if self.is_locked() => None,
            Phase::Waiting => Some(to_second(open.life.lookup()?.due()?, up)),
            Phase::Checking | Phase::Sending => Some(next_second(open.since, up)),
        };
        self.changes.awaited().filter_map(due_in).min()
    }
}

/// How long until another whole second has passed.
pub(super) fn next_second(since: Duration, up: Duration) -> Duration {
    SECOND - Duration::from_nanos(up.saturating_sub(since).subsec_nanos().into())
}

/// What a countdown shows: seconds, none of them before it is over.
pub(super) fn whole_seconds(left: Duration) -> u64 {
    left.as_secs() + u64::from(left.subsec_nanos() > 0)
}

/// How long until a countdown shows another second, or is over.
pub(super) fn to_second(until: Duration, up: Duration) -> Duration {
    let left = until.saturating_sub(up);
    match left.subsec_nanos() {
        0 => left.min(SECOND),
        part => Duration::from_nanos(part.into()),
    }
}

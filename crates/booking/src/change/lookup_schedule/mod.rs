//! The schedule of looking up a change with an unknown outcome, and the conclusion from the looks so far. Times are on
//! the monotonic clock.
//!
//! *Not there* is concluded once the change can't take effect any more and a search would show it: since it was sent,
//! the call's own limit, the time a server may still work on it, and the lag of its search have passed.

use std::time::Duration;

use super::CALENDAR_LAG;
use crate::{Cause, Failure};

/// How long a server may still work on a request after the longest possible call.
const STILL_AT_WORK: Duration = Duration::from_secs(15);
/// The delay of the first look, which gives the server a moment to finish.
const FIRST_LOOK: Duration = Duration::from_secs(1);
/// The limit of one look; a longer one has failed.
const LOOK_TIMEOUT: Duration = Duration::from_secs(15);
/// The longest pause between two looks while the clinic can't be reached.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The look-up of one change.
#[derive(Clone, Debug)]
pub struct LookupSchedule {
    stage: LookupStage,
    /// The moment after which the change can't take effect any more; `None` while its answer may still come.
    settles: Option<Duration>,
    /// When the first complete look that did not find it was sent.
    missed: Option<Duration>,
    /// The number of failed looks in a row.
    failures: u32,
    /// How far a look may lag behind the server's writes: the lag of searches, or zero for a read of the appointment.
    lag: Duration,
    /// The appointments that may be the one, if the last look was ambiguous.
    candidates: Option<Vec<String>>,
    /// The appointment that the answer has named although it contradicts the change.
    named: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum LookupStage {
    /// The next look is sent at `until`.
    Waiting { until: Duration },
    /// A look is on its way.
    Looking { since: Duration },
    /// The appointment has been seen, and is being read by its id.
    Reading { id: String, since: Duration },
    /// The look-up has ended.
    Over,
}

/// The current activity of a look-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookupActivity {
    /// The next look is sent after this time.
    Waiting(Duration),
    /// A look is on its way.
    Looking,
    /// The appointment found is being read.
    Reading,
    /// The look-up has ended.
    Nothing,
}

/// Returns how long a change may still take effect after the end of its failed call, if no call takes longer than
/// `call_limit`.
fn settles_after(failure: &Failure, call_limit: Duration) -> Duration {
    match failure.report().cause {
        // The call was sent a whole limit ago.
        Cause::TimedOut => STILL_AT_WORK,
        // A gateway may report the failure at once while the server behind it is still working.
        _ => call_limit + STILL_AT_WORK,
    }
}

impl LookupSchedule {
    /// Creates the look-up of a change whose call has just failed. If the answer contradicts the change, the server has
    /// finished its work, so a single look is proof.
    pub fn after(failure: &Failure, call_limit: Duration, up: Duration) -> LookupSchedule {
        match &failure.report().cause {
            Cause::Contradicted(contradiction) => LookupSchedule {
                missed: Some(up),
                named: Some(contradiction.id.clone()),
                ..LookupSchedule::new(up, Some(up))
            },
            _ => LookupSchedule::new(up, Some(up + settles_after(failure, call_limit))),
        }
    }

    /// Creates the look-up of a change that nobody waits for any more, though its answer may still come.
    pub(crate) fn unawaited(up: Duration) -> LookupSchedule {
        LookupSchedule::new(up, None)
    }

    /// Creates the look-up of a change that was sent by a program that has ended since. That may be a moment ago: the
    /// time in the records is by a clock that can be set, and is relied on only by
    /// [`lost_for`](LookupSchedule::lost_for), for changes that may be made twice without harm.
    pub fn left_behind(call_limit: Duration, up: Duration) -> LookupSchedule {
        LookupSchedule::new(up, Some(up + call_limit + STILL_AT_WORK))
    }

    /// Creates the look-up of a change that the server has refused, or asked to delay by `wait`. If the server made it
    /// all the same, it has finished, so a single look is proof once a search would show it.
    pub fn refused(wait: Duration, lag: Duration, up: Duration) -> LookupSchedule {
        let stage = LookupStage::Waiting {
            until: up + wait.max(lag),
        };
        LookupSchedule {
            stage,
            missed: Some(up),
            lag,
            ..LookupSchedule::new(up, Some(up))
        }
    }

    /// Creates the look-up of a change that was not found before and can't take effect any more.
    pub fn once_more(lag: Duration, up: Duration) -> LookupSchedule {
        LookupSchedule::new(up, Some(up)).with_lag(lag)
    }

    /// Sets how far looks lag behind.
    pub fn with_lag(self, lag: Duration) -> LookupSchedule {
        LookupSchedule { lag, ..self }
    }

    /// Takes into account that the answer was lost this long ago.
    pub fn lost_for(self, age: Duration) -> LookupSchedule {
        LookupSchedule {
            settles: self.settles.map(|settles| settles.saturating_sub(age)),
            ..self
        }
    }

    /// Starts the look-up again, because the appointment found was another one. An outstanding answer is not waited for
    /// any more.
    pub fn again(&self, call_limit: Duration, up: Duration) -> LookupSchedule {
        LookupSchedule {
            settles: self
                .settles
                .or(LookupSchedule::left_behind(call_limit, up).settles),
            lag: self.lag,
            ..LookupSchedule::new(up, None)
        }
    }

    fn new(up: Duration, settles: Option<Duration>) -> LookupSchedule {
        LookupSchedule {
            stage: LookupStage::Waiting {
                until: up + FIRST_LOOK,
            },
            settles,
            missed: None,
            failures: 0,
            lag: CALENDAR_LAG,
            candidates: None,
            named: None,
        }
    }

    /// Returns the current activity.
    pub fn doing(&self, up: Duration) -> LookupActivity {
        match self.stage {
            LookupStage::Waiting { until } => LookupActivity::Waiting(until.saturating_sub(up)),
            LookupStage::Looking { .. } => LookupActivity::Looking,
            LookupStage::Reading { .. } => LookupActivity::Reading,
            LookupStage::Over => LookupActivity::Nothing,
        }
    }

    /// Returns the appointments that may be the one, if the last look was ambiguous and a person has to decide. Empty
    /// if the search was incomplete.
    pub fn candidates(&self) -> Option<&[String]> {
        self.candidates.as_deref()
    }

    /// Returns the appointment that the answer has named although it contradicts the change.
    pub fn named(&self) -> Option<&str> {
        self.named.as_deref()
    }

    /// Forgets the appointment that the answer has named, because the clinic has none with that id.
    pub fn forget_named(&mut self) {
        self.named = None;
    }

    /// Returns whether the last look failed.
    pub fn is_failing(&self) -> bool {
        self.failures > 0
    }

    /// Returns whether a complete look did not find it.
    pub fn was_missed(&self) -> bool {
        self.missed.is_some()
    }

    /// Returns whether a look, or the reading of what it found, is on its way.
    pub(crate) fn is_looking(&self) -> bool {
        matches!(
            self.stage,
            LookupStage::Looking { .. } | LookupStage::Reading { .. }
        )
    }

    /// Returns the id of the appointment that was seen and is being read.
    pub fn seen_as(&self) -> Option<&str> {
        match &self.stage {
            LookupStage::Reading { id, .. } => Some(id),
            _ => None,
        }
    }

    /// Returns when a look begins to prove that it is not there; `None` while its answer may still come.
    pub fn proves_from(&self) -> Option<Duration> {
        let settles = self.settles?;
        Some(self.missed.map_or(settles, |first| settles.max(first)) + self.lag)
    }

    /// Returns whether the change can't take effect any more.
    pub fn is_past(&self, up: Duration) -> bool {
        self.settles.is_some_and(|settles| settles <= up)
    }

    /// Returns when the next action is due, if any.
    pub fn due(&self) -> Option<Duration> {
        match self.stage {
            LookupStage::Waiting { until } => Some(until),
            LookupStage::Looking { since } | LookupStage::Reading { since, .. } => {
                Some(since + LOOK_TIMEOUT)
            }
            LookupStage::Over => None,
        }
    }

    /// Fails the current look if it has taken too long. Returns whether it has.
    pub fn give_up(&mut self, up: Duration) -> bool {
        let is_over = match self.stage {
            LookupStage::Looking { since } | LookupStage::Reading { since, .. } => {
                since + LOOK_TIMEOUT <= up
            }
            LookupStage::Waiting { .. } | LookupStage::Over => false,
        };
        if is_over {
            self.failed(up);
        }
        is_over
    }

    /// Returns whether a look is due.
    pub fn wants_look(&self, up: Duration) -> bool {
        matches!(self.stage, LookupStage::Waiting { until } if until <= up)
    }

    /// Marks a look as sent.
    pub fn looks(&mut self, up: Duration) {
        self.stage = LookupStage::Looking { since: up };
    }

    /// Marks the look as failed. The pauses grow from one second to half a minute.
    pub fn failed(&mut self, up: Duration) {
        let sent = self.sent_at(up);
        let pause = Duration::from_secs(1 << self.failures.min(5)).min(LONGEST_PAUSE);
        self.failures += 1;
        self.stage = LookupStage::Waiting {
            until: (sent + pause).max(up + FIRST_LOOK),
        };
    }

    /// Marks the appointment as seen under this id and being read.
    pub fn reads(&mut self, id: String, up: Duration) {
        (self.missed, self.failures, self.candidates) = (None, 0, None);
        self.stage = LookupStage::Reading { id, since: up };
    }

    /// Marks a complete look that did not find it. Returns whether its absence is certain: an earlier look did not find
    /// it either, and more than the search's lag has passed since that look and since the change could last take
    /// effect.
    pub fn missed(&mut self, up: Duration) -> bool {
        let sent = self.sent_at(up);
        (self.failures, self.candidates) = (0, None);
        self.missed.get_or_insert(sent);
        let proves_from = self.proves_from();
        if proves_from.is_some_and(|from| sent >= from) {
            self.stage = LookupStage::Over;
            return true;
        }
        // An appointment is often seen before its absence could be certain.
        let next = sent + self.lag;
        let next = proves_from.map_or(next, |from| from.min(next));
        self.stage = LookupStage::Waiting {
            until: next.max(up + FIRST_LOOK),
        };
        false
    }

    /// Marks an ambiguous look. It is repeated in case that changes, and a person is asked.
    pub fn unclear(&mut self, candidates: Vec<String>, up: Duration) {
        (self.failures, self.missed, self.candidates) = (0, None, Some(candidates));
        self.stage = LookupStage::Waiting {
            until: up + LONGEST_PAUSE,
        };
    }

    /// Notes that the change's own answer will not come any more, because its call has failed.
    pub(crate) fn answer_is_lost(&mut self, failure: &Failure, call_limit: Duration, up: Duration) {
        self.settles
            .get_or_insert(up + settles_after(failure, call_limit));
    }

    /// Returns when the look that has just ended was sent.
    fn sent_at(&self, up: Duration) -> Duration {
        match self.stage {
            LookupStage::Looking { since } | LookupStage::Reading { since, .. } => since,
            LookupStage::Waiting { .. } | LookupStage::Over => up,
        }
    }
}

#[cfg(test)]
mod tests;

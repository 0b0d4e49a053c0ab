//! When a booking whose outcome nobody knows is looked up at its backend, and what the looks so far add up to. Times
//! are on a monotonic clock.
//!
//! *Not there* is believed once nothing can become of the booking any more and a search would show it: the call's own
//! limit, the time a server may still be at work on it, and the lag of its search have passed since it was sent.

use std::time::Duration;

use super::CALENDAR_LAG;
use crate::booking::{Cause, Failure};

/// For how long a server may go on with what it was asked, once a call has taken as long as one may.
const STILL_AT_WORK: Duration = Duration::from_secs(15);
/// The first look leaves the server a moment to finish what it was doing.
const FIRST_LOOK: Duration = Duration::from_secs(1);
/// A look that takes longer than this is given up.
const PATIENCE: Duration = Duration::from_secs(15);
/// The longest time from one look to the next while the backend can't be asked.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The looking-up of one change.
#[derive(Clone, Debug)]
pub struct LookupSchedule {
    stage: Stage,
    /// From when on nothing can become of the booking any more; none while its answer may still come.
    settles: Option<Duration>,
    /// When the first look went out that read everything and did not find it.
    missed: Option<Duration>,
    /// How many looks in a row came to nothing.
    failures: u32,
    /// How far a look may be behind what the server has done: as its searches are, or not at all where the
    /// appointment itself is read.
    lag: Duration,
    /// The appointments that may be it, where the last look could not tell.
    candidates: Option<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    /// The next look goes out then.
    Waiting { until: Duration },
    /// A look is on its way.
    Looking { since: Duration },
    /// It has been seen, and is being read by its id.
    Reading { id: String, since: Duration },
    /// There is nothing left to look for.
    Over,
}

/// What a look-up does just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// It looks again in this time.
    Waiting(Duration),
    /// It looks.
    Looking,
    /// It reads what it has found.
    Reading,
    /// Nothing more.
    Nothing,
}

/// How long after its call has failed something may still become of a booking, where no call takes longer than
/// `call_limit`. Counted from the end of the call, which is never before it was sent.
fn settles_after(failure: &Failure, call_limit: Duration) -> Duration {
    match failure.report().cause {
        // It was sent a whole limit ago.
        Cause::TimedOut => STILL_AT_WORK,
        // Whoever says so, a gateway perhaps, may say so at once, and what stands behind it is at work all the same.
        _ => call_limit + STILL_AT_WORK,
    }
}

impl LookupSchedule {
    /// The look-up about a booking whose call has just failed so.
    pub fn after(failure: &Failure, call_limit: Duration, up: Duration) -> LookupSchedule {
        LookupSchedule::new(up, Some(up + settles_after(failure, call_limit)))
    }

    /// The look-up about a booking that is no longer waited for, though its answer may still come.
    pub fn unawaited(up: Duration) -> LookupSchedule {
        LookupSchedule::new(up, None)
    }

    /// The look-up about a booking that a program sent which has ended since. That may have been a moment ago: what
    /// the records say of the time is by a clock that can be set, and is not relied on.
    pub fn left_behind(call_limit: Duration, up: Duration) -> LookupSchedule {
        LookupSchedule::new(up, Some(up + call_limit + STILL_AT_WORK))
    }

    /// The look-up about a booking to which the server has said no, in an answer, or to wait for so long. What it made
    /// all the same it has made by now, so that a single look proves, once a search would show it.
    pub fn refused(wait: Duration, lag: Duration, up: Duration) -> LookupSchedule {
        let stage = Stage::Waiting { until: up + wait.max(lag) };
        LookupSchedule { stage, missed: Some(up), lag, ..LookupSchedule::new(up, Some(up)) }
    }

    /// The same where looks are behind by so much.
    pub fn with_lag(self, lag: Duration) -> LookupSchedule {
        LookupSchedule { lag, ..self }
    }

    /// The same look-up once more from its beginning, where what it found is not it. An answer that might still have
    /// come is not waited for any more: it was taken to be known.
    pub fn again(&self, call_limit: Duration, up: Duration) -> LookupSchedule {
        LookupSchedule {
            settles: self.settles.or(LookupSchedule::left_behind(call_limit, up).settles),
            lag: self.lag,
            ..LookupSchedule::new(up, None)
        }
    }

    fn new(up: Duration, settles: Option<Duration>) -> LookupSchedule {
        LookupSchedule {
            stage: Stage::Waiting { until: up + FIRST_LOOK },
            settles,
            missed: None,
            failures: 0,
            lag: CALENDAR_LAG,
            candidates: None,
        }
    }

    /// What it does just now.
    pub fn doing(&self, up: Duration) -> Doing {
        match self.stage {
            Stage::Waiting { until } => Doing::Waiting(until.saturating_sub(up)),
            Stage::Looking { .. } => Doing::Looking,
            Stage::Reading { .. } => Doing::Reading,
            Stage::Over => Doing::Nothing,
        }
    }

    /// The appointments that may be it, where the last look could not tell: a person has to. Empty where not all there
    /// is could be read.
    pub fn candidates(&self) -> Option<&[String]> {
        self.candidates.as_deref()
    }

    /// Whether the backend could not be asked when it was last tried.
    pub fn is_failing(&self) -> bool {
        self.failures > 0
    }

    /// Whether it was looked for once, in all there is, and was not there.
    pub fn was_missed(&self) -> bool {
        self.missed.is_some()
    }

    /// Whether a look, or the reading of what it found, is on its way.
    pub fn is_looking(&self) -> bool {
        matches!(self.stage, Stage::Looking { .. } | Stage::Reading { .. })
    }

    /// The id under which it has been seen and is being read.
    pub fn seen_as(&self) -> Option<&str> {
        match &self.stage {
            Stage::Reading { id, .. } => Some(id),
            _ => None,
        }
    }

    /// The earliest moment from which a look proves that it is not there; none while its answer may still come.
    pub fn proves_from(&self) -> Option<Duration> {
        let settles = self.settles?;
        Some(self.missed.map_or(settles, |first| settles.max(first)) + self.lag)
    }

    /// When something is to be done about it, if anything is.
    pub fn due(&self) -> Option<Duration> {
        match self.stage {
            Stage::Waiting { until } => Some(until),
            Stage::Looking { since } | Stage::Reading { since, .. } => Some(since + PATIENCE),
            Stage::Over => None,
        }
    }

    /// Whether the answer to a look has been waited for long enough: then the look has failed.
    pub fn give_up(&mut self, up: Duration) -> bool {
        let is_over = match self.stage {
            Stage::Looking { since } | Stage::Reading { since, .. } => since + PATIENCE <= up,
            Stage::Waiting { .. } | Stage::Over => false,
        };
        if is_over {
            self.failed(up);
        }
        is_over
    }

    /// Whether a look is to go out now.
    pub fn wants_look(&self, up: Duration) -> bool {
        matches!(self.stage, Stage::Waiting { until } if until <= up)
    }

    /// A look goes out.
    pub fn looks(&mut self, up: Duration) {
        self.stage = Stage::Looking { since: up };
    }

    /// The backend could not be asked: the pauses grow from a second to half a minute, from look to look.
    pub fn failed(&mut self, up: Duration) {
        let asked = self.asked(up);
        let pause = Duration::from_secs(1 << self.failures.min(5)).min(LONGEST_PAUSE);
        self.failures += 1;
        self.stage = Stage::Waiting { until: (asked + pause).max(up + FIRST_LOOK) };
    }

    /// It has been seen, and is read by its id.
    pub fn reads(&mut self, id: String, up: Duration) {
        (self.missed, self.failures, self.candidates) = (None, 0, None);
        self.stage = Stage::Reading { id, since: up };
    }

    /// A look has read everything, and it was not there. Whether that is certain: it was not there before either, and
    /// a search lags less than the time since that first look, and since something could become of it.
    pub fn missed(&mut self, up: Duration) -> bool {
        let asked = self.asked(up);
        (self.failures, self.candidates) = (0, None);
        self.missed.get_or_insert(asked);
        let proves_from = self.proves_from();
        if proves_from.is_some_and(|from| asked >= from) {
            self.stage = Stage::Over;
            return true;
        }
        // What was made is often seen before it could be certain that it was not.
        let next = asked + self.lag;
        let next = proves_from.map_or(next, |from| from.min(next));
        self.stage = Stage::Waiting { until: next.max(up + FIRST_LOOK) };
        false
    }

    /// It can't be told whether it is there: it is looked for again, should that change, and left to a person.
    pub fn unclear(&mut self, candidates: Vec<String>, up: Duration) {
        (self.failures, self.missed, self.candidates) = (0, None, Some(candidates));
        self.stage = Stage::Waiting { until: up + LONGEST_PAUSE };
    }

    /// No answer to the booking itself will come any more: its call has failed so.
    pub fn answer_is_lost(&mut self, failure: &Failure, call_limit: Duration, up: Duration) {
        self.settles.get_or_insert(up + settles_after(failure, call_limit));
    }

    /// Its outcome is known.
    pub fn over(&mut self) {
        (self.stage, self.candidates) = (Stage::Over, None);
    }

    /// When the look went out that has now ended.
    fn asked(&self, up: Duration) -> Duration {
        match self.stage {
            Stage::Looking { since } | Stage::Reading { since, .. } => since,
            Stage::Waiting { .. } | Stage::Over => up,
        }
    }
}

#[cfg(test)]
mod tests;

//! Limits the rate of reads from a clinic. Bookings are never delayed: reads slow down early enough that the clinic's
//! limit always leaves room for bookings.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// The longest wait of a read. If it would be longer, the read fails.
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// How long reads wait if a clinic asks to wait without stating a time.
const UNNAMED_WAIT: Duration = Duration::from_secs(10);
/// The part of the limit reserved for bookings: one in this many calls.
const RESERVE: u64 = 10;
/// The gap between two reads that both wait for the next window.
const STEP: Duration = Duration::from_millis(100);

/// The clinic's rate limit from an answer: `X-RateLimit-Limit`, `-Remaining` and `-Reset`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limits {
    /// The calls of a window.
    pub(super) total: u64,
    /// The remaining calls.
    pub(super) remaining: u64,
    /// The remaining time of the window.
    pub(super) resets: Duration,
}

/// The limit of one clinic according to its last answers. Times are relative to the limiter's creation.
#[derive(Clone, Copy, Debug, Default)]
struct Budget {
    window: Option<RateWindow>,
    /// The time before which the clinic accepts no reads.
    closed: Duration,
    /// The earliest time of the next read, once reads are slowed down.
    next: Duration,
}

#[derive(Clone, Copy, Debug)]
struct RateWindow {
    total: u64,
    /// The remaining calls, without those under way.
    remaining: u64,
    ends: Duration,
}

impl Budget {
    /// Counts a read and returns its wait. If that is longer than [`LONGEST_WAIT`], the read fails and isn't counted.
    fn read(&mut self, now: Duration) -> Result<Duration, Duration> {
        let mut sent_at = self.closed.max(now);
        let mut gap = Duration::ZERO;
        if let Some(window) = self.window(now) {
            let spare = window
                .remaining
                .saturating_sub(window.total.div_ceil(RESERVE));
            if spare == 0 {
                (sent_at, gap) = (sent_at.max(window.ends), STEP);
            } else if window.remaining <= window.total / 2 {
                gap = (window.ends - now) / u32::try_from(spare).unwrap_or(u32::MAX);
            }
        }
        if !gap.is_zero() {
            sent_at = sent_at.max(self.next);
        }
        let wait = sent_at - now;
        if wait > LONGEST_WAIT {
            return Err(wait);
        }
        self.next = sent_at + gap;
        self.spend(now);
        Ok(wait)
    }

    /// Counts a call.
    fn spend(&mut self, now: Duration) {
        if let Some(window) = self.window(now) {
            window.remaining = window.remaining.saturating_sub(1);
        }
    }

    /// Updates the remaining calls from an answer. While calls are under way that number is too high, so within a
    /// window it can only decrease.
    fn note_limits(&mut self, limits: Limits, now: Duration) {
        let Limits {
            total,
            remaining,
            resets,
        } = limits;
        match self.window(now) {
            Some(window) => {
                (window.total, window.remaining) = (total, window.remaining.min(remaining))
            }
            None => {
                self.window = Some(RateWindow {
                    total,
                    remaining,
                    ends: now + resets,
                })
            }
        }
    }

    /// Records a refusal for too many calls: reads wait as long as the clinic asks. The next answer states the new
    /// limit.
    fn note_refusal(&mut self, wait: Option<Duration>, now: Duration) {
        self.closed = self.closed.max(now + wait.unwrap_or(UNNAMED_WAIT));
        self.window = None;
    }

    /// Returns the window that contains `now`.
    fn window(&mut self, now: Duration) -> Option<&mut RateWindow> {
        self.window.take_if(|window| window.ends <= now);
        self.window.as_mut()
    }
}

/// The budget of one clinic, on the machine's own clock.
#[derive(Debug)]
pub(super) struct RateLimiter {
    budget: Mutex<Budget>,
    since: Instant,
}

impl RateLimiter {
    pub(super) fn new() -> RateLimiter {
        RateLimiter {
            budget: Mutex::default(),
            since: Instant::now(),
        }
    }

    /// Waits until a read may be sent.
    ///
    /// # Errors
    ///
    /// Returns how long it would have to wait, if that is too long.
    pub(super) async fn wait_for_turn(&self) -> Result<(), Duration> {
        let wait = self.with(Budget::read)?;
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        Ok(())
    }

    /// Counts a call that doesn't wait.
    pub(super) fn count_call(&self) {
        self.with(Budget::spend);
    }

    /// Updates the limit from an answer.
    pub(super) fn note_limits(&self, limits: Option<Limits>) {
        if let Some(limits) = limits {
            self.with(|budget, now| budget.note_limits(limits, now));
        }
    }

    /// Records a refusal for too many calls, with the wait if stated.
    pub(super) fn note_refusal(&self, wait: Option<Duration>) {
        self.with(|budget, now| budget.note_refusal(wait, now));
    }

    fn with<T>(&self, act: impl FnOnce(&mut Budget, Duration) -> T) -> T {
        let mut budget = self.budget.lock().unwrap_or_else(PoisonError::into_inner);
        act(&mut budget, self.since.elapsed())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn budget_with(total: u64, remaining: u64) -> Budget {
        let mut budget = Budget::default();
        budget.note_limits(
            Limits {
                total,
                remaining,
                resets: MINUTE,
            },
            at(0),
        );
        budget
    }

    #[test]
    fn where_nothing_is_said_and_while_half_is_left_reads_go_at_once() {
        let mut unsaid = Budget::default();
        let mut half = budget_with(100, 100);
        assert!((0..1000).all(|_| unsaid.read(at(1)) == Ok(Duration::ZERO)));
        assert!((0..50).all(|_| half.read(at(1)) == Ok(Duration::ZERO)));
        half.read(at(1)).unwrap();
        assert!(
            half.read(at(1)).unwrap() > Duration::ZERO,
            "the rest is spread over the minute"
        );
    }

    #[test]
    fn what_is_kept_for_bookings_is_no_read_s() {
        let mut budget = budget_with(100, 10);
        assert_eq!(budget.read(at(20)), Ok(at(40)), "when the window ends");
        budget.spend(at(20));
        assert_eq!(
            budget.read(at(60)).map(|wait| wait < at(1)),
            Ok(true),
            "then all is forgotten"
        );
    }

    #[test]
    fn a_wait_that_was_asked_for_is_kept_by_reads_and_one_too_long_is_not_waited() {
        let mut budget = budget_with(100, 100);
        budget.note_refusal(Some(at(7)), at(10));
        assert_eq!(budget.read(at(10)), Ok(at(7)));
        assert_eq!(budget.read(at(17)), Ok(at(0)));
        budget.note_refusal(None, at(20));
        assert_eq!(budget.read(at(20)), Ok(UNNAMED_WAIT));
        budget.note_refusal(Some(at(3600)), at(20));
        assert_eq!(budget.read(at(20)), Err(at(3600)));
    }

    proptest! {
        /// Whatever reads are requested and whatever else uses the limit, reads leave the reserve of a window to
        /// bookings.
        #[test]
        fn reads_never_take_what_is_kept_for_bookings(
            total in 1..500_u64,
            used in 0..500_u64,
            reads in proptest::collection::vec(0..2_000_u64, 0..600),
        ) {
            let remaining = total.saturating_sub(used);
            let mut budget = budget_with(total, remaining);
            let mut now = at(0);
            let mut went = 0;
            for pause in reads {
                now += Duration::from_millis(pause);
                if now >= MINUTE {
                    break;
                }
                if budget.read(now).is_ok_and(|wait| now + wait < MINUTE) {
                    went += 1;
                }
            }
            prop_assert!(went <= remaining.saturating_sub(total.div_ceil(RESERVE)), "{went} of {remaining}");
        }

        /// Reads are sent in order, and none before the clinic accepts any.
        #[test]
        fn none_goes_before_its_time(remaining in 0..100_u64, wait in 0..60_u64, reads in 1..50_usize) {
            let mut budget = budget_with(100, remaining);
            budget.note_refusal(Some(at(wait)), at(0));
            budget.note_limits(Limits { total: 100, remaining, resets: MINUTE }, at(0));
            let waits: Vec<Duration> = (0..reads).filter_map(|_| budget.read(at(0)).ok()).collect();
            prop_assert!(waits.iter().all(|waited| *waited >= at(wait)));
            prop_assert!(waits.is_sorted());
        }
    }
}

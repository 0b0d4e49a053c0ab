//! Retries of reads after temporary failures. A change is sent only once.

use std::time::Duration;

use uuid::Uuid;

use super::rate_limiter::LONGEST_WAIT;
use booking::{Cause, Failure};

/// Tries after the first.
const EXTRA_TRIES: u32 = 2;
/// Tries after a clinic has asked to wait. The limiter does the waiting.
const EXTRA_TURNS: u32 = 5;
/// The longest pause before the first extra try; it doubles with each.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
/// The longest wait that a server may request; a longer one is left to a person.
const LONGEST_ASKED: Duration = Duration::from_secs(2);

/// Runs `read` with at most two more tries, or five if the clinic asks to wait.
pub(super) async fn with_retries<T, F>(read: impl Fn() -> F) -> Result<T, Failure>
where
    F: Future<Output = Result<T, Failure>>,
{
    let mut extra_tries = 0;
    loop {
        let failure = match read().await {
            Ok(value) => return Ok(value),
            Err(failure) => failure,
        };
        let Some(pause) = pause_after(&failure, extra_tries, Uuid::new_v4().as_u128()) else {
            return Err(failure);
        };
        tokio::time::sleep(pause).await;
        extra_tries += 1;
    }
}

/// Returns the pause before another try, or `None` to stop: as long as the server asks, else a random part of a growing
/// span, so that many desks don't retry at once.
fn pause_after(failure: &Failure, extra_tries: u32, random: u128) -> Option<Duration> {
    if failure.report().cause == Cause::RateLimited {
        let wait = failure.report().retry_after.unwrap_or_default();
        return (extra_tries < EXTRA_TURNS && wait <= LONGEST_WAIT).then_some(Duration::ZERO);
    }
    if extra_tries >= EXTRA_TRIES || !may_pass(failure) {
        return None;
    }
    match failure.report().retry_after {
        Some(wait) => Some(wait).filter(|wait| *wait <= LONGEST_ASKED),
        None => {
            let span = (FIRST_PAUSE * 2u32.pow(extra_tries)).as_millis();
            u64::try_from(random % (span + 1))
                .ok()
                .map(Duration::from_millis)
        }
    }
}

fn may_pass(failure: &Failure) -> bool {
    match failure.report().cause {
        Cause::Unreachable(connect_error) => connect_error.may_pass(),
        Cause::ConnectionLost | Cause::TimedOut | Cause::ServerFault => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use booking::Report;

    fn after(cause: Cause, retry_after: Option<u64>, tried: u32, random: u128) -> Option<u128> {
        let report = Report {
            retry_after: retry_after.map(Duration::from_secs),
            ..Report::of(cause)
        };
        pause_after(&Failure::Refused(report), tried, random).map(|pause| pause.as_millis())
    }

    #[test]
    fn only_what_may_pass_is_tried_again_and_only_twice() {
        for cause in [Cause::ServerFault, Cause::TimedOut, Cause::ConnectionLost] {
            let tries = (0..5)
                .take_while(|tried| after(cause.clone(), None, *tried, 7).is_some())
                .count();
            assert_eq!(tries, 2, "{cause:?}");
        }
        let lasting = [
            Cause::NotFound,
            Cause::KeyUnknown,
            Cause::QuotaExhausted,
            Cause::Redirected,
            Cause::KeyMissing,
        ];
        for cause in lasting {
            assert_eq!(after(cause.clone(), Some(0), 0, 7), None, "{cause:?}");
        }
    }

    #[test]
    fn the_pause_is_random_up_to_a_span_that_doubles() {
        assert_eq!(after(Cause::ServerFault, None, 0, 0), Some(0));
        assert_eq!(after(Cause::ServerFault, None, 0, 200), Some(200));
        assert_eq!(after(Cause::ServerFault, None, 0, 201), Some(0));
        assert_eq!(after(Cause::ServerFault, None, 1, 400), Some(400));
    }

    #[test]
    fn a_short_wait_that_the_server_asks_for_is_kept_and_a_long_one_is_left_to_a_person() {
        assert_eq!(after(Cause::ServerFault, Some(1), 0, 7), Some(1000));
        assert_eq!(after(Cause::ServerFault, Some(3), 0, 7), None);
    }

    #[test]
    fn a_limit_is_waited_for_by_the_governor_and_five_times_at_most() {
        let tries = (0..9)
            .take_while(|tried| after(Cause::RateLimited, None, *tried, 7) == Some(0))
            .count();
        assert_eq!(tries, 5);
        assert_eq!(after(Cause::RateLimited, Some(60), 0, 7), Some(0));
        assert_eq!(after(Cause::RateLimited, Some(61), 0, 7), None);
    }
}

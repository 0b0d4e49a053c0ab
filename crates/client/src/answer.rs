//! Decodes the headers of an answer. The server's clock is compared with the desk's, because both are used to judge
//! appointments.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::header::{DATE, HeaderMap, HeaderName, LOCATION, RETRY_AFTER};

use super::confidential::{Confidential, Said};
use super::rate_limiter::Limits;
use booking::Cause;
use booking::api::{ReadDay, Reply};

/// The status of an answer and its headers.
pub(super) struct AnswerHead {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
}

/// Waits beyond a day are useless to a desk, and a number that large is more likely a point in time.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);

impl AnswerHead {
    /// Returns the whole answer without the confidential texts of the request.
    pub(super) fn with_body(
        &self,
        body: Result<Vec<u8>, Cause>,
        confidential: &Confidential,
        as_of: ReadDay,
    ) -> Reply {
        let said = Said::with_status(self.status);
        Reply {
            status: self.status,
            at: self.date(),
            as_of,
            retry_after: self.retry_after(),
            request_id: self
                .header_text(&HeaderName::from_static("x-request-id"))
                .map(|id| confidential.cut_from(id, Said::Refusal)),
            location: self
                .header_text(&LOCATION)
                .map(|address| confidential.cut_from(address, Said::Data)),
            body: body.map(|body| confidential.cut_from_json(body, said)),
        }
    }

    /// Returns how long the server asks to wait: `Retry-After` in seconds or as a date (measured from the
    /// answer's own `Date`, so that a wrong clock here does no harm); for a 429 else `X-RateLimit-Reset` in
    /// seconds.
    fn retry_after(&self) -> Option<Duration> {
        let requested = self
            .header_text(&RETRY_AFTER)
            .and_then(|text| seconds(text).or_else(|| self.until(text)));
        let reset = || {
            if self.status != 429 {
                return None;
            }
            seconds(self.header_text(&HeaderName::from_static("x-ratelimit-reset"))?)
        };
        requested
            .or_else(reset)
            .filter(|wait| *wait <= LONGEST_WAIT)
    }

    /// Returns the remaining rate limit of the clinic, if stated.
    pub(super) fn limits(&self) -> Option<Limits> {
        let number = |name| {
            self.header_text(&HeaderName::from_static(name))?
                .parse::<u64>()
                .ok()
        };
        let resets = Duration::from_secs(number("x-ratelimit-reset")?);
        let total = number("x-ratelimit-limit")?;
        let remaining = number("x-ratelimit-remaining")?;
        Some(Limits {
            total,
            remaining,
            resets,
        })
        .filter(|limits| limits.total > 0 && resets <= LONGEST_WAIT)
    }

    /// Returns the time of the answer by the server's clock, to the second.
    pub(super) fn date(&self) -> Option<DateTime<Utc>> {
        date_in(&self.headers)
    }

    fn until(&self, date: &str) -> Option<Duration> {
        Some(
            (http_date(date)? - self.date()?)
                .to_std()
                .unwrap_or_default(),
        )
    }

    fn header_text(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok().map(str::trim)
    }
}

/// Returns the time of an answer by the server's clock, to the second.
pub(super) fn date_in(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    http_date(headers.get(DATE)?.to_str().ok()?.trim())
}

fn http_date(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(text)
        .ok()
        .map(|date| date.to_utc())
}

fn seconds(text: &str) -> Option<Duration> {
    text.parse().ok().map(Duration::from_secs)
}

/// Returns the present time. The client never reads the machine's clock.
pub(super) type UtcClock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The skew according to the last answer's `Date`.
#[derive(Default)]
pub(super) struct Skew {
    /// The desk's clock; without it, nothing is measured.
    pub(super) clock: Option<UtcClock>,
    last: Mutex<Option<TimeDelta>>,
}

impl Skew {
    /// Measures the skew from the `date` of an answer that has just arrived. HTTP dates are truncated to seconds, so
    /// half a second is added as the best estimate.
    pub(super) fn note(&self, date: Option<DateTime<Utc>>) {
        if let (Some(clock), Some(date)) = (&self.clock, date) {
            let ahead = date + TimeDelta::milliseconds(500) - clock();
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(ahead);
        }
    }

    /// Returns the present time by the desk's clock; `None` without one.
    pub(super) fn own_now(&self) -> Option<DateTime<Utc>> {
        self.clock.as_ref().map(|clock| clock())
    }

    /// Returns the present time by the server's clock, if its skew is known, else by the desk's; `None` without a
    /// clock.
    pub(super) fn servers_now(&self) -> Option<DateTime<Utc>> {
        Some(self.own_now()? + self.last().unwrap_or_default())
    }

    /// Returns how far the server is ahead of the desk; negative if it is behind.
    pub(super) fn last(&self) -> Option<TimeDelta> {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Skew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Skew").field(&self.last()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, headers: &[(&'static str, &'static str)]) -> AnswerHead {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), (*value).try_into().unwrap()))
            .collect();
        AnswerHead { status, headers }
    }

    #[test]
    fn a_wait_is_read_in_seconds_or_as_a_date() {
        let wait = |headers: &[_]| {
            answer(429, headers)
                .retry_after()
                .map(|wait| wait.as_secs())
        };
        assert_eq!(wait(&[("retry-after", "7")]), Some(7));
        assert_eq!(
            wait(&[("retry-after", "7"), ("x-ratelimit-reset", "41")]),
            Some(7)
        );
        assert_eq!(wait(&[("x-ratelimit-reset", "41")]), Some(41));
        let date = ("date", "Fri, 20 Nov 2026 14:32:00 GMT");
        assert_eq!(
            wait(&[("retry-after", "Fri, 20 Nov 2026 14:33:30 GMT"), date]),
            Some(90)
        );
        assert_eq!(
            wait(&[("retry-after", "Fri, 20 Nov 2026 14:31:00 GMT"), date]),
            Some(0)
        );
        assert_eq!(
            wait(&[("retry-after", "Fri, 20 Nov 2026 14:33:30 GMT")]),
            None
        );
        assert_eq!(wait(&[("retry-after", "soon")]), None);
        assert_eq!(
            wait(&[("x-ratelimit-reset", "1795185120")]),
            None,
            "a point in time is no wait"
        );
        assert_eq!(wait(&[]), None);
    }

    #[test]
    fn the_reset_on_every_answer_is_a_wait_only_for_429() {
        assert_eq!(
            answer(503, &[("x-ratelimit-reset", "41")]).retry_after(),
            None
        );
        assert_eq!(
            answer(503, &[("retry-after", "3")]).retry_after(),
            Some(Duration::from_secs(3))
        );
    }
}

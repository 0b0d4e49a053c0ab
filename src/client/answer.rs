//! An HTTP answer as it came, and what its headers say.

use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use serde_json::Value;

use super::rate_limiter::Limits;
use super::server_text::shown_message;
use crate::booking::{Cause, DecodeError};

/// A status, its headers, and as much of a body as there was.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    /// The body, or why there is none: too large, too slow, or cut off.
    pub(super) body: Result<Vec<u8>, Cause>,
}

/// The body of a 2xx answer.
pub(super) struct Body {
    pub(super) value: Value,
    /// When the server wrote it, on its own clock.
    pub(super) at: Option<DateTime<Utc>>,
}

/// Waits beyond a day are no waits a desk can use, and a number that large is more likely a point in time.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);

/// The most that may be read, in values of 100 to 200 bytes of memory each: 8 MiB of empty lists would take hundreds.
/// The longest honest list, a quarter of a year's appointments in one piece, has some ten thousand.
const MOST_VALUES: usize = 1 << 17;

impl Answer {
    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body as JSON, or why it can't be read.
    pub(super) fn json(&self) -> Result<Value, Cause> {
        let body = self.body.as_ref().map_err(Clone::clone)?;
        if body.is_empty() {
            return Err(Cause::Unreadable(DecodeError::Empty));
        }
        if values(body) > MOST_VALUES {
            return Err(Cause::TooLarge);
        }
        serde_json::from_slice(body).map_err(|_| Cause::Unreadable(DecodeError::NoJson))
    }

    /// The id under which the server's owner finds the call: `requestId` in the body, else the header
    /// `x-request-id`, else `meta.requestId` in the body.
    pub(super) fn request_id(&self, body: Option<&Value>) -> Option<String> {
        let in_body = |pointer| body.and_then(|body| body.pointer(pointer)?.as_str());
        in_body("/requestId")
            .or_else(|| self.header_text(&HeaderName::from_static("x-request-id")))
            .or_else(|| in_body("/meta/requestId"))
            .map(shown_message)
            .filter(|id| !id.is_empty())
    }

    /// How long the server asks to wait: `Retry-After` in seconds or as a date (measured from the answer's own
    /// `Date`, so that a wrong clock here does no harm); for a 429 else `X-RateLimit-Reset` in seconds.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        let asked =
            self.header_text(&RETRY_AFTER).and_then(|text| seconds(text).or_else(|| self.until(text)));
        let reset = || {
            let text = self.header_text(&HeaderName::from_static("x-ratelimit-reset"))?;
            seconds(text).filter(|_| self.status == 429)
        };
        asked.or_else(reset).filter(|wait| *wait <= LONGEST_WAIT)
    }

    /// How much of the backend's limit is left, where it says so.
    pub(super) fn limits(&self) -> Option<Limits> {
        let number = |name| self.header_text(&HeaderName::from_static(name))?.parse::<u64>().ok();
        let resets = Duration::from_secs(number("x-ratelimit-reset")?);
        let (total, left) = (number("x-ratelimit-limit")?, number("x-ratelimit-remaining")?);
        Some(Limits { total, left, resets }).filter(|limits| limits.total > 0 && resets <= LONGEST_WAIT)
    }

    /// When the server wrote it, on its own clock, to the second.
    pub(super) fn date(&self) -> Option<DateTime<Utc>> {
        http_date(self.header_text(&DATE)?)
    }

    fn until(&self, date: &str) -> Option<Duration> {
        Some((http_date(date)? - self.date()?).to_std().unwrap_or_default())
    }

    fn header_text(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok().map(str::trim)
    }
}

/// About how many values a body holds: each but the first stands after a comma or a bracket. What a brace opens takes
/// as much as three, however little is in it.
fn values(body: &[u8]) -> usize {
    let weights = body.iter().map(|byte| match byte {
        b',' | b'[' => 1,
        b'{' => 3,
        _ => 0,
    });
    weights.sum()
}

fn http_date(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(text).ok().map(|date| date.to_utc())
}

fn seconds(text: &str) -> Option<Duration> {
    text.parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answer(status: u16, headers: &[(&'static str, &'static str)]) -> Answer {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), (*value).try_into().unwrap()))
            .collect();
        Answer { status, headers, body: Ok(Vec::new()) }
    }

    #[test]
    fn more_values_than_an_honest_answer_has_are_not_read() {
        let of = |values: usize| Answer {
            body: Ok(format!("[{}0]", "0,".repeat(values)).into()),
            ..answer(200, &[])
        };
        assert!(of(100_000).json().is_ok());
        assert_eq!(of(MOST_VALUES).json(), Err(Cause::TooLarge));
        let records = |count: usize| Answer {
            body: Ok(format!("[{}{{}}]", "{\"id\":\"x\"},".repeat(count)).into()),
            ..answer(200, &[])
        };
        assert!(records(30_000).json().is_ok());
        assert_eq!(records(MOST_VALUES / 4).json(), Err(Cause::TooLarge));
    }

    #[test]
    fn a_wait_is_read_in_seconds_or_as_a_date() {
        let wait = |headers: &[_]| answer(429, headers).retry_after().map(|wait| wait.as_secs());
        assert_eq!(wait(&[("retry-after", "7")]), Some(7));
        assert_eq!(wait(&[("retry-after", "7"), ("x-ratelimit-reset", "41")]), Some(7));
        assert_eq!(wait(&[("x-ratelimit-reset", "41")]), Some(41));
        let date = ("date", "Fri, 20 Nov 2026 14:32:00 GMT");
        assert_eq!(wait(&[("retry-after", "Fri, 20 Nov 2026 14:33:30 GMT"), date]), Some(90));
        assert_eq!(wait(&[("retry-after", "Fri, 20 Nov 2026 14:31:00 GMT"), date]), Some(0));
        assert_eq!(wait(&[("retry-after", "Fri, 20 Nov 2026 14:33:30 GMT")]), None);
        assert_eq!(wait(&[("retry-after", "soon")]), None);
        assert_eq!(wait(&[("x-ratelimit-reset", "1795185120")]), None, "a point in time is no wait");
        assert_eq!(wait(&[]), None);
    }

    #[test]
    fn the_reset_on_every_answer_is_a_wait_only_for_429() {
        assert_eq!(answer(503, &[("x-ratelimit-reset", "41")]).retry_after(), None);
        assert_eq!(answer(503, &[("retry-after", "3")]).retry_after(), Some(Duration::from_secs(3)));
    }

    #[test]
    fn the_request_id_is_looked_for_in_three_places_in_order() {
        let with_header = answer(500, &[("x-request-id", "req_header")]);
        let body = json!({"requestId": "req_body", "meta": {"requestId": "req_meta"}});
        let meta = json!({"meta": {"requestId": "req_meta"}});
        assert_eq!(with_header.request_id(Some(&body)).as_deref(), Some("req_body"));
        assert_eq!(with_header.request_id(Some(&meta)).as_deref(), Some("req_header"));
        assert_eq!(answer(500, &[]).request_id(Some(&meta)).as_deref(), Some("req_meta"));
        assert_eq!(answer(500, &[]).request_id(None), None);
    }
}

//! Free times: why they can't be read, and which come next.

use std::iter;

use booking::time::{self, Wish};
use booking::{Cause, Failure};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use i18n::{Language, say};

use crate::Wording;

impl Wording<'_> {
    /// Returns why free times can't be read, with advice.
    pub fn why_not_free(&self, failure: &Failure) -> &'static str {
        let language = self.language;
        match failure.report().cause {
            Cause::Forbidden => say!(language, "free-forbidden"),
            Cause::KeyMissing
            | Cause::KeyMalformed
            | Cause::KeyUnknown
            | Cause::KeyRevoked
            | Cause::KeyExpired => say!(language, "free-bad-key"),
            Cause::NotFound => say!(language, "free-of-nobody"),
            Cause::RateLimited | Cause::QuotaExhausted => say!(language, "free-too-many-calls"),
            _ => say!(language, "free-failed"),
        }
    }
}

/// Returns that no free time of `who` fits the wish, and the next ones with their digits.
pub fn nothing_free(
    who: &str,
    wish: &Wish,
    next: &[DateTime<Utc>],
    zone: Tz,
    language: Language,
) -> String {
    let none = say!(language, "hold-none", who, when = wish.when(language));
    if next.is_empty() {
        return format!("{none} {}", say!(language, "hold-none-do"));
    }
    let times = numbered_times(next, zone, language);
    format!("{none} {}", say!(language, "hold-none-next", times))
}

/// Returns free times with their digits: `1 Wed 25 Nov 08:00 · 2 08:30`.
fn numbered_times(times: &[DateTime<Utc>], zone: Tz, language: Language) -> String {
    let before = iter::once(None).chain(times.iter().copied().map(Some));
    let numbered = (1..).zip(times).zip(before);
    let texts = numbered
        .map(|((number, at), before)| format!("{number} {}", in_turn(*at, before, zone, language)));
    texts.collect::<Vec<_>>().join(" · ")
}

/// Returns the text of a time listed after another one, without the date if it is the same.
pub fn in_turn(
    at: DateTime<Utc>,
    before: Option<DateTime<Utc>>,
    zone: Tz,
    language: Language,
) -> String {
    let local = at.with_timezone(&zone);
    let day_before = before.map(|before| before.with_timezone(&zone).date_naive());
    if day_before == Some(local.date_naive()) {
        time::oclock(local.time(), language)
    } else {
        time::moment_this_year(local.date_naive(), local.time(), language)
    }
}

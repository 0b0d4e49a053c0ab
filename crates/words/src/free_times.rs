//! Free times: why they can't be read.

use booking::{Cause, Failure};
use i18n::say;

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

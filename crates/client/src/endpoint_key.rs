//! A clinic's key, and its replacement before it expires and after it was refused.

use std::fmt;
use std::sync::{Arc, Mutex as StateMutex, MutexGuard, PoisonError};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tokio::sync::Mutex;
use tokio::task::spawn_blocking;

/// How long before its end a key is replaced, so that calls begun with it can also end with it.
const BEFORE_END: TimeDelta = TimeDelta::seconds(60);
/// The minimum time between two fetches. A person may have to unlock the source.
const LEAST_PAUSE: TimeDelta = TimeDelta::seconds(60);

/// Fetches a key. May block for seconds.
type FetchKey = dyn Fn() -> Result<SecretString, String> + Send + Sync;

/// A key shared by all clones. `Debug` shows nothing of it.
#[derive(Clone)]
pub(super) struct EndpointKey(Arc<SharedKey>);

struct SharedKey {
    current: StateMutex<CurrentKey>,
    source: Option<Arc<FetchKey>>,
    /// Locked while a key is fetched, so that one fetch serves all waiting calls.
    fetching: Mutex<()>,
}

#[derive(Default)]
struct CurrentKey {
    key: Option<SecretString>,
    is_refused: bool,
    fetched_at: Option<DateTime<Utc>>,
    /// Why the last fetch failed.
    failure: Option<String>,
}

impl EndpointKey {
    /// Creates a key that is never replaced.
    pub(super) fn new(key: Option<SecretString>) -> EndpointKey {
        let current = CurrentKey {
            key,
            ..CurrentKey::default()
        };
        EndpointKey(Arc::new(SharedKey {
            current: StateMutex::new(current),
            source: None,
            fetching: Mutex::default(),
        }))
    }

    /// Returns the same key, to be replaced from this source.
    pub(super) fn with_source(
        &self,
        fetch: impl Fn() -> Result<SecretString, String> + Send + Sync + 'static,
    ) -> EndpointKey {
        let current = CurrentKey {
            key: self.current(),
            ..CurrentKey::default()
        };
        EndpointKey(Arc::new(SharedKey {
            current: StateMutex::new(current),
            source: Some(Arc::new(fetch)),
            fetching: Mutex::default(),
        }))
    }

    pub(super) fn current(&self) -> Option<SecretString> {
        self.state().key.clone()
    }

    /// Records that a server has refused the key.
    pub(super) fn refuse(&self) {
        self.state().is_refused = true;
    }

    /// Returns whether another key is fetched before the next call.
    pub(super) fn is_to_be_renewed(&self, now: Option<DateTime<Utc>>) -> bool {
        self.0.source.is_some() && self.state().is_to_be_renewed(now)
    }

    /// Fetches another key if this one is about to expire or was refused. `may_follow` decides whether a fetched key
    /// may replace the current one.
    ///
    /// # Errors
    ///
    /// Returns the reason if no other key can be fetched and this one has expired.
    pub(super) async fn renew(
        &self,
        now: Option<DateTime<Utc>>,
        may_follow: impl Fn(&SecretString) -> bool,
    ) -> Result<(), String> {
        let Some(source) = &self.0.source else {
            return Ok(());
        };
        let _fetching = self.0.fetching.lock().await;
        if self.state().is_to_be_renewed(now) {
            // Recorded first: the command continues if the call that waits for it is abandoned.
            self.state().note_run(now);
            let fetch = Arc::clone(source);
            let fetched = spawn_blocking(move || fetch()).await;
            // The task fails only when the program ends.
            let fetched = fetched.unwrap_or_else(|error| Err(error.to_string()));
            let fetched = fetched.map(|key| may_follow(&key).then_some(key));
            self.state().note(fetched);
        }
        let state = self.state();
        match &state.failure {
            Some(failure) if state.ends_within(TimeDelta::zero(), now) => Err(failure.clone()),
            _ => Ok(()),
        }
    }

    fn state(&self) -> MutexGuard<'_, CurrentKey> {
        self.0
            .current
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl CurrentKey {
    fn is_to_be_renewed(&self, now: Option<DateTime<Utc>>) -> bool {
        let is_early = self
            .fetched_at
            .zip(now)
            .is_some_and(|(at, now)| (TimeDelta::zero()..LEAST_PAUSE).contains(&(now - at)));
        !is_early && (self.is_refused || self.ends_within(BEFORE_END, now))
    }

    fn ends_within(&self, span: TimeDelta, now: Option<DateTime<Utc>>) -> bool {
        let end = self.key.as_ref().and_then(end_of);
        end.zip(now).is_some_and(|(end, now)| end - now <= span)
    }

    /// Records that a key is being fetched.
    fn note_run(&mut self, now: Option<DateTime<Utc>>) {
        self.is_refused = false;
        self.fetched_at = now;
    }

    /// Stores a fetched key, if it may follow, or why there is none.
    fn note(&mut self, fetched: Result<Option<SecretString>, String>) {
        self.failure = fetched.as_ref().err().cloned();
        if let Ok(Some(key)) = fetched {
            self.key = Some(key);
        }
    }
}

impl fmt::Debug for EndpointKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EndpointKey")
    }
}

/// Returns the end stated in a key that is a JSON Web Token (RFC 7519).
fn end_of(key: &SecretString) -> Option<DateTime<Utc>> {
    let mut parts = key.expose_secret().split('.');
    let (Some(_), Some(claims), Some(_), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let claims = BASE64_URL_SAFE_NO_PAD.decode(claims).ok()?;
    let claims: Value = serde_json::from_slice(&claims).ok()?;
    DateTime::from_timestamp(claims["exp"].as_i64()?, 0)
}

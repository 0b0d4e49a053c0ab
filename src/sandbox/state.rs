//! The shared state of requests: the clock, the records, and the ordered faults.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::booked;
use super::clock::ServerClock;
use super::delay::RequestWaits;
use super::faults::Faults;
use super::log::Log;
use super::server::SandboxOptions;
use super::store::{AsOf, DatabaseError, SandboxStore};

/// The state that all requests of one sandbox share.
pub(super) struct ServerState {
    pub(super) clock: ServerClock,
    pub(super) store: SandboxStore,
    /// The zone of the clinic at ClinikAPI.
    pub(super) clinik_zone: Tz,
    lag: Duration,
    first: u64,
    log: Mutex<Log>,
    faults: Arc<Mutex<Faults>>,
    pub(super) waiting: Arc<RequestWaits>,
}

impl ServerState {
    pub(super) async fn open(
        options: &SandboxOptions,
        waiting: Arc<RequestWaits>,
        faults: Arc<Mutex<Faults>>,
    ) -> Result<Self, DatabaseError> {
        let clock = ServerClock::new(options.clock);
        let days = |first| match options.is_booked {
            true => booked::appointments(clock.now(), options.clinik_zone, first),
            false => Vec::new(),
        };
        let store =
            SandboxStore::open(options.data.as_deref(), options.patients, options.first, days).await?;
        Ok(Self {
            clock,
            first: store.first(),
            store,
            clinik_zone: options.clinik_zone,
            lag: options.lag,
            log: Mutex::default(),
            faults,
            waiting,
        })
    }

    /// Returns the number of which the id of the appointment with this number in the store is made.
    pub(super) fn counted(&self, number: u64) -> u64 {
        self.first.wrapping_add(number)
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Returns the horizon of a ClinikAPI search: everything written before the lag.
    pub(super) fn search_horizon(&self) -> AsOf {
        let lag = i64::try_from(self.lag.as_millis()).unwrap_or(i64::MAX);
        AsOf::Written(self.now().timestamp_millis().saturating_sub(lag))
    }

    pub(super) fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Drops everything made since the start: records, request log, faults, clock.
    pub(super) async fn reset(&self) -> Result<(), DatabaseError> {
        self.store.reset().await?;
        *self.log() = Log::default();
        *self.faults() = Faults::default();
        self.clock.reset();
        Ok(())
    }
}

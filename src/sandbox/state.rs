//! The shared state of requests: the clock, the records, and the ordered faults.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::booked;
use super::clock::ServerClock;
use super::delay::RequestWaits;
use super::faults::Faults;
use super::fhir::FhirRecords;
use super::log::Log;
use super::server::SandboxOptions;
use super::store::{AsOf, DatabaseError, RecordKind, SandboxStore};

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
    /// The records of the FHIR server, once it was asked.
    fhir: Mutex<Option<FhirRecords>>,
    is_booked: bool,
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
            fhir: Mutex::default(),
            is_booked: options.is_booked,
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

    /// Returns the horizon of a search at ClinikAPI: everything written before the lag.
    pub(super) fn search_horizon(&self) -> AsOf {
        AsOf::Written(self.horizon_ms())
    }

    /// Returns the last moment that a search knows, in milliseconds since 1970.
    pub(super) fn horizon_ms(&self) -> i64 {
        let lag = i64::try_from(self.lag.as_millis()).unwrap_or(i64::MAX);
        self.now().timestamp_millis().saturating_sub(lag)
    }

    /// Returns the records of the FHIR server, made when it is first asked.
    pub(super) fn with_fhir<T>(&self, act: impl FnOnce(&mut FhirRecords) -> T) -> T {
        let mut records = self.fhir.lock().unwrap_or_else(PoisonError::into_inner);
        act(records.get_or_insert_with(|| {
            let (now, zone) = (self.now(), self.clinik_zone);
            let days = if self.is_booked { booked::appointments(now, zone, self.first) } else { Vec::new() };
            let visits = days.into_iter().filter(|(kind, _)| *kind == RecordKind::Visit);
            let visits: Vec<_> = visits.flat_map(|(_, visits)| visits).map(|visit| visit.body).collect();
            FhirRecords::of_roster(now, zone, &visits)
        }))
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
        *self.fhir.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.clock.reset();
        Ok(())
    }
}

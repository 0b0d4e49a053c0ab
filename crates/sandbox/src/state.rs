//! The options of a sandbox, and the shared state of its requests: the clock, the records, and the ordered
//! faults.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use zones::Zone;

use super::clock::{SandboxClock, ServerClock};
use super::delay::RequestWaits;
use super::faults::Faults;
use super::fhir::FhirRecords;
use super::log::Log;
use super::server::AnswerLoss;
use super::store::{RecordKind, SandboxStore};
use super::{CLINIC_ZONE, booked};

/// The options of a sandbox. The default is for tests: a free port, nothing kept on disk.
#[derive(Debug, Clone)]
pub struct SandboxOptions {
    /// The address to listen on; port 0 picks a free one. Must be a loopback address.
    pub listen: SocketAddr,
    /// The file that keeps the records; without it, they end with the process. A file next to it, whose name ends in
    /// `.lock`, lets several sandboxes share the records.
    pub data: Option<PathBuf>,
    /// The source of the sandbox's time.
    pub clock: SandboxClock,
    /// The lag of a ClinikAPI search behind a write, on the sandbox's clock. Documented as roughly 10 s.
    pub lag: Duration,
    /// The zone of the ClinikAPI clinic, for its practitioners' working hours.
    pub clinik_zone: Zone,
    /// The number of people at each clinic: the roster, and invented people up to this number. `None` for only the
    /// roster.
    pub patients: Option<usize>,
    /// The first number of appointment ids. Records that outlive a sandbox know its appointments by their ids, so a
    /// sandbox that keeps nothing should use another number at each start. A file continues from the number of its
    /// first start.
    pub first: u64,
    /// Whether there are invented appointments besides the roster's, today and on the days around it. In a file, each
    /// start updates them.
    pub is_booked: bool,
    /// Whether the FHIR server also has a realistic practice: groups, second practitioners, roles, people with older
    /// versions of their data, blocked times, and some 700 patients.
    pub has_practice: bool,
    /// The handle for losing answers.
    pub answer_loss: AnswerLoss,
}

impl Default for SandboxOptions {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            data: None,
            clock: SandboxClock::Real,
            lag: Duration::from_secs(10),
            clinik_zone: CLINIC_ZONE,
            patients: None,
            first: 0,
            is_booked: false,
            has_practice: false,
            answer_loss: AnswerLoss::default(),
        }
    }
}

/// The state shared by all requests of one sandbox.
pub(super) struct ServerState {
    pub(super) clock: ServerClock,
    pub(super) store: SandboxStore,
    pub(super) options: SandboxOptions,
    log: Mutex<Log>,
    faults: Arc<Mutex<Faults>>,
    /// The records of the FHIR server, created at its first request.
    fhir: Mutex<Option<FhirRecords>>,
    pub(super) waiting: Arc<RequestWaits>,
}

impl ServerState {
    pub(super) fn open(options: SandboxOptions, waiting: Arc<RequestWaits>) -> io::Result<Self> {
        let clock = ServerClock::new(options.clock);
        let days = |first| booked::appointments(&options, clock.now(), first);
        let store = SandboxStore::open(
            options.data.as_deref(),
            options.patients,
            options.first,
            days,
        )?;
        let (log, fhir) = Default::default();
        Ok(Self {
            clock,
            store,
            faults: Arc::clone(&options.answer_loss.0),
            options,
            log,
            fhir,
            waiting,
        })
    }

    /// Returns the number from which the id of a record is made, given its number in the store.
    pub(super) fn id_number(&self, number: u64) -> u64 {
        self.store.first.wrapping_add(number)
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Returns the moment up to which a search finds writes, in milliseconds since 1970.
    pub(super) fn horizon_ms(&self) -> i64 {
        let lag = i64::try_from(self.options.lag.as_millis()).unwrap_or(i64::MAX);
        self.now().timestamp_millis().saturating_sub(lag)
    }

    /// Passes the records of the FHIR server to `act`, and creates them at the first request.
    pub(super) fn with_fhir<T>(&self, act: impl FnOnce(&mut FhirRecords) -> T) -> T {
        let mut records = self.fhir.lock().unwrap_or_else(PoisonError::into_inner);
        act(records.get_or_insert_with(|| {
            let now = self.now();
            let days = booked::appointments(&self.options, now, self.store.first);
            let visits: Vec<_> = days
                .into_iter()
                .filter(|(kind, _)| *kind == RecordKind::Visit)
                .flat_map(|(_, visits)| visits)
                .map(|visit| visit.body)
                .collect();
            let zone = self.options.clinik_zone;
            let mut records = FhirRecords::of_roster(now, zone, &visits);
            if self.options.has_practice {
                records.add_practice(now, zone);
            }
            records
        }))
    }

    pub(super) fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Drops everything made since the start: records, request log, faults, clock.
    pub(super) fn reset(&self) -> io::Result<()> {
        self.store.reset()?;
        *self.log() = Log::default();
        *self.faults() = Faults::default();
        *self.fhir.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.clock.reset();
        Ok(())
    }
}

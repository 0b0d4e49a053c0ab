//! The options of a sandbox.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use chrono_tz::Tz;

use super::CLINIC_ZONE;
use super::clock::SandboxClock;

/// The options of a sandbox. The default suits tests: a free port, nothing kept on disk.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address to listen on; port 0 picks a free one. Must be a loopback address.
    pub listen: SocketAddr,
    /// The SQLite file that outlives the process; without one, records end with it.
    pub data: Option<PathBuf>,
    /// The source of the sandbox's time.
    pub clock: SandboxClock,
    /// The lag of a ClinikAPI search behind a write, on the sandbox's clock. Documented as roughly 10 s.
    pub lag: Duration,
    /// The zone of the clinic at ClinikAPI: its practitioners' working hours are local times there.
    pub clinik_zone: Tz,
    /// The number of people at each clinic; the roster comes first, invented ones fill up. `None` is the
    /// roster alone.
    pub patients: Option<usize>,
    /// The first number of appointment ids. Records that outlive a sandbox know its appointments by their
    /// ids, so one that keeps nothing should use others at each start. A file continues from the number of
    /// its first start.
    pub first: u64,
    /// Whether there are invented appointments beside those of the roster, today and on the days around it.
    /// In a file each start brings them up to date.
    pub is_booked: bool,
}

impl Default for Options {
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
        }
    }
}

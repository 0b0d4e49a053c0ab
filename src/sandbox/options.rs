//! How a sandbox is started.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use chrono_tz::Tz;

use super::CLINIC_ZONE;
use super::clock::SandboxClock;

/// What a sandbox is started with. The default is what a test wants: a free port, nothing kept on disk.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where to listen; port 0 picks a free one. Must be a loopback address.
    pub listen: SocketAddr,
    /// The SQLite file that outlives the process; without one, records end with it.
    pub data: Option<PathBuf>,
    /// What the sandbox takes for now.
    pub clock: SandboxClock,
    /// How far a ClinikAPI search stays behind a write, on the sandbox's clock. Documented as roughly 10 s.
    pub lag: Duration,
    /// The zone of the clinic at ClinikAPI: its practitioners' working hours are wall-clock times there.
    pub clinik_zone: Tz,
    /// How many people each backend holds in all; the roster comes first, invented ones fill up. `None` is
    /// the roster alone.
    pub patients: Option<usize>,
    /// What the ids of appointments are counted from. Records that outlive a sandbox know its appointments by their
    /// ids: one that keeps nothing is to give others at each start. A file goes on from what its first start was given.
    pub first: u64,
    /// Whether people come already, today and on the days about it: invented appointments beside those of the roster.
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

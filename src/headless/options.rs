//! How a headless desk is opened.

use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::booking::time::DateOrder;
use crate::booking::{Language, Mode, Naming, Vendor, Vendors};
use crate::client::{Route, Timeouts};
use crate::config::PinHash;
use crate::desk::{Keymap, Look, Size, Tutor};
use crate::runtime::Shared;
use crate::sandbox::{self, PROFILE_GROUP};
use crate::vendor::SHIPPED;

/// How a headless desk is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// The size of its screen.
    pub size: Size,
    /// What the desk and the sandbox take for now, until it is moved.
    pub now: DateTime<Utc>,
    /// The desk's zone.
    pub zone: Tz,
    /// The zone of clinics with one clock; none is the sandbox's own.
    pub clinic_zone: Option<Tz>,
    /// The order of numeric dates, where it is set.
    pub date_order: Option<DateOrder>,
    /// The language of the interface.
    pub language: Language,
    /// The form it opens with.
    pub backend: Vendor,
    /// How it looks.
    pub look: Look,
    /// How long a call may take: on the machine's own clock, unless the desk keeps the time.
    pub timeouts: Timeouts,
    /// How the servers are reached and recognised.
    pub route: Route,
    /// How far the sandbox's searches lag behind writes, on the desk's clock.
    pub lag: Duration,
    /// How many people each backend knows in all; none is the sandbox's own roster.
    pub patients: Option<usize>,
    /// Whether people come already at the sandbox, today and on the days about it.
    pub is_booked: bool,
    /// The clinic APIs it books at.
    pub vendors: Vendors,
    /// Other keys than the sandbox's valid ones; an empty one stands for no key at all.
    pub keys_of: Vec<(Vendor, String)>,
    /// Another address than the sandbox's, for all of them.
    pub address: Option<String>,
    /// Where those are that its own sandbox is not to answer for, or can't.
    pub addresses_of: Vec<(Vendor, String)>,
    /// Who books, for the record.
    pub operator: Option<String>,
    /// What the desk is called, where it has a name.
    pub desk_name: Option<String>,
    /// Where what must survive is kept; none keeps nothing.
    pub data_dir: Option<PathBuf>,
    /// The records it shares with other desks, beside those in `data_dir`.
    pub shared: Option<Shared>,
    /// What `~/` stands for where a file is saved.
    pub home: Option<PathBuf>,
    /// The group that new patients go to, where the configuration says it.
    pub profile_group: Option<String>,
    /// What booking references are drawn from; none for none.
    pub references: Option<u64>,
    /// How long nobody may touch it before it locks; none where it never does by itself.
    pub lock_after: Option<Duration>,
    /// The hash of the PIN that unlocks it.
    pub pin: Option<PinHash>,
    /// Whether it opens locked, and reads nothing before it has been unlocked.
    pub opens_locked: bool,
    /// How people in lists are named as it opens.
    pub naming: Naming,
    /// Which keys do what.
    pub keys: Keymap,
    /// Where the tutor begins, where it is to be open.
    pub tutor: Option<Tutor>,
    /// Another mode word than the sandbox's, for pictures and tests of it.
    pub mode: Option<Mode>,
    /// Whether everything looks the same whenever and wherever it is done: one effect after the other, and no port
    /// in sight that the system has picked.
    pub repeatable: bool,
    /// Whether what is slow or hangs at the sandbox takes the desk's time and not the machine's. Only where everything
    /// is repeatable.
    pub keeps_time: bool,
}

impl Options {
    /// A desk at which everything looks the same each time, on a sandbox like the one people start.
    pub fn repeatable() -> Options {
        Options { repeatable: true, lag: sandbox::Options::default().lag, ..Options::default() }
    }
}

impl Default for Options {
    fn default() -> Options {
        Options {
            size: Size { cols: 120, rows: 40 },
            now: DateTime::from_timestamp(1_795_181_520, 0).unwrap_or_default(),
            zone: chrono_tz::Europe::Berlin,
            clinic_zone: None,
            date_order: None,
            language: Language::En,
            backend: SHIPPED.first(),
            look: Look::default(),
            timeouts: Timeouts::default(),
            route: Route::default(),
            lag: Duration::ZERO,
            patients: None,
            is_booked: false,
            vendors: SHIPPED,
            keys_of: Vec::new(),
            address: None,
            addresses_of: Vec::new(),
            operator: None,
            desk_name: None,
            data_dir: None,
            shared: None,
            home: None,
            profile_group: Some(PROFILE_GROUP.to_owned()),
            references: Some(1),
            lock_after: None,
            pin: None,
            opens_locked: false,
            naming: Naming::default(),
            keys: Keymap::default(),
            tutor: None,
            mode: None,
            repeatable: false,
            keeps_time: false,
        }
    }
}

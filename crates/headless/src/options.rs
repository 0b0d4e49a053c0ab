//! The options of a headless desk.

use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use zones::Zone;

use booking::clinics::SHIPPED;
use booking::time::DateOrder;
use booking::{ClinicId, Clinics, Holidays, Language, Mode, Naming, Templates};
use client::{Route, Timeouts};
use config::{PinHash, PrintCommand};
use desk::{Keymap, Look, Size, Tutor};
use runtime::Shared;

use office::LEAST_NOTICE;
use sandbox::{self, PROFILE_GROUP};

/// The options of a headless desk.
#[derive(Clone, Debug)]
pub struct Options {
    /// The size of the screen.
    pub size: Size,
    /// The time of the desk and the sandbox, until it is moved.
    pub now: DateTime<Utc>,
    /// The desk's zone.
    pub zone: Zone,
    /// The zone of clinics with a single zone; `None` for the sandbox's own.
    pub clinic_zone: Option<Zone>,
    /// The order of numeric dates, if set.
    pub date_order: Option<DateOrder>,
    /// The language of the interface.
    pub language: Language,
    /// The clinic of the first form.
    pub clinic: ClinicId,
    /// The look.
    pub look: Look,
    /// The time limits of calls, on the machine's clock unless the desk keeps the time.
    pub timeouts: Timeouts,
    /// How servers are reached and verified.
    pub route: Route,
    /// The lag of the sandbox's searches, on the desk's clock.
    pub lag: Duration,
    /// The number of people at each clinic; `None` for the sandbox's own roster.
    pub patients: Option<usize>,
    /// Whether the sandbox starts with appointments today and on the days around it.
    pub is_booked: bool,
    /// Whether the sandbox's FHIR server has a realistic practice.
    pub has_practice: bool,
    /// The clinics.
    pub clinics: Clinics,
    /// Keys in place of the sandbox's valid ones; an empty one means no key.
    pub keys_of: Vec<(ClinicId, String)>,
    /// An address in place of the sandbox's, for all clinics.
    pub address: Option<String>,
    /// Addresses of clinics that the sandbox must not, or cannot, replace.
    pub addresses_of: Vec<(ClinicId, String)>,
    /// The operator, for the records.
    pub operator: Option<String>,
    /// The desk's name, if it has one.
    pub desk_name: Option<String>,
    /// The folder of the records; `None` keeps nothing.
    pub data_dir: Option<PathBuf>,
    /// The records shared with other desks, in addition to those in `data_dir`.
    pub shared: Option<Shared>,
    /// The folder for `~/` in the names of saved files.
    pub home: Option<PathBuf>,
    /// The program that prints a page, if one is set up.
    pub print_command: Option<PrintCommand>,
    /// The group of new patients, if configured.
    pub profile_group: Option<String>,
    /// The seed of booking references; `None` for none.
    pub references: Option<u64>,
    /// The visit templates; `None` for the shipped ones.
    pub templates: Option<Templates>,
    /// The days on which no free time is proposed.
    pub holidays: Holidays,
    /// The time that patients need to come: no earlier free time is proposed.
    pub least_notice: TimeDelta,
    /// The time without input after which it locks; `None` for never.
    pub lock_after: Option<Duration>,
    /// The hash of the PIN that unlocks it.
    pub pin: Option<PinHash>,
    /// Whether it opens locked, and reads nothing before it is unlocked.
    pub opens_locked: bool,
    /// How lists name people at first.
    pub naming: Naming,
    /// The key bindings.
    pub keys: Keymap,
    /// The tutor's first lesson, if the tutor is open.
    pub tutor: Option<Tutor>,
    /// A mode in place of the sandbox's, for pictures and tests of that mode.
    pub mode: Option<Mode>,
    /// Whether everything looks the same each time on every machine: effects run one by one, and the sandbox's port is
    /// hidden.
    pub repeatable: bool,
    /// Whether slow and hanging calls at the sandbox take the desk's time instead of the machine's. Needs `repeatable`.
    pub keeps_time: bool,
}

impl Options {
    /// Returns the options of a desk that looks the same each time, on a sandbox with the usual defaults.
    pub fn repeatable() -> Options {
        Options {
            repeatable: true,
            lag: sandbox::SandboxOptions::default().lag,
            ..Options::default()
        }
    }
}

impl Default for Options {
    fn default() -> Options {
        Options {
            size: Size {
                cols: 120,
                rows: 40,
            },
            now: DateTime::from_timestamp(1_795_181_520, 0).unwrap_or_default(),
            zone: zones::Zone::BERLIN,
            clinic_zone: None,
            date_order: None,
            language: Language::En,
            clinic: SHIPPED.first(),
            look: Look::default(),
            timeouts: Timeouts::default(),
            route: Route::default(),
            lag: Duration::ZERO,
            patients: None,
            is_booked: false,
            has_practice: false,
            clinics: SHIPPED,
            keys_of: Vec::new(),
            address: None,
            addresses_of: Vec::new(),
            operator: None,
            desk_name: None,
            data_dir: None,
            shared: None,
            home: None,
            print_command: None,
            profile_group: Some(PROFILE_GROUP.to_owned()),
            references: Some(1),
            templates: None,
            holidays: Holidays::default(),
            least_notice: LEAST_NOTICE,
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

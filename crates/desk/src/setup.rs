//! The configuration of a desk: of the office, and of what shows it.

use chrono_tz::Tz;

use booking::time::DateOrder;
use booking::{ClinicId, Clinics, Language};
use screen::Look;

use super::{Access, Keymap, OfficeSetup, Tutor};

/// The configuration of a session.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The configuration of the office.
    pub office: OfficeSetup,
    /// The configuration of what shows it.
    pub desk: DeskSetup,
}

/// The configuration of a desk beside that of its office.
#[derive(Clone, Debug)]
pub struct DeskSetup {
    /// The order of numeric dates, if configured.
    pub date_order: Option<DateOrder>,
    /// The clinic with which the desk opens.
    pub clinic: ClinicId,
    /// The language of the interface.
    pub language: Language,
    /// The look with which the desk opens.
    pub look: Look,
    /// Whether it may show colours at all.
    pub colour: bool,
    /// The keys of each action.
    pub keys: Keymap,
    /// When it locks, how it is unlocked, and how it names people in lists.
    pub access: Access,
    /// Whether it captures the mouse when it opens.
    pub mouse: bool,
    /// Whether the desk is on a screen; otherwise nothing is read that is only for display.
    pub is_on_screen: bool,
    /// The tutor's starting point, while it is open.
    pub tutor: Option<Tutor>,
}

impl Setup {
    /// Creates the configuration of a desk in that time zone, on the sandbox, opened with that clinic, with
    /// defaults for everything else.
    pub fn new(clinics: Clinics, zone: Tz, clinic: ClinicId) -> Setup {
        Setup {
            office: OfficeSetup::new(clinics, zone),
            desk: DeskSetup::new(clinic),
        }
    }
}

impl DeskSetup {
    /// Creates the configuration of a desk that opens with that clinic, with defaults for everything else.
    pub fn new(clinic: ClinicId) -> DeskSetup {
        DeskSetup {
            date_order: None,
            clinic,
            language: Language::default(),
            look: Look::default(),
            colour: true,
            keys: Keymap::default(),
            access: Access::default(),
            mouse: false,
            is_on_screen: true,
            tutor: None,
        }
    }
}

//! The configuration of a desk: of the office, and of what shows it.

use zones::Zone;

use booking::time::DateOrder;
use booking::{ClinicId, Clinics, Language, Naming};
use i18n::say;
use screen::Look;

use super::Tutor;
use crate::{Action, Key, Keymap, OfficeSetup};

/// The configuration of a session.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The configuration of the office.
    pub office: OfficeSetup,
    /// The configuration of what shows it.
    pub desk: DeskSetup,
}

/// The configuration of a desk besides its office's.
#[derive(Clone, Debug)]
pub struct DeskSetup {
    /// The order of numeric dates, if configured.
    pub date_order: Option<DateOrder>,
    /// The clinic that the desk opens with.
    pub clinic: ClinicId,
    /// The language of the interface.
    pub language: Language,
    /// The look that the desk opens with.
    pub look: Look,
    /// Whether it may show colours at all.
    pub colour: bool,
    /// The keys of each action.
    pub keys: Keymap,
    /// How lists name people when the desk opens.
    pub naming: Naming,
    /// Whether it captures the mouse when it opens.
    pub mouse: bool,
    /// Whether a printer is set up.
    pub has_printer: bool,
    /// The folder for files that nobody has named otherwise, ending with a separator; empty for the directory in which
    /// the program was started.
    pub save_folder: String,
    /// Whether the desk is on a screen; otherwise nothing is read that is only for display.
    pub is_on_screen: bool,
    /// The tutor's starting point, while it is open.
    pub tutor: Option<Tutor>,
}

impl Setup {
    /// Creates the configuration of a desk in that time zone, on the sandbox, opened with that clinic, with
    /// defaults for everything else.
    pub fn new(clinics: Clinics, zone: Zone, clinic: ClinicId) -> Setup {
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
            has_printer: false,
            save_folder: String::new(),
            clinic,
            language: Language::default(),
            look: Look::default(),
            colour: true,
            keys: Keymap::default(),
            naming: Naming::default(),
            mouse: false,
            is_on_screen: true,
            tutor: None,
        }
    }

    /// Returns the key of an action, with its effect where it is named.
    pub(crate) fn key_for(&self, action: Action, does: &str) -> (Key, String) {
        (self.keys.key(action), does.to_owned())
    }

    /// Returns the key of an action, with its name in the key table.
    pub(crate) fn named(&self, action: Action) -> (Key, String) {
        self.key_for(action, action.short(self.language))
    }

    /// Returns the key that closes what is open.
    pub(crate) fn key_to_close(&self) -> (Key, String) {
        self.key_for(Action::Close, say!(self.language, "now-close"))
    }

    /// Returns the keys of a list; the first acts on the chosen row.
    pub(crate) fn keys_of_list(&self, does: &str) -> Vec<(Key, String)> {
        vec![
            self.key_for(Action::Enter, does),
            self.named(Action::Down),
            self.named(Action::Up),
            self.key_to_close(),
        ]
    }
}

//! The configuration of a desk, and what follows from it: the modes, and the time zones that count.

use std::time::Duration;

use chrono::TimeDelta;
use chrono_tz::Tz;

use booking::time::DateOrder;
use booking::{CALL_LIMIT, ClinicId, Clinics, Language, Mode, PerClinic, Place, Templates};
use screen::Look;

use super::{Access, Keymap, Tutor};

/// The default of [`Setup::least_notice`].
pub const LEAST_NOTICE: TimeDelta = TimeDelta::minutes(30);

/// The configuration of a session.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The time zone of the desk's own wall clock.
    pub zone: Tz,
    /// The clinic APIs at which it books.
    pub clinics: Clinics,
    /// The time zone of each clinic, for locations without one of their own.
    pub clinic_zones: PerClinic<Tz>,
    /// The order of numeric dates, if configured.
    pub date_order: Option<DateOrder>,
    /// The mode of each clinic.
    pub modes: PerClinic<Mode>,
    /// The clinic with which the desk opens.
    pub clinic: ClinicId,
    /// The visit templates, each with a letter for the entry line.
    pub templates: Templates,
    /// The language of the interface.
    pub language: Language,
    /// The operator, for the record of overrides; `None` if not configured.
    pub operator: Option<String>,
    /// The name of the desk, if it has one.
    pub desk: Option<String>,
    /// The look with which the desk opens.
    pub look: Look,
    /// Whether it may show colours at all.
    pub colour: bool,
    /// The profile group for new patients, by its slug, if a clinic API requires one; the form asks for it if
    /// not configured.
    pub profile_groups: PerClinic<Option<String>>,
    /// The seed of the references in comments, new at each start; `None` leaves comments as they are typed.
    pub references: Option<u64>,
    /// The seed of the references of bookings that bear them as identifiers, apart from the comment.
    pub identifiers: u64,
    /// The keys of each action.
    pub keys: Keymap,
    /// When it locks, how it is unlocked, and how it names people in lists.
    pub access: Access,
    /// Whether it captures the mouse when it opens.
    pub mouse: bool,
    /// The timeout of a call to a clinic.
    pub call_limit: Duration,
    /// The time that someone needs to come: no free time sooner than that is proposed. A typed time may be sooner.
    pub least_notice: TimeDelta,
    /// Whether the desk is on a screen; otherwise nothing is read that is only for display.
    pub is_on_screen: bool,
    /// Whether the desk's own clock is shown beside the clinic's if they differ.
    pub shows_desk_clock: bool,
    /// The tutor's starting point, while it is open.
    pub tutor: Option<Tutor>,
}

impl Setup {
    /// Creates the configuration of a desk in that time zone, on the sandbox, opened with that clinic, with
    /// defaults for everything else.
    pub fn new(clinics: Clinics, zone: Tz, clinic: ClinicId) -> Setup {
        Setup {
            zone,
            clinics,
            clinic_zones: PerClinic::of(clinics, |_| zone),
            date_order: None,
            modes: PerClinic::of(clinics, |_| Mode::Sandbox),
            clinic,
            templates: Templates::shipped(clinics),
            language: Language::default(),
            operator: None,
            desk: None,
            look: Look::default(),
            colour: true,
            profile_groups: PerClinic::of(clinics, |_| None),
            references: None,
            identifiers: 1,
            keys: Keymap::default(),
            access: Access::default(),
            mouse: false,
            call_limit: CALL_LIMIT,
            least_notice: LEAST_NOTICE,
            shows_desk_clock: true,
            is_on_screen: true,
            tutor: None,
        }
    }

    /// Returns the seed of the references of bookings at a clinic; `None` if they bear none.
    pub fn references_at(&self, clinic: ClinicId) -> Option<u64> {
        match clinic.api().identifies_bookings() {
            true => Some(self.references.unwrap_or(self.identifiers)),
            false => self.references.filter(|_| clinic.bears_references()),
        }
    }

    /// Returns the time zone of an appointment: that of its location, if that has one, else that of the
    /// clinic.
    pub fn zone_of(&self, clinic: ClinicId, place: Option<&Place>) -> Tz {
        place
            .and_then(|place| place.zone)
            .unwrap_or(self.clinic_zones[clinic])
    }
}

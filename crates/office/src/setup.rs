//! The configuration of an office, and the modes and time zones that follow from it.

use std::time::Duration;

use chrono::TimeDelta;
use zones::Zone;

use super::LockSetup;
use booking::{CALL_LIMIT, ClinicId, Clinics, Holidays, Mode, PerClinic, Place, Templates};

/// The default of [`OfficeSetup::least_notice`].
pub const LEAST_NOTICE: TimeDelta = TimeDelta::minutes(30);

/// The configuration of a front desk, independent of its face.
#[derive(Clone, Debug)]
pub struct OfficeSetup {
    /// The clinic APIs that it uses.
    pub clinics: Clinics,
    /// The time zone of the counter, which decides what *today* is.
    pub zone: Zone,
    /// The time zone of each clinic, for locations without one of their own.
    pub clinic_zones: PerClinic<Zone>,
    /// Whether no zone is configured for a clinic, so that the counter's is used.
    pub lack_zones: PerClinic<bool>,
    /// The mode of each clinic.
    pub modes: PerClinic<Mode>,
    /// Whether the changes and lists of each clinic are shared with other desks.
    pub shares: PerClinic<bool>,
    /// The visit templates, each with a letter for the entry line.
    pub templates: Templates,
    /// The days on which no free time is proposed.
    pub holidays: Holidays,
    /// The operator, for the record of overrides; `None` if not configured.
    pub operator: Option<String>,
    /// The name of the desk, if it has one.
    pub desk_name: Option<String>,
    /// The slugs of the profile groups for new patients, where a clinic API requires one. If not configured, the form
    /// asks for it.
    pub profile_groups: PerClinic<Option<String>>,
    /// The seed of the references in comments, new at each start; `None` adds no references.
    pub references: Option<u64>,
    /// The seed of the references that bookings have as identifiers, outside the comment.
    pub identifiers: u64,
    /// The timeout of a call to a clinic.
    pub call_limit: Duration,
    /// Whether data are read before they are needed: lists of patients that can be searched, and the free times of a
    /// typed practitioner.
    pub reads_ahead: bool,
    /// The time that a patient needs to come. No free time sooner than that is proposed, but one may be typed.
    pub least_notice: TimeDelta,
    /// When the desk locks, and how it is unlocked.
    pub lock: LockSetup,
}

impl OfficeSetup {
    /// Creates the configuration of an office on the sandbox, with this time zone at every clinic, and defaults for
    /// everything else.
    pub fn new(clinics: Clinics, zone: Zone) -> OfficeSetup {
        OfficeSetup {
            clinics,
            zone,
            clinic_zones: PerClinic::of(clinics, |_| zone),
            lack_zones: PerClinic::of(clinics, |_| false),
            modes: PerClinic::of(clinics, |_| Mode::Sandbox),
            shares: PerClinic::of(clinics, |_| false),
            templates: Templates::shipped(clinics),
            holidays: Holidays::default(),
            operator: None,
            desk_name: None,
            profile_groups: PerClinic::of(clinics, |_| None),
            references: None,
            identifiers: 1,
            call_limit: CALL_LIMIT,
            reads_ahead: true,
            least_notice: LEAST_NOTICE,
            lock: LockSetup::default(),
        }
    }

    /// Returns the seed of the references of bookings at a clinic; `None` if they have none.
    pub fn references_at(&self, clinic: ClinicId) -> Option<u64> {
        if clinic.api().identifies_bookings() {
            Some(self.references.unwrap_or(self.identifiers))
        } else if clinic.bears_references() {
            self.references
        } else {
            None
        }
    }

    /// Returns the time zone of an appointment: its location's, or else the clinic's. A location that states none has none
    /// that is known, if each has its own.
    pub fn zone_of(&self, clinic: ClinicId, place: Option<&Place>) -> Zone {
        match place {
            Some(Place {
                zone: Some(zone), ..
            }) => *zone,
            Some(_) if clinic.can().has_places => Zone::UNKNOWN,
            _ => self.clinic_zones[clinic],
        }
    }
}

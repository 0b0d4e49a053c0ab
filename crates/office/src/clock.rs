//! The mode of each clinic, the time zones of appointments, and the least notice.

use booking::{CalendarEntry, ClinicId, Mode, Visit};
use chrono::{DateTime, Utc};
use zones::Zone;

use super::Office;

impl Office {
    /// Returns the mode of a clinic: whether bookings are real.
    pub fn mode_of(&self, clinic: ClinicId) -> Mode {
        self.setup.modes[clinic]
    }

    /// Returns the earliest free time that may be proposed, because a patient on the telephone still has to come.
    pub(crate) fn earliest_proposed(&self) -> DateTime<Utc> {
        let now = self.moment.now;
        now.checked_add_signed(self.setup.least_notice)
            .unwrap_or(now)
    }

    /// Returns the time zone for appointments with a practitioner or at a location: see
    /// [`OfficeSetup::zone_of`](super::OfficeSetup::zone_of).
    pub fn zone_at(&self, clinic: ClinicId, provider: &str) -> Zone {
        self.setup
            .zone_of(clinic, self.lists.place(clinic, provider))
    }

    /// Returns the time zone of a visit.
    pub fn zone_of(&self, visit: &Visit) -> Zone {
        self.zone_at(visit.clinic, visit.provider.as_deref().unwrap_or_default())
    }

    /// Returns the time zone of a calendar entry.
    pub fn zone_of_entry(&self, entry: CalendarEntry<'_>) -> Zone {
        self.zone_at(entry.clinic(), entry.provider().unwrap_or_default())
    }
}

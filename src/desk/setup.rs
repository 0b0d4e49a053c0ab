//! What a desk is set up with, and what follows from it: how real bookings are, and whose clock counts.

use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::booking::time::{self, Clock, DateOrder};
use crate::booking::{
    CALL_LIMIT, CalendarEntry, Hours, Language, Mode, PerVendor, Place, Reference, Setting, Templates,
    Vendor, Vendors, Visit,
};
use crate::i18n::say;
use crate::screen::Look;

use super::{Access, Desk, Keymap, Shown};

/// What stays as it is for a session.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The zone of the desk's own wall clock.
    pub zone: Tz,
    /// The clinic APIs it books at.
    pub vendors: Vendors,
    /// The zone each one's clinic is in, for a place that doesn't say its own.
    pub clinic_zones: PerVendor<Tz>,
    /// The order of numeric dates, where it has been set.
    pub date_order: Option<DateOrder>,
    /// How real bookings at each backend are.
    pub modes: PerVendor<Mode>,
    /// The backend the desk opens with.
    pub backend: Vendor,
    /// The visits that the entry line knows by a letter.
    pub templates: Templates,
    /// The language of the interface.
    pub language: Language,
    /// Who books, for the record of overrides; none where nobody says.
    pub operator: Option<String>,
    /// How the desk looks as it opens.
    pub look: Look,
    /// Whether it may show colours at all.
    pub colour: bool,
    /// The group that new patients go to where a clinic API asks for one, by its slug; asked for where there is none.
    pub profile_groups: PerVendor<Option<String>>,
    /// What the references in comments are drawn from, another at each start; none where comments stay as
    /// they are typed.
    pub references: Option<u64>,
    /// Which keys do what.
    pub keys: Keymap,
    /// When it locks, how it is unlocked, and how it names people in lists.
    pub access: Access,
    /// Whether it takes the mouse from the terminal as it opens.
    pub mouse: bool,
    /// How long a call to a clinic may take.
    pub call_limit: Duration,
}

impl Setup {
    /// A desk and its clinics in that zone, on the sandbox, opened with that backend; everything else as it is unless set.
    pub fn new(vendors: Vendors, zone: Tz, backend: Vendor) -> Setup {
        Setup {
            zone,
            vendors,
            clinic_zones: PerVendor::of(vendors, |_| zone),
            date_order: None,
            modes: PerVendor::of(vendors, |_| Mode::Sandbox),
            backend,
            templates: Templates::shipped(vendors),
            language: Language::default(),
            operator: None,
            look: Look::default(),
            colour: true,
            profile_groups: PerVendor::of(vendors, |_| None),
            references: None,
            keys: Keymap::default(),
            access: Access::default(),
            mouse: false,
            call_limit: CALL_LIMIT,
        }
    }

    /// The zone whose wall clock an appointment runs on: that of the place it is at, where that has one, else that of
    /// the backend's clinic.
    pub fn zone_of(&self, backend: Vendor, place: Option<&Place>) -> Tz {
        place.and_then(|place| place.zone).unwrap_or(self.clinic_zones[backend])
    }
}

/// A moment, on the wall and on a clock that nobody sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// What the wall clock says.
    pub now: DateTime<Utc>,
    /// How long the desk has been up; never jumps.
    pub up: Duration,
}

impl Moment {
    /// The minute the wall clock shows, counted from 1970.
    pub fn minute(self) -> i64 {
        self.now.timestamp().div_euclid(60)
    }
}

impl Desk {
    /// How real a booking with the form in front is.
    pub fn mode(&self) -> Mode {
        self.mode_of(self.backend)
    }

    /// How real a booking at a backend is.
    pub fn mode_of(&self, backend: Vendor) -> Mode {
        self.setup.modes[backend]
    }

    /// The same, as the booking key says it.
    pub fn mode_phrase(&self) -> &'static str {
        self.mode_phrase_of(self.backend)
    }

    /// How real a change at a backend is, as the booking key says it.
    pub fn mode_phrase_of(&self, backend: Vendor) -> &'static str {
        let language = self.setup.language;
        match self.mode_of(backend) {
            Mode::Live => say!(language, "mode-live"),
            Mode::Test => say!(language, "mode-test"),
            Mode::Sandbox => say!(language, "mode-sandbox"),
        }
    }

    /// What the texts of the form in front are read against.
    pub fn setting(&self) -> Setting {
        self.setting_of(self.backend)
    }

    /// The clock of the location, or of the clinic, is the truth. While another location is being picked, times are
    /// read as they were.
    pub fn setting_of(&self, backend: Vendor) -> Setting {
        let form = self.form_of(backend);
        let place = self.place(backend, form.draft().text(backend.provider_field()));
        let last = form.clock.filter(|_| backend.can().has_places && place.is_none());
        let zone = last.unwrap_or_else(|| self.setup.zone_of(backend, place));
        let open = self.hours_of(backend).map(Hours::full_hours);
        let reference = self.setup.references.filter(|_| backend.bears_references());
        Setting {
            clock: Clock { open, ..self.clock_in(zone) },
            here: self.setup.zone,
            reference: reference.map(|seed| Reference::draw(seed, self.launched)),
        }
    }

    /// The clock that times are read on for an appointment with someone, or at some place.
    pub fn clock_at(&self, backend: Vendor, provider: &str) -> Clock {
        self.clock_in(self.zone_at(backend, provider))
    }

    fn clock_in(&self, zone: Tz) -> Clock {
        let Setup { date_order, language, .. } = self.setup;
        Clock { now: self.moment.now, zone, date_order, language, open: None }
    }

    /// The zone whose clock counts for an appointment with someone, or at some place: see [`Setup::zone_of`].
    pub fn zone_at(&self, backend: Vendor, provider: &str) -> Tz {
        self.setup.zone_of(backend, self.place(backend, provider))
    }

    /// The zone whose clock counts for a visit.
    pub fn zone_of(&self, visit: &Visit) -> Tz {
        self.zone_at(visit.backend, visit.provider.as_deref().unwrap_or_default())
    }

    /// The zone whose clock counts for what stands in a calendar.
    pub fn zone_of_entry(&self, entry: CalendarEntry<'_>) -> Tz {
        self.zone_at(entry.backend(), entry.provider().unwrap_or_default())
    }

    /// The zone whose clock counts for the appointment in the Appointment pane.
    pub fn zone_of_shown(&self, shown: &Shown) -> Tz {
        self.zone_at(shown.appointment.backend, shown.provider.as_deref().unwrap_or_default())
    }

    /// A moment on the clock of a zone, and on the desk's where that shows something else.
    pub fn on_both_clocks(&self, at: DateTime<Utc>, zone: Tz) -> String {
        let language = self.setup.language;
        time::with_here(time::echo(at, zone, language), at, zone, self.setup.zone, language)
    }

    /// The clock that times of the form in front are read and shown by.
    pub fn zone(&self) -> Tz {
        self.setting().clock.zone
    }
}

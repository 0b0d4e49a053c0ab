//! On which clock a time is read and said, and in which mode a clinic is.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::booking::time::{Clock, Span};
use crate::booking::{CalendarEntry, Hours, Mode, Provider, Reference, Setting, Vendor, Visit, time};
use crate::i18n::say;

use super::setup::Setup;
use super::{Desk, Shown};

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
        let place = self.lists.place(backend, form.draft().text(backend.provider_field()));
        let last = form.clock.filter(|_| backend.can().has_places && place.is_none());
        let zone = last.unwrap_or_else(|| self.setup.zone_of(backend, place));
        let open = self.hours_of(backend).map(Hours::full_hours);
        let reference = self.setup.references.filter(|_| backend.bears_references());
        Setting {
            clock: Clock { open, ..self.clock_in(zone) },
            here: self.clock_beside(zone),
            reference: reference.map(|seed| Reference::draw(seed, self.launched)),
        }
    }

    /// The clock that times are read on for an appointment with someone, or at some place.
    pub fn clock_at(&self, backend: Vendor, provider: &str) -> Clock {
        let hours = Provider::named(backend, provider.trim()).and_then(|provider| self.hours_with(&provider));
        Clock { open: hours.map(Hours::full_hours), ..self.clock_in(self.zone_at(backend, provider)) }
    }

    fn clock_in(&self, zone: Tz) -> Clock {
        let Setup { date_order, language, .. } = self.setup;
        Clock { now: self.moment.now, zone, date_order, language, open: None }
    }

    /// The zone whose clock counts for an appointment with someone, or at some place: see [`Setup::zone_of`].
    pub fn zone_at(&self, backend: Vendor, provider: &str) -> Tz {
        self.setup.zone_of(backend, self.lists.place(backend, provider))
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
        time::with_here(time::echo(at, zone, language), at, zone, self.clock_beside(zone), language)
    }

    /// The zone of the clock that stands beside that of a clinic in this zone: the desk's, where that is shown.
    pub(in crate::desk) fn clock_beside(&self, zone: Tz) -> Tz {
        if self.setup.shows_desk_clock { self.setup.zone } else { zone }
    }

    /// A start, and its end if any, on the clock that counts, and on the desk's own where that shows something else.
    pub fn span_on_both_clocks(&self, span: Span, zone: Tz) -> String {
        let language = self.setup.language;
        let Some(start) = span.start() else { return String::new() };
        let said = time::echo_span(start, span.end(), zone, language);
        time::with_here(said, start, zone, self.setup.zone, language)
    }

    /// The clock that times of the form in front are read and shown by.
    pub fn zone(&self) -> Tz {
        self.setting().clock.zone
    }
}

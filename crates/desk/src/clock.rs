//! The clock on which times are read and shown, and the mode of each clinic.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;

use booking::time::{Clock, Span};
use booking::{ClinicId, Hours, Mode, Provider, Reference, Setting, Visit, time};
use i18n::say;

use super::setup::DeskSetup;
use super::{Desk, Shown, slots};

impl Desk {
    /// Returns the mode of the current form's clinic: whether bookings are real.
    pub fn mode(&self) -> Mode {
        self.office.mode_of(self.clinic)
    }

    /// Returns the mode of the current clinic as the booking key words it.
    pub fn mode_phrase(&self) -> &'static str {
        self.mode_phrase_of(self.clinic)
    }

    /// Returns the mode of a clinic as the booking key words it.
    pub fn mode_phrase_of(&self, clinic: ClinicId) -> &'static str {
        let language = self.setup.language;
        match self.office.mode_of(clinic) {
            Mode::Live => say!(language, "mode-live"),
            Mode::Test => say!(language, "mode-test"),
            Mode::Sandbox => say!(language, "mode-sandbox"),
        }
    }

    /// Returns the setting in which the current form's texts are read.
    pub fn setting(&self) -> Setting {
        self.setting_of(self.clinic)
    }

    /// Returns the setting of a clinic's form, with the clock of its location or else of the clinic. While
    /// another location is being picked, the clock stays as it was.
    pub fn setting_of(&self, clinic: ClinicId) -> Setting {
        let form = self.form_of(clinic);
        let place = self
            .office
            .lists
            .place(clinic, form.draft().text(clinic.provider_field()));
        let last = form
            .clock
            .filter(|_| clinic.can().has_places && place.is_none());
        let zone = last.unwrap_or_else(|| self.office.setup.zone_of(clinic, place));
        let open = slots::hours_of(self, clinic).map(Hours::full_hours);
        let reference = self.office.setup.references_at(clinic);
        Setting {
            clock: Clock {
                open,
                ..self.clock_in(zone)
            },
            here: self.clock_beside(zone),
            reference: reference.map(|seed| Reference::draw(seed, self.office.launched)),
            missing: self.office.missing_at(clinic),
        }
    }

    /// Returns the clock for appointments with a practitioner or at a location.
    pub fn clock_at(&self, clinic: ClinicId, provider: &str) -> Clock {
        let hours = Provider::named(clinic, provider.trim())
            .and_then(|provider| self.office.hours_with(&provider));
        Clock {
            open: hours.map(Hours::full_hours),
            ..self.clock_in(self.office.zone_at(clinic, provider))
        }
    }

    /// Returns the clock for a visit.
    pub fn clock_of_visit(&self, visit: &Visit) -> Clock {
        self.clock_at(visit.clinic, visit.provider.as_deref().unwrap_or_default())
    }

    fn clock_in(&self, zone: Tz) -> Clock {
        let DeskSetup {
            date_order,
            language,
            ..
        } = self.setup;
        Clock {
            now: self.office.moment.now,
            zone,
            date_order,
            language,
            open: None,
        }
    }

    /// Returns the time zone of the appointment in the Appointment pane.
    pub fn zone_of_shown(&self, shown: &Shown) -> Tz {
        self.office.zone_at(
            shown.appointment.clinic,
            shown.provider.as_deref().unwrap_or_default(),
        )
    }

    /// Returns a moment on the clock of a zone, and on the desk's if that differs.
    pub fn on_both_clocks(&self, at: DateTime<Utc>, zone: Tz) -> String {
        self.span_on_both_clocks(Span::from_start(at), zone)
    }

    /// Returns a moment on the clock of a zone, without the year if it is this one.
    pub(crate) fn short_moment(&self, at: DateTime<Utc>, zone: Tz) -> String {
        time::short_moment(at, self.office.moment.now, zone, self.setup.language)
    }

    /// Returns a start, and its end if any, on the clock of a zone, without the year if it is this one. The zone is
    /// named if its clock differs from the desk's.
    pub(crate) fn short_span(
        &self,
        start: DateTime<Utc>,
        end: Option<DateTime<Utc>>,
        zone: Tz,
    ) -> String {
        let on = |moment: DateTime<Utc>| moment.with_timezone(&zone);
        let until = |end| {
            if on(end).date_naive() == on(start).date_naive() {
                format!("–{}", time::oclock(on(end).time(), self.setup.language))
            } else {
                format!(" – {}", self.short_moment(end, zone))
            }
        };
        let until = end.map(until).unwrap_or_default();
        let span = format!("{}{until}", self.short_moment(start, zone));
        match self.elsewhere(start, zone) {
            Some(_) => format!(
                "{span} {}",
                time::zone_word_at(start, zone, self.setup.language)
            ),
            None => span,
        }
    }

    /// Returns a start, and its end if any, in short like [`Self::short_span`], and on the desk's clock if that differs.
    pub(crate) fn short_on_clocks(&self, span: Span, zone: Tz) -> String {
        let Some(start) = span.start() else {
            return String::new();
        };
        let text = self.short_span(start, span.end(), zone);
        time::with_here(
            text,
            start,
            zone,
            self.clock_beside(zone),
            self.setup.language,
        )
    }

    /// Returns a moment on the desk's clock, if that is shown and differs from the clock of the zone.
    pub(crate) fn elsewhere(&self, at: DateTime<Utc>, zone: Tz) -> Option<String> {
        time::elsewhere(at, zone, self.clock_beside(zone), self.setup.language)
    }

    /// Returns a weekday and date, with the year if it is not this one.
    pub(crate) fn day_in_short(&self, date: NaiveDate) -> String {
        let this_year = self
            .office
            .moment
            .now
            .with_timezone(&self.office.setup.zone)
            .year();
        time::day_this_year(date, this_year, self.setup.language)
    }

    /// Returns the zone of the clock shown beside a clinic's: the desk's, if that is shown.
    pub(crate) fn clock_beside(&self, zone: Tz) -> Tz {
        if self.setup.shows_desk_clock {
            self.office.setup.zone
        } else {
            zone
        }
    }

    /// Returns a start, and its end if any, on the clock of a zone, and on the desk's if that differs.
    pub fn span_on_both_clocks(&self, span: Span, zone: Tz) -> String {
        let language = self.setup.language;
        let Some(start) = span.start() else {
            return String::new();
        };
        let text = time::echo_span(start, span.end(), zone, language);
        time::with_here(text, start, zone, self.clock_beside(zone), language)
    }

    /// Returns the time zone of the current form.
    pub fn zone(&self) -> Tz {
        self.setting().clock.zone
    }
}

//! Times on the clock of a clinic or location, and on the desk's own.

use chrono::Datelike;
use chrono::{DateTime, DurationRound, NaiveDate, TimeDelta, Utc};
use zones::Zone;

use booking::time::{self, Clock, Span};
use booking::{AppointmentRef, ClinicId, Draft, Hours, Provider, Setting, Visit};
use office::NewTime;

use crate::Wording;

impl Wording<'_> {
    /// Returns the clock for appointments with a practitioner or at a location.
    pub fn clock_at(&self, clinic: ClinicId, provider: &str) -> Clock {
        let hours = Provider::named(clinic, provider.trim())
            .and_then(|provider| self.office.hours_with(&provider));
        Clock {
            open: hours.map(Hours::full_hours),
            ..self.clock_in(self.office.zone_at(clinic, provider))
        }
    }

    /// Returns the setting for reading texts about appointments with a practitioner or at a location.
    pub fn setting_at(&self, clinic: ClinicId, provider: &str) -> Setting {
        let mut draft = Draft::new(clinic);
        draft.set(clinic.provider_field(), provider);
        self.setting_of(&draft, None)
    }

    /// Returns the setting for reading texts about an appointment.
    pub fn setting_of_appointment(&self, of: &AppointmentRef) -> Setting {
        self.setting_at(of.clinic, of.provider.as_deref().unwrap_or_default())
    }

    /// Returns the clock for a visit.
    pub fn clock_of_visit(&self, visit: &Visit) -> Clock {
        self.clock_at(visit.clinic, visit.provider.as_deref().unwrap_or_default())
    }

    /// Returns the clock for reading the new time of an appointment.
    pub fn clock_of_move(&self, new: &NewTime<'_>) -> Clock {
        let place = new.place();
        self.clock_at(place.clinic, place.provider.as_deref().unwrap_or_default())
    }

    /// Returns the clock of a zone, without anybody's opening hours.
    pub fn clock_in(&self, zone: Zone) -> Clock {
        Clock {
            now: self.office.moment.now,
            zone,
            date_order: self.date_order,
            language: self.language,
            open: None,
        }
    }

    /// Returns the date on the desk's own clock.
    pub fn today(&self) -> NaiveDate {
        let now = self.office.moment.now;
        now.with_timezone(&self.office.setup.zone).date_naive()
    }

    /// Returns the present minute.
    pub fn this_minute(&self) -> DateTime<Utc> {
        let now = self.office.moment.now;
        now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now)
    }

    /// Returns the zone of the clock shown beside a clinic's: the desk's, if that is shown.
    pub fn clock_beside(&self, zone: Zone) -> Zone {
        if self.shows_desk_clock {
            self.office.setup.zone
        } else {
            zone
        }
    }

    /// Returns a moment on the desk's clock, if that is shown and differs from the clock of the zone.
    pub fn elsewhere(&self, at: DateTime<Utc>, zone: Zone) -> Option<String> {
        time::elsewhere(at, zone, self.clock_beside(zone), self.language)
    }

    /// Returns a moment on the clock of a zone, and on the desk's if that differs.
    pub fn on_both_clocks(&self, at: DateTime<Utc>, zone: Zone) -> String {
        self.span_on_both_clocks(Span::from_start(at), zone)
    }

    /// Returns a start, and its end if any, on the clock of a zone, and on the desk's if that differs.
    pub fn span_on_both_clocks(&self, span: Span, zone: Zone) -> String {
        let Some(start) = span.start() else {
            return String::new();
        };
        let text = time::echo_span(start, span.end(), zone, self.language);
        time::with_here(text, start, zone, self.clock_beside(zone), self.language)
    }

    /// Returns a moment on the clock of a zone, without the year if it is this one.
    pub fn short_moment(&self, at: DateTime<Utc>, zone: Zone) -> String {
        time::short_moment(at, self.office.moment.now, zone, self.language)
    }

    /// Returns a start, and its end if any, on the clock of a zone, without the year if it is this one. The zone is
    /// named if its clock differs from the desk's.
    pub fn short_span(
        &self,
        start: DateTime<Utc>,
        end: Option<DateTime<Utc>>,
        zone: Zone,
    ) -> String {
        let from = self.short_moment(start, zone);
        format!("{from}{}", self.until_and_zone(start, end, zone))
    }

    /// Returns a date, and a start with its end if any, for reading aloud: `Wednesday 10 February`, and `10:00–10:30`.
    pub fn told_span(
        &self,
        start: DateTime<Utc>,
        end: Option<DateTime<Utc>>,
        zone: Zone,
    ) -> [String; 2] {
        let language = self.language;
        let local = start.with_timezone(&zone);
        let from = time::oclock(local.time(), language);
        [
            time::day_in_full(local.date_naive(), self.today().year(), language),
            format!("{from}{}", self.until_and_zone(start, end, zone)),
        ]
    }

    /// Returns what follows a start: `–10:30` with the end if any, and the zone if its clock is not the desk's.
    fn until_and_zone(
        &self,
        start: DateTime<Utc>,
        end: Option<DateTime<Utc>>,
        zone: Zone,
    ) -> String {
        let on = |moment: DateTime<Utc>| moment.with_timezone(&zone);
        let until = match end {
            Some(end) if on(end).date_naive() == on(start).date_naive() => {
                format!("–{}", time::oclock(on(end).time(), self.language))
            }
            Some(end) => format!(" – {}", self.short_moment(end, zone)),
            None => String::new(),
        };
        match self.elsewhere(start, zone) {
            Some(_) => format!("{until} {}", time::zone_word_at(start, zone, self.language)),
            None => until,
        }
    }

    /// Returns a start, and its end if any, like [`Self::short_span`], and on the desk's clock if that differs.
    pub fn short_on_clocks(&self, span: Span, zone: Zone) -> String {
        let Some(start) = span.start() else {
            return String::new();
        };
        let text = self.short_span(start, span.end(), zone);
        time::with_here(text, start, zone, self.clock_beside(zone), self.language)
    }

    /// Returns a day with the name of its holiday, if any. `day` is the day in words.
    pub fn with_holiday(&self, day: String, date: NaiveDate) -> String {
        match self.office.setup.holidays.on(date) {
            Some(holiday) => format!("{day} · {holiday}"),
            None => day,
        }
    }

    /// Returns a weekday and date, with the year if it is not this one.
    pub fn day_in_short(&self, date: NaiveDate) -> String {
        let zone = &self.office.setup.zone;
        let this_year = self.office.moment.now.with_timezone(zone).year();
        time::day_this_year(date, this_year, self.language)
    }
}

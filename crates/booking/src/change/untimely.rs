//! Changes that do not fit the time of their appointment: an arrival on another day, an end before the start, a move to
//! a time in the past, or another patient for a visit in the past.

use chrono::{DateTime, Utc};
use zones::Zone;

use super::Change;
use super::in_place::Shape;
use crate::AppointmentRef;
use crate::{Attendance, Status, status_text, time};
use i18n::{Language, say};

/// A mismatch between a change and the time of its appointment. A person is asked before it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untimely {
    /// The appointment is on another day than today.
    AnotherDay,
    /// The appointment has not begun, and its clinic's order of statuses has no such step.
    NotBegun,
    /// The new time of the appointment is over.
    Over(DateTime<Utc>),
    /// The appointment has begun at this time, and another patient is to have it.
    ForAnother(DateTime<Utc>),
}

impl Change {
    /// Returns the mismatch between the change and the time of its appointment, in the zone's local time. Leaving a
    /// final status is always confirmed by a person.
    pub fn untimely(&self, now: DateTime<Utc>, zone: Zone) -> Option<Untimely> {
        match self.shape() {
            Shape::InPlace(change) => change.untimely(now, zone),
            Shape::Replace(_) if self.is_for_another_patient() => {
                let to = self.target()?.start()?;
                (to < now).then_some(Untimely::ForAnother(to))
            }
            Shape::Move(_) | Shape::Replace(_) => {
                let to = self.target()?.start()?;
                let is_new = self.starts_from().is_none_or(|of| of.start != Some(to));
                (is_new && to < now).then_some(Untimely::Over(to))
            }
            Shape::Book(_) | Shape::Cancel(_) | Shape::Away(_) | Shape::Back(_) => None,
        }
    }
}

impl AppointmentRef {
    /// Returns the mismatch between the draw's time and confirming it now.
    pub fn untimely_draw(&self, now: DateTime<Utc>, zone: Zone) -> Option<Untimely> {
        self.is_on_another_day(now, zone)
            .then_some(Untimely::AnotherDay)
    }

    pub(super) fn untimely_status(
        &self,
        to: Status,
        now: DateTime<Utc>,
        zone: Zone,
    ) -> Option<Untimely> {
        let is_ahead = self.start.is_some_and(|start| start > now);
        let needs_today = match Attendance::of(to.word()) {
            Attendance::Here => true,
            Attendance::Seen => is_ahead,
            Attendance::Awaited | Attendance::Missed | Attendance::Off => false,
        };
        if self.is_final() {
            return None;
        }
        if needs_today && self.is_on_another_day(now, zone) {
            return Some(Untimely::AnotherDay);
        }
        let from = self.status()?;
        let is_step = self.clinic.can().steps.contains(&(from, to));
        (is_ahead && !is_step).then_some(Untimely::NotBegun)
    }

    fn is_on_another_day(&self, now: DateTime<Utc>, zone: Zone) -> bool {
        let date = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        self.start.is_some_and(|start| date(start) != date(now))
    }
}

impl Untimely {
    /// Returns the kind's word for the records, which never changes.
    pub fn kind(self) -> &'static str {
        match self {
            Untimely::AnotherDay => "another-day",
            Untimely::NotBegun => "not-begun",
            Untimely::Over(_) | Untimely::ForAnother(_) => "over",
        }
    }

    /// Returns the message about setting this status, or about confirming the draw or moving if `to` is `None`.
    pub fn to_text(
        self,
        of: &AppointmentRef,
        to: Option<Status>,
        zone: Zone,
        language: Language,
    ) -> String {
        let when = of
            .start
            .map(|start| time::echo(start, zone, language))
            .unwrap_or_default();
        match (self, to) {
            (Untimely::AnotherDay, None) => say!(language, "untimely-draw", when),
            (Untimely::AnotherDay, Some(_)) => say!(language, "untimely-another-day", when),
            (Untimely::NotBegun, to) => {
                let to = to.map_or("…", |to| to.to_text(language));
                let from = status_text(&of.status, language);
                say!(language, "untimely-not-begun", when, from, to)
            }
            (Untimely::Over(to), _) => {
                say!(
                    language,
                    "untimely-over",
                    when = time::echo(to, zone, language)
                )
            }
            (Untimely::ForAnother(at), _) => {
                say!(
                    language,
                    "untimely-for-another",
                    when = time::echo(at, zone, language)
                )
            }
        }
    }
}

impl Change {
    /// Returns the message about the mismatch, if there is one.
    pub fn untimely_text(
        &self,
        now: DateTime<Utc>,
        zone: Zone,
        language: Language,
    ) -> Option<String> {
        let untimely = self.untimely(now, zone)?;
        let of = self.starts_from()?;
        let to = match self {
            Change::SetStatus(set) => Some(set.to()),
            _ => None,
        };
        Some(untimely.to_text(of, to, zone, language))
    }
}

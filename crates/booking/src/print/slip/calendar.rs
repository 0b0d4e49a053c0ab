//! The slip as iCalendar (RFC 5545), and as a QR code that a telephone reads as a calendar entry. Times are
//! in UTC: one appointment needs no zone rules, and every calendar shows it in its own local time.

use std::fmt::Write;

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use qrcode::{Color, EcLevel, QrCode};

use super::{Priority, Slip};
use crate::Certainty;

/// Returns a calendar with an event for each visit.
pub(super) fn calendar<'a>(slips: impl Iterator<Item = &'a Slip> + Clone) -> String {
    let mut calendar = Calendar::empty();
    let is_off = slips.clone().all(Slip::is_cancelled);
    let method = if is_off { "CANCEL" } else { "PUBLISH" };
    let properties = [
        ("VERSION", "2.0"),
        ("PRODID", "-//bookdesk//slip//EN"),
        ("METHOD", method),
    ];
    calendar.properties = properties
        .map(|(name, value)| Property::new(name, value))
        .to_vec();
    for slip in slips {
        calendar.push(slip.event());
    }
    calendar.to_string()
}

impl Slip {
    fn event(&self) -> Event {
        let mut event = Event::new();
        event
            .uid(&self.uid())
            .timestamp(self.made)
            .summary(&self.title());
        if let Some(start) = self.start {
            event.starts(start);
        }
        if let Some(end) = self.end {
            event.ends(end);
        }
        if let (true, Some(place)) = (self.clinic.can().has_places, &self.provider) {
            event.location(place);
        }
        if let Some(certainty) = Certainty::of(&self.status) {
            event.status(status(certainty));
        }
        if let Some(priority) = self.priority {
            event.priority(urgency(priority));
        }
        event
            .sequence(self.sequence())
            .description(&self.description());
        event.done()
    }

    /// Returns an id that is the same for every slip of an appointment, so that a calendar recognises a later one.
    fn uid(&self) -> String {
        format!("{}@{}.bookdesk", self.id, self.clinic.word())
    }

    /// Returns the number that makes a calendar prefer a later slip (RFC 5545, 3.8.7.4). A change made elsewhere may
    /// not be on record here.
    fn sequence(&self) -> u32 {
        let is_altered = self.is_cancelled() || self.revision.moved.is_some();
        self.revision.number.max(is_altered.into())
    }

    /// Returns everything but the time.
    fn description(&self) -> String {
        let mut lines = self.warnings();
        let rows = self.rows().into_iter().skip(1);
        lines.extend(rows.map(|(label, value)| format!("{label}: {value}")));
        if !self.instruction_or_note().is_empty() {
            lines.push(format!("\n{}", self.instruction_or_note()));
        }
        lines.join("\n")
    }
}

fn status(certainty: Certainty) -> EventStatus {
    match certainty {
        Certainty::Confirmed => EventStatus::Confirmed,
        Certainty::Tentative => EventStatus::Tentative,
        Certainty::Cancelled => EventStatus::Cancelled,
    }
}

/// Converts the priority: ClinikAPI counts from 0, lowest, to 9, highest; iCalendar from 9, lowest, to 1, highest, with
/// 0 undefined (RFC 5545, 3.8.1.9). ClinikAPI's two lowest are the same there.
fn urgency(priority: Priority) -> u32 {
    (10 - u32::from(priority.get())).min(9)
}

/// A QR code: a square of light and dark modules.
#[derive(Clone, PartialEq, Eq)]
pub struct SlipCode {
    width: usize,
    dark: Vec<bool>,
}

impl SlipCode {
    /// Returns the width and height in modules, without the light margin.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Returns whether a module is dark; modules outside of the code are light.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.width && self.dark[y * self.width + x]
    }
}

impl Slip {
    /// Returns the code of the appointment's time and title, for a telephone's calendar. It never names the
    /// patient, even if the slip does. `None` if there is no time, or the visit is cancelled.
    ///
    /// The content is a bare `VEVENT`, which code readers know; a whole calendar would make the code too
    /// large for a small screen.
    pub fn code(&self) -> Option<SlipCode> {
        if self.is_cancelled() {
            return None;
        }
        let text = self.bare_event()?;
        let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
        let dark = code
            .to_colors()
            .into_iter()
            .map(|color| color == Color::Dark)
            .collect();
        Some(SlipCode {
            width: code.width(),
            dark,
        })
    }

    pub(super) fn bare_event(&self) -> Option<String> {
        let utc = |at: DateTime<Utc>| at.format("%Y%m%dT%H%M%SZ");
        let mut text = format!("BEGIN:VEVENT\nDTSTART:{}\n", utc(self.start?));
        if let Some(end) = self.end {
            // Writing to a string does not fail.
            let _ = writeln!(text, "DTEND:{}", utc(end));
        }
        let _ = write!(text, "SUMMARY:{}\nEND:VEVENT", self.title());
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_urgent_stays_the_most_urgent() {
        let urgencies: Vec<u32> = (0..=9)
            .map(|value| urgency(Priority::new(value).unwrap()))
            .collect();
        assert_eq!(urgencies, [9, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    }
}

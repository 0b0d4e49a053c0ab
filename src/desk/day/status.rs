//! The status of an appointment: a sign, a word, and a role.

use chrono::{DateTime, Utc};

use crate::booking::{Attendance, Booked, CalendarEntry, DayLine, RecordedChange, status_said};
use crate::desk::{DayRow, Desk};
use crate::i18n::{Language, say};
use crate::screen::Role;

/// The minutes of lateness from which a patient counts as awaited only.
const LATE: i64 = 100;

/// Returns the sign and word of a row; empty for free time.
pub(super) fn status(row: &DayRow, desk: &Desk) -> (String, Role) {
    match &row.line {
        DayLine::Free { .. } => (String::new(), Role::Dim),
        DayLine::Unsettled { change, .. } => status_of_unsettled(change, desk),
        DayLine::Booked { booked, .. } => status_of_booked(booked, Some(row.line.start()), desk),
    }
}

/// Returns the sign and word of a calendar entry.
pub(in crate::desk) fn status_of_entry(entry: CalendarEntry<'_>, desk: &Desk) -> (String, Role) {
    match entry {
        CalendarEntry::OnRecord(booked) => status_of_booked(booked, entry.start(), desk),
        CalendarEntry::Unsettled(change) => status_of_unsettled(change, desk),
    }
}

fn status_of_unsettled(change: &RecordedChange, desk: &Desk) -> (String, Role) {
    (format!("? {}", standing(change, desk.setup.language)), Role::Warning)
}

fn status_of_booked(booked: &Booked, start: Option<DateTime<Utc>>, desk: &Desk) -> (String, Role) {
    let language = desk.setup.language;
    let said = status_said(&booked.status, language);
    let late = start.map_or(0, |start| (desk.moment.now - start).num_minutes());
    match booked.attendance() {
        Attendance::Awaited if (1..LATE).contains(&late) => {
            (format!("! {}", say!(language, "day-late", minutes = late)), Role::Warning)
        }
        Attendance::Awaited => (format!("○ {said}"), Role::Text),
        Attendance::Here => (format!("● {said}"), Role::Good),
        Attendance::Seen => (format!("✓ {said}"), Role::Good),
        Attendance::Missed | Attendance::Off => (format!("✗ {said}"), Role::Dim),
    }
}

pub(super) fn role_of(row: &DayRow) -> Role {
    match &row.line {
        DayLine::Unsettled { .. } => Role::Warning,
        line if line.is_live() => Role::Text,
        _ => Role::Dim,
    }
}

/// Returns the status of a booking that no clinic has confirmed yet.
pub(super) fn standing(change: &RecordedChange, language: Language) -> &'static str {
    if change.is_sending() { say!(language, "day-being-sent") } else { say!(language, "intent-unknown") }
}

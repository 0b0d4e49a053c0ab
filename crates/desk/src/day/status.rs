//! The status of an appointment as a chip: a sign and a word in the colour of its meaning.

use chrono::{DateTime, Utc};

use crate::Desk;
use booking::{Attendance, CalendarEntry, DayLineKind, RecordedChange, status_text};
use i18n::{Language, say};
use screen::Role;
use words::{DayRow, word_of_unsettled};

/// The minutes after the start from which a patient is no longer shown as late.
const LATE: i64 = 100;

/// A status as shown on every screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StatusChip {
    /// The sign, one column wide; empty for free time.
    pub(crate) sign: &'static str,
    /// The word.
    pub(crate) word: String,
    /// The role: green for a patient who is here, grey for a visit that is over.
    pub(crate) role: Role,
}

impl StatusChip {
    /// Returns the chip of a status word of a clinic.
    pub(crate) fn of(status: &str, language: Language) -> StatusChip {
        let (sign, role) = match Attendance::of(status) {
            Attendance::Awaited => ("○", Role::Text),
            Attendance::Here => ("●", Role::Good),
            Attendance::Seen => ("✓", Role::Dim),
            Attendance::Missed => ("–", Role::Dim),
            Attendance::Off => ("✗", Role::Dim),
        };
        StatusChip {
            sign,
            word: status_text(status, language).to_owned(),
            role,
        }
    }

    /// Returns sign and word as one text.
    pub(crate) fn into_text(self) -> (String, Role) {
        let text = if self.sign.is_empty() {
            String::new()
        } else {
            format!("{} {}", self.sign, self.word)
        };
        (text, self.role)
    }
}

pub(super) fn status(row: &DayRow, desk: &Desk) -> StatusChip {
    match &row.line.kind {
        DayLineKind::Free => StatusChip {
            sign: "",
            word: String::new(),
            role: Role::Dim,
        },
        DayLineKind::Unsettled(change) => status_of_unsettled(change, desk),
        DayLineKind::Booked(booked) => status_of(&booked.status, Some(row.line.start), desk),
    }
}

/// Returns sign and word of a calendar entry.
pub(crate) fn status_of_entry(entry: CalendarEntry<'_>, desk: &Desk) -> (String, Role) {
    let chip = match entry {
        CalendarEntry::OnRecord(booked) => status_of(&booked.status, entry.start(), desk),
        CalendarEntry::Unsettled(change) => status_of_unsettled(change, desk),
    };
    chip.into_text()
}

fn status_of_unsettled(change: &RecordedChange, desk: &Desk) -> StatusChip {
    let word = word_of_unsettled(change, desk.setup.language).to_owned();
    StatusChip {
        sign: "?",
        word,
        role: Role::Warning,
    }
}

/// Returns the chip of an appointment's status, or the patient's lateness if the visit should have begun.
pub(crate) fn status_of(status: &str, start: Option<DateTime<Utc>>, desk: &Desk) -> StatusChip {
    let language = desk.setup.language;
    let late = start.map_or(0, |start| (desk.office.moment.now - start).num_minutes());
    if Attendance::of(status) == Attendance::Awaited && (1..LATE).contains(&late) {
        let word = say!(language, "day-late", minutes = late);
        return StatusChip {
            sign: "!",
            word,
            role: Role::Warning,
        };
    }
    StatusChip::of(status, language)
}

pub(super) fn role_of(row: &DayRow) -> Role {
    match &row.line.kind {
        DayLineKind::Unsettled(_) => Role::Warning,
        _ if row.line.is_live() => Role::Text,
        _ => Role::Dim,
    }
}

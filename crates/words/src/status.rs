//! The status of an appointment: a sign and a word, in the tone of its meaning.

use booking::{
    Attendance, CalendarEntry, DayLineKind, Provider, RecordedChange, Tone, awaits_booking,
    status_text,
};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use i18n::{Language, say};
use office::is_overdue;

use crate::day::word_of_unsettled;
use crate::{DayRow, Wording};

/// The minutes after which a patient has waited too long.
const LONG_WAIT: i64 = 30;

/// A status as shown on every screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusChip {
    /// The sign, one column wide; empty for free time.
    pub sign: &'static str,
    /// The word.
    pub word: String,
    /// The tone.
    pub tone: Tone,
    /// Whether the patient is late or has waited too long.
    pub is_overdue: bool,
}

impl StatusChip {
    /// Returns the chip of a status word of a clinic.
    pub fn of(status: &str, language: Language) -> StatusChip {
        let (sign, tone) = match Attendance::of(status) {
            Attendance::Awaited => ("○", Tone::Plain),
            Attendance::Here => ("●", Tone::Good),
            Attendance::Seen => ("✓", Tone::Dim),
            Attendance::Missed => ("–", Tone::Dim),
            Attendance::Off if awaits_booking(status) => ("○", Tone::Plain),
            Attendance::Off => ("✗", Tone::Dim),
        };
        StatusChip {
            sign,
            word: status_text(status, language).to_owned(),
            tone,
            is_overdue: false,
        }
    }

    /// Returns sign and word as one text.
    pub fn to_text(&self) -> String {
        if self.sign.is_empty() {
            String::new()
        } else {
            format!("{} {}", self.sign, self.word)
        }
    }
}

impl Wording<'_> {
    /// Returns the chip of a row of a day.
    pub fn status_of_row(&self, row: &DayRow) -> StatusChip {
        match &row.line.kind {
            DayLineKind::Free => StatusChip {
                sign: "",
                word: String::new(),
                tone: Tone::Dim,
                is_overdue: false,
            },
            DayLineKind::Unsettled(change) => self.status_of_unsettled(change),
            DayLineKind::Booked(booked) => {
                let chip = self.status_of(&booked.status, Some(row.line.start));
                let chip = StatusChip {
                    is_overdue: chip.is_overdue || self.has_waited_long(row),
                    ..chip
                };
                match row.here_since.map(|since| self.minutes_since(since)) {
                    Some(minutes) if minutes > 0 => StatusChip {
                        word: say!(self.language, "day-here", minutes, status = chip.word),
                        ..chip
                    },
                    _ => chip,
                }
            }
        }
    }

    /// Returns whether the patient of a row has waited too long since the start of the visit, or since arriving if that
    /// was later. A visit that takes longer may just be on.
    fn has_waited_long(&self, row: &DayRow) -> bool {
        let start = row.line.start;
        let since = row.here_since.map_or(start, |here| here.max(start));
        let length = row.line.end.map_or(0, |end| (end - start).num_minutes());
        let waited = self.minutes_since(since);
        row.attendance() == Some(Attendance::Here)
            && is_overdue(waited)
            && waited >= length.max(LONG_WAIT)
    }

    /// Returns the chip of a row on a clock, which has no room for the reason for the visit: while the patient is
    /// awaited, the chip says if nobody is seen then.
    pub fn status_on_clock(&self, row: &DayRow) -> StatusChip {
        let chip = self.status_of_row(row);
        match &row.away {
            Some(why) if chip.tone == Tone::Plain => StatusChip {
                sign: "!",
                word: self.away_mark(why),
                tone: Tone::Warning,
                is_overdue: false,
            },
            _ => chip,
        }
    }

    /// Returns the reason for the visit of a row, preceded by the marks for an overlap and for a time when nobody is
    /// seen.
    pub fn purpose_of_row(&self, row: &DayRow) -> String {
        let overlaps = row
            .line
            .overlaps
            .then(|| say!(self.language, "day-overlaps"));
        let away = row.away.as_ref().map(|why| self.away_mark(why));
        let parts = [
            overlaps.map(str::to_owned),
            away,
            row.what().map(str::to_owned),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// Returns the chip of a calendar entry.
    pub fn status_of_entry(&self, entry: CalendarEntry<'_>) -> StatusChip {
        match entry {
            CalendarEntry::OnRecord(booked) => self.status_of(&booked.status, entry.start()),
            CalendarEntry::Unsettled(change) => self.status_of_unsettled(change),
        }
    }

    fn status_of_unsettled(&self, change: &RecordedChange) -> StatusChip {
        StatusChip {
            sign: "?",
            word: word_of_unsettled(change, self.language).to_owned(),
            tone: Tone::Warning,
            is_overdue: false,
        }
    }

    /// Returns what one types for a practitioner or location: the code, else a word of the name.
    pub(crate) fn word_typed_for(&self, provider: &Provider) -> String {
        match self.office.lists.code_of(provider) {
            Some(code) => code.to_owned(),
            None => self.provider_in_a_word(provider.clinic(), provider.id()),
        }
    }

    /// Returns the minutes since a moment; negative if it is in the future.
    pub(crate) fn minutes_since(&self, at: DateTime<Utc>) -> i64 {
        let minute = at.duration_trunc(TimeDelta::minutes(1)).unwrap_or(at);
        (self.this_minute() - minute).num_minutes()
    }

    /// Returns the chip of an appointment's status, or the patient's lateness if the visit should have begun.
    pub fn status_of(&self, status: &str, start: Option<DateTime<Utc>>) -> StatusChip {
        let late = start.map_or(0, |start| self.minutes_since(start));
        if Attendance::of(status) == Attendance::Awaited && is_overdue(late) {
            return StatusChip {
                sign: "!",
                word: say!(self.language, "day-late", minutes = late),
                tone: Tone::Warning,
                is_overdue: true,
            };
        }
        StatusChip::of(status, self.language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_and_an_entry_on_the_waiting_list_are_awaited_and_not_off() {
        let sign = |status| StatusChip::of(status, Language::En).sign;
        assert_eq!(["proposed", "pending", "waitlist"].map(sign), ["○"; 3]);
        assert_eq!(["cancelled", "noshow"].map(sign), ["✗", "–"]);
    }
}

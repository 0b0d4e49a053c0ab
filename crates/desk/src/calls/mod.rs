//! Lists of patients to call by telephone. A call sends nothing to a clinic: its result is noted in the records.

mod listed;
mod notes;
mod rows;
mod update;
mod view;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::CalendarQuery;
use super::day::DayReads;
use booking::CallSubject;
use office::ReadById;
pub use view::{call_list_remark, call_list_title, call_number, call_result, call_times};

/// Patients to call, by time; those without a number last.
#[derive(Clone, Default)]
pub struct CallList {
    /// The index of the chosen row.
    pub chosen: usize,
    /// Whether a key has been pressed in the list. Until then the first row stays chosen, whatever is added
    /// before it.
    is_in_hand: bool,
    /// The day whose patients are reminded, if this is a list of reminders.
    reminders: Option<Reminders>,
    /// Otherwise, the patients whose appointments are moved, cancelled, or marked.
    listed: Vec<Call>,
    /// The subject of the last note, until the next key: only that key can take the note back.
    noted: Option<CallSubject>,
    rows: Vec<CallRow>,
    /// The patients whose numbers were requested.
    numbers: ReadById,
    /// Whether reading numbers has been stopped by key.
    is_stopped: bool,
}

#[derive(Clone)]
struct Call {
    subject: CallSubject,
    person: Option<String>,
    provider: Option<String>,
    /// The old time of a moved appointment.
    was: Option<DateTime<Utc>>,
}

/// The patients of one day.
#[derive(Clone)]
struct Reminders {
    /// The day, on each location's clock.
    date: NaiveDate,
    reads: DayReads,
    /// The day from which the next day with appointments is searched.
    sought_from: Option<NaiveDate>,
    /// Whether that search goes on.
    is_seeking: bool,
}

/// A patient to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallRow {
    /// The subject of the call.
    pub subject: CallSubject,
    /// The patient's id.
    pub person: Option<String>,
    /// The patient's name, else the end of the id.
    pub who: String,
    /// The patient's year of birth; empty if unknown.
    pub born: String,
    /// The telephone number.
    pub phone: Phone,
    /// The practitioner or location.
    pub with: String,
    /// The old time of a moved appointment.
    pub was: Option<DateTime<Utc>>,
    /// Whether the change that the call is about has been made.
    pub is_made: bool,
    /// The time zone of the appointment.
    pub zone: Tz,
}

/// The telephone number of a patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phone {
    /// The number as the clinic has it.
    Known(String),
    /// The clinic has no number.
    Missing,
    /// The patient is still to be read.
    Unread,
    /// The patient could not be read.
    Failed,
}

/// The progress of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CallCounts {
    /// Patients with a number, as far as that is known.
    pub to_call: usize,
    /// Patients who were reached.
    pub reached: usize,
    /// Patients whose last call did not reach them.
    pub not_reached: usize,
    /// Patients without a number.
    pub without_number: usize,
    /// Patients who are still to be read.
    pub unread: usize,
}

impl CallList {
    /// Returns the rows, in the order of the calls.
    pub fn rows(&self) -> &[CallRow] {
        &self.rows
    }

    /// Returns the clinics that were asked, each with the state of its read.
    pub fn clinics(&self) -> &[CalendarQuery] {
        self.reminders
            .as_ref()
            .map_or(&[], |reminders| reminders.reads.clinics())
    }

    pub(super) fn clinics_mut(&mut self) -> &mut [CalendarQuery] {
        self.reminders
            .as_mut()
            .map_or(&mut [], |reminders| reminders.reads.clinics_mut())
    }

    /// Returns the common day of all rows, on each location's clock. A moved appointment counts on its old day.
    fn date(&self) -> Option<NaiveDate> {
        if let Some(reminders) = &self.reminders {
            return Some(reminders.date);
        }
        let mut dates = self.rows.iter().map(CallRow::date);
        let first = dates.next()?;
        first.filter(|_| dates.all(|date| date == first))
    }

    fn chosen_row(&self) -> Option<&CallRow> {
        self.rows.get(self.chosen)
    }

    /// Replaces the rows; the chosen row stays chosen.
    fn set_rows(&mut self, rows: Vec<CallRow>) {
        let chosen = self
            .chosen_row()
            .filter(|_| self.is_in_hand)
            .map(|row| row.subject.clone());
        let index = chosen.and_then(|subject| rows.iter().position(|row| row.subject == subject));
        let same_index = if self.is_in_hand {
            self.chosen.min(rows.len().saturating_sub(1))
        } else {
            0
        };
        self.chosen = index.unwrap_or(same_index);
        self.rows = rows;
    }

    fn is_reading_numbers(&self) -> bool {
        !self.is_stopped && self.rows.iter().any(|row| row.phone == Phone::Unread)
    }
}

impl CallRow {
    /// Returns the day of the appointment on its own clock; of a moved one, the old day.
    fn date(&self) -> Option<NaiveDate> {
        let at = self.was.or(self.subject.start)?;
        Some(at.with_timezone(&self.zone).date_naive())
    }

    /// Whether the patient has a number, as far as that is known.
    pub fn is_callable(&self) -> bool {
        self.phone != Phone::Missing
    }

    /// Returns the number, or `None` if it isn't known.
    pub fn number(&self) -> Option<&str> {
        let Phone::Known(number) = &self.phone else {
            return None;
        };
        Some(number)
    }
}

//! A list of patients to call.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::booking::CallSubject;
use crate::desk::ClinicRead;
use crate::desk::day::DayReads;
use crate::desk::people::ReadById;

/// Patients to call, by time; those without a number last.
#[derive(Clone)]
pub struct CallList {
    /// Which of the rows is chosen.
    pub chosen: usize,
    /// Whether a person has pressed a key on it: the first row is chosen until then, whatever comes in before it.
    pub(super) is_in_hand: bool,
    pub(super) about: About,
    /// What was called about last, until another key than that which takes it back is pressed.
    pub(super) noted: Option<CallSubject>,
    pub(super) rows: Vec<CallRow>,
    /// The patients whose numbers were asked for.
    pub(super) numbers: ReadById,
    /// A person has stopped the reading of numbers.
    pub(super) is_stopped: bool,
}

/// What a list is about.
#[derive(Clone)]
pub(super) enum About {
    /// Who comes on a day.
    Reminders(Reminders),
    /// Whose appointments are moved, cancelled, or marked.
    Listed(Vec<Call>),
}

/// A call to be made.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) subject: CallSubject,
    pub(super) person: Option<String>,
    pub(super) provider: Option<String>,
    /// When the appointment was before, where it is moved.
    pub(super) was: Option<DateTime<Utc>>,
}

/// Who comes on a day.
#[derive(Clone)]
pub(super) struct Reminders {
    /// The day, on the clock of each place.
    pub(super) date: NaiveDate,
    pub(super) reads: DayReads,
    /// The day from which on the next one is looked for on which anybody comes.
    pub(super) sought_from: Option<NaiveDate>,
    /// Whether that is still being looked for.
    pub(super) is_seeking: bool,
}

/// A patient to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallRow {
    /// What it is about.
    pub subject: CallSubject,
    /// The patient's id.
    pub person: Option<String>,
    /// The patient's name, else the end of the id.
    pub who: String,
    /// The year the patient was born in, where that is known.
    pub born: String,
    /// The number.
    pub phone: Phone,
    /// The practitioner or location.
    pub with: String,
    /// When it was before, where it was moved.
    pub was: Option<DateTime<Utc>>,
    /// Whether what is to be told has been made.
    pub is_made: bool,
    /// The clock there.
    pub zone: Tz,
}

/// The number of a patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phone {
    /// As the clinic has it.
    Known(String),
    /// The clinic has none.
    Missing,
    /// The patient is still to be read.
    Unread,
    /// The patient could not be read.
    Failed,
}

/// How far a list is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CallCounts {
    /// Those who have a number, as far as that is known.
    pub to_call: usize,
    /// Those who were reached.
    pub reached: usize,
    /// Those whose last call did not reach them.
    pub not_reached: usize,
    /// Those who have no number.
    pub without_number: usize,
    /// Those who are still to be read.
    pub unread: usize,
}

impl CallList {
    pub(super) fn new(about: About) -> CallList {
        let (rows, numbers) = (Vec::new(), ReadById::default());
        CallList { chosen: 0, is_in_hand: false, about, noted: None, rows, numbers, is_stopped: false }
    }

    /// The rows, in the order in which they are called.
    pub fn rows(&self) -> &[CallRow] {
        &self.rows
    }

    /// The clinics that were asked who comes, each with how its read stands.
    pub fn clinics(&self) -> &[ClinicRead] {
        self.reminders().map_or(&[], |reminders| reminders.reads.clinics())
    }

    pub(super) fn reminders(&self) -> Option<&Reminders> {
        match &self.about {
            About::Reminders(reminders) => Some(reminders),
            About::Listed(_) => None,
        }
    }

    pub(super) fn reminders_mut(&mut self) -> Option<&mut Reminders> {
        match &mut self.about {
            About::Reminders(reminders) => Some(reminders),
            About::Listed(_) => None,
        }
    }

    /// The day that all rows are on, on the clock of each place: of what was moved, the old one.
    pub(super) fn date(&self) -> Option<NaiveDate> {
        if let Some(reminders) = self.reminders() {
            return Some(reminders.date);
        }
        let mut dates = self.rows.iter().map(CallRow::date);
        let first = dates.next()?;
        first.filter(|_| dates.all(|date| date == first))
    }

    pub(super) fn chosen_row(&self) -> Option<&CallRow> {
        self.rows.get(self.chosen)
    }

    /// What was chosen stays chosen.
    pub(super) fn set_rows(&mut self, rows: Vec<CallRow>) {
        let chosen = self.chosen_row().filter(|_| self.is_in_hand).map(|row| row.subject.clone());
        let place = chosen.and_then(|subject| rows.iter().position(|row| row.subject == subject));
        let same_place = if self.is_in_hand { self.chosen.min(rows.len().saturating_sub(1)) } else { 0 };
        self.chosen = place.unwrap_or(same_place);
        self.rows = rows;
    }

    /// Whether numbers are being read.
    pub(super) fn is_reading_numbers(&self) -> bool {
        !self.is_stopped && self.rows.iter().any(|row| row.phone == Phone::Unread)
    }
}

impl CallRow {
    /// The day of the appointment on the clock there; of one that was moved, the old one.
    fn date(&self) -> Option<NaiveDate> {
        let at = self.was.or(self.subject.start)?;
        Some(at.with_timezone(&self.zone).date_naive())
    }

    /// Whether they have a number, as far as that is known.
    pub fn is_callable(&self) -> bool {
        self.phone != Phone::Missing
    }

    /// The number; nothing where none is known.
    pub fn number(&self) -> Option<&str> {
        match &self.phone {
            Phone::Known(number) => Some(number),
            Phone::Missing | Phone::Unread | Phone::Failed => None,
        }
    }
}

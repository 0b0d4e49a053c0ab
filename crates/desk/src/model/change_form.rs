//! The state of the form for a change of an appointment.

use std::fmt;

use chrono::{DateTime, Utc};
use tui_input::Input;

use super::SeriesQuery;
use crate::InWords;
use booking::{
    Appointment, AppointmentRef, Change, ChangeKind, FieldId, FieldRole, Problem, Provider,
};
use office::{CalendarKey, FreeTimes, Objections};

/// The form for a change of an appointment: an overlay that has all of its state.
#[derive(Clone)]
pub struct ChangeForm {
    /// The appointment to change.
    pub of: AppointmentRef,
    /// The kind of change.
    pub kind: ChangeKind,
    /// The typed text: the new time, the reason, or the new status.
    pub input: Input,
    /// The change that a driver has handed in, until something else is typed or chosen.
    pub(crate) proposed: Option<Change>,
    /// The change that was not made, for which the form was reopened.
    pub(crate) made_before: Option<Change>,
    /// The index of the chosen reason, status, panel or practitioner.
    pub chosen: Option<usize>,
    /// The index of the row that is chosen while nothing is typed.
    pub(crate) chosen_untyped: Option<usize>,
    /// The start of the chosen free time, whose row changes as times pass, or become held or free.
    pub(crate) chosen_time: Option<DateTime<Utc>>,
    /// Why the change was not made.
    pub(crate) refusal: Option<InWords<Vec<Problem>>>,
    /// Whether the text of the chosen detail is as it was loaded: the first letter replaces it.
    pub(crate) is_row_fresh: bool,
    /// What a person has agreed to, and the conflicts that are asked about.
    pub(crate) objections: Objections,
    pub(crate) free: Option<FreeTimes>,
    /// The requests for the calendars against which the new time is checked: the provider's and the
    /// patient's.
    pub(crate) days: Vec<CalendarKey>,
    /// Whether the proposed free time is chosen as soon as it is known.
    pub(crate) seeks_time: bool,
    /// The new provider, if it changes.
    pub(crate) new_provider: Option<Provider>,
    /// Whether the form asks for the provider rather than the time.
    pub(crate) asks_provider: bool,
    /// The panels to add or remove.
    pub(crate) toggled: Vec<String>,
    /// The details, and the appointment that has them, in the form for those.
    pub(crate) details: Vec<DetailRow>,
    pub(crate) record: Option<Box<Appointment>>,
    /// The index of the chosen row among the patients whom the text typed for another patient may mean.
    pub(crate) chosen_patient: Option<usize>,
    /// The first barcode, typed or scanned.
    pub(crate) first_barcode: Option<String>,
    /// Whether the typed text is an entry line, so that it is no reason.
    pub(crate) reads_as_line: bool,
    /// Whether it came back over a line that was being typed, and nothing was chosen since: what is typed may be the rest
    /// of that line.
    pub(crate) is_over_line: bool,
    /// Whether it was opened straight from a row of the board, to which whoever closes it returns.
    pub(crate) is_over_board: bool,
    /// The series whose later appointments are being read, to be cancelled too.
    pub(crate) series: Option<Box<SeriesQuery>>,
}

/// A detail of an appointment in its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DetailRow {
    /// The field.
    pub field: FieldId,
    /// The text of the appointment.
    pub was: String,
    /// The text as typed.
    pub text: String,
}

impl DetailRow {
    /// Returns whether it is the length of the visit.
    pub(crate) fn is_length(&self) -> bool {
        self.field.role == Some(FieldRole::Minutes)
    }

    /// Returns whether something else was typed.
    pub(crate) fn is_altered(&self) -> bool {
        self.text.trim() != self.was
    }
}

impl ChangeForm {
    pub(crate) fn new(of: AppointmentRef, kind: ChangeKind) -> ChangeForm {
        let first = (kind != ChangeKind::Move).then_some(0);
        ChangeForm {
            of,
            kind,
            input: Input::default(),
            proposed: None,
            made_before: None,
            chosen: first,
            chosen_untyped: first,
            chosen_time: None,
            refusal: None,
            is_row_fresh: false,
            objections: Objections::default(),
            free: None,
            days: Vec::new(),
            seeks_time: false,
            new_provider: None,
            asks_provider: false,
            toggled: Vec::new(),
            details: Vec::new(),
            record: None,
            chosen_patient: None,
            first_barcode: None,
            reads_as_line: false,
            is_over_line: false,
            is_over_board: false,
            series: None,
        }
    }

    /// Chooses the row at this index, and again whenever the text is empty; leaves the choice without one.
    pub(crate) fn open_at(&mut self, row: Option<usize>) {
        if row.is_some() {
            (self.chosen, self.chosen_untyped) = (row, row);
        }
    }

    /// Returns the typed text without surrounding blanks.
    pub(crate) fn typed(&self) -> &str {
        self.input.value().trim()
    }

    /// Returns whether the chosen row is the patient of the appointment.
    pub(crate) fn is_at_patient(&self) -> bool {
        let row = self.details.get(self.chosen.unwrap_or_default());
        row.is_some_and(|row| row.field == self.of.clinic.patient_field())
    }

    /// Returns the text typed for another patient, until a patient is taken.
    pub(crate) fn patient_typed(&self) -> Option<&str> {
        Some(self.typed()).filter(|typed| self.is_at_patient() && !typed.is_empty())
    }

    /// Drops everything that an edit outdates.
    pub(crate) fn reset_after_edit(&mut self) {
        self.proposed = None;
        self.seeks_time = false;
        self.refusal = None;
        self.objections.forget_check();
    }
}

/// Prints nothing about the patient.
impl fmt::Debug for ChangeForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChangeForm")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

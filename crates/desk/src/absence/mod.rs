//! Absences of practitioners: the card that enters one or takes one back, and the list of upcoming ones.

mod again;
mod coming;
mod form;
mod update;
mod view;

use crate::text_input::UnsavedText;
use crate::{Chosen, TextInput};
use booking::{ClinicId, Provider, Slot};
use office::AskedAbsence;
use words::ComingAbsences;

/// The card that shows, day by day, what an absence is and who is booked in it. Only the booking key sends it.
#[derive(Clone)]
pub struct AbsenceCard {
    asked: AskedAbsence,
    chosen: Chosen<RowOfAbsence>,
}

/// The key of a row of the card.
#[derive(Clone, Debug, PartialEq, Eq)]
enum RowOfAbsence {
    Day(Slot),
    Booked(ClinicId, String),
}

/// The form for the time and the reason of an absence.
#[derive(Clone)]
pub struct AbsenceForm {
    provider: Provider,
    input: TextInput,
    unsaved: UnsavedText,
}

/// The list of the upcoming absences.
#[derive(Clone)]
pub struct AbsenceList {
    absences: ComingAbsences,
    /// The practitioner and the time of the chosen absence.
    chosen: Chosen<(Provider, Slot)>,
}

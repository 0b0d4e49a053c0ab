//! Absences of practitioners: the card that enters one, or takes one back, and the list of those that are coming.

mod again;
mod coming;
mod form;
mod update;
mod view;

use crate::TextInput;
use booking::Provider;
use office::AskedAbsence;

/// The card that says day by day what an absence is, and who is booked in it. Only the booking key sends it.
#[derive(Clone)]
pub struct AbsenceCard {
    asked: AskedAbsence,
    /// The index of the chosen row.
    chosen: usize,
}

/// The form for the time and the reason of an absence.
#[derive(Clone)]
pub struct AbsenceForm {
    provider: Provider,
    input: TextInput,
}

/// The list of the absences that are coming.
#[derive(Clone, Default)]
pub struct AbsenceList {
    chosen: usize,
}

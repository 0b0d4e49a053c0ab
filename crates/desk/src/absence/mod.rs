//! Absences of practitioners: the card that enters one, or takes one back, and the list of those that are coming.

mod again;
mod coming;
mod form;
mod update;
mod view;

use crate::TextInput;
use booking::{AwayWish, Provider};
use office::ComingAbsence;

/// The card that says day by day what an absence is, and who is booked in it. Only the booking key sends it.
#[derive(Clone)]
pub struct AbsenceCard {
    task: AbsenceTask,
    /// The index of the chosen row.
    chosen: usize,
    /// Whether the booking key has sent it.
    is_sent: bool,
}

/// The effect of the booking key.
#[derive(Clone)]
enum AbsenceTask {
    /// Enters the absence.
    Enter(AwayWish),
    /// Takes an absence of one day back.
    TakeBack(ComingAbsence),
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

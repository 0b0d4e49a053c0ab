//! The state of the form for a change of an appointment.

use std::fmt;

use tui_input::Input;

use super::appointment::SeriesAsked;
use crate::InWords;
use booking::{AppointmentRef, Change, ChangeKind, Problem};
use office::{CalendarKey, CancelCase, ChangeCase, DetailsCase, FreeTimes, MoveCase, Objections};

/// The form for a change of an appointment: an overlay that has all of its state.
#[derive(Clone)]
pub struct ChangeForm {
    /// The appointment to change.
    pub of: AppointmentRef,
    /// What is known of the change.
    pub(crate) case: ChangeCase,
    /// The typed text: the new time, the reason, the new status, a detail, or a search text.
    pub input: Input,
    /// The index of the row that Enter takes, among panels, practitioners or locations, or the patients that the typed
    /// text can mean.
    pub(crate) row: Option<usize>,
    /// Whether the text of the chosen detail is as it was loaded: the first letter replaces it.
    pub(crate) is_row_fresh: bool,
    /// The change that the form was opened with.
    pub(crate) given: GivenChange,
    /// Why the change was not made.
    pub(crate) refusal: Option<InWords<Vec<Problem>>>,
    /// What a person has agreed to, and the conflicts that are asked about.
    pub(crate) objections: Objections,
    /// The requests for the calendars against which the new time is checked: the provider's and the
    /// patient's.
    pub(crate) days: Vec<CalendarKey>,
    /// Whether it came back over a line that was being typed, and nothing was chosen since: typed text may belong to
    /// that line.
    pub(crate) is_over_line: bool,
    /// Whether it was opened directly from a row of the board or of a list, to be reopened when it closes.
    pub(crate) is_over_list: bool,
    /// The series whose later appointments are being read, to be changed too.
    pub(crate) series: Option<Box<SeriesAsked>>,
}

/// The change that a form was opened with.
#[derive(Clone)]
pub(crate) enum GivenChange {
    /// None.
    Nothing,
    /// A driver has handed it in. It is valid until something else is typed or chosen.
    Proposed(Change),
    /// It was not made. It is valid until something else is typed or chosen.
    Again(Change),
    /// It was not made; something else is asked for.
    Before(Change),
}

impl GivenChange {
    /// Returns the change while it is valid.
    pub(crate) fn standing(&self) -> Option<&Change> {
        match self {
            GivenChange::Proposed(change) | GivenChange::Again(change) => Some(change),
            GivenChange::Nothing | GivenChange::Before(_) => None,
        }
    }

    /// Returns the change that was not made.
    pub(crate) fn made_before(&self) -> Option<&Change> {
        match self {
            GivenChange::Again(change) | GivenChange::Before(change) => Some(change),
            GivenChange::Nothing | GivenChange::Proposed(_) => None,
        }
    }

    /// Makes the change invalid.
    fn give_way(&mut self) {
        *self = match std::mem::replace(self, GivenChange::Nothing) {
            GivenChange::Again(change) | GivenChange::Before(change) => GivenChange::Before(change),
            GivenChange::Nothing | GivenChange::Proposed(_) => GivenChange::Nothing,
        };
    }
}

impl ChangeForm {
    pub(crate) fn new(of: AppointmentRef, case: ChangeCase) -> ChangeForm {
        let mut form = ChangeForm {
            of,
            case,
            input: Input::default(),
            row: None,
            is_row_fresh: false,
            given: GivenChange::Nothing,
            refusal: None,
            objections: Objections::default(),
            days: Vec::new(),
            is_over_line: false,
            is_over_list: false,
            series: None,
        };
        form.row = form.row_untouched();
        form.load_detail();
        form
    }

    /// Returns the kind of the change.
    pub fn kind(&self) -> ChangeKind {
        self.case.kind()
    }

    /// Returns the move, if the form asks for one.
    pub(crate) fn moving(&self) -> Option<&MoveCase> {
        match &self.case {
            ChangeCase::Move(case) => Some(case),
            _ => None,
        }
    }

    pub(crate) fn moving_mut(&mut self) -> Option<&mut MoveCase> {
        match &mut self.case {
            ChangeCase::Move(case) => Some(case),
            _ => None,
        }
    }

    /// Returns the cancellation, if the form asks for one.
    pub(crate) fn cancelling(&self) -> Option<&CancelCase> {
        match &self.case {
            ChangeCase::Cancel(case) => Some(case),
            _ => None,
        }
    }

    /// Returns the details, if the form asks for some.
    pub(crate) fn details(&self) -> Option<&DetailsCase> {
        match &self.case {
            ChangeCase::Details(case) => Some(case),
            _ => None,
        }
    }

    pub(crate) fn details_mut(&mut self) -> Option<&mut DetailsCase> {
        match &mut self.case {
            ChangeCase::Details(case) => Some(case),
            _ => None,
        }
    }

    /// Returns the free times of a move, if they were requested.
    pub(crate) fn free(&self) -> Option<&FreeTimes> {
        self.moving()?.free.as_ref()
    }

    pub(crate) fn free_mut(&mut self) -> Option<&mut FreeTimes> {
        self.moving_mut()?.free.as_mut()
    }

    /// Returns the typed text without surrounding blanks.
    pub(crate) fn typed(&self) -> &str {
        self.input.value().trim()
    }

    /// Returns whether the chosen row is the patient of the appointment.
    pub(crate) fn is_at_patient(&self) -> bool {
        self.details().is_some_and(DetailsCase::is_at_patient)
    }

    /// Returns the text typed for another patient, until a patient is taken.
    pub(crate) fn patient_typed(&self) -> Option<&str> {
        let typed = self.typed();
        (self.is_at_patient() && !typed.is_empty()).then_some(typed)
    }

    /// Returns the row that is chosen before a person chooses one: the first of panels, practitioners or locations, and
    /// none among patients.
    pub(crate) fn row_untouched(&self) -> Option<usize> {
        match &self.case {
            ChangeCase::Panels(_) => Some(0),
            ChangeCase::Move(case) if case.asks_provider() => Some(0),
            _ => None,
        }
    }

    /// Puts the text of the chosen detail into the input.
    pub(crate) fn load_detail(&mut self) {
        if let ChangeCase::Details(case) = &self.case {
            self.input = case.text_to_alter().to_owned().into();
            self.row = None;
            self.is_row_fresh = true;
        }
    }

    /// Drops everything that an edit outdates.
    pub(crate) fn reset_after_edit(&mut self) {
        self.given.give_way();
        if let Some(case) = self.moving_mut() {
            case.stop_seeking();
        }
        self.refusal = None;
        self.objections.forget_check();
    }
}

/// Prints nothing about the patient.
impl fmt::Debug for ChangeForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChangeForm")
            .field("kind", &self.kind())
            .finish_non_exhaustive()
    }
}

//! The content of the form for a change of an appointment.

use tui_input::Input;
use uuid::Uuid;

use crate::booking::{AppointmentRef, Change, ChangeKind, Conflict, Problem, Provider};
use crate::desk::{CalendarQuery, FreeTimes, InWords, Override};

/// A change of an appointment being made up.
#[derive(Clone)]
pub struct ChangeForm {
    /// The appointment as it stands.
    pub of: AppointmentRef,
    /// The kind of change.
    pub kind: ChangeKind,
    /// The typed text: the new time, the reason, or the new status.
    pub input: Input,
    /// The change that a driver has handed in, until something else is typed or chosen.
    pub(in crate::desk) proposed: Option<Change>,
    /// Whether the change is only checked for conflicts, and not sent.
    pub(in crate::desk) is_dry_run: bool,
    /// The index of the chosen free time, reason or status.
    pub chosen: Option<usize>,
    /// Why the change was not made.
    pub(in crate::desk) told: Option<InWords<Vec<Problem>>>,
    /// The conflicts that the person has to confirm.
    pub against: Vec<Conflict>,
    /// The override with which it is sent.
    pub(in crate::desk) in_spite_of: Option<Override>,
    /// The recorded changes for the same visit about which somebody has been asked.
    pub(in crate::desk) known_claims: Vec<Uuid>,
    pub(in crate::desk) free: Option<FreeTimes>,
    /// The requests for the calendars against which the new time is checked: the provider's and the
    /// patient's.
    pub(super) days: Vec<CalendarQuery>,
    /// Whether the proposed free time is chosen as soon as it is known.
    pub(in crate::desk) seeks_time: bool,
    /// The new provider, if it changes.
    pub(super) to: Option<Provider>,
    /// Whether the form asks for the provider rather than the time.
    pub(super) asks_whom: bool,
    /// The panels to add or remove.
    pub(super) toggled: Vec<String>,
    /// The first barcode, typed or scanned.
    pub(super) first: Option<String>,
}

impl ChangeForm {
    pub(in crate::desk) fn new(of: AppointmentRef, kind: ChangeKind) -> ChangeForm {
        ChangeForm {
            of,
            kind,
            input: Input::default(),
            proposed: None,
            is_dry_run: false,
            chosen: (kind != ChangeKind::Move).then_some(0),
            told: None,
            against: Vec::new(),
            in_spite_of: None,
            known_claims: Vec::new(),
            free: None,
            days: Vec::new(),
            seeks_time: false,
            to: None,
            asks_whom: false,
            toggled: Vec::new(),
            first: None,
        }
    }

    pub(in crate::desk) fn calendars(&mut self) -> impl Iterator<Item = &mut CalendarQuery> {
        self.days.iter_mut()
    }

    /// Returns the typed text without surrounding blanks.
    pub(in crate::desk) fn typed(&self) -> &str {
        self.input.value().trim()
    }
}

/// The overlay of the form for a change; its content is
/// [`Desk::change_form`](crate::desk::Desk::change_form).
#[derive(Clone)]
pub struct ChangeOverlay;

impl ChangeForm {
    /// Drops everything said about the change before an edit.
    pub(super) fn edited(&mut self) {
        self.proposed = None;
        self.seeks_time = false;
        self.told = None;
        self.against.clear();
        self.in_spite_of = None;
        self.known_claims.clear();
    }
}

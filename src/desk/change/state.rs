//! What is filled in for a change of an appointment, and what it makes of it.

use tui_input::Input;
use uuid::Uuid;

use crate::booking::{AppointmentRef, Change, ChangeKind, Conflict, Problem, Provider};
use crate::desk::people::CalendarQuery;
use crate::desk::{FreeTimes, InWords, Override};

/// A change of an appointment while it is made up.
#[derive(Clone)]
pub struct ChangeForm {
    /// The appointment as it stands.
    pub of: AppointmentRef,
    /// What is to become of it.
    pub kind: ChangeKind,
    /// The new time, the reason, or the new status, as typed.
    pub input: Input,
    /// The move as a driver has handed it in, until something else is typed or chosen.
    pub(in crate::desk) proposed: Option<Change>,
    /// Whether it is only looked at what stands against it, and nothing sent.
    pub(in crate::desk) is_dry_run: bool,
    /// Which of the free times, of the usual reasons, or of the statuses, is chosen.
    pub chosen: Option<usize>,
    /// Why it was not made.
    pub(in crate::desk) told: Option<InWords<Vec<Problem>>>,
    /// What stands against it, to be answered for.
    pub against: Vec<Conflict>,
    /// What it goes out in spite of.
    pub(in crate::desk) in_spite_of: Option<Override>,
    /// The changes on record for the same visit that somebody has been asked about.
    pub(in crate::desk) known_claims: Vec<Uuid>,
    pub(in crate::desk) free: Option<FreeTimes>,
    /// The calendars that the new time is held against, as they were asked for: those of the provider and of the patient.
    pub(super) days: Vec<CalendarQuery>,
    /// The proposed free time is chosen as soon as it is known.
    pub(in crate::desk) seeks_time: bool,
    /// To whom, or where, it is moved, where that is somebody else.
    pub(super) to: Option<Provider>,
    /// Whether it is about to whom, or where, rather than when.
    pub(super) asks_whom: bool,
    /// The panels that are to be added, or taken off.
    pub(super) toggled: Vec<String>,
    /// The barcode as it was typed or scanned first.
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

    /// The typed text without blanks around it.
    pub(in crate::desk) fn typed(&self) -> &str {
        self.input.value().trim()
    }
}

/// The form for the change of an appointment in front of the desk; what is filled in is [`Desk::change_form`](crate::desk::Desk::change_form).
#[derive(Clone)]
pub struct ChangeOverlay;

impl ChangeForm {
    /// Something else is asked for: what was said about it before holds no more.
    pub(super) fn edited(&mut self) {
        self.proposed = None;
        self.seeks_time = false;
        self.told = None;
        self.against.clear();
        self.in_spite_of = None;
        self.known_claims.clear();
    }
}

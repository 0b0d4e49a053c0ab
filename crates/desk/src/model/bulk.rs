//! The state of the list of changes on screen.

use tui_input::Input;

use crate::Note;
use booking::{CancelReason, ClinicId};

/// The desk's state of the list of changes, beside the list itself.
#[derive(Clone, Default)]
pub struct BulkView {
    /// The index of the chosen row.
    pub chosen: usize,
    /// Whether the list was being sent when it was last looked at.
    pub(crate) was_working: bool,
    /// The text being typed for the chosen row: another time, provider or reason.
    pub input: Input,
    /// The usual reason chosen for all cancellations of the list.
    pub(crate) reason: Option<CancelReason>,
    /// The appointments left out of the list, and why.
    pub(crate) left_out: Option<Note>,
    /// The patient who has died, until all of their appointments are read.
    pub(crate) died: Option<(ClinicId, String)>,
    /// The patient of the list at each clinic, about whom a note is written when it is sent.
    pub(crate) to_note: Vec<(ClinicId, String)>,
}

/// The overlay of the list; its content is [`Desk::bulk`](crate::Desk::bulk).
#[derive(Clone)]
pub struct BulkOverlay;

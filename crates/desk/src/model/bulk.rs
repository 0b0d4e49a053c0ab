//! The state of the list of changes on screen.

use tui_input::Input;

use crate::Note;
use booking::CancelReason;
use office::DeathCase;

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
    /// The case of a patient who has died.
    pub(crate) death: Option<DeathCase>,
}

/// The overlay of the list; its content is [`Desk::bulk`](crate::Desk::bulk).
#[derive(Clone)]
pub struct BulkOverlay;

//! The state of the list of changes on screen.

use tui_input::Input;

use crate::Note;
use booking::{CancelReason, Personal};
use office::{DeathCase, NotTakenBack};

/// The desk's state of the list of changes, besides the list itself.
#[derive(Clone, Default)]
pub struct BulkView {
    /// The index of the chosen row.
    pub chosen: usize,
    /// Whether the list was being sent when it was last looked at.
    pub(crate) was_working: bool,
    /// The text being typed for the chosen row: another time, provider or reason.
    pub input: Input,
    /// The typed reason that may be a line, for which Enter has asked: Enter again takes it.
    pub(crate) doubted_reason: String,
    /// The usual reason chosen for all cancellations of the list.
    pub(crate) reason: Option<CancelReason>,
    /// The appointments left out of the list, and why.
    pub(crate) left_out: Option<Note>,
    /// The case of a patient who has died.
    pub(crate) death: Option<DeathCase>,
    /// What the list does not take back with the rest of another one.
    pub(crate) not_taken_back: Vec<NotTakenBack>,
    /// Where a list is being taken back, until its appointments are read.
    pub(crate) undo: Option<UndoOfList>,
}

/// Where somebody has asked for a list to be taken back: it is not opened over anything else.
#[derive(Clone)]
pub(crate) struct UndoOfList {
    /// The text of the entry line.
    pub(crate) line: Personal<String>,
    /// The number of open overlays.
    pub(crate) overlays: usize,
}

/// The overlay of the list; its content is [`Desk::bulk`](crate::Desk::bulk).
#[derive(Clone)]
pub struct BulkOverlay;

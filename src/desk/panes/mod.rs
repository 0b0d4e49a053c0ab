//! The panes: which is focused, how far each is scrolled, and where each stands.

mod update;
mod view;

use crate::booking::{Change, Language, RequestView};
use crate::desk::Query;
use crate::i18n::say;

pub(super) use view::{draw, has_day};

/// A focusable part of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The entry line.
    Line,
    /// The form.
    Form,
    /// The appointment that was booked or opened.
    Appointment,
    /// Problems and warnings.
    Problems,
    /// The request as it would be sent.
    Request,
    /// The changes of unknown outcome and the queued ones, with their state.
    Outbox,
}

impl Pane {
    /// Returns the title on screen.
    pub fn title(self, language: Language) -> &'static str {
        match self {
            Pane::Line => say!(language, "pane-line"),
            Pane::Form => say!(language, "pane-form"),
            Pane::Appointment => say!(language, "pane-appointment"),
            Pane::Problems => say!(language, "pane-problems"),
            Pane::Request => say!(language, "pane-request"),
            Pane::Outbox => say!(language, "pane-outbox"),
        }
    }
}

/// The state of the panes.
#[derive(Clone)]
pub struct Panes {
    /// The pane in front.
    pub front: Pane,
    /// How far each of Appointment, Problems, Request and Outbox is scrolled, in lines.
    pub(in crate::desk) scrolls: [u16; 4],
    /// Whether the request is shown.
    pub request_open: bool,
    /// The request as it would be sent, while it is shown.
    pub preview: Query<Change, RequestView>,
}

impl Default for Panes {
    fn default() -> Panes {
        Panes { front: Pane::Appointment, scrolls: [0; 4], request_open: false, preview: Query::default() }
    }
}

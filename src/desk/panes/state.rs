//! Giving the keys to a pane, and moving about in it.

use crate::booking::{Change, Language, RequestView};
use crate::desk::Ticket;
use crate::i18n::say;

/// Who gets the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The entry line.
    Line,
    /// The form.
    Form,
    /// The appointment that came back.
    Appointment,
    /// What stands in the way.
    Problems,
    /// The request as it would be sent.
    Request,
    /// The bookings that were lost sight of, and what has become of each.
    Outbox,
}

impl Pane {
    /// The title on screen.
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

/// The request as it would be sent, while someone looks at it.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Under which the view comes.
    pub ticket: Ticket,
    /// What it is the view of.
    pub change: Change,
    /// The view, once it is there.
    pub view: Option<RequestView>,
}

/// Where the panes stand.
#[derive(Clone)]
pub struct Panes {
    /// The pane that came to the fore last.
    pub front: Pane,
    /// How far each of Appointment, Problems, Request and Outbox is scrolled, in lines.
    pub(in crate::desk) scrolls: [u16; 4],
    /// Whether the request is shown.
    pub request_open: bool,
    /// The request, as far as it is known.
    pub preview: Option<Preview>,
}

impl Default for Panes {
    fn default() -> Panes {
        Panes { front: Pane::Appointment, scrolls: [0; 4], request_open: false, preview: None }
    }
}

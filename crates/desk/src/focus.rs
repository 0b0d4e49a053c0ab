//! The focusable parts of the desk: which one is focused, which one is in front, and how far each is scrolled.

use strum::IntoStaticStr;

use booking::{Change, Language, RequestView};
use i18n::MessageId;
use office::Query;

/// A focusable part of the desk.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq, Hash)]
#[strum(serialize_all = "kebab-case")]
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
    /// The queued changes and the changes of unknown outcome, with their state.
    Outbox,
}

impl Pane {
    /// Returns the title on screen.
    pub fn title(self, language: Language) -> &'static str {
        MessageId::attribute("pane", self.into()).text(language)
    }
}

/// The state of the panes.
#[derive(Clone)]
pub struct Panes {
    /// The focused pane.
    pub focused: Pane,
    /// The pane in front.
    pub front: Pane,
    /// How far Appointment, Problems, Request and Outbox are scrolled, in lines.
    pub(crate) scrolls: [u16; 4],
    /// Whether the request is shown.
    pub request_open: bool,
    /// The request as it would be sent, while it is shown.
    pub preview: Query<Change, RequestView>,
}

impl Panes {
    /// Shows the Problems pane in front if the line or the form is focused.
    pub(crate) fn show_problems(&mut self) {
        if matches!(self.focused, Pane::Line | Pane::Form) {
            self.front = Pane::Problems;
        }
    }

    /// Shows a pane in front, from its beginning, and focuses the form unless the cursor is in the entry line.
    pub(crate) fn bring_to_front(&mut self, pane: Pane) {
        self.front = pane;
        if self.focused != Pane::Line {
            self.focused = Pane::Form;
        }
        self.scrolls = [0; 4];
    }

    pub(crate) fn focus(&mut self, pane: Pane) {
        self.focused = pane;
        if !matches!(pane, Pane::Line | Pane::Form) {
            self.front = pane;
        }
    }

    /// Shows or hides the request.
    pub(crate) fn toggle_request(&mut self) {
        self.request_open = !self.request_open;
        self.front = if self.request_open {
            Pane::Request
        } else {
            Pane::Appointment
        };
        if self.focused == Pane::Request {
            self.focused = Pane::Form;
        }
    }
}

impl Default for Panes {
    fn default() -> Panes {
        Panes {
            focused: Pane::Line,
            front: Pane::Appointment,
            scrolls: [0; 4],
            request_open: false,
            preview: Query::default(),
        }
    }
}

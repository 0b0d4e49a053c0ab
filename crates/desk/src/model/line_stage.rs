//! The stage of the entry line: what has become of its present text.

use std::time::Duration;

use super::line::ToTell;

/// What has become of the present text of the entry line. Any edit leads back to [`LineStage::Typing`].
#[derive(Clone, Default)]
pub(crate) enum LineStage {
    /// It is being typed, or there is none.
    #[default]
    Typing,
    /// It was left for a list, a card or a pane before Enter.
    Left,
    /// Enter was pressed, and carries it out as soon as the lists are loaded.
    Waiting {
        /// When the line continued by itself for a patient who was just added, on the monotonic clock.
        by_itself: Option<Duration>,
    },
    /// Enter, or the booking key before it, asks which of the rows under it is meant; a digit picks one.
    Asking,
    /// Enter did not understand it or noted what it lacks, or the booking key was pressed before Enter.
    Refused,
    /// Enter has opened a card, or has written a note.
    CarriedOut,
    /// It has filled the form.
    Filled {
        /// When the line continued by itself for a patient who was just added, on the monotonic clock.
        by_itself: Option<Duration>,
        /// Whether it was left for a list, a card or a pane.
        was_left: bool,
    },
    /// It has looked somebody up, or a message answers it.
    LookedUp {
        /// Whether it was left for a list, a card or a pane.
        was_left: bool,
    },
    /// It has noted that a practitioner runs late, and is empty; these patients are to be told.
    LateNoted(Box<ToTell>),
}

impl LineStage {
    /// Returns whether the text has filled the form, or has looked somebody up.
    pub(crate) fn is_done(&self) -> bool {
        matches!(self, LineStage::Filled { .. } | LineStage::LookedUp { .. })
    }

    /// Returns whether Enter, or the booking key before it, has been pressed in the text.
    pub(crate) fn was_entered(&self) -> bool {
        match self {
            LineStage::Typing | LineStage::Left | LineStage::LateNoted(_) => false,
            LineStage::Waiting { .. }
            | LineStage::Asking
            | LineStage::Refused
            | LineStage::CarriedOut
            | LineStage::Filled { .. }
            | LineStage::LookedUp { .. } => true,
        }
    }

    /// Returns whether the text was left for a list, a card or a pane.
    pub(super) fn was_left(&self) -> bool {
        match self {
            LineStage::Left => true,
            LineStage::Filled { was_left, .. } | LineStage::LookedUp { was_left } => *was_left,
            LineStage::Typing
            | LineStage::Waiting { .. }
            | LineStage::Asking
            | LineStage::Refused
            | LineStage::CarriedOut
            | LineStage::LateNoted(_) => false,
        }
    }

    /// Records that the text was left for a list, a card or a pane.
    pub(super) fn leave(&mut self) {
        match self {
            LineStage::Typing => *self = LineStage::Left,
            LineStage::Filled { was_left, .. } | LineStage::LookedUp { was_left } => {
                *was_left = true
            }
            LineStage::Left
            | LineStage::Waiting { .. }
            | LineStage::Asking
            | LineStage::Refused
            | LineStage::CarriedOut
            | LineStage::LateNoted(_) => {}
        }
    }

    /// Returns when the line continued by itself.
    pub(super) fn by_itself(&self) -> Option<Duration> {
        match self {
            LineStage::Waiting { by_itself } | LineStage::Filled { by_itself, .. } => *by_itself,
            LineStage::Typing
            | LineStage::Left
            | LineStage::Asking
            | LineStage::Refused
            | LineStage::CarriedOut
            | LineStage::LookedUp { .. }
            | LineStage::LateNoted(_) => None,
        }
    }
}

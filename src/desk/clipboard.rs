//! The clipboard: filled when a person asks for it, emptied by the desk soon after.

use std::fmt;
use std::time::Duration;

use super::{Desk, Effect, note};

/// How long what was copied stays there.
const STAYS: Duration = Duration::from_secs(30);

/// A text for the clipboard; an empty one clears it. `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Clip(String);

impl Clip {
    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Clip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clip { .. }")
    }
}

/// What the desk knows of the clipboard.
#[derive(Clone, Debug, Default)]
pub(super) struct Clipboard {
    /// When what the desk has put there is taken off again.
    until: Option<Duration>,
}

impl Desk {
    /// Copies the id of the appointment that is shown.
    pub(super) fn copy(&mut self) -> Vec<Effect> {
        let Some(shown) = self.shown_to_act_on(note!("clipboard-nothing")) else {
            return Vec::new();
        };
        let clip = Clip(shown.appointment.id);
        self.clipboard.until = Some(self.moment.up + STAYS);
        self.note = Some(note!("clipboard-copied", id = clip.text().to_owned(), seconds = STAYS.as_secs()));
        vec![Effect::Copy(clip)]
    }

    /// Takes off the clipboard what the desk has put there, if that is still to be done.
    pub(super) fn clear_clipboard(&mut self) -> Option<Effect> {
        self.clipboard.until.take().map(|_| Effect::Copy(Clip::default()))
    }

    pub(super) fn clear_clipboard_if_due(&mut self) -> Option<Effect> {
        self.clipboard.until.filter(|until| *until <= self.moment.up)?;
        self.clear_clipboard()
    }

    pub(super) fn clipboard_due_in(&self) -> Option<Duration> {
        Some(self.clipboard.until?.saturating_sub(self.moment.up))
    }
}

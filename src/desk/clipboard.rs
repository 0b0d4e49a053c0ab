//! The clipboard: filled with an id when a person asks for it, cleared by the desk soon after.

use std::time::Duration;

use super::{Desk, Effect, note};
use crate::booking::text::redacted_debug;

/// A text for the clipboard; an empty one clears it. `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Clip(String);

impl Clip {
    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

redacted_debug!(Clip {});

#[derive(Clone, Debug, Default)]
pub(super) struct Clipboard {
    /// The time at which the desk clears what it copied.
    until: Option<Duration>,
}

/// How long a copied text stays.
const STAYS: Duration = Duration::from_secs(30);

impl Desk {
    /// Copies the id of the shown appointment.
    pub(super) fn copy(&mut self) {
        let Some(shown) = self.shown_to_act_on(note!("clipboard-nothing")) else {
            return;
        };
        let clip = Clip(shown.appointment.id);
        self.clipboard.until = Some(self.moment.up + STAYS);
        self.note = Some(note!("clipboard-copied", id = clip.text().to_owned(), seconds = STAYS.as_secs()));
        self.effects.push(Effect::Copy(clip));
    }

    /// Clears the clipboard, if the desk filled it and has not cleared it yet.
    pub(super) fn clear_clipboard(&mut self) {
        self.effects.extend(self.clipboard.until.take().map(|_| Effect::Copy(Clip::default())));
    }

    pub(super) fn clear_clipboard_if_due(&mut self) {
        if self.clipboard.until.is_some_and(|until| until <= self.moment.up) {
            self.clear_clipboard();
        }
    }

    pub(super) fn clipboard_due_in(&self) -> Option<Duration> {
        Some(self.clipboard.until?.saturating_sub(self.moment.up))
    }
}

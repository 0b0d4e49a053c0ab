//! Copying an id, and clearing the clipboard again.

use std::time::Duration;

use super::state::Clip;
use crate::desk::{Desk, Effect, note};

/// How long a copied text stays.
const STAYS: Duration = Duration::from_secs(30);

impl Desk {
    /// Copies the id of the shown appointment.
    pub(in crate::desk) fn copy(&mut self) -> Vec<Effect> {
        let Some(shown) = self.shown_to_act_on(note!("clipboard-nothing")) else {
            return Vec::new();
        };
        let clip = Clip(shown.appointment.id);
        self.clipboard.until = Some(self.moment.up + STAYS);
        self.note = Some(note!("clipboard-copied", id = clip.text().to_owned(), seconds = STAYS.as_secs()));
        vec![Effect::Copy(clip)]
    }

    /// Clears the clipboard, if the desk filled it and has not cleared it yet.
    pub(in crate::desk) fn clear_clipboard(&mut self) -> Option<Effect> {
        self.clipboard.until.take().map(|_| Effect::Copy(Clip::default()))
    }

    pub(in crate::desk) fn clear_clipboard_if_due(&mut self) -> Option<Effect> {
        self.clipboard.until.filter(|until| *until <= self.moment.up)?;
        self.clear_clipboard()
    }

    pub(in crate::desk) fn clipboard_due_in(&self) -> Option<Duration> {
        Some(self.clipboard.until?.saturating_sub(self.moment.up))
    }
}

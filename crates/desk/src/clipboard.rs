//! The clipboard: filled with an id at a person's request, and cleared by the desk soon after.

use std::time::Duration;

use crate::model::Clipboard;
use crate::{Clip, Cx, Desk, ScreenEffect, note};

/// How long a copied text stays.
const STAYS: Duration = Duration::from_secs(30);

impl Clipboard {
    /// Copies the id of the shown appointment.
    pub(super) fn copy(&mut self, cx: &mut Cx<'_>) {
        let Some(shown) = cx.shown_to_act_on(note!("clipboard-nothing")) else {
            return;
        };
        let clip = Clip::of(shown.appointment.id);
        self.until = Some(cx.office.moment.up + STAYS);
        cx.note(note!(
            "clipboard-copied",
            id = clip.text().to_owned(),
            seconds = STAYS.as_secs()
        ));
        cx.perform([ScreenEffect::Copy(clip)]);
    }

    /// Clears the clipboard, if the desk filled it and has not cleared it yet.
    pub(super) fn clear(&mut self, cx: &mut Cx<'_>) {
        cx.perform(
            self.until
                .take()
                .map(|_| ScreenEffect::Copy(Clip::default())),
        );
    }

    pub(super) fn clear_if_due(&mut self, cx: &mut Cx<'_>) {
        if self.due_in(cx) == Some(Duration::ZERO) {
            self.clear(cx);
        }
    }

    pub(super) fn due_in(&self, desk: &Desk) -> Option<Duration> {
        Some(self.until?.saturating_sub(desk.office.moment.up))
    }
}

//! Handing events to the open overlays.

use std::time::Duration;

use crate::{Action, Cx, Desk, Pane, Press, note};

use super::component::{Component, Reaction};
use super::{Overlay, OverlayState};

impl Desk {
    /// Lets the topmost overlay handle a key. If nothing is left to do in the overlay and the key opens something else,
    /// closes the overlay and returns the key, for what lies beneath.
    pub(crate) fn press_in_topmost(&mut self, press: Press) -> Option<Press> {
        let top = self.overlays.len().checked_sub(1)?;
        let opens_another = press.action().is_some_and(Action::opens_another);
        if opens_another && self.overlays.0[top].component().is_finished(self) {
            let close = Press::Act(Action::Close);
            self.in_overlay_at(top, |overlay, cx| overlay.0.press(cx, close));
            let is_closed = self.overlays.len() <= top;
            return is_closed.then_some(press);
        }
        self.in_overlay_at(top, |overlay, cx| {
            let reaction = overlay.0.press(cx, press);
            if let Reaction::Ignored = reaction
                && press.types().is_some()
            {
                let key = cx.setup.keys.key(Action::Close);
                cx.note(note!("list-no-letters", key = key));
            }
            reaction
        });
        None
    }

    /// Handles text pasted while an overlay is open.
    pub(crate) fn paste_in_overlay(&mut self, text: &str) {
        let Some(top) = self.overlays.len().checked_sub(1) else {
            return;
        };
        self.in_overlay_at(top, |overlay, cx| {
            overlay.0.paste(cx, text);
            Reaction::Stay
        });
    }

    /// Rebuilds the rows of the open overlays.
    pub(crate) fn arrange_overlays(&mut self) {
        self.in_each_overlay(|overlay, cx| overlay.arrange(cx));
    }

    /// Requests the data that the open overlays lack. Drops the overlay kept behind an appointment once the focus
    /// leaves the appointment's pane, except to the empty entry line, as after a change of that appointment.
    pub(crate) fn derive_overlays(&mut self) {
        let is_over_list = match self.panes.focused {
            Pane::Appointment => true,
            Pane::Line => self.line.input.value().is_empty(),
            Pane::Form | Pane::Problems | Pane::Request | Pane::Outbox => false,
        };
        if !is_over_list {
            self.behind = None;
        }
        let is_covered = self
            .overlays
            .top()
            .is_some_and(|top| top.component().leaves_line());
        if is_covered || self.panes.focused != Pane::Line {
            self.line.leave();
        }
        self.in_each_overlay(|overlay, cx| overlay.derive(cx));
    }

    pub(crate) fn refresh_overlays_if_due(&mut self) {
        self.in_each_overlay(|overlay, cx| overlay.refresh_if_due(cx));
    }

    pub(crate) fn overlays_due_in(&self) -> Option<Duration> {
        self.overlays
            .0
            .iter()
            .filter_map(|overlay| overlay.component().due_in(self))
            .min()
    }

    /// Reopens the board or list from which the shown appointment was opened. Closing it leads to the entry line, so
    /// that the letters of the next caller's name act on no appointment.
    pub(crate) fn reopen_list(&mut self) {
        self.overlays.0.extend(self.behind.take());
        self.panes.focused = Pane::Line;
        self.arrange_overlays();
    }

    /// Reopens, as it was, the board or list whose row opened the card that was just closed.
    pub(crate) fn come_back_to_list(&mut self) {
        if self.behind.is_none() {
            return;
        }
        self.reopen_list();
        if let Some(top) = self.overlays.len().checked_sub(1) {
            self.in_overlay_at(top, |overlay, cx| {
                overlay.0.come_back(cx);
                Reaction::Stay
            });
        }
    }

    fn in_each_overlay(&mut self, handle: fn(&mut dyn Component, &mut Cx<'_>)) {
        for place in 0..self.overlays.len() {
            self.in_overlay_at(place, |overlay, cx| {
                handle(overlay.0.as_mut(), cx);
                Reaction::Stay
            });
        }
    }

    /// Scrolls the text of the topmost overlay. Returns `false` if it has rows instead.
    pub(crate) fn scroll_overlay_to(&mut self, line: i32) -> bool {
        self.overlays
            .0
            .last_mut()
            .is_some_and(|overlay| overlay.0.scroll_to(line))
    }

    /// Lets the overlay of this kind handle an event, if it is open.
    pub(crate) fn in_overlay<S: OverlayState>(&mut self, handle: impl FnOnce(&mut S, &mut Cx<'_>)) {
        let place = self.overlays.0.iter().position(Overlay::is::<S>);
        let Some(place) = place else { return };
        self.in_overlay_at(place, |overlay, cx| {
            if let Some(state) = overlay.of_mut() {
                handle(state, cx);
            }
            Reaction::Stay
        });
    }

    /// Lets an overlay handle an event, then takes the steps that it wants. The overlay is off the stack meanwhile, so
    /// that it can read the desk.
    fn in_overlay_at(
        &mut self,
        place: usize,
        handle: impl FnOnce(&mut Overlay, &mut Cx<'_>) -> Reaction,
    ) {
        let mut overlay = self.overlays.0.remove(place);
        let (reaction, later) = self.collect(|cx| handle(&mut overlay, cx));
        match reaction {
            Reaction::Close => {}
            Reaction::Stay | Reaction::Ignored => self.overlays.0.insert(place, overlay),
        }
        self.do_all(later);
    }
}

//! Dispatching keys and text to the topmost overlay, which is off the stack meanwhile.

use ratatui::layout::{Position, Rect};

use crate::desk::keys::Press;
use crate::desk::{Action, Desk, Frame, Help, Key, Palette};

use super::component::{Component, Reaction};
use super::{Overlay, OverlayState, Overlays};

macro_rules! in_each {
    ($overlay:expr, $state:ident => $component:expr) => {
        match $overlay {
            Overlay::Help($state) => $component,
            Overlay::Grid($state) => $component,
            Overlay::Palette($state) => $component,
            Overlay::Templates($state) => $component,
            Overlay::Themes($state) => $component,
            Overlay::NewPatient($state) => $component,
            Overlay::Day($state) => $component,
            Overlay::Calls($state) => $component,
            Overlay::Done($state) => $component,
            Overlay::Waiting($state) => $component,
            Overlay::Wait($state) => $component,
            Overlay::Change($state) => $component,
            Overlay::Bulk($state) => $component,
            Overlay::Slip($state) => $component,
            Overlay::Desks($state) => $component,
            Overlay::Drafts($state) => $component,
        }
    };
}

impl Overlay {
    fn component(&self) -> &dyn Component {
        in_each!(self, state => state.as_ref())
    }

    fn component_mut(&mut self) -> &mut dyn Component {
        in_each!(self, state => state.as_mut())
    }

    /// Returns the name in the state.
    pub fn name(&self) -> &'static str {
        self.component().name()
    }

    pub(in crate::desk) fn is_card(&self) -> bool {
        self.component().is_card()
    }

    pub(in crate::desk) fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        self.component().draw(desk, area, frame)
    }

    pub(in crate::desk) fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        self.component().keys(desk)
    }
}

impl Overlays {
    /// Runs an action of an overlay on the desk. The overlay is off the stack meanwhile, and back in its
    /// place afterwards.
    fn with<T>(
        desk: &mut Desk,
        place: usize,
        act: impl FnOnce(&mut Overlay, &mut Desk) -> (T, bool),
    ) -> Option<T> {
        if place >= desk.overlays.len() {
            return None;
        }
        let mut overlay = desk.overlays.0.remove(place);
        let (done, stays) = act(&mut overlay, desk);
        if stays {
            let place = place.min(desk.overlays.len());
            desk.overlays.0.insert(place, overlay);
        }
        Some(done)
    }
}

impl Desk {
    pub(in crate::desk) fn press_in_overlay(&mut self, press: Press) {
        match press {
            Press::Act(action @ (Action::Quit | Action::Suspend)) => return self.act(action),
            Press::Act(Action::Help) if !self.overlays.shows::<Help>() => return self.act(Action::Help),
            Press::Act(Action::Palette) if !self.overlays.shows::<Palette>() => return self.open_palette(),
            _ => {}
        }
        let Some(top) = self.overlays.len().checked_sub(1) else { return };
        Overlays::with(self, top, |overlay, desk| match overlay.component_mut().press(desk, press) {
            Reaction::Stay => ((), true),
            Reaction::Close => ((), false),
        });
    }

    /// Handles text pasted while an overlay is open.
    pub(in crate::desk) fn paste_in_overlay(&mut self, text: &str) {
        if let Some(top) = self.overlays.len().checked_sub(1) {
            Overlays::with(self, top, |overlay, desk| (overlay.component_mut().paste(desk, text), true));
        }
    }

    /// Scrolls the text of the topmost overlay. Returns `false` if it has rows instead.
    pub(in crate::desk) fn scroll_overlay_to(&mut self, line: i32) -> bool {
        self.overlays.0.last_mut().is_some_and(|overlay| overlay.component_mut().scroll_to(line))
    }

    /// Runs an action of the overlay of this kind on the desk, if it is open.
    pub(in crate::desk) fn in_overlay<S: OverlayState, T>(
        &mut self,
        act: impl FnOnce(&mut S, &mut Desk) -> T,
    ) -> Option<T> {
        let place = self.overlays.0.iter().position(|overlay| S::of(overlay).is_some())?;
        let done = Overlays::with(self, place, |overlay, desk| {
            (S::of_mut(overlay).map(|state| act(state, desk)), true)
        });
        done.flatten()
    }
}

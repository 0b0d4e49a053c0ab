//! Overlays over the form: a stack of components. The topmost gets every key except those that quit or open help or the
//! palette over it; the form under it keeps its state.
//!
//! The stack knows an overlay only as a [`Component`]. Each kind is in the folder of its subject, above the desk, and
//! is found in the stack by its type.

mod component;
mod update;

use std::any::Any;

pub(super) use component::{Component, LIST_CARD, Reaction, TEXT_CARD};

use office::DayFree;

/// An open overlay.
pub struct Overlay(Box<dyn Component>);

/// The state of one kind of overlay.
pub trait OverlayState: Any {}

impl<S: Component> OverlayState for S {}

impl Overlay {
    pub(super) fn new(state: impl Component) -> Overlay {
        Overlay(Box::new(state))
    }

    /// Returns the name in the state.
    pub fn name(&self) -> &'static str {
        self.0.name()
    }

    /// Returns the state, if it is of this kind.
    pub fn of<S: OverlayState>(&self) -> Option<&S> {
        let state: &dyn Any = self.0.as_ref();
        state.downcast_ref()
    }

    /// Returns whether it is of this kind.
    pub fn is<S: OverlayState>(&self) -> bool {
        self.of::<S>().is_some()
    }

    pub(super) fn component(&self) -> &dyn Component {
        self.0.as_ref()
    }

    fn of_mut<S: OverlayState>(&mut self) -> Option<&mut S> {
        let state: &mut dyn Any = self.0.as_mut();
        state.downcast_mut()
    }

    fn is_kind_of(&self, other: &Overlay) -> bool {
        let [own, others]: [&dyn Any; 2] = [self.0.as_ref(), other.0.as_ref()];
        own.type_id() == others.type_id()
    }
}

impl Clone for Overlay {
    fn clone(&self) -> Overlay {
        Overlay(self.0.copied())
    }
}

/// The open overlays, the topmost last. Each kind is open at most once.
#[derive(Clone, Default)]
pub struct Overlays(Vec<Overlay>);

impl Overlays {
    /// Returns whether no overlay is open.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the number of open overlays.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the topmost overlay, which is visible and focused.
    pub fn top(&self) -> Option<&Overlay> {
        self.0.last()
    }

    /// Returns the topmost overlay that does not float over others.
    pub(super) fn beneath(&self) -> Option<&Overlay> {
        self.0
            .iter()
            .rev()
            .find(|overlay| overlay.component().floats().is_none())
    }

    /// Returns the overlays that float over the others, the topmost last.
    pub(super) fn floating(&self) -> impl Iterator<Item = (&Overlay, u16)> {
        let first = self
            .0
            .iter()
            .rposition(|overlay| overlay.component().floats().is_none())
            .map_or(0, |place| place + 1);
        self.0[first..]
            .iter()
            .filter_map(|overlay| Some((overlay, overlay.component().floats()?)))
    }

    /// Returns whether the topmost overlay is of this kind.
    pub fn shows<S: OverlayState>(&self) -> bool {
        self.top().is_some_and(Overlay::is::<S>)
    }

    /// Returns the overlay below one of this kind if that is on top, else the topmost.
    pub(super) fn under<S: OverlayState>(&self) -> Option<&Overlay> {
        let (top, below) = self.0.split_last()?;
        if top.is::<S>() {
            below.last()
        } else {
            Some(top)
        }
    }

    /// Returns the state of the overlay of this kind, if it is open, on top or not.
    pub fn get<S: OverlayState>(&self) -> Option<&S> {
        self.0.iter().find_map(Overlay::of)
    }

    pub(super) fn get_mut<S: OverlayState>(&mut self) -> Option<&mut S> {
        self.0.iter_mut().find_map(Overlay::of_mut)
    }

    /// Returns the queries for the free times among the rows of the open overlays.
    pub(super) fn free_queries(&mut self) -> impl Iterator<Item = &mut DayFree> {
        self.0
            .iter_mut()
            .flat_map(|overlay| overlay.0.free_queries())
    }

    /// Opens an overlay on top, in place of another of its kind.
    pub(super) fn open(&mut self, state: impl Component) {
        self.open_overlay(Overlay::new(state));
    }

    pub(super) fn open_overlay(&mut self, overlay: Overlay) {
        self.0.retain(|other| !other.is_kind_of(&overlay));
        self.0.push(overlay);
    }

    pub(super) fn close<S: OverlayState>(&mut self) {
        self.0.retain(|overlay| !overlay.is::<S>());
    }

    /// Closes the overlay of this kind, if it is open, and returns its state.
    pub(super) fn take<S: OverlayState>(&mut self) -> Option<Box<S>> {
        let place = self.0.iter().position(Overlay::is::<S>)?;
        let state: Box<dyn Any> = self.0.remove(place).0;
        state.downcast().ok()
    }

    /// Closes all overlays. Returns the one that an appointment may have been opened from, to return to it.
    pub(super) fn take_lists(&mut self) -> Option<Overlay> {
        let mut overlays = self.0.drain(..).rev();
        overlays.find(|overlay| overlay.component().lists_appointments())
    }
}

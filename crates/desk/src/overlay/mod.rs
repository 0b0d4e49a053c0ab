//! Overlays over the form: a stack of components. The topmost gets every key except those that quit or open
//! help or the palette over it; the form under it keeps its state.

mod component;
mod update;

use std::mem;

use super::{
    BulkOverlay, CallList, ChangeForm, DayBoard, DayGrid, DeskList, DoneList, DraftList, Help,
    NewPatientOverlay, Palette, SlipSheet, TemplateList, ThemeList, WaitForm, WaitingList,
};
pub(super) use component::{Component, LIST_CARD, Reaction, TEXT_CARD, stepped};
use office::DayFree;

/// The state of one kind of overlay, found in the stack by its type.
pub trait OverlayState: Into<Overlay> {
    /// Returns the overlay as this state, if it is of this kind.
    fn of(overlay: &Overlay) -> Option<&Self>;
    /// Returns the overlay as this mutable state, if it is of this kind.
    fn of_mut(overlay: &mut Overlay) -> Option<&mut Self>;
}

macro_rules! overlays {
    ($($(#[$about:meta])* $kind:ident($state:ty) = $name:literal),+ $(,)?) => {
        /// An overlay over the form.
        #[derive(Clone)]
        pub enum Overlay {
            $($(#[$about])* $kind(Box<$state>)),+
        }

        impl Overlay {
            /// Returns the name in the state.
            pub fn name(&self) -> &'static str {
                match self {
                    Overlay::Done(list) if list.is_history() => "history",
                    Overlay::NewPatient(form) if form.corrects => "correction",
                    $(Overlay::$kind(_) => $name),+
                }
            }

            pub(super) fn component(&self) -> &dyn Component {
                match self {
                    $(Overlay::$kind(state) => state.as_ref()),+
                }
            }

            fn component_mut(&mut self) -> &mut dyn Component {
                match self {
                    $(Overlay::$kind(state) => state.as_mut()),+
                }
            }
        }

        $(
            impl From<$state> for Overlay {
                fn from(state: $state) -> Overlay {
                    Overlay::$kind(Box::new(state))
                }
            }

            impl OverlayState for $state {
                fn of(overlay: &Overlay) -> Option<&$state> {
                    match overlay {
                        Overlay::$kind(state) => Some(state),
                        _ => None,
                    }
                }

                fn of_mut(overlay: &mut Overlay) -> Option<&mut $state> {
                    match overlay {
                        Overlay::$kind(state) => Some(state),
                        _ => None,
                    }
                }
            }
        )+
    };
}

overlays! {
    /// The help page.
    Help(Help) = "help",
    /// Free times day by day.
    Grid(DayGrid) = "free times",
    /// The command palette.
    Palette(Palette) = "palette",
    /// The visit templates.
    Templates(TemplateList) = "templates",
    /// The themes, with a preview of one.
    Themes(ThemeList) = "themes",
    /// The form for a patient's data; the data outlive it: see
    /// [`Desk::patient_sheet`](super::Desk::patient_sheet).
    NewPatient(NewPatientOverlay) = "new patient",
    /// The day board.
    Day(DayBoard) = "day",
    /// Patients to call, and the results.
    Calls(CallList) = "calls",
    /// The changes made today, or to one appointment.
    Done(DoneList) = "done",
    /// The waiting list.
    Waiting(WaitingList) = "waiting",
    /// The wished times of a patient, for a waiting list that the desks keep.
    Wait(WaitForm) = "wait",
    /// The form for the change of an appointment.
    Change(ChangeForm) = "change",
    /// Several changes at once; the list outlives it: see [`Desk::bulk`](super::Desk::bulk).
    Bulk(BulkOverlay) = "bulk",
    /// The slip of an appointment.
    Slip(SlipSheet) = "slip",
    /// The desks to which a draft can be handed.
    Desks(DeskList) = "desks",
    /// The drafts put aside, here and at desks that are gone.
    Drafts(DraftList) = "drafts",
}

/// The open overlays, the topmost last. Each kind is open at most once.
#[derive(Clone, Default)]
pub struct Overlays(Vec<Overlay>);

impl Overlays {
    /// Whether no overlay is open.
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

    /// Whether the topmost overlay is of this kind.
    pub fn shows<S: OverlayState>(&self) -> bool {
        self.top().and_then(S::of).is_some()
    }

    /// Returns the overlay below one of this kind if that is on top, else the topmost.
    pub(super) fn under<S: OverlayState>(&self) -> Option<&Overlay> {
        let (top, below) = self.0.split_last()?;
        if S::of(top).is_some() {
            below.last()
        } else {
            Some(top)
        }
    }

    /// Returns the state of the overlay of this kind, if it is open, on top or not.
    pub fn get<S: OverlayState>(&self) -> Option<&S> {
        self.0.iter().find_map(S::of)
    }

    pub(super) fn get_mut<S: OverlayState>(&mut self) -> Option<&mut S> {
        self.0.iter_mut().find_map(S::of_mut)
    }

    /// Returns the queries for the free times on the open board.
    pub(super) fn free_queries(&mut self) -> impl Iterator<Item = &mut DayFree> {
        self.get_mut::<DayBoard>()
            .into_iter()
            .flat_map(DayBoard::free_queries)
    }

    /// Opens an overlay on top, in place of another of its kind.
    pub(super) fn open<S: OverlayState>(&mut self, state: S) {
        self.open_overlay(state.into());
    }

    pub(super) fn open_overlay(&mut self, overlay: Overlay) {
        self.0
            .retain(|other| mem::discriminant(other) != mem::discriminant(&overlay));
        self.0.push(overlay);
    }

    pub(super) fn open_in_place(&mut self, overlay: Overlay) {
        self.0.pop();
        self.open_overlay(overlay);
    }

    pub(super) fn close<S: OverlayState>(&mut self) {
        self.0.retain(|overlay| S::of(overlay).is_none());
    }

    /// Closes the form for the change of an appointment, if it is open, and returns it.
    pub(super) fn take_change_form(&mut self) -> Option<Box<ChangeForm>> {
        let place = self
            .0
            .iter()
            .position(|overlay| matches!(overlay, Overlay::Change(_)))?;
        match self.0.remove(place) {
            Overlay::Change(form) => Some(form),
            _ => None,
        }
    }

    /// Closes all overlays. Returns the one from which an appointment may have been opened, to return to it.
    pub(super) fn take_lists(&mut self) -> Option<Overlay> {
        let mut overlays = self.0.drain(..).rev();
        overlays.find(|overlay| {
            matches!(
                overlay,
                Overlay::Day(_) | Overlay::Calls(_) | Overlay::Waiting(_)
            )
        })
    }
}

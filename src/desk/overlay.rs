//! What lies over the form: a stack of components. The topmost gets every key but those that leave the program or open
//! help or the palette over it; the form under it waits as it was.

use ratatui::layout::{Position, Rect};

use super::keys::Press;
use super::{
    Action, ChangeOverlay, DayBook, DayGrid, Desk, DoneToday, Effect, Frame, Help, Key, NewPatientOverlay,
    Palette, SlipSheet, TemplateList, ThemeList,
};

/// Something that lies over the form. It is off the stack while it handles a key, so that it may change the desk.
pub(super) trait Component {
    /// Its name in the state.
    fn name(&self) -> &'static str;

    fn press(&mut self, desk: &mut Desk, press: Press) -> Reaction;

    fn paste(&mut self, desk: &mut Desk, _text: &str) {
        desk.nothing_pasted();
    }

    /// Scrolls its text so that it begins with this line; `false` where the wheel steps through rows instead.
    fn scroll_to(&mut self, _line: i32) -> bool {
        false
    }

    /// Draws it, and says where its cursor is.
    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position>;

    /// The keys of the last line, the most useful first, each with what it does.
    fn keys(&self, desk: &Desk) -> Vec<(Key, String)>;
}

/// Whether an overlay stays open after a key, and what is to be done about the key.
pub(super) enum Reaction {
    Stay(Vec<Effect>),
    Close(Vec<Effect>),
}

impl Reaction {
    pub(super) fn stay() -> Reaction {
        Reaction::Stay(Vec::new())
    }

    pub(super) fn close() -> Reaction {
        Reaction::Close(Vec::new())
    }
}

impl From<Vec<Effect>> for Reaction {
    fn from(effects: Vec<Effect>) -> Reaction {
        Reaction::Stay(effects)
    }
}

/// The state of one kind of overlay, found in the stack by its type.
pub trait OverlayState: Into<Overlay> {
    /// The overlay as this state, if it is of this kind.
    fn of(overlay: &Overlay) -> Option<&Self>;
    /// The same, to be changed.
    fn of_mut(overlay: &mut Overlay) -> Option<&mut Self>;
}

macro_rules! overlays {
    ($($(#[$about:meta])* $kind:ident($state:ty)),+ $(,)?) => {
        /// What lies over the form.
        #[derive(Clone)]
        pub enum Overlay {
            $($(#[$about])* $kind(Box<$state>)),+
        }

        impl Overlay {
            fn component(&self) -> &dyn Component {
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
    Help(Help),
    /// Free times day by day.
    Grid(DayGrid),
    /// Everything the desk can do.
    Palette(Palette),
    /// The visit templates.
    Templates(TemplateList),
    /// The themes, one of them tried on.
    Themes(ThemeList),
    /// The form for someone new. What it holds outlives it: see [`Desk::new_patient_form`].
    NewPatient(NewPatientOverlay),
    /// The day of a practitioner or location.
    Day(DayBook),
    /// What was done today.
    Done(DoneToday),
    /// The form for the change of an appointment. What it holds outlives it: see [`Desk::change_form`].
    Change(ChangeOverlay),
    /// The slip of an appointment.
    Slip(SlipSheet),
}

impl Overlay {
    /// Its name in the state.
    pub fn name(&self) -> &'static str {
        self.component().name()
    }

    pub(super) fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        self.component().draw(desk, area, frame)
    }

    pub(super) fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        self.component().keys(desk)
    }
}

/// The overlays that are open, the topmost last. Each kind is open once at most.
#[derive(Clone, Default)]
pub struct Overlays(Vec<Overlay>);

impl Overlays {
    /// Whether nothing lies over the form.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The one that is seen, and gets the keys.
    pub fn top(&self) -> Option<&Overlay> {
        self.0.last()
    }

    /// Whether the topmost is of this kind.
    pub fn shows<S: OverlayState>(&self) -> bool {
        self.top().and_then(S::of).is_some()
    }

    /// The state of the overlay of this kind, if it is open, on top or not.
    pub fn get<S: OverlayState>(&self) -> Option<&S> {
        self.0.iter().find_map(S::of)
    }

    pub(super) fn get_mut<S: OverlayState>(&mut self) -> Option<&mut S> {
        self.0.iter_mut().find_map(S::of_mut)
    }

    /// Opens it over what is open already, in place of another of its kind.
    pub(super) fn open<S: OverlayState>(&mut self, state: S) {
        self.close::<S>();
        self.0.push(state.into());
    }

    pub(super) fn close<S: OverlayState>(&mut self) {
        self.0.retain(|overlay| S::of(overlay).is_none());
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Has an overlay do something with the desk. It is off the stack meanwhile, and back in its place afterwards.
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
    pub(super) fn press_in_overlay(&mut self, press: Press) -> Vec<Effect> {
        match press {
            Press::Act(action @ (Action::Quit | Action::Suspend)) => return self.act(action),
            Press::Act(Action::Help) if !self.overlays.shows::<Help>() => return self.act(Action::Help),
            Press::Act(Action::Palette) if !self.overlays.shows::<Palette>() => return self.open_palette(),
            _ => {}
        }
        let Some(top) = self.overlays.len().checked_sub(1) else { return Vec::new() };
        let pressed =
            Overlays::with(self, top, |overlay, desk| match overlay.component_mut().press(desk, press) {
                Reaction::Stay(effects) => (effects, true),
                Reaction::Close(effects) => (effects, false),
            });
        pressed.unwrap_or_default()
    }

    /// Text pasted while something lies over the form.
    pub(super) fn paste_in_overlay(&mut self, text: &str) {
        if let Some(top) = self.overlays.len().checked_sub(1) {
            Overlays::with(self, top, |overlay, desk| (overlay.component_mut().paste(desk, text), true));
        }
    }

    /// Scrolls the text of the topmost overlay; `false` where it has rows instead.
    pub(super) fn scroll_overlay_to(&mut self, line: i32) -> bool {
        self.overlays.0.last_mut().is_some_and(|overlay| overlay.component_mut().scroll_to(line))
    }

    /// Has the overlay of this kind, if it is open, do something with the desk.
    pub(super) fn in_overlay<S: OverlayState, T>(
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

/// Which of `count` rows is chosen after a key that moves by a row or a page; any other key leaves it.
pub(super) fn stepped(action: Action, chosen: usize, count: usize, page: usize) -> usize {
    let last = count.saturating_sub(1);
    match action {
        Action::Down => (chosen + 1).min(last),
        Action::Up => chosen.saturating_sub(1),
        Action::ScrollDown => (chosen + page).min(last),
        Action::ScrollUp => chosen.saturating_sub(page),
        _ => chosen.min(last),
    }
}

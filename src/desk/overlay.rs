//! What lies over the form until it is closed. An overlay gets every key but those that leave the program; the
//! form under it waits as it was.

use super::keys::Press;
use super::{Action, DayBook, DayGrid, Desk, Effect, Palette, SlipSheet};
use crate::screen::Look;

/// What lies over the form.
#[derive(Clone)]
pub enum Overlay {
    /// The help page, scrolled by so many lines.
    Help(u16),
    /// Free times day by day.
    Grid(Box<DayGrid>),
    /// Everything the desk can do.
    Palette(Palette),
    /// The visit templates; which is chosen.
    Templates(usize),
    /// The themes, one of them tried on; the look to go back to.
    Themes(Look),
    /// The form for someone new. What it holds outlives it: see [`Desk::new_patient_form`].
    NewPatientForm,
    /// The day of a practitioner or location.
    Day(Box<DayBook>),
    /// What was done today; which row is chosen.
    Done(usize),
    /// The form for the change of an appointment. What it holds outlives it: see [`Desk::change_form`].
    Change,
    /// The slip of an appointment.
    Slip(Box<SlipSheet>),
}

impl Overlay {
    /// Its name in the state.
    pub fn name(&self) -> &'static str {
        match self {
            Overlay::Help(_) => "help",
            Overlay::Grid(_) => "free times",
            Overlay::Palette(_) => "palette",
            Overlay::Templates(_) => "templates",
            Overlay::Themes(_) => "themes",
            Overlay::NewPatientForm => "new patient",
            Overlay::Day(_) => "day",
            Overlay::Change => "change",
            Overlay::Done(_) => "done",
            Overlay::Slip(_) => "slip",
        }
    }

    /// Whether it is the day grid.
    pub(super) fn is_grid(&self) -> bool {
        matches!(self, Overlay::Grid(_))
    }
}

impl Desk {
    pub(super) fn press_in_overlay(&mut self, press: Press) -> Vec<Effect> {
        if let Press::Act(action @ (Action::Quit | Action::Suspend)) = press {
            return self.act(action);
        }
        match self.overlay {
            None => {}
            Some(Overlay::Help(scrolled)) => {
                if let Press::Act(action) = press {
                    self.overlay = self.help_after(action, scrolled);
                }
            }
            Some(Overlay::Grid(_)) => return self.press_in_grid(press),
            Some(Overlay::NewPatientForm) => return self.press_in_new_patient_form(press),
            Some(Overlay::Day(_)) => return self.press_in_day(press),
            Some(Overlay::Change) => return self.press_in_change(press),
            Some(Overlay::Done(chosen)) => return self.press_in_done(press, chosen),
            Some(Overlay::Slip(_)) => return self.press_in_slip(press),
            Some(Overlay::Palette(_)) => return self.press_in_palette(press),
            Some(Overlay::Templates(chosen)) => return self.press_in_templates(press, chosen),
            Some(Overlay::Themes(before)) => self.press_in_themes(press, before),
        }
        Vec::new()
    }

    /// Text pasted while something lies over the form.
    pub(super) fn paste_in_overlay(&mut self, text: &str) {
        match &self.overlay {
            None => {}
            Some(Overlay::Grid(_)) => self.paste_in_grid(text),
            Some(Overlay::Palette(_)) => self.paste_in_palette(text),
            Some(Overlay::Help(_) | Overlay::Templates(_) | Overlay::Themes(_) | Overlay::Done(_)) => {
                self.nothing_pasted();
            }
            Some(Overlay::NewPatientForm) => self.paste_in_new_patient_form(text),
            Some(Overlay::Day(_)) => self.paste_in_day(text),
            Some(Overlay::Change) => self.paste_in_change(text),
            Some(Overlay::Slip(_)) => self.paste_in_slip(text),
        }
    }

    fn help_after(&self, action: Action, scrolled: u16) -> Option<Overlay> {
        let page = match action {
            Action::ScrollUp | Action::ScrollDown => (self.size.rows / 2).max(1),
            _ => 1,
        };
        match action {
            Action::Help | Action::Close => None,
            Action::ScrollDown | Action::Down => Some(Overlay::Help(scrolled.saturating_add(page))),
            Action::ScrollUp | Action::Up => Some(Overlay::Help(scrolled.saturating_sub(page))),
            _ => Some(Overlay::Help(scrolled)),
        }
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

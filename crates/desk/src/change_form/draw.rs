//! The forms for a blood draw: its panels, and the barcode of its kit.

use tui_input::Input;

use crate::{Action, ChangeForm, Desk, Part, Submissions, note};
use booking::{AppointmentRef, Change};
use office::{ChangeCase, DrawCase, PanelRow};

/// Returns the panels of the catalogue that match the typed text.
pub(super) fn panels_to_choose(desk: &Desk) -> Vec<PanelRow<'_>> {
    let Some(form) = desk.change_form() else {
        return Vec::new();
    };
    let ChangeCase::Panels(case) = &form.case else {
        return Vec::new();
    };
    let has = panels_had(desk, &form.of);
    case.rows(&desk.office.lists, form.of.clinic, has, form.typed())
}

/// Returns the panels of an appointment, if known.
pub(super) fn panels_had<'a>(desk: &'a Desk, of: &AppointmentRef) -> &'a [String] {
    let Some(shown) = &desk.appointment.shown else {
        return &[];
    };
    match &shown.appointment.panels {
        Some(panels) if shown.appointment.key() == of.key() => panels,
        _ => &[],
    }
}

/// Returns the changes to the draw's panels: first the additions, then the removals.
pub(super) fn panel_changes_in_form(desk: &Desk) -> Vec<Change> {
    let Some(form) = desk.change_form() else {
        return Vec::new();
    };
    let ChangeCase::Panels(case) = &form.case else {
        return Vec::new();
    };
    match form.given.standing() {
        Some(change) => vec![change.clone()],
        None => case.changes(&form.of, panels_had(desk, &form.of)),
    }
}

impl Part<'_, Submissions> {
    /// Handles Enter: toggles the chosen panel. Sends nothing.
    pub(super) fn toggle_panel(&mut self) {
        let chosen = self.change_form().and_then(|form| form.row).unwrap_or(0);
        let panels = panels_to_choose(self);
        let Some(panel) = panels.get(chosen).map(|row| row.entry.id.clone()) else {
            return;
        };
        let Some(form) = self.change_form_mut() else {
            return;
        };
        if let ChangeCase::Panels(case) = &mut form.case {
            case.toggle(&panel);
        }
        form.input = Input::default();
        form.reset_after_edit();
        // Another Enter undoes the toggle.
        let panels = panels_to_choose(self);
        let place = panels.iter().position(|row| row.entry.id == panel);
        if let Some(form) = self.change_form_mut() {
            form.row = place;
        }
    }

    /// Handles Enter: takes the first barcode. Sends nothing.
    pub(super) fn take_barcode(&mut self) {
        let key = self.setup.keys.key(Action::ClearField);
        let Some(ChangeForm { case, input, .. }) = self.change_form_mut() else {
            return;
        };
        let ChangeCase::ConfirmDraw(case) = case else {
            return;
        };
        let typed = input.value().trim();
        let note = if case.take_first(typed) {
            *input = Input::default();
            Some(note!("draw-once-more"))
        } else if !DrawCase::is_barcode(typed) {
            Some(note!("draw-no-barcode"))
        } else if case.differs_so_far(typed) || case.differs(typed) {
            Some(note!("draw-differs", key = key))
        } else {
            None
        };
        self.show_note(note);
    }
}

//! The forms for a blood draw: its panels, and the barcode of its kit.

use tui_input::Input;

use crate::{Action, ChangeForm, Desk, Part, Submissions, note};
use booking::{Change, ChangeKind};
use office::panel_changes;
use words::PanelRow;

/// Returns the panels of the catalogue that match the typed text.
pub(super) fn panels_to_choose(desk: &Desk) -> Vec<PanelRow<'_>> {
    let form = desk
        .change_form()
        .filter(|form| form.kind == ChangeKind::Panels);
    let rows = form.map(|form| {
        let has = panels_had(desk, form);
        let words = desk.words();
        words.panels_to_choose(form.of.clinic, has, &form.toggled, form.typed())
    });
    rows.unwrap_or_default()
}

/// Returns the panels of the form's appointment, as far as they are known.
pub(super) fn panels_had<'a>(desk: &'a Desk, form: &ChangeForm) -> &'a [String] {
    let shown = desk
        .appointment
        .shown
        .as_ref()
        .map(|shown| &shown.appointment);
    let shown = shown.filter(|shown| shown.key() == form.of.key());
    shown
        .and_then(|shown| shown.panels.as_deref())
        .unwrap_or_default()
}

/// Returns the changes to the draw's panels: first the additions, then the removals.
pub(super) fn panel_changes_in_form(desk: &Desk) -> Vec<Change> {
    let Some(form) = desk
        .change_form()
        .filter(|form| form.kind == ChangeKind::Panels)
    else {
        return Vec::new();
    };
    if let Some(change) = &form.proposed {
        return vec![change.clone()];
    }
    panel_changes(&form.of, panels_had(desk, form), &form.toggled)
}

impl Part<'_, Submissions> {
    /// Handles Enter: toggles the chosen panel, or takes the first barcode. Sends nothing.
    pub(super) fn enter_in_draw(&mut self) {
        let chosen = self
            .change_form()
            .map_or(0, |form| form.chosen.unwrap_or(0));
        let panel = panels_to_choose(self)
            .get(chosen)
            .map(|row| row.entry.id.clone());
        let key = self.setup.keys.key(Action::ClearField);
        let Some(form) = self.change_form_mut() else {
            return;
        };
        if form.kind == ChangeKind::Confirm {
            let note = if form.take_barcode() {
                Some(note!("draw-once-more"))
            } else if !form.is_barcode() {
                Some(note!("draw-no-barcode"))
            } else {
                let differ = form.barcodes_differ(true);
                differ.then(|| note!("draw-differs", key = key))
            };
            self.show_note(note);
        } else if let Some(panel) = panel {
            let before = form.toggled.len();
            form.toggled.retain(|id| *id != panel);
            if form.toggled.len() == before {
                form.toggled.push(panel.clone());
            }
            form.input = Input::default();
            form.reset_after_edit();
            // Another Enter undoes the toggle.
            let place = panels_to_choose(self)
                .iter()
                .position(|row| row.entry.id == panel);
            if let Some(form) = self.change_form_mut() {
                form.chosen = place;
            }
        }
    }
}

impl ChangeForm {
    /// Takes the typed text as the first barcode. A scanner ends each barcode with Enter, the second one too.
    fn take_barcode(&mut self) -> bool {
        let is_first =
            self.first_barcode.is_none() && !self.typed().is_empty() && self.is_barcode();
        if is_first {
            self.first_barcode = Some(self.typed().to_owned());
            self.input = Input::default();
        }
        is_first
    }

    /// Whether the text typed so far can be a barcode.
    pub(super) fn is_barcode(&self) -> bool {
        self.typed().bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether the second barcode differs from the first: as far as it is typed, or as a whole.
    pub(super) fn barcodes_differ(&self, is_whole: bool) -> bool {
        let typed = self.typed();
        self.first_barcode.as_ref().is_some_and(|first| {
            !first.starts_with(typed) || is_whole && !typed.is_empty() && first != typed
        })
    }
}

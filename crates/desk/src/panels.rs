//! Panels that are added to an appointment.

use super::{note, problems};
use crate::{Ask, Desk, Facts, Pane, Part};

impl Part<'_, Facts> {
    /// Asks whether to order panels again that were not added.
    pub(super) fn ask_to_try_panels(&mut self, number: usize) {
        match self.office.panels.get(number) {
            Some(order) if order.has_failed() => {
                let ask = Ask::TryPanels(order.appointment.clone());
                self.ask(ask);
            }
            _ => self.note(note!("panels-nothing-to-do")),
        }
    }

    /// Asks whether to drop the problem with an order.
    pub(super) fn ask_to_drop_panels(&mut self, number: usize) {
        if let Some(order) = self.office.panels.get(number) {
            let ask = Ask::DropPanels(order.appointment.clone());
            self.ask(ask);
        }
    }
}

/// Returns the number of the order to which a key in a pane applies: that of the shown appointment, or of
/// the chosen problem.
pub(crate) fn panels_here(desk: &Desk) -> Option<usize> {
    match desk.panes.focused {
        Pane::Appointment => {
            let shown = &desk.appointment.shown.as_ref()?.appointment.id;
            desk.office
                .panels
                .iter()
                .position(|order| order.appointment == *shown)
        }
        Pane::Problems => {
            problems::listed(desk)
                .get(desk.problems.chosen.unwrap_or(0))?
                .panels
        }
        Pane::Line | Pane::Form | Pane::Request | Pane::Outbox => None,
    }
}

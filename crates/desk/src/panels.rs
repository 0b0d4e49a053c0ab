//! Panels that are added to an appointment.

use super::{note, problems};
use crate::model::ProblemOf;
use crate::{Ask, Desk, Facts, Pane, Part};

impl Part<'_, Facts> {
    /// Asks whether to order panels again that were not added.
    pub(super) fn ask_to_try_panels(&mut self, appointment: &str) {
        match self.office.panels().of(appointment) {
            Some(order) if order.has_failed() => {
                let ask = Ask::TryPanels(order.appointment.clone());
                self.ask(ask);
            }
            _ => self.note(note!("panels-nothing-to-do")),
        }
    }

    /// Asks whether to drop the problem with an order.
    pub(super) fn ask_to_drop_panels(&mut self, appointment: &str) {
        if let Some(order) = self.office.panels().of(appointment) {
            let ask = Ask::DropPanels(order.appointment.clone());
            self.ask(ask);
        }
    }
}

/// Returns the appointment of the order that a key in a pane applies to: the shown one, or the chosen problem's.
pub(crate) fn panels_here(desk: &Desk) -> Option<String> {
    match desk.panes.focused {
        Pane::Appointment => {
            let shown = &desk.appointment.shown.as_ref()?.appointment.id;
            let order = desk.office.panels().of(shown)?;
            Some(order.appointment.clone())
        }
        Pane::Problems => match problems::chosen_row(desk)?.of {
            ProblemOf::Panels(appointment) => Some(appointment),
            _ => None,
        },
        Pane::Line | Pane::Form | Pane::Request | Pane::Outbox => None,
    }
}

//! Changes of a booked blood draw: its panels, and the confirmation that blood was drawn.

use super::{Change, ReadResult};
use crate::AppointmentRef;
use crate::{Appointment, DrawStatuses, Id, api, is_same_id};

/// Panels to add to a draw or to remove from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetPanels {
    pub(super) of: AppointmentRef,
    panels: Vec<Id>,
    adds: bool,
}

/// The confirmation that blood was drawn.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfirmDraw {
    pub(super) of: AppointmentRef,
    barcode: String,
}

impl SetPanels {
    /// Returns the panels, at least one.
    pub fn panels(&self) -> &[Id] {
        &self.panels
    }

    /// Returns whether the panels are ordered; otherwise they are removed.
    pub fn adds(&self) -> bool {
        self.adds
    }

    pub(super) fn on_wire(&self) -> api::ChangeRequest<'_> {
        let appointment = self.of.id.as_str();
        let panels = self.panels.as_slice();
        if self.adds {
            api::ChangeRequest::AddPanels {
                appointment,
                panels,
            }
        } else {
            api::ChangeRequest::RemovePanels {
                appointment,
                panels,
            }
        }
    }

    /// Returns the outcome by a read of the appointment. If the answer lists no panels, a person has to decide.
    pub(super) fn result_in(&self, now: &Appointment) -> ReadResult {
        let Some(has) = &now.panels else {
            return ReadResult::Altered;
        };
        let is_there = |panel: &Id| has.iter().any(|id| is_same_id(id, panel.as_str()));
        ReadResult::of(self.panels.iter().all(|panel| is_there(panel) == self.adds))
    }
}

impl ConfirmDraw {
    /// Returns the digits on the kit.
    pub fn barcode(&self) -> &str {
        &self.barcode
    }

    pub(super) fn on_wire(&self) -> api::ChangeRequest<'_> {
        api::ChangeRequest::ConfirmDraw {
            appointment: &self.of.id,
            barcode: &self.barcode,
        }
    }

    pub(super) fn status_then(&self) -> Option<&'static str> {
        Some(self.of.clinic.can().draw?.after.first()?)
    }

    pub(super) fn result_in(&self, now: &Appointment) -> ReadResult {
        let Some(draw) = self.of.clinic.can().draw else {
            return ReadResult::Altered;
        };
        match now.status.trim().to_ascii_lowercase().as_str() {
            status if draw.after.contains(&status) => ReadResult::Done,
            status if status == draw.before => ReadResult::NotDone,
            _ => ReadResult::Altered,
        }
    }
}

/// Leaves the barcode out: it identifies a person's blood.
impl std::fmt::Debug for ConfirmDraw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConfirmDraw")
            .field("of", &self.of.id)
            .finish_non_exhaustive()
    }
}

impl AppointmentRef {
    /// Returns the statuses of a draw, if its blood is still to be drawn.
    pub(super) fn pending_draw(&self) -> Option<&'static DrawStatuses> {
        let draw = self.clinic.can().draw?;
        self.status
            .trim()
            .eq_ignore_ascii_case(draw.before)
            .then_some(draw)
    }
}

impl Change {
    /// Returns whether no other change can undo this one, so that it is sent only once the present state of the
    /// appointment is known.
    pub fn is_irreversible(&self) -> bool {
        matches!(self, Change::ConfirmDraw(_) | Change::Remove(_))
    }

    /// Orders panels with a draw, or removes them from it. `None` if `panels` is empty, or the clinic API
    /// can't do that.
    pub fn with_panels(of: AppointmentRef, panels: Vec<Id>, adds: bool) -> Option<Change> {
        if panels.is_empty() {
            return None;
        }
        Change::SetPanels(Box::new(SetPanels { of, panels, adds })).offered()
    }

    /// Confirms that blood was drawn, into the kit with these digits, typed or scanned twice. `None` if they
    /// differ or are not digits (Aniva, `POST .../confirm`), or the clinic API can't do that.
    pub fn drawn(of: AppointmentRef, barcode: &str, again: &str) -> Option<Change> {
        let is_barcode = !barcode.is_empty() && barcode.bytes().all(|byte| byte.is_ascii_digit());
        if !is_barcode || barcode != again {
            return None;
        }
        Change::ConfirmDraw(Box::new(ConfirmDraw {
            of,
            barcode: barcode.to_owned(),
        }))
        .offered()
    }
}

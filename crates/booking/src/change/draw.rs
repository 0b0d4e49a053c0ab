//! Changes of a booked blood draw: its panels, and the confirmation that blood was drawn.

use chrono::{DateTime, Utc};
use zones::Zone;

use super::in_place::InPlace;
use super::{Change, ReadResult, Untimely, Verb};
use crate::{
    Appointment, AppointmentRef, ChangeKind, Difference, DrawStatuses, Id, api, is_same_id,
};

/// Panels to add to a draw or to remove from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetPanels {
    of: AppointmentRef,
    panels: Vec<Id>,
    adds: bool,
}

/// The confirmation that blood was drawn.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfirmDraw {
    of: AppointmentRef,
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
}

impl InPlace for SetPanels {
    fn of(&self) -> &AppointmentRef {
        &self.of
    }

    fn kind(&self) -> ChangeKind {
        ChangeKind::Panels
    }

    fn verb(&self) -> Verb {
        Verb::Panels
    }

    fn on_wire(&self) -> api::ChangeRequest<'_> {
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

    fn status_then(&self) -> Option<&str> {
        Some(&self.of.status)
    }

    /// If the answer lists no panels, a person has to decide.
    fn result_in(&self, read: &Appointment) -> ReadResult {
        let Some(has) = &read.panels else {
            return ReadResult::Altered;
        };
        let is_there = |panel: &Id| has.iter().any(|id| is_same_id(id, panel.as_str()));
        ReadResult::of(self.panels.iter().all(|panel| is_there(panel) == self.adds))
    }

    fn has_other_status(&self, _: &str, _: &Appointment) -> bool {
        false
    }

    fn has_contents_of(&self, other: &Change) -> bool {
        let Change::SetPanels(other) = other else {
            return false;
        };
        self.adds == other.adds && self.panels == other.panels
    }

    fn other_contents(&self, answer: &Appointment) -> Option<Difference> {
        (self.result_in(answer) == ReadResult::NotDone).then_some(Difference::Panels)
    }

    fn altered_in(&self, read: &Appointment) -> Option<Difference> {
        let (had, has) = self.of.panels.as_ref().zip(read.panels.as_ref())?;
        (!are_same_panels(had, has)).then_some(Difference::Panels)
    }

    fn is_removal(&self) -> bool {
        !self.adds
    }
}

impl ConfirmDraw {
    /// Returns the digits on the kit.
    pub fn barcode(&self) -> &str {
        &self.barcode
    }
}

impl InPlace for ConfirmDraw {
    fn of(&self) -> &AppointmentRef {
        &self.of
    }

    fn kind(&self) -> ChangeKind {
        ChangeKind::ConfirmDraw
    }

    fn verb(&self) -> Verb {
        Verb::ConfirmDraw
    }

    fn on_wire(&self) -> api::ChangeRequest<'_> {
        api::ChangeRequest::ConfirmDraw {
            appointment: &self.of.id,
            barcode: &self.barcode,
        }
    }

    fn status_then(&self) -> Option<&str> {
        let draw = self.of.clinic.can().draw?;
        draw.after.first().copied()
    }

    fn result_in(&self, read: &Appointment) -> ReadResult {
        let Some(draw) = self.of.clinic.can().draw else {
            return ReadResult::Altered;
        };
        match read.status.trim().to_ascii_lowercase().as_str() {
            status if draw.after.contains(&status) => ReadResult::Done,
            status if status == draw.before => ReadResult::NotDone,
            _ => ReadResult::Altered,
        }
    }

    fn has_other_status(&self, _: &str, answer: &Appointment) -> bool {
        self.result_in(answer) == ReadResult::NotDone
    }

    fn has_contents_of(&self, other: &Change) -> bool {
        matches!(other, Change::ConfirmDraw(other) if self.barcode == other.barcode)
    }

    fn untimely(&self, now: DateTime<Utc>, zone: Zone) -> Option<Untimely> {
        self.of.untimely_draw(now, zone)
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

fn are_same_panels(one: &[String], other: &[String]) -> bool {
    let are_in = |these: &[String], those: &[String]| {
        these
            .iter()
            .all(|id| those.iter().any(|other| is_same_id(other, id)))
    };
    are_in(one, other) && are_in(other, one)
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
        self.kind().is_irreversible()
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

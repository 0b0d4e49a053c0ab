//! Panels for a blood draw: ordered automatically once the draw is booked, looked up after a lost answer, and
//! ordered again when a person says so. Whatever becomes of them, the appointment stands and is never sent
//! again because of them.

use chrono::{DateTime, Utc};

use crate::booking::{Appointment, Failure, Id, Language, Problem, Vendor};

use crate::desk::{InWords, Ticket};

/// An order of panels for an appointment.
#[derive(Clone, Debug)]
pub struct PanelOrder {
    /// The clinic.
    pub backend: Vendor,
    /// The appointment's id.
    pub appointment: String,
    /// The patient's id, and the start.
    pub subject: (String, Option<DateTime<Utc>>),
    /// The location, whose clock counts.
    pub location: String,
    /// All panels that were ordered.
    pub wanted: Vec<Id>,
    /// The stage of the order.
    pub stage: PanelStage,
}

/// The stage of an order of panels.
#[derive(Clone, Debug)]
pub enum PanelStage {
    /// The order was sent.
    Adding(Ticket),
    /// The appointment is read after this failure to see which panels it has; with `adds` the missing ones
    /// are ordered then.
    Looking {
        /// The ticket of the appointment.
        ticket: Ticket,
        /// The failure.
        after: Failure,
        /// Whether a person has asked to try again.
        adds: bool,
    },
    /// The appointment has the panels.
    Added,
    /// The appointment lacks panels, or nobody knows.
    Failed {
        /// The failure.
        failure: Failure,
        /// The panels that it lacks, or may lack.
        panels: Vec<Id>,
        /// The failure for the Problems pane.
        problem: InWords<Problem>,
    },
}

impl PanelOrder {
    /// Returns the problem, if someone has to deal with it.
    pub fn problem(&self, language: Language) -> Option<Problem> {
        match &self.stage {
            PanelStage::Failed { problem, .. } => Some(problem.said(language)),
            _ => None,
        }
    }

    /// Whether someone has to deal with it.
    pub fn has_failed(&self) -> bool {
        matches!(self.stage, PanelStage::Failed { .. })
    }

    /// Returns the panels that the appointment lacks; `None` if it lists no panels at all.
    pub(super) fn missing_in(&self, appointment: &Appointment) -> Option<Vec<Id>> {
        let listed = appointment.panels.as_ref()?;
        let list = self.backend.panels?;
        let has = |id: &Id| listed.iter().any(|other| list.id(other).is_some_and(|other| other == *id));
        Some(self.wanted.iter().filter(|id| !has(id)).cloned().collect())
    }
}

//! Panels for a blood draw: asked for by themselves once the draw is booked, looked for where the answer was lost,
//! and asked for again when a person says so. Whatever becomes of them, the appointment stands and is never sent
//! again for their sake.

use chrono::{DateTime, Utc};

use crate::booking::{Appointment, Failure, Id, Language, Problem, Vendor};

use crate::desk::{InWords, Ticket};

/// Panels that an appointment is to have.
#[derive(Clone, Debug)]
pub struct PanelOrder {
    /// Who keeps it.
    pub backend: Vendor,
    /// The appointment's id.
    pub appointment: String,
    /// Whose it is, and when.
    pub subject: (String, Option<DateTime<Utc>>),
    /// The clock that counts for it is the one at this location.
    pub location: String,
    /// All that were asked for.
    pub wanted: Vec<Id>,
    /// How far it is.
    pub stage: PanelStage,
}

/// How far panels are.
#[derive(Clone, Debug)]
pub enum PanelStage {
    /// They have been asked for.
    Adding(Ticket),
    /// The appointment is read to see which it has, after this failure; `adds` what is missing then.
    Looking {
        /// Under which the appointment comes.
        ticket: Ticket,
        /// What went wrong.
        after: Failure,
        /// A person has asked to try again.
        adds: bool,
    },
    /// The appointment has them.
    Added,
    /// It does not have them, or nobody knows.
    Failed {
        /// What went wrong.
        failure: Failure,
        /// Those it lacks, or may lack.
        panels: Vec<Id>,
        /// The same for the Problems pane.
        problem: InWords<Problem>,
    },
}

impl PanelOrder {
    /// What is wrong, where someone has to see to it.
    pub fn problem(&self, language: Language) -> Option<Problem> {
        match &self.stage {
            PanelStage::Failed { problem, .. } => Some(problem.said(language)),
            _ => None,
        }
    }

    /// Whether someone has to see to it.
    pub fn has_failed(&self) -> bool {
        matches!(self.stage, PanelStage::Failed { .. })
    }

    /// Those of them that the appointment doesn't list; none known where it lists nothing.
    pub(super) fn missing_in(&self, appointment: &Appointment) -> Option<Vec<Id>> {
        let listed = appointment.panels.as_ref()?;
        let list = self.backend.panels?;
        let has = |id: &Id| listed.iter().any(|other| list.id(other).is_some_and(|other| other == *id));
        Some(self.wanted.iter().filter(|id| !has(id)).cloned().collect())
    }
}

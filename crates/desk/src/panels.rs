//! Panels that are added to an appointment.

use chrono::{DateTime, Utc};

use super::{Ask, Asker, ClinicCall, Cx, Desk, InWords, Intent, Pane, Ticket, note, problems};
use booking::{Appointment, Change, ClinicId, Failure, Id, Language, Problem, panel_problem};

/// An order of panels for an appointment.
#[derive(Clone, Debug)]
pub struct PanelOrder {
    /// The clinic.
    pub clinic: ClinicId,
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
    /// The appointment lacks panels, or may lack them.
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
            PanelStage::Failed { problem, .. } => Some(problem.to_text(language)),
            _ => None,
        }
    }

    /// Whether someone has to deal with it.
    pub fn has_failed(&self) -> bool {
        matches!(self.stage, PanelStage::Failed { .. })
    }

    /// Returns the panels that the appointment lacks; `None` if it lists no panels at all.
    fn missing_in(&self, appointment: &Appointment) -> Option<Vec<Id>> {
        let listed = appointment.panels.as_ref()?;
        let list = self.clinic.panels?;
        let has = |id: &Id| {
            listed
                .iter()
                .any(|other| list.id(other).is_some_and(|other| other == *id))
        };
        Some(self.wanted.iter().filter(|id| !has(id)).cloned().collect())
    }

    fn add(&mut self, panels: Vec<Id>, cx: &mut Cx<'_>) {
        let call = ClinicCall::AddPanels(self.clinic, self.appointment.clone(), panels);
        self.stage = PanelStage::Adding(cx.call(Asker::Panels, call));
    }

    fn look(&mut self, after: Failure, adds: bool, cx: &mut Cx<'_>) {
        let ticket = cx.call(
            Asker::Panels,
            ClinicCall::Open(self.clinic, self.appointment.clone()),
        );
        self.stage = PanelStage::Looking {
            ticket,
            after,
            adds,
        };
    }

    /// Marks the order as added. A note about the booking stays.
    fn set_added(&mut self, cx: &mut Cx<'_>) {
        self.stage = PanelStage::Added;
        cx.want(Intent::ChooseNoProblem);
        if cx.note.is_none() {
            cx.note(note!("panels-are-added"));
        }
    }

    /// Marks the order as failed or unknown; `missing` are the panels that the appointment certainly lacks.
    fn set_failed(&mut self, failure: Failure, missing: Option<Vec<Id>>, cx: &mut Cx<'_>) {
        let (clinic, is_missing) = (self.clinic, missing.is_some());
        let panels = missing.unwrap_or_else(|| self.wanted.clone());
        let (names, failed) = (panel_names(cx, clinic, &panels), failure.clone());
        let problem = InWords::new(move |language| {
            panel_problem(&failed, clinic, is_missing, &names, language)
        });
        self.stage = PanelStage::Failed {
            failure,
            panels,
            problem,
        };
        cx.want(Intent::ChooseNoProblem);
        cx.note(note!("panels-see-problems", clinic = clinic.name()));
        cx.want(Intent::ShowProblems);
    }
}

/// The orders that were sent in this session, or need attention.
#[derive(Clone, Debug, Default)]
pub struct PanelOrders(Vec<PanelOrder>);

impl PanelOrders {
    /// Returns the order for an appointment, if this desk has sent one.
    pub fn of(&self, appointment: &str) -> Option<&PanelOrder> {
        self.0.iter().find(|order| order.appointment == appointment)
    }

    /// Returns the order with this number.
    pub fn get(&self, number: usize) -> Option<&PanelOrder> {
        self.0.get(number)
    }

    /// Returns the orders, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &PanelOrder> {
        self.0.iter()
    }

    /// Whether an order is under way, or needs someone's attention.
    pub fn are_open(&self) -> bool {
        self.0
            .iter()
            .any(|order| !matches!(order.stage, PanelStage::Added))
    }

    /// Orders the panels of a draw that has been booked.
    pub(super) fn order(&mut self, change: &Change, appointment: &Appointment, cx: &mut Cx<'_>) {
        // Finished orders that are no longer shown are dropped.
        self.0
            .retain(|order| !matches!(order.stage, PanelStage::Added));
        let Some(booking) = change
            .booking()
            .filter(|booking| !booking.panels().is_empty())
        else {
            return;
        };
        let wanted = booking.panels().to_vec();
        let mut order = PanelOrder {
            clinic: appointment.clinic,
            appointment: appointment.id.clone(),
            subject: booking.subject(),
            location: booking
                .provider()
                .map(|place| place.id())
                .unwrap_or_default(),
            wanted: wanted.clone(),
            stage: PanelStage::Added,
        };
        order.add(wanted, cx);
        self.0.push(order);
    }

    /// Handles the outcome of an order. Unless nothing was sent, the appointment is read to see which panels
    /// it has.
    pub(super) fn on_answer(
        &mut self,
        ticket: Ticket,
        answer: Result<(), Failure>,
        cx: &mut Cx<'_>,
    ) {
        let awaits = |order: &&mut PanelOrder| matches!(order.stage, PanelStage::Adding(awaited) if awaited == ticket);
        let Some(order) = self.0.iter_mut().find(awaits) else {
            return;
        };
        match answer {
            Ok(()) => order.set_added(cx),
            Err(failure @ Failure::NotSent(_)) => order.set_failed(failure, None, cx),
            Err(failure) => order.look(failure, false, cx),
        }
    }

    /// Handles the appointment that was read.
    pub(super) fn on_read(
        &mut self,
        ticket: Ticket,
        answer: Result<Appointment, Failure>,
        cx: &mut Cx<'_>,
    ) {
        let looks = |order: &&mut PanelOrder| matches!(order.stage, PanelStage::Looking { ticket: awaited, .. } if awaited == ticket);
        let Some(order) = self.0.iter_mut().find(looks) else {
            return;
        };
        let PanelStage::Looking { after, adds, .. } = order.stage.clone() else {
            return;
        };
        let missing = answer
            .as_ref()
            .ok()
            .and_then(|appointment| order.missing_in(appointment));
        let is_read = answer.is_ok();
        if let Ok(appointment) = answer {
            cx.want(Intent::ShowAsRead(Box::new(appointment)));
        }
        match missing {
            Some(missing) if missing.is_empty() => order.set_added(cx),
            // Ordering panels again does no harm to an appointment that doesn't list its panels.
            missing if adds && is_read => {
                let missing = missing.unwrap_or_else(|| order.wanted.clone());
                order.add(missing, cx);
            }
            missing => order.set_failed(after, missing, cx),
        }
    }

    /// Asks whether to order panels again that were not added.
    pub(super) fn ask_to_try(&self, number: usize, cx: &mut Cx<'_>) {
        match self.get(number) {
            Some(order) if order.has_failed() => {
                cx.want(Intent::Ask(Ask::TryPanels(order.appointment.clone())))
            }
            _ => cx.note(note!("panels-nothing-to-do")),
        }
    }

    /// Retries an order, as the person decided: reads first which panels are missing, then orders those.
    pub(super) fn try_again(&mut self, appointment: &str, cx: &mut Cx<'_>) {
        let Some(order) = self
            .0
            .iter_mut()
            .find(|order| order.appointment == appointment)
        else {
            return;
        };
        let PanelStage::Failed { failure, .. } = order.stage.clone() else {
            return;
        };
        cx.want(Intent::ChooseNoProblem);
        order.look(failure, true, cx);
    }

    /// Asks whether to drop the problem with an order.
    pub(super) fn ask_to_drop(&self, number: usize, cx: &mut Cx<'_>) {
        if let Some(order) = self.get(number) {
            cx.want(Intent::Ask(Ask::DropPanels(order.appointment.clone())));
        }
    }

    pub(super) fn drop_order(&mut self, appointment: &str, cx: &mut Cx<'_>) {
        self.0.retain(|order| order.appointment != appointment);
        cx.want(Intent::ChooseNoProblem);
    }
}

/// Returns the names of panels; the id of each that no list names.
pub fn panel_names(desk: &Desk, clinic: ClinicId, ids: &[impl ToString]) -> String {
    let name = |id: String| match clinic
        .panels
        .and_then(|list| desk.office.lists.known(list, &id))
    {
        Some(entry) => entry.name.clone(),
        None => id,
    };
    ids.iter()
        .map(ToString::to_string)
        .map(name)
        .collect::<Vec<_>>()
        .join(", ")
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

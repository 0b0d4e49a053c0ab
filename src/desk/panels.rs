//! Panels that are added to an appointment.

use chrono::{DateTime, Utc};

use super::{Ask, Asker, ClinicCall, Desk, Effect, InWords, Pane, Shown, Ticket, note};
use crate::booking::{Appointment, Change, ClinicId, Failure, Id, Language, Problem, panel_problem};

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
        let has = |id: &Id| listed.iter().any(|other| list.id(other).is_some_and(|other| other == *id));
        Some(self.wanted.iter().filter(|id| !has(id)).cloned().collect())
    }
}

impl Desk {
    /// Returns the order for an appointment, if this desk has sent one.
    pub fn panels_of(&self, appointment: &str) -> Option<&PanelOrder> {
        self.panels.iter().find(|order| order.appointment == appointment)
    }

    /// Returns the order with this number.
    pub fn panel_order(&self, number: usize) -> Option<&PanelOrder> {
        self.panels.get(number)
    }

    /// Returns the names of panels; the id of one that no list names.
    pub fn panel_names(&self, clinic: ClinicId, ids: &[Id]) -> String {
        let name = |id: &Id| {
            let known = clinic.panels.and_then(|list| self.lists.known(list, id.as_str()));
            known.map_or_else(|| id.to_string(), |entry| entry.name.clone())
        };
        ids.iter().map(name).collect::<Vec<_>>().join(", ")
    }

    /// Orders the panels of a draw that has been booked.
    pub(super) fn order_panels(&mut self, change: &Change, appointment: &Appointment) {
        // Finished orders that are no longer shown are dropped.
        self.panels.retain(|order| !matches!(order.stage, PanelStage::Added));
        let Some(booking) = change.booking().filter(|booking| !booking.panels().is_empty()) else { return };
        let wanted = booking.panels().to_vec();
        let ticket = self.tickets.next(Asker::Panels);
        self.panels.push(PanelOrder {
            clinic: appointment.clinic,
            appointment: appointment.id.clone(),
            subject: booking.subject(),
            location: booking.provider().map(|place| place.id()).unwrap_or_default(),
            wanted: wanted.clone(),
            stage: PanelStage::Adding(ticket),
        });
        self.effects.push(Effect::Clinic(
            ticket,
            ClinicCall::AddPanels(appointment.clinic, appointment.id.clone(), wanted),
        ));
    }

    /// Handles the outcome of an order. Unless nothing was sent, the appointment is read to see which panels
    /// it has.
    pub(super) fn panels_answered(&mut self, ticket: Ticket, answer: Result<(), Failure>) {
        let awaits = |order: &PanelOrder| matches!(order.stage, PanelStage::Adding(asked) if asked == ticket);
        let Some(place) = self.panels.iter().position(awaits) else { return };
        match answer {
            Ok(()) => self.on_panels_added(place),
            Err(failure @ Failure::NotSent(_)) => self.panels_failed(place, failure, None),
            Err(failure) => self.look_at_panels(place, failure, false),
        }
    }

    /// The note about the booking stays; the Appointment pane tells about the panels.
    fn on_panels_added(&mut self, place: usize) {
        self.panels[place].stage = PanelStage::Added;
        self.problems.chosen = None;
        self.note.get_or_insert_with(|| note!("panels-are-added"));
    }

    fn look_at_panels(&mut self, place: usize, after: Failure, adds: bool) {
        let ticket = self.tickets.next(Asker::Panels);
        let order = &mut self.panels[place];
        order.stage = PanelStage::Looking { ticket, after, adds };
        self.effects.push(Effect::Clinic(ticket, ClinicCall::Open(order.clinic, order.appointment.clone())));
    }

    fn looking(&self, ticket: Ticket) -> Option<usize> {
        let looks = |order: &PanelOrder| matches!(order.stage, PanelStage::Looking { ticket: asked, .. } if asked == ticket);
        self.panels.iter().position(looks)
    }

    /// Handles the appointment that was read.
    pub(super) fn panels_looked_at(&mut self, ticket: Ticket, answer: Result<Appointment, Failure>) {
        let Some(place) = self.looking(ticket) else { return };
        let order = &self.panels[place];
        let PanelStage::Looking { after, adds, .. } = &order.stage else { return };
        let (after, adds) = (after.clone(), *adds);
        let missing = answer.as_ref().ok().and_then(|appointment| order.missing_in(appointment));
        let read = answer.is_ok();
        if let Ok(appointment) = answer {
            self.show_anew(appointment);
        }
        match missing {
            Some(missing) if missing.is_empty() => self.on_panels_added(place),
            // Ordering panels again does no harm to an appointment that doesn't list its panels.
            missing if adds && read => {
                let missing = missing.unwrap_or_else(|| self.panels[place].wanted.clone());
                self.add_panels(place, missing);
            }
            missing => self.panels_failed(place, after, missing),
        }
    }

    fn add_panels(&mut self, place: usize, panels: Vec<Id>) {
        let ticket = self.tickets.next(Asker::Panels);
        let order = &mut self.panels[place];
        order.stage = PanelStage::Adding(ticket);
        self.effects.push(Effect::Clinic(
            ticket,
            ClinicCall::AddPanels(order.clinic, order.appointment.clone(), panels),
        ));
    }

    /// Marks an order as failed or unknown; `missing` are the panels that the appointment certainly lacks.
    fn panels_failed(&mut self, place: usize, failure: Failure, missing: Option<Vec<Id>>) {
        let is_missing = missing.is_some();
        let clinic = self.panels[place].clinic;
        let panels = missing.unwrap_or_else(|| self.panels[place].wanted.clone());
        let (names, failed) = (self.panel_names(clinic, &panels), failure.clone());
        let problem =
            InWords::new(move |language| panel_problem(&failed, clinic, is_missing, &names, language));
        self.panels[place].stage = PanelStage::Failed { failure, panels, problem };
        self.problems.chosen = None;
        self.note = Some(note!("panels-see-problems", clinic = clinic.name()));
        if matches!(self.pane, Pane::Line | Pane::Form) {
            self.panes.front = Pane::Problems;
        }
    }

    /// Updates the shown appointment with one that has just been read.
    pub(super) fn show_anew(&mut self, appointment: Appointment) {
        if let Some(shown) =
            self.appointment.shown.as_mut().filter(|shown| shown.appointment.id == appointment.id)
        {
            let Shown { person, provider, origin, .. } = shown.clone();
            *shown = Shown::new(appointment, person, provider, origin);
        }
    }

    /// Returns the order to which a key in a pane applies: that of the shown appointment, or of the chosen
    /// problem.
    pub(super) fn panels_here(&self) -> Option<usize> {
        match self.pane {
            Pane::Appointment => {
                let shown = &self.appointment.shown.as_ref()?.appointment.id;
                self.panels.iter().position(|order| order.appointment == *shown)
            }
            Pane::Problems => self.listed().get(self.problems.chosen.unwrap_or(0))?.panels,
            Pane::Line | Pane::Form | Pane::Request | Pane::Outbox => None,
        }
    }

    /// Asks whether to order panels again that were not added.
    pub(super) fn ask_to_try_panels(&mut self, place: usize) {
        match self.panels.get(place) {
            Some(order) if order.has_failed() => {
                let appointment = order.appointment.clone();
                self.ask(Ask::TryPanels(appointment));
            }
            _ => self.note = Some(note!("panels-nothing-to-do")),
        }
    }

    /// Retries an order, as the person decided: reads first which panels are missing, then orders those.
    pub(super) fn try_panels_again(&mut self, appointment: &str) {
        let Some(place) = self.panels.iter().position(|order| order.appointment == appointment) else {
            return;
        };
        let PanelStage::Failed { failure, .. } = &self.panels[place].stage else { return };
        let failure = failure.clone();
        self.problems.chosen = None;
        self.look_at_panels(place, failure, true);
    }

    /// Asks whether to drop the problem with an order.
    pub(super) fn ask_to_drop_panels(&mut self, place: usize) {
        if let Some(appointment) = self.panels.get(place).map(|order| order.appointment.clone()) {
            self.ask(Ask::DropPanels(appointment));
        }
    }

    pub(super) fn drop_panels(&mut self, appointment: &str) {
        self.panels.retain(|order| order.appointment != appointment);
        self.problems.chosen = None;
    }

    /// Whether an order is under way, or needs someone's attention.
    pub(super) fn panels_are_open(&self) -> bool {
        self.panels.iter().any(|order| !matches!(order.stage, PanelStage::Added))
    }
}

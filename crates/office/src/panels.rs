//! Panels that are added to an appointment.

use chrono::{DateTime, Utc};

use booking::{Appointment, Change, ClinicId, Failure, Id, Problem, panel_problem};
use i18n::Language;

use super::{AppointmentPlace, ClinicCall, Lists, Office, OfficeNews, Ticket};

/// An order of panels for an appointment.
#[derive(Clone, Debug)]
pub struct PanelOrder {
    /// The clinic.
    pub clinic: ClinicId,
    /// The appointment's id.
    pub appointment: String,
    /// The patient's id.
    pub patient: String,
    /// The start of the visit.
    pub start: Option<DateTime<Utc>>,
    /// The location, whose clock applies.
    pub location: String,
    /// All ordered panels.
    pub wanted: Vec<Id>,
    /// The stage of the order.
    pub stage: PanelStage,
}

/// The stage of an order of panels.
#[derive(Clone, Debug)]
pub enum PanelStage {
    /// The order was sent.
    Adding(Ticket),
    /// The appointment is read after this failure to see which panels it has; with `adds`, the missing ones are then
    /// ordered.
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
        /// Whether it certainly lacks them.
        is_missing: bool,
    },
}

impl PanelOrder {
    /// Returns the problem with the order, if a person has to deal with it. The lists have the names of panels.
    pub fn problem(&self, lists: &Lists, language: Language) -> Option<Problem> {
        let PanelStage::Failed {
            failure,
            panels,
            is_missing,
        } = &self.stage
        else {
            return None;
        };
        let names = lists.panel_names(self.clinic, panels);
        Some(panel_problem(
            failure,
            self.clinic,
            *is_missing,
            &names,
            language,
        ))
    }

    /// Returns whether a person has to deal with it.
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

    /// Marks the order as failed or unknown. `missing` are the panels that the appointment certainly lacks.
    fn set_failed(&mut self, failure: Failure, missing: Option<Vec<Id>>) {
        self.stage = PanelStage::Failed {
            failure,
            is_missing: missing.is_some(),
            panels: missing.unwrap_or_else(|| self.wanted.clone()),
        };
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

    /// Returns the orders, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &PanelOrder> {
        self.0.iter()
    }

    /// Returns whether an order is under way, or needs attention.
    pub fn are_open(&self) -> bool {
        self.0
            .iter()
            .any(|order| !matches!(order.stage, PanelStage::Added))
    }

    /// Returns the place of the order whose stage `awaits` accepts.
    fn place(&self, awaits: impl Fn(&PanelStage) -> bool) -> Option<usize> {
        self.0.iter().position(|order| awaits(&order.stage))
    }
}

impl Office {
    /// Removes the order of panels for an appointment, at any stage.
    pub fn drop_panels(&mut self, appointment: &str) {
        self.panels
            .0
            .retain(|order| order.appointment != appointment);
    }

    /// Orders the panels of a draw that has been booked.
    pub fn order_panels(&mut self, change: &Change, appointment: &Appointment) {
        // Finished orders that are not shown any more are dropped.
        self.panels
            .0
            .retain(|order| !matches!(order.stage, PanelStage::Added));
        let Some(booking) = change
            .booking()
            .filter(|booking| !booking.panels().is_empty())
        else {
            return;
        };
        let wanted = booking.panels().to_vec();
        let order = PanelOrder {
            clinic: appointment.clinic,
            appointment: appointment.id.clone(),
            patient: booking.patient(),
            start: booking.start(),
            location: booking
                .provider()
                .map(|place| place.id().to_owned())
                .unwrap_or_default(),
            wanted: wanted.clone(),
            stage: PanelStage::Added,
        };
        self.panels.0.push(order);
        self.add_panels(self.panels.0.len() - 1, wanted);
    }

    /// Handles the outcome of an order. Unless nothing was sent, the appointment is read to see which panels it has.
    pub(crate) fn on_panels_added(&mut self, ticket: Ticket, answer: Result<(), Failure>) {
        let awaits =
            |stage: &PanelStage| matches!(stage, PanelStage::Adding(sent) if *sent == ticket);
        let Some(place) = self.panels.place(awaits) else {
            return;
        };
        match answer {
            Ok(()) => self.panels_are_added(place),
            Err(failure @ Failure::NotSent(_)) => self.panels_have_failed(place, failure, None),
            Err(failure) => self.read_panels(place, failure, false),
        }
    }

    /// Handles the appointment that was read.
    pub(crate) fn on_panels_read(&mut self, ticket: Ticket, answer: Result<Appointment, Failure>) {
        let awaits = |stage: &PanelStage| matches!(stage, PanelStage::Looking { ticket: sent, .. } if *sent == ticket);
        let Some(place) = self.panels.place(awaits) else {
            return;
        };
        let order = &self.panels.0[place];
        let PanelStage::Looking { after, adds, .. } = order.stage.clone() else {
            return;
        };
        let missing = answer
            .as_ref()
            .ok()
            .and_then(|appointment| order.missing_in(appointment));
        let is_read = answer.is_ok();
        if let Ok(appointment) = answer {
            self.tell(OfficeNews::AppointmentRead(Box::new(appointment)));
        }
        match missing {
            Some(missing) if missing.is_empty() => self.panels_are_added(place),
            // Ordering panels again does no harm to an appointment that doesn't list its panels.
            missing if adds && is_read => {
                let missing = missing.unwrap_or_else(|| self.panels.0[place].wanted.clone());
                self.add_panels(place, missing);
            }
            missing => self.panels_have_failed(place, after, missing),
        }
    }

    /// Tries an order again at a person's request: first reads which panels are missing, then orders those.
    pub fn try_panels_again(&mut self, appointment: &str) {
        let orders = &self.panels.0;
        let of = |order: &PanelOrder| order.appointment == appointment;
        let Some(place) = orders.iter().position(of) else {
            return;
        };
        if let PanelStage::Failed { failure, .. } = orders[place].stage.clone() {
            self.read_panels(place, failure, true);
        }
    }

    fn add_panels(&mut self, place: usize, panels: Vec<Id>) {
        let order = &self.panels.0[place];
        let call = ClinicCall::AddPanels(order.clinic, order.appointment.clone(), panels);
        let ticket = self.call(call);
        self.panels.0[place].stage = PanelStage::Adding(ticket);
    }

    fn read_panels(&mut self, place: usize, after: Failure, adds: bool) {
        let order = &self.panels.0[place];
        let call = ClinicCall::Open(
            AppointmentPlace::Panels,
            order.clinic,
            order.appointment.clone(),
        );
        let ticket = self.call(call);
        self.panels.0[place].stage = PanelStage::Looking {
            ticket,
            after,
            adds,
        };
    }

    fn panels_are_added(&mut self, place: usize) {
        self.panels.0[place].stage = PanelStage::Added;
        self.tell(OfficeNews::PanelsAdded);
    }

    fn panels_have_failed(&mut self, place: usize, failure: Failure, missing: Option<Vec<Id>>) {
        let order = &mut self.panels.0[place];
        order.set_failed(failure, missing);
        let clinic = order.clinic;
        self.tell(OfficeNews::PanelsFailed(clinic));
    }
}

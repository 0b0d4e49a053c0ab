//! The appointment in its pane: its patient, its origin, the tubes of its draw, and whether it belongs to the
//! patient in hand.

use std::borrow::Cow;

use crate::{Action, Asker, ClinicCall, Cx, Desk, Effect, Intent, Note, Pane, note};
use booking::line::ListMatch;
use booking::{AppointmentRef, ClinicId, Entry, Naming, is_no_booking};
use i18n::say;

use super::{AppointmentPane, Shown};

/// The patient with whom the person at the desk is busy.
enum InHand<'a> {
    Nobody,
    /// A patient who is not identified yet.
    Someone,
    Patient(ClinicId, &'a str),
}

impl Desk {
    fn in_hand(&self) -> InHand<'_> {
        let field = self.clinic.patient_field();
        let in_form = match self.form().draft().text(field).trim() {
            "" => InHand::Nobody,
            id => InHand::Patient(self.clinic, id),
        };
        match in_form {
            InHand::Nobody => self.on_line(),
            in_form if self.panes.focused == Pane::Line => match self.on_line() {
                InHand::Nobody => in_form,
                on_line => on_line,
            },
            in_form => in_form,
        }
    }

    /// Returns the patient named on the entry line, until the line has been carried into the form.
    fn on_line(&self) -> InHand<'_> {
        let Some(reading) = self.line.reading.as_ref().filter(|_| self.line.asks()) else {
            return InHand::Nobody;
        };
        match &reading.means.patient {
            ListMatch::Unasked => InHand::Nobody,
            ListMatch::One(id) => InHand::Patient(reading.means.clinic, id),
            ListMatch::Awaited | ListMatch::Nothing | ListMatch::Several(_) => InHand::Someone,
        }
    }

    /// Whether the shown appointment belongs to another patient than the one in hand.
    pub fn shows_another(&self) -> bool {
        let Some(shown) = &self.appointment.shown else { return false };
        match self.in_hand() {
            InHand::Nobody => false,
            InHand::Someone => true,
            InHand::Patient(clinic, id) => {
                let is_same = shown.belongs_to(clinic, id) || self.are_one(shown, clinic, id);
                !is_same
            }
        }
    }

    /// Whether the patient in hand is known at both clinics and owns the appointment at the other one.
    fn are_one(&self, shown: &Shown, clinic: ClinicId, id: &str) -> bool {
        let known = self.coming_of(clinic, id).zip(shown.person.as_deref());
        known.is_some_and(|(coming, own)| coming.is_about(shown.appointment.clinic, own))
    }

    /// Whether the pane shows the booking just made, and no other patient is in hand since.
    pub fn shows_booking(&self) -> bool {
        let is_booking =
            |shown: &Shown| shown.making().is_some() && !is_no_booking(&shown.appointment.status);
        self.appointment.shown.as_ref().is_some_and(is_booking) && !self.shows_another()
    }

    /// Returns the patient of the appointment: name and birth date, else the id.
    pub fn patient_of_shown(&self, shown: &Shown) -> String {
        let id = shown.person.as_deref().unwrap_or_default();
        self.patient_label(shown.appointment.clinic, id)
    }

    /// Returns a patient by name and birth date, else by the id.
    pub fn patient_label(&self, clinic: ClinicId, id: &str) -> String {
        let language = self.setup.language;
        match self.lists.known(clinic.people(), id) {
            Some(entry) => Naming::InFull.identified(&entry, language),
            None if id.is_empty() => say!(language, "day-nobody-named").to_owned(),
            None => id.to_owned(),
        }
    }

    /// Returns the patient of an appointment, or `None` if no list has them.
    pub(crate) fn person_shown(&self, shown: &Shown) -> Option<Cow<'_, Entry>> {
        self.lists.known(shown.appointment.clinic.people(), shown.person.as_deref()?)
    }

    /// Returns the tubes that the draw of an appointment will fill, on one line; empty if they are not known.
    pub fn tubes_said(&self, appointment: &str) -> String {
        let known = self.appointment.tubes.value_of(&appointment.to_owned());
        known
            .into_iter()
            .flatten()
            .map(|tube| tube.to_text(self.setup.language))
            .collect::<Vec<_>>()
            .join(", ")
    }
}

impl AppointmentPane {
    /// Requests the tubes of an upcoming draw, unless they were requested before.
    pub(crate) fn ask_for_tubes(&mut self, of: &AppointmentRef, cx: &mut Cx<'_>) {
        if of.clinic.api().tubes(&of.id).is_none() {
            return;
        }
        let now = cx.moment;
        let asked = self.tubes.want(Some(of.id.clone()), now, || cx.ticket(Asker::Tubes));
        let call = asked.map(|(ticket, id)| Effect::Clinic(ticket, ClinicCall::Tubes(of.clinic, id.clone())));
        cx.request(call);
    }
}

impl Cx<'_> {
    /// Returns the appointment on which a key acts. With another patient in hand its pane must be focused
    /// first, so that nobody is handed a stranger's slip. Notes `none` if no appointment is shown.
    pub(crate) fn shown_to_act_on(&mut self, none: Note) -> Option<Shown> {
        let Some(shown) = self.appointment.shown.clone() else {
            self.note(none);
            return None;
        };
        if self.shows_another() && self.panes.focused != Pane::Appointment {
            let (who, key) = (self.patient_of_shown(&shown), self.setup.keys.key(Action::CyclePanes));
            self.note(note!("shown-is-anothers", who = who, key = key));
            return None;
        }
        self.want(Intent::ShowPane(Pane::Appointment));
        Some(shown)
    }
}

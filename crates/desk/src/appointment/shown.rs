//! The appointment in its pane: its patient, its origin, the tubes of its draw, and whether it belongs to the
//! current patient.

use crate::{
    Action, AppointmentPane, ClinicCall, Cx, Desk, Effect, Note, Pane, Shown, in_hand, note,
};
use booking::line::ListMatch;
use booking::{AppointmentRef, ClinicId, is_no_booking};

/// The patient whom the form, a look-up or the entry line is about.
enum CurrentPatient<'a> {
    Nobody,
    /// A patient who is not identified yet.
    Someone,
    Patient(ClinicId, &'a str),
}

fn current_patient(desk: &Desk) -> CurrentPatient<'_> {
    let in_hand = match in_hand::patient_in_hand(desk) {
        (_, "") => CurrentPatient::Nobody,
        (clinic, id) => CurrentPatient::Patient(clinic, id),
    };
    match (in_hand, on_line(desk)) {
        (in_hand, CurrentPatient::Nobody) => in_hand,
        (CurrentPatient::Nobody, on_line) => on_line,
        (_, on_line) if desk.panes.focused == Pane::Line => on_line,
        (in_hand, _) => in_hand,
    }
}

/// Returns the patient named on the entry line, until the line has filled the form.
fn on_line(desk: &Desk) -> CurrentPatient<'_> {
    let Some(reading) = desk.line.reading.as_ref().filter(|_| desk.line.asks()) else {
        return CurrentPatient::Nobody;
    };
    match &reading.means.patient {
        ListMatch::Unasked => CurrentPatient::Nobody,
        ListMatch::One(id) => CurrentPatient::Patient(reading.means.clinic, id),
        ListMatch::Awaited | ListMatch::Nothing | ListMatch::Several(_) | ListMatch::AnyOf(_) => {
            CurrentPatient::Someone
        }
    }
}

/// Whether the shown appointment belongs to another patient than the current one.
pub(crate) fn shows_another(desk: &Desk) -> bool {
    let shown = desk.appointment.shown.as_ref();
    shown
        .is_some_and(|shown| is_of_another(desk, shown.appointment.clinic, shown.person.as_deref()))
}

/// Whether an appointment of this patient belongs to another patient than the current one. One who is known at both clinics
/// may have it at either.
pub(crate) fn is_of_another(desk: &Desk, at: ClinicId, patient: Option<&str>) -> bool {
    let (clinic, id) = match current_patient(desk) {
        CurrentPatient::Nobody => return false,
        CurrentPatient::Someone => return true,
        CurrentPatient::Patient(clinic, id) => (clinic, id),
    };
    let Some(own) = patient else {
        return true;
    };
    let is_own = at == clinic && own.eq_ignore_ascii_case(id);
    let upcoming = desk.office.upcoming_of(clinic, id);
    !is_own && !upcoming.is_some_and(|upcoming| upcoming.is_about(at, own))
}

/// Whether the pane shows the booking just made, and the current patient is still the same.
pub(crate) fn shows_booking(desk: &Desk) -> bool {
    let is_booking =
        |shown: &Shown| shown.making().is_some() && !is_no_booking(&shown.appointment.status);
    desk.appointment.shown.as_ref().is_some_and(is_booking) && !shows_another(desk)
}

/// Returns the patient of the appointment: name and birth date, else the id.
pub(super) fn patient_of_shown(desk: &Desk, shown: &Shown) -> String {
    let id = shown.person.as_deref().unwrap_or_default();
    let further = shown.appointment.also.people.len();
    desk.words().patients(shown.appointment.clinic, id, further)
}

/// Returns the tubes that the draw of an appointment will fill, on one line; empty if they are not known.
pub(crate) fn tubes_text(desk: &Desk, appointment: &str) -> String {
    let known = desk.appointment.tubes.value_of(&appointment.to_owned());
    known
        .into_iter()
        .flatten()
        .map(|tube| tube.to_text(desk.setup.language))
        .collect::<Vec<_>>()
        .join(", ")
}

impl AppointmentPane {
    /// Requests the tubes of an upcoming draw, unless they were requested before.
    pub(crate) fn ask_for_tubes(&mut self, of: &AppointmentRef, cx: &mut Cx<'_>) {
        if of.clinic.api().tubes(&of.id).is_none() {
            return;
        }
        let now = cx.office.moment;
        let request = self.tubes.want(Some(of.id.clone()), now, || cx.ticket());
        let call = request
            .map(|(ticket, id)| Effect::Clinic(ticket, ClinicCall::Tubes(of.clinic, id.clone())));
        cx.request(call);
    }
}

impl Cx<'_> {
    /// Returns the appointment on which a key acts. If it belongs to another patient than the current one, its pane
    /// must be focused first, so that nobody gets a stranger's slip. Notes `missing` if no appointment is shown.
    pub(crate) fn shown_to_act_on(&mut self, missing: Note) -> Option<Shown> {
        let Some(shown) = self.appointment.shown.clone() else {
            self.note(missing);
            return None;
        };
        if shows_another(self) && self.panes.focused != Pane::Appointment {
            let who = patient_of_shown(self, &shown);
            let key = self.setup.keys.key(Action::CyclePanes);
            self.note(note!("shown-is-anothers", who = who, key = key));
            return None;
        }
        self.then(move |desk| desk.panes.front = Pane::Appointment);
        Some(shown)
    }
}

//! The appointment in its pane: its patient, its origin, the tubes of its draw, and whether it belongs to the
//! current patient.

use crate::current::CurrentPatient;
use crate::{
    Action, AppointmentPane, ClinicCall, Cx, Desk, Effect, Note, Pane, Shown, current, note,
};
use booking::{AppointmentRef, ClinicId, is_no_booking, is_same_id};

/// Returns whether the shown appointment belongs to another patient than the current one.
pub(crate) fn shows_another(desk: &Desk) -> bool {
    let shown = desk.appointment.shown.as_ref();
    shown
        .is_some_and(|shown| is_of_another(desk, shown.appointment.clinic, shown.person.as_deref()))
}

/// Returns whether the focused pane shows the appointment of another patient than the current one. It then lists
/// nothing of the current patient.
pub(crate) fn is_about_another(desk: &Desk) -> bool {
    desk.panes.focused == Pane::Appointment && shows_another(desk)
}

/// Returns whether an appointment of this patient belongs to another patient than the current one. A patient known at
/// both clinics may have it at either.
pub(crate) fn is_of_another(desk: &Desk, at: ClinicId, patient: Option<&str>) -> bool {
    let (clinic, id) = match current::patient_or_typed(desk) {
        CurrentPatient::Nobody => return false,
        CurrentPatient::Someone => return true,
        CurrentPatient::Patient(clinic, id) => (clinic, id),
    };
    let Some(own) = patient else {
        return true;
    };
    !is_same_patient(desk, (clinic, &id), (at, own))
}

/// Returns the note about putting away the appointment of another patient than the current one.
pub(crate) fn note_of_put_away(desk: &Desk, shown: &Shown) -> Note {
    let who = patient_of_shown(desk, shown);
    let done = desk.setup.keys.key(Action::DoneToday);
    let day = desk.setup.keys.key(Action::Day);
    note!("shown-put-away", who = who, done = done, day = day)
}

/// Returns whether upcoming appointments of the current patient are known.
pub(crate) fn knows_coming(desk: &Desk) -> bool {
    let CurrentPatient::Patient(clinic, id) = current::patient_or_typed(desk) else {
        return false;
    };
    let coming = desk.office.coming_up();
    desk.office.upcoming_of(clinic, &id).is_some()
        && coming.is_some_and(|(_, entries)| !entries.is_empty())
}

/// Returns whether the shown appointment is this patient's.
pub(crate) fn shows_of(desk: &Desk, clinic: ClinicId, id: &str) -> bool {
    let shown = desk.appointment.shown.as_ref();
    let own = shown.and_then(|shown| Some((shown.appointment.clinic, shown.person.as_deref()?)));
    own.is_some_and(|own| is_same_patient(desk, (clinic, id), own))
}

/// Returns whether two ids, perhaps of two clinics, are of the same patient.
pub(crate) fn is_same_patient(
    desk: &Desk,
    (clinic, id): (ClinicId, &str),
    (at, own): (ClinicId, &str),
) -> bool {
    let is_own = at == clinic && is_same_id(own, id);
    let upcoming = desk.office.upcoming_of(clinic, id);
    is_own || upcoming.is_some_and(|upcoming| upcoming.is_about(at, own))
}

/// Returns whether the pane shows the booking just made, and the current patient is still the same.
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
            let done = self.setup.keys.key(Action::DoneToday);
            let day = self.setup.keys.key(Action::Day);
            self.note(note!(
                "shown-is-anothers",
                who = who,
                done = done,
                day = day
            ));
            return None;
        }
        self.then(move |desk| desk.panes.front = Pane::Appointment);
        Some(shown)
    }
}

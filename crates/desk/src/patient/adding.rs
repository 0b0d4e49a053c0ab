//! Adding a patient from the form, and what its outcome shows.

use std::time::Duration;

use crate::model::PatientForms;
use crate::{Action, Cx, Desk, NewPatientOverlay, Pane, PatientStage, Ticket, current, note};
use booking::{ClinicId, Failure, People, Person};
use office::Added;

impl PatientForms {
    /// Handles the booking key in the form for a new patient: adds the patient, unless something has to be
    /// mended or decided.
    pub(super) fn try_adding(&mut self, cx: &mut Cx<'_>) {
        let clock = cx.setting().clock;
        let form = &mut self.new[cx.clinic];
        form.go_to(form.focus, &clock);
        if !form.sheet.try_adding(cx.office_mut(), &clock) {
            form.go_to_problem(&clock);
            let count = form.problems().count();
            cx.note(note!("new-patient-to-mend", count = count));
        }
    }

    /// Sends the patient, once.
    pub(crate) fn add(&mut self, clinic: ClinicId, cx: &mut Cx<'_>) {
        let clock = cx.setting_of(clinic).clock;
        self.new[clinic].sheet.add(cx.office_mut(), &clock);
    }

    /// Uses a known patient instead of adding a new one, as the person decided.
    pub(crate) fn take_alike(&mut self, place: usize, cx: &mut Cx<'_>) {
        let clinic = cx.clinic;
        let taken = self.new[clinic].sheet.take_alike(place, cx.office_mut());
        if let Some(person) = taken {
            self.forget_new(clinic, cx);
            pick(&person, cx);
        }
    }

    /// Returns to the fields, as the person decided.
    pub(crate) fn fill_again(&mut self, cx: &mut Cx<'_>) {
        self.new[cx.clinic].sheet.fill_again();
    }

    /// Handles the search for similar patients, before or after the patient was added.
    pub(crate) fn on_alike_found(
        &mut self,
        ticket: Ticket,
        answer: &Result<People, Failure>,
        cx: &mut Cx<'_>,
    ) {
        for form in self.new.values_mut() {
            let clock = cx.setting_of(form.clinic()).clock;
            let office = cx.office_mut();
            if form.sheet.on_alike_found(ticket, answer, office, &clock) {
                return;
            }
        }
    }

    /// Handles the outcome of adding a patient.
    pub(crate) fn on_added(
        &mut self,
        ticket: Ticket,
        answer: &Result<Person, Failure>,
        cx: &mut Cx<'_>,
    ) {
        for clinic in cx.office.setup.clinics {
            let clock = cx.setting_of(clinic).clock;
            let form = &mut self.new[clinic];
            let outcome = form.sheet.on_added(ticket, answer, cx.office_mut(), &clock);
            match outcome {
                None => continue,
                Some(Added::Known(person)) => {
                    self.forget_new(clinic, cx);
                    pick(&person, cx);
                }
                Some(Added::Lost) => cx.note(note!("new-patient-being-looked-for")),
                Some(Added::NotAdded) => {
                    form.go_to_problem(&clock);
                    let key = cx.setup.keys.key(Action::NewPatient);
                    cx.note(note!("new-patient-kept", key = key));
                }
            }
            return;
        }
    }

    /// Looks a patient up again once the clinic has had time to catch up.
    pub(crate) fn look_again_if_due(&mut self, cx: &mut Cx<'_>) {
        let forms = self.new.values_mut().chain(self.correction.as_deref_mut());
        for form in forms {
            form.sheet.look_again_if_due(cx.office_mut());
        }
    }

    /// Returns the time until a form changes by itself.
    pub(crate) fn due_in(&self, desk: &Desk) -> Option<Duration> {
        let is_open = desk.overlays.get::<NewPatientOverlay>().is_some();
        let due = self.all().filter_map(|form| match form.stage {
            PatientStage::Sending { .. } if is_open => Some(Duration::from_secs(1)),
            _ => form.due_in(&desk.office),
        });
        due.min()
    }
}

/// Puts a patient into the form that they were added for, to be read back.
fn pick(person: &Person, cx: &mut Cx<'_>) {
    let clinic = person.clinic();
    let is_in_front = |overlay: &NewPatientOverlay| !overlay.corrects && cx.clinic == clinic;
    let is_visible = cx
        .overlays
        .get::<NewPatientOverlay>()
        .is_some_and(is_in_front);
    if is_visible {
        cx.close::<NewPatientOverlay>();
    }
    let field = clinic.patient_field();
    let has_room = is_visible || cx.form_of(clinic).draft().text(field).trim().is_empty();
    if current::is_under_way(cx, clinic) || !has_room {
        let note = cx.each_language(|words| words.patient_is_known(person));
        return cx.note(note);
    }
    // A cursor in the entry line stays there.
    if is_visible && cx.panes.focused == Pane::Line {
        return cx.go_on_in_line_for(person);
    }
    let id = person.id().to_owned();
    cx.then(move |desk| desk.forms[clinic].put(field, id));
    let note = cx.each_language(|words| words.patient_to_read_back(person));
    cx.note(note);
    if !is_visible {
        return;
    }
    let next = cx
        .form()
        .draft()
        .shown()
        .skip_while(|other| *other != field)
        .nth(1);
    if let Some(field) = next {
        cx.then(move |desk| desk.forms().focus_on(field));
    }
}

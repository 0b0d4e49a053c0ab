//! Adding a patient: compared with known patients, sent once, and looked up after a lost answer. Nothing is
//! sent again unless a person asks for it.

use std::collections::HashSet;
use std::time::Duration;

use crate::model::PatientForms;
use crate::{
    Action, ClinicCall, Cx, Desk, Doubt, Effect, NewPatientOverlay, PatientSheet, PatientStage,
    StoreOp, Ticket, Why, in_hand, note,
};
use booking::{ClinicId, Entry, Failure, LookAlike, NewPatient, People, Person};
use i18n::say;
use office::Catalogue;

/// The maximum number of similar patients offered, each with a digit; the last digit adds the new one.
const MOST_ALIKE: usize = 8;
/// The wait before a second look-up: ClinikAPI's search lags about ten seconds behind a write.
const SEARCH_LAG: Duration = Duration::from_secs(12);

impl PatientForms {
    /// Handles the booking key in the form for a new patient: adds the patient, unless something has to be
    /// mended or decided.
    pub(super) fn try_adding(&mut self, cx: &mut Cx<'_>) {
        let clock = cx.setting().clock;
        let form = &mut self.new[cx.clinic];
        form.go_to(form.focus, &clock);
        form.is_tried = true;
        form.set_failure(None, &clock);
        let Some(patient) = form.review.patient.clone() else {
            form.go_to_problem(&clock);
            let count = form.problems().count();
            return cx.note(note!("new-patient-to-mend", count = count));
        };
        if !patient.clinic().can().has_patient_search && !form.may_be_known {
            // Without a search at the clinic, the patient is compared with the loaded list only.
            return self.compare(&patient, Ok(People::default()), cx);
        }
        let call = ClinicCall::FindAlike(Box::new(patient));
        form.stage = PatientStage::Comparing(cx.call(call));
    }

    /// Handles the search for similar patients: asks about them, or adds the patient.
    fn compare(&mut self, patient: &NewPatient, found: Result<People, Failure>, cx: &mut Cx<'_>) {
        let clinic = patient.clinic();
        let has_failed = found.is_err();
        let alike = all_alike(
            patient,
            found.map(|found| found.people).unwrap_or_default(),
            cx,
        );
        let knows_all = || {
            cx.office
                .lists
                .list(clinic.people())
                .value()
                .is_some_and(Catalogue::is_complete)
        };
        let why = if !alike.is_empty() {
            Why::SamePerson
        } else if self.new[clinic].may_be_known {
            Why::LostBefore
        } else if has_failed {
            Why::NotSearched
        } else if !clinic.can().has_patient_search && !knows_all() {
            Why::NotAllAtHand
        } else {
            return self.add(clinic, cx);
        };
        self.new[clinic].stage = PatientStage::Deciding(Doubt { why, alike });
    }

    /// Sends the patient, once.
    pub(crate) fn add(&mut self, clinic: ClinicId, cx: &mut Cx<'_>) {
        let ticket = cx.ticket();
        let since = cx.office.moment.up;
        let clock = cx.setting_of(clinic).clock;
        let seed = cx
            .office
            .setup
            .references_at(clinic)
            .filter(|_| clinic.api().identifies_bookings());
        let form = &mut self.new[clinic];
        let Some(patient) = form.review.patient.clone() else {
            return;
        };
        // Data that are sent again bear the same reference, so that the clinic adds nobody twice.
        let identity = seed.map(|seed| {
            *form
                .identity
                .get_or_insert(seed.wrapping_add(ticket.number()))
        });
        let patient = match identity {
            Some(seed) => patient.identified(seed),
            None => patient,
        };
        cx.request(form.settled(None, false));
        form.set_failure(None, &clock);
        form.stage = PatientStage::Sending { ticket, since };
        cx.request([Effect::Store(StoreOp::AddPatient(
            ticket,
            Box::new(patient),
        ))]);
    }

    /// Uses a known patient instead of adding a new one, as the person decided.
    pub(crate) fn take_alike(&mut self, place: usize, cx: &mut Cx<'_>) {
        let form = &mut self.new[cx.clinic];
        let PatientStage::Deciding(doubt) = &form.stage else {
            return;
        };
        let Some(person) = doubt.alike.get(place).cloned() else {
            return;
        };
        cx.request(form.settled(Some(&person), true));
        self.forget_new(cx.clinic, cx);
        pick(&person, cx);
    }

    /// Returns to the fields, as the person decided.
    pub(crate) fn fill_again(&mut self, cx: &mut Cx<'_>) {
        self.new[cx.clinic].stage = PatientStage::Filling;
    }

    /// Handles the search for similar patients, before or after the patient was added.
    pub(crate) fn on_alike_found(
        &mut self,
        ticket: Ticket,
        answer: Result<People, Failure>,
        cx: &mut Cx<'_>,
    ) {
        let awaits = |form: &&PatientSheet| match form.stage {
            PatientStage::Comparing(sent) | PatientStage::Looking { ticket: sent, .. } => {
                sent == ticket
            }
            _ => false,
        };
        let Some(form) = self.new.values().find(awaits) else {
            return;
        };
        let Some(patient) = form.review.patient.clone() else {
            return;
        };
        match form.stage {
            PatientStage::Looking { again, .. } => self.settle_lost(&patient, answer, again, cx),
            _ => self.compare(&patient, answer, cx),
        }
    }

    /// Handles the outcome of adding a patient.
    pub(crate) fn on_added(
        &mut self,
        ticket: Ticket,
        answer: Result<Person, Failure>,
        cx: &mut Cx<'_>,
    ) {
        let awaits =
            |(at, sheet): (ClinicId, &PatientSheet)| sheet.is_sent_under(ticket).then_some(at);
        let Some(clinic) = self.new.iter().find_map(awaits) else {
            return;
        };
        let failure = match answer {
            Ok(person) => {
                self.forget_new(clinic, cx);
                return pick(&person, cx);
            }
            Err(failure) => failure,
        };
        let clock = cx.setting_of(clinic).clock;
        let form = &mut self.new[clinic];
        let is_lost = matches!(failure, Failure::Unknown(_));
        form.set_failure(Some(failure), &clock);
        if is_lost {
            form.may_be_known = true;
            cx.note(note!("new-patient-being-looked-for"));
            return self.look(clinic, false, cx);
        }
        form.stage = PatientStage::Filling;
        form.go_to_problem(&clock);
        cx.note(note!(
            "new-patient-kept",
            key = cx.setup.keys.key(Action::NewPatient)
        ));
    }

    fn look(&mut self, clinic: ClinicId, again: bool, cx: &mut Cx<'_>) {
        let form = &mut self.new[clinic];
        let Some(patient) = form.review.patient.clone() else {
            return;
        };
        let ticket = cx.call(ClinicCall::FindAlike(Box::new(patient)));
        form.stage = PatientStage::Looking { ticket, again };
    }

    /// Handles the look-up after a lost answer, which shows whether the patient was added.
    fn settle_lost(
        &mut self,
        patient: &NewPatient,
        answer: Result<People, Failure>,
        again: bool,
        desk: &Desk,
    ) {
        let clinic = patient.clinic();
        let all_seen = answer.as_ref().is_ok_and(|found| found.complete);
        let alike = all_alike(
            patient,
            answer.map(|found| found.people).unwrap_or_default(),
            desk,
        );
        let why = match (alike.is_empty(), all_seen) {
            (false, _) => Why::WasItThem,
            (true, true) if clinic.can().has_patient_search && !again => {
                let until = desk.office.moment.up + SEARCH_LAG;
                self.new[clinic].stage = PatientStage::Resting { until };
                return;
            }
            (true, true) => Why::ListsNobody,
            (true, false) => Why::LookThere,
        };
        self.new[clinic].stage = PatientStage::Deciding(Doubt { why, alike });
    }

    /// Looks a patient up again once the clinic has had time to catch up.
    pub(crate) fn look_again_if_due(&mut self, cx: &mut Cx<'_>) {
        let up = cx.office.moment.up;
        let is_due =
            |stage: &PatientStage| matches!(stage, PatientStage::Resting { until } if *until <= up);
        let due = self
            .new
            .iter()
            .find_map(|(at, form)| is_due(&form.stage).then_some(at));
        match due {
            Some(clinic) => self.look(clinic, true, cx),
            None if self
                .correction
                .as_ref()
                .is_some_and(|sheet| is_due(&sheet.stage)) =>
            {
                self.read_corrected(
                    |ticket| PatientStage::Looking {
                        ticket,
                        again: true,
                    },
                    cx,
                )
            }
            None => {}
        }
    }

    /// Returns the time until a form changes by itself.
    pub(crate) fn due_in(&self, desk: &Desk) -> Option<Duration> {
        let is_open = desk.overlays.get::<NewPatientOverlay>().is_some();
        let due = self.all().filter_map(|form| match form.stage {
            PatientStage::Resting { until } => Some(until.saturating_sub(desk.office.moment.up)),
            PatientStage::Sending { .. } if is_open => Some(Duration::from_secs(1)),
            _ => None,
        });
        due.min()
    }
}

/// Returns the patients, found or listed, who may be the same person, as many as digits can pick.
fn all_alike(patient: &NewPatient, found: Vec<Person>, desk: &Desk) -> Vec<Person> {
    let look = LookAlike::of(patient);
    let listed = desk.office.lists.list(patient.clinic().people()).value();
    let listed = listed.map(|list| list.alike(&look)).unwrap_or_default();
    let mut seen = HashSet::new();
    let alike = found
        .into_iter()
        .filter(|person| look.fits(person))
        .chain(listed);
    alike
        .filter(|person| seen.insert(person.id().to_owned()))
        .take(MOST_ALIKE)
        .collect()
}

/// Puts a patient into the list and into the form they were added for, to be read back.
fn pick(person: &Person, cx: &mut Cx<'_>) {
    let clinic = person.clinic();
    let language = cx.setup.language;
    cx.office_mut().learn(clinic.people(), Entry::from(person));
    let is_in_front = |overlay: &NewPatientOverlay| !overlay.corrects && cx.clinic == clinic;
    let is_visible = cx
        .overlays
        .get::<NewPatientOverlay>()
        .is_some_and(is_in_front);
    if is_visible {
        cx.close::<NewPatientOverlay>();
    }
    let name = person.full_name();
    let born = match person.birth_date_read(language) {
        unknown if unknown.is_empty() => say!(language, "line-born-unknown").to_owned(),
        born => born,
    };
    let field = clinic.patient_field();
    let has_room = is_visible || cx.form_of(clinic).draft().text(field).trim().is_empty();
    if in_hand::is_under_way(cx, clinic) || !has_room {
        return cx.note(note!(
            "new-patient-known-now",
            name = name,
            born = born,
            clinic = clinic.name()
        ));
    }
    let id = person.id().to_owned();
    cx.then(move |desk| desk.forms[clinic].put(field, id));
    cx.note(note!("new-patient-read-back", name = name, born = born));
    if !is_visible || in_hand::is_being_typed(cx) {
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

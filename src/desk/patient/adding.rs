//! Adding a patient: compared with known patients, sent once, and looked up after a lost answer. Nothing is
//! sent again unless a person asks for it.

use std::time::Duration;

use crate::booking::{ClinicId, Directory, Entry, Failure, Listing, LookAlike, NewPatient, People, Person};

use super::state::{Doubt, PatientSheet, PatientStage, Why};
use crate::desk::people::{Catalogue, IdLookup};
use crate::desk::{Action, Asker, ClinicCall, Desk, Effect, NewPatientOverlay, Pane, StoreOp, Ticket, note};
use crate::i18n::say;

/// The maximum number of similar patients offered, each with a digit; the last digit adds the new one.
const MOST_ALIKE: usize = 8;
/// The wait before a second look-up: ClinikAPI's search lags about ten seconds behind a write.
const SEARCH_LAG: Duration = Duration::from_secs(12);

impl Desk {
    /// Handles the booking key in the form for a new patient: adds the patient, unless something has to be
    /// mended or decided.
    pub(super) fn try_adding(&mut self) {
        let clock = self.setting().clock;
        let new_patient_form = self.new_patient_form_mut();
        new_patient_form.go_to(new_patient_form.focus, &clock);
        new_patient_form.tried = true;
        new_patient_form.tell(None, &clock);
        let Some(patient) = new_patient_form.review.patient.clone() else {
            new_patient_form.go_to_problem(&clock);
            let count = new_patient_form.problems().count();
            self.note = Some(note!("new-patient-to-mend", count = count));
            return;
        };
        if !patient.clinic().can().has_patient_search && !new_patient_form.may_be_known {
            // Without a search at the clinic, the loaded list is all there is to compare with.
            return self.compared(&patient, Ok(People::default()));
        }
        let ticket = self.tickets.next(Asker::NewPatient);
        self.new_patient_form_mut().stage = PatientStage::Comparing(ticket);
        self.effects.push(Effect::Clinic(ticket, ClinicCall::FindAlike(Box::new(patient))));
    }

    /// Handles the search for similar patients: asks about them, or adds the patient.
    fn compared(&mut self, patient: &NewPatient, found: Result<People, Failure>) {
        let clinic = patient.clinic();
        let unread = found.is_err();
        let alike = self.all_alike(patient, found.map(|found| found.people).unwrap_or_default());
        let why = if !alike.is_empty() {
            Why::SamePerson
        } else if self.new_patients[clinic].may_be_known {
            Why::LostBefore
        } else if unread {
            Why::NotSearched
        } else if !clinic.can().has_patient_search && !self.knows_all(clinic.people()) {
            Why::NotAllAtHand
        } else {
            return self.add_patient(clinic);
        };
        self.new_patients[clinic].stage = PatientStage::Deciding(Doubt { why, alike });
    }

    fn knows_all(&self, directory: Directory) -> bool {
        self.lists.list(directory).value().is_some_and(Catalogue::is_complete)
    }

    /// Returns the patients, found or listed, who may be the same person, as many as digits can pick.
    fn all_alike(&self, patient: &NewPatient, found: Vec<Person>) -> Vec<Person> {
        let look = LookAlike::of(patient);
        let listed = self.lists.list(people_of(patient.clinic())).value();
        let listed = listed.map(|list| list.alike(&look)).unwrap_or_default();
        let mut alike: Vec<Person> = Vec::new();
        for person in found.into_iter().filter(|person| look.fits(person)).chain(listed) {
            if alike.iter().all(|other| other.id() != person.id()) && alike.len() < MOST_ALIKE {
                alike.push(person);
            }
        }
        alike
    }

    /// Sends the patient, once.
    pub(in crate::desk) fn add_patient(&mut self, clinic: ClinicId) {
        let (ticket, since) = (self.tickets.next(Asker::NewPatient), self.moment.up);
        let clock = self.setting_of(clinic).clock;
        let seed = self.setup.references_at(clinic).filter(|_| clinic.api().identifies_bookings());
        let new_patient_form = &mut self.new_patients[clinic];
        let Some(patient) = new_patient_form.review.patient.clone() else { return };
        // Sent again, the same data bear the same reference, under which a clinic makes nobody twice.
        let first = |seed: u64| seed.wrapping_add(ticket.number);
        let identity = seed.map(|seed| *new_patient_form.identity.get_or_insert(first(seed)));
        let patient = match identity {
            Some(seed) => patient.identified(seed),
            None => patient,
        };
        let settled = new_patient_form.settled(None, false);
        new_patient_form.tell(None, &clock);
        new_patient_form.stage = PatientStage::Sending { ticket, since };
        self.effects.extend(settled);
        self.effects.push(Effect::Store(StoreOp::AddPatient(ticket, Box::new(patient))));
    }

    /// Uses a known patient instead of adding a new one, as the person decided.
    pub(in crate::desk) fn take_alike(&mut self, place: usize) {
        let Some(person) = self.alike().get(place).cloned() else { return };
        let settled = self.new_patient_form_mut().settled(Some(&person), true);
        self.forget_new_patient_form(self.clinic);
        self.effects.extend(settled);
        self.pick_person(&person);
    }

    /// Returns to the fields, as the person decided.
    pub(in crate::desk) fn fill_patient_again(&mut self) {
        self.new_patient_form_mut().stage = PatientStage::Filling;
    }

    /// Handles the search for similar patients, before or after the patient was added.
    pub(in crate::desk) fn alike_found(&mut self, ticket: Ticket, answer: Result<People, Failure>) {
        let asks = |new_patient_form: &&PatientSheet| match new_patient_form.stage {
            PatientStage::Comparing(asked) | PatientStage::Looking { ticket: asked, .. } => asked == ticket,
            _ => false,
        };
        let Some(new_patient_form) = self.new_patients.values().find(asks) else { return };
        let Some(patient) = new_patient_form.review.patient.clone() else { return };
        if let PatientStage::Looking { again, .. } = new_patient_form.stage {
            self.looked(&patient, answer, again);
            return;
        }
        self.compared(&patient, answer)
    }

    /// Handles the outcome of adding a patient.
    pub(in crate::desk) fn added(&mut self, ticket: Ticket, answer: Result<Person, Failure>) {
        let awaits = |(at, sheet): (ClinicId, &PatientSheet)| sheet.is_sent_under(ticket).then_some(at);
        let Some(clinic) = self.new_patients.iter().find_map(awaits) else {
            return;
        };
        let failure = match answer {
            Ok(person) => {
                self.forget_new_patient_form(clinic);
                return self.pick_person(&person);
            }
            Err(failure) => failure,
        };
        let clock = self.setting_of(clinic).clock;
        let new_patient_form = &mut self.new_patients[clinic];
        let is_lost = matches!(failure, Failure::Unknown(_));
        new_patient_form.tell(Some(failure), &clock);
        if is_lost {
            new_patient_form.may_be_known = true;
            self.note = Some(note!("new-patient-being-looked-for"));
            return self.look(clinic, false);
        }
        new_patient_form.stage = PatientStage::Filling;
        new_patient_form.go_to_problem(&clock);
        self.note = Some(note!("new-patient-kept", key = self.setup.keys.key(Action::NewPatient)));
    }

    fn look(&mut self, clinic: ClinicId, again: bool) {
        let ticket = self.tickets.next(Asker::NewPatient);
        let new_patient_form = &mut self.new_patients[clinic];
        let Some(patient) = new_patient_form.review.patient.clone() else { return };
        new_patient_form.stage = PatientStage::Looking { ticket, again };
        self.effects.push(Effect::Clinic(ticket, ClinicCall::FindAlike(Box::new(patient))));
    }

    /// Handles the look-up after a lost answer: tells whether the patient was added.
    fn looked(&mut self, patient: &NewPatient, answer: Result<People, Failure>, again: bool) {
        let clinic = patient.clinic();
        let all_seen = answer.as_ref().is_ok_and(|found| found.complete);
        let alike = self.all_alike(patient, answer.map(|found| found.people).unwrap_or_default());
        let why = match (alike.is_empty(), all_seen) {
            (false, _) => Why::WasItThem,
            (true, true) if clinic.can().has_patient_search && !again => {
                let until = self.moment.up + SEARCH_LAG;
                self.new_patients[clinic].stage = PatientStage::Resting { until };
                return;
            }
            (true, true) => Why::ListsNobody,
            (true, false) => Why::LookThere,
        };
        self.new_patients[clinic].stage = PatientStage::Deciding(Doubt { why, alike });
    }

    /// Looks the patient up again once the clinic's search has had time to catch up.
    pub(in crate::desk) fn look_again_if_due(&mut self) {
        let is_due = |stage: &PatientStage| matches!(stage, PatientStage::Resting { until } if *until <= self.moment.up);
        let due = self.new_patients.iter().find_map(|(at, form)| is_due(&form.stage).then_some(at));
        match due {
            Some(clinic) => self.look(clinic, true),
            None => self.look_at_corrected_if_due(),
        }
    }

    /// Returns the time until a form for a patient's data changes by itself.
    pub(in crate::desk) fn patient_sheet_due_in(&self) -> Option<Duration> {
        let second = Duration::from_secs(1);
        self.new_patients
            .values()
            .chain(self.correction.as_deref())
            .filter_map(|new_patient_form| match new_patient_form.stage {
                PatientStage::Resting { until } => Some(until.saturating_sub(self.moment.up)),
                PatientStage::Sending { .. } if self.overlays.get::<NewPatientOverlay>().is_some() => {
                    Some(second)
                }
                _ => None,
            })
            .min()
    }

    /// Puts a patient into the list and into the form they were added for, to be read back.
    fn pick_person(&mut self, person: &Person) {
        let (clinic, language) = (person.clinic(), self.setup.language);
        let entry = Entry::from(person);
        let directory = people_of(clinic);
        self.lists.note(directory, person.id(), IdLookup::Found(entry.clone()));
        self.lists.add(directory, Catalogue::of(Listing { entries: vec![entry], complete: true }));
        let is_in_front = |overlay: &NewPatientOverlay| !overlay.corrects && self.clinic == clinic;
        let watched = self.overlays.get::<NewPatientOverlay>().is_some_and(is_in_front);
        if watched {
            self.overlays.close::<NewPatientOverlay>();
        }
        let name = person.full_name();
        let born = match person.birth_date_read(language) {
            unknown if unknown.is_empty() => say!(language, "line-born-unknown").to_owned(),
            born => born,
        };
        let field = clinic.patient_field();
        let has_room = watched || self.form_of(clinic).draft().text(field).trim().is_empty();
        if self.is_under_way(clinic) || !has_room {
            self.note =
                Some(note!("new-patient-known-now", name = name, born = born, clinic = clinic.name()));
            return;
        }
        self.forms[clinic].put(field, person.id().to_owned());
        self.note = Some(note!("new-patient-read-back", name = name, born = born));
        if !watched || (self.panes.focused == Pane::Line && self.line.asks()) {
            return;
        }
        let next = self.form().draft().shown().skip_while(|asked| *asked != field).nth(1);
        if let Some(id) = next {
            self.focus_on(id);
        }
    }
}

fn people_of(clinic: ClinicId) -> Directory {
    clinic.people()
}

//! Adding a patient: compared with known patients, sent once, and looked up after a lost answer. Nothing is sent again
//! unless a person requests it.

use std::collections::HashSet;
use std::time::Duration;

use booking::time::Clock;
use booking::{Entry, Failure, LookAlike, NewPatient, People, Person};

use super::{Doubt, PatientSheet, PatientStage, Why};
use crate::{Catalogue, ClinicCall, ClinicChange, Effect, Office, Ticket};

/// The most similar patients offered, each with a digit; the last digit adds the new one.
const MOST_ALIKE: usize = 8;
/// The wait before a second look-up: ClinikAPI's search lags about ten seconds behind a write.
const SEARCH_LAG: Duration = Duration::from_secs(12);

/// The outcome of adding a patient.
#[derive(Clone)]
pub enum Added {
    /// The clinic has this patient.
    Known(Box<Person>),
    /// The answer was lost, and the patient is being looked for.
    Lost,
    /// The patient was not added; the sheet has the problems.
    NotAdded,
}

impl PatientSheet {
    /// Adds the patient, unless something has to be corrected or decided first. Returns whether nothing has to be
    /// corrected.
    pub fn try_adding(&mut self, office: &mut Office, clock: &Clock) -> bool {
        self.is_tried = true;
        self.set_failure(None, clock);
        let Some(patient) = self.review.patient.clone() else {
            return false;
        };
        if !patient.clinic().can().has_patient_search && !self.may_be_known {
            // Without a search at the clinic, the patient is compared with the loaded list only.
            self.compare(&patient, Ok(People::default()), office, clock);
            return true;
        }
        let call = ClinicCall::FindAlike(Box::new(patient));
        self.stage = PatientStage::Comparing(office.call(call));
        true
    }

    /// Handles the search for similar patients: a person has to decide about them, or the patient is added.
    fn compare(
        &mut self,
        patient: &NewPatient,
        found: Result<People, Failure>,
        office: &mut Office,
        clock: &Clock,
    ) {
        let clinic = patient.clinic();
        let has_failed = found.is_err();
        let found = found.map(|found| found.people).unwrap_or_default();
        let alike = all_alike(patient, found, office);
        let knows_all = || {
            let list = office.lists.list(clinic.people()).value();
            list.is_some_and(Catalogue::is_complete)
        };
        let why = if !alike.is_empty() {
            Why::SamePerson
        } else if self.may_be_known {
            Why::LostBefore
        } else if has_failed {
            Why::NotSearched
        } else if !clinic.can().has_patient_search && !knows_all() {
            Why::NotAllAtHand
        } else {
            return self.add(office, clock);
        };
        self.stage = PatientStage::Deciding(Doubt { why, alike });
    }

    /// Sends the patient, once.
    pub fn add(&mut self, office: &mut Office, clock: &Clock) {
        let ticket = office.ticket();
        let since = office.moment.up;
        let clinic = self.clinic();
        let seed = if clinic.api().identifies_bookings() {
            office.setup.references_at(clinic)
        } else {
            None
        };
        let Some(patient) = self.review.patient.clone() else {
            return;
        };
        // Data that are sent again have the same reference, so that the clinic adds nobody twice.
        let identity = seed.map(|seed| {
            *self
                .identity
                .get_or_insert(seed.wrapping_add(ticket.number()))
        });
        let patient = match identity {
            Some(seed) => patient.identified(seed),
            None => patient,
        };
        office.request(self.settled(None, false));
        self.set_failure(None, clock);
        self.stage = PatientStage::Sending { ticket, since };
        let add = ClinicChange::AddPatient(Box::new(patient));
        office.request([Effect::Send(ticket, add)]);
    }

    /// Returns the known patient at this place among the similar ones, who is used instead of adding a new one.
    pub fn take_alike(&mut self, place: usize, office: &mut Office) -> Option<Person> {
        let PatientStage::Deciding(doubt) = &self.stage else {
            return None;
        };
        let person = doubt.alike.get(place).cloned()?;
        office.request(self.settled(Some(&person), true));
        office.learn(self.clinic().people(), Entry::from(&person));
        Some(person)
    }

    /// Returns to the fields.
    pub fn fill_again(&mut self) {
        self.stage = PatientStage::Filling;
    }

    /// Handles the search for similar patients, before or after the patient was added. Returns whether it was awaited.
    pub fn on_alike_found(
        &mut self,
        ticket: Ticket,
        answer: &Result<People, Failure>,
        office: &mut Office,
        clock: &Clock,
    ) -> bool {
        let again = match self.stage {
            PatientStage::Comparing(sent) if sent == ticket => None,
            PatientStage::Looking {
                ticket: sent,
                again,
            } if sent == ticket => Some(again),
            _ => return false,
        };
        if let Some(patient) = self.review.patient.clone() {
            match again {
                Some(again) => self.settle_lost(&patient, answer.clone(), again, office),
                None => self.compare(&patient, answer.clone(), office, clock),
            }
        }
        true
    }

    /// Handles the outcome of adding the patient; `None` if it is not awaited.
    pub fn on_added(
        &mut self,
        ticket: Ticket,
        answer: &Result<Person, Failure>,
        office: &mut Office,
        clock: &Clock,
    ) -> Option<Added> {
        if !self.is_sent_under(ticket) {
            return None;
        }
        let failure = match answer {
            Ok(person) => {
                office.learn(self.clinic().people(), Entry::from(person));
                return Some(Added::Known(Box::new(person.clone())));
            }
            Err(failure) => failure.clone(),
        };
        let is_lost = matches!(failure, Failure::Unknown(_));
        self.set_failure(Some(failure), clock);
        if is_lost {
            self.may_be_known = true;
            self.look(false, office);
            return Some(Added::Lost);
        }
        self.stage = PatientStage::Filling;
        Some(Added::NotAdded)
    }

    fn look(&mut self, again: bool, office: &mut Office) {
        let Some(patient) = self.review.patient.clone() else {
            return;
        };
        let ticket = office.call(ClinicCall::FindAlike(Box::new(patient)));
        self.stage = PatientStage::Looking { ticket, again };
    }

    /// Handles the look-up after a lost answer, which shows whether the patient was added.
    fn settle_lost(
        &mut self,
        patient: &NewPatient,
        answer: Result<People, Failure>,
        again: bool,
        office: &Office,
    ) {
        let all_seen = answer.as_ref().is_ok_and(|found| found.complete);
        let found = answer.map(|found| found.people).unwrap_or_default();
        let alike = all_alike(patient, found, office);
        let why = match (alike.is_empty(), all_seen) {
            (false, _) => Why::WasItThem,
            (true, true) if patient.clinic().can().has_patient_search && !again => {
                let until = office.moment.up + SEARCH_LAG;
                self.stage = PatientStage::Resting { until };
                return;
            }
            (true, true) => Why::ListsNobody,
            (true, false) => Why::LookThere,
        };
        self.stage = PatientStage::Deciding(Doubt { why, alike });
    }

    /// Looks the data up again when the clinic has had time to catch up.
    pub fn look_again_if_due(&mut self, office: &mut Office) {
        let is_due =
            matches!(self.stage, PatientStage::Resting { until } if until <= office.moment.up);
        if is_due && self.correction.is_some() {
            self.read_corrected(office, |ticket| PatientStage::Looking {
                ticket,
                again: true,
            });
        } else if is_due {
            self.look(true, office);
        }
    }

    /// Returns the time until the data are looked up again.
    pub fn due_in(&self, office: &Office) -> Option<Duration> {
        match self.stage {
            PatientStage::Resting { until } => Some(until.saturating_sub(office.moment.up)),
            _ => None,
        }
    }
}

/// Returns the patients, found or listed, who may be the same person, at most as many as digits can pick.
fn all_alike(patient: &NewPatient, found: Vec<Person>, office: &Office) -> Vec<Person> {
    let look = LookAlike::of(patient);
    let listed = office.lists.list(patient.clinic().people()).value();
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

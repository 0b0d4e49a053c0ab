//! Correcting a patient's data: read first, sent once, and read again after a lost answer. Nothing is sent again unless
//! a person requests it.

use std::time::Duration;

use booking::time::Clock;
use booking::{Entry, EntryKind, Failure, Person};

use super::{PatientSheet, PatientStage};
use crate::{ClinicCall, ClinicChange, Effect, EntryPlace, Office, Ticket};

/// How long a late change may take to show in the clinic's answers.
const SETTLING_TIME: Duration = Duration::from_secs(12);

/// The result of trying to send a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorrectionTry {
    /// A field has to be corrected first.
    ToMend,
    /// Nothing differs from the clinic's data.
    Nothing,
    /// A request is under way.
    UnderWay,
}

/// The outcome of a correction.
#[derive(Clone)]
pub enum Corrected {
    /// The clinic's data were read; edited fields keep their text.
    Read,
    /// The clinic's data could not be read, for this reason.
    Unread(Failure),
    /// The clinic has these data of the patient, and every list uses them.
    Made(Box<Person>),
    /// The clinic still has its old data after a lost answer.
    NotMade,
    /// The data could not be looked up after a lost answer.
    NotLookedUp,
    /// The answer was lost, and the data are being looked up.
    Lost,
    /// The clinic has refused the correction; the sheet has the problems.
    Refused,
    /// There is nothing to report.
    Pending,
}

impl PatientSheet {
    /// Requests the clinic's data of the patient being corrected.
    pub fn read_patient(&mut self, office: &mut Office) {
        self.read_corrected(office, PatientStage::Reading);
    }

    pub(super) fn read_corrected(
        &mut self,
        office: &mut Office,
        stage: impl FnOnce(Ticket) -> PatientStage,
    ) {
        let Some(correction) = &self.correction else {
            return;
        };
        let people = self.clinic().people();
        let id = correction.id.clone().into();
        let call = ClinicCall::ReadEntry(EntryPlace::Correction, people, id);
        self.stage = stage(office.call(call));
    }

    /// Handles the clinic's data of the patient being corrected; `None` if they are not awaited.
    pub fn on_read_to_correct(
        &mut self,
        ticket: Ticket,
        read: Result<Entry, Failure>,
        office: &mut Office,
        clock: &Clock,
    ) -> Option<Corrected> {
        let is_again = match self.stage {
            PatientStage::Reading(sent) if sent == ticket => None,
            PatientStage::Looking {
                ticket: sent,
                again,
            } if sent == ticket => Some(again),
            _ => return None,
        };
        Some(match (read.map(|entry| entry.kind), is_again) {
            (Ok(EntryKind::Patient(person)), None) => self.begin_correction(&person, office, clock),
            (Ok(EntryKind::Patient(person)), Some(again)) => {
                self.settle_correction(&person, again, office, clock)
            }
            (Err(failure), None) => Corrected::Unread(failure),
            (Err(_), Some(_)) => {
                self.stage = PatientStage::Filling;
                Corrected::NotLookedUp
            }
            (Ok(_), _) => {
                self.stage = PatientStage::Filling;
                Corrected::Pending
            }
        })
    }

    fn begin_correction(
        &mut self,
        person: &Person,
        office: &mut Office,
        clock: &Clock,
    ) -> Corrected {
        self.stage = PatientStage::Filling;
        self.merge(person, clock);
        let has_changes = self.has_changes();
        let settled = self.settled(Some(person), !has_changes);
        let is_made = settled.is_some() && !has_changes;
        office.request(settled);
        if is_made {
            office.correct_person(person);
            return Corrected::Made(Box::new(person.clone()));
        }
        Corrected::Read
    }

    /// Sends the changed fields, unless something has to be corrected. If an earlier correction may have been made,
    /// only reads the data again.
    pub fn try_correcting(&mut self, office: &mut Office, clock: &Clock) -> CorrectionTry {
        let ticket = office.ticket();
        let since = office.moment.up;
        if self.may_be_known {
            self.read_corrected(office, |ticket| PatientStage::Looking {
                ticket,
                again: true,
            });
            return CorrectionTry::UnderWay;
        }
        self.is_tried = true;
        self.set_failure(None, clock);
        let Some(correction) = &mut self.correction else {
            return CorrectionTry::Nothing;
        };
        match correction.ready.clone() {
            None => CorrectionTry::ToMend,
            Some(ready) if ready.is_empty() => CorrectionTry::Nothing,
            Some(ready) => {
                correction.sent = Some(ready.clone());
                self.stage = PatientStage::Sending { ticket, since };
                let correct = ClinicChange::CorrectPatient(Box::new(ready));
                office.request([Effect::Send(ticket, correct)]);
                CorrectionTry::UnderWay
            }
        }
    }

    /// Handles the outcome of correcting the patient; `None` if it is not awaited.
    pub fn on_corrected(
        &mut self,
        ticket: Ticket,
        answer: Result<Person, Failure>,
        office: &mut Office,
        clock: &Clock,
    ) -> Option<Corrected> {
        if !self.is_sent_under(ticket) {
            return None;
        }
        let failure = match answer {
            Ok(person) => {
                office.correct_person(&person);
                return Some(Corrected::Made(Box::new(person)));
            }
            Err(failure) => failure,
        };
        self.may_be_known = matches!(failure, Failure::Unknown(_));
        self.set_failure(Some(failure), clock);
        if self.may_be_known {
            self.read_corrected(office, |ticket| PatientStage::Looking {
                ticket,
                again: false,
            });
            return Some(Corrected::Lost);
        }
        self.stage = PatientStage::Filling;
        Some(Corrected::Refused)
    }

    /// Settles a correction after a lost answer: it was made, is read once more later, or was not made.
    fn settle_correction(
        &mut self,
        person: &Person,
        is_again: bool,
        office: &mut Office,
        clock: &Clock,
    ) -> Corrected {
        let correction = self.correction.as_ref();
        let is_made = correction.is_some_and(|correction| correction.is_made(person));
        if !is_made && !is_again {
            let until = office.moment.up + SETTLING_TIME;
            self.stage = PatientStage::Resting { until };
            return Corrected::Pending;
        }
        self.set_failure(None, clock);
        match self.begin_correction(person, office, clock) {
            Corrected::Made(person) => Corrected::Made(person),
            Corrected::Read
            | Corrected::Unread(_)
            | Corrected::NotMade
            | Corrected::NotLookedUp
            | Corrected::Lost
            | Corrected::Refused
            | Corrected::Pending => Corrected::NotMade,
        }
    }
}

impl Office {
    /// Updates the data of a person.
    fn correct_person(&mut self, person: &Person) {
        self.lists.correct(person.clinic().people(), person);
        // They are requested again with the new name.
        self.upcoming = None;
    }
}

//! What is done for a patient who has died, in one command.

use booking::{
    AppointmentRef, ClinicId, Failure, Meaning, Outcome, Problem, Spot, Waiter, problems_of,
};
use i18n::say;
use office::{
    Corrected, CorrectionTry, DeathCase, FaceAnswer, NoteStep, Office, PatientSheet, PatientStage,
    asked_for_death,
};
use serde_json::{Value, json};
use words::{Wording, patient_problem};

use super::verdict::outcome_unread;
use super::{AtWork, ChangeVerdict, Clerk, Early, READ_TIMEOUT, SendOptions};
use crate::read_upcoming;
use crate::visits::VisitVerdict;

/// A request to do what is done for a patient who has died.
pub struct DeathRequest {
    /// The clinic at which the patient is named.
    pub clinic: ClinicId,
    /// The patient.
    pub patient: String,
    /// How the request is carried out. Without consent to warnings nothing is sent or noted.
    pub manner: SendOptions,
}

/// What a step of it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeathPart {
    /// A visit that is cancelled.
    Visit,
    /// An entry of the desks' own waiting list.
    Waiting,
    /// The note of the desks.
    Note,
    /// The clinic's own record of the patient.
    Record,
}

impl DeathPart {
    /// Returns the word in JSON, which never changes.
    fn word(self) -> &'static str {
        match self {
            DeathPart::Visit => "visit",
            DeathPart::Waiting => "waiting",
            DeathPart::Note => "note",
            DeathPart::Record => "record",
        }
    }
}

/// What has become of a step of it.
pub struct DeathStep {
    /// What it is about.
    pub part: DeathPart,
    /// The clinic.
    pub clinic: ClinicId,
    /// The verdict, with the id of the appointment or patient and what is said of it.
    pub told: VisitVerdict,
    /// The outcome in JSON of an entry, note or record that was written; otherwise it is that of the verdict.
    written: Option<&'static str>,
}

impl DeathStep {
    /// Returns it for a person.
    pub fn lines(&self, words: Wording<'_>) -> Vec<String> {
        let outcome = &self.told.verdict.outcome;
        let has_own_words = outcome.is_well() || *outcome == Outcome::Warning;
        if self.part != DeathPart::Visit && has_own_words {
            return vec![self.told.visit.clone()];
        }
        self.told.lines(words, self.clinic)
    }

    /// Returns it as one JSON object.
    pub fn json(&self) -> Value {
        let mut object = self.told.json();
        object["step"] = json!(self.part.word());
        if let Some(written) = self.written {
            object["outcome"] = json!(written);
        }
        object["backend"] = json!(self.clinic.word());
        object
    }
}

impl<O: AtWork> Clerk<O> {
    /// Cancels all that is coming for a patient who has died, at every clinic, with what they wait for, notes it for the
    /// desks, and has each clinic record it that can; tells of each step. Without consent it tells what it would do.
    ///
    /// # Errors
    ///
    /// Returns the verdict if nothing is done because the patient or the visits are not known.
    pub fn record_death(
        &mut self,
        request: &DeathRequest,
        tell: &mut dyn FnMut(&Clerk<O>, &DeathStep),
    ) -> Result<(), Early> {
        let clinic = request.clinic;
        self.wait_for_reach(clinic);
        let id = self.known_patient(clinic, &request.patient)?;
        let mut case = DeathCase::of(clinic, id.clone());
        let clinics: Vec<ClinicId> = self.office().setup.clinics.into_iter().collect();
        self.work(|office| {
            for clinic in clinics {
                office.read_list_first(clinic.providers());
            }
        });
        let Ok(()) = read_upcoming(self, clinic, &id);
        self.work(|office| office.read_for_death(&case));
        self.settle(READ_TIMEOUT);
        let Some(known) = self.work(|office| office.known_of_death(&mut case)) else {
            return Err(self.visits_unread(clinic, None));
        };
        for unread in &known.unread {
            let what = self.words().not_asked_about_death(&[*unread]);
            let outcome = Outcome::Failed(Meaning::NotSent);
            let verdict = ChangeVerdict::with_message(outcome, what);
            let step = about_visits(*unread, verdict);
            tell(self, &step);
        }
        if known.has_unsettled {
            let what = say!(self.language, "line-not-on-record-yet");
            let verdict = ChangeVerdict::with_message(Outcome::Conflict, what);
            tell(self, &about_visits(clinic, verdict));
        }
        self.cancel_for_death(request, known.visits, tell);
        while let Some(waiter) = case.next_to_take_off() {
            let step = self.take_off_for_death(request, waiter);
            tell(self, &step);
        }
        for (at, person) in case.people() {
            if let Some(step) = self.note_for_death(request, *at, person) {
                tell(self, &step);
            }
        }
        while let Some((at, person)) = case.next_to_record() {
            let step = self.record_for_death(request, at, &person);
            tell(self, &step);
        }
        Ok(())
    }

    fn cancel_for_death(
        &mut self,
        request: &DeathRequest,
        visits: Vec<AppointmentRef>,
        tell: &mut dyn FnMut(&Clerk<O>, &DeathStep),
    ) {
        let reason = match asked_for_death(self.language).reason {
            Some(reason) => reason.shown().clone(),
            None => String::new(),
        };
        let manner = SendOptions {
            list: Some(self.work(Office::new_list)),
            ..request.manner
        };
        for of in visits {
            let visit = self.words().visit_in_short(&of);
            let verdict = if self.is_stopped() {
                self.stopped_under_way(of.clinic)
            } else {
                self.cancel_visit(&of, &visit, &reason, manner)
            };
            let step = DeathStep {
                part: DeathPart::Visit,
                clinic: of.clinic,
                told: VisitVerdict {
                    id: Some(of.id),
                    visit,
                    verdict,
                },
                written: None,
            };
            tell(self, &step);
        }
    }

    /// Takes an entry off the desks' own waiting list.
    fn take_off_for_death(&mut self, request: &DeathRequest, waiter: Waiter) -> DeathStep {
        let language = self.language;
        let who = self.words().patient(waiter.clinic, &waiter.person);
        let clinic = waiter.clinic;
        let person = waiter.person.clone();
        let told = DeathTold::Waiting(clinic, &person);
        if !is_to_be_sent(&request.manner) {
            return told.would(say!(language, "died-would-take-off", who), &request.manner);
        }
        let taken = self.take_step(NoteStep::NotWaiting(waiter), |language, why| {
            say!(language, "patient-note-not-written", why)
        });
        let verdict = match taken {
            Ok(()) => done(),
            Err(verdict) => *verdict,
        };
        told.ended(say!(language, "died-taken-off", who), verdict)
    }

    /// Writes the note of the desks at a clinic; `None` if it says so already.
    fn note_for_death(
        &mut self,
        request: &DeathRequest,
        clinic: ClinicId,
        person: &str,
    ) -> Option<DeathStep> {
        let language = self.language;
        let text = self.office().note_of_death(clinic, person, language)?;
        let who = self.words().patient(clinic, person);
        let note = text.typed().to_owned();
        let told = DeathTold::Note(clinic, person);
        if !is_to_be_sent(&request.manner) {
            let says = say!(language, "died-would-note", who, note);
            return Some(told.would(says, &request.manner));
        }
        let verdict = match self.write_note(clinic, person, Some(text)) {
            Ok(()) => done(),
            Err(verdict) => *verdict,
        };
        Some(told.ended(say!(language, "died-noted", who, note), verdict))
    }

    /// Has a clinic enter in its own record of the patient that they have died.
    fn record_for_death(
        &mut self,
        request: &DeathRequest,
        clinic: ClinicId,
        person: &str,
    ) -> DeathStep {
        let language = self.language;
        let name = clinic.name();
        let told = DeathTold::Record(clinic, person);
        if !is_to_be_sent(&request.manner) {
            let says = say!(language, "died-would-record", clinic = name);
            return told.would(says, &request.manner);
        }
        let verdict = self.correct_for_death(clinic, person);
        told.ended(say!(language, "died-recorded", clinic = name), verdict)
    }

    /// Sends the day of death as a correction of the clinic's record, and follows it to its end.
    fn correct_for_death(&mut self, clinic: ClinicId, person: &str) -> ChangeVerdict {
        let clock = self.words().clock_at(clinic, "");
        let Some(mut sheet) = PatientSheet::of_death(clinic, person, &clock) else {
            return done();
        };
        self.work(|office| sheet.read_patient(office));
        loop {
            let Some(next) = self.next_of_sheet(&mut sheet, clinic) else {
                let meaning = match sheet.stage {
                    PatientStage::Reading(_) => Meaning::NotSent,
                    _ => Meaning::Unknown,
                };
                return self.not_recorded(Outcome::Failed(meaning), &sheet);
            };
            match next {
                Corrected::Read => {
                    let tried = self.work(|office| sheet.try_correcting(office, &clock));
                    match tried {
                        CorrectionTry::UnderWay => {}
                        CorrectionTry::Nothing => return done(),
                        CorrectionTry::ToMend => {
                            return self.not_recorded(Outcome::Invalid, &sheet);
                        }
                    }
                }
                Corrected::Made(_) => return done(),
                Corrected::Unread(failure) => return self.record_unread(&failure, clinic),
                Corrected::Refused => {
                    return self.not_recorded(Outcome::Failed(Meaning::Refused), &sheet);
                }
                Corrected::NotMade => {
                    return self.not_recorded(Outcome::Failed(Meaning::NotThere), &sheet);
                }
                Corrected::NotLookedUp => {
                    return self.not_recorded(Outcome::Failed(Meaning::Unknown), &sheet);
                }
                Corrected::Lost | Corrected::Pending => {}
            }
        }
    }

    /// Waits for the next answer about a patient's record; `None` if it has not come.
    fn next_of_sheet(&mut self, sheet: &mut PatientSheet, clinic: ClinicId) -> Option<Corrected> {
        let clock = self.words().clock_at(clinic, "");
        let ticket = match sheet.stage {
            PatientStage::Reading(ticket)
            | PatientStage::Sending { ticket, .. }
            | PatientStage::Looking { ticket, .. } => ticket,
            PatientStage::Resting { until } => {
                let is_due = self.wait(READ_TIMEOUT, |at| at.office().moment.up >= until);
                self.work(|office| sheet.look_again_if_due(office));
                return is_due.then_some(Corrected::Pending);
            }
            PatientStage::Filling | PatientStage::Comparing(_) | PatientStage::Deciding(_) => {
                return None;
            }
        };
        self.settle(READ_TIMEOUT);
        let answer = self.take_answer(ticket)?;
        self.work(|office| match answer {
            FaceAnswer::EntryToCorrect(read) => {
                sheet.on_read_to_correct(ticket, read, office, &clock)
            }
            FaceAnswer::PatientCorrected(answer) => {
                sheet.on_corrected(ticket, answer, office, &clock)
            }
            _ => None,
        })
    }

    /// Returns the verdict on a death that was not entered in a clinic's record.
    fn not_recorded(&self, outcome: Outcome, sheet: &PatientSheet) -> ChangeVerdict {
        let call = sheet.call();
        let mut problems: Vec<Problem> = sheet
            .problems()
            .map(|problem| {
                let what = patient_problem(problem, call, self.language);
                Problem::error(Spot::Whole, what, "")
            })
            .collect();
        if problems.is_empty() {
            let clinic = sheet.clinic().name();
            let what = say!(self.language, "died-not-recorded", clinic);
            problems.push(Problem::error(Spot::Whole, what, ""));
        }
        of_no_kind(ChangeVerdict::of(outcome, problems))
    }

    fn record_unread(&self, failure: &Failure, clinic: ClinicId) -> ChangeVerdict {
        let problems = problems_of(failure, clinic, self.language);
        of_no_kind(ChangeVerdict::of(outcome_unread(failure), problems))
    }
}

/// Returns a step about visits that are not named.
fn about_visits(clinic: ClinicId, verdict: ChangeVerdict) -> DeathStep {
    let told = VisitVerdict {
        id: None,
        visit: String::new(),
        verdict,
    };
    DeathStep {
        part: DeathPart::Visit,
        clinic,
        told,
        written: None,
    }
}

/// What is told beside the visits, with the patient's id at the clinic.
enum DeathTold<'a> {
    /// An entry of the desks' own waiting list.
    Waiting(ClinicId, &'a str),
    /// The note of the desks.
    Note(ClinicId, &'a str),
    /// The clinic's own record.
    Record(ClinicId, &'a str),
}

impl DeathTold<'_> {
    /// Returns a step that was not taken, and what it would do.
    fn would(self, says: String, manner: &SendOptions) -> DeathStep {
        let verdict = if manner.dry_run {
            done()
        } else {
            let problem = Problem::warning(Spot::Whole, says.as_str(), "");
            ChangeVerdict::of(Outcome::Warning, vec![problem])
        };
        self.step(says, verdict, None)
    }

    /// Returns a step that was taken, and what is said if it has ended well.
    fn ended(self, says: String, verdict: ChangeVerdict) -> DeathStep {
        let word = match self {
            DeathTold::Waiting(..) => "removed",
            DeathTold::Note(..) => "noted",
            DeathTold::Record(..) => "recorded",
        };
        let written = verdict.outcome.is_well().then_some(word);
        self.step(says, verdict, written)
    }

    fn step(
        self,
        says: String,
        verdict: ChangeVerdict,
        written: Option<&'static str>,
    ) -> DeathStep {
        let (part, clinic, id) = match self {
            DeathTold::Waiting(clinic, id) => (DeathPart::Waiting, clinic, id),
            DeathTold::Note(clinic, id) => (DeathPart::Note, clinic, id),
            DeathTold::Record(clinic, id) => (DeathPart::Record, clinic, id),
        };
        let told = VisitVerdict {
            id: Some(id.to_owned()),
            visit: says,
            verdict: of_no_kind(verdict),
        };
        DeathStep {
            part,
            clinic,
            told,
            written,
        }
    }
}

/// Whether steps are taken, and not only told.
fn is_to_be_sent(manner: &SendOptions) -> bool {
    !manner.dry_run && manner.consent.to_warnings
}

fn done() -> ChangeVerdict {
    ChangeVerdict::of(Outcome::Clean, Vec::new())
}

fn of_no_kind(verdict: ChangeVerdict) -> ChangeVerdict {
    ChangeVerdict {
        kind: None,
        ..verdict
    }
}

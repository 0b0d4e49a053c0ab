//! The note of the desks about a patient: shown, written and taken away.

use booking::{ClinicId, Meaning, NoteText, Outcome, Problem, Spot};
use i18n::say;
use office::{NoteEnd, NoteStep, NoteSubject};
use serde_json::{Value, json};

use super::{ChangeVerdict, CommandAnswer, Driver, READ_TIMEOUT, Unanswered};

/// A request to show the note about a patient, or to write it.
pub struct NoteRequest {
    /// The clinic, if it is named.
    pub clinic: Option<ClinicId>,
    /// The patient: an id, a birth date and initials, or a name.
    pub patient: String,
    /// The text to be noted, blank to take the note away; `None` to show it.
    pub text: Option<String>,
}

impl Driver {
    /// Shows the note about a patient, writes it or takes it away.
    pub fn note(&mut self, request: &NoteRequest) -> CommandAnswer {
        let (clinic, person) = match self.patient_named(request) {
            Ok(patient) => patient,
            Err(verdict) => return self.note_refused(self.clinic(), *verdict),
        };
        self.wait_for_reach(clinic);
        self.settle(READ_TIMEOUT);
        let Some(typed) = &request.text else {
            return self.note_shown(clinic, &person);
        };
        if NoteText::is_too_long(typed) {
            let what = say!(self.language, "patient-note-too-long");
            let verdict = ChangeVerdict::with_message(Outcome::Invalid, what);
            return self.note_refused(clinic, verdict);
        }
        match self.write_note(clinic, &person, NoteText::new(typed)) {
            Ok(()) => self.note_written(clinic, &person),
            Err(verdict) => self.note_refused(clinic, *verdict),
        }
    }

    /// Returns the patient at the only clinic that knows such a one.
    fn patient_named(
        &mut self,
        request: &NoteRequest,
    ) -> Result<(ClinicId, String), Box<ChangeVerdict>> {
        let mut found = Vec::new();
        let mut problems = Vec::new();
        for clinic in self.clinics(request.clinic) {
            match self.entry_named(clinic.patient_field(), clinic.people(), &request.patient) {
                Ok(id) => {
                    let is_known = self.office().lists.known(clinic.people(), &id).is_some();
                    found.extend(is_known.then_some((clinic, id)));
                }
                Err(why) => problems.push(why),
            }
        }
        if found.len() == 1 && problems.iter().all(|why| why.unread.is_none()) {
            return Ok(found.remove(0));
        }
        Err(Box::new(self.not_one_patient(
            found.len(),
            problems,
            request,
        )))
    }

    /// Returns why a text does not name one patient.
    fn not_one_patient(
        &self,
        found: usize,
        problems: Vec<Unanswered>,
        request: &NoteRequest,
    ) -> ChangeVerdict {
        let mut unread = problems.iter().filter_map(|why| why.unread.as_deref());
        let outcome = unread
            .next()
            .map_or(Outcome::Invalid, super::verdict::outcome_unread);
        let typed = request.patient.as_str();
        let problem = match (found, problems.into_iter().next()) {
            (0 | 1, Some(why)) => why.problem,
            (0, None) => {
                Problem::error(Spot::Whole, say!(self.language, "shell-nobody", typed), "")
            }
            _ => Problem::error(Spot::Whole, say!(self.language, "shell-several", typed), ""),
        };
        ChangeVerdict::of(outcome, vec![problem])
    }

    /// Writes the note, or takes it away if there is no text.
    fn write_note(
        &mut self,
        clinic: ClinicId,
        person: &str,
        text: Option<NoteText>,
    ) -> Result<(), Box<ChangeVerdict>> {
        if let Some(doubt) = self.doubtful_records() {
            return Err(Box::new(doubt));
        }
        let step = NoteStep::OfPatient {
            clinic,
            person: person.to_owned(),
            text,
        };
        self.work(|office| office.take_note_step(step));
        self.settle(READ_TIMEOUT);
        let why = match self.office().note_end(NoteSubject::Patient) {
            Some(NoteEnd::Done) => return Ok(()),
            Some(NoteEnd::NotWritten(why)) => why.as_str(),
            Some(NoteEnd::Writing(_)) | None => "",
        };
        let what = say!(self.language, "patient-note-not-written", why);
        let outcome = Outcome::Failed(Meaning::NotSent);
        Err(Box::new(ChangeVerdict::with_message(outcome, what)))
    }

    fn note_shown(&self, clinic: ClinicId, person: &str) -> CommandAnswer {
        let known = self.office().book.note_of_patient(clinic, person);
        let line = match known {
            Some(note) => note.text.typed().to_owned(),
            None => {
                let who = self.words().patient(clinic, person);
                say!(self.language, "patient-note-none", who)
            }
        };
        self.note_answer(line, "shown", clinic, person)
    }

    fn note_written(&self, clinic: ClinicId, person: &str) -> CommandAnswer {
        let is_there = self.office().book.note_of_patient(clinic, person).is_some();
        let (says, outcome) = if is_there {
            (say!(self.language, "patient-note-kept"), "noted")
        } else {
            (say!(self.language, "patient-note-removed"), "removed")
        };
        let line = format!("{}: {says}", self.office().mode_of(clinic));
        self.note_answer(line, outcome, clinic, person)
    }

    fn note_answer(
        &self,
        line: String,
        outcome: &str,
        clinic: ClinicId,
        person: &str,
    ) -> CommandAnswer {
        let note = self.office().book.note_of_patient(clinic, person);
        CommandAnswer {
            lines: vec![line],
            remarks: Vec::new(),
            json: json!({
                "outcome": outcome,
                "backend": clinic.word(),
                "patient": person,
                "note": note.map(|note| note.text.typed()),
                "warns": note.is_some_and(|note| note.text.is_warning()),
            }),
            verdict: ChangeVerdict::of(Outcome::Clean, Vec::new()),
        }
    }

    /// Returns the answer if nothing could be shown or written.
    fn note_refused(&self, clinic: ClinicId, verdict: ChangeVerdict) -> CommandAnswer {
        let verdict = ChangeVerdict {
            kind: None,
            ..verdict
        };
        let advice = verdict
            .problems
            .iter()
            .map(|problem| problem.advice.clone());
        let mut json: Value = verdict.json();
        json["backend"] = json!(clinic.word());
        CommandAnswer {
            lines: verdict.lines(self.words(), clinic),
            remarks: advice.filter(|advice| !advice.is_empty()).collect(),
            json,
            verdict,
        }
    }
}

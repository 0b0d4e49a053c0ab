//! The desks' notes about a patient, shown, written and removed; and the wish that the patient be called.

use booking::{CallBackRequest, ClinicId, Language, Meaning, NoteText, Outcome, Problem, Spot};
use i18n::say;
use office::{NoteEnd, NoteStep, NoteSubject};
use serde_json::{Value, json};

use super::{AtWork, ChangeVerdict, Clerk, CommandAnswer, READ_TIMEOUT, Unanswered};

/// A request to show or write the note about a patient.
pub struct NoteRequest {
    /// The clinic, if named.
    pub clinic: Option<ClinicId>,
    /// The patient: an id, a birth date and initials, or a name.
    pub patient: String,
    /// The new text, blank to remove the note; `None` to show it.
    pub text: Option<String>,
}

/// A request to put a patient on the call list.
pub struct CallBackWish {
    /// The clinic, if named.
    pub clinic: Option<ClinicId>,
    /// The patient: an id, a birth date and initials, or a name.
    pub patient: String,
    /// The subject of the call.
    pub words: String,
    /// The operator or desk that is to call, if named.
    pub assignee: Option<String>,
}

impl CallBackWish {
    /// Returns it as typed on the entry line after the patient.
    fn typed(&self) -> String {
        match &self.assignee {
            Some(name) => format!("{} @{name}", self.words),
            None => self.words.clone(),
        }
    }
}

impl<O: AtWork> Clerk<O> {
    /// Shows, writes or removes the note about a patient.
    pub fn note(&mut self, request: &NoteRequest) -> CommandAnswer {
        let (clinic, person) = match self.patient_named(request.clinic, &request.patient) {
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

    /// Puts a patient on the call list of every desk.
    pub fn want_call(&mut self, request: &CallBackWish) -> CommandAnswer {
        let (clinic, person) = match self.patient_named(request.clinic, &request.patient) {
            Ok(patient) => patient,
            Err(verdict) => return self.note_refused(self.clinic(), *verdict),
        };
        self.wait_for_reach(clinic);
        self.settle(READ_TIMEOUT);
        let wanted = match CallBackRequest::new(clinic, person.clone(), &request.typed()) {
            Ok(wanted) => wanted,
            Err(why) => {
                let what = self.words().call_back_problem(why);
                let verdict = ChangeVerdict::with_message(Outcome::Invalid, &what);
                return self.note_refused(clinic, verdict);
            }
        };
        let not_kept = |language, why: &str| say!(language, "call-back-not-kept", why);
        let mut ended = self.call_back(&wanted, not_kept);
        if self.office().note_end(NoteSubject::CallBack) == Some(&NoteEnd::Overtaken) {
            // An entry that is on the list already is kept.
            ended = self.call_back(&wanted, not_kept);
        }
        match ended {
            Ok(()) => self.call_wanted(&wanted),
            Err(verdict) => self.note_refused(clinic, *verdict),
        }
    }

    /// Puts a patient on the call list, in addition to an entry already reported.
    fn call_back(
        &mut self,
        wanted: &CallBackRequest,
        not_written: impl Fn(Language, &str) -> String,
    ) -> Result<(), Box<ChangeVerdict>> {
        if let Some(doubt) = self.doubtful_records() {
            return Err(Box::new(doubt));
        }
        let wanted = wanted.clone();
        if let Err(why) = self.work(|office| office.ask_call_back(wanted.clone())) {
            let what = self.words().call_back_problem(why);
            let verdict = ChangeVerdict::with_message(Outcome::Invalid, &what);
            return Err(Box::new(verdict));
        }
        let step = NoteStep::CallBack {
            request: wanted,
            seen: None,
        };
        self.end_of_step(&step, not_written)
    }

    /// Returns the patient, who must be known at exactly one clinic.
    fn patient_named(
        &mut self,
        only: Option<ClinicId>,
        typed: &str,
    ) -> Result<(ClinicId, String), Box<ChangeVerdict>> {
        let mut found = Vec::new();
        let mut problems = Vec::new();
        for clinic in self.clinics(only) {
            let field = clinic.patient_field();
            let people = clinic.people();
            let named = self.entry_named(field, people, typed);
            match named.and_then(|id| Ok(self.is_listed(field, people, &id)?.then_some(id))) {
                Ok(id) => found.extend(id.map(|id| (clinic, id))),
                Err(why) => problems.push(why),
            }
        }
        if let [(_, id)] = &found[..] {
            // Another clinic may have somebody of this name, but not of this id.
            let is_certain = id == typed.trim() || problems.iter().all(|why| why.unread.is_none());
            if is_certain {
                return Ok(found.remove(0));
            }
        }
        Err(Box::new(self.not_one_patient(found.len(), problems, typed)))
    }

    /// Returns why a text does not name one patient.
    fn not_one_patient(
        &self,
        found: usize,
        problems: Vec<Unanswered>,
        typed: &str,
    ) -> ChangeVerdict {
        let unread = problems.iter().position(|why| why.unread.is_some());
        let why = problems.into_iter().nth(unread.unwrap_or_default());
        let unread = why.as_ref().and_then(|why| why.unread.as_deref());
        let outcome = unread.map_or(Outcome::Invalid, super::verdict::outcome_unread);
        let problem = match (found, why) {
            (0 | 1, Some(why)) => why.problem,
            (0, None) => {
                Problem::error(Spot::Whole, say!(self.language, "shell-nobody", typed), "")
            }
            _ => Problem::error(Spot::Whole, say!(self.language, "shell-several", typed), ""),
        };
        ChangeVerdict::of(outcome, vec![problem])
    }

    /// Writes the note, or takes it away if there is no text.
    pub(super) fn write_note(
        &mut self,
        clinic: ClinicId,
        person: &str,
        text: Option<NoteText>,
    ) -> Result<(), Box<ChangeVerdict>> {
        let seen = self.office().book.note_of_patient(clinic, person);
        let step = NoteStep::OfPatient {
            clinic,
            person: person.to_owned(),
            text,
            seen: seen.map(|note| note.text.clone()),
        };
        self.take_step(step, |language, why| {
            say!(language, "patient-note-not-written", why)
        })
    }

    /// Takes a step. `not_written` words a failure to write it.
    pub(super) fn take_step(
        &mut self,
        step: NoteStep,
        not_written: impl Fn(Language, &str) -> String,
    ) -> Result<(), Box<ChangeVerdict>> {
        if let Some(doubt) = self.doubtful_records() {
            return Err(Box::new(doubt));
        }
        let written = step.clone();
        self.work(|office| office.take_note_step(written));
        self.end_of_step(&step, not_written)
    }

    /// Waits for the end of a step. `not_written` words a failure to write it.
    fn end_of_step(
        &mut self,
        step: &NoteStep,
        not_written: impl Fn(Language, &str) -> String,
    ) -> Result<(), Box<ChangeVerdict>> {
        self.settle(READ_TIMEOUT);
        let why = match self.office().note_end(step.subject()) {
            Some(NoteEnd::Done) => return Ok(()),
            Some(NoteEnd::Overtaken) => {
                let what = self.words().overtaken(step);
                return Err(Box::new(ChangeVerdict::with_message(
                    Outcome::Conflict,
                    &what,
                )));
            }
            Some(NoteEnd::NotWritten(why)) => why.as_str(),
            Some(NoteEnd::Writing(_)) | None => "",
        };
        let what = not_written(self.language, why);
        let outcome = Outcome::Failed(Meaning::NotSent);
        Err(Box::new(ChangeVerdict::with_message(outcome, &what)))
    }

    /// Returns the answer after a patient was put on the call list.
    fn call_wanted(&self, wanted: &CallBackRequest) -> CommandAnswer {
        let who = self.words().patient(wanted.clinic, &wanted.person);
        let assignee = wanted.assignee.as_ref();
        let mut lines = vec![say!(self.language, "call-back-kept", who)];
        if self.office().is_noted_here_only() {
            lines = vec![say!(self.language, "noted-here").to_owned()];
        }
        CommandAnswer {
            lines,
            remarks: Vec::new(),
            json: json!({
                "outcome": "listed",
                "backend": wanted.clinic.word(),
                "patient": wanted.person,
                "about": wanted.words.typed(),
                "for": assignee.map(NoteText::says),
            }),
            verdict: ChangeVerdict::of(Outcome::Clean, Vec::new()),
        }
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
        let mut answer = self.note_answer(line, "shown", clinic, person);
        answer.remarks.extend(self.desks_unknown());
        answer
    }

    fn note_written(&self, clinic: ClinicId, person: &str) -> CommandAnswer {
        let is_there = self.office().book.note_of_patient(clinic, person).is_some();
        let (says, outcome) = if is_there {
            (say!(self.language, "patient-note-kept"), "noted")
        } else {
            (say!(self.language, "patient-note-removed"), "removed")
        };
        let says = if self.office().is_noted_here_only() {
            say!(self.language, "noted-here")
        } else {
            says
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

    /// Returns the answer when nothing could be shown or written.
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

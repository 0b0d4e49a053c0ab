//! A patient's data that are being sent to a clinic.

use booking::{ClinicId, Meaning, PatientCall, PatientProblem, Person};
use i18n::{Language, say};
use office::{PatientSheet, PatientStage};

use crate::Wording;

impl Wording<'_> {
    /// Returns what a sheet does, with the patient it corrects, the clinic and the mode.
    pub fn patient_title(&self, sheet: &PatientSheet) -> String {
        let mode = self.office.mode_of(sheet.clinic()).word();
        let clinic = sheet.clinic().name();
        let Some(id) = sheet.whom() else {
            return say!(self.language, "new-patient-title", clinic, mode);
        };
        let who = self.name_of_person(sheet.clinic(), id);
        let who = who.unwrap_or_default();
        say!(self.language, "correct-title", who, clinic, mode)
    }

    /// Returns an added patient's data, for reading back to the caller.
    pub fn patient_to_read_back(&self, person: &Person) -> String {
        let name = person.full_name();
        let born = self.born(person);
        say!(self.language, "new-patient-read-back", name, born)
    }

    /// Returns an added patient's data for reading back, and how the line continues.
    pub fn patient_to_go_on_with(&self, person: &Person) -> String {
        let name = person.full_name();
        let born = self.born(person);
        say!(self.language, "new-patient-go-on", name, born)
    }

    /// Returns the message that a clinic has added a patient who is not in the form.
    pub fn patient_is_known(&self, person: &Person) -> String {
        let name = person.full_name();
        let born = self.born(person);
        let clinic = person.clinic().name();
        say!(self.language, "new-patient-known-now", name, born, clinic)
    }

    /// Returns the message that a patient's data were corrected.
    pub fn patient_corrected(&self, person: &Person) -> String {
        let name = person.full_name();
        let born = person.birth_date_read(self.language);
        let who = if born.is_empty() {
            name
        } else {
            format!("{name}, {born}")
        };
        say!(self.language, "correct-made", who)
    }

    fn born(&self, person: &Person) -> String {
        match person.birth_date_read(self.language) {
            unknown if unknown.is_empty() => say!(self.language, "line-born-unknown").to_owned(),
            born => born,
        }
    }

    /// Returns what is being done with a patient's data; `None` if a person must act.
    pub fn patient_under_way(
        &self,
        at: ClinicId,
        call: PatientCall,
        stage: &PatientStage,
    ) -> Option<String> {
        let language = self.language;
        let clinic = at.name();
        Some(match stage {
            PatientStage::Filling | PatientStage::Deciding(_) => return None,
            PatientStage::Reading(_) => say!(language, "correct-reading", clinic),
            PatientStage::Comparing(_) => say!(language, "new-patient-comparing", clinic),
            PatientStage::Sending { since, .. } => {
                let seconds = self.office.moment.up.saturating_sub(*since).as_secs();
                let mode = self.office.mode_of(at).word();
                say!(language, "new-patient-adding", call, seconds, clinic, mode)
            }
            PatientStage::Looking { .. } => say!(language, "new-patient-looking", call, clinic),
            PatientStage::Resting { .. } => say!(language, "new-patient-resting", call, clinic),
        })
    }
}

/// Returns a problem as a sentence, with its consequence for the data.
pub fn patient_problem(problem: &PatientProblem, call: PatientCall, language: Language) -> String {
    let what = problem.what.shown().as_str();
    match problem.meaning {
        Some(Meaning::Unknown) => say!(language, "new-patient-unknown", what),
        Some(Meaning::NotSent) => say!(language, "new-patient-not-sent", call, what),
        Some(Meaning::Refused | Meaning::NotThere) => {
            say!(language, "new-patient-refused", call, what)
        }
        None => what.to_owned(),
    }
}

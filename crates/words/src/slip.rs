//! The slip of an appointment, made from what the office knows.

use booking::api::shown as harmless;
use booking::{
    Appointment, AppointmentRef, ClinicId, FieldId, FieldRole, Language, Person, Priority, Slip,
    Template,
};
use office::person;

use crate::{KnownAppointment, Wording};

/// The maximum lines of an instruction: more than any paper has.
const MOST_LINES: usize = 200;

impl Wording<'_> {
    /// Returns the slip of an appointment in a language. The instruction stays in its own language.
    pub fn slip(&self, shown: &KnownAppointment<'_>, language: Language) -> Slip {
        let appointment = shown.appointment;
        let clinic = appointment.clinic;
        let member = |id: FieldId| {
            id.wire
                .and_then(|name| appointment.member(name))
                .map(str::trim)
        };
        let instruction = self.instruction_of(appointment);
        let provider = member(clinic.provider_field());
        let slip = Slip {
            language,
            clinic,
            id: appointment.id.clone(),
            mode: self.office.mode_of(clinic),
            status: appointment.status.clone(),
            start: appointment.start,
            end: appointment.end,
            zone: self.zone_of_known(shown),
            provider: provider.and_then(|id| self.provider_on_slip(clinic, id, language)),
            instruction,
            priority: clinic
                .field(FieldRole::Priority)
                .and_then(member)
                .and_then(|text| text.parse().ok())
                .and_then(Priority::new),
            name: None,
            revision: self.office.book.revision(clinic, &appointment.id),
            made: self.office.moment.now,
        };
        // A cancelled appointment needs no preparation.
        let instruction = if slip.is_cancelled() {
            String::new()
        } else {
            slip.instruction
        };
        Slip {
            instruction,
            ..slip
        }
    }

    /// Returns the slip of a recorded appointment in a language. Its instruction is in that language if it is an
    /// unedited template's.
    pub fn slip_of_known(&self, of: &AppointmentRef, language: Language) -> Slip {
        let clinic = of.clinic;
        let provider = of.provider.as_deref();
        let given = self.office.book.instruction(clinic, &of.id);
        let instruction = given.map_or("", |given| given.shown().trim());
        Slip {
            language,
            clinic,
            id: of.id.clone(),
            mode: self.office.mode_of(clinic),
            status: of.status.clone(),
            start: of.start,
            end: of.end,
            zone: self.office.zone_at(clinic, provider.unwrap_or_default()),
            provider: provider.and_then(|id| self.provider_on_slip(clinic, id, language)),
            instruction: self.instruction_in(instruction, language),
            priority: None,
            name: None,
            revision: self.office.book.revision(clinic, &of.id),
            made: self.office.moment.now,
        }
    }

    /// Returns the language of an appointment's slip: the patient's, unless staff switched the instruction to another.
    pub fn language_of_slip(&self, shown: &KnownAppointment<'_>) -> Language {
        let instruction = self.instruction_of(shown.appointment);
        self.language_of_instruction(shown.appointment.clinic, shown.person, &instruction)
    }

    /// Returns the patient's language, unless staff have switched the instruction to another.
    pub fn language_of_instruction(
        &self,
        clinic: ClinicId,
        patient: Option<&str>,
        instruction: &str,
    ) -> Language {
        let known = patient.and_then(|id| self.office.lists.known(clinic.people(), id));
        let spoken = known
            .as_deref()
            .and_then(person)
            .and_then(Person::spoken)
            .map(Language::from);
        let spoken = spoken.unwrap_or_default();
        let switched = self.templates_with(instruction).find_map(|template| {
            let written = template.language_of(instruction)?;
            let has_spoken = template.language_of(template.instruction(spoken)?) == Some(spoken);
            has_spoken.then_some(written)
        });
        switched.unwrap_or(spoken)
    }

    /// Returns an instruction in a language, if it is an unedited template's; else as it is.
    pub fn instruction_in(&self, instruction: &str, language: Language) -> String {
        let mut templates = self.templates_with(instruction);
        let translated = templates.find_map(|template| template.instruction(language));
        translated.unwrap_or(instruction).to_owned()
    }

    /// Returns the instruction given to the patient: the clinic's, else the recorded one. Empty if there is neither.
    fn instruction_of(&self, appointment: &Appointment) -> String {
        let clinic = appointment.clinic;
        let field = clinic.field(FieldRole::Instruction);
        let record = appointment.flat();
        let stated = field
            .and_then(|field| record.get(field.wire?))
            .map(|value| value.as_str().map(harmless_lines).unwrap_or_default());
        let on_record = || {
            let given = self.office.book.instruction(clinic, &appointment.id)?;
            Some(given.shown().clone())
        };
        let instruction = stated.or_else(on_record).unwrap_or_default();
        instruction.trim().to_owned()
    }

    /// Returns a practitioner or location by name and detail, if a list has it.
    fn provider_on_slip(&self, clinic: ClinicId, id: &str, language: Language) -> Option<String> {
        let entry = self.office.lists.known(clinic.providers(), id)?;
        Some(match entry.detail(language).trim() {
            "" => entry.name.clone(),
            detail => format!("{}, {detail}", entry.name),
        })
    }

    /// Returns the templates with this instruction, unedited.
    fn templates_with(&self, instruction: &str) -> impl Iterator<Item = &Template> {
        self.office
            .setup
            .templates
            .iter()
            .filter(move |template| template.language_of(instruction).is_some())
    }
}

/// Returns a text made harmless line by line, so that its line breaks are kept.
fn harmless_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().take(MOST_LINES).map(harmless).collect();
    lines.join("\n")
}

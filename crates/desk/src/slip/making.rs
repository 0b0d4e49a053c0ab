//! Making the slip of the shown appointment, and of the others of its call, from what the desk knows.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::{Desk, Shown, TextInput, appointment};
use booking::api::shown;
use booking::{
    Appointment, Booked, ClinicId, FieldId, FieldRole, Language, Paper, Person, Priority, Slip,
    Template, initials,
};
use office::person;

use super::{SlipSheet, SlipVisit};

impl SlipSheet {
    /// Creates the slip of an appointment, with the others that this desk has booked in the same call.
    pub(super) fn of(desk: &Desk, shown: &Shown) -> SlipSheet {
        let slip = slip_of(desk, shown);
        let mut visits = others_of_call(desk, &slip);
        let id = slip.id.clone();
        visits.push(SlipVisit::new(desk, slip, shown.person.clone()));
        SlipSheet::with(desk, visits, &id)
    }

    /// Creates the slip of the visits that this desk has booked in the last call. `None` if it has booked none that stands,
    /// or the desk is about another patient by now.
    pub(super) fn of_last_call(desk: &Desk) -> Option<SlipSheet> {
        let last = desk.office.book.just_booked()?.made()?;
        let person = last.person.as_deref();
        if appointment::is_of_another(desk, last.clinic, person) {
            return None;
        }
        let given = desk.office.book.instruction(last.clinic, &last.id);
        let instruction = given.map_or("", |given| given.shown().as_str());
        let language = language_of_slip(desk, last.clinic, person, instruction);
        let call = desk.office.book.booked_in_one_call(last.clinic, &last.id);
        let visits = call.into_iter();
        let visits = visits.map(|booked| visit_of(desk, booked, language));
        let visits: Vec<SlipVisit> = visits.collect();
        (!visits.is_empty()).then(|| SlipSheet::with(desk, visits, &last.id))
    }

    fn with(desk: &Desk, mut visits: Vec<SlipVisit>, shown: &str) -> SlipSheet {
        sort_by_patient(&mut visits);
        let place = visits.iter().position(|visit| visit.slip.id == shown);
        let mut sheet = SlipSheet {
            visits,
            shown: place.unwrap_or_default(),
            is_alone: false,
            has_names: false,
            chosen: 0,
            folder: desk.setup.save_folder.clone(),
            path: TextInput::default(),
            is_naming: false,
            scrolled: 0,
            code: None,
        };
        sheet.path = TextInput::filled_in(sheet.file_name(Paper::Text));
        sheet
    }

    /// Switches the slip to the next language, and each instruction too, if it is an unedited template's.
    pub(super) fn next_language(&mut self, desk: &Desk) {
        let language = Language::ALL[(self.language() as usize + 1) % Language::ALL.len()];
        for SlipVisit { slip, .. } in &mut self.visits {
            slip.instruction = in_language(desk, &slip.instruction, language);
            slip.language = language;
        }
    }
}

impl SlipVisit {
    fn new(desk: &Desk, slip: Slip, person: Option<String>) -> SlipVisit {
        let id = person.as_deref();
        let known = id.and_then(|id| desk.office.lists.known(slip.clinic.people(), id));
        let spoken = known
            .as_deref()
            .and_then(office::person)
            .and_then(Person::spoken);
        let name = known.as_deref().map(|entry| entry.name.clone());
        let whose = match &name {
            Some(name) => initials(name),
            None => person.clone().unwrap_or_default(),
        };
        SlipVisit {
            slip,
            person,
            whose,
            name,
            spoken: spoken.map(Language::from),
        }
    }
}

/// Returns the other visits of the call in which an appointment was booked. None stand beside a cancelled one: that slip
/// says that it is cancelled.
fn others_of_call(desk: &Desk, of: &Slip) -> Vec<SlipVisit> {
    if of.is_cancelled() {
        return Vec::new();
    }
    let call = desk.office.book.booked_in_one_call(of.clinic, &of.id);
    let others = call.into_iter().filter(|booked| booked.id != of.id);
    others
        .map(|booked| visit_of(desk, booked, of.language))
        .collect()
}

fn visit_of(desk: &Desk, booked: &Booked, language: Language) -> SlipVisit {
    let slip = slip_of_booked(desk, booked, language);
    SlipVisit::new(desk, slip, booked.person.clone())
}

/// Sorts visits by patient, whoever comes first before the others, and by time.
fn sort_by_patient(visits: &mut [SlipVisit]) {
    let mut first: HashMap<Option<String>, Option<DateTime<Utc>>> = HashMap::new();
    for visit in &*visits {
        let start = visit.slip.start;
        let of_patient = first.entry(visit.person.clone()).or_insert(start);
        *of_patient = start.min(*of_patient);
    }
    visits.sort_by_cached_key(|visit| {
        let person = visit.person.clone();
        (first[&person], person, visit.slip.start)
    });
}

/// Returns an instruction in a language, if it is an unedited template's; else as it is.
fn in_language(desk: &Desk, instruction: &str, language: Language) -> String {
    let mut templates = templates_with(desk, instruction);
    let translated = templates.find_map(|template| template.instruction(language));
    translated.unwrap_or(instruction).to_owned()
}

fn slip_of(desk: &Desk, shown: &Shown) -> Slip {
    let appointment = &shown.appointment;
    let clinic = appointment.clinic;
    let member = |id: FieldId| {
        id.wire
            .and_then(|name| appointment.member(name))
            .map(str::trim)
    };
    let instruction = instruction_of(desk, appointment);
    let provider = member(clinic.provider_field());
    let language = language_of_slip(desk, clinic, shown.person.as_deref(), &instruction);
    let slip = Slip {
        language,
        clinic,
        id: appointment.id.clone(),
        mode: desk.office.mode_of(clinic),
        status: appointment.status.clone(),
        start: appointment.start,
        end: appointment.end,
        zone: desk.zone_of_shown(shown),
        provider: provider.and_then(|id| provider_on_slip(desk, clinic, id, language)),
        instruction,
        priority: clinic
            .field(FieldRole::Priority)
            .and_then(member)
            .and_then(|text| text.parse().ok())
            .and_then(Priority::new),
        name: None,
        revision: desk.office.book.revision(clinic, &appointment.id),
        made: desk.office.moment.now,
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

/// Returns the instruction that the patient was given: the clinic's if it states one, else the one on record. Empty
/// if neither has one.
fn instruction_of(desk: &Desk, appointment: &Appointment) -> String {
    let clinic = appointment.clinic;
    let field = clinic.field(FieldRole::Instruction);
    let record = appointment.flat();
    let stated = field
        .and_then(|field| record.get(field.wire?))
        .map(|value| value.as_str().map(shown).unwrap_or_default());
    let on_record = || {
        let given = desk.office.book.instruction(clinic, &appointment.id)?;
        Some(given.shown().clone())
    };
    let instruction = stated.or_else(on_record).unwrap_or_default();
    instruction.trim().to_owned()
}

/// Returns the slip of an appointment that was booked in the same call as the shown one.
fn slip_of_booked(desk: &Desk, booked: &Booked, language: Language) -> Slip {
    let clinic = booked.clinic;
    let provider = booked.provider.as_deref();
    let given = desk.office.book.instruction(clinic, &booked.id);
    let instruction = given.map_or("", |given| given.shown().trim());
    Slip {
        language,
        clinic,
        id: booked.id.clone(),
        mode: desk.office.mode_of(clinic),
        status: booked.status.clone(),
        start: booked.start,
        end: booked.end,
        zone: desk.office.zone_at(clinic, provider.unwrap_or_default()),
        provider: provider.and_then(|id| provider_on_slip(desk, clinic, id, language)),
        instruction: in_language(desk, instruction, language),
        priority: None,
        name: None,
        revision: desk.office.book.revision(clinic, &booked.id),
        made: desk.office.moment.now,
    }
}

/// Returns a practitioner or location by name and detail, if a list has it.
fn provider_on_slip(desk: &Desk, clinic: ClinicId, id: &str, language: Language) -> Option<String> {
    let entry = desk.office.lists.known(clinic.providers(), id)?;
    Some(match entry.detail(language).trim() {
        "" => entry.name.clone(),
        detail => format!("{}, {detail}", entry.name),
    })
}

/// Returns the patient's language, unless staff have switched the instruction to another.
fn language_of_slip(
    desk: &Desk,
    clinic: ClinicId,
    patient: Option<&str>,
    instruction: &str,
) -> Language {
    let known = patient.and_then(|id| desk.office.lists.known(clinic.people(), id));
    let spoken = known
        .as_deref()
        .and_then(person)
        .and_then(Person::spoken)
        .map(Language::from);
    let spoken = spoken.unwrap_or_default();
    let switched = templates_with(desk, instruction).find_map(|template| {
        let written = template.language_of(instruction)?;
        let has_spoken = template.language_of(template.instruction(spoken)?) == Some(spoken);
        has_spoken.then_some(written)
    });
    switched.unwrap_or(spoken)
}

/// Returns the templates with this instruction, unedited.
fn templates_with<'a>(desk: &'a Desk, instruction: &str) -> impl Iterator<Item = &'a Template> {
    desk.office
        .setup
        .templates
        .iter()
        .filter(move |template| template.language_of(instruction).is_some())
}

//! Converts an Appointment to the flat record that the readers of visits use, and back.

use chrono::{DateTime, SecondsFormat, Utc};
use itertools::Itertools;
use serde_json::{Map, Value, json};

use super::codes::{concept_by_table, words_of};
use super::people::person;
use super::{
    CANCELATION_REASON, COMMENT, PATIENT, PLACE, PRACTITIONER, PRIORITY, REQUESTED_PERIOD, SERVICE,
};
use crate::api::{ReadDay, shown, shown_in_list, utc};
use crate::clinics::record::{periods_to_json, to_json};
use crate::clinics::reference::parts_of;
use crate::clinics::visits::{self, ROLE, participants};
use crate::{
    Also, Booked, Booking, ClinicId, DECLINED, Entry, EntryKind, FieldId, FormValue, Issue,
    NamedEntry, PatientNumber, Person, PersonName, Reference, Status, within_record,
};

/// The system of the identifiers that bookdesk gives to bookings.
pub(super) const OURS: &str = "urn:bookdesk:booking";

/// Elements of the type CodeableConcept: one, or a list (`true`), whose first counts.
pub(super) const CONCEPTS: [(&str, bool); 6] = [
    ("appointmentType", false),
    ("cancelationReason", false),
    ("serviceType", true),
    ("serviceCategory", true),
    ("specialty", true),
    ("reasonCode", true),
];

/// Elements that have no meaning for staff, or another name in the flat record.
const UNSHOWN: [&str; 7] = [
    "resourceType",
    "meta",
    "text",
    "participant",
    "identifier",
    "contained",
    "slot",
];

/// Returns the version of a record.
pub(super) fn version_of(record: &Map<String, Value>) -> Option<String> {
    Some(record.get("meta")?.get("versionId")?.as_str()?.to_owned())
}

/// Returns an Appointment with the members of the flat format, and its reference after the comment.
pub(super) fn flat(clinic: ClinicId, record: &Map<String, Value>) -> Map<String, Value> {
    let mut flat = record.clone();
    flat.retain(|name, _| !UNSHOWN.contains(&name.as_str()));
    if let Some(patient) = patients(clinic, record).into_iter().next() {
        flat.insert("patientId".to_owned(), patient.id.into());
    }
    if let Some(id) = participants(record, "Practitioner").next() {
        flat.insert("practitionerId".to_owned(), id.into());
    }
    for (kind, key, otherwise) in [
        ("Location", PLACE.key, "locationId"),
        ("HealthcareService", SERVICE.key, SERVICE.key),
    ] {
        let id = participants(record, kind).next();
        let (name, value) = match clinic.field_by_key(key) {
            Some(field) => (field.key, id.map(str::to_owned)),
            None => (otherwise, id.map(|id| called(record, kind, id))),
        };
        flat.extend(value.map(|value| (name.to_owned(), value.into())));
    }
    for (name, is_list) in CONCEPTS {
        let concept = record
            .get(name)
            .map(|value| if is_list { &value[0] } else { value });
        if let Some(text) = concept.and_then(|concept| words_of(clinic, name, concept)) {
            flat.insert(name.to_owned(), text.into());
        }
    }
    let declined: Vec<Value> = declined(record).collect();
    if !declined.is_empty() {
        flat.insert(DECLINED.to_owned(), declined.into());
    }
    if let Some(priority) = record.get("priority").and_then(Value::as_u64) {
        flat.insert("priority".to_owned(), inverted(priority).into());
    }
    if let Some(reference) = reference_of(record) {
        let comment = record.get("comment").and_then(Value::as_str);
        flat.insert("comment".to_owned(), reference.behind(comment).into());
    }
    flat
}

/// Returns the name that an Appointment gives to a participant, else the id.
fn called(record: &Map<String, Value>, kind: &str, id: &str) -> String {
    let participants = record.get("participant").and_then(Value::as_array);
    let mut actors = participants
        .into_iter()
        .flatten()
        .filter_map(|one| one.get("actor"));
    let is_it = |actor: &&Value| {
        let reference = actor["reference"].as_str().and_then(parts_of);
        reference == Some((kind, id))
    };
    let display = actors
        .find(is_it)
        .and_then(|actor| actor["display"].as_str());
    display.map_or_else(|| id.to_owned(), shown_in_list)
}

/// Returns who has declined: by reference, else by name.
fn declined(record: &Map<String, Value>) -> impl Iterator<Item = Value> {
    let participants = record.get("participant").and_then(Value::as_array);
    let declined = participants.into_iter().flatten();
    declined
        .filter(|participant| participant["status"] == "declined")
        .filter_map(|participant| {
            let named = ["/actor/reference", "/actor/display"].into_iter();
            let mut texts = named.filter_map(|pointer| participant.pointer(pointer));
            texts.next().cloned()
        })
}

/// A patient of an Appointment.
struct PatientOf {
    id: String,
    /// The patient's data from the Appointment, if they have no record of their own.
    without_record: Option<Person>,
}

/// Returns the patients of an Appointment, except those who have declined. One whose record is within the Appointment,
/// or who has only a name there, gets an id made of the Appointment's and of a part of it.
fn patients(clinic: ClinicId, record: &Map<String, Value>) -> Vec<PatientOf> {
    let participants = record.get("participant").and_then(Value::as_array);
    let actors: Vec<(usize, &Value)> = participants
        .into_iter()
        .flatten()
        .enumerate()
        .filter(|(_, one)| one["status"] != "declined")
        .filter_map(|(place, one)| Some((place, one.get("actor")?)))
        .collect();
    let bare = actors.iter().filter(|(_, actor)| is_bare(actor));
    // A name without a kind is the patient's, if it is the only one.
    let only_bare = bare.exactly_one().ok().map(|(place, _)| *place);
    let appointment = record.get("id").and_then(Value::as_str).unwrap_or_default();
    let mut patients: Vec<PatientOf> = Vec::new();
    for (place, actor) in actors {
        let reference = actor["reference"].as_str();
        if let Some((kind, id)) = reference.and_then(parts_of) {
            if kind == "Patient" {
                patients.push(PatientOf {
                    id: id.to_owned(),
                    without_record: None,
                });
            }
            continue;
        }
        let contained = reference
            .and_then(|reference| reference.strip_prefix('#'))
            .and_then(|part| Some((part, contained_patient(record, part)?)));
        let is_patient = actor["type"] == "Patient"
            || reference.is_some_and(|reference| reference.contains("/Patient/"))
            || only_bare == Some(place);
        let person = match contained {
            Some((part, within)) => {
                let id = within_record(appointment, part);
                Some(person(clinic, id, within, ReadDay::default()))
            }
            None if is_patient => named_person(
                clinic,
                within_record(appointment, &place.to_string()),
                actor,
            ),
            None => None,
        };
        patients.extend(person.map(|person| PatientOf {
            id: person.id().to_owned(),
            without_record: Some(person),
        }));
    }
    patients
}

/// Returns whether an Appointment gives only a number and a name for an actor.
fn is_bare(actor: &Value) -> bool {
    let has = |name: &str| actor.get(name).is_some();
    has("identifier") && has("display") && !has("type") && !has("reference")
}

/// Returns the patient's record with this id within an Appointment.
fn contained_patient<'a>(
    record: &'a Map<String, Value>,
    part: &str,
) -> Option<&'a Map<String, Value>> {
    let mut contained = record.get("contained")?.as_array()?.iter();
    let within = contained.find(|one| one["resourceType"] == "Patient" && one["id"] == part)?;
    within.as_object()
}

/// Returns a patient by the name and the number that an Appointment gives; `None` without a name.
fn named_person(clinic: ClinicId, id: String, actor: &Value) -> Option<Person> {
    let last = shown_in_list(actor["display"].as_str()?);
    let name = PersonName {
        first: String::new(),
        last,
    };
    let number = actor.pointer("/identifier/value").and_then(Value::as_str);
    let number = number.map(|value| PatientNumber {
        kind: String::new(),
        value: shown_in_list(value),
    });
    Some(Person::new(clinic, id, name).numbered(number.into_iter().collect()))
}

/// Decodes an Appointment in a search; `None` if it was entered in error.
pub(super) fn booked(clinic: ClinicId, id: String, record: &Map<String, Value>) -> Option<Booked> {
    let booked = visits::booked(clinic, id, &flat(clinic, record));
    (booked.status != ENTERED_IN_ERROR).then(|| {
        let first = booked.provider.clone();
        let also = also(clinic, record);
        let providers: Vec<String> = first.into_iter().chain(also.providers.clone()).collect();
        Booked {
            version: version_of(record),
            also,
            ..booked
        }
        .with_providers(providers)
    })
}

/// Returns the names that an Appointment gives to its patients and practitioners (`participant.actor.display`).
pub(super) fn named(clinic: ClinicId, record: &Map<String, Value>) -> Vec<NamedEntry> {
    let participants = record.get("participant").and_then(Value::as_array);
    let named_there = participants.into_iter().flatten().filter_map(|one| {
        let actor = one.get("actor")?;
        let name = shown_in_list(actor.get("display")?.as_str()?);
        let (kind, id) = parts_of(actor.get("reference")?.as_str()?)?;
        let id = shown(id);
        match kind {
            _ if name.is_empty() => None,
            "Patient" => {
                let name = PersonName {
                    first: String::new(),
                    last: name,
                };
                let person = Person::new(clinic, id, name);
                Some((clinic.people(), Entry::from(&person)))
            }
            "Practitioner" => {
                let entry = Entry {
                    id,
                    name,
                    detail: String::new(),
                    kind: EntryKind::Practitioner(Box::default()),
                };
                Some((clinic.providers(), entry))
            }
            _ => None,
        }
    });
    let mut named: Vec<NamedEntry> = named_there.collect();
    for patient in patients(clinic, record) {
        if let Some(person) = patient.without_record {
            named.push((clinic.people(), Entry::from(&person)));
        }
    }
    named
}

/// Returns who takes part in an Appointment besides its patient and its practitioner. A role takes the place of its
/// practitioner ([`ROLE`]).
pub(super) fn also(clinic: ClinicId, record: &Map<String, Value>) -> Also {
    let practitioners = participants(record, "Practitioner").skip(1).map(shown);
    let roles = participants(record, "PractitionerRole").map(|id| format!("{ROLE}{}", shown(id)));
    Also {
        people: patients(clinic, record)
            .into_iter()
            .skip(1)
            .map(|patient| shown(&patient.id))
            .collect(),
        providers: practitioners.chain(roles).collect(),
        named: named(clinic, record),
    }
}

/// Returns the numbers that other systems have given to this record only.
pub(super) fn uncopied(record: &Map<String, Value>) -> Vec<String> {
    let identifiers = record.get("identifier").and_then(Value::as_array);
    let foreign = identifiers
        .into_iter()
        .flatten()
        .filter(|one| one["system"] != OURS);
    let text = |identifier: &Value| {
        let value = identifier["value"].as_str()?;
        let kind = identifier.get("type").and_then(text_of);
        let kind = kind.or_else(|| identifier["system"].as_str());
        let text = format!("{} {value}", kind.unwrap_or_default());
        Some(shown(text.trim()))
    };
    foreign.filter_map(text).collect()
}

/// The status of a record that was made by mistake.
pub(super) const ENTERED_IN_ERROR: &str = "entered-in-error";

/// Returns the reference in the identifier of a record.
pub(super) fn reference_of(record: &Map<String, Value>) -> Option<Reference> {
    let identifiers = record.get("identifier")?.as_array()?.iter();
    let mut own = identifiers.filter(|identifier| identifier["system"] == OURS);
    own.find_map(|identifier| Reference::named(&format!("[bd:{}]", identifier["value"].as_str()?)))
}

/// Returns the value of the identifier: the reference without its brackets, which an address would escape.
pub(super) fn identifier_value(reference: Reference) -> String {
    reference.to_string().replace("[bd:", "").replace(']', "")
}

/// Returns the search token for the identifier of a booking with this reference.
pub(super) fn token_of(reference: Reference) -> String {
    [OURS, &identifier_value(reference)].join("|")
}

/// Returns the words of a CodeableConcept: its text, else that of its first coding.
pub(super) fn text_of(concept: &Value) -> Option<&str> {
    let texts = ["/text", "/coding/0/display", "/coding/0/code"].into_iter();
    texts
        .filter_map(|pointer| concept.pointer(pointer)?.as_str())
        .find(|text| !text.trim().is_empty())
}

/// Returns a priority on the other scale: here 9 is the highest, in iCalendar 1. On both, 0 means none.
fn inverted(priority: u64) -> u64 {
    match priority {
        1..=9 => 10 - priority,
        other => other,
    }
}

/// Returns the Appointment of a booking.
pub(super) fn appointment(booking: &Booking) -> Map<String, Value> {
    let mut record = Map::new();
    record.insert("resourceType".to_owned(), "Appointment".into());
    let mut participants = Vec::new();
    let is = |field: FieldId, row: FieldId| field.key == row.key;
    for field in booking.clinic().form().iter().copied() {
        let Some(value) = booking
            .value_of(field)
            .map(|value| value_to_json(booking.clinic(), field.key, value))
        else {
            continue;
        };
        let is_cancelled = booking.status() == Some(Status::Cancelled);
        if is(field, PATIENT) {
            participants.push(participation("Patient", &value));
        } else if is(field, PRACTITIONER) {
            participants.push(participation("Practitioner", &value));
        } else if is(field, PLACE) {
            participants.push(participation("Location", &value));
        } else if is(field, SERVICE) {
            participants.push(participation("HealthcareService", &value));
        } else if is(field, REQUESTED_PERIOD) {
            let periods = booking
                .wished()
                .map(|wished| periods_to_json(&wished, instant_to_json));
            record.extend(periods.map(|periods| (field.key.to_owned(), periods)));
        } else if is(field, PRIORITY) && value == 0
            || is(field, CANCELATION_REASON) && !is_cancelled
        {
            // A priority of 0 means none, and strict servers refuse a reason with any other status.
        } else if is(field, COMMENT) {
            let comment = value.as_str().map(Reference::without).unwrap_or_default();
            record.insert(field.key.to_owned(), comment.into());
        } else {
            record.insert(field.key.to_owned(), value);
        }
    }
    record.insert("participant".to_owned(), participants.into());
    record
}

fn instant_to_json(at: DateTime<Utc>) -> Value {
    utc(at, SecondsFormat::Secs).into()
}

/// Returns a value as JSON, in the type of its element.
pub(super) fn value_to_json(clinic: ClinicId, name: &str, value: FormValue<'_>) -> Value {
    let value = to_json(value, instant_to_json);
    match CONCEPTS.iter().find(|(concept, _)| *concept == name) {
        Some((_, is_list)) => {
            let text = value.as_str().unwrap_or_default();
            let concept = concept_by_table(clinic, name, text);
            if *is_list { json!([concept]) } else { concept }
        }
        None if name == PRIORITY.key => inverted(value.as_u64().unwrap_or_default()).into(),
        None => value,
    }
}

fn participation(kind: &str, id: &Value) -> Value {
    let reference = format!("{kind}/{}", id.as_str().unwrap_or_default());
    json!({"actor": {"reference": reference}, "status": "accepted"})
}

/// The most texts read from one OperationOutcome.
const MOST_ISSUES: usize = 50;

/// Decodes an OperationOutcome: each text, with the element that it names.
pub(super) fn issues(body: &Value) -> Vec<Issue> {
    let issues = body
        .get("issue")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    issues
        .filter(|issue| issue["severity"] != "information" && issue["severity"] != "warning")
        .take(MOST_ISSUES)
        .filter_map(issue)
        .collect()
}

fn issue(issue: &Value) -> Option<Issue> {
    let text = issue
        .get("details")
        .and_then(text_of)
        .or_else(|| issue["diagnostics"].as_str())?;
    let path = ["/expression/0", "/location/0"]
        .iter()
        .find_map(|pointer| issue.pointer(pointer)?.as_str());
    Some(Issue {
        wire_name: path.and_then(member_at),
        text: crate::api::shown_message(text).into(),
    })
}

/// Returns the member of the flat format for an element's path (`Appointment.reasonCode[0].text`).
fn member_at(path: &str) -> Option<String> {
    let path = path
        .strip_prefix("Appointment.")
        .or_else(|| path.strip_prefix("Patient."))
        .unwrap_or(path);
    let name = path.split(['.', '[']).next()?;
    let is_element = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let name = match (name, path) {
        ("participant", path) if path.starts_with("participant[1]") => PRACTITIONER.key,
        ("participant", _) => PATIENT.key,
        ("identifier", _) => COMMENT.key,
        _ => name,
    };
    is_element.then(|| name.to_owned())
}

//! The roster's people and visits as FHIR records. Ids have hyphens instead of underscores, which FHIR does not allow.

use serde_json::{Map, Value, json};

use crate::roster::{ROSTER, RosterPerson};

/// Returns an id of the roster with characters that FHIR allows.
pub(super) fn fhir_id(id: &str) -> String {
    id.replace('_', "-")
}

/// Returns the people of the roster, with the roles and schedules of practitioners.
pub(super) fn people() -> impl Iterator<Item = Value> {
    let schedules = ROSTER.schedules.iter().map(|schedule| {
        json!({
            "resourceType": "Schedule",
            "id": fhir_id(&schedule.id),
            "active": true,
            "actor": [{"reference": format!("Practitioner/{}", fhir_id(&schedule.practitioner))}],
        })
    });
    let patients = ROSTER.people.iter().filter_map(patient);
    let practitioners = ROSTER.practitioners.iter().map(practitioner);
    patients
        .chain(practitioners)
        .chain(ROSTER.roles.iter().map(role))
        .chain(schedules)
}

fn patient(person: &RosterPerson) -> Option<Value> {
    let points = [("phone", &person.phone), ("email", &person.email)].into_iter();
    let telecom: Value = points
        .filter_map(|(system, value)| Some(json!({"system": system, "value": value.as_ref()?})))
        .collect();
    let name = match (&person.last, &person.full_name) {
        (Some(last), _) => json!([{"family": last, "given": words(&person.first)}]),
        (None, Some(full)) => json!([{ "text": full }]),
        (None, None) => json!([{"given": words(&person.first)}]),
    };
    Some(json!({
        "resourceType": "Patient",
        "id": fhir_id(person.clinik.as_ref()?),
        "active": person.active.unwrap_or(true),
        "name": name,
        "birthDate": person.born,
        "gender": person.gender,
        "telecom": telecom,
        "communication": [{
            "language": {"coding": [{"system": "urn:ietf:bcp:47", "code": person.language}]}, "preferred": true,
        }],
    }))
}

fn words(text: &str) -> Value {
    text.split_whitespace().collect()
}

fn practitioner(practitioner: &Value) -> Value {
    let text = |name: &str| practitioner[name].as_str().unwrap_or_default();
    json!({
        "resourceType": "Practitioner",
        "id": fhir_id(text("id")),
        "active": practitioner["active"] != false,
        "name": [{"family": text("lastName"), "given": words(text("firstName")), "prefix": practitioner["prefix"]}],
    })
}

fn role(role: &Value) -> Value {
    let mut body = json!({
        "resourceType": "PractitionerRole",
        "id": fhir_id(role["id"].as_str().unwrap_or_default()),
        "active": role["status"] != "inactive",
        "practitioner": {"reference": reference("Practitioner", &role["practitionerId"])},
    });
    let specialties = role["specialty"].as_array().into_iter().flatten();
    body["specialty"] = specialties.map(|text| json!({ "text": text })).collect();
    for name in ["availableTime", "notAvailable"] {
        if !role[name].is_null() {
            body[name] = role[name].clone();
        }
    }
    body
}

fn reference(kind: &str, id: &Value) -> String {
    format!("{kind}/{}", fhir_id(id.as_str().unwrap_or_default()))
}

/// Returns a visit of the roster as an Appointment, with its texts as concepts and its priority on iCalendar's scale.
pub(super) fn appointment(visit: &Value) -> Value {
    let mut record = Map::new();
    record.insert("resourceType".to_owned(), "Appointment".into());
    let mut participants = Vec::new();
    for (name, value) in visit.as_object().into_iter().flatten() {
        let element = match name.as_str() {
            "id" => fhir_id(value.as_str().unwrap_or_default()).into(),
            "patientId" | "practitionerId" => {
                let kind = if name == "patientId" {
                    "Patient"
                } else {
                    "Practitioner"
                };
                participants.push(
                    json!({"actor": {"reference": reference(kind, value)}, "status": "accepted"}),
                );
                continue;
            }
            "appointmentType" | "cancelationReason" => json!({ "text": value }),
            "serviceType" | "serviceCategory" | "specialty" | "reasonCode" => {
                json!([{ "text": value }])
            }
            "priority" => value
                .as_u64()
                .filter(|level| *level > 0)
                .map_or(0, |level| 10 - level.min(9))
                .into(),
            _ => value.clone(),
        };
        record.insert(name.clone(), element);
    }
    record.insert("participant".to_owned(), participants.into());
    record.into()
}

//! The initial data of the sandbox: invented people, practitioners, locations and panels from `assets/sandbox/`,
//! converted to the format of each API.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Value, json};
use zones::Zone;

use super::hours::{OpenHours, Rhythm};
use super::store::{Entity, RecordKind};

/// A person of the roster, known at the clinics that have an id for them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RosterPerson {
    pub(super) first: String,
    pub(super) last: Option<String>,
    /// The full name, if it isn't first and last.
    pub(super) full_name: Option<String>,
    /// `YYYY-MM-DD`.
    pub(super) born: String,
    pub(super) gender: String,
    /// ISO 639-1.
    pub(super) language: String,
    pub(super) clinik: Option<String>,
    pub(super) aniva: Option<String>,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) address: Option<Address>,
    pub(super) handle: Option<String>,
    /// Centimetres.
    pub(super) height: Option<serde_json::Number>,
    /// Kilograms.
    pub(super) weight: Option<serde_json::Number>,
    pub(super) active: Option<bool>,
    pub(super) general_practitioner: Option<String>,
    pub(super) contact: Option<Value>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Address {
    line: String,
    city: String,
    state: Option<String>,
    postal_code: String,
    country: String,
}

/// A practitioner, and the hours of their published slots.
#[derive(Debug, Deserialize)]
pub(super) struct Practitioner {
    practitioner: Value,
    schedule: Option<SlotSchedule>,
}

/// A published schedule: equal slots in the working hours of a week, in the clinic's local time.
#[derive(Debug, Deserialize)]
pub(super) struct SlotSchedule {
    pub(super) id: String,
    slot_minutes: u32,
    hours: OpenHours,
    /// The practitioner; filled in from the containing entry.
    #[serde(skip)]
    pub(super) practitioner: String,
    #[serde(skip)]
    pub(super) specialty: String,
}

impl SlotSchedule {
    /// Returns the slots of a day in this zone, each with its start and its end.
    pub(super) fn slots(
        &self,
        day: NaiveDate,
        zone: Zone,
    ) -> impl Iterator<Item = (DateTime<Utc>, DateTime<Utc>)> {
        let length = TimeDelta::minutes(self.slot_minutes.into());
        let starts = self.hours.starts(
            day,
            zone,
            Rhythm {
                length,
                step: length,
            },
        );
        starts.into_iter().map(move |start| (start, start + length))
    }
}

pub(super) struct SandboxRoster {
    pub(super) people: Vec<RosterPerson>,
    pub(super) practitioners: Vec<Value>,
    /// Recorded ClinikAPI appointments, some long past.
    pub(super) visits: Vec<Value>,
    /// Recorded Aniva appointments: drawn, done, cancelled, and a home kit without place and time.
    draws: Vec<Value>,
    pub(super) schedules: Vec<SlotSchedule>,
    /// ClinikAPI practitioner roles in its own format. Some practitioners have several, some none; one role has the
    /// older members.
    pub(super) roles: Vec<Value>,
    /// Aniva's locations, in its own format.
    pub(super) locations: Vec<Value>,
    /// Aniva's panels, in its own format.
    pub(super) panels: Vec<Value>,
}

/// The roster, parsed once.
pub(super) static ROSTER: LazyLock<SandboxRoster> = LazyLock::new(|| {
    let entries: Vec<Practitioner> =
        embedded(include_str!("../../../assets/sandbox/practitioners.json"));
    let mut practitioners = Vec::new();
    let mut schedules = Vec::new();
    for entry in entries {
        if let Some(mut schedule) = entry.schedule {
            schedule.practitioner = text(&entry.practitioner["id"]);
            schedule.specialty = text(&entry.practitioner["specialty"]);
            schedules.push(schedule);
        }
        practitioners.push(entry.practitioner);
    }
    SandboxRoster {
        people: embedded(include_str!("../../../assets/sandbox/people.json")),
        practitioners,
        visits: embedded(include_str!("../../../assets/sandbox/visits.json")),
        draws: embedded(include_str!("../../../assets/sandbox/draws.json")),
        schedules,
        roles: embedded(include_str!("../../../assets/sandbox/roles.json")),
        locations: embedded(include_str!("../../../assets/sandbox/locations.json")),
        panels: embedded(include_str!("../../../assets/sandbox/panels.json")),
    }
});

pub(super) fn embedded<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json)
        .unwrap_or_else(|error| panic!("assets/sandbox is part of the program: {error}"))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Returns the roster's records, kind by kind.
pub(super) fn records() -> [(RecordKind, Vec<Entity>); 5] {
    let roster = &*ROSTER;
    [
        (
            RecordKind::Practitioner,
            roster
                .practitioners
                .iter()
                .cloned()
                .map(Entity::practitioner)
                .collect(),
        ),
        (
            RecordKind::Patient,
            roster.people.iter().filter_map(patient).collect(),
        ),
        (
            RecordKind::Profile,
            roster.people.iter().filter_map(profile).collect(),
        ),
        (
            RecordKind::Visit,
            roster.visits.iter().cloned().map(Entity::visit).collect(),
        ),
        (
            RecordKind::Draw,
            roster.draws.iter().cloned().map(Entity::draw).collect(),
        ),
    ]
}

/// Returns how many people of the roster a clinic knows.
pub(super) fn people(kind: RecordKind) -> usize {
    let known = |person: &&RosterPerson| {
        if kind == RecordKind::Patient {
            &person.clinik
        } else {
            &person.aniva
        }
        .is_some()
    };
    ROSTER.people.iter().filter(known).count()
}

/// Returns a person in ClinikAPI's format, if it knows them.
pub(super) fn patient(person: &RosterPerson) -> Option<Entity> {
    let last = person.last.clone().unwrap_or_default();
    let full_name = person
        .full_name
        .clone()
        .unwrap_or_else(|| format!("{} {last}", person.first).trim_end().to_owned());
    Some(Entity::patient(without_nulls(json!({
        "id": person.clinik.as_ref()?,
        "fullName": full_name,
        "firstName": person.first,
        "lastName": last,
        "email": person.email,
        "phone": person.phone,
        "gender": person.gender,
        "birthDate": person.born,
        "active": person.active.unwrap_or(true),
        "address": person.address.as_ref().map(address),
        "languages": [{"language": person.language, "preferred": true}],
        "generalPractitionerId": person.general_practitioner,
        "contact": person.contact,
    }))))
}

fn address(address: &Address) -> Value {
    without_nulls(json!({
        "line": [address.line],
        "city": address.city,
        "state": address.state,
        "postalCode": address.postal_code,
        "country": address.country,
    }))
}

fn without_nulls(mut body: Value) -> Value {
    if let Value::Object(members) = &mut body {
        members.retain(|_, value| !value.is_null());
    }
    body
}

/// Returns a person in Aniva's format, if it knows them.
pub(super) fn profile(person: &RosterPerson) -> Option<Entity> {
    let sex = if person.gender == "male" { 1 } else { 2 };
    let language = if ["de", "fi"].contains(&person.language.as_str()) {
        &person.language
    } else {
        "en"
    };
    Some(Entity::profile(json!({
        "id": person.aniva.as_ref()?,
        "handle": person.handle,
        "first_name": person.first,
        "last_name": person.last,
        "email": person.email,
        "phone": person.phone,
        "sex": sex,
        "date_of_birth": person.born,
        "height": person.height,
        "weight": person.weight,
        "language": language,
        "created_at": "2026-02-26T08:15:42.000Z",
        "updated_at": null,
    })))
}

//! Tolerant decoding of the records of people, places and appointments, and the bodies of patients.

use chrono::{DateTime, NaiveTime, Utc};
use serde_json::{Map, Value};
use zones::Zone;

use super::pages::GatheredRows;
use crate::api::{Read, members_of, shown, shown_in_list};
use crate::{
    Also, Appointment, ClinicId, DecodeError, Entry, FieldId, FormValue, Id, Listing, LookAlike,
    NOT_STATED, NewPatient, PatientValue, People, Period, Person, Sex, Wished,
};

/// The last segment of the path of appointments, at ClinikAPI and Aniva.
pub(super) const APPOINTMENTS: &str = "appointments";

/// Returns a JSON object with the members that have a value, by their names on the wire.
pub(super) fn object_of(members: impl IntoIterator<Item = (FieldId, Option<Value>)>) -> Value {
    let named = members
        .into_iter()
        .filter_map(|(field, value)| Some((field.wire?.to_owned(), value?)));
    Value::Object(named.collect())
}

/// Returns a field's value as JSON; `instant` formats moments as the API does.
pub(super) fn to_json(value: FormValue<'_>, instant: fn(DateTime<Utc>) -> Value) -> Value {
    match value {
        FormValue::Text(text) => text.into(),
        FormValue::Number(number) => number.into(),
        FormValue::Moment(at) => instant(at),
        FormValue::Ids(ids) => ids.iter().map(Id::as_str).collect(),
    }
}

/// Returns the wished times as JSON.
pub(super) fn periods_to_json(wished: &Wished, instant: fn(DateTime<Utc>) -> Value) -> Value {
    let period = |period: &Period| {
        let bounds = [("start", period.start), ("end", period.end)].into_iter();
        Value::Object(
            bounds
                .filter_map(|(name, at)| Some((name.to_owned(), instant(at?))))
                .collect(),
        )
    };
    wished.periods().iter().map(period).collect()
}

/// Returns the content of ClinikAPI's `data` envelope, or the whole answer if it has none. A record with a member
/// called `data` is no envelope: it has an `id` or, in FHIR's format, a `resourceType`. A page is no envelope either,
/// because its `data` is a list.
pub(super) fn unwrapped(mut answer: Value) -> Value {
    let is_record = answer.get("id").is_some() || answer.get("resourceType").is_some();
    match answer.get_mut("data") {
        Some(data) if !is_record && data.is_object() => data.take(),
        _ => answer,
    }
}

/// Returns the record of an appointment with its id.
///
/// # Errors
///
/// Returns an error if the answer is no record or has no id, without which a booking could not be found again.
pub(super) fn with_id(answer: Value) -> Result<(String, Map<String, Value>), DecodeError> {
    let Value::Object(record) = unwrapped(answer) else {
        return Err(DecodeError::NoAppointment);
    };
    Ok((id_of(&record).ok_or(DecodeError::NoAppointmentId)?, record))
}

/// Decodes the members of an appointment that all APIs have in common.
pub(super) fn appointment(clinic: ClinicId, id: &str, record: Map<String, Value>) -> Appointment {
    Appointment {
        clinic,
        id: shown(id),
        status: status(&record),
        start: None,
        end: None,
        panels: None,
        also: Also::default(),
        members: members_of(&record),
        version: None,
        record: record.into(),
        request_id: None,
    }
}

/// Returns an appointment's status in the clinic's own word.
pub(super) fn status(record: &Map<String, Value>) -> String {
    member_text(record, "status")
        .map_or_else(|| NOT_STATED.to_owned(), |status| shown_in_list(&status))
}

/// Returns the record's `id`: a non-empty text, or a number.
pub(super) fn id_of(record: &Map<String, Value>) -> Option<String> {
    match record.get("id")? {
        Value::String(id) => Some(id.clone()).filter(|id| !id.trim().is_empty()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// Returns the non-empty text of the member called `name`; a list's texts are joined.
pub(super) fn member_text(record: &Map<String, Value>, name: &str) -> Option<String> {
    let text = match record.get(name)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Array(items) => items
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" "),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

/// Returns the IANA zone with this name.
pub(super) fn zone(name: &str) -> Option<Zone> {
    name.parse().ok()
}

/// Returns the moment in a member, in any offset.
pub(super) fn instant(record: &Map<String, Value>, name: &str) -> Option<DateTime<Utc>> {
    instant_of(record.get(name)?.as_str()?)
}

/// Parses a moment, in any offset; `None` without an offset.
pub(super) fn instant_of(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text.trim())
        .ok()
        .map(|at| at.to_utc())
}

/// Parses a time of day, `HH:MM` or `HH:MM:SS`; 24:00 is midnight at the end of the day.
pub(super) fn wall_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    if matches!(text, "24:00" | "24:00:00") {
        return Some(NaiveTime::MIN);
    }
    ["%H:%M", "%H:%M:%S"]
        .iter()
        .find_map(|shape| NaiveTime::parse_from_str(text, shape).ok())
}

/// Returns the body of a call that creates or corrects a patient: the non-empty members, in the documented
/// order.
pub(super) fn patient_body<'a>(
    members: impl Iterator<Item = (&'static str, &'a PatientValue)>,
    sex: fn(Sex) -> Value,
) -> Value {
    let value = |value: &PatientValue| match value {
        PatientValue::Text(text) => text.as_str().into(),
        PatientValue::Day(day) => day.to_string().into(),
        PatientValue::Sex(value) => sex(*value),
        PatientValue::Language(spoken) => spoken.tag().into(),
    };
    Value::Object(
        members
            .map(|(name, member)| (name.to_owned(), value(member)))
            .collect(),
    )
}

/// Keeps the people who may be this new patient.
pub(super) fn look_alikes(patient: &NewPatient, people: Read<People>) -> Read<People> {
    let look = LookAlike::of(patient);
    people.map(|people| people.only(move |person| look.fits(person)))
}

pub(super) fn people_of(list: GatheredRows<Person>) -> People {
    People {
        people: list.rows,
        complete: list.complete,
    }
}

pub(super) fn listing_of(list: GatheredRows<Entry>) -> Listing {
    Listing {
        entries: list.rows,
        complete: list.complete,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinics::{ANIVA, CLINIK};
    use serde_json::json;

    fn read(clinic: ClinicId, answer: Value) -> Result<Appointment, DecodeError> {
        clinic.api().decode_appointment(answer)
    }

    #[test]
    fn an_envelope_is_optional() {
        for answer in [
            json!({"data": {"id": "appt_1"}, "meta": {}}),
            json!({"id": "appt_1"}),
        ] {
            assert_eq!(read(CLINIK, answer).unwrap().id, "appt_1");
        }
        let own_data = read(ANIVA, json!({"id": "a1", "data": {"id": "inner"}})).unwrap();
        assert_eq!(own_data.id, "a1");
        let fhir = read(
            CLINIK,
            json!({"resourceType": "Appointment", "id": "a2", "data": {}}),
        )
        .unwrap();
        assert_eq!(fhir.id, "a2");
    }

    #[test]
    fn without_an_id_there_is_no_appointment() {
        for answer in [
            json!({"data": {"status": "booked"}}),
            json!({"id": " "}),
            json!([]),
            json!("ok"),
            json!({}),
        ] {
            assert!(read(CLINIK, answer.clone()).is_err(), "{answer}");
        }
    }

    #[test]
    fn every_member_is_kept_and_unknown_statuses_too() {
        let answer = json!({"data": {"id": "appt_1", "status": "entered-in-error", "start": "2025-02-10T11:00:00+01:00",
                             "end": "soon", "colour": "blue"}});
        let appointment = read(CLINIK, answer).unwrap();
        assert_eq!(appointment.status, "entered-in-error");
        assert_eq!(
            appointment.start.unwrap().to_rfc3339(),
            "2025-02-10T10:00:00+00:00"
        );
        assert_eq!(appointment.end, None);
        assert_eq!(appointment.member("colour"), Some("blue"));
        assert_eq!(appointment.member("end"), Some("soon"));
    }

    #[test]
    fn a_home_kit_has_neither_place_nor_time() {
        let answer = json!({"id": "e1", "location_id": null, "scheduled_at": null, "status": "scheduled",
                            "test_method": "home", "profile": {"first_name": "Anna-Liisa"}});
        let appointment = read(ANIVA, answer).unwrap();
        assert_eq!((appointment.start, appointment.end), (None, None));
        assert_eq!(appointment.member("location_id"), Some("—"));
        assert_eq!(appointment.member("profile.first_name"), Some("Anna-Liisa"));
    }

    #[test]
    fn participants_in_fhirs_format_become_flat_members() {
        let answer = json!({"id": "a", "participant": [{"actor": {"reference": "Patient/pt_9"}}]});
        assert_eq!(
            read(CLINIK, answer).unwrap().member("patientId"),
            Some("pt_9")
        );
    }
}

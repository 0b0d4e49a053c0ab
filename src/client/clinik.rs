//! ClinikAPI on the wire: bodies, answers and the error table, by its page for creating an appointment.

mod calendar;
mod person;
mod role;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value};

use super::dialect::Dialect;
use crate::booking::{Cause, ClinikBooking, FieldId, Sex};

pub(super) use calendar::{Offered, booked, schedule, slot};
pub(super) use person::{person, practitioner};
pub(super) use role::{Role, role};

pub(super) const DIALECT: Dialect = Dialect {
    version: &["v1"],
    key_prefixes: &["clk_live_", "clk_test_"],
    test_key: Some("clk_test_"),
    key_variable: "BOOKDESK_CLINIK_KEY",
    start: "start",
    end: Some("end"),
    complete: add_participants,
    panels: |_| None,
    patients: "patients",
    sex: |sex| gender(sex).into(),
    cause,
};

/// The order of the create page's table of members.
const ORDER: [FieldId; 16] = [
    FieldId::Status,
    FieldId::Patient,
    FieldId::Practitioner,
    FieldId::Start,
    FieldId::End,
    FieldId::Minutes,
    FieldId::AppointmentType,
    FieldId::ServiceType,
    FieldId::ServiceCategory,
    FieldId::Specialty,
    FieldId::Reason,
    FieldId::Priority,
    FieldId::Description,
    FieldId::Comment,
    FieldId::PatientInstruction,
    FieldId::CancelationReason,
];

/// POST /v1/appointments: every field that holds something, under its name in the field table.
pub(super) fn body(booking: &ClinikBooking) -> Map<String, Value> {
    let member = |id: FieldId| Some((id.wire?.to_owned(), value_of(booking, id)?));
    ORDER.into_iter().filter_map(member).collect()
}

fn value_of(booking: &ClinikBooking, id: FieldId) -> Option<Value> {
    match id {
        _ if id == FieldId::Status => Some(booking.status.word().into()),
        _ if id == FieldId::Patient => Some(booking.patient.as_str().into()),
        _ if id == FieldId::Practitioner => booking.practitioner.as_ref().map(|id| id.as_str().into()),
        _ if id == FieldId::Start => booking.span.start().map(instant),
        _ if id == FieldId::End => booking.span.end().map(instant),
        _ if id == FieldId::Minutes => booking.span.minutes().map(|minutes| minutes.get().into()),
        _ if id == FieldId::Priority => booking.priority.map(|priority| priority.get().into()),
        _ if id == FieldId::Comment => comment(booking).map(Value::from),
        _ => text_of(booking, id).map(Value::from),
    }
}

fn text_of(booking: &ClinikBooking, id: FieldId) -> Option<&str> {
    booking.texts.iter().find(|(field, _)| *field == id).map(|(_, text)| text.as_str())
}

/// What staff noted, and behind it the reference by which the visit is found again.
fn comment(booking: &ClinikBooking) -> Option<String> {
    let typed = text_of(booking, FieldId::Comment);
    match booking.reference {
        Some(reference) => Some(reference.behind(typed)),
        None => typed.map(str::to_owned),
    }
}

/// ISO 8601 in UTC with milliseconds, as the create page's example writes it.
fn instant(at: DateTime<Utc>) -> Value {
    at.to_rfc3339_opts(SecondsFormat::Millis, true).into()
}

/// ClinikAPI patients, `gender`.
fn gender(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
        Sex::Other => "other",
        Sex::Unknown => "unknown",
    }
}

/// The error table: by the body's `code` where it is a known one, else by status.
fn cause(status: u16, code: Option<&str>) -> Cause {
    match (code.unwrap_or_default(), status) {
        ("INVALID_JSON", _) => Cause::BadRequest,
        ("METHOD_OVERRIDE_REJECTED", _) => Cause::MethodOverride,
        // No call goes out without a key: it was not taken.
        ("UNAUTHORIZED", _) => Cause::KeyUnknown,
        ("INVALID_KEY_FORMAT", _) => Cause::KeyMalformed,
        ("INVALID_KEY", _) => Cause::KeyUnknown,
        ("KEY_REVOKED", _) => Cause::KeyRevoked,
        ("KEY_EXPIRED", _) => Cause::KeyExpired,
        ("NOT_FOUND", _) => Cause::NotFound,
        ("VALIDATION_ERROR", _) => Cause::Invalid,
        ("RATE_LIMITED", _) => Cause::RateLimited,
        ("MONTHLY_QUOTA_EXCEEDED" | "SANDBOX_QUOTA_EXCEEDED", _) => Cause::QuotaExhausted,
        (_, 400) => Cause::BadRequest,
        (_, 401) => Cause::KeyUnknown,
        (_, 403) => Cause::Forbidden,
        (_, 404) => Cause::NotFound,
        (_, 409) => Cause::Conflict,
        (_, 422) => Cause::Invalid,
        (_, 429) => Cause::RateLimited,
        _ => Cause::OtherRefusal,
    }
}

/// The vendor's SDK types an appointment as FHIR: who takes part stands in `participant[].actor.reference`
/// (`Patient/pt_…`). The flat members come first where both are there.
fn add_participants(appointment: &mut Map<String, Value>) {
    let references = appointment.get("participant").and_then(Value::as_array).into_iter().flatten();
    let references: Vec<String> = references
        .filter_map(|participant| participant.pointer("/actor/reference")?.as_str().map(str::to_owned))
        .collect();
    for (resource, id) in [("Patient/", FieldId::Patient), ("Practitioner/", FieldId::Practitioner)] {
        let found = references.iter().find_map(|reference| reference.strip_prefix(resource));
        if let (Some(found), Some(name)) = (found, id.wire)
            && !appointment.contains_key(name)
        {
            appointment.insert(name.to_owned(), found.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::booking::time::{Minutes, Span};
    use crate::booking::{PatientId, PractitionerId, Priority, Reference, Status, Text};

    fn at(text: &str) -> Option<DateTime<Utc>> {
        Some(text.parse().unwrap())
    }

    fn text(id: FieldId, text: &str) -> (FieldId, Text) {
        (id, Text::new(text, 2000).unwrap())
    }

    fn example() -> ClinikBooking {
        ClinikBooking {
            status: Status::Booked,
            patient: PatientId::new("pt_abc123").unwrap(),
            practitioner: PractitionerId::new("prac_xyz789"),
            span: Span::resolve(at("2025-02-10T10:00:00Z"), at("2025-02-10T10:30:00Z"), Minutes::new(30))
                .unwrap(),
            priority: None,
            texts: vec![
                text(FieldId::ServiceType, "Cardiology"),
                text(FieldId::AppointmentType, "FOLLOWUP"),
                text(FieldId::Reason, "Post-procedure follow-up"),
                text(
                    FieldId::PatientInstruction,
                    "Please arrive 10 minutes early and bring your medication list.",
                ),
            ],
            reference: None,
        }
    }

    #[test]
    fn the_contracts_own_example_is_what_is_sent() {
        assert_eq!(
            Value::Object(body(&example())).to_string(),
            json!({
                "status": "booked",
                "patientId": "pt_abc123",
                "practitionerId": "prac_xyz789",
                "start": "2025-02-10T10:00:00.000Z",
                "end": "2025-02-10T10:30:00.000Z",
                "minutesDuration": 30,
                "appointmentType": "FOLLOWUP",
                "serviceType": "Cardiology",
                "reasonCode": "Post-procedure follow-up",
                "patientInstruction": "Please arrive 10 minutes early and bring your medication list."
            })
            .to_string()
        );
    }

    #[test]
    fn the_least_booking_sends_two_members_and_nothing_null() {
        let least = ClinikBooking {
            practitioner: None,
            span: Span::resolve(None, None, None).unwrap(),
            texts: Vec::new(),
            ..example()
        };
        assert_eq!(Value::Object(body(&least)), json!({"status": "booked", "patientId": "pt_abc123"}));
    }

    #[test]
    fn the_reference_stands_behind_the_comment_or_alone() {
        let reference = Reference::draw(1, 1);
        let signed = |texts| ClinikBooking { texts, reference: Some(reference), ..example() };
        assert_eq!(body(&signed(Vec::new()))["comment"], reference.to_string());
        let noted = body(&signed(vec![text(FieldId::Comment, "rings back")]));
        assert_eq!(noted["comment"], format!("rings back {reference}"));
    }

    #[test]
    fn priority_zero_is_a_value_like_any_other() {
        let booking = ClinikBooking { priority: Priority::new(0), ..example() };
        assert_eq!(body(&booking)["priority"], 0);
    }

    #[test]
    fn every_wire_name_of_the_form_can_be_sent() {
        let form: Vec<_> = crate::booking::fields(crate::booking::Backend::Clinik).iter().collect();
        assert_eq!(form.len(), ORDER.len());
        assert!(form.iter().all(|field| ORDER.contains(field)));
    }

    #[test]
    fn who_takes_part_is_found_in_fhirs_shape() {
        let mut answer = json!({"participant": [
            {"actor": {"reference": "Practitioner/prac_9"}}, {"actor": {"reference": "Patient/pt_9"}}, {"actor": {}}]});
        add_participants(answer.as_object_mut().unwrap());
        assert_eq!((&answer["patientId"], &answer["practitionerId"]), (&json!("pt_9"), &json!("prac_9")));
    }
}

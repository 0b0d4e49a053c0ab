//! The laws of reading, tried with bodies that no honest server sends: whatever came, it is taken in without a
//! panic, and nothing that is shown of it steers the terminal or misleads the reader.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use booking::api::Reply;
use booking::clinics::{FHIR, KNOWN};
use booking::sanitize::is_control_character;
use booking::{Appointment, ClinicId, Failure};

use super::subjects::words_of;

/// The members that some decoder looks for, and a few that none does.
const NAMES: &[&str] = &[
    "id",
    "data",
    "meta",
    "requestId",
    "status",
    "start",
    "end",
    "scheduled_at",
    "participant",
    "actor",
    "reference",
    "resourceType",
    "code",
    "error",
    "message",
    "issues",
    "issue",
    "diagnostics",
    "details",
    "text",
    "hasMore",
    "cursor",
    "nextCursor",
    "firstName",
    "fullName",
    "birthDate",
    "first_name",
    "date_of_birth",
    "specialty",
    "name",
    "city",
    "timezone",
    "lastName",
    "last_name",
    "phone",
    "email",
    "language",
    "profile",
    "patientId",
    "profile_id",
    "practitionerId",
    "location_id",
    "comment",
    "reasonCode",
    "minutesDuration",
    "panels",
    "panel_id",
    "biomarkers",
    "description",
    "open_hours",
    "monday",
    "open",
    "close",
    "actorIds",
    "active",
    "schedule",
    "scheduleId",
    "availableTime",
    "availableDays",
    "daysOfWeek",
    "allDay",
    "availableStartTime",
    "availableEndTime",
    "notAvailable",
    "during",
    "availability",
    "slots",
    "slot_duration_minutes",
    "success",
    "",
    "\u{1b}[2J",
    "\u{202e}eman",
];

/// Texts that some decoder would take for what it looks for.
const WORDS: &[&str] = &[
    "appt_1",
    "booked",
    "2025-02-10T10:00:00.000Z",
    "+262142-12-31T23:59:60Z",
    "1985-03-22",
    "Europe/Berlin",
    "Patient/pt_1",
    "08:00",
    "24:00",
    "mon",
    "free",
    "pt_1\u{202e}",
    "VALIDATION_ERROR",
    "RATE_LIMITED",
    "patientId: Required",
    "start: \u{1b}]0;owned\u{7}",
    "profile_id must be a UUID\u{202e}",
];

/// Numbers as JSON may write them, beyond what any type of ours holds.
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "30",
    "-1.5e-999",
    "9007199254740993",
    "123456789012345678901234567890123456789012345678901234567890",
    "1.7976931348623157e308",
    "1e999",
];

/// Text as an enemy would write it.
fn hostile() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        any::<char>(),
        prop::char::range('\0', '\u{9f}'),
        prop::char::range('\u{2000}', '\u{206f}'),
        prop::char::range('\u{300}', '\u{36f}'),
        prop::char::range('\u{e0000}', '\u{e01ff}'),
    ];
    prop::collection::vec(letter, 0..12).prop_map(String::from_iter)
}

/// A value as the text of its JSON: as text it may name a member twice and hold any number.
fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        select(vec!["null", "true", "false"]).prop_map(str::to_owned),
        select(NUMBERS).prop_map(str::to_owned),
        select(WORDS).prop_map(|word| json!(word).to_string()),
        hostile().prop_map(|text| json!(text).to_string()),
    ];
    leaf.prop_recursive(5, 48, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6)
                .prop_map(|items| format!("[{}]", items.join(","))),
            members(inner).prop_map(|members| format!("{{{members}}}")),
        ]
    })
}

/// The inside of an object; names may come twice.
fn members(value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let name = prop_oneof![4 => select(NAMES).prop_map(str::to_owned), 1 => hostile()];
    let member = (name, value).prop_map(|(name, value)| format!("{}:{value}", json!(name)));
    prop::collection::vec(member, 0..8).prop_map(|members| members.join(","))
}

/// A record that can be found by its id, whatever else it holds.
fn record() -> impl Strategy<Value = String> {
    record_called(Just("a1".to_owned()))
}

/// A record under an id; where it has two, JSON lets the last one count.
fn record_called(id: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    (prop::collection::vec((select(NAMES), value()), 0..8), id).prop_map(|(members, id)| {
        let members = members
            .iter()
            .map(|(name, value)| format!("{}:{value},", json!(name)));
        format!("{{{}\"id\":{}}}", members.collect::<String>(), json!(id))
    })
}

/// What is said about a field, in each of the places where a decoder looks for it.
fn issue() -> impl Strategy<Value = String> {
    let field = select(vec!["", "patientId: ", "start[0]: ", "no such field: "]);
    let wrappings: [fn(serde_json::Value) -> serde_json::Value; 3] = [
        |text| json!({ "diagnostics": text }),
        |text| json!({ "details": { "text": text } }),
        |text| json!({ "message": text }),
    ];
    (field, hostile(), select(wrappings.to_vec()))
        .prop_map(|(field, text, wrapped)| wrapped(json!(format!("{field}{text}"))).to_string())
}

/// `inside` so many levels down. JSON is read to 127 levels, so some of these are too deep.
fn buried(inside: &str, depth: usize, name: &str) -> String {
    let open = format!("{{{}:[", json!(name));
    format!("{}{inside}{}", open.repeat(depth), "]}".repeat(depth))
}

fn body() -> impl Strategy<Value = String> {
    let row = || prop_oneof![record(), record_called(hostile())];
    let list =
        move || prop::collection::vec(row(), 0..5).prop_map(|rows| format!("[{}]", rows.join(",")));
    prop_oneof![
        value(),
        record(),
        record().prop_map(|record| format!("{{\"data\":{record}}}")),
        list(),
        list().prop_map(|list| format!(
            "{{\"data\":{{\"data\":{list},\"hasMore\":true,\"cursor\":\"2\"}}}}"
        )),
        (
            prop::collection::vec(prop_oneof![issue(), value()], 0..5),
            select(vec!["issues", "issue"])
        )
            .prop_map(|(issues, name)| format!(
                "{{{}:[{}]}}",
                json!(name),
                issues.join(",")
            )),
        (value(), 0..70usize, select(NAMES)).prop_map(|(inside, depth, name)| {
            format!("{{\"id\":7,\"x\":{}}}", buried(&inside, depth, name))
        }),
        (record(), 0..200usize).prop_map(|(record, end)| record.chars().take(end).collect()),
    ]
}

fn first_that_steers(words: &[String]) -> Option<&String> {
    words
        .iter()
        .find(|text| text.chars().any(is_control_character))
}

/// The answer to a create that went well.
fn created(clinic: ClinicId, body: &str) -> Result<Appointment, Failure> {
    let api = clinic.api();
    api.body_of(&Reply::new(201, body))?
        .read(|answer| api.decode_appointment(answer))
}

const STATUSES: &[u16] = &[
    200, 201, 204, 302, 400, 401, 403, 404, 409, 418, 422, 429, 500, 503, 599,
];

proptest! {
    #[test]
    fn whatever_is_answered_to_whatever_call_is_read_in_harmless_words(
        body in body(), status in select(STATUSES), clinic in select(KNOWN.iter().collect::<Vec<_>>()),
    ) {
        let words = words_of(clinic, status, body.as_bytes());
        prop_assert_eq!(first_that_steers(&words), None);
    }

    #[test]
    fn bytes_that_mean_nothing_are_read_in_harmless_words(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        status in select(STATUSES),
        clinic in select(KNOWN.iter().collect::<Vec<_>>()),
    ) {
        let words = words_of(clinic, status, &bytes);
        prop_assert_eq!(first_that_steers(&words), None);
    }

    #[test]
    fn a_success_with_an_id_is_booked_and_one_that_cannot_be_read_is_unknown(
        record in record(), clinic in select(KNOWN.iter().collect::<Vec<_>>()),
    ) {
        // A single number that no type holds makes the whole body unreadable.
        let is_json = serde_json::from_str::<serde_json::Value>(&record).is_ok_and(|record| {
            // A record of another kind is none.
            clinic != FHIR || record.get("resourceType").is_none_or(|kind| kind == "Appointment")
        });
        let enveloped = format!("{{\"data\":{record}}}");
        for body in [record, enveloped] {
            match created(clinic, &body) {
                Ok(appointment) => prop_assert_eq!((appointment.id.as_str(), is_json), ("a1", true)),
                Err(failure) => prop_assert!(!is_json && matches!(failure, Failure::Unknown(_)), "{failure:?}"),
            }
        }
    }
}

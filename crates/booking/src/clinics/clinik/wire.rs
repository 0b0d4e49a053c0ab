//! ClinikAPI's requests and answers.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::*;
use super::{CLINIK, errors};
use crate::api::{Api, ChangeRequest, Finding, PublishedSlot, Read, ReadDay, Request, Reuse, utc};
use crate::appointment::{AWAY, FREE};
use crate::clinics::pages::{Pages, Paging, QueryPairs, RecordReader, gather, read_one, record_in};
use crate::clinics::record::{
    APPOINTMENTS, appointment, instant, listing_of, look_alikes, object_of, patient_body,
    periods_to_json, to_json, with_id,
};
use crate::clinics::visits::{self, Calendars, Combines, PAGE_SIZE, ReachesBack, WayBack};
use crate::time::{Minutes, Span};
use crate::{
    Agenda, Appointment, AppointmentRef, AwayTime, Booking, Cause, Days, DecodeError, Detail,
    Directory, Entry, FieldId, FieldRole, FormValue, Free, Hours, Issue, Listing, NewPatient,
    PatientQuery, People, Person, Provider, PublishedTimes, Reference, Slot, Status,
};

/// The path of slots.
const SLOTS: &str = "slots";
/// The path of patients.
const PATIENTS_PATH: &str = "patients";

/// ClinikAPI's wire format.
#[derive(Debug)]
pub(crate) struct ClinikApi;

impl ClinikApi {
    fn calendars(&self) -> &'static Calendars {
        &CALENDARS
    }

    /// Returns the decoding of a patient in an answer.
    fn reader(&self) -> RecordReader<Person> {
        |id, record, as_of| Some(visits::person(CLINIK, id, record, as_of))
    }

    /// Returns the path of a list, and the reader of its records.
    fn directory(&self, directory: Directory) -> (&'static str, RecordReader<Entry>) {
        if directory == PRACTITIONERS {
            ("practitioners", |id, record, as_of| {
                Some(visits::practitioner(CLINIK, id, record, as_of))
            })
        } else {
            (PATIENTS_PATH, |id, record, as_of| {
                Some((&visits::person(CLINIK, id, record, as_of)).into())
            })
        }
    }
}

/// The queries for calendars.
static CALENDARS: Calendars = Calendars {
    paging: |count, most| Paging::Cursor { count, most },
    appointments: (APPOINTMENTS, |id, record, _| {
        Some(visits::booked(CLINIK, id, &with_participants(record)))
    }),
    slots: (SLOTS, |id, record, _| visits::published(id, record)),
    schedules: "schedules",
    roles: "practitioner-roles",
    names_roles: false,
    of_patient: |id| vec![("patientId", id.to_owned())],
    of_practitioner: |id| vec![("practitionerId", id.to_owned())],
    appointments_of: |actors| vec![("practitionerId", actors.practitioner().to_owned())],
    schedules_of: |actors| {
        vec![
            ("actorId", actors.own().join(",")),
            ("active", "true".to_owned()),
        ]
    },
    slots_of: |ids| vec![("scheduleId", ids.join(","))],
    schedules_at_once: 1,
    slots_of_actors: |_| Vec::new(),
    page: PAGE_SIZE,
    combines: || Read::Done(Ok(Combines::default())),
    with_patients: &[],
    patients: |id, record, as_of| Some(visits::person(CLINIK, id, record, as_of)),
    listed_with_roles: None,
    days: days_query,
    slot_days: days_query,
    // An appointment lasts for a day at most (`minutesDuration` ≤ 1440).
    reaches_back: ReachesBack {
        of_one: 0,
        of_all: 0,
    },
    absences: &[("status", AWAY)],
};

fn days_query(days: &Days) -> QueryPairs {
    let (first, last) = days.widened();
    vec![
        ("dateFrom", first.to_string()),
        ("dateTo", last.to_string()),
    ]
}

/// Returns the query of a search, as its page documents it. A search is about ten seconds behind the latest
/// writes.
fn people_query(query: &PatientQuery) -> QueryPairs {
    vec![match query {
        PatientQuery::Id(id) => ("id", id.to_string()),
        // ClinikAPI has no numbers other than its ids.
        PatientQuery::Number(number) => ("id", number.trim().to_owned()),
        PatientQuery::Name(part) | PatientQuery::Named { surname: part, .. } => {
            ("name", part.trim().to_owned())
        }
        PatientQuery::Born(born) | PatientQuery::BornNamed { born, .. } => {
            ("birthDate", born.to_string())
        }
        PatientQuery::Phone(phone) => ("phone", phone.typed().to_owned()),
        PatientQuery::Email(email) => ("email", email.trim().to_owned()),
    }]
}

/// The pages of a list to choose from, each of the largest size.
const FIRST_PAGES: Paging = Paging::Cursor {
    count: PAGE_SIZE,
    most: 5,
};

impl Api for ClinikApi {
    fn version(&self) -> &'static [&'static str] {
        &["v1"]
    }

    fn key_prefixes(&self) -> &'static [&'static str] {
        &["clk_live_", "clk_test_"]
    }

    fn test_key(&self) -> Option<&'static str> {
        Some("clk_test_")
    }

    fn cause(&self, status: u16, code: Option<&str>) -> Cause {
        code.and_then(errors::cause)
            .unwrap_or_else(|| Cause::of_status(status))
    }

    fn issues(&self, body: &Value) -> Vec<Issue> {
        errors::issues(body)
    }

    fn forbidden_means_known_key(&self) -> bool {
        true
    }

    fn change(&self, change: &ChangeRequest<'_>) -> Option<Request> {
        let patch = |id, members| Some(Request::patch(&[APPOINTMENTS, id], members));
        match *change {
            ChangeRequest::Book(booking) => {
                Some(Request::post(&[APPOINTMENTS], object_of(members(booking))))
            }
            // No member of the change names a practitioner.
            ChangeRequest::Move {
                appointment,
                span: Some(span),
                provider: None,
            } => patch(appointment, times(span)),
            ChangeRequest::BookWaiting { appointment, span } => {
                let mut members = times(span);
                members["status"] = Status::Booked.word().into();
                patch(appointment, members)
            }
            // The documentation of one call requires the reason, and none forbids it.
            ChangeRequest::Cancel {
                appointment,
                reason,
            } => patch(
                appointment,
                json!({"status": Status::Cancelled.word(), "cancelationReason": reason}),
            ),
            // A separate call: a cancelled appointment is patched, and keeps its history.
            ChangeRequest::Remove { appointment } => {
                Some(Request::delete(&[APPOINTMENTS, appointment], None))
            }
            ChangeRequest::SetStatus {
                appointment,
                status,
            } => patch(appointment, json!({"status": status.word()})),
            ChangeRequest::SetDetails {
                appointment,
                details,
                span,
                reference,
            } => patch(appointment, new_details(details, span, reference)),
            ChangeRequest::AddPatient(patient) => {
                let body = patient_body(patient.members(), |sex| visits::gender(sex).into());
                Some(Request::post(&[PATIENTS_PATH], body))
            }
            // The API keeps members that are left out.
            ChangeRequest::CorrectPatient(correction) => {
                let body = patient_body(correction.members(), |sex| visits::gender(sex).into());
                Some(Request::patch(&[PATIENTS_PATH, correction.id()], body))
            }
            ChangeRequest::SetSlot { slot, free, .. } => {
                let status = if free { "free" } else { "busy" };
                Some(Request::patch(&[SLOTS, slot], json!({ "status": status })))
            }
            // The schedule has to be read first.
            ChangeRequest::EnterAway(time) => Some(enter_away(time, "")),
            ChangeRequest::EndAway(time) => Some(end_away(time, WayBack::Delete)),
            _ => None,
        }
    }

    fn prepared(
        &self,
        change: &ChangeRequest<'_>,
        _seen: Option<&AppointmentRef>,
    ) -> Option<Read<Request>> {
        match *change {
            ChangeRequest::EnterAway(time) => {
                let schedule = CALENDARS.schedule_for(time);
                let time = time.clone();
                Some(schedule.map(move |schedule| enter_away(&time, &schedule)))
            }
            ChangeRequest::EndAway(time) => {
                let way = CALENDARS.way_back(time);
                let time = time.clone();
                Some(way.map(move |way| end_away(&time, way)))
            }
            _ => self.change(change).map(|request| Read::Done(Ok(request))),
        }
    }

    fn enters_absences(&self, provider: &Provider) -> Read<bool> {
        CALENDARS.enters_absences(provider)
    }

    fn find_appointment(&self, id: &str) -> Request {
        Request::get(&[APPOINTMENTS, id])
    }

    /// Decodes the flat format or FHIR's.
    fn decode_appointment(&self, answer: Value) -> Result<Appointment, DecodeError> {
        let (id, record) = with_id(answer)?;
        let record = with_participants(&record);
        Ok(Appointment {
            start: instant(&record, "start"),
            end: instant(&record, "end"),
            ..appointment(CLINIK, &id, record)
        })
    }

    fn list(&self, list: Directory) -> Read<Listing> {
        let (path, reader) = self.directory(list);
        gather(path, Pages::of(FIRST_PAGES, Vec::new(), reader)).map(listing_of)
    }

    fn search(&self, query: &PatientQuery) -> Read<People> {
        visits::searched(
            PATIENTS_PATH,
            query,
            self.reader(),
            CALENDARS.paging,
            people_query,
        )
    }

    visits::visit_reads!();

    fn probe(&self) -> Request {
        Request::get(&["practitioners"]).with_query([("count", "1".to_owned())])
    }

    fn may_book(&self) -> Read<Finding> {
        let patients = Request::get(&[PATIENTS_PATH]).with_query([("count", "1".to_owned())]);
        Read::of(patients)
            .map(|_| Finding::Undecided("ClinikAPI tells only when something is booked".into()))
    }
}

/// Returns the request that blocks a time in a schedule.
fn enter_away(time: &AwayTime, schedule: &str) -> Request {
    let slot = time.time();
    let mut body = json!({
        "scheduleId": schedule,
        "status": AWAY,
        "start": instant_to_json(slot.start),
        "end": instant_to_json(slot.end),
    });
    if let Some(why) = time.why() {
        body["comment"] = why.into();
    }
    Request::post(&[SLOTS], body)
}

/// Returns the request that frees a blocked time.
fn end_away(time: &AwayTime, way: WayBack) -> Request {
    let path = [SLOTS, time.id()];
    match way {
        WayBack::Delete => Request::delete(&path, None),
        WayBack::Free => Request::patch(&path, json!({ "status": FREE })),
    }
}

/// Returns the members of a new time. All three are sent together, so that none of them contradicts an old one.
fn times(span: &Span) -> Value {
    object_of(members_of_time(span))
}

fn members_of_time(span: &Span) -> [(FieldId, Option<Value>); 3] {
    [
        (START, span.start().map(instant_to_json)),
        (END, span.end().map(instant_to_json)),
        (MINUTES, span.minutes().map(|minutes| minutes.get().into())),
    ]
}

/// The members of a create, in the order of its page.
const ORDER: &[FieldId] = &[
    STATUS,
    PATIENT,
    PRACTITIONER,
    START,
    END,
    MINUTES,
    APPOINTMENT_TYPE,
    SERVICE_TYPE,
    SERVICE_CATEGORY,
    SPECIALTY,
    REASON,
    PRIORITY,
    DESCRIPTION,
    COMMENT,
    PATIENT_INSTRUCTION,
    CANCELATION_REASON,
    REQUESTED_PERIOD,
];

fn members(booking: &Booking) -> impl Iterator<Item = (FieldId, Option<Value>)> {
    ORDER
        .iter()
        .map(|field| (*field, value_of(booking, *field)))
}

/// Returns the value of a field, followed by the booking's reference if the field carries it.
fn value_of(booking: &Booking, field: FieldId) -> Option<Value> {
    let value = booking.value_of(field);
    if let Some(text) = with_reference(field, value, booking.reference()) {
        return Some(text);
    }
    if field.role == Some(FieldRole::Wished) {
        return booking
            .wished()
            .map(|wished| periods_to_json(&wished, instant_to_json));
    }
    Some(to_json(value?, instant_to_json))
}

/// Returns the members of these details.
fn new_details(details: &[Detail], span: Option<&Span>, reference: Option<Reference>) -> Value {
    let texts = details
        .iter()
        .filter(|detail| !detail.is_length())
        .map(|detail| {
            let value = FormValue::from(&detail.to);
            let text = with_reference(detail.field, Some(value), reference);
            let value = text.unwrap_or_else(|| to_json(value, instant_to_json));
            (detail.field, Some(value))
        });
    object_of(span.into_iter().flat_map(members_of_time).chain(texts))
}

/// Returns the text of a field that carries a reference, followed by it; `None` for any other.
fn with_reference(
    field: FieldId,
    value: Option<FormValue<'_>>,
    reference: Option<Reference>,
) -> Option<Value> {
    field.bears_reference?;
    let reference = reference?;
    let text = match value {
        Some(FormValue::Text(text)) => Some(text),
        _ => None,
    };
    Some(reference.behind(text).into())
}

/// Formats a moment as the create page's example does.
fn instant_to_json(at: DateTime<Utc>) -> Value {
    utc(at, SecondsFormat::Millis).into()
}

/// Returns the record with FHIR's participants flattened: the clinic's SDK has them in
/// `participant[].actor.reference` (`Patient/pt_…`). Flat members take precedence.
pub(in crate::clinics) fn with_participants(
    appointment: &Map<String, Value>,
) -> Map<String, Value> {
    let mut flat = appointment.clone();
    for (kind, field) in [("Patient", PATIENT), ("Practitioner", PRACTITIONER)] {
        let first = visits::participants(appointment, kind).next();
        if let (Some(id), Some(name)) = (first, field.wire) {
            flat.entry(name).or_insert_with(|| id.into());
        }
    }
    flat
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::time::{Minutes, Span};
    use crate::{BookingParts, FieldValue, Text};

    fn at(text: &str) -> Option<DateTime<Utc>> {
        Some(text.parse().unwrap())
    }

    fn text(id: FieldId, text: &str) -> (FieldId, FieldValue) {
        (id, FieldValue::Text(Text::new(text, 2000).unwrap()))
    }

    fn example() -> BookingParts {
        let span = Span::resolve(
            at("2025-02-10T10:00:00Z"),
            at("2025-02-10T10:30:00Z"),
            Minutes::new(30),
        );
        let least =
            Booking::of_ids(CLINIK, "pt_abc123", Some("prac_xyz789"), span.unwrap()).unwrap();
        let values = vec![
            text(SERVICE_TYPE, "Cardiology"),
            text(APPOINTMENT_TYPE, "FOLLOWUP"),
            text(REASON, "Post-procedure follow-up"),
            text(
                PATIENT_INSTRUCTION,
                "Please arrive 10 minutes early and bring your medication list.",
            ),
        ];
        BookingParts {
            values,
            ..least.parts().clone()
        }
    }

    fn sent(parts: BookingParts) -> Value {
        object_of(members(&Booking::new(CLINIK, parts).unwrap()))
    }

    #[test]
    fn the_contracts_own_example_is_what_is_sent() {
        assert_eq!(
            sent(example()).to_string(),
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
        let least = BookingParts {
            provider: None,
            span: Span::resolve(None, None, None).unwrap(),
            values: Vec::new(),
            ..example()
        };
        assert_eq!(
            sent(least),
            json!({"status": "booked", "patientId": "pt_abc123"})
        );
    }

    #[test]
    fn the_reference_follows_the_comment_or_is_alone() {
        let reference = Reference::draw(1, 1);
        let signed = |values| BookingParts {
            values,
            reference: Some(reference),
            ..example()
        };
        assert_eq!(sent(signed(Vec::new()))["comment"], reference.to_string());
        let noted = sent(signed(vec![text(COMMENT, "rings back")]));
        assert_eq!(noted["comment"], format!("rings back {reference}"));
    }

    #[test]
    fn priority_zero_is_a_value_like_any_other() {
        let booking = BookingParts {
            values: vec![(PRIORITY, FieldValue::Number(0))],
            ..example()
        };
        assert_eq!(sent(booking)["priority"], 0);
    }

    #[test]
    fn every_wire_name_of_the_form_can_be_sent() {
        assert_eq!(CLINIK.form().len(), ORDER.len());
        assert!(CLINIK.form().iter().all(|field| ORDER.contains(field)));
    }

    #[test]
    fn participants_are_read_in_fhirs_format() {
        let answer = json!({"participant": [
            {"actor": {"reference": "Practitioner/prac_9"}}, {"actor": {"reference": "Patient/pt_9"}}, {"actor": {}}]});
        let answer = with_participants(answer.as_object().unwrap());
        assert_eq!(
            (&answer["patientId"], &answer["practitionerId"]),
            (&json!("pt_9"), &json!("prac_9"))
        );
    }
}

//! Changes of FHIR records: as JSON Patch if the server accepts it, else by replacing the whole record.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::{Map, Value, json};

use super::capabilities::{CapabilityStatement, JSON_PATCH, capabilities};
use super::codes::{coded, coded_members, concept_by_table};
use super::details::new_details;
use super::patient::{new_patient_members, patient_members};
use super::record::{ENTERED_IN_ERROR, OURS, appointment, identifier_value, token_of, version_of};
use super::site::FhirRows;
use super::slots::{references_to, slots_at};
use super::substitute::substitute;
use super::{CANCELATION_REASON, MINUTES};
use crate::api::{ChangeRequest, Read, ReadDay, Request, utc};
use crate::appointment::{AWAY, FREE};
use crate::clinics::record::instant;
use crate::clinics::visits::{WayBack, participants};
use crate::time::Span;
use crate::{
    AppointmentRef, AwayTime, Booking, Cause, ClinicId, DecodeError, Detail, Failure, Issue,
    PatientCorrection, Provider, Reference, Report, Slot, Status,
};

/// A record in FHIR's format.
pub(super) type FhirRecord = Map<String, Value>;

/// Members with their new values; `None` removes one.
pub(super) type Members = Vec<(&'static str, Option<Value>)>;

/// An update of a record.
struct Update {
    kind: &'static str,
    id: String,
    /// Computes the new values from the present record.
    members: Box<dyn FnOnce(&FhirRecord) -> Members + Send>,
    /// The new time of an appointment, whose published slots it will name.
    time: Option<Slot>,
}

impl Update {
    fn new(
        kind: &'static str,
        id: &str,
        members: impl FnOnce(&FhirRecord) -> Members + Send + 'static,
    ) -> Update {
        Update {
            kind,
            id: id.to_owned(),
            members: Box::new(members),
            time: None,
        }
    }
}

/// Elements whose old values a patch tests. It then fails on a record that was altered meanwhile, even if the server
/// compares no versions.
const TESTED: [&str; 2] = ["status", "start"];

/// Asks for the whole record in the answer; a server may still leave it out.
const WHOLE: &str = "return=representation";

/// The header of a conditional create, which makes nothing if a record already meets the condition.
const CONDITION: &str = "if-none-exist";

/// Returns the request of a change, if it needs no read.
pub(super) fn request(clinic: ClinicId, change: &ChangeRequest<'_>) -> Option<Request> {
    let nothing = Map::new();
    match *change {
        ChangeRequest::Book(booking) => Some(create(
            "Appointment",
            appointment(booking),
            booking.reference(),
        )),
        ChangeRequest::AddPatient(patient) => {
            let mut body = Map::from_iter([("resourceType".to_owned(), "Patient".into())]);
            apply(&mut body, new_patient_members(patient));
            Some(create("Patient", body, patient.reference()))
        }
        // The schedule has to be read first.
        ChangeRequest::EnterAway(time) => Some(create("Slot", away_slot(time, ""), None)),
        ChangeRequest::EndAway(time) => Some(Request::delete(&["Slot", time.id()], None)),
        _ => {
            let Update {
                kind, id, members, ..
            } = update_of(clinic, change)?;
            Some(patch(kind, &id, &nothing, members(&nothing)))
        }
    }
}

/// Reads what a change depends on: for an appointment, the slots at its time; for an update, the present record and the
/// kinds of update that the server accepts.
pub(super) fn prepared(
    rows: &'static FhirRows,
    change: &ChangeRequest<'_>,
    seen: Option<&AppointmentRef>,
) -> Option<Read<Request>> {
    if let ChangeRequest::Book(booking) = *change {
        let booking = booking.clone();
        let Some(old) = seen.cloned() else {
            let record = appointment(&booking);
            return Some(prepare_booking(rows, booking, record, Map::new()));
        };
        let read = read_as_seen(rows, "Appointment", &old.id, Some(old.clone()));
        return Some(read.and_then(move |record| {
            let new = substitute(rows.clinic, record.clone(), &booking, &old);
            prepare_booking(rows, booking, new, record)
        }));
    }
    if let ChangeRequest::AddPatient(_) = *change {
        return request(rows.clinic, change).map(prepare_patient);
    }
    if let ChangeRequest::SetSlot {
        slot,
        free,
        is_read: true,
    } = *change
    {
        let unread = ChangeRequest::SetSlot {
            slot,
            free,
            is_read: false,
        };
        let otherwise = prepared(rows, &unread, seen)?;
        let patch = slot_patch(slot, free);
        return Some(capabilities().then(move |server| match server {
            Ok(server) if server.takes_json_patches() && server.has("Slot", "patch") => {
                Read::Done(Ok(patch))
            }
            _ => otherwise,
        }));
    }
    match *change {
        ChangeRequest::CorrectPatient(correction) => {
            return Some(prepare_correction(rows, correction.clone()));
        }
        ChangeRequest::EnterAway(time) => return Some(prepare_away(rows, time.clone())),
        ChangeRequest::EndAway(time) => return Some(prepare_back(rows, time.clone())),
        _ => {}
    }
    let update = update_of(rows.clinic, change)?;
    let read = read_as_seen(rows, update.kind, &update.id, seen.cloned());
    Some(read.and_then(move |record| prepare_update(rows, update, record)))
}

/// Reads whether a practitioner's absence can be entered: there is a schedule, and the server accepts slots.
pub(super) fn enters_absences(rows: &'static FhirRows, provider: &Provider) -> Read<bool> {
    let schedules = rows.calendars.enters_absences(provider);
    capabilities().then(move |server| match server {
        Ok(server) if !server.has("Slot", "create") && !server.is_silent_on("Slot") => {
            Read::Done(Ok(false))
        }
        _ => schedules,
    })
}

/// Returns the slot of an absence.
fn away_slot(time: &AwayTime, schedule: &str) -> FhirRecord {
    let slot = time.time();
    let moment = |at| utc(at, SecondsFormat::Secs).into();
    let reference = ["Schedule", schedule].join("/");
    let mut record = Map::from_iter([
        ("resourceType".to_owned(), "Slot".into()),
        ("schedule".to_owned(), json!({ "reference": reference })),
        ("status".to_owned(), AWAY.into()),
        ("start".to_owned(), moment(slot.start)),
        ("end".to_owned(), moment(slot.end)),
    ]);
    apply(&mut record, vec![("comment", time.why().map(Value::from))]);
    record
}

/// Reads the schedule of an absence, and returns the request that creates its slot.
fn prepare_away(rows: &'static FhirRows, time: AwayTime) -> Read<Request> {
    rows.calendars
        .schedule_for(&time)
        .map(move |schedule| create("Slot", away_slot(&time, &schedule), None))
}

/// Reads how a slot becomes bookable again, and returns the request. A slot that the server can't delete is marked as
/// entered in error.
fn prepare_back(rows: &'static FhirRows, time: AwayTime) -> Read<Request> {
    let way = rows.calendars.way_back(&time);
    let id = time.id().to_owned();
    way.and_then(move |way| {
        capabilities().then(move |server| {
            let deletes = server
                .is_ok_and(|server| server.has("Slot", "delete") || server.is_silent_on("Slot"));
            let status = match way {
                WayBack::Delete if deletes => {
                    return Read::Done(Ok(Request::delete(&["Slot", &id], None)));
                }
                WayBack::Delete => ENTERED_IN_ERROR,
                WayBack::Free => FREE,
            };
            let members = vec![("status", Some(status.into())), ("comment", None)];
            let update = update_of_members("Slot", &id, members);
            read_as_seen(rows, "Slot", &id, None)
                .and_then(move |record| prepare_update(rows, update, record))
        })
    })
}

/// Returns the patch of a slot, which tests that it has the other status.
fn slot_patch(id: &str, free: bool) -> Request {
    let [from, to] = if free {
        ["busy", "free"]
    } else {
        ["free", "busy"]
    };
    let record = Map::from_iter([("status".to_owned(), from.into())]);
    patch("Slot", id, &record, vec![("status", Some(to.into()))]).with("prefer", WHOLE)
}

/// Reads a patient whose data are to be corrected. The day decides which names and numbers are in use.
fn prepare_correction(rows: &'static FhirRows, correction: PatientCorrection) -> Read<Request> {
    let read = Read::of(Request::get(&["Patient", correction.id()]));
    let read = read.try_map(|body| {
        body.read_as_of(|answer, as_of| match answer {
            Value::Object(record) => Ok((record, as_of)),
            _ => Err(DecodeError::NoRecord),
        })
    });
    read.and_then(move |(record, as_of)| {
        prepare_update(rows, update_of_patient(&correction, as_of), record)
    })
}

/// Reads a record that is to be changed. Fails with [`Cause::Altered`] if it is an appointment that is not as staff saw
/// it.
fn read_as_seen(
    rows: &'static FhirRows,
    kind: &str,
    id: &str,
    seen: Option<AppointmentRef>,
) -> Read<FhirRecord> {
    let read = Read::of(Request::get(&[kind, id])).try_map(|body| {
        body.read(|answer| match answer {
            Value::Object(record) => Ok(record),
            _ => Err(DecodeError::NoRecord),
        })
    });
    let not_sent = |cause| Err(Failure::NotSent(Report::of(cause)));
    read.try_map(
        move |record| match seen.map(|seen| is_altered(rows, &seen, &record)) {
            Some(Err(why)) => not_sent(Cause::Unreadable(why)),
            Some(Ok(true)) => not_sent(Cause::Altered),
            Some(Ok(false)) | None => Ok(record),
        },
    )
}

/// Returns whether an appointment is not as staff saw it. A replacement of the whole record, or a patch at a server
/// that compares no versions, would overwrite the changes of others.
///
/// # Errors
///
/// Returns a [`DecodeError`] if the record is no appointment, so that the effect of the change is unknown.
fn is_altered(
    rows: &'static FhirRows,
    seen: &AppointmentRef,
    record: &FhirRecord,
) -> Result<bool, DecodeError> {
    let api = rows.clinic.api();
    let read = api.decode_appointment(record.clone().into())?;
    Ok(!seen.is_unchanged_in(&read))
}

/// Returns the request that creates a patient. Its condition is removed if the server does not support it, because some
/// servers then refuse the request.
fn prepare_patient(mut request: Request) -> Read<Request> {
    capabilities().then(move |server| {
        if server.is_ok_and(|server| !server.creates_conditionally("Patient")) {
            request.headers.retain(|(name, _)| *name != CONDITION);
        }
        Read::Done(Ok(request))
    })
}

/// Reads the slots at the time of a booking, and returns the request that creates it with this record. Without an end
/// it is as long as the slot that begins then: an appointment with a start has an end (app-2). `old` is the record of
/// the appointment that it replaces; empty if there is none.
fn prepare_booking(
    rows: &'static FhirRows,
    booking: Booking,
    mut record: FhirRecord,
    old: FhirRecord,
) -> Read<Request> {
    let start = booking.parts().span.start();
    let end = booking.parts().span.end();
    let time = start.map(|start| Slot {
        start,
        end: end.unwrap_or(start + TimeDelta::minutes(1)),
    });
    slots_at(rows, booking.provider(), time).and_then(move |slots| {
        let mut ends = slots
            .iter()
            .filter(|slot| Some(slot.slot.start) == start)
            .map(|slot| slot.slot.end);
        let end = end.or_else(|| ends.next());
        if let Some(start) = start {
            let Some(end) = end else {
                return Read::Done(Err(without_end()));
            };
            apply(&mut record, times(start, Some(end), &Map::new()));
            apply(
                &mut record,
                vec![("slot", references_to(&slots, Slot { start, end }, &old))],
            );
        }
        let reference = booking.reference();
        coded(rows.clinic, record).map(move |record| create("Appointment", record, reference))
    })
}

/// Returns the refusal of a start without an end.
fn without_end() -> Failure {
    let wire_name = MINUTES.wire.map(str::to_owned);
    let issue = Issue {
        wire_name,
        text: "app-2".to_owned().into(),
    };
    Failure::Refused(Report {
        issues: vec![issue],
        ..Report::of(Cause::Invalid)
    })
}

/// Returns the request that creates a record unless the server has one with the same identifier. A server without
/// conditional creates makes another one, so the request is never repeated without a look-up.
fn create(kind: &str, mut record: FhirRecord, reference: Option<Reference>) -> Request {
    let Some(reference) = reference else {
        return Request::post(&[kind], record.into()).with("prefer", WHOLE);
    };
    let value = identifier_value(reference);
    let condition = ["identifier", &token_of(reference)].join("=");
    let identifiers = record.remove("identifier").unwrap_or_default();
    let mut identifiers = identifiers.as_array().cloned().unwrap_or_default();
    identifiers.insert(0, json!({"system": OURS, "value": value}));
    record.insert("identifier".to_owned(), identifiers.into());
    Request::post(&[kind], record.into())
        .with("prefer", WHOLE)
        .with(CONDITION, condition)
}

/// Returns the update that makes a change; `None` if no update makes it.
fn update_of(clinic: ClinicId, change: &ChangeRequest<'_>) -> Option<Update> {
    let status = |word: &str| ("status", Some(word.into()));
    match *change {
        // Another practitioner needs another appointment: not every server lets the participants change.
        ChangeRequest::Move {
            appointment,
            span: Some(span),
            provider: None,
        } => update_of_time(appointment, span, None),
        ChangeRequest::BookWaiting { appointment, span } => {
            update_of_time(appointment, span, Some(Status::Booked.word()))
        }
        ChangeRequest::Cancel {
            appointment,
            reason,
        } => {
            let reason = concept_by_table(clinic, CANCELATION_REASON.key, reason);
            Some(update_of_members(
                "Appointment",
                appointment,
                vec![
                    status(Status::Cancelled.word()),
                    (CANCELATION_REASON.key, Some(reason)),
                ],
            ))
        }
        ChangeRequest::Remove { appointment } => Some(update_of_members(
            "Appointment",
            appointment,
            vec![status(ENTERED_IN_ERROR), ("cancelationReason", None)],
        )),
        ChangeRequest::SetStatus {
            appointment,
            status: to,
        } => {
            // Only a cancelled appointment has a reason for it (app-4).
            let members = vec![status(to.word()), ("cancelationReason", None)];
            Some(update_of_members("Appointment", appointment, members))
        }
        ChangeRequest::SetDetails {
            appointment: id,
            details,
            span,
            ..
        } => Some(update_of_details(clinic, id, details, span)),
        ChangeRequest::SetSlot { slot, free, .. } => Some(update_of_members(
            "Slot",
            slot,
            vec![status(if free { "free" } else { "busy" })],
        )),
        ChangeRequest::CorrectPatient(correction) => {
            Some(update_of_patient(correction, ReadDay::default()))
        }
        _ => None,
    }
}

/// Returns the update that changes details of an appointment, and its time if given.
fn update_of_details(
    clinic: ClinicId,
    id: &str,
    details: &[Detail],
    span: Option<&Span>,
) -> Update {
    let new = new_details(clinic, details);
    match span.and_then(|span| update_of_time(id, span, None)) {
        None => Update::new("Appointment", id, new),
        Some(Update { members, time, .. }) => Update {
            time,
            ..Update::new("Appointment", id, move |record| {
                let times = members(record);
                times.into_iter().chain(new(record)).collect()
            })
        },
    }
}

/// Returns the update that corrects a patient's data.
fn update_of_patient(correction: &PatientCorrection, as_of: ReadDay) -> Update {
    let values: Vec<_> = correction
        .members()
        .map(|(name, value)| (name, value.clone()))
        .collect();
    Update::new("Patient", correction.id(), move |record| {
        patient_members(record, values, as_of)
    })
}

/// Returns the update that sets these members, regardless of the record.
fn update_of_members(kind: &'static str, id: &str, members: Members) -> Update {
    Update::new(kind, id, |_| members)
}

/// Returns the update that gives an appointment another time, and a status if given; `None` without a start.
fn update_of_time(id: &str, span: &Span, status: Option<&'static str>) -> Option<Update> {
    let start = span.start()?;
    let end = span.end();
    let members = move |record: &FhirRecord| {
        let mut members = times(start, end, record);
        members.extend(status.map(|word| ("status", Some(word.into()))));
        members
    };
    Some(Update {
        time: end.map(|end| Slot { start, end }),
        ..Update::new("Appointment", id, members)
    })
}

/// Returns the members of a time. Without an end, the appointment keeps its length.
fn times(start: DateTime<Utc>, end: Option<DateTime<Utc>>, record: &FhirRecord) -> Members {
    let length = || Some(instant(record, "end")? - instant(record, "start")?);
    let end = end.or_else(|| Some(start + length()?));
    let minutes = end
        .map(|end| (end - start).num_minutes())
        .filter(|minutes| *minutes > 0);
    let moment = |at| utc(at, SecondsFormat::Secs).into();
    let members = [
        ("start", Some(moment(start))),
        ("end", end.map(moment)),
        ("minutesDuration", minutes.map(Value::from)),
    ];
    members
        .into_iter()
        .filter(|(_, value)| value.is_some())
        .collect()
}

/// Returns the request of an update: a patch or a replacement, as the server allows.
fn prepare_update(rows: &'static FhirRows, update: Update, record: FhirRecord) -> Read<Request> {
    let Update {
        kind,
        id,
        members,
        time,
    } = update;
    let members = members(&record);
    let practitioner = participants(&record, "Practitioner")
        .next()
        .and_then(|id| Provider::named(rows.clinic, id));
    let slots = slots_at(rows, practitioner, time);
    let members = coded_members(rows.clinic, members);
    let read = slots.and_then(|slots| members.map(|members| (slots, members)));
    read.and_then(move |(slots, mut members)| {
        if let Some(time) = time {
            members.push(("slot", references_to(&slots, time, &record)));
        }
        capabilities().then(move |server| {
            let version = version_of(&record);
            // A server that lists no interactions gets a patch.
            let can = |code| server.as_ref().is_ok_and(|server| server.has(kind, code));
            let is_silent = server
                .as_ref()
                .map_or(true, |server| server.is_silent_on(kind));
            let takes_patches = server
                .as_ref()
                .map_or(true, CapabilityStatement::takes_json_patches);
            let can_patch = takes_patches && (can("patch") || is_silent);
            let can_put = can("update") || is_silent;
            if !can_patch && !can_put {
                let message = format!("CapabilityStatement: {kind}");
                let report = Report {
                    message: Some(message.into()),
                    ..Report::of(Cause::OtherRefusal)
                };
                return Read::Done(Err(Failure::NotSent(report)));
            }
            let conditional =
                |request: Request| request.with("prefer", WHOLE).if_version(version.as_deref());
            if !can_patch {
                return Read::Done(Ok(conditional(put(kind, &id, record, members))));
            }
            let patch = patch(kind, &id, &record, members.clone());
            let put = can_put.then(|| conditional(put(kind, &id, record, members)));
            Read::Done(Ok(Request {
                instead: put.map(Box::new),
                ..conditional(patch)
            }))
        })
    })
}

/// Returns a JSON Patch (RFC 6902). `add` also replaces; `remove` fails if there is nothing to remove.
fn patch(kind: &str, id: &str, record: &FhirRecord, members: Members) -> Request {
    let test = |name: &str| {
        Some(json!({"op": "test", "path": format!("/{name}"), "value": record.get(name)?}))
    };
    let steps = members.into_iter().filter_map(|(name, value)| match value {
        Some(value) => Some(json!({"op": "add", "path": format!("/{name}"), "value": value})),
        None if record.contains_key(name) => {
            Some(json!({"op": "remove", "path": format!("/{name}")}))
        }
        None => None,
    });
    let steps: Vec<Value> = TESTED.into_iter().filter_map(test).chain(steps).collect();
    Request::patch(&[kind, id], steps.into()).with("content-type", JSON_PATCH)
}

/// Returns a replacement by the whole record with the new values. Other elements are sent back as they were read.
fn put(kind: &str, id: &str, mut record: FhirRecord, members: Members) -> Request {
    apply(&mut record, members);
    Request::put(&[kind, id], record.into())
}

/// Sets the members of a record to their new values.
pub(super) fn apply(record: &mut FhirRecord, members: Members) {
    for (name, value) in members {
        match value {
            Some(value) => record.insert(name.to_owned(), value),
            None => record.remove(name),
        };
    }
}

//! The record of an appointment that replaces another.

use serde_json::Value;

use super::change::{FhirRecord, apply};
use super::details::new_details;
use super::record::appointment;
use crate::clinic::same_id;
use crate::clinics::reference::parts_of;
use crate::{AppointmentRef, Booking, ClinicId, Detail};

/// Elements that a replacement does not take over: they are the server's, or identify the old appointment.
const OWN: [&str; 7] = [
    "id",
    "meta",
    "text",
    "identifier",
    "created",
    "slot",
    "cancelationReason",
];

/// Elements that refer to other records of the patient, and don't apply to another patient.
const OF_PATIENT: [&str; 4] = [
    "basedOn",
    "contained",
    "reasonReference",
    "supportingInformation",
];

/// Returns the record of a booking that replaces the appointment `old` with another practitioner or patient, or with
/// other details. Everything else stays as it is, also the other participants.
pub(super) fn substitute(
    clinic: ClinicId,
    mut record: FhirRecord,
    booking: &Booking,
    old: &AppointmentRef,
) -> FhirRecord {
    let details = details_altered(clinic, &record, booking);
    let details = new_details(clinic, &details)(&record);
    record.retain(|name, _| !OWN.contains(&name.as_str()));
    if !same_id(
        old.person.as_deref(),
        Some(booking.parts().patient.as_str()),
    ) {
        record.retain(|name, _| !OF_PATIENT.contains(&name.as_str()));
    }
    let new = appointment(booking);
    apply(&mut record, vec![("status", new.get("status").cloned())]);
    apply(&mut record, details);
    let new = participants_of(&new);
    let mut participants = participants_of(&record);
    let is_new = |kind: &'static str| new.iter().find(move |new| is_of_kind(new, kind));
    if let Some(patient) = is_new("Patient") {
        put_in_place(
            patient,
            old.person.as_deref(),
            &["Patient"],
            &mut participants,
        );
    }
    if let Some(practitioner) = is_new("Practitioner") {
        let kinds = ["Practitioner", "PractitionerRole"];
        let old = old.provider.as_deref();
        put_in_place(practitioner, old, &kinds, &mut participants);
    }
    apply(
        &mut record,
        vec![("participant", Some(participants.into()))],
    );
    record
}

/// Returns the details in which a booking differs from the record of the appointment that it replaces.
fn details_altered(clinic: ClinicId, record: &FhirRecord, booking: &Booking) -> Vec<Detail> {
    let read = clinic.api().decode_appointment(record.clone().into());
    let Ok(read) = read else {
        return Vec::new();
    };
    let values = booking
        .parts()
        .values
        .iter()
        .filter(|(field, _)| field.alterable);
    let details = values.map(|(field, value)| Detail {
        field: *field,
        from: None,
        to: value.clone(),
    });
    details
        .filter(|detail| !detail.is_in(&read, Some(&detail.to)))
        .collect()
}

/// Replaces the participant of the first kind with the id `old`, else the first of the other kinds, by a new one. One
/// that already has that id stays as it is.
fn put_in_place(new: &Value, old: Option<&str>, kinds: &[&str], participants: &mut Vec<Value>) {
    let is_old = |participant: &Value| {
        parts(participant).is_some_and(|(kind, id)| kind == kinds[0] && Some(&*id) == old)
    };
    if is_old(new) {
        return;
    }
    participants.retain(|other| parts(other) != parts(new));
    let is_other =
        |participant: &Value| kinds[1..].iter().any(|kind| is_of_kind(participant, kind));
    let place = participants
        .iter()
        .position(is_old)
        .or_else(|| participants.iter().position(is_other));
    let Some(place) = place else {
        return participants.push(new.clone());
    };
    for name in ["actor", "status"] {
        participants[place][name] = new[name].clone();
    }
}

fn participants_of(record: &FhirRecord) -> Vec<Value> {
    let list = record.get("participant").and_then(Value::as_array);
    list.cloned().unwrap_or_default()
}

/// Returns the kind and the id of a participant, if it is a record at the server.
fn parts(participant: &Value) -> Option<(String, String)> {
    let reference = participant.pointer("/actor/reference")?.as_str()?;
    parts_of(reference).map(|(kind, id)| (kind.to_owned(), id.to_owned()))
}

fn is_of_kind(participant: &Value, kind: &str) -> bool {
    parts(participant).is_some_and(|(own, _)| own == kind)
}

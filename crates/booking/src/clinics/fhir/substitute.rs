//! The record of an appointment that takes the place of another.

use serde_json::Value;

use super::change::{FhirRecord, apply};
use super::record::appointment;
use crate::Booking;
use crate::clinics::reference::parts_of;

/// Elements of an appointment that another one in its place does not take over: they are the server's, or name it.
const OWN: [&str; 7] = [
    "id",
    "meta",
    "text",
    "identifier",
    "created",
    "slot",
    "cancelationReason",
];

/// Returns the record of a booking that takes the place of an appointment with another practitioner than `old`: all else
/// stays as it is, and whoever else takes part.
pub(super) fn substitute(
    mut record: FhirRecord,
    booking: &Booking,
    old: Option<&str>,
) -> FhirRecord {
    record.retain(|name, _| !OWN.contains(&name.as_str()));
    let new = appointment(booking);
    apply(&mut record, vec![("status", new.get("status").cloned())]);
    let parts = |participant: &Value| {
        let reference = participant.pointer("/actor/reference")?.as_str()?;
        parts_of(reference).map(|(kind, id)| (kind.to_owned(), id.to_owned()))
    };
    let list = |record: &FhirRecord| {
        let list = record.get("participant").and_then(Value::as_array);
        list.cloned().unwrap_or_default()
    };
    let is_practitioner =
        |participant: &Value| parts(participant).is_some_and(|(kind, _)| kind == "Practitioner");
    let Some(substitute) = list(&new).into_iter().find(is_practitioner) else {
        return record;
    };
    let mut participants = list(&record);
    participants.retain(|other| parts(other) != parts(&substitute));
    let is_old = |participant: &Value| {
        parts(participant).is_some_and(|(kind, id)| kind == "Practitioner" && Some(&*id) == old)
    };
    let is_role = |participant: &Value| {
        parts(participant).is_some_and(|(kind, _)| kind == "PractitionerRole")
    };
    let place = participants
        .iter()
        .position(is_old)
        .or_else(|| participants.iter().position(is_role));
    match place {
        Some(place) => {
            for name in ["actor", "status"] {
                participants[place][name] = substitute[name].clone();
            }
        }
        None => participants.push(substitute),
    }
    apply(
        &mut record,
        vec![("participant", Some(participants.into()))],
    );
    record
}

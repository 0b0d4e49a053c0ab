//! A booking as it is kept, so that it can be looked up, shown and sent again by a later run of the program.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::booking::time::{Minutes, Span};
use crate::booking::{
    AnivaBooking, Booking, ClinikBooking, FieldId, PatientId, PractitionerId, Priority, Reference, Status,
    Text,
};

/// Members are only ever added, each with a default: an older file stays readable.
#[derive(Serialize, Deserialize)]
#[serde(tag = "backend", rename_all = "lowercase")]
enum Record {
    Clinik {
        status: String,
        patient: String,
        practitioner: Option<String>,
        start: Option<DateTime<Utc>>,
        end: Option<DateTime<Utc>>,
        minutes: Option<u16>,
        priority: Option<u8>,
        texts: Vec<(String, String)>,
        #[serde(default)]
        reference: Option<String>,
    },
    Aniva {
        profile: Uuid,
        location: Uuid,
        at: DateTime<Utc>,
        desk_note: Option<String>,
        #[serde(default)]
        panels: Vec<Uuid>,
    },
}

/// A booking, and the ids of appointments known not to be it.
#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    record: Record,
    #[serde(default)]
    stood_before: Vec<String>,
}

/// What is kept of a booking.
pub(super) fn write(booking: &Booking, stood_before: &[String]) -> Result<Vec<u8>, serde_json::Error> {
    let record = match booking {
        Booking::Clinik(ClinikBooking {
            status,
            patient,
            practitioner,
            span,
            priority,
            texts,
            reference,
        }) => Record::Clinik {
            status: status.word().to_owned(),
            patient: patient.as_str().to_owned(),
            practitioner: practitioner.as_ref().map(|id| id.as_str().to_owned()),
            start: span.start(),
            end: span.end(),
            minutes: span.minutes().map(Minutes::get),
            priority: priority.map(Priority::get),
            reference: reference.as_ref().map(ToString::to_string),
            texts: texts.iter().map(|(id, text)| (id.key().to_owned(), text.as_str().to_owned())).collect(),
        },
        Booking::Aniva(AnivaBooking { profile, location, at, desk_note, panels }) => Record::Aniva {
            profile: *profile,
            location: *location,
            at: *at,
            panels: panels.clone(),
            desk_note: desk_note.as_ref().map(|text| text.as_str().to_owned()),
        },
    };
    serde_json::to_vec(&Kept { record, stood_before: stood_before.to_vec() })
}

/// The booking that was kept, and the appointments known not to be it; none where this version can't make one of it.
pub(super) fn read(kept: &[u8]) -> Option<(Booking, Vec<String>)> {
    let Kept { record, stood_before } = serde_json::from_slice(kept).ok()?;
    Some((booking(record)?, stood_before))
}

fn booking(record: Record) -> Option<Booking> {
    Some(match record {
        Record::Clinik { status, patient, practitioner, start, end, minutes, priority, texts, reference } => {
            let minutes = minutes.and_then(|minutes| Minutes::new(minutes.into()));
            let texts = texts.iter().filter_map(|(key, text)| Some((FieldId::named(key)?, kept_text(text)?)));
            Booking::Clinik(ClinikBooking {
                status: Status::of_word(&status)?,
                patient: PatientId::new(&patient)?,
                practitioner: practitioner.as_deref().and_then(PractitionerId::new),
                span: Span::resolve(start, end, minutes).ok()?,
                priority: priority.and_then(|priority| Priority::new(priority.into())),
                texts: texts.collect(),
                reference: reference.as_deref().and_then(Reference::named),
            })
        }
        Record::Aniva { profile, location, at, desk_note, panels } => Booking::Aniva(AnivaBooking {
            panels,
            profile,
            location,
            at,
            desk_note: desk_note.as_deref().and_then(kept_text),
        }),
    })
}

/// A text that was within its limit when the booking was made.
fn kept_text(text: &str) -> Option<Text> {
    Text::new(text, usize::MAX)
}

/// What ids and times alone make of a booking: enough to look it up.
pub(super) fn from_ids(
    backend: &str,
    person: Option<&str>,
    provider: Option<&str>,
    start: Option<DateTime<Utc>>,
) -> Option<Booking> {
    Some(match backend {
        "clinik" => Booking::Clinik(ClinikBooking {
            status: Status::Booked,
            patient: PatientId::new(person?)?,
            practitioner: provider.and_then(PractitionerId::new),
            span: Span::resolve(start, None, None).ok()?,
            priority: None,
            texts: Vec::new(),
            reference: None,
        }),
        "aniva" => Booking::Aniva(AnivaBooking {
            profile: person?.parse().ok()?,
            location: provider?.parse().ok()?,
            at: start?,
            desk_note: None,
            panels: Vec::new(),
        }),
        _ => return None,
    })
}

/// The names of the fields that hold something, as they stand on the wire.
pub(super) fn fields_of(booking: &Booking) -> Vec<&'static str> {
    let mut fields: Vec<FieldId> = Vec::new();
    match booking {
        Booking::Clinik(booking) => {
            fields.extend([FieldId::Status, FieldId::Patient]);
            fields.extend(booking.practitioner.is_some().then_some(FieldId::Practitioner));
            fields.extend(booking.span.start().is_some().then_some(FieldId::Start));
            fields.extend(booking.span.end().is_some().then_some(FieldId::End));
            fields.extend(booking.span.minutes().is_some().then_some(FieldId::Minutes));
            fields.extend(booking.priority.is_some().then_some(FieldId::Priority));
            fields.extend(booking.texts.iter().map(|(id, _)| *id));
        }
        Booking::Aniva(booking) => {
            fields.extend([FieldId::Profile, FieldId::Location, FieldId::ScheduledAt]);
            fields.extend((!booking.panels.is_empty()).then_some(FieldId::Panels));
            fields.extend(booking.desk_note.is_some().then_some(FieldId::DeskNote));
        }
    }
    fields.into_iter().map(FieldId::key).collect()
}

//! Aniva's requests and answers.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::form::{LOCATION, PROFILE, SCHEDULED_AT};
use super::people::{LOCATIONS, PROFILES, READER};
use super::{ANIVA, calendar, panels, people};
use crate::api::{Api, ChangeRequest, Finding, Read, ReadDay, Request, utc};
use crate::clinics::pages::{Pages, gather, read_one, record_in};
use crate::clinics::record::{
    APPOINTMENTS, appointment, instant, listing_of, look_alikes, object_of, patient_body, to_json,
    with_id,
};
use crate::time::{Minutes, Span};
use crate::{
    Agenda, Appointment, Booking, Cause, Days, DecodeError, Directory, Entry, Failure, Free, Id,
    Listing, NewPatient, People, Person, ProfilePage, Provider, Report, Sex, Tube,
};

/// Aniva's wire format.
#[derive(Debug)]
pub(crate) struct AnivaApi;

impl Api for AnivaApi {
    fn version(&self) -> &'static [&'static str] {
        &["api", "v1"]
    }

    /// Returns false: Aniva answers an unknown key and a missing right alike.
    fn forbidden_means_known_key(&self) -> bool {
        false
    }

    fn change(&self, change: &ChangeRequest<'_>) -> Option<Request> {
        let panels_of = |id, method: fn(&[&str], Value) -> Request, panels: &[Id]| {
            let panels: Vec<&str> = panels.iter().map(Id::as_str).collect();
            Some(method(
                &[APPOINTMENTS, id, "panels"],
                json!({ "panel_ids": panels }),
            ))
        };
        match *change {
            ChangeRequest::Book(booking) => Some(Request::post(&[APPOINTMENTS], body(booking))),
            ChangeRequest::Move {
                appointment,
                span,
                provider,
            } => {
                let members = [
                    (
                        SCHEDULED_AT,
                        span.and_then(Span::start).map(instant_to_json),
                    ),
                    (LOCATION, provider.map(|location| location.id().into())),
                ];
                Some(Request::patch(
                    &[APPOINTMENTS, appointment],
                    object_of(members),
                ))
            }
            ChangeRequest::Cancel { appointment, .. } => {
                Some(Request::delete(&[APPOINTMENTS, appointment], None))
            }
            ChangeRequest::AddPanels {
                appointment,
                panels,
            } => panels_of(appointment, Request::post, panels),
            ChangeRequest::RemovePanels {
                appointment,
                panels,
            } => panels_of(
                appointment,
                |path, body| Request::delete(path, Some(body)),
                panels,
            ),
            ChangeRequest::ConfirmDraw {
                appointment,
                barcode,
            } => {
                let body = json!({ "barcode": barcode });
                Some(Request::post(&[APPOINTMENTS, appointment, "confirm"], body))
            }
            ChangeRequest::AddPatient(patient) => {
                let body = patient_body(patient.members(), |sex| iso_5218(sex).into());
                Some(Request::post(&[PROFILES], body))
            }
            _ => None,
        }
    }

    fn find_appointment(&self, id: &str) -> Request {
        Request::get(&[APPOINTMENTS, id])
    }

    fn decode_appointment(&self, answer: Value) -> Result<Appointment, DecodeError> {
        let (id, record) = with_id(answer)?;
        Ok(Appointment {
            start: instant(&record, "scheduled_at"),
            panels: panels::attached(&record),
            ..appointment(ANIVA, &id, record)
        })
    }

    fn decode_patient(&self, answer: Value, as_of: ReadDay) -> Result<Person, DecodeError> {
        record_in(answer, READER, as_of)
    }

    fn tubes(&self, appointment: &str) -> Option<Read<Vec<Tube>>> {
        let preview = Request::get(&[APPOINTMENTS, appointment, "preview"]);
        Some(Read::of(preview).try_map(|body| body.read(|answer| Ok(panels::tubes(&answer)))))
    }

    fn is_done(&self, answer: &Value) -> bool {
        answer["success"] == true
    }

    fn list(&self, directory: Directory) -> Read<Listing> {
        let (path, paging, reader) = people::directory(directory);
        gather(path, Pages::of(paging, Vec::new(), reader)).map(listing_of)
    }

    /// Reads an entry. A location or a panel is read from its list, because no read of a single one is documented.
    fn entry(&self, directory: Directory, id: &str) -> Read<Entry> {
        if directory == super::form::PROFILES {
            return read_one(PROFILES, id, |id, record, _| {
                Some((&people::person(id, record)).into())
            });
        }
        let id = id.to_owned();
        self.list(directory).try_map(move |list| {
            let entry = list.entries.into_iter().find(|entry| entry.id == id);
            entry.ok_or_else(|| Failure::Refused(Report::of(Cause::NotFound)))
        })
    }

    fn person(&self, id: &str) -> Read<Person> {
        read_one(PROFILES, id, READER)
    }

    fn people_page(&self, offset: usize) -> Read<ProfilePage> {
        people::page(offset)
    }

    fn people_like(&self, patient: &NewPatient) -> Read<People> {
        look_alikes(patient, people::search_like(patient))
    }

    fn agenda_of_person(&self, id: &str, _days: Option<&Days>) -> Read<Agenda> {
        calendar::agenda_of_profile(id)
    }

    fn agenda_of_provider(&self, provider: &Provider, days: &Days) -> Read<Agenda> {
        calendar::agenda_of_location(provider, days)
    }

    fn agenda_of_all(&self, days: &Days) -> Read<Agenda> {
        calendar::agenda_of_all(days)
    }

    fn free_times(&self, provider: &Provider, days: &Days, _length: Option<Minutes>) -> Read<Free> {
        calendar::availability(provider, days)
    }

    fn probe(&self) -> Request {
        Request::get(&[LOCATIONS]).with_query([("count", "1".to_owned())])
    }

    fn may_book(&self) -> Read<Finding> {
        calendar::may_book()
    }
}

/// Returns the body of POST /api/v1/appointments: `profile_id`, `location_id`, `scheduled_at`. The desk note is never
/// sent, and panels are added by a separate call.
fn body(booking: &Booking) -> Value {
    let value = |field| {
        booking
            .value_of(field)
            .map(|value| to_json(value, instant_to_json))
    };
    object_of([PROFILE, LOCATION, SCHEDULED_AT].map(|field| (field, value(field))))
}

fn instant_to_json(at: DateTime<Utc>) -> Value {
    utc(at, SecondsFormat::AutoSi).into()
}

/// Returns the code of ISO/IEC 5218; profiles are created with 1 and 2 only, see
/// [`crate::NewPatient`].
fn iso_5218(sex: Sex) -> u8 {
    match sex {
        Sex::Unknown => 0,
        Sex::Male => 1,
        Sex::Female => 2,
        Sex::Other => 9,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{DESK_NOTE, LOCATIONS, PANEL_LIST, PROFILES};
    use super::{ANIVA, DateTime, Utc, body};
    use crate::time::Span;
    use crate::{Booking, BookingParts, FieldValue, Text};

    fn booking(at: &str) -> Booking {
        let span = Span::resolve(Some(at.parse::<DateTime<Utc>>().unwrap()), None, None).unwrap();
        let patient = PROFILES.id("A3F1C2D4-8B7E-4F2A-9C1D-2E3F4A5B6C7D").unwrap();
        let location = LOCATIONS.id("b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b");
        let note = FieldValue::Text(Text::new("prefers the left arm", 2000).unwrap());
        let panels = vec![
            PANEL_LIST
                .id("ffffffff-ffff-ffff-ffff-ffffffffffff")
                .unwrap(),
        ];
        let parts = BookingParts::of(patient, location, span);
        Booking::new(
            ANIVA,
            BookingParts {
                panels,
                values: vec![(DESK_NOTE, note)],
                ..parts
            },
        )
        .unwrap()
    }

    #[test]
    fn the_contracts_own_example_is_what_is_sent() {
        let sent = body(&booking("2026-05-15T12:30:00+02:00"));
        assert_eq!(
            sent.to_string(),
            json!({
                "profile_id": "a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d",
                "location_id": "b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b",
                "scheduled_at": "2026-05-15T10:30:00Z"
            })
            .to_string()
        );
    }

    #[test]
    fn a_fraction_is_sent_only_where_there_is_one() {
        let sent = body(&booking("2026-05-15T10:30:00.250Z"));
        assert_eq!(sent["scheduled_at"], "2026-05-15T10:30:00.250Z");
    }
}

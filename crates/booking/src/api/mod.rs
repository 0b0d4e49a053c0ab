//! The requests to clinic APIs as values, and the meanings of the responses. Nothing here opens a socket, so
//! requests can be shown, and responses replayed, without a server.

mod as_of;
mod change;
mod error_response;
mod finding;
mod http;
mod missing;
mod outline;
mod server_text;

use crate::is_same_id;
use std::fmt;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::time::Minutes;
use super::{
    Agenda, Appointment, AppointmentRef, Booking, Cause, Contradiction, Days, DecodeError,
    Difference, Directory, Entry, Failure, Free, Hours, Issue, Listing, NamedEntry, NewPatient,
    PatientQuery, People, Person, ProfilePage, Provider, PublishedTimes, Reference, Report, Slot,
    Tube,
};

pub use as_of::ReadDay;
pub use change::{ChangeRequest, Changed};
pub use finding::{Finding, FindingReason};
pub use http::{Body, Method, Read, Reply, Request, Reuse};
pub use missing::{Capability, MissingCapabilities};
pub use outline::Outline;
pub(crate) use outline::WHOLE;
pub(crate) use server_text::NOTHING;
pub use server_text::{members_of, shown, shown_in_list, shown_message};

/// The wire format of one clinic API.
pub trait Api: fmt::Debug + Send + Sync {
    /// Returns the path segments that every address begins with.
    fn version(&self) -> &'static [&'static str];

    /// Returns how a request carries the key.
    fn credential(&self) -> Credential {
        Credential::Header("x-api-key")
    }

    /// Returns the media type of bodies.
    fn media_type(&self) -> &'static str {
        "application/json"
    }

    /// Returns the prefixes of a well-formed key; empty if keys have none.
    fn key_prefixes(&self) -> &'static [&'static str] {
        &[]
    }

    /// Returns the prefix of a key for test data, if there is one.
    fn test_key(&self) -> Option<&'static str> {
        None
    }

    /// Returns the meaning of a 4xx status with the body's `code`.
    fn cause(&self, status: u16, _code: Option<&str>) -> Cause {
        Cause::of_status(status)
    }

    /// Decodes the issues of single fields in the body of a refusal.
    fn issues(&self, _body: &Value) -> Vec<Issue> {
        Vec::new()
    }

    /// Returns whether a booking carries its reference as an identifier besides the comment.
    fn identifies_bookings(&self) -> bool {
        false
    }

    /// Returns whether patients' records state that they are not in use.
    fn states_records(&self) -> bool {
        false
    }

    /// Makes references in an answer relative where they lead to records of the server at this address.
    fn localize(&self, _answer: &mut Value, _address: &str) {}

    /// Returns the data that a replacement appointment does not take over, as staff read them.
    fn uncopied(&self, _record: &Map<String, Value>) -> Vec<String> {
        Vec::new()
    }

    /// Reads the practitioners of an appointment that names only their roles.
    fn completed(&'static self, appointment: Appointment) -> Read<Appointment> {
        Read::Done(Ok(appointment))
    }

    /// Returns the names that an appointment gives to its participants.
    fn named(&self, _record: &Map<String, Value>) -> Vec<NamedEntry> {
        Vec::new()
    }

    /// Returns a record with its values under the names of the form's fields on the wire.
    fn flat(&self, record: &Map<String, Value>) -> Map<String, Value> {
        record.clone()
    }

    /// Returns whether a 403 means that the key itself is valid and only lacks a right.
    fn forbidden_means_known_key(&self) -> bool;

    /// Returns the request that makes a change, or `None` if the API can't make it.
    fn change(&self, change: &ChangeRequest<'_>) -> Option<Request>;

    /// Reads the records that a change depends on, and returns the request that makes the change; `None` if the API
    /// can't make it. The read fails with [`Cause::Altered`] if the appointment is not as staff have `seen` it.
    fn prepared(
        &self,
        change: &ChangeRequest<'_>,
        _seen: Option<&AppointmentRef>,
    ) -> Option<Read<Request>> {
        self.change(change).map(|request| Read::Done(Ok(request)))
    }

    /// Returns the request that reads an appointment by its id.
    fn find_appointment(&self, id: &str) -> Request;

    /// Decodes the appointment in a response: to its creation, to a change of it, or to a read by its id.
    ///
    /// # Errors
    ///
    /// Returns a [`DecodeError`] if the response holds no appointment.
    fn decode_appointment(&self, answer: Value) -> Result<Appointment, DecodeError>;

    /// Decodes the patient in a response.
    ///
    /// # Errors
    ///
    /// Returns a [`DecodeError`] if the response holds no patient.
    fn decode_patient(&self, answer: Value, as_of: ReadDay) -> Result<Person, DecodeError>;

    /// Returns whether a response without a record confirms that the change was made.
    fn is_done(&self, _answer: &Value) -> bool {
        true
    }

    /// Reads a list to choose from, up to some hundreds of entries.
    fn list(&self, directory: Directory) -> Read<Listing>;

    /// Reads one entry of a list; `Refused` with [`Cause::NotFound`] if no entry has that id.
    fn entry(&self, directory: Directory, id: &str) -> Read<Entry>;

    /// Reads a patient by id.
    fn person(&self, id: &str) -> Read<Person>;

    /// Searches for patients by a caller's data: up to 20, or up to 500 if the answer has to be filtered here. Empty
    /// if the API has no such search.
    fn search(&self, _query: &PatientQuery) -> Read<People> {
        Read::Done(Ok(People::default()))
    }

    /// Reads the patients after the first `offset` of the whole list. Empty if patients are searched for
    /// instead.
    fn people_page(&self, _offset: usize) -> Read<ProfilePage> {
        Read::Done(Ok(ProfilePage::default()))
    }

    /// Reads the known patients that may be this new patient.
    fn people_like(&self, patient: &NewPatient) -> Read<People>;

    /// Reads a patient's appointments on these days, or all of them.
    fn agenda_of_person(&self, id: &str, days: Option<&Days>) -> Read<Agenda>;

    /// Reads the appointments that include a booking if it was made: its patient's on these days, or all of them, and
    /// the one with its reference.
    fn look_up(
        &self,
        person: &str,
        days: Option<&Days>,
        _reference: Option<Reference>,
    ) -> Read<Agenda> {
        self.agenda_of_person(person, days)
    }

    /// Returns what the answer to a search shows of the server's searches. A search proves that a booking is not there
    /// only if it has both traits.
    fn search_traits(&self, _search: &Body) -> SearchTraits {
        SearchTraits {
            keeps_references: true,
            is_current: true,
        }
    }

    /// Reads the appointments of a practitioner or location on these days.
    fn agenda_of_provider(&self, provider: &Provider, days: &Days) -> Read<Agenda>;

    /// Reads the appointments of all practitioners or locations on these days.
    fn agenda_of_all(&self, days: &Days) -> Read<Agenda>;

    /// Reads the waiting list; `None` if the API has none.
    fn waiting(&self) -> Option<Read<Agenda>> {
        None
    }

    /// Reads the free times of a provider on these days, for visits of `length` if the API doesn't state their
    /// length.
    fn free_times(&self, provider: &Provider, days: &Days, length: Option<Minutes>) -> Read<Free>;

    /// Reads the free times of one of several providers that are read at the same time. Data of all of them is read
    /// once.
    fn free_times_in_group(
        &self,
        provider: &Provider,
        days: &Days,
        length: Option<Minutes>,
    ) -> Read<Free> {
        self.free_times(provider, days, length)
    }

    /// Reads the published slots of a provider that overlap this time, free or not.
    fn slots_at(
        &self,
        _provider: &Provider,
        _time: Slot,
        _reuse: Reuse,
    ) -> Read<Vec<PublishedSlot>> {
        Read::Done(Ok(Vec::new()))
    }

    /// Returns whether a slot is marked only if it is still as it was read.
    fn guards_slots(&self) -> bool {
        false
    }

    /// Returns whether a practitioner's absence can be entered: there is a schedule of this practitioner's own.
    fn enters_absences(&self, _provider: &Provider) -> Read<bool> {
        Read::Done(Ok(false))
    }

    /// Reads the absences of all practitioners on these days; no appointments.
    fn absences(&self, _days: &Days) -> Read<Agenda> {
        Read::Done(Ok(Agenda::default()))
    }

    /// Decodes the slot in a response.
    ///
    /// # Errors
    ///
    /// Returns a [`DecodeError`] if the response holds no slot.
    fn decode_slot(&self, _answer: Value) -> Result<PublishedSlot, DecodeError> {
        Err(DecodeError::NoRecord)
    }

    /// Returns the id of the schedule that the record of a slot names, if it names one.
    fn schedule_of_slot(&self, _record: &Value) -> Option<String> {
        None
    }

    /// Reads a published slot by its id; `None` if the API publishes none.
    fn slot(&self, _id: &str) -> Option<Read<PublishedSlot>> {
        None
    }

    /// Reads the tubes that an appointment's draw will fill; `None` if the API does not list them.
    fn tubes(&self, _appointment: &str) -> Option<Read<Vec<Tube>>> {
        None
    }

    /// Reads a provider's working hours; `None` if they are unknown.
    fn hours(&self, _provider: &Provider) -> Read<Option<Hours>> {
        Read::Done(Ok(None))
    }

    /// Reads the times that a provider publishes on these days, free or not; for a single day without any, also the
    /// same weekday before and after it. `None` if the API lists no taken times.
    fn published(&self, _provider: &Provider, _days: &Days) -> Option<Read<PublishedTimes>> {
        None
    }

    /// Returns the request that only checks whether the API is there.
    fn probe(&self) -> Request;

    /// Reads the capabilities that the server lacks; `None` if every server of this API has all.
    fn missing(&self) -> Option<Read<MissingCapabilities>> {
        None
    }

    /// Reads the beginning of a list. Returns whether its next page, if it has one, can be read.
    fn reads_on(&self) -> Read<bool> {
        Read::Done(Ok(true))
    }

    /// Reads a list as the form does, and then checks whether the key may book, if possible without booking.
    fn may_book(&self) -> Read<Finding>;
}

/// The known traits of a server's searches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SearchTraits {
    /// Whether the server keeps the references of bookings.
    pub keeps_references: bool,
    /// Whether searches find what was stored a few seconds ago.
    pub is_current: bool,
}

impl SearchTraits {
    /// Returns the traits that either of them has.
    pub fn or(self, other: SearchTraits) -> SearchTraits {
        SearchTraits {
            keeps_references: self.keeps_references || other.keeps_references,
            is_current: self.is_current || other.is_current,
        }
    }

    /// Returns whether a record that a search does not find is not there.
    pub fn prove_absence(self) -> bool {
        self.keeps_references && self.is_current
    }
}

/// How a request carries the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// The key in a header of this name. Without a key nothing is sent.
    Header(&'static str),
    /// The key as a bearer token, a token that a client's id and secret are exchanged for, or id and secret
    /// themselves (RFC 7617). A server may be open without any.
    Authorization,
}

/// A slot that a clinic has published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedSlot {
    /// The id of the slot.
    pub id: String,
    /// The start and end of the slot.
    pub slot: Slot,
    /// Whether the slot is offered.
    pub is_free: bool,
    /// Whether the slot is booked; one that staff have blocked is neither free nor busy.
    pub is_busy: bool,
    /// Whether no other visit is possible then: the time is booked, blocked or reserved.
    pub is_taken: bool,
    /// Whether the practitioner is away then: it is `busy-unavailable`.
    pub is_absence: bool,
    /// The note of the person who published or blocked it, harmless to show; empty if there is none.
    pub note: String,
    /// The version of the record, if the clinic counts versions.
    pub version: Option<String>,
    /// The id of its schedule, if given.
    pub schedule: Option<String>,
}

impl dyn Api {
    /// Returns the body of a 2xx response, else a failure.
    ///
    /// # Errors
    ///
    /// As for `outlined_body_of`.
    pub fn body_of(&self, reply: &Reply) -> Result<Body, Failure> {
        self.outlined_body_of(reply, None)
    }

    /// Returns the body of a 2xx response, reduced to `outline` if there is one; else a failure.
    ///
    /// # Errors
    ///
    /// Returns the meaning of the response for a change: a 4xx other than 408 is a refusal; after any other status
    /// the change may have been made.
    pub fn outlined_body_of(
        &self,
        reply: &Reply,
        outline: Option<&Outline>,
    ) -> Result<Body, Failure> {
        if !reply.is_success() {
            return Err(error_response::failure(self, reply));
        }
        let is_elsewhere = reply.location.is_some() && reply.body.as_ref().is_ok_and(Vec::is_empty);
        if reply.status == http::NO_CONTENT || is_elsewhere {
            return Ok(Body::new(reply, None));
        }
        let unread = |cause| Body::new(reply, None).failure(cause);
        let read = match outline {
            Some(outline) => reply.outlined(outline),
            None => reply.json(),
        };
        Ok(Body::new(reply, Some(read.map_err(unread)?)))
    }

    /// Reads an appointment by its id, in either letter case.
    pub fn appointment(&'static self, id: &str) -> Read<Appointment> {
        let request = self.find_appointment(id);
        let id = id.to_owned();
        let read = Read::of(request).try_map(move |body| self.appointment_in(body, Some(&id)));
        read.and_then(|appointment| self.completed(appointment))
    }

    /// Decodes the body of a 2xx response to a change whose request was `sent`.
    ///
    /// # Errors
    ///
    /// Returns `Unknown` if the body can't be read, is about another record, or shows a slot in the wrong state.
    pub fn changed(
        &self,
        change: &ChangeRequest<'_>,
        sent: &Request,
        body: Body,
    ) -> Result<Changed, Failure> {
        let of_appointment = |appointment| Changed::Appointment(Box::new(appointment));
        let of_patient = |patient| Changed::Patient(Box::new(patient));
        match *change {
            ChangeRequest::Book(booking) => self.booked(booking, body).map(of_appointment),
            ChangeRequest::Move {
                appointment: id, ..
            }
            | ChangeRequest::BookWaiting {
                appointment: id, ..
            }
            | ChangeRequest::Cancel {
                appointment: id, ..
            }
            | ChangeRequest::SetStatus {
                appointment: id, ..
            }
            | ChangeRequest::SetDetails {
                appointment: id, ..
            } => self.appointment_in(body, Some(id)).map(of_appointment),
            ChangeRequest::AddPatient(_) => body
                .read_as_of(|answer, as_of| self.decode_patient(answer, as_of))
                .map(of_patient),
            ChangeRequest::CorrectPatient(correction) => body
                .read_as_of(|answer, as_of| {
                    let patient = self.decode_patient(answer, as_of)?;
                    if !is_same_id(patient.id(), correction.id()) {
                        return Err(DecodeError::OtherRecord);
                    }
                    Ok(patient)
                })
                .map(of_patient),
            ChangeRequest::AddPanels { .. }
            | ChangeRequest::RemovePanels { .. }
            | ChangeRequest::ConfirmDraw { .. } => body.read(|answer| {
                if self.is_done(&answer) {
                    Ok(Changed::Done)
                } else {
                    Err(DecodeError::NotDone)
                }
            }),
            // A removal needs no record in its answer.
            ChangeRequest::Remove { appointment: id } => {
                match self.appointment_in(body, Some(id)) {
                    Err(failure) if has_no_record(&failure) => Ok(Changed::Done),
                    removed => removed.map(of_appointment),
                }
            }
            ChangeRequest::EnterAway(time) => {
                let slot = body.read(|answer| self.decode_slot(answer))?;
                let wanted = sent.body.as_ref();
                let wanted = wanted.and_then(|body| self.schedule_of_slot(body.shown()));
                match (wanted, &slot.schedule) {
                    (Some(wanted), Some(schedule)) if wanted != *schedule => {
                        Err(contradicted(Difference::Provider, &slot.id))
                    }
                    _ => Ok(of_appointment(time.made_as(slot))),
                }
            }
            ChangeRequest::EndAway(time) => match self.slot_in(body, time.id()) {
                Ok(slot) => Ok(of_appointment(time.made_as(slot))),
                // A deleted slot needs no record in its answer.
                Err(failure) if sent.method == Method::Delete && has_no_record(&failure) => {
                    Ok(Changed::Done)
                }
                Err(failure) => Err(failure),
            },
            ChangeRequest::SetSlot { slot: id, free, .. } => match self.slot_in(body, id) {
                Ok(slot) if slot.is_taken && free || slot.is_free && !free => {
                    Err(contradicted(Difference::Status, id))
                }
                Ok(_) => Ok(Changed::Done),
                Err(failure) if has_no_record(&failure) => Ok(Changed::Done),
                Err(failure) => Err(failure),
            },
        }
    }

    /// Decodes the appointment that a booking has made.
    fn booked(&self, booking: &Booking, body: Body) -> Result<Appointment, Failure> {
        let may_be_other = body.status == 200 && self.identifies_bookings();
        let appointment = self.appointment_in(body, None)?;
        let patient = booking
            .clinic()
            .patient_field()
            .wire
            .and_then(|name| appointment.member(name));
        let is_of_patient =
            patient.is_none_or(|patient| patient == booking.parts().patient.as_str());
        if may_be_other && !is_of_patient {
            // A conditional create that found another booking with its reference has made nothing.
            return Err(Failure::Refused(Report::of(Cause::Conflict)));
        }
        Ok(appointment)
    }

    /// Decodes the slot with this id in a body, in either letter case.
    fn slot_in(&self, body: Body, id: &str) -> Result<PublishedSlot, Failure> {
        body.read(|answer| {
            let slot = self.decode_slot(answer)?;
            if is_same_id(&slot.id, id) {
                Ok(slot)
            } else {
                Err(DecodeError::OtherRecord)
            }
        })
    }

    /// Decodes the appointment in a body, and checks its id if given, in either letter case.
    fn appointment_in(&self, body: Body, id: Option<&str>) -> Result<Appointment, Failure> {
        let request_id = body.request_id.clone();
        let appointment = body.read(|answer| {
            let appointment = self.decode_appointment(answer)?;
            let is_other = id.is_some_and(|id| !is_same_id(&appointment.id, id));
            if is_other {
                Err(DecodeError::OtherAppointment)
            } else {
                Ok(appointment)
            }
        })?;
        Ok(Appointment {
            request_id,
            ..appointment
        })
    }
}

/// Returns whether there was no record in an answer.
fn has_no_record(failure: &Failure) -> bool {
    let Cause::Unreadable(why) = &failure.report().cause else {
        return false;
    };
    matches!(
        why,
        DecodeError::Empty
            | DecodeError::NoAppointment
            | DecodeError::NoAppointmentId
            | DecodeError::NoRecord
    )
}

/// Returns the failure of a change that the answered slot with this id contradicts.
fn contradicted(by: Difference, id: &str) -> Failure {
    let id = id.to_owned();
    Failure::Unknown(Report::of(Cause::Contradicted(Contradiction { by, id })))
}

/// Formats a moment in UTC by RFC 3339, with `Z`.
pub fn utc(at: DateTime<Utc>, format: chrono::SecondsFormat) -> String {
    at.to_rfc3339_opts(format, true)
}

//! How a clinic API is spoken to, as values: which request asks for something, and what an answer to it says. No
//! socket is opened here, so that requests can be shown, and answers replayed, without a server.

mod change;
mod error_response;
mod finding;
mod read;
mod reply;
mod request;
mod server_text;

use std::fmt;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::time::Minutes;
use super::{
    Agenda, Appointment, Cause, Days, DecodeError, Directory, Entry, Failure, Free, Hours, Issue, Listing,
    NewPatient, PatientQuery, People, Person, ProfilePage, Provider, Slot, Tube,
};

pub use change::{Change, Changed};
pub use finding::{Finding, Reason};
pub use read::Read;
pub use reply::{Body, Reply};
pub use request::{Method, Request};
pub use server_text::{members_of, shown, shown_in_list, shown_message};

/// The wire format of one clinic API.
pub trait Api: fmt::Debug + Send + Sync {
    /// The path segments that every address begins with.
    fn version(&self) -> &'static [&'static str];

    /// What a well-formed key begins with; empty where keys carry no mark.
    fn key_prefixes(&self) -> &'static [&'static str] {
        &[]
    }

    /// What a key for test data begins with.
    fn test_key(&self) -> Option<&'static str> {
        None
    }

    /// What a 4xx status, with the body's `code`, means.
    fn cause(&self, status: u16, _code: Option<&str>) -> Cause {
        Cause::of_status(status)
    }

    /// What the body of a refusal says of single fields.
    fn issues(&self, _body: &Value) -> Vec<Issue> {
        Vec::new()
    }

    /// Whether a 403 means that the key itself is good and only lacks a right.
    fn forbidden_means_known_key(&self) -> bool;

    /// What makes a change; nothing where the API can't make it.
    fn change(&self, change: &Change<'_>) -> Option<Request>;

    /// Reads an appointment by its id.
    fn find_appointment(&self, id: &str) -> Request;

    /// The appointment in an answer: to its create, to a change of it, or to a read by its id.
    ///
    /// # Errors
    /// Says what is wrong with the answer.
    fn decode_appointment(&self, answer: Value) -> Result<Appointment, DecodeError>;

    /// The patient in an answer.
    ///
    /// # Errors
    /// Says what is wrong with the answer.
    fn decode_patient(&self, answer: Value) -> Result<Person, DecodeError>;

    /// Whether an answer says that what has no result of its own was done.
    fn is_done(&self, _answer: &Value) -> bool {
        true
    }

    /// A list to pick from, up to some hundreds of entries.
    fn list(&self, directory: Directory) -> Read<Listing>;

    /// One entry of a list; `Refused` with [`Cause::NotFound`] where there is none of that id.
    fn entry(&self, directory: Directory, id: &str) -> Read<Entry>;

    /// A patient by their id.
    fn person(&self, id: &str) -> Read<Person>;

    /// Patients by what a caller says of themselves; up to 20, or up to 500 where the answer has to be sifted.
    /// Nobody where there is no such search.
    fn search(&self, _query: &PatientQuery) -> Read<People> {
        Read::Done(Ok(People::default()))
    }

    /// Some patients of the whole list, those after the first `offset`.
    /// Nobody where patients are searched for instead.
    fn people_page(&self, _offset: usize) -> Read<ProfilePage> {
        Read::Done(Ok(ProfilePage::default()))
    }

    /// Whoever may be this new patient.
    fn people_like(&self, patient: &NewPatient) -> Read<People>;

    /// A patient's appointments on those days, or all of them.
    fn agenda_of_person(&self, id: &str, days: Option<&Days>) -> Read<Agenda>;

    /// The appointments with someone, or at some place, on those days.
    fn agenda_of_provider(&self, provider: &Provider, days: &Days) -> Read<Agenda>;

    /// The appointments with anybody, or at any place, on those days.
    fn agenda_of_all(&self, days: &Days) -> Read<Agenda>;

    /// Whoever is on the waiting list; nothing where the API knows none.
    fn waiting(&self) -> Option<Read<Agenda>> {
        None
    }

    /// When a provider is free on those days; for visits of that `length` where the API doesn't say itself how long
    /// they are.
    fn free_times(&self, provider: &Provider, days: &Days, length: Option<Minutes>) -> Read<Free>;

    /// The published slots of a provider that have a part of that time, be they free or not.
    fn slots_at(&self, _provider: &Provider, _time: Slot) -> Read<Vec<PublishedSlot>> {
        Read::Done(Ok(Vec::new()))
    }

    /// A published slot by its id; nothing where there are none.
    fn slot(&self, _id: &str) -> Option<Read<PublishedSlot>> {
        None
    }

    /// The tubes that an appointment's draw will fill; nothing where the API does not tell.
    fn tubes(&self, _appointment: &str) -> Option<Read<Vec<Tube>>> {
        None
    }

    /// When a provider works; nothing where that is not known.
    fn hours(&self, _provider: &Provider) -> Read<Option<Hours>> {
        Read::Done(Ok(None))
    }

    /// What only asks whether the API is there.
    fn probe(&self) -> Request;

    /// Reads a list as the form does, and then tells whether the key may book, as far as that can be told without
    /// booking.
    fn may_book(&self) -> Read<Finding>;
}

/// A slot that a clinic has published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedSlot {
    /// Its id.
    pub id: String,
    /// From when to when.
    pub slot: Slot,
    /// Whether it is offered.
    pub is_free: bool,
    /// Whether somebody has booked it; a slot that staff have blocked is neither.
    pub is_busy: bool,
}

impl dyn Api {
    /// What an answer means: the body of a 2xx, else a failure.
    ///
    /// # Errors
    /// What it means for a change: 4xx but 408 said no; after anything else it may have been made.
    pub fn body_of(&self, reply: &Reply) -> Result<Body, Failure> {
        if !reply.is_success() {
            return Err(error_response::failure(self, reply));
        }
        if reply.status == reply::NO_CONTENT {
            return Ok(Body::new(reply, None));
        }
        let unread = |cause| Body::new(reply, None).failure(cause);
        Ok(Body::new(reply, Some(reply.json().map_err(unread)?)))
    }

    /// An appointment by its id, which may be written in either case.
    pub fn appointment(&'static self, id: &str) -> Read<Appointment> {
        let asked = id.to_owned();
        Read::of(self.find_appointment(id)).try_map(move |body| self.appointment_in(body, Some(&asked)))
    }

    /// What the body of a 2xx answer to a change says.
    ///
    /// # Errors
    /// `Unknown` where it can't be read, or is about something else.
    pub fn changed(&self, change: &Change<'_>, body: Body) -> Result<Changed, Failure> {
        let appointment =
            |id| self.appointment_in(body.clone(), id).map(|found| Changed::Appointment(Box::new(found)));
        match *change {
            Change::Book(_) => appointment(None),
            Change::Move { appointment: id, .. }
            | Change::BookWaiting { appointment: id, .. }
            | Change::Cancel { appointment: id, .. }
            | Change::SetStatus { appointment: id, .. } => appointment(Some(id)),
            Change::AddPatient(_) => {
                let known = body.read(|answer| self.decode_patient(answer))?;
                Ok(Changed::Patient(Box::new(known)))
            }
            Change::CorrectPatient(correction) => {
                let known = body.read(|answer| {
                    let known = self.decode_patient(answer)?;
                    let is_other = !known.id().eq_ignore_ascii_case(correction.id());
                    if is_other { Err(DecodeError::OtherRecord) } else { Ok(known) }
                })?;
                Ok(Changed::Patient(Box::new(known)))
            }
            Change::AddPanels { .. } | Change::RemovePanels { .. } | Change::ConfirmDraw { .. } => {
                body.read(|answer| match self.is_done(&answer) {
                    true => Ok(Changed::Done),
                    false => Err(DecodeError::NotDone),
                })
            }
            Change::Remove { .. } | Change::SetSlot { .. } => Ok(Changed::Done),
        }
    }

    fn appointment_in(&self, body: Body, id: Option<&str>) -> Result<Appointment, Failure> {
        let request_id = body.request_id.clone();
        let found = body.read(|answer| {
            let found = self.decode_appointment(answer)?;
            let is_other = id.is_some_and(|id| !found.id.eq_ignore_ascii_case(id));
            if is_other { Err(DecodeError::OtherAppointment) } else { Ok(found) }
        })?;
        Ok(Appointment { request_id, ..found })
    }
}

/// A moment in UTC as both documentations write it.
pub fn utc(at: DateTime<Utc>, format: chrono::SecondsFormat) -> String {
    at.to_rfc3339_opts(format, true)
}

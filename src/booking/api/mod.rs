//! How a clinic API is spoken to, as values: which request asks for something, and what an answer to it says. No
//! socket is opened here, so that requests can be shown, and answers replayed, without a server.

mod error_response;
mod read;
mod reply;
mod request;
mod server_text;

use std::fmt;

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use super::time::Minutes;
use super::{
    Agenda, Appointment, Booking, Cause, Days, Directory, Entry, Failure, Free, Hours, Issue, Listing,
    NewPatient, PatientQuery, People, Person, ProfilePage, Provider,
};

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

    /// Creates an appointment.
    fn create(&self, booking: &Booking) -> Request;

    /// What goes out once a create has told the appointment's id.
    fn after_create(&self, _booking: &Booking, _appointment: &str) -> Option<Request> {
        None
    }

    /// The appointment in an answer: to its create, to a change of it, or to a read by its id.
    ///
    /// # Errors
    /// Where the answer is none, or unreadable.
    fn appointment_in(&self, body: Body) -> Result<Appointment, Failure>;

    /// Adds panels to an appointment; nothing where there are no panels.
    fn add_panels(&self, _appointment: &str, _panels: &[Uuid]) -> Option<Request> {
        None
    }

    /// Whether an answer says that what has no result of its own was done.
    ///
    /// # Errors
    /// `Unknown` where it doesn't.
    fn is_done(&self, _body: Body) -> Result<(), Failure> {
        Ok(())
    }

    /// Makes a patient known.
    fn create_patient(&self, patient: &NewPatient) -> Request;

    /// The patient in the answer to it.
    ///
    /// # Errors
    /// Where there is none in it.
    fn patient_in(&self, body: Body) -> Result<Person, Failure>;

    /// An appointment by its id.
    fn appointment(&self, id: &str) -> Read<Appointment>;

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

    /// When a provider is free on those days; for visits of that `length` where the API doesn't say itself how long
    /// they are.
    fn free_times(&self, provider: &Provider, days: &Days, length: Option<Minutes>) -> Read<Free>;

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

/// The answer to a question about an API and the key for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It is so.
    Yes,
    /// It is not so; why, in a few words.
    No(String),
    /// It can't be told; why, in a few words.
    Untold(String),
}

impl Finding {
    /// It is not so, and why.
    pub fn no(why: &str) -> Finding {
        Finding::No(why.to_owned())
    }

    /// It can't be told, and why.
    pub fn untold(why: &str) -> Finding {
        Finding::Untold(why.to_owned())
    }
}

/// What an answer means: the body of a 2xx, else a failure.
///
/// # Errors
/// What it means for a change: 4xx but 408 said no; after anything else it may have been made.
pub fn body_of(api: &dyn Api, reply: &Reply) -> Result<Body, Failure> {
    if !reply.is_success() {
        return Err(error_response::failure(api, reply));
    }
    let unread = |cause| Body::new(reply, None).failure(cause);
    Ok(Body::new(reply, Some(reply.json().map_err(unread)?)))
}

/// A moment in UTC as both documentations write it.
pub fn utc(at: DateTime<Utc>, format: chrono::SecondsFormat) -> String {
    at.to_rfc3339_opts(format, true)
}

//! The one shared door to both APIs.
//!
//! Everything that leaves goes through [`transport`] and nothing is ever redirected, proxied or, for a create,
//! sent twice. Everything that comes back is read tolerantly, made harmless to show, and, where it is no success,
//! told apart by what it means for the booking ([`Failure`]). What differs between the backends stands in one
//! file each, [`clinik`] and [`aniva`].

#![expect(
    clippy::result_large_err,
    reason = "a failure is made once a call, after a network round trip, and moved to where it is shown"
)]

mod aniva;
mod answer;
mod clinik;
mod dialect;
mod directory;
mod endpoint;
#[cfg(test)]
mod laws;
mod preview;
mod reach;
mod record;
mod refusal;
mod retry;
mod show;
mod transport;
#[cfg(test)]
mod wire_tests;

use serde_json::Value;
use thiserror::Error;

use crate::booking::{
    Appointment, Backend, Booking, Cause, Directory, Entry, Failure, Listing, Report, RequestView,
};

use answer::Answer;
use dialect::{APPOINTMENTS, body_of};
use directory::Pages;
pub use endpoint::{Endpoint, EndpointError};
pub use reach::{Finding, Reach};
use retry::patiently;
pub use transport::Timeouts;
use transport::Transport;

/// Both APIs, ready to be asked. Made without touching disk or network; cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct Client {
    clinik: Transport,
    aniva: Transport,
}

/// Why no client can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ClientError {
    /// An endpoint is in the other one's place: each key would go to the wrong server.
    #[error("the endpoints of ClinikAPI and Aniva are interchanged")]
    Interchanged,
}

impl Client {
    /// A client of both backends.
    ///
    /// # Errors
    /// When an endpoint belongs to the other backend.
    pub fn new(clinik: Endpoint, aniva: Endpoint, timeouts: Timeouts) -> Result<Client, ClientError> {
        if (clinik.backend(), aniva.backend()) != (Backend::Clinik, Backend::Aniva) {
            return Err(ClientError::Interchanged);
        }
        Ok(Client { clinik: Transport::new(clinik, timeouts), aniva: Transport::new(aniva, timeouts) })
    }

    /// Books: sends one POST, once. Any 2xx with an id counts as booked.
    ///
    /// # Errors
    /// What became of the booking is told by the kind of [`Failure`].
    pub async fn create(&self, booking: &Booking) -> Result<Appointment, Failure> {
        let backend = booking.backend();
        let transport = self.to(backend);
        let url = transport.endpoint.url(&[APPOINTMENTS], &[]);
        let answer = transport.post(url, Value::Object(body_of(booking)).to_string()).await?;
        appointment_in(backend, &answer)
    }

    /// What creating `booking` would send, for a person to look at.
    #[must_use]
    pub fn preview(&self, booking: &Booking) -> RequestView {
        preview::view(self.to(booking.backend()), booking)
    }

    /// Reads an appointment by its id.
    ///
    /// # Errors
    /// After up to three tries; an `Unknown` only says that it could not be read.
    pub async fn appointment(&self, backend: Backend, id: &str) -> Result<Appointment, Failure> {
        patiently(|| self.appointment_once(backend, id)).await
    }

    /// Reads a list that the form picks from: at most 500 people at ClinikAPI, 2,000 profiles at Aniva.
    ///
    /// # Errors
    /// After up to three tries for each page.
    pub async fn list(&self, directory: Directory) -> Result<Listing, Failure> {
        let path = [dialect::path_of(directory)];
        let mut pages = Pages::of(directory);
        let mut next = Some(pages.first());
        while let Some(query) = next {
            let query: Vec<(&str, &str)> =
                query.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let page = patiently(|| self.once(directory.backend(), &path, &query)).await?;
            next = pages.take(page)?;
        }
        Ok(pages.into_listing())
    }

    /// Reads one entry of a list by its id. Aniva documents no read of one location, so it is found in the list.
    ///
    /// # Errors
    /// `Refused` with [`Cause::NotFound`] where there is none; others as for [`Client::list`].
    pub async fn entry(&self, directory: Directory, id: &str) -> Result<Entry, Failure> {
        if directory == Directory::Locations {
            let listed = self.list(directory).await?.entries.into_iter().find(|entry| entry.id == id);
            return listed.ok_or_else(|| Failure::Refused(Report::of(Cause::NotFound)));
        }
        let path = directory::path_to(directory, id);
        let answer = patiently(|| self.once(directory.backend(), &path, &[])).await?;
        directory::entry_in(directory, answer)
    }

    /// What can be told about a backend without booking anything.
    pub async fn reach(&self, backend: Backend) -> Reach {
        reach::reach(self, backend).await
    }

    fn to(&self, backend: Backend) -> &Transport {
        match backend {
            Backend::Clinik => &self.clinik,
            Backend::Aniva => &self.aniva,
        }
    }

    /// One GET, sent once: the appointment in a 2xx.
    async fn appointment_once(&self, backend: Backend, id: &str) -> Result<Appointment, Failure> {
        let transport = self.to(backend);
        let answer = transport.get(transport.endpoint.url(&[APPOINTMENTS, id], &[])).await?;
        appointment_in(backend, &answer)
    }

    /// One GET, sent once: the body of a 2xx.
    async fn once(&self, backend: Backend, path: &[&str], query: &[(&str, &str)]) -> Result<Value, Failure> {
        let transport = self.to(backend);
        let answer = transport.get(transport.endpoint.url(path, query)).await?;
        body_in(backend, &answer)
    }
}

/// The body of a 2xx answer.
fn body_in(backend: Backend, answer: &Answer) -> Result<Value, Failure> {
    if !answer.is_success() {
        return Err(refusal::failure(backend, answer));
    }
    answer.json().map_err(|cause| refusal::unreadable(answer, cause))
}

/// The appointment in a 2xx answer.
fn appointment_in(backend: Backend, answer: &Answer) -> Result<Appointment, Failure> {
    let body = body_in(backend, answer)?;
    let request_id = answer.request_id(Some(&body));
    record::appointment(backend, body, request_id)
        .map_err(|why| refusal::unreadable(answer, Cause::Unreadable(why)))
}

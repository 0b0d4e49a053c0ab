//! The one shared door to both APIs.
//!
//! Everything that leaves goes through [`transport`], straight to the server or by the [`Route`] that is configured,
//! and nothing is ever redirected or, for a create, sent twice. Everything that comes back is read tolerantly, made harmless to show, and, where it is no success,
//! told apart by what it means for the booking ([`Failure`]). What differs between the backends stands in one
//! file each, [`clinik`] and [`aniva`].

#![expect(
    clippy::result_large_err,
    reason = "a failure is made once a call, after a network round trip, and moved to where it is shown"
)]

mod aniva;
mod answer;
mod calendar;
mod call_deadline;
mod clinik;
mod connect_error;
mod decode;
mod dialect;
mod directory;
mod endpoint;
mod error_response;
mod hours;
#[cfg(test)]
mod laws;
mod pages;
mod panels;
mod people;
mod preview;
mod rate_limiter;
mod reach;
mod record;
mod retry;
mod route;
mod server_text;
mod skew;
mod transport;
#[cfg(test)]
mod wire_tests;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use thiserror::Error;

use crate::booking::{
    Appointment, Backend, Booking, Cause, DecodeError, Directory, Entry, Failure, Listing, Report,
    RequestView,
};

use answer::{Answer, Body};
pub use call_deadline::{held_by_nothing, until_told};
pub use decode::{Call, words_of};
use dialect::{APPOINTMENTS, body_of};
pub use endpoint::{Endpoint, EndpointError};
use pages::{Gathered, Pages};
pub use reach::{Finding, Reach};
use retry::patiently;
pub use route::{Authorities, AuthoritiesError, Proxy, ProxyError, Route};
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

    /// The same client, which goes another way to both servers than straight there.
    pub fn by_way_of(mut self, route: Route) -> Client {
        self.clinik.route = route.clone();
        self.aniva.route = route;
        self
    }

    /// The same client, which measures how far the servers' clocks are from the one that `clock` tells.
    pub fn with_clock(mut self, clock: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Client {
        let clock: skew::Clock = Arc::new(clock);
        self.clinik.skew.clock = Some(Arc::clone(&clock));
        self.aniva.skew.clock = Some(clock);
        self
    }

    /// By how much a server's clock was ahead of the desk's when it last answered, to about a second; negative
    /// where it was behind. `None` before the first answer, and without a clock to compare with.
    pub fn skew(&self, backend: Backend) -> Option<TimeDelta> {
        self.to(backend).skew.last()
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
        let found = self.gather(directory.backend(), &path, directory::pages(directory)).await?;
        Ok(Listing { entries: found.rows, complete: found.complete })
    }

    /// Reads one entry of a list by its id. Aniva documents no read of one location or panel: they are found in
    /// their lists.
    ///
    /// # Errors
    /// `Refused` with [`Cause::NotFound`] where there is none; others as for [`Client::list`].
    pub async fn entry(&self, directory: Directory, id: &str) -> Result<Entry, Failure> {
        if [Directory::Locations, Directory::Panels].contains(&directory) {
            let listed = self.list(directory).await?.entries.into_iter().find(|entry| entry.id == id);
            return listed.ok_or_else(|| Failure::Refused(Report::of(Cause::NotFound)));
        }
        let path = [dialect::path_of(directory), id];
        let answer = patiently(|| self.once(directory.backend(), &path, &[])).await?;
        let entry = pages::record_of(id, answer.value, directory::reader(directory));
        entry.map_err(pages::unreadable)
    }

    /// What can be told about a backend without booking anything.
    pub async fn reach(&self, backend: Backend) -> Reach {
        reach::reach(self, backend).await
    }

    /// Asks a backend, once and at once, whether it is there.
    ///
    /// # Errors
    /// Also where it is there and says no; the report tells.
    pub async fn probe(&self, backend: Backend) -> Result<(), Failure> {
        let transport = self.to(backend);
        let list = dialect::path_of(backend.providers());
        let answer = transport.probe(transport.endpoint.url(&[list], &[("count", "1")])).await?;
        if answer.is_success() { Ok(()) } else { Err(error_response::failure(backend, &answer)) }
    }

    fn to(&self, backend: Backend) -> &Transport {
        match backend {
            one if one == Backend::Clinik => &self.clinik,
            _ => &self.aniva,
        }
    }

    /// One GET, sent once: the appointment in a 2xx.
    async fn appointment_once(&self, backend: Backend, id: &str) -> Result<Appointment, Failure> {
        let transport = self.to(backend);
        let answer = transport.get(transport.endpoint.url(&[APPOINTMENTS, id], &[])).await?;
        let found = appointment_in(backend, &answer)?;
        if !found.id.eq_ignore_ascii_case(id) {
            return Err(error_response::unreadable(
                &answer,
                Cause::Unreadable(DecodeError::OtherAppointment),
            ));
        }
        Ok(found)
    }

    /// A list, page after page.
    async fn gather<T>(
        &self,
        backend: Backend,
        path: &[&str],
        mut pages: Pages<T>,
    ) -> Result<Gathered<T>, Failure> {
        let mut next = Some(pages.first());
        let mut at = None;
        while let Some(query) = next {
            let query: Vec<(&str, &str)> =
                query.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let page = patiently(|| self.once(backend, path, &query)).await?;
            at = at.or(page.at);
            next = pages.take(page.value)?;
        }
        Ok(pages.into_gathered(at))
    }

    /// One GET, sent once: the body of a 2xx.
    async fn once(&self, backend: Backend, path: &[&str], query: &[(&str, &str)]) -> Result<Body, Failure> {
        let transport = self.to(backend);
        let answer = transport.get(transport.endpoint.url(path, query)).await?;
        body_in(backend, &answer)
    }
}

/// The body of a 2xx answer.
fn body_in(backend: Backend, answer: &Answer) -> Result<Body, Failure> {
    if !answer.is_success() {
        return Err(error_response::failure(backend, answer));
    }
    let value = answer.json().map_err(|cause| error_response::unreadable(answer, cause))?;
    Ok(Body { value, at: answer.date() })
}

/// The appointment in a 2xx answer.
fn appointment_in(backend: Backend, answer: &Answer) -> Result<Appointment, Failure> {
    let body = body_in(backend, answer)?.value;
    let request_id = answer.request_id(Some(&body));
    record::appointment(backend, body, request_id)
        .map_err(|why| error_response::unreadable(answer, Cause::Unreadable(why)))
}

//! The one door to the clinic APIs: TLS, routes, timeouts, limits and retries of reads.
//!
//! What to ask, and what an answer means, says each API's [`Api`](crate::booking::api::Api); nothing here knows one by
//! name. Everything leaves through [`transport`]; nothing is redirected, and a change is never sent twice.

mod answer;
mod call_deadline;
mod connect_error;
mod endpoint;
mod preview;
mod rate_limiter;
mod reach;
mod retry;
mod route;
mod skew;
mod transport;
#[cfg(test)]
mod wire_tests;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::booking::api::{Api, Change, Changed, Read};
use crate::booking::time::Minutes;
use crate::booking::{
    Agenda, Appointment, Backend, Booking, Cause, Days, DecodeError, Directory, Entry, Failure, Free, Hours,
    Id, Listing, NewPatient, PatientQuery, People, PerVendor, Person, ProfilePage, Provider, Report,
    RequestView,
};

pub use crate::booking::api::Finding;
pub use call_deadline::{held_by_nothing, until_told};
pub use endpoint::{Endpoint, EndpointError};
pub use reach::Reach;
use retry::patiently;
pub use route::{Authorities, AuthoritiesError, Proxy, ProxyError, Route};
pub use transport::Timeouts;
use transport::Transport;

/// The clinic APIs, ready to be asked. Made without touching disk or network; cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct Client {
    transports: PerVendor<Transport>,
}

impl Client {
    /// A client of the APIs at these endpoints, one each.
    pub fn new(endpoints: impl IntoIterator<Item = Endpoint>, timeouts: Timeouts) -> Client {
        let transport = |endpoint: Endpoint| (endpoint.backend(), Transport::new(endpoint, timeouts));
        Client { transports: endpoints.into_iter().map(transport).collect() }
    }

    /// The same client, which goes another way to the servers than straight there.
    pub fn by_way_of(mut self, route: Route) -> Client {
        self.transports.values_mut().for_each(|transport| transport.route = route.clone());
        self
    }

    /// The same client, which measures how far the servers' clocks are from the one that `clock` tells.
    pub fn with_clock(mut self, clock: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Client {
        let clock: skew::Clock = Arc::new(clock);
        self.transports.values_mut().for_each(|transport| transport.skew.clock = Some(Arc::clone(&clock)));
        self
    }

    /// By how much a server's clock was ahead of the desk's when it last answered, to about a second; negative
    /// where it was behind. `None` before the first answer, and without a clock to compare with.
    pub fn skew(&self, backend: Backend) -> Option<TimeDelta> {
        self.to(backend).skew.last()
    }

    /// Makes a change: sends one request, once.
    ///
    /// # Errors
    /// What became of the change is told by the kind of [`Failure`]. `NotSent` where the API can't make it.
    pub async fn change(&self, backend: Backend, change: &Change<'_>) -> Result<Changed, Failure> {
        let (transport, api) = (self.to(backend), self.api(backend));
        let request = api.change(change).ok_or(Failure::NotSent(Report::of(Cause::OtherRefusal)))?;
        api.changed(change, transport.at_once(&request).await?)
    }

    /// Books: sends one POST, once. Any 2xx with an id counts as booked.
    ///
    /// # Errors
    /// What became of the booking is told by the kind of [`Failure`].
    pub async fn create(&self, booking: &Booking) -> Result<Appointment, Failure> {
        match self.change(booking.backend(), &Change::Book(booking)).await? {
            Changed::Appointment(appointment) => Ok(*appointment),
            _ => Err(Failure::Unknown(Report::of(Cause::Unreadable(DecodeError::NoAppointment)))),
        }
    }

    /// Adds panels to an appointment: sends one POST, once. Those it has already do no harm.
    ///
    /// # Errors
    /// Told apart as for a booking: after an `Unknown` they may be added already, and reading the appointment tells.
    pub async fn add_panels(
        &self,
        backend: Backend,
        appointment: &str,
        panels: &[Id],
    ) -> Result<(), Failure> {
        self.change(backend, &Change::AddPanels { appointment, panels }).await.map(drop)
    }

    /// Makes someone known: sends one POST, once. Any 2xx with an id counts.
    ///
    /// # Errors
    /// Told apart as for a booking: after an `Unknown` they may be known already.
    pub async fn create_patient(&self, patient: &NewPatient) -> Result<Person, Failure> {
        match self.change(patient.backend(), &Change::AddPatient(patient)).await? {
            Changed::Patient(person) => Ok(*person),
            _ => Err(Failure::Unknown(Report::of(Cause::Unreadable(DecodeError::NoRecord)))),
        }
    }

    /// What creating `booking` would send, for a person to look at.
    pub fn preview(&self, booking: &Booking) -> RequestView {
        preview::view(self.to(booking.backend()), booking)
    }

    /// Reads something, each request of it up to three times, or six where the server asks to wait.
    ///
    /// # Errors
    /// What the last try ended in; an `Unknown` only says that it could not be read.
    pub async fn read<T: 'static>(&self, backend: Backend, mut read: Read<T>) -> Result<T, Failure> {
        let transport = self.to(backend);
        loop {
            read = match read {
                Read::Done(outcome) => return outcome,
                Read::Ask(request, next) => next(patiently(|| transport.read(&request)).await),
            };
        }
    }

    /// The same, with each request sent once.
    async fn read_once<T: 'static>(&self, backend: Backend, mut read: Read<T>) -> Result<T, Failure> {
        loop {
            read = match read {
                Read::Done(outcome) => return outcome,
                Read::Ask(request, next) => next(self.to(backend).read(&request).await),
            };
        }
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
        transport.at_once(&transport.endpoint.api().probe()).await.map(drop)
    }

    fn api(&self, backend: Backend) -> &'static dyn Api {
        self.to(backend).endpoint.api()
    }

    fn to(&self, backend: Backend) -> &Transport {
        &self.transports[backend]
    }
}

/// What each room asks for by name, until all hand in a [`Read`].
#[expect(missing_docs, reason = "named after the reads of `Api`")]
#[expect(clippy::missing_errors_doc, reason = "as for `Client::read`")]
impl Client {
    pub async fn appointment(&self, backend: Backend, id: &str) -> Result<Appointment, Failure> {
        self.read(backend, self.api(backend).appointment(id)).await
    }

    pub async fn list(&self, directory: Directory) -> Result<Listing, Failure> {
        let backend = directory.backend();
        self.read(backend, self.api(backend).list(directory)).await
    }

    pub async fn entry(&self, directory: Directory, id: &str) -> Result<Entry, Failure> {
        let backend = directory.backend();
        self.read(backend, self.api(backend).entry(directory, id)).await
    }

    pub async fn person(&self, backend: Backend, id: &str) -> Result<Person, Failure> {
        self.read(backend, self.api(backend).person(id)).await
    }

    pub async fn search_patients(&self, backend: Backend, query: &PatientQuery) -> Result<People, Failure> {
        self.read(backend, self.api(backend).search(query)).await
    }

    pub async fn people_page(&self, backend: Backend, offset: usize) -> Result<ProfilePage, Failure> {
        self.read(backend, self.api(backend).people_page(offset)).await
    }

    pub async fn patients_like(&self, patient: &NewPatient) -> Result<People, Failure> {
        let backend = patient.backend();
        self.read(backend, self.api(backend).people_like(patient)).await
    }

    pub async fn free_slots(
        &self,
        whom: &Provider,
        days: &Days,
        length: Option<Minutes>,
    ) -> Result<Free, Failure> {
        let backend = whom.backend();
        self.read(backend, self.api(backend).free_times(whom, days, length)).await
    }

    pub async fn hours(&self, whom: &Provider) -> Result<Option<Hours>, Failure> {
        self.read(whom.backend(), self.api(whom.backend()).hours(whom)).await
    }

    pub async fn agenda_of_person(
        &self,
        backend: Backend,
        id: &str,
        days: Option<&Days>,
    ) -> Result<Agenda, Failure> {
        self.read(backend, self.api(backend).agenda_of_person(id, days)).await
    }

    pub async fn agenda_of_provider(&self, whom: &Provider, days: &Days) -> Result<Agenda, Failure> {
        self.read(whom.backend(), self.api(whom.backend()).agenda_of_provider(whom, days)).await
    }
}

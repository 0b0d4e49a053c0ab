//! The only access to the clinic APIs: TLS, routes, timeouts, limits and retries of reads.
//!
//! Each API's [`Api`] defines the requests and the meaning of responses; this crate names none of them.
//! Everything is sent through [`transport`]; redirects are not followed, and a change is never sent twice.

mod address;
mod answer;
mod api_client;
mod call_scope;
mod client_certificate;
mod confidential;
mod endpoint;
mod endpoint_key;
mod extra_headers;
mod fence;
mod preview;
mod rate_limiter;
mod reach;
mod retry;
mod route;
mod shared_reads;
mod signing_key;
mod token;
mod transport;
#[cfg(test)]
mod wire_tests;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use booking::api::{Api, Body, ChangeRequest, Changed, MissingCapabilities, Read, Request, Reuse};
use booking::{
    Agenda, Appointment, AppointmentRef, Cause, ClinicId, Contradiction, Days, DecodeError,
    Difference, Failure, NewPatient, PatientCorrection, PerClinic, Person, ReadResult, Reference,
    Report, RequestView,
};

pub use address::EndpointError;
pub use api_client::{ApiClient, Signs};
pub use booking::api::Finding;
pub use call_scope::{until_notified, without_delay};
pub use client_certificate::{ClientCertificate, ClientCertificateError};
pub use endpoint::Endpoint;
pub use extra_headers::{ExtraHeaderError, ExtraHeaders};
pub use fence::{Fence, behind_fence};
pub use reach::Reach;
use retry::with_retries;
pub use route::{Authorities, AuthoritiesError, Proxy, ProxyError, Route};
pub use transport::Timeouts;
use transport::Transport;

/// The HTTP statuses for a refused method or format: the server has changed nothing.
const METHOD_NOT_ALLOWED: u16 = 405;
const UNSUPPORTED_MEDIA_TYPE: u16 = 415;

/// A record as staff saw it before they changed it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen<'a> {
    /// The version, if the clinic has versions.
    pub version: Option<&'a str>,
    /// The appointment, if the record is one.
    pub appointment: Option<&'a AppointmentRef>,
}

/// Returns whether a failed change may have been made before: what it removes is gone, or the record has changed, which
/// a server without versions reports as a conflict.
fn may_be_done_already(change: &booking::Change, failure: &Failure) -> bool {
    match failure.report().cause {
        Cause::NotFound => change.is_removal(),
        Cause::Altered | Cause::Conflict => true,
        _ => false,
    }
}

/// Returns the failure of a change whose result, in the clinic's record with this id, contradicts it.
fn contradiction(by: Difference, id: &str, request_id: Option<String>) -> Failure {
    let contradiction = Contradiction {
        by,
        id: id.to_owned(),
    };
    Failure::Unknown(Report {
        request_id,
        ..Report::of(Cause::Contradicted(contradiction))
    })
}

/// The clinic APIs, ready for requests. Created without accessing disk or network; cheap to share in an `Arc`.
#[derive(Debug)]
pub struct Client {
    /// The transport to each, or the failure of every call to an unusable one.
    transports: PerClinic<Result<Transport, Failure>>,
}

impl Client {
    /// Creates a client for the APIs at these endpoints, one for each API.
    pub fn new(endpoints: impl IntoIterator<Item = Endpoint>, timeouts: Timeouts) -> Client {
        let transport =
            |endpoint: Endpoint| (endpoint.clinic(), Ok(Transport::new(endpoint, timeouts)));
        Client {
            transports: endpoints.into_iter().map(transport).collect(),
        }
    }

    /// Makes every call to these APIs fail at once with these failures.
    pub fn without(mut self, failures: impl IntoIterator<Item = (ClinicId, Failure)>) -> Client {
        failures
            .into_iter()
            .for_each(|(clinic, failure)| self.transports[clinic] = Err(failure));
        self
    }

    /// Creates a client whose every call fails at once with this failure.
    pub fn of_none(clinics: impl IntoIterator<Item = ClinicId>, failure: &Failure) -> Client {
        Client {
            transports: clinics
                .into_iter()
                .map(|clinic| (clinic, Err(failure.clone())))
                .collect(),
        }
    }

    /// Returns the failure of every call to an unusable API; `None` if it is usable.
    pub fn trouble(&self, clinic: ClinicId) -> Option<&Failure> {
        self.transports[clinic].as_ref().err()
    }

    /// Sets the route to the servers, which is direct by default.
    pub fn with_route(mut self, route: Route) -> Client {
        self.transports
            .values_mut()
            .flatten()
            .for_each(|transport| transport.route = route.clone());
        self
    }

    /// Declares that all calls belong to one command, which uses what it has read at its beginning.
    pub fn of_command(mut self) -> Client {
        let transports = self.transports.values_mut().flatten();
        transports.for_each(Transport::serve_command);
        self
    }

    /// Sets the clock to compare with the servers' clocks.
    pub fn with_clock(
        mut self,
        clock: impl Fn() -> DateTime<Utc> + Send + Sync + 'static,
    ) -> Client {
        let clock: answer::UtcClock = Arc::new(clock);
        let transports = self.transports.values_mut().flatten();
        transports.for_each(|transport| transport.set_clock(&clock));
        self
    }

    /// Makes answers age by a clock that is set by hand instead of the machine's, so that the number of reads does not
    /// depend on the machine's speed.
    pub fn with_age_clock(
        mut self,
        clock: impl Fn() -> DateTime<Utc> + Send + Sync + 'static,
    ) -> Client {
        let clock: answer::UtcClock = Arc::new(clock);
        let transports = self.transports.values_mut().flatten();
        transports.for_each(|transport| transport.set_age_clock(&clock));
        self
    }

    /// Returns how far a server's clock was ahead of the desk's at its last answer, to about a second; negative if it
    /// was behind. `None` before the first answer, and without a clock to compare with.
    pub fn skew(&self, clinic: ClinicId) -> Option<TimeDelta> {
        self.transports[clinic].as_ref().ok()?.skew.last()
    }

    /// Returns the skew of every server that has answered.
    pub fn skews(&self) -> impl Iterator<Item = TimeDelta> {
        self.transports
            .values()
            .flatten()
            .filter_map(|transport| transport.skew.last())
    }

    /// Makes a change with one request, sent once. Another one is sent only if the server has refused the first for its
    /// method or format, so that nothing was made.
    ///
    /// # Errors
    ///
    /// The kind of [`Failure`] states what is known of the outcome. `NotSent` if the API can't make the change.
    pub async fn change(
        &self,
        clinic: ClinicId,
        change: &ChangeRequest<'_>,
    ) -> Result<Changed, Failure> {
        self.change_seen(clinic, change, Seen::default()).await
    }

    /// Makes a change of a record that was seen in this state: reads what the change depends on, then sends it like
    /// [`Client::change`].
    ///
    /// # Errors
    ///
    /// As for [`Client::change`]; `NotSent` with [`Cause::Altered`] if the record is known to have been altered.
    pub async fn change_seen(
        &self,
        clinic: ClinicId,
        change: &ChangeRequest<'_>,
        seen: Seen<'_>,
    ) -> Result<Changed, Failure> {
        let transport = self.transport(clinic)?;
        let api = clinic.api();
        let prepared = api
            .prepared(change, seen.appointment)
            .ok_or(Failure::NotSent(Report::of(Cause::OtherRefusal)))?;
        let prepared = without_delay(self.read(clinic, |_| prepared)).await;
        let request = prepared.map_err(|failure| match failure {
            Failure::Unknown(report) => Failure::NotSent(report),
            refused => refused,
        })?;
        let mut body = match transport
            .at_once(&request.clone().if_version(seen.version))
            .await
        {
            Ok(body) => body,
            Err(refusal) => {
                self.sent_otherwise(clinic, request.clone(), seen, refusal)
                    .await?
            }
        };
        if let Some(location) = body.location.take() {
            let read =
                without_delay(self.read(clinic, |_| Read::of(Request::link(location)))).await;
            body = read.map_err(|failure| Failure::Unknown(failure.report().clone()))?;
        }
        api.changed(change, &request, body)
    }

    /// Sends a change in another form, if the server has refused the first for its method or format. If a patch is
    /// refused and the appointment is not as it was seen, that was the reason.
    ///
    /// # Errors
    ///
    /// Returns the refusal if there is no other form, or the failure of that.
    async fn sent_otherwise(
        &self,
        clinic: ClinicId,
        request: Request,
        seen: Seen<'_>,
        refusal: Failure,
    ) -> Result<Body, Failure> {
        let Failure::Refused(report) = &refusal else {
            return Err(refusal);
        };
        if let (Some(METHOD_NOT_ALLOWED | UNSUPPORTED_MEDIA_TYPE), Some(other)) =
            (report.status, &request.instead)
        {
            let other = other.as_ref().clone().if_version(seen.version);
            return self.transport(clinic)?.at_once(&other).await;
        }
        let may_be_altered = matches!(report.cause, Cause::BadRequest | Cause::Invalid);
        if let Some(of) = seen.appointment
            && request.is_json_patch()
            && may_be_altered
        {
            let read = without_delay(self.read(clinic, |api| api.appointment(&of.id))).await;
            if read.is_ok_and(|now| !of.is_unchanged_in(&now)) {
                return Err(Failure::NotSent(Report {
                    cause: Cause::Altered,
                    ..report.clone()
                }));
            }
        }
        Err(refusal)
    }

    /// Alters or creates an appointment, sent as by [`Client::change`]. Returns the resulting appointment, with what
    /// the clinic states of it.
    ///
    /// # Errors
    ///
    /// As for [`Client::change`]; `Unknown` with [`Cause::Contradicted`] if the clinic's answer contradicts the change.
    pub async fn alter(&self, change: &booking::Change) -> Result<Appointment, Failure> {
        let appointment = self.altered(change).await?;
        let contradicted = change.differences(&appointment).first().copied();
        match contradicted {
            Some(by) => Err(contradiction(
                by,
                &appointment.id,
                appointment.request_id.clone(),
            )),
            None => Ok(appointment),
        }
    }

    /// Alters or creates an appointment, and returns it from the clinic's answer; if the answer does not contain it,
    /// reads it.
    async fn altered(&self, change: &booking::Change) -> Result<Appointment, Failure> {
        let of = change.appointment();
        let seen = Seen {
            version: of.and_then(|of| of.version.as_deref()),
            appointment: change.starts_from(),
        };
        let changed = match self
            .change_seen(change.clinic(), &change.on_wire(), seen)
            .await
        {
            Err(failure) if may_be_done_already(change, &failure) => {
                return self.done_already(change, failure).await;
            }
            changed => changed?,
        };
        match changed {
            Changed::Appointment(appointment) => Ok(*appointment),
            // The answer contains no appointment, so it is read. If that fails, the outcome is unknown and is looked
            // up.
            Changed::Done if let Some(removed) = change.once_removed() => Ok(removed),
            Changed::Done if let Some(of) = change.appointment() => {
                let read = self.read(of.clinic, |api| api.appointment(&of.id)).await;
                read.map_err(|failure| Failure::Unknown(failure.report().clone()))
            }
            Changed::Patient(_) | Changed::Done => Err(Failure::Unknown(Report::of(
                Cause::Unreadable(DecodeError::NoAppointment),
            ))),
        }
    }

    /// Returns the appointment if it is already as the change was to make it, else the failure of the change.
    async fn done_already(
        &self,
        change: &booking::Change,
        failure: Failure,
    ) -> Result<Appointment, Failure> {
        if failure.report().cause == Cause::NotFound
            && let Some(removed) = change.once_removed()
        {
            return Ok(removed);
        }
        let Some(of) = change.appointment() else {
            return Err(failure);
        };
        let read = self.read(of.clinic, |api| api.appointment(&of.id)).await;
        match change.seen_in(read) {
            Ok(now) if change.result_in(&now) == ReadResult::Done => Ok(now),
            _ => Err(failure),
        }
    }

    /// Creates a patient with one POST, sent once. Any 2xx with an id is a success.
    ///
    /// # Errors
    ///
    /// As for [`Client::change`]: after an `Unknown` the patient may have been created.
    pub async fn create_patient(&self, patient: &NewPatient) -> Result<Person, Failure> {
        let change = ChangeRequest::AddPatient(patient);
        self.patient_after(patient.clinic(), &change, |person| {
            patient.is_contradicted_by(person)
        })
        .await
    }

    /// Corrects a patient's data with one PATCH, sent once. Returns the clinic's resulting data.
    ///
    /// # Errors
    ///
    /// As for [`Client::change`]: after an `Unknown` the data may have been corrected.
    pub async fn correct_patient(&self, correction: &PatientCorrection) -> Result<Person, Failure> {
        let change = ChangeRequest::CorrectPatient(correction);
        self.patient_after(correction.clinic(), &change, |person| {
            correction.is_contradicted_by(person)
        })
        .await
    }

    async fn patient_after(
        &self,
        clinic: ClinicId,
        change: &ChangeRequest<'_>,
        is_contradicted_by: impl Fn(&Person) -> bool,
    ) -> Result<Person, Failure> {
        match self.change(clinic, change).await? {
            Changed::Patient(person) if is_contradicted_by(&person) => {
                Err(contradiction(Difference::Data, person.id(), None))
            }
            Changed::Patient(person) => Ok(*person),
            Changed::Appointment(_) | Changed::Done => Err(Failure::Unknown(Report::of(
                Cause::Unreadable(DecodeError::NoRecord),
            ))),
        }
    }

    /// Returns the request of a change, for display; `None` if the API can't make it.
    pub fn preview(
        &self,
        clinic: ClinicId,
        change: &ChangeRequest<'_>,
        seen: Option<&str>,
    ) -> Option<RequestView> {
        preview::view(self.transport(clinic).ok()?, change, seen)
    }

    /// Reads from an API, trying each request up to three times, or six if the server asks to wait.
    ///
    /// # Errors
    ///
    /// Returns the failure of the last try; `Unknown` only means that it could not be read.
    pub async fn read<T: 'static>(
        &self,
        clinic: ClinicId,
        read: impl FnOnce(&'static dyn Api) -> Read<T>,
    ) -> Result<T, Failure> {
        let transport = self.transport(clinic)?;
        let mut read = read(clinic.api());
        loop {
            read = match read {
                Read::Done(outcome) => return outcome,
                Read::Ask(request, next) => {
                    let body = match request.reuse {
                        Reuse::OnlyOfCommand => transport.recalled(&request),
                        Reuse::Never
                        | Reuse::UnderWay
                        | Reuse::Lends
                        | Reuse::OfSameAct
                        | Reuse::OfLastHour => with_retries(|| transport.read(&request)).await,
                    };
                    if let Ok(body) = &body {
                        transport.notice(body);
                    }
                    next(body)
                }
            };
        }
    }

    /// Reads the appointments that include a booking if it was made, and whether it may be missing from them
    /// nevertheless.
    ///
    /// # Errors
    ///
    /// As for [`Client::read`].
    pub async fn look_up(
        &self,
        clinic: ClinicId,
        person: &str,
        days: Option<&Days>,
        reference: Option<Reference>,
    ) -> Result<Agenda, Failure> {
        let look = self.read(clinic, |api| api.look_up(person, days, reference));
        let agenda = look.await?;
        Ok(Agenda {
            may_lag: self.transport(clinic)?.may_lag(),
            ..agenda
        })
    }

    /// Returns the capabilities that a clinic's server lacks; none if it doesn't state them.
    pub async fn missing(&self, clinic: ClinicId) -> MissingCapabilities {
        let all = || Read::Done(Ok(MissingCapabilities::default()));
        self.read(clinic, |api| api.missing().unwrap_or_else(all))
            .await
            .unwrap_or_default()
    }

    /// Returns what can be found out about a clinic without booking. Each request is sent once, so that the answer
    /// comes soon.
    pub async fn reach(&self, clinic: ClinicId) -> Reach {
        let mut read = clinic.api().may_book();
        loop {
            read = match read {
                Read::Done(books) => {
                    let missing = if books.is_ok() {
                        self.missing(clinic).await
                    } else {
                        Default::default()
                    };
                    let breaks_off =
                        books.is_ok() && self.read(clinic, |api| api.reads_on()).await == Ok(false);
                    let reach = Reach {
                        missing,
                        ..Reach::of(clinic, books)
                    };
                    return if breaks_off {
                        reach.breaking_off()
                    } else {
                        reach
                    };
                }
                Read::Ask(request, next) => {
                    next(async { self.transport(clinic)?.read(&request).await }.await)
                }
            };
        }
    }

    /// Checks once, without delay, whether a clinic's server answers.
    ///
    /// # Errors
    ///
    /// Also returns an error if the server answers with a refusal; the report shows which.
    pub async fn probe(&self, clinic: ClinicId) -> Result<(), Failure> {
        self.transport(clinic)?
            .at_once(&clinic.api().probe())
            .await?;
        Ok(())
    }

    fn transport(&self, clinic: ClinicId) -> Result<&Transport, Failure> {
        self.transports[clinic].as_ref().map_err(Failure::clone)
    }
}

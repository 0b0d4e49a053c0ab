//! HTTP to one clinic: builds and sends requests, and classifies failures. A call may have a deadline on another clock
//! than the machine's, such as that of a tape, whose time passes in steps.

use std::error::Error;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT,
};
use reqwest::{Response, redirect};
use uuid::Uuid;

use super::answer::{AnswerHead, Skew, UtcClock};
use super::call_scope::{is_urgent, unless_over};
use super::confidential::{Confidential, credential_in};
use super::endpoint::Endpoint;
use super::fence::{Lapsed, guard};
use super::rate_limiter::RateLimiter;
use super::route::Route;
use super::shared_reads::{AgeClock, SharedReads};
use super::token::Tokens;
use booking::api::{Body, Method, ReadDay, Reply, Request, Reuse, SearchTraits, shown_message};
use booking::{AddressError, CALL_LIMIT, Cause, CertificateError, ConnectError, Failure, Report};

/// The largest body read. No legitimate answer comes near it; a longer one is not read to its end.
const LARGEST_BODY: usize = 8 * 1024 * 1024;

/// The largest body read if only an outline is needed.
const LARGEST_OUTLINED: usize = 32 * 1024 * 1024;

/// The time limits of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// The limit for connecting. A call that fails during that time was not sent.
    pub connect: Duration,
    /// The limit from the first byte to the last, including connecting. If a create takes longer, its outcome is
    /// unknown.
    pub request: Duration,
}

impl Default for Timeouts {
    fn default() -> Timeouts {
        Timeouts {
            connect: Duration::from_secs(5),
            request: CALL_LIMIT,
        }
    }
}

/// How long a connection is kept for the next read. After that, a desk has no connections and no timers.
const KEPT: Duration = Duration::from_secs(3);

/// The maximum number of connections kept for reads.
const MOST_KEPT: usize = 4;

/// Which connection a request uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Connection {
    /// A connection that no other request uses.
    OfItsOwn,
    /// A connection shared by successive reads.
    OfReads,
}

/// The status of an answer that refuses the key.
const UNAUTHORIZED: u16 = 401;

/// An answer, and its consequence for the credential.
struct CallAnswer {
    reply: Reply,
    /// Whether the server has refused a credential that the next call will replace.
    has_credential_ended: bool,
}

/// The header with a key or a token, if the clinic needs one.
struct CallCredential {
    header: Option<(HeaderName, HeaderValue)>,
    /// Whether it was issued just now, for this call.
    is_new: bool,
}

/// The transport to one clinic.
#[derive(Debug)]
pub(super) struct Transport {
    pub(super) endpoint: Endpoint,
    timeouts: Timeouts,
    pub(super) route: Route,
    /// Created at the first call: it reads the machine's certificates, and the disk is accessed as late as possible.
    http: OnceLock<Result<reqwest::Client, ConnectError>>,
    /// Like `http`, for reads, which share connections.
    http_for_reads: OnceLock<Result<reqwest::Client, ConnectError>>,
    pub(super) skew: Skew,
    limiter: RateLimiter,
    tokens: Tokens,
    shared: SharedReads,
    /// The properties of the server's searches that its answers have revealed.
    search_traits: Mutex<SearchTraits>,
}

impl Transport {
    pub(super) fn new(endpoint: Endpoint, timeouts: Timeouts) -> Transport {
        Transport {
            endpoint,
            timeouts,
            route: Route::default(),
            http: OnceLock::new(),
            http_for_reads: OnceLock::new(),
            skew: Skew::default(),
            limiter: RateLimiter::new(),
            tokens: Tokens::default(),
            shared: SharedReads::default(),
            search_traits: Mutex::default(),
        }
    }

    /// Sets the clock to compare with the servers' clocks.
    pub(super) fn set_clock(&mut self, clock: &UtcClock) {
        self.skew.clock = Some(Arc::clone(clock));
        self.tokens.skew.clock = Some(Arc::clone(clock));
    }

    /// Declares that all reads belong to one command.
    pub(super) fn serve_command(&mut self) {
        self.shared.is_of_command = true;
    }

    /// Makes answers age by this clock, which is set by hand.
    pub(super) fn set_age_clock(&mut self, clock: &UtcClock) {
        self.shared.clock = AgeClock::Set(Arc::clone(clock));
    }

    /// Records what the body of an answer reveals about the server's searches.
    pub(super) fn notice(&self, body: &Body) {
        let shown = self.endpoint.clinic().api().search_traits(body);
        let mut known = self.traits();
        *known = known.or(shown);
    }

    /// Returns whether the server may have stored records that its searches don't find yet.
    pub(super) fn may_lag(&self) -> bool {
        !self.traits().prove_absence()
    }

    fn traits(&self) -> MutexGuard<'_, SearchTraits> {
        self.search_traits
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a read once, when the clinic's limit has room for it, and returns the body of the answer.
    ///
    /// # Errors
    ///
    /// Returns an error if there is none.
    pub(super) async fn read(&self, request: &Request) -> Result<Body, Failure> {
        if request.method != Method::Get || request.reuse == Reuse::Never {
            return self.read_now(request).await;
        }
        if let Some(body) = self.shared.remembered(request) {
            return Ok(body);
        }
        // On the heap, to keep the futures that contain it small.
        let read = Box::pin(self.read_now(request));
        // A read that a booking depends on must begin after everything before it.
        let body = if is_urgent() {
            read.await?
        } else {
            self.shared.joined(request, read).await?
        };
        self.shared.remember(request, &body);
        Ok(body)
    }

    /// Returns an earlier answer that is good enough for a read.
    ///
    /// # Errors
    ///
    /// Returns an error if there is none.
    pub(super) fn recalled(&self, request: &Request) -> Result<Body, Failure> {
        let body = self.shared.remembered(request);
        body.ok_or_else(|| not_sent(Cause::Lapsed))
    }

    async fn read_now(&self, request: &Request) -> Result<Body, Failure> {
        if !is_urgent() {
            self.limiter.wait_for_turn().await.map_err(|wait| {
                Failure::Refused(Report {
                    retry_after: Some(wait),
                    ..Report::of(Cause::RateLimited)
                })
            })?;
            return self.body_of(request, Connection::OfReads).await;
        }
        self.at_once(request).await
    }

    /// Sends a request once, without delay and without retries here or in the layers below, and returns the body of the
    /// answer.
    ///
    /// # Errors
    ///
    /// Returns an error if there is none.
    pub(super) async fn at_once(&self, request: &Request) -> Result<Body, Failure> {
        self.limiter.count_call();
        let _change = self.shared.change(request);
        self.body_of(request, Connection::OfItsOwn).await
    }

    /// Returns the HTTP request without the key.
    ///
    /// # Errors
    ///
    /// Returns an error if it may not be sent to its address, or a header can't be sent.
    pub(super) fn http_request(&self, request: &Request) -> Result<reqwest::Request, Cause> {
        let json = HeaderValue::from_static(self.endpoint.api().media_type());
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut sent = reqwest::Request::new(method, self.endpoint.address_of(request)?);
        let mut headers = HeaderMap::new();
        if let Some(body) = &request.body {
            headers.insert(CONTENT_TYPE, json.clone());
            *sent.body_mut() = Some(body.shown().to_string().into());
        }
        headers.insert(ACCEPT, json);
        let agent = concat!("bookdesk/", env!("CARGO_PKG_VERSION"));
        headers.insert(USER_AGENT, HeaderValue::from_static(agent));
        for (name, value) in &request.headers {
            let value = HeaderValue::from_str(value).map_err(|_| Cause::BadRequest)?;
            headers.insert(HeaderName::from_static(name), value);
        }
        *sent.headers_mut() = headers;
        Ok(sent)
    }

    async fn body_of(&self, request: &Request, connection: Connection) -> Result<Body, Failure> {
        let built = self.http_request(request).map_err(not_sent)?;
        let limit = match request.outline {
            Some(_) => LARGEST_OUTLINED,
            None => LARGEST_BODY,
        };
        let answer = self.send_logged(built, connection, limit).await?;
        let reply = answer.reply;
        let api = self.endpoint.api();
        let mut body = api.outlined_body_of(&reply, request.outline);
        if let Ok(body) = &mut body {
            api.localize(&mut body.value, self.endpoint.address());
        }
        if let Err(Failure::Refused(report)) = &body
            && request.has_header("if-match")
            && matches!(reply.status, 409 | 412)
        {
            // R4 specifies 412; some servers answer 409 (STU3). Nothing was changed.
            return Err(Failure::NotSent(Report {
                cause: Cause::Altered,
                ..report.clone()
            }));
        }
        if let Err(Failure::Refused(report)) = &mut body
            && answer.has_credential_ended
        {
            report.cause = Cause::SignInEnded;
        }
        if let Err(Failure::Refused(report)) = &body
            && report.cause == Cause::RateLimited
        {
            // Reads are delayed. An exhausted quota is not waited for.
            self.limiter.note_refusal(report.retry_after);
        }
        body
    }

    /// Logs only ids: neither bodies nor a server's messages, which may name a patient.
    async fn send_logged(
        &self,
        request: reqwest::Request,
        connection: Connection,
        limit: usize,
    ) -> Result<CallAnswer, Failure> {
        let clinic = self.endpoint.clinic().word();
        let mode = self.endpoint.mode().word();
        let method = request.method().clone();
        let path = loggable(request.url().path());
        let late = || Err(Failure::Unknown(Report::of(Cause::TimedOut)));
        let sent = unless_over(self.exchange(request, connection, limit))
            .await
            .unwrap_or_else(late);
        match &sent {
            Ok(CallAnswer { reply, .. }) => {
                let status = reply.status;
                let request_id = reply.request_id.as_deref().map(shown_message);
                tracing::debug!(clinic, mode, %method, path, status, request_id, "answered");
            }
            Err(failure) => {
                tracing::warn!(clinic, mode, %method, path, cause = ?failure.report().cause, "no answer");
            }
        }
        sent
    }

    /// Sends a request with the key, and reads up to `limit` bytes of the answer. A read whose key is refused is sent
    /// once more if there is another key; a change never is.
    async fn exchange(
        &self,
        request: reqwest::Request,
        connection: Connection,
        limit: usize,
    ) -> Result<CallAnswer, Failure> {
        let http = match connection {
            Connection::OfItsOwn => &self.http,
            Connection::OfReads => &self.http_for_reads,
        };
        let http = http.get_or_init(|| self.http_client(connection)).as_ref();
        let http = http.map_err(|connect_error| not_sent(Cause::Unreachable(*connect_error)))?;
        let is_read = *request.method() == reqwest::Method::GET;
        let again = if is_read { request.try_clone() } else { None };
        let credential = self.credential(http).await?;
        let reply = self.send(http, request, &credential, limit).await?;
        let is_refused = reply.status == UNAUTHORIZED && !credential.is_new;
        let again = match again {
            Some(again) if is_refused => again,
            _ => {
                return Ok(CallAnswer {
                    reply,
                    has_credential_ended: is_refused && self.has_another_credential(),
                });
            }
        };
        let reply = match self.credential(http).await {
            Ok(other) if other.header != credential.header => {
                self.limiter.count_call();
                self.send(http, again, &other, limit).await?
            }
            _ => reply,
        };
        Ok(CallAnswer {
            reply,
            has_credential_ended: false,
        })
    }

    /// Returns whether the next call will use another token or fetch another key than the refused one.
    fn has_another_credential(&self) -> bool {
        self.endpoint.client_of_tokens().is_some()
            || self.endpoint.renews_key(self.skew.servers_now())
    }

    /// Returns the header with the key or a token, after replacing one that is about to expire or was refused.
    async fn credential(&self, http: &reqwest::Client) -> Result<CallCredential, Failure> {
        let now = self.skew.servers_now();
        let renewed = self.endpoint.renew_key(now).await;
        renewed.map_err(Failure::NotSent)?;
        let Some(client) = self.endpoint.client_of_tokens() else {
            return Ok(CallCredential {
                header: self.endpoint.key().map_err(not_sent)?,
                is_new: false,
            });
        };
        let unreachable = |error: &reqwest::Error| self.connect_error(error);
        let token = self
            .tokens
            .current(http, &self.endpoint, client, &self.skew, unreachable)
            .await?;
        Ok(CallCredential {
            header: Some((AUTHORIZATION, token.value)),
            is_new: token.is_new,
        })
    }

    /// Drops a key or a token that the server has refused, so that the next call uses another one.
    async fn refuse(&self, credential: &CallCredential) {
        match &credential.header {
            Some((_, token)) if self.endpoint.client_of_tokens().is_some() => {
                self.tokens.forget(token).await;
            }
            header if self.endpoint.key().is_ok_and(|key| key == *header) => {
                self.endpoint.refuse_key();
            }
            _ => {}
        }
    }

    async fn send(
        &self,
        http: &reqwest::Client,
        mut request: reqwest::Request,
        credential: &CallCredential,
        limit: usize,
    ) -> Result<Reply, Failure> {
        let headers = request.headers_mut();
        headers.extend(self.endpoint.headers().clone());
        headers.extend(credential.header.clone());
        if *request.method() != reqwest::Method::GET {
            guard(&mut request).map_err(|_| not_sent(Cause::Lapsed))?;
        }
        let mut response = http
            .execute(request)
            .await
            .map_err(|error| self.failure(&error))?;
        let status = response.status().as_u16();
        let head = AnswerHead {
            status,
            headers: std::mem::take(response.headers_mut()),
        };
        if status == UNAUTHORIZED {
            self.refuse(credential).await;
        }
        self.skew.note(head.date());
        self.limiter.note_limits(head.limits());
        let sent = credential.header.as_ref();
        let sent = sent.and_then(|(_, header)| credential_in(header));
        let confidential = Confidential::sent_to(&self.endpoint, sent);
        let as_of = ReadDay::from(self.skew.own_now());
        let body = read_body(response, limit).await;
        Ok(head.with_body(body, &confidential, as_of))
    }

    /// Returns why no answer arrived, and whether the request had been sent. In doubt it counts as sent.
    fn failure(&self, error: &reqwest::Error) -> Failure {
        if error.is_builder() {
            Failure::NotSent(Report::of(Cause::AddressRefused(AddressError::NoAddress)))
        } else if error.is_connect() {
            // Only the connector, which includes TLS, marks its errors so, and it ends before the first byte is sent.
            Failure::NotSent(Report::of(Cause::Unreachable(self.connect_error(error))))
        } else if causes(error).any(|cause| cause.is::<Lapsed>()) {
            // The body is polled before anything is written.
            Failure::NotSent(Report::of(Cause::Lapsed))
        } else {
            Failure::Unknown(Report::of(lost(error)))
        }
    }

    fn connect_error(&self, error: &reqwest::Error) -> ConnectError {
        connect_error(error, self.timeouts.connect, self.route.proxy.is_some())
    }

    /// Builds the only HTTP stack. It follows no redirects, which would carry the key elsewhere, and uses no proxy from
    /// the environment, which would see the key.
    ///
    /// A change has a connection of its own: if the server were just closing a kept one, the booking would become
    /// unknown, or the layer below might send it again. Reads keep theirs for a few seconds, since they may be sent
    /// again.
    fn http_client(&self, connection: Connection) -> Result<reqwest::Client, ConnectError> {
        // A second client in the same process finds the provider installed, which is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let is_encrypted = self.endpoint.is_encrypted();
        let builder = reqwest::Client::builder()
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .pool_max_idle_per_host(match connection {
                Connection::OfItsOwn => 0,
                Connection::OfReads => MOST_KEPT,
            })
            .pool_idle_timeout(KEPT)
            .connect_timeout(self.timeouts.connect)
            .timeout(self.timeouts.request)
            .https_only(is_encrypted);
        let built = if is_encrypted {
            let builder = match self.endpoint.certificate() {
                Some(certificate) => builder.identity(certificate.identity()),
                None => builder,
            };
            self.route
                .apply(builder)
                .and_then(reqwest::ClientBuilder::build)
        } else {
            // Only this machine, see `Endpoint::new`: the sandbox must run without installed certificates.
            builder.tls_certs_only([]).build()
        };
        built.map_err(|_| ConnectError::NoAuthorities)
    }
}

fn not_sent(cause: Cause) -> Failure {
    Failure::NotSent(Report::of(cause))
}

/// Returns a path for the log. A look-up may contain any typed text, so only the words of the API and parts in the form
/// of the clinics' own ids (`pt_abc123`, a UUID) are kept.
fn loggable(path: &str) -> String {
    let may_be_logged = |part: &&str| {
        !part.contains(|c: char| !c.is_ascii_lowercase() && c != '-')
            || *part == "v1"
            || part.contains('_')
            || Uuid::try_parse(part).is_ok()
    };
    path.split('/')
        .map(|part| if may_be_logged(&part) { part } else { "…" })
        .collect::<Vec<_>>()
        .join("/")
}

/// Returns the meaning of an `error` while connecting. `limit` is its time limit; with a proxy, it is the proxy that
/// was not found or refused.
fn connect_error(error: &reqwest::Error, limit: Duration, by_proxy: bool) -> ConnectError {
    if error.is_timeout() {
        return ConnectError::TooSlow(limit);
    }
    if let Some(tls) = causes(error).find_map(|cause| cause.downcast_ref::<rustls::Error>()) {
        return match tls {
            rustls::Error::InvalidCertificate(why) => {
                ConnectError::Certificate(tls::certificate_error(why))
            }
            rustls::Error::NoCertificatesPresented => {
                ConnectError::Certificate(CertificateError::Unsound)
            }
            _ => ConnectError::NoTls,
        };
    }
    if by_proxy {
        return ConnectError::Proxy;
    }
    if error.is_dns() {
        return ConnectError::NameNotFound;
    }
    let mut kinds = causes(error)
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .map(io::Error::kind);
    if kinds.any(|kind| kind == io::ErrorKind::ConnectionRefused) {
        ConnectError::Refused
    } else {
        ConnectError::NoConnection
    }
}

/// Returns the causes of `error`, the nearest first. The source of an I/O error skips the error that it wraps.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |cause| behind(*cause))
}

fn behind<'a>(cause: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match cause
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
    {
        Some(wrapped) => Some(wrapped),
        None => cause.source(),
    }
}

/// Returns the cause that ended a call after its bytes had begun to leave. A body that can't be unpacked counts as
/// lost: the layers below don't distinguish it from one that broke off.
fn lost(error: &reqwest::Error) -> Cause {
    if error.is_timeout() {
        Cause::TimedOut
    } else {
        Cause::ConnectionLost
    }
}

/// Reads the body, unpacked, up to `limit` bytes, regardless of `Content-Length`.
pub(crate) async fn read_body(mut response: Response, limit: usize) -> Result<Vec<u8>, Cause> {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(None) => return Ok(body),
            Ok(Some(chunk)) if body.len() + chunk.len() > limit => return Err(Cause::TooLarge),
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Err(error) => return Err(lost(&error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logged_path_holds_the_ids_of_the_backends_and_nothing_that_was_typed_for_one() {
        let profile = "/api/v1/profiles/a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d";
        for path in [
            "/v1/appointments",
            "/v1/patients/pt_abc123",
            "/v1/practitioner-roles",
            profile,
        ] {
            assert_eq!(loggable(path), path);
        }
        for typed in [
            "Schmidt",
            "22.03.1985",
            "03023125001",
            "220385s",
            "Maria%20Schmidt",
        ] {
            assert_eq!(loggable(&format!("/v1/patients/{typed}")), "/v1/patients/…");
        }
    }
}

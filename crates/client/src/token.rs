//! Tokens that a clinic's authorization server issues to a client for its id and secret (RFC 6749, 4.4), or for a
//! signed assertion (SMART Backend Services).

use std::time::Duration;

use chrono::TimeDelta;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use reqwest::{Client, Response};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tokio::sync::Mutex;
use tokio::time::Instant;
use url::Url;
use url::form_urlencoded::Serializer;

use super::address::checked;
use super::answer::{Skew, date_in};
use super::api_client::ApiClient;
use super::confidential::{Confidential, Said};
use super::endpoint::{Endpoint, header_word, sensitive};
use super::transport::read_body;
use booking::api::shown_message;
use booking::{AddressError, Cause, ConnectError, DecodeError, Failure, Report};

/// How long before its end a token is renewed, so that calls begun with it can also end with it.
const BEFORE_END: Duration = Duration::from_secs(60);
/// The lifetime of a token whose answer states none.
const DEFAULT_LIFE: Duration = Duration::from_secs(300);
/// The maximum time for which a token is used, whatever its answer states. A server that refuses it earlier gets a new
/// one.
const LONGEST_LIFE: Duration = Duration::from_hours(24);
/// The maximum difference between a server's clock and the one used for an assertion at which a refusal is not blamed
/// on the clock.
const MOST_APART: TimeDelta = TimeDelta::seconds(5);
/// The type of a client's signed assertion.
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// The largest answer read.
const LARGEST: usize = 64 * 1024;

/// The current token, which `Debug` does not show.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    token: Mutex<Option<BearerToken>>,
    /// The skew of the authorization server.
    pub(super) skew: Skew,
}

#[derive(Debug)]
struct BearerToken {
    header: HeaderValue,
    renewed_at: Instant,
}

/// The header of a token.
pub(super) struct TokenHeader {
    pub(super) value: HeaderValue,
    /// Whether the token was issued just now, for this call.
    pub(super) is_new: bool,
}

impl Tokens {
    /// Returns the header with a token that is valid long enough for a call. If there is none, requests a new one; with
    /// another secret if the first is refused.
    ///
    /// # Errors
    ///
    /// Returns `NotSent` if there is no token: without one no call is sent.
    pub(super) async fn current(
        &self,
        http: &Client,
        endpoint: &Endpoint,
        client: &ApiClient,
        skew: &Skew,
        unreachable: impl Fn(&reqwest::Error) -> ConnectError,
    ) -> Result<TokenHeader, Failure> {
        let mut token = self.token.lock().await;
        let valid = token
            .as_ref()
            .filter(|token| Instant::now() < token.renewed_at);
        if let Some(token) = valid {
            return Ok(TokenHeader {
                value: token.header.clone(),
                is_new: false,
            });
        }
        let request = TokenRequest {
            http,
            endpoint,
            client,
            skew,
            sign_in: &self.skew,
            unreachable: &unreachable,
        };
        let new = request.send_with_a_valid_key().await;
        let new = token.insert(new.map_err(Failure::NotSent)?);
        Ok(TokenHeader {
            value: new.header.clone(),
            is_new: true,
        })
    }

    /// Drops a token that a server has refused.
    pub(super) async fn forget(&self, refused: &HeaderValue) {
        let mut token = self.token.lock().await;
        token.take_if(|token| token.header == *refused);
    }
}

/// A request for a token.
struct TokenRequest<'a, U> {
    http: &'a Client,
    endpoint: &'a Endpoint,
    client: &'a ApiClient,
    /// The skew of the clinic's server.
    skew: &'a Skew,
    /// The skew of the authorization server.
    sign_in: &'a Skew,
    unreachable: &'a U,
}

impl<U: Fn(&reqwest::Error) -> ConnectError> TokenRequest<'_, U> {
    /// Requests a token, and once more if the key is refused and another one can be fetched.
    async fn send_with_a_valid_key(&self) -> Result<BearerToken, Report> {
        let key = self.endpoint.secret();
        let refusal = match self.send().await {
            Err(report) if report.cause == Cause::KeyUnknown => report,
            sent => return sent,
        };
        self.endpoint.refuse_key();
        self.endpoint.renew_key(self.skew.servers_now()).await?;
        let text =
            |key: &Option<SecretString>| key.as_ref().map(|key| key.expose_secret().to_owned());
        if text(&self.endpoint.secret()) == text(&key) {
            return Err(refusal);
        }
        self.send().await
    }

    /// Requests a token. An assertion refused by a server with another clock is signed again, once, for that clock.
    async fn send(&self) -> Result<BearerToken, Report> {
        let url = match &self.client.token_url {
            Some(url) => url.clone(),
            None => self.discovered().await?,
        };
        let assumed = self.assumed_skew();
        let answer = self.send_to(&url).await;
        let is_apart = (self.assumed_skew() - assumed).abs() > MOST_APART;
        let is_refused = matches!(&answer, Err(report) if report.cause == Cause::KeyUnknown);
        if is_refused && is_apart && self.client.signs.is_some() {
            return self.send_to(&url).await;
        }
        answer
    }

    /// Requests a token from this address, once.
    async fn send_to(&self, url: &Url) -> Result<BearerToken, Report> {
        let assertion = self.assertion(url).map_err(Report::of)?;
        let form = self.form(assertion.as_deref());
        let mut request = self
            .http
            .post(url.clone())
            .header(ACCEPT, "application/json");
        if assertion.is_none() {
            let basic = self.endpoint.form_basic(&self.client.id);
            let (name, secret) = basic.map_err(Report::of)?;
            request = request.header(name, secret);
        }
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let asked_at = Instant::now();
        let answer = request.body(form).send().await;
        let answer = answer.map_err(|error| Report::of(self.why(&error)))?;
        self.sign_in.note(date_in(answer.headers()));
        let confidential = Confidential::sent_to(self.endpoint, assertion);
        let body = accepted(answer, &confidential).await?;
        BearerToken::of(&body, asked_at).map_err(Report::of)
    }

    /// Returns how far the authorization server is ahead of the desk, according to its answers or those of the clinic's
    /// server.
    fn assumed_skew(&self) -> TimeDelta {
        let known = self.sign_in.last().or(self.skew.last());
        known.unwrap_or_default()
    }

    /// Returns the client's signed assertion for this address; `None` if the client has a secret instead.
    ///
    /// # Errors
    ///
    /// Returns `KeyMissing` or `SigningKeyUnfit`; `OtherRefusal` without a clock.
    fn assertion(&self, url: &Url) -> Result<Option<String>, Cause> {
        let Some(signs) = &self.client.signs else {
            return Ok(None);
        };
        let key = self.endpoint.signing_key()?;
        let id = signs.key_id.as_deref();
        let now = self.skew.own_now().ok_or(Cause::OtherRefusal)? + self.assumed_skew();
        key.assertion(&self.client.id, id, url.as_str(), now)
            .map(Some)
    }

    /// Returns the form to send, with the client's assertion if it signs.
    fn form(&self, assertion: Option<&str>) -> String {
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "client_credentials");
        if let Some(scope) = &self.client.scope {
            form.append_pair("scope", scope);
        }
        if let Some(audience) = &self.client.audience {
            form.append_pair("audience", audience);
            // The standard name (RFC 8707), which takes only addresses.
            if Url::parse(audience).is_ok() {
                form.append_pair("resource", audience);
            }
        }
        if let Some(assertion) = assertion {
            form.append_pair("client_assertion_type", ASSERTION_TYPE);
            form.append_pair("client_assertion", assertion);
        }
        form.finish()
    }

    /// Returns the address that issues tokens, as stated by the server.
    async fn discovered(&self) -> Result<Url, Report> {
        let request = self.http.get(self.endpoint.sign_in_url());
        let request = request.header(ACCEPT, "application/json");
        let request = request.headers(self.endpoint.headers().clone());
        let answer = request.send().await;
        let answer = answer.map_err(|error| Report::of(self.why(&error)))?;
        self.skew.note(date_in(answer.headers()));
        let status = answer.status().as_u16();
        let unread = || Report {
            status: Some(status),
            ..Report::of(Cause::Unreadable(DecodeError::NoJson))
        };
        let body = accepted(answer, &Confidential::sent_to(self.endpoint, None)).await?;
        let said: Value = serde_json::from_slice(&body).map_err(|_| unread())?;
        let url = said["token_endpoint"].as_str().ok_or_else(unread)?;
        checked(url).map_err(|error| Report::of(Cause::AddressRefused(AddressError::from(&error))))
    }

    fn why(&self, error: &reqwest::Error) -> Cause {
        if error.is_connect() {
            Cause::Unreachable((self.unreachable)(error))
        } else if error.is_timeout() {
            Cause::TimedOut
        } else {
            Cause::Unreachable(ConnectError::NoConnection)
        }
    }
}

/// Returns the body of an authorization server's answer.
///
/// # Errors
///
/// Returns the server's reason for a refusal (RFC 6749, 5.2), without confidential texts.
async fn accepted(answer: Response, confidential: &Confidential) -> Result<Vec<u8>, Report> {
    let status = answer.status().as_u16();
    let cause = match status {
        200..300 => None,
        300..400 => Some(Cause::Redirected),
        429 => Some(Cause::RateLimited),
        400..500 => Some(Cause::KeyUnknown),
        _ => Some(Cause::ServerFault),
    };
    let body = read_body(answer, LARGEST).await;
    let Some(cause) = cause else {
        return body.map_err(Report::of);
    };
    let said: Value = body
        .ok()
        .and_then(|body| serde_json::from_slice(&body).ok())
        .unwrap_or_default();
    let shown = |name: &str| {
        let text = said[name].as_str()?;
        Some(shown_message(&confidential.cut_from(text, Said::Refusal)))
    };
    let code = shown("error");
    let text = shown("error_description").or_else(|| code.clone());
    Err(Report {
        status: Some(status),
        code,
        message: text.map(Into::into),
        ..Report::of(cause)
    })
}

impl BearerToken {
    fn of(body: &[u8], asked_at: Instant) -> Result<BearerToken, Cause> {
        let unread = || Cause::Unreadable(DecodeError::NoJson);
        let body: Value = serde_json::from_slice(body).map_err(|_| unread())?;
        let text = body["access_token"]
            .as_str()
            .filter(|text| !text.is_empty())
            .ok_or_else(unread)?;
        let life = body["expires_in"]
            .as_u64()
            .map_or(DEFAULT_LIFE, Duration::from_secs)
            .min(LONGEST_LIFE);
        let header = sensitive(&format!("Bearer {}", header_word(text)?))?;
        // A token with a short lifetime is used for half of it.
        Ok(BearerToken {
            header,
            renewed_at: asked_at + life.saturating_sub(BEFORE_END).max(life / 2).min(life),
        })
    }
}

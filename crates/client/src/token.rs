//! Tokens that a clinic's authorization server gives for a client's id and secret (RFC 6749, 4.4).

use std::time::Duration;

use reqwest::Client;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue};
use serde_json::Value;
use tokio::sync::Mutex;
use tokio::time::Instant;
use url::Url;

use super::endpoint::{Endpoint, header_word, sensitive};
use super::transport::read_body;
use booking::{Cause, ConnectError, DecodeError, Failure, Report};

/// How long before its end a token is renewed: a call that begins with it also ends with it.
const BEFORE_END: Duration = Duration::from_secs(60);
/// The life of a token whose answer states none.
const DEFAULT_LIFE: Duration = Duration::from_secs(300);
/// The longest that a token is used, whatever its answer states. A server that refuses it earlier gets a new one.
const LONGEST_LIFE: Duration = Duration::from_hours(24);
/// The largest answer read.
const LARGEST: usize = 64 * 1024;

/// The token in use, which `Debug` does not show.
#[derive(Debug, Default)]
pub(super) struct Tokens(Mutex<Option<BearerToken>>);

#[derive(Debug)]
struct BearerToken {
    header: HeaderValue,
    renewed_at: Instant,
}

impl Tokens {
    /// Returns the header with a token that is still valid for a call; requests a new one if there is none.
    ///
    /// # Errors
    ///
    /// Returns `NotSent` if there is no token: without one no call is sent.
    pub(super) async fn current(
        &self,
        http: &Client,
        endpoint: &Endpoint,
        (source, id): (&Url, &str),
        unreachable: impl Fn(&reqwest::Error) -> ConnectError,
    ) -> Result<(HeaderName, HeaderValue), Failure> {
        let mut token = self.0.lock().await;
        let valid = token
            .as_ref()
            .filter(|token| Instant::now() < token.renewed_at);
        let header = match valid {
            Some(token) => token.header.clone(),
            None => {
                let new = ask(http, endpoint, (source, id), unreachable).await;
                let new = new.map_err(|cause| Failure::NotSent(Report::of(cause)))?;
                token.insert(new).header.clone()
            }
        };
        Ok((AUTHORIZATION, header))
    }

    /// Drops the token: a server has refused it.
    pub(super) async fn forget(&self) {
        *self.0.lock().await = None;
    }
}

/// Requests a token, once.
async fn ask(
    http: &Client,
    endpoint: &Endpoint,
    (source, id): (&Url, &str),
    unreachable: impl Fn(&reqwest::Error) -> ConnectError,
) -> Result<BearerToken, Cause> {
    let (name, secret) = endpoint.basic(id)?;
    let asked_at = Instant::now();
    let request = http
        .post(source.clone())
        .header(name, secret)
        .header(ACCEPT, "application/json");
    let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let sent = request.body("grant_type=client_credentials").send().await;
    let answer = sent.map_err(|error| {
        if error.is_connect() {
            Cause::Unreachable(unreachable(&error))
        } else if error.is_timeout() {
            Cause::TimedOut
        } else {
            Cause::Unreachable(ConnectError::NoConnection)
        }
    })?;
    match answer.status().as_u16() {
        200..300 => {}
        400 | 401 | 403 => return Err(Cause::KeyUnknown),
        429 => return Err(Cause::RateLimited),
        300..400 => return Err(Cause::Redirected),
        _ => return Err(Cause::ServerFault),
    }
    let body = read_body(answer, LARGEST).await?;
    let unread = || Cause::Unreadable(DecodeError::NoJson);
    let body: Value = serde_json::from_slice(&body).map_err(|_| unread())?;
    let text = body["access_token"]
        .as_str()
        .filter(|text| !text.is_empty())
        .ok_or_else(unread)?;
    let life = body["expires_in"]
        .as_u64()
        .map_or(DEFAULT_LIFE, Duration::from_secs)
        .min(LONGEST_LIFE);
    let header = sensitive(&format!("Bearer {}", header_word(text)?))?;
    // A token with a short life is used for half of it.
    Ok(BearerToken {
        header,
        renewed_at: asked_at + life.saturating_sub(BEFORE_END).max(life / 2).min(life),
    })
}

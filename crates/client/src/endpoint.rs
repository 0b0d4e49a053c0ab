//! A clinic's address and key. The address is normalised once; the key is never shown.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, Utc};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use url::Url;
use url::form_urlencoded::byte_serialize;

use super::address::{EndpointError, checked, is_loopback, versioned};
use super::api_client::ApiClient;
use super::client_certificate::ClientCertificate;
use super::confidential::behind_prefix;
use super::endpoint_key::EndpointKey;
use super::extra_headers::ExtraHeaders;
use super::signing_key::SigningKey;

use booking::api::{Api, Credential, Request};
use booking::{Cause, ClinicId, Mode, Report};

/// A clinic's address and key. `Debug` never shows the key.
#[derive(Clone, Debug)]
pub struct Endpoint {
    clinic: ClinicId,
    /// Ends in the version of the contract (`/v1`, `/api/v1`), without a trailing slash.
    base: Url,
    key: EndpointKey,
    client: Option<ApiClient>,
    /// Sent with every request, such as a tenant or the key of a gateway. Never printed.
    headers: ExtraHeaders,
    /// Presented to servers that ask for one.
    certificate: Option<ClientCertificate>,
    /// Whether the key is one of the sandbox's own.
    has_sandbox_key: bool,
}

impl Endpoint {
    /// Creates the endpoint at `address`, which may or may not end in the API's version (`/v1` at ClinikAPI,
    /// `/api/v1` at Aniva) and in slashes; a path before the version is kept. The key is checked only when it
    /// is used.
    ///
    /// # Errors
    ///
    /// Returns an [`EndpointError`] if nothing may be sent to `address`.
    pub fn new(
        clinic: ClinicId,
        address: &str,
        key: Option<SecretString>,
    ) -> Result<Endpoint, EndpointError> {
        let base = versioned(checked(address)?, clinic.api().version());
        Ok(Endpoint {
            clinic,
            base,
            key: EndpointKey::new(key),
            client: None,
            headers: ExtraHeaders::default(),
            certificate: None,
            has_sandbox_key: false,
        })
    }

    /// Sets the name whose password is the key.
    pub fn with_client(self, client: Option<ApiClient>) -> Endpoint {
        Endpoint { client, ..self }
    }

    /// Sets the source of replacement keys. A key is replaced before it expires, and after a server has refused it, but
    /// at most once a minute. A key of another mode is not used.
    pub fn with_key_source(
        self,
        fetch: impl Fn() -> Result<SecretString, String> + Send + Sync + 'static,
    ) -> Endpoint {
        Endpoint {
            key: self.key.with_source(fetch),
            ..self
        }
    }

    /// Fetches another key if this one is about to expire or was refused.
    ///
    /// # Errors
    ///
    /// Returns `KeyMissing` with the reason if no other key can be fetched and this one has expired.
    pub(super) async fn renew_key(&self, now: Option<DateTime<Utc>>) -> Result<(), Report> {
        let is_test = self.has_test_key();
        let may_follow = |key: &SecretString| self.is_test_key(key) == is_test;
        let renewed = self.key.renew(now, may_follow).await;
        renewed.map_err(|failure| Report {
            message: Some(failure.into()),
            ..Report::of(Cause::KeyMissing)
        })
    }

    /// Records that a server has refused the key.
    pub(super) fn refuse_key(&self) {
        self.key.refuse();
    }

    /// Returns whether the next call fetches another key.
    pub(super) fn renews_key(&self, now: Option<DateTime<Utc>>) -> bool {
        self.key.is_to_be_renewed(now)
    }

    /// Sets headers that are sent with every request.
    pub fn with_headers(self, headers: ExtraHeaders) -> Endpoint {
        Endpoint { headers, ..self }
    }

    /// Sets the certificate presented to the server, and to the authorization server, on request.
    pub fn with_certificate(self, certificate: Option<ClientCertificate>) -> Endpoint {
        Endpoint {
            certificate,
            ..self
        }
    }

    pub(super) fn certificate(&self) -> Option<&ClientCertificate> {
        self.certificate.as_ref()
    }

    /// Returns the headers that are sent with every request.
    pub(super) fn headers(&self) -> &HeaderMap {
        self.headers.map()
    }

    /// Marks the key as one of the sandbox's own; for callers that know the sandbox.
    pub fn with_sandbox_key(self) -> Endpoint {
        Endpoint {
            has_sandbox_key: true,
            ..self
        }
    }

    /// Returns the clinic.
    pub fn clinic(&self) -> ClinicId {
        self.clinic
    }

    /// Returns the wire format.
    pub(super) fn api(&self) -> &'static dyn Api {
        self.clinic.api()
    }

    /// Returns whether bookings there are real (`connect.md` of the guide).
    pub fn mode(&self) -> Mode {
        if self.has_sandbox_key && is_loopback(&self.base) {
            Mode::Sandbox
        } else if self.has_test_key() {
            Mode::Test
        } else {
            Mode::Live
        }
    }

    fn has_test_key(&self) -> bool {
        self.key.current().is_some_and(|key| self.is_test_key(&key))
    }

    fn is_test_key(&self, key: &SecretString) -> bool {
        let mark = self.api().test_key();
        mark.is_some_and(|mark| key.expose_secret().starts_with(mark))
    }

    /// Returns the address with the API's version, without a trailing slash.
    pub fn address(&self) -> &str {
        self.base.as_str()
    }

    /// Returns the part of the key that may be shown: `clk_test_…`, its first four characters, or `no key`.
    pub fn key_mark(&self) -> String {
        /// The key length below which four characters would reveal too much.
        const LONG_ENOUGH: usize = 12;
        let Some(key) = self.secret() else {
            return "no key".to_owned();
        };
        let key = key.expose_secret();
        let prefix = self
            .api()
            .key_prefixes()
            .iter()
            .find(|prefix| key.starts_with(**prefix));
        match prefix {
            Some(prefix) => format!("{prefix}…"),
            None if key.len() >= LONG_ENOUGH && is_header_word(key) => format!("{}…", &key[..4]),
            None => "…".to_owned(),
        }
    }

    /// Returns the address of a call: `segments` after the version, each percent-encoded, and the query's pairs. `.`
    /// and `..` would be path steps and lead to another call, so they are sent as a name that no record has.
    pub(super) fn url<S: AsRef<str>>(&self, segments: &[S], query: &[(&str, String)]) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.extend(segments.iter().map(|segment| match segment.as_ref() {
                "." | ".." => "%2E",
                segment => segment,
            }));
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }

    /// Returns the address of a request.
    ///
    /// # Errors
    ///
    /// Returns `Redirected` if an answer has named an address outside of this one.
    pub(super) fn address_of(&self, request: &Request) -> Result<Url, Cause> {
        let Some(link) = &request.link else {
            return Ok(self.url(&request.path, &request.query));
        };
        let mut folder = self.base.clone();
        folder.set_path(&format!("{}/", self.base.path().trim_end_matches('/')));
        let url = folder.join(link).map_err(|_| Cause::Redirected)?;
        let is_below = url.path().starts_with(folder.path()) || url.path() == self.base.path();
        let is_plain = url.username().is_empty() && url.password().is_none();
        let is_here = url.origin() == self.base.origin() && is_below && is_plain;
        is_here.then_some(url).ok_or(Cause::Redirected)
    }

    /// Returns the client, if it uses tokens.
    pub(super) fn client_of_tokens(&self) -> Option<&ApiClient> {
        let client = self.client.as_ref()?;
        (client.token_url.is_some() || client.signs.is_some()).then_some(client)
    }

    /// Returns the address at which the server describes how clients sign in.
    pub(super) fn sign_in_url(&self) -> Url {
        self.url(&[".well-known", "smart-configuration"], &[])
    }

    /// Returns the key's header as it may be shown, and with `$variable` in place of the key for a shell.
    pub(super) fn shown_credential(
        &self,
        variable: &str,
    ) -> Option<(&'static str, String, String)> {
        let scheme = |word: &str| {
            (
                format!("{word} {}", self.key_mark()),
                format!("{word} ${variable}"),
            )
        };
        let (name, (shown, typed)) = match (self.api().credential(), &self.client) {
            (Credential::Header(name), _) => (name, (self.key_mark(), format!("${variable}"))),
            (Credential::Authorization, None) if self.secret().is_none() => return None,
            (
                Credential::Authorization,
                Some(ApiClient {
                    token_url: None,
                    signs: None,
                    ..
                }),
            ) => ("authorization", scheme("Basic")),
            (Credential::Authorization, _) => ("authorization", scheme("Bearer")),
        };
        Some((name, shown, typed))
    }

    /// Returns whether the traffic is encrypted; it need not be for an address on this machine.
    pub(super) fn is_encrypted(&self) -> bool {
        self.base.scheme() == "https"
    }

    /// Returns the key's header, which is never printed; `None` if there is no key and none is needed.
    ///
    /// # Errors
    ///
    /// Returns `KeyMissing` or `KeyMalformed`: the server would only say the same, so nothing is sent.
    pub(super) fn key(&self) -> Result<Option<(HeaderName, HeaderValue)>, Cause> {
        let Credential::Header(name) = self.api().credential() else {
            let Some(key) = self.secret() else {
                return Ok(None);
            };
            return match &self.client {
                Some(client) => self.basic(&client.id).map(Some),
                None => Ok(Some((
                    AUTHORIZATION,
                    sensitive(&format!("Bearer {}", header_word(key.expose_secret())?))?,
                ))),
            };
        };
        let key = self.secret().ok_or(Cause::KeyMissing)?;
        let key = key.expose_secret();
        let prefixes = self.api().key_prefixes();
        let has_prefix = prefixes
            .iter()
            .any(|prefix| key.len() > prefix.len() && key.starts_with(*prefix));
        if !is_header_word(key) || !(prefixes.is_empty() || has_prefix) {
            return Err(Cause::KeyMalformed);
        }
        Ok(Some((HeaderName::from_static(name), sensitive(key)?)))
    }

    /// Returns the header with a client's id and key (RFC 7617).
    ///
    /// # Errors
    ///
    /// Returns `KeyMissing` without a key.
    pub(super) fn basic(&self, id: &str) -> Result<(HeaderName, HeaderValue), Cause> {
        let key = self.secret().ok_or(Cause::KeyMissing)?;
        let both = BASE64_STANDARD.encode(format!("{id}:{}", key.expose_secret()));
        Ok((AUTHORIZATION, sensitive(&format!("Basic {both}"))?))
    }

    /// Returns the header with a client's id and key for the authorization server, both encoded as in a form (RFC 6749,
    /// 2.3.1).
    ///
    /// # Errors
    ///
    /// Returns `KeyMissing` without a key.
    pub(super) fn form_basic(&self, id: &str) -> Result<(HeaderName, HeaderValue), Cause> {
        let key = self.secret().ok_or(Cause::KeyMissing)?;
        let both = form_pair(id, key.expose_secret());
        Ok((AUTHORIZATION, sensitive(&format!("Basic {both}"))?))
    }

    /// Returns the name whose password is the key.
    pub(super) fn client(&self) -> Option<&ApiClient> {
        self.client.as_ref()
    }

    /// Returns the part of a key that nobody may read, after the prefix that all keys of the API have.
    pub(super) fn secret_part<'a>(&self, key: &'a str) -> &'a str {
        let mut prefixes = self.api().key_prefixes().iter();
        let prefix = prefixes.find(|prefix| key.starts_with(**prefix));
        prefix.map_or(key, |prefix| behind_prefix(key, prefix))
    }

    /// Returns the private key of a signing client.
    ///
    /// # Errors
    ///
    /// Returns `KeyMissing` or `SigningKeyUnfit`: then nothing is sent.
    pub(super) fn signing_key(&self) -> Result<SigningKey, Cause> {
        SigningKey::parse(self.secret().ok_or(Cause::KeyMissing)?.expose_secret())
    }

    /// Returns the key, if there is one.
    pub(super) fn secret(&self) -> Option<SecretString> {
        let key = self.key.current();
        key.filter(|key| !key.expose_secret().is_empty())
    }
}

/// Returns id and key as one word, both encoded as in a form.
pub(super) fn form_pair(id: &str, key: &str) -> String {
    BASE64_STANDARD.encode(format!("{}:{}", form_encoded(id), form_encoded(key)))
}

pub(super) fn form_encoded(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}

/// Returns a header that is never printed.
pub(super) fn sensitive(text: &str) -> Result<HeaderValue, Cause> {
    let mut header = HeaderValue::from_str(text).map_err(|_| Cause::KeyMalformed)?;
    header.set_sensitive(true);
    Ok(header)
}

/// Returns the key if it can be a word in a header.
pub(super) fn header_word(key: &str) -> Result<&str, Cause> {
    if is_header_word(key) {
        Ok(key)
    } else {
        Err(Cause::KeyMalformed)
    }
}

/// Returns whether the key is visible ASCII: a blank or line break is a copying error, and could add a header.
fn is_header_word(key: &str) -> bool {
    key.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use booking::clinics::{ANIVA, CLINIK};

    fn endpoint(clinic: ClinicId, address: &str, key: &str) -> Endpoint {
        Endpoint::new(clinic, address, Some(SecretString::from(key))).unwrap()
    }

    #[test]
    fn a_base_address_is_taken_with_or_without_version_and_slash() {
        let cases = [
            (
                CLINIK,
                "https://api.clinikapi.com",
                "https://api.clinikapi.com/v1",
            ),
            (
                CLINIK,
                "https://api.clinikapi.com/",
                "https://api.clinikapi.com/v1",
            ),
            (
                CLINIK,
                "https://api.clinikapi.com/v1",
                "https://api.clinikapi.com/v1",
            ),
            (
                CLINIK,
                " https://api.clinikapi.com/v1// ",
                "https://api.clinikapi.com/v1",
            ),
            (
                CLINIK,
                "https://gate.example/clinik/v1/",
                "https://gate.example/clinik/v1",
            ),
            (CLINIK, "http://127.0.0.1:4010", "http://127.0.0.1:4010/v1"),
            (CLINIK, "http://[::1]:4010/v1", "http://[::1]:4010/v1"),
            (
                ANIVA,
                "https://anivahealth.com",
                "https://anivahealth.com/api/v1",
            ),
            (
                ANIVA,
                "https://anivahealth.com/api/v1/",
                "https://anivahealth.com/api/v1",
            ),
            (
                ANIVA,
                "https://gate.example/aniva",
                "https://gate.example/aniva/api/v1",
            ),
            (
                ANIVA,
                "http://localhost:4010/api/v1",
                "http://localhost:4010/api/v1",
            ),
        ];
        for (clinic, address, base) in cases {
            assert_eq!(endpoint(clinic, address, "").address(), base, "{address}");
        }
    }

    #[test]
    fn an_address_that_would_show_the_key_is_refused() {
        let refused = |address| Endpoint::new(CLINIK, address, None).unwrap_err();
        assert_eq!(
            refused("http://api.clinikapi.com"),
            EndpointError::Unencrypted
        );
        assert_eq!(
            refused("http://localhost.example.com"),
            EndpointError::Unencrypted
        );
        assert_eq!(
            refused("http://127.0.0.1.example.com"),
            EndpointError::Unencrypted
        );
        assert_eq!(
            refused("ftp://api.clinikapi.com"),
            EndpointError::Scheme("ftp".to_owned())
        );
        assert_eq!(
            refused("https://user:secret@api.clinikapi.com"),
            EndpointError::Credentials
        );
        assert_eq!(
            refused("https://api.clinikapi.com/v1?key=secret"),
            EndpointError::Query
        );
        assert!(matches!(
            refused("api.clinikapi.com"),
            EndpointError::NotAnAddress(_)
        ));
    }

    #[test]
    fn the_mode_is_told_by_host_and_key() {
        let mode = |clinic, address, key| endpoint(clinic, address, key).mode();
        let with_sandbox_key = |address| {
            endpoint(CLINIK, address, "clk_test_a")
                .with_sandbox_key()
                .mode()
        };
        assert_eq!(with_sandbox_key("http://127.0.0.1:1"), Mode::Sandbox);
        assert_eq!(with_sandbox_key("https://localhost"), Mode::Sandbox);
        assert_eq!(with_sandbox_key("https://api.clinikapi.com"), Mode::Test);
        assert_eq!(mode(CLINIK, "http://127.0.0.1:1", "clk_test_a"), Mode::Test);
        assert_eq!(mode(CLINIK, "http://127.0.0.1:1", "clk_live_a"), Mode::Live);
        assert_eq!(mode(ANIVA, "http://[::1]", "a"), Mode::Live);
        assert_eq!(
            mode(CLINIK, "https://api.clinikapi.com", "clk_test_a"),
            Mode::Test
        );
        assert_eq!(
            mode(CLINIK, "https://api.clinikapi.com", "clk_live_a"),
            Mode::Live
        );
        assert_eq!(mode(CLINIK, "https://api.clinikapi.com", ""), Mode::Live);
        assert_eq!(
            mode(ANIVA, "https://anivahealth.com", "clk_test_a"),
            Mode::Live
        );
    }

    #[test]
    fn no_more_than_a_mark_of_the_key_is_ever_shown() {
        let mark = |clinic, key| endpoint(clinic, "http://[::1]", key).key_mark();
        assert_eq!(mark(CLINIK, "clk_test_abc123def456"), "clk_test_…");
        assert_eq!(mark(CLINIK, "clk_live_abc123def456"), "clk_live_…");
        assert_eq!(mark(CLINIK, "sk_wrong_abc123def456"), "sk_w…");
        assert_eq!(mark(ANIVA, "abcdefghijkl"), "abcd…");
        assert_eq!(mark(ANIVA, "abcd"), "…");
        assert_eq!(mark(ANIVA, "ääääääääääääää"), "…");
        assert_eq!(mark(ANIVA, ""), "no key");
        let debug = format!(
            "{:?}",
            endpoint(CLINIK, "http://[::1]", "clk_test_abc123def456")
        );
        assert!(!debug.contains("abc123"), "{debug}");
    }

    #[test]
    fn a_key_the_server_could_only_refuse_is_found_before_sending() {
        let key = |clinic, key| {
            endpoint(clinic, "http://[::1]", key)
                .key()
                .map(|key| key.unwrap().1.is_sensitive())
        };
        assert_eq!(key(CLINIK, "clk_live_abc123"), Ok(true));
        assert_eq!(key(CLINIK, "clk_test_abc123"), Ok(true));
        assert_eq!(key(CLINIK, "clk_test_"), Err(Cause::KeyMalformed));
        assert_eq!(key(CLINIK, "clk_prod_abc123"), Err(Cause::KeyMalformed));
        assert_eq!(
            key(CLINIK, "clk_test_abc\nx-evil: 1"),
            Err(Cause::KeyMalformed)
        );
        assert_eq!(key(CLINIK, ""), Err(Cause::KeyMissing));
        assert_eq!(key(ANIVA, "any-visible-word"), Ok(true));
        assert_eq!(key(ANIVA, "two words"), Err(Cause::KeyMalformed));
        assert_eq!(key(ANIVA, ""), Err(Cause::KeyMissing));
    }

    #[test]
    fn ids_are_encoded_into_their_own_path_segment() {
        let endpoint = endpoint(CLINIK, "http://[::1]", "");
        for step in [".", ".."] {
            let url = endpoint.url(&["appointments", step, "panels"], &[]);
            assert_eq!(url.as_str(), "http://[::1]/v1/appointments/%252E/panels");
        }
        let url = endpoint.url(
            &["patients", "../x?y#z/ü"],
            &[("count", "1".to_owned()), ("cursor", "a b&c".to_owned())],
        );
        assert_eq!(
            url.as_str(),
            "http://[::1]/v1/patients/..%2Fx%3Fy%23z%2F%C3%BC?count=1&cursor=a+b%26c"
        );
    }
}

//! Additional headers for every request: a tenant, the key of a gateway, a consistency level.

use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CACHE_CONTROL, CONNECTION, CONTENT_ENCODING,
    CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HOST, HeaderMap, HeaderName, HeaderValue, RANGE, TE,
    TRAILER, TRANSFER_ENCODING, UPGRADE, USER_AGENT,
};
use thiserror::Error;

/// Headers that the program or its transport sets, or that would change the meaning of a request or its answer.
const OWN: [HeaderName; 20] = [
    ACCEPT,
    ACCEPT_ENCODING,
    AUTHORIZATION,
    CACHE_CONTROL,
    CONNECTION,
    CONTENT_ENCODING,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    EXPECT,
    HOST,
    HeaderName::from_static("prefer"),
    RANGE,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
    USER_AGENT,
    HeaderName::from_static("x-http-method"),
    HeaderName::from_static("x-http-method-override"),
    HeaderName::from_static("x-method-override"),
];

/// The headers in a clinic's configuration. `Debug` shows no values.
#[derive(Clone, Debug, Default)]
pub struct ExtraHeaders(Box<HeaderMap>);

/// Why a header can't be sent. Never contains the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ExtraHeaderError {
    /// The name or the value can't be part of a header.
    #[error("this can't be a header")]
    NoHeader,
    /// The program sets the header itself.
    #[error("this header is set by bookdesk itself")]
    Own,
}

impl ExtraHeaders {
    /// Adds a header.
    ///
    /// # Errors
    ///
    /// Returns an error if the header can't be sent.
    pub fn add(&mut self, name: &str, value: &str) -> Result<(), ExtraHeaderError> {
        let name = HeaderName::from_bytes(name.as_bytes());
        let value = HeaderValue::from_str(value);
        let (Ok(name), Ok(mut value)) = (name, value) else {
            return Err(ExtraHeaderError::NoHeader);
        };
        // Conditions of a request (`If-Match`, `If-None-Exist`) prevent it from being carried out twice.
        if OWN.contains(&name) || name.as_str().starts_with("if-") {
            return Err(ExtraHeaderError::Own);
        }
        value.set_sensitive(true);
        self.0.insert(name, value);
        Ok(())
    }

    pub(super) fn map(&self) -> &HeaderMap {
        &self.0
    }
}

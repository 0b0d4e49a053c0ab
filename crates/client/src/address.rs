//! The address of a server that keys may be sent to.

use std::net::IpAddr;

use thiserror::Error;
use url::{Host, Url};

use booking::AddressError;

/// Why an address can't be used. Each variant reads as the end of a sentence: "The address … *is not a web address*".
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EndpointError {
    /// The text does not parse as a URL with a host.
    #[error("is not a web address: {0}")]
    NotAnAddress(String),
    /// The scheme is neither `https` nor `http`.
    #[error("begins with `{0}:`, not with `https:`")]
    Scheme(String),
    /// Plain `http` to another machine would show the key and the patient's data to everyone on the way.
    #[error("is not encrypted: `http:` is only for this machine, use `https:`")]
    Unencrypted,
    /// A user name or password in the address would get into logs.
    #[error("holds a user name or password; set the key apart from it")]
    Credentials,
    /// A query or fragment has no place in a base address.
    #[error("holds a `?` or `#`; give the address up to the path only")]
    Query,
}

impl From<&EndpointError> for AddressError {
    fn from(error: &EndpointError) -> AddressError {
        match error {
            EndpointError::NotAnAddress(_) => AddressError::NoAddress,
            EndpointError::Scheme(_) => AddressError::OtherScheme,
            EndpointError::Unencrypted => AddressError::Unencrypted,
            EndpointError::Credentials => AddressError::Credentials,
            EndpointError::Query => AddressError::BeyondPath,
        }
    }
}

/// Returns the address if keys may be sent to it.
pub(super) fn checked(address: &str) -> Result<Url, EndpointError> {
    let url = Url::parse(address.trim())
        .map_err(|error| EndpointError::NotAnAddress(error.to_string()))?;
    match url.scheme() {
        "https" => {}
        "http" if is_loopback(&url) => {}
        "http" => return Err(EndpointError::Unencrypted),
        other => return Err(EndpointError::Scheme(other.to_owned())),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(EndpointError::Credentials);
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(EndpointError::Query);
    }
    Ok(url)
}

/// Returns whether the address is on this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).to_canonical().is_loopback(),
        Some(Host::Domain(name)) => name.trim_end_matches('.').eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

/// Returns `url` with exactly one `version` at the end of its path.
pub(super) fn versioned(mut url: Url, version: &[&str]) -> Url {
    let path = url.path().to_owned();
    let mut segments: Vec<&str> = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    if !segments.ends_with(version) {
        segments.extend(version);
    }
    url.set_path(&segments.join("/"));
    url
}

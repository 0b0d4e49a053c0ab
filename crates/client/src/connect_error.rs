//! Why no connection was made, as far as the layers below tell.

use std::error::Error;
use std::io;
use std::time::Duration;

use booking::{CertificateError, ConnectError};

/// Returns the meaning of `error`, which ended the connecting. `limit` is how long that may take; with a
/// proxy it is the proxy that was not found or refused.
pub(super) fn connect_error(error: &reqwest::Error, limit: Duration, by_proxy: bool) -> ConnectError {
    if error.is_timeout() {
        return ConnectError::TooSlow(limit);
    }
    if let Some(tls) = causes(error).find_map(|cause| cause.downcast_ref::<rustls::Error>()) {
        return match tls {
            rustls::Error::InvalidCertificate(why) => ConnectError::Certificate(why.into()),
            rustls::Error::NoCertificatesPresented => ConnectError::Certificate(CertificateError::Unsound),
            _ => ConnectError::NoTls,
        };
    }
    if by_proxy {
        return ConnectError::Proxy;
    }
    if error.is_dns() {
        return ConnectError::NameNotFound;
    }
    let mut kinds = causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    match kinds.any(|kind| kind == io::ErrorKind::ConnectionRefused) {
        true => ConnectError::Refused,
        false => ConnectError::NoConnection,
    }
}

/// Returns the causes of `error`, the nearest first. The source of an I/O error skips the error that it
/// wraps.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |cause| behind(*cause))
}

fn behind<'a>(cause: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped),
        None => cause.source(),
    }
}

//! The configured route to the servers: an authority of the clinic's own, a proxy.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::secret::io_reason;
use crate::client::{Authorities, Proxy};

/// Bytes; a bundle of all the world's authorities has a quarter of it.
const LARGEST_BUNDLE: u64 = 1024 * 1024;

/// Reads the authorities in the file at `path`.
///
/// # Errors
///
/// Returns a sentence if it can't be read, or holds no valid certificate.
pub(super) fn authorities(path: &Path) -> Result<Authorities, String> {
    let complaint = |what: &str| format!("certificate file {}: {what}", path.display());
    let unreadable = |error: io::Error| complaint(&io_reason(&error));
    let file = File::open(path).map_err(unreadable)?;
    if !file.metadata().map_err(unreadable)?.is_file() {
        return Err(complaint("it is no ordinary file"));
    }
    let mut pem = Vec::new();
    file.take(LARGEST_BUNDLE).read_to_end(&mut pem).map_err(unreadable)?;
    Authorities::from_pem(path.to_owned(), &pem).map_err(|error| complaint(&error.to_string()))
}

/// Parses the address of a proxy.
///
/// # Errors
///
/// Returns a sentence if it is no proxy's address.
pub(super) fn proxy(address: &str) -> Result<Proxy, String> {
    Proxy::new(address).map_err(|error| format!("the address of the proxy {error}"))
}

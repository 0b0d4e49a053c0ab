//! The route to a server in a restricted network: further trusted authorities, and a proxy.

use std::path::{Path, PathBuf};

use reqwest::{Certificate, ClientBuilder};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use thiserror::Error;
use url::Url;

/// How servers are reached and verified. The default is a direct route with the authorities that this machine trusts.
#[derive(Clone, Debug, Default)]
pub struct Route {
    /// Additional authorities that may certify a server.
    pub authorities: Option<Authorities>,
    /// The proxy for encrypted traffic. The environment's proxies are never used.
    pub proxy: Option<Proxy>,
}

impl Route {
    /// Adds the route to a client's builder.
    pub(super) fn apply(&self, mut builder: ClientBuilder) -> reqwest::Result<ClientBuilder> {
        if let Some(authorities) = &self.authorities {
            builder = builder.tls_certs_merge(authorities.certificates.iter().cloned());
        }
        if let Some(proxy) = &self.proxy {
            // For https only: the proxy opens a tunnel, and sees only the server's name.
            builder = builder.proxy(reqwest::Proxy::https(proxy.0.clone())?);
        }
        Ok(builder)
    }
}

/// Authorities that may certify servers, in addition to those that this machine trusts.
#[derive(Clone, Debug)]
pub struct Authorities {
    origin: PathBuf,
    certificates: Vec<Certificate>,
}

/// Why a file contains no authorities. Each variant reads as the end of a sentence about the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AuthoritiesError {
    /// The file contains no certificate.
    #[error("it holds no certificate; one begins with -----BEGIN CERTIFICATE-----")]
    Nobody,
    /// One of its certificates, counted from 1, is invalid.
    #[error("its certificate number {0} can't be read")]
    Unreadable(usize),
}

impl Authorities {
    /// Reads the certificates in `pem`, which comes from `origin`. Other content is skipped.
    ///
    /// # Errors
    ///
    /// Returns an error if there is none, or an invalid one.
    pub fn from_pem(origin: PathBuf, pem: &[u8]) -> Result<Authorities, AuthoritiesError> {
        let mut certificates = Vec::new();
        for (number, certificate) in (1..).zip(CertificateDer::pem_slice_iter(pem)) {
            let unreadable = AuthoritiesError::Unreadable(number);
            let certificate = certificate.map_err(|_| unreadable)?;
            // Checked here, because a client is created much later and could not name the certificate.
            RootCertStore::empty()
                .add(certificate.clone())
                .map_err(|_| unreadable)?;
            certificates.push(Certificate::from_der(&certificate).map_err(|_| unreadable)?);
        }
        if certificates.is_empty() {
            return Err(AuthoritiesError::Nobody);
        }
        Ok(Authorities {
            origin,
            certificates,
        })
    }

    /// Returns the path of the file.
    pub fn origin(&self) -> &Path {
        &self.origin
    }

    /// Returns the number of authorities; at least one.
    pub fn count(&self) -> usize {
        self.certificates.len()
    }
}

/// The address of a tunnelling proxy (HTTP `CONNECT`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy(Url);

/// Why an address is not a proxy's. Each variant reads as the end of a sentence: "The address of the proxy *…*".
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProxyError {
    /// The text does not parse as a URL with a host.
    #[error("is not a web address: {0}")]
    NotAnAddress(String),
    /// The scheme is neither `http` nor `https`.
    #[error("begins with `{0}:`, not with `http:`")]
    Scheme(String),
    /// Passwords don't belong in a configuration file.
    #[error("holds a user name or password, which has no place in this file")]
    Credentials,
    /// A proxy has no path.
    #[error("goes on after the port; give it up to there")]
    Path,
}

impl Proxy {
    /// Parses the address of a proxy, such as `http://proxy.clinic.example:3128`.
    ///
    /// # Errors
    ///
    /// Returns a [`ProxyError`] if it is not the address of a proxy.
    pub fn new(address: &str) -> Result<Proxy, ProxyError> {
        let url = Url::parse(address.trim())
            .map_err(|error| ProxyError::NotAnAddress(error.to_string()))?;
        if !["http", "https"].contains(&url.scheme()) {
            return Err(ProxyError::Scheme(url.scheme().to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ProxyError::Credentials);
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(ProxyError::Path);
        }
        Ok(Proxy(url))
    }

    /// Returns the address, without a trailing slash.
    pub fn address(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_a_host_and_a_port() {
        let proxy = Proxy::new(" http://proxy.clinic.example:3128/ ").unwrap();
        assert_eq!(proxy.address(), "http://proxy.clinic.example:3128");
        assert_eq!(
            Proxy::new("http://[fe80::1]:8080").unwrap().address(),
            "http://[fe80::1]:8080"
        );

        let refused = |address| Proxy::new(address).unwrap_err();
        assert_eq!(
            refused("proxy.clinic.example:3128"),
            ProxyError::Scheme("proxy.clinic.example".to_owned())
        );
        assert_eq!(
            refused("socks5://proxy:1080"),
            ProxyError::Scheme("socks5".to_owned())
        );
        assert_eq!(
            refused("http://m:sesame@proxy:3128"),
            ProxyError::Credentials
        );
        assert_eq!(refused("http://proxy:3128/wpad.dat"), ProxyError::Path);
        assert!(matches!(refused("proxy"), ProxyError::NotAnAddress(_)));
    }

    #[test]
    fn a_file_without_a_readable_certificate_names_nobody() {
        let read = |pem: &str| {
            Authorities::from_pem(PathBuf::new(), pem.as_bytes()).map(|all| all.count())
        };
        let key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        for nobody in ["", "clinic CA", key] {
            assert_eq!(read(nobody), Err(AuthoritiesError::Nobody), "{nobody}");
        }
        let odd = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assert_eq!(read(odd), Err(AuthoritiesError::Unreadable(1)));
        let cut = "-----BEGIN CERTIFICATE-----\nAAAA\n";
        assert_eq!(read(cut), Err(AuthoritiesError::Unreadable(1)));
    }
}

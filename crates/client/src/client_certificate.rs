//! The certificate that identifies this program to a server (mutual TLS).

use std::fmt;

use reqwest::Identity;
use rustls::Error as TlsError;
use rustls::crypto::ring::sign::any_supported_type;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;

/// A certificate with its private key. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct ClientCertificate(Identity);

/// Why a certificate can't be used. Each variant reads as the end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ClientCertificateError {
    /// The text contains no certificate, or an invalid one.
    #[error(
        "it holds no certificate that can be read; one begins with -----BEGIN CERTIFICATE-----"
    )]
    NoCertificate,
    /// The text of the key contains no key that can sign.
    #[error("client_key_file holds no private key in PEM")]
    NoKey,
    /// The key belongs to another certificate.
    #[error("the key in client_key_file does not belong to it")]
    OtherKey,
}

impl ClientCertificate {
    /// Reads the certificates in `pem`, the client's own followed by those that certify it, and the key, also in PEM
    /// (PKCS #8, PKCS #1 or SEC 1).
    ///
    /// # Errors
    ///
    /// Returns an error if either can't be used, or they don't belong together.
    pub fn from_pem(
        pem: &[u8],
        key: &SecretString,
    ) -> Result<ClientCertificate, ClientCertificateError> {
        use ClientCertificateError as Bad;
        let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        let certificates = certificates
            .ok()
            .filter(|certificates| !certificates.is_empty())
            .ok_or(Bad::NoCertificate)?;
        let key = key.expose_secret().as_bytes();
        let signing = PrivateKeyDer::from_pem_slice(key).map_err(|_| Bad::NoKey)?;
        let signing = any_supported_type(&signing).map_err(|_| Bad::NoKey)?;
        // Checked here, because connecting happens much later and could not name the file.
        match CertifiedKey::new(certificates, signing).keys_match() {
            Ok(()) | Err(TlsError::InconsistentKeys(rustls::InconsistentKeys::Unknown)) => {}
            Err(TlsError::InconsistentKeys(_)) => return Err(Bad::OtherKey),
            Err(_) => return Err(Bad::NoCertificate),
        }
        let both = SecretString::from(
            [String::from_utf8_lossy(key), String::from_utf8_lossy(pem)].join("\n"),
        );
        Identity::from_pem(both.expose_secret().as_bytes())
            .map(ClientCertificate)
            .map_err(|_| Bad::NoKey)
    }

    pub(super) fn identity(&self) -> Identity {
        self.0.clone()
    }
}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientCertificate")
    }
}

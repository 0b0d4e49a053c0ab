//! An authority that vouches for servers, as a clinic's network may have one, and what it vouches for.

use std::path::PathBuf;
use std::sync::Arc;

use client::{Authorities, Route};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::PrivatePkcs8KeyDer;

pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

/// What a server shows for who it is.
pub(crate) struct Identity(Arc<ServerConfig>);

impl Authority {
    pub(crate) fn new() -> Authority {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params
            .distinguished_name
            .push(DnType::CommonName, "an authority of these tests");
        let key = KeyPair::generate().expect("a key");
        let pem = params.self_signed(&key).expect("a certificate").pem();
        Authority {
            issuer: Issuer::new(params, key),
            pem,
        }
    }

    /// Its certificate, as a file holds it.
    pub(crate) fn pem(&self) -> &str {
        &self.pem
    }

    /// The way of a desk that trusts it.
    pub(crate) fn trusted(&self) -> Route {
        let authorities = Authorities::from_pem(PathBuf::from("ca.pem"), self.pem.as_bytes());
        Route {
            authorities: Some(authorities.expect("a certificate")),
            proxy: None,
        }
    }

    /// Vouches for a server of that name, for good.
    pub(crate) fn vouch_for(&self, name: &str) -> Identity {
        self.vouch_from_to(name, 1975, 4096)
    }

    /// Vouches for it from the first day of one year to that of another.
    pub(crate) fn vouch_from_to(&self, name: &str, from: i32, to: i32) -> Identity {
        let mut params = CertificateParams::new([name.to_owned()]).expect("a name");
        params.not_before = date_time_ymd(from, 1, 1);
        params.not_after = date_time_ymd(to, 1, 1);
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions of TLS")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key.into())
            .expect("a certificate and its key");
        Identity(Arc::new(config))
    }
}

impl Identity {
    pub(crate) fn config(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.0)
    }
}

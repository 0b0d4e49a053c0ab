//! An authority that vouches for servers, as a clinic's network may have one, and what it vouches for.

use std::path::PathBuf;
use std::sync::Arc;

use client::{Authorities, Route};
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd,
};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::server::{WantsServerCert, WebPkiClientVerifier};
use rustls::{ConfigBuilder, RootCertStore, ServerConfig, WantsVerifier};

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

    /// Vouches for a server that lets in only those for whom an authority vouches.
    pub(crate) fn vouch_for_strict(&self, name: &str, authority: &Authority) -> Identity {
        let provider = Arc::new(ring::default_provider());
        let mut roots = RootCertStore::empty();
        let trusted = CertificateDer::from_pem_slice(authority.pem.as_bytes());
        roots
            .add(trusted.expect("a certificate"))
            .expect("an authority");
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
        let (certificate, key) = self.certificate(name, 1975, 4096);
        let builder = Identity::builder();
        let builder = builder.with_client_cert_verifier(verifier.build().expect("an authority"));
        Identity::with(builder, certificate.der().to_vec(), &key)
    }

    /// A certificate of somebody with that name, and its key, as files hold them.
    pub(crate) fn introduce(&self, name: &str) -> (String, String) {
        let (certificate, key) = self.certificate(name, 1975, 4096);
        (certificate.pem(), key.serialize_pem())
    }

    /// Vouches for it from the first day of one year to that of another.
    pub(crate) fn vouch_from_to(&self, name: &str, from: i32, to: i32) -> Identity {
        let (certificate, key) = self.certificate(name, from, to);
        Identity::of(certificate.der().to_vec(), &key)
    }

    fn certificate(&self, name: &str, from: i32, to: i32) -> (Certificate, KeyPair) {
        let mut params = CertificateParams::new([name.to_owned()]).expect("a name");
        params.not_before = date_time_ymd(from, 1, 1);
        params.not_after = date_time_ymd(to, 1, 1);
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        (certificate, key)
    }

    /// Vouches for it by a signature of a kind that nobody accepts any more.
    pub(crate) fn vouch_as_of_old(&self, name: &str) -> Identity {
        /// The names of ECDSA with SHA-256, and with SHA-224, which is as long.
        const SHA_256: [u8; 8] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
        const SHA_224: [u8; 8] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x01];
        let params = CertificateParams::new([name.to_owned()]).expect("a name");
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        let mut der = certificate.der().to_vec();
        let names: Vec<usize> = (0..der.len())
            .filter(|at| der[*at..].starts_with(&SHA_256))
            .collect();
        assert_eq!(
            names.len(),
            2,
            "in the certificate and beside its signature"
        );
        for at in names {
            der[at..at + SHA_224.len()].copy_from_slice(&SHA_224);
        }
        Identity::of(der, &key)
    }
}

impl Identity {
    fn of(certificate: Vec<u8>, key: &KeyPair) -> Identity {
        let builder = Identity::builder().with_no_client_auth();
        Identity::with(builder, certificate, key)
    }

    fn builder() -> ConfigBuilder<ServerConfig, WantsVerifier> {
        ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions of TLS")
    }

    fn with(
        builder: ConfigBuilder<ServerConfig, WantsServerCert>,
        certificate: Vec<u8>,
        key: &KeyPair,
    ) -> Identity {
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        let config = builder
            .with_single_cert(vec![certificate.into()], key.into())
            .expect("a certificate and its key");
        Identity(Arc::new(config))
    }

    pub(crate) fn config(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.0)
    }
}

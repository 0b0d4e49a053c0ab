//! TLS errors of the servers of clinics and of shared records, in the program's own terms.

use booking::CertificateError;
use rustls::CertificateError as Bad;

/// Returns why a server's certificate was rejected.
pub fn certificate_error(why: &Bad) -> CertificateError {
    match why {
        Bad::Expired | Bad::ExpiredContext { .. } => CertificateError::Expired,
        Bad::NotValidYet | Bad::NotValidYetContext { .. } => CertificateError::NotYetValid,
        Bad::NotValidForName | Bad::NotValidForNameContext { .. } => CertificateError::OtherName,
        // A certificate with a trusted name but a wrong key also counts as unknown.
        Bad::UnknownIssuer | Bad::BadSignature => CertificateError::UnknownIssuer,
        Bad::UnsupportedSignatureAlgorithmContext { .. }
        | Bad::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            CertificateError::OldSignature
        }
        Bad::InvalidPurpose | Bad::InvalidPurposeContext { .. } => CertificateError::OtherPurpose,
        Bad::Revoked => CertificateError::Revoked,
        _ => CertificateError::Unsound,
    }
}

//! The private key with which a client proves its identity (SMART Backend Services, RFC 7523): RS384 or ES384.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use ring::rand::SystemRandom;
use ring::rsa;
use ring::signature::{ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA384};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;
use serde_json::{Value, json};
use uuid::Uuid;

use booking::Cause;

/// How long an assertion is valid. Servers refuse more than five minutes.
const ASSERTION_LIFE: Duration = Duration::from_secs(240);

/// A private key.
pub(super) struct SigningKey {
    pair: KeyPair,
    /// The name of the key stated by a JWK.
    id: Option<String>,
}

/// A private key with its public key.
enum KeyPair {
    /// Signs with RS384.
    Rsa(Box<rsa::KeyPair>),
    /// Signs with ES384.
    Ec(Box<EcdsaKeyPair>),
}

impl SigningKey {
    /// Reads a key in PEM (PKCS #8, PKCS #1 or SEC 1), or as a JWK.
    ///
    /// # Errors
    ///
    /// Returns `SigningKeyUnfit` if it is neither, or not a key for RS384 or ES384.
    pub(super) fn parse(text: &str) -> Result<SigningKey, Cause> {
        let key = if text.trim_start().starts_with('{') {
            SigningKey::of_jwk(text)
        } else {
            let der = PrivateKeyDer::from_pem_slice(text.as_bytes()).ok();
            let pair = der.and_then(|der| KeyPair::of_der(&der));
            pair.map(|pair| SigningKey { pair, id: None })
        };
        key.ok_or(Cause::SigningKeyUnfit)
    }

    fn of_jwk(text: &str) -> Option<SigningKey> {
        let jwk: Value = serde_json::from_str(text).ok()?;
        Some(SigningKey {
            pair: KeyPair::of_jwk(&jwk)?,
            id: jwk["kid"].as_str().map(str::to_owned),
        })
    }

    /// Returns an assertion for the server at `audience`, valid from `now` by its clock, that this is the client with
    /// that id. `key_id` is the name of the key, if it differs from its JWK's. No two assertions are equal.
    ///
    /// # Errors
    ///
    /// Returns `SigningKeyUnfit` if the key can't sign.
    pub(super) fn assertion(
        &self,
        client_id: &str,
        key_id: Option<&str>,
        audience: &str,
        now: DateTime<Utc>,
    ) -> Result<String, Cause> {
        let algorithm = match &self.pair {
            KeyPair::Rsa(_) => "RS384",
            KeyPair::Ec(_) => "ES384",
        };
        let mut header = json!({"alg": algorithm, "typ": "JWT"});
        if let Some(key_id) = key_id.or(self.id.as_deref()) {
            header["kid"] = key_id.into();
        }
        let expires = now.timestamp() + ASSERTION_LIFE.as_secs().cast_signed();
        let claims = json!({
            "iss": client_id, "sub": client_id, "aud": audience,
            "exp": expires, "jti": Uuid::new_v4().to_string(),
        });
        let [header, claims] =
            [header, claims].map(|part| BASE64_URL_SAFE_NO_PAD.encode(part.to_string()));
        let signed = format!("{header}.{claims}");
        let signature = self.pair.sign(signed.as_bytes());
        let signature = signature.ok_or(Cause::SigningKeyUnfit)?;
        let signature = BASE64_URL_SAFE_NO_PAD.encode(signature);
        Ok(format!("{signed}.{signature}"))
    }
}

impl KeyPair {
    fn of_der(der: &PrivateKeyDer<'_>) -> Option<KeyPair> {
        match der {
            PrivateKeyDer::Pkcs1(der) => {
                let key = rsa::KeyPair::from_der(der.secret_pkcs1_der()).ok()?;
                Some(KeyPair::Rsa(Box::new(key)))
            }
            PrivateKeyDer::Pkcs8(der) => {
                let der = der.secret_pkcs8_der();
                match rsa::KeyPair::from_pkcs8(der) {
                    Ok(key) => Some(KeyPair::Rsa(Box::new(key))),
                    Err(_) => KeyPair::of_ec_pkcs8(der),
                }
            }
            PrivateKeyDer::Sec1(der) => KeyPair::of_ec_pkcs8(&pkcs8_of_p384(der.secret_sec1_der())),
            _ => None,
        }
    }

    fn of_ec_pkcs8(der: &[u8]) -> Option<KeyPair> {
        let random = SystemRandom::new();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, der, &random);
        key.ok().map(|key| KeyPair::Ec(Box::new(key)))
    }

    fn of_jwk(jwk: &Value) -> Option<KeyPair> {
        let member = |name: &str| BASE64_URL_SAFE_NO_PAD.decode(jwk[name].as_str()?).ok();
        match jwk["kty"].as_str()? {
            "RSA" => {
                let components = rsa::KeyPairComponents {
                    public_key: rsa::PublicKeyComponents {
                        n: member("n")?,
                        e: member("e")?,
                    },
                    d: member("d")?,
                    p: member("p")?,
                    q: member("q")?,
                    dP: member("dp")?,
                    dQ: member("dq")?,
                    qInv: member("qi")?,
                };
                let key = rsa::KeyPair::from_components(&components).ok()?;
                Some(KeyPair::Rsa(Box::new(key)))
            }
            "EC" if jwk["crv"] == "P-384" => {
                // An uncompressed point begins with 4.
                let public = [vec![4], member("x")?, member("y")?].concat();
                let key = EcdsaKeyPair::from_private_key_and_public_key(
                    &ECDSA_P384_SHA384_FIXED_SIGNING,
                    &member("d")?,
                    &public,
                    &SystemRandom::new(),
                );
                key.ok().map(|key| KeyPair::Ec(Box::new(key)))
            }
            _ => None,
        }
    }

    fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        let random = SystemRandom::new();
        match self {
            KeyPair::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA384, &random, message, &mut signature)
                    .ok()?;
                Some(signature)
            }
            KeyPair::Ec(key) => {
                let signature = key.sign(&random, message).ok()?;
                Some(signature.as_ref().to_vec())
            }
        }
    }
}

/// Converts a P-384 key from SEC 1 (RFC 5915) to PKCS #8 (RFC 5208), the form that can be read.
fn pkcs8_of_p384(sec1: &[u8]) -> Vec<u8> {
    /// Version 0, and the algorithm: a public key on the elliptic curve P-384.
    const HEAD: [u8; 21] = [
        0x02, 0x01, 0x00, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
        0x05, 0x2b, 0x81, 0x04, 0x00, 0x22,
    ];
    const SEQUENCE: u8 = 0x30;
    const OCTET_STRING: u8 = 0x04;
    der_value(SEQUENCE, &[&HEAD, &*der_value(OCTET_STRING, sec1)].concat())
}

/// Returns a DER value of this type.
fn der_value(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let length: Vec<u8> = length.into_iter().skip_while(|byte| *byte == 0).collect();
    let head = match length[..] {
        [] => vec![tag, 0],
        [short] if short < 0x80 => vec![tag, short],
        // The length has a length of its own, of at most 8 bytes.
        _ => [&[tag, 0x80 | length.len() as u8], &length[..]].concat(),
    };
    [&head, content].concat()
}

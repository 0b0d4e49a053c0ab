//! How the program signs in: with id and secret, with an assertion that it has signed, and with what gateways want.

use std::collections::HashMap;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use booking::problems_of;
use chrono::{DateTime, Utc};
use client::{ExtraHeaderError, ExtraHeaders, Signs};
use ring::rand::SystemRandom;
use ring::rsa;
use ring::signature::{
    ECDSA_P384_SHA384_FIXED, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
    RSA_PKCS1_2048_8192_SHA384, UnparsedPublicKey, VerificationAlgorithm,
};
use url::form_urlencoded;

use super::*;

/// A key that was made for these tests and opens nothing.
const INVENTED: &str = include_str!("invented.pem");

/// The present of the desk.
const NOW: DateTime<Utc> = DateTime::from_timestamp(1_795_181_520, 0).unwrap();

fn client_with(server: &Scripted, secret: &str, api_client: ApiClient) -> Client {
    let endpoint = Endpoint::new(FHIR, &server.url, Some(SecretString::from(secret)));
    let endpoint = endpoint.expect("an address").with_client(Some(api_client));
    Client::new([endpoint], Timeouts::default()).with_clock(|| NOW)
}

fn token_url(server: &Scripted) -> String {
    format!("{}/oauth2/token", server.url.trim_end_matches("/fhir"))
}

fn with_secret(server: &Scripted, id: &str) -> ApiClient {
    ApiClient::new(id.to_owned(), Some(&token_url(server))).expect("an address")
}

fn gives_a_token(server: &Scripted) {
    let token = json!({"access_token": "one", "token_type": "Bearer", "expires_in": 3600});
    server.gives(200, &[], &token);
}

/// The form that this request has sent.
fn form(server: &Scripted, request: usize) -> HashMap<String, String> {
    let body = locked(&server.state).heard[request].2.clone();
    form_urlencoded::parse(&body).into_owned().collect()
}

/// A part of an assertion: its header, or its claims.
fn part(assertion: &str, number: usize) -> Value {
    let text = assertion.split('.').nth(number).expect("a part");
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).expect("a text");
    serde_json::from_slice(&bytes).expect("an object")
}

/// Whether an assertion is signed with the private key to this public one.
fn is_signed(
    assertion: &str,
    algorithm: &'static dyn VerificationAlgorithm,
    public: impl AsRef<[u8]>,
) -> bool {
    let (signed, signature) = assertion.rsplit_once('.').expect("three parts");
    let signature = BASE64_URL_SAFE_NO_PAD.decode(signature).expect("a text");
    UnparsedPublicKey::new(algorithm, public)
        .verify(signed.as_bytes(), &signature)
        .is_ok()
}

async fn reads(client: &Client) -> Result<(), Failure> {
    let read = client.read(FHIR, |api| api.appointment("a1")).await;
    read.map(drop)
}

#[tokio::test]
async fn id_and_secret_go_to_the_authorization_server_encoded_as_in_a_form() {
    let server = Scripted::start().await;
    gives_a_token(&server);
    server.gives(200, &[], &appointment("1", "booked"));
    let client = client_with(&server, "se:sa+me %", with_secret(&server, "front desk"));
    reads(&client).await.expect("an appointment");
    // `front+desk:se%3Asa%2Bme+%25`
    assert_eq!(
        server.header(0, "authorization"),
        "Basic ZnJvbnQrZGVzazpzZSUzQXNhJTJCbWUrJTI1"
    );
}

#[tokio::test]
async fn the_rights_and_the_server_that_a_token_is_for_are_requested_with_it() {
    let server = Scripted::start().await;
    gives_a_token(&server);
    server.gives(200, &[], &appointment("1", "booked"));
    let api_client = ApiClient {
        scope: Some("system/Appointment.rs system/Patient.rs".to_owned()),
        audience: Some("https://fhir.example/r4".to_owned()),
        ..with_secret(&server, "desk")
    };
    reads(&client_with(&server, "sesame", api_client))
        .await
        .expect("an appointment");
    let form = form(&server, 0);
    assert_eq!(form["grant_type"], "client_credentials");
    assert_eq!(form["scope"], "system/Appointment.rs system/Patient.rs");
    assert_eq!(form["audience"], "https://fhir.example/r4");
    assert_eq!(form["resource"], "https://fhir.example/r4");
}

#[tokio::test]
async fn an_audience_that_is_no_address_is_no_resource() {
    let server = Scripted::start().await;
    gives_a_token(&server);
    server.gives(200, &[], &appointment("1", "booked"));
    let api_client = ApiClient {
        audience: Some("clinic".to_owned()),
        ..with_secret(&server, "desk")
    };
    reads(&client_with(&server, "sesame", api_client))
        .await
        .expect("an appointment");
    let form = form(&server, 0);
    assert_eq!(form["audience"], "clinic");
    assert!(!form.contains_key("resource") && !form.contains_key("scope"));
}

#[tokio::test]
async fn what_an_authorization_server_says_of_a_refusal_is_shown() {
    let server = Scripted::start().await;
    let said = json!({"error": "invalid_scope", "error_description": "No such scope here"});
    server.gives(400, &[], &said);
    let client = client_with(&server, "sesame", with_secret(&server, "desk"));
    let failure = reads(&client).await.expect_err("there is no token");
    assert!(matches!(failure, Failure::NotSent(_)), "{failure:?}");
    assert_eq!(failure.report().code.as_deref(), Some("invalid_scope"));
    let problem = &problems_of(&failure, FHIR, Language::En)[0];
    assert!(
        problem.what.ends_with("this sign-in: No such scope here"),
        "{problem:?}"
    );
    assert_eq!(server.lines().len(), 1, "nothing else was sent");
}

#[tokio::test]
async fn a_refused_sign_in_speaks_of_no_test_and_live_keys() {
    let server = Scripted::start().await;
    server.gives(401, &[], &json!({"resourceType": "OperationOutcome"}));
    let failure = reads(&client(&server.url, Some("sesame"))).await;
    let failure = failure.expect_err("it is refused");
    for language in Language::ALL {
        let problem = &problems_of(&failure, FHIR, language)[0];
        let words = format!("{} {}", problem.what, problem.advice);
        assert!(
            !words.contains("live") && !words.contains("Test"),
            "{words}"
        );
        assert!(words.contains("client_id"), "{words}");
    }
}

#[tokio::test]
async fn a_client_with_a_private_key_signs_and_finds_out_where_tokens_are_given() {
    let server = Scripted::start().await;
    let url = token_url(&server);
    server.gives(200, &[], &json!({"token_endpoint": url}));
    gives_a_token(&server);
    server.gives(200, &[], &appointment("1", "booked"));
    let api_client = ApiClient {
        signs: Some(Signs {
            key_id: Some("key-1".to_owned()),
        }),
        ..ApiClient::new("desk".to_owned(), None).expect("no address")
    };
    reads(&client_with(&server, INVENTED, api_client))
        .await
        .expect("an appointment");
    assert_eq!(
        server.lines(),
        [
            "GET /fhir/.well-known/smart-configuration",
            "POST /oauth2/token",
            "GET /fhir/Appointment/a1"
        ]
    );
    assert_eq!(server.header(1, "authorization"), "", "no secret is sent");
    let form = form(&server, 1);
    assert_eq!(
        form["client_assertion_type"],
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    );
    let assertion = &form["client_assertion"];
    let header = part(assertion, 0);
    assert_eq!(
        header,
        json!({"alg": "RS384", "typ": "JWT", "kid": "key-1"})
    );
    let claims = part(assertion, 1);
    assert_eq!(
        (&claims["iss"], &claims["sub"]),
        (&json!("desk"), &json!("desk"))
    );
    assert_eq!(claims["aud"], url);
    let expires = claims["exp"].as_i64().expect("an end");
    let life = expires - NOW.timestamp();
    assert!((1..=300).contains(&life), "{claims}");
    let der = pem_body(INVENTED);
    let key = rsa::KeyPair::from_pkcs8(&der).expect("a key");
    let public = key.public().as_ref().to_vec();
    assert!(is_signed(assertion, &RSA_PKCS1_2048_8192_SHA384, public));
}

#[tokio::test]
async fn an_elliptic_key_signs_too_and_no_assertion_is_used_twice() {
    let random = SystemRandom::new();
    let document =
        EcdsaKeyPair::generate_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, &random).expect("a new key");
    let key =
        EcdsaKeyPair::from_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, document.as_ref(), &random)
            .expect("a key");
    let body = base64::prelude::BASE64_STANDARD.encode(document.as_ref());
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n");
    let server = Scripted::start().await;
    let api_client = ApiClient {
        signs: Some(Signs::default()),
        ..with_secret(&server, "desk")
    };
    let client = client_with(&server, &pem, api_client);
    for _ in 0..2 {
        gives_a_token(&server);
        server.gives(401, &[], &json!({"resourceType": "OperationOutcome"}));
        reads(&client).await.expect_err("the token is refused");
    }
    let assertions = [0, 2].map(|request| form(&server, request)["client_assertion"].clone());
    for assertion in &assertions {
        assert_eq!(part(assertion, 0)["alg"], "ES384");
        let public = key.public_key().as_ref();
        assert!(is_signed(assertion, &ECDSA_P384_SHA384_FIXED, public));
    }
    let [one, other] = assertions.map(|assertion| part(&assertion, 1)["jti"].clone());
    assert_ne!(one, other);
}

#[tokio::test]
async fn a_key_that_can_not_sign_sends_nothing() {
    let server = Scripted::start().await;
    for key in [
        "sesame",
        "{}",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
    ] {
        let api_client = ApiClient {
            signs: Some(Signs::default()),
            ..with_secret(&server, "desk")
        };
        let failure = reads(&client_with(&server, key, api_client)).await;
        let failure = failure.expect_err("there is no token");
        assert_eq!(failure.report().cause, Cause::KeyMalformed);
    }
    assert!(server.lines().is_empty());
}

#[tokio::test]
async fn a_server_that_names_no_secure_place_for_tokens_gets_nothing() {
    let server = Scripted::start().await;
    for said in [
        json!({}),
        json!({"token_endpoint": "http://elsewhere.example/token"}),
    ] {
        server.gives(200, &[], &said);
        let api_client = ApiClient {
            signs: Some(Signs::default()),
            ..ApiClient::new("desk".to_owned(), None).expect("no address")
        };
        reads(&client_with(&server, INVENTED, api_client))
            .await
            .expect_err("there is no token");
    }
    assert_eq!(server.lines().len(), 2);
}

#[tokio::test]
async fn headers_of_the_configuration_go_with_every_request_and_are_never_printed() {
    let server = Scripted::start().await;
    server.gives(200, &[], &appointment("1", "booked"));
    let mut headers = ExtraHeaders::default();
    headers.add("X-Tenant", "hill-road").expect("a header");
    let endpoint = Endpoint::new(FHIR, &server.url, Some(SecretString::from("sesame")));
    let endpoint = endpoint.expect("an address").with_headers(headers);
    assert!(!format!("{endpoint:?}").contains("hill-road"));
    let client = Client::new([endpoint], Timeouts::default());
    reads(&client).await.expect("an appointment");
    assert_eq!(server.header(0, "x-tenant"), "hill-road");
}

#[test]
fn a_header_that_the_program_sets_itself_can_not_be_configured() {
    let mut headers = ExtraHeaders::default();
    for own in [
        "If-Match",
        "if-none-exist",
        "Accept",
        "Prefer",
        "Transfer-Encoding",
    ] {
        assert_eq!(headers.add(own, "x"), Err(ExtraHeaderError::Own), "{own}");
    }
    assert_eq!(
        headers.add("Authorization", "x"),
        Err(ExtraHeaderError::Own)
    );
    assert_eq!(
        headers.add("X Tenant", "x"),
        Err(ExtraHeaderError::NoHeader)
    );
    assert_eq!(
        headers.add("X-Tenant", "x\r\ny: z"),
        Err(ExtraHeaderError::NoHeader)
    );
}

/// The bytes of a key in PEM.
fn pem_body(pem: &str) -> Vec<u8> {
    let lines = pem.lines().filter(|line| !line.starts_with("-----"));
    let text: String = lines.collect();
    base64::prelude::BASE64_STANDARD
        .decode(text)
        .expect("a key")
}

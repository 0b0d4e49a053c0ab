//! How the program signs in: with id and secret, with an assertion that it has signed, and with what gateways want.

use std::collections::HashMap;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use booking::api::FindingReason;
use booking::problems_of;
use chrono::{DateTime, Utc};
use client::{ExtraHeaderError, ExtraHeaders, Finding, Signs};
use ring::rand::SystemRandom;
use ring::rsa;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED, ECDSA_P384_SHA384_FIXED_SIGNING,
    EcdsaKeyPair, KeyPair, RSA_PKCS1_2048_8192_SHA384, UnparsedPublicKey, VerificationAlgorithm,
};
use tokio::net::TcpListener;
use url::form_urlencoded;

use super::*;

/// A key that was made for these tests and opens nothing.
const INVENTED: &str = include_str!("invented.pem");

/// The same key as a JWK.
const INVENTED_JWK: &str = include_str!("invented.jwk");

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

/// A client that signs.
fn signing(server: &Scripted) -> ApiClient {
    ApiClient {
        signs: Some(Signs::default()),
        ..with_secret(server, "desk")
    }
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
async fn a_secret_that_a_refusal_repeats_is_not_shown() {
    let server = Scripted::start().await;
    // In the header: `desk:swordfish%2Blong`.
    let said = json!({
        "error": "bad swordfish+long",
        "error_description": "Client desk sent swordfish+long as ZGVzazpzd29yZGZpc2glMkJsb25n (swordfish%2Blong)",
    });
    server.gives(401, &[], &said);
    let client = client_with(&server, "swordfish+long", with_secret(&server, "desk"));
    let failure = reads(&client).await.expect_err("there is no token");
    let report = failure.report();
    assert_eq!(report.code.as_deref(), Some("bad •••"));
    assert_eq!(report.to_text(), Some("Client desk sent ••• as ••• (•••)"));
}

/// Answers a request for a token with the assertion in it, or its beginning.
async fn repeat_the_assertion(State(longest): State<usize>, body: Bytes) -> (StatusCode, String) {
    let form: HashMap<String, String> = form_urlencoded::parse(&body).into_owned().collect();
    let assertion: String = form["client_assertion"].chars().take(longest).collect();
    let said = json!({"error": "invalid_client", "error_description": format!("Not valid: {assertion}...")});
    (StatusCode::BAD_REQUEST, said.to_string())
}

#[tokio::test]
async fn an_assertion_that_a_refusal_repeats_is_not_shown_not_even_its_beginning() {
    let server = Scripted::start().await;
    for longest in [usize::MAX, 60] {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("a port");
        let url = format!("http://{}/", listener.local_addr().expect("its number"));
        let router = Router::new()
            .fallback(repeat_the_assertion)
            .with_state(longest);
        tokio::spawn(async move { axum::serve(listener, router).await });
        let api_client = ApiClient {
            signs: Some(Signs::default()),
            ..ApiClient::new("desk".to_owned(), Some(&url)).expect("an address")
        };
        let failure = reads(&client_with(&server, INVENTED, api_client)).await;
        let failure = failure.expect_err("there is no token");
        let said = failure.report().to_text().expect("a text");
        assert!(said.starts_with("Not valid: •••"), "{said}");
        assert!(!said.contains("eyJ"), "{said}");
    }
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
    let date = http_date(NOW);
    server.gives(200, &[("date", &date)], &json!({"token_endpoint": url}));
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
    let (document, key) = elliptic_key();
    let body = base64::prelude::BASE64_STANDARD.encode(&document);
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n");
    let server = Scripted::start().await;
    let client = client_with(&server, &pem, signing(&server));
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

/// A time as servers say it.
fn http_date(at: DateTime<Utc>) -> String {
    at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// How long after this time an assertion ends, in seconds.
fn end_after(assertion: &str, at: DateTime<Utc>) -> i64 {
    let ends = part(assertion, 1)["exp"].as_i64().expect("an end");
    ends - at.timestamp()
}

#[tokio::test]
async fn an_assertion_is_signed_by_the_clock_of_the_server_that_says_where_to_sign_in() {
    for minutes in [-60, -1, 1, 60] {
        let server = Scripted::start().await;
        let now = NOW + chrono::TimeDelta::minutes(minutes);
        let date = http_date(now);
        server.gives(
            200,
            &[("date", &date)],
            &json!({"token_endpoint": token_url(&server)}),
        );
        gives_a_token(&server);
        server.gives(200, &[], &appointment("1", "booked"));
        let api_client = ApiClient {
            signs: Some(Signs::default()),
            ..ApiClient::new("desk".to_owned(), None).expect("no address")
        };
        let read = reads(&client_with(&server, INVENTED, api_client)).await;
        read.expect("an appointment");
        let assertion = &form(&server, 1)["client_assertion"];
        let life = end_after(assertion, now);
        assert!((1..=300).contains(&life), "{minutes}: {life}");
    }
}

#[tokio::test]
async fn an_assertion_that_a_server_on_another_clock_refuses_is_signed_once_more_for_that_clock() {
    let server = Scripted::start().await;
    let now = NOW - chrono::TimeDelta::minutes(1);
    let date = http_date(now);
    let refused = json!({"error": "invalid_client", "error_description": "exp is too far ahead"});
    server.gives(401, &[("date", &date)], &refused);
    let token = json!({"access_token": "one", "token_type": "Bearer"});
    server.gives(200, &[("date", &date)], &token);
    server.gives(200, &[("date", &date)], &appointment("1", "booked"));
    let client = client_with(&server, INVENTED, signing(&server));
    reads(&client).await.expect("an appointment");
    let [first, second] = [0, 1].map(|request| form(&server, request)["client_assertion"].clone());
    assert_eq!(end_after(&first, now), 300);
    assert!((238..=242).contains(&end_after(&second, now)), "{second}");

    // A refusal for anything else is told at once.
    let server = Scripted::start().await;
    let date = http_date(NOW);
    server.gives(401, &[("date", &date)], &refused);
    let client = client_with(&server, INVENTED, signing(&server));
    reads(&client).await.expect_err("there is no token");
    assert_eq!(server.lines().len(), 1);
}

#[tokio::test]
async fn the_name_of_a_key_that_its_jwk_states_is_sent_unless_the_configuration_has_another() {
    let mut jwk: Value = serde_json::from_str(INVENTED_JWK).expect("a key");
    jwk["kid"] = "of-the-jwk".into();
    for (configured, sent) in [(None, "of-the-jwk"), (Some("configured"), "configured")] {
        let server = Scripted::start().await;
        gives_a_token(&server);
        server.gives(200, &[], &appointment("1", "booked"));
        let api_client = ApiClient {
            signs: Some(Signs {
                key_id: configured.map(str::to_owned),
            }),
            ..signing(&server)
        };
        let read = reads(&client_with(&server, &jwk.to_string(), api_client)).await;
        read.expect("an appointment");
        let assertion = &form(&server, 0)["client_assertion"];
        assert_eq!(part(assertion, 0)["kid"], sent);
    }
}

#[tokio::test]
async fn the_doctor_says_what_the_authorization_server_says() {
    for (status, said) in [
        (400, "Unknown scope"),
        (401, "No such client"),
        (503, "Closed for now"),
    ] {
        let server = Scripted::start().await;
        let answer = json!({"error": "invalid", "error_description": said});
        server.gives(status, &[], &answer);
        let client = client_with(&server, "sesame", with_secret(&server, "desk"));
        let reach = client.reach(FHIR).await;
        let (Finding::No(why) | Finding::Undecided(why)) = &reach.key else {
            panic!("{reach:?}");
        };
        for language in Language::ALL {
            assert!(why.to_text(language).contains(said), "{reach:?}");
        }
    }
}

#[tokio::test]
async fn a_change_whose_token_has_ended_is_sent_once_and_the_next_one_with_a_new_token() {
    let server = Scripted::start().await;
    gives_a_token(&server);
    server.gives(200, &[], &appointment("1", "booked"));
    let client = client_with(&server, "sesame", with_secret(&server, "desk"));
    reads(&client).await.expect("an appointment");
    let issue =
        json!([{"severity": "error", "code": "login", "details": {"text": "Token expired"}}]);
    let refused = json!({"resourceType": "OperationOutcome", "issue": issue});
    let visit = visit();
    let book = ChangeRequest::Book(&visit);
    server.gives_no_calendar();
    server.gives(401, &[], &refused);
    let failure = client.change(FHIR, &book).await.expect_err("it is refused");
    assert_eq!(failure.report().cause, Cause::SignInEnded, "{failure:?}");
    assert!(matches!(failure, Failure::Refused(_)) && !failure.stops_others());
    let posts = |server: &Scripted| {
        let lines = server.lines().into_iter();
        lines
            .filter(|line| line == "POST /fhir/Appointment")
            .count()
    };
    assert_eq!(posts(&server), 1, "{:?}", server.lines());
    for language in Language::ALL {
        let problem = &problems_of(&failure, FHIR, language)[0];
        assert_eq!(problem.spot, booking::Spot::Whole);
        let words = format!("{} {}", problem.what, problem.advice);
        for form in ["Check the form", "Formular", "lomake"] {
            assert!(!words.contains(form), "{words}");
        }
    }
    // The next one signs in, and a refusal of the new token is one of the key.
    let token = json!({"access_token": "two", "token_type": "Bearer", "expires_in": 3600});
    for _ in 0..3 {
        server.gives(200, &[], &token);
        server.gives_nothing();
    }
    let before = server.lines().len();
    let failure = client
        .change(FHIR, &book)
        .await
        .expect_err("no answer fits");
    let lines = server.lines();
    assert_eq!(lines[before], "POST /oauth2/token", "{lines:?} {failure:?}");
}

/// A private key of a kind that no assertion is signed with: on P-256.
fn of_another_kind() -> String {
    let random = SystemRandom::new();
    let document =
        EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a new key");
    let body = base64::prelude::BASE64_STANDARD.encode(document.as_ref());
    format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n")
}

/// The assertion that a client with this key signs.
async fn assertion_by(key: &str) -> String {
    let server = Scripted::start().await;
    gives_a_token(&server);
    server.gives(200, &[], &appointment("1", "booked"));
    reads(&client_with(&server, key, signing(&server)))
        .await
        .expect("an appointment");
    form(&server, 0).remove("client_assertion").expect("one")
}

#[tokio::test]
async fn a_key_may_be_written_as_a_jwk() {
    let assertion = assertion_by(INVENTED_JWK).await;
    assert_eq!(part(&assertion, 0)["alg"], "RS384");
    let key = rsa::KeyPair::from_pkcs8(&pem_body(INVENTED)).expect("a key");
    let public = key.public().as_ref();
    assert!(is_signed(&assertion, &RSA_PKCS1_2048_8192_SHA384, public));

    let (document, key) = elliptic_key();
    let (x, y) = key.public_key().as_ref()[1..].split_at(48);
    let [d, x, y] = [private_number(&document), x, y].map(|n| BASE64_URL_SAFE_NO_PAD.encode(n));
    let jwk = json!({"kty": "EC", "crv": "P-384", "d": d, "x": x, "y": y});
    let assertion = assertion_by(&jwk.to_string()).await;
    assert_eq!(part(&assertion, 0)["alg"], "ES384");
    let public = key.public_key().as_ref();
    assert!(is_signed(&assertion, &ECDSA_P384_SHA384_FIXED, public));
}

#[tokio::test]
async fn an_elliptic_key_may_be_written_as_openssl_does() {
    let (document, key) = elliptic_key();
    let start = sec1_start(&document);
    // Its head has two bytes of length.
    let body = base64::prelude::BASE64_STANDARD.encode(&document[start - 3..]);
    let pem = format!(
        "-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n\
         -----BEGIN EC PRIVATE KEY-----\n{body}\n-----END EC PRIVATE KEY-----\n"
    );
    let assertion = assertion_by(&pem).await;
    let public = key.public_key().as_ref();
    assert!(is_signed(&assertion, &ECDSA_P384_SHA384_FIXED, public));
}

/// What is between the head of a P-384 key (RFC 5915) and its private number: version 1, and 48 bytes.
const SEC1_KEY: [u8; 5] = [2, 1, 1, 4, 48];

/// A new P-384 key, also as a document.
fn elliptic_key() -> (Vec<u8>, EcdsaKeyPair) {
    let random = SystemRandom::new();
    let document =
        EcdsaKeyPair::generate_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, &random).expect("a new key");
    let document = document.as_ref().to_vec();
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, &document, &random);
    (document, key.expect("a key"))
}

fn sec1_start(document: &[u8]) -> usize {
    document
        .windows(SEC1_KEY.len())
        .position(|bytes| bytes == SEC1_KEY)
        .expect("a private key")
}

fn private_number(document: &[u8]) -> &[u8] {
    &document[sec1_start(document) + SEC1_KEY.len()..][..48]
}

#[tokio::test]
async fn without_a_clock_nothing_is_signed_and_the_key_is_not_blamed() {
    let server = Scripted::start().await;
    let endpoint = Endpoint::new(FHIR, &server.url, Some(SecretString::from(INVENTED)));
    let endpoint = endpoint.expect("an address");
    let endpoint = endpoint.with_client(Some(signing(&server)));
    let failure = reads(&Client::new([endpoint], Timeouts::default())).await;
    let failure = failure.expect_err("there is no token");
    assert_eq!(failure.report().cause, Cause::OtherRefusal);
    assert!(server.lines().is_empty());
}

#[tokio::test]
async fn a_server_that_does_not_say_where_to_sign_in_is_quoted_with_its_status() {
    let server = Scripted::start().await;
    let discovering = ApiClient {
        signs: Some(Signs::default()),
        ..ApiClient::new("desk".to_owned(), None).expect("no address")
    };
    let client = client_with(&server, INVENTED, discovering);
    let no_json = Cause::Unreadable(DecodeError::NoJson);
    for (status, cause) in [
        (404, Cause::KeyUnknown),
        (429, Cause::RateLimited),
        (302, Cause::Redirected),
        (503, Cause::ServerFault),
        (200, no_json),
    ] {
        server.gives(status, &[], &Value::Null);
        let failure = client.probe(FHIR).await.expect_err("there is no token");
        assert!(matches!(failure, Failure::NotSent(_)), "{failure:?}");
        assert_eq!(failure.report().cause, cause);
        assert_eq!(failure.report().status, Some(status));
    }
}

#[tokio::test]
async fn a_key_that_can_not_sign_sends_nothing() {
    let server = Scripted::start().await;
    for key in [
        "sesame",
        "{}",
        &of_another_kind(),
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
    ] {
        let failure = reads(&client_with(&server, key, signing(&server))).await;
        let failure = failure.expect_err("there is no token");
        assert_eq!(failure.report().cause, Cause::SigningKeyUnfit);
        for language in Language::ALL {
            let problem = &problems_of(&failure, FHIR, language)[0];
            assert!(problem.advice.contains("private_key_file"), "{problem:?}");
            assert!(problem.advice.contains("P-384"), "{problem:?}");
            assert!(!problem.advice.ends_with('…'), "{problem:?}");
        }
        let reach = client_with(&server, key, signing(&server))
            .reach(FHIR)
            .await;
        assert_eq!(reach.key, Finding::No(FindingReason::SigningKeyUnfit));
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
        "Cache-Control",
        "Accept-Encoding",
        "User-Agent",
        "X-HTTP-Method-Override",
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

//! A key that a command prints is asked for again before its end, and once a server has refused it.

use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use booking::clinics::{CLINIK, KNOWN};
use chrono::{DateTime, TimeDelta, Utc};
use config::{Config, Flags};
use runtime::{clinic_options, open, wall_clock};

use super::*;
use crate::config::Home;

/// The present of the desk, at first.
const NOW: DateTime<Utc> = DateTime::from_timestamp(1_795_181_520, 0).unwrap();

/// A command that prints these keys, one a run, and then fails.
#[derive(Clone, Default)]
struct KeyCommand {
    runs: Arc<AtomicUsize>,
}

impl KeyCommand {
    /// The endpoint whose key was printed before as the first.
    fn at(&self, clinic: booking::ClinicId, url: &str, keys: &[&str]) -> Endpoint {
        let mut keys = keys.iter().map(|key| SecretString::from(*key));
        let first = keys.next();
        let further: Vec<SecretString> = keys.collect();
        let runs = Arc::clone(&self.runs);
        Endpoint::new(clinic, url, first)
            .expect("an address")
            .with_key_source(move || {
                let run = runs.fetch_add(1, Ordering::SeqCst);
                let key = further.get(run).cloned();
                key.ok_or_else(|| "the vault is locked".to_owned())
            })
    }

    fn runs(&self) -> usize {
        self.runs.load(Ordering::SeqCst)
    }
}

/// A client, and the seconds that have passed for it.
fn with_a_clock(endpoint: Endpoint) -> (Client, Arc<AtomicI64>) {
    let passed = Arc::new(AtomicI64::new(0));
    let now = Arc::clone(&passed);
    let client = Client::new([endpoint], Timeouts::default())
        .with_clock(move || NOW + TimeDelta::seconds(now.load(Ordering::SeqCst)));
    (client, passed)
}

fn refuses(server: &Scripted) {
    refuses_after(server, 0);
}

fn answers(server: &Scripted) {
    answers_after(server, 0);
}

/// Refuses a key, by a clock on which so many seconds have passed.
fn refuses_after(server: &Scripted, seconds: i64) {
    let refusal = json!({"resourceType": "OperationOutcome"});
    server.gives(401, &[("date", &date_after(seconds))], &refusal);
}

fn answers_after(server: &Scripted, seconds: i64) {
    let found = appointment("1", "booked");
    server.gives(200, &[("date", &date_after(seconds))], &found);
}

fn date_after(seconds: i64) -> String {
    let date = NOW + TimeDelta::seconds(seconds);
    date.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

async fn reads(client: &Client) -> Result<(), Failure> {
    let read = client.read(FHIR, |api| api.appointment("a1")).await;
    read.map(drop)
}

fn keys(server: &Scripted) -> Vec<String> {
    (0..server.lines().len())
        .map(|request| server.header(request, "authorization"))
        .collect()
}

/// A token whose end anybody can read in it.
fn token_until(end: DateTime<Utc>) -> String {
    let [head, claims] = [json!({"alg": "none"}), json!({"exp": end.timestamp()})]
        .map(|part| BASE64_URL_SAFE_NO_PAD.encode(part.to_string()));
    format!("{head}.{claims}.sig")
}

#[tokio::test]
async fn a_refused_key_is_asked_for_again_and_the_read_tried_once_more() {
    let server = Scripted::start().await;
    let command = KeyCommand::default();
    let endpoint = command.at(FHIR, &server.url, &["one", "two"]);
    let client = Client::new([endpoint], Timeouts::default());
    answers(&server);
    refuses(&server);
    answers(&server);
    answers(&server);
    for _ in 0..3 {
        reads(&client).await.expect("an appointment");
    }
    assert_eq!(
        keys(&server),
        ["Bearer one", "Bearer one", "Bearer two", "Bearer two"]
    );
    assert_eq!(command.runs(), 1);
}

#[tokio::test]
async fn the_same_key_is_not_tried_again_and_the_command_runs_once_a_minute_at_most() {
    let server = Scripted::start().await;
    let command = KeyCommand::default();
    let endpoint = command.at(FHIR, &server.url, &["one", "one", "two"]);
    let (client, passed) = with_a_clock(endpoint);
    for _ in 0..3 {
        refuses(&server);
        let failure = reads(&client).await.expect_err("it is refused");
        assert_eq!(failure.report().cause, Cause::KeyUnknown);
    }
    assert_eq!((server.lines().len(), command.runs()), (3, 1));
    passed.store(61, Ordering::SeqCst);
    answers_after(&server, 61);
    reads(&client).await.expect("an appointment");
    assert_eq!(keys(&server)[3..], ["Bearer two"]);
    assert_eq!(command.runs(), 2);
}

#[tokio::test]
async fn a_change_with_a_refused_key_is_sent_once_and_the_next_has_another_key() {
    let server = Scripted::start().await;
    let command = KeyCommand::default();
    let endpoint = command.at(FHIR, &server.url, &["one", "two"]);
    let client = Client::new([endpoint], Timeouts::default());
    let visit = visit();
    let change = ChangeRequest::Book(&visit);
    server.gives_no_calendar();
    refuses(&server);
    let failure = client.change(FHIR, &change).await;
    let failure = failure.expect_err("it is refused");
    assert!(matches!(failure, Failure::Refused(_)), "{failure:?}");
    // The abilities of the server are known; the roles and schedules of another practitioner are not.
    server.gives_nothing();
    server.gives_nothing();
    server.gives(201, &[], &appointment("1", "booked"));
    let visit = Booking::of_ids(FHIR, "pt-abc123", Some("prac-other"), visit.parts().span);
    let visit = visit.expect("a booking");
    let change = ChangeRequest::Book(&visit);
    client.change(FHIR, &change).await.expect("it is made");
    let posts: Vec<String> = server
        .lines()
        .iter()
        .zip(keys(&server))
        .filter(|(line, _)| line.starts_with("POST"))
        .map(|(_, key)| key)
        .collect();
    assert_eq!(posts, ["Bearer one", "Bearer two"]);
}

#[tokio::test]
async fn a_token_that_tells_its_end_is_replaced_before_it() {
    let server = Scripted::start().await;
    let later = |seconds| NOW + TimeDelta::seconds(seconds);
    let [one, two] = [600, 4200].map(|seconds| token_until(later(seconds)));
    let command = KeyCommand::default();
    let endpoint = command.at(FHIR, &server.url, &[&one, &two]);
    let (client, passed) = with_a_clock(endpoint);
    for seconds in [0, 530, 545, 600] {
        passed.store(seconds, Ordering::SeqCst);
        answers_after(&server, seconds);
        reads(&client).await.expect("an appointment");
    }
    let [one, two] = [one, two].map(|token| format!("Bearer {token}"));
    assert_eq!(keys(&server), [&*one, &*one, &*two, &*two]);
    assert_eq!(command.runs(), 1);
}

#[tokio::test]
async fn while_the_command_fails_a_token_is_used_to_its_end_and_then_nothing_is_sent() {
    let server = Scripted::start().await;
    let token = token_until(NOW + TimeDelta::seconds(600));
    let command = KeyCommand::default();
    let endpoint = command.at(FHIR, &server.url, &[&token]);
    let (client, passed) = with_a_clock(endpoint);
    passed.store(570, Ordering::SeqCst);
    answers_after(&server, 570);
    reads(&client).await.expect("an appointment");
    passed.store(601, Ordering::SeqCst);
    let failure = reads(&client).await.expect_err("there is no key");
    assert!(matches!(failure, Failure::NotSent(_)), "{failure:?}");
    assert_eq!(failure.report().cause, Cause::KeyMissing);
    assert_eq!(failure.report().to_text(), Some("the vault is locked"));
    assert_eq!(server.lines().len(), 1);
}

#[tokio::test]
async fn a_test_key_is_never_replaced_by_a_live_one() {
    let server = Scripted::start().await;
    let command = KeyCommand::default();
    let keys = ["clk_test_one", "clk_live_two"];
    let endpoint = command.at(CLINIK, &server.url, &keys);
    let client = Client::new([endpoint], Timeouts::default());
    server.gives(401, &[], &json!({"error": {"code": "INVALID_KEY"}}));
    for _ in 0..2 {
        let read = client.read(CLINIK, |api| api.appointment("a1")).await;
        read.expect_err("it is refused");
    }
    let sent: Vec<String> = (0..server.lines().len())
        .map(|request| server.header(request, "x-api-key"))
        .collect();
    assert!(sent.iter().all(|key| key == "clk_test_one"), "{sent:?}");
    assert_eq!(command.runs(), 1);
}

#[tokio::test]
async fn a_secret_that_the_authorization_server_refuses_is_asked_for_again() {
    let server = Scripted::start().await;
    let token_url = format!("{}/oauth2/token", server.url.trim_end_matches("/fhir"));
    let with_client = ApiClient::new("desk".to_owned(), Some(&token_url)).expect("an address");
    let command = KeyCommand::default();
    let endpoint = command.at(FHIR, &server.url, &["one", "two"]);
    let endpoint = endpoint.with_client(Some(with_client));
    let client = Client::new([endpoint], Timeouts::default());
    server.gives(401, &[], &json!({"error": "invalid_client"}));
    server.gives(
        200,
        &[],
        &json!({"access_token": "token", "expires_in": 3600}),
    );
    answers(&server);
    reads(&client).await.expect("an appointment");
    // `desk:one`, `desk:two`
    assert_eq!(
        keys(&server),
        ["Basic ZGVzazpvbmU=", "Basic ZGVzazp0d28=", "Bearer token"]
    );
    assert_eq!(command.runs(), 1);
}

#[tokio::test]
async fn the_command_of_the_configuration_runs_again() {
    let server = Scripted::start().await;
    let home = Home::empty();
    let runs = home.path("runs");
    let script = format!("echo run >> {0}; wc -l < {0} | tr -d ' '", runs.display());
    let home = Home::with(&format!(
        "[fhir]\nurl = \"{}\"\ntimezone = \"Europe/Berlin\"\nkey_command = [\"sh\", \"-c\", \"{script}\"]\n",
        server.url
    ));
    let config = Config::load(&home.environment(), KNOWN, Flags::default()).expect("it is right");
    let (clinics, _) = open(clinic_options(config), wall_clock())
        .await
        .expect("a client");
    refuses(&server);
    answers(&server);
    reads(clinics.client()).await.expect("an appointment");
    assert_eq!(keys(&server), ["Bearer 1", "Bearer 2"]);
}

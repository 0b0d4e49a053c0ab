//! What the desk asks the clinics before it books, over real HTTP to the sandbox: who someone is, when there is
//! time, what is booked already, and that someone new be known.
#![expect(clippy::unwrap_used, reason = "in a test a missing value is a failure")]

mod absences;
mod calendars;
mod people;

use std::time::Duration;

use booking::api::ChangeRequest;
use booking::clinics::{ANIVA, CLINIK, FHIR};
use booking::time::Clock;
use booking::{Booking, ClinicId, Days, Language, NewPatient, PatientDraft, PatientField};
use chrono::{DateTime, NaiveDate, Utc};
use client::{Client, Endpoint, Timeouts};
use sandbox::{Sandbox, SandboxClock, SandboxOptions};
use secrecy::SecretString;
use serde_json::{Value, json};
use zones::Zone;

use crate::desk_at_work::plain_http;

/// A Monday morning; the roster's own clock.
const NOW: &str = "2027-03-08T09:05:00Z";
const VIEW_ONLY: &str = "sbx2-aniva-view-only";

/// A sandbox and the client that asks it.
struct Clinics {
    sandbox: Sandbox,
    client: Client,
}

impl Clinics {
    /// Frozen at [`NOW`]; what is written is found `lag` seconds later.
    async fn open(lag: u64, patients: Option<usize>) -> Clinics {
        let clock = SandboxClock::Frozen(NOW.parse().unwrap());
        let options = SandboxOptions {
            clock,
            lag: Duration::from_secs(lag),
            patients,
            ..SandboxOptions::default()
        };
        let sandbox = Sandbox::start(options).await.unwrap();
        let fhir = sandbox.served(FHIR.word()).unwrap().key;
        let client = client_with(&sandbox, [sandbox.clinik_key(), sandbox.aniva_key(), fhir]);
        Clinics { sandbox, client }
    }

    /// The clinics, with keys that may see and not book.
    fn seen_by_a_viewer(&self) -> Client {
        client_with(
            &self.sandbox,
            ["clk_test_readonly0002", VIEW_ONLY, "sbx5-fhir-read-only"],
        )
    }

    /// Lets the sandbox's time pass.
    async fn pass(&self, seconds: u64) {
        self.control("clock", &serde_json::json!({"advance_s": seconds}))
            .await;
    }

    async fn control(&self, what: &str, order: &Value) {
        let url = format!("http://{}/sandbox/{what}", self.sandbox.addr());
        let http = plain_http();
        let answer = http.post(url).json(order).send().await.unwrap();
        assert!(answer.status().is_success(), "{answer:?}");
    }

    /// The sandbox's own log of a clinic's GETs: method and path with its query.
    async fn asked(&self) -> Vec<String> {
        let log = self.log().await;
        log.iter()
            .map(|entry| entry["path"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The sandbox's own log of requests.
    async fn log(&self) -> Vec<Value> {
        let url = format!("http://{}/sandbox/requests", self.sandbox.addr());
        let http = plain_http();
        http.get(url).send().await.unwrap().json().await.unwrap()
    }

    /// Another program makes a published slot one of a practitioner who is away.
    async fn block(&self, clinic: ClinicId, slot: &str) {
        let served = self.sandbox.served(clinic.word()).unwrap();
        let http = plain_http();
        let away = "busy-unavailable";
        let request = if clinic == FHIR {
            let steps = json!([{"op": "replace", "path": "/status", "value": away}]);
            http.patch(format!("{}/Slot/{slot}", served.url))
                .bearer_auth(served.key)
                .header("content-type", "application/json-patch+json")
                .body(steps.to_string())
        } else {
            http.patch(format!("{}/slots/{slot}", served.url))
                .header("x-api-key", served.key)
                .json(&json!({ "status": away }))
        };
        let answer = request.send().await.unwrap();
        assert!(answer.status().is_success(), "{answer:?}");
    }

    /// Calls a visit off, as another desk would.
    async fn call_off(&self, clinic: ClinicId, id: &str) {
        let change = ChangeRequest::Cancel {
            appointment: id,
            reason: "moved",
        };
        assert!(self.client.change(clinic, &change).await.is_ok());
    }

    async fn book(&self, booking: Booking) -> String {
        self.client.alter(&booking.clone().into()).await.unwrap().id
    }
}

fn client_with(sandbox: &Sandbox, keys: [&str; 3]) -> Client {
    let endpoint = |(clinic, key): (ClinicId, &str)| {
        let served = sandbox.served(clinic.word()).unwrap();
        Endpoint::new(
            clinic,
            &served.url,
            Some(SecretString::from(key.to_owned())),
        )
        .unwrap()
    };
    Client::new(
        [CLINIK, ANIVA, FHIR].into_iter().zip(keys).map(endpoint),
        Timeouts::default(),
    )
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// One day, or several, of the clinic in Berlin.
fn days(first: &str, last: &str) -> Days {
    Days::new(day(first), day(last), Zone::BERLIN).unwrap()
}

/// Someone neither clinic knows yet.
fn noor(clinic: ClinicId, group: &str) -> PatientDraft {
    let mut draft = PatientDraft::new(clinic);
    for (field, text) in [
        (PatientField::FirstName, "Noor"),
        (PatientField::LastName, "Østergård"),
        (PatientField::BirthDate, "1979-12-31"),
        (PatientField::Sex, "female"),
        (PatientField::Phone, "+49 30 2312-5999"),
        (PatientField::Email, "noor@example.com"),
        (PatientField::Language, "German"),
        (PatientField::Group, group),
    ] {
        draft.set(field, text.to_owned());
    }
    draft
}

fn reviewed(draft: &PatientDraft) -> NewPatient {
    let zone = Zone::BERLIN;
    let clock = Clock {
        now: at(NOW),
        zone,
        date_order: None,
        open: None,
        language: Language::En,
    };
    draft.review(&clock).patient.unwrap()
}

fn new_patient(clinic: ClinicId) -> NewPatient {
    reviewed(&noor(clinic, "front-desk"))
}

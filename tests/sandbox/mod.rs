//! The sandbox, over real HTTP: what the contract and both fact sheets say of it.
#![expect(clippy::unwrap_used, reason = "in a test a missing value is a failure")]

mod aniva;
mod clinik;
mod clinik_search;
mod clinik_slots;
mod control;
mod faults;
mod fhir_slots;
mod panels;
mod records;
mod spoilage;

use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Client, Method};
use sandbox::{Sandbox, SandboxClock, SandboxOptions};
use serde_json::{Value, json};

const MARIA: &str = "pt_abc123";
const KARIN: &str = "prac_xyz789";
const MARIAS_PROFILE: &str = "a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d";
const BERLIN: &str = "b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b";
/// A Monday morning; the examples' own clock.
const NOW: &str = "2027-03-08T09:05:00Z";

/// A running sandbox and someone who calls it.
struct Rig {
    sandbox: Sandbox,
    http: Client,
}

/// An answer, read to its end.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Value,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

fn frozen() -> SandboxOptions {
    SandboxOptions {
        clock: SandboxClock::Frozen(NOW.parse().unwrap()),
        ..SandboxOptions::default()
    }
}

impl Rig {
    /// Frozen at [`NOW`], with searches that don't lag.
    async fn start() -> Self {
        Self::with(SandboxOptions {
            lag: Duration::ZERO,
            ..frozen()
        })
        .await
    }

    async fn with(options: SandboxOptions) -> Self {
        rustls::crypto::ring::default_provider()
            .install_default()
            .ok();
        let http = Client::builder().no_proxy().build().unwrap();
        Self {
            sandbox: Sandbox::start(options).await.unwrap(),
            http,
        }
    }

    /// Calls with the valid key of the API the path belongs to.
    async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let key = if path.starts_with("/api/") {
            self.sandbox.aniva_key()
        } else {
            self.sandbox.clinik_key()
        };
        self.call_with(
            &[("x-api-key", key), ("content-type", "application/json")],
            method,
            path,
            body,
        )
        .await
    }

    async fn call_with(
        &self,
        headers: &[(&str, &str)],
        method: &str,
        path: &str,
        body: Option<Value>,
    ) -> Answer {
        let text = body.map(|body| body.to_string()).unwrap_or_default();
        self.send(headers, method, path, text).await.unwrap()
    }

    async fn send(
        &self,
        headers: &[(&str, &str)],
        method: &str,
        path: &str,
        body: String,
    ) -> reqwest::Result<Answer> {
        let url = format!("http://{}{path}", self.sandbox.addr());
        let mut request = self
            .http
            .request(Method::from_bytes(method.as_bytes()).unwrap(), url)
            .body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await?;
        Ok(Answer {
            status,
            headers,
            body: serde_json::from_str(&text).unwrap_or(Value::String(text)),
        })
    }

    /// Calls the FHIR server.
    async fn call_fhir(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let key = self.sandbox.served("fhir").unwrap().key;
        let headers = [
            ("authorization", &*format!("Bearer {key}")),
            ("content-type", "application/fhir+json"),
        ];
        let path = format!("/fhir/R4/{path}");
        self.call_with(&headers, method, &path, body).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, None).await
    }

    async fn post(&self, path: &str, body: Value) -> Answer {
        self.call("POST", path, Some(body)).await
    }

    async fn patch(&self, path: &str, body: Value) -> Answer {
        self.call("PATCH", path, Some(body)).await
    }

    async fn delete(&self, path: &str) -> Answer {
        self.call("DELETE", path, None).await
    }

    /// Books Maria at Karin's and gives the appointment's id.
    async fn visit(&self, start: &str) -> String {
        let body = json!({"status": "booked", "patientId": MARIA, "practitionerId": KARIN, "start": start,
                          "minutesDuration": 30});
        let answer = self.post("/v1/appointments", body).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.body["data"]["id"].as_str().unwrap().to_owned()
    }

    /// Books Maria's blood draw and gives the appointment's id.
    async fn draw(&self, at: &str) -> String {
        let answer = self.post("/api/v1/appointments", draw(at)).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.body["id"].as_str().unwrap().to_owned()
    }

    async fn order(&self, fault: Value) {
        let answer = self.post("/sandbox/faults", fault).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }

    async fn requests(&self) -> Vec<Value> {
        self.get("/sandbox/requests")
            .await
            .body
            .as_array()
            .unwrap()
            .clone()
    }
}

fn draw(at: &str) -> Value {
    json!({"profile_id": MARIAS_PROFILE, "location_id": BERLIN, "scheduled_at": at})
}

/// The members of an object, in the order they came.
fn members(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

//! What other desks and programs do at the sandbox of a test.

use booking::ClinicId;
use headless::{TestSandbox, TestSandboxError};
use reqwest::{Client, RequestBuilder, Response};
use sandbox::ServedApi;
use serde_json::Value;
use tokio::runtime::Builder;

/// Another desk at the same sandbox.
pub(crate) trait AnotherDesk {
    /// Books an appointment.
    fn book(&self, clinic: ClinicId, body: &Value) -> Result<(), TestSandboxError>;
    /// Adds a person.
    fn add_person(&self, clinic: ClinicId, body: &Value) -> Result<(), TestSandboxError>;
    /// Keeps a practitioner's absence at ClinikAPI.
    fn keep_absence(&self, slot: &Value) -> Result<(), TestSandboxError>;
    /// Returns the absences that ClinikAPI has of a schedule.
    fn absences(&self, schedule: &str) -> Result<Vec<Value>, TestSandboxError>;
    /// Returns the slots that ClinikAPI publishes of a schedule on a day.
    fn slots(&self, schedule: &str, day: &str) -> Result<Vec<Value>, TestSandboxError>;
    /// Changes an appointment at ClinikAPI.
    fn change(&self, id: &str, body: &Value) -> Result<(), TestSandboxError>;
    /// Returns the appointments that a search finds, as the API writes them.
    fn appointments(
        &self,
        clinic: ClinicId,
        query: &[(&str, &str)],
    ) -> Result<Vec<Value>, TestSandboxError>;
    /// Returns the number of a person's appointments on a day, by its date in UTC.
    fn booked_for(
        &self,
        clinic: ClinicId,
        person: &str,
        day: &str,
    ) -> Result<usize, TestSandboxError>;
}

/// The words of an API: the path of its patients, the query member that selects one person's appointments, the JSON
/// pointer to the rows in a list of appointments, and the member of an appointment with its start.
fn words(clinic: ClinicId) -> [&'static str; 4] {
    match clinic.word() {
        "clinik" => ["patients", "patientId", "/data/data", "start"],
        "aniva" => ["profiles", "profile_id", "", "scheduled_at"],
        _ => ["Patient", "patient", "/entry", "start"],
    }
}

impl AnotherDesk for TestSandbox {
    fn book(&self, clinic: ClinicId, body: &Value) -> Result<(), TestSandboxError> {
        send(self, clinic, |http, url| {
            http.post(format!("{url}/appointments")).json(body)
        })
        .map(drop)
    }

    fn add_person(&self, clinic: ClinicId, body: &Value) -> Result<(), TestSandboxError> {
        let [people, ..] = words(clinic);
        send(self, clinic, |http, url| {
            http.post(format!("{url}/{people}")).json(body)
        })
        .map(drop)
    }

    fn keep_absence(&self, slot: &Value) -> Result<(), TestSandboxError> {
        let clinic = booking::clinics::CLINIK;
        send(self, clinic, |http, url| {
            http.post(format!("{url}/slots")).json(slot)
        })
        .map(drop)
    }

    fn absences(&self, schedule: &str) -> Result<Vec<Value>, TestSandboxError> {
        let query = [
            ("scheduleId", schedule),
            ("status", "busy-unavailable"),
            ("count", "100"),
        ];
        let found = send(self, booking::clinics::CLINIK, |http, url| {
            http.get(format!("{url}/slots")).query(&query)
        })?;
        let slots = found
            .pointer("/data/data")
            .and_then(Value::as_array)
            .cloned();
        slots.ok_or_else(|| TestSandboxError::Refused(found.to_string()))
    }

    fn slots(&self, schedule: &str, day: &str) -> Result<Vec<Value>, TestSandboxError> {
        let query = [
            ("scheduleId", schedule),
            ("dateFrom", day),
            ("dateTo", day),
            ("count", "100"),
        ];
        let found = send(self, booking::clinics::CLINIK, |http, url| {
            http.get(format!("{url}/slots")).query(&query)
        })?;
        let slots = found
            .pointer("/data/data")
            .and_then(Value::as_array)
            .cloned();
        slots.ok_or_else(|| TestSandboxError::Refused(found.to_string()))
    }

    fn change(&self, id: &str, body: &Value) -> Result<(), TestSandboxError> {
        let clinic = booking::clinics::CLINIK;
        send(self, clinic, |http, url| {
            http.patch(format!("{url}/appointments/{id}")).json(body)
        })
        .map(drop)
    }

    fn appointments(
        &self,
        clinic: ClinicId,
        query: &[(&str, &str)],
    ) -> Result<Vec<Value>, TestSandboxError> {
        let [.., rows, _] = words(clinic);
        let found = send(self, clinic, |http, url| {
            http.get(format!("{url}/appointments")).query(query)
        })?;
        let rows = found.pointer(rows).and_then(Value::as_array).cloned();
        rows.ok_or_else(|| TestSandboxError::Refused(found.to_string()))
    }

    fn booked_for(
        &self,
        clinic: ClinicId,
        person: &str,
        day: &str,
    ) -> Result<usize, TestSandboxError> {
        let [_, person_member, _, start] = words(clinic);
        // An API that lists all of a person's appointments at once ignores the days.
        let found = self.appointments(
            clinic,
            &[(person_member, person), ("dateFrom", day), ("dateTo", day)],
        )?;
        let is_then = |row: &&Value| row[start].as_str().is_some_and(|at| at.starts_with(day));
        Ok(found.iter().filter(is_then).count())
    }
}

/// Sends a request and returns the answer, or what the sandbox says against it.
fn send(
    sandbox: &TestSandbox,
    clinic: ClinicId,
    request: impl FnOnce(&Client, String) -> RequestBuilder,
) -> Result<Value, TestSandboxError> {
    let ServedApi { url, key } = sandbox
        .served(clinic.word())
        .expect("an API of the sandbox");
    let http = Client::builder().no_proxy().tls_certs_only([]).build()?;
    let request = request(&http, url).header("x-api-key", key);
    Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(async {
            let answer: Response = request.send().await?;
            match answer.status().is_success() {
                true => Ok(serde_json::from_slice(&answer.bytes().await?).unwrap_or_default()),
                false => Err(TestSandboxError::Refused(answer.text().await?)),
            }
        })
}

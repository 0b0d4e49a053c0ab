//! Servers at their worst: they hang, break off, drip, lie, lead elsewhere, and write what would steer a terminal.
//! Whatever they do, the desk says truly what became of a booking, stays usable, and shows nothing that acts.

mod booking;
mod broken;
mod hostile;
mod reading;

use std::net::TcpListener;
use std::time::Duration;

use ::booking::ClinicId;
use ::booking::clinics::{ANIVA, CLINIK, FHIR};
use headless::Options;
use serde_json::{Value, json};

use crate::desk_at_work::{
    DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik, at_fhir, plain_http, waiting_at_most,
};

/// Short enough to wait for, and long enough for an ordinary answer to come in.
const LITTLE_TIME: Duration = Duration::from_millis(800);

/// How a desk is opened that waits as long as desks do, on however busy a machine.
fn patient(clinic: ClinicId) -> Options {
    match clinic {
        one if one == CLINIK => at_clinik(),
        one if one == FHIR => at_fhir(),
        _ => at_aniva(),
    }
}

/// How a desk is opened for an answer that never comes.
fn impatient(clinic: ClinicId) -> Options {
    waiting_at_most(LITTLE_TIME, patient(clinic))
}

fn the_other_than(clinic: ClinicId) -> ClinicId {
    match clinic {
        one if one == CLINIK => ANIVA,
        _ => CLINIK,
    }
}

/// Turns from one clinic to the next until this one's form is in front.
fn turn_to(desk: &mut DeskAtWork, clinic: ClinicId) {
    while desk.state()["backend"] != clinic.word() {
        desk.press("Ctrl+T").settle();
    }
}

/// A desk with something typed in that can be booked as it stands.
fn ready_to_book(options: Options) -> DeskAtWork {
    match options.clinic {
        one if one == CLINIK || one == FHIR => DeskAtWork::with_a_visit(options),
        _ => DeskAtWork::with_a_draw(options),
    }
}

/// A fault of `clinic`, for calls of one kind.
fn aimed(fault: &Value, clinic: ClinicId, call: &str) -> Value {
    let mut fault = fault.clone();
    fault["backend"] = json!(clinic.word());
    fault["call"] = json!(call);
    fault
}

/// How many appointments the clinic has for the person of these tests.
fn appointments(desk: &DeskAtWork, clinic: ClinicId) -> usize {
    let sandbox = desk.sandbox();
    let (url, key) = match clinic {
        one if one == CLINIK => (
            format!("{}/appointments?patientId={PATIENT}", sandbox.clinik_url()),
            sandbox.clinik_key(),
        ),
        one if one == FHIR => {
            let served = sandbox.served(one.word()).expect("it is served");
            (
                format!(
                    "{}/Appointment?patient={}",
                    served.url,
                    PATIENT.replace('_', "-")
                ),
                served.key,
            )
        }
        _ => (
            format!("{}/appointments?profile_id={PROFILE}", sandbox.aniva_url()),
            sandbox.aniva_key(),
        ),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let answer: Value = runtime.block_on(async {
        let http = plain_http();
        let asked = http.get(url).header("x-api-key", key).bearer_auth(key);
        let answer = asked.send().await.expect("the sandbox answers");
        answer.json().await.expect("JSON")
    });
    if answer["resourceType"] == "Bundle" {
        return answer["entry"].as_array().map_or(0, Vec::len);
    }
    answer
        .pointer("/data/data")
        .unwrap_or(&answer)
        .as_array()
        .expect("a list")
        .len()
}

/// A server of another origin, which nothing should ever come to.
struct Elsewhere(TcpListener);

impl Elsewhere {
    fn open() -> Elsewhere {
        let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a port");
        listener
            .set_nonblocking(true)
            .expect("it can be asked without waiting");
        Elsewhere(listener)
    }

    fn address(&self) -> String {
        format!(
            "http://{}/v1/appointments",
            self.0.local_addr().expect("it is bound")
        )
    }

    /// Whether anyone has so much as connected.
    fn was_called(&self) -> bool {
        self.0.accept().is_ok()
    }
}

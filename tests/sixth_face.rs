//! The face of `examples/json_lines`, over HTTP to a sandbox.

#[path = "../examples/json_lines/face.rs"]
mod face;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use booking::clinics::SHIPPED;
use config::{Config, Environment, Flags};
use headless::TestSandbox;
use runtime::{CommandSession, open_clerk};
use sandbox::SandboxOptions;
use serde_json::{Value, json};
use tempfile::TempDir;

use self::face::Face;

/// The face, a home directory, and the sandbox.
struct Program {
    _home: TempDir,
    sandbox: TestSandbox,
    face: Face<CommandSession>,
}

impl Program {
    fn open() -> Program {
        let options = SandboxOptions {
            lag: Duration::ZERO,
            ..SandboxOptions::default()
        };
        let now = "2027-02-01T08:00:00Z".parse().expect("an instant");
        let sandbox = TestSandbox::start(options, now).expect("a sandbox");
        let home = tempfile::tempdir().expect("a home directory");
        let environment = Environment::at_home(home.path())
            .with("TZ", "Europe/Berlin")
            .with("BOOKDESK_DATA_DIR", home.path().join("desk"))
            .with("BOOKDESK_CLINIK_URL", sandbox.clinik_url())
            .with("BOOKDESK_CLINIK_KEY", sandbox.clinik_key())
            .with("BOOKDESK_ANIVA_URL", sandbox.aniva_url())
            .with("BOOKDESK_ANIVA_KEY", sandbox.aniva_key());
        let config = Config::load(&environment, SHIPPED, Flags::default()).expect("it is right");
        let clerk = open_clerk(config, Arc::new(AtomicBool::new(false))).expect("an office");
        Program {
            _home: home,
            sandbox,
            face: Face::new(clerk),
        }
    }

    /// Says a line. Returns the answer.
    fn says(&mut self, request: &Value) -> Value {
        let answer = self.face.answer(&request.to_string());
        assert!(!answer.contains('\n'), "{answer}");
        serde_json::from_str(&answer).expect("JSON")
    }

    /// Books at this time of 10 February 2099. Returns the answer.
    fn books(&mut self, time: &str, agree: &[&str]) -> Value {
        self.says(&json!({
            "method": "book", "clinic": "clinik", "agree": agree,
            "fields": {"patientId": "pt_abc123", "practitionerId": "prac_xyz789",
                       "start": format!("2099-02-10 {time}"), "minutesDuration": 30},
        }))
    }

    /// Counts the calls of this kind that the sandbox has received.
    fn received(&self, call: &str) -> usize {
        let requests = self.sandbox.requests().expect("the sandbox answers");
        requests
            .iter()
            .filter(|request| request["call"] == call)
            .count()
    }
}

fn words(answer: &Value) -> Vec<&str> {
    let objections = answer["objections"].as_array().into_iter().flatten();
    objections.filter_map(|one| one["word"].as_str()).collect()
}

#[test]
fn a_visit_is_booked_moved_and_cancelled_line_by_line() {
    let mut program = Program::open();
    let booked = program.books("10:00", &[]);
    assert_eq!(booked["outcome"], "booked", "{booked}");
    let id = &booked["appointment"]["id"];
    let moved = program.says(&json!({
        "method": "move", "clinic": "clinik", "appointment": id, "fields": {"start": "2099-02-10 11:00"},
    }));
    assert_eq!(moved["outcome"], "moved", "{moved}");
    assert_eq!(moved["appointment"]["start"], "2099-02-10T10:00:00.000Z");
    let id = &moved["appointment"]["id"];
    let cancelled = program.says(&json!({
        "method": "cancel", "clinic": "clinik", "appointment": id, "reason": "patient request",
    }));
    assert_eq!(cancelled["outcome"], "cancelled", "{cancelled}");
    assert_eq!(program.received("create"), 1);
    program.face.end();
}

#[test]
fn what_stands_in_the_way_is_answered_and_agreed_to_by_the_next_line() {
    let mut program = Program::open();
    let booked = program.books("10:00", &[]);
    assert_eq!(booked["outcome"], "booked", "{booked}");
    let again = program.books("10:00", &[]);
    assert_eq!(again["outcome"], "conflict", "{again}");
    assert_eq!(words(&again), ["again"]);
    assert_eq!(program.received("create"), 1, "nothing was sent");
    let other = program.books("10:00", &["warnings"]);
    assert_eq!(
        words(&other),
        ["again"],
        "agreed to something else: {other}"
    );
    assert_eq!(program.received("create"), 1, "nothing was sent");
    let despite = program.books("10:00", &["again"]);
    assert_eq!(despite["outcome"], "booked", "{despite}");
    assert_eq!(program.received("create"), 2);
}

#[test]
fn nobody_agrees_to_what_only_a_look_up_answers() {
    let mut program = Program::open();
    let answer = program.books("10:00", &["unsettled"]);
    assert_eq!(answer["error"], "`unsettled` can't be agreed to");
    assert_eq!(program.received("create"), 0);
}

#[test]
fn a_line_that_is_no_request_is_answered_and_the_next_one_is_read() {
    let mut program = Program::open();
    let answer = program.says(&json!({"method": "remove", "clinic": "clinik"}));
    assert!(answer["error"].is_string(), "{answer}");
    let booked = program.books("10:00", &[]);
    assert_eq!(booked["outcome"], "booked", "{booked}");
}

//! The desk and a sandbox that is another process: it goes, it comes back, and the booking is made once.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use chrono::{DateTime, Utc};
use headless::TestSandbox;
use sandbox::SandboxOptions;
use serde_json::Value;

use super::booking::fill_in_a_visit;
use super::pty::{BOOKDESK, Pty, Start, home};
use crate::desk_at_work::at_home;

/// A sandbox in this process.
pub(super) fn sandbox() -> TestSandbox {
    TestSandbox::start(
        SandboxOptions {
            lag: Duration::ZERO,
            ..SandboxOptions::default()
        },
        "2027-02-01T08:00:00Z"
            .parse::<DateTime<Utc>>()
            .expect("an instant"),
    )
    .expect("a sandbox")
}

/// A desk at that sandbox, its records in `desk` below the home directory.
pub(super) fn desk_at(sandbox: &TestSandbox, home: &Path) -> Start {
    Start::desk(home)
        .with("BOOKDESK_DATA_DIR", home.join("desk"))
        .with("BOOKDESK_CLINIK_URL", sandbox.clinik_url())
        .with("BOOKDESK_CLINIK_KEY", sandbox.clinik_key())
        .with("BOOKDESK_ANIVA_URL", sandbox.aniva_url())
        .with("BOOKDESK_ANIVA_KEY", sandbox.aniva_key())
}

/// The same in one column, so high that every problem is on screen with its advice.
pub(super) fn high_desk_at(sandbox: &TestSandbox, home: &Path) -> Start {
    desk_at(sandbox, home).sized(100, 80)
}

/// How many bookings it has received.
pub(super) fn creates(sandbox: &TestSandbox) -> usize {
    let requests = sandbox.requests().expect("the sandbox answers");
    requests
        .iter()
        .filter(|request| request["call"] == "create")
        .count()
}

/// Waits until it has a booking that it leaves without an answer.
pub(super) fn until_hanging(desk: &mut Pty, sandbox: &TestSandbox) {
    until_sent(desk, sandbox, |create| create["status"].is_null());
}

/// Waits until it has begun to answer a booking.
pub(super) fn until_answering(desk: &mut Pty, sandbox: &TestSandbox) {
    until_sent(desk, sandbox, |create| create["status"] == 201);
}

fn until_sent(desk: &mut Pty, sandbox: &TestSandbox, is_meant: impl Fn(&Value) -> bool) {
    let is_it = |request: &Value| request["call"] == "create" && is_meant(request);
    desk.until_so("sent", || {
        sandbox
            .requests()
            .expect("the sandbox answers")
            .iter()
            .any(is_it)
    });
}

/// `bookdesk sandbox` as a process of its own.
struct Server {
    process: Child,
    ready: Value,
}

impl Server {
    fn listening_at(address: &str, home: &Path) -> Server {
        let mut process = Command::new(BOOKDESK)
            .args(["sandbox", "--listen", address])
            .env_clear()
            .envs(at_home(home))
            .stdout(Stdio::piped())
            .spawn()
            .expect("a sandbox");
        let mut line = String::new();
        let output = process.stdout.as_mut().expect("its output");
        BufReader::new(output).read_line(&mut line).expect("a line");
        Server {
            process,
            ready: serde_json::from_str(&line).expect("JSON"),
        }
    }

    fn ready_text(&self, pointer: &str) -> String {
        self.ready
            .pointer(pointer)
            .and_then(Value::as_str)
            .expect("a text")
            .to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_server_that_goes_and_comes_back_costs_no_text_and_books_once() {
    let home = home();
    let server = Server::listening_at("127.0.0.1:0", home.path());
    let address = server.ready_text("/listening");
    let mut desk = Start::desk(home.path())
        .with("BOOKDESK_CLINIK_URL", server.ready_text("/clinik/url"))
        .with("BOOKDESK_CLINIK_KEY", server.ready_text("/clinik/key"))
        .with("BOOKDESK_ANIVA_URL", server.ready_text("/aniva/url"))
        .with("BOOKDESK_ANIVA_KEY", server.ready_text("/aniva/key"))
        .go();
    desk.sees("SANDBOX");
    fill_in_a_visit(&mut desk);
    drop(server);
    desk.keys("\x13");
    const ASKS: &str = "Queue this booking?";
    let screen = desk.until("that it was not sent, or is asked about", |screen| {
        screen.to_lowercase().contains("not sent") || screen.contains(ASKS)
    });
    assert!(
        screen.contains("Maria Schmidt") && screen.contains("10.02.2099 10:00"),
        "{screen}"
    );
    if screen.contains(ASKS) {
        // The desk had noticed before the key that nobody answers.
        desk.keys("\x1b[27u");
        desk.until("the form", |screen| !screen.contains(ASKS));
    }

    let _server = Server::listening_at(&address, home.path());
    desk.keys("\x13");
    // A desk that had asked meanwhile whether it is back, and heard nothing, offers to keep the booking for later, until
    // it hears.
    let is_told = |screen: &str| screen.contains("✓ booked") || screen.contains("answers again");
    if !desk.until("the end of it", is_told).contains("✓ booked") {
        desk.keys("\x13");
        desk.sees("✓ booked");
    }
    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);
}

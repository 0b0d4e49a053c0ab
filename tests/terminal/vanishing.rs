//! What the desk is in the middle of when the terminal, or whoever started it, goes: it ends within two seconds, and
//! the booking on its way is unknown at the next start.

use std::path::Path;
use std::time::{Duration, Instant};

use headless::TestSandbox;
use rustix::process::Signal;
use serde_json::json;

use super::booking::fill_in_a_visit;
use super::process::{child_of, has_ended};
use super::pty::{AT_ONCE, BOOKDESK, Pty, home};
use super::server::{creates, desk_at, sandbox, until_hanging};
use crate::desk_at_work::records::{steps, verified};

/// A desk whose booking has been made and has no answer yet, and which has another draft.
fn in_mid_request(desk: &mut Pty, sandbox: &TestSandbox) {
    desk.sees("SANDBOX");
    fill_in_a_visit(desk);
    sandbox
        .fault(&json!({"backend": "clinik", "call": "create", "fault": "hang", "when": "after"}))
        .expect("a fault");
    desk.keys("\x13");
    until_hanging(desk, sandbox);
    desk.keys("\x14");
    desk.sees("Location");
    desk.keys("a3f1c2d4-8b7e-4f2a");
    desk.sees("a3f1c2d4-8b7e-4f2a");
}

/// What the next start finds: the booking unknown and not sent again, the other draft as it was.
fn finds_it_unknown(home: &Path, sandbox: &TestSandbox) {
    sandbox
        .fault(&json!({"clear": true}))
        .expect("the sandbox answers");
    let mut again = desk_at(sandbox, home).go();
    again.sees("Unknown");
    again.sees("a3f1c2d4-8b7e-4f2a");
    again.rests();
    assert_eq!(creates(sandbox), 1, "nothing is sent by itself");
    again.terminate();
    again.ends();
    assert_eq!(
        steps(&home.join("desk"), 0)[..3],
        ["prepared", "sending", "unknown"]
    );
    verified(&home.join("desk")).expect("the records are whole");
}

#[test]
fn a_signal_in_mid_request_ends_it_and_the_booking_is_unknown() {
    for (signal, number) in [(Signal::HUP, 1), (Signal::TERM, 15)] {
        let (home, sandbox) = (home(), sandbox());
        let mut desk = desk_at(&sandbox, home.path()).go();
        in_mid_request(&mut desk, &sandbox);
        desk.signal(signal);
        let status = desk.ends_within(AT_ONCE);
        assert_eq!(
            (status.exit_code(), status.signal()),
            (128 + number, None),
            "{signal:?}"
        );
        finds_it_unknown(home.path(), &sandbox);
    }
}

#[test]
fn a_window_closed_in_mid_request_ends_it_and_the_booking_is_unknown() {
    let (home, sandbox) = (home(), sandbox());
    let mut desk = desk_at(&sandbox, home.path()).go();
    in_mid_request(&mut desk, &sandbox);
    desk.hang_up();
    let status = desk.ends_within(AT_ONCE);
    assert_eq!((status.exit_code(), status.signal()), (129, None));
    finds_it_unknown(home.path(), &sandbox);
}

#[test]
fn a_desk_whose_shell_is_killed_is_no_orphan() {
    let (home, sandbox) = (home(), sandbox());
    let script = format!("\"{BOOKDESK}\"; echo left");
    let mut shell = desk_at(&sandbox, home.path())
        .running("/bin/sh")
        .argument("-c")
        .argument(script)
        .go();
    in_mid_request(&mut shell, &sandbox);
    let desk = child_of(shell.pid());
    shell.kill();
    let deadline = Instant::now() + AT_ONCE;
    shell.ends_within(AT_ONCE);
    while !has_ended(desk) {
        assert!(Instant::now() < deadline, "the desk still runs");
        shell.is_quiet_for(Duration::from_millis(5));
    }
    finds_it_unknown(home.path(), &sandbox);
}

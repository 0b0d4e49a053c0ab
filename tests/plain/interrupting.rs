//! A conversation that is interrupted ends at once.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use rustix::process::Signal;

use super::BOOKDESK;
use crate::desk_at_work::{at_home, signal_to};

#[test]
fn a_signal_ends_it_at_once() {
    for (signal, number) in [(Signal::TERM, 15), (Signal::QUIT, 3)] {
        assert_eq!(ended_by(signal), Some(128 + number));
    }
}

/// What a conversation ends with that waits for an answer when the signal comes.
fn ended_by(signal: Signal) -> Option<i32> {
    let home = tempfile::tempdir().expect("a folder");
    let mut desk = Command::new(BOOKDESK)
        .env_clear()
        .envs(at_home(home.path()))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // Held open: it is the signal that ends it.
    let input = desk.stdin.take();
    let mut lines = BufReader::new(desk.stdout.take().expect("its output")).lines();
    assert!(lines.any(|line| line.expect("text").starts_with("Clinic")));
    signal_to(desk.id(), signal);
    let code = desk.wait().expect("it ends").code();
    drop(input);
    code
}

//! The records as the command line checks them, writes them out and forgets someone.

use std::process::{Command, Output, Stdio};

use super::Home;
use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik, at_home};

#[expect(
    clippy::disallowed_methods,
    reason = "the shipped binary is what is tried here"
)]
fn bookdesk(arguments: &[&str], home: &Home) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bookdesk"))
        .args(arguments)
        .env_clear()
        .envs(at_home(&home.path("")))
        .env("BOOKDESK_DATA_DIR", home.path("desk"))
        .stdin(Stdio::null())
        .output()
        .expect("the command runs")
}

fn said(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("text")
}

/// A home in which one visit has been booked.
fn after_a_booking() -> Home {
    let home = Home::empty();
    let data_dir = Some(home.path("desk"));
    let mut desk = DeskAtWork::with_a_visit(headless::Options {
        data_dir,
        ..at_clinik()
    });
    desk.settle().book_at_once();
    desk.closed();
    home
}

#[test]
fn a_trail_is_verified_exported_and_forgets() {
    let home = after_a_booking();
    let whole = bookdesk(&["audit", "verify"], &home);
    assert!(
        said(&whole).starts_with("SANDBOX: whole, 3 lines; the last is "),
        "{whole:?}"
    );
    let csv = bookdesk(&["audit", "export", "--format", "csv"], &home);
    assert_eq!(said(&csv).lines().count(), 4, "{csv:?}");
    assert!(said(&csv).contains(PATIENT));

    let forgot = bookdesk(&["forget", "--patient", PATIENT], &home);
    assert_eq!(forgot.status.code(), Some(0));
    assert!(
        said(&forgot)
            .contains("erased from 3 audit lines, 1 bookings, 1 drafts or recent uses and 0 calls"),
        "{forgot:?}"
    );
    let json = bookdesk(&["audit", "export", "--format", "json"], &home);
    assert_eq!(
        said(&json).lines().count(),
        4,
        "the forgetting has a line of its own"
    );
    assert!(!said(&json).contains(PATIENT), "{json:?}");
    assert_eq!(bookdesk(&["audit", "verify"], &home).status.code(), Some(0));
}

#[test]
fn a_desk_that_has_kept_nothing_yet_says_so() {
    let output = bookdesk(&["audit", "verify"], &Home::empty());
    assert_eq!(output.status.code(), Some(0));
    assert!(
        said(&output).contains("Nothing has been written down"),
        "{output:?}"
    );
}

#[test]
fn a_broken_file_is_said_and_left_where_it_is() {
    let home = Home::empty();
    std::fs::create_dir(home.path("desk")).unwrap();
    std::fs::write(home.path("desk/live.db"), "no database").unwrap();
    let output = bookdesk(&["audit", "verify"], &home);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("live.db is broken"), "{output:?}");
    assert_eq!(
        std::fs::read_to_string(home.path("desk/live.db")).unwrap(),
        "no database"
    );
}

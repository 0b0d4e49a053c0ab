//! The command as scripts meet it: exit codes, and what goes to which stream.

use std::process::{Command, Output, Stdio};

use super::Home;
use crate::desk_at_work::at_home;

#[expect(
    clippy::disallowed_methods,
    reason = "the shipped binary is what is tried here"
)]
fn bookdesk(arguments: &[&str], home: &Home) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bookdesk"))
        .args(arguments)
        .env_clear()
        .envs(at_home(&home.path("")))
        .stdin(Stdio::null())
        .output()
        .expect("the command runs")
}

fn text(stream: &[u8]) -> &str {
    std::str::from_utf8(stream).expect("text")
}

#[test]
fn without_a_terminal_it_asks_in_lines_and_one_line_names_the_other_ways() {
    let output = bookdesk(&["--backend", "aniva"], &Home::empty());
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stdout).contains("Clinic (1 or 2) [Aniva]:"),
        "{}",
        text(&output.stdout)
    );
    let said = text(&output.stderr);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(
        said.contains("`bookdesk demo`") && said.contains("`bookdesk sandbox`"),
        "{said}"
    );
}

#[test]
fn a_wrong_configuration_is_told_on_standard_error_with_exit_2() {
    let output = bookdesk(&["doctor"], &Home::with("backnd = 1\nbackend = 1"));
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout), "");
    assert!(
        text(&output.stderr).contains("config.toml:1:1: unknown key `backnd`"),
        "{:?}",
        output.stderr
    );
}

#[test]
fn a_zone_that_is_none_would_change_what_is_booked_and_stops_the_start() {
    let output = bookdesk(&[], &Home::with("[clinik]\ntimezone = \"Mars/Olympus\"\n"));
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""));
    assert!(
        text(&output.stderr).contains("“Mars/Olympus” is no zone"),
        "{:?}",
        output.stderr
    );
}

#[test]
fn a_wrong_command_line_ends_with_exit_2() {
    let output = bookdesk(&["--key", "sesame"], &Home::empty());
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn doctor_ends_with_0_when_all_is_well() {
    let output = bookdesk(&["doctor"], &Home::empty());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    assert_eq!(text(&output.stderr), "");
}

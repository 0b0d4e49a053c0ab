//! The command as scripts meet it: exit codes, and what goes to which stream.

use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

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

#[test]
fn pages_go_into_a_folder_that_is_there() {
    let home = Home::empty();
    let folder = home.path("nosuch");
    let output = bookdesk(&["man", &folder.display().to_string()], &home);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""));
    let said = text(&output.stderr);
    let expected = format!("bookdesk man: there is no folder {}", folder.display());
    assert!(said.starts_with(&expected), "{said}");
    assert!(!folder.exists());
}

#[test]
fn an_empty_input_is_no_short_pin() {
    let output = bookdesk(&["pin"], &Home::empty());
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""));
    let said = text(&output.stderr);
    assert!(said.contains("standard input is empty"), "{said}");
}

/// What a command answers in JSON, and its exit code.
fn answer(arguments: &[&str], home: &Home) -> (Value, Option<i32>) {
    let output = bookdesk(arguments, home);
    assert_eq!(text(&output.stderr), "");
    let answer = serde_json::from_slice(&output.stdout).expect("one value of JSON");
    (answer, output.status.code())
}

#[test]
fn doctor_tells_programs_what_works() {
    let (answer, code) = answer(&["doctor", "--json"], &Home::empty());
    assert_eq!((&answer["works"], code), (&json!(true), Some(0)));
    assert_eq!(answer["clinics"][0]["backend"], "clinik");
    assert_eq!(answer["clinics"][0]["mode"], "SANDBOX");
    assert_eq!(answer["clinics"][1]["may_book"], json!({"answer": "yes"}));
    assert_eq!(
        (&answer["store"], &answer["configuration"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn doctor_tells_programs_what_does_not_work() {
    let home = Home::with("holidays = \"nosuch.ics\"\n");
    let (answer, code) = answer(&["doctor", "--json"], &home);
    assert_eq!((&answer["works"], code), (&json!(false), Some(1)));
    assert_eq!(answer["mistakes"].as_array().map(Vec::len), Some(1));
    assert!(answer["configuration"].is_string(), "{answer}");
}

#[test]
fn programs_are_told_of_the_key_and_of_the_trail() {
    let home = Home::empty();
    let (shown, code) = answer(&["key", "show", "--json"], &home);
    assert_eq!((&shown["fingerprint"], code), (&Value::Null, Some(1)));
    let made = bookdesk(&["key", "new"], &home);
    let (shown, code) = answer(&["key", "show", "--json"], &home);
    let fingerprint = shown["fingerprint"].as_str().expect("a fingerprint");
    assert!(text(&made.stdout).starts_with(fingerprint));
    assert_eq!(code, Some(0));
    let (trails, code) = answer(&["audit", "verify", "--json"], &home);
    let none = json!({"whole": true, "trails": [], "put_aside": []});
    assert_eq!((trails, code), (none, Some(0)));
    let booking = "book --backend clinik --patient-id pt_abc123 --practitioner-id prac_xyz789 \
                   --start 2099-02-10T10:00:00+01:00 --minutes-duration 30 --yes";
    let booking: Vec<&str> = booking.split_whitespace().collect();
    assert_eq!(bookdesk(&booking, &home).status.code(), Some(0));
    let (trails, code) = answer(&["audit", "verify", "--json"], &home);
    assert_eq!((&trails["whole"], code), (&json!(true), Some(0)));
    let trail = &trails["trails"][0];
    assert_eq!(
        (&trail["mode"], &trail["shared"]),
        (&json!("SANDBOX"), &json!(false))
    );
    assert!(trail["lines"].as_u64() > Some(0), "{trail}");
}

//! Answers that are lost at servers whose searches don't show what they have stored: late, or without its identifier.

use std::fs;
use std::time::Duration;

use headless::Options;
use serde_json::{Value, json};

use super::program::{FhirShell, VISIT, at};
use super::{PRACTITIONER, with_a_visit_shown};
use crate::desk_at_work::{CERTAIN, DeskAtWork, at_fhir, without_pauses};
use crate::shell::Said;

/// As far as the searches of some servers are behind.
const FAR_BEHIND: Duration = Duration::from_secs(120);

/// The state words of the Outbox, in its order.
fn states(desk: &DeskAtWork) -> Vec<String> {
    let state = desk.state();
    let rows = state["outbox"].as_array().into_iter().flatten();
    rows.filter_map(|row| row["state"].as_str().map(str::to_owned))
        .collect()
}

/// What becomes of the next creates.
fn fault(desk: &mut DeskAtWork, mut fault: Value) {
    fault["backend"] = json!("fhir");
    fault["call"] = json!("create");
    desk.fault(&fault);
}

/// Books a visit with a comment, at a server that keeps no identifiers, and the answer is lost.
fn lost_without_identifier(fault_of: &str) -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(at_fhir());
    desk.fill("Practitioner", PRACTITIONER)
        .fill("Comment", "by the side door");
    fault(
        &mut desk,
        json!({"fault": "forget", "members": ["identifier"], "times": 0}),
    );
    fault(&mut desk, json!({"fault": fault_of}));
    desk.book();
    desk
}

#[test]
fn a_booking_that_the_server_keeps_without_its_identifier_is_never_told_not_there() {
    let mut desk = lost_without_identifier("drop-after");
    desk.wait(2 * CERTAIN);
    assert_eq!(states(&desk), ["unknown"], "{}", desk.screen());
    desk.turn_to("outbox").sees("It may be one of these: ");
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn a_booking_that_a_search_may_not_show_yet_is_for_a_person_and_found_when_it_does() {
    let mut desk = DeskAtWork::with_a_visit(Options {
        lag: FAR_BEHIND,
        ..at_fhir()
    });
    desk.fill("Practitioner", PRACTITIONER);
    fault(&mut desk, json!({"fault": "drop-after"}));
    desk.book().wait(2 * CERTAIN);
    assert_eq!(states(&desk), ["unknown"], "{}", desk.screen());
    desk.turn_to("outbox")
        .sees("What FHIR shows may not be everything.");
    desk.wait(60);
    assert_eq!(states(&desk), ["booked"], "{}", desk.screen());
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn a_booking_is_not_there_where_searches_are_known_to_show_what_was_just_booked() {
    let mut desk = with_a_visit_shown();
    desk.press("Alt+1");
    desk.fill_a_visit("10.02.2027 12:00");
    desk.fill("Practitioner", PRACTITIONER).settle();
    fault(&mut desk, json!({"fault": "drop-before"}));
    desk.book().wait(CERTAIN);
    assert_eq!(states(&desk), ["not there"], "{}", desk.screen());
    desk.turn_to("outbox").press("Enter").settle();
    desk.book_at_once();
    assert_eq!(desk.creates().len(), 3, "once each, by a key");
}

#[test]
fn a_booking_is_not_told_not_there_by_searches_of_which_nothing_is_known() {
    let mut desk = DeskAtWork::with_a_visit(at_fhir());
    desk.fill("Practitioner", PRACTITIONER);
    fault(&mut desk, json!({"fault": "drop-before"}));
    desk.book().wait(2 * CERTAIN);
    assert_eq!(states(&desk), ["unknown"], "{}", desk.screen());
}

/// A shell at a server that keeps no identifiers.
fn shell_without_identifiers() -> FhirShell {
    let shell = FhirShell::open();
    let forget = json!({"backend": "fhir", "call": "create", "fault": "forget",
                        "members": ["identifier"], "times": 0});
    shell.0.fault(forget);
    shell
}

/// Runs a command that knows at once that something is not there.
fn impatiently(shell: &FhirShell, line: &str) -> Said {
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    shell.0.run_in(line, |command| {
        at(command, &served.url, served.key);
        without_pauses(&shell.0.home("."), command);
    })
}

#[test]
fn a_command_whose_booking_is_kept_without_its_identifier_ends_unknown() {
    let shell = shell_without_identifiers();
    shell
        .0
        .fault(json!({"backend": "fhir", "call": "create", "fault": "drop-after"}));
    let line = format!("{VISIT} --comment by+the+side+door");
    let told = impatiently(&shell, &format!("{line} --wait 32")).ends_with(6);
    assert_eq!(told.json()["outcome"], "unknown", "{}", told.out);
    let again = impatiently(&shell, &line);
    assert_ne!(again.code, 0, "{}", again.out);
    assert_eq!(shell.changes(), ["POST"], "nothing is sent again");
}

#[test]
fn a_command_whose_booking_never_arrived_says_so_where_searches_show_what_was_just_booked() {
    let shell = FhirShell::open();
    impatiently(&shell, VISIT).ends_with(0);
    shell
        .0
        .fault(json!({"backend": "fhir", "call": "create", "fault": "drop-before"}));
    let line = VISIT.replace("10:00", "12:00");
    let told = impatiently(&shell, &format!("{line} --wait 60")).ends_with(7);
    assert_eq!(told.json()["outcome"], "not there", "{}", told.out);
    impatiently(&shell, &line).ends_with(0);
    assert_eq!(shell.changes(), ["POST", "POST", "POST"]);
}

#[test]
fn a_file_whose_booking_is_kept_without_its_identifier_sends_no_row_again() {
    let shell = shell_without_identifiers();
    let file = shell.0.home("visits.csv");
    let rows = "backend,patientId,practitionerId,start,minutesDuration,comment\n\
                fhir,pt-abc123,ki,10.02.2099 10:00,30,by the side door\n";
    fs::write(&file, rows).expect("a file");
    shell
        .0
        .fault(json!({"backend": "fhir", "call": "create", "fault": "drop-after"}));
    for _ in 0..2 {
        let said = impatiently(&shell, &format!("batch {} --yes", file.display())).ends_with(1);
        assert!(said.out.contains("unknown"), "{}", said.out);
    }
    assert_eq!(shell.changes(), ["POST"], "nothing is sent again");
}

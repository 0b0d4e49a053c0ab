//! A visit of several patients is never changed for all of them without a question that says how many they are; nor does
//! a copy of it leave out a thing unsaid.

use std::fs;

use booking::Personal;
use booking::clinics::FHIR;
use desk::{Command, Msg};
use serde_json::{Value, json};

use super::PRACTITIONER;
use super::practice::{OKONKWO, another_patient, appointment, stored};
use super::program::FhirShell;
use crate::desk_at_work::{DeskAtWork, at_fhir};
use headless::TestSandbox;

/// A visit of three patients with Karin Ivers, stored by another system, which has given it a number.
fn group(sandbox: &TestSandbox, start: &str) -> String {
    let others = [another_patient(sandbox), another_patient(sandbox)];
    let karin = format!("Practitioner/{PRACTITIONER}");
    let actors = ["Patient/pt-abc123", &others[0], &others[1], &karin];
    let mut visit = appointment(start, &actors);
    visit["identifier"] = json!([{"system": "https://billing.example/visit", "value": "B-77"}]);
    stored(sandbox, &visit)
}

/// A desk with that visit in its pane.
fn with_the_group_shown() -> DeskAtWork {
    let mut desk = DeskAtWork::open(at_fhir());
    let id = group(desk.sandbox(), "2027-02-10T09:00:00Z");
    desk.settle()
        .tell(Msg::Do(Command::Open(FHIR, Personal::from(id))))
        .settle();
    desk.turn_to("appointment");
    desk
}

fn changes(desk: &DeskAtWork) -> usize {
    let is_change = |one: &Value| one["method"] == "PATCH" || one["method"] == "PUT";
    desk.requests().into_iter().filter(is_change).count()
}

#[test]
fn a_group_is_cancelled_and_moved_only_after_a_question_that_counts_its_patients() {
    let mut desk = with_the_group_shown();
    desk.press("x").settle();
    desk.sees("3 patients take part in this visit");
    desk.press("Ctrl+S").settle();
    assert_eq!(changes(&desk), 0, "{}", desk.screen());
    let asked = desk.asked();
    assert!(asked.contains("it is cancelled for all of them"), "{asked}");
    desk.press("Esc").settle();
    assert_eq!(changes(&desk), 0);
    desk.press("Ctrl+S").settle().confirm_despite().settle();
    assert_eq!(changes(&desk), 1, "{}", desk.screen());

    let mut desk = with_the_group_shown();
    desk.press("m").settle().types("11.2.2027 10:00").settle();
    desk.press("Ctrl+S").settle();
    let asked = desk.asked();
    assert!(asked.contains("it is moved for all of them"), "{asked}");
    assert_eq!(changes(&desk), 0);
    desk.confirm_despite().settle();
    assert_eq!(changes(&desk), 1, "{}", desk.screen());
}

#[test]
fn a_visit_of_one_patient_is_cancelled_without_that_question() {
    let mut desk = super::with_a_visit_shown();
    desk.press("x").settle().press("Ctrl+S").settle();
    assert_eq!(desk.asked(), "", "{}", desk.screen());
    assert_eq!(changes(&desk), 1);
}

#[test]
fn a_command_changes_a_group_with_yes_and_says_why_it_does_not_without() {
    let shell = FhirShell::open();
    let id = group(&shell.0.sandbox, "2099-02-10T09:00:00Z");
    for line in [
        format!("cancel {id} --reason ill"),
        format!("move {id} --start 12.02.2099+14:15"),
        format!("cancel {id} --reason ill --dry-run"),
    ] {
        let said = shell.run(&line).ends_with(5);
        let said = said.out + &said.err;
        assert!(
            said.contains("3 patients take part in this visit"),
            "{line}: {said}"
        );
    }
    let before = shell.changes();
    shell
        .run(&format!("move {id} --start 12.02.2099+14:15 --yes"))
        .ends_with(0);
    shell
        .run(&format!("cancel {id} --reason ill --yes"))
        .ends_with(0);
    assert_eq!(shell.changes().len(), before.len() + 2);
}

#[test]
fn what_a_copy_for_another_practitioner_leaves_out_is_asked_about() {
    let shell = FhirShell::open();
    let id = group(&shell.0.sandbox, "2099-02-10T09:00:00Z");
    let line = format!("move {id} --practitioner-id {OKONKWO}");
    let said = shell.run(&line).ends_with(5);
    for what in ["https://billing.example/visit B-77", "moved for all"] {
        assert!(said.out.contains(what), "{what}: {}", said.out);
    }
    shell.run(&format!("{line} --yes")).ends_with(0);
}

#[test]
fn a_row_of_a_file_warns_of_a_group() {
    let shell = FhirShell::open();
    let id = group(&shell.0.sandbox, "2099-02-10T09:00:00Z");
    let file = shell.0.home("changes.csv");
    fs::write(&file, format!("backend,action,id\nfhir,cancel,{id}\n")).expect("a file");
    let said = shell.run(&format!("batch {} --dry-run", file.display()));
    assert!(
        said.out.contains("3 patients take part in this visit"),
        "{}",
        said.out
    );
}

#[test]
fn several_appointments_that_are_cancelled_at_once_leave_a_group_to_a_question_of_its_own() {
    let mut desk = DeskAtWork::open(at_fhir());
    group(desk.sandbox(), "2026-11-23T15:00:00Z");
    let alone = ["Patient/pt-abc123", &format!("Practitioner/{OKONKWO}")];
    stored(desk.sandbox(), &appointment("2026-11-23T16:00:00Z", &alone));
    desk.settle().press("Ctrl+D").settle();
    for _ in 0..4 {
        if desk.screen().contains("Mon 23 Nov") {
            break;
        }
        desk.press("Right").settle();
    }
    desk.press("Ctrl+A")
        .press("Enter")
        .settle()
        .press("x")
        .settle();
    desk.sees("asks first").sees("3 patients take part");
    desk.press("Ctrl+S").settle().confirm_despite().settle();
    assert_eq!(
        changes(&desk),
        1,
        "the one that is no group's: {}",
        desk.screen()
    );
}

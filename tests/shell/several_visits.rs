//! Visits to come of one patient are cancelled in one command.

use booking::clinics::CLINIK;
use chrono::{Days, NaiveDate, Utc};
use serde_json::{Value, json};

use super::Shell;
use crate::another_desk::AnotherDesk as _;

/// John Carter.
pub(super) const VISITOR: &str = "pt_shmbj5";

#[expect(
    clippy::disallowed_methods,
    reason = "the shipped binary goes by the clock of the machine"
)]
pub(super) fn today() -> NaiveDate {
    Utc::now().date_naive()
}

/// A shell at a clinic where John Carter has three visits from the day in so many days on, and another patient one.
pub(super) fn with_three(first: u64) -> Shell {
    let today = today();
    let shell = Shell::open_at(&format!("{today}T08:00:00Z"));
    for (patient, ahead) in [
        (VISITOR, first),
        (VISITOR, first + 1),
        (VISITOR, first + 40),
        ("pt_abc123", first + 2),
    ] {
        let day = today + Days::new(ahead);
        let visit = json!({
            "status": "booked", "patientId": patient, "practitionerId": "prac_xyz789",
            "start": format!("{day}T11:00:00.000Z"), "end": format!("{day}T11:30:00.000Z"),
        });
        shell.sandbox.book(CLINIK, &visit).expect("another desk");
    }
    shell
}

#[test]
fn all_visits_of_a_patient_are_cancelled_only_with_consent() {
    let shell = with_three(20);
    let command =
        format!("cancel --patient-id {VISITOR} --backend clinik --all --reason moved+away");
    let said = shell.run(&command).ends_with(5);
    assert_eq!(said.out.lines().count(), 3, "{}", said.out);
    assert_eq!(said.out.matches("would be cancelled: ").count(), 3);
    assert!(said.err.contains("`--yes` cancels them."), "{}", said.err);
    assert!(shell.alterations().is_empty());
    let said = shell.run(&format!("{command} --yes")).ends_with(0);
    assert_eq!(said.out.lines().count(), 3, "{}", said.out);
    let sent = shell.alterations();
    assert_eq!(sent.len(), 3);
    for (_, body, _) in sent {
        assert_eq!(body["status"], "cancelled");
        assert!(body.to_string().contains("moved away"), "{body}");
    }
    let said = shell.run(&format!("{command} --yes")).ends_with(0);
    assert!(said.err.contains("Nothing to cancel"), "{}", said.err);
    assert_eq!(said.out, "");
    let said = shell.run(&format!("{command} --json")).ends_with(0);
    let nothing = json!({"outcome": "clean", "problems": []});
    assert_eq!(
        said.json(),
        nothing,
        "without consent there is nothing, too"
    );
    assert_eq!(shell.alterations().len(), 3, "none is cancelled twice");
}

#[test]
fn practitioners_are_named_in_a_list() {
    let shell = with_three(20);
    let command = format!("cancel --patient-id {VISITOR} --backend clinik --all");
    let died = format!("died --patient-id {VISITOR}");
    for list in [&command, &died] {
        let said = shell.run(list).ends_with(5);
        assert_eq!(said.out.matches("Karin Ivers").count(), 3, "{}", said.out);
    }
    shell.run(&format!("{command} --yes")).ends_with(0);
    let said = shell.run("undo").ends_with(5);
    assert!(said.out.matches("Karin Ivers").count() >= 3, "{}", said.out);
    assert!(!said.out.contains("prac_"), "{}", said.out);
}

#[test]
fn an_empty_text_names_no_days_and_cancels_nothing() {
    let shell = with_three(20);
    for on in ["--on=", "--on=+"] {
        let command = format!("cancel --patient-id {VISITOR} --backend clinik {on} --yes");
        let said = shell.run(&command).ends_with(2);
        assert!(said.err.contains("no day is named"), "{}", said.err);
    }
    // These words limit the hours, or nothing at all.
    for on in ["now", "first", "morning", ">10:00"] {
        let command = format!("cancel --patient-id {VISITOR} --backend clinik --on {on} --yes");
        let said = shell.run(&command).ends_with(2);
        let says = format!("{}{}", said.out, said.err);
        assert!(says.contains("names no days"), "{says}");
    }
    assert!(shell.alterations().is_empty());
}

#[test]
fn those_of_the_named_days_alone_are_cancelled_and_a_program_reads_each() {
    let shell = with_three(20);
    let last = today() + Days::new(60);
    let days = format!("{}-{}", last.format("%d.%m.%Y"), last.format("%d.%m.%Y"));
    let command =
        format!("cancel --patient-id {VISITOR} --backend clinik --on {days} --yes --json");
    let said = shell.run(&command).ends_with(0);
    let told: Vec<Value> = said
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object"))
        .collect();
    assert_eq!(told.len(), 1, "{}", said.out);
    assert_eq!(told[0]["outcome"], "cancelled");
    assert!(
        told[0]["id"]
            .as_str()
            .is_some_and(|id| id.starts_with("appt_"))
    );
    assert_eq!(shell.alterations().len(), 1);
}

#[test]
fn where_one_is_refused_the_others_are_cancelled_all_the_same() {
    let shell = with_three(20);
    shell.fault(json!({
        "backend": "clinik", "call": "patch", "fault": "status", "code": 403, "times": 1
    }));
    let command = format!("cancel --patient-id {VISITOR} --backend clinik --all --yes");
    let said = shell.run(&command).ends_with(1);
    assert_eq!(said.out.lines().count(), 3, "{}", said.out);
    let said = shell.run(&command).ends_with(0);
    assert_eq!(said.out.lines().count(), 1, "{}", said.out);
}

#[test]
fn a_command_without_days_or_with_an_unknown_patient_sends_nothing() {
    let shell = with_three(20);
    shell
        .run(&format!(
            "cancel --patient-id {VISITOR} --backend clinik --yes"
        ))
        .ends_with(2);
    shell
        .run("cancel --patient-id pt_nobody1 --backend clinik --all --yes")
        .ends_with(2);
    shell
        .run(&format!(
            "cancel --patient-id {VISITOR} --backend clinik --on smarch --yes"
        ))
        .ends_with(2);
    assert!(shell.alterations().is_empty());
}

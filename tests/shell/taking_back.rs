//! The last change is taken back in one command.

use std::process::Stdio;

use booking::clinics::CLINIK;
use serde_json::json;

use super::Shell;
use super::altering::id_of;
use super::several_visits::{VISITOR, with_three};
use crate::another_desk::AnotherDesk as _;

/// A shell that has cancelled three visits by one command, and the number of requests for that.
fn with_three_cancelled() -> (Shell, usize) {
    let shell = with_three(20);
    shell
        .run(&format!(
            "cancel --patient-id {VISITOR} --backend clinik --all --yes"
        ))
        .ends_with(0);
    let cancelled = shell.alterations().len();
    (shell, cancelled)
}

#[test]
fn a_booking_is_called_off_only_with_consent() {
    let shell = Shell::open();
    let id = shell.with_a_visit();
    let said = shell.run("undo").ends_with(5);
    let says = format!("{}{}", said.out, said.err);
    assert!(says.contains("This takes back what was done at"), "{says}");
    assert!(says.contains("`--yes` takes it back"), "{says}");
    assert!(shell.alterations().is_empty());
    shell.run("undo --yes").ends_with(0);
    let [(_, body, _)] = &shell.alterations()[..] else {
        panic!("not one change");
    };
    assert_eq!(body["status"], "cancelled");
    shell
        .run(&format!("undo --backend clinik {id} --yes"))
        .ends_with(0);
    assert_eq!(shell.alterations()[1].1["status"], "booked");
}

#[test]
fn a_draw_that_nobody_has_altered_is_not_said_to_be_altered() {
    let shell = Shell::open();
    let id = shell.with_a_draw();
    for command in ["undo".to_owned(), format!("undo --backend aniva {id}")] {
        let said = shell.run(&command).ends_with(5);
        let says = format!("{}{}", said.out, said.err);
        assert!(!says.contains("altered"), "{says}");
    }
    shell.run("undo --yes").ends_with(0);
}

#[test]
fn a_move_goes_back_also_by_the_id_and_in_a_later_run() {
    let shell = Shell::open();
    let id = shell.with_a_visit();
    shell
        .run(&format!("move {id} 11.2.2099 14:15 --yes"))
        .ends_with(0);
    let said = shell.run(&format!("undo {id} --yes --json"));
    assert_eq!(id_of(&said.ends_with(0)), id);
    assert_eq!(
        shell.alterations()[1].1["start"],
        "2099-02-10T09:00:00.000Z"
    );
}

#[test]
fn a_visit_does_not_go_back_to_a_time_that_somebody_else_has_by_now() {
    let shell = Shell::open();
    let id = shell.with_a_visit();
    shell
        .run(&format!("move {id} 11.2.2099 14:15 --yes"))
        .ends_with(0);
    let taken = json!({
        "status": "booked", "patientId": VISITOR, "practitionerId": "prac_xyz789",
        "start": "2099-02-10T09:00:00.000Z", "end": "2099-02-10T09:30:00.000Z",
    });
    shell.sandbox.book(CLINIK, &taken).expect("another desk");
    let sent = shell.alterations().len();
    for consent in ["", " --yes"] {
        let said = shell.run(&format!("undo {id}{consent}")).ends_with(5);
        let says = format!("{}{}", said.out, said.err);
        assert!(says.contains("Karin Ivers already has"), "{says}");
    }
    assert_eq!(shell.alterations().len(), sent);
}

#[test]
fn where_nothing_was_done_nothing_is_taken_back() {
    let shell = Shell::open();
    let said = shell.run("undo --yes").ends_with(2);
    assert_eq!(
        said.out.trim(),
        "SANDBOX: Nothing was changed at this desk today."
    );
}

#[test]
fn what_was_cancelled_in_one_command_is_taken_back_in_one() {
    let (shell, cancelled) = with_three_cancelled();
    let said = shell.run("undo").ends_with(5);
    assert!(said.err.contains("3 changes"), "{}", said.err);
    assert!(said.err.contains("`--yes` takes it back"), "{}", said.err);
    assert_eq!(said.out.lines().count(), 3, "{}", said.out);
    assert_eq!(shell.alterations().len(), cancelled);
    let said = shell.run("undo --yes").ends_with(0);
    assert_eq!(said.out.lines().count(), 3, "{}", said.out);
    for (_, body, _) in &shell.alterations()[cancelled..] {
        assert_eq!(body["status"], "booked");
    }
    let said = shell.run("undo").ends_with(5);
    assert!(said.err.contains("3 changes"), "{}", said.err);
}

#[test]
fn a_dry_run_of_a_list_ends_well_if_all_can_be_taken_back() {
    let (shell, cancelled) = with_three_cancelled();
    for consent in ["", " --yes"] {
        let said = shell.run(&format!("undo --dry-run{consent} --json"));
        let said = said.ends_with(0);
        assert_eq!(
            said.out.matches(r#""outcome":"clean""#).count(),
            3,
            "{}",
            said.out
        );
    }
    assert_eq!(shell.alterations().len(), cancelled);
    let taken = json!({
        "status": "booked", "patientId": "pt_32ut2e", "practitionerId": "prac_xyz789",
        "start": shell.sandbox.appointments(CLINIK, &[("patientId", VISITOR)]).expect("a search")[0]["start"],
        "minutesDuration": 30,
    });
    shell.sandbox.book(CLINIK, &taken).expect("another desk");
    let said = shell.run("undo --dry-run --json").ends_with(1);
    assert_eq!(
        said.out.matches(r#""outcome":"clean""#).count(),
        2,
        "{}",
        said.out
    );
    assert_eq!(
        said.out.matches(r#""outcome":"conflict""#).count(),
        1,
        "{}",
        said.out
    );
    // Without consent, a row that can't be taken back is no question.
    let said = shell.run("undo --json").ends_with(5);
    assert_eq!(
        said.out.matches(r#""outcome":"warning""#).count(),
        2,
        "{}",
        said.out
    );
    assert_eq!(
        said.out.matches(r#""outcome":"conflict""#).count(),
        1,
        "{}",
        said.out
    );
}

#[test]
fn where_one_of_a_list_is_refused_the_others_are_taken_back_all_the_same() {
    let (shell, cancelled) = with_three_cancelled();
    shell.fault(json!({
        "backend": "clinik", "call": "patch", "fault": "status", "code": 403, "times": 1
    }));
    let said = shell.run("undo --yes").ends_with(1);
    assert_eq!(said.out.lines().count(), 3, "{}", said.out);
    let restored = &shell.alterations()[cancelled..];
    assert_eq!(restored.len(), 3);
    // The next one goes on with what is left, and takes nothing of this one back.
    let said = shell.run("undo").ends_with(5);
    assert!(!said.err.contains("changes"), "{}", said.err);
    shell.run("undo --yes").ends_with(0);
    let rest = &shell.alterations()[cancelled + 3..];
    assert_eq!(rest.len(), 1, "{rest:?}");
    assert_eq!(rest[0].1["status"], "booked");
    assert_eq!(rest[0].0, restored[0].0, "the one that was refused");
    // Once all is taken back, that is what is taken back next.
    shell.run("undo --yes").ends_with(0);
    let again = &shell.alterations()[cancelled + 4..];
    assert_eq!(again.len(), 1, "{again:?}");
    assert_eq!(again[0].1["status"], "cancelled");
}

#[test]
fn an_undo_that_was_killed_goes_on_with_the_rest() {
    let (shell, cancelled) = with_three_cancelled();
    shell.fault(json!({
        "backend": "clinik", "call": "patch", "fault": "slow", "ms": 1000, "times": 0
    }));
    let mut undo = shell.command(&["undo", "--yes"]);
    let mut killed = undo.stdout(Stdio::null()).spawn().expect("it starts");
    // The first one is answered, and the second one is on its way.
    while shell.alterations().len() < cancelled + 2 {
        assert!(killed.try_wait().expect("a process").is_none());
    }
    killed.kill().expect("it is there");
    killed.wait().expect("it ends");
    shell.fault(json!({"clear": true}));
    shell.run("undo --yes");
    let sent = shell.alterations();
    assert!(sent.len() > cancelled + 2, "{sent:?}");
    for (_, body, _) in &sent[cancelled..] {
        assert_eq!(body["status"], "booked");
    }
    let his = shell
        .sandbox
        .appointments(CLINIK, &[("patientId", VISITOR)])
        .expect("a search");
    // What was on its way when it was killed is looked up first.
    let booked = his.iter().filter(|visit| visit["status"] == "booked");
    assert!(booked.count() >= 2, "{his:?}");
}

#[test]
fn a_time_of_a_list_that_somebody_has_taken_since_is_left_to_them() {
    let (shell, cancelled) = with_three_cancelled();
    let his = shell
        .sandbox
        .appointments(CLINIK, &[("patientId", VISITOR)])
        .expect("a search");
    let start = his[0]["start"].as_str().expect("a start");
    let toms = json!({
        "status": "booked", "patientId": "pt_32ut2e", "practitionerId": "prac_xyz789",
        "start": start, "minutesDuration": 30,
    });
    shell.sandbox.book(CLINIK, &toms).expect("another desk");
    let said = shell.run("undo --yes").ends_with(1);
    assert!(said.out.contains("Karin Ivers already has"), "{}", said.out);
    assert_eq!(shell.alterations().len(), cancelled + 2, "{}", said.out);
}

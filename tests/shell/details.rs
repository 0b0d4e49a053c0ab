//! What an appointment is about is changed by a command.

use serde_json::{Value, json};

use super::Shell;

#[test]
fn details_are_changed_in_one_request_and_a_second_run_has_nothing_to_change() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let change = format!("change --backend clinik --id {id} --reason-code knee --priority 7");
        let rehearsed = shell.run(&format!("{change} --dry-run"));
        rehearsed.ends_with(0);
        assert!(shell.alterations().is_empty(), "a rehearsal sends nothing");
        let said = shell.run(&format!("{change} --json")).ends_with(0).json();
        assert_eq!(said["outcome"], "changed");
        assert!(
            said["appointment"]["reasonCode"]
                .to_string()
                .contains("knee")
        );
        let bodies: Vec<Value> = shell
            .alterations()
            .into_iter()
            .map(|(_, body, _)| body)
            .collect();
        // Both clinics' requests are told in the words of the form.
        let expected = json!({"priority": 7, "reasonCode": "knee"});
        assert_eq!(bodies, [expected]);
        let again = shell.run(&change).ends_with(2);
        assert!(again.out.contains("nothing would change"), "{}", again.out);
        assert_eq!(shell.alterations().len(), 1);
    }
}

#[test]
fn what_a_change_does_not_take_is_refused_before_anything_is_read() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let said = shell
            .run(&format!("change --backend clinik --id {id}"))
            .ends_with(2);
        assert!(said.err.contains("nothing to change"), "{}", said.err);
        let said = shell
            .run(&format!("change --backend clinik --id {id} --priority 11"))
            .ends_with(2);
        assert!(said.err.contains("Priority"), "{}", said.err);
        assert!(shell.alterations().is_empty());
    }
}

#[test]
fn a_lost_answer_is_looked_up_and_the_change_is_not_sent_again() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        shell.fault(json!({"backend": "clinik", "call": "patch", "fault": "drop-after"}));
        let said = shell
            .run(&format!(
                "change --backend clinik --id {id} --reason-code knee --json"
            ))
            .ends_with(0)
            .json();
        assert!(
            said["appointment"]["reasonCode"]
                .to_string()
                .contains("knee")
        );
        assert_eq!(shell.alterations().len(), 1);
    }
}

#[test]
fn a_length_is_changed_with_its_time_in_one_request() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let said = shell
            .run(&format!(
                "change --backend clinik --id {id} --minutes-duration 45 --priority 7 --json"
            ))
            .ends_with(0)
            .json();
        assert_eq!(said["outcome"], "changed");
        let altered = shell.alterations();
        assert_eq!(altered.len(), 1);
        let body = &altered[0].1;
        assert_eq!(body["minutesDuration"], 45);
        assert_eq!(body["priority"], 7);
        assert!(body["start"].to_string().contains("2099-02-10T09:00:00"));
        assert!(body["end"].to_string().contains("2099-02-10T09:45:00"));
        let again = shell
            .run(&format!(
                "change --backend clinik --id {id} --minutes-duration 45"
            ))
            .ends_with(2);
        assert!(again.out.contains("nothing would change"), "{}", again.out);
    }
}

#[test]
fn a_length_that_runs_into_the_next_visit_needs_a_yes() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let next = "book --backend clinik --patient-id 041268c --practitioner-id ki --start 2099-02-10+10:30 --minutes-duration 30 --yes";
        shell.run(next).ends_with(0);
        let longer = format!("change --backend clinik --id {id} --minutes-duration 45");
        shell.run(&longer).ends_with(5);
        assert!(shell.alterations().is_empty());
        shell.run(&format!("{longer} --yes")).ends_with(0);
        assert_eq!(shell.alterations().len(), 1);
    }
}

#[test]
fn another_patient_gets_the_visit_and_the_wrong_ones_is_cancelled() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let change = format!("change --backend clinik --id {id} --patient-id 041268c");
        let rehearsed = shell.run(&format!("{change} --dry-run"));
        rehearsed.ends_with(0);
        assert_eq!((shell.creates().len(), shell.alterations().len()), (1, 0));
        let said = shell.run(&format!("{change} --json")).ends_with(0).json();
        assert_eq!(said["outcome"], "changed");
        assert_ne!(said["appointment"]["id"], id.as_str());
        let creates = shell.creates();
        assert_eq!(creates.len(), 2);
        assert_ne!(
            creates[1]["body"]["patientId"],
            creates[0]["body"]["patientId"]
        );
        assert_eq!(creates[1]["body"]["start"], creates[0]["body"]["start"]);
        let altered = shell.alterations();
        assert_eq!(altered.len(), 1);
        assert_eq!(altered[0].1["status"], "cancelled");
        let same = format!("change --backend clinik --id {id} --patient-id pt_abc123");
        shell.run(&same).ends_with(3);
    }
}

#[test]
fn other_details_go_into_the_visit_that_another_patient_gets() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let change = format!(
            "change --backend clinik --id {id} --patient-id 041268c --reason-code knee --minutes-duration 20"
        );
        shell.run(&change).ends_with(0);
        let creates = shell.creates();
        let new = &creates[1]["body"];
        assert!(new["reasonCode"].to_string().contains("knee"), "{new}");
        assert_eq!(new["minutesDuration"], 20);
        assert!(new["end"].to_string().contains("2099-02-10T09:20:00"));
        let altered = shell.alterations();
        assert_eq!(altered.len(), 1, "{altered:?}");
        assert_eq!(altered[0].1["status"], "cancelled");
    }
}

#[test]
fn a_cancellation_that_is_not_made_is_incomplete_and_the_next_run_finishes_it() {
    let shell = Shell::open();
    let id = shell.with_a_visit();
    shell.fault(
        json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403, "times": 2}),
    );
    let change = format!("change --backend clinik --id {id} --patient-id 041268c");
    let said = shell.run(&format!("{change} --json")).ends_with(6).json();
    assert_eq!(said["outcome"], "incomplete");
    let what = said["problems"][0]["what"].to_string();
    assert!(what.contains("was booked for the right patient"), "{what}");
    shell.fault(json!({"clear": true}));
    let said = shell.run(&format!("{change} --json")).ends_with(0).json();
    assert_eq!(said["outcome"], "changed");
    assert_eq!(shell.creates().len(), 2, "it does not begin anew");
    assert_eq!(
        shell.alterations().last().expect("a call").1["cancelationReason"],
        "wrong patient"
    );
}

#[test]
fn a_lost_booking_for_another_patient_is_looked_up_before_the_wrong_ones_is_cancelled() {
    let shell = Shell::open();
    let id = shell.with_a_visit();
    shell.fault(json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
    let change = format!("change --backend clinik --id {id} --patient-id 041268c --json");
    let said = shell.run(&change).ends_with(0).json();
    assert_eq!(said["outcome"], "changed");
    assert_eq!((shell.creates().len(), shell.alterations().len()), (2, 1));
}

#[test]
fn the_old_visit_stays_if_the_new_one_is_cancelled_before_the_second_step() {
    for (verb, flags) in [
        ("change", "--patient-id 041268c"),
        ("move", "--practitioner-id om"),
    ] {
        for shell in Shell::for_visits() {
            let id = shell.with_a_visit();
            shell.fault(
                json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403, "times": 0}),
            );
            let change = format!("{verb} --backend clinik --id {id} {flags} --yes");
            let said = shell.run(&format!("{change} --json")).ends_with(6).json();
            let new = said["appointment"]["id"]
                .as_str()
                .expect("an id")
                .to_owned();
            shell.fault(json!({"clear": true}));
            let elsewhere = shell.home("elsewhere");
            shell
                .run_in(
                    &format!("cancel --backend clinik --id {new} --yes"),
                    |command| {
                        command.env("BOOKDESK_DATA_DIR", elsewhere);
                    },
                )
                .ends_with(0);
            let sent = (shell.creates().len(), shell.alterations().len());
            for _ in 0..2 {
                let said = shell.run(&format!("{change} --json")).ends_with(6).json();
                let what = said["problems"][0]["what"].to_string();
                assert!(what.contains("has been cancelled"), "{said}");
                assert_eq!((shell.creates().len(), shell.alterations().len()), sent);
            }
            // Whoever wants the old one cancelled says so.
            shell
                .run(&format!(
                    "cancel --backend clinik --id {id} --reason she+rang"
                ))
                .ends_with(0);
            let last = shell.alterations().pop().expect("a call").1;
            assert!(
                last["cancelationReason"].to_string().contains("she rang"),
                "{last}"
            );
        }
    }
}

#[test]
fn details_that_are_made_in_part_are_incomplete_and_named() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        for call in ["patch", "read"] {
            shell.fault(json!({
                "backend": "clinik", "call": call, "fault": "contradict", "members": {"priority": 5}, "times": 0,
            }));
        }
        let change = format!("change --backend clinik --id {id} --reason-code knee --priority 7");
        let said = shell.run(&format!("{change} --json")).ends_with(6).json();
        assert_eq!(said["outcome"], "incomplete", "{said}");
        assert_eq!(said["appointment"]["id"], id.as_str());
        let what = said["problems"][0]["what"].to_string();
        assert!(what.contains("Not as asked: Priority."), "{said}");
        assert_eq!(shell.alterations().len(), 1, "it is sent once");
        shell.fault(json!({"clear": true}));
    }
}

#[test]
fn the_right_patients_warning_note_wants_a_yes() {
    let shell = Shell::open();
    let id = shell.with_a_visit();
    shell
        .run("note --backend clinik 041268c !owes+a+visit")
        .ends_with(0);
    let change = format!("change --backend clinik --id {id} --patient-id 041268c");
    let said = shell.run(&change).ends_with(5);
    assert!(
        said.out.contains("Note about this patient: owes a visit"),
        "{}",
        said.out
    );
    assert_eq!((shell.creates().len(), shell.alterations().len()), (1, 0));
    shell.run(&format!("{change} --yes")).ends_with(0);
    assert_eq!((shell.creates().len(), shell.alterations().len()), (2, 1));
}

#[test]
fn a_visit_in_the_past_wants_a_yes_before_the_right_patient_has_it() {
    for shell in Shell::for_visits() {
        let past = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2020-02-10+10:00 --minutes-duration 30 --yes --json";
        let told = shell.run(past).ends_with(0).json();
        let id = told["appointment"]["id"]
            .as_str()
            .expect("an id")
            .to_owned();
        let change = format!("change --backend clinik --id {id} --patient-id 041268c");
        let said = shell.run(&change).ends_with(5);
        assert!(said.out.contains("would be in the past"), "{}", said.out);
        assert_eq!((shell.creates().len(), shell.alterations().len()), (1, 0));
        shell.run(&format!("{change} --yes")).ends_with(0);
        assert_eq!((shell.creates().len(), shell.alterations().len()), (2, 1));
    }
}

/// A published slot is free again only once the visit no longer meets it.
#[test]
fn a_shorter_visit_keeps_the_slot_in_which_it_begins() {
    let shell = Shell::open();
    let visit = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki \
                 --start 2027-03-09T07:00:00Z --minutes-duration 30 --yes --json";
    let booked = shell.run(visit).ends_with(0).json();
    let id = booked["appointment"]["id"].as_str().expect("an id");
    let marks = || -> Vec<Value> {
        let patches = shell.requests().filter(|request| {
            let path = request["path"].as_str().unwrap_or_default();
            request["method"] == "PATCH" && path.starts_with("/v1/slots/")
        });
        patches
            .map(|request| request["body"]["status"].clone())
            .collect()
    };
    assert_eq!(marks(), ["busy"]);
    shell
        .run(&format!(
            "change --backend clinik --id {id} --minutes-duration 20 --yes"
        ))
        .ends_with(0);
    assert_eq!(marks(), ["busy"], "20 minutes of it are taken");
    shell
        .run(&format!("cancel --backend clinik --id {id}"))
        .ends_with(0);
    assert_eq!(marks(), ["busy", "free"]);
}

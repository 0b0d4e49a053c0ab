//! A clinic says yes, and its answer shows something else: a command says what the clinic has, not what it was asked for.

use serde_json::{Value, json};

use super::Shell;

const VISIT: &str = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-10T10:00:00Z --minutes-duration 30";

impl Shell {
    /// Has answers to these calls show other members, until that is cleared.
    fn contradicted(&self, call: &str, members: &Value) -> &Shell {
        self.fault(json!({
            "backend": "clinik", "call": call, "fault": "contradict", "members": members, "times": 0,
        }))
    }
}

#[test]
fn a_change_that_is_confirmed_and_not_made_is_told_as_not_made() {
    let booked = json!({"status": "booked"});
    let old_time = json!({"start": "2099-02-10T09:00:00Z", "end": "2099-02-10T09:30:00Z"});
    for (line, members) in [
        ("cancel --backend clinik --id ID", &booked),
        (
            "move --backend clinik --id ID --start 2099-02-11+10:00",
            &old_time,
        ),
        (
            "status --backend clinik --id ID --to arrived --yes",
            &booked,
        ),
    ] {
        for shell in Shell::for_visits() {
            let id = shell.with_a_visit();
            let line = format!("{} --json", line.replace("ID", &id));
            shell
                .contradicted("patch", members)
                .contradicted("read", members);
            let told = shell.run(&line).ends_with(7).json();
            assert_eq!(told["outcome"], "not there", "{line}: {told}");
            assert_eq!(shell.alterations().len(), 1, "once");
            shell.fault(json!({"clear": true}));
        }
        // It is looked up once, and then told as it is.
        for shell in Shell::for_visits() {
            let id = shell.with_a_visit();
            let line = format!("{} --json", line.replace("ID", &id));
            shell.contradicted("patch", members);
            let told = shell.run(&line).ends_with(0).json();
            assert!(
                ["cancelled", "moved", "changed"]
                    .iter()
                    .any(|word| told["outcome"] == *word),
                "{told}"
            );
            shell.fault(json!({"clear": true}));
        }
    }
}

#[test]
fn a_booking_with_somebody_else_is_told_with_whom_it_is() {
    let shell = Shell::open();
    let oksana = json!({"practitionerId": "prac_b2f6ky"});
    shell
        .contradicted("create", &oksana)
        .contradicted("read", &oksana);
    let said = shell.run(VISIT).ends_with(0);
    assert!(
        said.out.contains("(Maria Schmidt, Oksana Melnyk)"),
        "{}",
        said.out
    );
    assert!(
        said.err
            .contains("The answer names Oksana Melnyk, the booking was with Karin Ivers."),
        "{}",
        said.err
    );
}

#[test]
fn without_a_look_it_is_unknown_why() {
    for shell in Shell::for_visits() {
        shell.contradicted("create", &json!({"start": "2099-02-10T15:00:00.000Z"}));
        let said = shell.run(&format!("{VISIT} --wait 0")).ends_with(6);
        assert!(
            said.out
                .contains("said yes, but its answer shows another time. It may be booked."),
            "{}",
            said.out
        );
        shell.fault(json!({"clear": true}));
    }
}

#[test]
fn two_steps_end_where_the_clinic_stands() {
    let shell = Shell::open();
    let id = shell.with_a_visit();
    let line = format!("move --backend clinik --id {id} --practitioner-id om --json --wait 5");
    let karin = json!({"practitionerId": "prac_xyz789"});
    shell
        .contradicted("create", &karin)
        .contradicted("read", &karin);
    let told = shell.run(&line).ends_with(6).json();
    assert_eq!(told["outcome"], "unknown", "{told}");
    assert!(shell.alterations().is_empty(), "the old one still stands");

    let shell = Shell::open();
    let id = shell.with_a_visit();
    let line = format!("move --backend clinik --id {id} --practitioner-id om --json --wait 5");
    let booked = json!({"status": "booked"});
    shell
        .contradicted("patch", &booked)
        .contradicted("read", &booked);
    let told = shell.run(&line).ends_with(6).json();
    assert_eq!(told["outcome"], "incomplete", "{told}");
}

#[test]
fn whom_the_answer_leaves_out_is_told_from_the_booking() {
    for shell in Shell::for_visits() {
        let nobody = json!({"patientId": null, "practitionerId": null, "participant": null});
        shell.contradicted("create", &nobody);
        let said = shell.run(VISIT).ends_with(0);
        assert!(
            said.out.contains("(Maria Schmidt, Karin Ivers)"),
            "{}{}",
            said.out,
            said.err
        );
        shell.fault(json!({"clear": true}));
    }
    let shell = Shell::open();
    let id = shell.with_a_visit();
    shell.contradicted(
        "create",
        &json!({"patientId": null, "practitionerId": null}),
    );
    let said = shell
        .run(&format!(
            "move --backend clinik --id {id} --practitioner-id om --yes"
        ))
        .ends_with(0);
    assert!(
        said.out.contains("(Maria Schmidt, Oksana Melnyk)"),
        "{}{}",
        said.out,
        said.err
    );
}

//! The note of the desks about a patient, from a shell.

use serde_json::{Value, json};

use super::Shell;
use super::losing::VISIT;
use crate::desk_at_work::PATIENT;

/// The patient, as a command names them.
const MARIA: &str = "--backend clinik pt_abc123";

#[test]
fn a_note_is_written_shown_and_taken_away_and_no_clinic_has_it() {
    let shell = Shell::open();
    let none = shell.run(&format!("note {MARIA}")).ends_with(0);
    assert!(
        none.out.starts_with("There is no note about Maria Schmidt"),
        "{}",
        none.out
    );
    let noted = shell
        .run("note --backend clinik maria+schmidt wheelchair,+ring+twice")
        .ends_with(0);
    assert_eq!(noted.out, "SANDBOX: Noted; every desk sees it.\n");
    let shown = shell.run(&format!("note {MARIA}")).ends_with(0);
    assert_eq!(shown.out, "wheelchair, ring twice\n");
    let told = shell
        .run(&format!("note {MARIA} --json"))
        .ends_with(0)
        .json();
    let expected = json!({
        "outcome": "shown", "backend": "clinik", "patient": PATIENT, "note": "wheelchair, ring twice", "warns": false,
    });
    assert_eq!(told, expected);
    // An argument is what it is called, even if it reads as a line.
    shell
        .run(&format!("note {MARIA} neumann+ki+f"))
        .ends_with(0);
    let gone = shell.run(&format!("note {MARIA} + --json")).ends_with(0);
    assert_eq!(gone.json()["outcome"], "removed");
    assert_eq!(gone.json()["note"], Value::Null);
    let is_change = |request: &Value| request["method"] != "GET";
    assert_eq!(shell.requests().filter(is_change).count(), 0);
}

#[test]
fn a_warning_wants_yes_before_a_booking() {
    let shell = Shell::open();
    shell
        .run(&format!("note {MARIA} !owes+a+visit"))
        .ends_with(0);
    let said = shell.run(VISIT).ends_with(5);
    assert!(
        said.out.contains("Note about this patient: owes a visit"),
        "{}",
        said.out
    );
    assert_eq!(shell.creates().len(), 0);
    shell.run(&format!("{VISIT} --yes")).ends_with(0);
    assert_eq!(shell.creates().len(), 1);
}

#[test]
fn nobody_and_too_much_is_refused() {
    let shell = Shell::open();
    let nobody = shell.run("note xyzzy deaf").ends_with(2);
    assert!(nobody.out.contains("xyzzy"), "{}", nobody.out);
    let long = "x".repeat(121);
    let said = shell.run(&format!("note {MARIA} {long}")).ends_with(2);
    assert!(said.out.contains("120 characters"), "{}", said.out);
    let said = shell
        .run("note --backend clinik maria deaf --json")
        .ends_with(2);
    assert_eq!(said.json()["outcome"], "invalid", "there are several");
}

/// Where a list that may have the patient could not be read, it is not said that nobody has the name.
#[test]
fn a_patient_whose_list_can_not_be_read_is_not_said_to_be_unknown() {
    for (fault, code) in [
        (json!({"fault": "status", "code": 403}), 4),
        (json!({"fault": "drop-before"}), 7),
    ] {
        let shell = Shell::open();
        let mut order = json!({"backend": "clinik", "call": "search", "times": 0});
        let members = order.as_object_mut().expect("an object");
        members.extend(fault.as_object().cloned().expect("an object"));
        shell.fault(order);
        for command in [
            "note pt_abc123 deaf",
            "note maria+schmidt deaf",
            "call-back pt_abc123 results",
        ] {
            let said = shell.run(command).ends_with(code);
            assert!(!said.out.contains("Nobody"), "{command}: {}", said.out);
            assert!(said.out.contains("ClinikAPI"), "{command}: {}", said.out);
        }
        // Another clinic has no such id.
        shell.fault(json!({"clear": true}));
        shell.fault(json!({"backend": "aniva", "call": "search", "fault": "status", "code": 403, "times": 0}));
        shell.run("note pt_abc123 deaf").ends_with(0);
    }
}

#[test]
fn who_is_to_be_called_back_is_put_on_the_list_in_plain_mode_and_printed() {
    let shell = Shell::open();
    let said = shell.pipe("\n220385s ? results of Monday\ny\n", "--plain");
    assert!(said.out.contains("is on the call list."), "{}", said.out);
    let calls = "calls --on 10.2.2099 --backend clinik";
    let told = shell.run(&format!("{calls} --json")).ends_with(0).json();
    assert_eq!(told[0]["about"], "results of Monday", "{told}");
    assert_eq!(told[0]["start"], Value::Null);
    let unnamed = shell.run(&format!("{calls} --names no")).ends_with(0);
    assert!(!unnamed.out.contains("results"), "{}", unnamed.out);
    let is_change = |request: &Value| request["method"] != "GET";
    assert_eq!(shell.requests().filter(is_change).count(), 0);
}

#[test]
fn whom_somebody_else_has_put_on_the_call_list_is_asked_about_in_plain_mode_and_joined_by_a_command()
 {
    let shell = Shell::open();
    let wanted = |words: &str| format!("call-back {MARIA} {words}");
    shell.run(&wanted("results")).ends_with(0);
    let said = shell.pipe("\n220385s ? bill\ny\nn\n", "--plain");
    assert!(
        said.out.contains("is on the call list already: results"),
        "{}",
        said.out
    );
    let about = |shell: &Shell| {
        let listed = shell.run("calls --json").json();
        let calls = listed.as_array().expect("calls").iter();
        let about = calls.filter_map(|call| Some(call["about"].as_str()?.to_owned()));
        about.collect::<Vec<_>>()
    };
    assert_eq!(about(&shell), ["results"]);
    let said = shell.pipe("\n220385s ? bill\ny\ny\n", "--plain");
    assert!(said.out.contains("is on the call list."), "{}", said.out);
    assert_eq!(about(&shell), ["results; bill"]);
    let said = shell.run(&wanted("prescription")).ends_with(0);
    assert!(said.out.contains("is on the call list."), "{}", said.out);
    assert_eq!(about(&shell), ["results; bill; prescription"]);
    let long = "x".repeat(100);
    let said = shell.run(&wanted(&long)).ends_with(2);
    assert!(said.out.contains("120 characters"), "{}", said.out);
}

#[test]
fn plain_mode_says_the_note_with_its_patient() {
    let shell = Shell::open();
    shell.run(&format!("note {MARIA} wheelchair")).ends_with(0);
    let said = shell.pipe("\n220385s\n", "--plain");
    assert!(said.out.contains("Note: wheelchair"), "{}", said.out);
}

#[test]
fn somebody_is_put_on_the_call_list_for_a_colleague_and_no_clinic_is_told() {
    let shell = Shell::open();
    let kept = shell
        .run(&format!(
            "call-back {MARIA} results+of+Monday --for ben --json"
        ))
        .ends_with(0);
    let expected = json!({
        "outcome": "listed", "backend": "clinik", "patient": PATIENT, "about": "results of Monday", "for": "ben",
    });
    assert_eq!(kept.json(), expected);
    let listed = shell.run("calls --json").json();
    let calls = listed.as_array().expect("calls");
    let wanted = calls
        .iter()
        .find(|call| call["about"] == "results of Monday");
    assert_eq!(wanted.expect("the call")["for"], "ben");
    let said = shell.run(&format!("call-back {MARIA} +")).ends_with(2);
    assert!(said.out.contains("What about?"), "{}", said.out);
    let is_change = |request: &Value| request["method"] != "GET";
    assert_eq!(shell.requests().filter(is_change).count(), 0);
}

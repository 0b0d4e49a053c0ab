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

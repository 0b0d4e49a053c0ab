//! A command that somebody interrupts says what nobody knows.

use rustix::process::Signal;
use serde_json::json;

use super::Shell;
use super::losing::{VISIT, until_hanging};
use crate::desk_at_work::signal_to;

#[test]
fn interrupted_while_it_is_sent_it_says_that_nobody_knows() {
    for shell in Shell::for_visits() {
        shell.fault(json!({"backend": "clinik", "call": "create", "fault": "hang"}));
        let child = shell.start(VISIT);
        until_hanging(&shell, "create");
        signal_to(child.id(), Signal::INT);
        let said = shell
            .said(&child.wait_with_output().expect("it ends"))
            .ends_with(6);
        assert!(
            said.out.contains("Unknown: ") && said.out.contains("It may be booked."),
            "{}",
            said.out
        );
    }
}

#[test]
fn interrupted_while_the_old_appointment_is_called_off_a_move_is_incomplete() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        shell.fault(json!({"backend": "clinik", "call": "patch", "fault": "hang", "times": 0}));
        let child = shell.start(&format!(
            "move --backend clinik --id {id} --practitioner-id om --yes --json --wait 0"
        ));
        until_hanging(&shell, "patch");
        signal_to(child.id(), Signal::INT);
        let told = shell
            .said(&child.wait_with_output().expect("it ends"))
            .ends_with(6)
            .json();
        assert_eq!(told["outcome"], "incomplete", "{told}");
        assert_ne!(told["appointment"]["id"], id.as_str(), "the new one");
        assert!(
            told["problems"][0]["what"].to_string().contains(&id),
            "the old one still stands: {told}"
        );
    }
}

//! A patient has died, which one counter is told: all counters know it from their shared records.

use serde_json::json;

use super::{Counters, visit};

const DIED: &str = "died --patient-id pt_abc123 --backend clinik --yes";

#[test]
fn what_another_counter_has_booked_is_cancelled_and_every_counter_has_the_note() {
    let Some(counters) = Counters::open() else {
        return;
    };
    counters.run("front-1", &visit("pt_abc123")).ends_with(0);
    let said = counters.run("front-2", DIED).ends_with(0);
    assert_eq!(counters.shell.alterations().len(), 1, "{}", said.out);
    let note = "note --backend clinik pt_abc123";
    for desk in ["front-1", "front-2", "front-3"] {
        let said = counters.run(desk, note).ends_with(0);
        assert_eq!(said.out, "! deceased\n", "{desk}");
    }
    let said = counters.run("front-3", &visit("pt_abc123")).ends_with(5);
    assert!(said.out.contains("deceased"), "{}", said.out);
    counters.run("front-3", DIED).ends_with(0);
    assert_eq!(
        counters.shell.alterations().len(),
        1,
        "once for all counters"
    );
    let said = counters.run("front-3", "audit verify").ends_with(0);
    assert!(said.out.contains("SANDBOX, shared: whole"), "{}", said.out);
}

#[test]
fn of_a_lost_answer_no_counter_sends_the_change_again() {
    let Some(counters) = Counters::open() else {
        return;
    };
    counters.run("front-1", &visit("pt_abc123")).ends_with(0);
    let fault = json!({"backend": "clinik", "call": "patch", "fault": "drop-after", "times": 1});
    counters.shell.fault(fault);
    counters.run("front-2", DIED).ends_with(0);
    counters.run("front-1", DIED).ends_with(0);
    assert_eq!(counters.shell.alterations().len(), 1);
}

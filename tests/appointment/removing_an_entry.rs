//! An entry that was made in error is removed for good: from the palette alone, asked twice, sent by the booking key.

use serde_json::Value;

use crate::desk_at_work::{DeskAtWork, at_aniva, at_clinik};

/// A desk with a visit in the Appointment pane.
fn with_a_visit_shown() -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Practitioner", "prac_xyz789").book_at_once();
    desk.turn_to("appointment");
    desk
}

impl DeskAtWork {
    fn removals(&self) -> Vec<Value> {
        let deletes = self
            .requests()
            .into_iter()
            .filter(|request| request["call"] == "delete");
        deletes.map(|request| request["status"].clone()).collect()
    }

    fn asks_to_remove(&mut self) -> &mut Self {
        self.press("Ctrl+P")
            .types("made in error")
            .press("Enter")
            .settle()
    }
}

#[test]
fn an_entry_is_removed_after_two_questions_and_no_letter_does_it() {
    let mut desk = with_a_visit_shown();
    desk.asks_to_remove();
    assert!(
        desk.asked().contains("Removing is permanent"),
        "{}",
        desk.asked()
    );
    desk.press("Esc");
    assert_eq!(desk.asked(), "");
    desk.asks_to_remove().confirm_despite();
    assert!(
        desk.asked().contains("Maria Schmidt") && desk.asked().contains("Nothing brings it back.")
    );
    desk.press("Ctrl+S");
    assert!(
        desk.removals().is_empty(),
        "a key that is held down goes no further"
    );
    desk.confirm_despite().settle().sees("removed");
    assert_eq!(desk.removals(), [204]);
    assert!(
        desk.note()
            .starts_with("The entry is gone: ClinikAPI keeps nothing of it."),
        "{}",
        desk.note()
    );
}

#[test]
fn a_lost_answer_is_settled_by_the_entry_not_being_there() {
    for (fault, note) in [
        ("drop-after", "ClinikAPI does not have the entry any more."),
        ("drop-before", "ClinikAPI does not have it: see Problems."),
    ] {
        let mut desk = with_a_visit_shown();
        desk.fault(&serde_json::json!({"backend": "clinik", "call": "delete", "fault": fault}));
        desk.asks_to_remove()
            .confirm_despite()
            .confirm_despite()
            .settle()
            .sees("Unknown")
            .wait(60)
            .settle();
        assert_eq!(
            desk.note().starts_with(note),
            fault == "drop-after",
            "{}",
            desk.note()
        );
        assert_eq!(desk.removals().len(), 1, "it is never sent again");
        if fault == "drop-before" {
            desk.turn_to("problems").sees("Not removed");
        }
    }
}

#[test]
fn what_cannot_be_read_first_or_has_no_such_call_is_not_removed() {
    let mut desk = with_a_visit_shown();
    desk.asks_to_remove();
    desk.fault(
        &serde_json::json!({"backend": "clinik", "call": "read", "fault": "status", "code": 500, "times": 0}),
    );
    desk.confirm_despite()
        .confirm_despite()
        .settle()
        .sees("nothing was removed");
    assert!(desk.removals().is_empty());

    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.book_at_once().turn_to("appointment").asks_to_remove();
    assert!(
        desk.asked().is_empty() && desk.removals().is_empty(),
        "{}",
        desk.note()
    );
}

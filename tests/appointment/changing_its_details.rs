//! What an appointment is about is changed in a card of its own: read back from what it was to what it will be, and sent
//! by the booking key alone.

use serde_json::{Value, json};

use crate::desk_at_work::{DeskAtWork, at_clinik};

/// A desk with a visit in the Appointment pane, which has the keys.
fn with_a_visit_shown() -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Practitioner", "prac_xyz789")
        .fill("Reason", "knee")
        .fill("Comment", "rings back");
    desk.book_at_once();
    desk.turn_to("appointment");
    desk
}

fn patches(desk: &DeskAtWork) -> Vec<Value> {
    let is_patch = |request: &Value| {
        request["call"] == "patch" && request["path"].to_string().contains("/appointments/")
    };
    let patches = desk.requests().into_iter().filter(is_patch);
    patches.map(|request| request["body"].clone()).collect()
}

/// Goes to the row of this label in the open card.
fn go_to(desk: &mut DeskAtWork, label: &str) {
    for _ in 0..12 {
        if desk.screen().contains(&format!("{label} ›")) {
            return;
        }
        desk.press("Enter");
    }
    panic!("no row {label}:\n{}", desk.screen());
}

#[test]
fn a_reason_is_changed_from_what_it_was_and_all_else_stays() {
    let mut desk = with_a_visit_shown();
    desk.press("e")
        .settle()
        .sees("Maria Schmidt")
        .sees("Details of this appointment at ClinikAPI");
    go_to(&mut desk, "Reason");
    desk.press("Ctrl+U")
        .types("shoulder")
        .sees("knee → shoulder");
    assert!(
        patches(&desk).is_empty(),
        "nothing goes out before the booking key"
    );
    desk.press("Ctrl+S")
        .settle()
        .sees("The details are changed at ClinikAPI.");
    assert_eq!(patches(&desk), [json!({"reasonCode": "shoulder"})]);
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn a_comment_keeps_the_reference_of_its_booking() {
    let mut desk = with_a_visit_shown();
    desk.press("e").settle();
    go_to(&mut desk, "Comment");
    desk.press("Ctrl+U")
        .types("mother rings back")
        .press("Ctrl+S")
        .settle();
    let booked = desk.creates()[0]["body"]["comment"]
        .as_str()
        .expect("a comment")
        .to_owned();
    let reference = booked
        .split_once(' ')
        .and_then(|_| booked.rfind('['))
        .expect("a reference");
    let expected = format!("mother rings back {}", &booked[reference..]);
    assert_eq!(patches(&desk), [json!({"comment": expected})]);
}

#[test]
fn the_line_opens_it_and_an_emptied_text_is_not_sent() {
    let mut desk = with_a_visit_shown();
    desk.press("Ctrl+E")
        .types("220385s =")
        .press("Enter")
        .settle();
    go_to(&mut desk, "Reason");
    desk.press("Ctrl+U")
        .sees("can't be emptied from here")
        .press("Ctrl+S")
        .settle();
    assert_eq!(patches(&desk), [] as [Value; 0]);
}

#[test]
fn the_next_patient_typed_at_it_is_no_reason() {
    let mut desk = with_a_visit_shown();
    desk.press("e").settle();
    go_to(&mut desk, "Reason");
    desk.press("Ctrl+U")
        .types("220385s ki fr 10:00")
        .press("Ctrl+S")
        .settle()
        .sees("not a detail")
        .sees_no("nothing is cancelled");
    assert_eq!(patches(&desk), [] as [Value; 0]);
}

#[test]
fn a_line_left_in_one_row_keeps_the_others_from_being_sent() {
    let mut desk = with_a_visit_shown();
    desk.press("e").settle();
    go_to(&mut desk, "Service type");
    desk.types("220385s ki fr 10:00");
    go_to(&mut desk, "Reason");
    desk.press("Ctrl+U").types("shoulder");
    desk.press("Ctrl+S").settle().sees("not a detail");
    assert_eq!(patches(&desk), [] as [Value; 0]);
    go_to(&mut desk, "Service type");
    desk.press("Ctrl+U Ctrl+S").settle();
    assert_eq!(patches(&desk), [json!({"reasonCode": "shoulder"})]);
}

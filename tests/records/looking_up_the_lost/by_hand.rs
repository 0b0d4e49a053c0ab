//! What can't be told by itself, a person settles; what they say is written down.

use bookdesk::headless::Options;
use booking::clinics::{ANIVA, CLINIK};
use serde_json::{Value, json};

use super::{behind, lost, states};
use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::records::{audit, steps};
use crate::desk_at_work::{BERLIN, CERTAIN, DeskAtWork, PROFILE};

#[test]
fn a_person_says_that_it_is_booked_and_how_they_know() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = Options {
        data_dir: Some(folder.path().to_owned()),
        operator: Some("m.ivers".to_owned()),
        ..behind(CLINIK)
    };
    let mut desk = lost(options, &json!({"fault": "drop-after"}));
    desk.turn_to("outbox")
        .types("b")
        .sees("Mark it as booked?")
        .sees("1 seen in the clinic's system");
    desk.types("x")
        .sees("Mark it as booked?")
        .stands_still()
        .types("2")
        .confirm_despite()
        .settle();
    assert_eq!(states(&desk), ["booked"]);
    assert_eq!(
        desk.desk().office.changes().outcome().word(),
        "by hand",
        "nothing says that it was not made"
    );
    assert_eq!(desk.problems(), [] as [Value; 0]);

    assert_eq!(steps(folder.path(), 5).len(), 5);
    let lines = audit(folder.path());
    let record = lines
        .iter()
        .find(|line| line["what"] == "override")
        .expect("a record");
    assert_eq!(
        (&record["reason"], &record["operator"]),
        (&json!("clinic-says"), &json!("m.ivers"))
    );
    assert_eq!(record["fields"], "settled-as-booked");
    assert_eq!(lines.last().expect("a line")["what"], "by-hand");
    desk.wait(30);
    assert_eq!(
        (states(&desk), desk.creates().len()),
        (vec!["booked".to_owned()], 1)
    );
}

#[test]
fn a_person_says_that_it_is_not_booked_and_has_the_draft_back() {
    let mut desk = lost(behind(CLINIK), &json!({"fault": "drop-before"}));
    desk.turn_to("outbox")
        .types("n")
        .sees("Mark it as not booked?")
        .press("Esc");
    assert_eq!(states(&desk), ["unknown"]);
    desk.types("n").confirm_despite().settle();
    assert_eq!(states(&desk), ["not there"]);
    desk.press("Enter").settle().book_at_once();
    assert_eq!(desk.creates().len(), 2);
}

#[test]
fn what_may_still_be_answered_is_not_said_to_be_not_booked() {
    let mut desk = DeskAtWork::with_a_visit(behind(CLINIK));
    desk.book_and_watch("clinik", 3_000)
        .press("Esc")
        .confirm_despite()
        .turn_to("outbox")
        .types("n");
    desk.sees("Its answer may still come").settle();
    assert_eq!(states(&desk), ["booked"]);
}

#[test]
fn several_that_may_be_it_are_listed_and_left_to_a_person() {
    let mut desk = lost(behind(ANIVA), &json!({"fault": "drop-before"}));
    let same = json!({"profile_id": PROFILE, "location_id": BERLIN, "scheduled_at": "2027-02-11T08:30:00+01:00"});
    for _ in 0..2 {
        desk.sandbox()
            .book(ANIVA, &same)
            .expect("another desk books");
    }
    desk.wait(60);
    assert_eq!(states(&desk), ["unknown"]);
    desk.turn_to("outbox")
        .sees("It may be one of these:")
        .types("b1")
        .confirm_despite()
        .settle();
    assert_eq!(states(&desk), ["booked"]);
}

#[test]
fn the_outbox_is_there_only_while_it_lists_something() {
    let mut desk = DeskAtWork::with_a_visit(behind(CLINIK));
    desk.sees_no("Outbox");
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-before"}))
        .book()
        .sees("Outbox 1");
    desk.wait(CERTAIN);
    desk.turn_to("outbox")
        .press("Delete")
        .confirm_despite()
        .sees_no("Outbox");
    assert_eq!(desk.state()["pane"], "form");
}

//! Published slots: marked as taken once something is booked in them, and as free again once it is moved or called off.
//! Whatever becomes of that, the appointment stands.

use booking::clinics::CLINIK;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, at_aniva, at_clinik};

/// Her half hours are published.
const KARIN: &str = "prac_xyz789";

impl DeskAtWork {
    /// What was written to slots, and what that was answered.
    fn slot_calls(&self) -> Vec<(String, Value)> {
        let is_slot = |call: &Value| {
            call["method"] == "PATCH" && call["path"].to_string().contains("/slots/")
        };
        let calls = self.requests().into_iter().filter(is_slot);
        let word = |call: &Value| {
            call["body"]["status"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        };
        calls
            .map(|call| (word(&call), call["status"].clone()))
            .collect()
    }

    fn marked(&self) -> Vec<String> {
        self.slot_calls()
            .into_iter()
            .map(|(word, _)| word)
            .collect()
    }

    fn books_with_karin(&mut self) -> &mut DeskAtWork {
        self.fill("Practitioner", KARIN).settle().book_at_once()
    }

    fn fault_of_slots(&mut self, fault: Value) -> &mut DeskAtWork {
        let Value::Object(mut whole) = fault else {
            panic!("an object")
        };
        whole.extend([
            ("backend".to_owned(), json!("clinik")),
            ("call".to_owned(), json!("patch")),
        ]);
        self.fault(&Value::Object(whole))
    }
}

#[test]
fn a_booked_slot_is_marked_and_given_back_when_the_visit_is_moved_or_called_off() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.books_with_karin();
    assert_eq!(desk.slot_calls(), [("busy".to_owned(), json!(200))]);
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("11.02.2027 14:30")
        .press("Ctrl+S")
        .settle();
    let mut both = desk.marked()[1..].to_vec();
    both.sort();
    assert_eq!(both, ["busy", "free"], "the new time, and the old one");
    desk.turn_to("appointment")
        .press("x")
        .press("Ctrl+S")
        .settle();
    assert_eq!(desk.marked()[3..], ["free"]);
    desk.takes_back_the_cancellation();
    assert_eq!(desk.marked()[4..], ["busy"], "it takes place again");
}

#[test]
fn a_slot_that_somebody_else_takes_up_stays_taken() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    let other = json!({
        "patientId": "pt_other", "practitionerId": KARIN, "status": "booked",
        "start": "2027-02-10T09:00:00.000Z", "end": "2027-02-10T09:30:00.000Z", "minutesDuration": 30,
    });
    desk.books_with_karin();
    desk.sandbox().book(CLINIK, &other).ok();
    desk.turn_to("appointment")
        .press("x")
        .press("Ctrl+S")
        .settle()
        .sees("cancelled");
    let others = desk
        .sandbox()
        .booked_for(CLINIK, "pt_other", "2027-02-10")
        .unwrap_or(0);
    assert_eq!(desk.marked().len(), if others > 0 { 1 } else { 2 });
}

#[test]
fn a_slot_that_can_not_be_marked_is_said_and_tried_again_and_the_booking_stands() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fault_of_slots(json!({"fault": "status", "code": 422}));
    desk.books_with_karin();
    assert!(
        desk.note()
            .starts_with("Done, but ClinikAPI's published slot"),
        "{}",
        desk.note()
    );
    assert_eq!(desk.slot_calls().len(), 1);
    desk.wait(6).settle();
    assert_eq!(desk.slot_calls()[1..], [("busy".to_owned(), json!(200))]);
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn a_key_that_may_not_mark_slots_is_told_so_once() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fault_of_slots(json!({"fault": "status", "code": 403, "times": 0}));
    desk.books_with_karin();
    assert!(
        desk.note().contains("may not mark slots"),
        "{}",
        desk.note()
    );
    desk.fill_a_visit("11.02.2027 10:00").books_with_karin();
    desk.wait(700).settle();
    assert_eq!(desk.slot_calls().len(), 1, "it is not asked again");
}

#[test]
fn where_no_slots_are_published_none_is_asked_for() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.settle().book_at_once();
    assert!(!desk.everything_sent().contains("/slots"));
}

#[test]
fn a_slot_that_was_just_given_back_is_taken_again_although_the_search_is_behind() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.books_with_karin();
    let first = desk.state()["appointment"]["id"].clone();
    desk.fill_a_visit("17.02.2027 10:00");
    desk.books_with_karin();
    desk.pass(60).settle();
    // The later visit goes first, a week on; then the earlier one takes its place.
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("24.02.2027 10:00")
        .press("Ctrl+S")
        .settle();
    opens(&mut desk, &first);
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("17.02.2027 10:00")
        .press("Ctrl+S")
        .settle();
    desk.wait(30).settle();
    assert_eq!(slot_at(&desk, "2027-02-17T09:00:00"), json!("busy"));
    assert_eq!(slot_at(&desk, "2027-02-10T09:00:00"), json!("free"));
    assert_eq!(slot_at(&desk, "2027-02-24T09:00:00"), json!("busy"));
}

/// Opens an appointment by its id.
fn opens(desk: &mut DeskAtWork, id: &Value) {
    desk.press("Ctrl+P")
        .types("its id")
        .press("Ctrl+U")
        .paste(id.as_str().expect("an appointment"))
        .press("Enter")
        .settle();
}

/// The status of Karin's slot that begins then.
fn slot_at(desk: &DeskAtWork, start: &str) -> Value {
    let (day, _) = start.split_once('T').expect("a day and a time");
    let slots = desk
        .sandbox()
        .slots("sched_ki4v9r", day)
        .expect("the sandbox answers");
    let begins = |slot: &&Value| {
        slot["start"]
            .as_str()
            .is_some_and(|at| at.starts_with(start))
    };
    slots
        .iter()
        .find(begins)
        .map(|slot| slot["status"].clone())
        .unwrap_or_default()
}

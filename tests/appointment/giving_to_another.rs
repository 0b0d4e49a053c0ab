//! An appointment goes to somebody else: at Aniva to another location by one change, at ClinikAPI to another practitioner
//! by a new appointment, after which the old one is cancelled. The booking key confirms both at once.

use headless::Options;
use serde_json::{Value, json};

use crate::desk_at_work::{DeskAtWork, at_aniva, at_clinik};

const HAMBURG: &str = "31e94fec-7498-4bb6-87b0-5a97b12dd81a";

/// The form that moves a visit on Wednesday 10 February 2027 at 10:00.
fn moving_a_visit(options: Options) -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(options);
    desk.fill("Practitioner", "prac_xyz789").book_at_once();
    desk.turn_to("appointment").press("m").settle();
    desk
}

fn with_records() -> (tempfile::TempDir, Options) {
    let folder = tempfile::tempdir().expect("a folder");
    let data_dir = Some(folder.path().to_owned());
    (
        folder,
        Options {
            data_dir,
            ..at_clinik()
        },
    )
}

impl DeskAtWork {
    /// The bodies of the calls that alter an appointment, oldest first.
    fn altered(&self) -> Vec<Value> {
        let is_one = |request: &Value| {
            request["call"] == "patch" && request["path"].to_string().contains("/appointments/")
        };
        self.requests()
            .into_iter()
            .filter(is_one)
            .map(|request| request["body"].clone())
            .collect()
    }

    fn gives_it_to_oksana(&mut self) -> &mut Self {
        self.press("Tab")
            .settle()
            .types("oksa")
            .sees("Oksana Melnyk")
            .press("Enter")
            .settle()
    }
}

#[test]
fn a_visit_goes_to_another_practitioner_and_both_steps_are_read_back_first() {
    let mut desk = moving_a_visit(at_clinik());
    desk.press("Tab")
        .settle()
        .types("ki")
        .sees("now")
        .press("Ctrl+U")
        .types("oksa")
        .press("Ctrl+S");
    assert_eq!(
        desk.creates().len(),
        1,
        "nothing goes out while it is about whom"
    );
    desk.press("Enter")
        .settle()
        .sees("to Wed 10 Feb 2027 10:00 · Oksana Melnyk");
    desk.sees("then the old appointment is cancelled");
    assert_eq!(
        (desk.creates().len(), desk.altered().len()),
        (1, 0),
        "only the booking key sends"
    );
    desk.press("Ctrl+S").settle().sees("Oksana Melnyk");
    assert_eq!(
        desk.note(),
        "Moved at ClinikAPI. Maria Schmidt, Wed 10 Feb 2027 10:00, Oksana Melnyk."
    );
    let creates = desk.creates();
    assert_eq!(creates.len(), 2);
    assert_eq!(creates[1]["body"]["start"], creates[0]["body"]["start"]);
    assert_eq!(creates[1]["body"]["practitionerId"], "prac_b2f6ky");
    let cancelled =
        json!({"status": "cancelled", "cancelationReason": "moved to another practitioner"});
    assert_eq!(desk.altered(), [cancelled]);
}

#[test]
fn free_times_are_those_of_whom_is_chosen() {
    let mut desk = moving_a_visit(at_clinik());
    desk.gives_it_to_oksana()
        .press("Down")
        .press("Ctrl+S")
        .settle();
    let asked: Vec<Value> = desk
        .requests()
        .into_iter()
        .filter(|request| request["path"].to_string().contains("slots"))
        .collect();
    assert!(
        asked
            .iter()
            .any(|request| request.to_string().contains("sched_b2f6ky")),
        "{asked:#?}"
    );
    assert_eq!(desk.creates().len(), 2, "{}", desk.screen());
    assert_ne!(
        desk.creates()[1]["body"]["start"],
        desk.creates()[0]["body"]["start"]
    );
    assert_eq!(
        desk.note(),
        "Moved at ClinikAPI. Maria Schmidt, Wed 10 Feb 2027 10:20, Oksana Melnyk.",
        "the new time, not the one that is given up"
    );
}

#[test]
fn the_second_step_waits_until_the_first_is_certain() {
    let mut desk = moving_a_visit(at_clinik());
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
    desk.gives_it_to_oksana()
        .press("Ctrl+S")
        .settle()
        .sees("Unknown");
    desk.turn_to("outbox")
        .sees("then the old appointment is cancelled");
    assert!(
        desk.altered().is_empty(),
        "nobody knows yet whether there is a new one"
    );
    desk.wait(60).settle();
    assert_eq!(
        (desk.creates().len(), desk.altered().len()),
        (2, 1),
        "it is there, so the old one goes"
    );
    assert!(
        desk.note().starts_with("Moved at ClinikAPI."),
        "{}",
        desk.note()
    );

    let mut desk = moving_a_visit(at_clinik());
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-before"}));
    desk.gives_it_to_oksana()
        .press("Ctrl+S")
        .settle()
        .wait(90)
        .settle();
    assert!(
        desk.altered().is_empty(),
        "what is not there is followed by nothing"
    );
}

#[test]
fn an_old_appointment_that_is_not_cancelled_is_named_and_cancelled_from_the_outbox() {
    let (_folder, options) = with_records();
    let mut desk = moving_a_visit(options.clone());
    desk.fault(
        &json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403, "times": 0}),
    );
    desk.gives_it_to_oksana()
        .press("Ctrl+S")
        .settle()
        .sees("Not everything was done at ClinikAPI")
        .sees_no("moved");
    desk.turn_to("problems").sees("The new appointment appt_");
    desk.fault(&json!({"clear": true}));
    let mut desk = desk.closed().reopened(options);
    desk.settle()
        .wait(60)
        .settle()
        .turn_to("outbox")
        .sees("the patient may have two");
    desk.press("Enter")
        .settle()
        .sees("Cancel this appointment")
        .sees("moved to another practitioner");
    desk.press("Ctrl+S").settle().sees("cancelled");
    assert_eq!(
        desk.altered().last().expect("a call")["status"],
        "cancelled"
    );
    assert_eq!(desk.creates().len(), 2);
}

#[test]
fn whoever_looks_at_the_cancellation_that_is_left_and_goes_back_finds_it_in_the_outbox() {
    let (_folder, options) = with_records();
    let mut desk = moving_a_visit(options.clone());
    desk.fault(
        &json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403, "times": 0}),
    );
    desk.gives_it_to_oksana().press("Ctrl+S").settle();
    let sent = desk.altered().len();
    for _ in 0..2 {
        desk.turn_to("outbox")
            .sees("the patient may have two")
            .press("Enter")
            .settle()
            .sees("Cancel this appointment")
            .press("Esc");
        desk.turn_to("outbox").sees("the patient may have two");
        desk = desk.closed().reopened(options.clone());
        desk.settle();
    }
    // The clinic says no once more.
    desk.turn_to("outbox")
        .press("Enter")
        .settle()
        .press("Ctrl+S")
        .settle();
    assert_eq!(desk.altered().len(), sent + 1);
    desk.turn_to("outbox").sees("the patient may have two");
    desk.fault(&json!({"clear": true}));
    desk.press("Enter")
        .settle()
        .press("Ctrl+U")
        .types("by mistake")
        .press("Down")
        .press("Ctrl+S")
        .settle();
    let cancelled = json!({"status": "cancelled", "cancelationReason": "by mistake"});
    assert_eq!(desk.altered().last(), Some(&cancelled));
    assert_eq!((desk.altered().len(), desk.creates().len()), (sent + 2, 2));
    desk.sees_no("the patient may have two");
    let mut desk = desk.closed().reopened(options);
    desk.settle().sees_no("the patient may have two");
}

#[test]
fn a_cancellation_that_is_not_to_be_made_is_taken_off_the_outbox() {
    let (_folder, options) = with_records();
    let mut desk = moving_a_visit(options.clone());
    // Neither of the two appointments can be read before the old one is cancelled.
    desk.fault(
        &json!({"backend": "clinik", "call": "read", "fault": "status", "code": 503, "times": 0}),
    );
    desk.gives_it_to_oksana().press("Ctrl+S").settle();
    desk.turn_to("outbox")
        .sees("could not both be read")
        .press("Delete")
        .sees("Take it off the list?")
        .wait(1)
        .press("Ctrl+S")
        .settle();
    desk.sees_no("could not both be read");
    let mut desk = desk.closed().reopened(options);
    desk.settle();
    assert!(desk.altered().is_empty(), "{}", desk.screen());
    assert!(desk.state()["outbox"].as_array().is_none_or(Vec::is_empty));
}

#[test]
fn a_crash_before_the_first_is_known_to_be_made_does_not_lose_the_second() {
    let (_folder, options) = with_records();
    let mut desk = moving_a_visit(options.clone());
    desk.gives_it_to_oksana()
        .press("Ctrl+S")
        .send_off()
        .until_received_in_all(2);
    let mut desk = desk.killed_after(0).reopened(options);
    desk.settle().wait(60).settle();
    assert_eq!(
        (desk.creates().len(), desk.altered().len()),
        (2, 1),
        "the new one is found, and then the old goes"
    );
    assert!(
        desk.note().starts_with("Moved at ClinikAPI."),
        "{}",
        desk.note()
    );
}

#[test]
fn a_draw_goes_to_another_location_by_one_change() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.book_at_once()
        .turn_to("appointment")
        .press("m")
        .settle();
    desk.press("Tab")
        .settle()
        .types("hamb")
        .sees("Probe Hamburg Altona")
        .press("Enter")
        .settle();
    desk.types("11.02.2027 11:00")
        .sees("to Thu 11 Feb 2027 11:00 · Probe Hamburg Altona");
    desk.sees_no("then the old appointment")
        .press("Ctrl+S")
        .settle();
    assert!(
        desk.note().starts_with("Moved at Aniva."),
        "{}",
        desk.screen()
    );
    assert_eq!(desk.altered()[0]["location_id"], HAMBURG);
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn what_the_clinic_does_not_know_of_the_new_visit_is_named() {
    let mut desk = moving_a_visit(at_clinik());
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "status", "code": 404}));
    desk.gives_it_to_oksana().press("Ctrl+S").settle();
    desk.sees("ClinikAPI does not know one of these: Patient, Practitioner")
        .sees("The appointment is unchanged.");
    desk.sees_no("no such appointment");
    assert!(desk.altered().is_empty(), "the old one stays");
}

#[test]
fn what_was_not_made_keeps_its_contents_while_another_appointment_is_shown() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Reason", "Zahnschmerzen")
        .fill("Comment", "ring twice")
        .fill("Practitioner", "prac_xyz789");
    desk.book_at_once()
        .turn_to("appointment")
        .press("m")
        .settle();
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-before"}));
    desk.gives_it_to_oksana()
        .types("11.02.2027 11:00")
        .press("Ctrl+S")
        .settle()
        .wait(90)
        .settle();
    desk.turn_to("form").fill_a_visit("12.02.2027 10:00").book();
    desk.settle().sees("Booked at ClinikAPI.");
    desk.turn_to("outbox")
        .press("Enter")
        .sees("Move this appointment")
        .sees("Thu 11 Feb 2027 11:00");
    desk.press("Ctrl+U")
        .sees("to Thu 11 Feb 2027 11:00 · Oksana Melnyk");
    desk.types("12.02.2027 11:00")
        .sees("to Fri 12 Feb 2027 11:00 · Oksana Melnyk");
    desk.sees("then the old appointment is cancelled")
        .press("Ctrl+S")
        .settle();
    let [_, lost, _, made] = &desk.creates()[..] else {
        panic!("{}", desk.screen())
    };
    assert_eq!(made["body"]["start"], "2027-02-12T10:00:00.000Z");
    assert_eq!(made["body"]["practitionerId"], "prac_b2f6ky");
    assert_eq!(
        made["body"]["minutesDuration"],
        lost["body"]["minutesDuration"]
    );
    assert_eq!(made["body"]["reasonCode"], "Zahnschmerzen");
    let comment = made["body"]["comment"].as_str().expect("a text");
    assert!(comment.starts_with("ring twice [bd:"), "{comment}");
    assert_eq!(
        desk.altered().len(),
        1,
        "the old one is cancelled: {}",
        desk.note()
    );
    assert_eq!(desk.altered()[0]["status"], "cancelled");
}

//! Moving and cancelling an appointment: read back before it is sent, and sent by the booking key alone.

use std::path::Path;

use booking::clinics::{ANIVA, CLINIK};
use headless::Options;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::records::steps;
use crate::desk_at_work::{BERLIN, DeskAtWork, at_aniva, at_clinik, columns};

/// A desk with a visit on Wednesday 10 February 2027 at 10:00 in the Appointment pane, which has the keys.
fn with_a_visit_shown() -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Practitioner", "prac_xyz789").book_at_once();
    desk.turn_to("appointment");
    desk
}

fn with_a_draw_shown() -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.book_at_once();
    desk.turn_to("appointment");
    desk
}

impl DeskAtWork {
    /// The calls of this name about appointments: method, body, and what they were answered.
    fn calls_of(&self, call: &str) -> Vec<(Value, Value, Value)> {
        let is_one = |request: &Value| {
            request["call"] == call && request["path"].to_string().contains("/appointments")
        };
        let calls = self.requests().into_iter().filter(is_one);
        calls
            .map(|call| {
                (
                    call["method"].clone(),
                    call["body"].clone(),
                    call["status"].clone(),
                )
            })
            .collect()
    }
}

#[test]
fn a_visit_is_moved_and_what_is_sent_was_read_back_first() {
    let mut desk = with_a_visit_shown();
    desk.press("m")
        .settle()
        .sees("Maria Schmidt")
        .sees("Move this appointment at ClinikAPI");
    desk.sees("from Wed 10 Feb 2027 10:00")
        .types("11.02.2027 14:15")
        .sees("to Thu 11 Feb 2027 14:15");
    assert!(
        desk.calls_of("patch").is_empty(),
        "nothing goes out before the booking key"
    );
    desk.press("Ctrl+S")
        .settle()
        .sees("moved")
        .sees("Thursday 11 February 2027")
        .sees("14:15–14:45");
    let body = json!({
        "start": "2027-02-11T13:15:00.000Z", "end": "2027-02-11T13:45:00.000Z", "minutesDuration": 30,
    });
    assert_eq!(desk.calls_of("patch"), [(json!("PATCH"), body, json!(200))]);
    assert_eq!(desk.creates().len(), 1);
    assert!(
        desk.note().starts_with("Moved at ClinikAPI."),
        "{}",
        desk.note()
    );
    assert_eq!(
        desk.state()["pane"],
        "entry line",
        "the next caller's line can be typed"
    );
}

#[test]
fn a_free_time_is_three_keys_away() {
    let mut desk = with_a_visit_shown();
    desk.press("m")
        .settle()
        .press("Down")
        .sees("to Wed 10 Feb 2027 10:30")
        .press("Ctrl+S")
        .settle()
        .sees("moved");
    assert_eq!(desk.calls_of("patch").len(), 1);
}

#[test]
fn a_free_time_that_someone_else_took_meanwhile_is_not_moved_to() {
    let mut desk = with_a_visit_shown();
    desk.press("m")
        .settle()
        .press("Down")
        .sees("to Wed 10 Feb 2027 10:30");
    let visit = json!({
        "status": "booked", "patientId": "pt_k4m8wz", "practitionerId": "prac_xyz789",
        "start": "2027-02-10T09:30:00.000Z", "end": "2027-02-10T10:00:00.000Z",
    });
    desk.sandbox()
        .book(CLINIK, &visit)
        .expect("another desk can book");
    desk.pass(60).press("Ctrl+S").settle();
    desk.sees("10:30 has just been taken. Nothing was sent.")
        .sees_no("to Wed 10 Feb 2027 10:30");
    assert!(desk.calls_of("patch").is_empty());
    desk.press("Down")
        .sees("to Wed 10 Feb 2027 11:00")
        .press("Ctrl+S")
        .settle()
        .sees("moved");
}

#[test]
fn a_free_draw_that_someone_else_took_meanwhile_is_not_moved_to() {
    let mut desk = with_a_draw_shown();
    desk.press("m")
        .settle()
        .press("Down")
        .sees("to Thu 11 Feb 2027 08:45");
    let draw = json!({
        "profile_id": "f0a1e101-6ab3-419a-953c-75ccb8951cff", "location_id": BERLIN,
        "scheduled_at": "2027-02-11T07:45:00Z",
    });
    desk.sandbox()
        .book(ANIVA, &draw)
        .expect("another desk can book");
    desk.pass(60).press("Ctrl+S").settle();
    desk.sees("08:45 has just been taken. Nothing was sent.");
    assert!(desk.calls_of("patch").is_empty());
    desk.press("Down").press("Ctrl+S").settle().sees("moved");
}

#[test]
fn a_visit_is_called_off_for_a_reason() {
    let mut desk = with_a_visit_shown();
    desk.press("x")
        .sees("Cancel this appointment")
        .sees("patient request")
        .press("Ctrl+S")
        .settle();
    desk.sees("✓ cancelled").sees("Cancelled at ClinikAPI.");
    let body = json!({"status": "cancelled", "cancelationReason": "patient request"});
    assert_eq!(desk.calls_of("patch"), [(json!("PATCH"), body, json!(200))]);
    desk.turn_to("appointment").press("x");
    assert!(desk.note().contains("cancelled or over"), "{}", desk.note());
}

#[test]
fn a_draw_is_moved_by_patch_and_called_off_by_delete() {
    let mut desk = with_a_draw_shown();
    desk.press("m")
        .settle()
        .types("12.02.2027 09:00")
        .press("Ctrl+S")
        .settle()
        .sees("moved");
    let [(method, body, status)] = &desk.calls_of("patch")[..] else {
        panic!("one call")
    };
    assert_eq!((method, status), (&json!("PATCH"), &json!(200)));
    assert_eq!(
        body.as_object().unwrap().len(),
        1,
        "only what changes: {body}"
    );
    desk.turn_to("appointment")
        .press("x")
        .types("she is ill")
        .sees("other: she is ill")
        .press("Down Ctrl+S")
        .settle()
        .sees("✓ cancelled");
    assert_eq!(
        desk.calls_of("delete"),
        [(json!("DELETE"), Value::Null, json!(200))]
    );
}

#[test]
fn no_other_key_sends_and_nothing_typed_is_lost() {
    let mut desk = with_a_visit_shown();
    desk.press("x")
        .types("rings back y1")
        .press("Enter")
        .settle();
    assert!(desk.calls_of("patch").is_empty());
    desk.press("Esc")
        .press("x")
        .sees("rings back y1")
        .press("Ctrl+U")
        .types("y1")
        .press("Ctrl+S")
        .settle();
    assert!(desk.note().contains("Say why"), "{}", desk.note());
    assert!(desk.calls_of("patch").is_empty());
}

#[test]
fn a_lost_answer_is_settled_by_reading_the_appointment() {
    for (fault, made) in [("drop-after", true), ("drop-before", false)] {
        let mut desk = with_a_visit_shown();
        desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": fault}));
        desk.press("m")
            .settle()
            .types("11.02.2027 14:15")
            .press("Ctrl+S")
            .settle()
            .sees("Unknown");
        assert_eq!(desk.state()["outbox"][0]["kind"], "move");
        desk.wait(60).settle();
        match made {
            true => desk.sees("it is moved").sees("14:15–14:45"),
            false => {
                desk.sees("Not moved — ClinikAPI does not have the appointment at the new time.")
            }
        };
        assert_eq!(desk.calls_of("patch").len(), 1, "it is never sent again");
        let searches = desk
            .requests()
            .into_iter()
            .filter(|request| request["path"].to_string().contains("patientId"));
        drop(searches);
    }
}

#[test]
fn a_lost_move_is_settled_by_what_somebody_else_did_with_its_appointment_since() {
    let third = json!({
        "start": "2027-02-12T09:00:00.000Z", "end": "2027-02-12T09:30:00.000Z", "minutesDuration": 30,
    });
    let cancelled = json!({"status": "cancelled"});
    for (fault, since, says) in [
        (
            "drop-before",
            &cancelled,
            "Not moved — ClinikAPI does not have the appointment at the new time.",
        ),
        ("drop-after", &cancelled, "it is moved"),
        ("drop-before", &third, "Unknown"),
    ] {
        let mut desk = with_a_visit_shown();
        let id = desk.state()["appointment"]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": fault}));
        desk.press("m")
            .settle()
            .types("11.02.2027 14:15")
            .press("Ctrl+S")
            .settle()
            .sees("Unknown");
        desk.sandbox()
            .change(&id, since)
            .expect("somebody else can");
        desk.wait(120).settle().sees(says);
        // Nothing can become of it any more: another visit at the new time is not asked about.
        desk.fill("Patient", "pt_abc123")
            .fill("Practitioner", "prac_xyz789")
            .fill("Start", "11.02.2027 14:15");
        let asks_for_the_move =
            desk.settle().press("Ctrl+S").settle().state()["question"].to_string();
        assert!(
            since != &third || !asks_for_the_move.contains("Maria Schmidt"),
            "{asks_for_the_move}"
        );
    }
}

#[test]
fn what_was_not_made_is_taken_up_again_and_sent_once_more() {
    let mut desk = with_a_visit_shown();
    desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": "drop-before"}));
    desk.press("x")
        .settle()
        .press("Ctrl+S")
        .settle()
        .wait(60)
        .settle();
    desk.turn_to("outbox")
        .press("Enter")
        .sees("Cancel this appointment")
        .sees("patient request");
    desk.press("Ctrl+S").settle().sees("✓ cancelled");
    assert_eq!(desk.calls_of("patch").len(), 2);
}

#[test]
fn a_refusal_brings_the_form_back_with_why() {
    let mut desk = with_a_draw_shown();
    desk.fault(&json!({"backend": "aniva", "call": "delete", "fault": "status", "code": 403}));
    desk.press("x")
        .press("Ctrl+S")
        .settle()
        .sees("Cancel this appointment")
        .sees("refused");
    assert_eq!(desk.calls_of("delete").len(), 1);
}

#[test]
fn a_move_onto_a_visit_on_record_is_asked_about_and_then_made() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::with_a_visit(Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    });
    desk.fill("Practitioner", "prac_xyz789").book_at_once();
    desk.fill("Patient", "pt_abc123")
        .fill("Practitioner", "prac_xyz789")
        .fill("Start", "10.02.2027 11:00");
    desk.settle().book_at_once();
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("10.02.2027 10:00")
        .press("Ctrl+S")
        .settle();
    let asked = |desk: &DeskAtWork| desk.asked().contains("anyway");
    let mut questions = 0;
    while asked(&desk) {
        assert_eq!(
            desk.calls_of("patch").len(),
            0,
            "nothing goes out before it is answered"
        );
        questions += 1;
        desk.confirm_despite().settle();
    }
    assert!((1..=2).contains(&questions), "{}", desk.screen());
    desk.sees("moved");
    assert_eq!(desk.calls_of("patch").len(), 1);
}

#[test]
fn an_appointment_that_was_altered_meanwhile_is_shown_and_not_changed() {
    let mut desk = with_a_visit_shown();
    desk.press("x");
    let id = desk.state()["appointment"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let moved = json!({
        "start": "2027-02-12T09:00:00.000Z", "end": "2027-02-12T09:30:00.000Z", "minutesDuration": 30,
    });
    desk.sandbox().change(&id, &moved).unwrap();
    desk.press("Ctrl+S")
        .settle()
        .sees("changed meanwhile")
        .sees("Fri 12 Feb 2027 10:00");
    assert_eq!(desk.calls_of("patch").len(), 1, "only the other one's");
    desk.press("Ctrl+S").settle().sees("✓ cancelled");
}

/// Two desks of one counter at the same clinic, on the same records, and the same visit in the pane of both.
fn two_with_a_visit_shown(folder: &Path) -> [DeskAtWork; 2] {
    let options = || Options {
        data_dir: Some(folder.to_owned()),
        ..at_clinik()
    };
    let mut one = DeskAtWork::with_a_visit(options());
    one.book_at_once().turn_to("appointment");
    let address = Some(one.sandbox().clinik_url().to_owned());
    let mut other = DeskAtWork::open_at_the_line(Options {
        address,
        ..options()
    });
    let id = one.state()["appointment"]["id"]
        .as_str()
        .expect("an appointment")
        .to_owned();
    other
        .press("Ctrl+P")
        .types("its id")
        .press("Ctrl+U")
        .paste(&id)
        .press("Enter")
        .settle();
    other.sees("○ booked");
    [one, other]
}

#[test]
fn moved_here_and_cancelled_there_both_desks_end_up_with_what_the_clinic_holds() {
    let folder = tempfile::tempdir().unwrap();
    let [mut one, mut other] = two_with_a_visit_shown(folder.path());
    one.press("m")
        .settle()
        .types("12.02.2027 10:00")
        .press("Ctrl+S")
        .settle()
        .sees("✓ moved");
    // What came of it is written down behind the answer.
    assert_eq!(steps(folder.path(), 6).len(), 6);
    other
        .pass(61)
        .settle()
        .sees("was changed elsewhere")
        .sees("Fri 12 Feb 2027 10:00");
    let reads = one.calls_of("read").len();
    other.pass(600).settle();
    assert_eq!(
        one.calls_of("read").len(),
        reads,
        "it is read once, and not again while nothing changes"
    );
    other
        .press("x")
        .press("Ctrl+S")
        .settle()
        .sees("✓ cancelled");
    one.turn_to("appointment")
        .press("m")
        .settle()
        .types("15.02.2027 10:00")
        .press("Ctrl+S")
        .settle();
    one.sees("changed meanwhile")
        .press("Esc")
        .pass(61)
        .settle()
        .sees("✗ cancelled");
    assert_eq!(
        one.calls_of("patch").len(),
        2,
        "one move and one cancellation, each once"
    );
}

#[test]
fn a_change_is_written_down_first_and_one_that_a_crash_cut_off_is_settled_after_the_next_start() {
    for (fault, says, settled) in [
        ("drop-before", "Not cancelled", "not-there"),
        ("drop-after", "it as cancelled", "booked"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let options = || Options {
            data_dir: Some(folder.path().to_owned()),
            ..at_clinik()
        };
        let mut desk = DeskAtWork::with_a_visit(options());
        desk.book_at_once();
        desk.turn_to("appointment");
        desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": fault}));
        desk.press("x").press("Ctrl+S").settle().sees("Unknown");
        let mut desk = desk.killed_after(50).reopened(options());
        desk.wait(60).settle().sees(says);
        assert_eq!(desk.calls_of("patch").len(), 1, "it is never sent again");
        assert_eq!(desk.state()["outbox"][0]["kind"], "cancel");
        let done = steps(folder.path(), 7);
        assert_eq!(done[3..], ["prepared", "sending", "unknown", settled]);
    }
}

/// The bodies of the changes of an appointment that reached ClinikAPI.
fn patches(desk: &DeskAtWork) -> Vec<Value> {
    desk.calls_of("patch")
        .into_iter()
        .map(|(_, body, _)| body)
        .collect()
}

/// The day of the visit has come, and the hour after it.
fn on_the_day(mut desk: DeskAtWork) -> DeskAtWork {
    desk.pass(82 * 24 * 3600).settle().turn_to("appointment");
    desk
}

#[test]
fn who_comes_is_marked_as_arrived_in_two_keys() {
    let mut desk = on_the_day(with_a_visit_shown());
    desk.sees("a arrived")
        .press("a")
        .sees("Status of this appointment")
        .sees("booked → arrived");
    assert!(
        patches(&desk).is_empty(),
        "nothing goes out before the booking key"
    );
    desk.press("Ctrl+S")
        .settle()
        .sees("● arrived")
        .sees("Maria Schmidt is here (");
    assert_eq!(patches(&desk), [json!({"status": "arrived"})]);
    desk.turn_to("appointment")
        .sees("a done")
        .press("a")
        .sees("arrived → done")
        .types("check")
        .sees("arrived → checked-in");
    desk.press("Ctrl+S").settle();
    assert_eq!(patches(&desk)[1], json!({"status": "checked-in"}));
}

#[test]
fn nobody_has_failed_to_come_before_it_begins() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Start", "23.11.2026 10:00")
        .fill("Practitioner", "prac_xyz789")
        .book_at_once();
    desk.turn_to("appointment")
        .sees("n no-show (from 10:00)")
        .press("n");
    assert!(
        desk.note().contains("It begins Mon 23 Nov 2026 10:00 CET"),
        "{}",
        desk.note()
    );
    desk.press("a").types("noshow").press("Ctrl+S").settle();
    assert!(patches(&desk).is_empty());
    desk.press("Esc").pass(3 * 24 * 3600).settle();
    desk.turn_to("appointment")
        .press("n")
        .sees("booked → no-show")
        .press("Ctrl+S")
        .settle();
    assert_eq!(patches(&desk), [json!({"status": "noshow"})]);
}

#[test]
fn leaving_an_end_is_asked() {
    let mut desk = with_a_visit_shown();
    desk.press("x").press("Ctrl+S").settle().sees("✓ cancelled");
    desk.turn_to("appointment")
        .press("a")
        .sees("cancelled → booked")
        .press("Ctrl+S");
    desk.sees("Take that back?").sees("It would be booked.");
    desk.types("next patient").press("Esc").settle();
    assert_eq!(patches(&desk).len(), 1, "only the cancellation");
    desk.press("Ctrl+S")
        .pass(1)
        .press("Ctrl+S")
        .settle()
        .sees("○ booked");
    assert_eq!(patches(&desk)[1], json!({"status": "booked"}));
}

#[test]
fn a_lost_answer_to_a_status_is_settled_by_reading_it() {
    for (fault, made) in [("drop-after", true), ("drop-before", false)] {
        let mut desk = on_the_day(with_a_visit_shown());
        desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": fault}));
        desk.press("a").press("Ctrl+S").settle().sees("Unknown");
        assert_eq!(desk.state()["outbox"][0]["kind"], "status");
        desk.wait(60).settle();
        match made {
            true => desk.sees("Maria Schmidt is here ("),
            false => desk.sees("Status not set — ClinikAPI shows the appointment as it was."),
        };
    }
}

#[test]
fn a_status_that_somebody_else_set_meanwhile_is_not_overwritten_unseen() {
    let mut desk = on_the_day(with_a_visit_shown());
    desk.press("a")
        .press("Down")
        .press("Down")
        .sees("booked → done");
    let id = desk.state()["appointment"]["id"]
        .as_str()
        .expect("an appointment")
        .to_owned();
    desk.sandbox()
        .change(&id, &json!({"status": "arrived"}))
        .expect("another desk can");
    desk.press("Ctrl+S")
        .settle()
        .sees("been changed meanwhile")
        .sees("arrived → done");
    assert_eq!(
        patches(&desk),
        [json!({"status": "arrived"})],
        "only the other one's"
    );
}

#[test]
fn what_aniva_has_no_call_for_is_said() {
    let mut desk = with_a_draw_shown();
    desk.sees_no("a arrived").press("a");
    assert_eq!(desk.note(), "Aniva has no way to do that from here.");
}

#[test]
fn what_was_called_off_is_booked_again_without_typing_it() {
    let mut desk = with_a_visit_shown();
    desk.press("x").press("Ctrl+S").settle().sees("✓ cancelled");
    desk.turn_to("appointment")
        .sees("a undo the cancellation")
        .sees("b the same visit again");
    desk.press("b").settle();
    desk.sees("The same visit is in the form; only the time is missing.");
    assert_eq!(desk.creates().len(), 1, "nothing is sent");
    desk.types("12.02.2027 11:00").press("Ctrl+S").settle();
    if desk.asked() != "" {
        desk.confirm_despite().settle();
    }
    let [first, again] = &desk.creates()[..] else {
        panic!("two creates\n{}", desk.screen())
    };
    assert_eq!(again["body"]["start"], "2027-02-12T10:00:00.000Z");
    assert_ne!(
        first["body"]["comment"], again["body"]["comment"],
        "each has a reference of its own"
    );
    for member in ["patientId", "practitionerId", "status", "minutesDuration"] {
        assert_eq!(first["body"][member], again["body"][member], "{member}");
    }
}

#[test]
fn a_status_that_was_not_set_is_taken_up_after_a_crash_as_it_was_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    };
    let mut desk = DeskAtWork::with_a_visit(options());
    desk.fill("Practitioner", "prac_xyz789").book_at_once();
    desk.turn_to("appointment");
    desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": "drop-before"}));
    desk.press("a")
        .press("Down")
        .sees("booked → checked-in")
        .press("Ctrl+S")
        .confirm_despite()
        .settle();
    desk.sees("Unknown");
    let mut desk = desk.killed_after(50).reopened(options());
    desk.wait(60).settle().sees("Status not set");
    desk.turn_to("outbox")
        .press("Enter")
        .settle()
        .sees("booked → checked-in");
    desk.press("Ctrl+S")
        .confirm_despite()
        .settle()
        .sees("● checked-in");
    assert_eq!(
        patches(&desk).last(),
        Some(&json!({"status": "checked-in"}))
    );
}

#[test]
fn whoever_arrives_on_another_day_is_asked_about_and_why_is_on_record() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    };
    let mut desk = DeskAtWork::with_a_visit(options);
    desk.fill("Practitioner", "prac_xyz789")
        .book_at_once()
        .turn_to("appointment");
    desk.press("a")
        .sees("This appointment is not today: it is Wed 10 Feb 2027 10:00 CET.")
        .press("Ctrl+S");
    desk.sees("Set it anyway?").sees("Why?").settle();
    assert!(
        patches(&desk).is_empty(),
        "nothing goes out before the answer"
    );
    desk.press("Esc").settle();
    assert!(patches(&desk).is_empty());
    desk.press("Ctrl+S")
        .types("2")
        .confirm_despite()
        .settle()
        .sees("● arrived");
    assert_eq!(patches(&desk), [json!({"status": "arrived"})]);
    let trail = crate::desk_at_work::records::audit(folder.path());
    let said = trail
        .iter()
        .find(|line| line["what"] == "override")
        .expect("it is on record");
    assert_eq!(
        (&said["fields"], &said["reason"]),
        (&json!("another-day"), &json!("came-at-another-time"))
    );
}

#[test]
fn before_it_begins_a_visit_is_not_over_unasked() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Start", "20.11.2026 16:00").book();
    if desk.asked() != "" {
        desk.confirm_despite().settle();
    }
    desk.turn_to("appointment")
        .press("a")
        .sees("booked → arrived")
        .sees_no("not today");
    desk.types("fulf")
        .sees("It begins Fri 20 Nov 2026 16:00 CET, and done does not come after booked.");
    desk.press("Ctrl+S").settle();
    assert!(
        patches(&desk).is_empty() && desk.asked().contains("anyway"),
        "{}",
        desk.screen()
    );
    desk.press("Esc")
        .press("Ctrl+U")
        .types("check")
        .sees("booked → checked-in")
        .press("Ctrl+S")
        .settle();
    assert_eq!(
        patches(&desk),
        [json!({"status": "checked-in"})],
        "whoever is early is not asked about"
    );
}

#[test]
fn what_has_taken_place_is_neither_moved_nor_cancelled() {
    let mut desk = on_the_day(with_a_visit_shown());
    desk.press("a")
        .types("fulf")
        .press("Ctrl+S")
        .settle()
        .sees("✓ done");
    desk.turn_to("appointment")
        .sees_no("m move")
        .sees_no("x cancel")
        .press("m");
    assert_eq!(
        desk.note(),
        "It is done: there is nothing left to move or to cancel."
    );
}

#[test]
fn what_stands_against_a_move_is_said_while_it_is_typed() {
    let mut desk = with_a_visit_shown();
    let visit = json!({
        "status": "booked", "patientId": "pt_k4m8wz", "practitionerId": "prac_xyz789",
        "start": "2027-02-11T13:00:00.000Z", "end": "2027-02-11T13:30:00.000Z",
    });
    desk.sandbox()
        .book(CLINIK, &visit)
        .expect("another desk can book");
    desk.pass(60)
        .press("m")
        .settle()
        .types("11.02.2027 14:00")
        .settle();
    desk.sees("Karin Ivers already has Z. B. 14:00–14:30.")
        .sees("Thu 11 Feb 2027")
        .sees_no("no free times");
    desk.press("Ctrl+U")
        .types("11.02.2027 14:30")
        .settle()
        .sees_no("already has");
    desk.press("Ctrl+U")
        .types("11.02.2027 xx")
        .settle()
        .sees_no("no free times known");
    assert!(patches(&desk).is_empty());
}

#[test]
fn free_times_stand_beside_their_days_as_far_as_there_is_room() {
    let mut desk = with_a_visit_shown();
    desk.press("m")
        .settle()
        .sees("Wed 10 Feb 2027 08:30 09:00")
        .sees("Thu 11 Feb 2027 08:00");
    let is_time = |word: &&str| word.len() == 5 && word.contains(':');
    let times = columns(&desk.screen())[0]
        .split_whitespace()
        .filter(is_time)
        .count();
    assert!(times > 20, "{}", desk.screen());
    desk.press("Down")
        .sees("Wed 10 Feb 2027 10:30")
        .clicks("15:30")
        .sees("to Thu 11 Feb 2027 15:30");
}

#[test]
fn free_times_that_cannot_be_read_are_not_said_to_be_none() {
    let mut desk = with_a_visit_shown();
    desk.fault(
        &json!({"backend": "clinik", "call": "any", "fault": "status", "code": 500, "times": 0}),
    );
    desk.press("m")
        .settle()
        .sees("free times are not available now; type a time")
        .sees_no("no free times known");
}

#[test]
fn what_the_clinic_has_no_longer_is_said_and_what_was_removed_already_is_done() {
    let gone =
        |call: &str| json!({"backend": "clinik", "call": call, "fault": "status", "code": 404});
    let mut desk = with_a_visit_shown();
    desk.fault(&gone("patch"))
        .press("x")
        .press("Ctrl+S")
        .settle();
    desk.sees("ClinikAPI has no such appointment any more.")
        .sees_no("The appointment is unchanged");

    let mut desk = with_a_visit_shown();
    desk.fault(&gone("delete"))
        .press("Ctrl+P")
        .types("made in error")
        .press("Enter")
        .settle();
    desk.confirm_despite()
        .confirm_despite()
        .settle()
        .sees("The entry is gone")
        .sees("✓ removed");
}

#[test]
fn a_range_typed_for_a_move_is_its_start_and_its_end() {
    let mut desk = with_a_visit_shown();
    desk.press("m")
        .settle()
        .types("11.02.2027 13:00-13:45")
        .sees("to Thu 11 Feb 2027 13:00–13:45");
    desk.press("Ctrl+S").settle().sees("moved");
    let body = json!({
        "start": "2027-02-11T12:00:00.000Z", "end": "2027-02-11T12:45:00.000Z", "minutesDuration": 45,
    });
    assert_eq!(desk.calls_of("patch"), [(json!("PATCH"), body, json!(200))]);
}

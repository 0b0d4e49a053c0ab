//! The last change is taken back by one key: a card shows what it was, and the booking key alone sends it.

use booking::clinics::CLINIK;
use headless::Options;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, at_aniva, at_clinik, at_fhir};

const KARIN: &str = "prac_xyz789";

/// A desk at which half an hour with Karin Ivers was just booked, on Wednesday 10 February 2027 at 10:00.
fn just_booked(options: Options) -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(options);
    desk.fill("Practitioner", KARIN)
        .fill("Reason", "knee")
        .book_at_once();
    desk
}

fn last_patch(desk: &DeskAtWork) -> Value {
    desk.changes_sent().pop().expect("a change")
}

/// Moves the visit to Thursday at 14:15.
fn moves_it(desk: &mut DeskAtWork) {
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("11.02.2027 14:15")
        .press("Ctrl+S")
        .settle()
        .sees("Moved at ClinikAPI.");
}

/// Gives the visit to Oksana Melnyk: a new one is booked, and the old one cancelled.
fn gives_it_to_oksana(desk: &mut DeskAtWork) {
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .press("Tab")
        .settle()
        .types("oksa")
        .press("Enter")
        .settle()
        .press("Ctrl+S")
        .settle();
}

#[test]
fn a_booking_is_cancelled_as_booked_in_error_and_the_key_is_named_for_twenty_seconds() {
    let mut desk = just_booked(at_clinik());
    desk.sees("Ctrl-Z undo").wait(21).sees_no("Ctrl-Z undo");
    desk.press("Ctrl+Z")
        .settle()
        .sees("Cancel this appointment at ClinikAPI")
        .sees("booked in error")
        .sees("This takes back what was done at");
    assert!(
        desk.changes_sent().is_empty(),
        "nothing goes out before the booking key"
    );
    desk.press("Ctrl+S")
        .settle()
        .sees("Cancelled at ClinikAPI.");
    let body = last_patch(&desk);
    assert_eq!(body["status"], "cancelled");
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn a_move_goes_back_to_the_old_time() {
    let mut desk = just_booked(at_clinik());
    moves_it(&mut desk);
    desk.press("Ctrl+Z")
        .settle()
        .sees("Move this appointment at ClinikAPI")
        .sees("Wed 10 Feb 2027 10:00")
        .press("Ctrl+S")
        .settle()
        .sees("Moved at ClinikAPI.");
    assert_eq!(last_patch(&desk)["start"], "2027-02-10T09:00:00.000Z");
    assert_eq!(desk.creates().len(), 1, "nothing is booked anew");
}

#[test]
fn a_status_and_a_cancellation_go_back() {
    let mut desk = just_booked(at_clinik());
    desk.turn_to("appointment")
        .press("x")
        .settle()
        .stands_still()
        .press("Ctrl+S")
        .settle()
        .sees("Cancelled at ClinikAPI.")
        .sees("patient request");
    desk.press("Ctrl+Z").settle().press("Ctrl+S").settle();
    assert_eq!(desk.asked(), "", "the card has asked");
    assert_eq!(last_patch(&desk)["status"], "booked");
    // The clinic keeps the reason.
    desk.turn_to("appointment").sees_no("patient request");
}

/// What is cancelled again is cancelled for the reason it had, without a question.
#[test]
fn a_cancellation_taken_back_and_made_again_has_the_reason_it_had() {
    let mut desk = just_booked(at_clinik());
    desk.turn_to("appointment")
        .press("x")
        .settle()
        .types("fever")
        .press("Down Ctrl+S")
        .settle()
        .sees("Cancelled at ClinikAPI.");
    let cancelled = last_patch(&desk);
    assert!(cancelled.to_string().contains("fever"), "{cancelled}");
    desk.press("Ctrl+Z").settle().press("Ctrl+S").settle();
    assert_eq!(desk.asked(), "", "the card has asked");
    assert_eq!(last_patch(&desk)["status"], "booked");
    desk.press("Ctrl+Z").settle().sees("fever");
    desk.press("Ctrl+S").settle();
    assert_eq!(desk.asked(), "", "{}", desk.screen());
    assert_eq!(last_patch(&desk), cancelled);
}

#[test]
fn details_go_back_and_a_text_that_was_not_there_can_not() {
    let mut desk = just_booked(at_clinik());
    desk.turn_to("appointment").press("e").settle();
    while !desk.screen().contains("Reason ›") {
        desk.press("Enter");
    }
    desk.press("Ctrl+U")
        .types("shoulder")
        .press("Ctrl+S")
        .settle();
    desk.press("Ctrl+Z")
        .settle()
        .sees("shoulder → knee")
        .press("Ctrl+S")
        .settle();
    assert_eq!(last_patch(&desk), json!({"reasonCode": "knee"}));
    desk.turn_to("appointment").press("e").settle();
    while !desk.screen().contains("Comment ›") {
        desk.press("Enter");
    }
    desk.types("rings back").press("Ctrl+S").settle();
    let sent = desk.changes_sent().len();
    desk.press("Ctrl+Z")
        .settle()
        .sees("can't be taken away at ClinikAPI");
    assert_eq!(desk.changes_sent().len(), sent, "nothing can take it away");
}

#[test]
fn any_row_of_done_today_is_taken_back_and_one_that_is_so_already_is_not() {
    let mut desk = just_booked(at_clinik());
    moves_it(&mut desk);
    desk.press("Alt+O")
        .sees("Done today (2)")
        .press("u")
        .settle()
        .sees("Move this appointment at ClinikAPI")
        .stands_still()
        .press("Ctrl+S")
        .settle()
        .sees("Moved at ClinikAPI.");
    desk.press("Alt+O")
        .sees("Done today (3)")
        .press("Down u")
        .settle()
        .sees("It is as it was before already.");
    assert_eq!(desk.changes_sent().len(), 2);
}

#[test]
fn what_somebody_else_has_altered_since_is_said_first() {
    let mut desk = just_booked(at_clinik());
    let id = desk.state()["appointment"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let arrived = json!({"status": "arrived"});
    desk.sandbox()
        .change(&id, &arrived)
        .expect("another desk's change");
    desk.press("Ctrl+Z")
        .settle()
        .sees("Somebody has altered it since: Status: booked → arrived.");
    assert_eq!(desk.changes_sent(), [arrived], "only the other desk's");
}

#[test]
fn a_time_that_is_taken_by_now_is_asked_about_by_whom() {
    let mut desk = just_booked(at_clinik());
    moves_it(&mut desk);
    let toms = json!({
        "status": "booked",
        "patientId": "pt_32ut2e",
        "practitionerId": KARIN,
        "start": "2027-02-10T09:00:00Z",
        "minutesDuration": 30,
    });
    desk.sandbox()
        .book(CLINIK, &toms)
        .expect("another desk's booking");
    desk.press("Ctrl+Z")
        .settle()
        .press("Ctrl+S")
        .settle()
        .sees("Greta Lindner");
    assert_eq!(desk.changes_sent().len(), 1, "only the move was sent");
}

#[test]
fn a_change_of_two_steps_is_taken_back_by_two() {
    let mut desk = just_booked(at_clinik());
    gives_it_to_oksana(&mut desk);
    assert_eq!(desk.creates().len(), 2);
    desk.press("Ctrl+Z")
        .settle()
        .sees("to Wed 10 Feb 2027 10:00 · Karin Ivers")
        .sees("then the old appointment is cancelled")
        .press("Ctrl+S")
        .settle();
    let creates = desk.creates();
    assert_eq!(creates.len(), 3, "{}", desk.screen());
    assert_eq!(creates[2]["body"]["practitionerId"], KARIN);
    assert_eq!(creates[2]["body"]["reasonCode"], "knee");
    let cancelled = desk.changes_sent();
    assert_eq!(cancelled.len(), 2, "{cancelled:?}");
}

#[test]
fn a_draw_at_aniva_is_called_off_and_that_stays() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.book_at_once()
        .press("Ctrl+Z")
        .settle()
        .press("Ctrl+S")
        .settle();
    desk.sees("Cancelled at Aniva.");
    desk.press("Ctrl+Z")
        .settle()
        .sees("brings no cancelled appointment back");
    let deletes = desk.requests().into_iter();
    let deletes = deletes.filter(|request| request["call"] == "delete");
    assert_eq!(deletes.count(), 1);
}

#[test]
fn nothing_done_is_nothing_to_take_back() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.press("Ctrl+Z")
        .sees("Nothing was changed at this desk today.");
}

#[test]
fn the_next_patient_typed_at_the_card_takes_nothing_back() {
    let mut desk = just_booked(at_clinik());
    desk.press("Ctrl+Z")
        .settle()
        .types("220385s ki fr 10:00")
        .press("Ctrl+S")
        .settle();
    assert!(desk.changes_sent().is_empty());
}

/// The answer to what takes a change back is lost: the appointment is looked at, and nothing is sent again.
#[test]
fn a_lost_answer_is_settled_by_reading_the_appointment() {
    for (fault, says) in [("drop-after", "it is moved"), ("drop-before", "Not moved")] {
        let mut desk = just_booked(at_clinik());
        moves_it(&mut desk);
        desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": fault}));
        desk.press("Ctrl+Z")
            .settle()
            .press("Ctrl+S")
            .settle()
            .sees("Unknown");
        desk.wait(60).settle().sees(says);
        assert_eq!(desk.changes_sent().len(), 2, "{fault}");
    }
}

/// The change before it is not offered in its place.
#[test]
fn what_was_done_before_a_change_of_unknown_outcome_is_not_taken_back() {
    let mut desk = just_booked(at_clinik());
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
    desk.press("Ctrl+E")
        .types("041268c ki 11.2.2027 11:00")
        .settle()
        .press("Enter")
        .settle()
        .book();
    desk.sees("unknown John Carter");
    desk.press("Ctrl+Z").settle();
    desk.sees("Nobody knows yet whether the last change was made: John Carter");
    desk.sees_no("Cancel this appointment");
    desk.wait(60).settle().press("Ctrl+Z").settle();
    desk.sees("Cancel this appointment").sees("John Carter");
    assert_eq!(desk.changes_sent(), [] as [Value; 0]);
}

/// Whoever takes back what took a move back moves again: each time one change, from what is now to what was.
#[test]
fn twice_in_a_row_it_is_as_before_the_first_time() {
    let mut desk = just_booked(at_clinik());
    moves_it(&mut desk);
    for _ in 0..2 {
        desk.press("Ctrl+Z")
            .settle()
            .press("Ctrl+S")
            .settle()
            .sees("Moved at ClinikAPI.");
    }
    let starts: Vec<Value> = desk
        .changes_sent()
        .into_iter()
        .map(|body| body["start"].clone())
        .collect();
    assert_eq!(
        starts,
        [
            "2027-02-11T13:15:00.000Z",
            "2027-02-10T09:00:00.000Z",
            "2027-02-11T13:15:00.000Z"
        ]
    );
}

#[test]
fn at_a_clinic_that_is_away_nothing_is_taken_back_and_the_desk_says_so() {
    let mut desk = just_booked(at_clinik());
    moves_it(&mut desk);
    desk.fault(&json!({"backend": "clinik", "call": "any", "fault": "drop-before", "times": 0}));
    desk.press("Ctrl+Z").settle().sees("gave no answer");
    desk.press("Ctrl+S").settle();
    desk.fault(&json!({"clear": true}));
    assert_eq!(desk.changes_sent().len(), 1, "only the move was sent");
    desk.pass(60).settle();
    desk.press("Ctrl+Z")
        .settle()
        .press("Ctrl+S")
        .settle()
        .sees("Moved at ClinikAPI.");
}

/// A crash between the two steps that take a change of two steps back: the second waits, and is made after the next start.
#[test]
fn a_crash_between_the_two_steps_loses_neither() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    };
    let mut desk = just_booked(options.clone());
    gives_it_to_oksana(&mut desk);
    let cancelled = desk.changes_sent().len();
    desk.press("Ctrl+Z")
        .settle()
        .press("Ctrl+S")
        .send_off()
        .until_received_in_all(3);
    let mut desk = desk.killed_after(0).reopened(options);
    desk.settle().wait(60).settle();
    assert_eq!(desk.creates().len(), 3, "nothing is booked again");
    assert_eq!(
        desk.changes_sent().len(),
        cancelled + 1,
        "{}",
        desk.screen()
    );
}

#[test]
fn at_a_server_of_fhir_a_move_and_a_booking_go_back() {
    let mut desk = DeskAtWork::open_at_the_line(at_fhir());
    desk.books_line("220385s ki f 10.2.2027 10:00");
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("11.02.2027 14:15")
        .press("Ctrl+S")
        .settle()
        .sees("Moved at");
    desk.press("Ctrl+Z")
        .settle()
        .sees("Wed 10 Feb 2027 10:00")
        .press("Ctrl+S")
        .settle()
        .sees("Moved at");
    assert_eq!(desk.creates().len(), 1, "nothing is booked anew");
}

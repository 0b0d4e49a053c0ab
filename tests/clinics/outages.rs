//! A clinic can't be reached: the desk says so, finds out by itself when it is back, and keeps what is completed
//! meanwhile for a person to book then.

use std::path::Path;

use booking::clinics::CLINIK;
use headless::Options;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::records::{steps, verified};
use crate::desk_at_work::{BERLIN, DeskAtWork, PATIENT, PROFILE, StandIn, at_aniva, at_clinik};

/// Karin Ivers, who works Wednesdays from 08:00 to 12:30.
const KARIN: &str = "prac_xyz789";
/// Someone else than Maria Schmidt.
const AMARA: &str = "pt_k4m8wz";

/// A desk with a visit that can be booked, everything about it known.
fn with_a_known_visit(options: Options) -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(options);
    desk.fill("Practitioner", KARIN).settle();
    desk
}

/// The line to ClinikAPI is cut, and two questions in a row find that out.
fn lose_clinik(desk: &mut DeskAtWork) {
    desk.fault(&json!({"backend": "clinik", "call": "any", "fault": "drop-before", "times": 0}))
        .pass_ms(1500);
    desk.fill("Patient", AMARA)
        .settle()
        .fill("Patient", PATIENT)
        .settle();
    desk.sees("! unreachable since 14:32, retry in 2 s");
}

/// ClinikAPI is back, and the desk finds that out by itself.
fn find_clinik_again(desk: &mut DeskAtWork) {
    desk.fault(&json!({"clear": true}))
        .pass(30)
        .settle()
        .sees_no("unreachable");
    assert_eq!(desk.state()["unreachable"], json!({}));
}

/// Completes the booking in front, which waits in the Outbox then.
fn queue(desk: &mut DeskAtWork) {
    desk.book().confirm_despite().settle();
    assert_eq!(
        desk.state()["outbox"][0]["state"],
        "queued",
        "{}",
        desk.screen()
    );
    assert_eq!(
        desk.text("Patient"),
        "",
        "the form is free for the next person"
    );
}

/// The questions whether ClinikAPI is back.
fn probes(desk: &DeskAtWork) -> usize {
    let is_probe = |request: &Value| request["path"] == "/v1/practitioners?count=1";
    desk.requests()
        .iter()
        .filter(|request| is_probe(request))
        .count()
}

#[test]
fn an_outage_is_said_asked_about_less_and_less_often_and_over_by_itself() {
    let mut desk = with_a_known_visit(at_clinik());
    lose_clinik(&mut desk);
    desk.pass(1).sees("retry in 1 s").turn_to("problems");
    assert_eq!(
        probes(&desk),
        1,
        "once more, to be sure, and then after a pause"
    );
    for wait in [1, 4, 8, 16, 30] {
        desk.pass(wait).settle().sees("! unreachable since 14:32");
        desk.sees("! What you complete for ClinikAPI can wait in the");
    }
    assert_eq!(probes(&desk), 6);
    find_clinik_again(&mut desk);
    desk.press("Esc").book_at_once();
}

#[test]
fn the_other_clinic_stays_fully_usable() {
    let mut desk = with_a_known_visit(at_clinik());
    lose_clinik(&mut desk);
    desk.press("Ctrl+T")
        .sees("ClinikAPI unreachable since 14:32");
    desk.fill("Profile", PROFILE)
        .fill("Location", BERLIN)
        .fill("Scheduled at", "2027-02-11 08:30");
    desk.settle().book_at_once();
}

#[test]
fn a_server_that_is_merely_at_fault_or_busy_is_not_unreachable() {
    for fault in [
        json!({"fault": "status", "code": 500}),
        json!({"fault": "status", "code": 403}),
    ] {
        let mut desk = with_a_known_visit(at_clinik());
        let mut fault = fault;
        (fault["backend"], fault["call"], fault["times"]) =
            (json!("clinik"), json!("search"), json!(0));
        desk.fault(&fault)
            .fill("Patient", AMARA)
            .settle()
            .fill("Patient", PATIENT)
            .settle();
        assert_eq!(desk.state()["unreachable"], json!({}));
    }
}

#[test]
fn a_gateway_that_answers_for_a_server_that_does_not_is_an_outage() {
    let mut desk = with_a_known_visit(at_clinik());
    desk.fault(
        &json!({"backend": "clinik", "call": "any", "fault": "status", "code": 503, "times": 0}),
    );
    desk.fill("Patient", AMARA)
        .settle()
        .fill("Patient", PATIENT)
        .settle()
        .sees("unreachable since");
}

#[test]
fn after_an_interruption_the_answer_that_was_chosen_stays_chosen() {
    let mut desk = with_a_known_visit(at_clinik());
    lose_clinik(&mut desk);
    desk.book();
    desk.sees("Queue this booking?").sees("› 1 queue it");
    desk.stands_still().types("220385s ki").press("Down");
    desk.sees("› 1 queue it");
    desk.press("Down").sees("› 2 try it now");
}

#[test]
fn what_is_completed_waits_until_a_person_releases_it() {
    let mut desk = with_a_known_visit(at_clinik());
    lose_clinik(&mut desk);
    desk.book();
    desk.sees("Queue this booking?")
        .sees("ClinikAPI can't be reached.");
    desk.press("Esc");
    assert_eq!(
        (desk.text("Patient"), &desk.state()["outbox"]),
        (PATIENT.to_owned(), &json!([]))
    );

    queue(&mut desk);
    desk.sees("queued Maria Schmidt, ClinikAPI")
        .sees("Waits for ClinikAPI; nothing is sent by itself.");
    desk.pass(3600).settle();
    find_clinik_again(&mut desk);
    assert_eq!(
        desk.note(),
        "ClinikAPI answers again: 1 waits in the Outbox. Ctrl-O goes there, Enter brings it back, Ctrl-S sends it."
    );
    desk.pass(3600).settle().sees("Ready to book");
    assert_eq!(
        desk.creates(),
        [] as [Value; 0],
        "nothing is sent by itself"
    );

    desk.turn_to("outbox")
        .press("Enter")
        .settle()
        .sees("Back in the form, not booked: Ctrl-S books it.");
    desk.types("carter").settle();
    assert_eq!(
        desk.text("Patient"),
        PATIENT,
        "the next caller's name overwrites nothing"
    );
    desk.press("Ctrl+U").settle();
    assert_eq!(
        desk.creates(),
        [] as [Value; 0],
        "only the booking key sends"
    );
    desk.book_at_once();
    assert_eq!(desk.body()["patientId"], PATIENT);
    assert_eq!(desk.body()["start"], "2027-02-10T09:00:00.000Z");
    assert_eq!(desk.state()["outbox"], json!([]));
}

#[test]
fn a_clinic_that_refuses_the_key_holds_up_no_line_and_is_not_asked_over_and_over() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.fault(
        &json!({"backend": "aniva", "call": "search", "fault": "status", "code": 401, "times": 0}),
    );
    desk.settle().types("220385s ki f").settle();
    desk.press("Enter").settle().press("Ctrl+S").settle();
    desk.sees("Booked at ClinikAPI").press("Esc Esc").settle();
    desk.types("220385s -").settle().sees("cancel Mon 23 Nov");
    let asked = |desk: &DeskAtWork| {
        let requests = desk.requests().into_iter();
        requests
            .filter(|request| request["backend"] == "aniva")
            .count()
    };
    let before = asked(&desk);
    assert!(before > 0, "its lists were asked for");
    desk.wait(30);
    assert_eq!(
        asked(&desk),
        before,
        "it is not asked again without a reason"
    );
    desk.press("Enter").settle().press("Ctrl+S").settle();
    desk.sees("Cancelled at ClinikAPI");
}

#[test]
fn what_was_queued_is_looked_at_once_more_before_it_goes_out() {
    let mut desk = with_a_known_visit(at_clinik());
    lose_clinik(&mut desk);
    queue(&mut desk);
    desk.fault(&json!({"clear": true}));
    let theirs = json!({
        "status": "booked", "patientId": AMARA, "practitionerId": KARIN,
        "start": "2027-02-10T10:00:00+01:00", "end": "2027-02-10T10:30:00+01:00",
    });
    desk.sandbox()
        .book(CLINIK, &theirs)
        .expect("another desk can book");
    find_clinik_again(&mut desk);
    desk.turn_to("outbox").press("Enter").settle().book();
    assert_eq!(desk.creates().len(), 1, "only the other desk's");
    assert!(desk.asked().contains("anyway"), "{}", desk.screen());
    desk.press("Esc");
    assert_eq!(desk.text("Patient"), PATIENT, "its draft is in the form");
}

#[test]
fn a_time_that_has_passed_meanwhile_is_not_booked() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.fill("Scheduled at", "20.11.2026 15:00").settle();
    desk.fault(&json!({"backend": "aniva", "call": "any", "fault": "drop-before", "times": 0}));
    let other = "c0b1a2d3-1111-4222-8333-444455556666";
    desk.fill("Profile", other)
        .go_to("Location")
        .settle()
        .fill("Profile", PROFILE)
        .settle();
    desk.sees("unreachable since");
    desk.book().confirm_despite().settle();
    assert_eq!(
        desk.state()["outbox"][0]["state"],
        "queued",
        "{}",
        desk.screen()
    );
    desk.fault(&json!({"clear": true}))
        .pass(3600)
        .settle()
        .sees_no("unreachable");
    desk.turn_to("outbox").press("Enter").settle().book();
    assert_eq!(desk.creates(), [] as [Value; 0]);
    assert_eq!(desk.focus(), "Scheduled at", "{}", desk.screen());
}

#[test]
fn the_booking_key_asks_whether_it_is_back_and_the_question_goes_once_it_is() {
    let mut desk = with_a_known_visit(at_clinik());
    lose_clinik(&mut desk);
    desk.fault(&json!({"clear": true})).book();
    assert_eq!(
        (desk.asked(), desk.note()),
        (
            String::new(),
            "ClinikAPI answers again: Ctrl-S books.".to_owned()
        )
    );
    desk.book_at_once();
}

#[test]
fn a_person_may_try_all_the_same() {
    let mut desk = with_a_known_visit(at_clinik());
    lose_clinik(&mut desk);
    desk.book()
        .sees("2 try it now anyway")
        .press("2")
        .confirm_despite()
        .settle()
        .sees_unknown(&json!({
            "what": "The answer was lost after sending. It may be booked.",
        }));
    assert_eq!(desk.state()["outbox"][0]["state"], "unknown");
}

#[test]
fn lists_that_alone_can_not_be_had_are_no_outage() {
    let mut desk = with_a_known_visit(at_clinik());
    for _ in 0..6 {
        // Each question is tried three times.
        desk.fault(&json!({"backend": "clinik", "call": "search", "fault": "drop-before"}));
    }
    desk.fill("Patient", AMARA)
        .go_to("Start")
        .settle()
        .fill("Patient", PATIENT)
        .settle();
    assert_eq!(desk.state()["unreachable"], json!({}), "{}", desk.screen());
}

#[test]
fn a_queued_booking_outlives_the_desk_and_is_in_the_trail() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = with_a_known_visit(keeping(folder.path()));
    lose_clinik(&mut desk);
    desk.fill("Reason", "ankle");
    queue(&mut desk);
    assert_eq!(steps(folder.path(), 1), ["queued"]);
    desk.fault(&json!({"clear": true}));

    let mut desk = desk.killed_after(0).reopened(keeping(folder.path()));
    desk.settle().sees("queued").sees("Ready to book");
    desk.pass(3600).settle();
    assert_eq!(
        (desk.creates().len(), desk.text("Patient")),
        (0, String::new())
    );
    desk.turn_to("outbox")
        .press("Enter")
        .settle()
        .book_at_once();
    assert_eq!(desk.body()["reasonCode"], "ankle");
    assert_eq!(
        steps(folder.path(), 5),
        ["queued", "by-hand", "prepared", "sending", "booked"]
    );
    verified(folder.path()).unwrap();
    let desk = desk.killed_after(50).reopened(keeping(folder.path()));
    assert_eq!(desk.state()["outbox"], json!([]), "once is enough");
}

#[test]
fn a_move_waits_for_its_clinic_outlives_the_desk_and_is_released_by_a_person() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = with_a_known_visit(keeping(folder.path()));
    desk.book_at_once();
    lose_clinik(&mut desk);
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("11.02.2027 14:15")
        .settle();
    desk.sees("free times are not available now")
        .press("Ctrl+S");
    desk.sees("Queue this change?")
        .sees("you send it from there")
        .confirm_despite()
        .settle();
    desk.sees(
        "Queued, not sent. Once ClinikAPI answers: Ctrl-O to the Outbox, and Enter opens it there.",
    )
    .sees("queued Maria Schmidt, ClinikAPI");
    assert_eq!(desk.state()["outbox"][0]["kind"], "move");
    desk.fault(&json!({"clear": true}));

    let mut desk = desk.killed_after(0).reopened(keeping(folder.path()));
    desk.settle().sees("queued").pass(3600).settle();
    let patches = |desk: &DeskAtWork| -> Vec<Value> {
        let is_one = |request: &Value| {
            request["method"] == "PATCH" && request["path"].to_string().contains("/appointments")
        };
        desk.requests().into_iter().filter(is_one).collect()
    };
    assert_eq!(patches(&desk).len(), 0, "nothing is sent by itself");
    desk.turn_to("outbox").press("Enter").settle();
    desk.sees("Move this appointment")
        .sees("to Thu 11 Feb 2027 14:15")
        .press("Ctrl+S")
        .settle()
        .sees("moved");
    assert_eq!(
        patches(&desk)[0]["body"]["start"],
        "2027-02-11T13:15:00.000Z"
    );
    assert_eq!(desk.state()["outbox"], json!([]));
}

#[test]
fn a_click_turns_to_a_queued_booking_and_never_books_it() {
    let mut desk = with_a_known_visit(at_clinik());
    lose_clinik(&mut desk);
    queue(&mut desk);
    find_clinik_again(&mut desk);
    desk.clicks("queued Maria Schmidt");
    assert_eq!(desk.state()["pane"], "outbox");
    desk.clicks("Enter bring back")
        .sees("Ctrl-S books it")
        .clicks("Ctrl-S book in");
    assert_eq!(desk.creates().len(), 0, "{}", desk.screen());
    desk.book_at_once();
}

#[test]
fn forgetting_a_queued_booking_brings_its_draft_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = with_a_known_visit(keeping(folder.path()));
    lose_clinik(&mut desk);
    queue(&mut desk);
    desk.fill("Patient", AMARA)
        .turn_to("outbox")
        .press("Enter")
        .sees("The ClinikAPI form is not empty");
    desk.press("Esc")
        .fill("Patient", "")
        .turn_to("outbox")
        .press("Enter")
        .settle();
    assert_eq!(
        (desk.text("Patient"), desk.text("Practitioner")),
        (PATIENT.to_owned(), KARIN.to_owned())
    );
    assert_eq!(desk.state()["outbox"], json!([]));

    let desk = desk.killed_after(0).reopened(keeping(folder.path()));
    assert_eq!(
        desk.text("Patient"),
        PATIENT,
        "kept as what is typed, before it was out of the queue"
    );
    assert_eq!(desk.state()["outbox"], json!([]));
}

#[test]
fn what_can_not_be_written_down_waits_with_the_desk_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a file");
    std::fs::write(&file, "in the way").unwrap();
    let mut desk = with_a_known_visit(keeping(&file));
    lose_clinik(&mut desk);
    queue(&mut desk);
    desk.sees("It could not be recorded").press("Ctrl+Q");
    assert_eq!(desk.asked(), "Quit? The queued booking would be lost.");
}

#[test]
fn a_desk_that_opens_without_a_line_says_so_at_once() {
    let mut desk = DeskAtWork::open(Options {
        address: Some(StandIn::gone()),
        ..at_clinik()
    });
    desk.settle()
        .sees("! unreachable since 14:32, retry in 2 s");
}

fn keeping(folder: &Path) -> Options {
    Options {
        data_dir: Some(folder.to_owned()),
        ..at_clinik()
    }
}

#[test]
fn what_waits_goes_out_as_a_list_once_its_clinic_is_back() {
    let mut desk = with_a_known_visit(at_clinik());
    lose_clinik(&mut desk);
    queue(&mut desk);
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .fill("Start", "17.02.2027 10:00");
    desk.fill("Minutes", "30").settle();
    queue(&mut desk);
    desk.turn_to("outbox")
        .press("a")
        .settle()
        .stands_still()
        .press("Ctrl+S")
        .settle();
    assert!(
        desk.note().starts_with("ClinikAPI can't be reached"),
        "{}",
        desk.note()
    );
    assert_eq!(desk.creates().len(), 0);
    desk.fault(&json!({"clear": true}))
        .pass(30)
        .settle()
        .press("Ctrl+S")
        .settle()
        .sees("2 of 2 done.");
    assert_eq!(desk.creates().len(), 2);
    desk.press("Esc");
    assert_eq!(desk.state()["outbox"], json!([]));
}

#[test]
fn the_booking_key_on_the_form_of_a_queued_booking_says_nothing_of_the_one_before() {
    let mut desk = with_a_known_visit(at_clinik());
    desk.book_at_once();
    lose_clinik(&mut desk);
    desk.fill("Practitioner", KARIN)
        .fill("Start", "17.02.2027 10:00")
        .fill("Minutes", "30")
        .settle();
    queue(&mut desk);
    desk.press("Esc").settle().press("Ctrl+S").settle();
    desk.sees_no("It is booked");
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn whatever_else_stands_in_the_way_of_a_change_is_asked_about_before_it_is_queued_or_sent() {
    let mut desk = with_a_known_visit(at_clinik());
    desk.book_at_once();
    desk.turn_to("appointment")
        .press("x")
        .press("Ctrl+S")
        .settle();
    desk.sees("cancelled");
    lose_clinik(&mut desk);
    desk.turn_to("appointment").press("a").settle();
    desk.press("Ctrl+S").sees("Take that back?");
    desk.confirm_despite().sees("Queue this change?");
    desk.confirm_despite().settle().sees("Queued, not sent");
}

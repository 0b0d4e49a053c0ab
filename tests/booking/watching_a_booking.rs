//! A booking under way: seen, not repeated, and left only with open eyes.

use bookdesk::headless::Options;
use booking::Mode;
use desk::Ask;

use office::Submission;
use serde_json::{Value, json};

use crate::desk_at_work::unplugged::{self, End, keys, tell};
use crate::desk_at_work::{DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik};

/// Longer than any test: the answer never comes while someone looks.
const FOR_EVER: u64 = 600_000;
/// Long enough to press a few keys meanwhile.
const A_MOMENT: u64 = 2_000;

#[test]
fn while_it_is_sent_the_screen_says_so_and_for_how_long() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.book_and_watch("clinik", FOR_EVER)
        .sees("booking… 0 s at ClinikAPI")
        .pass(3)
        .sees("booking… 3 s");
    assert_eq!(desk.state()["flight"], "sending");
}

#[test]
fn the_booking_key_pressed_again_does_nothing() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.book_and_watch("clinik", A_MOMENT)
        .press("Ctrl+S F5 Ctrl+S")
        .settle()
        .booked();
    assert_eq!(desk.creates().len(), 1);
    desk.press("Ctrl+S").settle();
    assert_eq!(desk.creates().len(), 1, "nor once it is booked");
}

#[test]
fn what_is_being_sent_cannot_change_under_it() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.book_and_watch("clinik", A_MOMENT)
        .types("9")
        .paste("9")
        .press("Ctrl+U Backspace Ctrl+N y")
        .settle();
    desk.booked();
    assert_eq!(desk.body()["minutesDuration"], 30);
}

#[test]
fn escape_asks_and_waiting_on_is_the_safe_answer() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.book_and_watch("clinik", A_MOMENT)
        .press("Esc")
        .sees("Stop waiting?")
        .sees("Whether it is booked will then be unknown.");
    desk.press("Esc");
    assert_eq!(desk.state()["flight"], "sending");
    desk.press("Esc Esc");
    assert_eq!(desk.state()["flight"], "sending", "Esc twice is no yes");
    desk.settle().booked();
}

#[test]
fn an_answer_that_comes_first_answers_the_question_too() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.book_and_watch("clinik", A_MOMENT)
        .press("Esc")
        .settle()
        .booked();
    assert_eq!(desk.asked(), "", "there is nothing left to stop");
    desk.types("pt_y");
    assert_eq!(desk.text("Patient"), "pt_y");
}

#[test]
fn who_stops_waiting_does_not_know_and_the_form_is_free() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.book_and_watch("clinik", FOR_EVER)
        .press("Esc")
        .confirm_despite()
        .sees_unknown(&json!({
            "status": null, "what": "You stopped waiting for the answer. It may be booked.",
        }));
    assert_eq!(desk.text("Patient"), "");
    desk.types("pt_next").press("Ctrl+S");
    assert_eq!(desk.text("Patient"), "pt_next", "the next person's turn");
}

#[test]
fn an_answer_that_comes_late_settles_it() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.book_and_watch("clinik", A_MOMENT)
        .press("Esc")
        .confirm_despite()
        .types("pt_next")
        .settle();
    assert_eq!(desk.state()["unknown"], json!([]));
    assert_eq!(desk.state()["appointment"]["members"]["patientId"], PATIENT);
    desk.sees("ClinikAPI has answered after all: it is booked.");
    assert_eq!(
        desk.text("Patient"),
        "pt_next",
        "the form belongs to the next person already"
    );
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn a_refusal_that_comes_late_settles_it_too() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    let draft = desk.fill("Patient", "pt_abc124").typed();
    desk.book_and_watch("clinik", A_MOMENT)
        .press("Esc")
        .confirm_despite()
        .settle();
    desk.sees("The clinic has answered after all: it is not booked.")
        .sees("Not booked —");
    assert_eq!(desk.problems()[0]["meaning"], "refused");
    desk.turn_to("problems").press("Enter");
    assert_eq!(desk.typed(), draft);
}

#[test]
fn what_may_still_be_answered_is_not_brought_back_yet() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.book_and_watch("clinik", A_MOMENT)
        .press("Esc")
        .confirm_despite()
        .turn_to("problems")
        .press("Enter");
    assert_eq!(desk.text("Patient"), "");
    desk.sees("Its answer may still come")
        .settle()
        .sees("it is booked");
    assert_eq!(desk.state()["unknown"], json!([]));
}

#[test]
fn a_late_answer_leaves_a_question_about_another_booking_as_it_is() {
    let mut desk = unplugged::with_a_visit();
    let first = tell(&mut desk, keys("Ctrl+S Esc"));
    unplugged::confirm_despite(&mut desk);
    for _ in 0..2 {
        tell(&mut desk, unplugged::a_visit());
        tell(&mut desk, keys("Ctrl+S"));
        unplugged::confirm_despite(&mut desk);
        tell(&mut desk, keys("Esc"));
        unplugged::confirm_despite(&mut desk);
    }
    tell(&mut desk, keys("Ctrl+O Ctrl+O Down b"));
    let lost: Vec<_> = desk
        .office
        .changes()
        .unresolved()
        .map(Submission::id)
        .collect();
    assert_eq!(
        (lost.len(), desk.asked()),
        (3, Some(&Ask::ByHand(lost[1], true)))
    );

    let late = first
        .iter()
        .filter_map(|effect| unplugged::answer(effect, End::Well));
    tell(&mut desk, late.collect::<Vec<_>>());
    assert_eq!(desk.asked(), Some(&Ask::ByHand(lost[1], true)));
    unplugged::confirm_despite(&mut desk);
    let open: Vec<_> = desk
        .office
        .changes()
        .unresolved()
        .map(Submission::id)
        .collect();
    assert_eq!(
        (open, desk.asked()),
        (vec![lost[2]], None),
        "only the one that was asked about is settled"
    );
}

#[test]
fn the_other_form_can_be_filled_meanwhile_but_one_booking_goes_at_a_time() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.book_and_watch("clinik", A_MOMENT)
        .press("Ctrl+T")
        .fill("Desk note", "left arm")
        .press("Ctrl+S");
    assert_eq!(desk.note(), "A booking is already being sent.");
    desk.settle();
    assert_eq!(desk.text("Desk note"), "left arm");
    assert_eq!(desk.state()["backend"], "aniva");
    assert_eq!(desk.state()["appointment"]["backend"], "clinik");
}

#[test]
fn a_refusal_is_not_missed_by_who_works_in_the_other_form() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Patient", "pt_abc124")
        .book_and_watch("clinik", A_MOMENT)
        .press("Ctrl+T")
        .settle();
    desk.sees("ClinikAPI: not booked. Ctrl-T shows why.")
        .press("Ctrl+T")
        .sees("does not know this patient");
}

#[test]
fn a_warning_is_answered_by_the_booking_key_or_esc() {
    for (key, sent) in [("Ctrl+S", 1), ("F5", 1), ("Esc", 0)] {
        let mut desk = without_a_length();
        desk.stands_still().press(key).settle();
        assert_eq!(desk.asked(), "");
        assert_eq!(desk.creates().len(), sent, "{key}");
    }
}

#[test]
fn all_warnings_are_listed_in_one_question() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Status", "noshow")
        .fill("Cancellation reason", "ill")
        .fill("Status", "arrived");
    desk.fill("Start", "2026-11-20 09:00")
        .book()
        .sees("Book in the SANDBOX anyway?");
    desk.sees("! Start is in the past.")
        .sees("Cancellation reason belongs to another status");
    desk.stands_still().press("F5").settle().booked();
    assert_eq!(desk.body()["status"], "arrived");
}

#[test]
fn the_same_visit_is_not_booked_twice_without_a_word() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.book_at_once().fill_a_visit("2027-02-10T09:00Z").book();
    desk.sees("Maria Schmidt is already booked for 10:00–10:30 (ClinikAPI).");
    assert_eq!(desk.creates().len(), 1);
    desk.press("Esc")
        .fill("Start", "2027-02-10 10:30")
        .book_at_once();
    assert_eq!(desk.creates().len(), 2);
}

#[test]
fn a_yes_that_comes_too_late_sends_nothing_and_says_why() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    let soon = "2026-11-20 14:33";
    desk.fault(&json!({"backend": "aniva", "call": "create", "fault": "drop-before"}));
    desk.fill("Scheduled at", soon)
        .book()
        .confirm_despite()
        .settle();
    desk.fill("Profile", PROFILE)
        .fill("Scheduled at", soon)
        .book();
    desk.sees("was already sent")
        .pass(120)
        .confirm_despite()
        .settle();
    assert_eq!(desk.creates().len(), 1);
    desk.sees("Time is in the past");
    assert_eq!(desk.focus(), "Scheduled at");
}

#[test]
fn going_back_from_a_warning_leads_to_mending_it() {
    let mut desk = without_a_length();
    desk.press("Esc").fill("Minutes", "30").book_at_once();
}

#[test]
fn how_real_it_is_stands_on_screen_and_on_the_key() {
    let modes = [
        (Mode::Sandbox, "in the SANDBOX"),
        (Mode::Test, "as a TEST"),
        (Mode::Live, "LIVE"),
    ];
    for (mode, phrase) in modes {
        let mut desk = DeskAtWork::with_a_visit(Options {
            mode: Some(mode),
            ..at_clinik()
        });
        desk.sees(&format!("Ctrl-S book {phrase}"))
            .press("F1")
            .sees(mode.word());
        desk.press("Esc")
            .book_and_watch("clinik", FOR_EVER)
            .sees(mode.word());
    }
}

/// A visit whose warning has been asked about.
fn without_a_length() -> DeskAtWork {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Start", "2027-02-10 10:00")
        .book();
    assert_ne!(desk.asked(), "");
    assert_eq!(desk.state()["appointment"], Value::Null);
    desk
}

//! The answer to a booking is lost: the desk looks it up by itself until it is certain whether it was made, and only
//! what is certainly not there can be booked again.

mod by_hand;
mod twice;

use std::time::Duration;

use booking::ClinicId;
use booking::clinics::{ANIVA, CLINIK, FHIR, KNOWN};
use headless::Options;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{
    CERTAIN, DeskAtWork, PATIENT, at_aniva, at_clinik, at_fhir, waiting_at_most,
};

/// As far as ClinikAPI's searches are behind its writes.
const LAG: Duration = Duration::from_secs(10);

/// A desk whose ClinikAPI lags as the real one does.
pub(super) fn behind(clinic: ClinicId) -> Options {
    let options = match clinic {
        one if one == CLINIK => at_clinik(),
        one if one == FHIR => at_fhir(),
        _ => at_aniva(),
    };
    Options {
        lag: LAG,
        ..options
    }
}

/// A desk with something to book, whose answer gets lost.
pub(super) fn lost(options: Options, fault: &Value) -> DeskAtWork {
    let clinic = options.clinic;
    let mut desk = match clinic {
        one if one == CLINIK || one == FHIR => DeskAtWork::with_a_visit(options),
        _ => DeskAtWork::with_a_draw(options),
    };
    lose(&mut desk, clinic, fault);
    desk
}

/// Books what stands in the form, and the answer gets lost.
pub(super) fn lose(desk: &mut DeskAtWork, clinic: ClinicId, fault: &Value) {
    let mut fault = fault.clone();
    fault["backend"] = json!(clinic.word());
    fault["call"] = json!("create");
    desk.fault(&fault).book();
}

/// The state words of the Outbox, in its order.
pub(super) fn states(desk: &DeskAtWork) -> Vec<String> {
    let state = desk.state();
    let rows = state["outbox"].as_array().into_iter().flatten();
    rows.filter_map(|row| row["state"].as_str().map(str::to_owned))
        .collect()
}

#[test]
fn what_was_stored_is_found_and_shown() {
    for clinic in KNOWN {
        for fault in [
            json!({"fault": "drop-after"}),
            json!({"fault": "status", "code": 500, "when": "after"}),
            json!({"fault": "half-body"}),
        ] {
            let mut desk = lost(behind(clinic), &fault);
            assert_eq!(states(&desk), ["unknown"], "{fault}");
            desk.sees("The desk looks it up").sees("Outbox 1");

            desk.wait(13);
            assert_eq!(states(&desk), ["booked"], "{fault} at {clinic}");
            desk.booked()
                .sees(&format!("{} has it: it is booked.", clinic.name()));
            assert_eq!(desk.state()["unknown"], json!([]));
            assert_eq!(desk.state()["appointment"]["backend"], clinic.word());
            assert_eq!(desk.creates().len(), 1);
        }
    }
}

#[test]
fn what_another_desk_has_moved_to_another_day_meanwhile_is_found_by_its_reference() {
    let mut desk = lost(at_clinik(), &json!({"fault": "drop-after"}));
    let comment = desk.body()["comment"].clone();
    let held = desk
        .sandbox()
        .appointments(CLINIK, &[("patientId", PATIENT)])
        .expect("a list");
    let own = held
        .iter()
        .find(|row| row["comment"] == comment)
        .expect("it was stored");
    let there = json!({"start": "2027-03-01T09:00:00Z", "end": "2027-03-01T09:30:00Z"});
    desk.sandbox()
        .change(own["id"].as_str().expect("an id"), &there)
        .expect("another desk moves it");
    desk.wait(20);
    assert_eq!(states(&desk), ["booked"]);
    desk.booked().sees("Mon 1 Mar 2027");
}

#[test]
fn what_was_not_stored_is_offered_back_after_two_looks_and_booked_by_a_key() {
    for clinic in [CLINIK, ANIVA] {
        for fault in [
            json!({"fault": "drop-before"}),
            json!({"fault": "status", "code": 503}),
        ] {
            let mut desk = lost(behind(clinic), &fault);
            desk.wait(CERTAIN - 1);
            assert_eq!(
                states(&desk),
                ["unknown"],
                "something may still become of it"
            );
            desk.wait(1);
            assert_eq!(states(&desk), ["not there"], "{fault} at {clinic}");
            desk.sees("Not booked —").sees("does not have it.");

            desk.turn_to("outbox").press("Enter").settle();
            assert_eq!(
                (desk.state()["pane"].as_str(), desk.creates().len()),
                (Some("entry line"), 1)
            );
            assert_eq!(states(&desk), [""; 0], "its draft is in the form");
            desk.book_at_once();
            assert_eq!(desk.creates().len(), 2, "once, by a key");
        }
    }
}

#[test]
fn what_was_not_there_and_is_typed_and_booked_again_leaves_the_outbox() {
    let mut desk = lost(behind(CLINIK), &json!({"fault": "drop-before"}));
    desk.wait(CERTAIN);
    assert_eq!(states(&desk), ["not there"]);
    desk.press("Alt+1");
    desk.fill_a_visit("10.02.2027 10:00").book_at_once();
    assert_eq!(states(&desk), [""; 0], "{}", desk.screen());
}

#[test]
fn what_a_server_stores_long_after_its_gateway_has_given_up_is_found() {
    let faults = [500, 502, 503, 504, 524].map(|code| json!({"fault": "status", "code": code}));
    for fault in faults.into_iter().chain([json!({"fault": "drop-before"})]) {
        let mut desk = lost(behind(CLINIK), &fault);
        desk.wait(34);
        desk.sandbox()
            .book(CLINIK, &desk.body())
            .expect("it was still at work");
        desk.wait(CERTAIN - 34);
        assert_eq!(states(&desk), ["booked"], "{fault}");
    }
}

#[test]
fn an_hour_without_a_key_sends_nothing_again() {
    for fault in ["drop-before", "drop-after"] {
        let mut desk = lost(behind(CLINIK), &json!({ "fault": fault }));
        for _ in 0..60 {
            desk.pass(60).settle();
        }
        assert_eq!(desk.creates().len(), 1);
    }
}

#[test]
fn a_server_that_hangs_is_looked_up_once_the_call_is_over() {
    for (when, word) in [("before", "not there"), ("after", "booked")] {
        let options = waiting_at_most(Duration::from_millis(800), behind(CLINIK));
        let mut desk = lost(options, &json!({"fault": "hang", "when": when}));
        desk.wait(14);
        assert_ne!(states(&desk), ["not there"], "it may still be at work");
        desk.wait(14);
        assert_eq!(states(&desk), [word], "hung {when} it was stored");
    }
}

#[test]
fn while_the_link_is_down_it_stays_unknown_and_within_a_minute_of_its_return_it_is_not() {
    for (fault, word) in [("drop-before", "not there"), ("drop-after", "booked")] {
        let mut desk = lost(behind(CLINIK), &json!({ "fault": fault }));
        desk.fault(
            &json!({"backend": "clinik", "call": "search", "fault": "drop-before", "times": 0}),
        );
        desk.wait(100);
        assert_eq!(states(&desk), ["unknown"]);
        desk.turn_to("outbox")
            .sees("ClinikAPI can't be asked just now.")
            .sees("Looks again in");
        let searches = |desk: &DeskAtWork| {
            desk.requests()
                .into_iter()
                .filter(|request| request["call"] == "search")
                .count()
        };
        let asked = searches(&desk);
        desk.wait(30);
        assert!(
            searches(&desk) - asked <= 6,
            "three tries, once or twice in half a minute"
        );

        desk.fault(&json!({"clear": true}));
        desk.wait(60);
        assert_eq!(states(&desk), [word]);
    }
}

#[test]
fn a_look_that_hangs_blocks_no_key_and_is_given_up() {
    let mut desk = lost(behind(CLINIK), &json!({"fault": "drop-after"}));
    desk.fault(&json!({"backend": "clinik", "call": "search", "fault": "hang"}));
    desk.pass(1).fill("Reason", "knee").pass(14);
    desk.turn_to("outbox").sees("Looking it up…");
    desk.pass(1)
        .settle()
        .sees("can't be asked just now")
        .press("Esc");
    assert_eq!(desk.text("Reason"), "knee");
    desk.wait(13);
    assert_eq!(states(&desk), ["booked"]);
    assert_eq!(
        desk.text("Reason"),
        "knee",
        "the form belongs to the next person"
    );
}

#[test]
fn a_visit_without_a_time_is_found_too() {
    let mut desk = DeskAtWork::open(behind(CLINIK));
    desk.fill("Patient", PATIENT)
        .fill("Status", "pending")
        .fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
    desk.book();
    assert_eq!(states(&desk), ["unknown"]);
    desk.wait(13);
    assert_eq!(states(&desk), ["booked"]);
}

#[test]
fn the_panels_of_a_draw_are_asked_for_once_it_has_been_found() {
    let mut desk = DeskAtWork::with_a_draw(behind(ANIVA));
    desk.settle().fill("Panels", "lipid").press("Enter");
    lose(&mut desk, ANIVA, &json!({"fault": "drop-after"}));
    let asked = |desk: &DeskAtWork| {
        let to_panels = |path: &Value| path.as_str().is_some_and(|path| path.ends_with("/panels"));
        let posts = desk
            .requests()
            .into_iter()
            .filter(|request| request["method"] == "POST");
        posts.filter(|request| to_panels(&request["path"])).count()
    };
    assert_eq!(asked(&desk), 0);
    desk.wait(1);
    assert_eq!(
        (states(&desk), asked(&desk)),
        (vec!["booked".to_owned()], 1)
    );
}

#[test]
fn what_is_found_disturbs_nobody_at_work_in_another_pane() {
    let mut desk = lost(behind(CLINIK), &json!({"fault": "drop-after"}));
    desk.turn_to("outbox");
    desk.wait(13);
    assert_eq!(states(&desk), ["booked"]);
    assert_eq!(desk.state()["pane"], "outbox");
    desk.types("b")
        .press("Enter")
        .sees("Its outcome is already known.");
}

#[test]
fn the_reference_stands_behind_the_comment_and_the_form_shows_what_was_typed() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Comment", "prefers mornings")
        .press("Ctrl+R")
        .settle()
        .sees("prefers mornings [bd:");
    assert_eq!(desk.text("Comment"), "prefers mornings");
    desk.press("F4").book_at_once();
    let comment = desk.body()["comment"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let reference = comment
        .strip_prefix("prefers mornings [bd:")
        .and_then(|rest| rest.strip_suffix(']'));
    assert!(
        reference.is_some_and(|reference| reference.len() == 8),
        "{comment}"
    );
}

#[test]
fn a_comment_as_long_as_there_is_room_is_within_clinikapis_limit() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill_by_paste("Comment", &"x".repeat(1_987))
        .sees("1,987 of 1,986")
        .book();
    assert_eq!(desk.creates().len(), 0);
    desk.go_to("Comment")
        .press("End Backspace")
        .sees("1,986 of 1,986")
        .book_at_once();
    assert_eq!(desk.body()["comment"].as_str().map(str::len), Some(2_000));
}

#[test]
fn without_references_the_comment_is_as_typed_and_the_visit_is_known_by_its_time() {
    let options = || Options {
        references: None,
        ..behind(CLINIK)
    };
    let mut desk = lost(options(), &json!({"fault": "drop-after"}));
    assert_eq!(desk.body()["comment"], Value::Null);
    desk.wait(13);
    assert_eq!(states(&desk), ["booked"]);

    let mut desk = DeskAtWork::with_a_visit(options());
    desk.fill_by_paste("Comment", &"x".repeat(2_000))
        .book_at_once();
}

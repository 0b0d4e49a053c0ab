//! More than one at once, and the same more than once: none is taken for another.

use booking::ClinicId;
use booking::clinics::{ANIVA, CLINIK, FHIR, KNOWN};
use headless::Options;
use serde_json::json;

use super::{behind, lose, lost, states};
use crate::desk_at_work::{BERLIN, CERTAIN, DeskAtWork, PROFILE};

#[test]
fn two_are_looked_up_at_once_and_each_is_told_of_itself() {
    let mut desk = lost(behind(CLINIK), &json!({"fault": "drop-before"}));
    desk.fill_a_visit("11.02.2027 10:00");
    lose(&mut desk, CLINIK, &json!({"fault": "drop-after"}));
    assert_eq!(states(&desk), ["unknown", "unknown"]);
    desk.wait(CERTAIN);
    assert_eq!(states(&desk), ["not there", "booked"]);
    let start = desk.state()["appointment"]["start"].clone();
    assert_eq!(
        start, "2027-02-11T09:00:00+00:00",
        "the one of the eleventh"
    );
}

#[test]
fn once_the_one_under_the_cursor_is_found_no_key_is_about_the_other() {
    let mut desk = lost(behind(CLINIK), &json!({"fault": "drop-before"}));
    desk.fill_a_visit("11.02.2027 10:00");
    lose(&mut desk, CLINIK, &json!({"fault": "drop-after"}));
    desk.turn_to("outbox").press("Down").wait(13);
    assert_eq!(states(&desk), ["unknown", "booked"]);
    desk.types("n");
    assert_eq!(desk.asked(), "", "{}", desk.screen());
}

#[test]
fn once_another_one_is_found_the_keys_of_problems_are_about_the_one_under_the_cursor() {
    let mut desk = lost(behind(CLINIK), &json!({"fault": "drop-after"}));
    for start in ["11.02.2027 10:00", "12.02.2027 10:00"] {
        desk.fill_a_visit(start);
        lose(&mut desk, CLINIK, &json!({"fault": "drop-before"}));
    }
    assert_eq!(states(&desk), ["unknown", "unknown", "unknown"]);
    desk.turn_to("problems").press("Down Down").wait(13);
    assert_eq!(states(&desk), ["unknown", "unknown", "booked"]);
    desk.types("n").confirm_despite().settle();
    let rows = desk.state()["outbox"].clone();
    assert_eq!(
        [&rows[0]["state"], &rows[1]["state"]],
        ["unknown", "not there"],
        "{rows}"
    );
}

/// What can be booked at once.
fn fill(desk: &mut DeskAtWork, clinic: ClinicId) -> &mut DeskAtWork {
    match clinic {
        one if one == CLINIK || one == FHIR => desk.fill_a_visit("10.02.2027 10:00"),
        _ => desk
            .fill("Profile", PROFILE)
            .fill("Location", BERLIN)
            .fill("Scheduled at", "2027-02-11 08:30"),
    }
}

/// Something is booked; then the same once more, on purpose, and its answer gets lost.
fn once_and_lost(options: Options, fault: &str) -> DeskAtWork {
    let clinic = options.clinic;
    let mut desk = DeskAtWork::open(options);
    fill(&mut desk, clinic).book_at_once();
    fill(&mut desk, clinic);
    lose(&mut desk, clinic, &json!({ "fault": fault }));
    assert_ne!(desk.asked(), "", "the same again is asked about");
    desk.confirm_despite().settle();
    desk
}

#[test]
fn the_same_booked_twice_on_purpose_is_not_taken_for_the_first() {
    for references in [Some(1), None] {
        for clinic in KNOWN {
            for (fault, word) in [("drop-before", "not there"), ("drop-after", "booked")] {
                let mut desk = once_and_lost(
                    Options {
                        references,
                        ..behind(clinic)
                    },
                    fault,
                );
                assert_eq!(states(&desk), ["unknown"]);
                desk.wait(CERTAIN);
                // Nothing shows how far the searches of a FHIR server are behind.
                let word = match word {
                    "not there" if clinic == FHIR => "unknown",
                    word => word,
                };
                assert_eq!(states(&desk), [word], "{fault} at {clinic}");
            }
        }
    }
}

#[test]
fn of_two_draws_alike_one_that_was_made_settles_one() {
    let mut desk = lost(behind(ANIVA), &json!({"fault": "drop-after"}));
    fill(&mut desk, ANIVA);
    lose(&mut desk, ANIVA, &json!({"fault": "drop-before"}));
    desk.confirm_despite().settle();
    desk.wait(CERTAIN);
    let mut states = states(&desk);
    states.sort();
    assert_eq!(states, ["booked", "not there"]);
}

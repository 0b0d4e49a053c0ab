//! What one patient's booking leaves for the next: nobody is booked with the last caller's practitioner unsaid, and
//! who is only looked up is in no form.

use std::path::Path;

use headless::Options;
use serde_json::Value;

use crate::desk_at_work::{BERLIN, DeskAtWork, PATIENT, at_aniva, at_clinik, at_fhir};

const KARIN: &str = "prac_xyz789";
/// Şebnem Yıldırım-Kaya, Pediatrics.
const PEDIATRICS: &str = "prac_c9e4ym";

/// Enters a line, and waits for what comes of it.
fn enter(desk: &mut DeskAtWork, line: &str) {
    desk.press("Ctrl+E Ctrl+U").types(line).settle();
    desk.press("Enter").settle();
}

/// Books Maria Schmidt in Pediatrics; the cursor is in the entry line again.
fn after_a_visit_in_pediatrics(options: Options) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(options);
    enter(&mut desk, &format!("220385s {PEDIATRICS} f mo 9:00"));
    desk.book().confirm_despite().settle();
    assert_eq!(desk.body()["practitionerId"], PEDIATRICS);
    desk.press("Ctrl+E");
    desk
}

#[test]
fn a_template_alone_asks_with_whom_and_nobody_gets_the_last_callers_doctor() {
    let mut desk = after_a_visit_in_pediatrics(at_clinik());
    desk.types("041268c f").settle();
    desk.sees("With whom?").sees_no("first free");
    desk.press("Enter").settle();
    assert_eq!(desk.note(), "With whom? Or type a time.");
    assert_eq!(desk.text("Practitioner"), "", "{}", desk.screen());
    desk.book().stands_still().book();
    assert_eq!(desk.creates().len(), 1, "{}", desk.screen());
}

#[test]
fn a_time_alone_does_not_bring_the_last_callers_doctor_either() {
    let mut desk = after_a_visit_in_pediatrics(at_clinik());
    desk.types("041268c f mo 10:00").settle().sees("With whom?");
    desk.press("Enter").settle();
    assert_eq!(desk.text("Practitioner"), "", "{}", desk.screen());
}

#[test]
fn a_location_is_asked_for_as_well() {
    let mut desk = DeskAtWork::open_at_the_line(at_aniva());
    enter(&mut desk, "220385s be b");
    desk.book_at_once();
    desk.press("Ctrl+E").types("041268c b").settle();
    desk.sees("Where?").sees_no("first free");
    desk.press("Enter").settle();
    assert_eq!(desk.text("Location"), "", "{}", desk.screen());
    assert_eq!(desk.note(), "Where? Or type a time.");
}

#[test]
fn in_the_form_whom_the_last_booking_was_with_is_named_and_proposed() {
    let mut desk = after_a_visit_in_pediatrics(at_clinik());
    desk.press("Alt+1")
        .settle()
        .sees("2 Şebnem Yıldırım-Kaya")
        .fill_a_visit("23.11.2026 10:00")
        .settle();
    desk.book();
    if desk.asked() != "" {
        desk.confirm_despite().settle();
    }
    let creates = desk.creates();
    assert_eq!(creates.len(), 2, "{}", desk.screen());
    assert_eq!(creates[1]["body"]["practitionerId"], PEDIATRICS);
}

#[test]
fn whom_somebody_has_chosen_in_the_form_is_read_back_on_the_line_and_stays() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Practitioner", KARIN)
        .press("Ctrl+E")
        .types("041268c f")
        .settle()
        .sees("follow-up 30 min · Karin Ivers · first free")
        .sees_no("With whom?");
    desk.press("Enter").settle();
    assert_eq!(desk.text("Practitioner"), KARIN, "{}", desk.screen());
    desk.book_at_once();
    assert_eq!(desk.body()["practitionerId"], KARIN);
}

#[test]
fn a_form_that_is_put_aside_leaves_its_practitioner_to_nobody() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill_a_visit("10.02.2027 10:00")
        .fill("Practitioner", PEDIATRICS)
        .settle();
    enter(&mut desk, "041268c f");
    desk.sees("What the form held is parked as A.");
    assert_eq!(desk.text("Practitioner"), "", "{}", desk.screen());
}

fn kept_in(folder: &Path) -> Options {
    Options {
        data_dir: Some(folder.to_owned()),
        ..at_clinik()
    }
}

#[test]
fn a_line_that_outlives_a_crash_has_nobody_elses_practitioner() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = after_a_visit_in_pediatrics(kept_in(folder.path()));
    desk.types("041268c f").settle();
    let mut desk = desk.killed_after(500).reopened(kept_in(folder.path()));
    desk.settle();
    assert_eq!(desk.state()["line"]["text"], "041268c f");
    desk.press("Enter").settle();
    assert_eq!(desk.text("Practitioner"), "", "{}", desk.screen());
}

fn parked(desk: &DeskAtWork) -> usize {
    desk.state()["parked"].as_array().map_or(0, Vec::len)
}

#[test]
fn a_look_up_fills_no_form_and_the_booking_key_after_it_sends_nothing() {
    for options in [at_clinik(), at_aniva(), at_fhir()] {
        let mut desk = DeskAtWork::open_at_the_line(options);
        let blank = desk.typed();
        enter(&mut desk, "220385s");
        desk.sees("Maria Schmidt");
        assert_eq!(desk.typed(), blank, "{}", desk.screen());
        desk.press("Ctrl+S").settle();
        assert_eq!(
            desk.note(),
            "That was a look-up: nothing is booked by it. To book: a blank, then with whom and when."
        );
        desk.types(" ki").settle();
        assert_eq!(desk.state()["line"]["text"], "220385s ki");
        desk.press("Ctrl+E Backspace Backspace Backspace Enter");
        desk.settle();
        desk.stands_still().press("Ctrl+S").settle();
        desk.press("Tab").book().stands_still().book();
        assert_eq!(desk.creates(), [] as [Value; 0], "{}", desk.screen());
    }
}

#[test]
fn a_look_up_shows_what_is_coming_and_whose_it_is() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    enter(&mut desk, "220385s");
    desk.sees("Maria Schmidt has no upcoming appointments.");
    enter(&mut desk, "220385s ki f mo 9:00");
    desk.book_at_once();
    enter(&mut desk, "220385s");
    desk.sees("Upcoming for Maria Schmidt")
        .sees("Mon 23 Nov 09:00");
    desk.resize(120, 40)
        .sees("Upcoming for Maria Schmidt")
        .sees("Mon 23 Nov 09:00");
    // The same line goes on to a booking, and a sign to a change.
    desk.types(" ki f mo 10:00")
        .settle()
        .press("Enter")
        .settle();
    assert_eq!(desk.text("Patient"), PATIENT);
    desk.press("Ctrl+U").types("220385s >").settle();
    desk.press("Enter").settle();
    desk.sees("from").sees("Mon 23 Nov 09:00");
}

#[test]
fn a_booking_in_the_form_is_not_sent_by_the_key_that_follows_a_look_up() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill_a_visit("10.02.2027 10:00").settle();
    enter(&mut desk, "220385s");
    desk.press("Ctrl+S").settle();
    assert_eq!(desk.creates(), [] as [Value; 0], "{}", desk.screen());
    assert_eq!(desk.text("Patient"), PATIENT, "what was typed stays");
    enter(&mut desk, "041268c");
    desk.press("Ctrl+S").settle();
    assert_eq!(desk.creates(), [] as [Value; 0], "{}", desk.screen());
    assert_eq!(parked(&desk), 0, "a look-up puts no form aside");
    desk.press("Tab").settle().book_at_once();
    assert_eq!(desk.body()["patientId"], PATIENT);
}

#[test]
fn who_was_looked_up_is_not_whom_the_next_line_is_for() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    enter(&mut desk, "220385s");
    enter(&mut desk, "ki f mo 9:00");
    assert_eq!(
        desk.note(),
        "Whom is it for? Birth date and initial, or a name. Ctrl-F shows the free times."
    );
    assert_eq!(desk.text("Patient"), "");
}

#[test]
fn a_form_for_somebody_with_a_location_kept_is_not_theirs() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.fill("Location", BERLIN).press("Ctrl+E");
    enter(&mut desk, "220385s");
    assert_eq!(
        (
            desk.text("Profile").as_str(),
            desk.text("Location").as_str()
        ),
        ("", BERLIN),
        "{}",
        desk.screen()
    );
}

#[test]
fn the_last_line_says_that_the_booking_key_puts_somebody_on_the_list() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT).settle().sees("Ctrl-S book");
    desk.press("Ctrl+P").types("put somebody on").press("Enter");
    desk.sees("Ctrl-S put on the waiting list")
        .sees_no("Ctrl-S book");
}

#[test]
fn nobody_waits_for_the_last_callers_doctor_unsaid() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill_a_visit("10.02.2027 10:00")
        .fill("Practitioner", KARIN)
        .settle()
        .book_at_once();
    assert_eq!(desk.text("Practitioner"), KARIN, "it is proposed");
    desk.fill("Patient", PATIENT).settle();
    desk.press("Ctrl+P").types("put somebody on").press("Enter");
    assert_eq!(desk.text("Practitioner"), "", "{}", desk.screen());
    // Whom somebody has chosen for this patient stays.
    desk.fill("Practitioner", KARIN).settle();
    desk.press("Ctrl+P").types("put somebody on").press("Enter");
    assert_eq!(desk.text("Practitioner"), KARIN, "{}", desk.screen());
}

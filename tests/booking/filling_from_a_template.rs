//! Visit templates in the form: a letter fills what is always the same, and the patient reads their own language.

use serde_json::json;

use crate::desk_at_work::{DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik};

const GERMAN: &str = "Bitte kommen Sie zehn Minuten früher";

#[test]
fn the_guided_form_books_a_follow_up_in_thirty_keys() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    let mut keys = 0;
    let mut work = |press: &str, types: &str| {
        desk.press(press).types(types).settle();
        keys += press.split_whitespace().count() + types.chars().count();
    };
    work("Alt+1", "maria schm");
    work("Enter", "ivers");
    work("Enter Alt+V", "f");
    work("Alt+3", " ");
    work("", "1");
    desk.sees("Maria Schmidt").sees("Karin Ivers");
    desk.book_at_once();
    let keys = keys + 1;
    let body = desk.body();
    assert_eq!(
        (&body["patientId"], &body["practitionerId"]),
        (&json!(PATIENT), &json!("prac_xyz789"))
    );
    assert_eq!(
        (&body["minutesDuration"], &body["appointmentType"]),
        (&json!(30), &json!("FOLLOWUP"))
    );
    assert!(
        body["patientInstruction"]
            .as_str()
            .is_some_and(|text| text.contains(GERMAN)),
        "{body}"
    );
    assert!(keys <= 30, "{keys} keys");
}

#[test]
fn what_was_typed_stays_and_what_a_template_filled_another_takes_back() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Reason", "knee").press("Alt+V n");
    assert_eq!(
        (desk.text("Reason").as_str(), desk.text("Minutes").as_str()),
        ("knee", "45")
    );
    assert!(desk.text("Comment").contains("insurance"));
    desk.press("Alt+V v");
    assert_eq!(
        (desk.text("Reason").as_str(), desk.text("Minutes").as_str()),
        ("knee", "15")
    );
    assert_eq!(
        (
            desk.text("Comment").as_str(),
            desk.text("Service type").as_str()
        ),
        ("", "Immunization")
    );
    desk.fill("Minutes", "20").press("Alt+V c");
    assert_eq!(
        (
            desk.text("Minutes").as_str(),
            desk.text("Service type").as_str()
        ),
        ("20", "")
    );
}

#[test]
fn an_end_that_was_typed_is_not_contradicted() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Start", "10.02.2027 10:00")
        .fill("End", "10.02.2027 11:00")
        .press("Alt+V f");
    assert_eq!(desk.text("Minutes"), "");
    assert_eq!(desk.text("Appointment type"), "FOLLOWUP");
}

#[test]
fn the_list_says_what_each_template_fills() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.press("Alt+V")
        .sees("Visit templates for Aniva")
        .sees("b blood draw, fasting, 15 min");
    desk.sees_no("follow-up")
        .press("x")
        .sees("No visit template has the letter x.");
    desk.press("Down")
        .sees("You may eat and drink as usual")
        .press("Enter");
    assert!(desk.text("Desk note").contains("You may eat"));
    desk.press("Alt+V Esc").sees_no("Visit templates for");
}

#[test]
fn the_instruction_goes_round_the_languages_until_someone_changes_it() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Alt+L").sees("There is no instruction yet");
    desk.fill("Patient", PATIENT)
        .settle()
        .press("Alt+V f Alt+4")
        .sees("(patient, German)");
    desk.press("Alt+L")
        .sees("(patient, Finnish)")
        .press("Alt+L")
        .sees("(patient, English)");
    desk.press("Alt+L");
    assert!(desk.text("Patient instruction").contains(GERMAN));
    desk.go_to("Patient instruction").types("!").press("Alt+L");
    desk.sees("The instruction was changed by hand, so it stays as it is.")
        .sees("(patient)");
    assert!(desk.text("Patient instruction").contains(GERMAN));
}

#[test]
fn a_draw_reads_its_instruction_in_the_patients_language() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.fill("Profile", PROFILE)
        .settle()
        .press("Alt+V b Alt+4")
        .sees("(patient, German)");
    assert!(desk.text("Desk note").contains("12 Stunden"));
    desk.press("Ctrl+U")
        .types("left arm")
        .press("Alt+1")
        .sees("(staff only)");
}

#[test]
fn a_line_and_the_form_take_back_each_others_template() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki n").settle().press("Enter").settle();
    assert!(desk.text("Comment").contains("insurance"));
    desk.press("Alt+V f");
    assert_eq!(
        (desk.text("Comment").as_str(), desk.text("Reason").as_str()),
        ("", "Follow-up visit")
    );
}

#[test]
fn a_form_that_is_being_booked_is_left_alone() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    let typed = desk.typed();
    desk.book_and_watch("clinik", 3_000)
        .press("Alt+V")
        .sees("This form is being booked")
        .press("Alt+L");
    assert_eq!(desk.typed(), typed);
    desk.settle();
}

//! Picking from the list under a field: the cursor goes on, and no id is continued by what is typed next.

use booking::Language;
use serde_json::Value;

use crate::desk_at_work::{DeskAtWork, PATIENT, at_aniva, at_clinik, at_fhir};

/// The id of Oksana Melnyk at ClinikAPI, whose code is `om`.
fn oksana(desk: &mut DeskAtWork) -> String {
    desk.press("Alt+2 Ctrl+U").types("melnyk").settle();
    desk.press("Down Enter").settle();
    let id = desk.text("Practitioner");
    desk.press("Alt+2 Ctrl+U Alt+1").settle();
    id
}

#[test]
fn enter_picks_whoever_is_chosen_or_the_only_match_and_goes_on() {
    let mut desk = DeskAtWork::open(at_clinik());
    let oksana = oksana(&mut desk);
    for keys in ["Enter", "Down Enter"] {
        desk.press("Alt+1 Ctrl+U").types("maria schmidt").settle();
        desk.press(keys).settle();
        assert_eq!(desk.text("Patient"), PATIENT, "{keys}: {}", desk.screen());
        assert_eq!(desk.focus(), "Practitioner", "{keys}");
        desk.press("Ctrl+U").types("melnyk").settle().press("Enter");
        desk.settle();
        assert_eq!(desk.text("Patient"), PATIENT, "{keys}: {}", desk.screen());
        assert_eq!(desk.text("Practitioner"), oksana, "{keys}");
        assert_ne!(desk.focus(), "Practitioner", "{keys}");
    }
}

#[test]
fn tab_takes_the_only_match_and_no_other() {
    for (options, field, id) in [
        (at_clinik(), "Patient", PATIENT.to_owned()),
        (at_fhir(), "Patient", PATIENT.replace('_', "-")),
        (
            at_aniva(),
            "Profile",
            crate::desk_at_work::PROFILE.to_owned(),
        ),
    ] {
        for (typed, keys) in [
            ("220385s", "Tab"),
            ("maria schmidt", "Tab"),
            ("220385s", "Shift+Tab"),
            ("220385s", "Alt+3"),
        ] {
            let mut desk = DeskAtWork::open(options.clone());
            desk.settle().types(typed).pass(1).settle();
            desk.press(keys).settle();
            assert_eq!(desk.text(field), id, "{typed} {keys}: {}", desk.screen());
            assert_eq!(desk.problem_at(field), "", "{typed} {keys}");
            assert_ne!(desk.focus(), field, "{keys}");
        }
        for typed in ["shmidt ma", "schmi", "nobody called so"] {
            let mut desk = DeskAtWork::open(options.clone());
            desk.settle().types(typed).pass(1).settle();
            desk.press("Tab").settle();
            assert_eq!(desk.text(field), typed, "{}", desk.screen());
        }
    }
}

#[test]
fn a_name_that_is_merely_near_is_taken_behind_the_arrow_alone() {
    for (language, says) in [
        (Language::En, "No exact match"),
        (Language::De, "Niemand heißt genau so"),
        (Language::Fi, "Kukaan ei ole juuri sen niminen"),
    ] {
        let mut desk = DeskAtWork::open(booking_in(language));
        desk.types("shmidt maria").settle();
        for _ in 0..3 {
            desk.press("Enter").settle();
            assert_eq!(desk.state()["focus"], desk.state()["focus"]);
            assert!(desk.note().starts_with(says), "{}", desk.screen());
        }
        desk.press("Down Enter").settle();
        let patient = desk.state()["forms"]["clinik"]["fields"][0]["text"].clone();
        assert_eq!(patient, Value::from(PATIENT), "{}", desk.screen());
    }
}

fn booking_in(language: Language) -> headless::Options {
    headless::Options {
        language,
        ..at_clinik()
    }
}

#[test]
fn a_doctors_code_is_never_glued_to_the_patient_who_was_added() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("lena albers 3.5.1990").settle().press("Alt+N");
    desk.settle().press("Ctrl+S").settle();
    let added = desk.text("Patient");
    assert!(added.starts_with("pt_"), "{}", desk.screen());
    desk.press("Tab").types("om").settle();
    assert!(!desk.text("Patient").contains(&added) || desk.text("Patient") == added);
    desk.press("Ctrl+S").settle();
    assert!(!desk.everything_sent().contains(&format!("{added}om")));
}

#[test]
fn what_is_typed_behind_an_id_in_any_field_begins_anew() {
    for keys in ["", "Right", "End", "Left", "Ctrl+O Ctrl+E Tab"] {
        let mut desk = DeskAtWork::open(at_clinik());
        desk.types("220385s").settle().press("Enter Shift+Tab");
        desk.settle();
        assert_eq!(desk.text("Patient"), PATIENT);
        desk.press(keys).types("om").settle();
        assert_eq!(desk.text("Patient"), "om", "{keys}: {}", desk.screen());
    }
}

#[test]
fn a_panel_typed_behind_those_of_a_template_is_another() {
    let mut desk = DeskAtWork::open_at_the_line(at_aniva());
    desk.types("220385s be b").settle().press("Enter").settle();
    let panels = desk.text("Panels");
    assert_ne!(panels, "", "{}", desk.screen());
    desk.go_to("Panels").types("li").settle();
    let typed = desk.text("Panels");
    assert_eq!(typed, format!("{panels}, li"), "{}", desk.screen());
}

#[test]
fn free_times_are_asked_for_once_it_is_said_with_whom() {
    for (language, asks) in [
        (Language::En, "With whom?"),
        (Language::De, "Bei wem?"),
        (Language::Fi, "Kenen vastaanotolle?"),
    ] {
        for whom in ["", "a"] {
            let mut desk = DeskAtWork::open(booking_in(language));
            desk.settle().press("Alt+2").types(whom).settle();
            desk.press("Alt+3").settle().press("Space").settle();
            desk.sees(asks);
        }
    }
}

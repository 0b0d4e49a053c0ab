//! What a clinic has of a patient is put right: read first, sent once with nothing but what was changed, and settled by
//! reading after a lost answer.

use headless::Options;
use i18n::Language;
use serde_json::{Value, json};

use crate::desk_at_work::records::{audit, steps};
use crate::desk_at_work::{DeskAtWork, at_aniva, at_clinik};

const PATIENT: &str = "pt_abc123";

/// The bodies of the corrections that went out.
fn corrections(desk: &DeskAtWork) -> Vec<Value> {
    let is_patient = |request: &Value| {
        request["call"] == "patch"
            && request["path"]
                .as_str()
                .is_some_and(|path| path.contains("/patients/"))
    };
    desk.requests()
        .into_iter()
        .filter(is_patient)
        .map(|request| request["body"].clone())
        .collect()
}

fn correcting() -> DeskAtWork {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .press("Alt+K")
        .settle()
        .sees("Correct at ClinikAPI, SANDBOX: Maria Schmidt");
    desk
}

#[test]
fn only_what_was_changed_goes_out_with_the_booking_key_and_the_new_name_shows() {
    let mut desk = correcting();
    assert_eq!(desk.chosen_on_screen(), ["Maria"]);
    desk.press("Tab")
        .types("Schmitt")
        .press("Tab")
        .sees("was Schmidt");
    desk.press("Enter Enter Enter Enter Enter");
    assert_eq!(corrections(&desk), [json!(null); 0], "Enter sends nothing");
    desk.press("Ctrl+S")
        .settle()
        .sees("Corrected: Maria Schmitt, 22 Mar 1985.");
    assert_eq!(corrections(&desk), [json!({"lastName": "Schmitt"})]);
    desk.sees("Maria Schmitt   22 Mar 1985")
        .sees_no("Maria Schmidt");
    desk.press("Ctrl+E")
        .types("220385s")
        .settle()
        .sees("Maria Schmitt");
}

#[test]
fn nothing_changed_sends_nothing_and_what_is_wrong_stands_at_its_field() {
    let mut desk = correcting();
    desk.press("Ctrl+S")
        .sees("Nothing was changed, so nothing was sent.");
    desk.press("Tab Tab")
        .types("30.2.1985")
        .press("Ctrl+S")
        .sees("✗ Birth date must be a day");
    desk.press("Ctrl+U Ctrl+S")
        .sees("✗ Birth date can't be emptied at ClinikAPI.");
    desk.press("Ctrl+N Ctrl+S").sees("Nothing was changed");
    assert_eq!(corrections(&desk), [json!(null); 0]);
    desk.press("Esc").sees_no("Correct at ClinikAPI");
}

#[test]
fn a_refusal_lands_on_its_field_and_a_key_that_may_only_read_says_so() {
    let mut desk = correcting();
    desk.press("Shift+Tab").types("nobody@example.com");
    desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403}));
    desk.press("Ctrl+S")
        .settle()
        .sees("✗ Not corrected — The key for ClinikAPI may not change patients");
    desk.press("Esc")
        .sees("Alt-K brings back what was typed")
        .press("Alt+K")
        .sees("nobody@example.com");
    desk.press("Ctrl+S")
        .settle()
        .sees("Corrected: Maria Schmidt");
    assert_eq!(
        corrections(&desk).len(),
        2,
        "once for each time a person said so"
    );
}

#[test]
fn a_lost_answer_is_settled_by_reading_the_patient_and_nothing_is_sent_again() {
    let mut desk = correcting();
    desk.press("Tab").types("Schmitt");
    desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": "drop-after"}));
    desk.press("Ctrl+S")
        .settle()
        .sees("Corrected: Maria Schmitt, 22 Mar 1985.");
    assert_eq!(corrections(&desk).len(), 1);
}

#[test]
fn a_correction_that_is_confirmed_and_not_made_is_told_as_not_made() {
    for (is_made, calls) in [(true, &["patch"][..]), (false, &["patch", "read"])] {
        let mut desk = correcting();
        desk.press("Tab").types("Schmitt");
        for call in calls {
            desk.fault(&json!({
                "backend": "clinik", "call": call, "fault": "contradict", "members": {"lastName": "Schmidt"},
                "times": 0,
            }));
        }
        desk.press("Ctrl+S").settle();
        if is_made {
            desk.sees("Corrected: Maria Schmitt, 22 Mar 1985.");
        } else {
            desk.sees_no("Corrected:").pass_ms(12_500).settle();
            desk.sees("ClinikAPI still has the old data.")
                .sees("was Schmidt");
        }
        assert_eq!(corrections(&desk).len(), 1);
    }
}

#[test]
fn a_correction_that_never_came_in_is_said_and_goes_out_only_with_another_booking_key() {
    let mut desk = correcting();
    desk.press("Tab").types("Schmitt");
    desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": "drop-before"}));
    desk.press("Ctrl+S")
        .settle()
        .sees("is asked once more in a few seconds")
        .pass_ms(12_500)
        .settle();
    desk.sees("ClinikAPI still has the old data.")
        .sees("was Schmidt");
    assert_eq!(corrections(&desk).len(), 1);
    desk.press("Ctrl+S")
        .settle()
        .sees("Corrected: Maria Schmitt");
    assert_eq!(corrections(&desk).len(), 2);
}

#[test]
fn while_it_is_unknown_and_cannot_be_read_the_booking_key_only_looks() {
    let mut desk = correcting();
    desk.press("Tab").types("Schmitt");
    desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": "drop-after"}));
    desk.fault(&json!({"backend": "clinik", "call": "read", "fault": "status", "code": 403}));
    desk.press("Ctrl+S")
        .settle()
        .sees("the data may be corrected. Ctrl-S looks again and sends nothing.");
    desk.press("Ctrl+S")
        .settle()
        .sees("Corrected: Maria Schmitt");
    assert_eq!(corrections(&desk).len(), 1);
}

#[test]
fn it_is_offered_only_where_the_clinic_can_and_says_whose_data_it_needs() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Alt+K");
    assert_eq!(
        desk.note(),
        "Whose data? Put the patient into the form first, or open one of their appointments."
    );
    let mut desk = DeskAtWork::open(at_aniva());
    desk.fill("Profile", crate::desk_at_work::PROFILE)
        .press("Alt+K")
        .sees("Patients' data can't be corrected at Aniva.");
}

#[test]
fn the_title_is_whole_on_a_narrow_screen_in_each_language() {
    for (language, title) in [
        (
            Language::De,
            "Korrigieren bei ClinikAPI, SANDBOX: Maria Schmidt",
        ),
        (Language::Fi, "Korjaa: ClinikAPI, SANDBOX: Maria Schmidt"),
    ] {
        let mut desk = DeskAtWork::open(Options {
            language,
            ..at_clinik()
        });
        desk.resize(80, 24)
            .fill("Patient", PATIENT)
            .press("Alt+K")
            .settle()
            .sees(title);
    }
}

#[test]
fn a_correction_begun_in_an_earlier_run_is_compared_with_what_the_clinic_has() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    };
    let mut desk = DeskAtWork::open(options());
    desk.fill("Patient", PATIENT)
        .press("Alt+K")
        .settle()
        .press("Tab")
        .types("Schmitt")
        .press("Esc")
        .settle();
    desk.pass_ms(500).settle();
    let mut desk = desk.closed().reopened(options());
    desk.settle()
        .press("Alt+K")
        .settle()
        .sees("Schmitt")
        .sees("was Schmidt")
        .press("Ctrl+S")
        .settle();
    assert_eq!(corrections(&desk), [json!({"lastName": "Schmitt"})]);
}

#[test]
fn each_correction_is_a_line_of_the_audit_trail_that_names_fields_and_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::open(Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    });
    desk.fill("Patient", PATIENT)
        .press("Alt+K")
        .settle()
        .press("Tab")
        .types("Schmitt")
        .press("Tab");
    desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403}));
    desk.press("Ctrl+S")
        .settle()
        .sees("Not corrected")
        .press("Ctrl+S")
        .settle()
        .sees("Corrected: Maria");
    steps(folder.path(), 2);
    let lines = audit(folder.path());
    let told = lines.iter().map(|line| {
        [
            &line["what"],
            &line["backend"],
            &line["person"],
            &line["fields"],
            &line["result"],
        ]
    });
    let line = |result: &str| {
        [
            json!("patient-corrected"),
            json!("clinik"),
            json!(PATIENT),
            json!("lastName"),
            json!(result),
        ]
    };
    let told: Vec<[Value; 5]> = told.map(|line| line.map(Value::clone)).collect();
    assert_eq!(told, [line("refused"), line("made")]);
    assert!(!format!("{lines:?}").contains("Schmi"), "{lines:?}");
}

#[test]
fn a_lost_answer_that_is_found_later_completes_the_audit_trail() {
    for (fault, results) in [
        ("drop-after", ["unknown", "made"]),
        ("drop-before", ["unknown", "not-there"]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = DeskAtWork::open(Options {
            data_dir: Some(folder.path().to_owned()),
            ..at_clinik()
        });
        desk.fill("Patient", PATIENT)
            .press("Alt+K")
            .settle()
            .press("Tab")
            .types("Schmitt");
        desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": fault}));
        desk.press("Ctrl+S").settle().pass_ms(12_500).settle();
        steps(folder.path(), 2);
        let lines = audit(folder.path());
        let told: Vec<[&Value; 3]> = lines
            .iter()
            .map(|line| [&line["what"], &line["person"], &line["result"]])
            .collect();
        let line = |result: &str| [json!("patient-corrected"), json!(PATIENT), json!(result)];
        let expected = results.map(line);
        assert_eq!(
            told,
            expected.each_ref().map(|line| line.each_ref()),
            "{fault}"
        );
    }
}

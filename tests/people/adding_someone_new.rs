//! Someone neither clinic knows yet is made known from the desk, compared with those who are known first, and
//! picked into the booking.

use booking::clinics::clinik;
use desk::Msg;
use headless::Options;
use office::PatientStage;
use serde_json::{Value, json};

use crate::desk_at_work::records::{audit, steps};
use crate::desk_at_work::unplugged::{self, End, answer, tell};
use crate::desk_at_work::{DeskAtWork, PROFILE, at_aniva, at_clinik};

/// Fills the form for someone new, field after field; a blank text leaves its field alone.
fn fill(desk: &mut DeskAtWork, texts: &[&str]) {
    for text in texts {
        if !text.is_empty() {
            desk.press("Ctrl+U").types(text);
        }
        desk.press("Tab");
    }
}

/// Noor as ClinikAPI asks for her: first and last name, birth date, sex, phone, e-mail.
const NOOR: [&str; 6] = [
    "Noor",
    "Østergård",
    "31.12.1979",
    "f",
    "030 23125999",
    "noor@example.com",
];
/// As Aniva does: first and last name, sex, birth date, e-mail, phone, language.
const NOOR_AT_ANIVA: [&str; 7] = [
    "Noor",
    "Østergård",
    "fe",
    "311279",
    "noor@example.com",
    "+49 30 2312-5999",
    "g",
];

fn people_created(desk: &DeskAtWork) -> Vec<Value> {
    let is_person = |request: &Value| {
        request["path"]
            .as_str()
            .is_some_and(|path| path.ends_with("patients") || path.ends_with("profiles"))
    };
    desk.creates()
        .into_iter()
        .filter(is_person)
        .map(|request| request["body"].clone())
        .collect()
}

#[test]
fn someone_new_at_clinik_is_added_picked_and_read_back() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Alt+N")
        .sees("New patient at ClinikAPI, SANDBOX");
    fill(&mut desk, &NOOR);
    desk.sees("31 Dec 1979, 46 years old")
        .press("Ctrl+S")
        .settle();
    assert_eq!(
        people_created(&desk),
        [
            json!({"firstName": "Noor", "lastName": "Østergård", "birthDate": "1979-12-31", "gender": "female",
                "phone": "030 23125999", "email": "noor@example.com"})
        ]
    );
    assert!(desk.text("Patient").starts_with("pt_"), "{}", desk.screen());
    desk.sees("Read back: Noor Østergård, 31 Dec 1979")
        .sees("Noor Østergård born 31 Dec 1979");
    assert_eq!(
        (desk.focus().as_str(), desk.state()["overlay"].is_null()),
        ("Practitioner", true)
    );
    desk.press("Alt+N").sees_no("Østergård 31").press("Esc");
    desk.fill("Start", "10.02.2027 10:00-10:30").book_at_once();
}

#[test]
fn someone_new_at_aniva_goes_to_the_configured_group_with_a_number_for_the_sex() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.press("Alt+N").sees_no("Patient group");
    fill(&mut desk, &NOOR_AT_ANIVA);
    desk.press("Ctrl+S").settle();
    assert_eq!(
        people_created(&desk),
        [
            json!({"first_name": "Noor", "last_name": "Østergård", "sex": 2, "date_of_birth": "1979-12-31",
                "email": "noor@example.com", "phone": "+493023125999", "language": "de",
                "profile_group_slug": "front-desk"})
        ]
    );
    desk.sees("Read back: Noor Østergård, 31 Dec 1979");
    assert_eq!(desk.focus(), "Location");
}

#[test]
fn a_group_that_nobody_configured_is_asked_for_and_a_wrong_one_is_mended_in_its_field() {
    let mut desk = DeskAtWork::open(Options {
        profile_group: None,
        ..at_aniva()
    });
    desk.press("Alt+N").sees("Patient group *");
    fill(&mut desk, &NOOR_AT_ANIVA);
    desk.press("Ctrl+S")
        .sees("Not added: 1 field to fix.")
        .sees("✗ Patient group is missing.");
    desk.types("back-desk")
        .press("Ctrl+S")
        .settle()
        .sees("✗ Aniva does not know this patient group");
    desk.press("Ctrl+U")
        .types("front-desk")
        .press("Ctrl+S")
        .settle()
        .sees("Read back: Noor Østergård");
}

#[test]
fn what_was_typed_while_looking_is_not_typed_twice() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.types("Anna von der Østen")
        .sees("＋ new patient…")
        .press("Down Enter")
        .sees("von der Østen");
    desk.press("Ctrl+N Esc")
        .fill("Patient", "quandt, berta")
        .press("Alt+N")
        .sees("Berta")
        .sees("Quandt");
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("311279quandt ki f")
        .settle()
        .press("Alt+N")
        .sees("31.12.1979")
        .sees("Quandt");
}

#[test]
fn a_whole_name_on_the_line_goes_into_both_of_its_fields() {
    for line in [
        "lena albers 3.5.1990 any",
        "Albers, Lena 3.5.1990 any",
        "3.5.1990 lena albers ki",
    ] {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        desk.types(line).settle().press("Enter").settle();
        assert!(desk.note().contains("Alt-N"), "{line}: {}", desk.note());
        desk.press("Alt+N").settle();
        desk.sees("First name * Lena").sees("Last name * Albers");
        desk.sees("3.5.1990");
    }
}

#[test]
fn a_line_for_someone_new_goes_on_once_they_are_added() {
    for line in [
        "Lena Albers 3 May 1990 030 2312500 anyone first",
        "Albers, Lena born 3.5.1990 tel. 030 2312500 anyone first",
        "anyone first 030 2312500 lena albers 3.5.1990",
    ] {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        desk.types(line).settle().press("Enter").settle();
        assert!(desk.note().contains("Alt-N"), "{line}: {}", desk.note());
        desk.press("Alt+N").settle();
        desk.sees("First name * Lena").sees("Last name * Albers");
        desk.sees("3.5.1990").sees("030 2312500");
        desk.press("Ctrl+S").settle();
        let added = people_created(&desk);
        assert_eq!(added.len(), 1, "{line}: {}", desk.screen());
        assert_eq!(added[0]["phone"], "030 2312500", "{line}");
        assert!(desk.text("Patient").starts_with("pt_"), "{}", desk.screen());
        desk.sees("Albers,Lena anyone first");
        desk.sees("is free first").sees("Lena Albers");
        assert_ne!(desk.text("Start"), "", "{line}");
        assert_eq!(desk.creates().len(), 1, "only the patient was sent");
        // The key that has added the patient, pressed twice, books nothing that nobody has read.
        desk.press("Ctrl+S").settle();
        assert!(desk.note().contains("just now"), "{}", desk.note());
        assert_eq!(desk.creates().len(), 1, "{line}");
        desk.pass_ms(500).press("Ctrl+S").settle();
        assert_eq!(desk.creates().len(), 2, "{}", desk.screen());
    }
}

#[test]
fn a_telephone_number_is_no_name() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Alt+N");
    fill(&mut desk, &["Lena", "030 2312500", "3.5.1990"]);
    desk.sees("✗ Last name must be").press("Ctrl+S").sees("fix");
    assert_eq!(people_created(&desk), [json!(null); 0]);
}

#[test]
fn whoever_is_found_is_offered_before_anyone_new() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.types("maria schmidt")
        .sees("＋ new patient…")
        .press("Enter");
    assert_eq!(
        desk.text("Patient"),
        "pt_abc123",
        "Enter still picks the only one that fits"
    );
    desk.press("Ctrl+U").types("a").sees_no("＋ new patient…");
}

#[test]
fn what_is_typed_stays_until_they_are_added_or_it_is_cleared() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Alt+N")
        .types("Noor")
        .press("Tab")
        .types("Øster")
        .press("Esc");
    assert_eq!(desk.note(), "Not added; Alt-N brings back what was typed.");
    desk.press("Ctrl+Q")
        .sees("What is typed here would be lost")
        .press("Esc");
    desk.press("Alt+N")
        .sees("Noor")
        .sees("Øster")
        .press("Ctrl+N")
        .sees_no("Øster")
        .press("Esc Alt+N");
    desk.sees_no("Noor");
}

#[test]
fn errors_show_once_a_field_is_left_and_go_when_they_are_mended() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.press("Alt+N").types("Ελένη").sees_no("✗").press("Tab");
    desk.sees("✗ First name must be 1 to 100 Latin letters, as in the passport.");
    desk.press("Shift+Tab Ctrl+U")
        .types("Eleni")
        .sees_no("✗ First name");
    desk.press("Tab Tab")
        .types("x")
        .press("Tab")
        .sees("✗ Sex must be male or female: no other is taken.");
    desk.types("30.2.1985")
        .press("Tab")
        .sees("✗ Birth date must be a day before today.");
    desk.press("Ctrl+S").sees("fields to fix");
    assert_eq!(people_created(&desk), [json!(null); 0]);
}

#[test]
fn what_was_typed_in_one_language_is_understood_in_the_next() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Alt+N");
    fill(&mut desk, &["Noor", "Østergård", "31.12.2077", "f"]);
    desk.sees("female")
        .sees("✗ Birth date must be a day that is not in the future.")
        .press("Esc");
    desk.press("Ctrl+P")
        .types("deutsch")
        .press("Enter")
        .press("Alt+N");
    desk.sees("✗ Geburtsdatum: bitte einen Tag, der nicht in der Zukunft liegt.")
        .sees_no("✗ Geschlecht");
    desk.press("Shift+Tab")
        .sees("weiblich")
        .press("Shift+Tab Ctrl+U")
        .types("31.12.1979");
    desk.press("Ctrl+S").settle();
    assert_eq!(people_created(&desk)[0]["gender"], json!("female"));
    desk.sees("Bitte vorlesen: Noor Østergård, 31. Dez. 1979.");
}

#[test]
fn a_name_near_its_limit_is_counted() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Alt+N").paste(&"ä".repeat(95)).sees("95 of 100");
}

#[test]
fn a_look_alike_is_asked_about_and_can_be_taken_instead() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Alt+N");
    fill(&mut desk, &["Maria", "Schmitt", "22.3.1985"]);
    desk.press("Ctrl+S")
        .settle()
        .sees("Someone like this is already known. Is it the same person?");
    desk.sees("1 Maria Schmidt")
        .sees("22 Mar 1985")
        .sees("…c123");
    assert_eq!(people_created(&desk), [json!(null); 0]);
    desk.press("Esc")
        .sees_no("Is it the same person?")
        .book()
        .confirm_despite()
        .settle();
    assert_eq!(desk.text("Patient"), "pt_abc123");
    desk.sees("Read back: Maria Schmidt, 22 Mar 1985");
    assert_eq!(people_created(&desk), [json!(null); 0]);
}

#[test]
fn a_look_alike_at_aniva_is_found_in_the_list_and_added_all_the_same_when_someone_says_so() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.press("Alt+N");
    fill(&mut desk, &["Maria", "Schmid", "f", "22.3.1985"]);
    desk.press("Ctrl+S")
        .settle()
        .sees("› 1 Maria Schmidt")
        .confirm_despite()
        .settle();
    assert_eq!(desk.text("Profile"), PROFILE);
    desk.press("Alt+N");
    fill(&mut desk, &["Maria", "Schmid", "f", "22.3.1985"]);
    desk.book()
        .press("2")
        .sees("› 2 none of these: add a new patient")
        .confirm_despite()
        .settle();
    assert_eq!(people_created(&desk).len(), 1);
    assert_ne!(desk.text("Profile"), PROFILE);
}

#[test]
fn where_it_cannot_be_checked_it_says_so_and_asks() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Alt+N");
    fill(&mut desk, &NOOR);
    desk.fault(&json!({"backend": "clinik", "call": "search", "fault": "status", "code": 403}));
    desk.press("Ctrl+S")
        .settle()
        .sees("ClinikAPI could not be searched: they may already be known.");
    assert_eq!(people_created(&desk), [json!(null); 0]);
    desk.confirm_despite().settle();
    assert_eq!(people_created(&desk).len(), 1);
}

#[test]
fn a_refusal_lands_on_its_field_and_keeps_every_text() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Alt+N");
    fill(&mut desk, &NOOR);
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "status", "code": 403}));
    desk.press("Ctrl+S").settle();
    desk.sees("✗ Not added — The key for ClinikAPI may not add patients")
        .sees("Østergård");
    desk.press("Ctrl+S")
        .settle()
        .sees("Read back: Noor Østergård");
}

#[test]
fn after_a_lost_answer_they_are_looked_for_and_nothing_is_sent_again() {
    for (options, texts) in [(at_clinik(), &NOOR[..]), (at_aniva(), &NOOR_AT_ANIVA[..])] {
        let clinic = options.clinic.word();
        let mut desk = DeskAtWork::open(options);
        desk.press("Alt+N");
        fill(&mut desk, texts);
        desk.fault(&json!({"backend": clinic, "call": "create", "fault": "drop-after"}));
        desk.press("Ctrl+S").settle();
        desk.sees("? Unknown —").sees("they may have been added.");
        desk.sees("Is this the person you were adding?")
            .sees("1 Noor Østergård");
        desk.press("Esc Esc")
            .sees("They may have been added: Alt-N shows more.");
        desk.press("Alt+N Ctrl+S")
            .settle()
            .confirm_despite()
            .settle()
            .sees("Read back: Noor Østergård");
        assert_eq!(people_created(&desk).len(), 1, "{clinic}");
    }
}

#[test]
fn who_was_not_added_after_all_is_looked_for_twice_and_added_once_more_only_when_someone_says_so() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Alt+N");
    fill(&mut desk, &NOOR);
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-before"}));
    desk.press("Ctrl+S")
        .settle()
        .sees("Not there yet; ClinikAPI is asked once more in a few seconds.");
    desk.pass(12)
        .settle()
        .sees("ClinikAPI lists nobody like this:");
    let sent = people_created(&desk).len();
    desk.confirm_despite()
        .settle()
        .sees("Read back: Noor Østergård");
    assert_eq!(people_created(&desk).len(), sent + 1);
}

#[test]
fn an_answer_that_comes_after_the_form_was_closed_still_counts() {
    let mut desk = unplugged::blank();
    let mut messages = unplugged::keys("Alt+N");
    for text in ["Noor", "Østergård"] {
        messages.extend(
            [Msg::Paste(text.to_owned().into())]
                .into_iter()
                .chain(unplugged::keys("Tab")),
        );
    }
    let mut effects = tell(
        &mut desk,
        messages.into_iter().chain(unplugged::keys("Ctrl+S")),
    );
    let search = effects.pop().expect("a search for look-alikes");
    let found = answer(&search, End::Well).expect("an answer");
    let add = tell(&mut desk, [found]).pop().expect("it is sent");
    assert!(matches!(
        desk.patient_sheet().stage,
        PatientStage::Sending { .. }
    ));
    tell(&mut desk, unplugged::keys("x Ctrl+S"));
    assert_eq!(
        desk.note_text().as_deref(),
        Some("One moment: the answer is on its way. Esc goes back to booking.")
    );
    tell(&mut desk, unplugged::keys("Esc"));
    let added = answer(&add, End::Well).expect("an answer");
    tell(&mut desk, [added]);
    assert_eq!(desk.form().draft().text(clinik::PATIENT), "new_1");
    assert!(desk.patient_sheet().is_blank());
}

#[test]
fn the_form_for_someone_new_is_shown_whole_where_there_is_little_room() {
    for (cols, rows) in [(80, 24), (120, 40)] {
        let mut desk = DeskAtWork::open(at_aniva());
        desk.resize(cols, rows).press("Alt+N");
        fill(&mut desk, &["Maria", "Schmid", "f", "22.3.1985"]);
        desk.types("maria@example").press("Tab").types("030");
        let frame = format!("new patient {cols}x{rows}");
        snapshot(&frame, &desk);
        desk.press("Ctrl+U Shift+Tab Ctrl+U Ctrl+S").settle();
        snapshot(&format!("look-alike {cols}x{rows}"), &desk);
    }
}

fn snapshot(name: &str, desk: &DeskAtWork) {
    crate::screen::frames::assert_frame(name, &desk.styled_screen());
}

#[test]
fn an_initial_is_a_hint_and_never_part_of_the_name() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("311279n ki f")
        .settle()
        .press("Alt+N")
        .sees("begins with N")
        .sees("31.12.1979");
    desk.types("Paula")
        .press("Tab")
        .types("Neumann")
        .press("Ctrl+S")
        .settle();
    let body = &people_created(&desk)[0];
    assert_eq!(
        (&body["firstName"], &body["lastName"]),
        (&json!("Paula"), &json!("Neumann"))
    );
    assert_eq!(body["birthDate"], json!("1979-12-31"));
}

#[test]
fn what_is_filled_in_is_selected_and_the_first_letter_replaces_it() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("311279quandt ki f")
        .settle()
        .press("Alt+N")
        .types("Berta")
        .press("Tab");
    assert_eq!(desk.chosen_on_screen(), ["Quandt"]);
    desk.types("Krause")
        .sees("Krause")
        .sees_no("Quandt")
        .press("Tab");
    assert_eq!(desk.chosen_on_screen(), ["31.12.1979"]);
    desk.press("Backspace")
        .sees_no("31.12.1979")
        .types("1.1.1980")
        .press("Shift+Tab Tab");
    assert_eq!(
        desk.chosen_on_screen(),
        [""; 0],
        "what was typed is added to"
    );
    desk.types("2").sees("1.1.19802");
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("311279quandt ki f")
        .settle()
        .press("Alt+N Tab Home")
        .types("von ")
        .sees("von Quandt");
}

#[test]
fn a_birth_date_with_two_readings_is_carried_over_and_asked_about() {
    for (keys, day) in [
        ("1", "1985-04-03"),
        ("2", "1985-03-04"),
        ("Down Down Enter", "1985-03-04"),
    ] {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        desk.types("030485zz ki f")
            .settle()
            .press("Alt+N")
            .sees("1 3 Apr 1985")
            .sees("2 4 Mar 1985");
        desk.press(keys)
            .sees("41 years old")
            .types("Paula")
            .press("Tab")
            .types("Zzimmer");
        desk.press("Ctrl+S").settle();
        assert_eq!(people_created(&desk)[0]["birthDate"], json!(day), "{keys}");
    }
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("030485zz ki f")
        .settle()
        .press("Alt+N Tab Shift+Tab Shift+Tab")
        .types("Zzimmer");
    desk.press("Shift+Tab").types("Paula").press("Ctrl+S");
    assert_eq!(
        people_created(&desk),
        [json!(null); 0],
        "neither is guessed"
    );
    desk.sees("3 Apr 1985")
        .sees("4 Mar 1985")
        .press("Enter Enter")
        .sees("3 Apr 1985, 41 years old");
}

#[test]
fn someone_new_who_is_answered_as_somebody_else_is_looked_up_and_nobody_else_is_booked() {
    for (options, new, other) in [
        (
            at_clinik(),
            &NOOR[..],
            json!({"id": "pt_k4m8wz", "firstName": "Jonas", "lastName": "Weber", "birthDate": "1970-01-01"}),
        ),
        (
            at_aniva(),
            &NOOR_AT_ANIVA[..],
            json!({"id": PROFILE, "first_name": "Jonas", "last_name": "Weber", "date_of_birth": "1970-01-01"}),
        ),
    ] {
        let clinic = options.clinic.word();
        let mut desk = DeskAtWork::open(options);
        desk.press("Alt+N");
        fill(&mut desk, new);
        desk.fault(
            &json!({"backend": clinic, "call": "create", "fault": "contradict", "members": other}),
        );
        desk.press("Ctrl+S").settle().sees_no("Read back: Jonas");
        assert_eq!(people_created(&desk).len(), 1);
        desk.pass(12)
            .settle()
            .confirm_despite()
            .settle()
            .sees("Read back: Noor");
        assert_eq!(people_created(&desk).len(), 1, "she is there, and taken");
    }
}

#[test]
fn who_is_added_is_a_line_of_the_audit_trail_that_names_fields_and_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::open(Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    });
    desk.press("Alt+N");
    fill(&mut desk, &NOOR);
    desk.press("Ctrl+S").settle();
    assert_eq!(steps(folder.path(), 1), ["patient-added"]);
    let [line] = &audit(folder.path())[..] else {
        panic!("one line")
    };
    assert_eq!(
        (&line["result"], &line["person"]),
        (&json!("made"), &json!(desk.text("Patient")))
    );
    assert_eq!(
        line["fields"],
        "firstName lastName birthDate gender phone email"
    );
    assert!(
        !line.to_string().contains("Noor") && !line.to_string().contains("1979"),
        "{line}"
    );
}

#[test]
fn who_is_found_after_a_lost_answer_completes_the_audit_trail() {
    for (fault, results) in [
        ("drop-after", vec!["unknown", "made"]),
        ("drop-before", vec!["unknown", "not-there", "made"]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = DeskAtWork::open(Options {
            data_dir: Some(folder.path().to_owned()),
            ..at_clinik()
        });
        desk.press("Alt+N");
        fill(&mut desk, &NOOR);
        desk.fault(&json!({"backend": "clinik", "call": "create", "fault": fault}));
        desk.press("Ctrl+S")
            .settle()
            .pass(12)
            .settle()
            .confirm_despite()
            .settle()
            .sees("Read back: Noor");
        steps(folder.path(), results.len());
        let lines = audit(folder.path());
        assert!(
            lines.iter().all(|line| line["what"] == "patient-added"),
            "{lines:?}"
        );
        let told: Vec<&Value> = lines.iter().map(|line| &line["result"]).collect();
        assert_eq!(told, results, "{fault}");
        assert_eq!(
            lines[lines.len() - 1]["person"],
            desk.text("Patient"),
            "{fault}"
        );
    }
}

#[test]
fn who_was_added_from_the_entry_line_is_booked_from_there() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.press("Alt+N");
    fill(&mut desk, &["Lena", "Albers", "3.5.1990"]);
    desk.press("Ctrl+S").settle();
    desk.types("any").press("Enter").settle();
    desk.press("Ctrl+S").settle().sees("booked · Lena Albers");
}

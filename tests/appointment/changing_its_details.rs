//! What an appointment is about is changed in a card of its own: read back from what it was to what it will be, and sent
//! by the booking key alone.

use booking::Language;
use booking::clinics::CLINIK;
use headless::Options;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik, at_fhir};

/// A desk with a visit in the Appointment pane, which has the keys.
fn with_a_visit_shown() -> DeskAtWork {
    showing_a_visit(at_clinik())
}

/// The visit is half an hour with Karin Ivers, on Wednesday 10 February 2027 at 10:00, for Maria Schmidt.
fn showing_a_visit(options: Options) -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(options);
    desk.fill("Practitioner", "prac_xyz789")
        .fill("Reason", "knee")
        .fill("Comment", "rings back");
    desk.book_at_once();
    desk.turn_to("appointment");
    desk
}

fn patches(desk: &DeskAtWork) -> Vec<Value> {
    let is_patch = |request: &Value| {
        request["call"] == "patch" && request["path"].to_string().contains("/appointments/")
    };
    let patches = desk.requests().into_iter().filter(is_patch);
    patches.map(|request| request["body"].clone()).collect()
}

/// Goes to the row of this label in the open card.
fn go_to(desk: &mut DeskAtWork, label: &str) {
    for _ in 0..12 {
        if desk.screen().contains(&format!("{label} ›")) {
            return;
        }
        desk.press("Enter");
    }
    panic!("no row {label}:\n{}", desk.screen());
}

#[test]
fn a_reason_is_changed_from_what_it_was_and_all_else_stays() {
    let mut desk = with_a_visit_shown();
    desk.press("e")
        .settle()
        .sees("Maria Schmidt")
        .sees("Details of this appointment at ClinikAPI");
    go_to(&mut desk, "Reason");
    desk.press("Ctrl+U")
        .types("shoulder")
        .sees("knee → shoulder");
    assert!(
        patches(&desk).is_empty(),
        "nothing goes out before the booking key"
    );
    desk.press("Ctrl+S")
        .settle()
        .sees("The details are changed at ClinikAPI.");
    assert_eq!(patches(&desk), [json!({"reasonCode": "shoulder"})]);
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn a_comment_keeps_the_reference_of_its_booking() {
    let mut desk = with_a_visit_shown();
    desk.press("e").settle();
    go_to(&mut desk, "Comment");
    desk.press("Ctrl+U")
        .types("mother rings back")
        .press("Ctrl+S")
        .settle();
    let booked = desk.creates()[0]["body"]["comment"]
        .as_str()
        .expect("a comment")
        .to_owned();
    let reference = booked
        .split_once(' ')
        .and_then(|_| booked.rfind('['))
        .expect("a reference");
    let expected = format!("mother rings back {}", &booked[reference..]);
    assert_eq!(patches(&desk), [json!({"comment": expected})]);
}

#[test]
fn the_line_opens_it_and_an_emptied_text_is_not_sent() {
    let mut desk = with_a_visit_shown();
    desk.press("Ctrl+E")
        .types("220385s =")
        .press("Enter")
        .settle();
    go_to(&mut desk, "Reason");
    desk.press("Ctrl+U")
        .sees("can't be emptied from here")
        .press("Ctrl+S")
        .settle();
    assert_eq!(patches(&desk), [] as [Value; 0]);
}

#[test]
fn the_next_patient_typed_at_it_is_no_reason() {
    let mut desk = with_a_visit_shown();
    desk.press("e").settle();
    go_to(&mut desk, "Reason");
    desk.press("Ctrl+U")
        .types("220385s ki fr 10:00")
        .press("Ctrl+S")
        .settle()
        .sees("not a detail")
        .sees_no("nothing is cancelled");
    assert_eq!(patches(&desk), [] as [Value; 0]);
}

#[test]
fn a_line_left_in_one_row_keeps_the_others_from_being_sent() {
    let mut desk = with_a_visit_shown();
    desk.press("e").settle();
    go_to(&mut desk, "Service type");
    desk.types("220385s ki fr 10:00");
    go_to(&mut desk, "Reason");
    desk.press("Ctrl+U").types("shoulder");
    desk.press("Ctrl+S").settle().sees("not a detail");
    assert_eq!(patches(&desk), [] as [Value; 0]);
    go_to(&mut desk, "Service type");
    desk.press("Ctrl+U Ctrl+S").settle();
    assert_eq!(patches(&desk), [json!({"reasonCode": "shoulder"})]);
}

const START: &str = "2027-02-10T09:00:00.000Z";

fn with_records() -> (tempfile::TempDir, Options) {
    let folder = tempfile::tempdir().expect("a folder");
    let data_dir = Some(folder.path().to_owned());
    let options = Options {
        data_dir,
        ..at_clinik()
    };
    (folder, options)
}

/// Returns the statuses that were written to slots, oldest first.
fn marked(desk: &DeskAtWork) -> Vec<Value> {
    let is_slot =
        |call: &Value| call["method"] == "PATCH" && call["path"].to_string().contains("/slots/");
    let calls = desk.requests().into_iter().filter(is_slot);
    calls.map(|call| call["body"]["status"].clone()).collect()
}

/// Opens the card and types another length.
fn types_a_length<'a>(desk: &'a mut DeskAtWork, minutes: &str) -> &'a mut DeskAtWork {
    desk.press("e").settle();
    go_to(desk, "Minutes");
    desk.types(minutes).settle()
}

/// Opens the card and takes John Carter as the patient.
fn takes_john(desk: &mut DeskAtWork) -> &mut DeskAtWork {
    desk.press("e").settle();
    go_to(desk, "Patient");
    desk.types("041268c")
        .settle()
        .sees("John Carter")
        .press("Enter")
        .settle()
}

fn cancelled_for(reason: &str) -> Value {
    json!({"status": "cancelled", "cancelationReason": reason})
}

#[test]
fn another_length_goes_out_with_the_other_details_in_one_request() {
    let mut desk = with_a_visit_shown();
    types_a_length(&mut desk, "45").sees("30 min → 45 min (until 10:45)");
    go_to(&mut desk, "Reason");
    desk.press("Ctrl+U").types("shoulder");
    desk.press("Ctrl+S")
        .settle()
        .sees("The details are changed at ClinikAPI.");
    let longer = json!({
        "start": START, "end": "2027-02-10T09:45:00.000Z", "minutesDuration": 45,
        "reasonCode": "shoulder",
    });
    assert_eq!(patches(&desk), [longer]);
    assert_eq!(
        marked(&desk),
        ["busy", "busy"],
        "the half hour it runs into"
    );
    desk.sees("10:00–10:45");

    let mut desk = desk;
    desk.turn_to("appointment");
    types_a_length(&mut desk, "30").press("Ctrl+S").settle();
    assert_eq!(patches(&desk)[1]["minutesDuration"], 30);
    assert_eq!(marked(&desk)[2..], ["free"], "and nothing that it keeps");
}

#[test]
fn a_length_that_is_none_is_not_sent() {
    let mut desk = with_a_visit_shown();
    types_a_length(&mut desk, "2000")
        .sees("1 to 1440")
        .press("Ctrl+S")
        .settle();
    desk.press("Ctrl+U").sees("30 min").press("Ctrl+S").settle();
    assert_eq!(patches(&desk), [] as [Value; 0]);
}

#[test]
fn a_visit_that_would_run_into_the_next_one_is_asked_about() {
    let mut desk = with_a_visit_shown();
    let next = json!({
        "patientId": "pt_k4m8wz", "practitionerId": "prac_xyz789", "status": "booked",
        "start": "2027-02-10T09:30:00.000Z", "end": "2027-02-10T10:00:00.000Z",
        "minutesDuration": 30,
    });
    desk.sandbox()
        .book(CLINIK, &next)
        .expect("another desk can book");
    desk.pass(60);
    types_a_length(&mut desk, "45")
        .sees("Karin Ivers already has Z. B. 10:30–11:00.")
        .press("Ctrl+S")
        .settle();
    assert!(patches(&desk).is_empty(), "{}", desk.screen());
    desk.sees("Change it anyway?")
        .sees("change it")
        .sees_no("Move it");
    desk.confirm_despite().settle();
    assert_eq!(patches(&desk).len(), 1, "{}", desk.screen());
    assert_eq!(patches(&desk)[0]["minutesDuration"], 45);
}

#[test]
fn a_lost_answer_about_a_length_is_looked_up() {
    for (fault, requests) in [("drop-after", 1), ("drop-before", 1)] {
        let mut desk = with_a_visit_shown();
        desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": fault}));
        types_a_length(&mut desk, "45").press("Ctrl+S").settle();
        desk.wait(60).settle();
        assert_eq!(patches(&desk).len(), requests, "it is not sent again");
        let outbox = desk.turn_to("outbox").screen();
        let is_made = outbox.contains("details changed");
        assert_eq!(is_made, fault == "drop-after", "{outbox}");
    }
}

#[test]
fn two_of_one_name_are_told_apart_by_their_birth_dates() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Patient", "pt_shmbj5")
        .fill("Practitioner", "prac_xyz789")
        .book_at_once();
    desk.turn_to("appointment").press("e").settle();
    go_to(&mut desk, "Patient");
    desk.types("120486c").settle().press("Enter").settle();
    desk.sees("4 Dec 1968 → 12 Apr 1986");
}

#[test]
fn a_visit_of_the_wrong_patient_is_booked_for_the_right_one_and_then_cancelled() {
    let mut desk = with_a_visit_shown();
    takes_john(&mut desk)
        .sees("first  the visit is booked for John Carter")
        .sees("then  the appointment of Maria Schmidt")
        .sees("Maria Schmidt → John Carter");
    assert_eq!(
        (desk.creates().len(), patches(&desk).len()),
        (1, 0),
        "only the booking key sends"
    );
    desk.press("Ctrl+S").settle();
    // Another patient is called John Carter, too.
    assert_eq!(
        desk.note(),
        "The patient is changed at ClinikAPI. John Carter, 1968, Wed 10 Feb 2027 10:00, Karin Ivers."
    );
    let [old, new] = &desk.creates()[..] else {
        panic!("{}", desk.screen())
    };
    for name in [
        "start",
        "end",
        "minutesDuration",
        "practitionerId",
        "reasonCode",
    ] {
        assert_eq!(new["body"][name], old["body"][name], "{name}");
    }
    assert_eq!(old["body"]["patientId"], PATIENT);
    assert_ne!(new["body"]["patientId"], PATIENT);
    let comments = [old, new].map(|one| one["body"]["comment"].to_string());
    assert!(
        comments
            .iter()
            .all(|one| one.starts_with("\"rings back [bd:"))
    );
    assert_ne!(comments[0], comments[1], "each bears its own reference");
    assert_eq!(patches(&desk), [cancelled_for("wrong patient")]);
    let place = |call: &Value| {
        desk.requests()
            .iter()
            .position(|other| other["n"] == call["n"])
    };
    let patch = desk
        .requests()
        .into_iter()
        .rfind(|call| call["call"] == "patch")
        .expect("a call");
    assert!(place(new) < place(&patch), "the old one goes last");
    assert_eq!(marked(&desk), ["busy"], "the slot stays as it is");
}

#[test]
fn who_is_listed_today_and_in_the_history_is_who_has_it_now() {
    let mut desk = with_a_visit_shown();
    takes_john(&mut desk).press("Ctrl+S").settle();
    desk.turn_to("appointment").press("h").settle();
    desk.sees("patient changed").press("Esc");
    desk.press("Alt+o").settle();
    let listed = desk.screen();
    let row = |words: &str| {
        let mut lines = listed.lines();
        lines.find(|line| line.contains(words)).unwrap_or_default()
    };
    assert!(row("patient changed").contains("John Carter"), "{listed}");
    assert!(row("cancelled").contains("Maria Schmidt"), "{listed}");
    desk.press("Alt+r").settle().sees("Nobody to call here.");
}

#[test]
fn the_history_says_what_was_changed_and_the_records_keep_the_length_alone() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    };
    let mut desk = showing_a_visit(options());
    types_a_length(&mut desk, "45");
    go_to(&mut desk, "Reason");
    desk.press("Ctrl+U").types("shoulder");
    desk.press("Ctrl+S").settle();
    desk.resize(120, 40).turn_to("appointment").press("h");
    desk.sees("details changed")
        .sees("30 min → 45 min (until 10:45); Reason: knee → shoulder");
    let id = desk.state()["appointment"]["id"].clone();
    let mut desk = desk.closed().reopened(options());
    desk.press("Ctrl+P")
        .types("its id")
        .press("Ctrl+U")
        .paste(id.as_str().expect("an appointment"))
        .press("Enter")
        .settle();
    desk.turn_to("appointment").press("h").settle();
    desk.sees("details changed 30 min → 45 min (until 10:45)")
        .sees_no("knee");
}

#[test]
fn the_patient_and_the_length_change_at_once() {
    let mut desk = with_a_visit_shown();
    types_a_length(&mut desk, "20");
    go_to(&mut desk, "Reason");
    desk.press("Ctrl+U").types("shoulder");
    go_to(&mut desk, "Patient");
    desk.types("041268c")
        .settle()
        .press("Enter")
        .settle()
        .press("Ctrl+S")
        .settle();
    let creates = desk.creates();
    let new = &creates[1]["body"];
    assert_eq!(new["start"], START);
    assert_eq!(new["minutesDuration"], 20);
    assert_eq!(new["end"], "2027-02-10T09:20:00.000Z");
    assert_eq!(new["reasonCode"], "shoulder");
    assert_eq!(patches(&desk), [cancelled_for("wrong patient")]);
    assert_eq!(marked(&desk), ["busy"], "its slot is taken by the new one");
}

#[test]
fn the_wrong_patients_visit_stays_until_the_new_one_is_certain() {
    let mut desk = with_a_visit_shown();
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
    takes_john(&mut desk).press("Ctrl+S").settle();
    desk.turn_to("outbox")
        .sees("then the appointment of Maria Schmidt");
    assert!(
        patches(&desk).is_empty(),
        "nobody knows whether there is a new one"
    );
    desk.wait(60).settle();
    assert_eq!((desk.creates().len(), patches(&desk).len()), (2, 1));
    assert!(
        desk.note()
            .starts_with("The patient is changed at ClinikAPI."),
        "{}",
        desk.note()
    );

    let mut desk = with_a_visit_shown();
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-before"}));
    takes_john(&mut desk).press("Ctrl+S").settle();
    desk.wait(90).settle();
    assert!(
        patches(&desk).is_empty(),
        "nothing follows what is not there"
    );
    desk.turn_to("outbox").press("Enter").settle();
    desk.sees("Details of this appointment")
        .sees("Maria Schmidt → John Carter");
}

#[test]
fn a_cancellation_that_is_lost_or_refused_is_finished_and_never_sent_twice() {
    let mut desk = with_a_visit_shown();
    desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": "drop-after"}));
    takes_john(&mut desk).press("Ctrl+S").settle();
    desk.wait(60).settle();
    assert_eq!((desk.creates().len(), patches(&desk).len()), (2, 1));
    assert_eq!(marked(&desk), ["busy"]);

    let (_folder, options) = with_records();
    let mut desk = showing_a_visit(options.clone());
    desk.fault(
        &json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403, "times": 0}),
    );
    takes_john(&mut desk).press("Ctrl+S").settle();
    desk.turn_to("problems")
        .sees("was booked for the right patient");
    desk.fault(&json!({"clear": true}));
    let mut desk = desk.closed().reopened(options);
    desk.settle()
        .wait(60)
        .settle()
        .turn_to("outbox")
        .press("Enter")
        .settle();
    desk.sees("Cancel this appointment").sees("wrong patient");
    desk.press("Ctrl+S").settle();
    assert_eq!(patches(&desk).last(), Some(&cancelled_for("wrong patient")));
    assert_eq!(desk.creates().len(), 2);
    let marked = marked(&desk);
    assert!(!marked.contains(&json!("free")), "{marked:?}");
    assert!(
        desk.note().starts_with("The patient is changed"),
        "{}",
        desk.note()
    );
}

#[test]
fn a_crash_between_the_two_steps_loses_neither() {
    let (_folder, options) = with_records();
    let mut desk = showing_a_visit(options.clone());
    takes_john(&mut desk)
        .press("Ctrl+S")
        .send_off()
        .until_received_in_all(2);
    let mut desk = desk.killed_after(0).reopened(options);
    desk.settle().wait(60).settle();
    assert_eq!((desk.creates().len(), patches(&desk).len()), (2, 1));
    assert_eq!(patches(&desk), [cancelled_for("wrong patient")]);
    assert!(
        !marked(&desk).contains(&json!("free")),
        "{:?}",
        marked(&desk)
    );
}

#[test]
fn a_patient_who_is_typed_but_not_taken_is_not_sent() {
    let mut desk = with_a_visit_shown();
    types_a_length(&mut desk, "45");
    go_to(&mut desk, "Patient");
    desk.types("carter").press("Ctrl+S").settle();
    assert!(desk.note().contains("Which patient?"), "{}", desk.note());
    assert_eq!((desk.creates().len(), patches(&desk).len()), (1, 0));
    desk.press("Ctrl+U").press("Ctrl+S").settle();
    assert_eq!(
        (desk.creates().len(), patches(&desk).len()),
        (1, 1),
        "the length alone"
    );
}

#[test]
fn a_record_of_fhir_keeps_all_else_of_the_visit_that_another_patient_gets() {
    let mut desk = DeskAtWork::open(at_fhir());
    desk.fill_a_visit("24.11.2026 10:00")
        .fill("Practitioner", "prac-xyz789")
        .fill("Reason", "knee");
    desk.book_at_once();
    desk.turn_to("appointment");
    takes_john(&mut desk).press("Ctrl+S").settle();
    let creates = desk.creates();
    let [old, new] = &creates[..] else {
        panic!("{}", desk.screen())
    };
    let [old, new] = [&old["body"], &new["body"]];
    for name in ["start", "end", "minutesDuration", "reasonCode", "slot"] {
        assert_eq!(new[name], old[name], "{name}");
    }
    let actors = |body: &Value| -> Vec<String> {
        let list = body["participant"].as_array().cloned().unwrap_or_default();
        let actors = list.iter().map(|one| one["actor"]["reference"].to_string());
        actors.collect()
    };
    assert_eq!(actors(new).len(), 2, "{new}");
    assert!(
        !actors(new).iter().any(|one| actors(old)[0] == *one),
        "{new}"
    );
    assert_ne!(new["identifier"], old["identifier"]);
    assert!(
        desk.note().starts_with("The patient is changed"),
        "{}",
        desk.note()
    );
    let slots = desk
        .requests()
        .into_iter()
        .filter(|call| call["method"] != "GET" && call["path"].to_string().contains("/Slot/"));
    let slots: Vec<Value> = slots.collect();
    assert_eq!(
        slots.len(),
        1,
        "it is marked once, by the booking: {:#?}",
        desk.requests()
    );
}

#[test]
fn a_german_desk_says_both_steps_before_it_takes_one() {
    let mut desk = showing_a_visit(Options {
        language: Language::De,
        ..at_clinik()
    });
    desk.press("e").settle();
    for _ in 0..12 {
        if !desk.screen().contains("Patient ›") {
            desk.press("Enter");
        }
    }
    desk.types("041268c").settle().press("Enter").settle();
    desk.sees("erst  wird der Termin für John Carter")
        .sees("danach  wird der Termin von Maria Schmidt");
    desk.press("Ctrl+S").settle();
    assert_eq!(patches(&desk), [cancelled_for("Patient verwechselt")]);
    assert!(
        desk.note()
            .starts_with("Der Patient ist bei ClinikAPI geändert."),
        "{}",
        desk.note()
    );
}

#[test]
fn the_reason_is_chosen_first_and_a_letter_replaces_it() {
    let mut desk = with_a_visit_shown();
    desk.press("e").settle().types("elbow").settle();
    desk.sees("Reason › elbow").sees("knee → elbow");
    desk.press("Ctrl+S").settle();
    assert_eq!(patches(&desk), [json!({"reasonCode": "elbow"})]);
}

/// The id of John Carter's visit.
fn id_of_johns_visit(desk: &DeskAtWork) -> String {
    let person = desk.creates()[1]["body"]["patientId"].clone();
    let person = person.as_str().expect("a patient");
    let found = desk
        .sandbox()
        .appointments(CLINIK, &[("patientId", person)])
        .expect("the sandbox answers");
    let start = |row: &&Value| row["start"] == START;
    let visit = found.iter().find(start).expect("the visit");
    visit["id"].as_str().expect("an id").to_owned()
}

fn cancelled_elsewhere(desk: &DeskAtWork) {
    let id = id_of_johns_visit(desk);
    let cancelled = json!({"status": "cancelled"});
    desk.sandbox()
        .change(&id, &cancelled)
        .expect("another program cancels it");
}

#[test]
fn the_wrong_patients_visit_stays_if_the_right_ones_is_cancelled_before_the_second_step() {
    let (_folder, options) = with_records();
    let mut desk = showing_a_visit(options.clone());
    desk.fault(
        &json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403, "times": 0}),
    );
    takes_john(&mut desk).press("Ctrl+S").settle();
    desk.fault(&json!({"clear": true}));
    cancelled_elsewhere(&desk);
    let sent = patches(&desk).len();
    let mut desk = desk.closed().reopened(options);
    desk.settle()
        .wait(60)
        .settle()
        .turn_to("outbox")
        .sees_no("is booked for the right")
        .press("Enter")
        .settle();
    desk.press("Ctrl+S").settle().sees("has been cancelled");
    assert_eq!(patches(&desk).len(), sent, "{}", desk.screen());
}

#[test]
fn a_new_visit_that_is_found_cancelled_is_not_told_as_booked() {
    let mut desk = with_a_visit_shown();
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
    takes_john(&mut desk).press("Ctrl+S").settle();
    cancelled_elsewhere(&desk);
    let sent = patches(&desk).len();
    desk.wait(60).settle();
    assert!(
        desk.note().contains("has been cancelled"),
        "{}",
        desk.note()
    );
    assert_eq!(patches(&desk).len(), sent, "{}", desk.screen());
    desk.turn_to("outbox")
        .sees_no("is booked for the right")
        .sees("has been cancelled");
}

#[test]
fn the_right_patients_warning_note_is_asked_about_first() {
    let (_folder, options) = with_records();
    let mut desk = showing_a_visit(options);
    let id = desk.state()["appointment"]["id"].clone();
    desk.press("Ctrl+E")
        .types("041268c")
        .settle()
        .press("Alt+G");
    desk.types("! owes a visit").press("Enter").settle();
    assert_eq!(desk.note(), "Noted; every desk sees it.");
    desk.press("Ctrl+U")
        .press("Ctrl+P")
        .types("its id")
        .press("Ctrl+U")
        .paste(id.as_str().expect("an appointment"))
        .press("Enter")
        .settle();
    desk.turn_to("appointment");
    takes_john(&mut desk)
        .press("Ctrl+S")
        .settle()
        .sees("Change it anyway?")
        .sees("owes a visit");
    assert_eq!((desk.creates().len(), patches(&desk).len()), (1, 0));
    desk.wait(1).press("Ctrl+S").settle();
    assert_eq!((desk.creates().len(), patches(&desk).len()), (2, 1));
}

#[test]
fn a_visit_that_is_over_is_asked_about_before_the_right_patient_has_it() {
    let mut desk = with_a_visit_shown();
    desk.pass(90 * 86_400).settle();
    takes_john(&mut desk)
        .press("Ctrl+S")
        .settle()
        .sees("Change it anyway?")
        .sees("would be in the past");
    assert_eq!((desk.creates().len(), patches(&desk).len()), (1, 0));
}

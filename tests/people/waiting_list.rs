//! The waiting list: somebody is put on it with the times that suit them, it is read first come first, and they are
//! taken off it.

use std::path::Path;

use booking::clinics::CLINIK;
use chrono::TimeDelta;
use headless::Options;
use i18n::Language;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, PATIENT, at_aniva, at_clinik};
use crate::shell::Shell;

const KARIN: &str = "prac_xyz789";

/// Puts the patient of the examples on ClinikAPI's list for Karin Ivers, at these times.
fn fill_in(desk: &mut DeskAtWork, wished: &str) {
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .settle();
    desk.press("Ctrl+P").types("put somebody on").press("Enter");
    assert_eq!(desk.focus(), "Wished times", "{}", desk.screen());
    desk.types(wished).settle();
}

fn someone_waits(desk: &DeskAtWork, patient: &str, created: &str) {
    desk.sandbox()
        .book(CLINIK, &entry(patient, created))
        .expect("it is taken");
}

/// Somebody who waits for Karin Ivers in the week of 30 November.
fn entry(patient: &str, created: &str) -> Value {
    json!({
        "status": "waitlist", "patientId": patient, "practitionerId": KARIN, "reasonCode": "Cardiology follow-up",
        "requestedPeriod": [{"start": "2026-11-30T08:00:00Z", "end": "2026-12-05T00:00:00Z"}], "created": created,
    })
}

fn patches(desk: &DeskAtWork) -> Vec<Value> {
    let is_of_appointment = |request: &Value| {
        let path = request["path"].as_str().unwrap_or_default();
        request["method"] == "PATCH" && path.starts_with("/v1/appointments/")
    };
    desk.requests()
        .into_iter()
        .filter(is_of_appointment)
        .collect()
}

#[test]
fn putting_somebody_on_the_list_sends_when_they_would_come_and_only_the_booking_key_sends_it() {
    let mut desk = DeskAtWork::open(at_clinik());
    fill_in(&mut desk, "next week mo-we 9-11");
    desk.sees("Mon 23 Nov 2026 – Wed 25 Nov 2026, 09:00–11:00");
    assert_eq!(desk.creates().len(), 0);
    desk.press("Ctrl+S").settle();
    assert_eq!(desk.note(), "ClinikAPI: on the waiting list, not booked.");
    let body = desk.body();
    assert_eq!(body["status"], "waitlist");
    assert_eq!(
        (&body["patientId"], &body["practitionerId"]),
        (&json!(PATIENT), &json!(KARIN))
    );
    let period = |day: u32| json!({"start": format!("2026-11-{day}T08:00:00.000Z"), "end": format!("2026-11-{day}T10:00:00.000Z")});
    assert_eq!(
        body["requestedPeriod"],
        json!([period(23), period(24), period(25)])
    );
    assert!(body.get("start").is_none());
}

#[test]
fn a_wish_that_can_t_be_read_is_not_sent() {
    let mut desk = DeskAtWork::open(at_clinik());
    fill_in(&mut desk, "soonish");
    desk.press("Ctrl+S").settle();
    assert_eq!(desk.creates().len(), 0, "{}", desk.screen());
    assert_ne!(desk.problem_at("Wished times"), "");
}

#[test]
fn the_list_is_read_first_come_first_and_what_was_just_put_on_it_is_there_at_once() {
    let options = Options {
        lag: std::time::Duration::from_secs(3600),
        ..at_clinik()
    };
    let mut desk = DeskAtWork::open(options);
    fill_in(&mut desk, "until 4 dec");
    desk.press("Ctrl+S").settle();
    desk.press("Alt+W")
        .settle()
        .sees("Waiting list (1)")
        .sees("Maria Schmidt")
        .sees("Karin Ivers");
    desk.sees("until 4 Dec").sees("ClinikAPI: as of 14:32");
}

#[test]
fn who_has_waited_longest_stands_first_and_is_taken_off_by_a_cancellation() {
    let mut desk = DeskAtWork::open(at_clinik());
    someone_waits(&desk, "pt_k4m8wz", "2026-11-10T09:00:00Z");
    someone_waits(&desk, PATIENT, "2026-11-03T09:00:00Z");
    desk.pass(60)
        .press("Alt+W")
        .settle()
        .sees("Waiting list (2)");
    let screen = desk.screen();
    assert!(screen.find("3 Nov ") < screen.find("10 Nov "), "{screen}");
    desk.sees("Maria Schmidt")
        .sees("Mon 30 Nov")
        .press("Delete")
        .settle()
        .press("Ctrl+S")
        .settle();
    let sent = patches(&desk);
    assert_eq!(
        (sent.len(), &sent[0]["body"]["status"]),
        (1, &json!("cancelled")),
        "{}",
        desk.screen()
    );
    desk.press("Alt+W")
        .settle()
        .sees("Waiting list (1)")
        .sees("Zoë Brûlé-Martin");
}

#[test]
fn who_is_under_the_cursor_is_given_a_time_though_somebody_comes_before_them_meanwhile() {
    let mut desk = DeskAtWork::open(at_clinik());
    someone_waits(&desk, "pt_k4m8wz", "2026-11-10T09:00:00Z");
    desk.pass(60)
        .press("Alt+W")
        .settle()
        .sees("Waiting list (1)")
        .press("Esc");
    someone_waits(&desk, PATIENT, "2026-11-03T09:00:00Z");
    // The list is there as it was read last, and is read again.
    desk.pass(60)
        .press("Alt+W")
        .sees("Waiting list (1)")
        .settle();
    let screen = desk.sees("Waiting list (2)").screen();
    assert!(
        screen.find("Maria Schmidt") < screen.find("Zoë Brûlé-Martin"),
        "{screen}"
    );
    let of_zoe = [("patientId", "pt_k4m8wz"), ("status", "waitlist")];
    let waits = desk
        .sandbox()
        .appointments(CLINIK, &of_zoe)
        .expect("a list");
    let id = waits[0]["id"].as_str().expect("an id");
    desk.press("b")
        .settle()
        .types("02.12.2026 11:00")
        .press("Ctrl+S")
        .settle();
    let sent = patches(&desk);
    let path = format!("/v1/appointments/{id}");
    assert_eq!(
        sent.iter().map(|one| &one["path"]).collect::<Vec<_>>(),
        [&path],
        "{}",
        desk.screen()
    );
}

#[test]
fn a_lost_answer_is_looked_up_and_nobody_is_put_on_the_list_twice() {
    let mut desk = DeskAtWork::open(at_clinik());
    fill_in(&mut desk, "until 4 dec");
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
    desk.press("Ctrl+S").settle().pass(60).settle();
    assert_eq!(desk.creates().len(), 1);
    assert_eq!(desk.state()["unknown"], json!([]), "{}", desk.screen());
    desk.press("Alt+W")
        .settle()
        .sees("Waiting list (1)")
        .sees("Maria Schmidt");
}

fn kept_in(folder: &Path) -> Options {
    Options {
        data_dir: Some(folder.to_owned()),
        ..at_aniva()
    }
}

/// Puts the profile of the examples on the list for Berlin that the desks keep.
fn put_on_kept_list(desk: &mut DeskAtWork) {
    desk.press("Ctrl+E")
        .types("220385s be b")
        .settle()
        .press("Enter")
        .settle();
    desk.press("Ctrl+P").types("put somebody on").press("Enter");
    desk.sees("Aniva keeps no waiting list; only these desks do.");
    desk.types("next week before 10")
        .sees("Mon 23 Nov 2026 – Sun 29 Nov 2026, before 10:00");
    desk.press("Ctrl+S")
        .settle()
        .sees("On the waiting list of this clinic's desks; Aniva does not know of it.");
}

#[test]
fn where_the_clinic_keeps_no_list_the_desks_keep_it_and_nothing_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::open_at_the_line(kept_in(folder.path()));
    put_on_kept_list(&mut desk);
    assert_eq!(desk.creates().len(), 0);
    assert_eq!(
        desk.text("Profile"),
        "",
        "the form is free for the next person"
    );
    // What was written down outlives a crash.
    let mut desk = desk.killed_after(50).reopened(kept_in(folder.path()));
    desk.settle()
        .press("Alt+W")
        .settle()
        .sees("Waiting list (1)")
        .sees("Maria Schmidt");
    desk.sees("before 10:00")
        .press("Delete")
        .settle()
        .sees("Take off the waiting list?")
        .press("Esc");
    desk.sees("Waiting list (1)")
        .press("Delete")
        .wait(1)
        .press("Ctrl+S")
        .settle();
    desk.sees("Waiting list (0)").sees("Nobody is waiting.");
}

#[test]
fn nobody_is_put_on_the_list_who_is_not_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::open(kept_in(folder.path()));
    desk.press("Ctrl+P").types("put somebody on").press("Enter");
    assert_eq!(desk.note(), "Choose the patient first.");
    assert_eq!(desk.state()["overlay"], json!(null));
}

#[test]
fn from_free_times_that_will_not_do_somebody_is_put_on_the_list_for_what_was_typed() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .settle();
    desk.press("Ctrl+F")
        .settle()
        .types("su")
        .settle()
        .sees("Alt-W waiting")
        .press("Alt+W")
        .settle();
    assert_eq!(
        (desk.text("Status"), desk.text("Wished times")),
        ("waitlist".to_owned(), "su".to_owned())
    );
}

#[test]
fn the_list_fits_a_narrow_screen_in_german() {
    let options = Options {
        language: Language::De,
        ..at_clinik()
    };
    let mut desk = DeskAtWork::open(options);
    someone_waits(&desk, PATIENT, "2026-11-03T09:00:00Z");
    desk.resize(80, 24).pass(60).press("Alt+W").settle();
    desk.sees("Warteliste (1)")
        .sees("Maria Schmidt")
        .sees("Aniva führt keine Warteliste");
    crate::screen::frames::assert_frame("waiting list de 80x24", &desk.styled_screen());
}

/// Maria Schmidt has a visit with Karin Ivers on Thursday 26 November at 10:00, and somebody waits for such a time.
fn with_a_visit_that_another_waits_for(created: &str) -> DeskAtWork {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .fill("Start", "01.12.2026 10:00");
    desk.fill("Minutes", "30").settle().book_at_once();
    someone_waits(&desk, "pt_k4m8wz", created);
    desk.pass(60);
    desk
}

#[test]
fn a_time_that_is_called_off_is_offered_and_one_key_makes_it_theirs() {
    let mut desk = with_a_visit_that_another_waits_for("2026-11-03T09:00:00Z");
    desk.turn_to("appointment")
        .press("x")
        .press("Ctrl+S")
        .settle();
    assert!(
        desk.note()
            .starts_with("Tue 1 Dec 2026 10:00 CET with Karin Ivers is free:"),
        "{}",
        desk.note()
    );
    assert!(desk.note().ends_with("Alt-W offers it."), "{}", desk.note());
    let before = patches(&desk).len();
    desk.press("Alt+W")
        .settle()
        .sees("(30 min) with Karin Ivers is free.")
        .press("b")
        .settle();
    desk.sees("Book from the waiting list at ClinikAPI");
    assert_eq!(patches(&desk).len(), before, "only the booking key sends");
    desk.sees("Tue 1 Dec 10:00").press("Ctrl+S").settle();
    let sent = patches(&desk);
    let expected = json!({
        "status": "booked", "start": "2026-12-01T09:00:00.000Z", "end": "2026-12-01T09:30:00.000Z",
        "minutesDuration": 30,
    });
    assert_eq!(
        (sent.len(), &sent[before]["body"]),
        (before + 1, &expected),
        "{}",
        desk.screen()
    );
    desk.press("Alt+W").settle().sees("Waiting list (0)");
}

/// The waiting list with two patients, of whom the first would take the time that was freed.
fn with_two_who_wait() -> DeskAtWork {
    let mut desk = with_a_visit_that_another_waits_for("2026-11-03T09:00:00Z");
    someone_waits(&desk, "pt_abc123", "2026-11-10T09:00:00Z");
    desk.pass(60).turn_to("appointment").press("x Ctrl+S");
    desk.settle().press("Alt+W").settle();
    desk
}

/// The row of the patient to whom the time is offered.
fn taker(desk: &DeskAtWork) -> String {
    let screen = desk.screen();
    let row = screen.lines().find(|line| line.contains('✓'));
    row.unwrap_or_default().to_owned()
}

#[test]
fn who_declines_makes_room_for_the_next_in_line() {
    let mut desk = with_two_who_wait();
    assert!(taker(&desk).contains("3 Nov "), "{}", desk.screen());
    desk.press("n");
    assert!(taker(&desk).contains("10 Nov "), "{}", desk.screen());
}

#[test]
fn a_name_typed_in_the_waiting_list_declines_no_time() {
    let mut desk = with_two_who_wait();
    let before = taker(&desk);
    desk.types("nowak").settle();
    desk.sees("Names are not typed here: nothing was noted.");
    assert_eq!(taker(&desk), before, "{}", desk.screen());
    desk.press("Down Up").types("anna").settle();
    assert_eq!(taker(&desk), before, "{}", desk.screen());
}

#[test]
fn a_lost_answer_to_the_booking_of_somebody_who_waited_is_settled_by_reading() {
    let mut desk = with_a_visit_that_another_waits_for("2026-11-03T09:00:00Z");
    desk.turn_to("appointment")
        .press("x")
        .press("Ctrl+S")
        .settle()
        .press("Alt+W")
        .settle()
        .press("b")
        .settle();
    desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": "drop-after"}));
    let before = patches(&desk).len();
    desk.press("Ctrl+S").settle().pass(60).settle();
    assert_eq!(
        patches(&desk).len(),
        before + 1,
        "nobody is given a time twice"
    );
    assert_eq!(desk.state()["unknown"], json!([]), "{}", desk.screen());
    desk.press("Alt+W").settle().sees("Waiting list (0)");
}

#[test]
fn a_time_that_whom_it_was_with_can_not_keep_is_offered_to_nobody() {
    let mut desk = with_a_visit_that_another_waits_for("2026-11-03T09:00:00Z");
    desk.turn_to("appointment")
        .press("x")
        .press("Down Down Down")
        .press("Ctrl+S")
        .settle();
    assert!(!desk.note().contains("Alt-W"), "{}", desk.note());
}

/// A draw in Berlin is called off, and the list shows Greta Lindner, who waits for such a time.
fn called_off_for_who_waits(folder: &Path) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(kept_in(folder));
    desk.types("220385s be b 25.11. 08:00")
        .settle()
        .press("Enter")
        .settle()
        .book_at_once();
    desk.press("Ctrl+E")
        .types("lindner be b")
        .settle()
        .press("Enter")
        .settle();
    desk.press("Ctrl+P")
        .types("put somebody on")
        .press("Enter")
        .types("next week before 10")
        .press("Ctrl+S")
        .settle();
    desk.sees("On the waiting list of this clinic's desks");
    desk.turn_to("appointment")
        .press("x")
        .press("Ctrl+S")
        .settle();
    assert!(desk.note().contains("is free"), "{}", desk.screen());
    desk.press("Alt+W").settle().sees("is free.");
    desk
}

/// A draw in Berlin is called off, and the form is filled for Greta Lindner, who waits for such a time.
fn filled_for_who_waits(folder: &Path) -> DeskAtWork {
    let mut desk = called_off_for_who_waits(folder);
    desk.press("b").settle();
    desk
}

#[test]
fn a_draw_that_someone_else_gets_meanwhile_is_offered_to_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = called_off_for_who_waits(folder.path());
    desk.press("Esc Ctrl+E")
        .types("220385s be b 25.11. 08:00")
        .settle()
        .press("Enter")
        .settle()
        .book_at_once();
    desk.press("Alt+W").settle().sees("Waiting list (1)");
    assert!(!desk.shows("is free"), "{}", desk.screen());
}

#[test]
fn what_is_free_at_a_clinic_without_a_list_is_offered_to_whoever_the_desks_keep_and_they_come_off_it()
 {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = filled_for_who_waits(folder.path());
    assert_eq!(
        desk.text("Scheduled at"),
        "Wed 25 Nov 08:00",
        "{}",
        desk.screen()
    );
    desk.book_at_once();
    desk.settle()
        .press("Alt+W")
        .settle()
        .sees("Waiting list (0)");
}

#[test]
fn a_time_that_another_desk_calls_off_is_offered_once_a_reading_shows_it() {
    let mut desk = with_a_visit_that_another_waits_for("2026-11-03T09:00:00Z");
    let id = desk.state()["appointment"]["id"]
        .as_str()
        .expect("an appointment")
        .to_owned();
    desk.fill("Start", "01.12.2026 12:00")
        .press("Ctrl+D")
        .settle()
        .sees("Maria Schmidt");
    let change = json!({"status": "cancelled", "cancelationReason": "rang another desk"});
    desk.sandbox().change(&id, &change).expect("it is taken");
    desk.pass(60).settle();
    assert!(
        desk.note().contains("with Karin Ivers is free:"),
        "{}",
        desk.screen()
    );
}

#[test]
fn the_list_with_an_offer_as_it_is_seen() {
    for (cols, rows) in [(80, 24), (120, 40)] {
        let mut desk = with_a_visit_that_another_waits_for("2026-11-03T09:00:00Z");
        someone_waits(&desk, "pt_abc123", "2026-11-10T09:00:00Z");
        desk.resize(cols, rows)
            .pass(60)
            .turn_to("appointment")
            .press("x")
            .press("Ctrl+S")
            .settle();
        desk.press("Alt+W").settle();
        crate::screen::frames::assert_frame(
            &format!("waiting list {cols}x{rows}"),
            &desk.styled_screen(),
        );
    }
}

#[test]
fn an_entry_is_given_a_time_from_its_pane_too() {
    let mut desk = DeskAtWork::open(at_clinik());
    someone_waits(&desk, "pt_k4m8wz", "2026-11-03T09:00:00Z");
    desk.pass(60)
        .press("Alt+W")
        .settle()
        .press("Enter")
        .settle()
        .press("m")
        .settle();
    desk.types("02.12.2026 11:00").press("Ctrl+S").settle();
    let sent = patches(&desk);
    let expected = json!({
        "status": "booked", "start": "2026-12-02T10:00:00.000Z", "end": "2026-12-02T10:30:00.000Z",
        "minutesDuration": 30,
    });
    assert_eq!(
        sent.iter().map(|one| &one["body"]).collect::<Vec<_>>(),
        [&expected],
        "{}",
        desk.screen()
    );
    desk.sees("✓ booked")
        .sees("Wished times Mon 30 Nov 2026 09:00 – Sat 5 Dec 2026 01:00");
}

#[test]
fn a_shell_lists_who_waits() {
    let shell = Shell::open();
    shell
        .sandbox
        .book(CLINIK, &entry(PATIENT, "2026-11-03T09:00:00Z"))
        .expect("it is taken");
    let told = shell.run("waiting --json").ends_with(0).json();
    let row = json!({
        "since": "2026-11-03T10:00:00+01:00", "patient": "Maria Schmidt", "born": "22 Mar 1985", "with": "Karin Ivers",
        "wished": "Mon 30 Nov 2026 09:00 – Sat 5 Dec 2026 01:00", "what": "Cardiology follow-up", "by": null,
        "backend": "clinik", "id": told[0]["id"],
    });
    assert_eq!(told, json!([row]));
    let said = shell.run("waiting --csv").ends_with(0);
    assert!(
        said.out
            .starts_with("since,patient,born,with,wished,what,by,backend,id\n"),
        "{}",
        said.out
    );
    assert_eq!(shell.run("waiting --backend aniva").ends_with(0).out, "");
    let book = "book --backend clinik --patient-id pt_abc123 --status waitlist --requested-period from+2098-01-05 --json";
    let told = shell.run(book);
    assert_eq!(
        told.ends_with(0).json()["appointment"]["status"],
        "waitlist"
    );
    assert_eq!(
        shell
            .run("waiting --json")
            .ends_with(0)
            .json()
            .as_array()
            .map(Vec::len),
        Some(2)
    );
}

#[test]
fn who_waits_comes_off_the_list_only_once_it_is_certain_that_they_are_booked() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = filled_for_who_waits(folder.path());
    desk.fault(&json!({"backend": "aniva", "call": "create", "fault": "drop-after"}));
    let before = desk.creates().len();
    desk.press("Ctrl+S")
        .settle()
        .press("Alt+W")
        .settle()
        .sees("Waiting list (1)")
        .press("Esc");
    desk.pass(60).settle();
    assert_eq!(desk.creates().len(), before + 1, "nobody is booked twice");
    desk.press("Alt+W").settle().sees("Waiting list (0)");
}

#[test]
fn a_wish_for_next_week_is_for_the_same_week_on_monday() {
    let mut desk = DeskAtWork::open(at_clinik());
    fill_in(&mut desk, "next week");
    let meant = desk.reading("Wished times");
    assert_eq!(meant, "Mon 23 Nov 2026 – Sun 29 Nov 2026");
    desk.pass(3 * 86_400).settle();
    assert_eq!(
        desk.reading("Wished times"),
        "until Sun 29 Nov 2026",
        "{}",
        desk.screen()
    );
    assert_eq!(desk.text("Wished times"), "until 29 Nov");
}

#[test]
fn a_wish_for_the_day_with_the_cursor_is_written_as_people_write_days() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .settle();
    desk.press("Ctrl+F")
        .settle()
        .press("PageDown")
        .settle()
        .press("Alt+W")
        .settle();
    let text = desk.text("Wished times");
    assert!(text.ends_with(" Nov") || text.ends_with(" Dec"), "{text}");
}

#[test]
fn a_row_is_short_enough_to_stand_whole_on_a_narrow_screen() {
    let mut desk = DeskAtWork::open(at_clinik());
    fill_in(&mut desk, "mo-fr mornings until 21 dec");
    desk.press("Ctrl+S")
        .settle()
        .resize(80, 24)
        .press("Alt+W")
        .settle();
    desk.sees("Mon–Fri mornings until 21 Dec")
        .sees("Mon Tue Wed Thu Fri, ")
        .sees_no("[bd:");
}

#[test]
fn what_a_draw_is_for_is_short_though_its_note_is_all_that_the_patient_has_to_know() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::open_at_the_line(kept_in(folder.path()));
    put_on_kept_list(&mut desk);
    desk.resize(80, 24)
        .press("Alt+W")
        .settle()
        .sees("Bitte essen Sie 12 Stunden vor der…")
        .sees_no("Alkohol");
    desk.press("b").settle();
    assert!(
        desk.text("Desk note").contains("Alkohol"),
        "what is booked has it whole"
    );
}

#[test]
fn a_time_that_begins_in_a_few_minutes_is_offered_to_nobody() {
    let mut desk = with_a_visit_that_another_waits_for("2026-11-03T09:00:00Z");
    // A quarter of an hour before it begins.
    desk.clock_jumps(TimeDelta::minutes(15_552))
        .pass(60)
        .settle();
    desk.turn_to("appointment")
        .press("x")
        .press("Ctrl+S")
        .settle();
    assert!(
        !desk.note().contains("waits for such a time"),
        "{}",
        desk.note()
    );
    desk.press("Alt+W")
        .settle()
        .sees("Waiting list (1)")
        .sees_no("is free.");
}

#[test]
fn times_are_proposed_within_the_wish() {
    let mut desk = DeskAtWork::open(at_clinik());
    someone_waits(&desk, "pt_k4m8wz", "2026-11-03T09:00:00Z");
    desk.pass(60)
        .press("Alt+W")
        .settle()
        .press("b")
        .settle()
        .sees("Book from the waiting list at ClinikAPI");
    desk.sees("Mon 30 Nov")
        .sees_no("Mon 23 Nov")
        .sees_no("Tue 24 Nov");
}

#[test]
fn a_wish_that_was_filled_in_is_replaced_by_what_is_typed() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .settle();
    desk.press("Ctrl+F")
        .settle()
        .types("su")
        .settle()
        .press("Alt+W")
        .settle();
    assert_eq!(desk.chosen_on_screen(), ["su"]);
    desk.types("next week");
    assert_eq!(desk.text("Wished times"), "next week");
}

#[test]
fn who_waits_on_the_list_of_the_desks_is_offered_times_within_their_wish() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::open_at_the_line(kept_in(folder.path()));
    desk.types("lindner be b")
        .settle()
        .press("Enter")
        .settle()
        .sees("free instead 1 Mon 23 Nov 08:15");
    desk.press("Ctrl+P")
        .types("put somebody on")
        .press("Enter")
        .types("w49 before 10")
        .press("Ctrl+S")
        .settle();
    desk.sees("On the waiting list of this clinic's desks")
        .sees_no("free instead 1");
    assert_eq!(desk.state()["line"]["text"], "");
    desk.press("Alt+W")
        .settle()
        .press("b")
        .settle()
        .press("Space")
        .settle();
    desk.sees("Mon 30 Nov 2026")
        .sees_no("Mon 23 Nov 2026")
        .sees_no("Tue 24 Nov 2026");
    assert_eq!(
        desk.press("Enter").text("Scheduled at"),
        "Mon 30 Nov 08:00",
        "{}",
        desk.screen()
    );
}

/// The patient says on the telephone that another day will do.
#[test]
fn the_first_free_time_is_within_the_wish_until_a_time_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::open_at_the_line(kept_in(folder.path()));
    desk.types("lindner be b").settle().press("Enter").settle();
    desk.press("Ctrl+P")
        .types("put somebody on")
        .press("Enter")
        .types("w49 before 10")
        .press("Ctrl+S")
        .settle();
    desk.press("Alt+W").settle().press("b").settle();
    desk.press("Ctrl+E")
        .types("lindner be b")
        .settle()
        .press("Enter")
        .settle();
    assert_eq!(
        desk.text("Scheduled at"),
        "Mon 30 Nov 08:00",
        "{}",
        desk.screen()
    );
    desk.sees("they would come: Mon 30 Nov 2026");
    desk.types("lindner be b we")
        .settle()
        .press("Enter")
        .settle();
    assert!(
        desk.text("Scheduled at").starts_with("Wed 25 Nov"),
        "{}",
        desk.screen()
    );
    desk.sees_no("they would come");
}

#[test]
fn the_grid_of_free_times_is_narrowed_to_the_wish_until_something_is_typed() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::open_at_the_line(kept_in(folder.path()));
    desk.types("lindner be b").settle().press("Enter").settle();
    desk.press("Ctrl+P")
        .types("put somebody on")
        .press("Enter")
        .types("w49 before 10")
        .press("Ctrl+S")
        .settle();
    desk.press("Alt+W")
        .settle()
        .press("b")
        .settle()
        .press("Ctrl+F")
        .settle();
    desk.sees("they would come: Mon 30 Nov 2026 – Sun 6 Dec 2026, before 10:00");
    desk.sees("Mon 30 Nov 2026 08:00 CET")
        .press("Enter")
        .sees("09:")
        .sees_no("10:15")
        .sees_no("11:00")
        .press("Esc");
    desk.types("we")
        .settle()
        .sees_no("they would come")
        .sees("Wed 25 Nov 2026")
        .press("Ctrl+U")
        .settle();
    desk.sees("they would come").press("Enter Enter").settle();
    assert_eq!(
        desk.text("Scheduled at"),
        "Mon 30 Nov 08:00",
        "{}",
        desk.screen()
    );
}

#[test]
fn who_is_put_on_the_list_is_on_it_in_what_was_done_today_also_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    };
    let mut desk = DeskAtWork::open(options());
    fill_in(&mut desk, "until 4 dec");
    desk.press("Ctrl+S").settle();
    let on_the_list = |desk: &mut DeskAtWork| {
        desk.press("Alt+O")
            .sees("Done today (1)")
            .sees("14:32 on the waiting list Maria Schmidt, 22 Mar 1985")
            .sees_no("14:32 booked")
            .press("Esc");
    };
    on_the_list(&mut desk);
    let mut desk = desk.closed().reopened(options());
    on_the_list(desk.settle());
}

#[test]
fn the_offer_of_a_freed_time_has_the_number_to_call() {
    let mut desk = with_a_visit_that_another_waits_for("2026-11-03T09:00:00Z");
    desk.turn_to("appointment")
        .press("x")
        .press("Ctrl+S")
        .settle();
    desk.press("Alt+W").settle().sees("is free.");
    desk.sees("+1-555-0101");
}

#[test]
fn a_list_that_the_clinic_refuses_is_told_with_what_the_clinic_said() {
    for (code, said) in [(400, ": Bad Request"), (422, "")] {
        let mut desk = DeskAtWork::open(at_clinik());
        desk.settle().fault(
            &json!({"backend": "clinik", "call": "search", "fault": "status", "code": code, "times": 0}),
        );
        desk.press("Alt+W")
            .settle()
            .sees(&format!("ClinikAPI refused the request{said}"))
            .sees_no("no answer that can be read");
    }
}

#[test]
fn a_line_for_the_list_fills_no_time() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.press("Ctrl+P").types("put somebody on").press("Enter");
    desk.settle().press("Ctrl+E").types("220385s ki").settle();
    desk.press("Enter").settle();
    assert_eq!(desk.text("Start"), "", "{}", desk.screen());
    assert_ne!(desk.text("Patient"), "", "{}", desk.screen());
}

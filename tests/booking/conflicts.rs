//! What stands against a booking is said before anyone asks, by name; who goes ahead says why; and right before a
//! booking goes out its time is looked at once more.

use std::path::Path;

use booking::clinics::{ANIVA, CLINIK, aniva, clinik};
use headless::Options;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::records::audit;
use crate::desk_at_work::{BERLIN, DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik, is_private};

/// Karin Ivers, who works Wednesdays from 08:00 to 12:30.
const KARIN: &str = "prac_xyz789";
/// Ingrid Vásquez-Lindqvist.
const INGRID: &str = "prac_r7q2hd";
/// Grégoire Delacroix-Ott, who has hours and publishes no schedule.
const GREGOIRE: &str = "prac_q9m2xa";
/// Someone else than Maria Schmidt.
const AMARA: &str = "pt_k4m8wz";

/// A desk with a visit of half an hour with Karin Ivers typed in, everything about it known.
fn with_karin(options: Options, start: &str) -> DeskAtWork {
    let mut desk = DeskAtWork::open(options);
    visit(&mut desk, PATIENT, KARIN, start);
    desk
}

fn visit(desk: &mut DeskAtWork, patient: &str, practitioner: &str, start: &str) {
    desk.fill("Patient", patient)
        .fill("Practitioner", practitioner);
    desk.fill("Start", start).fill("Minutes", "30").settle();
}

/// Books half an hour, or as long as that is, with a practitioner for someone else, from another desk.
fn someone_else_books(desk: &DeskAtWork, practitioner: &str, start: &str, end: &str) {
    let visit = json!({
        "status": "booked", "patientId": AMARA, "practitionerId": practitioner, "start": start, "end": end,
    });
    desk.sandbox()
        .book(CLINIK, &visit)
        .expect("another desk can book");
}

/// How many bookings the desk at work has sent, beside `others`.
fn sent(desk: &DeskAtWork, others: usize) -> usize {
    desk.creates().len() - others
}

/// What was booked in spite of conflicts, as it is written down in a data directory.
fn records(folder: &Path) -> Vec<Value> {
    audit(folder)
        .into_iter()
        .filter(|line| line["what"] == "override")
        .collect()
}

#[test]
fn a_patients_other_visit_is_named_while_the_time_is_typed() {
    let mut desk = with_karin(at_clinik(), "10.02.2027 10:00");
    desk.book_at_once();
    visit(&mut desk, PATIENT, INGRID, "10.02.2027 10:15");
    desk.sees("Maria Schmidt already has 10:00–10:30 with Karin Ivers (ClinikAPI).");
    assert_eq!(desk.asked(), "", "nothing was pressed yet");
    desk.book().sees("Book in the SANDBOX anyway?").press("Esc");
    assert_eq!(desk.creates().len(), 1);
    desk.fill("Start", "10.02.2027 10:30").book_at_once();
}

#[test]
fn a_patients_other_visit_is_known_however_far_ahead_it_is_and_with_whomever() {
    let mut desk = DeskAtWork::open(at_clinik());
    let taken = json!({
        "status": "booked", "patientId": PATIENT, "start": "2028-02-10T09:00:00Z", "end": "2028-02-10T09:30:00Z",
    });
    desk.sandbox()
        .book(CLINIK, &taken)
        .expect("another desk can book");
    desk.fill("Patient", PATIENT)
        .fill("Start", "10.02.2028 10:15")
        .fill("Minutes", "30")
        .settle();
    desk.sees("Maria Schmidt already has a visit 10:00–10:30");
    desk.fill("Start", "11.02.2028 10:15")
        .settle()
        .sees_no("already has");
}

#[test]
fn a_patient_can_not_be_in_two_places_at_two_backends() {
    let mut desk = with_karin(at_clinik(), "10.02.2027 10:00");
    desk.book_at_once();
    desk.press("Ctrl+T")
        .fill("Profile", PROFILE)
        .fill("Location", BERLIN);
    desk.fill("Scheduled at", "10.02.2027 10:15").settle();
    assert_eq!(
        desk.problem_at("Scheduled at"),
        "Maria Schmidt already has 10:00–10:30 with Karin Ivers (ClinikAPI)."
    );
    desk.fill("Scheduled at", "10.02.2027 11:00")
        .settle()
        .book_at_once();

    desk.press("Ctrl+T");
    visit(&mut desk, PATIENT, KARIN, "10.02.2027 10:45");
    desk.sees("Maria Schmidt already has a blood draw at 11:00 at Probe Berlin Mitte (Aniva).");
}

#[test]
fn a_practitioners_other_patient_is_named_by_initials_only() {
    let mut desk = DeskAtWork::open(at_clinik());
    someone_else_books(
        &desk,
        KARIN,
        "2027-02-10T09:00:00.000Z",
        "2027-02-10T09:30:00.000Z",
    );
    visit(&mut desk, PATIENT, KARIN, "10.02.2027 10:15");
    let said = desk.problem_at("Start");
    assert!(
        said.starts_with("Karin Ivers already has ") && said.ends_with(". 10:00–10:30."),
        "{said}"
    );
    desk.fill("Start", "10.02.2027 10:30").settle();
    assert_eq!(desk.problem_at("Start"), "");
}

#[test]
fn hours_closed_days_weekends_and_horizons_are_minded() {
    let rows = [
        (
            KARIN,
            "10.02.2027 12:15",
            "Karin Ivers works 08:00–12:30 that day; this is outside those hours.",
        ),
        (
            KARIN,
            "13.02.2027 10:00",
            "Karin Ivers has no hours on a Saturday.",
        ),
        ("", "13.02.2027 10:00", "That is a Saturday."),
    ];
    let mut desk = DeskAtWork::open(at_clinik());
    for (practitioner, start, said) in rows {
        visit(&mut desk, PATIENT, practitioner, start);
        assert_eq!(desk.problem_at("Start"), said, "{start}");
    }
    let mut line = DeskAtWork::open(at_clinik());
    line.press("Ctrl+E")
        .settle()
        .types("220385s ki f 06.10.2027 9:00")
        .press("Enter")
        .settle();
    line.sees("That is 320 days ahead; “follow-up” is booked at most 180 days ahead.");
}

#[test]
fn going_ahead_is_written_down_with_who_and_why_and_without_names() {
    let folder = tempfile::tempdir().unwrap();
    let data_dir = Some(folder.path().join("data"));
    let operator = Some("k.ivers".to_owned());
    let mut desk = with_karin(
        Options {
            data_dir,
            operator,
            ..at_clinik()
        },
        "13.02.2027 10:00",
    );
    desk.book()
        .sees("Why?")
        .sees("1 patient asks")
        .sees_no("› 1")
        .sees("2 practitioner agrees")
        .sees("3 urgent")
        .press("Esc");
    assert_eq!(
        records(&folder.path().join("data")),
        [] as [Value; 0],
        "nothing was sent"
    );

    desk.book().press("2").confirm_despite().settle().booked();
    let records = records(&folder.path().join("data"));
    assert_eq!(records.len(), 1);
    let expected = json!({
        "at": "2026-11-20T13:32:00.500Z", "mode": "SANDBOX", "operator": "k.ivers", "backend": "clinik",
        "person": PATIENT, "provider": KARIN, "start": "2027-02-13T09:00:00.000Z",
        "fields": "closed-day", "appointment": null, "reason": "provider-agrees",
    });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(records[0][name], *value, "{name}");
    }
    assert!(is_private(&folder.path().join("data/sandbox.db")));
}

#[test]
fn the_first_reason_is_given_where_no_other_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let data_dir = Some(folder.path().to_owned());
    let mut desk = with_karin(
        Options {
            data_dir,
            ..at_clinik()
        },
        "10.02.2027 10:00",
    );
    desk.book_at_once();
    assert_eq!(
        records(folder.path()),
        [] as [Value; 0],
        "nothing stood against it"
    );
    let first = desk.state()["appointment"]["id"].clone();
    visit(&mut desk, PATIENT, KARIN, "10.02.2027 10:00");
    desk.book().confirm_despite().settle().booked();
    let records = records(folder.path());
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["fields"], "same-visit");
    assert_eq!(
        (&records[0]["reason"], &records[0]["appointment"]),
        (&json!("patient-asks"), &first)
    );
}

#[test]
fn what_this_desk_has_booked_is_minded_however_far_a_search_is_behind() {
    let lag = std::time::Duration::from_secs(3600);
    let mut desk = with_karin(Options { lag, ..at_clinik() }, "10.02.2027 10:00");
    desk.book_at_once();
    visit(&mut desk, AMARA, KARIN, "10.02.2027 10:15");
    assert_eq!(
        desk.problem_at("Start"),
        "Karin Ivers already has M. S. 10:00–10:30."
    );
}

#[test]
fn a_free_time_that_someone_else_took_is_not_sent_and_the_next_are_offered() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+E")
        .settle()
        .types("220385s ki f mo")
        .press("Enter")
        .settle();
    assert_eq!(desk.text("Start"), "Mon 23 Nov 08:00");
    someone_else_books(
        &desk,
        KARIN,
        "2026-11-23T07:00:00.000Z",
        "2026-11-23T07:30:00.000Z",
    );
    desk.pass(60).book();
    desk.sees("08:00 has just been taken. Nothing was sent.");
    assert_eq!((sent(&desk, 1), desk.focus().as_str()), (0, "Start"));
    desk.sees("1 Mon 23 Nov 2026 08:30 CET")
        .sees("3 Mon 23 Nov 2026 09:30 CET")
        .press("2")
        .settle();
    assert_eq!(desk.text("Start"), "Mon 23 Nov 09:00");
    desk.book_at_once();
    assert_eq!(
        desk.creates()[1]["body"]["start"],
        "2026-11-23T08:00:00.000Z"
    );
}

#[test]
fn a_time_that_is_taken_can_be_booked_all_the_same_by_who_says_so() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+E")
        .settle()
        .types("220385s ki f mo")
        .press("Enter")
        .settle();
    someone_else_books(
        &desk,
        KARIN,
        "2026-11-23T07:00:00.000Z",
        "2026-11-23T07:30:00.000Z",
    );
    desk.pass(60)
        .book()
        .sees("08:00 has just been taken.")
        .press("Esc Ctrl+S")
        .settle();
    desk.sees("Karin Ivers already has")
        .sees("Book in the SANDBOX anyway?");
    assert_eq!(sent(&desk, 1), 0);
    desk.press("3").confirm_despite().settle().booked();
    assert_eq!(sent(&desk, 1), 1);
}

#[test]
fn a_time_worked_out_from_hours_is_looked_at_again_too() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", GREGOIRE)
        .fill("Minutes", "30")
        .go_to("Start");
    desk.settle()
        .press("Space")
        .settle()
        .press("Enter")
        .settle();
    assert_eq!(desk.text("Start"), "Mon 23 Nov 09:00");
    someone_else_books(
        &desk,
        GREGOIRE,
        "2026-11-23T08:15:00.000Z",
        "2026-11-23T08:30:00.000Z",
    );
    desk.pass(60).book();
    desk.sees("09:00 has just been taken. Nothing was sent.")
        .sees("1 Mon 23 Nov 2026 09:30 CET");
    assert_eq!(sent(&desk, 1), 0);
}

#[test]
fn a_free_draw_that_someone_else_took_is_not_sent_either() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.fill("Profile", PROFILE)
        .fill("Location", BERLIN)
        .go_to("Scheduled at")
        .settle();
    desk.press("Space").settle().press("Enter").settle();
    let start = desk.text("Scheduled at");
    assert_eq!(start, "Mon 23 Nov 08:00");
    let other = "f0a1e101-6ab3-419a-953c-75ccb8951cff";
    let draw = json!({ "profile_id": other, "location_id": BERLIN, "scheduled_at": "2026-11-23T07:00:00Z" });
    desk.sandbox()
        .book(ANIVA, &draw)
        .expect("another desk can book");
    desk.pass(60).book();
    desk.sees("08:00 has just been taken. Nothing was sent.");
    assert_eq!((sent(&desk, 1), desk.focus().as_str()), (0, "Scheduled at"));
    desk.press("1").settle().book_at_once();
}

#[test]
fn a_typed_time_that_someone_else_took_meanwhile_is_asked_about() {
    let mut desk = with_karin(at_clinik(), "10.02.2027 10:00");
    assert_eq!(desk.problem_at("Start"), "");
    someone_else_books(
        &desk,
        KARIN,
        "2027-02-10T09:00:00.000Z",
        "2027-02-10T09:30:00.000Z",
    );
    desk.pass(60).book();
    assert_eq!(sent(&desk, 1), 0);
    desk.sees("Karin Ivers already has")
        .sees("Book in the SANDBOX anyway?");
    desk.confirm_despite().settle().booked();
}

#[test]
fn a_check_that_fails_or_takes_too_long_never_keeps_a_booking_back() {
    let refused =
        json!({"backend": "clinik", "call": "search", "fault": "status", "code": 403, "times": 0});
    let mut desk = with_karin(at_clinik(), "10.02.2027 10:00");
    desk.fault(&refused).book_at_once();

    let slow =
        json!({"backend": "clinik", "call": "search", "fault": "slow", "ms": 600_000, "times": 0});
    let mut desk = with_karin(at_clinik(), "10.02.2027 10:00");
    desk.fault(&slow)
        .press("Ctrl+S")
        .sees("checking that the time is still free…");
    desk.pass(2);
    assert_eq!(desk.state()["flight"], "checking");
    desk.pass(1);
    assert_eq!(desk.state()["flight"], "sending");
}

#[test]
fn calendars_that_may_not_be_read_are_said_and_keep_no_booking_back() {
    let mut desk = DeskAtWork::open(at_clinik());
    for (code, start) in [(401, "10.02.2027 10:00"), (403, "10.02.2027 11:00")] {
        let refused = json!({"backend": "clinik", "call": "search", "fault": "status", "code": code, "times": 0});
        desk.fault(&refused);
        visit(&mut desk, PATIENT, KARIN, start);
        desk.sees("! Conflicts at ClinikAPI could not be checked.");
        assert_eq!(
            desk.problem_at("Start"),
            "Conflicts at ClinikAPI could not be checked."
        );
        assert_eq!(
            desk.state()["problems"].as_array().map(Vec::len),
            Some(1),
            "once, whichever calendar it was"
        );
        desk.fill("Start", "13.02.2027 10:00").settle().book();
        desk.sees("Book in the SANDBOX anyway?")
            .sees("Conflicts at ClinikAPI could not be checked.");
        desk.press("Esc")
            .fill("Start", start)
            .settle()
            .book_at_once();
        desk.press("Ctrl+N").settle();
    }
    let refused =
        json!({"backend": "aniva", "call": "search", "fault": "status", "code": 403, "times": 0});
    let mut desk = DeskAtWork::open(at_aniva());
    desk.fault(&refused)
        .fill("Profile", PROFILE)
        .fill("Location", BERLIN);
    desk.fill("Scheduled at", "10.02.2027 10:30").settle();
    desk.sees("Conflicts at Aniva could not be checked.");
}

#[test]
fn a_check_can_be_stopped_and_then_nothing_was_sent() {
    let slow =
        json!({"backend": "clinik", "call": "search", "fault": "slow", "ms": 600_000, "times": 0});
    let mut desk = with_karin(at_clinik(), "10.02.2027 10:00");
    let draft = desk.typed();
    desk.fault(&slow)
        .press("Ctrl+S Ctrl+S Esc")
        .sees("Stopped. Nothing was sent.")
        .pass(10);
    assert_eq!((desk.creates().len(), &desk.typed()), (0, &draft));
    assert_eq!(desk.state()["flight"], "idle");
}

#[test]
fn with_nobody_there_is_nothing_to_check() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.settle().press("Ctrl+S");
    assert_eq!(desk.state()["flight"], "sending");
}

#[test]
fn on_the_way_to_a_time_no_queue_of_questions_is_sent() {
    let mut desk = with_karin(at_clinik(), "10.02.2027 10:00");
    let asked = |desk: &DeskAtWork| {
        let days = |request: &&Value| {
            request["path"]
                .as_str()
                .is_some_and(|path| path.contains("/appointments?practitionerId"))
        };
        desk.requests().iter().filter(days).count()
    };
    let before = asked(&desk);
    assert_ne!(before, 0);
    desk.fill("Start", "24.12. 9:30")
        .fill("Start", "11.02.2027 10:00")
        .settle();
    assert!(
        asked(&desk) <= before + 2,
        "{} and then {}",
        before,
        asked(&desk)
    );
    someone_else_books(
        &desk,
        KARIN,
        "2027-02-12T09:00:00.000Z",
        "2027-02-12T09:30:00.000Z",
    );
    desk.pass(60).fill("Start", "12.02.2027 10:00").settle();
    assert_ne!(
        desk.problem_at("Start"),
        "",
        "the day that was typed at last is asked for"
    );
}

#[test]
fn a_conflict_is_shown_again_for_the_next_booking_whichever_form_was_in_front() {
    let mut desk = with_karin(at_clinik(), "13.02.2027 10:00");
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "slow", "ms": 3_000}));
    desk.press("Ctrl+S")
        .settle()
        .confirm_despite()
        .send_off()
        .press("Ctrl+T")
        .settle()
        .press("Ctrl+T");
    visit(&mut desk, AMARA, KARIN, "13.02.2027 10:30");
    assert_eq!(
        desk.problem_at("Start"),
        "Karin Ivers has no hours on a Saturday."
    );
}

#[test]
fn a_conflict_is_told_in_the_language_that_the_desk_speaks_now() {
    let mut desk = with_karin(at_clinik(), "13.02.2027 10:00");
    desk.sees("Karin Ivers has no hours on a Saturday.");
    desk.press("Ctrl+P").types("suomi").press("Enter").settle();
    desk.sees("Karin Ivers: lauantaina ei ole vastaanottoa.")
        .sees_no("on a Saturday");
}

#[test]
fn the_same_person_is_looked_for_on_the_server_where_the_other_list_is_not_the_whole_of_it() {
    let beyond = Options {
        patients: Some(700),
        ..at_aniva()
    };
    let mut scout = DeskAtWork::open(beyond.clone());
    let profile = scout.listed(aniva::PROFILES)[650].clone();
    scout.fill("Profile", &profile).settle();
    assert!(
        scout.listed(clinik::PATIENTS).len() < 600,
        "the list of patients is cut"
    );
    let asked = scout.requests();
    let paths = asked.iter().filter_map(|request| request["path"].as_str());
    let of_patient = paths
        .filter_map(|path| path.split("/appointments?patientId=").nth(1))
        .next();
    let patient = of_patient
        .and_then(|rest| rest.split('&').next())
        .expect("their visits are asked for");

    let mut desk = DeskAtWork::open(beyond);
    let visit = json!({
        "status": "booked", "patientId": patient, "practitionerId": KARIN,
        "start": "2027-02-10T09:00:00.000Z", "end": "2027-02-10T09:30:00.000Z",
    });
    desk.sandbox()
        .book(CLINIK, &visit)
        .expect("another desk can book");
    desk.fill("Profile", &profile)
        .fill("Location", BERLIN)
        .fill("Scheduled at", "10.02.2027 10:15")
        .settle();
    let said = desk.problem_at("Scheduled at");
    assert!(
        said.ends_with("already has 10:00–10:30 with Karin Ivers (ClinikAPI)."),
        "{said}"
    );
}

/// A desk at the line, where Karin Ivers is to be booked on a Saturday.
fn a_saturday_on_the_line(options: Options) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(options);
    desk.types("220385s ki sat 10:00")
        .settle()
        .press("Enter")
        .settle();
    desk
}

#[test]
fn a_warning_is_said_once_by_the_form_then_by_the_question_and_by_the_list_for_who_reads_that() {
    for (cols, rows) in [(80, 24), (120, 40)] {
        let mut desk = a_saturday_on_the_line(at_clinik());
        desk.resize(cols, rows);
        let lines: Vec<String> = desk.screen().lines().map(str::to_owned).collect();
        let warning = "! Karin Ivers has no hours on a Saturday.";
        assert!(
            !lines[..5].concat().contains("no hours"),
            "{}",
            desk.screen()
        );
        assert!(lines[5..11].concat().contains(warning), "{}", desk.screen());
        let footer = lines[lines.len() - 2..].join(" ");
        assert!(
            footer.contains("1 warning: Ctrl-S asks first"),
            "{}",
            desk.screen()
        );
        assert!(
            footer.contains("Ctrl-S book"),
            "the key stays in its place: {}",
            desk.screen()
        );
        assert_eq!(desk.state()["front"], "appointment", "{}", desk.screen());
        desk.sees("Take another day, or make sure someone is there.");
        assert_eq!(
            desk.screen().matches("no hours on a").count(),
            1,
            "{}",
            desk.screen()
        );
        let below = if cols > 100 {
            "│ 1 Maria Schmidt"
        } else {
            " 1 Maria Schmidt"
        };
        assert!(
            lines[5].starts_with(below),
            "the form stands uncovered: {}",
            desk.screen()
        );
        if cols > 100 {
            desk.sees("10:00 ▒ Maria Schmidt")
                .sees("Maria Schmidt ← this one !")
                .sees("Sat 21 Nov · not in");
        }
        desk.press("Tab")
            .sees("! Karin Ivers has no hours on a Saturday.");
        desk.press("Ctrl+S")
            .settle()
            .sees("Book in the SANDBOX anyway?");
        assert_eq!(
            desk.screen().matches("no hours on a").count(),
            1,
            "{}",
            desk.screen()
        );
        desk.press("Esc")
            .turn_to("problems")
            .sees("Take another day, or make sure someone is there.");
        assert_eq!(
            desk.screen().matches("no hours on a").count(),
            1,
            "{}",
            desk.screen()
        );
    }
}

#[test]
fn a_warning_that_is_mended_is_told_no_more_and_nothing_stays_in_front_for_its_sake() {
    let mut desk = a_saturday_on_the_line(at_clinik());
    desk.resize(80, 24)
        .press("Tab")
        .fill("Start", "25.11.2026 10:00")
        .settle();
    desk.sees_no("asks first").sees_no("no hours on a Saturday");
    assert_eq!(desk.state()["front"], "appointment");
}

#[test]
fn a_warning_that_its_field_tells_leaves_what_is_coming_in_view() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.resize(80, 24)
        .fill("Patient", PATIENT)
        .fill("Practitioner", KARIN);
    desk.fill("Start", "28.11.2026 10:00")
        .settle()
        .press("Tab")
        .settle();
    desk.sees("! Karin Ivers has no hours on a Saturday.")
        .sees("Maria Schmidt has no upcoming appointments.");
    assert_eq!(desk.state()["front"], "appointment", "{}", desk.screen());
}

#[test]
fn more_than_one_warning_is_counted() {
    let mut desk = with_karin(at_clinik(), "13.02.2027 10:00");
    desk.book_all_the_same();
    visit(&mut desk, PATIENT, KARIN, "13.02.2027 10:15");
    let count = desk.problems().len();
    assert!(count > 1, "{}", desk.screen());
    desk.sees(&format!("{count} warnings: Ctrl-S asks first"));
}

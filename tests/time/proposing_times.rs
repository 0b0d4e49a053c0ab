//! The practitioner is ill: each visit of the day is proposed another time, with the same practitioner or another one.

use booking::clinics::{ANIVA, CLINIK};
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{BERLIN, DeskAtWork, PROFILE, at_aniva, at_clinik};

const KARIN: &str = "prac_xyz789";

/// Three visits with Karin Ivers on Monday 23 November 2026 are to be moved; one of Tuesday is in the way of the first.
fn with_an_ill_practitioner() -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    let visits = [
        ("23T09:00", "pt_32ut2e"),
        ("23T09:00", "pt_gqwcty"),
        ("23T10:00", "pt_8amd3w"),
        ("24T09:00", "pt_k4m8wz"),
    ];
    for (start, patient) in visits {
        let visit = json!({"status": "booked", "patientId": patient, "practitionerId": KARIN,
            "start": format!("2026-11-{start}:00Z"), "minutesDuration": 30, "reasonCode": "knee"});
        desk.sandbox()
            .book(CLINIK, &visit)
            .expect("another program can book");
    }
    desk.pass(60)
        .press("Ctrl+D")
        .settle()
        .press("Right Right Right")
        .settle()
        .types("ivers")
        .settle();
    desk.press("Ctrl+A Enter").types("m").settle();
    until_read(&mut desk);
    desk
}

fn until_read(desk: &mut DeskAtWork) {
    for _ in 0..30 {
        desk.pass(1).settle();
    }
}

fn rows(desk: &DeskAtWork) -> Vec<(String, String)> {
    let rows = desk.state()["bulk"]["rows"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    rows.iter()
        .map(|row| (text(&row["state"]), text(&row["for"]["start"])))
        .collect()
}

#[test]
fn each_is_proposed_the_next_free_time_near_its_hour_and_no_two_the_same() {
    let desk = with_an_ill_practitioner();
    let rows = rows(&desk);
    assert!(
        rows.iter().all(|(state, _)| state == "ready"),
        "{rows:?}\n{}",
        desk.screen()
    );
    let starts: Vec<&str> = rows.iter().map(|(_, start)| &start[..16]).collect();
    assert!(
        starts.iter().all(|start| start.starts_with("2026-11-24T")),
        "{starts:?}"
    );
    assert!(
        !starts.contains(&"2026-11-24T09:00"),
        "that is taken: {starts:?}"
    );
    let mut apart = starts.clone();
    apart.sort_unstable();
    apart.dedup();
    assert_eq!(apart.len(), 3, "{starts:?}");
}

#[test]
fn all_of_them_go_to_another_practitioner_each_by_a_new_visit_and_then_the_old_one_is_cancelled() {
    let mut desk = with_an_ill_practitioner();
    desk.types("okonkwo")
        .sees("Tab all rows")
        .press("Tab")
        .settle();
    until_read(&mut desk);
    let proposed = rows(&desk);
    assert!(
        proposed.iter().all(|(state, _)| state == "ready"),
        "{proposed:?}\n{}",
        desk.screen()
    );
    assert!(
        proposed
            .iter()
            .any(|(_, start)| start.starts_with("2026-11-23T")),
        "the same day: {proposed:?}"
    );
    desk.sees("Thaddeus Okonkwo").press("Ctrl+S");
    until_read(&mut desk);
    until_read(&mut desk);
    assert!(
        rows(&desk).iter().all(|(state, _)| state == "made"),
        "{}",
        desk.screen()
    );
    desk.sees_no("take the other time")
        .sees_no("leave out")
        .sees_no("fix this one")
        .sees_no("with whom ›");
    for keys in ["Delete", "Right", "Enter"] {
        desk.press(keys);
        assert_eq!(
            desk.note(),
            "All of these are done. Esc for the next caller.",
            "{keys}"
        );
    }
    desk.sees("3 of 3 done.");
    let mut creates = desk.creates();
    creates.retain(|create| create["body"]["practitionerId"] != KARIN);
    assert_eq!(creates.len(), 3);
    for create in &creates {
        assert_eq!(
            (
                &create["body"]["practitionerId"],
                &create["body"]["reasonCode"]
            ),
            (&json!("prac_t5w9be"), &json!("knee"))
        );
    }
    let patches = desk
        .requests()
        .into_iter()
        .filter(|request| request["call"] == "patch");
    let cancelled = patches
        .filter(|request| request["body"]["status"] == "cancelled")
        .count();
    assert_eq!(cancelled, 3, "{}", desk.screen());
    desk.press("Alt+R")
        .settle()
        .sees("Call list · Mon 23 Nov 2026")
        .sees("Thaddeus")
        .sees("0 of 2 reached");
    desk.sees_no("not moved yet")
        .press("Esc")
        .settle()
        .press("Esc")
        .settle();
    desk.press("Alt+O")
        .settle()
        .sees("cancelled")
        .press("Alt+R")
        .settle();
    desk.sees("0 of 2 reached").sees_no("cancelled");
}

#[test]
fn one_row_alone_goes_to_another_practitioner_and_a_name_that_nobody_has_is_said() {
    let mut desk = with_an_ill_practitioner();
    let before = rows(&desk);
    desk.types("nobody at all").press("Tab");
    assert_eq!(desk.note(), "No practitioner or location is called that.");
    desk.press("Ctrl+U")
        .types("okonkwo")
        .press("Enter")
        .settle();
    until_read(&mut desk);
    desk.sees("Thaddeus Okonkwo");
    assert_eq!(rows(&desk)[1..], before[1..], "the others stay");
}

#[test]
fn the_reason_for_cancelling_several_is_one_of_the_usual_ones_or_typed() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    let visit = |minute: u32| {
        json!({"status": "booked", "patientId": "pt_32ut2e", "practitionerId": KARIN,
            "start": format!("2026-11-23T09:{minute:02}:00Z"), "minutesDuration": 15})
    };
    for minute in [0, 30] {
        desk.sandbox()
            .book(CLINIK, &visit(minute))
            .expect("another program can book");
    }
    desk.pass(60)
        .press("Ctrl+D")
        .settle()
        .press("Right Right Right")
        .settle()
        .types("ivers")
        .settle();
    desk.press("Ctrl+A Enter")
        .types("x")
        .settle()
        .sees("practitioner or location not available");
    desk.sees("Tab another reason")
        .press("Tab Tab Tab Tab Tab")
        .sees("practitioner is ill")
        .types("müller mo 9")
        .press("Enter")
        .sees("Is “müller mo 9” the reason? It may be the next caller's line.");
    desk.press("Ctrl+S").settle();
    desk.sees("Enter takes the reason that is typed; then Ctrl-S sends.")
        .sees_no("practitioner is ill: müller")
        .press("Ctrl+U");
    desk.types("flu").press("Enter");
    desk.sees("practitioner is ill: flu").press("Ctrl+S");
    until_read(&mut desk);
    let patches = desk
        .requests()
        .into_iter()
        .filter(|request| request["call"] == "patch");
    let reasons: Vec<Value> = patches
        .map(|request| request["body"]["cancelationReason"].clone())
        .collect();
    assert_eq!(reasons.len(), 2, "{}", desk.screen());
    assert!(
        reasons.iter().all(|reason| reason
            .as_str()
            .is_some_and(|reason| reason.ends_with(": flu"))),
        "{reasons:?}"
    );
}

#[test]
fn draws_go_to_another_location_by_one_change_each_at_times_of_its_own() {
    const HELSINKI: &str = "b24f8050-d9c5-4f2a-a451-10573e12e575";
    let mut desk = DeskAtWork::open_at_the_line(at_aniva());
    for (start, profile) in [
        ("07:30", PROFILE),
        ("07:40", "b1a35446-1c96-40c9-b9fe-071e214ea77f"),
    ] {
        let draw = json!({"profile_id": profile, "location_id": BERLIN,
            "scheduled_at": format!("2026-11-23T{start}:00Z")});
        desk.sandbox()
            .book(ANIVA, &draw)
            .expect("another program can book");
    }
    desk.pass(60)
        .press("Ctrl+D")
        .settle()
        .press("Right Right Right")
        .settle()
        .types("berlin")
        .settle();
    desk.press("Ctrl+A Enter").types("m").settle();
    until_read(&mut desk);
    desk.types("kamppi").press("Tab");
    desk.settle();
    until_read(&mut desk);
    let proposed = rows(&desk);
    assert!(
        proposed.iter().all(|(state, _)| state == "ready"),
        "{proposed:?}\n{}",
        desk.screen()
    );
    assert_ne!(proposed[0].1, proposed[1].1, "no two at the same time");
    desk.press("Ctrl+S");
    until_read(&mut desk);
    let patches = desk
        .requests()
        .into_iter()
        .filter(|request| request["call"] == "patch");
    let places: Vec<Value> = patches
        .map(|request| request["body"]["location_id"].clone())
        .collect();
    assert_eq!(places, [HELSINKI, HELSINKI], "{}", desk.screen());
    desk.press("Alt+R")
        .settle()
        .sees("Näyte Helsinki")
        .sees("0 of 2 reached");
}

/// A desk with visits with Karin Ivers on Monday 23 November 2026, each with its status.
fn with_monday(visits: &[(&str, &str, &str)]) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for (hour, patient, status) in visits {
        let visit = json!({"status": status, "patientId": patient, "practitionerId": KARIN,
            "start": format!("2026-11-23T{hour}:00Z"), "minutesDuration": 30});
        desk.sandbox()
            .book(CLINIK, &visit)
            .expect("another program can book");
    }
    desk.pass(60)
        .press("Ctrl+D")
        .settle()
        .press("Right Right Right")
        .settle()
        .types("ivers")
        .settle();
    desk
}

#[test]
fn only_who_is_still_awaited_is_marked_and_the_others_are_named() {
    let mut desk = with_monday(&[
        ("08:00", "pt_32ut2e", "fulfilled"),
        ("08:30", "pt_gqwcty", "fulfilled"),
        ("09:00", "pt_8amd3w", "arrived"),
        ("10:00", "pt_k4m8wz", "booked"),
        ("10:30", "pt_abc123", "pending"),
    ]);
    desk.press("Ctrl+A")
        .sees("2 marked")
        .sees("Enter do what with all 2?")
        .sees("Ctrl-A all or none");
    assert_eq!(desk.note(), "Not marked: 2 done, 1 arrived.");
    // Whom a person marks by hand is left out by name as well.
    desk.press("Ctrl+A")
        .types(" fulf")
        .press("Ctrl+A")
        .sees("2 marked")
        .press("Enter")
        .types("m")
        .settle();
    assert_eq!(
        desk.note(),
        "None of them can be changed like that. Left out: 2 done."
    );
    desk.press("Backspace Backspace Backspace Backspace Backspace")
        .settle();
    desk.press("Shift+Down Shift+Down Shift+Down Shift+Down")
        .sees("marked")
        .press("Enter")
        .types("m")
        .settle();
    until_read(&mut desk);
    desk.sees("Left out: ").sees("done");
    assert!(
        rows(&desk).iter().all(|(state, _)| state == "ready"),
        "{}",
        desk.screen()
    );
    desk.press("Ctrl+S");
    until_read(&mut desk);
    let moved = desk
        .requests()
        .into_iter()
        .filter(|request| request["body"]["start"].is_string());
    let moved = moved.filter(|request| request["call"] == "patch").count();
    assert_eq!(
        moved,
        rows(&desk).len(),
        "what is over stays: {}",
        desk.screen()
    );
}

#[test]
fn a_patient_who_then_has_two_visits_on_a_day_is_named() {
    let mut desk = with_monday(&[
        ("09:00", "pt_32ut2e", "booked"),
        ("10:00", "pt_k4m8wz", "booked"),
    ]);
    let other = json!({"status": "booked", "patientId": "pt_32ut2e", "practitionerId": "prac_t5w9be",
        "start": "2026-11-24T14:00:00Z", "minutesDuration": 30});
    desk.sandbox()
        .book(CLINIK, &other)
        .expect("another program can book");
    desk.pass(60).press("Ctrl+A Enter").types("m").settle();
    until_read(&mut desk);
    desk.sees("Both times are free.")
        .sees("Ctrl-S move these 2");
    desk.sees(
        "Greta Lindner, 19 Jul 1984 then has two visits on Tue 24 Nov 2026: the other is at 15:00.",
    );
    assert!(
        rows(&desk).iter().all(|(state, _)| state == "ready"),
        "it is said, and stands against nothing"
    );
}

#[test]
fn what_could_not_be_proposed_with_another_is_not_sendable_and_says_so() {
    let mut desk = with_monday(&[
        ("09:00", "pt_32ut2e", "booked"),
        ("10:00", "pt_k4m8wz", "booked"),
    ]);
    desk.press("Ctrl+A Enter").types("m").settle();
    until_read(&mut desk);
    let fails =
        json!({"backend": "clinik", "call": "read", "fault": "status", "code": 500, "times": 0});
    desk.fault(&fails).types("okonkwo").press("Tab").settle();
    until_read(&mut desk);
    assert!(
        rows(&desk).iter().all(|(state, _)| state == "no-time"),
        "{:?}\n{}",
        rows(&desk),
        desk.screen()
    );
    desk.sees("! no time")
        .sees("Thaddeus Okonkwo could not be read")
        .sees("10:00  Greta Lindner")
        .sees("→ …");
    desk.press("Ctrl+S").settle();
    until_read(&mut desk);
    let changes = desk
        .requests()
        .into_iter()
        .filter(|request| request["call"] == "patch");
    assert_eq!(
        changes.count(),
        0,
        "nobody is moved with the one who is ill: {}",
        desk.screen()
    );
    assert!(
        desk.creates()
            .iter()
            .all(|create| create["body"]["practitionerId"] == KARIN)
    );
    desk.fault(&json!({"clear": true}))
        .types("okonkwo")
        .press("Tab")
        .settle();
    until_read(&mut desk);
    assert!(
        rows(&desk).iter().all(|(state, _)| state == "ready"),
        "{}",
        desk.screen()
    );
    desk.sees("Thaddeus Okonkwo");
}

/// Henrik Sandström, who has no role with hours, publishes nothing any more.
fn without_what_henrik_publishes(desk: &DeskAtWork) {
    let gone = json!({"active": false});
    desk.sandbox()
        .change("../schedules/sched_n4d8gu", &gone)
        .expect("another program can change a schedule");
}

#[test]
fn what_cannot_be_proposed_with_somebody_who_publishes_nothing_says_with_whom_and_when_and_is_not_sent()
 {
    let mut desk = with_monday(&[
        ("09:00", "pt_32ut2e", "booked"),
        ("10:00", "pt_k4m8wz", "booked"),
    ]);
    without_what_henrik_publishes(&desk);
    desk.pass(60)
        .resize(80, 24)
        .press("Ctrl+A Enter")
        .types("m")
        .settle();
    until_read(&mut desk);
    desk.types("sandström").press("Enter").settle();
    until_read(&mut desk);
    let states = |desk: &DeskAtWork| {
        rows(desk)
            .into_iter()
            .map(|(state, _)| state)
            .collect::<Vec<_>>()
    };
    assert_eq!(states(&desk), ["no-time", "ready"], "{}", desk.screen());
    desk.sees("! no time  10:00  Greta Lindner")
        .sees("→ …")
        .sees("Ctrl-S move this one");
    desk.sees("Henrik Sand")
        .sees("Karin Iv")
        .sees("publishes neither free times nor hours");
    desk.types("sandström").press("Tab").settle();
    until_read(&mut desk);
    assert_eq!(states(&desk), ["no-time", "no-time"], "{}", desk.screen());
    desk.sees("Henrik Sandström")
        .sees_no("Ctrl-S")
        .press("Ctrl+S")
        .settle();
    assert!(
        desk.note().starts_with("There is nothing to send"),
        "{}",
        desk.note()
    );
    until_read(&mut desk);
    let changes = desk
        .requests()
        .into_iter()
        .filter(|request| request["call"] == "patch");
    let sent: Vec<Value> = changes
        .filter(|request| request["path"] != "/v1/schedules/sched_n4d8gu")
        .collect();
    assert_eq!(sent, [json!(null); 0], "{}", desk.screen());
    assert!(
        desk.creates()
            .iter()
            .all(|create| create["body"]["practitionerId"] == KARIN)
    );
}

#[test]
fn a_row_whose_free_times_cannot_be_read_takes_a_typed_time_with_whom_it_is_to_go_to() {
    let mut desk = with_monday(&[
        ("09:00", "pt_32ut2e", "booked"),
        ("10:00", "pt_k4m8wz", "booked"),
    ]);
    desk.press("Ctrl+A Enter").types("m").settle();
    until_read(&mut desk);
    let fails =
        json!({"backend": "clinik", "call": "search", "fault": "status", "code": 500, "times": 0});
    desk.fault(&fails).types("okonkwo").press("Tab").settle();
    until_read(&mut desk);
    assert!(
        rows(&desk).iter().all(|(state, _)| state == "no-time"),
        "{:?}\n{}",
        rows(&desk),
        desk.screen()
    );
    desk.fault(&json!({"clear": true}))
        .sees("Thaddeus Okonkwo could not be read");
    desk.types("25.11.2026 10:00").press("Enter").settle();
    until_read(&mut desk);
    assert_eq!(rows(&desk)[0].0, "ready", "{}", desk.screen());
    desk.press("Ctrl+S");
    until_read(&mut desk);
    let mut made = desk.creates();
    made.retain(|create| create["body"]["practitionerId"] != KARIN);
    assert_eq!(made.len(), 1, "{}", desk.screen());
    assert_eq!(made[0]["body"]["start"], "2026-11-25T09:00:00.000Z");
}

#[test]
fn several_who_arrive_on_another_day_are_rows_that_say_why_not() {
    let mut desk = with_monday(&[
        ("09:00", "pt_32ut2e", "booked"),
        ("10:00", "pt_k4m8wz", "booked"),
    ]);
    desk.press("Ctrl+A Enter").types("a").settle();
    until_read(&mut desk);
    desk.sees("! asks first")
        .sees("This appointment is not today: it is Mon 23 Nov 2026 10:00 CET.");
    desk.press("Ctrl+S").settle();
    until_read(&mut desk);
    assert_eq!(
        desk.requests()
            .into_iter()
            .filter(|request| request["call"] == "patch")
            .count(),
        0
    );
}

#[test]
fn a_list_of_two_clinics_names_both() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    let draw = json!({"profile_id": PROFILE, "location_id": BERLIN, "scheduled_at": "2026-11-23T07:30:00Z"});
    let visit = json!({"status": "booked", "patientId": "pt_32ut2e", "practitionerId": KARIN,
        "start": "2026-11-23T09:00:00Z", "minutesDuration": 30});
    for (clinic, body) in [(ANIVA, &draw), (CLINIK, &visit)] {
        desk.sandbox()
            .book(clinic, body)
            .expect("another program can book");
    }
    desk.pass(60)
        .press("Ctrl+D")
        .settle()
        .press("Right Right Right")
        .settle();
    desk.press("Ctrl+A Enter").types("x").settle();
    until_read(&mut desk);
    desk.sees("Cancel 2 appointments at Aniva, ClinikAPI (SANDBOX)");
}

#[test]
fn a_clock_time_is_on_the_own_day_of_a_visit_and_a_weekday_the_next_from_there_on() {
    let mut desk = with_an_ill_practitioner();
    // The visits are of Monday, and each is proposed a time on Tuesday.
    let typed = |desk: &mut DeskAtWork, text: &str| {
        desk.types(text).press("Enter");
        until_read(desk);
        rows(desk)[0].1[..16].to_owned()
    };
    assert_eq!(typed(&mut desk, "14:30"), "2026-11-23T13:30");
    assert_eq!(typed(&mut desk, "fr 9:15"), "2026-11-27T08:15");
    assert_eq!(typed(&mut desk, "mo 15:00"), "2026-11-23T14:00");
    assert_eq!(typed(&mut desk, "24.11. 9:00"), "2026-11-24T08:00");
}

//! Whoever, or wherever, the form names has hours: they say what is free, and which of two times was meant.

use booking::clinics::CLINIK;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{BERLIN, DeskAtWork, PATIENT, at_aniva, at_clinik, at_fhir};

/// He publishes no schedule; his role says when he works.
const GREGOIRE: &str = "prac_q9m2xa";
const KARIN: &str = "prac_xyz789";
/// Henrik Sandström: his role says nothing, and his published slots are from 8 to 12 and from 13 to 17 o'clock.
const HENRIK: &str = "prac_n4d8gu";
/// A location of which Aniva knows neither clock nor hours.
const UNLISTED: &str = "91ed551f-b8cb-4322-a039-0d5db5d17aad";

#[test]
fn without_a_schedule_hours_less_appointments_are_offered() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", GREGOIRE)
        .go_to("Start")
        .settle();
    desk.press("Space")
        .settle()
        .sees("free by their hours and appointments, as of 14:32");
    desk.sees("Mon 23 Nov 2026 09:00 CET").press("Enter");
    assert_eq!(
        (desk.text("Start").as_str(), desk.text("Minutes").as_str()),
        ("Mon 23 Nov 09:00", "30")
    );
    desk.book_at_once();

    desk.pass(60);
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", GREGOIRE)
        .go_to("Start")
        .settle();
    desk.press("Space").settle().press("Enter");
    assert_eq!(
        desk.text("Start"),
        "Mon 23 Nov 09:30",
        "nine o'clock is taken"
    );
}

#[test]
fn free_times_are_as_long_as_the_visit() {
    let mut desk = DeskAtWork::open(at_clinik());
    let free = |desk: &mut DeskAtWork| {
        desk.go_to("Start")
            .settle()
            .press("Ctrl+U Space")
            .settle()
            .press("2");
        desk.text("Start")
    };
    desk.fill("Minutes", "45").fill("Practitioner", GREGOIRE);
    assert_eq!(free(&mut desk), "Mon 23 Nov 09:45");
    desk.fill("Minutes", "60");
    assert_eq!(
        free(&mut desk),
        "Mon 23 Nov 10:00",
        "another length, other times"
    );
}

#[test]
fn a_time_away_is_not_offered() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+E")
        .settle()
        .types("220385s go f tu >13:00")
        .press("Enter")
        .settle();
    let start = desk.text("Start");
    assert!(
        start.starts_with("Tue 1 Dec "),
        "he is away on Tuesday the 24th from 14:00 on: {start}"
    );
}

#[test]
fn two_oclock_is_in_the_afternoon_where_only_then_someone_works() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Start", "mo 2").sees("Mon 23 Nov 2026 02:00 CET");
    desk.fill("Practitioner", "prac_xyz789").settle();
    desk.fill("Start", "mo 2")
        .sees("Mon 23 Nov 2026 14:00 CET")
        .sees_no("02:00");
    desk.fill("Practitioner", GREGOIRE).settle();
    desk.fill("Start", "mo 2").sees("Mon 23 Nov 2026 02:00 CET");
    desk.fill("Start", "tu 2")
        .sees("Tue 24 Nov 2026 14:00 CET")
        .sees_no("02:00");
    desk.fill("Practitioner", "prac_j6v1od").settle();
    desk.fill("Start", "tu 2").sees("Tue 24 Nov 2026 02:00 CET");
}

#[test]
fn a_locations_opening_hours_decide_too() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.fill("Location", BERLIN)
        .fill("Scheduled at", "mo 2")
        .settle()
        .sees("Mon 23 Nov 2026 14:00 CET")
        .sees_no("02:00");
    desk.fill("Scheduled at", "fr 2")
        .sees("Fri 27 Nov 2026 02:00 CET");
    desk.fill("Location", UNLISTED)
        .fill("Scheduled at", "mo 2")
        .sees("time zone of this place is not known")
        .sees_no("02:00");
}

#[test]
fn someones_hours_are_asked_for_once_a_quarter_of_an_hour() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Practitioner", "prac_xyz789")
        .fill("Start", "mo 2")
        .fill("Reason", "follow-up")
        .settle();
    desk.fill("Practitioner", "prac_t5w9be").settle();
    let asked = |request: &&serde_json::Value| {
        request["path"]
            .as_str()
            // The first screen lists whoever has no schedule by the hours of the role.
            .is_some_and(|path| {
                path.starts_with("/v1/practitioner-roles") && !path.contains("prac_q9m2xa")
            })
    };
    assert_eq!(
        desk.requests().iter().filter(asked).count(),
        4,
        "once each, and once each with free times, whatever is typed meanwhile"
    );
    desk.pass(14 * 60)
        .settle()
        .pass(60)
        .settle()
        .press("Tab")
        .settle();
    assert_eq!(
        desk.requests().iter().filter(asked).count(),
        5,
        "someone may have called in sick"
    );
    desk.fill("Start", "mo 2")
        .sees("Mon 23 Nov 2026 14:00 CET")
        .sees_no("02:00");
}

/// Karin Ivers works from 8 to 12 and from 13 to 17 o'clock; the form is about somebody else.
#[test]
fn a_move_to_an_hour_when_the_practitioner_is_not_in_is_asked_about() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Practitioner", KARIN).book_at_once();
    desk.fill("Practitioner", GREGOIRE)
        .settle()
        .turn_to("appointment");
    desk.press("m").settle().types("11.02.2027 12:15").settle();
    desk.sees("Karin Ivers works 08:00–12:00, 13:00–17:00 that day")
        .press("Ctrl+S")
        .settle();
    desk.sees("Move it anyway?")
        .sees("Karin Ivers works 08:00–12:00, 13:00–17:00 that day");
    assert_eq!(patches(&desk), 0);
    desk.press("Esc Ctrl+U")
        .types("11.02.2027 13:15")
        .settle()
        .press("Ctrl+S")
        .settle()
        .sees("moved");
    assert_eq!(patches(&desk), 1);
}

#[test]
fn a_row_of_a_list_at_an_hour_when_the_practitioner_is_not_in_says_so() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for (start, patient) in [("09:00", "pt_32ut2e"), ("10:00", "pt_gqwcty")] {
        let visit = json!({"status": "booked", "patientId": patient, "practitionerId": KARIN,
            "start": format!("2026-11-23T{start}:00Z"), "minutesDuration": 30, "reasonCode": "knee"});
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
    desk.press("Ctrl+A Enter")
        .types("m")
        .settle()
        .wait(20)
        .settle();
    let against = |desk: &DeskAtWork| desk.state()["bulk"]["rows"][0]["against"].clone();
    assert_eq!(against(&desk), json!([]), "{}", desk.screen());
    desk.types("12:15").press("Enter").settle().wait(5).settle();
    assert_eq!(
        against(&desk),
        json!(["outside-hours"]),
        "{}",
        desk.screen()
    );
}

fn patches(desk: &DeskAtWork) -> usize {
    let moves = |request: &&Value| {
        request["call"] == "patch" && request["path"].to_string().contains("/appointments")
    };
    desk.requests().iter().filter(moves).count()
}

#[test]
fn whoever_is_away_is_offered_nowhere_as_free() {
    // Bernhard Tauber has published slots on Monday, 7 December, and is at a congress then.
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.press("Esc").settle().types("220385s bt f 7.12. 10:00");
    desk.settle().press("Enter").settle();
    desk.sees("Bernhard Tauber is away then: Congress")
        .sees("free instead  1 Fri 11 Dec");
    desk.sees_no("Mon 7 Dec 09:00").sees_no("░ free");
    desk.press("Ctrl+F")
        .settle()
        .sees("11 Dec")
        .sees_no("15 free");
    desk.press("Esc Esc").settle();
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.press("Esc").settle().types("220385s bt f 7.12.");
    desk.settle().press("Enter").settle();
    assert_eq!(desk.text("Start"), "", "{}", desk.screen());
    assert!(desk.note().contains("has nothing free"), "{}", desk.note());
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.press("Esc")
        .settle()
        .types("220385s any neuro f 7.12.");
    desk.settle().press("Enter").settle();
    assert_eq!(desk.text("Start"), "", "{}", desk.screen());
}

#[test]
fn a_time_outside_the_published_slots_is_asked_about_as_hours_are() {
    let outside = "Henrik Sandström has published times 08:00–12:00, 13:00–17:00 that day; this is outside them.";
    for options in [at_clinik(), at_fhir()] {
        let id = |id: &str| match options.clinic == CLINIK {
            true => id.to_owned(),
            false => id.replace('_', "-"),
        };
        let (patient, henrik) = (id(PATIENT), id(HENRIK));
        for start in ["mo 19:00", "mo 22:00", "mo 12:00"] {
            let mut desk = DeskAtWork::open(options.clone());
            desk.fill("Patient", &patient)
                .fill("Practitioner", &henrik)
                .fill("Start", start)
                .fill("Minutes", "30")
                .settle();
            desk.sees(outside).book();
            assert_ne!(desk.asked(), "", "{start}\n{}", desk.screen());
            assert_eq!(desk.creates().len(), 0, "{start}");
        }
        let mut desk = DeskAtWork::open(options.clone());
        desk.fill("Patient", &patient)
            .fill("Practitioner", &henrik)
            .fill("Start", "mo 16:30")
            .fill("Minutes", "30")
            .settle();
        desk.sees_no("has published times").book_at_once();
    }
}

#[test]
fn a_move_out_of_the_published_slots_is_asked_about() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Practitioner", HENRIK).settle().book_at_once();
    desk.turn_to("appointment");
    desk.press("m").settle().types("11.02.2027 19:00").settle();
    desk.sees("Henrik Sandström has published times 08:00–12:00, 13:00–17:00 that day")
        .press("Ctrl+S")
        .settle();
    desk.sees("Move it anyway?");
    assert_eq!(patches(&desk), 0);
    desk.press("Esc Ctrl+U")
        .types("11.02.2027 13:15")
        .settle()
        .press("Ctrl+S")
        .settle()
        .sees("moved");
}

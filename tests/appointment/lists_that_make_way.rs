//! The visits of a list that move leave their times to one another: each is sent once the one that has its new time has left
//! it, and not at all if that one stays.

use booking::clinics::CLINIK;
use headless::Options;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{CERTAIN, DeskAtWork, at_clinik};

/// John Carter at ClinikAPI.
const VISITOR: &str = "pt_shmbj5";
const KARIN: &str = "prac_xyz789";

/// The Tuesdays on which John Carter comes to Karin Ivers at ten.
const WEEKS: [&str; 4] = ["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22"];

fn visit_on(day: &str) -> Value {
    json!({
        "status": "booked", "patientId": VISITOR, "practitionerId": KARIN,
        "start": format!("{day}T09:00:00.000Z"), "end": format!("{day}T09:30:00.000Z"),
    })
}

/// A desk at which John Carter's weekly visits are to move by a week, and the ids of the visits.
fn list_of_weeks(options: Options) -> (DeskAtWork, Vec<String>) {
    let mut desk = DeskAtWork::open_at_the_line(options);
    for day in WEEKS {
        let made = desk.sandbox().book(CLINIK, &visit_on(day));
        made.expect("another desk's booking");
    }
    let ids = WEEKS.map(|day| id_on(&desk, day)).to_vec();
    open_list(&mut desk);
    (desk, ids)
}

/// The id of John Carter's visit on a day.
fn id_on(desk: &DeskAtWork, day: &str) -> String {
    let his = desk
        .sandbox()
        .appointments(CLINIK, &[("patientId", VISITOR)])
        .expect("a search");
    let is_then = |visit: &&Value| {
        visit["start"]
            .as_str()
            .is_some_and(|at| at.starts_with(day))
    };
    let visit = his.iter().find(is_then).expect("a visit on that day");
    visit["id"].as_str().expect("an id").to_owned()
}

fn open_list(desk: &mut DeskAtWork) {
    desk.press("Ctrl+E Ctrl+U")
        .types("041268c ki all > +1w")
        .settle()
        .press("Enter")
        .settle();
    assert_eq!(desk.state()["overlay"], "bulk", "{}", desk.screen());
}

/// The visits whose changes reached the clinic, each with its new start.
fn moves(desk: &DeskAtWork) -> Vec<(String, String)> {
    let requests = desk.requests();
    let is_change = |request: &&Value| {
        let is_of_visit = request["path"].to_string().contains("/appointments/");
        is_of_visit && request["call"] == "patch"
    };
    let moves = requests.iter().filter(is_change).map(|request| {
        let path = request["path"].as_str().unwrap_or_default();
        let id = path.rsplit('/').next().unwrap_or_default();
        let start = request["body"]["start"].as_str().unwrap_or_default();
        (id.to_owned(), start.to_owned())
    });
    moves.collect()
}

/// The given visits with the starts a week after the old ones.
fn a_week_later(ids: &[String], indices: &[usize]) -> Vec<(String, String)> {
    let days = ["2026-12-08", "2026-12-15", "2026-12-22", "2026-12-29"];
    let moved = indices.iter().map(|index| {
        let start = format!("{}T09:00:00.000Z", days[*index]);
        (ids[*index].clone(), start)
    });
    moved.collect()
}

#[test]
fn weekly_visits_move_by_a_week_to_the_very_time_the_last_first() {
    let (mut desk, ids) = list_of_weeks(at_clinik());
    desk.sees("All 4 times are free.")
        .press("Ctrl+S")
        .settle()
        .sees("4 of 4 done.");
    assert_eq!(moves(&desk), a_week_later(&ids, &[3, 2, 1, 0]));
}

#[test]
fn a_visit_whose_new_time_is_not_left_is_not_sent_and_says_why() {
    let (mut desk, ids) = list_of_weeks(at_clinik());
    let refused = json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 422});
    desk.press("Delete Delete Up");
    desk.fault(&refused);
    desk.press("Ctrl+S").settle();
    assert_eq!(moves(&desk), a_week_later(&ids, &[3]), "{}", desk.screen());
    assert_eq!(
        desk.row_states(),
        ["left-out", "left-out", "conflict", "not-made"]
    );
    desk.sees("has that time, and was not moved");
}

/// A time that another patient has is not left: another one is proposed, and the row says which was asked for.
#[test]
fn a_time_other_than_the_one_asked_for_is_marked() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for day in WEEKS {
        let made = desk.sandbox().book(CLINIK, &visit_on(day));
        made.expect("another desk's booking");
    }
    let taken = json!({
        "status": "booked", "patientId": "pt_abc123", "practitionerId": KARIN,
        "start": "2026-12-29T09:00:00.000Z", "end": "2026-12-29T09:30:00.000Z",
    });
    desk.sandbox().book(CLINIK, &taken).expect("another desk");
    open_list(&mut desk);
    desk.sees("1 is not the time asked for: see the row with ~.")
        .sees("~ other time")
        .press("Down Down Down")
        .sees("asked for: Tue 29 Dec 10:00");
    desk.press("Ctrl+S").settle().sees("4 of 4 done.");
    let moves = moves(&desk);
    assert!(moves[0].1.starts_with("2026-12-29T"), "{moves:?}");
    assert_ne!(moves[0].1, "2026-12-29T09:00:00.000Z");
}

/// Nobody knows whether the second has left its time, so the first, which is to get it, is not sent.
#[test]
fn a_lost_answer_stops_what_needs_its_time() {
    let (mut desk, ids) = list_of_weeks(at_clinik());
    desk.press("Delete Delete Up");
    desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": "drop-before"}));
    desk.press("Ctrl+S").settle();
    assert_eq!(
        desk.row_states(),
        ["left-out", "left-out", "conflict", "unknown"]
    );
    desk.sees("nobody knows yet whether it was moved");
    assert_eq!(moves(&desk), a_week_later(&ids, &[3]));
    desk.wait(CERTAIN).settle();
    assert_eq!(
        desk.row_states(),
        ["left-out", "left-out", "conflict", "not-made"]
    );
    assert_eq!(moves(&desk), a_week_later(&ids, &[3]), "{}", desk.screen());
}

/// The visits are on record at this desk, whose claims on their times end as they leave.
#[test]
fn a_series_booked_here_moves_by_a_week() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for text in [
        "220385s ki follow-up 1.12. 10:00 x4w",
        "220385s ki all > +1w",
    ] {
        desk.press("Ctrl+E Ctrl+U")
            .types(text)
            .settle()
            .press("Enter")
            .settle()
            .press("Ctrl+S")
            .settle()
            .sees("4 of 4 done.")
            .press("Esc")
            .settle();
        while !desk.state()["overlay"].is_null() {
            desk.press("Esc").settle();
        }
    }
    let starts: Vec<String> = moves(&desk).into_iter().map(|(_, start)| start).collect();
    let days = ["2026-12-29", "2026-12-22", "2026-12-15", "2026-12-08"];
    assert_eq!(starts, days.map(|day| format!("{day}T09:00:00.000Z")));
}

/// With another practitioner each is booked anew, and the old one cancelled, before the next one gets its time.
#[test]
fn each_of_two_steps_is_made_before_the_next_visit_gets_the_time() {
    let (mut desk, _) = list_of_weeks(at_clinik());
    desk.press("Esc").settle().press("Esc").settle();
    desk.press("Ctrl+E Ctrl+U")
        .types("041268c ki all > ta +1w")
        .settle()
        .press("Enter")
        .settle()
        .sees("All 4 times are free.")
        .press("Ctrl+S")
        .settle()
        .sees("4 of 4 done.");
    let requests = desk.requests().into_iter();
    let steps: Vec<String> = requests
        .filter(|request| request["path"].to_string().contains("/appointments"))
        .filter(|request| request["call"] == "create" || request["call"] == "patch")
        .map(|request| {
            let start = &request["body"]["start"];
            start.as_str().unwrap_or("cancelled").to_owned()
        })
        .collect();
    let mut expected = Vec::new();
    for day in ["2026-12-29", "2026-12-22", "2026-12-15", "2026-12-08"] {
        expected.extend([format!("{day}T09:00:00.000Z"), "cancelled".to_owned()]);
    }
    let of_list = steps.len() - expected.len();
    assert_eq!(steps[of_list..], expected);
}

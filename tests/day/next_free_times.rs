//! The next free time of each practitioner, beside the code, on the screen that waits for the next caller.

use bookdesk::headless::Options;
use booking::clinics::CLINIK;
use booking::{Hold, Provider, Slot};
use desk::Size;
use office::SharedNews;
use serde_json::Value;

use crate::desk_at_work::{DeskAtWork, at_aniva, at_clinik, at_fhir};
use crate::records::other_desks::shared;

fn at(cols: u16, rows: u16) -> Options {
    Options {
        size: Size { cols, rows },
        is_booked: true,
        ..at_clinik()
    }
}

fn reads_of_slots(desk: &DeskAtWork) -> usize {
    let requests = desk.requests();
    let path = |request: &Value| request["path"].as_str().unwrap_or_default().to_owned();
    let paths = requests.iter().map(path);
    paths
        .filter(|path| path.contains("slots?scheduleId") && !path.contains("cursor"))
        .count()
}

#[test]
fn codes_stand_beside_the_next_free_time_the_earliest_first() {
    let mut desk = DeskAtWork::open_at_the_line(at(80, 24));
    desk.settle().sees("next free Mon 23 Nov ki 08:00 il 08:00");
    let mut desk = DeskAtWork::open_at_the_line(at(120, 40));
    desk.settle()
        .sees("next free Mon 23 Nov ki 08:00 il 08:00")
        .sees("hs 08:00");
}

#[test]
fn they_stay_while_a_line_is_typed_and_go_once_the_form_is_filled() {
    let mut desk = DeskAtWork::open_at_the_line(at(80, 24));
    desk.settle()
        .types("220385s ki f")
        .settle()
        .sees("next free Mon 23 Nov");
    desk.press("Enter").settle().sees_no("next free Mon 23 Nov");
}

#[test]
fn they_are_read_once_an_hour_and_only_where_they_show() {
    let mut desk = DeskAtWork::open_at_the_line(at(80, 24));
    desk.settle();
    let once = reads_of_slots(&desk);
    assert_eq!(once, 10, "each schedule once");
    desk.pass(3_500).settle();
    assert_eq!(reads_of_slots(&desk), once);
    desk.press("Down Up").pass(200).press("Down Up").settle();
    assert_eq!(reads_of_slots(&desk), 2 * once);
}

#[test]
fn a_time_that_another_desk_holds_is_left_out() {
    let mut desk = DeskAtWork::open_at_the_line(at(120, 40));
    let hold = Hold {
        provider: Provider::named(CLINIK, "prac_n4d8gu").expect("a practitioner"),
        slot: Slot {
            start: "2026-11-23T07:00:00Z".parse().expect("a time"),
            end: "2026-11-23T07:30:00Z".parse().expect("a time"),
        },
        desk: Some("front-2".to_owned()),
    };
    desk.settle()
        .sees("hs 08:00")
        .tell(shared(SharedNews::Desks(2)))
        .tell(shared(SharedNews::Held(vec![hold])))
        .sees_no("hs 08:00")
        .sees("hs 08:30");
}

#[test]
fn other_clinics_have_theirs() {
    let mut desk = DeskAtWork::open_at_the_line(at_fhir());
    desk.resize(120, 40)
        .settle()
        .sees("ki Karin Ivers Mon 23 Nov 08:00");
    let mut desk = DeskAtWork::open_at_the_line(at_aniva());
    desk.resize(120, 40).settle().sees("be Probe Berlin Mitte");
}

//! The clock on the wall is set while the desk works: what is waited for takes as long as it takes. And the days and
//! minutes at the edge of the calendar.

use chrono::TimeDelta;
use serde_json::json;

use crate::desk_at_work::{DeskAtWork, at_clinik};

fn jumps() -> [TimeDelta; 2] {
    [TimeDelta::hours(-1), TimeDelta::days(3653)]
}

#[test]
fn a_wait_takes_as_long_as_it_was_asked_for_whatever_the_wall_says() {
    for jump in jumps() {
        let mut desk = DeskAtWork::with_a_visit(at_clinik());
        let wait = json!({"backend": "clinik", "call": "create", "fault": "rate-limit", "retry_after": 20});
        desk.settle()
            .fault(&wait)
            .book()
            .sees("the booking goes by itself in 20 s");
        desk.clock_jumps(jump).pass(19);
        assert_eq!(desk.creates().len(), 1, "{jump}: not before its time");
        desk.pass(1).settle();
        assert_eq!(desk.creates().len(), 2, "{jump}: in time");
    }
}

#[test]
fn a_booking_on_its_way_is_booked_as_it_was_sent() {
    for jump in jumps() {
        let mut desk = DeskAtWork::with_a_visit(at_clinik());
        desk.book_and_watch("clinik", 50)
            .clock_jumps(jump)
            .settle()
            .booked();
        assert_eq!(desk.body()["start"], "2027-02-10T09:00:00.000Z", "{jump}");
    }
}

#[test]
fn a_lost_booking_is_looked_up_in_time_whatever_the_wall_says() {
    // The clinic's clock goes along as time passes: set back, it would list nothing yet.
    let [_, forward] = jumps();
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.settle()
        .fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-after"}))
        .book();
    desk.sees("? Unknown —").clock_jumps(forward);
    desk.settle()
        .pass(2)
        .settle()
        .pass(12)
        .settle()
        .pass(2)
        .settle();
    assert_eq!(
        desk.state()["outbox"][0]["state"],
        "booked",
        "{}",
        desk.screen()
    );
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn the_last_minute_of_a_leap_day_is_a_time_and_that_of_another_year_is_none() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Start", "29.02.2027 23:59").book();
    assert_ne!(desk.problem_at("Start"), "", "{}", desk.screen());
    assert_eq!(desk.creates().len(), 0);
    desk.fill("Start", "29.02.2028 23:59");
    assert!(
        desk.reading("Start")
            .starts_with("Tue 29 Feb 2028 23:59 CET"),
        "{}",
        desk.reading("Start")
    );
    desk.book();
    if desk.asked() != "" {
        desk.confirm_despite().settle();
    }
    let body = desk.body();
    assert_eq!(body["start"], "2028-02-29T22:59:00.000Z");
    assert_eq!(
        body["end"], "2028-02-29T23:29:00.000Z",
        "half an hour into March, there"
    );
}

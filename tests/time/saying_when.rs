//! Start, End and Minutes, and every way a person writes a time.

use booking::time::DateOrder;
use headless::Options;
use serde_json::{Value, json};

use crate::desk_at_work::{DeskAtWork, PATIENT, at_aniva, at_clinik, without_references};

/// Aniva's example location in New York.
const NEW_YORK: &str = "a2ca5beb-2a2c-4491-83d3-81a428fd5f0e";

#[test]
fn any_two_of_start_end_and_minutes_give_the_third_and_all_three_are_sent() {
    let (start, end, minutes) = ("2027-02-10 10:00", "2027-02-10 10:30", "30");
    let rows = [
        ([start, end, ""], "Minutes", "follows: 30"),
        (
            [start, "", minutes],
            "End",
            "follows: Wed 10 Feb 2027 10:30 CET",
        ),
        (
            ["", end, minutes],
            "Start",
            "follows: Wed 10 Feb 2027 10:00 CET (in 82 days)",
        ),
        (
            [start, end, minutes],
            "Start",
            "Wed 10 Feb 2027 10:00 CET (in 82 days)",
        ),
    ];
    for (texts, third, reading) in rows {
        let mut desk = spanning(texts);
        assert_eq!(desk.reading(third), reading);
        desk.sees(reading).book_at_once();
        assert_eq!(
            when(&desk.body()),
            json!(["2027-02-10T09:00:00.000Z", "2027-02-10T09:30:00.000Z", 30]),
            "{texts:?}"
        );
    }
}

#[test]
fn one_of_the_three_alone_is_sent_alone() {
    let rows = [
        (
            ["2027-02-10 10:00", "", ""],
            json!(["2027-02-10T09:00:00.000Z", null, null]),
        ),
        (
            ["", "2027-02-10 10:30", ""],
            json!([null, "2027-02-10T09:30:00.000Z", null]),
        ),
        (["", "", "30"], json!([null, null, 30])),
        (["", "", ""], json!([null, null, null])),
    ];
    for (texts, sent) in rows {
        let mut desk = spanning(texts);
        desk.fill("Status", "proposed").book_at_once();
        assert_eq!(when(&desk.body()), sent);
    }
}

#[test]
fn minutes_are_minutes_that_pass_also_when_the_clocks_change() {
    let mut desk = spanning(["2027-03-28 01:45", "", "30"]);
    assert_eq!(desk.reading("End"), "follows: Sun 28 Mar 2027 03:15 CEST");
    desk.book_all_the_same();
    assert_eq!(
        when(&desk.body()),
        json!(["2027-03-28T00:45:00.000Z", "2027-03-28T01:15:00.000Z", 30])
    );
}

#[test]
fn times_that_make_no_appointment_are_not_sent() {
    let rows = [
        (
            ["2027-02-10 10:00", "2027-02-10 10:30", "20"],
            "Minutes",
            "30 min, but Minutes says 20",
        ),
        (
            ["2027-02-10 10:00", "2027-02-10 10:00", ""],
            "End",
            "The end is not after the start.",
        ),
        (
            ["2027-02-10 10:00", "2027-02-10 09:59", ""],
            "End",
            "The end is not after the start.",
        ),
        (
            ["2027-02-10 10:00", "2027-02-11 10:01", ""],
            "End",
            "more than a day (1440 minutes)",
        ),
        (
            ["2027-02-10 10:00", "2027-02-10T10:30:30+01:00", ""],
            "End",
            "not a whole number of minutes",
        ),
    ];
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    for (texts, field, what) in rows {
        span(&mut desk, texts).go_to("Patient").book();
        assert!(
            desk.problem_at(field).contains(what),
            "{texts:?}: {}",
            desk.problem_at(field)
        );
        assert_eq!(desk.focus(), field);
        assert_eq!(desk.creates().len(), 0);
        assert!(desk.note().starts_with("Not sent:"), "{}", desk.note());
    }
}

#[test]
fn the_last_day_of_the_calendar_is_not_crossed() {
    for texts in [
        ["9999-12-31 23:50", "", "90"],
        ["9999-12-31T23:30-05:00", "", ""],
    ] {
        let mut desk = spanning(texts);
        desk.book();
        let problems = [desk.problem_at("Start"), desk.problem_at("Minutes")].concat();
        assert_eq!(
            problems, "That is further away than the calendar goes.",
            "{texts:?}"
        );
        assert_eq!(desk.creates().len(), 0);
    }
}

#[test]
fn a_whole_day_is_the_longest() {
    let mut desk = spanning(["2027-02-10 10:00", "2027-02-11 10:00", ""]);
    desk.book_at_once();
    assert_eq!(desk.body()["minutesDuration"], 1440);
}

#[test]
fn minutes_are_one_to_a_day() {
    for (minutes, sent) in [("1", 1), ("1440", 1440), ("0030", 30)] {
        let mut desk = spanning(["2027-02-10 10:00", "", minutes]);
        desk.book_at_once();
        assert_eq!(desk.body()["minutesDuration"], sent);
    }
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    for minutes in [
        "0",
        "1441",
        "-5",
        "+30",
        "30.5",
        "half an hour",
        "99999999999999999999",
    ] {
        desk.fill("Minutes", minutes).book();
        assert_eq!(
            desk.problem_at("Minutes"),
            "Minutes is not a whole number from 1 to 1440."
        );
        assert_eq!(
            (desk.text("Minutes").as_str(), desk.creates().len()),
            (minutes, 0)
        );
    }
}

#[test]
fn what_is_no_visit_yet_needs_no_start() {
    for status in ["proposed", "pending", "waitlist"] {
        let mut desk = DeskAtWork::open(without_references());
        desk.fill("Patient", PATIENT)
            .fill("Status", status)
            .book_at_once();
        assert_eq!(
            desk.body(),
            json!({ "status": status, "patientId": PATIENT })
        );
    }
}

#[test]
fn a_start_in_the_past_is_asked_about_at_clinik() {
    let mut desk = spanning(["2026-11-20 14:31", "", "30"]);
    desk.book();
    assert_eq!(desk.problem_at("Start"), "Start is in the past.");
    assert_eq!(desk.creates().len(), 0);
    desk.confirm_despite().settle().booked();
    assert_eq!(desk.body()["start"], "2026-11-20T13:31:00.000Z");
}

#[test]
fn a_start_in_the_past_is_said_while_it_is_typed() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT).fill("Start", "t 14:3");
    assert_eq!(
        desk.problem_at("Start"),
        "",
        "half a time is nobody's mistake yet"
    );
    desk.types("1").sees("! Start is in the past.");
    assert_eq!(desk.problem_at("Start"), "Start is in the past.");
    desk.press("Backspace").types("3");
    assert_eq!(desk.problem_at("Start"), "", "14:33 is still to come");
}

#[test]
fn an_end_without_a_day_is_on_the_day_of_the_start() {
    for end in ["10.45", "klo 10.45", "10 uhr 45", "1045h"] {
        let mut desk = spanning(["2027-02-10 10:00", end, ""]);
        assert_eq!(
            desk.reading("End"),
            "Wed 10 Feb 2027 10:45 CET (in 82 days)",
            "{end}"
        );
        desk.book_at_once();
        assert_eq!(desk.body()["minutesDuration"], 45, "{end}");
    }
}

#[test]
fn a_time_in_the_past_is_refused_at_aniva() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    for time in ["2026-11-20 14:31", "2026-11-20 14:32"] {
        desk.fill("Scheduled at", time)
            .press("Ctrl+S Ctrl+S")
            .settle();
        assert_eq!(
            desk.problem_at("Scheduled at"),
            "Time is in the past; Aniva only takes future times."
        );
        assert_eq!(desk.creates().len(), 0);
    }
    desk.fill("Scheduled at", "2026-11-20 14:33")
        .book_all_the_same();
}

#[test]
fn a_time_that_passes_while_the_form_lies_there_is_noticed() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.fill("Scheduled at", "2026-11-20 14:33")
        .pass(120)
        .book();
    assert!(desk.problem_at("Scheduled at").contains("in the past"));
    assert_eq!(desk.creates().len(), 0);
}

#[test]
fn each_notation_is_read_echoed_and_sent_as_the_same_moment() {
    let notations = [
        "2027-02-10T09:00:00Z",
        "2027-02-10T09:00:00.000Z",
        "2027-02-10T10:00:00+01:00",
        "2027-02-10T04:00-0500",
        "2027-02-10 10:00",
        "2027-02-10 10:00 CET",
        "10.02.2027 10:00",
        "10.2.2027 10:00",
    ];
    let mut visit = DeskAtWork::with_a_visit(at_clinik());
    let mut draw = DeskAtWork::with_a_draw(at_aniva());
    visit.press("Ctrl+R");
    draw.press("Ctrl+R");
    for text in notations {
        visit
            .fill("Start", text)
            .settle()
            .sees(r#""start": "2027-02-10T09:00:00.000Z""#);
        draw.fill("Scheduled at", text)
            .settle()
            .sees(r#""scheduled_at": "2027-02-10T09:00:00Z""#);
        for (desk, label) in [(&mut visit, "Start"), (&mut draw, "Scheduled at")] {
            assert_eq!(
                desk.reading(label),
                "Wed 10 Feb 2027 10:00 CET (in 82 days)",
                "{text}"
            );
            desk.sees("Wed 10 Feb 2027 10:00 CET (in 82 days)");
        }
    }
    visit.book_at_once();
    assert_eq!(visit.body()["start"], "2027-02-10T09:00:00.000Z");
    draw.book_at_once();
    assert_eq!(draw.body()["scheduled_at"], "2027-02-10T09:00:00Z");
}

#[test]
fn a_time_alone_is_the_next_such_time() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Start", "15:00");
    assert_eq!(
        desk.reading("Start"),
        "Fri 20 Nov 2026 15:00 CET (in 28 min)"
    );
    desk.fill("Start", "10:00");
    assert_eq!(desk.reading("Start"), "Sat 21 Nov 2026 10:00 CET (in 19 h)");
    desk.book_all_the_same();
    assert_eq!(desk.body()["start"], "2026-11-21T09:00:00.000Z");
}

#[test]
fn a_time_alone_does_not_move_to_tomorrow_unseen_once_it_has_come() {
    let mut visit = DeskAtWork::with_a_visit(at_clinik());
    visit
        .fill("Start", "14:35")
        .go_to("Reason")
        .pass(240)
        .book();
    assert_eq!(visit.text("Start"), "Fri 20 Nov 14:35");
    visit
        .sees("Fri 20 Nov 14:35")
        .sees("1 min ago")
        .sees("Start is in the past.");
    assert_eq!(visit.creates().len(), 0);

    let mut draw = DeskAtWork::with_a_draw(at_aniva());
    draw.fill("Scheduled at", "14:32:30")
        .pass(31)
        .types("0")
        .press("Backspace")
        .book();
    assert!(
        draw.problem_at("Scheduled at").contains("in the past"),
        "{}",
        draw.screen()
    );
    assert_eq!(
        (draw.text("Scheduled at").as_str(), draw.creates().len()),
        ("2026-11-20T14:32:30+01:00", 0)
    );
}

#[test]
fn a_yes_means_the_day_that_was_asked_about() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Status", "cancelled")
        .fill("Cancellation reason", "ill")
        .fill("Status", "booked");
    desk.fill("Start", "14:33")
        .book()
        .pass(120)
        .confirm_despite()
        .settle()
        .booked();
    assert_eq!(desk.body()["start"], "2026-11-20T13:33:00.000Z");
}

#[test]
fn a_time_is_typed_as_it_is_said_and_echoed_in_full() {
    let rows = [
        (
            "t 15",
            "Fri 20 Nov 2026 15:00 CET (in 28 min)",
            "2026-11-20T14:00:00.000Z",
        ),
        (
            "mo 9",
            "Mon 23 Nov 2026 09:00 CET (in 3 days)",
            "2026-11-23T08:00:00.000Z",
        ),
        (
            "freitag 14:15",
            "Fri 27 Nov 2026 14:15 CET (in 7 days)",
            "2026-11-27T13:15:00.000Z",
        ),
        (
            "+2w 2pm",
            "Fri 4 Dec 2026 14:00 CET (in 14 days)",
            "2026-12-04T13:00:00.000Z",
        ),
        (
            "24.12. 9",
            "Thu 24 Dec 2026 09:00 CET (in 34 days)",
            "2026-12-24T08:00:00.000Z",
        ),
        (
            "w12 ti klo 9",
            "Tue 23 Mar 2027 09:00 CET (in 123 days)",
            "2027-03-23T08:00:00.000Z",
        ),
        (
            "+90min",
            "Fri 20 Nov 2026 16:05 CET (in 1 h)",
            "2026-11-20T15:05:00.000Z",
        ),
        (
            "+2w mo 9",
            "Mon 30 Nov 2026 09:00 CET (in 10 days)",
            "2026-11-30T08:00:00.000Z",
        ),
        (
            "in 2 weeks 0900",
            "Fri 4 Dec 2026 09:00 CET (in 14 days)",
            "2026-12-04T08:00:00.000Z",
        ),
        (
            "mo 9 uhr 30",
            "Mon 23 Nov 2026 09:30 CET (in 3 days)",
            "2026-11-23T08:30:00.000Z",
        ),
        (
            "2 viikon kuluttua klo 14.15",
            "Fri 4 Dec 2026 14:15 CET (in 14 days)",
            "2026-12-04T13:15:00.000Z",
        ),
    ];
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.press("Ctrl+R");
    for (text, reading, sent) in rows {
        desk.fill("Start", text).settle();
        assert_eq!(desk.reading("Start"), reading, "{text}");
        desk.sees(reading).sees(&format!(r#""start": "{sent}""#));
    }
}

#[test]
fn what_can_be_meant_in_two_ways_is_picked() {
    let rows = [
        (
            "mo 2",
            "“2” can be 02:00 or 14:00.",
            "2026-11-23T13:00:00.000Z",
        ),
        (
            "mo 12.3. 9:00",
            "12 Mar 2027 is a Friday, not a Monday.",
            "2027-03-15T08:00:00.000Z",
        ),
    ];
    for (text, what, second) in rows {
        let mut desk = DeskAtWork::with_a_visit(at_clinik());
        desk.fill("Start", text).book();
        assert_eq!(desk.problem_at("Start"), what);
        assert_eq!(desk.creates().len(), 0);
        desk.press("Down Down Enter").book_at_once();
        assert_eq!(desk.body()["start"], second);
    }
}

#[test]
fn a_moment_from_now_stays_where_it_was_read() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Start", "+90min").go_to("Reason").pass(600);
    assert_eq!(desk.text("Start"), "Fri 20 Nov 16:05");
    desk.book_at_once();
    assert_eq!(desk.body()["start"], "2026-11-20T15:05:00.000Z");
}

#[test]
fn a_place_with_another_clock_shows_both() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.fill("Location", NEW_YORK)
        .fill("Scheduled at", "2027-02-11 10:30")
        .settle();
    desk.sees("Thu 11 Feb 2027 10:30 EST (in 83 days) · here 16:30 CET");
    desk.book_at_once();
    assert_eq!(desk.body()["scheduled_at"], "2027-02-11T15:30:00Z");
    desk.sees("Thursday 11 February 2027")
        .sees("10:30 EST")
        .sees("here 16:30 CET");
}

#[test]
fn an_hour_that_is_skipped_is_refused_and_its_neighbours_can_be_picked() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Start", "2027-03-28 02:30").book();
    assert!(desk.problem_at("Start").contains("doesn't exist in Berlin"));
    assert_eq!((desk.focus().as_str(), desk.creates().len()), ("Start", 0));
    desk.sees("Sun 28 Mar 2027 01:59 CET")
        .sees("Sun 28 Mar 2027 03:00 CEST");

    desk.press("Down Down Enter").book_all_the_same();
    assert_eq!(desk.body()["start"], "2027-03-28T01:00:00.000Z");
}

#[test]
fn an_hour_that_comes_twice_asks_which() {
    for (pick, sent) in [
        ("Down Enter", "2027-10-31T00:30:00.000Z"),
        ("Down Down Enter", "2027-10-31T01:30:00.000Z"),
    ] {
        let mut desk = DeskAtWork::with_a_visit(at_clinik());
        desk.fill("Start", "2027-10-31 02:30").book();
        assert!(desk.problem_at("Start").contains("happens twice in Berlin"));
        assert_eq!(desk.creates().len(), 0);
        desk.sees("Sun 31 Oct 2027 02:30 CEST")
            .sees("Sun 31 Oct 2027 02:30 CET")
            .press(pick);
        desk.book_all_the_same();
        assert_eq!(desk.body()["start"], sent);
    }
}

#[test]
fn a_date_with_slashes_needs_the_desks_date_order() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Start", "10/02/2027 10:00").book();
    assert_eq!(
        desk.problem_at("Start"),
        "“10/02/2027” can be 10 Feb 2027 or 2 Oct 2027."
    );
    assert_eq!(desk.creates().len(), 0);
    desk.press("Down Enter").book_at_once();
    assert_eq!(desk.body()["start"], "2027-02-10T09:00:00.000Z");

    let orders = [
        (
            DateOrder::Dmy,
            "10/02/2027 10:00",
            "2027-02-10T09:00:00.000Z",
        ),
        (
            DateOrder::Mdy,
            "10/05/2027 10:00",
            "2027-10-05T08:00:00.000Z",
        ),
        (
            DateOrder::Ymd,
            "2027/02/10 10:00",
            "2027-02-10T09:00:00.000Z",
        ),
    ];
    for (order, text, sent) in orders {
        let mut desk = DeskAtWork::with_a_visit(Options {
            date_order: Some(order),
            ..at_clinik()
        });
        desk.fill("Start", text).book_at_once();
        assert_eq!(desk.body()["start"], sent);
    }
}

#[test]
fn what_is_no_time_is_said_once_the_field_is_left() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Start", "10:0");
    assert_eq!(
        desk.problem_at("Start"),
        "",
        "nobody is corrected while typing"
    );
    desk.press("Tab");
    assert_eq!(desk.problem_at("Start"), "“10:0” can't be read as a time.");
    desk.press("Shift+Tab").types("0");
    assert_eq!(
        desk.problem_at("Start"),
        "",
        "mended the moment it is right"
    );
}

/// A visit with these as Start, End and Minutes.
fn spanning(texts: [&str; 3]) -> DeskAtWork {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT);
    span(&mut desk, texts);
    desk
}

fn span<'a>(desk: &'a mut DeskAtWork, texts: [&str; 3]) -> &'a mut DeskAtWork {
    for (label, text) in ["Start", "End", "Minutes"].into_iter().zip(texts) {
        desk.fill(label, text);
    }
    desk
}

/// What a body says of the time.
fn when(body: &Value) -> Value {
    ["start", "end", "minutesDuration"]
        .iter()
        .map(|name| body[*name].clone())
        .collect()
}

#[test]
fn a_range_in_the_start_is_start_end_and_minutes() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Start", "10.02.2027 13:00-13:45")
        .sees("Wed 10 Feb 2027 13:00 – 13:45 CET")
        .go_to("Patient");
    assert_eq!(
        (desk.text("Minutes").as_str(), desk.text("End").as_str()),
        ("45", ""),
        "{}",
        desk.screen()
    );
    desk.book_at_once();
    assert_eq!(
        when(&desk.body()),
        json!(["2027-02-10T12:00:00.000Z", "2027-02-10T12:45:00.000Z", 45])
    );
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.fill("Scheduled at", "10.02.2027 13:00-13:45")
        .go_to("Profile")
        .book();
    assert!(
        desk.problem_at("Scheduled at").contains("takes no end"),
        "{}",
        desk.screen()
    );
    assert_eq!(desk.creates().len(), 0);
}

#[test]
fn an_offset_without_a_full_date_is_refused_and_never_another_time() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    for typed in [
        "fr 13:00+13:30",
        "2027-02-10 10:00+0300",
        "10:00Z",
        "10.2.2027 10:00 -03:00",
    ] {
        desk.fill("Start", typed).book();
        assert!(
            desk.problem_at("Start").contains("offset"),
            "{typed}: {}",
            desk.problem_at("Start")
        );
        assert_eq!(desk.creates().len(), 0);
    }
}

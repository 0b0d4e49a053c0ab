//! Spoken times: one example for each rule, on a desk in Berlin on Friday 20 November 2026, 09:00.

use chrono::{NaiveTime, Weekday};
use zones::Zone;

use i18n::Language;

use crate::time::{Clock, DateOrder, FullHours, TimeProblem, echo, print, read, remark, wish};

fn desk(zone: Zone, now: &str) -> Clock {
    Clock {
        now: now.parse().unwrap(),
        zone,
        date_order: None,
        open: None,
        language: Language::En,
    }
}

fn berlin(now: &str) -> Clock {
    desk(Zone::BERLIN, now)
}

fn friday() -> Clock {
    berlin("2026-11-20T08:00:00Z")
}

/// A clock of a place that is open at these hours.
fn open(opens: u32, closes: u32) -> Clock {
    Clock {
        open: Some(FullHours::from_fn(|_, hour| {
            (opens..closes).contains(&hour)
        })),
        ..friday()
    }
}

fn reads_at(clock: &Clock, rows: &[(&str, &str)]) {
    for (text, wall) in rows {
        let read = read(text, clock).map(|instant| print(instant, clock.zone));
        assert_eq!(read.as_deref(), Ok(*wall), "{text}");
    }
}

fn reads(rows: &[(&str, &str)]) {
    reads_at(&friday(), rows);
}

fn refused(text: &str, clock: &Clock) -> (String, Vec<String>) {
    let problem = read(text, clock).unwrap_err();
    let choices = problem.choices();
    let choices = choices
        .iter()
        .map(|choice| print(read(&choice.text, clock).unwrap(), clock.zone))
        .collect();
    (problem.what(Language::En), choices)
}

fn what(text: &str) -> String {
    refused(text, &friday()).0
}

#[test]
fn days_are_counted_from_today() {
    reads(&[
        ("t 14:15", "2026-11-20 14:15"),
        ("today 14:15", "2026-11-20 14:15"),
        ("heute 14:15", "2026-11-20 14:15"),
        ("tänään 14:15", "2026-11-20 14:15"),
        ("14:15 t", "2026-11-20 14:15"),
        ("tomorrow 14:15", "2026-11-21 14:15"),
        ("Morgen, 14:15", "2026-11-21 14:15"),
        ("übermorgen 9:00", "2026-11-22 09:00"),
        ("+3d 9:00", "2026-11-23 09:00"),
        ("+6w 9:00", "2027-01-01 09:00"),
        ("t+2w 9:00", "2026-12-04 09:00"),
        ("+2vk klo 9", "2026-12-04 09:00"),
        ("+1m 9:00", "2026-12-20 09:00"),
        ("t 8:00", "2026-11-20 08:00"),
    ]);
}

#[test]
fn today_is_that_of_the_zone_and_of_the_offset_that_is_named() {
    let late = "2026-11-20T23:30:00Z";
    reads_at(&berlin(late), &[("t 10:00", "2026-11-21 10:00")]);
    reads_at(
        &desk(Zone::NEW_YORK, late),
        &[("t 20:00", "2026-11-20 20:00")],
    );
    reads_at(&berlin(late), &[("2026-11-20T23:45Z", "2026-11-21 00:45")]);
}

#[test]
fn a_month_ahead_ends_with_a_shorter_month_and_says_so() {
    let clock = berlin("2027-01-31T08:00:00Z");
    reads_at(
        &clock,
        &[
            ("+1m 9:00", "2027-02-28 09:00"),
            ("+2m 9:00", "2027-03-31 09:00"),
        ],
    );
    let said = remark("+1m 9:00", &clock);
    assert_eq!(
        said.as_deref(),
        Some("February 2027 has no day 31, so it is the last")
    );
    for text in ["+2m 9:00", "28.2. 9:00", "10:00", "nonsense", ""] {
        assert_eq!(remark(text, &clock), None, "{text}");
    }
    reads_at(
        &berlin("2027-01-31T08:00:00Z"),
        &[("+13m 9:00", "2028-02-29 09:00")],
    );
}

#[test]
fn a_relative_time_is_rounded_up_to_five_minutes() {
    reads(&[
        ("+90min", "2026-11-20 10:30"),
        ("+2h", "2026-11-20 11:00"),
        ("+1min", "2026-11-20 09:05"),
    ]);
    reads_at(
        &berlin("2026-11-20T08:00:01Z"),
        &[("+2h", "2026-11-20 11:05")],
    );
    reads_at(
        &berlin("2026-12-31T22:58:00Z"),
        &[("+1min", "2027-01-01 00:00")],
    );
    for text in [
        "+2h 9:00",
        "+2h mo",
        "t +2h",
        "+2h +3h",
        "+2h CET",
        "+2",
        "+h",
        "+99999d 9:00",
        "-2h",
    ] {
        assert!(
            matches!(read(text, &friday()), Err(TimeProblem::Unreadable(_))),
            "{text}"
        );
    }
}

#[test]
fn a_relative_time_is_elapsed_time_when_the_clocks_change() {
    reads_at(
        &berlin("2027-03-28T00:45:00Z"),
        &[("+30min", "2027-03-28 03:15")],
    );
    reads_at(
        &berlin("2027-10-30T23:45:00Z"),
        &[("+2h", "2027-10-31T02:45+01:00")],
    );
}

#[test]
fn a_weekday_is_the_next_one_after_today_in_each_language() {
    for word in [
        "mo",
        "mon",
        "monday",
        "Montag",
        "ma",
        "maanantai",
        "MAANANTAINA",
    ] {
        reads(&[(&format!("{word} 9:00"), "2026-11-23 09:00")]);
    }
    reads(&[
        ("fr 14:15", "2026-11-27 14:15"),
        ("sa 9:00", "2026-11-21 09:00"),
        ("su 9:00", "2026-11-22 09:00"),
        ("so 9:00", "2026-11-22 09:00"),
        ("to 9:00", "2026-11-26 09:00"),
        ("tu 9:00", "2026-11-24 09:00"),
        ("9:00 thu", "2026-11-26 09:00"),
    ]);
    assert!(
        matches!(
            read("maa 9:00", &friday()),
            Err(TimeProblem::OtherZone { .. })
        ),
        "no short form"
    );
}

#[test]
fn a_next_weekday_is_read_only_if_it_is_unambiguous() {
    reads(&[
        ("next mo 9:00", "2026-11-23 09:00"),
        ("nächsten freitag 9:00", "2026-11-27 09:00"),
    ]);
    let monday = berlin("2026-11-23T08:00:00Z");
    reads_at(
        &monday,
        &[
            ("next mo 9:00", "2026-11-30 09:00"),
            ("fr 9:00", "2026-11-27 09:00"),
        ],
    );
    let (what, choices) = refused("next fr 9:00", &monday);
    assert_eq!(what, "“next fr 9:00” can be 27 Nov 2026 or 4 Dec 2026");
    assert_eq!(choices, ["2026-11-27 09:00", "2026-12-04 09:00"]);
    for text in [
        "next 9:00",
        "next t 9:00",
        "next 24.12. 9:00",
        "mo next 9:00",
        "next mo tu 9:00",
    ] {
        assert!(read(text, &friday()).is_err(), "{text}");
    }
}

#[test]
fn a_day_without_a_year_is_the_next_one() {
    reads(&[
        ("24.12. 9", "2026-12-24 09:00"),
        ("24.12 9:30", "2026-12-24 09:30"),
        ("24 dec 9:00", "2026-12-24 09:00"),
        ("dec 24 9:00", "2026-12-24 09:00"),
        ("9:00 dec 24", "2026-12-24 09:00"),
        ("24. Dezember 9 Uhr", "2026-12-24 09:00"),
        ("24. joulukuuta klo 9", "2026-12-24 09:00"),
        ("9 24 dec", "2026-12-24 09:00"),
        ("20.11. 10:00", "2026-11-20 10:00"),
        ("19.11. 10:00", "2027-11-19 10:00"),
        ("1 jan 9:00", "2027-01-01 09:00"),
        ("29 feb 9:00", "2028-02-29 09:00"),
        ("24 dec 2027 9:00", "2027-12-24 09:00"),
        ("Dec 24, 2027, 9:00", "2027-12-24 09:00"),
    ]);
    reads_at(
        &berlin("2026-12-31T22:30:00Z"),
        &[("31.12. 23:45", "2026-12-31 23:45")],
    );
    reads_at(
        &berlin("2026-12-31T23:30:00Z"),
        &[("31.12. 23:45", "2027-12-31 23:45")],
    );
    assert_eq!(
        what("31 nov 9:00"),
        "There is no day 31 in November: November 2026 has 30 days"
    );
    assert_eq!(what("24 dec"), "“24 dec” has no time of day");
}

#[test]
fn a_weekday_beside_weeks_is_that_day_of_the_week_then() {
    reads(&[
        ("+2w mo 9", "2026-11-30 09:00"),
        ("9:00 su +2w", "2026-12-06 09:00"),
        ("in 2 Wochen Montag 9 Uhr 30", "2026-11-30 09:30"),
        ("+1vk pe klo 9", "2026-11-27 09:00"),
        ("mo in 14 days 9", "2026-11-30 09:00"),
        ("+14d mo 9", "2026-11-30 09:00"),
        ("in 14 Tagen Montag 9 Uhr", "2026-11-30 09:00"),
        ("+7pv pe klo 9", "2026-11-27 09:00"),
    ]);
    let american = Clock {
        date_order: Some(DateOrder::Mdy),
        ..friday()
    };
    reads_at(
        &american,
        &[
            ("+2w su 9:00", "2026-11-29 09:00"),
            ("+2w sa 9:00", "2026-12-05 09:00"),
        ],
    );
    assert_eq!(
        what("+3d tu 9:00"),
        "23 Nov 2026 is a Monday, not a Tuesday",
        "days are counted to a day"
    );
}

#[test]
fn a_relative_time_is_read_in_each_language() {
    reads(&[
        ("in 2 weeks 9:00", "2026-12-04 09:00"),
        ("in a week 9", "2026-11-27 09:00"),
        ("9 Uhr in 3 Tagen", "2026-11-23 09:00"),
        ("in einem Monat 9:00", "2026-12-20 09:00"),
        ("2 viikon kuluttua klo 9", "2026-12-04 09:00"),
        ("kuukauden päästä 9:00", "2026-12-20 09:00"),
        ("in 90 minutes", "2026-11-20 10:30"),
        ("in einer Stunde", "2026-11-20 10:00"),
        ("in 120 Tagen 9:00", "2027-03-20 09:00"),
        ("2 weeks 9:00", "2026-12-04 09:00"),
        ("14 Tage 9:00", "2026-12-04 09:00"),
        ("in 1200 minutes", "2026-11-21 05:00"),
    ]);
    for text in [
        "in 2 9:00",
        "in weeks 9:00",
        "a week 9:00",
        "2 hours 9:00",
        "in in 2 weeks 9:00",
        "kuluttua 9",
        "in 2 weeks +1d 9",
    ] {
        assert!(
            matches!(read(text, &friday()), Err(TimeProblem::Unreadable(_))),
            "{text}"
        );
    }
}

#[test]
fn a_time_of_day_needs_no_colon_if_it_is_unambiguous() {
    reads(&[
        ("t 0900", "2026-11-20 09:00"),
        ("24 dec 0930", "2026-12-24 09:30"),
        ("14.15", "2026-11-20 14:15"),
        ("24.12. 9.30", "2026-12-24 09:30"),
        ("10.02.2027 9.30", "2027-02-10 09:30"),
        ("t klo 14.15", "2026-11-20 14:15"),
        ("mo klo 9.12", "2026-11-23 09:12"),
        ("mo 9.12 Uhr", "2026-11-23 09:12"),
        ("t 20.15uhr", "2026-11-20 20:15"),
        ("klo 2015 t", "2026-11-20 20:15"),
        ("mo 1415h", "2026-11-23 14:15"),
        ("t 2.30pm", "2026-11-20 14:30"),
        ("t 9 uhr 30", "2026-11-20 09:30"),
        ("t 9uhr 05", "2026-11-20 09:05"),
        ("9 uhr 24 dec", "2026-12-24 09:00"),
        ("24.12 klo 9", "2026-12-24 09:00"),
        ("t 1430", "2026-11-20 14:30"),
        ("1430", "2026-11-20 14:30"),
        ("mo 1000", "2026-11-23 10:00"),
        ("24 dec 1430", "2026-12-24 14:30"),
        ("24.12. 1430", "2026-12-24 14:30"),
        ("24 dec 1430 9:00", "1430-12-24 09:00"),
        ("24 dec 2026 1430", "2026-12-24 14:30"),
    ]);
    assert_eq!(what("mo 9.12"), "9 Dec 2026 is a Wednesday, not a Monday");
    assert_eq!(what("9.12"), "“9.12” has no time of day");
    for text in ["2030", "t 2030", "24.12. 2030", "1930 mo"] {
        let problem = read(text, &friday()).unwrap_err();
        let (what, advice) = (problem.what(Language::En), problem.advice(Language::En));
        assert!(
            what.ends_with("” can be a year or a time"),
            "{text}: {what}"
        );
        assert!(
            ["Write 20:30.", "Write 19:30."].contains(&&*advice),
            "{text}: {advice}"
        );
    }
    assert!(what("t 9 uhr 75").starts_with("No clock shows 9:75"));
    for text in ["t 2575", "t 9 uhr 5", "t 4711", "klo uhr 9", "t 930"] {
        assert!(
            matches!(read(text, &friday()), Err(TimeProblem::Unreadable(_))),
            "{text}"
        );
    }
}

#[test]
fn a_weekday_beside_a_date_has_to_agree_with_it() {
    reads(&[
        ("fr 12.3. 9:00", "2027-03-12 09:00"),
        ("thursday 24 dec 2026 9:00", "2026-12-24 09:00"),
        ("fr t 14:00", "2026-11-20 14:00"),
        ("+2w fr 9:00", "2026-12-04 09:00"),
        ("th 24.12 9:30", "2026-12-24 09:30"),
        ("mo 7.12 9:00", "2026-12-07 09:00"),
        ("mo 9.12.2030 9:00", "2030-12-09 09:00"),
    ]);
    let (what, choices) = refused("mo 12.3. 9:00", &friday());
    assert_eq!(what, "12 Mar 2027 is a Friday, not a Monday");
    assert_eq!(choices, ["2027-03-12 09:00", "2027-03-15 09:00"]);
    assert_eq!(
        refused("th 12.3. 9:00", &friday()).1,
        ["2027-03-12 09:00", "2027-03-11 09:00"]
    );
    let past = refused("th t 9:30", &friday()).1;
    assert_eq!(
        past,
        ["2026-11-20 09:30", "2026-11-26 09:30"],
        "yesterday is not offered"
    );
    let advice = read("mo 12.3.", &friday())
        .unwrap_err()
        .advice(Language::En);
    assert_eq!(advice, "Write 2027-03-12 or 2027-03-15.");
}

#[test]
fn slashes_keep_their_order_beside_a_weekday() {
    let american = Clock {
        date_order: Some(DateOrder::Mdy),
        ..friday()
    };
    reads_at(&american, &[("fr 3/12/2027 9", "2027-03-12 09:00")]);
    assert_eq!(refused("fr 3/12/2027 9:00", &friday()).1.len(), 2);
}

#[test]
fn a_week_needs_its_weekday() {
    reads(&[
        ("w12 mo 9:00", "2027-03-22 09:00"),
        ("mo KW12 9:00", "2027-03-22 09:00"),
        ("w47 fr 10:00", "2026-11-20 10:00"),
        ("w47 th 10:00", "2027-11-25 10:00"),
        ("w53 fr 9:00", "2027-01-01 09:00"),
    ]);
    reads_at(
        &berlin("2027-01-01T08:00:00Z"),
        &[("w53 sa 9:00", "2027-01-02 09:00")],
    );
    reads_at(
        &berlin("2027-01-04T08:00:00Z"),
        &[("w53 sa 9:00", "2033-01-01 09:00")],
    );
    assert_eq!(what("w12 9:00"), "Week 12 has seven days");
    assert_eq!(
        what("w54 mo 9:00"),
        "There is no week 54: a year has 52 or 53"
    );
}

#[test]
fn an_hour_needs_no_minutes() {
    reads(&[
        ("9", "2026-11-21 09:00"),
        ("10", "2026-11-20 10:00"),
        ("14", "2026-11-20 14:00"),
        ("t 9h", "2026-11-20 09:00"),
        ("t 9 uhr", "2026-11-20 09:00"),
        ("t 9uhr", "2026-11-20 09:00"),
        ("t klo 9", "2026-11-20 09:00"),
        ("t 9:30 Uhr", "2026-11-20 09:30"),
        ("t 0", "2026-11-20 00:00"),
        ("t 07", "2026-11-20 07:00"),
        ("8 mo", "2026-11-23 08:00"),
    ]);
    assert!(what("t 24").starts_with("No clock shows 24:00"));
    assert!(what("31").starts_with("No clock shows 31:00"));
    for (text, hour) in [
        ("mo 10 15", "10:15"),
        ("9 05 t", "9:05"),
        ("t 14 30", "14:30"),
    ] {
        let problem = read(text, &friday()).unwrap_err();
        let said = hour.replace(':', " ");
        assert_eq!(problem.what(Language::En), format!("“{said}” is no time"));
        assert_eq!(problem.advice(Language::En), format!("Write {hour}."));
    }
    reads(&[
        ("9 24 dec", "2026-12-24 09:00"),
        ("dec 10 15", "2026-12-10 15:00"),
    ]);
    for text in [
        "t 9 75",
        "t 24 15",
        "t 100",
        "9 9:00",
        "uhr",
        "9 uhr uhr",
        "t 9.",
    ] {
        assert!(
            matches!(read(text, &friday()), Err(TimeProblem::Unreadable(_))),
            "{text}"
        );
    }
}

#[test]
fn a_small_hour_is_ambiguous_unless_the_opening_hours_decide() {
    let (what, choices) = refused("mo 2", &friday());
    assert_eq!(what, "“2” can be 02:00 or 14:00");
    assert_eq!(choices, ["2026-11-23 02:00", "2026-11-23 14:00"]);
    assert_eq!(
        refused("2", &friday()).1,
        ["2026-11-21 02:00", "2026-11-20 14:00"]
    );
    reads_at(
        &open(8, 18),
        &[
            ("mo 2", "2026-11-23 14:00"),
            ("2", "2026-11-20 14:00"),
            ("mo 8", "2026-11-23 08:00"),
        ],
    );
    reads_at(&open(7, 16), &[("mo 7h", "2026-11-23 07:00")]);
    reads_at(
        &open(8, 18),
        &[
            ("mo 2:00", "2026-11-23 02:00"),
            ("mo 02", "2026-11-23 02:00"),
        ],
    );
    let mondays = FullHours::from_fn(|day, hour| day == Weekday::Mon && (8..18).contains(&hour));
    let mondays = Clock {
        open: Some(mondays),
        ..friday()
    };
    reads_at(&mondays, &[("mo 2", "2026-11-23 14:00")]);
    assert_eq!(refused("tu 2", &mondays).1.len(), 2, "closed all day");
    assert_eq!(refused("mo 6", &open(6, 20)).1.len(), 2, "both lie within");
    assert_eq!(
        refused("mo 6", &open(8, 18)).1.len(),
        2,
        "18:00 is too late, 6:00 too early"
    );
}

#[test]
fn am_and_pm_count_to_twelve() {
    reads(&[
        ("2pm", "2026-11-20 14:00"),
        ("2:30 pm", "2026-11-20 14:30"),
        ("2:30PM", "2026-11-20 14:30"),
        ("t 11 am", "2026-11-20 11:00"),
        ("mo 2am", "2026-11-23 02:00"),
        ("t 12:30pm", "2026-11-20 12:30"),
        ("mo 12:30 am", "2026-11-23 00:30"),
    ]);
    for text in ["13pm", "0 am", "14:30 pm"] {
        assert_eq!(
            read(text, &friday()),
            Err(TimeProblem::TwelveHours),
            "{text}"
        );
    }
    for text in ["12 am", "12pm", "12:00 am"] {
        assert_eq!(
            read(text, &friday()),
            Err(TimeProblem::TwelveOClock),
            "{text}"
        );
    }
    for text in ["pm", "t pm", "2 pm pm", "2pm h"] {
        assert!(
            matches!(read(text, &friday()), Err(TimeProblem::Unreadable(_))),
            "{text}"
        );
    }
}

#[test]
fn noon_is_unambiguous_and_midnight_only_without_a_day() {
    reads(&[
        ("noon", "2026-11-20 12:00"),
        ("mo mittag", "2026-11-23 12:00"),
        ("midnight", "2026-11-21 00:00"),
        ("Mitternacht", "2026-11-21 00:00"),
    ]);
    let (what, choices) = refused("mo midnight", &friday());
    assert_eq!(what, "A day has a midnight at either end");
    assert_eq!(choices, ["2026-11-23 00:00", "2026-11-24 00:00"]);
}

#[test]
fn spoken_times_meet_the_change_of_the_clocks() {
    let eve = berlin("2027-03-27T08:00:00Z");
    for text in [
        "tomorrow 2:30",
        "su 2:30",
        "28.3. 2:30",
        "+1d 2:30am",
        "w12 so 2:30",
    ] {
        assert_eq!(
            refused(text, &eve).1,
            ["2027-03-28 01:59", "2027-03-28 03:00"],
            "{text}"
        );
    }
    assert_eq!(
        refused("tomorrow 2", &eve).1,
        ["2027-03-28 14:00"],
        "02:00 doesn't exist"
    );
    let autumn = berlin("2027-10-30T08:00:00Z");
    for text in [
        "tomorrow 2:30",
        "sunday 2:30",
        "31 oct 2:30",
        "huomenna 2:30",
    ] {
        assert_eq!(
            refused(text, &autumn).1,
            ["2027-10-31T02:30+02:00", "2027-10-31T02:30+01:00"],
            "{text}"
        );
    }
    reads_at(&autumn, &[("tomorrow 2:30 CET", "2027-10-31T02:30+01:00")]);
}

#[test]
fn some_days_have_no_midnight() {
    let eve = desk(Zone::CAIRO, "2027-04-29T08:00:00Z");
    assert_eq!(
        refused("midnight", &eve).1,
        ["2027-04-29 23:59", "2027-04-30 01:00"]
    );
    assert_eq!(
        refused("tomorrow midnight", &eve).1,
        ["2027-05-01 00:00"],
        "only the later one exists"
    );
    assert_eq!(
        refused("fr 0", &eve).1,
        ["2027-04-29 23:59", "2027-04-30 01:00"]
    );
}

#[test]
fn the_calendar_ends_with_the_year_9999() {
    let (what, choices) = refused(
        "9999-12-31 midnight",
        &desk(Zone::UTC, "2026-11-20T08:00:00Z"),
    );
    assert_eq!(what, "A day has a midnight at either end");
    assert_eq!(choices, ["9999-12-31 00:00"]);
    let eve = desk(Zone::UTC, "9999-12-31T22:00:00Z");
    for text in ["+2d 9:00", "+1m 9:00", "+3h", "21:00"] {
        assert_eq!(read(text, &eve), Err(TimeProblem::BeyondCalendar), "{text}");
    }
    assert_eq!(wish(&["+3h"], &eve), Err(TimeProblem::BeyondCalendar));
}

#[test]
fn zones_of_half_hours_count_their_own_days() {
    let kolkata = desk(Zone::KOLKATA, "2026-11-20T18:45:00Z");
    reads_at(
        &kolkata,
        &[
            ("t 9:00", "2026-11-21 09:00"),
            ("+5min", "2026-11-21 00:20"),
        ],
    );
}

#[test]
fn an_echo_reads_back() {
    for text in ["mo 9:00", "24.12. 9", "+90min", "w12 mo 9:00", "2pm"] {
        let instant = read(text, &friday()).unwrap();
        assert_eq!(
            read(&echo(instant, Zone::BERLIN, Language::En), &friday()),
            Ok(instant),
            "{text}"
        );
    }
}

#[test]
fn a_field_for_one_moment_takes_no_wish() {
    for text in [
        "first",
        "mo >16:00",
        "t <12",
        "tomorrow morning",
        "iltapäivällä",
        "first mo 9:00",
    ] {
        assert_eq!(what(text), format!("“{text}” is more than one moment"));
    }
    for text in ["mo", "t", "+2w", "tomorrow", "24.12.", "w12 mo"] {
        assert_eq!(what(text), format!("“{text}” has no time of day"));
    }
}

#[test]
fn a_day_is_named_once() {
    for text in [
        "t tomorrow 9:00",
        "mo tu 9:00",
        "24.12. 25.12. 9:00",
        "+1d +2d 9:00",
        "t dec 9:00",
    ] {
        assert!(
            matches!(read(text, &friday()), Err(TimeProblem::Unreadable(_))),
            "{text}"
        );
    }
    assert!(matches!(
        read("dec 9:00", &friday()),
        Err(TimeProblem::MissingDay { .. })
    ));
}

#[test]
fn half_hours_and_quarters_are_read_as_they_are_told() {
    for (text, time) in [
        ("halb neun", "08:30"),
        ("um halb 9", "08:30"),
        ("viertel nach neun", "09:15"),
        ("Viertel vor neun,", "08:45"),
        ("dreiviertel neun", "08:45"),
        ("half past eight", "08:30"),
        ("half past 8", "08:30"),
        ("quarter past nine", "09:15"),
        ("a quarter to nine", "08:45"),
        ("at quarter past nine", "09:15"),
        ("puoli yhdeksän", "08:30"),
        ("klo puoli yhdeksän", "08:30"),
        ("varttia yli yhdeksän", "09:15"),
        ("halb eins", "12:30"),
        ("half past two pm", "14:30"),
        ("viertel nach 14", "14:15"),
    ] {
        reads(&[(&format!("mo {text}"), &format!("2026-11-23 {time}"))]);
    }
    reads_at(&open(8, 18), &[("mo halb drei", "2026-11-23 14:30")]);
    let (what, choices) = refused("mo halb drei", &friday());
    assert_eq!(what, "“2:30” can be 02:30 or 14:30");
    assert_eq!(choices, ["2026-11-23 02:30", "2026-11-23 14:30"]);
    let (what, choices) = refused("mo half eight", &open(8, 18));
    assert_eq!(what, "“half 8” can be 07:30 or 08:30");
    assert_eq!(choices, ["2026-11-23 07:30", "2026-11-23 08:30"]);
    assert_eq!(
        wish(&["nach", "halb", "neun"], &friday()).unwrap().after,
        NaiveTime::from_hms_opt(8, 30, 0)
    );
    for text in ["half", "halb", "puoli mo", "half a day", "quarter nine"] {
        assert!(read(&format!("mo {text}"), &friday()).is_err(), "{text}");
    }
}

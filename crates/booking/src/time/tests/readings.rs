//! Typed times and their readings: one example for each rule, on a desk in Berlin on 20 November 2026, 09:00.

use chrono::{DateTime, Utc};
use zones::Zone;

use i18n::Language;

use crate::time::wall::seen;
use crate::time::{
    Clock, DateOrder, FullHours, TimeProblem, WeekdayBeside, beside_day_of, echo, on_day_of, print,
    read, span, typed_span,
};

fn desk_in(zone: Zone) -> Clock {
    Clock {
        now: "2026-11-20T08:00:00Z".parse().unwrap(),
        zone,
        date_order: None,
        open: None,
        language: Language::En,
    }
}

fn berlin() -> Clock {
    desk_in(Zone::BERLIN)
}

fn at(text: &str) -> Result<DateTime<Utc>, TimeProblem> {
    Ok(text.parse().unwrap())
}

/// Returns the problem, the advice and the choices for a refused text.
fn refusal(text: &str, clock: &Clock) -> (String, String, Vec<String>) {
    let problem = read(text, clock).unwrap_err();
    let choices = problem.choices();
    let choices = choices
        .iter()
        .map(|choice| print(read(&choice.text, clock).unwrap(), clock.zone))
        .collect();
    (
        problem.what(Language::En),
        problem.advice(Language::En),
        choices,
    )
}

fn what(text: &str) -> String {
    refusal(text, &berlin()).0
}

fn advice(text: &str) -> String {
    refusal(text, &berlin()).1
}

#[test]
fn an_iso_time_with_a_designator_is_that_instant() {
    for text in [
        "2027-02-10T10:00:00.000Z",
        "2027-02-10t10:00z",
        "2027-02-10T11:00+01:00",
        "2027-02-10T11:00+0100",
        "2027-02-10T11:00+01",
        "2027-02-10T05:00:00,000-05:00",
    ] {
        assert_eq!(read(text, &berlin()), at("2027-02-10T10:00:00Z"), "{text}");
    }
}

#[test]
fn an_offset_counts_only_behind_a_full_date_with_t() {
    for text in [
        "2027-02-10 10:00:00Z",
        "2027-02-10 11:00 +01:00",
        "2027-02-10 11:00+0100",
        "+01:00 10.2.2027 11:00",
    ] {
        assert!(
            matches!(
                read(text, &berlin()),
                Err(TimeProblem::OffsetWithoutDate { .. })
            ),
            "{text}"
        );
    }
    let (what, advice, choices) = refusal("10:00-03:30 t", &berlin());
    assert_eq!(what, "“10:00-03:30” ends before it begins");
    assert_eq!(
        (advice.as_str(), choices),
        (
            "Write the start first, then the end: 9:00-9:30.",
            Vec::new()
        )
    );
    let (what, advice, choices) = refusal("t 13:00+03:00", &berlin());
    assert_eq!(
        what,
        "“t 13:00+03:00” has an offset, which counts only behind a full date with T"
    );
    assert_eq!(
        advice,
        "It is Fri 20 Nov 2026 11:00 CET (in 2 h) here: write Fri 20 Nov 11:00."
    );
    assert_eq!(choices, ["2026-11-20 11:00"]);
    assert!(matches!(
        read("2027-02-10 10:00 UTC", &berlin()),
        Err(TimeProblem::OtherZone { .. })
    ));
    assert_eq!(
        read("2027-02-10 10:00 UTC", &desk_in(Zone::UTC)),
        at("2027-02-10T10:00:00Z")
    );
}

/// Returns the start and end of a range in Berlin.
fn range(text: &str, clock: &Clock) -> String {
    let span = span(text, clock)
        .unwrap_or_else(|problem| panic!("{text}: {}", problem.what(Language::En)));
    let until = span.end().map_or(String::new(), |end| {
        format!("-{}", seen(end, clock.zone).format("%H:%M"))
    });
    format!("{}{until}", print(span.start().unwrap(), clock.zone))
}

#[test]
fn a_range_is_a_start_and_an_end() {
    for (text, meant) in [
        ("fr 13:00-13:30", "2026-11-27 13:00-13:30"),
        ("fr 09:00-09:30", "2026-11-27 09:00-09:30"),
        ("9-9:30", "2026-11-21 09:00-09:30"),
        ("9–9.30", "2026-11-21 09:00-09:30"),
        ("24.12. 9:00 – 9:30", "2026-12-24 09:00-09:30"),
        ("9:00 - 9:30 mo", "2026-11-23 09:00-09:30"),
        ("mo 0930-1000", "2026-11-23 09:30-10:00"),
        ("mo 9h-9h30", "2026-11-23 09:00-09:30"),
        ("mo 9-1", "2026-11-23 09:00-13:00"),
        ("mo 2-3pm", "2026-11-23 14:00-15:00"),
        ("mo 7-8", "2026-11-23 07:00-08:00"),
        ("pe 27.11. klo 9.12-10.12", "2026-11-27 09:12-10:12"),
        ("klo 13 – 13.30 ma", "2026-11-23 13:00-13:30"),
        ("fr 9-9.30 uhr", "2026-11-27 09:00-09:30"),
        ("2027-02-10T10:00-11:00", "2027-02-10 22:00"),
    ] {
        assert_eq!(range(text, &berlin()), meant, "{text}");
    }
    let open = FullHours::from_fn(|_, hour| (8..18).contains(&hour));
    assert_eq!(
        range(
            "mo 2-3",
            &Clock {
                open: Some(open),
                ..berlin()
            }
        ),
        "2026-11-23 14:00-15:00"
    );
}

/// The laws try that all of these read back.
#[test]
fn a_field_holds_a_time_as_people_write_dates() {
    let written = |from: &str, until: &str| {
        Language::ALL.map(|language| {
            let clock = Clock {
                language,
                ..berlin()
            };
            typed_span(from.parse().unwrap(), until.parse().ok(), &clock)
        })
    };
    let friday = "2026-11-27T08:00:00Z";
    assert_eq!(
        written(friday, ""),
        ["Fri 27 Nov 09:00", "Fr 27.11. 09:00", "pe 27.11. klo 9.00"]
    );
    let half_an_hour = [
        "Fri 27 Nov 09:00-09:30",
        "Fr 27.11. 09:00-09:30",
        "pe 27.11. klo 9.00-9.30",
    ];
    assert_eq!(written(friday, "2026-11-27T08:30:00Z"), half_an_hour);
    let of_next_year = [
        "Wed 10 Mar 2027 10:00",
        "Mi 10.3.2027 10:00",
        "ke 10.3.2027 klo 10.00",
    ];
    assert_eq!(written("2027-03-10T09:00:00Z", ""), of_next_year);
    let over = [
        "Thu 19 Nov 2026 10:00",
        "Do 19.11.2026 10:00",
        "to 19.11.2026 klo 10.00",
    ];
    assert_eq!(written("2026-11-19T09:00:00Z", ""), over);
    assert_eq!(
        written("2027-10-31T00:30:00Z", ""),
        ["2027-10-31T02:30+02:00"; 3],
        "an hour that comes twice"
    );
    assert_eq!(
        written("2026-11-27T08:00:05Z", ""),
        ["2026-11-27T09:00:05+01:00"; 3]
    );
}

#[test]
fn texts_that_are_no_ranges_are_refused() {
    let refused = |text| span(text, &berlin()).unwrap_err();
    for text in ["mo 13:00-12:30", "mo 13:00-13:00", "mo 10:00-03"] {
        assert!(
            matches!(refused(text), TimeProblem::BackwardRange(_)),
            "{text}"
        );
    }
    assert!(matches!(
        refused("mo 9:00-9:75"),
        TimeProblem::NoSuchTime(_)
    ));
    assert!(matches!(refused("mo 2-3"), TimeProblem::UnsureHour { .. }));
    for text in [
        "10.12-11.12",
        "mo-fr 9:00",
        "2027-02",
        "9:00-9:30-10:00",
        "9 - 10",
    ] {
        assert!(span(text, &berlin()).is_err(), "{text}");
    }
    assert!(matches!(
        read("fr 13:00-13:30", &berlin()),
        Err(TimeProblem::NotOneMoment(_))
    ));
    assert!(matches!(
        span("28.3.2027 01:30-02:30", &berlin()).unwrap_err(),
        TimeProblem::Skipped { .. }
    ));
}

#[test]
fn a_wall_clock_is_read_in_the_zone() {
    for text in [
        "2027-02-10 10:00",
        "2027-02-10T10:00",
        "10.02.2027 10:00",
        "10.2.2027 10:00",
        "10.02.2027, 10:00",
        "10:00 10.2.2027",
    ] {
        assert_eq!(read(text, &berlin()), at("2027-02-10T09:00:00Z"), "{text}");
    }
    let text = "2027-02-10 10:00";
    assert_eq!(
        read(text, &desk_in(Zone::KOLKATA)),
        at("2027-02-10T04:30:00Z")
    );
    assert_eq!(
        read(text, &desk_in(Zone::ST_JOHNS)),
        at("2027-02-10T13:30:00Z")
    );
    assert_eq!(
        read(text, &desk_in(Zone::CASABLANCA)),
        at("2027-02-10T10:00:00Z")
    );
    assert_eq!(
        read("2027-07-10 10:00", &desk_in(Zone::CASABLANCA)),
        at("2027-07-10T10:00:00Z")
    );
}

#[test]
fn blanks_around_and_between_do_not_matter() {
    for text in [
        "  2027-02-10   10:00 ",
        "\t10.2.2027\u{a0}10:00\n",
        "2027-02-10 10:00   CET",
    ] {
        assert_eq!(
            read(text, &berlin()),
            at("2027-02-10T09:00:00Z"),
            "{text:?}"
        );
    }
}

#[test]
fn slashes_need_the_date_order_of_the_desk() {
    let ordered = |date_order| Clock {
        date_order: Some(date_order),
        ..berlin()
    };
    assert_eq!(
        read("10/02/2027 10:00", &ordered(DateOrder::Dmy)),
        at("2027-02-10T09:00:00Z")
    );
    assert_eq!(
        read("10/02/2027 10:00", &ordered(DateOrder::Mdy)),
        at("2027-10-02T08:00:00Z")
    );
    assert_eq!(
        read("2027/02/10 10:00", &ordered(DateOrder::Ymd)),
        at("2027-02-10T09:00:00Z")
    );
    let (what, advice, choices) = refusal("10/02/2027 10:00", &berlin());
    assert_eq!(what, "“10/02/2027” can be 10 Feb 2027 or 2 Oct 2027");
    assert_eq!(
        advice,
        "Write 2027-02-10 or 2027-10-02; a date_order of dmy or mdy would settle it."
    );
    assert_eq!(choices, ["2027-02-10 10:00", "2027-10-02 10:00"]);
}

#[test]
fn a_time_alone_is_the_next_such_time() {
    assert_eq!(read("10:00", &berlin()), at("2026-11-20T09:00:00Z"));
    assert_eq!(read("9:01", &berlin()), at("2026-11-20T08:01:00Z"));
    assert_eq!(
        read("9:00", &berlin()),
        at("2026-11-21T08:00:00Z"),
        "strictly after now"
    );
    assert_eq!(read("00:00", &berlin()), at("2026-11-20T23:00:00Z"));
    assert_eq!(read("10:00 CET", &berlin()), at("2026-11-20T09:00:00Z"));
}

#[test]
fn a_time_alone_respects_the_change_of_the_clocks() {
    let night = |now: &str| Clock {
        now: now.parse().unwrap(),
        ..berlin()
    };
    let (before, during, after) = (
        night("2027-10-31T00:00:00Z"),
        night("2027-10-31T00:45:00Z"),
        night("2027-10-31T01:30:00Z"),
    );
    assert!(matches!(
        read("02:30", &before),
        Err(TimeProblem::Doubled { .. })
    ));
    assert_eq!(
        read("02:30", &during),
        at("2027-10-31T01:30:00Z"),
        "the first has passed"
    );
    assert_eq!(
        read("02:30", &after),
        at("2027-11-01T01:30:00Z"),
        "both have passed"
    );
    let (eve, morning) = (night("2027-03-27T12:00:00Z"), night("2027-03-28T12:00:00Z"));
    assert!(matches!(
        read("02:30", &eve),
        Err(TimeProblem::Skipped { .. })
    ));
    assert_eq!(read("02:30", &morning), at("2027-03-29T00:30:00Z"));
    assert_eq!(
        read("10:00 CEST", &eve),
        at("2027-03-28T08:00:00Z"),
        "by tomorrow it has that name"
    );
    assert!(matches!(
        read("14:00 CEST", &eve),
        Err(TimeProblem::OtherZone { .. })
    ));
}

#[test]
fn a_skipped_hour_is_refused_with_both_neighbours() {
    let (what, advice, choices) = refusal("2027-03-28 02:30", &berlin());
    assert_eq!(
        what,
        "Sun 28 Mar 2027 02:30 doesn't exist in Berlin: the clocks go forward from 02:00 to 03:00"
    );
    assert_eq!(
        advice,
        "The nearest are Sun 28 Mar 2027 01:59 CET (in 128 days) and Sun 28 Mar 2027 03:00 CEST (in 128 days)."
    );
    assert_eq!(choices, ["2027-03-28 01:59", "2027-03-28 03:00"]);
    let neighbours = |text, zone| refusal(text, &desk_in(zone)).2;
    let new_york = neighbours("2027-03-14 02:00", Zone::NEW_YORK);
    assert_eq!(new_york, ["2027-03-14 01:59", "2027-03-14 03:00"]);
    let lord_howe = neighbours("2027-10-03 02:29", Zone::LORD_HOWE);
    assert_eq!(lord_howe, ["2027-10-03 01:59", "2027-10-03 02:30"]);
}

#[test]
fn some_days_have_no_midnight() {
    for (zone, day, eve) in [
        (Zone::CAIRO, "2027-04-30", "2027-04-29"),
        (Zone::BEIRUT, "2027-03-28", "2027-03-27"),
        (Zone::SANTIAGO, "2027-09-05", "2027-09-04"),
    ] {
        let choices = refusal(&format!("{day} 00:00"), &desk_in(zone)).2;
        assert_eq!(
            choices,
            [format!("{eve} 23:59"), format!("{day} 01:00")],
            "{zone}"
        );
    }
}

#[test]
fn a_doubled_hour_asks_which() {
    let (what, advice, choices) = refusal("2027-10-31 02:30", &berlin());
    assert_eq!(
        what,
        "Sun 31 Oct 2027 02:30 happens twice in Berlin: the clocks go back from 03:00 to 02:00"
    );
    let howe = refusal("2027-04-04 01:30", &desk_in(Zone::LORD_HOWE)).0;
    assert!(
        howe.ends_with("the clocks go back from 02:00 to 01:30"),
        "{howe}"
    );
    assert_eq!(
        advice,
        "Which one? First Sun 31 Oct 2027 02:30 CEST (in 345 days), \
         then Sun 31 Oct 2027 02:30 CET (in 345 days)."
    );
    assert_eq!(
        choices,
        ["2027-10-31T02:30+02:00", "2027-10-31T02:30+01:00"]
    );
    let twice = |text, zone| refusal(text, &desk_in(zone)).2;
    let new_york = twice("2027-11-07 01:30", Zone::NEW_YORK);
    assert_eq!(
        new_york,
        ["2027-11-07T01:30-04:00", "2027-11-07T01:30-05:00"]
    );
    let lord_howe = twice("2027-04-04 01:30", Zone::LORD_HOWE);
    assert_eq!(
        lord_howe,
        ["2027-04-04T01:30+11:00", "2027-04-04T01:30+10:30"]
    );
}

#[test]
fn the_name_of_a_local_time_chooses_or_confirms() {
    assert_eq!(
        read("2027-10-31 02:30 CEST", &berlin()),
        at("2027-10-31T00:30:00Z")
    );
    assert_eq!(
        read("2027-10-31 02:30 MESZ", &berlin()),
        at("2027-10-31T00:30:00Z")
    );
    assert_eq!(
        read("31.10.2027 2:30 mez", &berlin()),
        at("2027-10-31T01:30:00Z")
    );
    assert_eq!(
        read("2027-10-31 02:30 cet", &berlin()),
        at("2027-10-31T01:30:00Z")
    );
    assert_eq!(
        read("2027-10-31T02:30+01:00", &berlin()),
        at("2027-10-31T01:30:00Z")
    );
    assert_eq!(
        read("2027-07-10 10:00 CEST", &berlin()),
        at("2027-07-10T08:00:00Z")
    );
    let (what, advice, choices) = refusal("2027-07-10 10:00 CET", &berlin());
    assert_eq!(what, "The clocks in Europe/Berlin don't show “CET” then");
    assert_eq!(
        advice,
        "It is Sat 10 Jul 2027 10:00 CEST (in 232 days) there. Leave the zone out, or write it so."
    );
    assert_eq!(choices, ["2027-07-10 10:00"]);
    assert!(matches!(
        read("2027-03-28 02:30 CET", &berlin()),
        Err(TimeProblem::Skipped { .. })
    ));
    assert_eq!(refusal("2027-10-31 02:30 PST", &berlin()).2.len(), 2);
}

#[test]
fn the_echo_of_a_choice_distinguishes_it_from_the_other() {
    let choices = read("2027-10-31 02:30", &berlin()).unwrap_err().choices();
    assert_ne!(choices[0].label, choices[1].label);
    let instant = read(&choices[1].text, &berlin()).unwrap();
    assert_eq!(
        echo(instant, Zone::BERLIN, Language::En),
        "Sun 31 Oct 2027 02:30 CET"
    );
}

#[test]
fn half_a_time_is_refused_with_the_missing_half() {
    assert_eq!(what("2027-02-10"), "“2027-02-10” has no time of day");
    assert_eq!(advice("2027-02-10"), "Add a time: 2027-02-10 10:00.");
    assert_eq!(what(" "), "No time is given");
    assert_eq!(what("CET"), "“CET” can't be read as a time");
    assert_eq!(
        what("10.2.27 10:00"),
        "“10.2.27” has only two digits of a year"
    );
    assert_eq!(refusal("10.2.27 10:00", &berlin()).2, ["2027-02-10 10:00"]);
    assert_eq!(what("10.2."), "“10.2.” has no time of day");
    assert_eq!(advice("10.2."), "Add a time: 10.2. 10:00.");
}

#[test]
fn a_time_with_a_dot_that_may_be_a_day_is_ambiguous() {
    assert_eq!(what("t 9.12"), "“9.12” can be a date or a time");
    assert_eq!(advice("10.02.2027 9.12"), "Write 9:12.");
}

#[test]
fn dates_and_times_that_do_not_exist_are_refused_with_the_reason() {
    assert_eq!(
        what("31.2.2027 10:00"),
        "There is no day 31 in February: February 2027 has 28 days"
    );
    assert_eq!(
        what("2027-13-01 10:00"),
        "There is no month 13: months are 1 to 12"
    );
    assert!(what("2027-02-10 24:00").starts_with("No clock shows 24:00"));
    assert!(advice("2027-02-10 24:00").contains("00:00"));
    assert!(what("2027-02-10 10:60").starts_with("No clock shows 10:60"));
    assert_eq!(what("13:00 pm"), "With am or pm, hours count from 1 to 12");
}

#[test]
fn odd_characters_are_named() {
    assert_eq!(
        what("２０２７-02-10 10:00"),
        "“２” (U+FF12) has no place in a time"
    );
    assert_eq!(
        what("2027–02–10 10:00"),
        "“–” (U+2013) has no place in a time"
    );
    assert_eq!(
        what("10:00\u{1b}[2J"),
        "The character U+001B has no place in a time"
    );
    assert_eq!(
        what("10:00\u{202e}"),
        "The character U+202E has no place in a time"
    );
}

#[test]
fn other_texts_are_unreadable() {
    for text in [
        "soon",
        "tomorow 10:00",
        "10:00 11:00",
        "2027-02-10 2027-02-11 10:00",
        "4711",
        "10:00Z CET",
        "T10:00",
    ] {
        assert!(
            matches!(read(text, &berlin()), Err(TimeProblem::Unreadable(_))),
            "{text}"
        );
    }
    let paragraph = "x".repeat(5_000);
    assert!(what(&paragraph).len() < 100);
}

#[test]
fn a_weekday_is_beside_the_day_of_a_listed_visit_and_never_before_today() {
    // Today is Friday, 20 November 2026.
    let clock = berlin();
    let meant = |typed, start: &str, beside| {
        let start = Some(start.parse().unwrap());
        beside_day_of(typed, start, beside, &clock).into_owned()
    };
    let wednesday = "2027-02-10T09:00:00Z";
    let from_on = |typed| meant(typed, wednesday, WeekdayBeside::FromThereOn);
    assert_eq!(from_on("fr 9:30"), "2027-02-12 fr 9:30");
    assert_eq!(from_on("mo 9:30"), "2027-02-15 mo 9:30");
    assert_eq!(from_on("mi 9-9:45"), "2027-02-10 mi 9-9:45");
    assert_eq!(from_on("9:30"), "2027-02-10 9:30");
    let of_week = |typed| meant(typed, wednesday, WeekdayBeside::SameWeek);
    assert_eq!(of_week("mo 9:30"), "2027-02-08 mo 9:30");
    assert_eq!(of_week("so 9:30"), "2027-02-14 so 9:30");
    assert_eq!(of_week("tomorrow 9:30"), "tomorrow 9:30");
    let today = clock.now.to_rfc3339();
    let past = meant("mo 9:30", &today, WeekdayBeside::SameWeek);
    assert!(
        read(&past, &clock).is_ok_and(|start| start > clock.now),
        "{past}"
    );
}

#[test]
fn a_new_time_without_a_day_is_on_the_day_of_the_appointment_in_the_zone() {
    let start = Some("2027-02-10T23:30:00Z".parse().unwrap());
    let meant = |typed| on_day_of(typed, start, Zone::BERLIN).into_owned();
    for typed in [
        "15:00",
        "9",
        "0930",
        "2 pm",
        "klo 14.15",
        "9h30",
        "noon",
        "9-9:45",
        "15:00 CET",
    ] {
        assert_eq!(meant(typed), format!("2027-02-11 {typed}"));
        assert_eq!(on_day_of(typed, None, Zone::BERLIN), typed);
        assert!(span(&meant(typed), &berlin()).is_ok(), "{typed}");
    }
    for typed in [
        "fr 15:00",
        "15:00 tomorrow",
        "10.2.2027 9:00",
        "2027-02-10T10:00+01:00",
        "+2h",
        ">14:00",
        "afternoon",
        "first 9:00",
        "15:00+01:00",
        "whenever",
        "",
    ] {
        assert_eq!(meant(typed), typed);
    }
}

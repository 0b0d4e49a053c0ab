//! Laws of typed times, checked with many inputs.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use proptest::prelude::*;
use proptest::sample::select;
use zones::Zone;

use i18n::Language;

use super::wall::{Landing, land, seen};
use super::{
    Clock, DateOrder, FullHours, Span, TimeProblem, echo, echo_in_full, print, read, span,
    time_words, typed, typed_span, wish,
};

const NOW: i64 = 1_795_161_600; // 2026-11-20T08:00:00Z

fn any_zone() -> impl Strategy<Value = Zone> {
    select(Zone::all())
}

/// Any instant that a desk may meet, to the nanosecond, from 1970 to 2100.
fn any_instant() -> impl Strategy<Value = DateTime<Utc>> {
    let nanosecond = prop_oneof![Just(0), 0..1_000_000_000_u32];
    let second = prop_oneof![
        0..4_102_444_800_i64,
        (0..68_374_080_i64).prop_map(|minute| minute * 60)
    ];
    (second, nanosecond).prop_map(|(second, nano)| DateTime::from_timestamp(second, nano).unwrap())
}

/// Mostly whole minutes, and mostly of the weeks around [`NOW`].
fn any_minute() -> impl Strategy<Value = DateTime<Utc>> {
    let near = (-30_000..60_000_i64)
        .prop_map(|minutes| DateTime::from_timestamp(NOW + minutes * 60, 0).unwrap());
    prop_oneof![near, any_instant()]
}

fn any_language() -> impl Strategy<Value = Language> {
    select(Language::ALL.to_vec())
}

fn any_clock() -> impl Strategy<Value = Clock> {
    let order = prop_oneof![
        Just(None),
        Just(Some(DateOrder::Dmy)),
        Just(Some(DateOrder::Mdy)),
        Just(Some(DateOrder::Ymd))
    ];
    (any_minute(), any_zone(), order, any_hours()).prop_map(|(now, zone, date_order, open)| Clock {
        now,
        zone,
        date_order,
        open,
        language: Language::En,
    })
}

fn any_hours() -> impl Strategy<Value = Option<FullHours>> {
    let hours = (0..24_u32, 0..24_u32);
    proptest::option::of(
        hours.prop_map(|(opens, closes)| {
            FullHours::from_fn(|_, hour| (opens..closes).contains(&hour))
        }),
    )
}

/// Words that people use for times, and some that they don't.
fn any_words() -> impl Strategy<Value = Vec<&'static str>> {
    const WORDS: &str = "t today tänään tomorrow morgen mo fr su to montag next ensi dec 24 24. 24.12. 29.2. \
        31.2. 10/02/2027 2027-02-10 2027 w12 w53 w99 9 2 0 24 9h 9:30 2:30 2pm am pm uhr klo noon midnight \
        +3d +2w +1m +9999m +9999w +90min +2h >16:00 >2 <12:00 <9 first morning nachmittags CET CEST +01:00 Z \
        soon mai elo 9.30 9.12 0930 9-10 9:00-9:30 2–3 13:00-12:30 9h30 - 2015 25:00 in weeks viikon kuluttua \
        1430 two zwei kahden kuusi ab um at from 24/12 10/2 days +14d 15";
    proptest::collection::vec(select(WORDS.split_whitespace().collect::<Vec<_>>()), 0..5)
}

/// The minutes around a change of the clocks, when local times are skipped or doubled.
fn any_change() -> impl Strategy<Value = (Zone, NaiveDateTime)> {
    let changes = vec![
        (Zone::BERLIN, "2027-03-28T02:00:00"),
        (Zone::BERLIN, "2027-10-31T02:00:00"),
        (Zone::NEW_YORK, "2027-03-14T02:00:00"),
        (Zone::NEW_YORK, "2027-11-07T01:00:00"),
        (Zone::LORD_HOWE, "2027-04-04T01:30:00"),
        (Zone::LORD_HOWE, "2027-10-03T02:00:00"),
        (Zone::ST_JOHNS, "2027-11-07T01:00:00"),
        (Zone::CAIRO, "2027-04-30T00:00:00"),
        (Zone::BEIRUT, "2027-03-28T00:00:00"),
        (Zone::SANTIAGO, "2027-09-05T00:00:00"),
        (Zone::CASABLANCA, "2025-02-23T02:00:00"),
        (Zone::CASABLANCA, "2025-04-06T02:00:00"),
        (Zone::APIA, "2011-12-30T00:00:00"),
    ];
    (select(changes), -60..120_i64).prop_map(|((zone, wall), minutes)| {
        (
            zone,
            wall.parse::<NaiveDateTime>().unwrap() + chrono::TimeDelta::minutes(minutes),
        )
    })
}

fn check_choices(problem: &TimeProblem, clock: &Clock) -> Result<(), TestCaseError> {
    for choice in problem.choices() {
        let instant = read(&choice.text, clock);
        prop_assert!(
            instant.is_ok(),
            "{} offers {:?}, which reads as {instant:?}",
            problem.what(Language::En),
            choice
        );
        prop_assert_eq!(echo_in_full(instant.unwrap(), clock), choice.label);
    }
    Ok(())
}

/// For any input: no panic, a sentence for each problem, and valid choices.
fn check_reading(text: &str, clock: &Clock) -> Result<(), TestCaseError> {
    if let Err(problem) = span(text, clock) {
        check_problem(&problem, clock)?;
    }
    match read(text, clock) {
        Ok(start) => {
            prop_assert_eq!(span(text, clock), Ok(Span::from_start(start)));
            Ok(())
        }
        Err(problem) => check_problem(&problem, clock),
    }
}

fn check_problem(problem: &TimeProblem, clock: &Clock) -> Result<(), TestCaseError> {
    prop_assert!(
        !problem.what(Language::En).is_empty() && problem.advice(Language::En).ends_with('.'),
        "{problem:?}"
    );
    prop_assert!(
        problem.what(Language::En).len() < 200
            && !problem.what(Language::En).contains(char::is_control),
        "{problem:?}"
    );
    check_choices(problem, clock)
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>(), clock in any_clock()) {
        check_reading(&text, &clock)?;
    }

    #[test]
    fn no_text_like_a_time_panics(text in "[-0-9.:/TZtz+ ,A-Fa-f]{0,24}", clock in any_clock()) {
        check_reading(&text, &clock)?;
    }

    #[test]
    fn no_text_made_of_the_right_parts_panics(
        date in "[0-9]{1,4}[-./][0-9]{1,2}[-./]([0-9]{2}|[0-9]{4})",
        glue in "[ Tt]",
        time in "[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?",
        designator in "( ?[-+][0-9]{2}:?[0-9]{2}|Z| [A-Z]{3,4})?",
        clock in any_clock(),
    ) {
        check_reading(&format!("{date}{glue}{time}{designator}"), &clock)?;
        check_reading(&format!("{time}{designator}"), &clock)?;
    }

    #[test]
    fn no_words_panic(words in any_words(), clock in any_clock()) {
        check_reading(&words.join(" "), &clock)?;
        match wish(&words, &clock) {
            Ok(wish) => prop_assert!(wish.from <= wish.to && !wish.to_text(Language::En).is_empty(), "{words:?}: {wish:?}"),
            Err(problem) => check_problem(&problem, &clock)?,
        }
    }

    #[test]
    fn no_words_panic_at_the_ends_of_the_calendar(words in any_words(), clock in any_clock()) {
        for now in [DateTime::<Utc>::MAX_UTC, DateTime::<Utc>::MIN_UTC] {
            let clock = Clock { now, ..clock };
            let _ = (read(&words.join(" "), &clock), wish(&words, &clock));
        }
    }

    #[test]
    fn the_order_of_words_that_stand_alone_does_not_matter(
        day in select(vec!["t", "tomorrow", "+2w", "mo", "24.12.", "2027-02-10", "+1m"]),
        time in select(vec!["9:30", "14", "noon", "2pm", "midnight", "2", "02:30"]),
        clock in any_clock(),
    ) {
        let one = read(&format!("{day} {time}"), &clock);
        let other = read(&format!("{time} {day}"), &clock);
        prop_assert_eq!(one.map_err(|problem| problem.what(Language::En)), other.map_err(|problem| problem.what(Language::En)));
    }

    #[test]
    fn a_moment_is_wished_as_it_is_read(words in any_words(), clock in any_clock()) {
        let instant = read(&words.join(" "), &clock);
        let is_elapsed = words.iter().any(|word| ["+90min", "+2h"].contains(word));
        if let (Ok(instant), false) = (instant, is_elapsed) {
            let wish = wish(&words, &clock);
            prop_assert!(wish.is_ok_and(|wish| wish.admits(instant, clock.zone) == (instant >= clock.now)));
        }
    }

    #[test]
    fn texts_that_can_be_read_consist_of_time_words(words in any_words(), clock in any_clock()) {
        let names_a_clock = |word: &str| ["CET", "CEST", "Z", "24.", "2027", "2015", "uhr"].contains(&word);
        if read(&words.join(" "), &clock).is_ok() {
            for (word, said_of_time) in words.iter().zip(time_words(&words)) {
                prop_assert!(said_of_time || names_a_clock(word), "{word} in {words:?}");
            }
        }
    }

    #[test]
    fn an_echo_reads_back_or_is_ambiguous(instant in any_instant(), clock in any_clock()) {
        let echo = echo(instant, clock.zone, Language::En);
        match read(&echo, &clock) {
            Ok(read) => prop_assert_eq!(read, instant, "{}", echo),
            Err(problem) => {
                let typed = typed(instant, &clock);
                prop_assert!(problem.choices().iter().any(|choice| choice.text == typed), "{echo}: {problem:?}");
            }
        }
    }

    #[test]
    fn what_is_printed_reads_back(instant in any_instant(), clock in any_clock()) {
        prop_assert_eq!(read(&print(instant, clock.zone), &clock), Ok(instant));
    }

    #[test]
    fn what_a_field_holds_reads_back(instant in any_minute(), clock in any_clock(), language in any_language()) {
        let clock = Clock { language, ..clock };
        let text = typed(instant, &clock);
        prop_assert_eq!(read(&text, &clock), Ok(instant), "{}", text);
    }

    #[test]
    fn a_range_that_a_field_holds_reads_back(
        instant in any_minute(),
        minutes in 1..300_i64,
        clock in any_clock(),
        language in any_language(),
    ) {
        let clock = Clock { language, ..clock };
        let text = typed_span(instant, Some(instant + chrono::TimeDelta::minutes(minutes)), &clock);
        let span = span(&text, &clock).unwrap();
        prop_assert_eq!(span.start(), Some(instant), "{}", text);
        prop_assert!(span.minutes().is_none_or(|read| i64::from(read.get()) == minutes), "{text}");
    }

    #[test]
    fn what_is_printed_around_a_change_reads_back((zone, wall) in any_change(), clock in any_clock()) {
        let clock = Clock { zone, ..clock };
        for instant in land(wall, zone).into_iter().flat_map(Landing::instants) {
            prop_assert_eq!(read(&print(instant, zone), &clock), Ok(instant));
            prop_assert_eq!(read(&typed(instant, &clock), &clock), Ok(instant));
        }
    }

    #[test]
    fn around_a_change_a_local_time_is_read_doubled_or_skipped((zone, wall) in any_change()) {
        let clock = Clock { now: DateTime::from_timestamp(NOW, 0).unwrap(), zone, date_order: None, open: None, language: Language::En };
        let reading = read(&wall.format("%Y-%m-%d %H:%M").to_string(), &clock);
        match (land(wall, zone).unwrap(), reading) {
            (Landing::Once(once), Ok(instant)) => prop_assert_eq!(once, instant),
            (Landing::Twice(..), Err(problem @ TimeProblem::Doubled { .. }))
            | (Landing::Never(_), Err(problem @ TimeProblem::Skipped { .. })) => {
                prop_assert_eq!(problem.choices().len(), 2);
                check_choices(&problem, &clock)?;
            }
            (landing, reading) => prop_assert!(false, "{landing:?} was read as {reading:?}"),
        }
    }

    #[test]
    fn an_instant_shows_the_wall_clock_that_was_typed(wall_of in any_instant(), clock in any_clock()) {
        let wall = wall_of.naive_utc().format("%Y-%m-%d %H:%M").to_string();
        if let Ok(instant) = read(&wall, &clock) {
            prop_assert_eq!(seen(instant, clock.zone).format("%Y-%m-%d %H:%M").to_string(), wall);
        }
    }

    #[test]
    fn a_time_alone_is_the_next_such_time(minute in 0..1440_u32, clock in any_clock()) {
        let time = NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap();
        if let Ok(instant) = read(&time.format("%H:%M").to_string(), &clock) {
            prop_assert_eq!(seen(instant, clock.zone).time(), time);
            prop_assert!(instant > clock.now && instant - clock.now < chrono::TimeDelta::hours(51));
        }
    }

    #[test]
    fn dots_slashes_and_hyphens_say_the_same_date(days in 0..40_000_i32, clock in any_clock()) {
        let date = NaiveDate::from_num_days_from_ce_opt(719_163 + days).unwrap();
        let year = date.year();
        let month = date.month();
        let day = date.day();
        let slashed = match clock.date_order {
            Some(DateOrder::Mdy) => format!("{month}/{day}/{year}"),
            Some(DateOrder::Ymd) => format!("{year}/{month}/{day}"),
            Some(DateOrder::Dmy) | None => format!("{day}/{month}/{year}"),
        };
        let iso = read(&format!("{date} 10:00"), &clock);
        prop_assert_eq!(&read(&format!("{day}.{month}.{year} 10:00"), &clock), &iso);
        let by_slashes = read(&format!("{slashed} 10:00"), &clock);
        match clock.date_order {
            Some(_) => prop_assert_eq!(&by_slashes, &iso),
            None => prop_assert!(by_slashes.is_err()),
        }
    }
}

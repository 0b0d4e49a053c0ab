//! What the line reads, says and asks while it is typed, and what stays in the form however often it is entered.

use booking::Language;
use booking::time::DateOrder;
use headless::Options;
use serde_json::{Value, json};

use crate::desk_at_work::{DeskAtWork, PATIENT, at_aniva, at_clinik, at_fhir};

/// A desk in another language.
fn in_language(language: Language) -> Options {
    Options {
        language,
        ..at_clinik()
    }
}

/// Types into the line, wherever the cursor was.
fn line(desk: &mut DeskAtWork, text: &str) {
    desk.press("Esc").settle().types(text).settle();
}

/// How the line is read back.
fn read(desk: &DeskAtWork) -> String {
    desk.state()["line"]["read"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn another_visit_on_that_day_with_the_same_practitioner_is_said_and_asks_nothing() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki mo 14:00").settle().press("Enter");
    desk.settle().book_at_once();
    desk.press("Esc").settle();
    let before = desk.requests().len();
    desk.types("220385s ki mo 10:00")
        .sees("Mon 23 Nov 10:00 · also there at 14:00");
    assert_eq!(desk.requests().len(), before, "nothing is asked for it");
    desk.press("Enter").settle();
    desk.sees("3 Mon 23 Nov 10:00–10:30 also there at 14:00");
    desk.press("Alt+3").settle();
    desk.sees("Mon 23 Nov 2026 10:00 CET")
        .sees("also there at 14:00");
    for other in ["220385s hs mo 10:00", "220385s ki tue 10:00"] {
        desk.press("Ctrl+E Ctrl+U").types(other);
        assert!(!read(&desk).contains("also there"), "{}", desk.screen());
    }
    desk.press("Ctrl+U").types("220385s ki mo 10:00").settle();
    desk.press("Enter").settle().book_at_once();
}

#[test]
fn a_range_on_the_line_is_start_and_end_and_never_an_offset() {
    for typed in [
        "fr 10:00-10:45",
        "fr 10-10:45",
        "10–10.45 fr",
        "fr 10:00 - 10:45",
    ] {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        line(&mut desk, &format!("220385s ki f {typed}"));
        desk.sees("Fri 27 Nov 10:00 – 10:45")
            .press("Enter")
            .settle()
            .book_at_once();
        let body = desk.body();
        assert_eq!(
            (&body["start"], &body["end"], &body["minutesDuration"]),
            (
                &json!("2026-11-27T09:00:00.000Z"),
                &json!("2026-11-27T09:45:00.000Z"),
                &json!(45)
            ),
            "{typed}"
        );
    }
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f fr 13:00+03:00");
    assert!(read(&desk).contains("has an offset"), "{}", desk.screen());
    desk.press("Enter").settle();
    assert_eq!(desk.text("Start"), "", "{}", desk.screen());
}

#[test]
fn a_line_names_what_lies_on_both_sides_of_a_skipped_hour() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f 28.3.2027 2:30");
    assert!(
        read(&desk).contains("the clocks go forward from 02:00 to 03:00"),
        "{}",
        desk.screen()
    );
}

#[test]
fn one_more_enter_throws_no_chosen_time_away() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f");
    desk.press("Enter").settle();
    let first = desk.text("Start");
    desk.press("Ctrl+F")
        .settle()
        .press("Down")
        .settle()
        .press("Enter Enter")
        .settle();
    let chosen = desk.text("Start");
    assert_ne!(chosen, first, "{}", desk.screen());
    assert!(
        read(&desk).contains("in the form: ") && !read(&desk).contains("first free"),
        "{}",
        desk.screen()
    );
    desk.press("Enter").settle();
    assert_eq!(desk.text("Start"), chosen, "{}", desk.screen());
    desk.press("Backspace")
        .types("f")
        .settle()
        .press("Enter")
        .settle();
    assert_eq!(
        desk.text("Start"),
        first,
        "an altered line is looked for again"
    );
}

#[test]
fn a_time_typed_over_the_lines_own_is_what_the_line_says() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f 10.02.2027 10:00");
    desk.press("Enter")
        .settle()
        .sees("Maria Schmidt born 22 Mar 1985")
        .sees("Wed 10 Feb 2027 10:00–10:30");
    desk.press("Alt+3 Ctrl+U")
        .types("11.02.2027 11:00")
        .settle()
        .sees("in the form: Thu 11 Feb 2027 11:00");
    desk.press("Esc Enter").settle();
    assert!(
        desk.reading("Start").starts_with("Thu 11 Feb 2027 11:00"),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_line_whose_visit_waits_says_no_time() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f");
    desk.press("Enter")
        .settle()
        .press("Ctrl+F")
        .settle()
        .press("Alt+W")
        .settle();
    assert_eq!(desk.text("Start"), "", "{}", desk.screen());
    assert!(
        !read(&desk).contains("08:00") && !read(&desk).contains("first free"),
        "{}",
        desk.screen()
    );
    desk.press("Esc Enter").settle();
    assert_eq!(desk.text("Start"), "", "{}", desk.screen());
}

#[test]
fn what_is_typed_while_a_booking_is_slow_begins_a_line_of_its_own() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f");
    desk.press("Enter").settle().book_and_watch("clinik", 3_000);
    desk.types("041268c").sees("› 041268c").sees_no("220385s");
    desk.settle().booked();
    assert_eq!(desk.state()["line"]["text"], "041268c", "{}", desk.screen());
    desk.types(" ki f")
        .settle()
        .press("Enter")
        .settle()
        .book_at_once();
    assert_eq!(desk.creates().len(), 2);
}

#[test]
fn a_code_is_its_owners_whoever_has_a_surname_that_begins_so() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for (typed, who) in [
        ("220385s ta f", "Thaddeus Okonkwo"),
        ("220385s to f", "Thaddeus Okonkwo"),
        ("220385s taub f", "Bernhard Tauber"),
        ("220385s bernhard ta f", "Bernhard Tauber"),
        ("220385s ki f", "Karin Ivers"),
        ("220385s be b", "Berlin"),
    ] {
        desk.press("Ctrl+U")
            .types(typed)
            .settle()
            .sees(who)
            .sees_no("match");
    }
    desk.press("Ctrl+U")
        .types("220385s to f 10.02.2027 10:00")
        .settle()
        .press("Enter")
        .settle()
        .book_at_once();
    assert_eq!(desk.body()["practitionerId"], "prac_t5w9be");
}

#[test]
fn a_weekday_of_another_language_is_one_where_it_is_no_code() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f pe");
    desk.sees("first free on a Friday");
    let mut desk = DeskAtWork::open_at_the_line(in_language(Language::Fi));
    line(&mut desk, "220385s ki f to");
    desk.sees("torstaina").sees_no("Okonkwo");
}

#[test]
fn a_finns_thursday_is_not_taken_for_a_code_unasked() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    // Päivi Hämäläinen wants to be written to in Finnish.
    line(&mut desk, "290292h ki f to");
    desk.sees("“to” can be a code or a time: 1 or 2")
        .sees("1 Thursday")
        .sees("2 Thaddeus Okonkwo (ta)");
    desk.press("1").settle().sees("first free on a Thursday");
}

#[test]
fn times_are_read_as_they_are_said_in_german() {
    let mut desk = DeskAtWork::open_at_the_line(in_language(Language::De));
    for (typed, read) in [
        ("in zwei Wochen", "ab Fr 4. Dez. 2026"),
        ("mo in zwei Wochen", "an einem Montag ab Mo 30. Nov"),
        ("mo in 14 Tagen", "an einem Montag ab Mo 30. Nov"),
        ("mo ab 14 Uhr", "14:00"),
        ("mo nach 14 Uhr", "14:00"),
        ("mo vor 12 Uhr", "12:00"),
        ("mo um 10 Uhr", "Mo 23. Nov. 2026 10:00"),
    ] {
        desk.press("Esc Ctrl+U")
            .types(&format!("220385s ki f {typed}"))
            .settle();
        let said = self::read(&desk);
        assert!(said.contains("Maria Schmidt"), "{typed}: {said}");
        assert!(said.contains(read), "{typed}: {said}");
    }
    desk.press("Esc Ctrl+U")
        .types("220385s ki f gegen 10")
        .settle()
        .sees("„gegen“ ist keine Zeit. Meinten Sie das?")
        .sees("um 10");
    desk.press("Down Enter").settle();
    assert!(self::read(&desk).contains("10:00"), "{}", desk.screen());
    desk.press("Esc Ctrl+U")
        .types("220385s ki f mo ab 14 Uhr")
        .settle()
        .press("Enter")
        .settle()
        .book_at_once();
    assert_eq!(desk.body()["start"], "2026-11-23T13:00:00.000Z");
}

#[test]
fn digits_and_numbers_in_words_are_times() {
    for (typed, start) in [
        ("mo 1430", "2026-11-23T13:30:00.000Z"),
        ("in two weeks mo 1000", "2026-11-30T09:00:00.000Z"),
        ("mo in 14 days 10:00", "2026-11-30T09:00:00.000Z"),
    ] {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        line(&mut desk, &format!("220385s ki f {typed}"));
        desk.press("Enter").settle().book_at_once();
        assert_eq!(desk.body()["start"], start, "{typed}");
    }
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for typed in ["in 2 weeks", "in 14 days", "in two weeks", "14 days"] {
        desk.press("Ctrl+U")
            .types(&format!("220385s ki f mo {typed}"))
            .settle()
            .sees("first free on a Monday from Mon 30 Nov");
    }
}

#[test]
fn what_is_no_time_is_said_to_be_none_and_no_patient_is_blamed() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for (typed, said) in [
        (
            "lindner,gr ki f later",
            "“later” is no time. Did you mean this?",
        ),
        (
            "220385s ki f later",
            "“later” is no time. Did you mean this?",
        ),
        ("later", "“later” is no time. Did you mean this?"),
        ("lindner,gr early", "“early” is no time. Did you mean this?"),
        (
            "220385s not mo",
            "“not” is no time. Times are written like mo 9:00",
        ),
        ("220385s ki f mo 10 15", "“10 15” is no time. Write 10:15."),
        (
            "220385s ki f mo 2030",
            "“2030” can be a year or a time. Write 20:30.",
        ),
        (
            "220385s ki f 24/12",
            "“24/12” leaves the order of day and month open. Write 2026-12-24; a date_order",
        ),
        (
            "220385s ki f 10/2",
            "“10/2” can be 10 Feb 2027 or 2 Oct 2027.",
        ),
        ("lindner,gr tomorow", "tomorrow"),
    ] {
        desk.press("Esc Ctrl+U").types(typed).settle();
        assert!(
            read(&desk).contains(said) || desk.shows(said),
            "{typed}\n{}",
            desk.screen()
        );
        if typed != "lindner,gr tomorow" {
            desk.sees_no("No patient");
        }
        desk.press("Enter").settle();
        assert_eq!(desk.text("Start"), "", "{typed}\n{}", desk.screen());
    }
    desk.press("Esc Ctrl+U")
        .types("lindner,gr ki f later")
        .settle()
        .press("Down Enter")
        .settle()
        .sees("› lindner,gr ki f afternoon")
        .sees("in the afternoon");
}

#[test]
fn a_day_and_a_month_between_slashes_are_read_where_the_order_is_set() {
    for (date_order, typed) in [(DateOrder::Dmy, "24/11"), (DateOrder::Mdy, "11/24")] {
        let mut desk = DeskAtWork::open_at_the_line(Options {
            date_order: Some(date_order),
            ..at_clinik()
        });
        let patient = "22.3.1985s";
        line(&mut desk, &format!("{patient} ki f {typed} 10:00"));
        desk.press("Enter").settle().book_at_once();
        assert_eq!(desk.body()["start"], "2026-11-24T09:00:00.000Z", "{typed}");
    }
}

#[test]
fn an_initial_of_the_first_name_offers_who_was_born_that_day() {
    for options in [
        at_clinik(),
        Options {
            patients: Some(3_000),
            ..at_clinik()
        },
    ] {
        let mut desk = DeskAtWork::open_at_the_line(options);
        line(&mut desk, "220385m ki f");
        desk.pass(1).settle();
        desk.sees("No patient at ClinikAPI matches “220385m”. Born on that day:")
            .sees("Maria Schmidt · 22 Mar 1985");
        desk.press("Down Enter")
            .settle()
            .sees("Maria Schmidt, 22 Mar 1985 · Karin Ivers");
    }
}

#[test]
fn a_name_that_only_begins_as_typed_hides_none_that_is_one_slip_away() {
    for options in [
        at_clinik(),
        Options {
            patients: Some(3_000),
            ..at_aniva()
        },
    ] {
        let mut desk = DeskAtWork::open_at_the_line(options);
        for typed in ["schmit", "schmit,"] {
            desk.press("Esc Ctrl+U").types(typed).settle();
            desk.sees("Rosa Schmitt")
                .sees("Maria Schmidt")
                .sees("match");
        }
        desk.press("Esc Ctrl+U").types("schmitt").settle();
        desk.sees("Rosa Schmitt, 22 Feb 1985").sees_no("Schmidt");
    }
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", "schmit")
        .settle()
        .sees("Rosa Schmitt")
        .sees("Maria Schmidt");
}

#[test]
fn a_slip_beside_a_known_patient_says_what_could_not_be_read() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for (typed, near) in [
        ("tomorow", "1 tomorrow"),
        ("kii", "1 Karin Ivers (ki)"),
        ("mo-fr", "1 mo"),
        ("moday", "1 monday"),
    ] {
        desk.press("Ctrl+U")
            .types(&format!("220385s {typed}"))
            .settle();
        desk.sees(&format!("“{typed}” can't be read. Did you mean this?"))
            .sees(near)
            .sees_no("No patient");
        desk.press("1")
            .settle()
            .sees_no("can't be read")
            .sees("Maria Schmidt, 22 Mar 1985");
    }
    desk.press("Ctrl+U").types("220385s yesterday").settle();
    desk.sees("“yesterday” can't be read.")
        .sees_no("No patient");
}

#[test]
fn a_birth_date_that_no_calendar_has_is_said_to_be_none() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "310285s ki f");
    desk.sees("There is no day 31 in February: February 1985 has 28 days.");
}

#[test]
fn a_birth_date_that_nobody_has_is_asked_about_in_both_readings() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "040387q");
    desk.sees("Which birth date is it?")
        .sees("1 born 4 Mar 1987")
        .sees("2 born 3 Apr 1987");
    desk.press("2")
        .settle()
        .sees("› 3.4.1987q")
        .sees("No patient at ClinikAPI matches");
}

#[test]
fn lengths_and_series_are_read_in_short() {
    for typed in [
        "220385s ki f 10.02.2027 9h30 45min",
        "220385s ki f 10.02.2027 9:30 45 min",
    ] {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        line(&mut desk, typed);
        desk.sees("45 min").press("Enter").settle().book_at_once();
        assert_eq!(
            (&desk.body()["start"], &desk.body()["minutesDuration"]),
            (&json!("2027-02-10T08:30:00.000Z"), &json!(45)),
            "{typed}"
        );
    }
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f x6");
    desk.sees("6 times, weekly");
    desk.press("Ctrl+U")
        .types("220385s be b 45min")
        .settle()
        .sees("Aniva takes no end");
    desk.press("Ctrl+U")
        .types("220385s be b fr 9:00-9:30")
        .settle()
        .sees("Aniva takes no end");
}

#[test]
fn an_hour_alone_follows_the_hours() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f mo 2");
    desk.sees("Mon 23 Nov 14:00");
}

#[test]
fn a_look_up_leaves_nothing_behind() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s");
    desk.press("Enter").settle().sees("Maria Schmidt");
    desk.press("Ctrl+N").settle();
    assert_eq!(
        desk.state()["parked"].as_array().map_or(0, Vec::len),
        0,
        "{}",
        desk.screen()
    );
    line(&mut desk, "041268c");
    desk.press("Enter")
        .settle()
        .types(" be b")
        .settle()
        .press("Enter")
        .settle();
    assert_eq!(
        desk.state()["parked"].as_array().map_or(0, Vec::len),
        0,
        "{}",
        desk.screen()
    );
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s");
    desk.press("Enter").settle().press("Ctrl+Q");
    assert_eq!(desk.asked(), "", "{}", desk.screen());
}

#[test]
fn where_nothing_fits_the_next_free_times_are_a_digit_away() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s bt f th afternoon");
    desk.press("Enter").settle();
    let note = desk.note();
    assert!(
        note.starts_with("Bernhard Tauber has nothing free on Thursday afternoons. Next: 1 "),
        "{note}\n{}",
        desk.screen()
    );
    assert_eq!(desk.text("Start"), "", "nobody has wished for those");
    desk.sees("free instead").press("2").settle();
    assert_ne!(desk.text("Start"), "", "{}", desk.screen());
    desk.book_at_once();
}

#[test]
fn next_week_is_any_day_of_it() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f next week");
    desk.sees("first free from Mon 23 Nov to Sun 29 Nov");
    desk.press("Ctrl+U")
        .types("220385s ki f nächste woche mo 9:00")
        .settle()
        .sees("Mon 23 Nov 09:00");
}

#[test]
fn a_time_outside_the_hours_has_others_a_digit_away() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s bt f th 14");
    desk.press("Enter")
        .settle()
        .sees("has no hours on a Thursday");
    desk.sees("free instead  1 Fri 27 Nov 12:00  2 Mon 30 Nov 14:00  3 Wed 2 Dec 14:00");
    desk.press("2")
        .settle()
        .sees_no("has no hours")
        .sees("free instead  1 Fri 27 Nov 12:00  2 Wed 2 Dec 14:00");
    assert_eq!(
        desk.book_at_once().body()["start"],
        "2026-11-30T13:00:00.000Z"
    );
}

#[test]
fn a_time_taken_by_a_digit_is_said_beside_a_line_that_names_another() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s bt f th 14");
    desk.press("Enter").settle().sees_no("in the form:");
    desk.press("2")
        .settle()
        .sees("in the form: Mon 30 Nov 14:00")
        .sees("free instead  1 Fri 27 Nov 12:00  2 Wed 2 Dec 14:00");
    // A first free time on the day of the line is the time of the line.
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s bt f mo");
    desk.press("Enter").settle().sees("free instead");
    desk.press("1").settle().sees_no("in the form:");
}

#[test]
fn no_time_is_offered_at_which_the_patient_has_an_appointment() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f 30.11. 14:00");
    desk.press("Enter").settle();
    assert_eq!(
        desk.book_at_once().body()["start"],
        "2026-11-30T13:00:00.000Z"
    );
    line(&mut desk, "220385s bt f th 14");
    desk.press("Enter").settle();
    desk.sees("free instead  1 Fri 27 Nov 12:00  2 Mon 30 Nov 13:30  3 Wed 2 Dec 14:00");
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f mo");
    desk.press("Enter").settle();
    assert_eq!(
        desk.book_at_once().body()["start"],
        "2026-11-23T07:00:00.000Z"
    );
    line(&mut desk, "220385s bt f mo");
    desk.press("Enter")
        .settle()
        .sees("Mon 23 Nov 08:30–09:00")
        .sees("free instead  1 Mon 23 Nov 09:00");
    desk.sees("First time at which Maria Schmidt is free, too (not reserved).");
}

#[test]
fn other_times_are_offered_only_for_the_time_of_the_line() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s bt f th 14");
    desk.press("Enter").settle().sees("free instead");
    desk.press("Alt+3")
        .press("Ctrl+U")
        .types("th 15:00")
        .settle()
        .sees_no("free instead");
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s bt f mo 14");
    desk.press("Enter").settle().sees_no("free instead");
}

#[test]
fn a_start_that_cannot_be_read_gives_way_to_the_first_free_time() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.fill("Start", "lukas brenner then")
        .press("Tab")
        .settle()
        .sees("can't be read as a time");
    line(&mut desk, "220385s ki f");
    desk.press("Enter").settle();
    let start = desk.text("Start").to_owned();
    assert!(!start.is_empty() && !start.contains("lukas"), "{start}");
    desk.book_at_once();
}

#[test]
fn nothing_is_said_to_be_ready_while_a_text_of_the_form_cannot_be_read() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.fill("Start", "mo 10:00")
        .fill("Minutes", "long")
        .settle();
    line(&mut desk, "220385s ki");
    desk.press("Enter").settle();
    assert!(!desk.note().contains("Read back"), "{}", desk.note());
    assert!(
        desk.note().starts_with("Minutes is not a whole number"),
        "{}",
        desk.note()
    );
}

#[test]
fn a_line_that_asks_when_somebody_is_free_is_told_the_key_that_shows_it() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("hs th afternoon").settle().press("Enter");
    desk.sees("Ctrl-F shows the free times");
    desk.press("Ctrl+F").settle().sees("Thu 26 Nov");
}

#[test]
fn a_birth_year_tells_namesakes_apart() {
    for (options, year) in [
        (at_clinik(), "1968"),
        (at_clinik(), "*1968"),
        (at_clinik(), "b. 1968"),
        (at_fhir(), "born 1968"),
        (at_fhir(), "geb. 1968"),
    ] {
        let mut desk = DeskAtWork::open_at_the_line(options);
        desk.types("john carter").settle().sees("Two John Carters");
        desk.types(&format!(" {year} ki f")).settle();
        desk.sees("John Carter, 4 Dec 1968");
        desk.press("Enter").settle().sees_no("can't be read");
        assert_ne!(desk.text("Start"), "", "{}", desk.screen());
    }
}

#[test]
fn a_mistyped_birth_date_proposes_whom_it_may_mean() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("210385s ki f").settle();
    desk.sees("No patient at ClinikAPI matches “210385s”. Did you mean one of these?")
        .sees("Maria Schmidt");
    desk.press("1")
        .settle()
        .sees("Maria Schmidt, 22 Mar 1985 · Karin Ivers");
    desk.press("Enter").settle().book_at_once();
    assert_eq!(desk.body()["patientId"], PATIENT);
}

/// Words behind a move that are neither a time nor a practitioner are said to be that, and are no part of the patient's
/// name.
#[test]
fn a_new_time_that_can_not_be_read_is_said_to_be_one() {
    for (language, typed, says) in [
        (
            Language::En,
            "pemberton > half past",
            "“half past” is neither a new time nor a practitioner.",
        ),
        (
            Language::De,
            "pemberton > viertel nach",
            "„viertel“ ist weder eine neue Zeit noch ein Behandler.",
        ),
        (
            Language::Fi,
            "pemberton > huomenissa",
            "”huomenissa” ei ole uusi aika eikä ammattilainen.",
        ),
        (
            Language::En,
            "041268c > sometime",
            "“sometime” is neither a new time nor a practitioner.",
        ),
    ] {
        let mut desk = DeskAtWork::open_at_the_line(Options {
            language,
            ..at_clinik()
        });
        desk.types(typed).settle().sees(says);
        desk.press("Enter").settle();
        assert_eq!(desk.state()["overlay"], Value::Null, "{}", desk.screen());
    }
}

/// Whom another clinic knows is no unknown patient.
#[test]
fn a_patient_of_the_other_clinic_is_said_to_be_known_there() {
    for (language, says) in [
        (
            Language::En,
            "“löwenthal” is known at ClinikAPI, not at Aniva.",
        ),
        (
            Language::De,
            "„löwenthal“ ist bei ClinikAPI bekannt, nicht bei Aniva.",
        ),
        (
            Language::Fi,
            "”löwenthal” on potilaana: ClinikAPI, ei: Aniva.",
        ),
    ] {
        let mut desk = DeskAtWork::open_at_the_line(in_language(language));
        line(&mut desk, "löwenthal b berlin mo 9:15");
        desk.sees(says);
    }
}

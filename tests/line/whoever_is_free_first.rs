//! Whoever is free first: of everybody, of a specialty, of those who speak a language.

use std::collections::BTreeSet;
use std::time::Duration;

use booking::clinics::CLINIK;
use booking::{Hold, Language, Provider, Slot};
use desk::Size;
use headless::{Options, TestSandbox};
use office::SharedNews;
use sandbox::SandboxOptions;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{
    DeskAtWork, PATIENT, Published, at_aniva, at_clinik, at_fhir, waiting_at_most,
};
use crate::records::other_desks::shared;

const KARIN: &str = "prac_xyz789";
const INGRID: &str = "prac_r7q2hd";

/// A desk whose line was entered, and the reads that this took.
fn entered(options: Options, line: &str) -> (DeskAtWork, Vec<String>) {
    let mut desk = DeskAtWork::open_at_the_line(options);
    desk.types(line).settle();
    let before = desk.requests().len();
    desk.press("Enter").settle();
    let reads = desk.requests().split_off(before);
    let paths = reads.iter().filter_map(|read| read["path"].as_str());
    let paths = paths.map(str::to_owned).collect();
    (desk, paths)
}

/// A desk of which the requests that ask for this are refused.
fn with_refused(line: &str, asked: &str) -> DeskAtWork {
    let options = at_clinik();
    let sandbox_options = SandboxOptions {
        lag: options.lag,
        ..SandboxOptions::default()
    };
    let sandbox = TestSandbox::start(sandbox_options, options.now).expect("a sandbox");
    let served = sandbox.served(CLINIK.word()).expect("it is served");
    let published = Published::before(&served.url);
    published.refuse(asked);
    let options = Options {
        addresses_of: vec![(CLINIK, published.address())],
        keys_of: vec![(CLINIK, served.key.to_owned())],
        ..options
    };
    let mut desk = DeskAtWork::open_on(options, sandbox);
    desk.types(line).settle().press("Enter").settle();
    desk
}

fn is_free_times_read(path: &&String) -> bool {
    path.contains("slots?scheduleId") || path.contains("Slot?schedule")
}

#[test]
fn whoever_is_free_first_is_read_back_and_booked() {
    let (mut desk, _) = entered(at_clinik(), "220385s any f");
    assert_eq!(desk.creates().len(), 0, "Enter never books");
    assert_eq!(desk.note(), "Karin Ivers is free first (not reserved).");
    desk.sees("Karin Ivers")
        .sees("Mon 23 Nov 08:00–08:30")
        .sees("free instead 1 Mon 23 Nov 08:00 Vásquez-Lindqvist 2 08:00 Okonkwo")
        .book_at_once();
    assert_eq!(desk.body()["practitionerId"], KARIN);
    assert_eq!(desk.body()["start"], "2026-11-23T07:00:00.000Z");
    assert_eq!(desk.body()["minutesDuration"], 30);
}

#[test]
fn before_enter_the_line_says_of_how_many_it_is_any() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s any f").settle();
    // Nobody of 41 goes to Pediatrics.
    desk.sees("Maria Schmidt, 22 Mar 1985 · anyone (10) · follow-up 30 min · first free");
    desk.types(" cardio").settle();
    desk.sees("anyone: Cardiology (2)");
    desk.press("Ctrl+U").types("220385s any de f").settle();
    desk.sees("anyone: German (6)");
    desk.press("Ctrl+U").types("any de f").settle();
    desk.sees("anyone: German (7)");
    desk.press("Ctrl+U").types("any f").settle();
    desk.sees("anyone (11)");
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT).settle();
    desk.press("Ctrl+E").types("any f").settle();
    desk.sees("anyone (10)");
}

#[test]
fn a_digit_takes_the_next_time_with_whom_it_is() {
    let (mut desk, _) = entered(at_clinik(), "220385s any f");
    desk.press("2").settle().sees("Thaddeus Okonkwo");
    desk.sees("1 Mon 23 Nov 08:00 Vásquez-Lindqvist 2 08:00 Ivers")
        .press("2")
        .settle()
        .sees("Karin Ivers")
        .press("1")
        .settle()
        .sees("Ingrid Vásquez-Lindqvist")
        .book_at_once();
    assert_eq!(desk.body()["practitionerId"], INGRID);
}

#[test]
fn a_specialty_and_a_language_narrow_it_at_both_clinics() {
    for (options, line, who, when) in [
        (
            at_clinik(),
            "220385s cardio th afternoon",
            "Karin Ivers",
            "Thu 26 Nov 13:00",
        ),
        (
            at_clinik(),
            "220385s any cardio f mo",
            "Karin Ivers",
            "Mon 23 Nov 08:00",
        ),
        (
            at_clinik(),
            "220385s any fi f",
            "Henrik Sandström",
            "Mon 23 Nov 08:00",
        ),
        (
            at_clinik(),
            "220385s any zh f",
            "李 明轩",
            "Mon 23 Nov 13:00",
        ),
        (
            at_fhir(),
            "220385s any f",
            "Karin Ivers",
            "Mon 23 Nov 08:00",
        ),
        (
            at_fhir(),
            "220385s any cardio f we 14",
            "Ingrid Vásquez-Lindqvist",
            "Wed 25 Nov 14:00",
        ),
        (
            at_fhir(),
            "220385s nursing f",
            "Leena Virtaranta",
            "Mon 23 Nov 08:00",
        ),
    ] {
        let (mut desk, _) = entered(options, line);
        desk.sees(who).sees(when);
    }
}

#[test]
fn german_and_finnish_words_are_understood_and_answered() {
    for (language, line, said) in [
        (
            Language::De,
            "220385s egal wer kardio f",
            "Karin Ivers ist zuerst frei (nicht reserviert).",
        ),
        (
            Language::Fi,
            "220385s kuka tahansa suomi f",
            "Henrik Sandström on ensin vapaa (ei varattu).",
        ),
    ] {
        let options = Options {
            language,
            ..at_clinik()
        };
        let (desk, _) = entered(options, line);
        assert_eq!(desk.note(), said, "{line}");
    }
}

#[test]
fn the_wish_for_a_time_is_kept_to_whoever_it_is_with() {
    let (mut desk, _) = entered(at_clinik(), "220385s any cardio tu 9:30");
    desk.sees("Karin Ivers").sees("Tue 24 Nov 09:30");
    let (desk, _) = entered(at_clinik(), "220385s any fi sa f");
    assert_eq!(
        desk.note(),
        "Nobody of 2 has anything free on Saturdays. Next: 1 Mon 23 Nov 08:00 Sandström · 2 08:00 Virtaranta · \
         3 08:20 Virtaranta"
    );
}

#[test]
fn many_calendars_take_few_requests() {
    for (options, most) in [(at_clinik(), 19), (at_fhir(), 22)] {
        let (_, paths) = entered(options, "220385s any f");
        let own = |path: &&String| {
            // The rest is about the patient, and about the day that is shown.
            !path.contains("patient")
                && !path.contains("2026-11-22")
                && !path.contains("profile_id")
        };
        // On a busy machine a read may be too old to serve twice.
        let different: BTreeSet<&String> = paths.iter().filter(own).collect();
        let count = different.len();
        assert!(count <= most, "{count}: {paths:#?}");
        assert!(paths.iter().filter(is_free_times_read).count() >= 10);
    }
}

#[test]
fn what_was_read_serves_the_next_caller() {
    let (mut desk, _) = entered(at_clinik(), "220385s any f");
    let before = desk.requests().len();
    desk.press("Ctrl+U").types("220385s any f mo 9").settle();
    desk.press("Enter").settle().sees("Mon 23 Nov 09:00");
    let reads = desk.requests().split_off(before);
    let again = reads
        .iter()
        .filter(|read| read["path"].to_string().contains("slots?scheduleId"));
    assert_eq!(again.count(), 0, "{reads:#?}");
}

#[test]
fn a_calendar_that_cannot_be_read_is_named() {
    let mut desk = with_refused("220385s any cardio f", "sched_ki4v9r");
    assert_eq!(
        desk.note(),
        "Ingrid Vásquez-Lindqvist is free first (not reserved). Not asked: Karin Ivers."
    );
    desk.sees("Ingrid Vásquez-Lindqvist");
}

#[test]
fn if_no_calendar_can_be_read_that_is_said_and_nobody_is_filled_in() {
    let desk = with_refused("220385s any cardio f", "/v1/slots");
    assert_eq!(
        desk.note(),
        "Free times are not available now: type a time. Not asked: Karin Ivers, Ingrid Vásquez-Lindqvist."
    );
    assert_eq!(desk.text("Practitioner"), "");
}

#[test]
fn an_absence_is_not_free() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    let away = json!({"scheduleId": "sched_ki4v9r", "status": "busy-unavailable",
        "start": "2026-11-23T07:00:00Z", "end": "2026-11-23T16:00:00Z", "comment": "ill"});
    desk.sandbox().keep_absence(&away).expect("a slot");
    desk.pass(30)
        .types("220385s any cardio f")
        .settle()
        .press("Enter")
        .settle();
    desk.sees("Ingrid Vásquez-Lindqvist")
        .sees("Mon 23 Nov 08:00");
}

#[test]
fn a_time_that_another_desk_holds_is_passed_over() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    let hold = Hold {
        provider: Provider::named(CLINIK, KARIN).expect("a practitioner"),
        slot: Slot {
            start: "2026-11-23T07:00:00Z".parse().expect("a time"),
            end: "2026-11-23T07:30:00Z".parse().expect("a time"),
        },
        desk: Some("front-2".to_owned()),
    };
    desk.tell(shared(SharedNews::Desks(2)))
        .tell(shared(SharedNews::Held(vec![hold])))
        .types("220385s any cardio f")
        .settle()
        .press("Enter")
        .settle();
    desk.sees("Ingrid Vásquez-Lindqvist")
        .sees("Mon 23 Nov 08:00");
}

#[test]
fn a_time_that_another_desk_books_meanwhile_is_asked_about_as_ever() {
    let (mut desk, _) = entered(at_clinik(), "220385s any cardio f");
    let visit = json!({"status": "booked", "patientId": "pt_32ut2e", "practitionerId": KARIN,
        "start": "2026-11-23T07:00:00Z", "minutesDuration": 30});
    desk.sandbox()
        .book(CLINIK, &visit)
        .expect("another desk books");
    desk.pass(12).book();
    desk.sees("has just been taken");
    let own: Vec<Value> = desk.creates();
    assert!(
        own.iter()
            .all(|create| create["body"]["patientId"] != "pt_abc123"),
        "{own:?}"
    );
}

#[test]
fn esc_ends_the_search_and_ctrl_s_books_nothing_before_it_is_over() {
    let options = waiting_at_most(Duration::from_secs(2), at_clinik());
    let mut desk = DeskAtWork::open_at_the_line(options);
    desk.types("220385s any f").settle();
    desk.fault(&json!({"backend": "clinik", "call": "search", "fault": "hang", "times": 0}));
    desk.press("Enter");
    assert_eq!(
        desk.note(),
        "Looking for whoever is free first: 0 of 10 calendars read. Esc stops."
    );
    desk.press("Ctrl+S");
    assert!(desk.creates().is_empty() && desk.asked().is_empty());
    desk.press("Esc");
    assert_eq!(
        desk.note(),
        "Search stopped: type a time, or ask for another."
    );
    desk.pass(30);
    assert_eq!(desk.text("Practitioner"), "");
    desk.fault(&json!({"clear": true}));
    desk.press("Enter").settle();
    assert_eq!(desk.note(), "Karin Ivers is free first (not reserved).");
}

#[test]
fn who_is_typed_into_the_form_meanwhile_stays() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s any f").settle();
    desk.fault(
        &json!({"backend": "clinik", "call": "search", "fault": "slow", "ms": 2000, "times": 0}),
    );
    desk.press("Enter");
    desk.fill("Practitioner", "prac_b2f6ky")
        .fill("Start", "25.11. 9:00")
        .pass(30)
        .settle();
    assert_eq!(desk.text("Practitioner"), "prac_b2f6ky");
    assert_eq!(desk.text("Start"), "25.11. 9:00");
}

#[test]
fn at_aniva_it_is_whichever_location_is_free_first() {
    let (mut desk, _) = entered(at_aniva(), "220385s any d");
    assert_eq!(
        desk.note(),
        "Sample London Marylebone is free first (not reserved)."
    );
    desk.sees("free instead 1 Fri 20 Nov 09:15 New York 2 09:15 Boston")
        .press("1")
        .settle()
        .sees("Fri 20 Nov 09:15 EST")
        .book_at_once();
    assert_eq!(desk.body()["scheduled_at"], "2026-11-20T14:15:00Z");
}

#[test]
fn eighty_columns_hold_the_next_times_by_code() {
    let options = Options {
        size: Size { cols: 80, rows: 24 },
        ..at_clinik()
    };
    let (mut desk, _) = entered(options, "220385s any f");
    desk.sees("free instead 1 Mon 23 Nov 08:00 il 2 08:00 ta 3 08:00 hs");
}
/// The lines of the screen with this word, their blanks made one.
fn lines_with(desk: &DeskAtWork, word: &str) -> Vec<String> {
    let screen = desk.screen();
    let lines = screen.lines().filter(|line| line.contains(word));
    let words = |line: &str| {
        line.replace('│', " ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    lines.map(words).collect()
}

#[test]
fn free_times_show_the_week_of_all_of_them() {
    let (mut desk, _) = entered(at_clinik(), "220385s any cardio f");
    let before = desk.requests().len();
    desk.press("Ctrl+F").settle();
    assert_eq!(desk.requests().len(), before, "this week is known");
    desk.sees("Free times of anyone: Cardiology (2)");
    assert_eq!(
        lines_with(&desk, "ki Karin"),
        ["› ki Karin Ivers · · · 08:00 16 08:00 16 08:00 9 08:00 16"]
    );
    desk.sees("il Vásquez-Lindqvist · · · 08:00 16 · 08:00 16 ·");
    desk.sees("Karin Ivers · Mon 23 Nov 2026 1 08:00 2 08:30");
    desk.press("Down Right Right").settle();
    desk.sees("Ingrid Vásquez-Lindqvist · Wed 25 Nov 2026")
        .press("4")
        .settle()
        .sees("Wed 25 Nov 09:30")
        .book_at_once();
    assert_eq!(desk.body()["practitionerId"], INGRID);
    assert_eq!(desk.body()["start"], "2026-11-25T08:30:00.000Z");
}

#[test]
fn the_week_turns_and_its_further_times_have_digits_too() {
    let (mut desk, _) = entered(at_clinik(), "220385s any cardio f");
    desk.press("Ctrl+F PageDown").settle();
    desk.sees("Mon 30").sees("Karin Ivers · Mon 30 Nov 2026");
    desk.press("Tab")
        .sees("1 13:30 2 14:00")
        .press("2")
        .settle();
    desk.sees("Mon 30 Nov 14:00").sees("Karin Ivers");
    desk.press("Ctrl+F").sees("Karin Ivers · Mon 30 Nov 2026");
    desk.press("PageUp PageUp Home").sees("Fri 20 Sat 21");
    desk.press("Left").sees("Fri 20 Sat 21").press("Enter");
    assert_eq!(desk.note(), "Nothing is free on this day.");
}

#[test]
fn a_line_that_is_typed_only_opens_the_week_too() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s any f")
        .settle()
        .press("Ctrl+F")
        .settle();
    desk.sees("Free times of anyone (10)")
        .sees("bt Bernhard Tauber");
    desk.press("Esc")
        .settle()
        .sees("Karin Ivers")
        .sees("Mon 23 Nov 08:00");
}

#[test]
fn the_week_names_whom_it_could_not_ask() {
    let mut desk = with_refused("220385s any cardio f", "sched_ki4v9r");
    desk.press("Ctrl+F").settle();
    assert_eq!(
        lines_with(&desk, "ki Karin"),
        ["ki Karin Ivers could not be read"]
    );
    desk.press("Up")
        .settle()
        .sees("Karin Ivers · Mon 23 Nov 2026 could not be read");
    desk.press("1");
    assert_eq!(desk.note(), "Nothing is free on this day.");
}

#[test]
fn once_somebody_is_typed_the_free_times_are_theirs_again() {
    let (mut desk, _) = entered(at_clinik(), "220385s any cardio f");
    desk.fill("Practitioner", "prac_b2f6ky")
        .press("Ctrl+F")
        .settle();
    desk.sees("Free times of Oksana Melnyk");
}

#[test]
fn help_and_palette_know_it_by_what_people_call_it() {
    for word in ["whoever", "egal", "tahansa"] {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        desk.press("Ctrl+P").types(word).settle();
        desk.sees("free times of the practitioner or location");
    }
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.press("F1")
        .types("whoever")
        .settle()
        .sees("any cardio");
}

//! Months and weeks before a verb: which of a patient's visits are meant.

use booking::Language;
use booking::clinics::CLINIK;
use headless::Options;
use serde_json::json;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, at_clinik};

/// On Friday, 20 November 2026: John Carter has a visit today, one in the next week, three in December, two of them in
/// week 51, and one in January.
fn with_visits(language: Language) -> DeskAtWork {
    let desk = DeskAtWork::open_at_the_line(Options {
        language,
        ..at_clinik()
    });
    let days = [
        "2026-11-20",
        "2026-11-24",
        "2026-12-07",
        "2026-12-14",
        "2026-12-16",
        "2027-01-12",
    ];
    for day in days {
        let visit = json!({
            "status": "booked", "patientId": "pt_shmbj5", "practitionerId": "prac_xyz789",
            "start": format!("{day}T15:00:00.000Z"), "end": format!("{day}T15:30:00.000Z"),
        });
        desk.sandbox().book(CLINIK, &visit).expect("another desk");
    }
    desk
}

/// How many of them a line leaves.
fn left_by(desk: &mut DeskAtWork, line: &str) -> usize {
    desk.press("Ctrl+E Ctrl+U").types(line).settle();
    let line = desk.state()["line"].clone();
    let read = line["read"].as_str().unwrap_or_default().replace('.', ":");
    let words: Vec<&str> = read.split_whitespace().collect();
    let is_of_all = |pair: &&[&str]| ["appointments", "Termine", "aikaa"].contains(&pair[1]);
    let all = words.windows(2).find(is_of_all);
    let all = all.and_then(|pair| pair[0].parse().ok());
    match line["picks"].as_array().map_or(0, Vec::len) {
        0 => all.unwrap_or(usize::from(read.contains("16:00"))),
        picks => picks,
    }
}

#[test]
fn a_month_or_a_week_before_a_verb_leaves_the_visits_of_that_time() {
    let cases: [(Language, &[(&str, usize)]); 3] = [
        (
            Language::En,
            &[
                ("december", 3),
                ("in december", 3),
                ("december 2026", 3),
                ("january", 1),
                ("this week", 1),
                ("next week", 1),
                ("week 51", 2),
                ("in week 51", 2),
                ("w51", 2),
                ("mo december", 2),
                ("w51 mo", 1),
                ("week 51 we", 1),
                ("week 2", 1),
            ],
        ),
        (
            Language::De,
            &[
                ("dezember", 3),
                ("im Dezember", 3),
                ("diese Woche", 1),
                ("nächste Woche", 1),
                ("kw 51", 2),
                ("KW51", 2),
                ("in KW 51", 2),
                ("woche 51", 2),
                ("51. Woche", 2),
                ("kw 51 mi", 1),
            ],
        ),
        (
            Language::Fi,
            &[
                ("joulukuu", 3),
                ("joulukuussa", 3),
                ("tällä viikolla", 1),
                ("ensi viikolla", 1),
                ("viikko 51", 2),
                ("viikolla 51", 2),
                ("vk 51", 2),
                ("vko 51", 2),
            ],
        ),
    ];
    for (language, cases) in cases {
        let mut desk = with_visits(language);
        for (when, count) in cases {
            for verb in ["-", ">", "="] {
                let line = format!("041268c {when} {verb}");
                assert_eq!(
                    left_by(&mut desk, &line),
                    *count,
                    "{line}: {}",
                    desk.screen()
                );
            }
        }
    }
}

#[test]
fn a_time_that_cannot_be_read_is_no_time_at_which_nothing_comes_up() {
    for (language, none) in [
        (Language::En, "has nothing coming up then"),
        (Language::De, "hat dann keinen Termin"),
        (Language::Fi, "silloin ei ole aikaa"),
    ] {
        let mut desk = with_visits(language);
        for when in ["w60", "25:00", "31.2.", "klo"] {
            desk.press("Ctrl+U").types(&format!("041268c {when} -"));
            desk.settle();
            let read = desk.state()["line"]["read"].to_string();
            assert!(!read.contains(none), "{when}: {read}");
        }
    }
    let mut desk = with_visits(Language::En);
    desk.types("041268c february -").settle();
    desk.sees("has nothing coming up then");
}

#[test]
fn a_week_a_quarter_and_a_late_doctor_are_blamed_on_no_patient() {
    let mut desk = with_visits(Language::De);
    for (line, says) in [
        ("041268c ki mo viertel nach 9", "09:15"),
        ("041268c ki mo um viertel nach 9 uhr", "09:15"),
        ("041268c ki mo viertel vor 10", "09:45"),
        ("041268c ki kw 51", "14. Dez"),
        ("041268c ki kw 51 mo 9:00", "14. Dez"),
        ("ki verspätet sich um 20 Minuten", "20"),
        ("Ivers verspätet sich 20 min", "20"),
        ("ki verspätet sich", "Ivers"),
    ] {
        desk.press("Ctrl+U").types(line).settle();
        let read = desk.state()["line"]["read"].to_string();
        assert!(read.contains(says), "{line}: {read}");
        assert!(
            !read.contains("Niemand") && !read.contains("heißt"),
            "{line}: {read}"
        );
    }
}

#[test]
fn a_look_up_while_the_clinic_is_away_says_so_and_is_answered_once_it_is_back() {
    for line in ["041268c", "041268c -", "041268c december -"] {
        let mut desk = with_visits(Language::En);
        let away = json!({"backend": "clinik", "call": "any", "fault": "drop-before", "times": 0});
        desk.settle().fault(&away).pass_ms(1500);
        desk.fill("Patient", "pt_k4m8wz").settle();
        desk.fill("Patient", "pt_abc123").settle();
        desk.press("Ctrl+U Ctrl+E").settle();
        desk.sees("! unreachable since");
        desk.types(line).settle().press("Enter").settle();
        desk.sees_no("looking for appointments")
            .sees("can't be reached now");
        desk.pass(120).settle().sees("can't be reached now");
        desk.fault(&json!({"clear": true})).wait(90);
        desk.sees_no("can't be reached now").sees("16:00");
    }
}

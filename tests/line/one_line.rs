//! A whole booking in one line: birth date and initial, a code, a letter. It fills the form and books nothing by
//! itself.

use booking::Language;
use desk::Size;
use headless::Options;
use serde_json::json;

use crate::desk_at_work::{BERLIN, DeskAtWork, PROFILE, at_aniva, at_clinik};

/// Types into the line, wherever the cursor was.
fn line(desk: &mut DeskAtWork, text: &str) {
    desk.press("Esc").settle().types(text).settle();
}

#[test]
fn a_follow_up_takes_fourteen_keys_on_the_line() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f");
    desk.sees("Maria Schmidt, 22 Mar 1985 · Karin Ivers · follow-up 30 min · first free");
    desk.press("Enter").settle();
    assert_eq!(desk.creates().len(), 0, "Enter never books");
    desk.sees("Maria Schmidt born 22 Mar 1985")
        .sees("Karin Ivers")
        .book_at_once();
    let body = desk.body();
    assert_eq!(
        (&body["patientId"], &body["practitionerId"]),
        (&json!("pt_abc123"), &json!("prac_xyz789"))
    );
    assert_eq!(
        (&body["minutesDuration"], &body["appointmentType"]),
        (&json!(30), &json!("FOLLOWUP"))
    );
    assert!(
        body["patientInstruction"]
            .as_str()
            .is_some_and(|text| text.contains("Bitte")),
        "{body}"
    );
    let typed = "220385s ki f".chars().count();
    assert!(
        typed + "Enter Ctrl+S".split(' ').count() <= 15,
        "{typed} keys and two"
    );
}

#[test]
fn a_blood_draw_is_one_line_too_whichever_form_is_in_front() {
    for options in [at_clinik(), at_aniva()] {
        let mut desk = DeskAtWork::open_at_the_line(options);
        line(&mut desk, "be b 220385s");
        desk.press("Enter").settle().book_at_once();
        assert_eq!(
            (&desk.body()["profile_id"], &desk.body()["location_id"]),
            (&json!(PROFILE), &json!(BERLIN))
        );
    }
}

#[test]
fn a_time_that_is_named_is_the_time_that_is_held() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "ki f 10.02.2027 10:00 pt_abc123");
    desk.press("Enter")
        .settle()
        .sees("Wed 10 Feb 2027 10:00–10:30")
        .book_at_once();
    assert_eq!(desk.body()["start"], "2027-02-10T09:00:00.000Z");
    assert_eq!(desk.body()["end"], "2027-02-10T09:30:00.000Z");
}

#[test]
fn a_time_is_named_on_the_line_as_it_is_said() {
    let rows = [
        ("ki f +2w mo 9 pt_abc123", "2026-11-30T08:00:00.000Z"),
        (
            "in 2 Wochen mo 9 uhr 30 220385s ki f",
            "2026-11-30T08:30:00.000Z",
        ),
        (
            "220385s ki f 2 viikon kuluttua klo 11.15",
            "2026-12-04T10:15:00.000Z",
        ),
    ];
    for (typed, start) in rows {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        line(&mut desk, typed);
        desk.press("Enter").settle().book_at_once();
        assert_eq!(desk.body()["start"], start, "{typed}");
    }
}

#[test]
fn a_birth_date_on_the_line_is_the_patients() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "22.03.1985 ki f");
    desk.sees("Maria Schmidt, 22 Mar 1985 · Karin Ivers · follow-up 30 min · first free");
    desk.press("Enter").settle().book_at_once();
    assert_eq!(desk.body()["patientId"], "pt_abc123");
}

#[test]
fn a_birth_date_is_read_as_it_is_written_on_the_screen() {
    for typed in [
        "Maria Schmidt, born 22 Mar 1985, Karin Ivers f",
        "Maria Schmidt geb. am 22. März 1985 Karin Ivers f so bald wie möglich",
    ] {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        line(&mut desk, typed);
        desk.sees("Maria Schmidt, 22 Mar 1985 · Karin Ivers · follow-up 30 min · first free");
        desk.press("Enter").settle().book_at_once();
        assert_eq!(desk.body()["patientId"], "pt_abc123", "{typed}");
    }
}

#[test]
fn a_time_in_the_past_is_said_on_the_line() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f t 9:00");
    desk.sees("Fri 20 Nov 09:00 ! in the past")
        .press("Enter")
        .settle()
        .sees("! Start is in the past.");
}

#[test]
fn what_is_wrong_with_a_time_is_said_once() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki mo 25");
    desk.sees("Maria Schmidt, 22 Mar 1985 · Karin Ivers")
        .sees("No clock shows 25:00");
    desk.press("Enter")
        .settle()
        .sees("Maria Schmidt, 22 Mar 1985 · Karin Ivers ! mo 25 ");
    assert_eq!(
        desk.screen().matches("No clock shows").count(),
        1,
        "{}",
        desk.screen()
    );
}

#[test]
fn the_time_is_never_what_is_cut() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        size: Size { cols: 80, rows: 24 },
        ..at_clinik()
    });
    line(&mut desk, "220385s om f w12 mo >16:00");
    desk.sees("Maria Schmidt, 22 Mar 1985 · Oksana Melnyk · follow-up 30 min")
        .sees("  first free on Mon 22 Mar 2027, after 16:00");
    desk.press("Ctrl+U").types("220385s be b om").settle();
    let said = desk.screen().replace(['│', '╰', '╯', '─'], " ");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = "! “om” is Oksana Melnyk at ClinikAPI; this line books at Aniva. Name someone at Aniva, or use a \
                 template for ClinikAPI.";
    assert!(said.contains(whole), "{said}");
}

#[test]
fn the_first_free_time_after_what_was_wished_for_is_held() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f mo >12:00");
    desk.press("Enter").settle().book_at_once();
    let start = desk.body()["start"].as_str().unwrap_or_default().to_owned();
    assert!(
        start.starts_with("2026-11-23T1"),
        "Monday the 23rd, from noon in Berlin on: {start}"
    );
}

#[test]
fn a_name_that_fits_several_is_picked_and_never_guessed() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "maria, ki f");
    desk.press("Enter").settle();
    assert_eq!(desk.text("Patient"), "", "nobody was guessed");
    desk.sees("Maria Schmidt · 22 Mar 1985")
        .press("Down Enter Enter")
        .settle();
    desk.sees("Karin Ivers").book_at_once();
}

#[test]
fn a_digit_picks_at_once_where_it_could_mean_nothing_else() {
    let says = [
        (
            Language::En,
            "! 4 patients match: 1 to 4",
            "4 patients match: ↓, then 1 to 4",
        ),
        (
            Language::De,
            "! 4 Patienten passen: 1 bis 4",
            "4 Patienten passen: ↓, dann 1 bis 4",
        ),
        (
            Language::Fi,
            "! 4 potilasta sopii: 1–4",
            "4 potilasta sopii: ↓, sitten 1–4",
        ),
    ];
    for (language, at_once, later) in says {
        let mut desk = DeskAtWork::open_at_the_line(Options {
            language,
            ..at_clinik()
        });
        line(&mut desk, "maria,");
        desk.sees(at_once).sees("1 Maria Schmidt");
        desk.types(" ")
            .sees(later)
            .sees_no("1 Maria Schmidt")
            .types("2")
            .sees("› maria, 2");
        desk.press("Backspace")
            .press("Enter")
            .settle()
            .sees("1 Maria Schmidt")
            .press("2")
            .settle();
        desk.sees("Maria Schneider")
            .sees_no(at_once)
            .sees("› Schneider,Maria")
            .sees_no("pt_");
        desk.types("ki f")
            .press("Enter")
            .settle()
            .sees("Karin Ivers")
            .book_at_once();
    }
}

#[test]
fn help_in_the_line_explains_the_line_and_its_examples_hold() {
    let titles = [
        (Language::En, "The entry line", "the patient:"),
        (Language::De, "Die Eingabezeile", "Patient:"),
        (Language::Fi, "Pikarivi", "potilas:"),
    ];
    for (language, title, patient) in titles {
        let mut desk = DeskAtWork::open_at_the_line(Options {
            language,
            ..at_clinik()
        });
        desk.resize(99, 52)
            .settle()
            .press("F1")
            .sees(title)
            .sees(patient)
            .sees("Ctrl-S".replace("Ctrl", ctrl(language)).as_str());
        let examples = examples(&desk.screen());
        assert_eq!(examples.len(), 20, "{examples:?}\n{}", desk.screen());
        desk.press("Esc");
        for example in examples {
            line(&mut desk, &example);
            let follows = ["then", "danach", "sitten", "same", "zuletzt", "viimeksi"];
            if example.ends_with(['>', '=']) || follows.iter().any(|word| example.ends_with(word)) {
                // Nobody has an appointment yet that could be moved, or that another one could follow or repeat.
                desk.press("Ctrl+U");
                continue;
            }
            let screen = desk.screen();
            let under = screen.lines().nth(2).unwrap_or_default();
            assert!(
                !under.contains('!') || under.contains('↓'),
                "{example}\n{screen}"
            );
            desk.press("Ctrl+U");
        }
    }
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("F1")
        .sees_no("The entry line")
        .sees("next field");
}

fn ctrl(language: Language) -> &'static str {
    if language == Language::De {
        "Strg"
    } else {
        "Ctrl"
    }
}

/// What stands before the explanations of the first paragraph of the help.
fn examples(screen: &str) -> Vec<String> {
    let lines = screen
        .lines()
        .map(|line| line.trim_matches('│'))
        .skip_while(|line| !line.starts_with(" 220385s "));
    let lines = lines
        .take_while(|line| !line.trim().is_empty())
        .map(|line| line.strip_prefix(' ').unwrap_or(line));
    lines
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| Some(line.split_once("  ")?.0.to_owned()))
        .collect()
}

#[test]
fn the_booking_key_waits_for_the_form() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f");
    desk.press("Ctrl+S").sees("Enter shows what the line means");
    desk.press("Enter Ctrl+S")
        .sees("The first free time has not arrived yet: nothing was booked.");
    desk.settle();
    assert_eq!(desk.creates().len(), 0);
    desk.book_at_once();
}

#[test]
fn what_stands_on_the_line_or_in_the_form_is_not_lost() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.press("Tab").fill("Reason", "a word already");
    line(&mut desk, "220385s ki f");
    desk.press("Enter").settle();
    assert_eq!(
        desk.text("Reason"),
        "a word already",
        "the template leaves it alone"
    );
    desk.sees("› 220385s ki f")
        .press("Alt+1")
        .press("Esc")
        .sees("› 220385s ki f");
}

#[test]
fn a_time_typed_while_free_ones_are_looked_for_stays() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f");
    desk.press("Enter Alt+3")
        .types("10.02.2027 10:00")
        .settle()
        .book_at_once();
    assert_eq!(desk.body()["start"], "2027-02-10T09:00:00.000Z");
}

#[test]
fn free_times_that_cannot_be_had_are_said_and_typed() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f");
    desk.fault(
        &json!({"backend": "clinik", "call": "search", "fault": "status", "code": 403, "times": 0}),
    );
    desk.press("Enter")
        .settle()
        .sees("Free times are not available now: type a time.");
    desk.press("Alt+3").types("10.02.2027 10:00").book_at_once();
}

#[test]
fn a_booking_through_the_form_teaches_its_line() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Practitioner", "prac_xyz789").book_at_once();
    desk.press("Ctrl+O PageDown PageDown")
        .sees("as line  220385s ki 2027-02-10 10:00");
}

#[test]
fn a_digit_takes_another_of_the_free_times() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f");
    desk.press("Enter").settle();
    let first = desk.text("Start");
    desk.press("2")
        .sees("That time is filled in instead (not reserved).");
    assert_ne!(desk.text("Start"), first);
    let second = desk.text("Start");
    desk.press("1");
    assert_eq!(
        desk.text("Start"),
        first,
        "what was held is among the others"
    );
    desk.press("2");
    assert_eq!(desk.text("Start"), second);
    desk.book_at_once();
}

#[test]
fn a_line_mended_after_its_preview_fills_the_form_anew() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f");
    desk.press("Enter").settle().types(" mo").settle();
    desk.press("Ctrl+S").sees("Enter shows what the line means");
    desk.press("Enter")
        .settle()
        .sees("Mon 23 Nov 08:00–08:30")
        .book_at_once();
    assert!(
        desk.body()["start"]
            .as_str()
            .is_some_and(|start| start.starts_with("2026-11-23"))
    );
}

#[test]
fn a_line_without_a_patient_goes_on_with_the_one_in_the_form() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", "pt_abc123");
    line(&mut desk, "ki f 10.02.2027 10:00");
    desk.press("Enter").settle().book_at_once();
    assert_eq!(
        (&desk.body()["patientId"], &desk.body()["practitionerId"]),
        (&json!("pt_abc123"), &json!("prac_xyz789"))
    );
}

#[test]
fn the_line_never_mixes_two_patients() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", "pt_tom")
        .fill("Reason", "of someone else");
    line(&mut desk, "220385s ki f");
    desk.press("Enter").settle();
    assert_ne!(
        (desk.text("Patient"), desk.text("Reason")),
        ("pt_abc123".into(), "of someone else".into())
    );
}

#[test]
fn after_a_booking_the_line_is_empty_and_ready() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki f");
    desk.press("Enter").settle().book_at_once();
    desk.types("220385s be b 10.2.2027 10:00")
        .settle()
        .press("Enter")
        .settle()
        .book_at_once();
    desk.sees("Booked at Aniva");
}

#[test]
fn a_line_entered_before_the_lists_are_there_goes_on_once_they_are() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki f").press("Enter Ctrl+S").settle();
    assert_eq!(
        desk.creates().len(),
        0,
        "the booking key came before the form was there"
    );
    desk.sees("Maria Schmidt born 22 Mar 1985").book_at_once();
}

#[test]
fn one_backend_is_booked_while_the_other_cannot_be_had() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.fault(
        &json!({"backend": "aniva", "call": "any", "fault": "status", "code": 403, "times": 0}),
    );
    desk.types("220385s ki f")
        .settle()
        .press("Enter")
        .settle()
        .book_at_once();
    desk.types("220385s be b")
        .settle()
        .sees("Aniva's lists are not available now; ids can be typed in the form.");
}

#[test]
fn a_line_asks_the_server_for_namesakes_where_the_list_is_not_the_whole_of_it() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        patients: Some(700),
        ..at_clinik()
    });
    let asked = |desk: &DeskAtWork| {
        let requests = desk.requests();
        requests
            .iter()
            .filter(|request| request["path"].as_str().unwrap_or("").contains("birth"))
            .count()
    };
    desk.settle()
        .types("220385s ki f")
        .sees("searching ClinikAPI…");
    assert_eq!(asked(&desk), 0, "not while someone is typing");
    desk.press("Enter")
        .settle()
        .sees("Maria Schmidt born 22 Mar 1985");
    assert_eq!(
        asked(&desk),
        1,
        "once, and without waiting for another letter"
    );
    desk.book_at_once();
    assert_eq!(desk.body()["patientId"], "pt_abc123");
}

/// What the box of the entry line says under what is typed and the head of the form right below it, and the
/// footer.
fn line_and_footer(desk: &DeskAtWork) -> (String, String) {
    let screen = desk.screen();
    let lines: Vec<&str> = screen.lines().collect();
    let within = lines
        .iter()
        .skip_while(|line| !line.contains("─ Entry line ─"))
        .skip(2);
    let within = within.take_while(|line| !line.starts_with(" 4 ") && !line.starts_with("│ 4 "));
    // What stands beside the form is none of it.
    let within = within.map(|line| {
        line.trim_start_matches(['│', '├'])
            .split(['│', '┤', '┬'])
            .next()
            .unwrap_or_default()
    });
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = words(within.collect::<Vec<_>>().join(" "));
    let below = lines[lines.len().saturating_sub(2)..]
        .iter()
        .filter(|line| !line.starts_with('╰'));
    (said, words(below.copied().collect::<Vec<_>>().join(" ")))
}

#[test]
fn whoever_reads_only_the_line_and_the_footer_is_never_told_less_than_the_form_knows() {
    for (cols, rows) in [(80, 24), (120, 40)] {
        for line in [
            "220385s ki f sat 10:00",
            "220385s ki f mo 12:15",
            "220385s ki f 10.02.2099 10:00",
            "220385s ki f sat 10.02.2099 10:00",
            "220385s ki f mo 9:00",
            "220385s f mo 9:00",
        ] {
            let mut desk = DeskAtWork::open_at_the_line(at_clinik());
            desk.resize(cols, rows)
                .types(line)
                .settle()
                .press("Enter")
                .settle();
            let problems = desk.problems();
            let (said, footer) = line_and_footer(&desk);
            let Some(first) = problems
                .first()
                .and_then(|problem| problem["what"].as_str())
            else {
                // What is wrong with the line's time stands below.
                let is_calm = !said.contains('!') || footer.starts_with("10 Feb 2099 is a Tuesday");
                assert!(
                    is_calm && !footer.contains("asks first"),
                    "{line}: {}",
                    desk.screen()
                );
                continue;
            };
            assert!(said.contains(first), "{line}: {first}\n{}", desk.screen());
            let count = problems.len();
            assert!(
                count == 1 || said.contains(&format!("and {} more", count - 1)),
                "{}",
                desk.screen()
            );
            let counted = if count == 1 {
                "1 warning: ".to_owned()
            } else {
                format!("{count} warnings: ")
            };
            assert!(
                footer.contains(&(counted + "Ctrl-S asks first")),
                "{line}: {}",
                desk.screen()
            );
        }
        for line in [
            "220385s ki f 30.2. 10:00",
            "220385s ki f yesterday 10:00",
            "zzzz ki f mo 9:00",
        ] {
            let mut desk = DeskAtWork::open_at_the_line(at_clinik());
            desk.resize(cols, rows)
                .types(line)
                .settle()
                .press("Enter")
                .settle();
            let why = desk.state()["line"]["read"]
                .as_str()
                .unwrap_or_default()
                .to_owned();
            let begins: String = desk.note().chars().take(30).collect();
            let says_what_to_do = ["Correct the word, or Esc", "Alt-N adds"]
                .iter()
                .any(|does| begins.starts_with(does));
            assert!(why.contains(&begins) || says_what_to_do, "{line}: {why}");
            desk.sees(&begins);
            let begins: String = why.chars().take(20).collect();
            desk.sees(&begins);
            desk.press("Ctrl+S").settle();
            assert_eq!(desk.creates().len(), 0, "{line}");
        }
    }
}

/// A form that the palette has turned into one for the waiting list is one for a visit again once a line names a time.
#[test]
fn a_line_with_a_time_books_it_and_puts_nobody_on_the_waiting_list() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.press("Ctrl+P")
        .types("put somebody on the waiting")
        .press("Enter")
        .settle();
    assert_eq!(desk.text("Status"), "waitlist");
    desk.press("Ctrl+E").types("220385s ki mo 15:00").settle();
    desk.press("Enter").settle();
    assert_eq!(desk.text("Start"), "Mon 23 Nov 15:00");
    assert_eq!(desk.text("Status"), "booked");
}

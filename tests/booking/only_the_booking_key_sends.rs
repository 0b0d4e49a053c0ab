//! Letters, digits, Enter, `y`, pastes and the mouse choose, answer and fill. Nothing but the booking key sends a change to
//! a clinic, and a question counts it only once there was time to read it.

use std::time::Duration;

use booking::clinics::CLINIK;
use desk::{Command, Gesture, Msg, READABLE_AFTER, Size};
use headless::Options;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::unplugged;
use crate::desk_at_work::{DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik};

/// Karin Ivers, who has no hours on a Saturday.
const KARIN: &str = "prac_xyz789";
/// The next patient's line, as it is typed without looking up.
const NEXT_LINE: &str = "220385s ki f mary y 1 2 3";
/// Every key that books in some program or other.
const SLIPS: &str = "Enter Space y Y j n 0 1 2 3 4 9 x Tab Down Up F1 F2 Alt+1 Ctrl+T Ctrl+N Ctrl+P Delete Backspace";

/// A desk that asks whether to book on a Saturday.
fn asked_about_a_saturday(options: Options) -> DeskAtWork {
    let mut desk = DeskAtWork::open(options);
    desk.fill("Patient", PATIENT).fill("Practitioner", KARIN);
    desk.fill("Start", "13.02.2027 10:00")
        .fill("Minutes", "30")
        .settle()
        .book();
    assert_ne!(desk.asked(), "", "{}", desk.screen());
    desk
}

/// What is chosen in the question.
fn chosen(desk: &DeskAtWork) -> Value {
    desk.state()["question"]["chosen"].clone()
}

fn changes(desk: &DeskAtWork) -> usize {
    let writes = |request: &&Value| !matches!(request["method"].as_str(), Some("GET"));
    desk.requests().iter().filter(writes).count()
}

#[test]
fn the_next_patients_line_typed_at_an_open_question_changes_nothing() {
    let mut desk = asked_about_a_saturday(at_clinik());
    let typed = desk.typed();
    desk.stands_still()
        .types(NEXT_LINE)
        .paste(NEXT_LINE)
        .press(SLIPS)
        .types("\n\n")
        .settle();
    assert_eq!(
        (changes(&desk), &desk.typed()),
        (0, &typed),
        "{}",
        desk.screen()
    );
    assert_ne!(desk.asked(), "", "the question waits");
    desk.types("x").sees("Only the keys above count here.");
    desk.paste("y")
        .sees("Nothing was pasted.")
        .press("Down")
        .sees_no("Nothing was");
    desk.press("Esc");
    assert_eq!(
        (desk.asked().as_str(), &desk.typed()),
        ("", &typed),
        "nothing is lost"
    );
    desk.book().confirm_despite().settle().booked();
}

/// A birth date holds digits that would choose a reason, and whoever does not look up ends the line with the booking key.
#[test]
fn a_birth_date_typed_at_a_question_chooses_no_reason_and_the_key_behind_it_does_not_count() {
    let mut desk = asked_about_a_saturday(at_clinik());
    desk.stands_still();
    for letter in "220385s ki f".chars() {
        desk.types(&letter.to_string()).pass_ms(80);
    }
    assert_eq!(chosen(&desk), Value::Null, "{}", desk.screen());
    desk.press("Enter")
        .pass_ms(200)
        .press("Ctrl+S")
        .settle()
        .sees("Too soon.");
    assert_eq!(changes(&desk), 0);
    desk.stands_still()
        .press("3")
        .sees("› 3 urgent")
        .press("Ctrl+S")
        .settle()
        .booked();
}

#[test]
fn the_question_names_what_it_is_about_and_no_reason_is_chosen_from_the_beginning() {
    let mut desk = asked_about_a_saturday(at_clinik());
    desk.sees("╭─ Book in the SANDBOX anyway? ─")
        .sees("Karin Ivers has no hours on a Saturday.");
    desk.sees("Why? │")
        .sees("1 patient asks")
        .sees("2 practitioner agrees")
        .sees("3 urgent")
        .sees("Ctrl-S book anyway Esc go back");
    assert_eq!(chosen(&desk), Value::Null);
    desk.stands_still()
        .press("Ctrl+S")
        .settle()
        .sees("Choose why: a digit or ↓, then Ctrl-S.");
    desk.press("Down")
        .sees("› 1 patient asks")
        .press("Down")
        .sees("› 2 practitioner agrees")
        .press("3")
        .sees("› 3 urgent")
        .press("Down Up Up Up");
    desk.sees("› 1 patient asks");
}

#[test]
fn a_burst_of_booking_keys_and_one_that_is_held_down_pass_no_question() {
    let mut desk = asked_about_a_saturday(at_clinik());
    desk.press("1 Ctrl+S F5 Ctrl+S")
        .settle()
        .sees("Too soon. Read this, then press Ctrl-S once more.");
    for _ in 0..100 {
        desk.pass_ms(33).press("Ctrl+S");
    }
    desk.settle();
    assert_eq!(changes(&desk), 0, "each repeat begins the half second anew");
    desk.pass_ms(499)
        .press("Ctrl+S")
        .pass_ms(499)
        .press("Ctrl+S")
        .settle();
    assert_eq!(changes(&desk), 0);
    desk.pass_ms(500).press("Ctrl+S").settle().booked();
}

#[test]
fn warnings_that_were_not_on_the_smallest_screen_keep_the_key_from_going_ahead() {
    let mut desk = DeskAtWork::open(Options {
        size: Size { cols: 60, rows: 16 },
        ..at_clinik()
    });
    // Both are elsewhere then, and she has no hours.
    for (patient, practitioner) in [(PATIENT, "prac_b2f6ky"), ("pt_shmbj5", KARIN)] {
        let visit = json!({
            "patientId": patient, "practitionerId": practitioner, "status": "booked",
            "start": "2027-02-13T09:00:00.000Z", "end": "2027-02-13T09:30:00.000Z",
        });
        desk.sandbox().book(CLINIK, &visit).expect("another desk");
    }
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .fill("Start", "13.02.2027 10:00")
        .fill("Minutes", "30")
        .settle()
        .book();
    assert_ne!(desk.asked(), "", "{}", desk.screen());
    let before = changes(&desk);
    let mut seen = desk.screen();
    desk.stands_still().press("1 Ctrl+S").settle();
    desk.sees("Not all of it was on screen: PgDn, then Ctrl-S.");
    let mut pages = 0;
    while changes(&desk) == before {
        pages += 1;
        assert!(pages < 20, "{}", desk.screen());
        desk.press("PageDown");
        seen += &desk.screen();
        desk.stands_still().press("Ctrl+S").settle();
    }
    for warning in ["Oksana Melnyk", "already has J. C.", "no hours"] {
        assert!(seen.contains(warning), "{warning} was not seen:\n{seen}");
    }
    assert_eq!(desk.creates().len(), 3, "the two from before, and hers");
}

#[test]
fn the_half_second_begins_anew_where_the_box_moves_is_out_of_sight_or_says_something_else() {
    let mut desk = asked_about_a_saturday(at_clinik());
    desk.press("1")
        .stands_still()
        .resize(50, 10)
        .press("Ctrl+S")
        .stands_still()
        .press("Ctrl+S")
        .settle();
    assert_eq!(
        changes(&desk),
        0,
        "nobody can read it on a screen too small for it"
    );
    desk.stands_still().resize(100, 30).press("Ctrl+S").settle();
    assert_eq!(changes(&desk), 0);
    desk.stands_still()
        .tell(Msg::Behind)
        .press("Ctrl+S")
        .settle();
    assert_eq!(changes(&desk), 0, "the terminal does not show it yet");

    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT).fill("Practitioner", KARIN);
    desk.fill("Start", "20.11.2026 14:33")
        .fill("Minutes", "30")
        .settle()
        .book()
        .sees_no("in the past");
    desk.pass(120)
        .settle()
        .sees("! Start is in the past.")
        .press("Ctrl+S")
        .settle();
    assert_eq!(changes(&desk), 0, "that has just come up");
    desk.confirm_despite().settle().booked();
}

#[test]
fn what_the_check_finds_is_asked_about_and_the_key_that_sent_it_does_not_answer() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT).fill("Practitioner", KARIN);
    desk.fill("Start", "10.02.2027 10:00")
        .fill("Minutes", "30")
        .settle();
    let other = json!({
        "status": "booked", "patientId": "pt_k4m8wz", "practitionerId": KARIN,
        "start": "2027-02-10T09:00:00.000Z", "end": "2027-02-10T09:30:00.000Z",
    });
    desk.sandbox()
        .book(CLINIK, &other)
        .expect("another desk can book");
    desk.press("Ctrl+S")
        .settle()
        .press("Ctrl+S")
        .types(NEXT_LINE)
        .settle();
    desk.sees("Karin Ivers already has");
    assert_eq!(changes(&desk), 1, "the other desk's");
    desk.press("Esc");
    assert_eq!(desk.text("Patient"), PATIENT);
}

#[test]
fn a_question_whose_ground_is_gone_goes_away_and_says_so() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.fill("Scheduled at", "20.11.2026 14:40")
        .settle()
        .book_all_the_same();
    desk.fill("Profile", PROFILE)
        .fill("Scheduled at", "20.11.2026 14:40")
        .settle()
        .book();
    assert_ne!(desk.asked(), "", "{}", desk.screen());
    desk.pass(600)
        .settle()
        .sees("What this was about has changed: see Problems.");
    assert_eq!(desk.asked(), "", "its time has passed");
}

#[test]
fn locking_takes_the_question_back() {
    let mut desk = asked_about_a_saturday(at_clinik());
    let typed = desk.typed();
    desk.press("Ctrl+L").pass(1).press("x");
    assert_eq!(
        (desk.asked().as_str(), changes(&desk), &desk.typed()),
        ("", 0, &typed),
        "{}",
        desk.screen()
    );
}

#[test]
fn the_mouse_chooses_and_goes_back_and_never_goes_ahead() {
    let mut desk = asked_about_a_saturday(at_clinik());
    desk.clicks("3 urgent");
    assert_eq!(chosen(&desk), 2);
    desk.clicks("Ctrl-S book anyway")
        .sees("A click does not confirm. Press Ctrl-S.")
        .clicks("Book in the SANDBOX");
    for (x, y) in (0..100)
        .flat_map(|x| (0..56).map(move |y| (x, y)))
        .step_by(7)
    {
        desk.stands_still().points_at(Gesture::Click, (x, y));
        if desk.asked().is_empty() {
            desk.book();
        }
    }
    assert_eq!(changes(desk.settle()), 0);
    desk.clicks("Esc go back");
    assert_eq!(desk.asked(), "");
}

#[test]
fn the_palette_only_names_the_key_that_books() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.press("Ctrl+P")
        .types("book, the only")
        .press("Enter")
        .settle()
        .sees("Ctrl-S books; Enter never does.");
    assert_eq!(changes(&desk), 0);
}

#[test]
fn a_patient_is_added_by_the_booking_key_only() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Alt+N");
    for text in ["Maria", "Schmitt", "22.3.1985"] {
        desk.types(text).press("Tab");
    }
    desk.press("Enter Enter").types("\n\n").settle();
    assert_eq!(changes(&desk), 0);
    desk.press("Ctrl+S")
        .settle()
        .sees("Add a new patient?")
        .sees("Is it the same person?");
    desk.press("2 Ctrl+S")
        .types(NEXT_LINE)
        .paste("y")
        .press(SLIPS)
        .settle();
    assert_eq!(changes(&desk), 0, "{}", desk.screen());
    desk.stands_still()
        .press("2")
        .sees("› 2 none of these: add a new patient")
        .confirm_despite()
        .settle();
    assert_eq!(changes(&desk), 1);
    desk.sees("Read back: Maria Schmitt");
}

#[test]
fn panels_are_asked_for_again_by_the_booking_key_only() {
    const LIPID: &str = "262606c4-54c6-478d-b473-23ff697979d7";
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.fill("Panels", LIPID);
    desk.fault(&json!({"backend": "aniva", "call": "panels", "fault": "status", "code": 403}))
        .book();
    let sent = changes(&desk);
    desk.turn_to("appointment")
        .types("p")
        .settle()
        .sees("Add the panels again?");
    desk.stands_still()
        .types(NEXT_LINE)
        .types("pppy")
        .press(SLIPS)
        .types("y")
        .settle();
    assert_eq!(changes(&desk), sent, "{}", desk.screen());
    desk.confirm_despite()
        .settle()
        .sees("Text was typed here: Ctrl-U clears it, then Ctrl-S.");
    assert_eq!(changes(&desk), sent);
    desk.press("Down").sees("Ctrl-S counts again.");
    desk.confirm_despite().settle();
    assert_eq!(changes(&desk), sent + 1);
}

#[test]
fn leaving_takes_its_own_key_again_or_y_and_no_other_letter() {
    for (key, leaves) in [
        ("Ctrl+Q", true),
        ("Ctrl+C", true),
        ("F10", true),
        ("y", true),
        ("Ctrl+S", true),
    ] {
        let mut desk = DeskAtWork::with_a_visit(at_clinik());
        desk.press("Ctrl+Q").press(key);
        assert!(desk.state()["ended"].is_null(), "{key} came at once");
        desk.stands_still().press(key);
        assert_eq!(desk.state()["ended"] == "quit", leaves, "{key}");
    }
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.press("Ctrl+Q").stands_still().types("mary j n 1");
    assert!(
        desk.state()["ended"].is_null(),
        "a word typed on is no answer"
    );
    desk.press("Esc");
    assert_eq!(desk.text("Patient"), PATIENT);
}

#[test]
fn a_driver_that_has_read_a_line_answers_at_once() {
    let mut desk = asked_about_a_saturday(at_clinik());
    desk.tell(Msg::Do(Command::Agree { choice: Some(1) }))
        .settle()
        .booked();

    let mut desk = unplugged::with_a_visit();
    unplugged::tell(&mut desk, unplugged::keys("Ctrl+Q"));
    unplugged::tell(&mut desk, [Msg::Do(Command::Decline)]);
    assert!(desk.question.is_none() && desk.ended.is_none());
}

/// The lines of a box from that with its title on, without what stands beside it.
fn inside_box(screen: &str, title: &str) -> Vec<String> {
    let lines: Vec<Vec<char>> = screen.lines().map(|line| line.chars().collect()).collect();
    let top = lines
        .iter()
        .position(|line| line.iter().collect::<String>().contains(title));
    let first: &[char] = &lines[top.expect("it is asked")];
    let title: Vec<char> = title.chars().collect();
    let named = first
        .windows(title.len())
        .position(|part| part == title)
        .expect("it stands there");
    let from = first[..named]
        .iter()
        .rposition(|cell| *cell == '╭')
        .expect("a corner");
    let to = named
        + first[named..]
            .iter()
            .position(|cell| *cell == '╮')
            .expect("a corner");
    let below = lines[top.unwrap_or_default()..]
        .iter()
        .take_while(|line| line[from] != '╰');
    below.map(|line| line[from..=to].iter().collect()).collect()
}

#[test]
fn a_question_is_whole_on_every_screen_and_in_every_language() {
    for language in i18n::Language::ALL {
        for (cols, rows) in [(60, 16), (80, 24), (120, 40)] {
            let mut desk = asked_about_a_saturday(Options {
                language,
                ..at_clinik()
            });
            desk.resize(cols, rows).types("x");
            let screen = desk.screen();
            let question = desk.state()["question"]["title"]
                .as_str()
                .unwrap_or_default()
                .to_owned();
            let inside = inside_box(&screen, &question);
            assert!(
                inside.len() >= 5 && !inside.iter().any(|line| line.contains('…')),
                "{screen}"
            );
            for label in desk.state()["question"]["choices"]
                .as_array()
                .expect("choices")
            {
                assert!(
                    screen.contains(label.as_str().unwrap_or_default()),
                    "{label} on\n{screen}"
                );
            }
        }
    }
    assert_eq!(READABLE_AFTER, Duration::from_millis(500));
}

#[test]
fn leaving_at_an_open_question_closes_it_and_leaves() {
    for key in ["Ctrl+Q", "Ctrl+C", "F10"] {
        let mut desk = asked_about_a_saturday(at_clinik());
        let typed = desk.typed();
        desk.stands_still().press(key);
        assert!(desk.asked().starts_with("Quit?"), "{key}: {}", desk.asked());
        assert_eq!(desk.typed(), typed);
        desk.stands_still().press(key);
        assert_eq!(desk.state()["ended"], "quit", "{key}");
        assert_eq!(changes(&desk), 0);

        let mut desk = DeskAtWork::with_a_visit(at_clinik());
        desk.fill("Practitioner", KARIN)
            .book_at_once()
            .turn_to("appointment");
        desk.press("Ctrl+P")
            .types("made in error")
            .press("Enter")
            .settle();
        assert_ne!(desk.asked(), "", "{}", desk.screen());
        desk.stands_still().press(key);
        assert_eq!(desk.state()["ended"], "quit", "{key}: nothing is unsaved");
    }
}

#[test]
fn the_booking_key_within_a_paste_sends_nothing_and_says_so() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.tell(Msg::BookingKeyInPaste)
        .settle()
        .sees("came together with other keys");
    assert_eq!(changes(&desk), 0);
    let mut desk = asked_about_a_saturday(at_clinik());
    desk.press("1")
        .stands_still()
        .tell(Msg::BookingKeyInPaste)
        .settle()
        .sees("Too soon.");
    desk.press("Ctrl+S").settle();
    assert_eq!(changes(&desk), 0, "the half second begins anew");
    desk.confirm_despite().settle().booked();
}

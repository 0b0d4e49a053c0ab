//! The phone rings in the middle of a booking: what is in front is put aside with one key and taken up with one.

use booking::Language;
use headless::Options;
use serde_json::{Value, json};

use crate::desk_at_work::{BERLIN, DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik};

/// What is parked, by letter, whom it is for and what for.
fn parked(desk: &DeskAtWork) -> Vec<String> {
    let state = desk.state();
    let rows = state["parked"].as_array().cloned().unwrap_or_default();
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    rows.iter()
        .map(|row| {
            format!(
                "{}: {}, {}",
                text(row, "letter"),
                text(row, "who"),
                text(row, "why")
            )
        })
        .collect()
}

#[test]
fn one_key_parks_and_one_takes_up_with_every_text_and_the_cursor() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Reason", "knee").settle();
    let typed = desk.typed();
    desk.press("Ctrl+N")
        .sees("Parked as A; Alt-A opens it again.");
    assert_eq!(parked(&desk), ["a: Maria Schmidt, knee"]);
    assert_eq!(desk.text("Patient"), "");
    desk.types("someone else").press("Alt+A");
    assert_eq!((desk.typed(), desk.focus().as_str()), (typed, "Reason"));
    assert_eq!(
        parked(&desk),
        ["b: someone else, clinic visit"],
        "who was in front waits in turn"
    );
    desk.press("Alt+A").sees("Nothing is parked as A.");
}

#[test]
fn a_draft_goes_back_under_its_own_letter() {
    let mut desk = DeskAtWork::open(at_clinik());
    for name in ["first", "second", "third"] {
        desk.types(name).press("Ctrl+N");
    }
    desk.press("Alt+B").types("!").press("Alt+C");
    assert_eq!(
        parked(&desk),
        ["a: first, clinic visit", "b: second!, clinic visit"],
        "the second is back where it was"
    );
    desk.types("!").press("Ctrl+N");
    assert_eq!(parked(&desk).len(), 3);
    assert_eq!(parked(&desk)[2], "c: third!, clinic visit");
}

#[test]
fn each_backend_keeps_its_own_and_the_way_back_is_one_key() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.settle()
        .press("Ctrl+N Ctrl+T")
        .fill_a_visit("10.02.2027 10:00")
        .settle()
        .press("Alt+A");
    assert_eq!(desk.state()["backend"], "aniva");
    assert_eq!(
        (
            desk.text("Profile").as_str(),
            desk.text("Location").as_str()
        ),
        (PROFILE, BERLIN)
    );
    assert_eq!(parked(&desk), ["b: Maria Schmidt, clinic visit"]);
    desk.book_at_once().press("Alt+B");
    assert_eq!(
        (
            desk.state()["backend"].as_str(),
            desk.text("Patient").as_str()
        ),
        (Some("clinik"), PATIENT)
    );
    assert_eq!(parked(&desk), [] as [String; 0]);
}

#[test]
fn with_all_six_letters_taken_it_asks() {
    let mut desk = DeskAtWork::open(at_clinik());
    for name in ["one", "two", "three", "four", "five", "six"] {
        desk.types(name).press("Ctrl+N");
    }
    assert_eq!((parked(&desk).len(), desk.asked().as_str()), (6, ""));
    desk.types("seven")
        .press("Alt+C")
        .sees("All six letters are taken");
    assert_eq!(
        desk.text("Patient"),
        "seven",
        "nothing was mixed, nothing was lost"
    );
    desk.press("Ctrl+N")
        .sees("Drop this draft?")
        .sees("All six letters hold a draft.")
        .press("Esc");
    assert_eq!(desk.text("Patient"), "seven");
    desk.press("Ctrl+N").confirm_despite();
    assert_eq!(
        (desk.text("Patient").as_str(), parked(&desk).len()),
        ("", 6)
    );
}

#[test]
fn leaving_counts_what_is_parked() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.press("Ctrl+N Ctrl+Q")
        .sees("What is parked (1) would be lost.")
        .press("Esc");
    desk.types("x")
        .press("Ctrl+Q")
        .sees("What is typed here would be lost, and what is parked (1) with it.");
}

#[test]
fn a_line_for_someone_else_parks_whom_the_form_is_for() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.settle()
        .press("Ctrl+E")
        .types("010150x ki f")
        .settle()
        .press("Enter");
    assert_eq!(
        desk.text("Patient"),
        PATIENT,
        "nobody was found, nobody is parked"
    );
    desk.press("Ctrl+U").types("190784l ki f").settle();
    desk.press("Enter")
        .sees("What the form held is parked as A.")
        .settle();
    assert_eq!(parked(&desk), ["a: Maria Schmidt, clinic visit"]);
    assert_eq!(desk.text("Patient"), "pt_32ut2e");
    desk.press("Alt+A");
    assert_eq!(
        (desk.text("Patient").as_str(), desk.text("Minutes").as_str()),
        (PATIENT, "30")
    );
    assert_eq!(parked(&desk).len(), 1);
}

#[test]
fn a_line_entered_again_goes_on_from_where_it_began() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Comment", "rang twice")
        .press("Ctrl+E")
        .types("220385s ki f")
        .settle()
        .press("Enter")
        .settle();
    desk.press("Ctrl+U")
        .types("220385s ki c")
        .settle()
        .press("Enter")
        .settle();
    assert_eq!(
        desk.text("Comment"),
        "rang twice",
        "what was typed before the line is not the line's"
    );
    assert_eq!(desk.text("Reason"), "Check-up");
}

#[test]
fn a_line_that_was_taken_up_goes_with_its_booking() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki f")
        .settle()
        .press("Enter")
        .settle()
        .press("Ctrl+N Alt+A");
    assert_eq!(desk.state()["line"]["text"], "220385s ki f");
    desk.book_at_once();
    assert_eq!(
        desk.state()["line"]["text"],
        "",
        "nobody's line is left for the next patient"
    );
}

#[test]
fn an_unfinished_line_is_parked_with_its_draft() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki")
        .settle()
        .press("Ctrl+N")
        .types("x")
        .press("Alt+A");
    assert_eq!(desk.state()["line"]["text"], "220385s ki");
    assert_eq!(desk.state()["pane"], "entry line");
    assert_eq!(parked(&desk), ["b: x, clinic visit"]);
}

#[test]
fn a_time_without_a_date_keeps_its_day_while_it_waits() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Start", "15:00")
        .press("Ctrl+N")
        .pass(86_400)
        .press("Alt+A")
        .settle();
    desk.sees("1 day ago");
    assert!(
        desk.text("Start").starts_with("Fri 20 Nov 2026 "),
        "{}",
        desk.text("Start")
    );
}

/// At 14:32 in Berlin it is past three in Helsinki.
#[test]
fn a_time_that_waits_stays_on_its_locations_clock() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.fill("Profile", PROFILE)
        .go_to("Location")
        .types("helsinki")
        .press("Enter")
        .settle();
    desk.fill("Scheduled at", "15:00").settle();
    let read = desk.reading("Scheduled at");
    assert!(read.contains("21 Nov 2026 15:00 EET"), "{read}");
    desk.press("Ctrl+N Alt+2")
        .types("berlin")
        .press("Enter")
        .settle()
        .pass(86_400)
        .press("Alt+A")
        .settle();
    assert!(
        desk.reading("Scheduled at")
            .contains("21 Nov 2026 15:00 EET"),
        "{}",
        desk.screen()
    );
}

#[test]
fn what_is_being_booked_is_not_parked() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.press("Ctrl+N Alt+A")
        .book_and_watch("clinik", 3_000)
        .press("Ctrl+N");
    desk.sees("A booking is being sent; its form stays until the answer arrives.");
    assert_eq!(parked(&desk), [] as [String; 0]);
    desk.press("Ctrl+T").types("y").press("Ctrl+N");
    assert_eq!(
        parked(&desk),
        ["b: y, blood draw"],
        "the other form can be parked meanwhile"
    );
    desk.settle();
    assert_eq!(desk.state()["flight"], json!("idle"));
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn what_is_parked_is_said_at_every_size() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.settle().press("Ctrl+N").pass(180);
    desk.resize(120, 40)
        .sees("A Maria Schmidt, clinic visit, 3 min ago");
    desk.resize(80, 24).sees("parked A");
    desk.resize(60, 16).sees("parked A");
}

#[test]
fn who_was_only_looked_up_leaves_no_draft_whatever_came_between() {
    let between = [
        "",
        "Enter",
        "Escape",
        "Tab Tab",
        "Ctrl+F Escape",
        "Ctrl+T Ctrl+T",
        "Ctrl+D Escape",
        "Ctrl+O Ctrl+O",
    ];
    for keys in between {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        desk.types("220385s").settle().press("Enter").settle();
        keys.split_whitespace().for_each(|key| {
            desk.press(key).settle();
        });
        desk.press("Ctrl+E Ctrl+U")
            .types("041268c ki f")
            .settle()
            .press("Enter")
            .settle();
        assert_eq!(parked(&desk), [] as [String; 0], "after {keys:?}");
        assert_ne!(desk.text("Patient"), PATIENT, "after {keys:?}");
    }
}

#[test]
fn a_looked_up_patient_gives_way_to_a_draft_and_the_desk_says_so() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("041268c ki f").settle();
    desk.press("Ctrl+N").types("220385s").settle();
    desk.press("Enter").settle().press("Alt+A");
    assert!(
        desk.note()
            .ends_with("Nothing was typed for “220385s”: it was only looked up."),
        "{}",
        desk.note()
    );
}

#[test]
fn the_age_of_a_draft_ends_its_sentence_with_one_stop_in_german() {
    let mut desk = DeskAtWork::open(headless::Options {
        language: i18n::Language::De,
        ..at_clinik()
    });
    desk.types("jemand").press("Ctrl+N").pass(90).press("Alt+A");
    assert!(desk.note().ends_with("vor 1 Min."), "{}", desk.note());
    assert!(!desk.note().contains(".."), "{}", desk.note());
}

/// The patients of six callers who only ask for a time.
const ASKERS: [&str; 6] = [
    "220385s", "190784l", "301162w", "041268c", "040387f", "270149g",
];

#[test]
fn a_look_up_parks_nothing_and_books_nothing() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Reason", "knee").settle();
    let typed = desk.typed();
    for line in ["190784l", "041268c", "190784l"] {
        desk.press("Ctrl+E Ctrl+U").types(line).settle();
        desk.press("Enter").settle().press("Ctrl+S").settle();
        assert_eq!(parked(&desk), [] as [String; 0], "{}", desk.screen());
        assert_eq!(desk.typed(), typed, "the form stays as it is");
        assert_eq!(desk.creates().len(), 0);
    }
    desk.press("Tab Ctrl+S").settle();
    assert_eq!(desk.body()["patientId"], PATIENT, "{}", desk.screen());
}

#[test]
fn those_who_only_asked_for_a_time_never_stand_in_the_way_of_the_next_caller() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for (count, patient) in ASKERS.into_iter().cycle().take(14).enumerate() {
        desk.press("Ctrl+U").types(&format!("{patient} ki f mo"));
        desk.settle().press("Enter").sees_no("All six letters");
        if count > 6 {
            desk.sees("has made room");
        }
        desk.settle();
        assert_ne!(desk.text("Patient"), "", "{count}: {}", desk.screen());
        assert!(parked(&desk).len() <= 6);
    }
    assert_eq!(parked(&desk).len(), 6);
}

#[test]
fn a_seventh_draft_takes_the_letter_of_the_oldest_in_which_nothing_was_typed() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for (count, patient) in ASKERS.into_iter().enumerate() {
        desk.press("Ctrl+E Ctrl+U")
            .types(&format!("{patient} ki f mo"));
        desk.settle().press("Enter").settle();
        if count == 0 {
            desk.go_to("Reason").types(" and her knee").settle();
        }
        desk.pass(60).settle();
    }
    desk.press("Ctrl+E Ctrl+U")
        .types("230693h ki f")
        .settle()
        .press("Enter");
    desk.settle();
    let before = parked(&desk);
    assert_eq!(before.len(), 6, "{}", desk.screen());
    desk.press("Ctrl+U")
        .types("220385s om f")
        .settle()
        .press("Enter")
        .sees("has made room");
    desk.settle();
    let after = parked(&desk);
    let gone: Vec<&String> = before.iter().filter(|row| !after.contains(row)).collect();
    assert_eq!(gone.len(), 1, "{before:?} {after:?}");
    assert!(gone[0].starts_with("b: "), "{gone:?}");
    assert!(after[0].starts_with("a: Maria Schmidt"), "{after:?}");
}

#[test]
fn a_form_that_names_nothing_but_the_patient_is_not_kept() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("lena albers 3.5.1990").settle().press("Alt+N");
    desk.settle().press("Ctrl+S").settle().sees("Lena Albers");
    desk.types("220385s ki f mo")
        .settle()
        .press("Enter")
        .settle();
    assert_eq!(parked(&desk), [] as [String; 0], "{}", desk.screen());
    assert_eq!(desk.text("Patient"), PATIENT);
}

#[test]
fn all_that_is_parked_is_dropped_by_one_command_after_a_question() {
    let mut desk = DeskAtWork::open(at_clinik());
    for name in ["one", "two", "three"] {
        desk.types(name).press("Ctrl+N");
    }
    desk.types("four").press("Ctrl+P").types("drop all");
    desk.press("Enter").settle();
    desk.sees("Drop all parked drafts?")
        .sees("All 3 parked drafts would be lost.")
        .press("Esc");
    assert_eq!(parked(&desk).len(), 3);
    desk.press("Ctrl+P")
        .types("drop all")
        .press("Enter")
        .settle();
    desk.confirm_despite().settle();
    assert_eq!(parked(&desk), [] as [String; 0], "{}", desk.screen());
    assert_eq!(desk.text("Patient"), "four", "the form stays");
    desk.sees("The 3 parked drafts are gone.");
    desk.press("Ctrl+P")
        .types("drop all")
        .press("Enter")
        .settle();
    desk.sees("Nothing is parked.");
}

#[test]
fn undo_opens_the_card_of_what_was_just_done_and_sends_nothing_by_itself() {
    for (language, words) in [
        (Language::En, ["undo", "take back"]),
        (Language::De, ["rückgängig", "zurücknehmen"]),
        (Language::Fi, ["kumoa", "palauta"]),
    ] {
        let mut desk = DeskAtWork::open_at_the_line(Options {
            language,
            ..at_clinik()
        });
        desk.types("220385s ki f today 16:00")
            .settle()
            .press("Enter");
        desk.settle().press("Ctrl+S").settle();
        if !desk.asked().is_empty() {
            desk.confirm_despite().settle();
        }
        desk.booked();
        for words in words {
            desk.press("Ctrl+P").types(words).press("Enter").settle();
            assert_eq!(
                desk.state()["overlay"],
                "change",
                "{words}: {}",
                desk.screen()
            );
            desk.press("Esc Ctrl+E").settle();
        }
        desk.press("Ctrl+S").settle();
        assert_eq!(desk.changes_sent(), [] as [Value; 0]);
    }
}
